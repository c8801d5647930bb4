"""Placement of labels beside points: none covers another label or a point, and few lie on an interval."""

from collections.abc import Sequence
from itertools import product
from typing import Any, NamedTuple

from matplotlib.axes import Axes
from matplotlib.path import Path
from matplotlib.transforms import Bbox

from sim.figures.style import MUTED, PAPER

_DIRECTIONS = ((1, 1), (1, -1), (-1, 1), (-1, -1), (1, 0), (-1, 0), (0, 1), (0, -1))
_REACHES_PT = (6, 9, 13, 18, 24, 32, 42, 54, 68, 84, 105)
_NEAR_PT = 14  # largest distance of a label without a line to its point
_ALIGN_X = {1: "left", 0: "center", -1: "right"}
_ALIGN_Y = {1: "bottom", 0: "center", -1: "top"}
_COVERS, _LIES_ON, _IS_FAR, _IS_CROSSED = 10.0, 0.25, 6.0, 4000.0  # cost of each disadvantage of a place


class Spot(NamedTuple):
    """A point with a label: its place in data, its name and colour."""

    x: float
    y: float
    label: str
    colour: str


_Edges = tuple[float, float, float, float]  # of a box: smallest x and y, largest x and y


class _Place(NamedTuple):
    """A candidate place of a label: distance from its point, side, box, and line to the point."""

    reach_pt: float
    way_x: int
    way_y: int
    box: Bbox
    edges: _Edges
    line: Path | None


def place(ax: Axes, spots: Sequence[Spot], taken: Sequence[Bbox], lines: Sequence[Bbox] = ()) -> list[Bbox]:
    """Write each spot's label near it and return where, in display units.

    Of eight sides at growing distance it takes the place of least cost: covering a taken box or leaving the panel costs most;
        crossing a line, lying on one and distance cost less. A label far from its point gets a thin line to it. The panel's
        limits must be final.

    Args:
        ax: the panel.
        spots: what to label.
        taken: boxes in display units that no label may cover, as those of points.
        lines: boxes that labels avoid, as those of intervals.
    """
    placed: list[_Place] = []
    panel = _edges(ax.get_window_extent())
    covered, crossed = [_edges(box) for box in taken], [_edges(box) for box in lines]
    for spot in spots:
        size = _size(ax, spot.label)
        choices = [_at(ax, spot, size, *choice) for choice in product(_REACHES_PT, _DIRECTIONS)]
        best = min(choices, key=lambda choice: _cost(choice, placed, panel, covered, crossed))
        arrow: dict[str, Any] = {"arrowstyle": "-", "color": MUTED, "lw": 0.6, "shrinkA": 1, "shrinkB": 4}
        ax.annotate(
            spot.label,
            (spot.x, spot.y),
            (best.way_x * best.reach_pt, best.way_y * best.reach_pt),
            textcoords="offset points",
            color=spot.colour,
            ha=_ALIGN_X[best.way_x],
            va=_ALIGN_Y[best.way_y],
            zorder=6,
            bbox={"facecolor": PAPER, "edgecolor": "none", "pad": 0.6, "alpha": 0.85},
            arrowprops=arrow if best.line is not None else None,
        )
        placed.append(best)
    return [one.box for one in placed]


def _size(ax: Axes, label: str) -> tuple[float, float]:
    """Width and height of a label in display units."""
    text = ax.text(0, 0, label)
    extent = text.get_window_extent()
    text.remove()
    return extent.width, extent.height


def _at(ax: Axes, spot: Spot, size: tuple[float, float], reach_pt: float, direction: tuple[int, int]) -> _Place:
    """A candidate place for the label, with a small margin."""
    unit = ax.get_figure(root=True).dpi / 72.0  # type: ignore[union-attr]
    at_x, at_y = ax.transData.transform((spot.x, spot.y))
    x, y = (at + side * reach_pt * unit for at, side in ((at_x, direction[0]), (at_y, direction[1])))
    box = Bbox.from_bounds(x - size[0] * (1 - direction[0]) / 2, y - size[1] * (1 - direction[1]) / 2, *size).padded(
        2.0 * unit
    )
    line = Path([(at_x, at_y), (x, y)]) if reach_pt > _NEAR_PT else None
    return _Place(reach_pt, *direction, box, _edges(box), line)


def _cost(
    choice: _Place, placed: Sequence[_Place], panel: _Edges, taken: Sequence[_Edges], lines: Sequence[_Edges]
) -> float:
    """The cost of a place."""
    box, edges = choice.box, choice.edges
    outside = _area(edges) - _overlap(edges, panel)
    covers = outside + sum(_overlap(edges, other) for other in (*taken, *(one.edges for one in placed)))
    crossed = sum(
        (one.line is not None and one.line.intersects_bbox(box, filled=False))
        + (choice.line is not None and choice.line.intersects_bbox(one.box, filled=False))
        for one in placed
    )
    lies_on = sum(_overlap(edges, other) for other in lines)
    return _COVERS * covers + _IS_CROSSED * crossed + _LIES_ON * lies_on + _IS_FAR * choice.reach_pt


def _edges(box: Bbox) -> _Edges:
    """A box as plain numbers, because it is compared tens of thousands of times."""
    return float(box.xmin), float(box.ymin), float(box.xmax), float(box.ymax)


def _area(edges: _Edges) -> float:
    return (edges[2] - edges[0]) * (edges[3] - edges[1])


def _overlap(a: _Edges, b: _Edges) -> float:
    both = max(a[0], b[0]), max(a[1], b[1]), min(a[2], b[2]), min(a[3], b[3])
    return _area(both) if both[0] <= both[2] and both[1] <= both[3] else 0.0
