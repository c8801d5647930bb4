"""A case's next contact: today, or left to the end of the day."""

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
    """Not answered: calls again later, or never."""
    now = day.clock[0]
    if on_abandonment(day.params_row[0], day.distributions, day.contacts[row], outcome, now.day, now.now_s):
        place_follow_up(day, row)


@step
def last_call_s(day: Day) -> float:
    """Who would call later calls on another day."""
    return DAY_S if day.params_row[0].at_closing == CARRY_OVER else day.params_row[0].closes_s


@step
def place_follow_up(day: Day, row: int) -> None:
    """The case's next contact: later today, or for the night to place."""
    now, contact = day.clock[0], day.contacts[row]
    if contact.follow_up_at_s < last_call_s(day):
        schedule_follow_up(day, now.n_rows, contact)
        call_at(day.events, now, contact.follow_up_at_s, at.ARRIVES, now.n_rows)
        now.n_rows += 1
        return
    day.follow_ups[now.n_again] = row
    now.n_again += 1
