"""Components of a duration distribution, and operations on mixtures of them.

Each operation keeps durations with a probability of their own (`exactly`, `never`) apart from what is continuous.
"""

import math
from collections.abc import Iterable, Iterator, Sequence
from itertools import product
from typing import TYPE_CHECKING, NamedTuple

from sim.i18n.translate import message
from sim.random.tokens import NotADistribution
from sim.units import LONGEST_S

if TYPE_CHECKING:
    from sim.random.continuous import Continuous

# Codes of the components; compiled code compares them with the first number of a row.
EXACTLY = 0
EXPONENTIAL = 1
LOGNORMAL = 2
GAMMA = 3
UNIFORM = 4
TABULATED = 5

MAX_COMPONENTS = 200
_SMALLEST_SHARE = 1e-9         # of a distribution; what is rarer is left out by an operation


class Part(NamedTuple):
    """One component of a distribution; times in seconds. p2 is a sigma, a shape or the far end of a uniform distribution.

    Of a tabulated one p1 is the mean, `quantiles` the table, see `sim.random.tabulated`, and `of` the distribution that it is
    made from, if that is no plug-in's.
    """

    weight: float
    code: int
    p1: float
    p2: float = 0.0
    quantiles: tuple[float, ...] = ()
    of: "Continuous | None" = None


def tabulated(of: "Continuous", weight: float = 1.0) -> Part:
    """A component drawn from the table of a continuous distribution."""
    from sim.random.continuous import table_of
    quantiles, mean_s = table_of(of)
    return Part(weight, TABULATED, mean_s, 0.0, quantiles, of)


def shifted(parts: Sequence[Part], by_s: float) -> list[Part]:
    """A mixture and a constant [s].

    Raises:
        NotADistribution: beyond 1000 years.
    """
    return [_limited(part._replace(p1=part.p1 + by_s)) if part.code == EXACTLY
            else _limited(part._replace(p1=part.p1 + by_s, p2=part.p2 + by_s)) if part.code == UNIFORM
            else _shifted(part, by_s) for part in map(_plain, parts)]


def truncated(parts: Sequence[Part], low_s: float, high_s: float) -> list[Part]:
    """A mixture given that its value lies between two limits [s], themselves included.

    Raises:
        NotADistribution: if less than a thousand-millionth of it lies there.
    """
    kept = [one for part in map(_plain, parts) for one in _between(part, low_s, high_s)]
    total = math.fsum(part.weight for part in kept)
    if total < _SMALLEST_SHARE:
        low, high = f"{low_s:g}", f"{high_s:g}"
        raise NotADistribution(
            message("nothing of the distribution lies between {low} s and {high} s.", low=low, high=high) if high_s < math.inf
            else message("nothing of the distribution lies above {low} s.", low=low))
    return [part._replace(weight=part.weight / total) for part in kept]


def shorter(ones: Sequence[Part], others: Sequence[Part]) -> list[Part]:
    """The shorter of two independent durations."""
    return list(_pairs(ones, others, is_longer=False))


def longer(ones: Sequence[Part], others: Sequence[Part]) -> list[Part]:
    """The longer of two independent durations."""
    return list(_pairs(ones, others, is_longer=True))


def few(parts: Iterable[Part]) -> list[Part]:
    """The components themselves.

    Raises:
        NotADistribution: if they are too many.
    """
    found = list(parts)
    if len(found) > MAX_COMPONENTS:
        raise NotADistribution(message("the distribution has {n} components; at most {most} are possible.", n=len(found),
                                       most=MAX_COMPONENTS))
    return found


def number_text(value: float) -> str:
    """A number in the normal form of a distribution's text.

    >>> number_text(300.0), number_text(0.84)
    ('300', '0.84')
    """
    return repr(value).removesuffix(".0")


def _limited(part: Part) -> Part:
    if LONGEST_S < max(part.p1, part.p2) < math.inf:
        raise NotADistribution(message("a duration longer than 1000 years; write `never` if it never ends."))
    return part


def _plain(part: Part) -> Part:
    """The component; `exactly` if it has no spread."""
    has_spread = part.code not in (LOGNORMAL, UNIFORM) or (part.p2 > 0.0 if part.code == LOGNORMAL else part.p2 > part.p1)
    return part if has_spread else Part(part.weight, EXACTLY, part.p1)


def _shifted(part: Part, by_s: float) -> Part:
    from sim.random.continuous import Shifted
    return tabulated(Shifted(_continuous(part), by_s), part.weight)


def _between(part: Part, low_s: float, high_s: float) -> Iterator[Part]:
    """What of a component lies between two limits [s], with its part of the weight."""
    from sim.random.continuous import Truncated
    if part.code == EXACTLY:
        if low_s <= part.p1 <= high_s:
            yield part
        return
    within = Truncated(_continuous(part), low_s, high_s)
    share = within.share()
    if share <= _SMALLEST_SHARE:
        return
    weight = part.weight * share
    if part.code == UNIFORM:
        yield Part(weight, UNIFORM, max(part.p1, low_s), min(part.p2, high_s))
    else:
        yield tabulated(within, weight)


def _pairs(ones: Sequence[Part], others: Sequence[Part], is_longer: bool) -> Iterator[Part]:
    for one, other in product(map(_plain, ones), map(_plain, others)):
        weight = one.weight * other.weight
        if one.code == EXACTLY and other.code == EXACTLY:
            yield Part(weight, EXACTLY, max(one.p1, other.p1) if is_longer else min(one.p1, other.p1))
        elif EXACTLY in (one.code, other.code):
            fixed, drawn = (one, other) if one.code == EXACTLY else (other, one)
            yield from _with_fixed(drawn, fixed.p1, weight, is_longer)
        else:
            from sim.random.continuous import Longer, Shorter
            both = _continuous(one), _continuous(other)
            yield tabulated(Longer(*both) if is_longer else Shorter(*both), weight)


def _with_fixed(drawn: Part, fixed_s: float, weight: float, is_longer: bool) -> Iterator[Part]:
    """The longer or shorter of a continuous component and a constant [s]."""
    low_s, high_s = (fixed_s, math.inf) if is_longer else (0.0, fixed_s)
    beyond = list(_between(drawn._replace(weight=1.0), low_s, high_s))
    share = beyond[0].weight if beyond else 0.0
    yield from (part._replace(weight=weight * share) for part in beyond)
    if 1.0 - share > _SMALLEST_SHARE:
        yield Part(weight * (1.0 - share), EXACTLY, fixed_s)


def _continuous(part: Part) -> "Continuous":
    from sim.random.continuous import Family, Tabulated
    if part.code == EXPONENTIAL:
        return Family("expon", (), 0.0, part.p1)
    if part.code == LOGNORMAL:
        return Family("lognorm", (part.p2,), 0.0, part.p1 * math.exp(-0.5 * part.p2 * part.p2))
    if part.code == GAMMA:
        return Family("gamma", (part.p2,), 0.0, part.p1 / part.p2)
    if part.code == UNIFORM:
        return Family("uniform", (), part.p1, part.p2 - part.p1)
    return part.of or Tabulated(part.quantiles)
