"""Distributions of durations: what one consists of. How one is written stands in `sim.random.parse`."""

import math
from dataclasses import dataclass

# What a row of a distribution is; compiled code compares it with the row's first number.
EXACTLY = 0
EXPONENTIAL = 1
LOGNORMAL = 2
GAMMA = 3
UNIFORM = 4

Row = tuple[float, float, float, float, float, float]


@dataclass(frozen=True, slots=True)
class Law:
    """How long something takes: its text, and the rows that `sim.random.sampling.draw` walks through.

    Attributes:
        text: the distribution in one normal form, all times in seconds.
        rows: one (code, p1, p2, p3, from_weight, to_weight) per component; EXACTLY p1 value, EXPONENTIAL p1
            mean, LOGNORMAL p1 mean p2 sigma of the logarithm p3 logarithm of the median, GAMMA p1 mean p2 shape
            (p3: where `sampling.table` lays out its quantiles), UNIFORM p1 low p2 high. The last to_weight is exactly 1.
    """

    text: str
    rows: tuple[Row, ...]

    @property
    def mean_s(self) -> float:
        """Mean duration [s]; infinite if it may never end."""
        return math.fsum(
            (to - start) * (0.5 * (p1 + p2) if code == UNIFORM else p1)
            for code, p1, p2, _, start, to in self.rows
            if to > start
        )

    def __str__(self) -> str:
        return self.text
