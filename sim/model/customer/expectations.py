"""Rise of customers' expectations over the years. Product changes that make knowledge outdated are in `workforce`."""

from sim.params import Params
from sim.units import YEAR_DAYS


def expectation_gap(params: Params, day: int) -> float:
    """Loss of satisfaction [logit] of the same service since day 0, because customers' expectations rise.

    Linear in time. Source of the size: assumption.
    """
    return params.expectations.rise_per_year * day / YEAR_DAYS if params.mechanisms.expectations else 0.0
