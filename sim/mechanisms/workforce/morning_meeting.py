"""The daily meeting: its time, and how fast it spreads news."""



from sim.declare import Quantities, quantity
from sim.mechanism import Mechanism


class WorkforceParameters(Quantities):
    """Its parameters in the section `workforce`."""

    news_days_meeting: float = quantity(
        "days", "time in which news reaches two of three agents, with a morning meeting of ten minutes or more", 0.1, 365)


class RosterParameters(Quantities):
    """Its parameters in the section `roster`."""

    meeting_min: float = quantity("min", "daily meeting at the start of the shift", 0, 240)


MECHANISM = Mechanism(
    name="morning_meeting",
    meaning="the daily meeting: its time, and how fast it spreads news",
    parameters=(WorkforceParameters, RosterParameters),
    rules=("sim.model.workforce.agents", "sim.model.workforce.roster"),
    neutral={"roster.meeting_min": 0.0})
