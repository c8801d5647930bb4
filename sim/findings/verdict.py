"""What may be said of a difference, and the answer in words made from nothing but the numbers."""

import math
from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from typing import NamedTuple

import pandas as pd

from sim.analysis.statistics.comparison import interval
from sim.config.scenario import Scenario
from sim.experiment.answer import Answer
from sim.findings import measures
from sim.i18n.texts import Words


class Verdict(StrEnum):
    """What the numbers allow to be said of a difference from the base of comparison."""

    BETTER = "better"
    WORSE = "worse"
    HIGHER = "higher"  # clear, of a measure that is neither good nor bad
    LOWER = "lower"
    UNDECIDED = "undecided"  # the interval contains zero
    SAME = "same"  # equal in every replication
    UNSURE = "unsure"  # one replication: no interval
    MISSING = "missing"  # nothing to measure


SYMBOLS = {
    Verdict.BETTER: "✓",
    Verdict.WORSE: "✗",
    Verdict.HIGHER: "↑",
    Verdict.LOWER: "↓",
    Verdict.UNDECIDED: "≈",
    Verdict.SAME: "=",
    Verdict.UNSURE: "?",
    Verdict.MISSING: measures.MISSING,
}


def judge(kpi: str, difference: float, low: float, high: float) -> Verdict:
    """What may be said: better or worse only where the interval leaves zero out.

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


def judge_paired(runs: pd.DataFrame, base: str, other: str, kpi: str) -> Verdict:
    """What may be said of the difference between two scenarios, from their replications in `Answer.runs`."""
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
    """A scenario's measure among `all_compared`; all missing when it is not there."""
    nan = math.nan
    return found.get((scenario, kpi)) or Compared(scenario, kpi, nan, nan, nan, nan, nan, Verdict.MISSING)


def scenario_label(name: str, say: Words) -> str:
    """What a chief calls a scenario; its own name when nobody gave it a label.

    What was changed by hand stays behind the label.

    >>> scenario_label("base", Words()), scenario_label("mine, patience.balk_prob=0.1", Words())
    ('Base', 'mine, patience.balk_prob=0.1')
    """
    known, *by_hand = name.split(", ")
    return ", ".join([say.maybe(f"scenario.{known}") or known.replace("_", " "), *by_hand])


def labels(scenarios: Iterable[Scenario], say: Words) -> dict[str, str]:
    """Labels by scenario name."""
    return {scenario.name: scenario_label(scenario.name, say) for scenario in scenarios}


class Headline(NamedTuple):
    """The answer in words: a sentence or two, and how sure we are."""

    lead: str
    sure: str


def headline(answer: Answer, say: Words) -> Headline:
    """The answer in words."""
    names = labels(answer.scenarios, say)
    base, *others = [scenario.name for scenario in answer.scenarios]
    sure = how_sure(answer, say)
    if not others:
        return Headline(_alone(answer, base, names[base], say), sure)
    found = all_compared(answer.differences)
    rows = {other: [compared(found, other, kpi) for kpi in answer.decide_on] for other in others}
    if len(others) == 1:
        said = said_of(rows[others[0]], say)
        return Headline(say("headline.one", scenario=names[others[0]], base=names[base], said=said), sure)
    return Headline(
        " ".join([*_groups(rows, names, names[base], say), *_ends(rows, names, names[base], say)]), sure
    )


def how_sure(answer: Answer, say: Words) -> str:
    """How many replications of how many days, on the same customers, and what an interval means."""
    n = n_replications(answer)
    days = answer.scenarios[0].run.horizon_days
    key = (
        "headline.sure_one"
        if n == 1
        else "headline.sure_alone"
        if len(answer.scenarios) == 1
        else "headline.sure"
    )
    return say(key, n=n, days=days)


def n_replications(answer: Answer) -> int:
    """Replications that every scenario finished; of the largest number when they differ."""
    return int(answer.runs.groupby("scenario")["replication"].nunique().max()) if len(answer.runs) else 0


def said_of(rows: list[Compared], say: Words) -> str:
    """One scenario's verdicts as a clause: worse in this and that, no clear difference in a third."""
    parts = []
    for verdict in Verdict:
        which = [row for row in rows if row.verdict is verdict]
        if which and verdict is not Verdict.MISSING:
            parts.append(
                say(f"said.{verdict.value}", measures=say.listed([_with_size(row, say) for row in which]))
            )
    return say("said.join").join(parts) if parts else say("said.nothing")


def _with_size(row: Compared, say: Words) -> str:
    name = measures.in_sentence(row.kpi, say)
    if row.verdict is Verdict.SAME:
        return name
    size = measures.difference(row.kpi, row.difference, row.half_width, say)
    return say("said.measure", measure=name, size=size)


def _alone(answer: Answer, name: str, called: str, say: Words) -> str:
    """One scenario has nothing to be compared with: its values."""
    found = all_compared(answer.differences)
    rows = [compared(found, name, kpi) for kpi in answer.decide_on]
    told = [
        say(
            "said.value",
            measure=measures.in_sentence(row.kpi, say),
            value=measures.value(row.kpi, row.value, say),
        )
        for row in rows
        if row.verdict is not Verdict.MISSING
    ]
    return say("headline.alone", scenario=called, values=say.listed(told) or say("said.nothing"))


def _groups(rows: dict[str, list[Compared]], names: dict[str, str], base: str, say: Words) -> Iterator[str]:
    """Who is better throughout, who trades, who is worse, who is undecided: a sentence each."""
    order = "ahead_throughout", "ahead", "trade", "behind", "behind_throughout", "open", "unsure"
    groups: dict[str, list[str]] = {group: [] for group in order}
    for name, verdicts in rows.items():
        found = {row.verdict for row in verdicts} - {Verdict.MISSING}
        better, worse = Verdict.BETTER in found, Verdict.WORSE in found
        group = "trade" if better and worse else "ahead" if better else "behind" if worse else "open"
        group += "_throughout" if found in ({Verdict.BETTER}, {Verdict.WORSE}) else ""
        groups["unsure" if Verdict.UNSURE in found else group].append(names[name])
    for group, who in groups.items():
        if who:
            yield say.counted(f"lead.{group}", len(who), who=say.listed(who), base=base)


def _ends(rows: dict[str, list[Compared]], names: dict[str, str], base: str, say: Words) -> Iterator[str]:
    """Between which differences the measure of most weight lies."""
    first = [
        verdicts[0] for verdicts in rows.values() if verdicts and verdicts[0].verdict is not Verdict.MISSING
    ]
    if len(first) > 1:
        least, most = min(first, key=lambda row: row.difference), max(first, key=lambda row: row.difference)
        sizes = {
            end: measures.difference(row.kpi, row.difference, row.half_width, say)
            for end, row in (("least", least), ("most", most))
        }
        yield say(
            "lead.ends",
            measure=measures.in_sentence(least.kpi, say),
            base=base,
            least_scenario=names[least.scenario],
            most_scenario=names[most.scenario],
            **sizes,
        )
