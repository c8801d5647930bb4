"""How long a customer is willing to wait, and what hearing an announcement changes in it."""

import math
from typing import Any

from sim.jit import compiled, rule
from sim.mechanisms.contact.managed_expectations import BALKS_ON_ANNOUNCEMENT, CALLBACK
from sim.mechanisms.contact.patience import PATIENCE
from sim.model.contact.channels import CHAT, PHONE
from sim.model.contact.delay_announcements import announced_wait_s, expected_wait_s, informed_patience_s
from sim.model.contact.encounter import bernoulli
from sim.random.philox import uniform_pair
from sim.random.sampling import draw
from sim.schema import Floats

_TIER_STRIDE = 1 << 20


@compiled
def patience_s(seed: int, case_key: int, nth_contact: int, tier: int, kept: bool, distributions: Floats, distribution: int,
               factor: float, balk_prob: float, elasticity: float, attitude: float) -> float:
    """Patience of a customer in this queue [s]; infinite without a distribution (`distribution` < 0).

    Drawn for each contact and tier, or once per case (`kept`). A share `balk_prob` balks at once. Patience grows with
    attitude by exp(`elasticity` x `attitude`) (size: assumption).

    Source: calibration C1 to C5; hyperexponential with a point mass at 0, derived from bank records.
    """
    nth = 0 if kept else nth_contact + _TIER_STRIDE * tier
    patience, balks = uniform_pair(seed, PATIENCE, case_key, nth)
    if balks < balk_prob:
        return 0.0
    if distribution < 0:
        return math.inf
    return draw(distributions, distribution, patience) * factor * math.exp(elasticity * attitude)


@rule
def patience_left_s(params: Any, distributions: Floats, queue: Any, contact: Any, attitude: float) -> float:
    """Time [s] that a customer who has joined a queue is willing to wait; for our callback, without end.

    Args:
        params, distributions, queue, contact: see `sim.model.contact.encounter`.
        attitude: the customer's this morning; 0 for a stranger.
    """
    if contact.callback and contact.tier == 0:
        return math.inf
    distribution = params.chat_patience_distribution if contact.channel == CHAT else params.patience_distribution
    return patience_s(
        params.seed, contact.case_key, contact.nth_contact, contact.tier, bool(params.patience_persistent), distributions,
        distribution,
        queue.patience_factor * contact.patience_factor, params.balk_prob, params.attitude_elasticity, attitude)


@rule
def hears_announcement(params: Any, contact: Any, left_s: float) -> bool:
    """Whether a caller with so much patience may hear how long it takes, or be offered a callback."""
    return bool(params.announces_waits and contact.channel == PHONE and contact.tier == 0 and not contact.callback
                and left_s > 0.0)


@rule(rare=True)
def hear_announcement(params: Any, contact: Any, left_s: float, n_on_the_line: int, n_at_work: int) -> float:
    """Patience [s] of a caller after a delay announcement: accepts a callback, hangs up, or waits with another patience.

    Args:
        params, contact: see `sim.model.contact.encounter`.
        left_s: patience before the announcement.
        n_on_the_line: callers who wait, this one included.
        n_at_work: agents on duty who can take the call.
    """
    key, nth = contact.case_key, contact.nth_contact
    expected_s = expected_wait_s(n_on_the_line, n_at_work, params.usual_handle_s)
    if expected_s >= params.callback_from_s and bernoulli(params.seed, CALLBACK, key, nth, params.callback_accept_prob):
        contact.callback = True
        return math.inf
    if expected_s < params.announce_from_s:
        return left_s
    contact.announced_s = announced_wait_s(expected_s, params.announced_factor, params.announced_step_s)
    balks_on_announcement = contact.announced_s > left_s and bernoulli(params.seed, BALKS_ON_ANNOUNCEMENT, key, nth,
                                                                       params.announcement_balk_prob)
    return informed_patience_s(left_s, contact.announced_s, balks_on_announcement, params.informed_patience_factor)
