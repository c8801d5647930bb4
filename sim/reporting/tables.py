"""The report's tables, as rows of formatted texts."""

import math
from typing import NamedTuple

import pandas as pd

from sim.analysis.statistics.benchmarks import BENCHMARKS
from sim.config.provenance import origin
from sim.experiment.answer import Answer
from sim.findings import formats, measures
from sim.findings.break_even import share_words, standings
from sim.findings.declared import definition
from sim.findings.parameters import changed_keys
from sim.findings.verdict import (
    SYMBOLS,
    VERDICTS,
    Compared,
    Verdict,
    all_compared,
    compared,
    judge,
    n_replications,
    scenario_label,
)
from sim.i18n.translate import Translator, message
from sim.kpis import KPIS
from sim.params.derived import talk_cap_s

THOUSAND = 1e-3
_REPORTED_CURRENCY = "DKK"  # of the amounts among the benchmarks
NO_CLEAR_DIFFERENCE = message("no clear difference")
_WORK = {Verdict.BETTER: message("saves work"), Verdict.WORSE: message("adds work")}


class Cell(NamedTuple):
    """A cell: a value, and below it the difference from the base with its verdict."""

    value: str
    difference: str = ""
    verdict: str = ""  # for the page's style: better, worse, undecided, ……
    words: str = ""


class Row(NamedTuple):
    """A row: its head with a small note, and its cells."""

    head: str
    note: str
    cells: list[Cell]


def measured(answer: Answer, row: Compared, tr: Translator) -> Cell:
    """The cell of one scenario's measure, without unit."""
    kpi = row.kpi
    value = measures.value(kpi, row.value, tr, unit=False)
    if row.scenario == answer.scenarios[0].name or row.verdict is Verdict.MISSING:
        alone = len(answer.scenarios) == 1 and not math.isnan(row.value_half_width)
        return Cell(value, measures.half_width(kpi, row.value_half_width, tr) if alone else "")
    difference = measures.difference(kpi, row.difference, row.half_width, tr, unit=False)
    words = f"{SYMBOLS[row.verdict]} {tr(VERDICTS[row.verdict])}"
    return Cell(value, difference, row.verdict.value, words)


def decided(answer: Answer, tr: Translator) -> list[Row]:
    """A row per scenario, a cell per deciding measure."""
    rows, found = [], all_compared(answer.differences)
    for name in (scenario.name for scenario in answer.scenarios):
        cells = [measured(answer, compared(found, name, kpi), tr) for kpi in answer.decide_on]
        rows.append(Row(scenario_label(name, tr), name, cells))
    return rows


def all_measures(answer: Answer, tr: Translator) -> list[Row]:
    """A row per measure, a cell per scenario; measures that no scenario has are left out."""
    found = all_compared(answer.differences)
    rows = []
    for kpi in dict.fromkeys(kpi for _, kpi in found):
        of_kpi = [found[scenario.name, kpi] for scenario in answer.scenarios]
        if not all(math.isnan(row.value) for row in of_kpi):
            cells = [measured(answer, row, tr) for row in of_kpi]
            rows.append(Row(measures.label_with_unit(kpi, tr), kpi, cells))
    return rows


def definitions(rows: list[Row], tr: Translator) -> list[tuple[str, str, str]]:
    """Label, name and exact definition of each measure that has one."""
    return [(row.head, row.note, definition(row.note, tr)) for row in rows if row.note in KPIS]


def beside_benchmarks(answer: Answer, tr: Translator) -> list[Row]:
    """A row per measure with a benchmark: each scenario's value, the range, the usual number, the source."""
    found, rows = all_compared(answer.differences), []
    for kpi, known in BENCHMARKS.items():
        of_kpi = [compared(found, scenario.name, kpi) for scenario in answer.scenarios]
        if all(math.isnan(row.value) for row in of_kpi) or (measures.is_money(kpi) and tr.currency != _REPORTED_CURRENCY):
            continue
        cells = [Cell(measures.value(kpi, row.value, tr, unit=False),
                      verdict="" if known.low <= row.value <= known.high or math.isnan(row.value) else "worse") for row in of_kpi]
        low, high = (measures.value(kpi, end, tr, unit=False) for end in (known.low, known.high))
        usual = "" if known.usual is None else measures.value(kpi, known.usual, tr, unit=False)
        rows.append(Row(measures.label_with_unit(kpi, tr), known.source, [*cells, Cell(f"{low}–{high}"), Cell(usual)]))
    return rows


def money(answer: Answer, tr: Translator) -> list[Row]:
    """Planned cost, budget, rest of the budget, cost, margin, margin less cost; in thousands per year."""
    columns = answer.money[["scenario", "planned_cost", "cost_limit", "spent_cost", "margin"]]
    return [_money(tr, *row) for row in columns.itertuples(index=False, name=None)]


def _money(tr: Translator, name: str, planned: float, limit: float, spent: float, margin: float) -> Row:
    free = math.isnan(limit)
    amounts = [_thousands(amount, tr) for amount in (planned, limit, limit - planned, spent, margin, margin - spent)]
    cells = [Cell(value) for value in amounts]
    if free:
        cells[1] = Cell(tr("no limit"))
    elif limit < planned:
        cells[2] = Cell(amounts[2], verdict="worse", words=tr("over the budget"))
    return Row(scenario_label(name, tr), name, cells)


def _thousands(amount: float, tr: Translator) -> str:
    return formats.number(amount * THOUSAND, 0, tr)


def capped(answer: Answer) -> list[str]:
    """The scenarios that differ from the base only by the cap (and its bonus), if both have conversations."""
    base = answer.scenarios[0]
    before_s = talk_cap_s(base.params)
    others = [
        scenario.name
        for scenario in answer.scenarios[1:]
        if talk_cap_s(scenario.params) not in (math.inf, before_s)
        and all(key.startswith(("conversation.", "costs.bonus_")) for key in changed_keys(base, scenario))
    ]
    talked = answer.runs.dropna(subset=["work_per_solved_case_s", "work_per_case_s"])["scenario"].unique()
    return [name for name in others if name in talked] if base.name in talked else []


def break_evens(answer: Answer, tr: Translator) -> list[Row]:
    """Both break-evens of every scenario with a cap, its position, and whether it saves work."""
    return [_break_even(answer, name, tr) for name in capped(answer)]


def _break_even(answer: Answer, name: str, tr: Translator) -> Row:
    found = standings(answer.runs, answer.scenarios[0].name, name)
    after = found[0].after
    cells = [Cell(measures.value("aht_s", after.aht_s, tr))]
    cells += [Cell(_percent(share, tr)) for share in (after.solved_share, after.return_share)]
    for standing in found:
        kind = standing.verdict.value if standing.verdict in (Verdict.BETTER, Verdict.WORSE) else "undecided"
        words = tr(_WORK.get(standing.verdict, NO_CLEAR_DIFFERENCE))
        cells.append(Cell(share_words(standing.even_share, 1, tr), verdict=kind, words=words))
    return Row(scenario_label(name, tr), name, cells)


def _percent(share: float, tr: Translator) -> str:
    return measures.value("solved_conversation_share", share, tr)


def map_found(frame: pd.DataFrame, tr: Translator) -> list[str]:
    """Number of better, worse and undecided cells of each panel."""
    lines = []
    for kpi in dict.fromkeys(frame["kpi"]):
        verdicts = [
            judge(str(kpi), *row)
            for row in frame.loc[frame["kpi"] == kpi, ["difference", "low", "high"]].itertuples(
                index=False, name=None
            )
        ]
        better, worse = verdicts.count(Verdict.BETTER), verdicts.count(Verdict.WORSE)
        lines.append(
            tr(
                "{measure}: better in {better} of {n} cells, worse in {worse}, no clear difference in {open}",
                measure=measures.label(str(kpi), tr),
                better=better,
                worse=worse,
                n=len(verdicts),
                open=len(verdicts) - better - worse,
            )
        )
    return lines


def method(answer: Answer, tr: Translator) -> list[tuple[str, str]]:
    """Settings of the run and versions."""
    run, here = answer.scenarios[0].run, origin()
    rows = [
        (tr("Replications"), str(n_replications(answer))),
        (tr("Days counted"), str(run.horizon_days)),
        (tr("Warm-up days, not counted"), str(run.warm_up_days)),
        (tr("Random seed"), str(run.seed)),
        (tr("Simulation engine"), run.engine),
        (tr("Platform"), f"{here['platform']}, Python {here['python']}"),
    ]
    rows += [(tr("Commit of the sources"), here["commit"])] if here["commit"] else []
    return rows + [(str(name), str(version)) for name, version in here["packages"].items()]
