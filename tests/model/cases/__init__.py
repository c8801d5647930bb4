"""Cases of rules worked by hand, one module per folder of the model."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from types import SimpleNamespace
from typing import Any

import numpy as np

from sim.columns import record_dtype

SEED, KEY = 11, 4711           # of all cases that draw a random number
MORE, LESS = 1.01, 0.99        # times a uniform: a probability just above it, and just below


@dataclass(frozen=True)
class Case:
    """A rule, its arguments, and what it gives.

    Attributes:
        function: the rule.
        known: what it returns.
        arguments: by name; objects whose attributes it reads and sets are made by `thing` and `row`.
        sets: attributes that it sets, as `contact.wait_s`.
        indices: paths of arguments that find a place in an array; they are not changed to see whether they matter, because
            compiled code does not notice a place that is not there.
    """

    function: Callable[..., Any]
    known: Any
    arguments: Mapping[str, Any]
    sets: Mapping[str, Any] = field(default_factory=dict)
    indices: tuple[str, ...] = ()

    def at(self, *indices: str) -> "Case":
        """The same case, with arguments that are places in arrays."""
        return replace(self, indices=indices)


def case(function: Callable[..., Any], known: Any, sets: Mapping[str, Any] | None = None, /, **arguments: Any) -> Case:
    """A case; see `Case`."""
    return Case(function, known, arguments, sets or {})


def thing(**attributes: Any) -> SimpleNamespace:
    """An object for a rule that runs as plain Python."""
    return SimpleNamespace(**attributes)


def row(**fields: float) -> Any:
    """A row of a table, for a compiled rule."""
    values = tuple(fields.values())
    return np.array([values], dtype=record_dtype((name, np.float64 if isinstance(value, float) else np.int64)
                                                 for name, value in fields.items()))[0]
