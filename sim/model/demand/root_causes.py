"""Root causes: which fault a case comes from, who notes it, who goes after it, and what no longer arises then (M20).

A case's cause is part of its name in all chance, so it stands nowhere else: whoever wants to know asks `cause_of`. A cause
that is fixed takes away some of its own cases, always the same ones.
"""

import math
from dataclasses import dataclass

import numpy as np

from sim.jit import compiled
from sim.model.tables import Row, Table, numbers, row_type
from sim.params import Params
from sim.random.philox import uniform
from sim.random.streams import CAUSE, CAUSE_GOES, CAUSE_OWNED, LOGGED, REVIEWED
from sim.schema import Contacts, Follows, Outcome
from sim.units import WEEK_DAYS

NO_CAUSE, NOT_YET = -1, 1 << 40
GENERATION_SHIFT = 52          # of a case_key, see `sim.model.demand.arrivals`
INCIDENT_GENERATION = 1001     # of the cases of an incident, which is over when it is over
WORK_DAYS_PER_WEEK = 5.0
_ANSWERED, _GAVE_UP = int(Outcome.ANSWERED), int(Follows.GAVE_UP)

# One row per cause, the largest first.
CAUSE_ROW = row_type({
    "until": float,                # of all failure demand, what this cause and the larger ones make
    "n_logs": int,
    "hours_left": float,           # until it is understood and put before its owner
    "is_owned": int,
    "fixed_day": int})             # from which its needs no longer arise


@dataclass(slots=True)
class Causes:
    """The faults behind failure demand, and how far each has been gone after."""

    seed: int
    way: Table                     # [1] the parameters; without the mechanism no need has a cause
    rows: Table                    # [n_causes]

    def n_fixed(self, day: int) -> int:
        """Causes whose fix takes effect on a day."""
        return int(np.count_nonzero(self.rows["fixed_day"] == day))

    def n_fixed_by(self, day: int) -> int:
        """Causes that are fixed by then."""
        return int(np.count_nonzero(self.rows["fixed_day"] <= day))


# --- rules ---------------------------------------------------------------------------------------------------------


@compiled
def cause_of(seed: int, case_key: int, failure_share: float, rows: Table) -> int:
    """The cause from which a case comes: 0 is the largest; -1: none, a case that the business wants or an incident's.

    A next case has the cause of the case that led to it.

    Args:
        seed: of the replication.
        case_key: the case.
        failure_share: share of cases that come from a cause (A8).
        rows: of the causes; cause k takes its part of the uniform by Zipf's law (K9).
    """
    if case_key >> GENERATION_SHIFT >= INCIDENT_GENERATION:
        return NO_CAUSE
    u = uniform(seed, CAUSE, case_key & ((1 << GENERATION_SHIFT) - 1), 0)
    if u >= failure_share:
        return NO_CAUSE
    low, high, part = 0, rows.size - 1, u / failure_share
    while low < high:
        middle = (low + high) // 2
        if rows[middle].until > part:
            high = middle
        else:
            low = middle + 1
    return low


@compiled
def no_longer_arises(seed: int, case_key: int, way: Row, rows: Table, day: int) -> bool:
    """Whether a need does not arise because its cause was fixed: `removed_share` of them do not (K10, assumption)."""
    cause = cause_of(seed, case_key, way.failure_share, rows)
    return bool(cause >= 0 and rows[cause].fixed_day <= day and uniform(seed, CAUSE_GOES, case_key, 0) < way.removed_share)


@compiled
def is_noted(seed: int, case_key: int, nth_talk: int, log_share: float) -> bool:
    """Whether the agent notes the cause of a talk, in the time after the call that this takes."""
    return uniform(seed, LOGGED, case_key, nth_talk) < log_share


def zipf_until(n: int, exponent: float) -> list[float]:
    """Shares of the k largest causes, k = 1 … n, where the k-th makes 1 / k^exponent as much as the first.

    >>> round(zipf_until(54, 1.0)[4], 2)
    0.5
    """
    weights = [math.exp(-exponent * math.log(k)) for k in range(1, n + 1)]
    so_far = np.cumsum(weights) / math.fsum(weights)
    return [*so_far[:-1].tolist(), 1.0]


# --- a run's days ----------------------------------------------------------------------------------------------------


def at_the_start(params: Params, seed: int) -> Causes:
    """Causes that nobody has gone after yet; those `noticed` beforehand stand out already.

    Without the mechanism no case has a cause, and there is nothing to go after.
    """
    section, is_on = params.root_causes, params.mechanisms.root_causes
    way = numbers(section)
    if not is_on:
        way["failure_share"] = way["log_share"] = 0.0
    rows = np.zeros(section.n_causes, dtype=CAUSE_ROW)
    rows["until"] = zipf_until(section.n_causes, section.concentration)
    rows["hours_left"], rows["fixed_day"] = section.chase_h_per_cause * is_on, NOT_YET
    rows["is_owned"] = [uniform(seed, CAUSE_OWNED, cause, 0) < section.owner_share for cause in range(section.n_causes)]
    for rank in section.noticed:
        rows["n_logs"][rank - 1] = section.logs_to_find
    return Causes(seed, way, rows)


@compiled(nogil=True)
def hear(seed: int, ways: Table, rows: Table, contacts: Contacts, line: Row) -> None:
    """What the day's contacts tell of their causes.

    A talk's cause is noted by the agent in `log_share` of them; whoever gives up writes a bad review in
    `bad_review_prob` of cases, of which `reviews_read_share` are read as causes. The day's line counts contacts that need not
    have been, and notes made, those from reviews included.
    """
    way = ways[0]
    for i in range(contacts.day.size):
        key = contacts.case_key[i]
        cause = cause_of(seed, key, way.failure_share, rows)
        if cause < 0:
            continue
        line.n_failure += 1.0
        noted = 0
        if contacts.outcome[i] == _ANSWERED and way.log_share > 0.0:
            noted += is_noted(seed, key, contacts.nth_talk[i], way.log_share)
        if contacts.follows[i] == _GAVE_UP and way.reviews_read_share > 0.0:
            noted += uniform(seed, REVIEWED, key, 0) < way.bad_review_prob * way.reviews_read_share
        rows[cause].n_logs += noted
        line.n_logged += noted


def chase(causes: Causes, day: int, hours: float) -> float:
    """A working day's hours for going after causes: of those that stand out, always the one with most notes.

    When its hours are spent it lies before its owner, who, if there is one, has it fixed `fix_weeks` later.

    Returns:
        Hours spent; the rest had nothing to go after.
    """
    way, rows, left = causes.way[0], causes.rows, hours
    while left > 0.0:
        open_logs = np.where((rows["hours_left"] > 0.0) & (rows["n_logs"] >= way.logs_to_find), rows["n_logs"], -1)
        cause = rows[int(np.argmax(open_logs))]
        if open_logs.max() < 0:
            break
        spent = min(left, cause.hours_left)
        cause.hours_left -= spent
        left -= spent
        if cause.hours_left <= 0.0 and cause.is_owned:
            cause.fixed_day = day + math.ceil(WEEK_DAYS * way.fix_weeks)
    return hours - left
