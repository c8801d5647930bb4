"""Common style of all figures: background, ink, colours for the colour-blind, and conversion to SVG."""

import io
import re
import textwrap
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.ticker import ScalarFormatter

from sim.findings.verdict import Verdict

# A report finds neutral colours by these codes, and replaces them by its own, light or dark.
PAPER, INK, MUTED, GRID = "#fffffe", "#1f2328", "#5c6570", "#d9dde2"
GOOD, BAD, OPEN = "#0072b2", "#d55e00", "#7d8590"  # Okabe and Ito's blue and vermilion, and grey
_LINE_COLOURS = (
    "#1f2328",
    "#d55e00",
    "#0072b2",
    "#009e73",
    "#cc79a7",
    "#a6761d",
    "#56b4e9",
    "#7d55c7",
    "#882255",
    "#999933",
)
_LINE_STYLES = ("-", (0, (5, 2)), (0, (1, 1.4)))

VERDICT_COLOURS = {Verdict.BETTER: GOOD, Verdict.WORSE: BAD}
VERDICT_MARKERS = {Verdict.BETTER: "o", Verdict.WORSE: "D"}

WIDTH_IN = 9.0
_SETTINGS: dict[Any, Any] = {
    "font.family": ["DejaVu Sans"],
    "font.size": 9.5,
    "axes.titlesize": 10.5,
    "axes.labelsize": 9.5,
    "xtick.labelsize": 9,
    "ytick.labelsize": 9,
    "legend.fontsize": 9,
    "figure.facecolor": PAPER,
    "axes.facecolor": PAPER,
    "savefig.facecolor": PAPER,
    "text.color": INK,
    "axes.labelcolor": INK,
    "axes.titlecolor": INK,
    "xtick.color": MUTED,
    "ytick.color": MUTED,
    "xtick.labelcolor": INK,
    "ytick.labelcolor": INK,
    "axes.edgecolor": MUTED,
    "axes.linewidth": 0.8,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.axisbelow": True,
    "grid.color": GRID,
    "grid.linewidth": 0.8,
    "axes.titlelocation": "left",
    "axes.titlepad": 8,
    "legend.frameon": False,
    "hatch.linewidth": 0.7,
    "svg.fonttype": "none",
    "svg.hashsalt": "contact centre",
    "axes.unicode_minus": True,
    "text.parse_math": False,
}


@contextmanager
def settings() -> Iterator[None]:
    """Context with matplotlib's settings for these figures; the user's settings are restored afterwards."""
    with mpl.rc_context(_SETTINGS):
        yield


def panels(
    n_rows: int,
    n_columns: int,
    panel_height_in: float,
    title: str,
    below: str = "",
    *,
    left_in: float = 0.75,
    right_in: float = 0.25,
    gap_x_in: float = 0.75,
    gap_y_in: float = 0.85,
    bottom_in: float = 0.6,
    head_in: float = 0.42,
) -> tuple[Figure, list[Axes]]:
    """A figure of equal panels under a title, row by row.

    Args:
        n_rows, n_columns: of panels.
        panel_height_in: of each, in inches; the figure grows with the rows.
        title: the question or the finding, in words.
        below: explanation of the figure, in one or two lines.
        left_in, right_in, gap_x_in, gap_y_in, bottom_in: space around and between panels, in inches.
        head_in: space above a panel, in inches.
    """
    lines, more = textwrap.wrap(title, 82), textwrap.wrap(below, 118)
    top_in = 0.18 + 0.24 * len(lines) + 0.19 * len(more) + head_in
    height_in = top_in + n_rows * panel_height_in + (n_rows - 1) * gap_y_in + bottom_in
    fig = Figure(figsize=(WIDTH_IN, height_in))
    FigureCanvasAgg(fig)
    fig.text(
        0.02 / WIDTH_IN,
        1 - 0.15 / height_in,
        "\n".join(lines),
        fontsize=13,
        fontweight="bold",
        va="top",
        linespacing=1.3,
    )
    if more:
        fig.text(
            0.02 / WIDTH_IN,
            1 - (0.22 + 0.24 * len(lines)) / height_in,
            "\n".join(more),
            va="top",
            color=MUTED,
            linespacing=1.35,
        )
    width_in = (WIDTH_IN - left_in - right_in - (n_columns - 1) * gap_x_in) / n_columns
    axes = []
    for row in range(n_rows):
        for column in range(n_columns):
            x_in = left_in + column * (width_in + gap_x_in)
            y_in = height_in - top_in - (row + 1) * panel_height_in - row * gap_y_in
            axes.append(
                fig.add_axes(
                    (x_in / WIDTH_IN, y_in / height_in, width_in / WIDTH_IN, panel_height_in / height_in)
                )
            )
    return fig, axes


def line_look(i: int) -> dict[str, Any]:
    """Colour, dashes and width of the i-th scenario's line; the first, the base of comparison, is heavier."""
    n = len(_LINE_COLOURS)
    dashes = _LINE_STYLES[0 if i == 0 else (i // n + (i % 2)) % len(_LINE_STYLES)]
    return {"color": _LINE_COLOURS[i % n], "linestyle": dashes, "linewidth": 2.2 if i == 0 else 1.6}


def wrapped(label: str, width: int) -> str:
    """A label on several lines of at most `width` characters, unless a word is longer."""
    return "\n".join(textwrap.wrap(label, width, break_long_words=True)) or label


class _Own(ScalarFormatter):
    """Formatter of an axis with the reader's decimal separator."""

    def __init__(self, mark: str) -> None:
        super().__init__()
        self.mark = mark

    def __call__(self, x: float, pos: int | None = None) -> str:
        return super().__call__(x, pos).replace(".", self.mark)


def with_mark(fig: Figure, mark: str) -> Figure:
    """The figure with a decimal separator along its axes; axes with another formatter are unchanged."""
    for ax in fig.axes if mark != "." else ():
        for axis in (ax.xaxis, ax.yaxis):
            if type(axis.get_major_formatter()) is ScalarFormatter:
                axis.set_major_formatter(_Own(mark))
    return fig


_ID = re.compile(r'\b(id="|href="#|url\(#)')
_FONT = re.compile(r"'DejaVu Sans'[^;\"]*")
_THEME = {
    PAPER: "var(--paper)",
    INK: "var(--ink)",
    MUTED: "var(--muted)",
    GRID: "var(--grid)",
    GOOD: "var(--figure-good)",
    BAD: "var(--figure-bad)",
    OPEN: "var(--figure-open)",
}


def svg(fig: Figure, name: str, title: str, description: str, mark: str = ".") -> str:
    """The figure as an inline SVG element: the same bytes each time, text as text, without external resources.

    Args:
        fig: a figure of this package.
        name: distinguishes the figure's ids from those of others on the same page; letters only.
        title, description: text for screen readers, already escaped for HTML.
        mark: the reader's decimal separator.
    """
    out = io.StringIO()
    with_mark(fig, mark)
    with settings():
        fig.savefig(out, format="svg", metadata={"Date": None, "Creator": None, "Format": None, "Type": None})
    body = out.getvalue()
    head_end = body.index(">", body.index("<svg")) + 1
    view = re.search(r'viewBox="[^"]+"', body[:head_end])
    drawn = body[head_end:].replace("xlink:href", "href")
    drawn = _FONT.sub("var(--sans)", _ID.sub(rf"\g<1>{name}-", drawn))
    for code, variable in _THEME.items():
        drawn = drawn.replace(code, variable)
    return (
        f'<svg {view[0] if view else ""} role="img" aria-labelledby="{name}-title {name}-desc">'
        f'<title id="{name}-title">{title}</title><desc id="{name}-desc">{description}</desc>{drawn}'
    ).strip()
