"""What a measure is, and the arithmetic of measures: ratios of the sums of days."""

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, ClassVar, Literal

from sim.units import YEAR_DAYS

Sums = dict[str, float]
Function = Callable[[Sums, Any], float]
Better = Literal["higher", "lower", "neither"]

COSTS = ("agent_pay", "bonus_cost", "overtime_cost", "fixed_cost", "leaver_cost", "goodwill_cost", "misuse_cost", "play_cost",
         "wow_cost")
"""The ledger's daily costs. Their order is that in which they are added, on which the last bit of a sum depends."""


@dataclass(frozen=True)
class Kpi:
    """One measure.

    Attributes:
        name: as in tables; its ending names the unit.
        label: a few words for a table's head or a figure's axis.
        unit: as shown to a reader; empty for a pure number or a share.
        better: the better direction for customers, agents or money; neither for a mere means.
        function: from the sums of the counted days and the parameters to the value; NaN when undefined.
        topic: module of `sim.kpis` with whose measures tables show it; empty: after all others.
    """

    plugin_kind: ClassVar[Literal["measure"]] = "measure"
    name: str
    label: str
    unit: str
    better: Better
    function: Function
    topic: str = ""

    @property
    def definition(self) -> str:
        """What is divided by what, and what is left out, on one line."""
        return " ".join((self.function.__doc__ or "").split())


def kpi(label: str, unit: str, better: Better, topic: str = "") -> Callable[[Function], Kpi]:
    """Declare a function as a measure under its own name; its docstring is the definition. See `Kpi`."""
    return lambda function: Kpi(function.__name__, label, unit, better, function, topic)


def ratio(part: float, whole: float) -> float:
    """A ratio of sums; NaN where there is nothing to divide by."""
    return part / whole if whole else math.nan


def per_year(s: Sums, *names: str) -> float:
    """Some columns' sums, scaled to 365 days."""
    return ratio(sum(s[name] for name in names) * YEAR_DAYS, s["n_days"])


def n_calls(s: Sums) -> float:
    """Contacts by phone."""
    return s["n_contacts"] - s["n_emails"] - s["n_chats"]


def n_answered_calls(s: Sums) -> float:
    """Answered contacts by phone."""
    return s["n_answered"] - s["n_emails_answered"] - s["n_chats_answered"]


def n_customer_evenings(s: Sums) -> float:
    """Customers of each evening, added up over days."""
    return s["n_customers"] - s["n_left"] + s["n_joined"]
