"""A year's drift: loyalty, customers, load and staff by week."""

import math
from collections.abc import Sequence

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from sim.figures.style import line_look, panels, settings, wrapped
from sim.findings.verdict import scenario_label
from sim.i18n.translate import Translator, message

# column of `Answer.drift`, and factor of its numbers
TITLES = {
    "nps": message("Net promoter score (NPS), points"),
    "n_customers": message("Customers, thousands"),
    "strain": message("Strain on agents, 0 rested – 1 exhausted"),
    "n_quits": message("Agents who have quit since the start"),
}
PANELS = (("nps", 1.0), ("n_customers", 0.001), ("strain", 1.0), ("n_quits", 1.0))


def drift(frame: pd.DataFrame, tr: Translator, columns: Sequence[tuple[str, float]] = PANELS) -> Figure:
    """A panel for each column, a line for each scenario.

    Args:
        frame: `Answer.drift`: `scenario`, `week` and the columns; means over replications.
        tr: the translator.
        columns: with the factors of their numbers.
    """
    names = list(dict.fromkeys(frame["scenario"]))
    shown = [(column, scale) for column, scale in columns if frame[column].notna().any()]
    n_columns = min(2, max(len(shown), 1))
    per_row = 3 if max((len(scenario_label(name, tr)) for name in names), default=0) > 30 else 4
    legend_in = 0.22 * math.ceil(len(names) / per_row)
    with settings():
        fig, axes = panels(
            math.ceil(len(shown) / n_columns),
            n_columns,
            2.1,
            tr("How do the measures develop, week by week?"),
            tr(
                "Means over the replications. Week 1 is the first counted week; the change has acted since the first day of "
                "the warm-up."),
            left_in=0.7,
            gap_x_in=0.75,
            gap_y_in=0.85,
            bottom_in=0.75 + legend_in,
        )
        for i, ax in enumerate(axes):
            if i >= len(shown):
                ax.set_axis_off()
                continue
            draw(ax, frame, names, *shown[i])
            ax.set_title(tr(TITLES[shown[i][0]]), fontweight="bold")
            ax.set_xlabel(tr("week"))
        marks = [
            Line2D([], [], label=wrapped(scenario_label(name, tr), 44), **line_look(i))
            for i, name in enumerate(names)
        ]
        fig.legend(
            handles=marks,
            loc="lower center",
            ncols=min(per_row, len(names)),
            borderaxespad=0.3,
            handlelength=2.6,
        )
    return fig


def draw(ax: Axes, frame: pd.DataFrame, names: Sequence[str], column: str, scale: float) -> None:
    """One panel: a column over the weeks, the first scenario on top."""
    for i, name in enumerate(names):
        rows = frame[frame["scenario"] == name]
        ax.plot(
            rows["week"].to_numpy(dtype=float),
            rows[column].to_numpy(dtype=float) * scale,
            zorder=5 if i == 0 else 3,
            **line_look(i),
        )
    ax.set_xlim(frame["week"].min(), max(frame["week"].max(), frame["week"].min() + 1))
    ax.grid(axis="y")
    ax.locator_params(axis="x", nbins=9, integer=True)
    ax.locator_params(axis="y", nbins=6)
