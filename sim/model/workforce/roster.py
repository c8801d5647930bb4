"""The calendar, and who is on the phone when: shifts, lunch, pauses, meetings, sessions (M21)."""

import json
import math
from contextlib import suppress
from datetime import date, timedelta
from functools import cache
from importlib.metadata import version
from typing import NamedTuple

import numpy as np

from sim.jit import compiled, note, noted, step
from sim.model.tables import Row, Table, one_row
from sim.model.workforce.agents import programme_until_day
from sim.model.workforce.leadership import n_positions
from sim.params import WEEKDAYS, Params
from sim.random.philox import uniform
from sim.random.quantiles import normal
from sim.random.streams import FORECAST, LATE, MISPLACED, WRONG_LUNCH, WRONG_SHIFT
from sim.schema import Bools, Floats, Ints
from sim.units import HOUR_S, MINUTE_S, WEEKS_PER_MONTH

_WORK_DAYS_PER_WEEK = 5.0
_SESSION_TURNS = 3
_N_BREAKS = 4.0                # lunch, session, two pauses
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
    """A country's public holidays in some years, looked up once: replications and later processes share the calendar."""
    name = f"holidays-{version('holidays')}-{country}-{first_year}-{last_year}.json"
    with suppress(ValueError, TypeError):  # nothing noted, or no days
        return frozenset(date.fromisoformat(day) for day in json.loads(noted(name) or ""))
    import holidays  # takes a tenth of a second, and a bare queue needs none

    public = holidays.country_holidays(country, years=range(first_year, last_year + 1), language="en_US")
    note(name, json.dumps(sorted(day.isoformat() for day in public)))
    return frozenset(public)


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
    seed: int
    misplaced_prob: float          # of an agent's day
    latest_s: float                # a break begins up to so much late
    leave_tilt: float
    forecast_error_sd: float
    real_time_share: float


class RosterRules(NamedTuple):
    """What the roster needs to know of the parameters, worked out once."""

    shape: Table                   # [1] a `DayShape`
    shift_starts_s: Floats         # [n_shifts]
    shift_s: Floats                # [n_groups] length, breaks included
    by_plan: Bools                 # [n_groups] by a plan of numbers, not by shifts
    interval_from_s: Floats        # [n_intervals] of the plan
    planned_n: Ints                # [n_groups, n_intervals] agents at work; 0 for a group on shifts


def roster_rules(params: Params, seed: int = 0) -> RosterRules:
    """Work out the roster's numbers; to be done anew when parameters change."""
    roster, centre, breaks, planning = params.roster, params.centre, params.mechanisms.breaks, params.mechanisms.planning
    planned = min(params.leadership.n_planners * params.leadership.planner_covers / max(n_positions(params), 1), 1.0)
    fit = min(roster.fit_share + roster.planner_fit_gain * planned, 1.0)
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
        n_sessions=1 if roster.training_at_once else _SESSION_TURNS,
        seed=seed,
        misplaced_prob=(1.0 - fit) * planning,
        latest_s=(1.0 - roster.adherence_share) * shift_length_s(params.costs.full_time_h_per_week) / _N_BREAKS * planning,
        leave_tilt=roster.leave_tilt * fit * planning,
        forecast_error_sd=roster.forecast_error_sd * (1.0 + (roster.planner_error_factor - 1.0) * planned),
        real_time_share=roster.real_time_share * planning)
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


@compiled
def is_misplaced(shape: Row, agent_id: int, day: int) -> bool:
    """Whether an agent's day is laid without an eye on the need (L3)."""
    return bool(shape.misplaced_prob > 0.0 and uniform(shape.seed, MISPLACED, agent_id, day) < shape.misplaced_prob)


@compiled
def wrong_shift(shape: Row, n_shifts: int, agent_id: int, day: int) -> int:
    """The shift of an agent whose day is misplaced: any."""
    return int(uniform(shape.seed, WRONG_SHIFT, agent_id, day) * n_shifts)


@compiled
def wrong_lunch_from_s(shape: Row, from_s: float, length_s: float, agent_id: int, day: int) -> float:
    """Lunch on a misplaced day: any time in the middle half of the shift."""
    u = uniform(shape.seed, WRONG_LUNCH, agent_id, day)
    return float(from_s + 0.25 * length_s + u * max(0.5 * length_s - shape.lunch_s, 0.0))


@compiled
def late_s(shape: Row, agent_id: int, day: int, which: int) -> float:
    """How late a break begins, because something is finished first: evenly up to `latest_s` (L5).

    Each minute late is a minute on the phone that was none, and a minute off it later, where the plan wanted the agent.
    """
    return float(shape.latest_s * uniform(shape.seed, LATE, agent_id, 8 * day + which)) if shape.latest_s > 0.0 else 0.0


@compiled
def pause_today_s(shape: Row, gap: float, length_s: float) -> float:
    """Length of each of two pauses today: moved from a day busier than planned to a quieter one, to close part of its gap (L4).

    Args:
        shape: of the day.
        gap: today's load over the plan's, less 1.
        length_s: of the shift.
    """
    moved_s = shape.real_time_share * gap * length_s / 2.0
    return float(min(max(shape.pause_s - moved_s, 0.0), 2.0 * shape.pause_s))


@compiled
def leave_factor(shape: Row, day: int, load: float) -> float:
    """Leave granted for a day as a multiple of the usual: more where the forecast is low (L1, L3); never below none.

    Args:
        shape: of the day.
        day: of the run; the forecast's error is its own.
        load: what the day will bring, as a multiple of an average open day.
    """
    if shape.leave_tilt <= 0.0:
        return 1.0
    forecast = load * math.exp(shape.forecast_error_sd * normal(uniform(shape.seed, FORECAST, day, 0)))
    return float(max(1.0 + shape.leave_tilt * (1.0 - forecast), 0.0))


@step
def _phone_blocks(shape: Row, session_s: float, pause_s: float, from_s: float, length_s: float, lunch_s: float, place: int,
                  turn_share: float, agent_id: int, day: int, away: Floats, blocks: Floats, n: int) -> int:
    """Append when someone is on the phone: the shift less meeting, lunch, session and pauses; how many blocks now.

    Args:
        shape: of the day.
        session_s: length of the session; 0 on a day without.
        pause_s: length of each of two pauses.
        from_s: start of the shift.
        length_s: of the shift.
        lunch_s: when lunch should begin.
        place: in the team, by which the session is dealt out.
        turn_share: 0 to 1, by which those of one shift take their pauses one after another.
        agent_id, day: whose day it is.
        away: room for times off the phone [5, 2].
        blocks: from and until, of this person and those before [2, ...].
        n: how many blocks there are.
    """
    until_s = from_s + length_s
    n_away = _is_away(away, 0, from_s, from_s + shape.meeting_s)
    lunch_s += late_s(shape, agent_id, day, 0)
    n_away = _is_away(away, n_away, lunch_s, lunch_s + shape.lunch_s)
    begin_s = min(session_from_s(shape, session_s, place, until_s) + late_s(shape, agent_id, day, 1), until_s - session_s)
    n_away = _is_away(away, n_away, begin_s, begin_s + session_s)
    for half in range(2):
        middle_s = from_s + length_s * (0.25 + 0.5 * half + 0.1 * (turn_share - 0.5)) + late_s(shape, agent_id, day, 2 + half)
        n_away = _is_away(away, n_away, middle_s - pause_s / 2.0, middle_s + pause_s / 2.0)
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


def plan_day(rules: RosterRules, weekday: int, day: int, gap: float, agent_id: Ints, group: Ints, expected: Bools,
             available: Bools) -> Plan:
    """Lay the day out for the people at hand.

    Args:
        rules: of `roster_rules`.
        weekday: 0 Monday ... 6 Sunday.
        day: of the run; shifts rotate by it.
        gap: today's load over the plan's, less 1; known only on the day.
        agent_id: of each person [n], in order.
        group: group of each person [n], in order of agent_id.
        expected: who is planned for today [n].
        available: who of them has not called in sick [n].
    """
    n_groups, n_intervals = rules.planned_n.shape
    n_team, n_here, next_place = np.zeros((3, n_groups), dtype=np.int64)
    agent, blocks = np.empty(6 * group.size, dtype=np.int64), np.empty((2, 6 * group.size))
    n = _lay_out(rules.shape, rules.shift_starts_s, rules.shift_s, rules.by_plan, weekday, day, gap, agent_id, group, expected,
                 available, n_team, n_here, next_place, np.empty((5, 2)), agent, blocks)
    if not n_intervals:
        return Plan(agent[:n], blocks[0, :n], blocks[1, :n], np.empty(0), agent[:0], agent[:0])
    at_s, change = np.empty(n_groups * (n_intervals + 1)), np.empty((2, n_groups * (n_intervals + 1)), dtype=np.int64)
    m = _changes(rules.shape, rules.interval_from_s, rules.by_plan, rules.planned_n, n_here, at_s, change)
    return Plan(agent[:n], blocks[0, :n], blocks[1, :n], at_s[:m], change[0, :m], change[1, :m])


@compiled(nogil=True)
def _lay_out(shape: Table, shift_starts_s: Floats, shift_s: Floats, by_plan: Bools, weekday: int, day: int, gap: float,
             agent_id: Ints, group: Ints, expected: Bools, available: Bools, n_team: Ints, n_here: Ints, next_place: Ints,
             away: Floats, agent: Ints, blocks: Floats) -> int:
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
            first, shift, wrong = n, place % n_shifts, is_misplaced(shape[0], agent_id[i], day)
            if wrong:
                shift = wrong_shift(shape[0], n_shifts, agent_id[i], day)
                lunch_s = wrong_lunch_from_s(shape[0], shift_starts_s[shift], shift_s[g], agent_id[i], day)
            else:
                lunch_s = lunch_from_s(shape[0], place, n_team[g])
            n = _phone_blocks(shape[0], session, pause_today_s(shape[0], gap, shift_s[g]), shift_starts_s[shift], shift_s[g],
                              lunch_s, place, (turn + 0.5) / turns, agent_id[i], day, away, blocks, n)
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
