"""New contacts: customer, contact type and time are known, nothing else yet."""

from sim.engine.compiled_day.buffers import Day
from sim.engine.compiled_day.tables import Row
from sim.jit import step
from sim.schema import Due, Floats


@step
def contact_from_due(day: Day, row: int, due: Due, modifiers: Floats, i: int) -> None:
    """The next contact that is due today."""
    day.contacts[row] = day.new_contact[0]
    contact = day.contacts[row]
    contact.contact_id, contact.day, contact.arrived_at_s = day.clock[0].first_id + i, due.day[i], due.at_s[i]
    contact.case_id, contact.case_key, contact.customer_id = due.case_id[i], due.case_key[i], due.customer_id[i]
    contact.contact_type, contact.nth_contact = due.contact_type[i], due.nth_contact[i]
    contact.n_conversations = due.n_conversations[i]
    contact.done_s, contact.opened_day, contact.opened_at_s = due.done_s[i], due.opened_day[i], due.opened_at_s[i]
    if modifiers.shape[0] > 0:
        contact.time_factor, contact.resolve_shift = modifiers[i, 0], modifiers[i, 1]
        contact.wrap_factor, contact.patience_factor = modifiers[i, 2], modifiers[i, 3]


@step
def schedule_follow_up(day: Day, row: int, before: Row) -> None:
    """The next contact of a contact's case, later today."""
    now = day.clock[0]
    day.contacts[row] = day.new_contact[0]
    contact = day.contacts[row]
    contact.contact_id, contact.day, contact.arrived_at_s = now.first_id + row - now.n_carried, now.day, before.follow_up_at_s
    contact.case_id, contact.case_key, contact.customer_id = before.case_id, before.case_key, before.customer_id
    contact.contact_type, contact.nth_contact = before.contact_type, before.nth_contact + 1
    contact.n_conversations = before.n_conversations + before.answered
    contact.done_s, contact.opened_day, contact.opened_at_s = before.done_s, before.opened_day, before.opened_at_s
    contact.time_factor, contact.resolve_shift = before.time_factor, before.resolve_shift
    contact.wrap_factor, contact.patience_factor = before.wrap_factor, before.patience_factor
