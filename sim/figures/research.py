"""Figures for researchers: each is a function that draws a frame on Axes of any figure."""

import math
from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.colors import TwoSlopeNorm

from sim.config.experiment_file import Range
from sim.figures.map import COLOURS as PAYS
from sim.figures.style import BAD, GOOD, GRID, INK, MUTED, OPEN, PAPER, wrapped
from sim.findings import formats, measures
from sim.findings.ranges import label_with_unit, range_label
from sim.i18n.translate import Translator, message

SIZES = {
    "mu_star": message("Mean size of the effect (μ*) as a parameter moves across its range, with its 95% interval."),
    "total": message("with interactions (total)"),
}
VERDICT_LOOKS = {"holds": (GOOD, "o", message("holds")), "undecided": (OPEN, "s", message("undecided")),
                 "turns": (BAD, "D", message("reversed"))}
MAX_LINES = 5
LABEL_SIGNS = 38  # in a line of the label of a parameter


def settling(ax: Axes, days: pd.DataFrame, kpi: str, settled_day: float, counted_from: float, tr: Translator) -> Axes:
    """A measure by day, with the end of the warm-up.

    Args:
        ax: to draw on.
        days: `day` and the measure.
        kpi: the measure.
        settled_day: by MSER-5; NaN if it does not settle.
        counted_from: the warm-up that the scenarios have.
        tr: the translator.
    """
    y = days[kpi].to_numpy(dtype=float) * measures.form(kpi).scale
    ax.plot(days["day"], y, color=MUTED, linewidth=0.9)
    mean = pd.Series(y).rolling(20, min_periods=5, center=True).mean()
    ax.plot(days["day"], mean, color=INK, linewidth=1.8)
    ax.axvline(counted_from, color=GOOD, linewidth=1.6)
    if not np.isnan(settled_day):
        ax.axvline(settled_day, color=BAD, linewidth=1.6, linestyle=(0, (4, 2)))
    ax.set_title(measures.label_with_unit(kpi, tr))
    ax.set_xlabel(tr("day of the run"))
    ax.grid(axis="y", color=GRID)
    return ax


def drivers(ax: Axes, indices: pd.DataFrame, kpi: str, order: Mapping[str, Range], tr: Translator) -> Axes:
    """Morris's effects or Sobol's indices of a measure, with their intervals.

    Args:
        ax: to draw on.
        indices: `parameter`, and `mu_star` with `mu_star_conf`, or `total`, `first` and their `_conf`.
        kpi: the measure.
        order: the ranges by name, from the top.
        tr: the translator.
    """
    morris = "mu_star" in indices.columns
    size = "mu_star" if morris else "total"
    rows = indices[indices["kpi"] == kpi].set_index("parameter").loc[list(order)[::-1]].reset_index()
    scale = abs(measures.form(kpi).scale) if morris else 1.0
    y = np.arange(len(rows))
    ax.barh(y, rows[size] * scale, 0.62, color=GOOD, alpha=0.35, label=tr(SIZES[size]))
    half = rows[f"{size}_conf"]
    ends = np.stack([np.minimum(half, rows[size].clip(lower=0.0)), half]) * scale  # neither can be below 0
    ax.errorbar(rows[size] * scale, y, xerr=ends, fmt="none", ecolor=GOOD, elinewidth=1.4)
    if not morris:
        ax.plot(rows["first"], y, "D", color=BAD, markersize=4.5, label=tr("alone (first order)"))
        ax.errorbar(rows["first"], y, xerr=rows["first_conf"], fmt="none", ecolor=BAD, elinewidth=1.0)
        ax.set_xlim(left=min(0.0, float((rows["first"] - rows["first_conf"]).min())))
    ax.axvline(0.0, color=MUTED, linewidth=0.8)
    ax.set_yticks(y, [wrapped(range_label(name, order[name], tr), LABEL_SIGNS) for name in rows["parameter"]])
    ax.tick_params(axis="y", length=0)
    ax.set_title(wrapped(measures.label(kpi, tr), 34))
    ax.set_xlabel(measures.unit(kpi, tr, difference=True) if morris else tr("share of the variance"))
    return ax


def effects(ax: Axes, frame: pd.DataFrame, kpi: str, ranges: Mapping[str, Range], tr: Translator) -> Axes:
    """The metamodel's prediction along each parameter's range: the five strongest are named.

    Args:
        ax: to draw on.
        frame: `kpi`, `parameter`, `value`, `mean`.
        kpi: the measure.
        ranges: of the parameters, by name.
        tr: the translator.
    """
    some = frame[frame["kpi"] == kpi]
    lines = {str(name): rows["mean"].to_numpy(dtype=float) for name, rows in some.groupby("parameter", sort=False)}
    strongest = sorted(lines, key=lambda name: -float(np.ptp(lines[name])))[:MAX_LINES]
    for name, y in lines.items():
        look: dict[str, Any] = {"color": GRID, "linewidth": 1.0}
        if name in strongest:
            i = strongest.index(name)
            label = wrapped(range_label(name, ranges[name], tr), LABEL_SIGNS)
            look = {"color": (GOOD, BAD, INK, "#009e73", "#cc79a7")[i], "linewidth": 2.0, "label": label}
        ax.plot(np.linspace(0, 1, y.size), y * measures.form(kpi).scale, **look)
    ax.set_xticks([0, 1], [tr("low end"), tr("high end of its range")])
    ax.set_title(measures.label_with_unit(kpi, tr))
    ax.legend(fontsize=8)
    ax.grid(axis="y", color=GRID)
    return ax


def shares(ax: Axes, findings: pd.DataFrame, tr: Translator) -> Axes:
    """Shares of plausible parameter sets in which each finding holds, is undecided, or reverses.

    Args:
        ax: to draw on.
        findings: `statement`, `holds_share`, `undecided_share`, `turns_share`.
        tr: the translator.
    """
    y = np.arange(len(findings))[::-1]
    left = np.zeros(len(findings))
    for verdict, (colour, _, label) in VERDICT_LOOKS.items():
        width = 100.0 * findings[f"{verdict}_share"].to_numpy(dtype=float)
        ax.barh(y, width, 0.6, left, color=colour, alpha=0.85 if verdict != "undecided" else 0.4,
                label=tr(label))
        for at, w, x in zip(y, width, left, strict=True):
            if w >= 7:
                ax.text(x + w / 2, at, formats.percent(w / 100, 0, tr), ha="center", va="center",
                        color=PAPER if verdict != "undecided" else INK)
        left += width
    ax.set_yticks(y, [wrapped(statement, 44) for statement in findings["statement"]])
    ax.tick_params(axis="y", length=0)
    ax.set_xlim(0, 100)
    ax.set_xlabel(tr("% of plausible parameter sets"))
    ax.legend(loc="lower left", bbox_to_anchor=(0, 1), ncols=3)
    return ax


def turning(ax: Axes, frame: pd.DataFrame, points: pd.DataFrame, sides: Mapping[str, Range], kpi: str, tr: Translator) -> Axes:
    """Where a finding reverses: the difference predicted over two ranges, its zero line, and the parameter sets that were run.

    Args:
        ax: to draw on.
        frame: `x`, `y`, `difference`.
        points: the two ranges by name and `verdict`.
        sides: the two ranges by name, x and y.
        kpi: the measure.
        tr: the translator.
    """
    grid = frame.pivot(index="y", columns="x", values="difference") * measures.form(kpi).scale
    most = float(np.abs(grid.to_numpy()).max()) or 1.0
    colours = PAYS if measures.better_is(kpi) == "higher" else PAYS.reversed()
    drawn = ax.contourf(grid.columns, grid.index, grid, 15, cmap=colours, norm=TwoSlopeNorm(0.0, -most, most), alpha=0.85)
    if grid.to_numpy().min() < 0.0 < grid.to_numpy().max():
        ax.contour(grid.columns, grid.index, grid, [0.0], colors=[INK], linewidths=[2.0])
    x, y = sides
    for verdict, (colour, marker, label) in VERDICT_LOOKS.items():
        some = points[points["verdict"] == verdict]
        ax.plot(some[x], some[y], marker, color=colour, markeredgecolor=PAPER, markersize=5.5, linestyle="none",
                label=tr(label))
    for axis, one in zip((ax.xaxis, ax.yaxis), sides.values(), strict=True):
        if one.scale == "log":
            (ax.set_xscale if axis is ax.xaxis else ax.set_yscale)("log")
            ticks = _log_ticks(one.low, one.high)
            axis.set_ticks(ticks, [f"{tick:g}" for tick in ticks])
            axis.set_minor_locator(_none())
    ax.set_xlabel(wrapped(label_with_unit(x, sides[x], tr), 72))
    ax.set_ylabel(wrapped(label_with_unit(y, sides[y], tr), 34))
    ax.legend(loc="lower left", bbox_to_anchor=(0, 1), ncols=3)
    ax.figure.colorbar(drawn, ax=ax, label=measures.label_with_unit(kpi, tr, difference=True))
    return ax


def front(ax: Axes, trials: pd.DataFrame, kpis: tuple[str, str], winner: int, tr: Translator) -> Axes:
    """Two objectives of a search: every portfolio tried, the front, and the winner.

    Args:
        ax: to draw on.
        trials: `trial`, the two measures as differences from the start, `on_front`.
        kpis: up, and across.
        winner: its trial number.
        tr: the translator.
    """
    up, across = (trials[kpi] * measures.form(kpi).scale for kpi in kpis)
    ax.plot(across, up, "o", color=OPEN, alpha=0.55, markersize=4.5, label=tr("tried"))
    best = trials["on_front"]
    ax.plot(across[best], up[best], "o", color=GOOD, markersize=6, label=tr("none is better in both (Pareto front)"))
    won = trials["trial"] == winner
    ax.plot(across[won], up[won], "*", color=BAD, markersize=15, label=tr("winner, to be confirmed"))
    ax.plot(0, 0, "s", color=INK, markersize=7, label=tr("nothing done"))
    ax.set_xlabel(measures.label_with_unit(kpis[1], tr, difference=True))
    ax.set_ylabel(measures.label_with_unit(kpis[0], tr, difference=True))
    ax.grid(color=GRID)
    ax.legend(fontsize=8)
    return ax


def places(ax: Axes, table: pd.DataFrame, kpi: str, names: list[str], tr: Translator) -> Axes:
    """Scenarios in order, with the number of replications of each before it was dropped.

    Args:
        ax: to draw on.
        table: `mean`, `n`, `kept`, in order.
        kpi: the measure.
        names: their labels.
        tr: the translator.
    """
    y = np.arange(len(table))[::-1]
    x = table["mean"].to_numpy(dtype=float) * measures.form(kpi).scale
    for kept, colour in ((True, GOOD), (False, OPEN)):
        some = table["kept"].to_numpy(dtype=bool) == kept
        ax.plot(x[some], y[some], "o", color=colour, markersize=8)
    for at, value, n in zip(y, x, table["n"], strict=True):
        ax.annotate(tr("{n} replications", n=n), (value, at), (9, 0), textcoords="offset points", va="center", color=MUTED)
    ax.set_yticks(y, [wrapped(name, 34) for name in names])
    ax.margins(x=0.3)
    ax.set_ylim(-0.6, len(table) - 0.4)
    ax.set_xlabel(measures.label_with_unit(kpi, tr))
    ax.grid(axis="x", color=GRID)
    return ax


def _log_ticks(low: float, high: float) -> list[float]:
    """Values for the ticks of a logarithmic axis: steps of 1, 2 and 5, of a short range its ends and middle.

    >>> _log_ticks(0.5, 8.0), _log_ticks(1.1, 1.6)
    ([0.5, 1.0, 2.0, 5.0], [1.1, 1.33, 1.6])
    """
    first, last = math.floor(math.log10(low)), math.ceil(math.log10(high))
    steps = [round(step * 10.0**power, 12) for power in range(first, last + 1) for step in (1, 2, 5)]
    ticks = [value for value in steps if low <= value <= high]
    return ticks if len(ticks) > 2 else [float(f"{value:.3g}") for value in (low, math.sqrt(low * high), high)]


def _none() -> Any:
    from matplotlib.ticker import NullLocator

    return NullLocator()
