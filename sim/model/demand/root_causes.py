"""Root causes: the cause of a case, its logging and investigation, and the cases that its removal prevents.

The cause of a case is a function of its case_key and is not stored, see `cause_of`. Removing a cause prevents part of its
cases, the same ones in every scenario.
"""

import math
from dataclasses import dataclass

import numpy as np

from sim.jit import compiled
from sim.mechanisms.demand.root_causes import CAUSE, CAUSE_OWNED, CAUSE_REMOVED, LOGGED, REVIEWED
from sim.model.tables import Row, Table, numbers, row_type
from sim.params import Params
from sim.random.philox import uniform
from sim.schema import Contacts, FollowUp, Outcome
from sim.units import WEEK_DAYS

NO_CAUSE, NOT_YET = -1, 1 << 40
GENERATION_SHIFT = 52          # bits of a case_key below the generation, see `sim.model.demand.arrivals`
INCIDENT_GENERATION = 1001     # of the cases of incidents, which have no root cause
WORK_DAYS_PER_WEEK = 5.0
_ANSWERED, _GAVE_UP = int(Outcome.ANSWERED), int(FollowUp.GAVE_UP)

# One row per cause, the largest first.
CAUSE_ROW = row_type({
    "until": float,                # cumulated share of all failure demand, down to this cause
    "n_logs": int,
    "hours_left": float,           # investigation left before it is handed to its owner
    "is_owned": int,
    "fixed_day": int})             # first day without its needs


@dataclass(slots=True)
class Causes:
    """Root causes of failure demand, and the state of their investigation."""

    seed: int
    cause_section: Table                     # [1] parameters; without the mechanism no need has a cause
    rows: Table                    # [n_causes]

    def n_fixed(self, day: int) -> int:
        """Number of causes whose removal takes effect on a day."""
        return int(np.count_nonzero(self.rows["fixed_day"] == day))

    def n_fixed_by(self, day: int) -> int:
        """Number of causes removed by a day."""
        return int(np.count_nonzero(self.rows["fixed_day"] <= day))


# --- rules ---------------------------------------------------------------------------------------------------------


@compiled
def cause_of(seed: int, case_key: int, failure_share: float, rows: Table) -> int:
    """Root cause of a case: 0 is the largest; -1: none (value demand, or a case of an incident).

    A next case has the cause of the case that led to it.

    Args:
        seed: seed of the replication.
        case_key: the case.
        failure_share: share of cases that have a cause (A8).
        rows: of the causes; the share of cause k follows Zipf's law (K9).
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
def no_longer_arises(seed: int, case_key: int, cause_section: Row, rows: Table, day: int) -> bool:
    """Whether a need does not arise because its cause was removed, which prevents a `removed_share` (K10, assumption)."""
    cause = cause_of(seed, case_key, cause_section.failure_share, rows)
    return bool(cause >= 0 and rows[cause].fixed_day <= day
                and uniform(seed, CAUSE_REMOVED, case_key, 0) < cause_section.removed_share)


@compiled
def is_logged(seed: int, case_key: int, nth_conversation: int, log_share: float) -> bool:
    """Whether the agent logs the cause of a conversation, during after-call work."""
    return uniform(seed, LOGGED, case_key, nth_conversation) < log_share


def zipf_cumulated_shares(n: int, exponent: float) -> list[float]:
    """Cumulated shares of the k largest causes, k = 1 … n, if the k-th is 1 / k^exponent as large as the first.

    >>> round(zipf_cumulated_shares(54, 1.0)[4], 2)
    0.5
    """
    weights = [math.exp(-exponent * math.log(k)) for k in range(1, n + 1)]
    so_far = np.cumsum(weights) / math.fsum(weights)
    return [*so_far[:-1].tolist(), 1.0]


# --- causes over a run -----------------------------------------------------------------------------------------------


def initial_state(params: Params, seed: int) -> Causes:
    """Causes at the start of a run: none investigated; those in `noticed` have enough logs already.

    Without the mechanism no case has a cause, and there is nothing to investigate.
    """
    section, is_on = params.root_causes, params.mechanisms.root_causes
    cause_section = numbers(section)
    if not is_on:
        cause_section["failure_share"] = cause_section["log_share"] = 0.0
    rows = np.zeros(section.n_causes, dtype=CAUSE_ROW)
    rows["until"] = zipf_cumulated_shares(section.n_causes, section.concentration)
    rows["hours_left"], rows["fixed_day"] = section.investigation_h_per_cause * is_on, NOT_YET
    rows["is_owned"] = [uniform(seed, CAUSE_OWNED, cause, 0) < section.owner_share for cause in range(section.n_causes)]
    for rank in section.noticed:
        rows["n_logs"][rank - 1] = section.logs_to_detect
    return Causes(seed, cause_section, rows)


@compiled(nogil=True)
def learn_of(seed: int, sections: Table, rows: Table, contacts: Contacts, line: Row) -> None:
    """Log the causes of the day's contacts.

    Agents log the cause of a share `log_share` of conversations. A customer who gives up writes a bad review in a share
    `bad_review_prob` of cases, of which `reviews_read_share` are read and logged. The sums of the day count contacts that have a
    cause (failure demand) and logs, those from reviews included.
    """
    cause_section = sections[0]
    for i in range(contacts.day.size):
        key = contacts.case_key[i]
        cause = cause_of(seed, key, cause_section.failure_share, rows)
        if cause < 0:
            continue
        line.n_failure_demand += 1.0
        noted = 0
        if contacts.outcome[i] == _ANSWERED and cause_section.log_share > 0.0:
            noted += is_logged(seed, key, contacts.nth_conversation[i], cause_section.log_share)
        if contacts.follow_up[i] == _GAVE_UP and cause_section.reviews_read_share > 0.0:
            noted += uniform(seed, REVIEWED, key, 0) < cause_section.bad_review_prob * cause_section.reviews_read_share
        rows[cause].n_logs += noted
        line.n_logged += noted


def investigate(causes: Causes, day: int, hours: float) -> float:
    """Spend a working day's hours on investigating causes: of those with enough logs, always the one with most.

    An investigated cause is handed to its owner; if it has one, it is removed `fix_weeks` later.

    Returns:
        Hours spent; fewer than given if no cause has enough logs.
    """
    cause_section, rows, left = causes.cause_section[0], causes.rows, hours
    while left > 0.0:
        open_logs = np.where((rows["hours_left"] > 0.0) & (rows["n_logs"] >= cause_section.logs_to_detect), rows["n_logs"], -1)
        cause = rows[int(np.argmax(open_logs))]
        if open_logs.max() < 0:
            break
        spent = min(left, cause.hours_left)
        cause.hours_left -= spent
        left -= spent
        if cause.hours_left <= 0.0 and cause.is_owned:
            cause.fixed_day = day + math.ceil(WEEK_DAYS * cause_section.fix_weeks)
    return hours - left
