"""Contact propensity: which customers contact us, and how often (A9)."""

import functools
import math

import numpy as np

from sim.jit import compiled
from sim.params import Params
from sim.random.philox import uniform
from sim.random.quantiles import gamma_by_pieces, gamma_pieces
from sim.random.streams import APPETITE
from sim.schema import Floats, Ints


class Appetite:
    """Contact propensity of customers: gamma distributed, since contacts per customer are skewed (A9); cumulated per block.

    Demand divides customers into blocks: the first customer base, then the newcomers of each quarter of a year.
    """

    def __init__(self, params: Params, seed: int) -> None:
        self.seed, self.shape = seed, params.customers.activity_shape
        self.n_first = params.customers.n
        self.n_later = max(1, math.ceil(self.n_first * params.customers.joins_per_year / 4.0))
        self.cumulated = np.empty(0)       # [n_known], in each block from above 0 to 1
        self.guide = np.empty(0, dtype=np.int64)   # index table: first customer beyond each n-th part of a block

    def know(self, n_known: int) -> None:
        """Draw the propensity of at least the first `n_known` customers."""
        while self.cumulated.size < n_known:
            if not self.cumulated.size:
                self.cumulated, self.guide = _first_block(self.seed, 0, self.n_first, self.shape)
                continue
            cumulated, guide = _block(self.seed, self.cumulated.size, self.n_later, self.shape)
            self.cumulated, self.guide = np.concatenate([self.cumulated, cumulated]), np.concatenate([self.guide, guide])


def _block(seed: int, first: int, n: int, shape: float) -> tuple[Floats, Ints]:
    cumulated, guide = np.empty(n), np.empty(n, dtype=np.int64)
    _cumulate(seed, first, shape, gamma_pieces(shape), cumulated, guide)
    return cumulated, guide


_first_block = functools.lru_cache(maxsize=1)(_block)      # for the next run with the same seed; never written to


@compiled(nogil=True)
def _cumulate(seed: int, first: int, shape: float, pieces: Floats, cumulated: Floats, guide: Ints) -> None:
    total, n = 0.0, cumulated.size
    for i in range(n):
        total += gamma_by_pieces(1.0 / shape, pieces, 0, uniform(seed, APPETITE, first + i, 0))
        cumulated[i] = total
    for i in range(n):
        cumulated[i] /= total
    place = 0
    for part in range(n):
        while cumulated[place] <= part / n:
            place += 1
        guide[part] = first + place


@compiled
def caller(cumulated: Floats, first: int, start: int, u: float) -> int:
    """Customer whose part of the block's cumulated propensity contains the uniform (inversion).

    Args:
        cumulated: propensity, as in `Appetite`.
        first: first customer of the block.
        start: customer to start the search from, by the block's index table.
        u: uniform.
    """
    while cumulated[start] <= u:
        start += 1
    while start > first and cumulated[start - 1] > u:
        start -= 1
    return start
