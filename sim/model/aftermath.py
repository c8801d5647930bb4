"""What a day leaves for later days: repeats, redials and next cases, each put where the customer will call."""

import numpy as np

from sim.chance import NEXT_DELAY, NEXT_ISSUE, REOPENING, TIME_OF_DAY, draw, uniforms
from sim.law import table
from sim.model.demand import GENERATION_SHIFT, time_of_day_s
from sim.model.roster import Calendar
from sim.params import Params
from sim.record import Bools, Contacts, Due, Floats, Follows, picked
from sim.units import DAY_S, HOUR_S

_MOST_GENERATIONS = 1000


def next_cases(params: Params, seed: int, contacts: Contacts, day: int) -> Due:
    """Cases that solved cases lead to; fewer where the agent gave the next steps too (M3; K6).

    A next case is its parent's name in the next generation, so that it too is the same in every scenario.
    """
    question = params.questions
    prob = question.next_issue_prob * (1.0 - question.next_issue_coverage * contacts.what_else)
    solved = contacts.solved & (contacts.case_key >> GENERATION_SHIFT < _MOST_GENERATIONS)
    prob = np.where(solved, prob, 0.0) if params.mechanisms.next_issue else np.zeros(solved.size)
    who = np.flatnonzero(uniforms(seed, NEXT_ISSUE, contacts.case_key) < prob)
    key = contacts.case_key[who] + (1 << GENERATION_SHIFT)
    rows, first = table([question.next_issue_delay_law])
    delay_s = np.array([draw(rows, int(first[0]), float(u)) for u in uniforms(seed, NEXT_DELAY, key)])
    days_ahead = np.floor(delay_s / DAY_S).astype(np.int64)
    soon_at_s = contacts.ended_at_s[who] + DAY_S * (contacts.day[who] - day) + delay_s
    at_s = np.where(days_ahead > 0, np.nan, soon_at_s)      # days later, at any time that customers call
    n = who.size
    zeros = np.zeros(n, dtype=np.int64)
    return Due(day=zeros + day + days_ahead, at_s=at_s, case_id=zeros - 1, case_key=key, customer_id=contacts.customer_id[who],
               kind=contacts.kind[who], nth_contact=zeros + 1, n_talks=zeros, done_s=np.zeros(n),
               born_day=zeros - 1, born_at_s=np.full(n, np.nan))


def placed(params: Params, calendar: Calendar, seed: int, due: Due, today: int) -> Due:
    """Contacts to come, on days and at times when the centre can be reached.

    What comes "in n days" comes on the n-th open day after `today`: nobody saves a question up for Monday more than
    for Tuesday, and observed Mondays are only a tenth above the mean (A5). It keeps NaN for its time, which that day's
    profile will give. What falls in closed hours comes soon after the next opening.
    """
    opens_s, closes_s = params.centre.opens_h * HOUR_S, params.centre.closes_h * HOUR_S
    some_time = np.isnan(due.at_s)
    whole_days = np.where(some_time, 0.0, np.floor(due.at_s / DAY_S))
    at_s = due.at_s - DAY_S * whole_days
    day = due.day + whole_days.astype(np.int64)
    too_late = ~some_time & (at_s >= closes_s)
    wanted = day + too_late
    open_days = np.flatnonzero(calendar.is_open)
    reach = np.where(some_time, np.searchsorted(open_days, today) + due.day - today, np.searchsorted(open_days, wanted))
    next_open = np.where(reach < open_days.size, open_days[np.minimum(reach, open_days.size - 1)], calendar.is_open.size)
    moved = ~some_time & ((next_open != day) | (at_s < opens_s))
    spread_s = min(params.centre.reopening_spread_s, 0.99 * (closes_s - opens_s))
    u = uniforms(seed, REOPENING, due.case_key, due.nth_contact)
    return due._replace(day=next_open, at_s=np.where(moved, opens_s + spread_s * u, at_s))


def with_time_of_day(due: Due, seed: int, cumulated: Floats, border_s: Floats) -> Due:
    """Give those who come "some time today" an instant from the day's profile."""
    some_time = np.isnan(due.at_s)
    u = uniforms(seed, TIME_OF_DAY, due.case_key, due.nth_contact)
    return due._replace(at_s=np.where(some_time, time_of_day_s(u, cumulated, border_s), due.at_s))


def in_order(due: Due) -> Due:
    """Sorted by instant, then by name."""
    return picked(due, np.lexsort((due.case_key, due.at_s)))


def is_still_customer(due: Due, is_customer: Bools) -> Bools:
    """Strangers and those who have not left [n]."""
    return (due.customer_id < 0) | is_customer[np.maximum(due.customer_id, 0)] if is_customer.size else due.customer_id < 0


def cases_end(contacts: Contacts) -> int:
    """How many cases came to their end with these contacts."""
    return int(np.count_nonzero((contacts.follows == Follows.NOTHING) | (contacts.follows == Follows.GAVE_UP)))
