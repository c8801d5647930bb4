"""A duration distribution, written as one line of text in a scenario: `lognormal mean 300 s sigma 0.84`.

A text and not a mapping, because Hydra merges mappings: a what-if that changes the distribution would keep the keys of
the old one. Known distributions are

    exactly 100 s                            exponential mean 180 s
    lognormal mean 300 s sigma 0.84          lognormal mean 300 s cv 1.0
    gamma mean 50 s shape 2                  gamma mean 50 s cv 0.7
    uniform 10 s to 20 s                     never
    weibull mean 180 s shape 1.5             erlang mean 300 s phases 3
    hyperexponential mean 300 s cv 1.5       loglogistic mean 300 s shape 2.5
    triangular 3 min to 15 min mode 8 min    normal mean 300 s sd 60 s
    beta 1 min to 10 min shapes 2 and 5      empirical 0 % 30 s 50 % 180 s 100 % 900 s

and mixtures of them, with weights that sum to one, in per cent or as 0.03, 0.22, 0.75:

    3 % exactly 0 s + 22 % exponential mean 70 s + 75 % exponential mean 1400 s

A normal distribution has no values below zero: `mean` and `sd` are those before they are left out. An empirical one is a list of
quantiles; between two of them all durations are equally likely. Behind a distribution, or a mixture in brackets, may stand

    plus 30 s                                that much longer
    between 30 s and 20 min                  values beyond the limits are left out and the others keep their proportions
    above 30 s                               below 20 min

and two independent durations make a new one, such as handling that is cut at 20 minutes:

    shorter of lognormal mean 300 s cv 1 and exactly 20 min
    longer of exponential mean 180 s and exactly 60 s

Units are s, min, h, days and weeks; without a unit, seconds. A number alone is exactly that many seconds.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Annotated, Any

from pydantic import PlainSerializer, PlainValidator, WithJsonSchema

from sim.i18n.translate import message
from sim.random.components import EXACTLY, EXPONENTIAL, GAMMA, LOGNORMAL, TABULATED, UNIFORM, Part, number_text
from sim.random.families import FORMS
from sim.random.parse import Term, checked, components, terms_of, text_of
from sim.random.tokens import NotADistribution
from sim.units import LONGEST_S

__all__ = [
    "EXACTLY",
    "EXPONENTIAL",
    "GAMMA",
    "LOGNORMAL",
    "TABULATED",
    "UNIFORM",
    "DurationDistribution",
    "DurationDistributionField",
    "NotADistribution",
    "parse_distribution",
]

Row = tuple[float, float, float, float, float, float]


@dataclass(frozen=True, slots=True)
class DurationDistribution:
    """A distribution of durations [s]: its text, and the rows that `sim.random.sampling.draw` reads.

    Attributes:
        text: the distribution in normal form, all times in seconds.
        rows: one (code, p1, p2, p3, from_weight, to_weight) per component; EXACTLY p1 value, EXPONENTIAL p1
            mean, LOGNORMAL p1 mean p2 sigma of the logarithm p3 logarithm of the median, GAMMA p1 mean p2 shape
            (p3: row of its quantiles in `table`), UNIFORM p1 low p2 high, TABULATED p1 mean p2 index in `tables` (p3: as GAMMA).
            The last to_weight is exactly 1.
        tables: quantiles of the components from plug-ins, see `sim.random.tabulated`.
    """

    text: str
    rows: tuple[Row, ...]
    tables: tuple[tuple[float, ...], ...] = field(default=(), repr=False)

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


def parse_distribution(value: Any) -> DurationDistribution:
    """Read a duration distribution.

    Args:
        value: a text as in the head of this file, a number of seconds, or a distribution already read.

    Raises:
        NotADistribution: with one message: which part is not understood, and what is allowed there.

    >>> parse_distribution("Exponential mean 3 min")
    DurationDistribution(text='exponential mean 180 s', rows=((1.0, 180.0, 0.0, 0.0, 0.0, 1.0),))
    >>> parse_distribution("exactly 3 mn")
    Traceback (most recent call last):
    sim.random.tokens.NotADistribution: 'exactly 3 mn': 'mn' is no known unit. Did you mean `min`? Known: s, min, h, days, weeks.
    """
    if isinstance(value, DurationDistribution):
        return value
    if isinstance(value, bool) or not isinstance(value, (str, int, float)):
        raise NotADistribution(message("{value} is no distribution of durations: write seconds, or `{form}`.",
                                       value=repr(value), form=FORMS["exponential"]))
    if isinstance(value, str):
        return _distribution(terms_of(value))
    if not value >= 0:
        raise NotADistribution(message("{value} s: a duration is zero or more.", value=repr(value)))
    if LONGEST_S < value < math.inf:
        raise NotADistribution(message("a duration longer than 1000 years; write `never` if it never ends."))
    text = f"exactly {number_text(float(value))} s" if value < math.inf else "never"
    return _distribution([Term(1.0, text, (Part(1.0, EXACTLY, float(value)),))])


DurationDistributionField = Annotated[
    DurationDistribution,
    PlainValidator(parse_distribution),
    PlainSerializer(lambda distribution: distribution.text, return_type=str),
    WithJsonSchema({"type": ["string", "number"], "examples": list(FORMS.values())}),
]
"""A field of a params model that holds a distribution: validated from text or seconds, written back as text."""


# --- from terms to a distribution ---


def _distribution(terms: Sequence[Term]) -> DurationDistribution:
    total = checked(terms)
    parts = components(terms)
    rows: list[Row] = []
    tables: list[tuple[float, ...]] = []
    start = 0.0
    for i, part in enumerate(parts):
        to = math.fsum(p.weight for p in parts[: i + 1]) / total if i + 1 < len(parts) else 1.0
        p3 = math.log(part.p1) - 0.5 * part.p2 * part.p2 if part.code == LOGNORMAL else 0.0
        p2 = part.p2
        if part.code == TABULATED:
            p2 = float(len(tables))
            tables.append(part.quantiles)
        rows.append((float(part.code), part.p1, p2, p3, start, to))
        start = to
    return DurationDistribution(text_of(terms), tuple(rows), tuple(tables))
