"""Opening hours and calendar of the centre, and its routing."""

from datetime import date
from typing import Literal

from sim.declare import HourOfDay, Quantities, hour_of_day, quantity
from sim.units import Weekday


class Centre(Quantities):
    """When the centre can be reached."""

    first_day: date = quantity("", "calendar date of day 0", cure="Write a date as 2026-01-05.")
    opens_h: HourOfDay = hour_of_day("opening time")
    closes_h: HourOfDay = hour_of_day("closing time; 24 with opens_h 0 is round the clock")
    open_weekdays: tuple[Weekday, ...] = quantity("", "weekdays on which the centre is open: mon, tue, … sun")
    closed_holidays: str | None = quantity("", "country whose public holidays are closed days, as DK; null for none")
    at_closing: Literal["serve_out", "turn_away", "carry_over"] = quantity(
        "", "the queue at closing time: served out, turned away, or carried over midnight (round the clock)")
    n_lines: int | None = quantity(
        "", "telephone lines, for waiting and talking customers together; null for no limit", 1, 1_000_000)
    longest_queue: int = quantity("", "queue length at which the run stops as unstable", 1, 10_000_000)
    reopening_spread_s: float = quantity("s", "contacts wanted in closed hours arrive within this time of opening", 0, 36000)


class Routing(Quantities):
    """Which agent takes a contact, and which contact an agent takes."""

    which_agent: Literal["longest_idle", "random"] = quantity("", "which of the idle agents takes a contact")
    which_contact: Literal["first_come", "repeats_first"] = quantity(
        "", "which waiting contact an agent takes, within a priority")
