"""Measures of the people who work in the centre: time, strain, satisfaction, turnover."""

from sim.measure import Sums, kpi, ratio
from sim.params import Params
from sim.units import HOUR_S


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


@kpi("Agent satisfaction", "points", "higher")
def employee_satisfaction(s: Sums, p: Params) -> float:
    """Mean satisfaction of all employed agents, each night: what makes agents quit, on a scale of points."""
    return ratio(s["satisfaction"], s["n_employed"])
