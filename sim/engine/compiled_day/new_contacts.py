"""Those who come: of whom no more is known than who, why and when."""

import math

from sim.engine.compiled_day.tables import NOBODY, Row
from sim.jit import step
from sim.model import day as at
from sim.schema import Due


@step
def reaches_for_the_telephone(contact: Row, due: Due, i: int, first_id: int) -> None:
    """The next of those who are due today."""
    contact.contact_id = first_id + i
    contact.case_id, contact.case_key, contact.customer_id = due.case_id[i], due.case_key[i], due.customer_id[i]
    contact.day, contact.kind, contact.nth_contact = due.day[i], due.kind[i], due.nth_contact[i]
    contact.n_talks, contact.done_s = due.n_talks[i], due.done_s[i]
    contact.born_day, contact.born_at_s, contact.arrived_at_s = due.born_day[i], due.born_at_s[i], due.at_s[i]
    _is_new(contact)


@step
def _is_new(contact: Row) -> None:
    """A contact of which no more is known than who, why and when."""
    contact.stage, contact.queue_kind, contact.tier, contact.agent, contact.leader = at.COMING, 0, 0, NOBODY, NOBODY
    contact.joined_at_s = contact.stage_ends_at_s = contact.solve_prob = contact.picked_up_at_s = math.nan
    contact.asks_leader = contact.moves_on = contact.answered = contact.solved = contact.transferred = False
    contact.cut_short = contact.what_else = contact.misused = contact.rude = False
    contact.nth_talk = contact.decision = contact.ego = contact.n_calls = contact.channel = 0
    contact.shared_from_s = 0.0
    contact.call_back = contact.late = contact.is_empty = False
    contact.announced_s = contact.promised_at_s = math.nan
    contact.answered_at_s = contact.ended_at_s = contact.wait_s = contact.manner_sd = contact.satisfaction = math.nan
    contact.transfer_wait_s = contact.leader_wait_s = contact.talk_s = contact.needed_s = contact.handle_s = 0.0
    contact.agent_id = contact.agent_group = contact.outcome = contact.follows = -1
    contact.opening = contact.severity = 0
    contact.played = contact.wow = contact.delighted = False
    contact.failure_logit, contact.recovery = 0.0, math.nan


@step
def comes_again(again: Row, contact: Row, contact_id: int, today: int) -> None:
    """The next contact of a contact's case."""
    again.contact_id = contact_id
    again.case_id, again.case_key, again.customer_id = contact.case_id, contact.case_key, contact.customer_id
    again.day, again.kind, again.nth_contact = today, contact.kind, contact.nth_contact + 1
    again.n_talks, again.done_s = contact.n_talks + contact.answered, contact.done_s
    again.born_day, again.born_at_s, again.arrived_at_s = contact.born_day, contact.born_at_s, contact.again_at_s
    _is_new(again)
