"""Differences of each scenario from the base of comparison, with their 95 % intervals."""

import math
from collections.abc import Sequence

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from sim.figures.style import INK, MUTED, OPEN, PAPER, VERDICT_COLOURS, VERDICT_MARKERS, panels, settings, wrapped
from sim.findings import measures
from sim.findings.verdict import SYMBOLS, VERDICTS, Compared, Verdict, all_compared, compared, scenario_label
from sim.i18n.translate import Translator

_ROW_IN = 0.36


def differences(frame: pd.DataFrame, kpis: Sequence[str], base: str, tr: Translator) -> Figure:
    """One panel for each measure, one line for each scenario except the base.

    Args:
        frame: `Answer.differences`.
        kpis: measures, in order.
        base: the base of comparison, by name.
        tr: the translator.
    """
    others = [name for name in dict.fromkeys(frame["scenario"]) if name != base]
    found = all_compared(frame)
    names = [wrapped(scenario_label(name, tr), 26) for name in others]
    n_columns = min(len(kpis), 2)
    n_rows = math.ceil(len(kpis) / n_columns)
    title = tr("What changes against {base}, with the same customers?", base=scenario_label(base, tr))
    with settings():
        fig, axes = panels(
            n_rows,
            n_columns,
            0.3 + _ROW_IN * len(others),
            title,
            tr(
                "Point: mean difference. Bar: 95% interval. Blue circle: clearly better. Orange diamond: clearly worse. "
                "Hollow: the interval contains zero, no clear difference."),
            left_in=1.95,
            right_in=1.45,
            gap_x_in=1.5,
            gap_y_in=1.15,
            head_in=0.6,
        )
        for i, ax in enumerate(axes):
            if i >= len(kpis):
                ax.set_axis_off()
                continue
            draw(ax, [compared(found, name, kpis[i]) for name in others], tr)
            ax.set_yticks(range(len(others)), names if i % n_columns == 0 else [])
    return fig


def draw(ax: Axes, rows: Sequence[Compared], tr: Translator) -> None:
    """One panel: a measure's difference and interval for each scenario, with the numbers beside it."""
    kpi = rows[0].kpi
    scale = measures.form(kpi).scale
    ax.axvline(0.0, color=INK, linewidth=1.1)
    for y, row in enumerate(rows):
        x, half = row.difference * scale, 0.0 if math.isnan(row.half_width) else row.half_width * scale
        colour = VERDICT_COLOURS.get(row.verdict, OPEN)
        filled = row.verdict in (Verdict.BETTER, Verdict.WORSE, Verdict.HIGHER, Verdict.LOWER)
        if row.verdict is not Verdict.MISSING:
            ax.plot(
                [x - half, x + half],
                [y, y],
                color=colour,
                linewidth=2.4,
                solid_capstyle="butt",
                zorder=3,
                marker="|",
                markersize=7,
                markeredgewidth=1.4,
            )
            ax.plot(
                [x],
                [y],
                marker=VERDICT_MARKERS.get(row.verdict, "o"),
                markersize=5.5,
                color=colour,
                markerfacecolor=colour if filled else PAPER,
                markeredgewidth=1.6,
                zorder=4,
            )
        written = measures.difference(kpi, row.difference, row.half_width, tr, unit=False)
        for words, right in ((SYMBOLS[row.verdict], 12), (written, 18)):
            ax.annotate(
                words,
                (1.0, y),
                (right, 0),
                xycoords=("axes fraction", "data"),
                textcoords="offset points",
                va="center",
                ha="left" if words == written else "center",
                color=colour if filled else MUTED,
                annotation_clip=False,
            )
    ax.set_ylim(len(rows) - 0.4, -0.6)
    _room(ax, rows, scale)
    ax.tick_params(axis="y", length=0)
    ax.spines["left"].set_visible(False)
    ax.grid(axis="x")
    ax.locator_params(axis="x", nbins=4)
    ax.set_title(measures.label(kpi, tr), fontweight="bold", pad=22)
    ax.set_xlabel(
        tr("difference, {unit}", unit=measures.unit(kpi, tr, difference=True)).strip()
    )
    _directions(ax, kpi, tr)


def _room(ax: Axes, rows: Sequence[Compared], scale: float) -> None:
    """Limits of the axis that contain every interval and zero, with a margin."""
    ends = [0.0]
    for row in rows:
        half = 0.0 if math.isnan(row.half_width) else row.half_width
        ends += [(row.difference - half) * scale, (row.difference + half) * scale]
    ends = [end for end in ends if not math.isnan(end)]
    air = 0.12 * (max(ends) - min(ends)) or 1.0
    ax.set_xlim(min(ends) - air, max(ends) + air)


def _directions(ax: Axes, kpi: str, tr: Translator) -> None:
    """Labels for the better and the worse side of zero."""
    way = measures.better_is(kpi)
    if way == "neither":
        return
    left, right = (Verdict.BETTER, Verdict.WORSE) if way == "lower" else (Verdict.WORSE, Verdict.BETTER)
    for key, arrow, x, align in ((left, "← {}", 0.0, "left"), (right, "{} →", 1.0, "right")):
        ax.annotate(
            arrow.format(tr(VERDICTS[key])),
            (x, 1.0),
            (0, 5),
            xycoords="axes fraction",
            textcoords="offset points",
            ha=align,
            va="bottom",
            fontsize=8.5,
            color=VERDICT_COLOURS[key],
        )
