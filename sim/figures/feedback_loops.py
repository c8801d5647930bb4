"""A feedback loop, closed and cut, by month."""

from collections.abc import Sequence

import pandas as pd
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from sim.figures.style import line_look, panels, settings, wrapped
from sim.findings import measures
from sim.i18n.translate import Translator


def loop(frame: pd.DataFrame, kpis: Sequence[str], title: str, tr: Translator) -> Figure:
    """A panel for each measure along the loop, a line for each centre, with its 95 % interval as a band.

    Args:
        frame: of `run_loops`, one loop's rows.
        kpis: along the loop, in order.
        title: the loop in words.
        tr: the translator.
    """
    lines = list(dict.fromkeys(frame["line"]))
    n_columns = min(len(kpis), 3)
    n_rows = -(-len(kpis) // n_columns)
    with settings():
        fig, axes = panels(n_rows, n_columns, 1.9, title, tr(
            "Read the panels in numerical order, and from the last back to the first. Means over replications with 95% "
            "intervals."), left_in=0.7, gap_x_in=0.7, gap_y_in=0.95,
                           bottom_in=0.95)
        for i, ax in enumerate(axes):
            if i >= len(kpis):
                ax.set_axis_off()
                continue
            scale = measures.form(kpis[i]).scale
            for j, line in enumerate(lines):
                rows = frame[(frame["line"] == line) & (frame["kpi"] == kpis[i])]
                x = rows["month"].to_numpy(dtype=float)
                value, low, high = (rows[name].to_numpy(dtype=float) * scale for name in ("value", "low", "high"))
                look = line_look(j)
                ax.plot(x, value, zorder=4, **look)
                ax.fill_between(x, low, high, color=look["color"], alpha=0.13, linewidth=0)
            ax.set_title(wrapped(f"{i + 1}  {measures.label_with_unit(kpis[i], tr)}", 34), fontweight="bold", fontsize=9)
            ax.set_xlabel(tr("four weeks"))
            ax.grid(axis="y")
            ax.set_xlim(1, max(frame["month"].max(), 2))
            ax.locator_params(axis="both", nbins=6)
        marks = [Line2D([], [], label=line, **line_look(j)) for j, line in enumerate(lines)]
        fig.legend(handles=marks, loc="lower center", ncols=min(len(marks), 3), borderaxespad=0.3, handlelength=2.6)
    return fig
