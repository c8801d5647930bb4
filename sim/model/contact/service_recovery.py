"""Service failures and service recovery: their effect on satisfaction and attitude.

Satisfaction after a well-handled small failure may exceed that without a failure; attitude never does.
"""

import math
from dataclasses import dataclass

import numpy as np

from sim.jit import compiled
from sim.model.contact.agent_reaction import CALM
from sim.model.contact.authority import BY_AGENT, NOT_NEEDED
from sim.model.demand.root_causes import GENERATION_SHIFT, INCIDENT_GENERATION
from sim.model.tables import Row, Table, numbers
from sim.params import Params, Play
from sim.schema import Contacts, Ints, Severity

NO_FAILURE, SMALL, MEDIUM, SERIOUS = (int(severity) for severity in Severity)
_NEVER = -(1 << 40)


# --- rules ---------------------------------------------------------------------------------------------------------


@compiled
def failure_prob_of(case_key: int, failure_prob: float, of_incident_prob: float) -> float:
    """Probability that a case is a service failure: of its incident, or of its contact type."""
    return of_incident_prob if case_key >> GENERATION_SHIFT == INCIDENT_GENERATION else failure_prob


@compiled
def severity_of(failure_prob: float, serious_share: float, small_share: float, failure: float) -> int:
    """Severity of a case as a service failure, from one uniform; the case keeps it over all conversations.

    Args:
        failure_prob: probability that the case is a failure.
        serious_share: share of failures that are serious.
        small_share: share of the other failures that are small.
        failure: uniform.
    """
    if failure >= failure_prob:
        return NO_FAILURE
    serious = failure_prob * serious_share
    if failure < serious:
        return SERIOUS
    return SMALL if failure < serious + (failure_prob - serious) * small_share else MEDIUM


@compiled
def recovery_quality(section: Row, solved: bool, nth_conversation: int, at_once: bool, manner_sd: float) -> float:
    """Quality of recovery in this conversation, 0 to 1; 0 unless solved.

    Highest in the first conversation, decided at once, by an agent of warm manner (sizes assumptions). Manner counts in
    full from two SD above average.
    """
    if not solved:
        return 0.0
    cold = min(max(0.5 - 0.25 * manner_sd, 0.0), 1.0)
    quality = 1.0 - section.cold_loss * cold
    if nth_conversation > 1:
        quality *= 1.0 - section.later_conversation_loss
    if not at_once:
        quality *= 1.0 - section.handed_over_loss
    return float(quality)


@compiled
def failure_effect_logit(section: Row, severity: int, quality: float, repeats: bool) -> float:
    """Effect of a failure and its recovery on the logit of 'very satisfied'.

    The loss depends on severity and shrinks with recovery quality. Only a small failure that does not repeat may end above no
    failure at all: by `paradox_logit` at full quality (J17: de Matos, Henrique & Rossi 2007, satisfaction only).
    """
    costs = section.small_logit if severity == SMALL else section.medium_logit if severity == MEDIUM else section.serious_logit
    gain = section.paradox_logit * quality if severity == SMALL and not repeats else 0.0
    return float(costs * (1.0 - quality) + gain)


@compiled
def loyalty_logit(satisfaction: float, failure_logit: float) -> float:
    """Satisfaction as it affects attitude: at best that without a failure (J17: no paradox in loyalty)."""
    return satisfaction - max(failure_logit, 0.0)


# --- plays ---------------------------------------------------------------------------------------------------------


def plays_of_contact_types(params: Params) -> list[Play | None]:
    """The play for each contact type's failures; None where there is none, or if plays are off."""
    by_contact_type = {play.contact_type: play for play in params.plays.values()} if params.mechanisms.plays else {}
    return [by_contact_type.get(contact_type) for contact_type in params.contact_types]


@compiled
def uses_play(severity: int, play_solve_prob: float, tier: int, helps: bool, needs_transfer: bool) -> bool:
    """Whether the agent handles the case by a play: a failure, a play for its contact type, and an agent who helps."""
    return severity != NO_FAILURE and play_solve_prob >= 0.0 and tier == 0 and helps and not needs_transfer


# --- the evening ---------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class FailureHistory:
    """Last failure of each customer."""

    section: Table                     # [1] parameters
    failed_day: Ints               # [n_customers] day of the last failure


def no_failures(params: Params, n_customers: int) -> FailureHistory:
    """State at the start of a run: no customer remembers a failure."""
    return FailureHistory(numbers(params.recovery), np.full(n_customers, _NEVER))


def make_room(history: FailureHistory, n_customers: int) -> None:
    """Make the table at least `n_customers` long."""
    n_more = n_customers - history.failed_day.size
    if n_more > 0:
        history.failed_day = np.concatenate([history.failed_day, np.full(n_more, _NEVER)])


@compiled(nogil=True)
def add_failure_effects(sections: Table, failed_day: Ints, contacts: Contacts, day: int) -> None:
    """Add the effect of failures and recovery to the day's satisfaction, in order of contact_id."""
    section = sections[0]
    for i in range(contacts.day.size):
        severity, customer_id = contacts.severity[i], contacts.customer_id[i]
        if severity == NO_FAILURE or math.isnan(contacts.satisfaction[i]):
            continue
        at_once = (contacts.decision[i] in (NOT_NEEDED, BY_AGENT) and contacts.ego[i] == CALM and not contacts.transferred[i])
        quality = recovery_quality(section, contacts.solved[i], contacts.nth_conversation[i], at_once, contacts.manner_sd[i])
        repeats = contacts.nth_conversation[i] > 1
        if customer_id >= 0:
            repeats = repeats or day - failed_day[customer_id] <= section.memory_days
            failed_day[customer_id] = day
        contacts.recovery[i] = quality
        contacts.failure_logit[i] = failure_effect_logit(section, severity, quality, repeats)
        contacts.satisfaction[i] += contacts.failure_logit[i]
