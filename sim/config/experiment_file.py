"""Sections of an experiment's file, each validated separately."""

import operator
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from sim.params.run import MAX_DAYS, MAX_REPLICATIONS

MAX_POINTS = 10_000            # of a map or a design
MAX_NAMES = 1_000              # of scenarios, ranges, values of an axis
_SEEDS = 2**32


def _index(value: Any) -> int:
    """A whole number as such; true is none, and neither is 3.0."""
    if isinstance(value, bool):
        raise ValueError("no number")
    try:
        return operator.index(value)
    except TypeError:
        raise ValueError("no whole number") from None


Whole = Annotated[int, BeforeValidator(_index)]
Value = bool | int | float | str | None
Finite = Annotated[float, Field(strict=True, allow_inf_nan=False)]
Names = Annotated[tuple[str, ...], Field(max_length=MAX_NAMES)]
REPLICATIONS = f"a whole number of replications, 1 to {MAX_REPLICATIONS}"
SEED = "a whole number from 0 to 4294967295, for where the points fall"
PARAMETERS = "a list of ranges by name; left out: all of `ranges`, or all shipped ones"


class Frozen(BaseModel):
    """A section: only declared keys are allowed, and it is immutable."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=False)


class Axis(Frozen):
    """One side of a map: a parameter and the values it takes."""

    key: str = Field(description="a parameter, as conversation.steepness")
    values: tuple[Value, ...] = Field(
        min_length=1, max_length=MAX_NAMES, description=f"its values, in order, at most {MAX_NAMES}")


class Map(Frozen):
    """The difference between two scenarios at every pair of values of two parameters."""

    x: Axis = Field(description="keys: key, values")
    y: Axis = Field(description="keys: key, values")
    scenarios: tuple[str, str] = Field(description="a list of two scenarios: without and with")
    kpis: Names = Field(min_length=1, description="a list of measures, one map for each")
    replications: Whole = Field(ge=1, le=MAX_REPLICATIONS, description=REPLICATIONS)
    horizon_days: Whole = Field(ge=1, le=MAX_DAYS, description=f"a whole number of days, 1 to {MAX_DAYS}")


class Precision(Frozen):
    """Requested half-widths of the deciding intervals, and the largest number of replications."""

    within: dict[str, Annotated[Finite, Field(gt=0)]] = Field(
        min_length=1, max_length=MAX_NAMES,
        description="measures, each with half the width wanted of its paired interval, above 0, as nps: 0.5")
    at_most: Whole = Field(ge=2, le=MAX_REPLICATIONS, description=f"a whole number of replications, 2 to {MAX_REPLICATIONS}")


class WarmUp(Frozen):
    """Length of the warm-up: MSER-5 on each day's measures."""

    measures: Names = Field(min_length=1, description="a list of measures, looked at day by day")


class Range(Frozen):
    """Plausible values of a parameter, or of several that move together.

    In a file `[low, high]` stands for a range with these two ends, and a range without `keys` is of the parameter that it is
    named after.

    Attributes:
        keys: parameters that are changed; `*` stands for every contact type, group or play.
        low, high: ends of the range, in the parameter's unit; of a distribution of durations, of its mean [s].
        by: how a value changes the present one: `set` replaces it, `times` is a factor on it, `plus` an addition to it.
        scale: on which points are uniform.
        statement: what it is, in words; empty: the parameter's declared meaning.
        source: where the range comes from.
    """

    keys: Names = Field(default=(), description="a list of parameters, as conversation.steepness")
    low: Finite = Field(description="a number")
    high: Finite = Field(description="a number")
    by: Literal["set", "times", "plus"] = Field(default="set", description="one of set, times, plus")
    scale: Literal["linear", "log"] = Field(default="linear", description="one of linear, log")
    statement: str = Field(default="", description="a text")
    source: str = Field(default="", description="a text")

    @model_validator(mode="before")
    @classmethod
    def _of_two_numbers(cls, given: Any) -> Any:
        """`[low, high]` as keys."""
        return dict(zip(("low", "high"), given, strict=True)) if isinstance(given, list | tuple) and len(given) == 2 else given


class Design(Frozen):
    """Points in the space of the parameters' plausible ranges."""

    method: Literal["grid", "latin_hypercube", "sobol"] = Field(
        description="one of grid, latin_hypercube, sobol")
    n: Whole = Field(ge=2, le=MAX_POINTS,
                     description=f"a whole number from 2 to {MAX_POINTS}: points, or for a grid points along each side")
    parameters: Names = Field(default=(), description=PARAMETERS)
    seed: Whole = Field(default=1, ge=0, lt=_SEEDS, description=SEED)


class Sensitivity(Frozen):
    """Sensitivity of the measures to the parameters."""

    method: Literal["morris", "sobol"] = Field(description="one of morris, sobol")
    n: Whole = Field(ge=2, le=MAX_POINTS, description=(
        f"a whole number from 2 to {MAX_POINTS}: trajectories (morris), or base points, a power of 2 (sobol)"))
    parameters: Names = Field(default=(), description=PARAMETERS)
    seed: Whole = Field(default=1, ge=0, lt=_SEEDS, description=SEED)


class Finding(Frozen):
    """A statement of the study, and the condition for it to hold."""

    statement: str = Field(min_length=1, description="a sentence")
    scenario: str = Field(description="a scenario")
    than: str = Field(description="the scenario that it is compared with")
    kpi: str = Field(description="a measure")
    is_: Literal["higher", "lower"] = Field(alias="is", description="one of higher, lower")


class Robustness(Frozen):
    """Robustness: share of plausible parameter sets in which each finding holds, and where it reverses."""

    design: Design = Field(description="keys: method, n, parameters, seed")
    findings: tuple[Finding, ...] = Field(
        min_length=1, max_length=MAX_NAMES, description="a list of findings: statement, scenario, than, kpi, is")
    map: tuple[str, str] = Field(description="a list of two ranges by name: the sides of the map")


class Search(Frozen):
    """The best portfolio of levers under a budget, or the best values of parameters, or both."""

    start: str = Field(description="the scenario without any lever")
    levers: Names = Field(default=(), description="a list of scenarios that each spend all of the budget")
    parameters: Names = Field(default=(), description="a list of ranges by name: parameters to be chosen")
    switches: dict[str, str] = Field(default={}, description=(
        "scenarios and the ones that they differ from by something that costs nothing, as growth_40_cap: growth_40_hire"))
    trials: Whole = Field(ge=1, le=MAX_POINTS, description=f"a whole number from 1 to {MAX_POINTS}")
    confirm_replications: Whole = Field(
        ge=2, le=MAX_REPLICATIONS, description=f"a whole number from 2 to {MAX_REPLICATIONS}, on random numbers of their own")
    against: Names = Field(default=(), description="a list of scenarios: naive portfolios")
    seed: Whole = Field(default=1, ge=0, lt=_SEEDS, description="a whole number from 0 to 4294967295, for where the search looks")


class Ranking(Frozen):
    """The best of several scenarios, with a stated probability of correct selection."""

    kpi: str = Field(description="a measure")
    wrong_selection_prob: Finite = Field(gt=0, lt=1, description="a number between 0 and 1: probability of a wrong choice")
    indifference_zone: Finite = Field(gt=0, description="a number above 0: differences below it do not matter")
    first: Whole = Field(default=10, ge=3, le=MAX_REPLICATIONS, description=(
        f"a whole number from 3 to {MAX_REPLICATIONS}: replications before the first is dropped"))
    at_most: Whole = Field(ge=3, le=MAX_REPLICATIONS, description=f"a whole number of replications, 3 to {MAX_REPLICATIONS}")


RANGES = "ranges by parameter, as conversation.aht_cap_s: [120, 600], or the name of a file in ranges/"
METHODS = ("warm_up", "design", "sensitivity", "robustness", "search", "ranking")


class LoopLine(Frozen):
    """One centre in which a feedback loop is run."""

    label: str = Field(min_length=1, description="a text")
    scenario: str = Field(min_length=1, description="the name of a scenario")
    changes: dict[str, Value] = Field(default={}, description="values by dotted key")


class Loop(Frozen):
    """A feedback loop: the scenarios with it closed and cut, and the measures along it."""

    name: str = Field(min_length=1, description="a word")
    title: str = Field(min_length=1, description="the loop in a sentence")
    statement: str = Field(min_length=1, description="what happens, and where it is cut")
    horizon_days: Whole = Field(ge=56, le=MAX_DAYS, description=f"a whole number of days, 56 to {MAX_DAYS}")
    kpis: Names = Field(min_length=1, description="a list of measures, in the order of the loop")
    headline_kpi: str = Field(min_length=1, description="the one of them in which the loop is seen to turn")
    lines: tuple[LoopLine, ...] = Field(
        min_length=2, max_length=MAX_NAMES, description="a list of centres: label, scenario, changes")


class Experiment(Frozen):
    """A question and the method of its answer.

    Attributes:
        name: of the file.
        question: in a sentence or two, for the report's head.
        scenarios: names; the first is what the others are compared with.
        overrides: for every scenario, in Hydra's grammar.
        replications: paired replications.
        decide_on: deciding measures, by name.
        map: a map over two parameters, or None.
        precision: requested half-widths of the deciding intervals; None: a fixed number of replications.
        warm_up, design, sensitivity, robustness, search, ranking: another method than comparing the scenarios; at most one of
            them.
        ranges: own ranges of parameters, by name; empty: the shipped ones.
        limitations: conclusions that the answer does not support.
        page: special page of the answer, see `sim.reporting.special`; None: the report of compared scenarios.
        loops: the feedback loops of a page of loops.
        config_dir: folder of the user's scenarios, from the command line; not allowed in the file.
        label: what the command line changes, for the name of the answer's folder; not allowed in the file.
    """

    name: str
    question: str = Field(min_length=1, description="a text")
    scenarios: Names = Field(min_length=1, description="a list of names, at least one")
    overrides: Names = Field(default=(), description="a list of texts such as run.seed=2")
    replications: Whole = Field(ge=1, le=MAX_REPLICATIONS, description=REPLICATIONS)
    decide_on: Names = Field(min_length=1, description="a list of measures, at least one")
    map: Map | None = Field(default=None, description="keys: x, y, scenarios, kpis, replications, horizon_days")
    precision: Precision | None = Field(default=None, description="keys: within, at_most")
    warm_up: WarmUp | None = Field(default=None, description="keys: measures")
    design: Design | None = Field(default=None, description="keys: method, n, parameters, seed")
    sensitivity: Sensitivity | None = Field(default=None, description="keys: method, n, parameters, seed")
    robustness: Robustness | None = Field(default=None, description="keys: design, findings, map")
    search: Search | None = Field(
        default=None, description=(
            "keys: start, levers, parameters, switches, trials, confirm_replications, against, seed"))
    ranking: Ranking | None = Field(
        default=None, description="keys: kpi, wrong_selection_prob, indifference_zone, first, at_most")
    ranges: dict[str, Range] = Field(default={}, max_length=MAX_NAMES, description=RANGES)
    limitations: Names = Field(default=(), description="a list of sentences")
    page: Literal["external_validation", "attribution", "loops"] | None = Field(
        default=None, description="external_validation, attribution or loops")
    loops: tuple[Loop, ...] = Field(
        default=(), max_length=MAX_NAMES,
        description="a list of loops: name, title, statement, horizon_days, kpis, headline_kpi, lines")
    config_dir: str | None = None
    label: str = ""

    @property
    def varied(self) -> tuple[str, ...] | None:
        """Names of the ranges that the method varies, empty for all of them; None if it varies none."""
        if self.search is not None and self.search.parameters:
            return self.search.parameters
        of = self.design or self.sensitivity or (self.robustness.design if self.robustness is not None else None)
        return None if of is None else of.parameters

    @property
    def method(self) -> str:
        """The method: its page, the name of its section, or `comparison`."""
        if self.page is not None:
            return self.page
        return next((name for name in METHODS if getattr(self, name) is not None), "comparison")
