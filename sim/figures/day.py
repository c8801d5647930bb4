"""A day's queue: customers waiting, customers in conversation, agents on the phone; one panel for each scenario."""

import math

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from sim.figures.style import BAD, GOOD, INK, panels, settings, wrapped
from sim.findings.verdict import scenario_label
from sim.i18n.translate import Translator
from sim.units import HOUR_S

MAX_PANELS = 9


def day_queue(frame: pd.DataFrame, tr: Translator) -> Figure:
    """The same day in each scenario.

    Args:
        frame: `Answer.day`: `scenario`, `at_s`, `waiting`, `talking`, `on_phone`; nine scenarios at most.
        tr: the translator.
    """
    names = list(dict.fromkeys(frame["scenario"]))[:MAX_PANELS]
    shown = frame[frame["scenario"].isin(names)]
    n_columns = min(len(names), 3 if len(names) > 4 else 2)
    n_rows = math.ceil(len(names) / n_columns)
    high = float(shown[["waiting", "talking", "on_phone"]].to_numpy().max()) * 1.08 + 1.0
    with settings():
        fig, axes = panels(
            n_rows,
            n_columns,
            1.9 if n_columns == 3 else 2.3,
            _finding(shown, names, tr),
            tr("A representative day, the same in every panel, every five minutes. Where the orange rises, customers wait."),
            left_in=0.7,
            gap_x_in=0.35,
            gap_y_in=0.78,
            bottom_in=0.85,
        )
        for i, ax in enumerate(axes):
            if i >= len(names):
                ax.set_axis_off()
                continue
            draw(ax, shown[shown["scenario"] == names[i]])
            ax.set_xlim(shown["at_s"].min() / HOUR_S, shown["at_s"].max() / HOUR_S)
            ax.set_title(
                wrapped(scenario_label(names[i], tr), 34 if n_columns == 3 else 52), fontweight="bold"
            )
            ax.set_ylim(0, high)
            ax.locator_params(axis="y", nbins=6, integer=True)
            if i % n_columns:
                ax.set_yticklabels([])
            else:
                ax.set_ylabel(tr("people"))
            if i + n_columns >= len(names):
                ax.set_xlabel(tr("time of day, hours"))
        _legend(fig, tr)
    return fig


def draw(ax: Axes, day: pd.DataFrame) -> None:
    """One scenario's day: waiting as an area, customers in conversation and agents on the phone as lines."""
    hours = day["at_s"].to_numpy(dtype=float) / HOUR_S
    ax.fill_between(
        hours, day["waiting"].to_numpy(dtype=float), step="post", color=BAD, alpha=0.85, linewidth=0, zorder=2
    )
    ax.step(hours, day["talking"].to_numpy(dtype=float), where="post", color=GOOD, linewidth=1.5, zorder=3)
    ax.step(
        hours,
        day["on_phone"].to_numpy(dtype=float),
        where="post",
        color=INK,
        linewidth=1.5,
        linestyle=(0, (4, 1.6)),
        zorder=4,
    )
    first, last = math.ceil(hours.min()), math.floor(hours.max())
    ax.set_xticks(range(first, last + 1, max(1, round((last - first) / 6))))
    ax.grid(axis="y")


def _finding(frame: pd.DataFrame, names: list[str], tr: Translator) -> str:
    """The longest queue of the day in the first scenario, and in the scenario with the longest one."""
    longest = frame.groupby("scenario")["waiting"].max()
    worst = str(longest.idxmax())
    first = tr(
        "One day, the same customers: up to {n} wait ({scenario})",
        n=int(longest[names[0]]), scenario=scenario_label(names[0], tr))
    if worst == names[0] or len(names) == 1:
        return first + "."
    return (
        first
        + tr(", and {n} ({scenario})", n=int(longest[worst]), scenario=scenario_label(worst, tr))
        + "."
    )


def _legend(fig: Figure, tr: Translator) -> None:
    """One legend for all panels, below them."""
    from matplotlib.lines import Line2D
    from matplotlib.patches import Patch

    marks = [
        Patch(color=BAD, alpha=0.85, label=tr("customers waiting")),
        Line2D([], [], color=GOOD, linewidth=1.8, label=tr("customers in conversation")),
        Line2D([], [], color=INK, linewidth=1.8, linestyle=(0, (4, 1.6)), label=tr("agents on the phone")),
    ]
    fig.legend(handles=marks, loc="lower center", ncols=3, borderaxespad=0.3)
