"""What customers do afterwards: call again, come back with an unsolved problem, or give up."""

import math

from sim.engine.compiled_day.buffers import Day
from sim.engine.compiled_day.event_heap import call_at
from sim.engine.compiled_day.new_contacts import comes_again
from sim.engine.compiled_day.talk import duration_s, is_open, is_solved
from sim.jit import step
from sim.model import day as at
from sim.model.contact.channels import PHONE
from sim.model.day import CARRY_OVER
from sim.random.philox import uniform_pair
from sim.random.sampling import draw
from sim.random.streams import REDIALS, REPEAT_DELAY, RETURNS
from sim.schema import Follows, Outcome
from sim.units import DAY_S

ANSWERED, ABANDONED, BALKED = int(Outcome.ANSWERED), int(Outcome.ABANDONED), int(Outcome.BALKED)
NOTHING, REDIAL, REPEAT, GAVE_UP = (int(what) for what in Follows)


@step
def goes_unanswered(day: Day, row: int) -> None:
    """Not answered: calls again later, or never."""
    rules, contact, now = day.book[0], day.contacts[row], day.clock[0]
    if contact.tier > 0:
        contact.transfer_wait_s += now.now_s - contact.joined_at_s
    else:
        contact.wait_s = now.now_s - contact.arrived_at_s
    key, nth = contact.case_key, contact.nth_contact
    prob = rules.after_abandon_prob if contact.outcome in (ABANDONED, BALKED) else rules.after_blocked_prob
    n_redials = nth - 1 - contact.n_talks
    redials, delay = 0.5, 0.5
    if n_redials < rules.most_redials and prob > 0.0:
        redials, delay = uniform_pair(rules.seed, REDIALS, key, nth)
    if n_redials < rules.most_redials and redials < prob:
        contact.follows = REDIAL
        delay_s = draw(day.laws, rules.redial_law, delay)
        contact.again_day, contact.again_at_s = now.day, now.now_s + delay_s
        calls_later(day, row)
    else:
        contact.follows = GAVE_UP
    contact.ended_at_s = now.now_s


@step
def hangs_up(day: Day, row: int) -> None:
    """The conversation is over: the problem is gone, or the customer comes back with it, or gives up."""
    rules, contact, now = day.book[0], day.contacts[row], day.clock[0]
    now.n_in_lines -= contact.channel == PHONE
    contact.solved = is_solved(rules, contact)
    key, nth = contact.case_key, contact.nth_talk
    if contact.solved:
        contact.follows = NOTHING
        contact.outcome, contact.stage, contact.ended_at_s = ANSWERED, at.GONE, now.now_s
        return
    returns, when = 0.5, 0.5
    if is_open(rules.return_prob) or (rules.return_prob > 0.0 and rules.same_day_share < 1.0):
        returns, when = uniform_pair(rules.seed, RETURNS, key, nth)
    if contact.n_talks < rules.most_repeats and returns < rules.return_prob:
        contact.follows = REPEAT
        contact.again_day, contact.again_at_s = now.day, math.nan
        if when < rules.same_day_share:
            contact.again_at_s = now.now_s + duration_s(day.laws, rules.repeat_law, rules.seed, REPEAT_DELAY, key, nth)
        else:
            later = (when - rules.same_day_share) / (1.0 - rules.same_day_share)
            contact.again_day += 1
            for share in day.later_days_cum:
                contact.again_day += share <= later
        calls_later(day, row)
    else:
        contact.follows = GAVE_UP
    contact.outcome, contact.stage, contact.ended_at_s = ANSWERED, at.GONE, now.now_s


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
