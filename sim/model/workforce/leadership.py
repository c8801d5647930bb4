"""Leaders and chief: whose hours people and fires take, and what they leave for coaching and strategy (M5, M18, M19)."""

import math
from typing import NamedTuple

from sim.params import Params
from sim.units import HOUR_S, WEEKS_PER_MONTH

_SMOOTHING_DAYS = 20.0
_OPEN_DAYS_PER_WEEK = 5.0


def n_positions(params: Params) -> int:
    """Positions for agents, filled or not: so many people a leader is there for."""
    return sum(group.n_agents for group in params.workforce.groups.values())


def span(params: Params) -> float:
    """Agents per leader; a team without leaders has its chief."""
    return n_positions(params) / (params.leadership.n_leaders or 1.0)


def n_desks(params: Params) -> int:
    """Leaders whom an agent can ask for a decision: whole ones, at least one if there is any; else the chief."""
    lead = params.leadership
    return max(1, math.floor(lead.n_leaders)) if lead.n_leaders > 0.0 else lead.n_chiefs


class Leading(NamedTuple):
    """What leaders and chief have time for."""

    coaching_h: float              # that an agent gets in a month
    strategic_h: float             # of the chief's week, for causes outside the centre and for plans


def leading(params: Params, fires_h_per_day: float) -> Leading:
    """What day-to-day leading and fires leave of the leaders' hours for coaching, and of the chief's for strategy (H5, M18).

    Leaders have `daily_h_per_agent` a week of day-to-day leading for each agent, and the fires: escalated cases, and days
    on which someone called in sick. What is left is coaching. What they cannot manage falls on the chief, and first on the
    chief's strategic hours. A team without leaders is led by its chief, outside the strategic hours. A coach coaches.

    Args:
        params: the centre.
        fires_h_per_day: hours that fires take on an open day.
    """
    lead, week_h, n_agents = params.leadership, params.costs.full_time_h_per_week, n_positions(params)
    strategic_h = lead.chief_strategic_share * week_h * lead.n_chiefs
    for_people_h = lead.n_leaders * week_h if lead.n_leaders > 0.0 else lead.n_chiefs * week_h - strategic_h
    left_h = for_people_h - lead.daily_h_per_agent * n_agents - _OPEN_DAYS_PER_WEEK * fires_h_per_day
    coaching_h = max(left_h, 0.0) + lead.n_coaches * lead.coach_share * week_h
    uncovered_h = max(-left_h, 0.0) if params.mechanisms.leaders else 0.0
    return Leading(coaching_h * WEEKS_PER_MONTH / max(n_agents, 1), max(strategic_h - uncovered_h, 0.0))


def unstarved_share(params: Params, now: Leading) -> float:
    """Share of the chief's strategic hours that fires leave: so much of the chasing of causes gets done (M18, M20)."""
    lead = params.leadership
    planned_h = lead.chief_strategic_share * params.costs.full_time_h_per_week * lead.n_chiefs
    return now.strategic_h / planned_h if planned_h > 0.0 else 1.0


def fires_h(params: Params, leader_busy_s: float, n_ill: float) -> float:
    """Hours of a day that fires took: escalated cases, and each agent who called in sick."""
    return leader_busy_s / HOUR_S + n_ill * params.leadership.absence_h


def smoothed_h(before_h: float, today_h: float) -> float:
    """Hours a day, smoothed over four weeks of open days."""
    return before_h + (today_h - before_h) / _SMOOTHING_DAYS
