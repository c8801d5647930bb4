"""The calendar, and who is on the phone when: shifts, lunch, pauses, meetings, sessions (M21)."""

import math
from datetime import date, timedelta
from functools import cache
from typing import NamedTuple

import numpy as np

from sim.jit import compiled, step
from sim.model.people import programme_until_day
from sim.model.rows import Row, Table, one_row
from sim.params import WEEKDAYS, Params
from sim.record import Bools, Floats, Ints
from sim.units import HOUR_S, MINUTE_S, WEEKS_PER_MONTH

_WORK_DAYS_PER_WEEK = 5.0
_SESSION_TURNS = 3
LONGEST_CLOSURE_DAYS = 15


class Calendar(NamedTuple):
    """Day by day [n_days]."""

    weekday: Ints                  # 0 Monday ... 6 Sunday
    is_open: Bools
    is_work_day: Bools             # a weekday that is no public holiday: paid either way


def calendar(params: Params, n_days: int) -> Calendar:
    """Weekdays and open days from `centre.first_day` on."""
    centre = params.centre
    dates = [centre.first_day + timedelta(days=day) for day in range(n_days)]
    weekday = np.array([date.weekday() for date in dates], dtype=np.int64)
    closed = np.zeros(n_days, dtype=np.bool_)
    if centre.closed_holidays is not None:
        public = public_holidays(centre.closed_holidays, dates[0].year, dates[-1].year)
        closed = np.array([date in public for date in dates], dtype=np.bool_)
    open_weekdays = [WEEKDAYS.index(name) for name in centre.open_weekdays]
    return Calendar(weekday, np.isin(weekday, open_weekdays) & ~closed, np.isin(weekday, open_weekdays))


@cache
def public_holidays(country: str, first_year: int, last_year: int) -> frozenset[date]:
    """A country's public holidays in some years, looked up once: replications share the calendar."""
    import holidays  # takes a tenth of a second, and a bare queue needs none

    return frozenset(holidays.country_holidays(country, years=range(first_year, last_year + 1), language="en_US"))


# --- the numbers -----------------------------------------------------------------------------------------------------


class DayShape(NamedTuple):
    """What every shift has in common, in seconds; what is switched off takes no time."""

    closes_s: float                # agents by plan go home then; infinite where nobody does
    meeting_s: float
    pause_s: float                 # each of two
    lunch_from_s: float
    lunch_s: float
    n_lunches: int                 # in turns; 1: all at once
    session_weekday: int
    session_from_s: float
    session_s: float
    programme_session_s: float     # as long as the purpose programme lasts
    programme_until_day: float
    n_sessions: int


class RosterRules(NamedTuple):
    """What the roster needs to know of the parameters, worked out once."""

    shape: Table                   # [1] a `DayShape`
    shift_starts_s: Floats         # [n_shifts]
    shift_s: Floats                # [n_groups] length, breaks included
    by_plan: Bools                 # [n_groups] by a plan of numbers, not by shifts
    interval_from_s: Floats        # [n_intervals] of the plan
    planned_n: Ints                # [n_groups, n_intervals] agents at work; 0 for a group on shifts


def roster_rules(params: Params) -> RosterRules:
    """Work out the roster's numbers; to be done anew when parameters change."""
    roster, centre, breaks = params.roster, params.centre, params.mechanisms.breaks
    groups = list(params.workforce.groups.values())
    plans = [group.agents_per_interval or () for group in groups]
    n_intervals = max((len(plan) for plan in plans), default=0)
    lunch_s = roster.lunch_min * MINUTE_S * breaks
    in_turns = roster.lunch == "staggered" and lunch_s > 0.0
    window_s = (roster.lunch_until_h - roster.lunch_from_h) * HOUR_S
    shape = DayShape(
        closes_s=math.inf if centre.at_closing == "carry_over" else centre.closes_h * HOUR_S,
        meeting_s=roster.meeting_min * MINUTE_S * breaks * params.mechanisms.morning_meeting,
        pause_s=roster.pauses_min / 2.0 * MINUTE_S * breaks,
        lunch_from_s=roster.lunch_from_h * HOUR_S,
        lunch_s=lunch_s,
        n_lunches=max(1, int(window_s // lunch_s)) if in_turns else 1,
        session_weekday=WEEKDAYS.index(roster.training_weekday),
        session_from_s=roster.lunch_until_h * HOUR_S,
        session_s=session_s(params, params.purpose.repetition_h_per_month) * breaks,
        programme_session_s=session_s(params, params.purpose.programme_h_per_month) * breaks,
        programme_until_day=programme_until_day(params),
        n_sessions=1 if roster.training_at_once else _SESSION_TURNS)
    return RosterRules(
        shape=one_row(shape),
        shift_starts_s=np.array(roster.shift_starts_h, dtype=np.float64) * HOUR_S,
        shift_s=np.array([shift_length_s(group.hours_per_week) for group in groups]),
        by_plan=np.array([group.agents_per_interval is not None for group in groups], dtype=np.bool_),
        interval_from_s=(centre.opens_h + np.arange(n_intervals, dtype=np.float64) * params.demand.interval_h) * HOUR_S,
        planned_n=np.array([plan or (0,) * n_intervals for plan in plans], dtype=np.int64).reshape(len(plans), n_intervals))


def shift_length_s(hours_per_week: float) -> float:
    """A working day's paid time, breaks included [s]: a fifth of the week's."""
    return hours_per_week / _WORK_DAYS_PER_WEEK * HOUR_S


def session_s(params: Params, purpose_h_per_month: float) -> float:
    """Length of the weekly session [s]: training, and what the centre is there for."""
    purpose_h = purpose_h_per_month / WEEKS_PER_MONTH * params.mechanisms.purpose
    return (params.workforce.training_h_per_week + purpose_h) * HOUR_S


# --- one person's day ------------------------------------------------------------------------------------------------


@compiled
def lunch_from_s(shape: Row, place: int, n_team: int) -> float:
    """When lunch begins: in turns through the window, or at its start for all."""
    turn = place % max(n_team, 1) * shape.n_lunches // max(n_team, 1)
    return float(shape.lunch_from_s + turn * shape.lunch_s)


@compiled
def session_length_s(shape: Row, day: int) -> float:
    """How long the weekly session is at this time of the run."""
    return float(shape.programme_session_s if day < shape.programme_until_day else shape.session_s)


@compiled
def session_from_s(shape: Row, length_s: float, place: int, until_s: float) -> float:
    """When the weekly session begins, after lunch: for all at once, or in turns; never so that it outlives the shift."""
    turn = place % shape.n_sessions
    return float(min(shape.session_from_s + turn * length_s, until_s - length_s))


@step
def _is_away(away: Floats, n: int, from_s: float, until_s: float) -> int:
    """Enter a time off the phone in the order of beginnings; how many there are now."""
    if until_s <= from_s:
        return n
    place = n
    while place > 0 and away[place - 1, 0] > from_s:
        away[place, 0], away[place, 1] = away[place - 1, 0], away[place - 1, 1]
        place -= 1
    away[place, 0], away[place, 1] = from_s, until_s
    return n + 1


@step
def _on_phone(away: Floats, n_away: int, at_s: float, until_s: float, blocks: Floats, n: int) -> int:
    """Append what times off the phone leave of a shift, in order; how many blocks there are now."""
    for i in range(n_away):
        if away[i, 0] > at_s:
            blocks[0, n], blocks[1, n] = at_s, min(away[i, 0], until_s)
            n += 1
        at_s = max(at_s, away[i, 1])
        if at_s >= until_s:
            return n
    blocks[0, n], blocks[1, n] = at_s, until_s
    return n + 1


@step
def _phone_blocks(shape: Row, session_s: float, from_s: float, length_s: float, place: int, turn_share: float, n_team: int,
                  away: Floats, blocks: Floats, n: int) -> int:
    """Append when someone is on the phone: the shift less meeting, lunch, session and pauses; how many blocks now.

    Args:
        shape: of the day.
        session_s: length of the session; 0 on a day without.
        from_s: start of the shift.
        length_s: of the shift.
        place: in the team, by which lunch and session are dealt out.
        turn_share: 0 to 1, by which those of one shift take their pauses one after another.
        n_team: people of the group planned for today.
        away: room for times off the phone [5, 2].
        blocks: from and until, of this person and those before [2, ...].
        n: how many blocks there are.
    """
    until_s = from_s + length_s
    n_away = _is_away(away, 0, from_s, from_s + shape.meeting_s)
    lunch_s = lunch_from_s(shape, place, n_team)
    n_away = _is_away(away, n_away, lunch_s, lunch_s + shape.lunch_s)
    begin_s = session_from_s(shape, session_s, place, until_s)
    n_away = _is_away(away, n_away, begin_s, begin_s + session_s)
    for quarter in (0.25, 0.75):
        middle_s = from_s + length_s * (quarter + 0.1 * (turn_share - 0.5))
        n_away = _is_away(away, n_away, middle_s - shape.pause_s / 2.0, middle_s + shape.pause_s / 2.0)
    return _on_phone(away, n_away, from_s, until_s, blocks, n)


# --- everyone's day --------------------------------------------------------------------------------------------------


class Plan(NamedTuple):
    """Times on the phone by person and instant, and agents by number; as in `Floor`."""

    block_agent: Ints              # place among the people given
    block_from_s: Floats
    block_until_s: Floats
    plan_at_s: Floats
    plan_group: Ints
    plan_n: Ints


def plan_day(rules: RosterRules, weekday: int, day: int, group: Ints, expected: Bools, available: Bools) -> Plan:
    """Lay the day out for the people at hand.

    Args:
        rules: of `roster_rules`.
        weekday: 0 Monday ... 6 Sunday.
        day: of the run; shifts rotate by it.
        group: group of each person [n], in order of agent_id.
        expected: who is planned for today [n].
        available: who of them has not called in sick [n].
    """
    n_groups, n_intervals = rules.planned_n.shape
    n_team, n_here, next_place = np.zeros((3, n_groups), dtype=np.int64)
    agent, blocks = np.empty(6 * group.size, dtype=np.int64), np.empty((2, 6 * group.size))
    n = _lay_out(rules.shape, rules.shift_starts_s, rules.shift_s, rules.by_plan, weekday, day, group, expected, available,
                 n_team, n_here, next_place, np.empty((5, 2)), agent, blocks)
    if not n_intervals:
        return Plan(agent[:n], blocks[0, :n], blocks[1, :n], np.empty(0), agent[:0], agent[:0])
    at_s, change = np.empty(n_groups * (n_intervals + 1)), np.empty((2, n_groups * (n_intervals + 1)), dtype=np.int64)
    m = _changes(rules.shape, rules.interval_from_s, rules.by_plan, rules.planned_n, n_here, at_s, change)
    return Plan(agent[:n], blocks[0, :n], blocks[1, :n], at_s[:m], change[0, :m], change[1, :m])


@compiled(nogil=True)
def _lay_out(shape: Table, shift_starts_s: Floats, shift_s: Floats, by_plan: Bools, weekday: int, day: int, group: Ints,
             expected: Bools, available: Bools, n_team: Ints, n_here: Ints, next_place: Ints, away: Floats, agent: Ints,
             blocks: Floats) -> int:
    """Count each group's people planned and here, and fill in the times on the phone; how many."""
    for i in range(group.size):
        n_team[group[i]] += expected[i]
        n_here[group[i]] += available[i]
    n = 0
    session = session_length_s(shape[0], day) if weekday == shape[0].session_weekday else 0.0
    for i in range(group.size):
        g = group[i]
        if by_plan[g] or not expected[i]:
            continue
        place = next_place[g] + day
        next_place[g] += 1
        if available[i]:
            n_shifts = shift_starts_s.size
            turn, turns = place // n_shifts, max(1, (n_team[g] + n_shifts - 1) // n_shifts)
            first = n
            n = _phone_blocks(shape[0], session, shift_starts_s[place % n_shifts], shift_s[g], place, (turn + 0.5) / turns,
                              n_team[g], away, blocks, n)
            agent[first:n] = i
    return n


@compiled(nogil=True)
def _changes(shape: Table, interval_from_s: Floats, by_plan: Bools, planned_n: Ints, n_here: Ints, at_s: Floats,
             change: Ints) -> int:
    """Fill in the instants at which a group's number of agents changes, and group and number; how many.

    Whoever is planned for and ill is missing; after closing there is nobody.
    """
    m = 0
    for interval in range(interval_from_s.size):
        for g in range(by_plan.size):
            n = min(planned_n[g, interval], n_here[g])
            if by_plan[g] and (interval == 0 or n != min(planned_n[g, interval - 1], n_here[g])):
                at_s[m], change[0, m], change[1, m] = interval_from_s[interval], g, n
                m += 1
    for g in range(by_plan.size):
        if by_plan[g] and shape[0].closes_s < math.inf:
            at_s[m], change[0, m], change[1, m] = shape[0].closes_s, g, 0
            m += 1
    return m
