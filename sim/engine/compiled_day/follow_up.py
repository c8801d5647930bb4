"""A case's next contact: today, or left to the end of the day."""

from sim.engine.compiled_day.buffers import Day
from sim.engine.compiled_day.event_heap import call_at
from sim.engine.compiled_day.new_contacts import comes_again
from sim.jit import step
from sim.model import day as at
from sim.model.contact.encounter import on_abandonment
from sim.model.day import CARRY_OVER
from sim.units import DAY_S


@step
def goes_unanswered(day: Day, row: int, outcome: int) -> None:
    """Not answered: calls again later, or never."""
    now = day.clock[0]
    if on_abandonment(day.book[0], day.laws, day.contacts[row], outcome, now.day, now.now_s):
        calls_later(day, row)


@step
def last_call_s(day: Day) -> float:
    """Who would call later calls on another day."""
    return DAY_S if day.book[0].at_closing == CARRY_OVER else day.book[0].closes_s


@step
def calls_later(day: Day, row: int) -> None:
    """The case's next contact: later today, or for the night to place."""
    now, contact = day.clock[0], day.contacts[row]
    if contact.again_at_s < last_call_s(day):
        comes_again(day, now.n_rows, contact)
        call_at(day.events, now, contact.again_at_s, at.ARRIVES, now.n_rows)
        now.n_rows += 1
        return
    day.again[now.n_again] = row
    now.n_again += 1
