"""The Weibull distribution: `weibull mean 300 s shape 1.5`."""

import math
from typing import Any

from sim import Distribution, Quantities, quantity


class Weibull(Quantities):
    """Parameters of a Weibull distribution."""

    mean_s: float = quantity("s", "mean", 0.001, 1e9)
    shape: float = quantity("", "shape: 1 is exponential, more is less variable", 0.2, 50)


def quantile(own: Any, u: float) -> float:
    """The duration [s] that is not exceeded with probability `u`."""
    scale_s = own.mean_s / math.gamma(1.0 + 1.0 / own.shape)
    return scale_s * (-math.log1p(-u)) ** (1.0 / own.shape)


def mean(own: Any) -> float:
    """The mean [s]."""
    return own.mean_s


WEIBULL = Distribution("weibull", "Weibull, by its mean and shape", Weibull, quantile, mean)
