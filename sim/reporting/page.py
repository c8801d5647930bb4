"""A page of its own for a question that is not answered by comparing scenarios: text, figures, tables, in one HTML file."""

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from markupsafe import Markup, escape
from matplotlib.figure import Figure

from sim import figures
from sim.i18n.texts import Words
from sim.reporting.html import filled, write_html


class Grid(NamedTuple):
    """A table: its caption, the columns' heads, and rows of texts, the first of each being its own head."""

    caption: str
    heads: Sequence[str]
    rows: Sequence[Sequence[str]]


class Part(NamedTuple):
    """A part of the page; `figure` is drawn under the text and above the table."""

    head: str
    text: Sequence[str] = ()
    figure: Figure | None = None
    figure_said: str = ""          # what a screen reader says of it
    grid: Grid | None = None


def write_page(file: Path, eyebrow: str, title: str, lead: str, parts: Sequence[Part], say: Words) -> Path:
    """Write the page; the same parts give the same bytes on the same machine.

    Raises:
        ConfigError: the file cannot be written.
    """
    drawn = [_drawn(part, f"part{chr(ord('a') + i)}", say) for i, part in enumerate(parts)]
    page = filled("special.html", say=say, eyebrow=eyebrow, title=title, lead=lead, parts=list(zip(parts, drawn, strict=True)))
    return write_html(file, page, say)


def _drawn(part: Part, name: str, say: Words) -> Markup | None:
    if part.figure is None:
        return None
    mark = say("number.decimal")
    return Markup(figures.svg(part.figure, name, str(escape(part.head)), str(escape(part.figure_said)), mark))
