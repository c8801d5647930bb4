"""Both break-evens of a cap as a drawing: work over the share of conversations that solve the case."""

from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from sim.analysis.statistics.break_even import ConversationMeasures
from sim.figures.style import BAD, GOOD, INK, OPEN, PAPER, panels, settings
from sim.findings import formats
from sim.findings.break_even import Standing, share_words, standings
from sim.findings.verdict import Verdict, scenario_label
from sim.i18n.translate import Translator
from sim.units import MINUTE_S

_LABEL_SHARE = 0.42  # share of a panel's width for the longest usual label


def break_evens(runs: pd.DataFrame, base: str, other: str, tr: Translator) -> Figure:
    """Two panels: work per solved case and per case opened, over the share of conversations that solve the case.

    Args:
        runs: `Answer.runs`.
        base, other: the two scenarios, by name.
        tr: the translator.
    """
    found = standings(runs, base, other)
    with settings():
        fig, axes = panels(
            1, 2, 3.0, _finding(found, other, tr), tr(
                "Each curve: the work at one handle time (AHT) if conversations solved more or fewer cases. Square and "
                "diamond: the two centres. Circle: the break-even, where the shorter conversations make as much work as the "
                "longer ones."),
            left_in=0.7, gap_x_in=0.7, bottom_in=0.65,
        )  # fmt: skip
        for ax, standing in zip(axes, found, strict=True):
            names = _at_its_aht(base, standing.before, tr), _at_its_aht(other, standing.after, tr)
            draw(ax, standing, names, tr)
            ax.set_title(tr(standing.side.title), fontweight="bold")
            ax.set_xlabel(tr("conversations that solve the case, %"))
            ax.set_ylabel(tr("agents’ work, minutes"))
    return fig


def draw(ax: Axes, standing: Standing, names: tuple[str, str], tr: Translator) -> None:
    """One panel: a curve for each handle time, each centre's position, and the break-even."""
    side, before, after, verdict = standing
    even, level = standing.even_share, standing.level_s / MINUTE_S
    low, high = _share_range(standing)
    shares = np.linspace(low, high, 201)
    here = side.work_s(after) / MINUTE_S
    colour = {Verdict.BETTER: GOOD, Verdict.WORSE: BAD}.get(verdict, OPEN)
    inside = float(np.clip(even, low, high))
    ax.axvspan(100 * low, 100 * inside, color=BAD, alpha=0.09, linewidth=0)
    ax.axvspan(100 * inside, 100 * high, color=GOOD, alpha=0.09, linewidth=0)
    ax.plot([100 * low, 100 * high], [level, level], color=INK, linewidth=1.0, linestyle=(0, (4, 2)))
    for centre, ink, width in ((before, INK, 1.6), (after, colour, 2.0)):
        minutes = [side.work_s(centre._replace(solved_share=share)) / MINUTE_S for share in shares.tolist()]
        ax.plot(100 * shares, minutes, color=ink, linewidth=width, alpha=0.55 if centre is before else 1.0)
        start = side.work_s(centre._replace(solved_share=high - _LABEL_SHARE * (high - low))) / MINUTE_S
        name, y, way = (
            (names[0], max(level, start), 1) if centre is before else (names[1], min(level, minutes[-1]), -1)
        )
        ax.annotate(name, (100 * high, y), (-4, 5 * way), textcoords="offset points", ha="right", color=ink,
                    va="bottom" if way > 0 else "top")  # fmt: skip
    mark: dict[str, Any] = {"markersize": 8, "markeredgecolor": PAPER, "zorder": 5, "linestyle": "none"}
    ax.plot([100 * before.solved_share], [level], marker="s", color=INK, **mark)
    ax.plot([100 * after.solved_share], [here], marker="D", color=colour, **mark)
    if low < even < high:
        ax.plot([100 * even] * 2, [0, level], color=INK, linewidth=1.0, linestyle=(0, (1, 1.5)))
        ax.plot(
            [100 * even], [level], "o", markersize=7, markerfacecolor=PAPER, markeredgecolor=INK, zorder=5
        )
    ax.set_xlim(100 * low, 100 * high)
    ax.set_ylim(0, 1.3 * max(level, here))
    ax.grid(axis="y")
    _notes(ax, 100 * even, tr)


def _notes(ax: Axes, even: float, tr: Translator) -> None:
    """Labels left and right of the break-even (more or less work), and of the break-even itself."""
    low, high = ax.get_xlim()
    near: dict[str, Any] = {"textcoords": "offset points", "va": "bottom", "fontsize": 9}
    if low < even < high:
        text = tr("break-even {share}", share=formats.percent(even / 100, 0, tr))
        ax.annotate(text, (even, 0), (5, 22), **near)
    if even > low:
        ax.annotate(
            tr("more work"), (0, 0), (5, 5), xycoords="axes fraction", color=BAD, **near
        )
    if even < high:
        less = tr("less work")
        ax.annotate(less, (1, 0), (-5, 5), xycoords="axes fraction", color=GOOD, ha="right", **near)


def _share_range(standing: Standing) -> tuple[float, float]:
    """Range of the axis: both centres and, if it lies in 0 to 1, the break-even."""
    shares = [standing.before.solved_share, standing.after.solved_share]
    shares += [standing.even_share] if 0.0 < standing.even_share < 1.0 else []
    return max(0.05, min(shares) - 0.15), min(1.0, max(shares) + 0.15)


def _finding(found: list[Standing], other: str, tr: Translator) -> str:
    """Both break-evens of this centre in words."""
    solved, opened = (share_words(standing.even_share, 0, tr) for standing in found)
    here = formats.percent(found[0].after.solved_share, 0, tr)
    return tr(
        "How many conversations must solve the case for “{scenario}” to save work? Per solved case {solved}, per case opened "
        "{opened}. Here it is {here}.", scenario=scenario_label(other, tr), solved=solved, opened=opened, here=here
    )


def _at_its_aht(name: str, centre: ConversationMeasures, tr: Translator) -> str:
    minutes = formats.number(centre.aht_s / MINUTE_S, 1, tr)
    return tr("{scenario}, AHT {minutes} min", scenario=scenario_label(name, tr), minutes=minutes)
