"""The calendar, and who is on the phone when: shifts, lunch, pauses, meetings, sessions (M21)."""

from datetime import date, timedelta
from functools import cache
from typing import NamedTuple

import numpy as np

from sim.params import WEEKDAYS, Params
from sim.record import Bools, Floats, Ints
from sim.units import HOUR_S, MINUTE_S

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


class Plan(NamedTuple):
    """Times on the phone by person and instant, and agents by number; as in `Floor`."""

    block_agent: Ints
    block_from_s: Floats
    block_until_s: Floats
    plan_at_s: Floats
    plan_group: Ints
    plan_n: Ints


def shift_length_s(hours_per_week: float) -> float:
    """A working day's paid time, breaks included [s]: a fifth of the week's."""
    return hours_per_week / _WORK_DAYS_PER_WEEK * HOUR_S


def plan_day(params: Params, weekday: int, day: int, group: Ints, absent: Bools) -> Plan:
    """Lay the day out for the people at hand.

    Args:
        params: the centre.
        weekday: 0 Monday ... 6 Sunday.
        day: of the run; shifts rotate by it.
        group: group of each person planned for today [n], in order of agent_id.
        absent: who is planned and then called in sick [n].
    """
    who, begins, ends = [], [], []
    plan_at, plan_group, plan_n = [], [], []
    for g, team in enumerate(params.workforce.groups.values()):
        members = np.flatnonzero(group == g)
        if team.agents_per_interval is None:
            length_s = shift_length_s(team.hours_per_week)
            for place, agent in enumerate(members):
                if not absent[agent]:
                    for begin, end in phone_blocks(params, weekday, place + day, members.size, length_s):
                        who.append(int(agent))
                        begins.append(begin)
                        ends.append(end)
        else:
            changes = plan_changes(params, team.agents_per_interval, int((~absent[members]).sum()))
            plan_at += [at for at, _ in changes]
            plan_group += [g] * len(changes)
            plan_n += [n for _, n in changes]
    blocks = sorted(zip(who, begins, ends, strict=True))
    plan = sorted(zip(plan_at, plan_group, plan_n, strict=True))
    block_columns = list(zip(*blocks, strict=True)) or [(), (), ()]
    plan_columns = list(zip(*plan, strict=True)) or [(), (), ()]
    return Plan(
        np.array(block_columns[0], dtype=np.int64), np.array(block_columns[1], dtype=np.float64),
        np.array(block_columns[2], dtype=np.float64), np.array(plan_columns[0], dtype=np.float64),
        np.array(plan_columns[1], dtype=np.int64), np.array(plan_columns[2], dtype=np.int64))


def plan_changes(params: Params, per_interval: tuple[int, ...], n_here: int) -> list[tuple[float, int]]:
    """Instants at which the number of agents changes, and the number from then on; none after closing."""
    centre, step_h = params.centre, params.demand.interval_h
    changes: list[tuple[float, int]] = []
    for interval, planned in enumerate(per_interval):
        n = min(planned, n_here)
        if interval == 0 or n != changes[-1][1]:
            changes.append(((centre.opens_h + interval * step_h) * HOUR_S, n))
    if centre.at_closing != "carry_over":
        changes.append((centre.closes_h * HOUR_S, 0))
    return changes


def phone_blocks(params: Params, weekday: int, place: int, n_team: int, length_s: float) -> list[tuple[float, float]]:
    """When someone is on the phone: the shift less meeting, session, lunch and pauses."""
    roster = params.roster
    starts = roster.shift_starts_h
    from_s = starts[place % len(starts)] * HOUR_S
    until_s = from_s + length_s
    if not params.mechanisms.breaks:
        return [(from_s, until_s)]
    turn = place // len(starts)
    turns = max(1, -(-n_team // len(starts)))
    away = [(from_s, from_s + roster.meeting_min * MINUTE_S), _lunch(params, place, n_team)]
    if weekday == WEEKDAYS.index(roster.training_weekday):
        away.append(_session(params, place, until_s))
    pause_s = roster.pauses_min / 2.0 * MINUTE_S
    for quarter in (0.25, 0.75):
        middle_s = from_s + length_s * (quarter + 0.1 * ((turn + 0.5) / turns - 0.5))
        away.append((middle_s - pause_s / 2.0, middle_s + pause_s / 2.0))
    return without((from_s, until_s), away)


def _lunch(params: Params, place: int, n_team: int) -> tuple[float, float]:
    """Lunch in turns through the window, or at its start for all."""
    roster = params.roster
    length_s = roster.lunch_min * MINUTE_S
    begin_s = roster.lunch_from_h * HOUR_S
    if roster.lunch == "staggered" and length_s > 0.0:
        turns = max(1, int((roster.lunch_until_h - roster.lunch_from_h) * HOUR_S // length_s))
        turn = place % max(n_team, 1) * turns // max(n_team, 1)
        begin_s += min(turn, turns - 1) * length_s
    return begin_s, begin_s + length_s


def _session(params: Params, place: int, until_s: float) -> tuple[float, float]:
    """The weekly session, after lunch: for all at once, or a third of the team at a time; never after the shift."""
    roster = params.roster
    length_s = session_s(params)
    turn = 0 if roster.training_at_once else place % _SESSION_TURNS
    begin_s = min(roster.lunch_until_h * HOUR_S + turn * length_s, until_s - length_s)
    return begin_s, begin_s + length_s


def session_s(params: Params) -> float:
    """Length of the weekly session [s]."""
    return params.workforce.training_h_per_week * HOUR_S


def without(whole: tuple[float, float], away: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """A stretch of time less others; what lies outside it does not count.

    >>> without((0.0, 10.0), [(2.0, 3.0), (2.5, 4.0), (9.0, 12.0)])
    [(0.0, 2.0), (4.0, 9.0)]
    """
    left = []
    at = whole[0]
    for begin, end in sorted(away):
        if end <= begin:
            continue
        if begin > at:
            left.append((at, min(begin, whole[1])))
        at = max(at, end)
        if at >= whole[1]:
            return left
    left.append((at, whole[1]))
    return left
