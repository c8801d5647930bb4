"""What a customer does who has written and waits: for the answer to a mail, or in a chat."""

import math

from sim.engine.simpy_day.tables import Contact
from sim.model.contact.channels import CHAT, leaves_in_silence, sender_calls_at_s, within_hours_s
from sim.model.day_parameters import DayParameters


def awaits_answer(rules: DayParameters, contact: Contact) -> None:
    """A mail's sender does not wait, but may call when the promise is missed."""
    contact.stage_ends_at_s = math.inf
    if contact.tier == 0:
        contact.stage_ends_at_s = sender_calls_at_s(
            rules.seed, contact.case_key, contact.nth_contact, contact.promised_at_s, rules.also_call_prob)


def still_awaits_answer(rules: DayParameters, contact: Contact) -> None:
    """The same next morning: whose patience ended in closed hours calls soon after opening."""
    if contact.stage_ends_at_s < math.inf:
        contact.stage_ends_at_s = within_hours_s(
            contact.stage_ends_at_s, rules.opens_s, rules.reopening_spread_s, rules.seed, contact.case_key, contact.nth_contact)


def leaves_open(rules: DayParameters, contact: Contact) -> bool:
    """Whether a customer who gives up leaves a chat behind that an agent will still take."""
    return contact.channel == CHAT and contact.tier == 0 and leaves_in_silence(
        rules.seed, contact.case_key, contact.nth_contact, rules.silent_prob)
