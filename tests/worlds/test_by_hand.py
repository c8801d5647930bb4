"""Small scenarios calculated by hand, minutes long: each event is known in advance, ties included.

Round the clock unless stated otherwise, one contact type, one group; times in seconds.
"""

import numpy as np
import pytest

from sim.schema import Contacts, Ego, Opening, Outcome
from tests.bare import completed, staffed

ONE = "workforce.groups.agents.agents_per_interval=[1]"
OTHERS = ("+workforce.groups.others={n_agents: 1, hours_per_week: 168, contact_types: null, channels: null, "
          "agents_per_interval: [1]}")


def world(*overrides: str, at: str, conversation: str = "exactly 100 s", n: int = 1, days: int = 1) -> Contacts:
    """Contacts at given times of the first day, in order of contact_id."""
    record = completed([f"contact_types.call.timetable_s={at}", f"contact_types.call.talk_distribution={conversation}",
                        "run.warm_up_days=0",
                    f"run.horizon_days={days}", *staffed(n), *overrides])
    assert record.contacts is not None
    return record.contacts


def closing(at_closing: str, closes_h: float) -> list[str]:
    """Overrides for a centre that opens at midnight and closes."""
    return ["centre.closes_h=" + repr(closes_h), f"centre.at_closing={at_closing}",
            f"demand.interval_h={closes_h!r}"]


def test_the_third_abandons():
    """One agent, 100 s each, contacts at 0, 10, 20, patience 150: answered at 0 and 100, the third abandons at 170."""
    c = world("patience.distribution=exactly 150 s", at="[0,10,20]")
    assert c.answered_at_s[:2].tolist() == [0.0, 100.0]
    assert c.outcome.tolist() == [Outcome.ANSWERED, Outcome.ANSWERED, Outcome.ABANDONED]
    assert c.ended_at_s.tolist() == [100.0, 200.0, 170.0]
    assert c.wait_s.tolist() == [0.0, 90.0, 150.0]


def test_service_at_the_end_of_patience_comes_before_abandonment():
    """Service ends at 100 and patience ends at 100: what ends comes first, then matching, then abandonment."""
    c = world("patience.distribution=exactly 100 s", at="[0,0]")
    assert c.outcome.tolist() == [Outcome.ANSWERED, Outcome.ANSWERED]
    assert c.answered_at_s.tolist() == [0.0, 100.0]


def test_contacts_of_a_bare_queue_are_anonymous_and_have_no_manners():
    c = world("patience.distribution=never", at="[0,10]")
    assert c.customer_id.tolist() == [-1, -1]
    assert c.opening.tolist() == [Opening.NEUTRAL] * 2
    assert c.ego.tolist() == [Ego.CALM] * 2
    assert c.manner_sd.tolist() == [0.0, 0.0]


def test_patience_that_would_end_with_the_conversation_is_over():
    """50 s each; the second is answered at 50 and ends at 100, when it would have run out of patience."""
    c = world("patience.distribution=exactly 100 s", at="[0,0]", conversation="exactly 50 s")
    assert c.outcome.tolist() == [Outcome.ANSWERED, Outcome.ANSWERED]
    assert c.ended_at_s.tolist() == [50.0, 100.0]
    assert c.follow_up.tolist() == [0, 0]


def test_planned_agents_are_on_duty_at_all_times():
    """Two agents by a plan, round the clock: a day each, without breaks, and busy for their own contacts."""
    record = completed(["contact_types.call.timetable_s=[0,10,20]", "contact_types.call.talk_distribution=exactly 100 s",
                        "patience.distribution=never", "run.warm_up_days=0", "run.horizon_days=1", *staffed(2)])
    a = record.agent_days
    assert a is not None
    assert a.on_duty_s.tolist() == [86_400.0, 86_400.0]
    assert a.busy_s.tolist() == [200.0, 100.0]
    assert a.break_s.tolist() == [0.0, 0.0]


def test_a_moment_too_late():
    """One second less of patience, and the second abandons at 99."""
    c = world("patience.distribution=exactly 99 s", at="[0,0]")
    assert c.outcome.tolist() == [Outcome.ANSWERED, Outcome.ABANDONED]
    assert c.ended_at_s[1] == 99.0


def test_at_the_same_instant_contacts_go_by_id():
    """Three at once to two agents: the first two by id are answered, the third when both are idle again, by agent 0."""
    c = world("patience.distribution=never", at="[5,5,5]", n=2)
    assert c.answered_at_s.tolist() == [5.0, 5.0, 105.0]
    assert c.agent_id.tolist() == [0, 1, 0]


def test_longest_idle_agent_first():
    """Agent 0 talks 0 to 100, so at 150 agent 1, idle all day, comes before agent 0, idle since 100."""
    c = world("patience.distribution=never", at="[0,150,160]", n=2)
    assert c.agent_id.tolist() == [0, 1, 0]


def test_longest_idle_agent_first_whatever_the_group():
    """The same with a group each."""
    c = world("patience.distribution=never", OTHERS, at="[0,150,160]")
    assert c.agent_id.tolist() == [0, 1, 0]


def test_without_patience_and_idle_agents_customers_balk():
    """A balking customer is served if an agent is idle, and leaves at once if none is."""
    c = world("patience.balk_prob=1", at="[0,50,100]")
    assert c.outcome.tolist() == [Outcome.ANSWERED, Outcome.BALKED, Outcome.ANSWERED]
    assert c.wait_s.tolist() == [0.0, 0.0, 0.0]


def test_finite_line_blocks_and_a_freed_line_is_free_at_that_instant():
    """Two lines, one agent: the third at 20 is blocked; the call ends at 100, and a caller at 100 gets the line."""
    c = world("patience.distribution=never", "centre.n_lines=2", at="[0,10,20,100]")
    assert c.outcome.tolist() == [Outcome.ANSWERED, Outcome.ANSWERED, Outcome.BLOCKED, Outcome.ANSWERED]
    assert c.answered_at_s[[0, 1, 3]].tolist() == [0.0, 100.0, 200.0]


def test_after_call_work_keeps_the_agent_and_frees_the_line():
    """Talk 100, wrap-up 30: the line is free at 100, the next is answered at 130; handle time 130."""
    c = world("patience.distribution=never", "contact_types.call.wrap_distribution=exactly 30 s", at="[0,10]")
    assert c.ended_at_s.tolist() == [100.0, 230.0]
    assert c.answered_at_s.tolist() == [0.0, 130.0]
    assert c.handle_s.tolist() == [130.0, 130.0]


def test_redial_after_a_minute_until_answered():
    """One line; the second is blocked at 10, 70; at 130 the line is free. Two redials, three contacts of one case."""
    c = world("patience.distribution=never", "centre.n_lines=1", "redial.after_blocked_prob=1",
              "redial.delay_distribution=exactly 60 s",
              at="[0,10]")
    assert c.case_id.tolist() == [0, 1, 1, 1]
    assert c.nth_contact.tolist() == [1, 1, 2, 3]
    assert c.arrived_at_s.tolist() == [0.0, 10.0, 70.0, 130.0]
    assert c.outcome.tolist() == [Outcome.ANSWERED, Outcome.BLOCKED, Outcome.BLOCKED, Outcome.ANSWERED]


def test_one_redial_and_no_more():
    """The same with one redial allowed: the case is given up at 70."""
    c = world("patience.distribution=never", "centre.n_lines=1", "redial.after_blocked_prob=1",
              "redial.delay_distribution=exactly 60 s",
              "redial.max_redials=1", at="[0,10]")
    assert c.nth_contact.tolist() == [1, 1, 2]


def test_unsolved_cases_repeat_after_an_hour():
    """Nothing is ever solved and all return after an hour, at most twice: conversations at 0, 3700, 7400."""
    c = world("patience.distribution=never", "contact_types.call.resolve_prob=0", "repeats.return_prob=1",
              "repeats.delay_distribution=exactly 1 h", "repeats.max_repeats=2", at="[0]")
    assert c.arrived_at_s.tolist() == [0.0, 3700.0, 7400.0]
    assert c.nth_conversation.tolist() == [1, 2, 3]
    assert not c.solved.any()


def test_a_repeat_restarts_and_keeps_half_of_the_work():
    """Need 200, cap 120 enforced: 120 given; then 60 + 200 - 0.5 x 120 = 200, of which again 120.

    Of that conversation 60 went to explaining the case again, so 60 more are done: 180 of 200. The third needs
    60 + 200 - 90 = 170, is given 120 and does 60: all 200 are done. The fourth needs 60 + 200 - 100 = 160.
    """
    c = world("patience.distribution=never", "contact_types.call.resolve_prob=0", "repeats.return_prob=1",
              "mechanisms.aht_cap=on",
              "repeats.delay_distribution=exactly 1 h", "repeats.max_repeats=3", "conversation.aht_cap_s=120",
              "conversation.restart_s=60", "conversation.retained_work_share=0.5", "conversation.need_on_repeat=persistent",
              at="[0]", conversation="exactly 200 s")
    assert c.needed_s.tolist() == [200.0, 200.0, 170.0, 160.0]
    assert c.talk_s.tolist() == [120.0] * 4
    assert c.cut_short.all()


def test_priority_goes_first_and_does_not_interrupt():
    """A talks 0-100. B (low) waits from 10, C (high) from 20: C at 100, B at 200."""
    c = world("+contact_types.vip={share: 0, talk_distribution: exactly 100 s, "
              "wrap_distribution: exactly 0 s, resolve_prob: 1, decision_prob: 0,"
              " patience_factor: 1, failure_prob: 0, serious_share: 0, small_share: 1,"
              " priority: 0, self_service_factor: 0, transfer_prob: 0, transfer_to: null,"
              " timetable_s: [20]}", "contact_types.call.priority=1", "patience.distribution=never", at="[0,10]")
    assert c.arrived_at_s.tolist() == [0.0, 10.0, 20.0]
    assert c.answered_at_s.tolist() == [0.0, 200.0, 100.0]


def test_second_tier_after_a_transfer():
    """Every call is transferred to a specialist who is busy until 150: 100 s of talk, 50 s of queue, 100 s of talk."""
    tier = ("+contact_types.second={share: 0, talk_distribution: exactly 100 s, wrap_distribution: exactly 0 s, resolve_prob: 1, "
            "decision_prob: 0, failure_prob: 0, serious_share: 0, small_share: 1,"
            " patience_factor: 1, priority: 0, self_service_factor: 0, transfer_prob: 0, "
            "transfer_to: null, timetable_s: [50]}")
    c = world(tier, "contact_types.call.transfer_prob=1", "contact_types.call.transfer_to=second", "patience.distribution=never",
              "workforce.groups.agents.contact_types=[call]",
              "+workforce.groups.experts={n_agents: 1, hours_per_week: 168, contact_types: [second], channels: null, "
              "agents_per_interval: [1]}",
              at="[0]")
    assert c.transferred.tolist() == [True, False]
    assert c.transfer_wait_s.tolist() == [50.0, 0.0]
    assert c.ended_at_s.tolist() == [250.0, 150.0]
    assert c.agent_id.tolist() == [1, 1]
    assert c.handle_s.tolist() == [200.0, 100.0]


def test_the_team_leader_is_a_queue_of_its_own():
    """Two agents, one team leader of 60 s. Both conversations end at 100 and escalate; waits by id: 0 and 60 s."""
    c = world("mechanisms.rules=on", "contact_types.call.decision_prob=1", "authority.n_rules=1", "authority.authority_share=0",
              "authority.escalate_prob=1", "authority.team_leader_distribution=exactly 60 s",
              "authority.team_leader_solve_prob=1",
              "patience.distribution=never", at="[0,0,10]", n=2)
    assert c.team_leader_wait_s.tolist() == [0.0, 60.0, 0.0]
    assert c.ended_at_s.tolist() == [160.0, 220.0, 320.0]
    assert c.answered_at_s[2] == 160.0
    assert c.handle_s.tolist() == [160.0, 220.0, 160.0]
    assert c.solved.all()


def test_a_drop_in_staff_lets_conversations_finish():
    """Two agents until 01:00, then one. Conversations from 3550 and 3560 to 3650 and 3660; the first to finish leaves.

    A third customer has waited since 3570: at 3650 the capacity is still used, at 3660 the other agent takes it.
    """
    c = world("workforce.groups.agents.agents_per_interval=[2,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1]",
              "demand.interval_h=1", "demand.profile=[1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1]",
              "patience.distribution=never", at="[3550,3560,3570]", n=2)
    assert c.answered_at_s.tolist() == [3550.0, 3560.0, 3660.0]
    assert c.agent_id.tolist() == [0, 1, 1]


def test_midnight_carries_service_queue_and_patience():
    """Contacts at 86350 (in service to 86450), 86360 (waits 90 s over midnight), 86370 (abandons after 60 s, at 86430)."""
    c = world("patience.distribution=exactly 95 s", at="[86350,86360,86370]", days=2)
    first = [Contacts(*(column[i] for column in c)) for i in range(3)]
    assert [x.day for x in first] == [0, 0, 0]
    assert first[0].ended_at_s == 86450.0
    assert first[1].answered_at_s == 86450.0
    assert first[1].ended_at_s == 86550.0
    assert first[2].outcome == Outcome.ABANDONED
    assert first[2].ended_at_s == 86465.0


def test_closing_serves_the_queue_out():
    """Opens for an hour. At closing one is in service and one waits: both are served; a caller at 3600 finds it closed."""
    c = world(*closing("serve_out", 1.0), "patience.distribution=never", at="[3550,3560]")
    assert c.outcome.tolist() == [Outcome.ANSWERED] * 2
    assert c.ended_at_s.tolist() == [3650.0, 3750.0]


@pytest.mark.parametrize("first_s", [3500, 3501])
def test_a_conversation_that_ends_at_the_second_of_closing(first_s):
    """It ends at 3600, with the agent's time: the two who wait are served out, as if it had ended a second later."""
    by_number = world(*closing("serve_out", 1.0), "patience.distribution=never", at=f"[{first_s},3550,3560]")
    assert by_number.ended_at_s.tolist() == [first_s + 100.0, first_s + 200.0, first_s + 300.0]
    on_shift = completed([*shifts(), "workforce.groups.agents.n_agents=1", "roster.shift_starts_h=[9]",
                          "patience.distribution=never", "run.warm_up_days=0", "run.horizon_days=1",
                          "contact_types.call.talk_distribution=exactly 100 s",
                          f"contact_types.call.timetable_s=[{16 * H + first_s!r},{16 * H + 3550!r},{16 * H + 3560!r}]"])
    assert on_shift.contacts is not None
    assert on_shift.agent_days is not None
    assert on_shift.contacts.ended_at_s.tolist() == [16 * H + first_s + 100.0 * n for n in (1, 2, 3)]
    assert on_shift.agent_days.overtime_s.tolist() == [first_s + 300.0 - 3600.0]


def test_nobody_stays_for_nobody():
    """At closing one is idle and no one waits: the agent goes home at once. An email, or a contact for another group, waits."""
    alone = completed([*shifts(), "workforce.groups.agents.n_agents=1", "roster.shift_starts_h=[9]", "run.warm_up_days=0",
                       "run.horizon_days=1", "contact_types.call.talk_distribution=exactly 100 s",
                       f"contact_types.call.timetable_s=[{17 * H - 100.0!r}]"])
    assert alone.agent_days is not None
    assert alone.agent_days.overtime_s.tolist() == [0.0]
    assert alone.agent_days.on_duty_s.tolist() == [8 * H]


def test_two_are_free_at_closing_and_one_is_needed():
    """Two conversations end at closing and one customer waits: one agent has 100 s of overtime, the other goes home."""
    record = completed([*shifts(), "roster.shift_starts_h=[9]", "patience.distribution=never", "run.warm_up_days=0",
                        "run.horizon_days=1", "contact_types.call.talk_distribution=exactly 100 s",
                        f"contact_types.call.timetable_s=[{17 * H - 100!r},{17 * H - 100!r},{17 * H - 50!r}]"])
    assert record.contacts is not None
    assert record.agent_days is not None
    assert record.contacts.ended_at_s.tolist() == [17 * H, 17 * H, 17 * H + 100]
    assert sorted(record.agent_days.overtime_s.tolist()) == [0.0, 100.0]


def test_closing_turns_the_queue_away():
    """The same with turn_away: the waiting one is turned away at 3600, the conversation in progress ends."""
    c = world(*closing("turn_away", 1.0), "patience.distribution=never", at="[3550,3560]")
    assert c.outcome.tolist() == [Outcome.ANSWERED, Outcome.TURNED_AWAY]
    assert c.ended_at_s.tolist() == [3650.0, 3600.0]
    assert c.wait_s[1] == 40.0


def test_contacts_in_closed_hours_move_to_the_next_opening():
    """Turned away at 3600, redial after 10 min: closed, so it comes when the next day opens, at 0."""
    c = world(*closing("turn_away", 1.0), "patience.distribution=never", "redial.after_blocked_prob=1",
              "redial.delay_distribution=exactly 10 min", at="[3550,3560]", days=2)
    again = c.nth_contact == 2
    assert c.day[again].tolist() == [1]
    assert c.arrived_at_s[again].tolist() == [0.0]
    assert c.case_id[again].tolist() == [1]


def shifts(*overrides: str) -> list[str]:
    """One agent on a shift from 08:00 to 16:00, lunch 12:00 to 12:30, in a centre open 8 to 17."""
    return ["workforce.groups.agents.agents_per_interval=null", "workforce.groups.agents.hours_per_week=40",
            "centre.opens_h=8", "centre.closes_h=17", "centre.at_closing=serve_out", "demand.interval_h=9",
            "mechanisms.breaks=on", "roster.shift_starts_h=[8,9]", "roster.lunch=common", "roster.lunch_from_h=12",
            "roster.lunch_until_h=12.5", "roster.lunch_min=30", "roster.pauses_min=0", "roster.meeting_min=0",
            "workforce.groups.agents.n_agents=2", *overrides]


H = 3600.0


def test_lunch_and_the_end_of_shift_wait_for_the_conversation():
    """Two agents, 8-16 and 9-17, both at lunch at 12. A call from 11:59 ends at 12:00:40; one at 12:10 waits until 12:30.

    Busy, break and overtime add up to the shifts.
    """
    record = completed([*shifts(), "patience.distribution=never", "run.warm_up_days=0", "run.horizon_days=1",
                    "contact_types.call.talk_distribution=exactly 100 s",
                        f"contact_types.call.timetable_s=[{11.99 * H!r},{12.2 * H!r}]"])
    c, a = record.contacts, record.agent_days
    assert c is not None
    assert a is not None
    assert c.answered_at_s.tolist() == pytest.approx([11.99 * H, 12.5 * H])
    assert a.on_duty_s.tolist() == [8 * H, 8 * H]
    assert a.break_s.sum() == pytest.approx(2 * 0.5 * H - (100 - 0.01 * H))
    assert a.busy_s.sum() == pytest.approx(200.0)


def test_the_last_conversation_is_overtime():
    """A call at 16:59:50 keeps the agent 90 s after the shift's end at 17:00."""
    record = completed([*shifts(), "patience.distribution=never", "run.warm_up_days=0", "run.horizon_days=1",
                    "contact_types.call.talk_distribution=exactly 100 s", f"contact_types.call.timetable_s=[{17 * H - 10!r}]"])
    assert record.agent_days is not None
    assert np.sort(record.agent_days.overtime_s).tolist() == pytest.approx([0.0, 90.0])
    assert np.sort(record.agent_days.on_duty_s).tolist() == pytest.approx([8 * H, 8 * H + 90.0])
