"""Calendar and roster: shifts, lunch, breaks, meetings and training sessions."""

import json
import math
from contextlib import suppress
from datetime import date, timedelta
from functools import cache
from importlib.metadata import version
from typing import NamedTuple

import numpy as np

from sim.jit import compiled, step
from sim.jit_cache import note, noted
from sim.mechanisms.workforce.planning import FORECAST, LATE, MISPLACED, MISPLACED_LUNCH, MISPLACED_SHIFT
from sim.model.tables import Row, Table, one_row
from sim.model.workforce.agents import programme_until_day
from sim.model.workforce.leadership import n_positions
from sim.params import Params
from sim.random.philox import uniform
from sim.random.quantiles import normal
from sim.schema import Bools, Floats, Ints
from sim.units import HOUR_S, MINUTE_S, WEEKDAYS, WEEKS_PER_MONTH

_WORK_DAYS_PER_WEEK = 5.0
_SESSION_TURNS = 3
_N_BREAKS = 4.0                # lunch, session, two pauses
LONGEST_CLOSURE_DAYS = 15


class Calendar(NamedTuple):
    """Weekdays and opening days of a run [n_days]."""

    weekday: Ints                  # 0 Monday ... 6 Sunday
    is_open: Bools
    is_work_day: Bools             # an opening weekday, public holidays included: paid in any case


def calendar(params: Params, n_days: int) -> Calendar:
    """Calendar from `centre.first_day` on."""
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
    """Public holidays of a country in a range of years; cached on disk for later processes."""
    name = f"holidays-{version('holidays')}-{country}-{first_year}-{last_year}.json"
    with suppress(ValueError, TypeError):  # nothing cached, or not dates
        return frozenset(date.fromisoformat(day) for day in json.loads(noted(name) or ""))
    import holidays  # late import: takes 0.1 s, and a bare queue does not need it

    public = holidays.country_holidays(country, years=range(first_year, last_year + 1), language="en_US")
    note(name, json.dumps(sorted(day.isoformat() for day in public)))
    return frozenset(public)


# --- the numbers -----------------------------------------------------------------------------------------------------


class DayShape(NamedTuple):
    """Times common to all shifts, in seconds; 0 for what is switched off."""

    closes_s: float                # end of the day for agents scheduled by number; infinite in a round-the-clock centre
    meeting_s: float
    pause_s: float                 # each of two pauses
    lunch_from_s: float
    lunch_s: float
    n_lunches: int                 # number of lunch turns; 1: all at once
    session_weekday: int
    session_from_s: float
    session_s: float
    programme_session_s: float     # during the purpose programme
    programme_until_day: float
    n_sessions: int
    seed: int
    misplaced_prob: float          # probability per agent and day
    latest_s: float                # largest delay of a break
    leave_tilt: float
    forecast_error_sd: float
    real_time_share: float


class RosterParameters(NamedTuple):
    """Roster parameters, derived once from the scenario's."""

    shape: Table                   # [1] a `DayShape`
    shift_starts_s: Floats         # [n_shifts]
    shift_s: Floats                # [n_groups] length, breaks included
    by_plan: Bools                 # [n_groups] scheduled by numbers per interval, not by shifts
    interval_from_s: Floats        # [n_intervals] starts of the plan's intervals
    planned_n: Ints                # [n_groups, n_intervals] agents at work; 0 for a group on shifts


def roster_parameters(params: Params, seed: int = 0) -> RosterParameters:
    """Roster parameters; to be derived again when the scenario's parameters change."""
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
        n_sessions=1 if roster.common_training else _SESSION_TURNS,
        seed=seed,
        misplaced_prob=(1.0 - fit) * planning,
        latest_s=(1.0 - roster.adherence_share) * shift_length_s(params.costs.full_time_h_per_week) / _N_BREAKS * planning,
        leave_tilt=roster.leave_tilt * fit * planning,
        forecast_error_sd=roster.forecast_error_sd * (1.0 + (roster.planner_error_factor - 1.0) * planned),
        real_time_share=roster.real_time_share * planning)
    return RosterParameters(
        shape=one_row(shape),
        shift_starts_s=np.array(roster.shift_starts_h, dtype=np.float64) * HOUR_S,
        shift_s=np.array([shift_length_s(group.hours_per_week) for group in groups]),
        by_plan=np.array([group.agents_per_interval is not None for group in groups], dtype=np.bool_),
        interval_from_s=(centre.opens_h + np.arange(n_intervals, dtype=np.float64) * params.demand.interval_h) * HOUR_S,
        planned_n=np.array([plan or (0,) * n_intervals for plan in plans], dtype=np.int64).reshape(len(plans), n_intervals))


def shift_length_s(hours_per_week: float) -> float:
    """Paid time of a working day, breaks included [s]: a fifth of the week's."""
    return hours_per_week / _WORK_DAYS_PER_WEEK * HOUR_S


def session_s(params: Params, purpose_h_per_month: float) -> float:
    """Length of the weekly session [s]: training plus repetition of the centre's purpose."""
    purpose_h = purpose_h_per_month / WEEKS_PER_MONTH * params.mechanisms.purpose
    return (params.workforce.training_h_per_week + purpose_h) * HOUR_S


# --- one agent's day -------------------------------------------------------------------------------------------------


@compiled
def lunch_from_s(shape: Row, place: int, n_team: int) -> float:
    """Start of lunch [s]: in turns through the lunch window, or at its start for all."""
    turn = place % max(n_team, 1) * shape.n_lunches // max(n_team, 1)
    return float(shape.lunch_from_s + turn * shape.lunch_s)


@compiled
def session_length_s(shape: Row, day: int) -> float:
    """Length of the weekly session on a day of the run [s]."""
    return float(shape.programme_session_s if day < shape.programme_until_day else shape.session_s)


@compiled
def session_from_s(shape: Row, length_s: float, place: int, until_s: float) -> float:
    """Start of the weekly session after lunch [s]: at once for all, or in turns; early enough to end within the shift."""
    turn = place % shape.n_sessions
    return float(min(shape.session_from_s + turn * length_s, until_s - length_s))


@step
def _insert_time_off(time_off: Floats, n: int, from_s: float, until_s: float) -> int:
    """Insert a time off the phone in order of start; returns how many there are now."""
    if until_s <= from_s:
        return n
    place = n
    while place > 0 and time_off[place - 1, 0] > from_s:
        time_off[place, 0], time_off[place, 1] = time_off[place - 1, 0], time_off[place - 1, 1]
        place -= 1
    time_off[place, 0], time_off[place, 1] = from_s, until_s
    return n + 1


@step
def _append_blocks(time_off: Floats, n_time_off: int, at_s: float, until_s: float, blocks: Floats, n: int) -> int:
    """Append the blocks on the phone that times off leave of a shift, in order; returns how many blocks there are now."""
    for i in range(n_time_off):
        if time_off[i, 0] > at_s:
            blocks[0, n], blocks[1, n] = at_s, min(time_off[i, 0], until_s)
            n += 1
        at_s = max(at_s, time_off[i, 1])
        if at_s >= until_s:
            return n
    blocks[0, n], blocks[1, n] = at_s, until_s
    return n + 1


@compiled
def is_misplaced(shape: Row, agent_id: int, day: int) -> bool:
    """Whether an agent's shift and lunch are scheduled without regard to demand (L3)."""
    return bool(shape.misplaced_prob > 0.0 and uniform(shape.seed, MISPLACED, agent_id, day) < shape.misplaced_prob)


@compiled
def misplaced_shift(shape: Row, n_shifts: int, agent_id: int, day: int) -> int:
    """Shift of an agent whose day is misplaced: any, with equal probability."""
    return int(uniform(shape.seed, MISPLACED_SHIFT, agent_id, day) * n_shifts)


@compiled
def misplaced_lunch_from_s(shape: Row, from_s: float, length_s: float, agent_id: int, day: int) -> float:
    """Start of lunch on a misplaced day [s]: uniform over the middle half of the shift."""
    u = uniform(shape.seed, MISPLACED_LUNCH, agent_id, day)
    return float(from_s + 0.25 * length_s + u * max(0.5 * length_s - shape.lunch_s, 0.0))


@compiled
def break_delay_s(shape: Row, agent_id: int, day: int, which: int) -> float:
    """Delay of the start of a break because work is finished first: uniform up to `latest_s` (L5).

    The agent is on the phone later than planned, and is then missing later than planned.
    """
    return float(shape.latest_s * uniform(shape.seed, LATE, agent_id, 8 * day + which)) if shape.latest_s > 0.0 else 0.0


@compiled
def pause_today_s(shape: Row, gap: float, length_s: float) -> float:
    """Length of each of two pauses today [s]: shorter on a day busier than planned, longer on a quieter one (L4).

    Args:
        shape: times common to all shifts.
        gap: today's load relative to the plan's, less 1.
        length_s: length of the shift.
    """
    moved_s = shape.real_time_share * gap * length_s / 2.0
    return float(min(max(shape.pause_s - moved_s, 0.0), 2.0 * shape.pause_s))


@compiled
def leave_factor(shape: Row, day: int, load: float) -> float:
    """Leave granted for a day as a multiple of the usual: more if the forecast is low (L1, L3); at least 0.

    Args:
        shape: times common to all shifts.
        day: index of the day; each day has its own forecast error.
        load: the day's load as a multiple of an average open day's.
    """
    if shape.leave_tilt <= 0.0:
        return 1.0
    forecast = load * math.exp(shape.forecast_error_sd * normal(uniform(shape.seed, FORECAST, day, 0)))
    return float(max(1.0 + shape.leave_tilt * (1.0 - forecast), 0.0))


@step
def _phone_blocks(shape: Row, session_s: float, pause_s: float, from_s: float, length_s: float, lunch_s: float, place: int,
                  turn_share: float, agent_id: int, day: int, time_off: Floats, blocks: Floats, n: int) -> int:
    """Append an agent's blocks on the phone: the shift less meeting, lunch, session and pauses; returns the new number.

    Args:
        shape: times common to all shifts.
        session_s: length of the session; 0 on other days.
        pause_s: length of each of two pauses.
        from_s: start of the shift.
        length_s: length of the shift.
        lunch_s: planned start of lunch.
        place: rank in the team, which sets the turn of the session.
        turn_share: 0 to 1; staggers the pauses of agents of one shift.
        agent_id, day: agent and day.
        time_off: buffer for times off the phone [5, 2].
        blocks: starts and ends of blocks of all agents so far [2, ...].
        n: number of blocks so far.
    """
    until_s = from_s + length_s
    n_time_off = _insert_time_off(time_off, 0, from_s, from_s + shape.meeting_s)
    lunch_s += break_delay_s(shape, agent_id, day, 0)
    n_time_off = _insert_time_off(time_off, n_time_off, lunch_s, lunch_s + shape.lunch_s)
    begin_s = min(session_from_s(shape, session_s, place, until_s) + break_delay_s(shape, agent_id, day, 1), until_s - session_s)
    n_time_off = _insert_time_off(time_off, n_time_off, begin_s, begin_s + session_s)
    for half in range(2):
        middle_s = from_s + length_s * (0.25 + 0.5 * half + 0.1 * (turn_share - 0.5)) + break_delay_s(shape, agent_id, day,
                                                                                                      2 + half)
        n_time_off = _insert_time_off(time_off, n_time_off, middle_s - pause_s / 2.0, middle_s + pause_s / 2.0)
    return _append_blocks(time_off, n_time_off, from_s, until_s, blocks, n)


# --- all agents' day -------------------------------------------------------------------------------------------------


class Plan(NamedTuple):
    """Blocks on the phone by agent and time, and numbers of agents by plan; as in `WorkforceToday`."""

    block_agent: Ints              # index among the agents given
    block_from_s: Floats
    block_until_s: Floats
    plan_at_s: Floats
    plan_group: Ints
    plan_n: Ints


def plan_day(parameters: RosterParameters, weekday: int, day: int, gap: float, agent_id: Ints, group: Ints, expected: Bools,
             available: Bools) -> Plan:
    """Roster of a day for the agents given.

    Args:
        parameters: of the roster.
        weekday: 0 Monday ... 6 Sunday.
        day: index of the day; shifts rotate by it.
        gap: today's load relative to the plan's, less 1; known only on the day.
        agent_id: agents [n], in order.
        group: their groups [n].
        expected: whether each is scheduled today [n].
        available: whether each is scheduled and has not called in sick [n].
    """
    n_groups, n_intervals = parameters.planned_n.shape
    n_team, n_available, next_place = np.zeros((3, n_groups), dtype=np.int64)
    agent, blocks = np.empty(6 * group.size, dtype=np.int64), np.empty((2, 6 * group.size))
    n = _fill_blocks(parameters.shape, parameters.shift_starts_s, parameters.shift_s, parameters.by_plan, weekday, day, gap,
                     agent_id, group,
                     expected, available, n_team, n_available, next_place, np.empty((5, 2)), agent, blocks)
    if not n_intervals:
        return Plan(agent[:n], blocks[0, :n], blocks[1, :n], np.empty(0), agent[:0], agent[:0])
    at_s, change = np.empty(n_groups * (n_intervals + 1)), np.empty((2, n_groups * (n_intervals + 1)), dtype=np.int64)
    m = _fill_plan_changes(parameters.shape, parameters.interval_from_s, parameters.by_plan, parameters.planned_n, n_available,
                           at_s, change)
    return Plan(agent[:n], blocks[0, :n], blocks[1, :n], at_s[:m], change[0, :m], change[1, :m])


@compiled(nogil=True)
def _fill_blocks(shape: Table, shift_starts_s: Floats, shift_s: Floats, by_plan: Bools, weekday: int, day: int, gap: float,
                 agent_id: Ints, group: Ints, expected: Bools, available: Bools, n_team: Ints, n_available: Ints,
                 next_place: Ints, time_off: Floats, agent: Ints, blocks: Floats) -> int:
    """Count each group's scheduled and available agents, and fill in the blocks on the phone; returns the number of blocks."""
    for i in range(group.size):
        n_team[group[i]] += expected[i]
        n_available[group[i]] += available[i]
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
            first, shift, misplaced = n, place % n_shifts, is_misplaced(shape[0], agent_id[i], day)
            if misplaced:
                shift = misplaced_shift(shape[0], n_shifts, agent_id[i], day)
                lunch_s = misplaced_lunch_from_s(shape[0], shift_starts_s[shift], shift_s[g], agent_id[i], day)
            else:
                lunch_s = lunch_from_s(shape[0], place, n_team[g])
            n = _phone_blocks(shape[0], session, pause_today_s(shape[0], gap, shift_s[g]), shift_starts_s[shift], shift_s[g],
                              lunch_s, place, (turn + 0.5) / turns, agent_id[i], day, time_off, blocks, n)
            agent[first:n] = i
    return n


@compiled(nogil=True)
def _fill_plan_changes(shape: Table, interval_from_s: Floats, by_plan: Bools, planned_n: Ints, n_available: Ints, at_s: Floats,
                       change: Ints) -> int:
    """Fill in the times at which a group's number of agents changes, with group and number; returns how many changes.

    Agents who are ill are missing from the plan; after closing the number is 0.
    """
    m = 0
    for interval in range(interval_from_s.size):
        for g in range(by_plan.size):
            n = min(planned_n[g, interval], n_available[g])
            if by_plan[g] and (interval == 0 or n != min(planned_n[g, interval - 1], n_available[g])):
                at_s[m], change[0, m], change[1, m] = interval_from_s[interval], g, n
                m += 1
    for g in range(by_plan.size):
        if by_plan[g] and shape[0].closes_s < math.inf:
            at_s[m], change[0, m], change[1, m] = shape[0].closes_s, g, 0
            m += 1
    return m
