"""Contribution of each mechanism to some measures, in two ways."""

import math
from collections.abc import Sequence

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from sim.figures.style import GOOD, INK, MUTED, OPEN, PAPER, panels, settings, wrapped
from sim.findings import measures
from sim.i18n.translate import Translator, message

_ROW_IN = 0.27
DIRECTIONS = (("taken out", GOOD, -0.14, message("switched off in the full model")),
        ("alone", OPEN, 0.14, message("switched on alone")))


def attribution(frame: pd.DataFrame, mechanisms: Sequence[str], kpis: Sequence[str], title: str, tr: Translator) -> Figure:
    """A panel for each measure, a line for each mechanism.

    Args:
        frame: of `contributions`.
        mechanisms: from the top.
        kpis: measures, four at most.
        title: in words.
        tr: the translator.
    """
    with settings():
        fig, axes = panels(1, len(kpis), 0.3 + _ROW_IN * len(mechanisms), title, tr(
            "Points are the measure with the mechanism less without it, bars 95% intervals, ordered by the first panel."),
            left_in=1.75,
                           gap_x_in=0.28, head_in=0.5, bottom_in=0.95)
        for i, (ax, kpi) in enumerate(zip(axes, kpis, strict=True)):
            draw(ax, frame[frame["kpi"] == kpi].set_index(["way", "mechanism"]), mechanisms, kpi, tr)
            ax.set_yticks(range(len(mechanisms)), [name.replace("_", " ") for name in mechanisms] if i == 0 else [])
        marks = [Line2D([], [], linestyle="none", marker="o", color=colour, label=tr(label),
                        markerfacecolor=colour if direction == "taken out" else PAPER) for direction, colour, _,
                 label in DIRECTIONS]
        fig.legend(handles=marks, loc="lower center", ncols=2, borderaxespad=0.3, labelcolor=MUTED)
    return fig


def draw(ax: Axes, rows: pd.DataFrame, mechanisms: Sequence[str], kpi: str, tr: Translator) -> None:
    """One panel."""
    scale = measures.form(kpi).scale
    ax.axvline(0.0, color=INK, linewidth=1.0)
    for y, name in enumerate(mechanisms):
        for direction, colour, down, _ in DIRECTIONS:
            if (direction, name) not in rows.index:
                continue
            found = rows.loc[(direction, name), ["contribution", "low", "high"]].to_numpy(dtype=float).ravel() * scale
            value, low, high = found.tolist()
            if math.isnan(value):
                continue
            if not math.isnan(low):
                ax.plot([low, high], [y + down, y + down], color=colour, linewidth=1.5, solid_capstyle="butt", zorder=3)
            ax.plot([value], [y + down], marker="o", markersize=4.6, color=colour, zorder=4,
                    markerfacecolor=colour if direction == "taken out" else PAPER, markeredgewidth=1.2)
    ax.set_ylim(len(mechanisms) - 0.4, -0.6)
    ax.tick_params(axis="y", length=0)
    ax.spines["left"].set_visible(False)
    ax.grid(axis="both", linewidth=0.5)
    ax.locator_params(axis="x", nbins=3)
    ax.margins(x=0.08)
    ax.set_title(wrapped(measures.label_with_unit(kpi, tr, difference=True), 22), fontweight="bold", fontsize=9)
