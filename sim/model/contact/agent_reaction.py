"""How people treat each other in a talk: rudeness, what an agent makes of it, and the first seconds (M6, M7).

Rules on plain numbers: both engines call them.
"""

import math

from sim.jit import compiled
from sim.schema import Ego, Opening

CALM = int(Ego.CALM)
NO_HELP = int(Ego.NO_HELP)
PASSED_OFF = int(Ego.PASSED_OFF)
NEUTRAL, GOOD, ACCUSING = (int(opening) for opening in Opening)


@compiled
def personal_prob(odds: float, strain: float, strain_log_odds: float, manner_sd: float, manner_log_odds: float) -> float:
    """Chance that an agent takes a customer's ways personally.

    `odds` are those of a rested agent of average manner; they grow as exp(strain) and fall as exp(manner), which
    stands for personal-service skill.

    Args:
        odds: at rest, 0 where there is nothing to take personally.
        strain: 0 rested to 1 exhausted.
        strain_log_odds: what strain 1 adds to log odds.
        manner_sd: the agent's own manner [SD].
        manner_log_odds: what an SD takes off log odds.

    Source: M6 (articles) and Grandey, Dickter & Sin (2004), Journal of Organizational Behavior 25, for the signs; the
    sizes are assumptions.
    """
    now = odds * math.exp(strain_log_odds * strain - manner_log_odds * manner_sd)
    return now / (1.0 + now)


@compiled
def ego_of(prob: float, pass_off_share: float, personal: float, passed: float) -> int:
    """What injured pride makes of a talk, from two uniforms: nothing, no help, or passed on early (M6)."""
    if personal >= prob:
        return CALM
    return PASSED_OFF if passed < pass_off_share else NO_HELP


@compiled
def resolve_prob_with_ego(ego: int, full_prob: float, no_help_factor: float) -> float:
    """Chance of resolution with all its time: where it was passed on to it cannot be solved, without help seldom."""
    if ego == PASSED_OFF:
        return 0.0
    return full_prob * no_help_factor if ego == NO_HELP else full_prob


@compiled
def opening_of(good_share: float, accusing_share: float, share_per_sd: float, manner_sd: float, first_words: float) -> int:
    """How a talk is opened, from one uniform: the better the agent's manner today, the better (M7; sizes assumptions).

    Args:
        good_share: of talks, for an agent of average manner.
        accusing_share: likewise; where both would hold, it wins.
        share_per_sd: what an SD of manner adds to the first and takes off the second.
        manner_sd: the agent's own manner, strain included [SD].
        first_words: a uniform.
    """
    shift = share_per_sd * manner_sd
    if first_words < accusing_share - shift:
        return ACCUSING
    if first_words >= 1.0 - good_share - shift:
        return GOOD
    return NEUTRAL


@compiled
def opening_sd(opening: int, good_sd: float, accusing_sd: float) -> float:
    """What the first seconds change in manner, as the customer sees the whole talk [SD] (M7)."""
    if opening == GOOD:
        return good_sd
    return accusing_sd if opening == ACCUSING else 0.0
