"""Random numbers by name: a counter-based generator, so that a number is decided by what it is for.

`uniform(seed, what, who, nth)` is a pure function: the patience of customer 4711 at the second contact of the
third case is the same number in every scenario, in either engine and in any order of events. Underneath lies
Philox 4x32-10, a counter-based generator with published known answers. One uniform makes one variate, by
inversion. What may stand for `what`, and what `who` and `nth` then mean, is declared in `sim.random.streams`.

The code is compiled, and gives the same bits when compilation is switched off: it knows whole numbers
and + - * /.

Source:
    Salmon, Moraes, Dror & Shaw (2011), "Parallel random numbers: as easy as 1, 2, 3", SC'11.
"""

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from sim.jit import compiled, is_compiling

# Compiled, a word is an unsigned 64-bit number: a product of two words fits it and would overflow the signed
# one that numba makes of a Python int. Without compilation it is that Python int, which has no end.
_word: Callable[[Any], Any] = np.uint64 if is_compiling() else int
_MASK, _BITS_32, _BITS_20, _BITS_12 = _word(0xFFFFFFFF), _word(32), _word(20), _word(12)
_M0, _M1 = _word(0xD2511F53), _word(0xCD9E8D57)
_WEYL0, _WEYL1 = _word(0x9E3779B9), _word(0xBB67AE85)
_ROUNDS = 10
_TO_UNIT = 1.0 / 4503599627370496.0  # 2**-52


@compiled
def philox4x32(c0: int, c1: int, c2: int, c3: int, k0: int, k1: int) -> tuple[int, int, int, int]:
    """Philox 4x32-10: four words of chance for a counter of four words under a key of two.

    Words are whole numbers from 0 to 2**32 - 1; of a larger one, or a negative one, the low 32 bits count.

    >>> [f"{word:08x}" for word in philox4x32(0, 0, 0, 0, 0, 0)]
    ['6627e8d5', 'e169c58d', 'bc57ac4c', '9b00dbd8']
    """
    x0, x1, x2, x3 = _word(c0) & _MASK, _word(c1) & _MASK, _word(c2) & _MASK, _word(c3) & _MASK
    y0, y1 = _word(k0) & _MASK, _word(k1) & _MASK
    for _ in range(_ROUNDS):
        p0 = _M0 * x0
        p1 = _M1 * x2
        x0, x1, x2, x3 = (p1 >> _BITS_32) ^ x1 ^ y0, p1 & _MASK, (p0 >> _BITS_32) ^ x3 ^ y1, p0 & _MASK
        y0 = (y0 + _WEYL0) & _MASK
        y1 = (y1 + _WEYL1) & _MASK
    return x0, x1, x2, x3


@compiled
def _unit(word_high: int, word_low: int) -> float:
    """The middle of one of 2**52 equal steps of (0, 1), from two words of chance.

    Not 53 bits: 2**53 - 0.5 is no double and would round to a uniform of exactly 1. So the result, and one
    minus it, are exact and never 0.
    """
    return (float(int((word_high << _BITS_20) | (word_low >> _BITS_12))) + 0.5) * _TO_UNIT


@compiled
def uniform(seed: int, what: int, who: int, nth: int) -> float:
    """A uniform on (0, 1), decided by its name alone.

    Args:
        seed: of the replication, see `seed_of`; 64 bits.
        what: what it is for, one of the streams.
        who: whose chance it is: a customer, a case, an agent; an index, 64 bits.
        nth: which time; 32 bits.

    Returns:
        Strictly between 0 and 1, an odd multiple of 2**-53.

    >>> 0.0 < uniform(seed_of(1, 0), 0, 4711, 2) < 1.0
    True
    """
    w0, w1, w2, w3 = philox4x32(int(what) >> 1, nth, who, int(who) >> 32, seed, int(seed) >> 32)
    if int(what) & 1 == 0:
        return _unit(w0, w1)
    return _unit(w2, w3)


@compiled
def uniform_pair(seed: int, what_even: int, who: int, nth: int) -> tuple[float, float]:
    """The uniforms named `what_even` and `what_even + 1`, for the price of one.

    Args:
        seed: of the replication.
        what_even: an even name; an odd one gives the pair that it belongs to.
        who: whose chance it is.
        nth: which time.

    Returns:
        The uniform of the even name, the uniform of the odd name.
    """
    w0, w1, w2, w3 = philox4x32(int(what_even) >> 1, nth, who, int(who) >> 32, seed, int(seed) >> 32)
    return _unit(w0, w1), _unit(w2, w3)


def uniforms(seed: int, what: int, who: ArrayLike, nth: ArrayLike = 0) -> NDArray[np.float64]:
    """The same uniforms as `uniform`, for many at once.

    Args:
        seed: of the replication.
        what: one of the streams.
        who: `[n]` whose chance each one is.
        nth: `[n]`, or one number for all.

    Returns:
        `[n]`
    """
    whose, times = np.broadcast_arrays(np.asarray(who, dtype=np.int64), np.asarray(nth, dtype=np.int64))
    out = np.empty(whose.shape, dtype=np.float64)
    _fill(seed, what, whose.flatten(), times.flatten(), out.ravel())
    return out


@compiled
def _fill(
    seed: int, what: int, who: NDArray[np.int64], nth: NDArray[np.int64], out: NDArray[np.float64]
) -> None:
    for i in range(out.size):
        out[i] = uniform(seed, what, who[i], nth[i])


def seed_of(run_seed: int, replication: int) -> int:
    """The seed of one replication: both numbers, side by side.

    Args:
        run_seed: the user's seed, 0 to 4 294 967 295.
        replication: from 0 to 2 147 483 647.

    Raises:
        ValueError: one of the two is out of range.

    >>> seed_of(1, 0), seed_of(0, 1)
    (1, 4294967296)
    """
    for name, number, bits in (("run.seed", run_seed, 32), ("replication", replication, 31)):
        if number != int(number) or not 0 <= number < 1 << bits:
            raise ValueError(f"{name} = {number}: must be a whole number from 0 to {(1 << bits) - 1}.")
    return int(replication) << 32 | int(run_seed)
