"""Budget that follows revenue: positions grow and shrink with customers' margin (the loop of loyalty, staff and budget)."""

import math

import numpy as np

from sim.params import Params
from sim.schema import Ints


def positions_for(n: int, margin: float, margin_at_first: float, elasticity: float) -> int:
    """Positions that a quarter's margin pays for, relative to `n` in the first quarter (assumption; at least one).

    >>> positions_for(20, 0.95, 1.0, 1.0), positions_for(20, 0.95, 1.0, 3.0), positions_for(20, 1.1, 1.0, 1.0)
    (19, 17, 22)
    """
    if margin_at_first <= 0.0:
        return n
    return max(1, math.floor(n * (1.0 + elasticity * (margin / margin_at_first - 1.0)) + 0.5))


class Positions:
    """Number of agent positions, reviewed each quarter. No agent is dismissed: positions of leavers are left vacant."""

    def __init__(self, params: Params) -> None:
        budget = params.budget
        self.is_on, self.review_days, self.elasticity = (
            params.mechanisms.budget_follows_revenue, budget.review_days, budget.follows_revenue_elasticity)
        self.n_at_first = self.n = sum(group.n_agents for group in params.workforce.groups.values())
        self.margin, self.margin_at_first = 0.0, 0.0
        self.n_open = 0            # positions to fill beyond those of tonight's leavers; negative: to leave vacant

    def refilled(self, quits: Ints) -> Ints:
        """Which leavers' positions are filled; an additional position is filled as that of one of the leavers."""
        if self.n_open < 0:
            filled = quits[min(-self.n_open, quits.size):]
            self.n_open += quits.size - filled.size
            return filled
        if self.n_open > 0 and quits.size:
            additional = np.repeat(quits[:1], self.n_open)
            self.n_open = 0
            return np.concatenate([quits, additional])
        return quits

    def night(self, day: int, margin: float) -> None:
        """Add the day's margin; at the end of a quarter review the number of positions."""
        if not self.is_on:
            return
        self.margin += margin
        if (day + 1) % self.review_days:
            return
        if self.margin_at_first <= 0.0:
            self.margin_at_first = self.margin
        n = positions_for(self.n_at_first, self.margin, self.margin_at_first, self.elasticity)
        self.n_open += n - self.n
        self.n, self.margin = n, 0.0
