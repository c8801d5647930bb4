"""The centre's purpose, and how well agents know it."""

from typing import Any

from sim.declare import Quantities, probability, quantity
from sim.measure import Sums, kpi, ratio
from sim.mechanism import Mechanism


class Purpose(Quantities):
    """The centre's purpose, and how well agents know it."""

    start_share: float = probability("how well purpose is anchored in agents on day 0, and in new agents: 0 not, 1 fully")
    usual_share: float = probability("how well purpose is anchored where the other parameters hold")
    repetition_h_per_month: float = quantity("h/month", "time in the weekly session to repeat the centre's purpose", 0, 40)
    programme_h_per_month: float = quantity(
        "h/month", "time to repeat the centre's purpose during a programme at the start of the run", 0, 40)
    programme_months: float = quantity("months", "length of the programme; 0 for none", 0, 120)
    half_h_per_month: float = quantity("h/month", "repetition with half the largest possible effect", 0.01, 100)
    settling_months: float = quantity("months", "time in which constant repetition anchors two thirds of the rest", 0.1, 120)
    fading_months: float = quantity("months", "time in which two thirds fade without repetition", 0.1, 1200)
    strain_relief_share: float = quantity("", "relative decrease in strain from load at full purpose", 0, 1)
    resolve_gain: float = quantity("", "increase in resolution probability at full purpose", 0, 0.5)
    manner_sd: float = quantity("SD", "increase in manner at full purpose", 0, 5)
    quit_slope: float = quantity("", "decrease in log hazard of quitting at full purpose", 0, 5)


@kpi("Purpose anchored in agents", "", "higher", "people")
def purpose_share(s: Sums, p: Any) -> float:
    """Mean over all employed agents, each night, of how well purpose is anchored: 0 not at all, 1 fully."""
    return ratio(s["purpose"], s["n_employed"])


MECHANISM = Mechanism(
    name="purpose",
    meaning="agents who know the centre's purpose tire less, serve better and stay longer",
    parameters=(Purpose,),
    daily_sums=("purpose",),
    kpis=(purpose_share,),
    rules=("sim.model.workforce.staffing", "sim.model.workforce.agents"),
    neutral={
        "purpose.repetition_h_per_month": 0.0, "purpose.programme_h_per_month": 0.0, "purpose.strain_relief_share": 0.0,
        "purpose.resolve_gain": 0.0, "purpose.manner_sd": 0.0, "purpose.quit_slope": 0.0})
