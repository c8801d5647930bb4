"""Agents who quit, and their successors."""

from typing import Any, Final

from sim.declare import Quantities, quantity
from sim.measure import Sums, kpi, ratio
from sim.mechanism import Mechanism
from sim.random.streams import BY_AGENT, stream
from sim.units import YEAR_DAYS


class WorkforceParameters(Quantities):
    """Its parameters in the section `workforce`."""

    quits_per_year: float = quantity("1/year", "hazard of quitting of an experienced, unstrained agent at market pay", 0, 10)
    new_quit_factor: float = quantity("", "hazard of quitting in the first six months, as a multiple", 0, 20)
    satisfaction_neutral: float = quantity(
        "points", "job satisfaction, 0-100, of an agent without causes for discontent and without coaching", 0, 100)
    satisfaction_usual: float = quantity("points", "job satisfaction at which agents have their usual manner", 0, 100)
    satisfaction_points: float = quantity("points", "decrease in job satisfaction per unit of log hazard of quitting", 0, 200)
    vacancy_days: int = quantity("days", "time from a resignation to the start of the successor", 0, 2000)
    course_days: int = quantity("days", "initial training before the first contact", 0, 1000)


TIME_TO_QUIT: Final = stream("TIME_TO_QUIT", 50, BY_AGENT, "hazard until the agent quits")
PAST_TENURE: Final = stream("PAST_TENURE", 51, BY_AGENT, "tenure at the start")


@kpi("Agent turnover", "1/year", "lower", "people")
def quits_per_year(s: Sums, p: Any) -> float:
    """Resignations divided by agent-years of employed agents; vacant positions are left out of the denominator."""
    return ratio(s["n_quits"] * YEAR_DAYS, s["n_employed"])


MECHANISM = Mechanism(
    name="quitting",
    meaning="agents quit and are replaced",
    parameters=(WorkforceParameters,),
    streams=("TIME_TO_QUIT", "PAST_TENURE"),
    daily_sums=("n_quits",),
    kpis=(quits_per_year,),
    rules=("sim.model.workforce.staffing",),
    neutral={"workforce.quits_per_year": 0.0, "workforce.clock_quits_per_year": 0.0})
