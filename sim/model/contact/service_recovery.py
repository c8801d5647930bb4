"""Failures of ours, and what handling them well or badly does to a customer (M8).

Satisfaction with a well-handled small failure may pass that without one; loyalty never does.
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
    """Chance that a case is a failure of ours: the cases of an incident are by their name, others by their kind's chance."""
    return of_incident_prob if case_key >> GENERATION_SHIFT == INCIDENT_GENERATION else failure_prob


@compiled
def severity_of(failure_prob: float, serious_share: float, small_share: float, failure: float) -> int:
    """Whether a case is a failure of ours and how bad, from one uniform; the case keeps it over its talks.

    Args:
        failure_prob: chance that it is one.
        serious_share: of failures that are serious.
        small_share: of the others that are small.
        failure: a uniform.
    """
    if failure >= failure_prob:
        return NO_FAILURE
    serious = failure_prob * serious_share
    if failure < serious:
        return SERIOUS
    return SMALL if failure < serious + (failure_prob - serious) * small_share else MEDIUM


@compiled
def recovery_quality(way: Row, solved: bool, nth_talk: int, at_once: bool, manner_sd: float) -> float:
    """How well a failure was handled in this talk, 0 to 1: not at all unless solved; best in the first talk, decided at once,
    by a warm agent (M8; sizes assumptions). Manner counts in full from two SD above average."""
    if not solved:
        return 0.0
    cold = min(max(0.5 - 0.25 * manner_sd, 0.0), 1.0)
    quality = 1.0 - way.cold_loss * cold
    if nth_talk > 1:
        quality *= 1.0 - way.later_talk_loss
    if not at_once:
        quality *= 1.0 - way.passed_on_loss
    return float(quality)


@compiled
def failure_effect_logit(way: Row, severity: int, quality: float, repeats: bool) -> float:
    """What a failure and its handling change in the logit of 'very satisfied'.

    A failure costs what its severity says, less what was made good. Only a small one that does not repeat may end above
    no failure at all: by `paradox_logit` if handled perfectly (J17: de Matos, Henrique & Rossi 2007, satisfaction only).
    """
    costs = way.small_logit if severity == SMALL else way.medium_logit if severity == MEDIUM else way.serious_logit
    gain = way.paradox_logit * quality if severity == SMALL and not repeats else 0.0
    return float(costs * (1.0 - quality) + gain)


@compiled
def loyalty_logit(satisfaction: float, failure_logit: float) -> float:
    """Satisfaction as far as it moves attitude: after the best recovery that without a failure, never more (J17)."""
    return satisfaction - max(failure_logit, 0.0)


# --- plays ---------------------------------------------------------------------------------------------------------


def plays_of_kinds(params: Params) -> list[Play | None]:
    """The play for each kind's failures; None where there is none, or no plays at all."""
    by_kind = {play.kind: play for play in params.plays.values()} if params.mechanisms.plays else {}
    return [by_kind.get(kind) for kind in params.kinds]


@compiled
def is_played(severity: int, play_solve_prob: float, tier: int, helps: bool, moves_on: bool) -> bool:
    """Whether the agent who picks up handles the case by a play: a failure of ours, a play for its kind, and the will."""
    return severity != NO_FAILURE and play_solve_prob >= 0.0 and tier == 0 and helps and not moves_on


# --- the evening ---------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class Memory:
    """Whom we failed when."""

    way: Table                     # [1] the parameters
    failed_day: Ints               # [n_customers] the last time


def nothing_failed(params: Params, n_customers: int) -> Memory:
    """Nobody remembers a failure when the run begins."""
    return Memory(numbers(params.recovery), np.full(n_customers, _NEVER))


def make_room(memory: Memory, n_customers: int) -> None:
    """Make sure that it holds so many customers."""
    n_more = n_customers - memory.failed_day.size
    if n_more > 0:
        memory.failed_day = np.concatenate([memory.failed_day, np.full(n_more, _NEVER)])


@compiled(nogil=True)
def weigh(ways: Table, failed_day: Ints, contacts: Contacts, day: int) -> None:
    """Add what our failures and their handling did to the day's satisfaction, in order of contact_id."""
    way = ways[0]
    for i in range(contacts.day.size):
        severity, who = contacts.severity[i], contacts.customer_id[i]
        if severity == NO_FAILURE or math.isnan(contacts.satisfaction[i]):
            continue
        at_once = (contacts.decision[i] in (NOT_NEEDED, BY_AGENT) and contacts.ego[i] == CALM and not contacts.transferred[i])
        quality = recovery_quality(way, contacts.solved[i], contacts.nth_talk[i], at_once, contacts.manner_sd[i])
        repeats = contacts.nth_talk[i] > 1
        if who >= 0:
            repeats = repeats or day - failed_day[who] <= way.memory_days
            failed_day[who] = day
        contacts.recovery[i] = quality
        contacts.failure_logit[i] = failure_effect_logit(way, severity, quality, repeats)
        contacts.satisfaction[i] += contacts.failure_logit[i]
