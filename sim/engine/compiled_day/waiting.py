"""How long a customer waits, and what the customer is told meanwhile."""

import math

from sim.engine.compiled_day.buffers import Day
from sim.engine.compiled_day.queues import n_at_work
from sim.engine.compiled_day.tables import Row
from sim.engine.compiled_day.talk import happens
from sim.jit import step
from sim.model.contact.channels import CHAT, PHONE, leaves_in_silence, sender_calls_at_s, within_hours_s
from sim.model.contact.delay_announcements import announced_wait_s, expected_wait_s, informed_patience_s
from sim.model.contact.patience import patience_s
from sim.random.streams import CALL_BACK, HEEDED


@step
def patience_left_s(day: Day, contact: Row) -> float:
    """How long the customer will wait; for our call, as long as it takes."""
    rules = day.book[0]
    if contact.call_back and contact.tier == 0:
        return math.inf
    loyalty = day.attitude[contact.customer_id] if day.attitude.size > 0 else 0.0
    law = rules.chat_patience_law if contact.channel == CHAT else rules.patience_law
    left_s = patience_s(
        rules.seed, contact.case_key, contact.nth_contact, contact.tier, rules.patience_kept != 0, day.laws, law,
        day.kinds[contact.queue_kind].patience_factor, rules.balk_prob, rules.attitude_elasticity, loyalty)
    if rules.tells_waits and contact.channel == PHONE and contact.tier == 0 and left_s > 0.0:
        return _hears_how_long(day, contact, left_s)
    return left_s


@step(rare=True)
def _hears_how_long(day: Day, contact: Row, left_s: float) -> float:
    """Told how long it takes, the customer asks to be called, hangs up, or waits on with another patience."""
    rules, key, nth = day.book[0], contact.case_key, contact.nth_contact
    n_on_the_line = day.clock[0].n_waiting - day.clock[0].n_mails - day.clock[0].n_chats
    expected_s = expected_wait_s(n_on_the_line, n_at_work(day, contact.queue_kind), rules.usual_handle_s)
    if expected_s >= rules.call_back_from_s and happens(rules.seed, CALL_BACK, key, nth, rules.call_back_accept_prob):
        contact.call_back = True
        return math.inf
    if expected_s < rules.announce_from_s:
        return left_s
    contact.announced_s = announced_wait_s(expected_s, rules.announced_factor, rules.announced_step_s)
    heeds = contact.announced_s > left_s and happens(rules.seed, HEEDED, key, nth, rules.heed_prob)
    return informed_patience_s(left_s, contact.announced_s, heeds, rules.informed_patience_factor)


@step(rare=True)
def awaits_answer(day: Day, contact: Row) -> None:
    """A mail's sender does not wait, but may call when the promise is missed."""
    rules = day.book[0]
    contact.stage_ends_at_s = math.inf
    if contact.tier == 0:
        contact.stage_ends_at_s = sender_calls_at_s(
            rules.seed, contact.case_key, contact.nth_contact, contact.promised_at_s, rules.also_call_prob)


@step(rare=True)
def still_awaits_answer(day: Day, contact: Row) -> None:
    """The same next morning: whose patience ended in closed hours calls soon after opening."""
    rules = day.book[0]
    if contact.stage_ends_at_s < math.inf:
        contact.stage_ends_at_s = within_hours_s(
            contact.stage_ends_at_s, rules.opens_s, rules.reopening_spread_s, rules.seed, contact.case_key, contact.nth_contact)


@step(rare=True)
def leaves_open(day: Day, contact: Row) -> bool:
    """Whether a customer who gives up leaves a chat behind that an agent will still take."""
    return bool(contact.channel == CHAT and contact.tier == 0 and leaves_in_silence(
        day.book[0].seed, contact.case_key, contact.nth_contact, day.book[0].silent_prob))
