"""Leadership: hours spent on people and urgent work, and those left for coaching and strategy."""

import math
from typing import NamedTuple

from sim.params import Params
from sim.units import HOUR_S, WEEKS_PER_MONTH

_SMOOTHING_DAYS = 20.0
_OPEN_DAYS_PER_WEEK = 5.0


def n_positions(params: Params) -> int:
    """Number of agent positions, filled or vacant: the team that a team leader's span counts."""
    return sum(group.n_agents for group in params.workforce.groups.values())


def span(params: Params) -> float:
    """Span: agents per team leader; without team leaders, agents per contact-centre manager."""
    return n_positions(params) / (params.leadership.n_team_leaders or 1.0)


def n_escalation_points(params: Params) -> int:
    """Escalation points: team leaders whom an agent can ask, rounded down, at least one if there is any; else managers."""
    lead = params.leadership
    return max(1, math.floor(lead.n_team_leaders)) if lead.n_team_leaders > 0.0 else lead.n_managers


class LeadershipHours(NamedTuple):
    """Leadership hours left after day-to-day leadership and urgent work."""

    coaching_h: float              # per agent and month
    strategic_h: float             # of the managers per week, for causes outside the centre and for plans


def leadership_hours(params: Params, urgent_work_h_per_day: float) -> LeadershipHours:
    """Leadership hours left for coaching and for strategy after day-to-day leadership and urgent work (H5).

    Team leaders spend `daily_h_per_agent` a week per agent on day-to-day leadership, and time on urgent work: escalated
    cases, and agents who called in sick. The rest is coaching. Work beyond their hours falls on the contact-centre managers and
    first takes their strategic hours. Without team leaders the managers lead the team, outside the strategic hours. Coaches
    only coach.

    Args:
        params: the centre.
        urgent_work_h_per_day: hours of urgent work on an open day.
    """
    lead, week_h, n_agents = params.leadership, params.costs.full_time_h_per_week, n_positions(params)
    strategic_h = lead.manager_strategic_share * week_h * lead.n_managers
    leadership_h = lead.n_team_leaders * week_h if lead.n_team_leaders > 0.0 else lead.n_managers * week_h - strategic_h
    left_h = leadership_h - lead.daily_h_per_agent * n_agents - _OPEN_DAYS_PER_WEEK * urgent_work_h_per_day
    coaching_h = max(left_h, 0.0) + lead.n_coaches * lead.coach_share * week_h
    uncovered_h = max(-left_h, 0.0) if params.mechanisms.team_leaders else 0.0
    return LeadershipHours(coaching_h * WEEKS_PER_MONTH / max(n_agents, 1), max(strategic_h - uncovered_h, 0.0))


def strategic_time_left_share(params: Params, now: LeadershipHours) -> float:
    """Share of the managers' strategic hours left after urgent work; causes are investigated in this share."""
    lead = params.leadership
    planned_h = lead.manager_strategic_share * params.costs.full_time_h_per_week * lead.n_managers
    return now.strategic_h / planned_h if planned_h > 0.0 else 1.0


def urgent_work_h(params: Params, team_leader_busy_s: float, n_ill: float) -> float:
    """Hours of urgent work on a day: escalated cases, and agents who called in sick."""
    return team_leader_busy_s / HOUR_S + n_ill * params.leadership.absence_h


def smoothed_h(before_h: float, today_h: float) -> float:
    """Hours per day, smoothed over four weeks of open days."""
    return before_h + (today_h - before_h) / _SMOOTHING_DAYS
