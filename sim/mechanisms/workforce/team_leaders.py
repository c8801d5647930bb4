"""The span of team leaders, and their hours."""

from typing import Any

from sim.declare import Quantities, probability, quantity
from sim.measure import Sums, kpi, ratio
from sim.mechanism import Mechanism


class LeadershipParameters(Quantities):
    """Its parameters in the section `leadership`."""

    best_span: float = quantity("", "largest number of agents per team leader without a loss", 1, 100)
    span_quit_slope: float = quantity("", "relative increase in the hazard of quitting per agent above that span", 0, 1)
    daily_h_per_agent: float = quantity("h/week", "a team leader's hours of day-to-day leadership per agent", 0, 40)
    absence_h: float = quantity("h", "a team leader's time when an agent calls in sick", 0, 8)
    manager_strategic_share: float = probability("share of a manager's hours for causes and plans, without urgent work")


@kpi("Manager’s strategic hours", "h/week", "higher", "people")
def strategic_h_per_week(s: Sums, p: Any) -> float:
    """The contact-centre manager's strategic hours per week that leadership and urgent work leave; mean over open days."""
    return ratio(s["strategic_h"], s["n_open_days"])


MECHANISM = Mechanism(
    name="team_leaders",
    meaning="too many agents per team leader increase quitting; work beyond team leaders' hours falls on the manager",
    parameters=(LeadershipParameters,),
    daily_sums=("strategic_h",),
    kpis=(strategic_h_per_week,),
    rules=("sim.model.workforce.leadership",))
