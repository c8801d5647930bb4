"""Changes of customers after a day's contacts (evening) and between two days (night).

Each step is documented in the module of its subject. The steps are compiled as one function, because passing a day's
contacts from Python to each step costs more time than most steps need.
"""

from dataclasses import dataclass

import numpy as np

from sim.jit import compiled
from sim.model.contact import extras, service_recovery
from sim.model.contact.service_recovery import FailureHistory
from sim.model.customer import competitor_offer, complaints, customers, follow_up, word_of_mouth
from sim.model.customer.complaints import ComplaintParameters
from sim.model.customer.customers import CustomerBase
from sim.model.customer.follow_up import FollowUpCalendar
from sim.model.customer.word_of_mouth import Reputation
from sim.model.demand import root_causes, self_service
from sim.model.demand.root_causes import Causes
from sim.model.finance import daily_sums
from sim.model.tables import Table, numbers, row_type
from sim.params import Params
from sim.schema import AgentDays, Contacts, Due, Floats, Ints

# switches of the evening's steps, and their parameters that belong to no other table
EVENING = row_type({"seed": int, "help_effort": int, "help_try_prob": float, "failed_help_logit": float,
                    "failed_help_usual_share": float, "has_word_of_mouth": int, "next_cases": int, "complains": int,
                    "have_causes": int})
_NO_CONTACTS = np.empty(0, dtype=np.int64)


@dataclass(slots=True)
class EndOfDayState:
    """State that the end of a day reads and changes."""

    seed: int
    customers: CustomerBase
    failures: FailureHistory
    wow: Table                     # [1] parameters of small extras
    word_of_mouth_section: Table                 # [1] parameters of word of mouth
    complaint_parameters: ComplaintParameters
    follow_up_calendar: FollowUpCalendar
    causes: Causes
    evening: Table                 # [1]
    updates_attitude: bool                   # whether contacts change attitude
    max_new_cases: int                   # largest number of new cases that one contact may lead to
    margin_per_year: float
    buying: bool                   # whether attitude changes what customers spend


def end_of_day_state(params: Params, seed: int, base: CustomerBase, follow_up_calendar: FollowUpCalendar, some: Causes,
                     reputation: Reputation | None) -> EndOfDayState:
    """State that stays the same every day; a mechanism that is off is left out here."""
    demand, on = params.demand, params.mechanisms
    complaint_parameters = complaints.complaint_parameters(params)
    parameter_row = np.array([(
        seed, demand.failed_help_logit != 0.0, demand.self_service_try_prob * on.self_service, demand.failed_help_logit,
        demand.failed_help_usual_share, reputation is not None, on.next_issue, complaint_parameters is not None,
        some.cause_section["failure_share"][0] != 0.0)], dtype=EVENING)
    return EndOfDayState(
        seed=seed, customers=base, failures=service_recovery.no_failures(params, base.rows.size), wow=numbers(params.wow),
        word_of_mouth_section=numbers(params.word_of_mouth),
        complaint_parameters=complaint_parameters or complaints.no_complaints(), follow_up_calendar=follow_up_calendar,
        causes=some, evening=parameter_row, updates_attitude=on.attitude,
        max_new_cases=on.next_issue + (complaint_parameters is not None), margin_per_year=params.costs.margin_per_year,
        buying=on.buying)


# --- the evening -----------------------------------------------------------------------------------------------------


def evening(end_of_day_state: EndOfDayState, contacts: Contacts, due: Due, agents: AgentDays, day: int, line: Table) -> None:
    """Update customers after a day's contacts, schedule follow-ups on later days, and add the day's sums.

    Args:
        end_of_day_state: customers, causes and calendars.
        contacts: contacts that ended today; satisfaction, recovery and delight are filled in.
        due: redials and repeats due on later days.
        agents: today's agent days.
        day: index of the day.
        line: [1] sums of the day, of type `DAY`; added to.
    """
    base, follow_up_calendar, order = end_of_day_state.customers, end_of_day_state.follow_up_calendar, _NO_CONTACTS
    if end_of_day_state.updates_attitude and base.n_known:
        order = customers.order_of_ending(contacts, day)
    customers.make_room(base, 0, order.size)
    service_recovery.make_room(end_of_day_state.failures, base.rows.size)
    follow_up.make_room(follow_up_calendar, due.day.size + end_of_day_state.max_new_cases * contacts.day.size)
    _evening(end_of_day_state.evening, contacts, due, agents, day, line, base.section, base.announcement_section,
             base.channel_section, base.rows, base.attitude,
             base.departures, base.leavers, base.places, base.sums, order, np.empty(order.size, dtype=customers.NEWS),
             end_of_day_state.failures.section, end_of_day_state.failures.failed_day, end_of_day_state.wow,
             end_of_day_state.word_of_mouth_section, follow_up_calendar.section, follow_up_calendar.question,
             follow_up_calendar.distributions,
             follow_up_calendar.open_day, follow_up_calendar.nth_open, follow_up_calendar.first, follow_up_calendar.n_due,
             follow_up_calendar.entries, follow_up_calendar.places, end_of_day_state.complaint_parameters.section,
             end_of_day_state.complaint_parameters.distributions, end_of_day_state.causes.cause_section,
             end_of_day_state.causes.rows)


@compiled(nogil=True)
def _evening(parameters: Table, contacts: Contacts, due: Due, agents: AgentDays, day: int, lines: Table, section: Table,
             announcement_section: Table,
             channel_section: Table, people: Table, attitude: Floats, departures: Ints, leavers: Table, leaver_places: Table,
             totals: Table,
             order: Ints, news: Table, recovery_rows: Table, failed_day: Ints, extras_rows: Table, word_of_mouth_section: Table,
             opens: Table,
             question: Table, next_distributions: Floats, open_day: Ints, nth_open: Ints, first: Ints, n_due: Ints,
             entries: Table,
             places: Table, complaint_parameters: Table, complaint_distributions: Floats, root: Table, roots: Table) -> None:
    parameter_row, line = parameters[0], lines[0]
    customers.score_satisfaction(section, announcement_section, channel_section, contacts)
    service_recovery.add_failure_effects(recovery_rows, failed_day, contacts, day)
    extras.delight(extras_rows, contacts)
    if parameter_row.help_effort:
        self_service.add_failed_help_effects(parameter_row.seed, contacts, parameter_row.help_try_prob,
                                             parameter_row.failed_help_logit, parameter_row.failed_help_usual_share)
    customers.update_attitudes(section, contacts, order, day, people, attitude, departures, leavers, leaver_places, totals, line,
                               news)
    if parameter_row.has_word_of_mouth:
        word_of_mouth.spread_word_of_mouth(word_of_mouth_section, parameter_row.seed, contacts, line)
    follow_up.schedule(opens, open_day, nth_open, due, day, first, n_due, entries, places)
    if parameter_row.next_cases:
        follow_up.schedule_next_cases(opens, question, next_distributions, open_day, nth_open, contacts, day, first, n_due,
                                      entries, places)
    if parameter_row.complains:
        complaints.schedule_complaints(complaint_parameters, complaint_distributions, contacts, attitude, day, line, opens,
                                       open_day, nth_open, first, n_due,
                            entries, places)
    if parameter_row.have_causes:
        root_causes.learn_of(parameter_row.seed, root, roots, contacts, line)
    daily_sums.add_contacts(contacts, line)
    daily_sums.add_agents(agents, line)


# --- the night -------------------------------------------------------------------------------------------------------


def night(end_of_day_state: EndOfDayState, line: Table, day: int, has_churn: bool, n_joining: int, reputation_shift: float,
          exposed_share: float,
          exposed_shift: float, offer_is_on: bool) -> None:
    """Let customers leave and join, apply what they saw in public, and record the customer base at midnight.

    Args:
        end_of_day_state: customers and parameters.
        line: [1] sums of the day, of type `DAY`; added to.
        day: index of the day.
        has_churn: whether customers leave and join (mechanism churn).
        n_joining: number of customers won tonight.
        reputation_shift: shift of newcomers' attitude by word of mouth.
        exposed_share, exposed_shift: share of customers who see a viral case tonight, and the change in their attitude.
        offer_is_on: whether a competitor makes an offer tonight.
    """
    base = end_of_day_state.customers
    customers.make_room(base, n_joining, base.n_known if exposed_share > 0.0 else 0)
    _night(end_of_day_state.seed, day, has_churn, n_joining, reputation_shift, exposed_share, exposed_shift, offer_is_on,
           end_of_day_state.margin_per_year,
           end_of_day_state.buying, line, base.section, base.rows, base.attitude, base.departures, base.leavers, base.places,
           base.sums)


@compiled(nogil=True)
def _night(seed: int, day: int, has_churn: bool, n_joining: int, reputation_shift: float, exposed_share: float,
           exposed_shift: float,
           offer_is_on: bool, margin_per_year: float, buying: bool, lines: Table, section: Table, people: Table, attitude: Floats,
           departures: Ints, leavers: Table, places: Table, totals: Table) -> None:
    line, n_before = lines[0], totals[0].n_here
    if has_churn:
        if offer_is_on:
            line.n_left += competitor_offer.apply_competitor_offer(section, seed, people, totals, line, day)
        line.n_left += customers.leave(section, people, departures, leavers, places, totals, line, day)
        if exposed_share > 0.0:
            customers.apply_viral_case(section, seed, exposed_share, exposed_shift, day, people, attitude, departures, leavers,
                                       places,
                                     totals)
        customers.join(section, seed, n_joining, day + 1, False, False, reputation_shift, people, attitude, departures, leavers,
                       places, totals)
        line.n_joined = n_joining
    competitor_offer.count_at_midnight(section, totals, line, n_before, margin_per_year, buying, day)
