"""Planning: misplaced shifts, late breaks, leave by forecast, and real-time control."""

from typing import Final

from sim.declare import Quantities, probability, quantity
from sim.mechanism import Mechanism
from sim.random.streams import BY_AGENT_AND_DAY, BY_DAY, stream


class RosterParameters(Quantities):
    """Its parameters in the section `roster`."""

    fit_share: float = probability("share of agents whose shifts and leave match demand, without a planner")
    planner_fit_gain: float = probability("increase in that share with planners")
    forecast_error_sd: float = quantity(
        "", "standard deviation of the log forecast error of a day's volume, by which leave is granted", 0, 1)
    planner_error_factor: float = quantity("", "forecast error with planners, as a multiple", 0, 1)
    leave_tilt: float = quantity("", "increase in leave per unit by which a day's forecast is below average", 0, 8)
    adherence_share: float = probability("schedule adherence: share of the shift spent as planned")
    real_time_share: float = probability("share of the day's load gap closed by moving pauses")


class LeadershipParameters(Quantities):
    """Its parameters in the section `leadership`."""

    planner_covers: float = quantity("", "number of agents per planner for the full effect", 1, 10_000)


MISPLACED_SHIFT: Final = stream("MISPLACED_SHIFT", 56, BY_AGENT_AND_DAY, "a shift that is laid amiss")
MISPLACED_LUNCH: Final = stream("MISPLACED_LUNCH", 57, BY_AGENT_AND_DAY, "a lunch that is laid amiss")
MISPLACED: Final = stream("MISPLACED", 58, BY_AGENT_AND_DAY, "whether the agent's day is laid amiss")
LATE: Final = stream("LATE", 59, ("agent_id", "8 * day + number of the break"), "how late a break begins")
FORECAST: Final = stream("FORECAST", 60, BY_DAY, "error of the day's forecast")


MECHANISM = Mechanism(
    name="planning",
    meaning="misplaced shifts, late breaks, leave by forecast, real-time control",
    parameters=(RosterParameters, LeadershipParameters),
    streams=("MISPLACED_SHIFT", "MISPLACED_LUNCH", "MISPLACED", "LATE", "FORECAST"),
    rules=("sim.model.workforce.roster",),
    neutral={
        "roster.fit_share": 1.0, "roster.leave_tilt": 0.0, "roster.adherence_share": 1.0, "roster.real_time_share": 0.0})
