"""How a measure is declared: its name, unit, which way is better, its meaning and its exact definition.

A file of measures enters each of its functions with `kpi`; `sim.kpis.service` gathers them all.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from sim.kpis.sums import Sums
from sim.params import Params
from sim.units import YEAR_DAYS

Function = Callable[[Sums, Params], float]
Better = Literal["higher", "lower", "neither"]


@dataclass(frozen=True)
class Kpi:
    """One measure.

    Attributes:
        name: as in tables; its ending tells the sort of number.
        unit: as a reader would write it; empty for a pure number or a share.
        better: which way is better for customers, people or money; neither for what is only a means.
        meaning: one line.
        function: from the sums of the counted days and the parameters to the value; NaN when undefined.
    """

    name: str
    unit: str
    better: Better
    meaning: str
    function: Function

    @property
    def definition(self) -> str:
        """What is divided by what, and what is left out, on one line."""
        return " ".join((self.function.__doc__ or "").split())


KPIS: dict[str, Kpi] = {}


def kpi(unit: str, better: Better, meaning: str) -> Callable[[Function], Function]:
    """Enter a function into the vocabulary under its own name."""

    def enter(function: Function) -> Function:
        KPIS[function.__name__] = Kpi(function.__name__, unit, better, meaning, function)
        return function

    return enter


def over(part: float, whole: float) -> float:
    """A ratio of sums; NaN where there is nothing to divide by."""
    return part / whole if whole else math.nan


def per_year(s: Sums, *names: str) -> float:
    """Some columns' sums, scaled to 365 days."""
    return over(sum(s[name] for name in names) * YEAR_DAYS, s["n_days"])


def n_calls(s: Sums) -> float:
    """Contacts by phone."""
    return s["n_contacts"] - s["n_mails"] - s["n_chats"]


def n_answered_calls(s: Sums) -> float:
    """Answered contacts by phone."""
    return s["n_answered"] - s["n_mails_answered"] - s["n_chats_answered"]
