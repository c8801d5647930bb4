"""How long a customer waits (M1)."""

import math

from sim.jit import compiled
from sim.random.philox import uniform_pair
from sim.random.sampling import draw
from sim.random.streams import PATIENCE
from sim.schema import Floats

_TIER_STRIDE = 1 << 20


@compiled
def patience_s(seed: int, case_key: int, nth_contact: int, tier: int, kept: bool, laws: Floats, law: int,
               factor: float, balk_prob: float, elasticity: float, attitude: float) -> float:
    """Time that a customer is willing to wait in this queue; infinite without a law (`law` < 0).

    Drawn for each contact and tier anew, or `kept` by the case. `balk_prob` leave at once. A loyal
    customer bears more: patience grows by exp(`elasticity` x `attitude`) (M9; size: assumption).

    Source: calibration C1 to C5; hyperexponential with a point mass at 0, derived from bank records.
    """
    nth = 0 if kept else nth_contact + _TIER_STRIDE * tier
    patience, balks = uniform_pair(seed, PATIENCE, case_key, nth)
    if balks < balk_prob:
        return 0.0
    if law < 0:
        return math.inf
    return draw(laws, law, patience) * factor * math.exp(elasticity * attitude)
