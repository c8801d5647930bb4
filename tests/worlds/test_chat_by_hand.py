"""Chats calculated by hand: one agent, chats that need 100 s alone; two at once take 125 s each, three 150 s."""

import numpy as np
import pytest

from sim.model.contact.channels import busy_resolve_prob, chat_duration_factor
from sim.schema import Channel, Contacts, FollowUp, Outcome
from tests.bare import completed, staffed
from tests.worlds.test_by_hand import OTHERS, world

CHATS = ["mechanisms.channels=on", "channels.chat_share=1", "channels.chat_work_rate_2=1.6", "channels.chat_work_rate_3=2",
         "channels.chat_patience_distribution=never"]
THREE, TWO, ONE = ([*CHATS, f"channels.chat_max={n}"] for n in (3, 2, 1))


def test_each_chat_has_the_work_rate_of_its_start():
    """At 0 alone, 100 s; at 10 the second, 125 s; at 20 the third, 150 s. The fourth, at 30, waits for the first to end."""
    c = world(*THREE, at="[0,10,20,30]")
    assert c.channel.tolist() == [Channel.CHAT] * 4
    assert c.answered_at_s.tolist() == [0.0, 10.0, 20.0, 100.0]
    assert c.ended_at_s.tolist() == [100.0, 135.0, 170.0, 250.0]


def test_the_agents_time_is_shared_among_chats():
    """The same, and an agent who is busy for 250 s: alone until 10, with two until 20, with three until 135, and so on."""
    record = completed([*THREE, "contact_types.call.timetable_s=[0,10,20,30]",
                        "contact_types.call.talk_distribution=exactly 100 s", "run.warm_up_days=0",
                    "run.horizon_days=1", *staffed(1)])
    assert isinstance(record.contacts, Contacts)
    with_three_s = (135 - 20) / 3
    assert record.contacts.handle_s[0] == pytest.approx(10 + 10 / 2 + (100 - 20) / 3)
    assert record.contacts.handle_s[1] == pytest.approx(10 / 2 + with_three_s)
    assert record.days["busy_s"][0] == pytest.approx(250.0)
    assert record.contacts.handle_s.sum() == pytest.approx(250.0)


def test_with_chats_an_agent_takes_no_call():
    """Every sender calls 50 s after the unsolved chat: the first at 150, and waits until the other chats are over."""
    c = world(*TWO, "contact_types.call.resolve_prob=0", "repeats.return_prob=1", "repeats.max_repeats=1",
              "repeats.delay_distribution=exactly 50 s",
              "patience.distribution=never", at="[0,90]")
    call = c.channel == Channel.PHONE
    assert c.ended_at_s[~call].tolist() == [100.0, 90.0 + 125.0]
    assert c.arrived_at_s[call].tolist() == [150.0, 265.0]
    assert c.answered_at_s[call].tolist() == [215.0, 315.0]


def test_idle_agents_take_a_chat_before_agents_with_chats():
    """Two agents: one chat each, and only the third makes one of them hold two: the one with the longest current chat."""
    for c in (world(*THREE, at="[0,10,20]", n=2), world(*THREE, OTHERS, at="[0,10,20]")):
        assert c.agent_id.tolist() == [0, 1, 0], "in one group, and in a group each"
        assert c.ended_at_s.tolist() == [100.0, 110.0, 145.0]


def test_chats_one_at_a_time_are_calls():
    """M/M/2+M by phone and by chat: the same customers, waits and abandonments, bit for bit."""
    both = [completed(["demand.needs_per_day=900", "patience.distribution=exponential mean 180 s", "run.horizon_days=2",
                       "run.warm_up_days=0",
                   *staffed(2), *ONE, "channels.chat_patience_distribution=exponential mean 180 s",
                       f"channels.chat_share={share}"])
            for share in (0, 1)]
    phone, chat = (record.contacts for record in both)
    assert isinstance(phone, Contacts)
    assert isinstance(chat, Contacts)
    assert (phone.outcome == Outcome.ABANDONED).sum() > 50
    for name in ("arrived_at_s", "wait_s", "ended_at_s", "agent_id", "outcome"):
        assert getattr(phone, name).tobytes() == getattr(chat, name).tobytes(), name
    assert np.allclose(phone.handle_s, chat.handle_s)


@pytest.mark.parametrize(("most", "per_100_s"), [(1, 1.0), (2, 1.6), (3, 2.0)])
def test_a_saturated_agent_has_the_total_work_rate(most: int, per_100_s: float):
    """With an endless queue an agent always holds all chats allowed: 100 s of work at 1, 1.6 and 2.0."""
    c = world(*CHATS, f"channels.chat_max={most}", at=str([0] * 150))
    steady = np.sort(c.ended_at_s[(c.ended_at_s > 1000.0) & (c.ended_at_s <= 6000.0)])
    assert steady.size == pytest.approx(50 * per_100_s, abs=most)


def test_a_silently_abandoned_chat_costs_agent_time():
    """Patience 50 s: the second, at 10, leaves at 60 silently: at 100 the agent takes it, and notices after 40 s."""
    c = world(*ONE, "channels.chat_patience_distribution=exactly 50 s", "channels.silent_abandonment_prob=1",
              "channels.silent_abandonment_s=40", at="[0,10,95]")
    assert c.outcome.tolist() == [Outcome.ANSWERED, Outcome.ABANDONED, Outcome.ANSWERED]
    assert c.follow_up[1] == FollowUp.GAVE_UP
    assert c.ended_at_s.tolist() == [100.0, 60.0, 240.0]
    assert c.handle_s.tolist() == [100.0, 40.0, 100.0]
    gone = world(*ONE, "channels.chat_patience_distribution=exactly 50 s", at="[0,10,95]")
    assert gone.answered_at_s[2] == 100.0
    assert gone.handle_s.tolist() == [100.0, 0.0, 100.0]


def test_chats_go_on_over_midnight():
    """Two from 23:59:00 and 23:59:10 on: they end at 00:00:40 and 00:01:15, and their time is shared as before."""
    start = 86_400 - 60
    c = world(*TWO, at=f"[{start},{start + 10}]", days=2)
    first = c.day == 0
    assert c.ended_at_s[first].tolist() == [start + 100.0, start + 135.0]
    assert c.handle_s[first].tolist() == pytest.approx([10 + 90 / 2, 90 / 2 + 35])


def test_the_rules_by_hand():
    assert [chat_duration_factor(n, 1.6, 2.0) for n in (1, 2, 3)] == [1.0, 1.25, 1.5]
    assert [busy_resolve_prob(0.8, n, 0.5) for n in (1, 2, 3)] == [0.8, 0.4, 0.2]
    assert busy_resolve_prob(0.8, 3, 2.0) == 1.0
