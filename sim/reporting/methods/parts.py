"""Texts, tables and panels that the pages of several methods use."""

from collections.abc import Mapping
from typing import Any

import pandas as pd
from matplotlib.figure import Figure

from sim.analysis.designs.parameter_ranges import keys_of
from sim.config.experiment_file import Range
from sim.figures.style import panels
from sim.findings import formats, measures
from sim.findings.ranges import label_with_unit, range_value
from sim.i18n.translate import Translator
from sim.reporting.page import Drawing, Table

Made = tuple[str, list[Drawing], list[Table], list[str]]
"""The answer of a page, its figures and tables, and how certain it is."""


def drawing(name: str, figure: Figure, caption: str) -> Drawing:
    """A figure whose caption also describes it to screen readers; below it only if it does not stand in the figure already."""
    own = {" ".join(text.get_text().split()) for text in figure.texts}
    return Drawing(name, figure, caption, "" if " ".join(caption.split()) in own else caption)


def rows_of(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """The rows of a table, each by the names of the columns."""
    return [{str(name): value for name, value in row.items()} for row in frame.to_dict("records")]


def ranges_table(ranges: Mapping[str, Range], tr: Translator) -> Table:
    """The varied parameters with their ranges and where these come from."""
    rows = [(label_with_unit(name, one, tr), ", ".join(keys_of(name, one)), range_value(name, one, one.low, tr),
             range_value(name, one, one.high, tr), tr("logarithmic") if one.scale == "log" else tr("linear"),
             one.source or tr("no source given")) for name, one in ranges.items()]
    return Table(tr("The ranges"), (tr("parameter"), tr("key"), tr("from"), tr("to"), tr("scale"), tr("source")), rows)


def with_joint_intervals(differences: pd.DataFrame, joint: pd.DataFrame) -> pd.DataFrame:
    """The table of differences with joint intervals, if there are any."""
    wide = joint.set_index(["scenario", "kpi"])[["low", "high"]]
    found = differences.set_index(["scenario", "kpi"])
    found.update(wide)
    return found.reset_index()


def titled_panels(
    n: int, title: str, height_in: float = 2.2, left_in: float = 0.9, gap_x_in: float = 0.95
) -> tuple[Figure, list[Any]]:
    """A figure of panels in at most two columns under a title, and its axes, row by row."""
    columns = min(n, 2)
    fig, axes = panels(-(-n // columns), columns, height_in, one_line(title), left_in=left_in, gap_x_in=gap_x_in, gap_y_in=1.0)
    for ax in axes[n:]:
        ax.set_axis_off()
    return fig, axes


def index_text(row: Mapping[str, Any], kpi: str, size: str, tr: Translator) -> str:
    """A sensitivity index and half its interval, as a text; in the measure's unit if the index is `mu_star`."""
    scale = measures.form(kpi).scale if size == "mu_star" else 1.0
    half = float(row[f"{size}_conf"]) * scale
    decimals = measures.decimals_for(half, 1 if size == "mu_star" else 2)
    return f"{formats.number(float(row[size]) * scale, decimals, tr)}\u00a0±\u00a0{formats.number(half, decimals, tr)}"


def better_sign(kpi: str) -> float:
    """1 if a higher value of the measure is better, else -1."""
    return 1.0 if measures.better_is(kpi) == "higher" else -1.0


def as_clause(sentence: str) -> str:
    """A statement for use within a sentence."""
    return sentence[:1].lower() + sentence[1:]


def without_overrides(name: str) -> str:
    """A scenario's name without its overrides."""
    return name.split(",")[0]


def one_line(text: str) -> str:
    """A text without line breaks."""
    return " ".join(text.split())
