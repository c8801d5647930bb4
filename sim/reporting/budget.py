"""Where the same money buys most: the best of the scenarios that keep to their budget."""

from collections.abc import Sequence
from typing import NamedTuple

import pandas as pd

from sim.analysis.statistics.comparison import interval
from sim.experiment.answer import Answer
from sim.findings import measures
from sim.findings.verdict import labels, n_replications
from sim.i18n.translate import Translator


def keepers(answer: Answer) -> list[str]:
    """The scenarios, the base of comparison aside, that have a budget and whose plan keeps to it."""
    money = answer.money[answer.money["planned_dkk"] <= answer.money["limit_dkk"]]
    names = set(money["scenario"])
    return [scenario.name for scenario in answer.scenarios[1:] if scenario.name in names]


def leaders(runs: pd.DataFrame, names: Sequence[str], kpi: str) -> list[str]:
    """The best by the mean, and all that are not clearly worse than it on the same customers.

    Args:
        runs: `Answer.runs`.
        names: scenarios to choose from.
        kpi: a measure with a better side.

    Returns:
        Names, the best first; none if no scenario has the measure.
    """
    values = {name: runs[runs["scenario"] == name].set_index("replication")[kpi].dropna() for name in names}
    values = {name: column for name, column in values.items() if len(column)}
    if not values:
        return []
    sign = -1.0 if measures.better_is(kpi) == "lower" else 1.0
    best, *others = sorted(values, key=lambda name: -sign * float(values[name].mean()))
    lags = {name: interval(sign * (values[best] - values[name]).to_numpy(dtype=float)) for name in others}
    return [best, *(name for name, lag in lags.items() if not lag.low > 0.0)]


class Best(NamedTuple):
    """The best alternatives within budget: how the sentence starts, its parts, and what the names mean."""

    start: str
    parts: list[str]
    note: str

    @property
    def sentence(self) -> str:
        return f"{self.start} {'; '.join(self.parts)}. {self.note}"


def best_within_budget(answer: Answer, tr: Translator) -> Best | None:
    """The best alternatives within budget, measure by measure.

    None where fewer than two scenarios have a budget, and after one replication, which gives no interval.
    """
    names, called = keepers(answer), labels(answer.scenarios, tr)
    if n_replications(answer) < 2 or len(names) < 2:
        return None
    by_leaders: dict[tuple[str, ...], list[str]] = {}
    for kpi in answer.decide_on:
        if measures.better_is(kpi) != "neither":
            first = tuple(leaders(answer.runs, names, kpi))
            by_leaders.setdefault(first, []).append(measures.in_sentence(kpi, tr))
    parts = []
    for first, kpis in by_leaders.items():
        if len(first) == len(names):
            parts.append(tr("in {measures} cannot be named: none is clearly behind", measures=tr.listed(kpis)))
        elif first:
            best = tr.listed([called[name] for name in first])
            parts.append(tr.ngettext("in {measures} is clearly {who}", "in {measures} are {who}", len(first), who=best,
                                     measures=tr.listed(kpis)))
    return Best(tr("Of the {n} alternatives within budget, the best", n=len(names)), parts, tr(
        "Where several are named, none is clearly behind the first.")) if parts else None
