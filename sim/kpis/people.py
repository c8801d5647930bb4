"""Measures of the people who work in the centre: time, strain, satisfaction, turnover."""

from sim.kpis.registry import kpi
from sim.measure import Sums, ratio
from sim.params import Params
from sim.units import HOUR_S, MINUTE_S, YEAR_DAYS


@kpi("Agents employed", "", "neither")
def agents_employed(s: Sums, p: Params) -> float:
    """All employed agents each day, divided by days; those in initial training included, vacant positions not."""
    return ratio(s["n_employed"], s["n_days"])


@kpi("Occupancy", "", "neither")
def occupancy(s: Sums, p: Params) -> float:
    """Talk time, holds and after-call work, divided by time on the phone (on duty less breaks)."""
    return ratio(s["busy_s"], s["on_duty_s"] - s["break_s"])


@kpi("Shrinkage (paid time off the phone)", "", "neither")
def shrinkage(s: Sums, p: Params) -> float:
    """1 less the ratio of time on the phone, overtime left out, to paid time: holidays, sickness, breaks, meetings, courses."""
    return 1.0 - ratio(s["on_duty_s"] - s["break_s"] - s["overtime_s"], s["paid_s"])


@kpi("Overtime", "h/day", "lower")
def overtime_h_per_day(s: Sums, p: Params) -> float:
    """Hours worked after the end of the shift, divided by open days."""
    return ratio(s["overtime_s"] / HOUR_S, s["n_open_days"])


@kpi("Time lost to systems", "min/day", "lower")
def time_thieves_min_per_day(s: Sums, p: Params) -> float:
    """Seconds lost per contact times answered contacts, divided by open days: 2.5 s on 500 contacts are 21 minutes."""
    lost_s = p.conversation.time_thieves_s * p.mechanisms.time_thieves
    return ratio(lost_s * s["n_answered"] / MINUTE_S, s["n_open_days"])


@kpi("Strain on agents (0–1)", "", "lower")
def strain(s: Sums, p: Params) -> float:
    """Mean strain of all employed agents, each evening."""
    return ratio(s["strain"], s["n_employed"])


@kpi("Agent turnover", "1/year", "lower")
def quits_per_year(s: Sums, p: Params) -> float:
    """Resignations divided by agent-years of employed agents; vacant positions are left out of the denominator."""
    return ratio(s["n_quits"] * YEAR_DAYS, s["n_employed"])


@kpi("Agent satisfaction", "points", "higher")
def employee_satisfaction(s: Sums, p: Params) -> float:
    """Mean satisfaction of all employed agents, each night: what makes agents quit, on a scale of points."""
    return ratio(s["satisfaction"], s["n_employed"])


@kpi("Purpose anchored in agents", "", "higher")
def purpose_share(s: Sums, p: Params) -> float:
    """Mean over all employed agents, each night, of how well purpose is anchored: 0 not at all, 1 fully."""
    return ratio(s["purpose"], s["n_employed"])


@kpi("Coaching per agent", "h/month", "higher")
def coaching_h_per_month(s: Sums, p: Params) -> float:
    """Hours of team leaders that day-to-day leadership and urgent work leave, and a coach's hours, per position; mean over open
    days.
    """
    return ratio(s["coaching_h"], s["n_open_days"])


@kpi("Manager’s strategic hours", "h/week", "higher")
def strategic_h_per_week(s: Sums, p: Params) -> float:
    """The contact-centre manager's strategic hours per week that leadership and urgent work leave; mean over open days."""
    return ratio(s["strategic_h"], s["n_open_days"])
