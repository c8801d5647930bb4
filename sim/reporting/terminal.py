"""An answer in the terminal: the answer in words, a table, and the path of the report."""

import sys
import textwrap
from collections.abc import Sequence
from pathlib import Path
from typing import TextIO

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from sim.config.errors import value_text
from sim.config.scenario import Scenario
from sim.experiment.answer import Answer
from sim.findings import measures
from sim.findings.formats import MISSING
from sim.findings.verdict import SYMBOLS, VERDICTS, Compared, Verdict, all_compared, compared, headline, labels, scenario_label
from sim.i18n.translate import Translator
from sim.reporting import theory
from sim.reporting.budget import best_within_budget

_STYLES = {Verdict.BETTER: "blue", Verdict.WORSE: "red"}
_WIDTH_OF_A_FILE = 120
_LABEL_WIDTH = 25
_POOR = {
    "−": "-", "±": "+-", "\u202f": " ", "\u00a0": " ", "–": "-", "’": "'", "“": '"', "”": '"',
    "✓": "+", "✗": "x", "≈": "~", "↑": "^", "↓": "v",
}  # fmt: skip


def show(
    answer: Answer, report: Path | str | None = None, file: TextIO | None = None, language: str = "en"
) -> None:
    """Print an answer: the answer in words, a table, the waits beside queueing theory, and the path of the report.

    With one or two scenarios a row for each deciding measure; with more a row for each scenario. Colours only in a terminal;
    plain letters where signs such as ± cannot be written.

    Args:
        answer: its contents.
        report: the report's file; None if none was written.
        file: where to print; standard output when None.
        language: one of `sim.i18n.translate.LANGUAGES`.
    """
    tr, out = Translator(language, answer.scenarios[0].params.costs.currency), file or sys.stdout
    console = Console(
        file=out, width=None if out.isatty() else _WIDTH_OF_A_FILE, highlight=False, markup=False, emoji=False
    )
    words = headline(answer, tr)
    few = len(answer.scenarios) <= 2
    table = by_measure(answer, tr) if few else by_scenario(answer, tr)
    best = best_within_budget(answer, tr)
    lines = [words.lead] if best is None else [words.lead, best.sentence]
    if answer.unfinished:
        lines.append(tr("{n} of the replications asked for did not finish and are left out.", n=len(answer.unfinished)))
    lines += theory.overloads(answer, tr)
    for line in lines:
        console.print(legible(line, out), soft_wrap=True)
    console.print(_drawn(table, out, whole_labels=not few))
    beside = beside_theory(answer, tr)
    if beside:
        console.print(_drawn(beside, out, whole_labels=not few))
        for one in theory.decompositions(answer, tr)[:2 if few else 1]:
            console.print(legible(" ".join([f"{one.label}:", *one.words.verdicts]), out))
    for line in (words.sure, tr("Report: {path}", path=report) if report else tr("No report was written.")):
        console.print(legible(line, out), soft_wrap=True)


class Shown(list[list[tuple[str, str]]]):
    """Rows of texts with their styles; the first row is the head."""


def by_measure(answer: Answer, tr: Translator) -> Shown:
    """A row for each deciding measure: each scenario's value, then difference and verdict."""
    names = [scenario.name for scenario in answer.scenarios]
    head = [tr("Measure"), *(scenario_label(name, tr) for name in names)]
    head += [tr("Difference"), ""] if len(names) > 1 else []
    shown = Shown([[(text, "bold") for text in head]])
    found = all_compared(answer.differences)
    for kpi in answer.decide_on:
        rows = [compared(found, name, kpi) for name in names]
        cells = [(measures.label_with_unit(kpi, tr), "")]
        cells += [(measures.value(kpi, row.value, tr, unit=False), "") for row in rows]
        if len(names) > 1:
            cells += [_difference(rows[-1], tr), _verdict(rows[-1], tr)]
        shown.append(cells)
    return shown


def row_labels(scenarios: Sequence[Scenario], tr: Translator) -> dict[str, str]:
    """Labels by scenario name for a narrow column, in lines: of a sweep only what differs, each key as short as it can be."""
    points = [scenario.point for scenario in scenarios]
    keys = [key for key in points[0] if len({repr(point.get(key)) for point in points}) > 1]
    found = {scenario.name: ", ".join(_changed(key, scenario.point.get(key), keys, tr) for key in keys) for scenario in scenarios}
    shown = found if len(set(found.values())) == len(scenarios) else labels(scenarios, tr)
    return {name: "\n".join(textwrap.wrap(label, _LABEL_WIDTH, break_on_hyphens=False)) for name, label in shown.items()}


def _changed(key: str, value: object, keys: Sequence[str], tr: Translator) -> str:
    """A swept key and its value, with only as many names of the key as tell it from the other swept keys."""
    if key == "scenario":
        return scenario_label(str(value), tr)
    parts = key.split(".")
    ends = [".".join(parts[-n:]) for n in range(1, len(parts) + 1)]
    short = next((end for end in ends if sum(f".{other}".endswith(f".{end}") for other in keys) == 1), key)
    return f"{short}={value if isinstance(value, str) else value_text(value)}"


def by_scenario(answer: Answer, tr: Translator) -> Shown:
    """A row for each scenario: each deciding measure's value, and below it the difference with its sign."""
    head = [tr("Scenario"), *(measures.label_with_unit(kpi, tr) for kpi in answer.decide_on)]
    shown = Shown([[(text, "bold") for text in head]])
    found, labelled = all_compared(answer.differences), row_labels(answer.scenarios, tr)
    for i, scenario in enumerate(answer.scenarios):
        values, gaps = [(labelled[scenario.name], "")], [("", "")]
        for kpi in answer.decide_on:
            row = compared(found, scenario.name, kpi)
            values.append((measures.value(kpi, row.value, tr, unit=False), ""))
            difference, style = _difference(row, tr)
            gaps.append((f"{difference} {SYMBOLS[row.verdict]}", style))
        shown += [values, gaps] if i else [values]
    signs = (Verdict.BETTER, Verdict.WORSE, Verdict.UNDECIDED)
    shown.append([("  ".join(f"{SYMBOLS[sign]} {tr(VERDICTS[sign])}" for sign in signs), "dim")])
    return shown


def beside_theory(answer: Answer, tr: Translator) -> Shown:
    """A row for each scenario: load, agents on the phone, and the wait by queueing theory and simulated; empty without any."""
    rows = theory.waits(answer, tr)
    if len(answer.scenarios) > 2:
        short = {scenario_label(name, tr): label for name, label in row_labels(answer.scenarios, tr).items()}
        rows = [[short.get(first, first), *more] for first, *more in rows]
    head = [theory.wait_heads(answer, tr)] if rows else []
    return Shown([[(text, "bold") for text in line] for line in head] + [[(text, "") for text in line] for line in rows])


def legible(text: str, out: TextIO) -> str:
    """The text, with plain letters for signs that `out` cannot write."""
    encoding = getattr(out, "encoding", None) or "utf-8"
    try:
        text.encode(encoding)
    except (UnicodeEncodeError, LookupError):
        return "".join(_POOR.get(sign, sign) for sign in text)
    return text


def _difference(row: Compared, tr: Translator) -> tuple[str, str]:
    if row.verdict is Verdict.MISSING:
        return MISSING, ""
    return measures.difference(row.kpi, row.difference, row.half_width, tr, unit=False), _STYLES.get(
        row.verdict, ""
    )


def _verdict(row: Compared, tr: Translator) -> tuple[str, str]:
    return f"{SYMBOLS[row.verdict]} {tr(VERDICTS[row.verdict])}", _STYLES.get(row.verdict, "")


def _drawn(shown: Shown, out: TextIO, whole_labels: bool = False) -> Table:
    """The rows as a table of rich; a row of one text is the table's foot.

    With `whole_labels` the first column gets the room that it needs, and the others are cut short.
    """
    head, *rows = shown
    foot = rows.pop() if len(rows[-1]) == 1 and len(head) > 1 else None
    table = Table(
        box=box.SIMPLE_HEAD,
        padding=(0, 0, 0, 1),
        pad_edge=False,
        caption=legible(foot[0][0], out) if foot else None,
        caption_justify="left",
    )
    for i, (text, style) in enumerate(head):
        last_words = i == len(head) - 1 and text == ""
        table.add_column(Text(legible(text, out), style), justify="left" if i == 0 or last_words else "right",
                         no_wrap=i == 0 and whole_labels)
    for row in rows:
        table.add_row(*(Text(legible(text, out), style) for text, style in row))
    return table
