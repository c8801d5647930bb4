"""Those who come: of whom no more is known than who, why and when."""

from sim.engine.compiled_day.buffers import Day
from sim.engine.compiled_day.tables import Row
from sim.jit import step
from sim.schema import Due


@step
def reaches_for_the_telephone(day: Day, row: int, due: Due, i: int) -> None:
    """The next of those who are due today."""
    day.contacts[row] = day.new_contact[0]
    contact = day.contacts[row]
    contact.contact_id, contact.day, contact.arrived_at_s = day.clock[0].first_id + i, due.day[i], due.at_s[i]
    contact.case_id, contact.case_key, contact.customer_id = due.case_id[i], due.case_key[i], due.customer_id[i]
    contact.kind, contact.nth_contact, contact.n_talks = due.kind[i], due.nth_contact[i], due.n_talks[i]
    contact.done_s, contact.born_day, contact.born_at_s = due.done_s[i], due.born_day[i], due.born_at_s[i]


@step
def comes_again(day: Day, row: int, before: Row) -> None:
    """The next contact of a contact's case, later today."""
    now = day.clock[0]
    day.contacts[row] = day.new_contact[0]
    contact = day.contacts[row]
    contact.contact_id, contact.day, contact.arrived_at_s = now.first_id + row - now.n_carried, now.day, before.again_at_s
    contact.case_id, contact.case_key, contact.customer_id = before.case_id, before.case_key, before.customer_id
    contact.kind, contact.nth_contact, contact.n_talks = before.kind, before.nth_contact + 1, before.n_talks + before.answered
    contact.done_s, contact.born_day, contact.born_at_s = before.done_s, before.born_day, before.born_at_s
