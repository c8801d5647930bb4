"""Lunch, pauses, and the weekly session."""

from typing import Literal

from sim.declare import HourOfDay, Quantities, hour_of_day, quantity
from sim.mechanism import Mechanism
from sim.units import Weekday


class RosterParameters(Quantities):
    """Its parameters in the section `roster`."""

    lunch: Literal["staggered", "common"] = quantity("", "lunch staggered over the window, or at its start for all")
    lunch_from_h: HourOfDay = hour_of_day("earliest start of lunch")
    lunch_until_h: HourOfDay = hour_of_day("latest end of lunch")
    lunch_min: float = quantity("min", "length of lunch, off the phone", 0, 240)
    pauses_min: float = quantity("min", "short pauses per day, off the phone, half of them in each half of the shift", 0, 240)
    training_weekday: Weekday = quantity("", "day of the weekly session")
    common_training: bool = quantity("", "whether all agents have the session at the same time, or in turns")


MECHANISM = Mechanism(
    name="breaks",
    meaning="lunch, pauses, meetings and training sessions",
    parameters=(RosterParameters,),
    rules=("sim.model.workforce.roster",),
    neutral={
        "roster.lunch_min": 0.0, "roster.pauses_min": 0.0, "roster.meeting_min": 0.0, "workforce.training_h_per_week": 0.0})
