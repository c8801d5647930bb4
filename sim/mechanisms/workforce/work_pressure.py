"""Work pressure, and the service standard that it erodes."""

from typing import Any

from sim.declare import Quantities, quantity
from sim.measure import Sums, kpi, ratio
from sim.mechanism import Mechanism


class WorkPressurePressureParameters(Quantities):
    """Its parameters in the section `pressure`."""

    reference_load: float = quantity(
        "", "workload, over time on the phone, up to which conversations are not shortened", 0.1, 3)
    work_pressure_elasticity: float = quantity("", "log of time given per unit of log work pressure, above that load", -2, 0)


@kpi("Time given, of time needed", "", "higher", "service")
def time_given_share(s: Sums, p: Any) -> float:
    """Combined effect of work pressure and the service standard on the time given, mean over open days; 1 where conversations are
    not shortened.
    """
    return ratio(s["time_given"], s["n_open_days"])


WORK_PRESSURE = Mechanism(
    name="work_pressure",
    meaning="agents shorten conversations under work pressure",
    parameters=(WorkPressurePressureParameters,),
    daily_sums=("time_given", "wait_in_line_s"),
    kpis=(time_given_share,),
    rules=("sim.model.workforce.work_pressure",),
    neutral={"pressure.work_pressure_elasticity": 0.0})


class StandardErosionPressureParameters(Quantities):
    """Its parameters in the section `pressure`."""

    standard_erosion_weeks: float = quantity(
        "weeks", "time in which the service standard falls two thirds of the way to the time given", 0.5, 5000)


@kpi("Agents’ service standard", "", "higher", "service")
def service_standard_share(s: Sums, p: Any) -> float:
    """Mean service standard over open days; 1 at the start, and it never rises."""
    return ratio(s["service_standard"], s["n_open_days"])


STANDARD_EROSION = Mechanism(
    name="standard_erosion",
    meaning="the service standard erodes under work pressure",
    parameters=(StandardErosionPressureParameters,),
    daily_sums=("service_standard",),
    kpis=(service_standard_share,),
    rules=("sim.model.workforce.work_pressure",))
