"""Loyalty against cost: each scenario's cost per year and its customers' loyalty."""

import math
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.transforms import Bbox

from sim.figures.labels import Spot, place
from sim.figures.style import INK, MUTED, PAPER, panels, settings
from sim.findings import formats, measures
from sim.findings.verdict import over_budget, scenario_label
from sim.i18n.translate import Translator

COST = "cost"
_IN_MILLIONS = 1e-6


def loyalty_against_cost(
    frame: pd.DataFrame, money: pd.DataFrame, base: str, tr: Translator, loyalty: str = "nps"
) -> Figure:
    """A point for each scenario, with intervals in both directions, and the budget as a line.

    Args:
        frame: `Answer.differences`; of it `value`, `value_low`, `value_high` of `cost` and of `loyalty`.
        money: `Answer.money`; of it `planned_cost` and `cost_limit`.
        base: the base of comparison, by name.
        tr: the translator.
        loyalty: `nps`, `churn_per_year` or another measure.
    """
    title = tr(
        "What does a year cost, and how loyal are the customers? {loyalty} against cost", loyalty=measures.label(loyalty, tr))
    with settings():
        fig, axes = panels(
            1, 1, 4.3, title, tr(
                "Bars are 95% intervals in both directions; because the customers are the same everywhere, differences are "
                "more certain than they suggest. Square: the base of comparison. A budget limits the planned cost; overtime, "
                "hiring and goodwill come on top. Hollow: planned above the budget."), left_in=0.95, right_in=0.4, head_in=0.25
        )
        draw(axes[0], frame, money, base, loyalty, tr)
    return fig


class _Point(NamedTuple):
    """A scenario's year: cost in millions and loyalty, each with its interval."""

    name: str
    x: float
    y: float
    x_low: float
    x_high: float
    y_low: float
    y_high: float


def draw(ax: Axes, frame: pd.DataFrame, money: pd.DataFrame, base: str, loyalty: str, tr: Translator) -> None:
    """The panel; labels are placed last, when the limits are final."""
    points = _points(frame, loyalty)
    over = over_budget(money)
    spots = []
    for point in points:
        _cross(ax, point, "s" if point.name == base else "o", PAPER if point.name in over else INK)
        spots.append(Spot(point.x, point.y, scenario_label(point.name, tr), INK))
    limits = np.unique(money["cost_limit"].dropna()) * _IN_MILLIONS
    ax.set_xlim(*_with_air([*(end for p in points for end in (p.x_low, p.x_high)), *limits], 0.12))
    ax.set_ylim(*_with_air([end for p in points for end in (p.y_low, p.y_high)], 0.14))
    up = -1.0 if measures.better_is(loyalty) == "lower" else 1.0
    if up < 0:
        ax.invert_yaxis()
    taken = [*(_on_screen(ax, point, 0) for point in points), _corner(ax, tr)]
    lines = [_on_screen(ax, point, way) for point in points for way in (1, 2)]
    lines += [_budget_line(ax, limit, tr) for limit in limits]
    place(ax, sorted(spots, key=lambda spot: -up * spot.y), taken, lines)
    ax.grid()
    ax.set_xlabel(tr("cost of the centre, million {currency} a year"))
    ax.set_ylabel(measures.label_with_unit(loyalty, tr) + tr(" (up is better)"))


def _points(frame: pd.DataFrame, loyalty: str) -> list[_Point]:
    """The points of scenarios with both numbers."""
    cost = frame[frame["kpi"] == COST].set_index("scenario")
    loyal = frame[frame["kpi"] == loyalty].set_index("scenario")
    scale = measures.form(loyalty).scale
    points = []
    for name in cost.index:
        x, x_low, x_high = _with_interval(cost.loc[name], _IN_MILLIONS)
        y, y_low, y_high = _with_interval(loyal.loc[name], scale)
        if not (math.isnan(x) or math.isnan(y)):
            points.append(_Point(str(name), x, y, x_low, x_high, y_low, y_high))
    return points


def _cross(ax: Axes, point: _Point, marker: str, face: str) -> None:
    """A point with its two intervals; the colour of its face says whether it fits the budget, not whether it is good."""
    ax.plot([point.x_low, point.x_high], [point.y, point.y], color=INK, linewidth=1.5, alpha=0.75)
    ax.plot([point.x, point.x], [point.y_low, point.y_high], color=INK, linewidth=1.5, alpha=0.75)
    mark: dict[str, Any] = {"markerfacecolor": face, "markeredgecolor": PAPER if face == INK else INK, "markeredgewidth": 1.2}
    ax.plot([point.x], [point.y], color=INK, marker=marker, markersize=7.5, zorder=4, gid=point.name, **mark)


def _with_interval(row: pd.Series, scale: float) -> tuple[float, float, float]:
    """Value, low and high; all equal if there is no interval."""
    value, low, high = (float(row[name]) * scale for name in ("value", "value_low", "value_high"))
    return value, value if math.isnan(low) else low, value if math.isnan(high) else high


def _with_air(ends: list[float], share: float) -> tuple[float, float]:
    low, high = min(ends), max(ends)
    air = share * (high - low) or 0.1 * abs(high) or 1.0
    return low - air, high + air


def _on_screen(ax: Axes, point: _Point, which: int) -> Bbox:
    """The box of the point (0), of its interval of cost (1) or of loyalty (2), in display units."""
    ends = [(point.x_low, point.y_low), (point.x_high, point.y_high), (point.x, point.y)]
    (x0, y0), (x1, y1), (x, y) = ax.transData.transform(ends)
    if which == 0:
        return Bbox.from_extents(x - 7, y - 7, x + 7, y + 7)
    return (
        Bbox.from_extents(x0, y - 2, x1, y + 2)
        if which == 1
        else Bbox.from_extents(x - 2, min(y0, y1), x + 2, max(y0, y1))
    )


def _budget_line(ax: Axes, limit: float, tr: Translator) -> Bbox:
    """Draw the budget as a line with its label; returns the line's box."""
    ax.axvline(limit, color=INK, linewidth=1.4, linestyle=(0, (4, 2)), zorder=2)
    ax.annotate(
        tr("budget of the plan: {limit} million", limit=formats.number(limit, 2, tr)),
        (limit, 0.0),
        (5, 4),
        xycoords=("data", "axes fraction"),
        textcoords="offset points",
        va="bottom",
        color=INK,
        fontsize=9,
    )
    box = ax.get_window_extent()
    x = ax.transData.transform((limit, 0.0))[0]
    return Bbox.from_extents(x - 3, box.y0, x + 3, box.y1)


def _corner(ax: Axes, tr: Translator) -> Bbox:
    """Label the best corner."""
    ax.annotate(
        tr("↖ low cost, high loyalty"),
        (0.0, 1.0),
        (6, -3),
        xycoords="axes fraction",
        textcoords="offset points",
        va="top",
        color=MUTED,
        fontsize=9,
        bbox={"facecolor": PAPER, "edgecolor": "none", "pad": 1.5},
        zorder=3,
    )
    box = ax.get_window_extent()
    return Bbox.from_extents(box.x0, box.y1 - 22, box.x0 + 190, box.y1)
