"""Emails calculated by hand, over days and nights: one agent, emails and calls of 100 s."""

import numpy as np

from sim.schema import Channel, Contacts, FollowUp, Outcome
from tests.bare import completed, staffed
from tests.worlds.test_by_hand import closing, world

ALL_EMAIL = ["mechanisms.channels=on", "channels.email_share=1", "channels.email_handle_distribution=exactly 100 s",
            "channels.email_priority=1", "channels.email_promise_h=1"]
NIGHT = closing("serve_out", 2.0)
OPEN_2_H = 2 * 3600.0


def test_an_email_needs_no_patience_and_no_line():
    """No patience and one line: three emails at once are answered one after the other, in order."""
    c = world(*ALL_EMAIL, "patience.distribution=exactly 1 s", "centre.n_lines=1", at="[0,0,0]")
    assert c.channel.tolist() == [Channel.EMAIL] * 3
    assert c.answered_at_s.tolist() == [0.0, 100.0, 200.0]


def test_an_email_queue_equals_a_phone_queue_without_abandonment():
    """M/M/2 by phone and by email: the same customers and waits, bit for bit."""
    both = [completed(["demand.needs_per_day=500", "patience.distribution=never", "run.horizon_days=3", "run.warm_up_days=0",
                       *staffed(2),
                   "channels.email_handle_distribution=exponential mean 300 s", "mechanisms.channels=on",
                       f"channels.email_share={share}"])
            for share in (0, 1)]
    phone, email = (record.contacts for record in both)
    assert isinstance(phone, Contacts)
    assert isinstance(email, Contacts)
    assert np.all(email.channel == Channel.EMAIL)
    assert (phone.wait_s > 0).sum() > 100
    for name in ("arrived_at_s", "wait_s", "ended_at_s", "agent_id", "handle_s"):
        assert getattr(phone, name).tobytes() == getattr(email, name).tobytes(), name


def test_calls_go_first_and_do_not_interrupt():
    """Emails at 0, 10 and 20; nothing is solved, and each sender calls 50 s after the answer, that is at 150, 250 and 550.

    The agent has the second email until 200, then takes the first call, at 300 the second, and only then the third email.
    """
    c = world(*ALL_EMAIL, "contact_types.call.resolve_prob=0", "repeats.return_prob=1", "repeats.max_repeats=1",
              "repeats.delay_distribution=exactly 50 s", at="[0,10,20]")
    first_call = c.channel == Channel.PHONE
    assert c.answered_at_s[~first_call].tolist() == [0.0, 100.0, 400.0]
    assert c.arrived_at_s[first_call].tolist() == [150.0, 250.0, 550.0]
    assert c.answered_at_s[first_call].tolist() == [200.0, 300.0, 550.0]


def test_a_backlog_is_kept_overnight():
    """Open from 0 to 2 h. The last conversation begins at 7150; two emails of 7160 and 7170 wait until the next opening."""
    c = world(*ALL_EMAIL, *NIGHT, at="[7150,7160,7170]", days=2)
    assert c.day[:3].tolist() == [0, 0, 0]
    assert c.answered_at_s[:3].tolist() == [7150.0, 86_400.0, 86_500.0]
    assert c.late[:3].tolist() == [False, True, True]


def test_the_backlog_is_counted_at_night():
    """The same: each evening two are left, the next morning they are answered, and three more arrive."""
    record = completed([*ALL_EMAIL, *NIGHT, "contact_types.call.timetable_s=[7150,7160,7170]",
                        "contact_types.call.talk_distribution=exactly 100 s",
                    "run.warm_up_days=0", "run.horizon_days=2", *staffed(1)])
    assert record.days["email_backlog"].tolist() == [2.0, 2.0]
    assert record.open_cases == 2
    assert record.days["n_emails"].tolist() == [1.0, 3.0]
    assert record.days["n_emails_in_time"].tolist() == [1.0, 1.0]


def test_the_sender_of_a_late_email_calls_and_the_email_is_read_in_vain():
    """The agent is busy until 5000 s; an email at 10, promised within the hour: at 3610 its sender calls.

    At 5000 the call is answered, at 5100 the email is read, for 60 s.
    """
    c = world(*ALL_EMAIL, "channels.email_also_call_prob=1", "channels.superseded_read_s=60", "patience.distribution=never",
              "channels.email_handle_distribution=exactly 5000 s", at="[0,10]")
    email, call = c.nth_contact == 1, c.nth_contact == 2
    assert c.outcome[email].tolist() == [Outcome.ANSWERED, Outcome.SUPERSEDED]
    assert c.follow_up[email].tolist() == [FollowUp.NOTHING, FollowUp.REDIAL]
    assert c.arrived_at_s[call].tolist() == [3610.0]
    assert c.channel[call].tolist() == [Channel.PHONE]
    assert c.answered_at_s[call].tolist() == [5000.0]
    assert c.answered_at_s[email].tolist() == [0.0, 5100.0]
    assert c.handle_s[email].tolist() == [5000.0, 60.0]
    assert c.wait_s[email].tolist() == [0.0, 3600.0]
    assert c.late.tolist() == [False, True, False]


def test_an_answer_late_at_night_makes_senders_call_in_the_morning():
    """Open from 0 to 2 h; the agent has the first email until long after closing. The other two are promised for 10 700 s.

    At opening the agent takes the second, and the third's sender calls.
    """
    c = world(*ALL_EMAIL, *NIGHT, "channels.email_also_call_prob=1", "channels.email_handle_distribution=exactly 7200 s",
              at="[7000,7100,7100]", days=2)
    call = (c.nth_contact == 2) & (c.day == 1)
    assert c.arrived_at_s[call][0] == 0.0
    assert c.case_id[call][0] == 2


def test_a_group_serves_its_channels():
    """Two agents; the one for email never takes a call, nor the other an email."""
    groups = ["workforce.groups.agents.channels=[phone]",
              "+workforce.groups.back={n_agents: 1, hours_per_week: 168, contact_types: null, channels: [email], "
              "agents_per_interval: [1]}"]
    c = world(*ALL_EMAIL, *groups, "contact_types.call.resolve_prob=0", "repeats.return_prob=1", "repeats.max_repeats=1",
              "repeats.delay_distribution=exactly 50 s", at="[0,10,20]")
    assert c.agent_group[c.channel == Channel.EMAIL].tolist() == [1, 1, 1]
    assert c.agent_group[c.channel == Channel.PHONE].tolist() == [0, 0, 0]
    assert c.answered_at_s[c.channel == Channel.PHONE].tolist() == [150.0, 250.0, 350.0]
