"""Strain and fatigue of agents by workload and cap."""

from typing import Any

from sim.declare import Quantities, quantity
from sim.measure import Sums, kpi, ratio
from sim.mechanism import Mechanism


class ConversationParameters(Quantities):
    """Its parameters in the section `conversation`."""

    fatigue_manner_sd_per_h: float = quantity("SD/h", "change in manner per hour of conversation since the last break", -2, 0,
                                              mechanism="energy")
    load_manner_sd: float = quantity("SD", "change in manner of an exhausted agent (strain 1)", -5, 0, mechanism="energy")


class WorkforceParameters(Quantities):
    """Its parameters in the section `workforce`."""

    strain_knee_occupancy: float = quantity("", "occupancy above which strain increases", 0, 1)
    strain_per_week: float = quantity("1/week", "increase in strain in a week at occupancy 1", 0, 10)
    strain_cap_per_week: float = quantity(
        "1/week", "increase in strain in a week in which the cap ends every conversation", 0, 10)
    strain_half_life_weeks: float = quantity("weeks", "half-life of strain at rest", 0.1, 200)
    occupancy_quit_slope: float = quantity(
        "", "increase in log hazard of quitting per unit of smoothed occupancy above the knee", 0, 30)
    smoothing_weeks: float = quantity("weeks", "time over which occupancy is smoothed for quitting", 0.1, 100)
    strain_quit_slope: float = quantity("", "increase in log hazard of quitting at strain 1", 0, 10)
    satisfaction_manner_sd: float = quantity("SD", "change in manner per point of job satisfaction", 0, 1)


@kpi("Strain on agents (0–1)", "", "lower", "people")
def strain(s: Sums, p: Any) -> float:
    """Mean strain of all employed agents, each evening."""
    return ratio(s["strain"], s["n_employed"])


MECHANISM = Mechanism(
    name="energy",
    meaning="workload and the cap strain agents",
    parameters=(ConversationParameters, WorkforceParameters),
    daily_sums=("strain",),
    kpis=(strain,),
    rules=("sim.model.workforce.staffing",),
    neutral={
        "workforce.strain_per_week": 0.0, "workforce.strain_cap_per_week": 0.0, "workforce.occupancy_quit_slope": 0.0,
        "workforce.strain_quit_slope": 0.0, "workforce.satisfaction_manner_sd": 0.0, "manners.rude_strain_per_week": 0.0})
