"""Holidays, sickness and other absence."""

from typing import Final

from sim.declare import Quantities, probability, quantity
from sim.mechanism import Mechanism
from sim.random.streams import BY_AGENT_AND_DAY, BY_WEEK, stream


class WorkforceParameters(Quantities):
    """Its parameters in the section `workforce`."""

    holiday_share: float = probability("share of an agent's weeks that are holidays")
    sickness_prob: float = probability("probability to be ill on a working day, known only in the morning")
    sickness_per_strain: float = quantity("", "increase in the probability to be ill at strain 1", 0, 1)
    other_absence_share: float = probability("share of working days on leave, in courses and otherwise absent")


ILL: Final = stream("ILL", 52, BY_AGENT_AND_DAY, "whether the agent is ill")
OTHER_ABSENCE: Final = stream("OTHER_ABSENCE", 53, BY_AGENT_AND_DAY, "whether the agent has leave or a course")
HOLIDAY_WEEK: Final = stream("HOLIDAY_WEEK", 54, BY_WEEK, "which agents have holiday")


MECHANISM = Mechanism(
    name="absence",
    meaning="holidays, sickness and other absence",
    parameters=(WorkforceParameters,),
    streams=("ILL", "OTHER_ABSENCE", "HOLIDAY_WEEK"),
    daily_sums=("n_ill",),
    rules=("sim.model.workforce.staffing",),
    neutral={
        "workforce.holiday_share": 0.0, "workforce.sickness_prob": 0.0, "workforce.sickness_per_strain": 0.0,
        "workforce.other_absence_share": 0.0})
