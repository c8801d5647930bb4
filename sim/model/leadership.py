"""Leaders: hours for coaching that escalations eat up, and how many agents each has (M5, M18, M19)."""

from sim.params import Params
from sim.units import HOUR_S, WEEKS_PER_MONTH

_SMOOTHING_DAYS = 20.0


def n_positions(params: Params) -> int:
    """Positions for agents, filled or not: so many people a leader is there for."""
    return sum(group.n_agents for group in params.workforce.groups.values())


def span(params: Params) -> float:
    """Agents per leader; a team without leaders has its chief."""
    return n_positions(params) / max(params.leadership.n_leaders, 1)


def coaching_h(params: Params, escalation_h_per_day: float) -> float:
    """Hours of coaching that an agent gets in a month (H4, H5).

    Leaders have `coaching_share` of their hours for it; time with escalated cases is taken from these hours first.
    """
    leaders, week_h = params.leadership.n_leaders, params.costs.full_time_h_per_week
    per_week = params.leadership.coaching_share * leaders * week_h - 5.0 * escalation_h_per_day
    return max(0.0, per_week) * WEEKS_PER_MONTH / max(n_positions(params), 1)


def smoothed_escalation_h(before_h: float, leader_busy_s: float) -> float:
    """Hours a day that escalations take, smoothed over four weeks of open days."""
    return before_h + (leader_busy_s / HOUR_S - before_h) / _SMOOTHING_DAYS
