"""The budget follows revenue: positions grow and shrink with the margin that customers bring (the loop of M9, M15 and M25)."""

import math

import numpy as np

from sim.params import Params
from sim.schema import Ints


def positions_for(n: int, margin: float, margin_at_first: float, elasticity: float) -> int:
    """Positions that a quarter's margin pays for, where `n` went with the first one (assumption; never fewer than one).

    >>> positions_for(20, 0.95, 1.0, 1.0), positions_for(20, 0.95, 1.0, 3.0), positions_for(20, 1.1, 1.0, 1.0)
    (19, 17, 22)
    """
    if margin_at_first <= 0.0:
        return n
    return max(1, math.floor(n * (1.0 + elasticity * (margin / margin_at_first - 1.0)) + 0.5))


class Positions:
    """How many positions there are; reviewed each quarter. Nobody is dismissed: whoever quits is not replaced."""

    def __init__(self, params: Params) -> None:
        budget = params.budget
        self.is_on, self.review_days, self.elasticity = (
            params.mechanisms.budget_follows_revenue, budget.review_days, budget.follows_revenue_elasticity)
        self.n_at_first = self.n = sum(group.n_agents for group in params.workforce.groups.values())
        self.margin, self.margin_at_first = 0.0, 0.0
        self.n_open = 0            # positions to fill beyond those of tonight's leavers; below 0: to leave empty

    def filled_again(self, quits: Ints) -> Ints:
        """Whose positions are filled, of those who quit tonight; a new one is filled as that of one who quit."""
        if self.n_open < 0:
            kept = quits[min(-self.n_open, quits.size):]
            self.n_open += quits.size - kept.size
            return kept
        if self.n_open > 0 and quits.size:
            more = np.repeat(quits[:1], self.n_open)
            self.n_open = 0
            return np.concatenate([quits, more])
        return quits

    def night(self, day: int, margin_dkk: float) -> None:
        """Add up the day's margin; at a quarter's end see what it pays for."""
        if not self.is_on:
            return
        self.margin += margin_dkk
        if (day + 1) % self.review_days:
            return
        if self.margin_at_first <= 0.0:
            self.margin_at_first = self.margin
        n = positions_for(self.n_at_first, self.margin, self.margin_at_first, self.elasticity)
        self.n_open += n - self.n
        self.n, self.margin = n, 0.0
