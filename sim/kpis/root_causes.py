"""Measures of what comes from outside - causes, incidents - and of what a queue in sight does."""

from sim.kpis.registry import kpi, over, per_year
from sim.kpis.sums import Sums
from sim.params import Params


@kpi("", "higher", "time that agents give, of what talks need, where no cap ends them")
def pace_share(s: Sums, p: Params) -> float:
    """Each open day's pace, pressure and norm together, over open days; 1 where nobody hurries."""
    return over(s["pace"], s["n_open_days"])


@kpi("", "higher", "time that agents think a talk needs, of what it does need")
def norm_share(s: Sums, p: Params) -> float:
    """Each open day's norm over open days; 1 at the start, and it never rises."""
    return over(s["norm"], s["n_open_days"])


@kpi("", "lower", "contacts that need not exist: they come from a lasting fault")
def failure_demand_share(s: Sums, p: Params) -> float:
    """Contacts of cases with a root cause, next cases included, over all contacts. Left out above the line: incidents, repeats
    as such."""
    return over(s["n_failure"], s["n_contacts"])


@kpi("1/year", "higher", "root causes fixed in a year")
def causes_fixed_per_year(s: Sums, p: Params) -> float:
    """Causes whose fix took effect in the counted days, scaled to 365; those fixed in the warm-up are left out."""
    return per_year(s, "n_causes_fixed")


@kpi("1/year", "lower", "cases that incidents bring in a year")
def incident_cases_per_year(s: Sums, p: Params) -> float:
    """First contacts that an incident brought, scaled to 365 days; those of customers who have left are left out."""
    return per_year(s, "n_of_incidents")


@kpi("", "neither", "agents employed")
def agents_employed(s: Sums, p: Params) -> float:
    """Everyone employed each day, over days; those in their course included, vacant positions not."""
    return over(s["n_employed"], s["n_days"])
