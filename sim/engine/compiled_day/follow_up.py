"""The next contact of a case: scheduled today, or listed for a later day."""

from sim.engine.compiled_day.buffers import Day
from sim.engine.compiled_day.event_heap import call_at
from sim.engine.compiled_day.new_contacts import schedule_follow_up
from sim.jit import step
from sim.model import day as at
from sim.model.contact.encounter import on_abandonment
from sim.model.day import CARRY_OVER
from sim.units import DAY_S


@step
def on_unanswered(day: Day, row: int, outcome: int) -> None:
    """A contact without an answer: the customer redials, or gives up."""
    now = day.clock[0]
    if on_abandonment(day.params_row[0], day.distributions, day.contacts[row], outcome, now.day, now.now_s):
        place_follow_up(day, row)


@step
def last_call_s(day: Day) -> float:
    """The latest time of a redial or repeat today [s since midnight]; later ones come on another day."""
    return DAY_S if day.params_row[0].at_closing == CARRY_OVER else day.params_row[0].closes_s


@step
def place_follow_up(day: Day, row: int) -> None:
    """The next contact of the case: later today, or listed for the end of the day."""
    now, contact = day.clock[0], day.contacts[row]
    if contact.follow_up_at_s < last_call_s(day):
        schedule_follow_up(day, now.n_rows, contact)
        call_at(day.events, now, contact.follow_up_at_s, at.ARRIVES, now.n_rows)
        now.n_rows += 1
        return
    day.follow_ups[now.n_again] = row
    now.n_again += 1
