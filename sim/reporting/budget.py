"""The best of the scenarios within budget, by each measure."""

from collections.abc import Sequence
from typing import NamedTuple

import pandas as pd

from sim.analysis.statistics.comparison import interval
from sim.experiment.answer import Answer
from sim.findings import measures
from sim.findings.verdict import labels, n_replications, over_budget
from sim.i18n.translate import Translator


def within_budget(answer: Answer) -> list[str]:
    """The scenarios, without the base of comparison, that have a budget and whose planned cost is within it."""
    names = set(answer.money.dropna(subset="cost_limit")["scenario"]) - over_budget(answer.money)
    return [scenario.name for scenario in answer.scenarios[1:] if scenario.name in names]


def undominated(runs: pd.DataFrame, names: Sequence[str], kpi: str) -> list[str]:
    """The scenario with the best mean, and all that are not clearly worse on the same customers.

    Args:
        runs: `Answer.runs`.
        names: scenarios to choose from.
        kpi: a measure with a better side.

    Returns:
        Names, the best first; empty if no scenario has the measure.
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
    """The best alternatives within budget: the start of the sentence, its parts, and the labels of the names."""

    start: str
    parts: list[str]
    note: str

    @property
    def sentence(self) -> str:
        return f"{self.start} {'; '.join(self.parts)}. {self.note}"


def best_within_budget(answer: Answer, tr: Translator) -> Best | None:
    """The best alternatives within budget, measure by measure.

    None if fewer than two scenarios have a budget, or after one replication, which gives no interval.
    """
    names, called = within_budget(answer), labels(answer.scenarios, tr)
    if n_replications(answer) < 2 or len(names) < 2:
        return None
    by_team_leaders: dict[tuple[str, ...], list[str]] = {}
    for kpi in answer.decide_on:
        if measures.better_is(kpi) != "neither":
            first = tuple(undominated(answer.runs, names, kpi))
            by_team_leaders.setdefault(first, []).append(measures.in_sentence(kpi, tr))
    parts = []
    for first, kpis in by_team_leaders.items():
        if len(first) == len(names):
            parts.append(tr("in {measures} cannot be named: none is clearly behind", measures=tr.listed(kpis)))
        elif first:
            best = tr.listed([called[name] for name in first])
            parts.append(tr.ngettext("in {measures} is clearly {who}", "in {measures} are {who}", len(first), who=best,
                                     measures=tr.listed(kpis)))
    return Best(tr("Of the {n} alternatives within budget, the best", n=len(names)), parts, tr(
        "Where several are named, none is clearly behind the first.")) if parts else None
