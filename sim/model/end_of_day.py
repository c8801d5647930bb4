"""What happens to customers after a day's contacts (evening) and between two days (night).

Each step is documented in the module of its subject. The steps are compiled as one function, because passing a day's
contacts from Python to each step costs more time than most steps need.
"""

from dataclasses import dataclass

import numpy as np

from sim.jit import compiled
from sim.model.contact import extras, service_recovery
from sim.model.contact.service_recovery import Memory
from sim.model.customer import competitor_offer, complaints, customers, follow_up, word_of_mouth
from sim.model.customer.complaints import Complaining
from sim.model.customer.customers import Base
from sim.model.customer.follow_up import Diary
from sim.model.customer.word_of_mouth import Talk
from sim.model.demand import root_causes, self_service
from sim.model.demand.root_causes import Causes
from sim.model.finance import daily_sums
from sim.model.tables import Table, numbers, row_type
from sim.params import Params
from sim.schema import AgentDays, Contacts, Due, Floats, Ints

# switches of the evening's steps, and their parameters that belong to no other table
EVENING = row_type({"seed": int, "help_wears": int, "help_try_prob": float, "failed_help_logit": float,
                    "failed_help_usual_share": float, "tells": int, "next_cases": int, "complains": int, "have_causes": int})
_NO_CONTACTS = np.empty(0, dtype=np.int64)


@dataclass(slots=True)
class World:
    """State that the end of a day reads and changes."""

    seed: int
    customers: Base
    failures: Memory
    wow: Table                     # [1] parameters of small extras
    telling: Table                 # [1] parameters of word of mouth
    complaining: Complaining
    diary: Diary
    causes: Causes
    evening: Table                 # [1]
    learns: bool                   # whether contacts change attitude
    lead_to: int                   # largest number of new cases that one contact may lead to
    margin_dkk_per_year: float
    buying: bool                   # whether attitude changes what customers spend


def world(params: Params, seed: int, base: Base, diary: Diary, some: Causes, talk: Talk | None) -> World:
    """State that stays the same every day; a mechanism that is off is left out here."""
    demand, on = params.demand, params.mechanisms
    complaining = complaints.complaining(params)
    rule = np.array([(
        seed, demand.failed_help_logit != 0.0, demand.self_service_try_prob * on.self_service, demand.failed_help_logit,
        demand.failed_help_usual_share, talk is not None, on.next_issue, complaining is not None,
        some.way["failure_share"][0] != 0.0)], dtype=EVENING)
    return World(
        seed=seed, customers=base, failures=service_recovery.nothing_failed(params, base.rows.size), wow=numbers(params.wow),
        telling=numbers(params.word_of_mouth), complaining=complaining or complaints.nobody_complains(), diary=diary,
        causes=some, evening=rule, learns=on.attitude,
        lead_to=on.next_issue + (complaining is not None), margin_dkk_per_year=params.costs.margin_dkk_per_year, buying=on.buying)


# --- the evening -----------------------------------------------------------------------------------------------------


def evening(world: World, contacts: Contacts, due: Due, agents: AgentDays, day: int, line: Table) -> None:
    """Update customers after a day's contacts, schedule follow-ups on later days, and add the day's sums.

    Args:
        world: customers, causes and calendars.
        contacts: contacts that ended today; satisfaction, recovery and delight are filled in.
        due: redials and repeats due on later days.
        agents: today's agent days.
        day: index of the day.
        line: [1] sums of the day, of type `DAY`; added to.
    """
    base, diary, order = world.customers, world.diary, _NO_CONTACTS
    if world.learns and base.n_known:
        order = customers.as_they_ended(contacts, day)
    customers.make_room(base, 0, order.size)
    service_recovery.make_room(world.failures, base.rows.size)
    follow_up.make_room(diary, due.day.size + world.lead_to * contacts.day.size)
    _evening(world.evening, contacts, due, agents, day, line, base.way, base.promise, base.written, base.rows, base.attitude,
             base.farewell, base.leavers, base.places, base.sums, order, np.empty(order.size, dtype=customers.NEWS),
             world.failures.way, world.failures.failed_day, world.wow, world.telling, diary.way, diary.question, diary.laws,
             diary.open_day, diary.nth_open, diary.first, diary.n_due, diary.entries, diary.places, world.complaining.way,
             world.complaining.laws, world.causes.way, world.causes.rows)


@compiled(nogil=True)
def _evening(rules: Table, contacts: Contacts, due: Due, agents: AgentDays, day: int, lines: Table, way: Table, promise: Table,
             written: Table, people: Table, attitude: Floats, farewell: Ints, leavers: Table, leaver_places: Table, totals: Table,
             order: Ints, news: Table, recovery_rows: Table, failed_day: Ints, extras_rows: Table, telling: Table, opens: Table,
             question: Table, next_laws: Floats, open_day: Ints, nth_open: Ints, first: Ints, n_due: Ints, entries: Table,
             places: Table, complaining: Table, complaint_laws: Floats, root: Table, roots: Table) -> None:
    rule, line = rules[0], lines[0]
    customers.judge(way, promise, written, contacts)
    service_recovery.weigh(recovery_rows, failed_day, contacts, day)
    extras.delight(extras_rows, contacts)
    if rule.help_wears:
        self_service.wears_out(rule.seed, contacts, rule.help_try_prob, rule.failed_help_logit, rule.failed_help_usual_share)
    customers.hear_news(way, contacts, order, day, people, attitude, farewell, leavers, leaver_places, totals, line, news)
    if rule.tells:
        word_of_mouth.tell(telling, rule.seed, contacts, line)
    follow_up.enter(opens, open_day, nth_open, due, day, first, n_due, entries, places)
    if rule.next_cases:
        follow_up.enter_next_cases(opens, question, next_laws, open_day, nth_open, contacts, day, first, n_due, entries, places)
    if rule.complains:
        complaints.complain(complaining, complaint_laws, contacts, attitude, day, line, opens, open_day, nth_open, first, n_due,
                            entries, places)
    if rule.have_causes:
        root_causes.hear(rule.seed, root, roots, contacts, line)
    daily_sums.add_contacts(contacts, line)
    daily_sums.add_agents(agents, line)


# --- the night -------------------------------------------------------------------------------------------------------


def night(world: World, line: Table, day: int, has_churn: bool, n_joining: int, heard: float, exposed_share: float,
          exposed_shift: float, offer_is_on: bool) -> None:
    """Let customers leave and join, apply what they saw in public, and record the customer base at midnight.

    Args:
        world: customers and parameters.
        line: [1] sums of the day, of type `DAY`; added to.
        day: index of the day.
        has_churn: whether customers leave and join (mechanism churn).
        n_joining: number of customers won tonight.
        heard: shift of newcomers' attitude by word of mouth.
        exposed_share, exposed_shift: share of customers who see a viral case tonight, and the change in their attitude.
        offer_is_on: whether a competitor makes an offer tonight.
    """
    base = world.customers
    customers.make_room(base, n_joining, base.n_known if exposed_share > 0.0 else 0)
    _night(world.seed, day, has_churn, n_joining, heard, exposed_share, exposed_shift, offer_is_on, world.margin_dkk_per_year,
           world.buying, line, base.way, base.rows, base.attitude, base.farewell, base.leavers, base.places, base.sums)


@compiled(nogil=True)
def _night(seed: int, day: int, has_churn: bool, n_joining: int, heard: float, exposed_share: float, exposed_shift: float,
           offer_is_on: bool, margin_dkk_per_year: float, buying: bool, lines: Table, way: Table, people: Table, attitude: Floats,
           farewell: Ints, leavers: Table, places: Table, totals: Table) -> None:
    line, n_before = lines[0], totals[0].n_here
    if has_churn:
        if offer_is_on:
            line.n_left += competitor_offer.hear_offer(way, seed, people, totals, line, day)
        line.n_left += customers.leave(way, people, farewell, leavers, places, totals, line, day)
        if exposed_share > 0.0:
            customers.hear_in_public(way, seed, exposed_share, exposed_shift, day, people, attitude, farewell, leavers, places,
                                     totals)
        customers.join(way, seed, n_joining, day + 1, False, False, heard, people, attitude, farewell, leavers, places, totals)
        line.n_joined = n_joining
    competitor_offer.stand_at_midnight(way, totals, line, n_before, margin_dkk_per_year, buying, day)
