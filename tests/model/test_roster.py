"""A day's roster against days calculated by hand, and against differences of sets of times."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.config.scenario import load
from sim.model.workforce import roster
from sim.model.workforce.roster import Plan
from sim.params import Params
from sim.units import HOUR_S, MINUTE_S

MON, WED = 0, 2
Span = tuple[float, float]


def base(*overrides: str) -> Params:
    """A day as planned: no late breaks, no misplaced shifts; see `test_planning`."""
    return load(overrides=["mechanisms.planning=off", *overrides]).params


PURE = base("mechanisms.purpose=off")


def test_purpose_makes_the_session_longer_while_its_programme_lasts() -> None:
    """A quarter of an hour a month is 3.45 min a week; two hours a month during two months 27.6."""
    shape = roster.roster_parameters(base("purpose.repetition_h_per_month=0.25", "purpose.programme_h_per_month=2",
                                     "purpose.programme_months=2")).shape[0]
    weeks = 365 / 12 / 7
    lengths = [roster.session_length_s(shape, day) / MINUTE_S for day in (0, 60, 61)]
    assert lengths == pytest.approx([45 + 120 / weeks, 45 + 120 / weeks, 45 + 15 / weeks])


def build_answer(params: Params, weekday: int, day: int, group: list[int], expected: list[bool] | None = None,
             available: list[bool] | None = None, gap: float = 0.0) -> Plan:
    """All agents are available unless stated otherwise."""
    everyone = [True] * len(group)
    return roster.plan_day(roster.roster_parameters(params), weekday, day, gap, np.arange(len(group)),
                           np.array(group, dtype=np.int64),
                           np.array(expected or everyone), np.array(available or expected or everyone))


def on_phone(plan: Plan, agent: int) -> list[Span]:
    own = plan.block_agent == agent
    return list(zip(plan.block_from_s[own].tolist(), plan.block_until_s[own].tolist(), strict=True))


def changes(plan: Plan) -> list[tuple[float, int, int]]:
    return list(zip((plan.plan_at_s / HOUR_S).tolist(), plan.plan_group.tolist(), plan.plan_n.tolist(), strict=True))


# --- shifts ----------------------------------------------------------------------------------------------------------


def test_a_day_on_the_phone_by_hand() -> None:
    """Shift 8:00-15:24, meeting to 8:10, first lunch turn at 11:00, pauses of 10 min around 9:51 and 13:33."""
    params = base("roster.shift_starts_h=[8.0, 9.6]", "roster.meeting_min=10", "roster.pauses_min=20", "roster.lunch_min=30")
    blocks = on_phone(build_answer(params, MON, 0, [0, 0]), 0)
    hours = [(round(a / 3600, 3), round(b / 3600, 3)) for a, b in blocks]
    assert hours == [(8.167, 9.767), (9.933, 11.0), (11.5, 13.467), (13.633, 15.4)]


def test_staggered_and_common_lunch() -> None:
    """Common: all are away at once; staggered: at most a fifth of 20 at a time in five turns."""
    for lunch, most in (("common", 20), ("staggered", 4)):
        shape = roster.roster_parameters(base(f"roster.lunch={lunch}")).shape[0]
        begins = [roster.lunch_from_s(shape, place, 20) for place in range(20)]
        assert max(begins.count(begin) for begin in begins) == most


def test_the_session_is_on_its_day_and_ends_with_the_shift_at_the_latest() -> None:
    """Three turns of 45 min from 13:30; in the shift that ends at 15:24, the third would last until 15:45."""
    shape = roster.roster_parameters(PURE).shape[0]
    begins = [roster.session_from_s(shape, 45 * MINUTE_S, place, 15.4 * HOUR_S) / HOUR_S for place in range(4)]
    assert begins == pytest.approx([13.5, 14.25, 14.65, 13.5])
    no_pauses = base("roster.pauses_min=0", "mechanisms.purpose=off")
    monday, wednesday = (on_phone(build_answer(no_pauses, weekday, 0, [0]), 0) for weekday in (MON, WED))
    assert wednesday[:2] == [monday[0], (11.5 * HOUR_S, 13.5 * HOUR_S)]
    assert sum(b - a for a, b in monday) - sum(b - a for a, b in wednesday) == pytest.approx(45 * MINUTE_S)


def test_without_breaks_the_shift_is_one_block() -> None:
    blocks = on_phone(build_answer(base("mechanisms.breaks=off"), WED, 0, [0]), 0)
    assert blocks == [(8.0 * HOUR_S, 8.0 * HOUR_S + 7.4 * HOUR_S)]


def test_shifts_rotate_by_the_day_and_the_ill_keep_their_place() -> None:
    """Places are assigned to all scheduled agents; an ill agent leaves a gap, one left from yesterday takes none."""
    params = base("mechanisms.breaks=off")
    for day, starts_h in ((0, {0: 8.0, 3: 8.0}), (1, {0: 9.6, 3: 9.6})):
        plan = build_answer(params, MON, day, [0, 0, 0, 0], expected=[True, True, False, True],
                        available=[True, False, False, True])
        assert {agent: on_phone(plan, agent)[0][0] / HOUR_S for agent in set(plan.block_agent.tolist())} == starts_h


# --- agents by number ------------------------------------------------------------------------------------------------

TWO_PLANS = ["centre.opens_h=8", "centre.closes_h=12", "demand.interval_h=1", "demand.profile=[1,1,1,1]",
             "roster.shift_starts_h=[8.0]", "workforce.groups.front.hours_per_week=20", "roster.lunch_from_h=9",
             "roster.lunch_until_h=10", "workforce.groups.front.n_agents=4",
             "workforce.groups.front.agents_per_interval=[2,2,4,1]",
             "+workforce.groups.back={n_agents: 3, hours_per_week: 20, contact_types: null, channels: null, "
             "agents_per_interval: [3,1,1,2]}"]


def test_a_plan_of_numbers_by_hand() -> None:
    """Only changes of number, by time and group; with three of four available, 4 becomes 3; 0 after closing."""
    params = base(*TWO_PLANS)
    plan = build_answer(params, MON, 0, [0, 0, 0, 0, 1, 1, 1], available=[True, False, True, True, True, True, True])
    assert changes(plan) == [(8, 0, 2), (8, 1, 3), (9, 1, 1), (10, 0, 3), (11, 0, 1), (11, 1, 2), (12, 0, 0), (12, 1, 0)]
    assert plan.block_agent.size == 0


def test_shifts_and_numbers_side_by_side() -> None:
    params = base(*TWO_PLANS[:-2], TWO_PLANS[-1])
    plan = build_answer(params, MON, 0, [0, 1, 0, 1, 1])
    assert changes(plan) == [(8, 1, 3), (9, 1, 1), (11, 1, 2), (12, 1, 0)]
    assert set(plan.block_agent.tolist()) == {0, 2}


def test_round_the_clock_has_no_closing() -> None:
    params = load("bare_queue").params
    assert changes(build_answer(params, MON, 0, [0] * 12)) == [(0, 0, 12)]


# --- any roster ------------------------------------------------------------------------------------------------------


def without(whole: Span, away: list[Span]) -> list[Span]:
    """An interval less other intervals, in a simple way; what lies outside it does not count.

    >>> without((0.0, 10.0), [(2.0, 3.0), (2.5, 4.0), (9.0, 12.0)])
    [(0.0, 2.0), (4.0, 9.0)]
    """
    borders = sorted({*whole, *(at for span in away for at in span if whole[0] < at < whole[1])})
    free = [(a, b) for a, b in pairwise(borders) if not any(begin <= a and b <= end for begin, end in away)]
    joined: list[Span] = []
    for a, b in free:
        if joined and joined[-1][1] == a:
            a = joined.pop()[0]
        joined.append((a, b))
    return joined


def known(params: Params, weekday: int, place: int, n_team: int) -> list[Span]:
    """One agent's day from the docstrings: shift less meeting, lunch, session and pauses."""
    r, shift_s = params.roster, params.workforce.groups["front"].hours_per_week / 5 * HOUR_S
    start_s = r.shift_starts_h[place % len(r.shift_starts_h)] * HOUR_S
    lunch_s, session_s, pause_s = r.lunch_min * MINUTE_S, params.workforce.training_h_per_week * HOUR_S, r.pauses_min * 30.0
    lunch_from_s = r.lunch_from_h * HOUR_S
    if r.lunch == "staggered" and lunch_s > 0:
        turns = max(1, int((r.lunch_until_h - r.lunch_from_h) * HOUR_S // lunch_s))
        lunch_from_s += place % n_team * turns // n_team * lunch_s
    away = [(start_s, start_s + r.meeting_min * MINUTE_S), (lunch_from_s, lunch_from_s + lunch_s)]
    if weekday == WED:
        turn = 0 if r.common_training else place % 3
        session_from_s = min(r.lunch_until_h * HOUR_S + turn * session_s, start_s + shift_s - session_s)
        away.append((session_from_s, session_from_s + session_s))
    n_shifts = len(r.shift_starts_h)
    turn_share = (place // n_shifts + 0.5) / max(1, -(-n_team // n_shifts))
    for quarter in (0.25, 0.75):
        middle_s = start_s + shift_s * (quarter + 0.1 * (turn_share - 0.5))
        away.append((middle_s - pause_s / 2, middle_s + pause_s / 2))
    return without((start_s, start_s + shift_s), [span for span in away if span[0] < span[1]])


BASE = base("mechanisms.purpose=off")


def test_ill_agents_were_scheduled() -> None:
    """Lunch and pauses are assigned to all five before two of them call in sick; one left from yesterday has no turn."""
    plan = build_answer(BASE, WED, 0, [0] * 6, expected=[True, True, False, True, True, True],
                    available=[True, False, False, True, False, True])
    assert [on_phone(plan, agent) for agent in (0, 3, 5)] == [known(BASE, WED, place, 5) for place in (0, 2, 4)]
    assert [known(BASE, WED, place, 5) for place in (0, 2, 4)] != [known(BASE, WED, place, 3) for place in (0, 2, 4)]


MINUTES = st.integers(0, 240).map(float)


@settings(max_examples=200, deadline=None, derandomize=True, database=None)
@given(starts=st.lists(st.integers(16, 22).map(lambda half: half / 2), min_size=1, max_size=3), n_team=st.integers(1, 9),
       weekday=st.sampled_from([MON, WED]), day=st.integers(0, 400), lunch=st.sampled_from(["staggered", "common"]),
       lunch_h=st.tuples(st.integers(8, 14), st.integers(1, 4)), lunch_min=MINUTES, pauses_min=MINUTES,
       meeting_min=MINUTES, session_h=st.integers(0, 8).map(lambda half: half / 2), at_once=st.booleans())
def test_time_on_the_phone_is_the_shift_less_breaks(
        starts: list[float], n_team: int, weekday: int, day: int, lunch: str, lunch_h: tuple[int, int], lunch_min: float,
        pauses_min: float, meeting_min: float, session_h: float, at_once: bool) -> None:
    """Breaks that overlap, touch, outlast the shift or have no length: each agent has what is left."""
    params = BASE.model_copy(update={
        "roster": BASE.roster.model_copy(update={
            "shift_starts_h": tuple(starts), "lunch": lunch, "lunch_from_h": float(lunch_h[0]),
            "lunch_until_h": float(sum(lunch_h)), "lunch_min": lunch_min, "pauses_min": pauses_min,
            "meeting_min": meeting_min, "common_training": at_once}),
        "workforce": BASE.workforce.model_copy(update={"training_h_per_week": session_h})})
    plan = build_answer(params, weekday, day, [0] * n_team)
    for agent in range(n_team):
        assert on_phone(plan, agent) == known(params, weekday, agent + day, n_team)
    assert (np.diff(plan.block_agent) >= 0).all()
    assert (plan.block_from_s < plan.block_until_s).all()
