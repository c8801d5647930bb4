"""A page as plain parts, and its two files: HTML that opens anywhere, and Markdown with its figures beside it."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from markupsafe import Markup, escape
from matplotlib.figure import Figure

from sim.figures.style import settings, svg
from sim.i18n.texts import Words
from sim.reporting.html import filled
from sim.results.store import written


@dataclass(frozen=True)
class Table:
    """Rows of texts under heads."""

    title: str
    heads: Sequence[str]
    rows: Sequence[Sequence[str]]


@dataclass(frozen=True)
class Page:
    """What a reader is shown.

    Attributes:
        name: of the experiment.
        question: as its file asks it.
        answer: one sentence, made from the numbers.
        figures: each with its name (letters only) and what it shows, in words.
        tables: in order.
        sure: sentences: the size, what was corrected, what was not reached.
        silent: what a reader must not read into it.
    """

    name: str
    question: str
    answer: str
    figures: Sequence[tuple[str, Figure, str]]
    tables: Sequence[Table]
    sure: Sequence[str]
    silent: Sequence[str]


def write_page(page: Page, folder: Path, say: Words) -> Path:
    """Write `page.html`, `page.md` and its figures into a folder; the same page gives the same bytes.

    Returns:
        The HTML file.

    Raises:
        ConfigError: the folder cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for name, figure, _ in page.figures:
        _write(folder / f"{name}.svg", picture(figure))
    _write(folder / "page.md", markdown(page, say))
    _write(folder / "page.html", html(page, say))
    return folder / "page.html"


def _write(file: Path, text: str) -> None:
    written(file, lambda aside: aside.write_text(text, encoding="utf-8", newline="\n"))


def html(page: Page, say: Words) -> str:
    """The page in one file, without a network."""
    mark = say("number.decimal")
    drawn = [(Markup(svg(figure, name, str(escape(told)), str(escape(told)), mark)), told) for name, figure, told in page.figures]
    return filled("page.html", page=page, say=say, drawn=drawn)


def markdown(page: Page, say: Words) -> str:
    """The page as Markdown."""
    lines = [f"# {page.question}", "", f"**{page.answer}**", ""]
    for name, _, told in page.figures:
        lines += [f"![{told}]({name}.svg)", "", told, ""]
    for table in page.tables:
        lines += [f"**{table.title}**", "", _row(table.heads), _row(["---"] * len(table.heads)),
                  *(_row(row) for row in table.rows), ""]
    lines += [f"## {say('page.sure')}", "", *(f"- {line}" for line in page.sure), ""]
    lines += [f"## {say('page.silent')}", "", *(f"- {line}" for line in page.silent), ""]
    lines += [f"## {say('page.repeat')}", "", f"    {say('page.repeat_line', name=page.name)}", "", say("page.made"), ""]
    return "\n".join(lines)


def picture(figure: Figure) -> str:
    """A figure as an SVG file of its own: the same bytes each time."""
    out = io.StringIO()
    with settings():
        figure.savefig(out, format="svg", metadata={"Date": None, "Creator": None, "Format": None, "Type": None})
    return out.getvalue()


def _row(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|").replace("\n", " ") for cell in cells) + " |"
