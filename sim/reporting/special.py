"""Special pages: external validation, contributions of mechanisms, feedback loops.

Each runs the replications it needs, writes its page and its table, and prints the answer.
"""

import math
import shlex
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TextIO

import pandas as pd
from rich import box
from rich.console import Console
from rich.table import Table as RichTable

from sim import figures
from sim.config.experiment_file import Experiment
from sim.config.provenance import software
from sim.config.scenario import Scenario
from sim.experiment.external_validation import compare_with_benchmarks
from sim.experiment.feedback_loops import run_loops, sides
from sim.experiment.methods.attribution import contributions
from sim.experiment.questions import load_scenarios
from sim.findings import measures
from sim.i18n.translate import Translator, message
from sim.params import Mechanisms
from sim.reporting.index import save_report
from sim.reporting.page import Drawing, Page, Part, Table, write_page
from sim.reporting.terminal import legible
from sim.results.parts import write_table
from sim.results.reports import report_folder

_WIDTH_OF_A_FILE = 200
_MAX_NAMED = 4
_WAYS = (("taken out", message("With the mechanism less without it, all others on; 95% intervals")),
         ("alone", message("With the mechanism less without it, all others off; 95% intervals")))
_HALF_A_YEAR_MONTHS = 6        # of four weeks


def answered(experiment: Experiment, results: Path, language: str = "en", file: TextIO | None = None, *,
             jobs: int | None = None, command: str = "") -> Path:
    """Answer a question that has a special page.

    Args:
        experiment: its `page` names the page.
        results: folder; the page and its table are written to a folder of their own below one of the experiment's name.
        language: as in `sim.i18n`.
        file: where to print; standard output when None.
        jobs: replications at a time; None for one per core.
        command: that asked for it, for the index.

    Returns:
        The page.

    Raises:
        ConfigError: a replication that failed, or a folder that cannot be written.
    """
    tr, out = Translator(language), file or sys.stdout
    keys = [scenario.key for scenario in load_scenarios(experiment)]
    asked = f"{experiment.model_dump_json(exclude={'config_dir', 'label'})} {keys}"
    folder = report_folder(results / experiment.name, "answer", experiment.label, asked)
    name = experiment.page or ""
    found, lead, parts, table = _PAGES[name](experiment, tr, jobs)
    write_table(folder / f"{name}.parquet", found)
    if experiment.limitations:
        parts = [*parts, silent(experiment, tr)]
    parts = [*parts, again(experiment, command, tr)]
    page = Page(tr("Experiment {name}", name=experiment.name), " ".join(experiment.question.split()), lead, parts)
    path = write_page(page, folder / "report.html", tr)
    save_report(results, folder, page.title, lead, command, [path.name])
    _printed(lead, table, out)
    print(legible(tr("Report: {path}", path=path), out), file=out)
    return path


def again(experiment: Experiment, command: str, tr: Translator) -> Part:
    """The part with the command that writes the page, and what ran it; without a command, the one that has the same contents."""
    folder = ["--config-dir", str(experiment.config_dir)] if experiment.config_dir is not None else []
    words = ["contact-centre", "experiment", experiment.name, *folder, *experiment.overrides,
             f"run.replications={experiment.replications}"]
    return Part(tr("Run it again"), [
        tr("This page is written by the command below, never by hand."),
        tr("It was written by {software}.", software=software())], command=command or shlex.join(words))


def silent(experiment: Experiment, tr: Translator) -> Part:
    """The part about the answer's limitations."""
    sentences = [f"{line[:1].upper()}{line[1:].rstrip('.')}." for line in experiment.limitations]
    return Part(tr("What this does not show"), items=sentences)


def _printed(lead: str, table: Table, out: TextIO) -> None:
    """Print the answer and its table, with plain letters where the terminal cannot show others."""
    console = Console(file=out, width=None if out.isatty() else _WIDTH_OF_A_FILE, highlight=False, markup=False, emoji=False)
    console.print(legible(lead, out), soft_wrap=True)
    shown = RichTable(box=box.SIMPLE_HEAD, padding=(0, 0, 0, 1), pad_edge=False)
    for head in table.heads:
        shown.add_column(legible(head, out))
    for row in table.rows:
        shown.add_row(*(legible(cell, out) for cell in row))
    console.print(shown)


_WITHIN = {"inside": message("within"), "below": message("below"), "above": message("above"), "no data": message("no data")}

# --- external validation -----------------------------------------------------------------------------------------------


def _world(experiment: Experiment, tr: Translator, jobs: int | None) -> tuple[pd.DataFrame, str, list[Part], Table]:
    usual, pressed = load_scenarios(experiment)
    tr = _in_its_currency(usual, tr)
    seen = compare_with_benchmarks(usual, pressed, jobs=jobs)
    rows = [{str(name): value for name, value in row.items()} for row in seen.table.to_dict("records")]
    profiled = [row for row in rows if row["verdict"] != "no data"]
    missed = [row for row in profiled if row["verdict"] != "inside"]
    emerges = [row for row in profiled if row["origin"] == "emerges"]
    n_in = sum(row["verdict"] == "inside" for row in emerges)
    lead = tr(
        "Of {n} results compared, {inside} lie within the range that others report. Of the {emerging} results that were not "
        "put in, {emerging_inside} do.",
        n=len(profiled), inside=len(profiled) - len(missed), emerging=len(emerges), emerging_inside=n_in)
    values = [_world_value(row, tr) for row in rows]
    heads = [tr("Result"), tr("Model"), tr("Reported"),
             tr("Within range?"), tr("Where it comes from"), tr("Source of the range")]
    cells = [[tr.text(row["what"]), values[i], _range(row, tr), tr(_WITHIN[row["verdict"]]), tr(figures.MARKS[row["origin"]][1]),
              row["source"]] for i, row in enumerate(rows)]
    table = Table(tr("Means over {n} replications", n=seen.n), heads, cells)
    misses = [f"{tr.text(row['what'])}: {tr.text(row['note'])}" for row in missed if row["note"]]
    figure = figures.external_validation(seen.table,
                                         [f"{value}  ({_range(row, tr)})" for value, row in zip(values, rows, strict=True)],
                         tr("Does the model match reported figures?"), tr)
    parts = [Part(tr("Model results beside reported figures"), [tr(
        "A result that was put in only confirms its input. A result that follows comes almost directly from inputs. A result "
        "that emerges was not given as input: it is the test. A result outside its range is shown and explained; nothing was "
        "fitted to a range.")], drawings=[Drawing("parta", figure, lead)], tables=[table])]
    if misses:
        parts.append(Part(tr("Results outside their range, and why"), items=misses))
    return seen.table, lead, parts, table


def _in_its_currency(scenario: Scenario, tr: Translator) -> Translator:
    return tr._replace(currency=scenario.params.costs.currency)


def _world_value(row: Mapping[str, Any], tr: Translator) -> str:
    """The model's formatted number."""
    return measures.value(row["key"], float(row["value"]), tr)


def _range(row: Mapping[str, Any], tr: Translator) -> str:
    """The range reported elsewhere."""
    low, high = (measures.value(row["key"], float(row[end]), tr, unit=end == "high") for end in ("low", "high"))
    return f"{low}–{high}"


# --- contributions of mechanisms ------------------------------------------------------------------------------------


def _attribution(experiment: Experiment, tr: Translator, jobs: int | None) -> tuple[pd.DataFrame, str, list[Part], Table]:
    (scenario,) = load_scenarios(experiment)
    tr = _in_its_currency(scenario, tr)
    kpis = list(experiment.decide_on)
    found = contributions(scenario, kpis, jobs=jobs)
    first = found[(found["kpi"] == kpis[0]) & (found["way"] == "taken out")]
    order = first.reindex(first["contribution"].abs().sort_values(ascending=False, kind="stable").index)["mechanism"].tolist()
    clear = first[(first["low"] > 0) | (first["high"] < 0)].set_index("mechanism")["contribution"]
    named = [f"{name.replace('_', ' ')} ({measures.difference(kpis[0], float(clear[name]), math.nan, tr)})"
             for name in order if name in clear.index]
    lead = tr(
        "Switched off one at a time in the full model, {clear} of {n} mechanisms clearly change {measure}; most: {named}.",
        measure=measures.in_sentence(kpis[0], tr), named=tr.listed(named[:_MAX_NAMED]),
               clear=len(clear), n=len(order))
    figure = figures.attribution(found, order, kpis, tr("What does each mechanism contribute?"), tr)
    heads = [tr("Mechanism"), *(measures.label_with_unit(kpi, tr, difference=True) for kpi in kpis)]
    meaning = {name: tr.text(field.description or "") for name, field in Mechanisms.model_fields.items()}
    tables = []
    for way, caption in _WAYS:
        table = found[found["way"] == way].set_index(["mechanism", "kpi"])
        rows = [[f"{name.replace('_', ' ')}: {meaning[name]}", *(_contribution(table, name, kpi, tr) for kpi in kpis)]
                for name in order]
        tables.append(Table(tr(caption), heads, rows))
    parts = [Part(tr("What each mechanism contributes to the full model"), [tr(
        "All other mechanisms on: the measure with the mechanism less the measure without it, for the same customers. The "
        "difference between the two ways is interaction and is not allocated.")],
                  drawings=[Drawing("parta", figure, lead)], tables=tables[:1]),
             Part(tr("What each mechanism does alone"), [tr(
                 "All other mechanisms off: a queue without breaks, attitude or turnover, plus one mechanism. Many do nothing "
                 "alone, because they act through another.")], tables=tables[1:])]
    return found, lead, parts, Table(tables[0].title, heads, [[row[0].split(":")[0], *row[1:]] for row in tables[0].rows])


def _contribution(table: pd.DataFrame, mechanism: str, kpi: str, tr: Translator) -> str:
    value, low, high = table.loc[(mechanism, kpi), ["contribution", "low", "high"]].to_numpy(dtype=float).ravel()
    return measures.difference(kpi, float(value), float(high - low) / 2.0, tr, unit=False)


# --- feedback loops -----------------------------------------------------------------------------------------------


def _loops(experiment: Experiment, tr: Translator, jobs: int | None) -> tuple[pd.DataFrame, str, list[Part], Table]:
    overrides = [f"run.replications={experiment.replications}", *experiment.overrides]
    centres = {loop.name: sides(loop, overrides, experiment.config_dir) for loop in experiment.loops}
    tr = _in_its_currency(next(iter(centres.values()))[0], tr)
    found = run_loops(experiment.loops, centres, jobs=jobs)
    parts: list[Part] = []
    rows = []
    for loop in experiment.loops:
        own = found[found["loop"] == loop.name]
        changes = [_at_the_end(own, line.label, loop.kpis, tr) for line in loop.lines]
        rows += [[loop.name.replace("_", " "), line.label, change] for line, change in zip(loop.lines, changes, strict=True)]
        figure = figures.loop(own, loop.kpis, loop.title, tr)
        drawing = Drawing(f"part{chr(ord('a') + len(parts))}", figure, " ".join(changes))
        parts.append(Part(loop.title, [" ".join(loop.statement.split())], drawings=[drawing]))
    heads = [tr("Loop"), tr("Scenario"), tr("First month to last")]
    table = Table(tr("Means over {n} replications", n=experiment.replications), heads, rows)
    parts.append(Part(tr("From the first month to the last"), tables=[table]))
    lead = " ".join(_turned(found[found["loop"] == loop.name], loop.title, loop.headline_kpi, tr) for loop in experiment.loops)
    return found, lead, parts, table


def _turned(frame: pd.DataFrame, title: str, kpi: str, tr: Translator) -> str:
    """One measure over the last half-year: with the loop closed, and with it cut."""
    late = frame[(frame["kpi"] == kpi) & (frame["month"] > frame["month"].max() - _HALF_A_YEAR_MONTHS)]
    means = late.groupby("line", sort=False)["value"].mean()
    values = [f"{measures.value(kpi, float(value), tr)} ({line})" for line, value in means.items()]
    return tr(
        "{title}: {measure} in the last half-year is {values}.",
        title=title, measure=measures.in_sentence(kpi, tr), values=tr.listed(values))


def _at_the_end(frame: pd.DataFrame, line: str, kpis: tuple[str, ...], tr: Translator) -> str:
    """A line's measures in the first and the last month."""
    rows = frame[frame["line"] == line].set_index(["kpi", "month"])["value"]
    last = int(frame["month"].max())
    return tr.listed([tr("{measure} {before} to {after}", measure=measures.in_sentence(kpi, tr),
                           before=measures.value(kpi, float(rows[kpi, 1]), tr, unit=False),
                           after=measures.value(kpi, float(rows[kpi, last]), tr)) for kpi in kpis])


_PAGES: Mapping[str, Callable[[Experiment, Translator, int | None], tuple[pd.DataFrame, str, list[Part], Table]]] = {
    "external_validation": _world, "attribution": _attribution, "loops": _loops}
