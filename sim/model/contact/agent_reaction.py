"""Rudeness, whether the agent takes it personally, and the opening of a conversation.

Scalar rules; both engines call them.
"""

import math

from sim.jit import compiled
from sim.schema import Ego, Opening

CALM = int(Ego.CALM)
NO_HELP = int(Ego.NO_HELP)
ESCALATED_EARLY = int(Ego.ESCALATED_EARLY)
NEUTRAL, GOOD, ACCUSING = (int(opening) for opening in Opening)


@compiled
def takes_personally_prob(odds: float, strain: float, strain_log_odds: float, manner_sd: float, manner_log_odds: float) -> float:
    """Probability that an agent takes a customer's behaviour personally.

    `odds` hold for a rested agent of average manner; they grow as exp(strain) and fall as exp(manner), manner standing
    for personal-service skill.

    Args:
        odds: for a rested agent of average manner; 0 if there is nothing to take personally.
        strain: 0 rested to 1 exhausted.
        strain_log_odds: increase in log odds at strain 1.
        manner_sd: the agent's own manner [SD].
        manner_log_odds: decrease in log odds per SD of manner.

    Source: the articles and Grandey, Dickter & Sin (2004), Journal of Organizational Behavior 25, for the signs; the
    sizes are assumptions.
    """
    odds_now = odds * math.exp(strain_log_odds * strain - manner_log_odds * manner_sd)
    return odds_now / (1.0 + odds_now)


@compiled
def ego_of(prob: float, early_escalation_share: float, u_personal: float, u_escalates: float) -> int:
    """Agent's reaction, from two uniforms: calm, no help, or early escalation."""
    if u_personal >= prob:
        return CALM
    return ESCALATED_EARLY if u_escalates < early_escalation_share else NO_HELP


@compiled
def resolve_prob_with_ego(ego: int, full_prob: float, no_help_factor: float) -> float:
    """Resolution probability with the full time needed: 0 after early escalation, reduced without help."""
    if ego == ESCALATED_EARLY:
        return 0.0
    return full_prob * no_help_factor if ego == NO_HELP else full_prob


@compiled
def opening_of(good_share: float, accusing_share: float, share_per_sd: float, manner_sd: float, u_opening: float) -> int:
    """Opening of a conversation (good, neutral or accusing), from one uniform; better with better manner (sizes assumptions).

    Args:
        good_share: share of good openings, for an agent of average manner.
        accusing_share: share of accusing openings, likewise; takes precedence where both apply.
        share_per_sd: added to the first and taken off the second per SD of manner.
        manner_sd: the agent's own manner, strain included [SD].
        u_opening: uniform.
    """
    shift = share_per_sd * manner_sd
    if u_opening < accusing_share - shift:
        return ACCUSING
    if u_opening >= 1.0 - good_share - shift:
        return GOOD
    return NEUTRAL


@compiled
def opening_sd(opening: int, good_sd: float, accusing_sd: float) -> float:
    """Effect of the opening on perceived manner over the whole conversation [SD]."""
    if opening == GOOD:
        return good_sd
    return accusing_sd if opening == ACCUSING else 0.0
