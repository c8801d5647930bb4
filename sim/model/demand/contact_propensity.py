"""Who calls: customers' appetite for contact (A9)."""

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
    """Customers' appetite for contact: gamma, as callers are skewed (A9), cumulated within blocks of customers.

    Demand knows customers by blocks: the first customer base, and then the newcomers of a quarter of a year at a time.
    """

    def __init__(self, params: Params, seed: int) -> None:
        self.seed, self.shape = seed, params.customers.activity_shape
        self.n_first = params.customers.n
        self.n_later = max(1, math.ceil(self.n_first * params.customers.joins_per_year / 4.0))
        self.cumulated = np.empty(0)       # [n_known], in each block from above 0 to 1
        self.guide = np.empty(0, dtype=np.int64)   # of each n-th of a block's way the first customer beyond it

    def know(self, n_known: int) -> None:
        """Make sure of the first `n_known` customers."""
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


_first_block = functools.lru_cache(maxsize=1)(_block)      # for the next run on the same chance; nobody writes into it


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
def caller(cumulated: Floats, first: int, guess: int, u: float) -> int:
    """The customer of a block in whose share of all appetite a uniform falls: the first whose cumulated one is above it.

    Args:
        cumulated: appetite, as `Appetite` has it.
        first: of the block.
        guess: where to look from; the block's guide has a good one.
        u: a uniform.
    """
    while cumulated[guess] <= u:
        guess += 1
    while guess > first and cumulated[guess - 1] > u:
        guess -= 1
    return guess
