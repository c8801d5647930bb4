"""Quantile functions (inverse distribution functions), increasing in the uniform u.

Compiled and interpreted code give the same bits: only integers, + - * / and math.sqrt, math.exp, math.log are used.
"""

import functools
import math

import numpy as np
from numpy.typing import NDArray

from sim.jit import compiled


@compiled
def uniform_between(low: float, high: float, u: float) -> float:
    """A value uniform between `low` and `high`, in their unit."""
    return low + (high - low) * u


@compiled
def exponential(mean: float, u: float) -> float:
    """A value of an exponential distribution with the given mean, in its unit."""
    return -mean * math.log(1.0 - u)


# Wichura's coefficients, highest power first: numerator and denominator for the middle, the flanks and the tails.
# fmt: off
_MIDDLE_OVER = (
    2.5090809287301226727e3, 3.3430575583588128105e4, 6.7265770927008700853e4,
    4.5921953931549871457e4, 1.3731693765509461125e4, 1.9715909503065514427e3,
    1.3314166789178437745e2, 3.3871328727963666080e0,
)
_MIDDLE_UNDER = (
    5.2264952788528545610e3, 2.8729085735721942674e4, 3.9307895800092710610e4,
    2.1213794301586595867e4, 5.3941960214247511077e3, 6.8718700749205790830e2,
    4.2313330701600911252e1, 1.0,
)
_FLANK_OVER = (
    7.74545014278341407640e-4, 2.27238449892691845833e-2, 2.41780725177450611770e-1,
    1.27045825245236838258e0, 3.64784832476320460504e0, 5.76949722146069140550e0,
    4.63033784615654529590e0, 1.42343711074968357734e0,
)
_FLANK_UNDER = (
    1.05075007164441684324e-9, 5.47593808499534494600e-4, 1.51986665636164571966e-2,
    1.48103976427480074590e-1, 6.89767334985100004550e-1, 1.67638483018380384940e0,
    2.05319162663775882187e0, 1.0,
)
_TAIL_OVER = (
    2.01033439929228813265e-7, 2.71155556874348757815e-5, 1.24266094738807843860e-3,
    2.65321895265761230930e-2, 2.96560571828504891230e-1, 1.78482653991729133580e0,
    5.46378491116411436990e0, 6.65790464350110377720e0,
)
_TAIL_UNDER = (
    2.04426310338993978564e-15, 1.42151175831644588870e-7, 1.84631831751005468180e-5,
    7.86869131145613259100e-4, 1.48753612908506148525e-2, 1.36929880922735805310e-1,
    5.99832206555887937690e-1, 1.0,
)
# fmt: on


@compiled
def _polynomial(coefficients: tuple[float, ...], x: float) -> float:
    value = 0.0
    for coefficient in coefficients:
        value = value * x + coefficient
    return value


@compiled
def normal(u: float) -> float:
    """A value of the standard normal distribution.

    Source:
        Wichura (1988), "Algorithm AS 241: the percentage points of the normal distribution", Applied
        Statistics 37(3), the version of 16 digits (PPND16).
    """
    q = u - 0.5
    if abs(q) <= 0.425:
        r = 0.180625 - q * q
        return q * _polynomial(_MIDDLE_OVER, r) / _polynomial(_MIDDLE_UNDER, r)
    r = math.sqrt(-math.log(u if q < 0.0 else 1.0 - u))
    if r <= 5.0:
        value = _polynomial(_FLANK_OVER, r - 1.6) / _polynomial(_FLANK_UNDER, r - 1.6)
    else:
        value = _polynomial(_TAIL_OVER, r - 5.0) / _polynomial(_TAIL_UNDER, r - 5.0)
    return -value if q < 0.0 else value


@compiled
def lognormal(log_median: float, sigma_log: float, u: float) -> float:
    """A value of a lognormal distribution.

    Args:
        log_median: logarithm of the median, and mean of the logarithm: log(mean) - sigma_log**2 / 2.
        sigma_log: standard deviation of the logarithm.
        u: uniform.
    """
    return math.exp(log_median + sigma_log * normal(u))


@compiled
def _gamma_log_share(shape: float, log_front: float, x: float, upper: bool) -> float:
    """Logarithm of the probability of a gamma distribution (scale 1) below `x`, or above it if `upper`.

    A series below shape + 1, a continued fraction from there on. `log_front` is the logarithm of x times the density.

    Source:
        Press, Teukolsky, Vetterling & Flannery, "Numerical Recipes", section 6.2; the continued fraction by Lentz's method.
    """
    if x < shape + 1.0:
        term = 1.0 / shape
        total = term
        k = shape
        while term > total * 1e-17:
            k += 1.0
            term *= x / k
            total += term
        log_below = log_front + math.log(total)
        return math.log(1.0 - math.exp(log_below)) if upper else log_below
    b = x + 1.0 - shape
    c = 1e300
    d = 1.0 / b
    fraction = d
    change = 0.0
    i = 0.0
    while abs(change - 1.0) > 1e-16 and i < 10_000.0:
        i += 1.0
        a = i * (shape - i)
        b += 2.0
        d = 1.0 / (a * d + b)
        c = b + a / c
        change = d * c
        fraction *= change
    log_above = log_front + math.log(fraction)
    return log_above if upper else math.log(1.0 - math.exp(log_above))


@compiled
def _log_gamma_value(shape: float, log_gamma_shape: float, z: float, log_share: float, upper: bool) -> float:
    """Logarithm of the quantile of a gamma distribution (scale 1) with a given probability below it, or above if `upper`.

    Newton's method on the logarithms of probability and value. On this scale the probability below is increasing and concave,
    and the probability above decreasing and concave, so after the first step convergence is one-sided from any start.

    Args:
        shape: shape parameter.
        log_gamma_shape: math.lgamma(shape).
        z: normal quantile of the same probability.
        log_share: logarithm of the probability.
        upper: whether it is the probability above.
    """
    spread = 1.0 / (9.0 * shape)
    cube_root = 1.0 - spread + math.sqrt(spread) * z  # Wilson and Hilferty
    if shape > 0.5 and cube_root > 0.2:
        y = math.log(shape * cube_root * cube_root * cube_root)
    else:
        log_below = math.log(1.0 - math.exp(log_share)) if upper else log_share
        y = (log_below + math.log(shape) + log_gamma_shape) / shape  # the first term of the series
        y = min(y, 1.0)
    for _ in range(100):
        x = math.exp(y)
        log_front = shape * y - x - log_gamma_shape
        now = _gamma_log_share(shape, log_front, x, upper)
        step = (now - log_share) / math.exp(log_front - now)
        y = y + step if upper else y - step
        if abs(step) < 1e-14 * (1.0 + abs(y)):
            break
    return y


@compiled
def gamma(mean: float, shape: float, log_gamma_shape: float, u: float) -> float:
    """A value of a gamma distribution, in the unit of its mean; for many values of one shape use `gamma_pieces`.

    Relative error below 1e-10 for shapes from 0.1 to 1000.

    Args:
        mean: mean of the distribution.
        shape: 1 is exponential; the coefficient of variation is 1 / sqrt(shape).
        log_gamma_shape: math.lgamma(shape), passed in because lgamma of two libraries differs in the last bit.
        u: uniform.
    """
    upper = u > 0.5
    log_share = math.log(1.0 - u if upper else u)
    return mean * math.exp(_log_gamma_value(shape, log_gamma_shape, normal(u), log_share, upper)) / shape


# --- many values of one gamma distribution ------------------------------------------------------------------

# The logarithm of the quantile is a smooth function of the normal quantile of the same probability, which lies within
# 8.21 of 0 for all uniforms.
_FARTHEST_Z = 8.25
_N_PIECES = 256
_PIECES_PER_Z = _N_PIECES / (2.0 * _FARTHEST_Z)


@functools.lru_cache(maxsize=64)
def gamma_pieces(shape: float) -> NDArray[np.float64]:
    """Quantiles of a gamma distribution as a table; about sixteen times as fast as `gamma`.

    The logarithm of the quantile (scale 1) as a function of the normal quantile, in pieces of degree five that match value,
    slope and second derivative at both ends. Relative error below 1e-9 for shapes from 0.01 to 10 000.

    Args:
        shape: from 0.01 to 10 000.

    Returns:
        `[n_pieces, 6]` coefficients in increasing order of power; read-only, for `gamma_by_pieces`.
    """
    z = np.linspace(-_FARTHEST_Z, _FARTHEST_Z, _N_PIECES + 1)
    log_share = np.array([math.log(0.5 * math.erfc(abs(score) / math.sqrt(2.0))) for score in z])
    pieces = _pieces(shape, math.lgamma(shape), z, log_share, math.log(2.0 * math.pi))
    pieces.setflags(write=False)
    return pieces


@compiled
def _pieces(shape: float, log_gamma_shape: float, z: NDArray[np.float64], log_share: NDArray[np.float64],
            log_2_pi: float) -> NDArray[np.float64]:
    """Pieces between the knots `z` `[n + 1]`; `log_share` is the log probability of the tail beyond each knot."""
    width = 1.0 / _PIECES_PER_Z
    knots = np.empty((z.size, 3))
    for i in range(z.size):
        y = _log_gamma_value(shape, log_gamma_shape, z[i], log_share[i], z[i] > 0.0)
        x = math.exp(y)
        log_density = shape * y - x - log_gamma_shape                       # of y
        slope = math.exp(-0.5 * (z[i] * z[i] + log_2_pi) - log_density)     # dy/dz: equal probability in both intervals
        bend = slope * (slope * (x - shape) - z[i])
        knots[i, 0], knots[i, 1], knots[i, 2] = y, slope * width, 0.5 * bend * width * width
    pieces = np.empty((z.size - 1, 6))
    for i in range(z.size - 1):
        y, slope, half_bend = knots[i, 0], knots[i, 1], knots[i, 2]
        rise = knots[i + 1, 0] - (y + slope + half_bend)
        more_slope = knots[i + 1, 1] - (slope + 2.0 * half_bend)
        more_bend = knots[i + 1, 2] - half_bend
        pieces[i, 0], pieces[i, 1], pieces[i, 2] = y, slope, half_bend
        pieces[i, 3] = 10.0 * rise - 4.0 * more_slope + more_bend
        pieces[i, 4] = 7.0 * more_slope - 15.0 * rise - 2.0 * more_bend
        pieces[i, 5] = 6.0 * rise - 3.0 * more_slope + more_bend
    return pieces


@compiled
def gamma_by_pieces(scale: float, pieces: NDArray[np.float64], first: int, u: float) -> float:
    """A value of a gamma distribution, in the unit of its scale.

    Args:
        scale: mean over shape.
        pieces: `[n, 6]` table that holds the distribution's `gamma_pieces` from row `first` on.
        first: first row of the distribution.
        u: uniform.

    >>> round(gamma_by_pieces(25.0, gamma_pieces(2.0), 0, 0.5), 9) == round(gamma(50.0, 2.0, math.lgamma(2.0), 0.5), 9)
    True
    """
    place = (normal(u) + _FARTHEST_Z) * _PIECES_PER_Z
    piece = min(max(int(place), 0), _N_PIECES - 1)
    t = place - piece
    row = first + piece
    low = pieces[row, 0] + t * pieces[row, 1]
    middle = pieces[row, 2] + t * pieces[row, 3]
    high = pieces[row, 4] + t * pieces[row, 5]
    return scale * math.exp(low + t * t * (middle + t * t * high))
