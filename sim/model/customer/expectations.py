"""What customers expect tomorrow is more than today (M14). That products change, and wear knowledge out, stands in workforce."""

from sim.params import Params
from sim.units import YEAR_DAYS


def expectation_gap(params: Params, day: int) -> float:
    """Satisfaction (logit) that the service of day 0 has lost by a day, because customers have come to expect more (M14).

    It rises evenly with the years. Source of the size: assumption.
    """
    return params.expectations.rise_per_year * day / YEAR_DAYS if params.mechanisms.expectations else 0.0
