"""Named random numbers: a counter-based generator, whose numbers depend on their purpose alone.

`uniform(seed, stream, who, nth)` is a pure function: the patience of customer 4711 at the second contact of the third case is the
same number in every scenario, in both engines and in any order of events. The generator is Philox 4x32-10, which has published
known answers. One uniform gives one variate, by inversion. The streams, with the meaning of `who` and `nth`, are declared in
`sim.random.streams`.

The code gives the same bits compiled and interpreted: it uses only integers and + - * /.

Source:
    Salmon, Moraes, Dror & Shaw (2011), "Parallel random numbers: as easy as 1, 2, 3", SC'11.
"""

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from sim.jit import compiled, is_compiling

# In compiled code a word is an unsigned 64-bit number, which holds a product of two words and does not overflow like the signed
# one that numba makes of a Python int. Without compilation it is a Python int, which has no limit.
_word: Callable[[Any], Any] = np.uint64 if is_compiling() else int
_MASK, _BITS_32, _BITS_20, _BITS_12 = _word(0xFFFFFFFF), _word(32), _word(20), _word(12)
_M0, _M1 = _word(0xD2511F53), _word(0xCD9E8D57)
_WEYL0, _WEYL1 = _word(0x9E3779B9), _word(0xBB67AE85)
_ROUNDS = 10
_TO_UNIT = 1.0 / 4503599627370496.0  # 2**-52


@compiled
def philox4x32(c0: int, c1: int, c2: int, c3: int, k0: int, k1: int) -> tuple[int, int, int, int]:
    """Philox 4x32-10: four random words for a counter of four words and a key of two.

    Words are integers from 0 to 2**32 - 1; of a larger or negative one the low 32 bits count.

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
    """The middle of one of 2**52 equal steps of (0, 1), from two random words.

    Not 53 bits: 2**53 - 0.5 is no double and would round to a uniform of exactly 1. The result and one minus it are exact and
        never 0.
    """
    return (float(int((word_high << _BITS_20) | (word_low >> _BITS_12))) + 0.5) * _TO_UNIT


@compiled
def uniform(seed: int, stream: int, who: int, nth: int) -> float:
    """A uniform on (0, 1), which depends on the arguments alone.

    Args:
        seed: of the replication, see `seed_of`; 64 bits.
        stream: what it is for, see `sim.random.streams`.
        who: the customer, case or agent that it belongs to; an index, 64 bits.
        nth: which of the entity's numbers in this stream; 32 bits.

    Returns:
        Strictly between 0 and 1, an odd multiple of 2**-53.

    >>> 0.0 < uniform(seed_of(1, 0), 0, 4711, 2) < 1.0
    True
    """
    w0, w1, w2, w3 = philox4x32(int(stream) >> 1, nth, who, int(who) >> 32, seed, int(seed) >> 32)
    if int(stream) & 1 == 0:
        return _unit(w0, w1)
    return _unit(w2, w3)


@compiled
def uniform_pair(seed: int, even_stream: int, who: int, nth: int) -> tuple[float, float]:
    """The uniforms of the streams `even_stream` and `even_stream + 1`, from one Philox block.

    Args:
        seed: of the replication.
        even_stream: an even stream; an odd one gives the pair that it belongs to.
        who: see `uniform`.
        nth: see `uniform`.

    Returns:
        The uniform of the even stream, the uniform of the odd stream.
    """
    w0, w1, w2, w3 = philox4x32(int(even_stream) >> 1, nth, who, int(who) >> 32, seed, int(seed) >> 32)
    return _unit(w0, w1), _unit(w2, w3)


def uniforms(seed: int, stream: int, who: ArrayLike, nth: ArrayLike = 0) -> NDArray[np.float64]:
    """The same uniforms as `uniform`, for many at once.

    Args:
        seed: of the replication.
        stream: what they are for.
        who: `[n]`, one per number.
        nth: `[n]`, or one number for all.

    Returns:
        `[n]`
    """
    whose, times = np.broadcast_arrays(np.asarray(who, dtype=np.int64), np.asarray(nth, dtype=np.int64))
    out = np.empty(whose.shape, dtype=np.float64)
    _fill(seed, stream, whose.flatten(), times.flatten(), out.ravel())
    return out


@compiled
def _fill(
    seed: int, stream: int, who: NDArray[np.int64], nth: NDArray[np.int64], out: NDArray[np.float64]
) -> None:
    for i in range(out.size):
        out[i] = uniform(seed, stream, who[i], nth[i])


def seed_of(run_seed: int, replication: int) -> int:
    """The seed of one replication: both numbers in one of 64 bits.

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
