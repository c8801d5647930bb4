"""The report's tables, as rows of finished texts."""

import math
from typing import NamedTuple

import pandas as pd

from sim.analysis.statistics.benchmarks import PUBLISHED
from sim.config.provenance import origin
from sim.experiment.answer import Answer
from sim.figures.break_even import share_words, standings
from sim.findings import measures
from sim.findings.declared import definition
from sim.findings.parameters import changed_keys
from sim.findings.verdict import SYMBOLS, Compared, Verdict, all_compared, compared, judge, n_replications, scenario_label
from sim.i18n.texts import Words
from sim.kpis import KPIS

THOUSAND = 1e-3


class Cell(NamedTuple):
    """A value, and under it the difference from the base and what may be said of it."""

    value: str
    difference: str = ""
    verdict: str = ""  # a word for the page's looks: better, worse, undecided, …
    words: str = ""


class Row(NamedTuple):
    """A row under its head; `note` stands small beside the head."""

    head: str
    note: str
    cells: list[Cell]


def compute_kpis(answer: Answer, row: Compared, say: Words) -> Cell:
    """One scenario's measure; the unit stands in the head."""
    kpi = row.kpi
    value = measures.value(kpi, row.value, say, unit=False)
    if row.scenario == answer.scenarios[0].name or row.verdict is Verdict.MISSING:
        alone = len(answer.scenarios) == 1 and not math.isnan(row.value_half_width)
        return Cell(value, measures.half_width(kpi, row.value_half_width, say) if alone else "")
    told = measures.difference(kpi, row.difference, row.half_width, say, unit=False)
    words = f"{SYMBOLS[row.verdict]} {say(f'verdict.{row.verdict.value}')}"
    return Cell(value, told, row.verdict.value, words)


def decided(answer: Answer, say: Words) -> list[Row]:
    """A row per scenario, a cell per measure that decides."""
    rows, found = [], all_compared(answer.differences)
    for name in (scenario.name for scenario in answer.scenarios):
        cells = [compute_kpis(answer, compared(found, name, kpi), say) for kpi in answer.decide_on]
        rows.append(Row(scenario_label(name, say), name, cells))
    return rows


def all_measures(answer: Answer, say: Words) -> list[Row]:
    """A row per measure, a cell per scenario; measures that no scenario has are left out."""
    found = all_compared(answer.differences)
    rows = []
    for kpi in dict.fromkeys(kpi for _, kpi in found):
        of_kpi = [found[scenario.name, kpi] for scenario in answer.scenarios]
        if not all(math.isnan(row.value) for row in of_kpi):
            cells = [compute_kpis(answer, row, say) for row in of_kpi]
            rows.append(Row(measures.label_with_unit(kpi, say), kpi, cells))
    return rows


def definitions(rows: list[Row], say: Words) -> list[tuple[str, str, str]]:
    """Label, name and exact definition of each measure that has one."""
    return [(row.head, row.note, definition(row.note, say)) for row in rows if row.note in KPIS]


def beside_others(answer: Answer, say: Words) -> list[Row]:
    """A row per measure that others report: each scenario's value, the range, the number quoted most, the source (M28)."""
    found, rows = all_compared(answer.differences), []
    for kpi, known in PUBLISHED.items():
        of_kpi = [compared(found, scenario.name, kpi) for scenario in answer.scenarios]
        if all(math.isnan(row.value) for row in of_kpi):
            continue
        cells = [Cell(measures.value(kpi, row.value, say, unit=False),
                      verdict="" if known.low <= row.value <= known.high or math.isnan(row.value) else "worse") for row in of_kpi]
        low, high = (measures.value(kpi, end, say, unit=False) for end in (known.low, known.high))
        usual = "" if known.usual is None else measures.value(kpi, known.usual, say, unit=False)
        rows.append(Row(measures.label_with_unit(kpi, say), known.source, [*cells, Cell(f"{low}–{high}"), Cell(usual)]))
    return rows


def money(answer: Answer, say: Words) -> list[Row]:
    """Planned cost, budget, what is left of it, spent, margin, margin less spent; in 1 000 DKK a year."""
    columns = answer.money[["scenario", "planned_dkk", "limit_dkk", "spent_dkk", "margin_dkk"]]
    return [_money(say, *row) for row in columns.itertuples(index=False, name=None)]


def _money(say: Words, name: str, planned: float, limit: float, spent: float, margin: float) -> Row:
    free = math.isnan(limit)
    told = [_thousands(dkk, say) for dkk in (planned, limit, limit - planned, spent, margin, margin - spent)]
    cells = [Cell(value) for value in told]
    if free:
        cells[1] = Cell(say("report.money_none"))
    elif limit < planned:
        cells[2] = Cell(told[2], verdict="worse", words=say("report.money_over"))
    return Row(scenario_label(name, say), name, cells)


def _thousands(dkk: float, say: Words) -> str:
    return measures.number(dkk * THOUSAND, 0, say)


def capped(answer: Answer) -> list[str]:
    """The scenarios that differ from the base by the cap (and its bonus) alone, as far as both have talks."""
    base = answer.scenarios[0]
    before = base.params.conversation.aht_cap_s
    others = [
        scenario.name
        for scenario in answer.scenarios[1:]
        if scenario.params.conversation.aht_cap_s not in (None, before)
        and scenario.params.mechanisms.aht_cap
        and all(key.startswith(("conversation.", "costs.bonus_")) for key in changed_keys(base, scenario))
    ]
    talked = answer.runs.dropna(subset=["work_per_solved_case_s", "work_per_case_s"])["scenario"].unique()
    return [name for name in others if name in talked] if base.name in talked else []


def break_evens(answer: Answer, say: Words) -> list[Row]:
    """Both break-evens of every capped scenario, where it stands, and whether that saves work."""
    return [_break_even(answer, name, say) for name in capped(answer)]


def _break_even(answer: Answer, name: str, say: Words) -> Row:
    found = standings(answer.runs, answer.scenarios[0].name, name)
    after = found[0].after
    cells = [Cell(measures.value("aht_s", after.aht_s, say))]
    cells += [Cell(_percent(share, say)) for share in (after.solved_share, after.return_share)]
    for standing in found:
        kind = standing.verdict.value if standing.verdict in (Verdict.BETTER, Verdict.WORSE) else "undecided"
        words = say(f"report.break_even_{kind}")
        cells.append(Cell(share_words(standing.even_share, 1, say), verdict=kind, words=words))
    return Row(scenario_label(name, say), name, cells)


def _percent(share: float, say: Words) -> str:
    return measures.value("solved_talk_share", share, say)


def map_found(frame: pd.DataFrame, say: Words) -> list[str]:
    """How many cells of each panel are better, worse and undecided."""
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
            say(
                "report.map_found",
                measure=measures.label(str(kpi), say),
                better=better,
                worse=worse,
                n=len(verdicts),
                open=len(verdicts) - better - worse,
            )
        )
    return lines


def method(answer: Answer, say: Words) -> list[tuple[str, str]]:
    """Settings of the run and versions."""
    run, here = answer.scenarios[0].run, origin()
    rows = [
        (say("report.method_replications"), str(n_replications(answer))),
        (say("report.method_days"), str(run.horizon_days)),
        (say("report.method_warm_up"), str(run.warm_up_days)),
        (say("report.method_seed"), str(run.seed)),
        (say("report.method_engine"), run.engine),
        (say("report.method_platform"), f"{here['platform']}, Python {here['python']}"),
    ]
    return rows + [(str(name), str(version)) for name, version in here["packages"].items()]
