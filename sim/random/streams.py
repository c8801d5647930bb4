"""Named chance: what happens by chance has a name, and the name alone decides it.

`uniform(seed, what, who, nth)` is a pure function: the patience of customer 4711 at the second contact of the
third case is the same number in every scenario, in either engine and in any order of events. Underneath lies
Philox 4x32-10, a counter-based generator with published known answers. One uniform makes one variate, by
inversion.

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
from sim.random.distributions import EXACTLY, EXPONENTIAL, LOGNORMAL, UNIFORM
from sim.random.quantiles import exponential, gamma_by_pieces, lognormal, uniform_between

# --- the names ----------------------------------------------------------------------------------------------
# What a uniform is for. An even name and the odd name after it share one Philox block, and `uniform_pair`
# gives both for the price of one: put together what is drawn together. A name once used keeps its number.

# a first contact: `who` is (day, kind, block of customers) in one number, `nth` the how-manyth of that stream
CASE_GAP, WHO_CALLS = 0, 1
# a contact: `who` is the case_key, `nth` the contact's number in the case; 0 for what the case keeps
PATIENCE, BALK = 2, 3
REDIALS, REDIAL_DELAY = 4, 5
# a talk: `who` is the case_key, `nth` 16 times the talk's number in the case, plus the tier; 0 for what the case keeps
NEED, WRAP = 6, 7
DECISION_NEEDED, FRAME = 8, 9
ELSE_DECIDED, MISUSED = 10, 11
OPENED, WHAT_ELSE = 12, 13
ENFORCED, HURRY = 14, 15
GAMED, TRANSFERRED = 16, 17
SOLVED, LEADER_TIME = 18, 19
RETURNS, RETURN_DAY = 20, 21
REPEAT_DELAY, TIME_OF_DAY = 22, 23
NEXT_ISSUE, NEXT_DELAY = 24, 25
REOPENING, FREE_AGENT = 26, 27  # FREE_AGENT: `who` is the agent_id, `nth` how often idle that day
# a day: `who` is the day, `nth` the interval where there is one
BUSYNESS, INTERVAL = 32, 33
# a need: `who` is the case_key
HELP_TRIED, HELP_ENOUGH = 34, 35
# a customer: `who` is the customer_id
APPETITE, FIRST_ATTITUDE = 36, 37
LIFETIME, SCORE_HABIT = 38, 39
PAST_YEARS = 40
HELD, WALLET_HABIT = 128, 129
OFFER_HEARD, OFFER_TAKEN = 130, 131
SEEN_VIRAL = 132  # `nth` is the day
# a contact when it has ended: `who` is the case_key, `nth` the contact's number; 0 for what the case keeps
SEVERITY, VOICE = 134, 135
COMPLAINT_DELAY = 136
TELLS, TOLD = 138, 139
# a talk again, as above
RUDE, OUR_FAILURE = 64, 65  # what the case keeps: `nth` 0
PERSONAL, PASSED = 66, 67
FIRST_WORDS, SMALL_EXTRA = 68, 69
# an agent: `who` is the agent_id, `nth` the day or week where it comes again
SPEED, AGENT_MANNER = 48, 49
STAY, PAST_TENURE = 50, 51
ILL, OTHER_ABSENCE = 52, 53
HOLIDAY_WEEK = 54  # `who` is the week
PRODUCT_CHANGE = 55  # `who` is the day
WRONG_SHIFT, WRONG_LUNCH = 56, 57
MISPLACED, LATE = 58, 59  # LATE: `nth` 8 times the day, plus which break
FORECAST = 60  # `who` is the day
# a wait: `who` is the case_key, `nth` the contact's number in the case; REACHED: 16 times that, plus our calls so far
HEEDED, CALL_BACK = 80, 81
REACHED = 82
# a need and its cause: `who` is the case_key, `nth` the talk's or contact's number where it comes again
CAUSE, CAUSE_GOES = 96, 97  # of the first case of a line of next cases
LOGGED, REVIEWED = 98, 99
MESSAGE_HELPS, TIP_HELPS = 100, 101
CAUSE_OWNED = 102  # `who` is the cause
INCIDENT = 103  # `who` is the day
# a case: `who` is the case_key, `nth` 0, or the contact's number
CHANNEL, ALSO_CALLS = 84, 86
SILENT = 88

# --- the generator ------------------------------------------------------------------------------------------

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
        what: what it is for, one of the names above.
        who: whose chance it is: a customer, a case, an agent; an index, 64 bits.
        nth: which time; 32 bits.

    Returns:
        Strictly between 0 and 1, an odd multiple of 2**-53.

    >>> uniform(seed_of(1, 0), CASE_GAP, 4711, 2) == uniform(seed_of(1, 0), CASE_GAP, 4711, 2)
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
        what: one of the names above.
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


# --- a law of durations: some consecutive rows (code, p1, p2, p3, from_weight, to_weight) -------------------

_CODE, _P1, _P2, _P3, _FROM, _TO = 0, 1, 2, 3, 4, 5
_TINY = 0.5 * _TO_UNIT  # 2**-53, the smallest uniform


@compiled
def draw(rows: NDArray[np.float64], first: int, u: float) -> float:
    """A value of the law that starts at a row: which of its components, and how long, from one uniform.

    Args:
        rows: `[n, 6]` the table that `law.table` makes: code, p1, p2, p3, from_weight, to_weight.
        first: the law's first row.
        u: a uniform.

    Returns:
        Seconds; infinity for what never ends.
    """
    row = first
    while u >= rows[row, _TO]:
        row += 1
    low, high = rows[row, _FROM], rows[row, _TO]
    v = u
    if low > 0.0 or high < 1.0:
        v = (u - low) / (high - low)
        if v < _TINY:
            v = _TINY
        elif v > 1.0 - _TINY:
            v = 1.0 - _TINY
    code, p1, p2 = rows[row, _CODE], rows[row, _P1], rows[row, _P2]
    if code == EXACTLY:
        return float(p1)
    if code == EXPONENTIAL:
        return exponential(p1, v)
    if code == LOGNORMAL:
        return lognormal(rows[row, _P3], p2, v)
    if code == UNIFORM:
        return uniform_between(p1, p2, v)
    return gamma_by_pieces(p1 / p2, rows, int(rows[row, _P3]), v)
