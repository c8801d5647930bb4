"""Values that follow from several parameters and are needed in several places."""

import math

from sim.params import Params
from sim.units import HOUR_S

_REOPENING_MAX = 0.99         # largest share of an open day over which contacts after reopening spread


def talk_cap_s(params: Params) -> float:
    """Cap on talk time that is in force [s]; infinite: none."""
    cap_s = params.conversation.aht_cap_s
    return cap_s if params.mechanisms.aht_cap and cap_s is not None else math.inf


def clock_visible(params: Params) -> bool:
    """Whether there is a cap and agents see a clock."""
    return params.conversation.clock_visible and math.isfinite(talk_cap_s(params))


def reopening_spread_s(params: Params) -> float:
    """Time after opening within which contacts wanted in closed hours arrive [s]; less than an open day."""
    centre = params.centre
    return min(centre.reopening_spread_s, _REOPENING_MAX * ((centre.closes_h - centre.opens_h) * HOUR_S))
