"""Questions with a page of their own: does it look like the world, what does each mechanism do, which loops turn.

Each lives what it needs, writes its page and its table, and prints what it found.
"""

import math
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TextIO

import pandas as pd
from rich import box
from rich.console import Console
from rich.table import Table

from sim import figures
from sim.config.experiment_file import Experiment
from sim.experiment.external_validation import compare_with_benchmarks
from sim.experiment.feedback_loops import run_loops, sides
from sim.experiment.methods.attribution import contributions
from sim.experiment.questions import load_scenarios
from sim.findings import measures
from sim.i18n.texts import Words
from sim.params import Mechanisms
from sim.reporting.page import Grid, Part, write_page
from sim.reporting.terminal import legible
from sim.results.store import write_table

_WIDTH_OF_A_FILE = 200
_MOST_NAMED = 4
_HALF_A_YEAR_MONTHS = 6        # of four weeks


def answered(experiment: Experiment, results: Path, language: str = "en", file: TextIO | None = None, *,
             jobs: int | None = None) -> Path:
    """Answer a question that has a page of its own.

    Args:
        experiment: its `page` says which.
        results: folder; the page and its table lie in it under the experiment's name.
        language: as in `sim.i18n.texts`.
        file: where to print; standard output when None.
        jobs: replications at a time; None for one per core.

    Returns:
        The page.

    Raises:
        ConfigError: a replication that did not end, or a folder that cannot be written.
    """
    folder, say, out = results / experiment.name, Words(language), file or sys.stdout
    folder.mkdir(parents=True, exist_ok=True)
    page = experiment.page or ""
    found, lead, parts, grid = _PAGES[page](experiment, say, jobs)
    write_table(folder / f"{page}.parquet", found)
    title = " ".join(experiment.question.split())
    if experiment.does_not_say:
        sentences = [f"{line[:1].upper()}{line[1:]}." for line in experiment.does_not_say]
        parts = [*parts, Part(say("special.does_not_say"), sentences)]
    written = write_page(folder / "report.html", say("report.experiment", name=experiment.name), title, lead, parts, say)
    _printed(lead, grid, out)
    print(legible(say("terminal.report", path=written), out), file=out)
    return written


def _printed(lead: str, grid: Grid, out: TextIO) -> None:
    """The answer and its table, in plain letters where the terminal has no others."""
    console = Console(file=out, width=None if out.isatty() else _WIDTH_OF_A_FILE, highlight=False, markup=False, emoji=False)
    console.print(legible(lead, out), soft_wrap=True)
    table = Table(box=box.SIMPLE_HEAD, padding=(0, 0, 0, 1), pad_edge=False)
    for head in grid.heads:
        table.add_column(legible(head, out))
    for row in grid.rows:
        table.add_row(*(legible(cell, out) for cell in row))
    console.print(table)


# --- does it look like the world? ------------------------------------------------------------------------------------


def _world(experiment: Experiment, say: Words, jobs: int | None) -> tuple[pd.DataFrame, str, list[Part], Grid]:
    usual, pressed = load_scenarios(experiment)
    seen = compare_with_benchmarks(usual, pressed, jobs=jobs)
    rows = [{str(name): value for name, value in row.items()} for row in seen.table.to_dict("records")]
    looked = [row for row in rows if row["verdict"] != "no data"]
    missed = [row for row in looked if row["verdict"] != "inside"]
    emerges = [row for row in looked if row["origin"] == "emerges"]
    n_in = sum(row["verdict"] == "inside" for row in emerges)
    lead = say("world.lead", n=len(looked), inside=len(looked) - len(missed), emerging=len(emerges), emerging_inside=n_in)
    values = [_world_value(row, say) for row in rows]
    heads = [say(f"world.{name}") for name in ("what", "model", "reported", "verdict", "origin", "source")]
    cells = [[row["what"], values[i], _range(row, say), say(f"world.is_{row['verdict'].replace(' ', '_')}"),
              say(f"world.{row['origin'].replace(' ', '_')}"), row["source"]] for i, row in enumerate(rows)]
    grid = Grid(say("world.caption", n=seen.n), heads, cells)
    misses = [f"{row['what']}: {row['note']}" for row in missed if row["note"]]
    figure = figures.world(seen.table, [f"{value}  ({_range(row, say)})" for value, row in zip(values, rows, strict=True)],
                         say("world.figure"), say)
    parts = [Part(say("world.head"), [say("world.text")], figure, lead, grid)]
    if misses:
        parts.append(Part(say("world.misses"), misses))
    return seen.table, lead, parts, grid


def _world_value(row: Mapping[str, Any], say: Words) -> str:
    """The model's number as a reader sees it."""
    return measures.value(row["key"], float(row["value"]), say)


def _range(row: Mapping[str, Any], say: Words) -> str:
    """The range reported elsewhere."""
    low, high = (measures.value(row["key"], float(row[end]), say, unit=end == "high") for end in ("low", "high"))
    return f"{low}–{high}"


# --- what does each mechanism do? ------------------------------------------------------------------------------------


def _attribution(experiment: Experiment, say: Words, jobs: int | None) -> tuple[pd.DataFrame, str, list[Part], Grid]:
    (scenario,) = load_scenarios(experiment)
    kpis = list(experiment.decide_on)
    found = contributions(scenario, kpis, jobs=jobs)
    first = found[(found["kpi"] == kpis[0]) & (found["way"] == "taken out")]
    order = first.reindex(first["contribution"].abs().sort_values(ascending=False, kind="stable").index)["mechanism"].tolist()
    clear = first[(first["low"] > 0) | (first["high"] < 0)].set_index("mechanism")["contribution"]
    named = [say("attribution.named", mechanism=name.replace("_", " "),
                 size=measures.difference(kpis[0], float(clear[name]), math.nan, say)) for name in order if name in clear.index]
    lead = say("attribution.lead", measure=measures.in_sentence(kpis[0], say), named=say.listed(named[:_MOST_NAMED]),
               clear=len(clear), n=len(order))
    figure = figures.attribution(found, order, kpis, say("attribution.figure"), say)
    heads = [say("attribution.mechanism"), *(measures.label_with_unit(kpi, say, difference=True) for kpi in kpis)]
    meaning = {name: field.description or "" for name, field in Mechanisms.model_fields.items()}
    grids = []
    for way in ("taken out", "alone"):
        table = found[found["way"] == way].set_index(["mechanism", "kpi"])
        rows = [[f"{name.replace('_', ' ')}: {meaning[name]}", *(_contribution(table, name, kpi, say) for kpi in kpis)]
                for name in order]
        grids.append(Grid(say(f"attribution.caption_{way.replace(' ', '_')}"), heads, rows))
    parts = [Part(say("attribution.head"), [say("attribution.text")], figure, lead, grids[0]),
             Part(say("attribution.head_alone"), [say("attribution.text_alone")], grid=grids[1])]
    return found, lead, parts, Grid(grids[0].caption, heads, [[row[0].split(":")[0], *row[1:]] for row in grids[0].rows])


def _contribution(table: pd.DataFrame, mechanism: str, kpi: str, say: Words) -> str:
    value, low, high = table.loc[(mechanism, kpi), ["contribution", "low", "high"]].to_numpy(dtype=float).ravel()
    return measures.difference(kpi, float(value), float(high - low) / 2.0, say, unit=False)


# --- which loops turn? -----------------------------------------------------------------------------------------------


def _loops(experiment: Experiment, say: Words, jobs: int | None) -> tuple[pd.DataFrame, str, list[Part], Grid]:
    overrides = [f"run.replications={experiment.replications}", *experiment.overrides]
    centres = {loop.name: sides(loop, overrides, experiment.config_dir) for loop in experiment.loops}
    found = run_loops(experiment.loops, centres, jobs=jobs)
    parts, rows = [], []
    for loop in experiment.loops:
        own = found[found["loop"] == loop.name]
        told = [_at_the_end(own, line.label, loop.kpis, say) for line in loop.lines]
        rows += [[loop.name.replace("_", " "), line.label, said] for line, said in zip(loop.lines, told, strict=True)]
        drawn = figures.loop(own, loop.kpis, loop.title, say)
        parts.append(Part(loop.title, [" ".join(loop.says.split())], drawn, " ".join(told)))
    heads = [say("loop.head"), say("loop.centre"), say("loop.at_the_end")]
    grid = Grid(say("loop.caption", n=experiment.replications), heads, rows)
    parts.append(Part(say("loop.all"), grid=grid))
    lead = " ".join(_turned(found[found["loop"] == loop.name], loop.title, loop.tells, say) for loop in experiment.loops)
    return found, lead, parts, grid


def _turned(frame: pd.DataFrame, title: str, kpi: str, say: Words) -> str:
    """One measure over the last half-year: where the loop turns, and where it is cut."""
    late = frame[(frame["kpi"] == kpi) & (frame["month"] > frame["month"].max() - _HALF_A_YEAR_MONTHS)]
    means = late.groupby("line", sort=False)["value"].mean()
    told = [say("loop.is", line=line, value=measures.value(kpi, float(value), say)) for line, value in means.items()]
    return say("loop.lead", title=title, measure=measures.in_sentence(kpi, say), told=say.listed(told))


def _at_the_end(frame: pd.DataFrame, line: str, kpis: tuple[str, ...], say: Words) -> str:
    """A line's measures in the first and the last month."""
    rows = frame[frame["line"] == line].set_index(["kpi", "month"])["value"]
    last = int(frame["month"].max())
    return say.listed([say("loop.from_to", measure=measures.in_sentence(kpi, say),
                           before=measures.value(kpi, float(rows[kpi, 1]), say, unit=False),
                           after=measures.value(kpi, float(rows[kpi, last]), say)) for kpi in kpis])


_PAGES: Mapping[str, Callable[[Experiment, Words, int | None], tuple[pd.DataFrame, str, list[Part], Grid]]] = {
    "world": _world, "attribution": _attribution, "loops": _loops}
