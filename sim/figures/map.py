"""Map of a change's effect over two uncertain parameters."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from sim.figures.style import MUTED, PAPER, panels, settings, wrapped
from sim.findings import formats, measures
from sim.findings.declared import meaning
from sim.findings.parameters import value_words
from sim.findings.verdict import Verdict, judge
from sim.i18n.translate import Translator, message
from sim.params.catalogue import declared, pattern

_LIGHT, _DARK, _MIDDLE = "#ffffff", "#1f2329", "#f4f2ee"  # in cells, the same on light and dark paper
_CLEAR = (Verdict.BETTER, Verdict.WORSE, Verdict.HIGHER, Verdict.LOWER)
PAYS = {
    "work_per_solved_case_s": message("Pays in minutes?"),
    "cost_per_solved_case": message("Pays in money?"),
    "nps": message("Pays in loyalty?"),
}
AXES = {
    "conversation.steepness": message(
                                  "how steeply resolution falls when a conversation is cut short (1: half the time solves "
                                  "half; 8: all or nothing)"),
    "conversation.retained_work_share": message("share of the work that a repeat call need not do again"),
}
COLOURS = LinearSegmentedColormap.from_list(
    "worse to better", ["#c1440e", "#eda876", _MIDDLE, "#86b6da", "#1565a8"]
)


def pay_map(
    frame: pd.DataFrame, keys: tuple[str, str], here: tuple[float, float] | None, change: str, tr: Translator
) -> Figure:
    """A panel for each measure: blue where the change is better, orange where worse, hatched where undecided.

    Args:
        frame: `Answer.map`: `x`, `y`, `kpi`, `difference`, `low`, `high`.
        keys: the parameters along x and y.
        here: this centre's point.
        change: the examined change, in words.
        tr: the translator.
    """
    kpis = list(dict.fromkeys(frame["kpi"]))
    with settings():
        fig, axes = panels(
            1,
            len(kpis),
            2.6,
            tr("Where does {change} pay: in minutes, in money, in loyalty?", change=change),
            tr(
                "The answer depends on two numbers that no study has measured well. Each cell is a centre with those two "
                "numbers; the number in it is the difference that the change makes there."),
            left_in=0.95,
            right_in=0.15,
            gap_x_in=0.28,
            bottom_in=0.95,
            head_in=0.68,
        )
        for i, (ax, kpi) in enumerate(zip(axes, kpis, strict=True)):
            draw(ax, frame[frame["kpi"] == kpi], kpi, here, tr)
            if i:
                ax.set_yticklabels([])
            else:
                ax.set_ylabel(wrapped(axis_label(keys[1], tr), 34))
        fig.text(0.5, 0.42 / fig.get_figheight(), axis_label(keys[0], tr), ha="center")
        fig.text(0.5, 0.14 / fig.get_figheight(), tr(
            "Blue: the change is better. Orange: worse. Hatched: no clear difference. Framed: this centre."),
            ha="center", color=MUTED)
    return fig


def draw(ax: Axes, frame: pd.DataFrame, kpi: str, here: tuple[float, float] | None, tr: Translator) -> None:
    """One panel: a cell for each point, coloured by the difference, with the number in it."""
    xs, ys = _in_order(frame["x"]), _in_order(frame["y"])
    most = float(frame["difference"].abs().max()) or 1.0
    for x, y, *difference in frame[["x", "y", "difference", "low", "high"]].itertuples(
        index=False, name=None
    ):
        _cell(ax, (xs.index(x), ys.index(y)), kpi, difference, most, tr)
    ax.set_xlim(-0.5, len(xs) - 0.5)
    ax.set_ylim(-0.5, len(ys) - 0.5)
    ax.set_xticks(range(len(xs)), [value_words(x, tr) for x in xs])
    ax.set_yticks(range(len(ys)), [value_words(y, tr) for y in ys])
    ax.tick_params(length=0)
    for spine in ax.spines.values():
        spine.set_visible(False)
    ax.set_title(tr(PAYS[kpi]) if kpi in PAYS else measures.label(kpi, tr), fontweight="bold", pad=22)
    below = measures.label_with_unit(kpi, tr, difference=True)
    ax.annotate(
        below, (0, 1), (0, 7), xycoords="axes fraction", textcoords="offset points", color=MUTED, fontsize=8.5
    )
    if here is not None:
        _mark(ax, _place(here[0], xs), _place(here[1], ys))


def _cell(
    ax: Axes, at: tuple[int, int], kpi: str, difference: Sequence[float], most: float, tr: Translator
) -> None:
    """One cell: its colour on a scale to `most`, its number, and hatching if the interval contains zero."""
    how, mean = measures.form(kpi), difference[0]
    sign = -1.0 if measures.better_is(kpi) == "lower" else 1.0
    decided = judge(kpi, *difference) in _CLEAR
    better = sign * mean / most if decided else 0.0  # -1 … 1
    corner = at[0] - 0.5, at[1] - 0.5
    colour = COLOURS(0.5 + 0.5 * better)
    mark = "decided" if decided else "undecided"
    ax.add_patch(Rectangle(corner, 1, 1, facecolor=colour, edgecolor=PAPER, linewidth=1.2, label=mark))
    if not decided:
        ax.add_patch(Rectangle(corner, 1, 1, fill=False, hatch="////", edgecolor="#8a919a", linewidth=0))
    number = formats.number(mean * how.scale, _decimals(most * how.scale), tr, sign=True)
    ink = _LIGHT if abs(better) > 0.62 else _DARK
    back = None if decided else {"facecolor": _MIDDLE, "edgecolor": "none", "pad": 1.2}
    ax.text(*at, number, ha="center", va="center", fontsize=8.5, color=ink, bbox=back)


def _in_order(values: "pd.Series[Any]") -> list[Any]:
    """The values of an axis: numbers in order, others as given."""
    found = list(dict.fromkeys(values.tolist()))
    return sorted(found) if all(isinstance(value, int | float) for value in found) else found


def axis_label(key: str, tr: Translator) -> str:
    """A parameter's label for an axis of a map: its own text, else its declared meaning."""
    known = pattern(key.split("."))
    declared_meaning = meaning(declared()[known], tr) if known in declared() else key
    return tr(AXES[key]) if key in AXES else declared_meaning


def _place(value: Any, values: Sequence[Any]) -> float:
    """Position of a value among cells of equal width."""
    if value in values or not all(isinstance(v, int | float) for v in values):
        return float(values.index(value)) if value in values else -10.0
    return float(np.interp(value, values, range(len(values))))


def _mark(ax: Axes, x: float, y: float) -> None:
    """Draw this centre's point: a frame around its cell, or between cells."""
    ax.add_patch(
        Rectangle(
            (x - 0.47, y - 0.47),
            0.94,
            0.94,
            fill=False,
            edgecolor=_DARK,
            linewidth=2.4,
            zorder=5,
            label="here",
        )
    )


def _decimals(most: float) -> int:
    return 0 if most >= 20 else 1 if most >= 2 else 2
