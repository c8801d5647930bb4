"""Verdicts on differences, and the answer in words, derived from the numbers."""

import math
from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from typing import NamedTuple

import pandas as pd

from sim.analysis.statistics.comparison import interval
from sim.config.scenario import Scenario
from sim.experiment.answer import Answer
from sim.findings import measures
from sim.findings.formats import MISSING
from sim.findings.labels import SCENARIO_LABELS
from sim.i18n.translate import Message, Plural, Translator, message


class Verdict(StrEnum):
    """The conclusion from the interval of a difference from the base of comparison."""

    BETTER = "better"
    WORSE = "worse"
    HIGHER = "higher"  # clear, of a measure without a better direction
    LOWER = "lower"
    UNDECIDED = "undecided"  # the interval contains zero
    SAME = "same"  # equal in every replication
    UNSURE = "unsure"  # one replication: no interval
    MISSING = "missing"  # no value


SYMBOLS = {
    Verdict.BETTER: "✓",
    Verdict.WORSE: "✗",
    Verdict.HIGHER: "↑",
    Verdict.LOWER: "↓",
    Verdict.UNDECIDED: "≈",
    Verdict.SAME: "=",
    Verdict.UNSURE: "?",
    Verdict.MISSING: MISSING,
}
VERDICTS: Mapping[Verdict, Message] = {
    Verdict.BETTER: message("better"),
    Verdict.WORSE: message("worse"),
    Verdict.HIGHER: message("higher"),
    Verdict.LOWER: message("lower"),
    Verdict.UNDECIDED: message("no clear difference"),
    Verdict.SAME: message("the same"),
    Verdict.UNSURE: message("one replication, no interval"),
    Verdict.MISSING: message("not measured"),
}
_CLAUSES: Mapping[Verdict, Message] = {
    Verdict.BETTER: message("clearly better in {measures}"),
    Verdict.WORSE: message("clearly worse in {measures}"),
    Verdict.HIGHER: message("clearly higher in {measures}"),
    Verdict.LOWER: message("clearly lower in {measures}"),
    Verdict.UNDECIDED: message("no clear difference in {measures}"),
    Verdict.SAME: message("the same in {measures}"),
    Verdict.UNSURE: message("one replication, which cannot separate an effect from random variation, gives {measures}"),
}
_GROUPS: Mapping[str, Plural] = {
    "ahead_throughout": Plural(
        "{who} is clearly better than {base} in every deciding measure.",
        "{who} are clearly better than {base} in every deciding measure.",
    ),
    "ahead": Plural(
        "{who} is clearly better than {base} in some deciding measures and clearly worse in none.",
        "{who} are clearly better than {base} in some deciding measures and clearly worse in none.",
    ),
    "trade": Plural(
        "{who} is a trade-off: clearly better than {base} in some deciding measures and clearly worse in others.",
        "{who} are trade-offs: clearly better than {base} in some deciding measures and clearly worse in others.",
    ),
    "behind": Plural(
        "{who} is clearly worse than {base} in some deciding measures and clearly better in none.",
        "{who} are clearly worse than {base} in some deciding measures and clearly better in none.",
    ),
    "behind_throughout": Plural(
        "{who} is clearly worse than {base} in every deciding measure.",
        "{who} are clearly worse than {base} in every deciding measure.",
    ),
    "open": Plural(
        "{who} shows no clear difference from {base}.",
        "{who} show no clear difference from {base}.",
    ),
    "unsure": Plural(
        "{who} cannot be judged against {base}: one replication cannot separate an effect from random variation.",
        "{who} cannot be judged against {base}: one replication of each cannot separate an effect from random variation.",
    ),
}


def judge(kpi: str, difference: float, low: float, high: float) -> Verdict:
    """The verdict on a difference: better or worse only if its interval does not contain zero.

    >>> [str(judge("nps", -4.0, *interval)) for interval in ((-6.0, -2.0), (-9.0, 1.0), (math.nan, math.nan))]
    ['worse', 'undecided', 'unsure']
    """
    if math.isnan(difference):
        return Verdict.MISSING
    if math.isnan(low) or math.isnan(high):
        return Verdict.UNSURE
    if low == high == 0.0:
        return Verdict.SAME
    if low <= 0.0 <= high:
        return Verdict.UNDECIDED
    way = measures.better_is(kpi)
    if way == "neither":
        return Verdict.HIGHER if difference > 0 else Verdict.LOWER
    return Verdict.BETTER if (difference > 0) == (way == "higher") else Verdict.WORSE


def is_over_budget(planned_cost: float, limit: float) -> bool:
    """Whether a plan costs more than its limit in whole units of the currency, which is what is shown.

    >>> is_over_budget(100.2, 100.0), is_over_budget(100.5, 100.0), is_over_budget(7.0, math.nan)
    (False, True, False)
    """
    return planned_cost - limit >= 0.5


def over_budget(money: pd.DataFrame) -> set[str]:
    """The scenarios of `Answer.money` whose plan costs more than its limit."""
    plans = zip(money["scenario"], money["planned_cost"].astype(float), money["cost_limit"].astype(float), strict=True)
    return {str(name) for name, planned, limit in plans if is_over_budget(planned, limit)}


def judge_paired(runs: pd.DataFrame, base: str, other: str, kpi: str) -> Verdict:
    """The verdict on the difference between two scenarios, from their replications in `Answer.runs`."""
    before, after = (runs[runs["scenario"] == name].set_index("replication")[kpi] for name in (base, other))
    found = interval((after - before).to_numpy(dtype=float))
    return judge(kpi, found.mean, found.low, found.high)


class Compared(NamedTuple):
    """One scenario's measure beside the base's."""

    scenario: str
    kpi: str
    base: float
    value: float
    difference: float
    half_width: float  # of the 95 % interval of the difference; NaN with one replication
    value_half_width: float  # of the 95 % interval of the value; NaN with one replication
    verdict: Verdict


_COLUMNS = ["scenario", "kpi", "base", "value", "difference", "low", "high", "value_low", "value_high"]


def all_compared(differences: pd.DataFrame) -> dict[tuple[str, str], Compared]:
    """Every row of `Answer.differences`, by scenario and measure."""
    found = {}
    for name, kpi, base, value, difference, low, high, value_low, value_high in differences[
        _COLUMNS
    ].itertuples(index=False, name=None):
        halves = (high - low) / 2, (value_high - value_low) / 2
        verdict = judge(kpi, difference, low, high)
        found[name, kpi] = Compared(name, kpi, base, value, difference, *halves, verdict)
    return found


def compared(found: Mapping[tuple[str, str], Compared], scenario: str, kpi: str) -> Compared:
    """A scenario's measure among `all_compared`; all values missing if it does not exist."""
    nan = math.nan
    return found.get((scenario, kpi)) or Compared(scenario, kpi, nan, nan, nan, nan, nan, Verdict.MISSING)


def scenario_label(name: str, tr: Translator) -> str:
    """A scenario's label; its name in words if it has none.

    Overrides are appended to the label.

    >>> scenario_label("base", Translator()), scenario_label("mine, patience.balk_prob=0.1", Translator())
    ('Base', 'mine, patience.balk_prob=0.1')
    """
    known, *by_hand = name.split(", ")
    label = tr(SCENARIO_LABELS[known]) if known in SCENARIO_LABELS else known.replace("_", " ")
    return ", ".join([label, *by_hand])


def labels(scenarios: Iterable[Scenario], tr: Translator) -> dict[str, str]:
    """Labels by scenario name."""
    return {scenario.name: scenario_label(scenario.name, tr) for scenario in scenarios}


class Headline(NamedTuple):
    """The answer in words: one or two sentences, and its certainty."""

    lead: str
    sure: str


def headline(answer: Answer, tr: Translator) -> Headline:
    """The answer in words."""
    names = labels(answer.scenarios, tr)
    base, *others = [scenario.name for scenario in answer.scenarios]
    sure = how_sure(answer, tr)
    if not others:
        return Headline(_alone(answer, base, names[base], tr), sure)
    found = all_compared(answer.differences)
    rows = {other: [compared(found, other, kpi) for kpi in answer.decide_on] for other in others}
    if len(others) == 1:
        verdicts = verdict_clause(rows[others[0]], tr)
        return Headline(tr(
            "{scenario} against {base}: {verdicts}.", scenario=names[others[0]], base=names[base], verdicts=verdicts), sure)
    return Headline(
        " ".join([*_groups(rows, names, names[base], tr), *_ends(rows, names, names[base], tr)]), sure
    )


def how_sure(answer: Answer, tr: Translator) -> str:
    """The numbers of replications and days, and the meaning of an interval."""
    n = n_replications(answer)
    n_days = answer.scenarios[0].run.horizon_days
    days = tr.ngettext("1 day", "{n} days", n_days)
    if n == 1:
        return tr("One replication of {days}: without a second one the uncertainty is unknown.", days=days)
    if len(answer.scenarios) == 1:
        return tr("Means of {n} replications of {days} each.", n=n, days=days)
    return tr(
        "Means of {n} replications of {days} each, with the same customers in every scenario; ± is half a 95% "
        "interval of the difference. A difference is clear if its interval does not contain zero; on average one in "
        "twenty such intervals misses the true value.", n=n, days=days)


def n_replications(answer: Answer) -> int:
    """Number of replications that every scenario finished; the largest number if they differ."""
    return int(answer.runs.groupby("scenario")["replication"].nunique().max()) if len(answer.runs) else 0


def verdict_clause(rows: list[Compared], tr: Translator) -> str:
    """One scenario's verdicts as a clause: its better, worse and undecided measures."""
    parts = []
    for verdict in Verdict:
        which = [row for row in rows if row.verdict is verdict]
        if which and verdict is not Verdict.MISSING:
            parts.append(tr(_CLAUSES[verdict], measures=tr.listed([_with_size(row, tr) for row in which])))
    return "; ".join(parts) if parts else tr("nothing measured")


def _with_size(row: Compared, tr: Translator) -> str:
    name = measures.in_sentence(row.kpi, tr)
    if row.verdict is Verdict.SAME:
        return name
    size = measures.difference(row.kpi, row.difference, row.half_width, tr)
    return f"{name} ({size})"


def _alone(answer: Answer, name: str, called: str, tr: Translator) -> str:
    """The answer for a single scenario: its values."""
    found = all_compared(answer.differences)
    rows = [compared(found, name, kpi) for kpi in answer.decide_on]
    values = [f"{measures.in_sentence(row.kpi, tr)} {measures.value(row.kpi, row.value, tr)}"
              for row in rows if row.verdict is not Verdict.MISSING]
    return f"{called}: {tr.listed(values) or tr('nothing measured')}."


def _groups(rows: dict[str, list[Compared]], names: dict[str, str], base: str, tr: Translator) -> Iterator[str]:
    """A sentence for each group of scenarios: better throughout, better, trade-off, worse, worse throughout, undecided."""
    groups: dict[str, list[str]] = {group: [] for group in _GROUPS}
    for name, verdicts in rows.items():
        found = {row.verdict for row in verdicts} - {Verdict.MISSING}
        better, worse = Verdict.BETTER in found, Verdict.WORSE in found
        group = "trade" if better and worse else "ahead" if better else "behind" if worse else "open"
        group += "_throughout" if found in ({Verdict.BETTER}, {Verdict.WORSE}) else ""
        groups["unsure" if Verdict.UNSURE in found else group].append(names[name])
    for group, members in groups.items():
        if members:
            yield tr.ngettext(*_GROUPS[group], n=len(members), who=tr.listed(members), base=base)


def _ends(rows: dict[str, list[Compared]], names: dict[str, str], base: str, tr: Translator) -> Iterator[str]:
    """The range of differences of the measure of most weight."""
    first = [
        verdicts[0] for verdicts in rows.values() if verdicts and verdicts[0].verdict is not Verdict.MISSING
    ]
    if len(first) > 1:
        least, most = min(first, key=lambda row: row.difference), max(first, key=lambda row: row.difference)
        sizes = {
            end: measures.difference(row.kpi, row.difference, row.half_width, tr)
            for end, row in (("least", least), ("most", most))
        }
        yield tr(
            "In {measure} the alternatives lie between {least} ({least_scenario}) and {most} ({most_scenario}) against {base}.",
            measure=measures.in_sentence(least.kpi, tr),
            base=base,
            least_scenario=names[least.scenario],
            most_scenario=names[most.scenario],
            **sizes,
        )
