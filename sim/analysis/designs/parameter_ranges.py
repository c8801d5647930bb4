"""The parameters that dominate results, their plausible ranges from `experiments/ranges/`, and points in them."""

import functools
import math
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal

from pydantic import Field

from sim.config.experiment_file import Frozen
from sim.config.files import data_folder, read_yaml
from sim.config.provenance import leaves
from sim.config.scenario import Scenario, vary
from sim.params.catalogue import declared, pattern

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from sim.config.experiment_file import Design

ANY = "*"


class Range(Frozen):
    """One parameter's plausible values.

    Attributes:
        statement: what it is, in words.
        keys: parameters that are changed; `*` stands for every contact type or group.
        by: how a value changes the present one.
        low, high: ends of the range.
        scale: on which points are uniform.
        source: where the range comes from.
    """

    statement: str
    keys: tuple[str, ...] = Field(min_length=1)
    by: Literal["set", "times", "plus"]
    low: float
    high: float
    scale: Literal["even", "log"] = "even"
    source: str

    def at(self, u: float) -> float:
        """The value at the share `u` of the range from low to high.

        >>> r = Range(statement="x", keys=("a.b",), by="set", low=1, high=16, scale="log", source="choice")
        >>> [round(r.at(u), 9) for u in (0.0, 0.25, 0.5, 1.0)]
        [1.0, 2.0, 4.0, 16.0]
        """
        if self.scale == "log":
            return math.exp((1.0 - u) * math.log(self.low) + u * math.log(self.high))
        return self.low + u * (self.high - self.low)

    def changes(self, resolved: Mapping[str, Any], value: float) -> Iterator[tuple[str, float]]:
        """The changed keys of a scenario and their new values, for a value of this parameter."""
        for key, now in leaves(resolved):
            if any(_fits(pattern, key) for pattern in self.keys):
                yield key, _allowed(key, {"set": value, "times": now * value, "plus": now + value}[self.by])


def _fits(pattern: str, key: str) -> bool:
    ours, theirs = pattern.split("."), key.split(".")
    return len(ours) == len(theirs) and all(a in (b, ANY) for a, b in zip(ours, theirs, strict=True))


def _allowed(key: str, value: float) -> float:
    """The nearest value that the parameter may have: a probability of .9 plus .15 is 1."""
    row = declared()[pattern(key.split(".")) or ""]
    low, high = -math.inf if row.low is None else row.low, math.inf if row.high is None else row.high
    return min(max(value, low), high)


@functools.cache
def ranges() -> dict[str, Range]:
    """The dominating parameters, by name."""
    return {name: Range.model_validate(row)
            for name, row in read_yaml(data_folder("experiments") / "ranges" / "dominating.yaml").items()}


def asked(names: Sequence[str]) -> dict[str, Range]:
    """Ranges by name, in that order; all of them where none is named."""
    return {name: ranges()[name] for name in names or ranges()}


def points(design: "Design") -> "npt.NDArray[np.float64]":
    """Points of the unit cube, [n_points, n_parameters].

    A grid has `n` points along each side, ends included, the first parameter slowest. Latin hypercube and Sobol sequence
    (scrambled) are SciPy's; of the latter, powers of two keep its balance.
    """
    import numpy as np
    from scipy.stats import qmc

    d = len(asked(design.parameters))
    if design.method == "grid":
        side = np.linspace(0.0, 1.0, design.n)
        return np.stack(np.meshgrid(*[side] * d, indexing="ij"), axis=-1).reshape(-1, d)
    if design.method == "latin_hypercube":
        found: npt.NDArray[np.float64] = qmc.LatinHypercube(d, rng=design.seed).random(design.n)
        return found
    power = math.ceil(math.log2(design.n))
    return qmc.Sobol(d, rng=design.seed).random_base2(power)[:design.n]


def values(names: Sequence[str], unit: "npt.NDArray[np.float64]") -> "npt.NDArray[np.float64]":
    """The parameters' values at points of the unit cube, [n_points, n_parameters]."""
    import numpy as np

    return np.array([[one.at(float(u)) for one, u in zip(asked(names).values(), row, strict=True)] for row in unit])


def in_cube_of(one: Range, value: float) -> float:
    """The share of the range at which a value lies: the inverse of `Range.at`."""
    low, high = one.low, one.high
    if one.scale == "log":
        low, high, value = math.log(low), math.log(high), math.log(value)
    return (value - low) / (high - low)


def at_point(scenario: Scenario, names: Sequence[str], values: Sequence[float], label: str) -> Scenario:
    """A scenario at a point: with the values of the ranges' parameters.

    Args:
        scenario: what to start from.
        names: of ranges; empty: all.
        values: one for each.
        label: added to the name.

    Raises:
        ConfigError: a value that the parameter may not have.
    """
    changes = {key: to for one, value in zip(asked(names).values(), values, strict=True)
               for key, to in one.changes(scenario.resolved, value)}
    return vary(scenario, changes, f"changed by {label}", f"{scenario.name}, {label}")
