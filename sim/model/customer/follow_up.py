"""Contacts on later days: repeats, redials and next cases, placed at times when the centre is open.

They are kept in a bucket calendar, one list of rows per future day, so memory grows with open contacts, not with time.
"""

import math
from dataclasses import dataclass
from typing import Any

import numpy as np

from sim.jit import compiled
from sim.mechanisms.customer.next_issue import NEXT_DELAY, NEXT_ISSUE
from sim.model.bucket_calendar import NO_ENTRY, insert, no_places_used, take, with_room
from sim.model.demand.arrivals import GENERATION_SHIFT, time_of_day_s
from sim.model.tables import Row, Table, numbers, row_type
from sim.model.workforce.roster import Calendar
from sim.params import Params
from sim.params.derived import reopening_spread_s
from sim.random.philox import uniform
from sim.random.sampling import draw, table
from sim.random.streams import REOPENING, TIME_OF_DAY
from sim.schema import STILL_HERE, Contacts, Due, Floats, Ints
from sim.units import DAY_S, HOUR_S

_MAX_GENERATIONS = 1000
_N_COLUMNS = len(Due._fields)
_CASE_ID, _CASE_KEY, _OPENED_DAY, _OPENED_AT_S, _DAY, _AT_S = (
    Due._fields.index(name) for name in ("case_id", "case_key", "opened_day", "opened_at_s", "day", "at_s"))

ENTRY = row_type({"behind": int} | {name: float if name.endswith("_s") else int for name in Due._fields})
SECTION = row_type({"seed": int, "next_issue_on": int, "next_issue_distribution": int, "opens_s": float, "closes_s": float,
                 "spread_s": float})


@dataclass(slots=True)
class FollowUpCalendar:
    """Contacts due on later days, and the days on which the centre opens."""

    section: Table                     # [1]
    question: Table                # [1] parameters of questions
    distributions: Floats                   # distribution of the delay of a next case
    open_day: Ints                 # [n_open] days on which the centre opens, in order; the last entry lies beyond the run
    nth_open: Ints                 # [n_days] number of open days before each day
    first: Ints                    # [n_days] head of each day's list; -1: empty
    n_due: Ints                    # [n_days] length of each day's list
    entries: Table
    places: Table                  # [1] state of the calendar, see `sim.model.bucket_calendar`


def new_follow_up_calendar(params: Params, seed: int, calendar: Calendar, n_days: int) -> FollowUpCalendar:
    """An empty calendar for a run of `n_days`; contacts due after the run are dropped."""
    opens_s, closes_s = params.centre.opens_h * HOUR_S, params.centre.closes_h * HOUR_S
    distributions, first = table([params.questions.next_issue_delay_distribution])
    open_days = np.flatnonzero(calendar.is_open)
    section = np.array([(seed, params.mechanisms.next_issue, int(first[0]), opens_s, closes_s,
                     reopening_spread_s(params))], dtype=SECTION)
    return FollowUpCalendar(section=section, question=numbers(params.questions), distributions=distributions,
                 open_day=np.append(open_days, calendar.is_open.size).astype(np.int64),
                 nth_open=np.searchsorted(open_days, np.arange(calendar.is_open.size)).astype(np.int64),
                 first=np.full(n_days, NO_ENTRY), n_due=np.zeros(n_days, dtype=np.int64),
                 entries=np.empty(1024, dtype=ENTRY), places=no_places_used())


# --- rules ---------------------------------------------------------------------------------------------------------


@compiled
def next_case_prob(prob: float, coverage: float, what_else: bool) -> float:
    """Probability that a solved case leads to another; lower if the agent also explained the next steps (K6)."""
    return prob * (1.0 - coverage * what_else)


@compiled
def next_open_time(section: Row, open_day: Ints, nth_open: Ints, today: int, day: int, at_s: float, case_key: int,
                   nth_contact: int
           ) -> tuple[int, float]:
    """Day and time at which a customer who wants to contact the centre finds it open.

    A delay of n days means the n-th open day after `today`: questions are not saved up for Mondays, and observed Mondays are only
    a tenth above the mean (A5). Its time stays NaN until that day's profile sets it. A time in closed hours moves to shortly
    after the next opening.
    """
    if math.isnan(at_s):
        return int(open_day[min(nth_open[today] + day - today, open_day.size - 1)]), at_s
    whole_days = math.floor(at_s / DAY_S)
    day, at_s = day + whole_days, at_s - DAY_S * whole_days
    wanted = day + (at_s >= section.closes_s)
    next_open = int(open_day[nth_open[wanted] if wanted < nth_open.size else open_day.size - 1])
    if next_open != day or at_s < section.opens_s:
        at_s = section.opens_s + section.spread_s * uniform(section.seed, REOPENING, case_key, nth_contact)
    return next_open, at_s


# --- the evening ---------------------------------------------------------------------------------------------------


def make_room(follow_up_calendar: FollowUpCalendar, n_more: int) -> None:
    """Make space for `n_more` more entries."""
    follow_up_calendar.entries = with_room(follow_up_calendar.entries, follow_up_calendar.places, n_more)


@compiled(nogil=True)
def schedule(sections: Table, open_day: Ints, nth_open: Ints, due: Due, today: int, first: Ints, n_due: Ints, entries: Table,
          places: Table) -> None:
    """Schedule contacts due later, at times when the centre is open."""
    for i in range(due.day.size):
        day, at_s = next_open_time(sections[0], open_day, nth_open, today, due.day[i], due.at_s[i], due.case_key[i],
                                   due.nth_contact[i])
        if day >= first.size:
            continue
        entry = entries[insert(first, entries, places[0], day)]
        n_due[day] += 1
        entry.day, entry.at_s, entry.case_id, entry.case_key = day, at_s, due.case_id[i], due.case_key[i]
        entry.customer_id, entry.contact_type, entry.nth_contact = due.customer_id[i], due.contact_type[i], due.nth_contact[i]
        entry.n_conversations, entry.done_s = due.n_conversations[i], due.done_s[i]
        entry.opened_day, entry.opened_at_s = due.opened_day[i], due.opened_at_s[i]


@compiled(nogil=True)
def schedule_next_cases(sections: Table, questions: Table, distributions: Floats, open_day: Ints, nth_open: Ints,
                        contacts: Contacts, today: int,
                     first: Ints, n_due: Ints, entries: Table, places: Table) -> None:
    """Schedule the next cases that today's solved cases lead to.

    A next case has its parent's case_key in the next generation, so it is the same in every scenario.
    """
    section, question = sections[0], questions[0]
    for i in range(contacts.day.size):
        parent = contacts.case_key[i]
        if not contacts.solved[i] or parent >> GENERATION_SHIFT >= _MAX_GENERATIONS:
            continue
        prob = next_case_prob(question.next_issue_prob, question.next_issue_coverage, contacts.what_else[i])
        if uniform(section.seed, NEXT_ISSUE, parent, 0) >= prob:
            continue
        key = parent + (1 << GENERATION_SHIFT)
        delay_s = draw(distributions, section.next_issue_distribution, uniform(section.seed, NEXT_DELAY, key, 0))
        ended_s = contacts.ended_at_s[i] + DAY_S * (contacts.day[i] - today)
        schedule_case(section, open_day, nth_open, today, ended_s, delay_s, key, contacts.customer_id[i],
                      contacts.contact_type[i], first,
                   n_due, entries, places[0])


@compiled
def schedule_case(section: Row, open_day: Ints, nth_open: Ints, today: int, ended_s: float, delay_s: float, key: int,
               customer_id: int, contact_type: int, first: Ints, n_due: Ints, entries: Table, places: Row) -> None:
    """Schedule a case that follows, after a delay, from a contact that ended today at `ended_s` [s since midnight]."""
    days_ahead = math.floor(delay_s / DAY_S)
    at_s = math.nan if days_ahead > 0 else ended_s + delay_s       # a delay of days: at any time of that day
    day, at_s = next_open_time(section, open_day, nth_open, today, today + days_ahead, at_s, key, 1)
    if day >= first.size:
        return
    entry = entries[insert(first, entries, places, day)]
    n_due[day] += 1
    entry.day, entry.at_s, entry.case_id, entry.case_key = day, at_s, -1, key
    entry.customer_id, entry.contact_type, entry.nth_contact = customer_id, contact_type, 1
    entry.n_conversations, entry.done_s, entry.opened_day, entry.opened_at_s = 0, 0.0, -1, math.nan


# --- the morning ---------------------------------------------------------------------------------------------------


@compiled(nogil=True)
def move_due_contacts(sections: Table, first: Ints, n_due: Ints, entries: Table, places: Table, day: int, border_s: Floats,
             cumulated: Floats, customers: Table, due: Table, n: int) -> tuple[int, int]:
    """Move a day's scheduled contacts to the day's list; customers who have left make none.

    Contacts without a time get one from the day's profile.

    Args:
        sections, first, n_due, entries, places: fields of the calendar.
        day: index of the day; its list is empty afterwards.
        border_s, cumulated: the day's profile.
        customers: customer rows; anonymous customers never leave.
        due: the day's list, with space for all entries.
        n: number of contacts on the list so far.

    Returns:
        Number of contacts on the list now; number of cases cancelled because their customer has left.
    """
    n_cancelled_by_churn, place = 0, first[day]
    while place != NO_ENTRY:
        entry = entries[place]
        if entry.customer_id >= 0 and customers[entry.customer_id].left_day != STILL_HERE:
            n_cancelled_by_churn += entry.case_id >= 0
        else:
            row, at_s = due[n], entry.at_s
            if math.isnan(at_s):
                at_s = time_of_day_s(uniform(sections[0].seed, TIME_OF_DAY, entry.case_key, entry.nth_contact), cumulated,
                                     border_s)
            row.day, row.at_s, row.case_id, row.case_key = day, at_s, entry.case_id, entry.case_key
            row.customer_id, row.contact_type, row.nth_contact = entry.customer_id, entry.contact_type, entry.nth_contact
            row.n_conversations, row.done_s = entry.n_conversations, entry.done_s
            row.opened_day, row.opened_at_s = entry.opened_day, entry.opened_at_s
            n += 1
        place = take(entries, places[0], place)
    first[day], n_due[day] = NO_ENTRY, 0
    return n, n_cancelled_by_churn


def sorted_due(due: Table, n: int, first_case_id: int) -> tuple[Due, int]:
    """The day's contacts in order of time and then case_key; new cases get their case_id in this order.

    Args:
        due: the day's list.
        n: number of contacts on it.
        first_case_id: next free case_id.

    Returns:
        The columns; number of case_ids given.
    """
    at_s = due["at_s"][:n].copy()
    columns, matrix = np.empty((_N_COLUMNS, n), dtype=np.int64), due.view(np.int64).reshape(due.size, _N_COLUMNS)
    n_new = _sorted_columns(matrix, np.argsort(at_s), first_case_id, columns)
    if n_new < 0:                                           # rare; sorting by both keys always takes three times as long
        n_new = _sorted_columns(matrix, np.lexsort((due["case_key"][:n].copy(), at_s)), first_case_id, columns)
    as_declared: list[Any] = [column.view(np.float64) if name.endswith("_s") else column
                              for name, column in zip(Due._fields, columns, strict=True)]
    return Due(*as_declared), int(n_new)


@compiled(nogil=True)
def _sorted_columns(matrix: Any, order: Ints, first_case_id: int, columns: Any) -> int:
    """Number of case_ids given; -1: two contacts at one instant are in the wrong order."""
    n_new = 0
    for i in range(order.size):
        if (i > 0 and matrix[order[i], _AT_S] == matrix[order[i - 1], _AT_S]
                and matrix[order[i], _CASE_KEY] < matrix[order[i - 1], _CASE_KEY]):
            return -1
        for j in range(columns.shape[0]):
            columns[j, i] = matrix[order[i], j]
        if columns[_CASE_ID, i] < 0:
            columns[_CASE_ID, i] = first_case_id + n_new
            columns[_OPENED_DAY, i], columns[_OPENED_AT_S, i] = columns[_DAY, i], columns[_AT_S, i]
            n_new += 1
    return n_new
