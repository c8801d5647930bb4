"""A page of its own for a question that is not answered by comparing scenarios: text, figures, tables, in one HTML file."""

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape
from matplotlib.figure import Figure

from sim.faults import Faults
from sim.present import plots
from sim.present.texts import Words


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
        Faults: the file cannot be written.
    """
    environment = Environment(loader=PackageLoader("sim.present", "templates"), autoescape=True, undefined=StrictUndefined,
                              trim_blocks=True, lstrip_blocks=True)
    drawn = [_drawn(part, f"part{chr(ord('a') + i)}") for i, part in enumerate(parts)]
    page = environment.get_template("special.html").render(say=say, eyebrow=eyebrow, title=title, lead=lead,
                                                        parts=list(zip(parts, drawn, strict=True)))
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        aside = file.with_name(f"{file.name}.part")
        aside.write_text(page, encoding="utf-8", newline="\n")
        aside.replace(file)
    except OSError as error:
        raise Faults([say("report.not_writable", path=file, why=error.strerror or str(error))]) from None
    return file


def _drawn(part: Part, name: str) -> Markup | None:
    if part.figure is None:
        return None
    return Markup(plots.svg(part.figure, name, str(escape(part.head)), str(escape(part.figure_said))))
