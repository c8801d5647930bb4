"""What a day leaves for later days: repeats, redials and next cases, each put where the customer will call.

They wait in a diary: one list of rows for each day to come, taken out again when the day has come, so that it grows with
what is open and not with time.
"""

import math
from dataclasses import dataclass
from typing import Any

import numpy as np

from sim.jit import compiled
from sim.model.bucket_calendar import NOBODY, no_places_used, put, take, with_room
from sim.model.customer.customer_table import STILL_HERE
from sim.model.demand.arrivals import GENERATION_SHIFT, time_of_day_s
from sim.model.tables import Row, Table, numbers, row_type
from sim.model.workforce.roster import Calendar
from sim.params import Params
from sim.random.philox import uniform
from sim.random.sampling import draw, table
from sim.random.streams import NEXT_DELAY, NEXT_ISSUE, REOPENING, TIME_OF_DAY
from sim.schema import Contacts, Due, Floats, Ints
from sim.units import DAY_S, HOUR_S

_MOST_GENERATIONS = 1000
_N_COLUMNS = len(Due._fields)
_CASE_ID, _CASE_KEY, _BORN_DAY, _BORN_AT_S, _DAY, _AT_S = (
    Due._fields.index(name) for name in ("case_id", "case_key", "born_day", "born_at_s", "day", "at_s"))

ENTRY = row_type({"behind": int} | {name: float if name.endswith("_s") else int for name in Due._fields})
WAYS = row_type({"seed": int, "next_issue_on": int, "next_issue_law": int, "opens_s": float, "closes_s": float,
                 "spread_s": float})


@dataclass(slots=True)
class Diary:
    """Contacts to come on later days, and where they can be reached."""

    way: Table                     # [1]
    question: Table                # [1] the parameters of questions
    laws: Floats                   # of the delay of a next case
    open_day: Ints                 # [n_open] the days on which the centre opens, in order; last of all one that never comes
    nth_open: Ints                 # [n_days] how many open days lie before each day
    first: Ints                    # [n_days] the first entry of each day; -1: none
    n_due: Ints                    # [n_days]
    entries: Table
    places: Table                  # [1] see `sim.model.bucket_calendar`


def new_diary(params: Params, seed: int, calendar: Calendar, n_days: int) -> Diary:
    """An empty diary for a run of `n_days`; what would come later is not entered."""
    opens_s, closes_s = params.centre.opens_h * HOUR_S, params.centre.closes_h * HOUR_S
    laws, first = table([params.questions.next_issue_delay_law])
    open_days = np.flatnonzero(calendar.is_open)
    way = np.array([(seed, params.mechanisms.next_issue, int(first[0]), opens_s, closes_s,
                     min(params.centre.reopening_spread_s, 0.99 * (closes_s - opens_s)))], dtype=WAYS)
    return Diary(way=way, question=numbers(params.questions), laws=laws,
                 open_day=np.append(open_days, calendar.is_open.size).astype(np.int64),
                 nth_open=np.searchsorted(open_days, np.arange(calendar.is_open.size)).astype(np.int64),
                 first=np.full(n_days, NOBODY), n_due=np.zeros(n_days, dtype=np.int64),
                 entries=np.empty(1024, dtype=ENTRY), places=no_places_used())


# --- rules ---------------------------------------------------------------------------------------------------------


@compiled
def next_case_prob(prob: float, coverage: float, what_else: bool) -> float:
    """Chance that a solved case leads to another; smaller where the agent gave the next steps too (M3; K6)."""
    return prob * (1.0 - coverage * what_else)


@compiled
def placed(way: Row, open_day: Ints, nth_open: Ints, today: int, day: int, at_s: float, case_key: int, nth_contact: int
           ) -> tuple[int, float]:
    """The day and the time on which a customer who wants to call can reach the centre.

    What comes "in n days" comes on the n-th open day after `today`: nobody saves a question up for Monday more than
    for Tuesday, and observed Mondays are only a tenth above the mean (A5). It keeps NaN for its time, which that day's
    profile will give. What falls in closed hours comes soon after the next opening.
    """
    if math.isnan(at_s):
        return int(open_day[min(nth_open[today] + day - today, open_day.size - 1)]), at_s
    whole_days = math.floor(at_s / DAY_S)
    day, at_s = day + whole_days, at_s - DAY_S * whole_days
    wanted = day + (at_s >= way.closes_s)
    next_open = int(open_day[nth_open[wanted] if wanted < nth_open.size else open_day.size - 1])
    if next_open != day or at_s < way.opens_s:
        at_s = way.opens_s + way.spread_s * uniform(way.seed, REOPENING, case_key, nth_contact)
    return next_open, at_s


# --- the evening ---------------------------------------------------------------------------------------------------


def make_room(diary: Diary, n_more: int) -> None:
    """Make sure of room for so many more entries."""
    diary.entries = with_room(diary.entries, diary.places, n_more)


@compiled(nogil=True)
def enter(ways: Table, open_day: Ints, nth_open: Ints, due: Due, today: int, first: Ints, n_due: Ints, entries: Table,
          places: Table) -> None:
    """Enter contacts to come, where the customer will reach the centre."""
    for i in range(due.day.size):
        day, at_s = placed(ways[0], open_day, nth_open, today, due.day[i], due.at_s[i], due.case_key[i], due.nth_contact[i])
        if day >= first.size:
            continue
        entry = entries[put(first, entries, places[0], day)]
        n_due[day] += 1
        entry.day, entry.at_s, entry.case_id, entry.case_key = day, at_s, due.case_id[i], due.case_key[i]
        entry.customer_id, entry.kind, entry.nth_contact = due.customer_id[i], due.kind[i], due.nth_contact[i]
        entry.n_talks, entry.done_s = due.n_talks[i], due.done_s[i]
        entry.born_day, entry.born_at_s = due.born_day[i], due.born_at_s[i]


@compiled(nogil=True)
def enter_next_cases(ways: Table, questions: Table, laws: Floats, open_day: Ints, nth_open: Ints, contacts: Contacts, today: int,
                     first: Ints, n_due: Ints, entries: Table, places: Table) -> None:
    """Enter the cases that solved cases lead to.

    A next case is its parent's name in the next generation, so that it too is the same in every scenario.
    """
    way, question = ways[0], questions[0]
    for i in range(contacts.day.size):
        parent = contacts.case_key[i]
        if not contacts.solved[i] or parent >> GENERATION_SHIFT >= _MOST_GENERATIONS:
            continue
        prob = next_case_prob(question.next_issue_prob, question.next_issue_coverage, contacts.what_else[i])
        if uniform(way.seed, NEXT_ISSUE, parent, 0) >= prob:
            continue
        key = parent + (1 << GENERATION_SHIFT)
        delay_s = draw(laws, way.next_issue_law, uniform(way.seed, NEXT_DELAY, key, 0))
        ended_s = contacts.ended_at_s[i] + DAY_S * (contacts.day[i] - today)
        enter_case(way, open_day, nth_open, today, ended_s, delay_s, key, contacts.customer_id[i], contacts.kind[i], first,
                   n_due, entries, places[0])


@compiled
def enter_case(way: Row, open_day: Ints, nth_open: Ints, today: int, ended_s: float, delay_s: float, key: int,
               customer_id: int, kind: int, first: Ints, n_due: Ints, entries: Table, places: Row) -> None:
    """Enter a case that a contact which ended today [s since midnight] leads to after a delay."""
    days_ahead = math.floor(delay_s / DAY_S)
    at_s = math.nan if days_ahead > 0 else ended_s + delay_s       # days later, at any time that customers call
    day, at_s = placed(way, open_day, nth_open, today, today + days_ahead, at_s, key, 1)
    if day >= first.size:
        return
    entry = entries[put(first, entries, places, day)]
    n_due[day] += 1
    entry.day, entry.at_s, entry.case_id, entry.case_key = day, at_s, -1, key
    entry.customer_id, entry.kind, entry.nth_contact = customer_id, kind, 1
    entry.n_talks, entry.done_s, entry.born_day, entry.born_at_s = 0, 0.0, -1, math.nan


# --- the morning ---------------------------------------------------------------------------------------------------


@compiled(nogil=True)
def take_out(ways: Table, first: Ints, n_due: Ints, entries: Table, places: Table, day: int, border_s: Floats,
             cumulated: Floats, customers: Table, due: Table, n: int) -> tuple[int, int]:
    """Put those who come again on the day's list; who has left us does not call.

    Those who come "some time today" get their instant from the day's profile.

    Args:
        ways, first, n_due, entries, places: of the diary.
        day: which; its page is empty afterwards.
        border_s, cumulated: the day's profile.
        customers: their rows; strangers never leave.
        due: the list, with room for all of the day's entries.
        n: how many stand on it.

    Returns:
        How many stand on it now; how many cases are void, because their customer has left.
    """
    n_void, place = 0, first[day]
    while place != NOBODY:
        entry = entries[place]
        if entry.customer_id >= 0 and customers[entry.customer_id].left_day != STILL_HERE:
            n_void += entry.case_id >= 0
        else:
            row, at_s = due[n], entry.at_s
            if math.isnan(at_s):
                at_s = time_of_day_s(uniform(ways[0].seed, TIME_OF_DAY, entry.case_key, entry.nth_contact), cumulated, border_s)
            row.day, row.at_s, row.case_id, row.case_key = day, at_s, entry.case_id, entry.case_key
            row.customer_id, row.kind, row.nth_contact = entry.customer_id, entry.kind, entry.nth_contact
            row.n_talks, row.done_s, row.born_day, row.born_at_s = entry.n_talks, entry.done_s, entry.born_day, entry.born_at_s
            n += 1
        place = take(entries, places[0], place)
    first[day], n_due[day] = NOBODY, 0
    return n, n_void


def in_order(due: Table, n: int, first_case_id: int) -> tuple[Due, int]:
    """The day's list by instant and then by name; cases that reach us for the first time get their case_id in this order.

    Args:
        due: the list.
        n: how many stand on it.
        first_case_id: the next to be given.

    Returns:
        The columns; how many case_ids were given.
    """
    at_s = due["at_s"][:n].copy()
    columns, matrix = np.empty((_N_COLUMNS, n), dtype=np.int64), due.view(np.int64).reshape(due.size, _N_COLUMNS)
    n_new = _sorted_columns(matrix, np.argsort(at_s), first_case_id, columns)
    if n_new < 0:                                           # seldom; and to compare names as well takes three times as long
        n_new = _sorted_columns(matrix, np.lexsort((due["case_key"][:n].copy(), at_s)), first_case_id, columns)
    as_declared: list[Any] = [column.view(np.float64) if name.endswith("_s") else column
                              for name, column in zip(Due._fields, columns, strict=True)]
    return Due(*as_declared), int(n_new)


@compiled(nogil=True)
def _sorted_columns(matrix: Any, order: Ints, first_case_id: int, columns: Any) -> int:
    """How many case_ids were given; -1: two of one instant stand in the wrong order."""
    n_new = 0
    for i in range(order.size):
        if (i > 0 and matrix[order[i], _AT_S] == matrix[order[i - 1], _AT_S]
                and matrix[order[i], _CASE_KEY] < matrix[order[i - 1], _CASE_KEY]):
            return -1
        for j in range(columns.shape[0]):
            columns[j, i] = matrix[order[i], j]
        if columns[_CASE_ID, i] < 0:
            columns[_CASE_ID, i] = first_case_id + n_new
            columns[_BORN_DAY, i], columns[_BORN_AT_S, i] = columns[_DAY, i], columns[_AT_S, i]
            n_new += 1
    return n_new
