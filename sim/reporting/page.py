"""A page and its files: HTML that opens without a network, and Markdown with its figures beside it."""

import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape
from matplotlib.figure import Figure

from sim import figures
from sim.config.errors import ConfigError
from sim.figures.style import settings
from sim.findings.formats import decimal_mark
from sim.i18n.translate import Translator, message
from sim.results.parts import written


class Table(NamedTuple):
    """A table of texts; the first text of a row is the row's head."""

    title: str
    heads: Sequence[str]
    rows: Sequence[Sequence[str]]


class Drawing(NamedTuple):
    """A figure.

    Attributes:
        name: letters only; for its file and its ids on the page.
        figure: what is drawn.
        description: text for screen readers.
        caption: text below it; empty for none.
    """

    name: str
    figure: Figure
    description: str
    caption: str = ""


class Part(NamedTuple):
    """A part of a page, in this order.

    Attributes:
        head: empty for a part without one.
        text: paragraphs.
        items: of a list.
        drawings: figures.
        tables: in order.
        command: of the command line; empty for none.
    """

    head: str = ""
    text: Sequence[str] = ()
    items: Sequence[str] = ()
    drawings: Sequence[Drawing] = ()
    tables: Sequence[Table] = ()
    command: str = ""


class Page(NamedTuple):
    """The contents of a page.

    Attributes:
        eyebrow: small text above the title.
        title: the question.
        answer: one or two sentences, derived from the numbers.
        parts: in order.
    """

    eyebrow: str
    title: str
    answer: str
    parts: Sequence[Part]


def write_page(page: Page, file: Path, tr: Translator, beside: bool = False) -> Path:
    """Write a page; equal pages give equal bytes on the same machine.

    Args:
        page: its contents.
        file: the HTML file.
        tr: the translator.
        beside: whether to write its Markdown and each figure as SVG beside it.

    Returns:
        The HTML file.

    Raises:
        ConfigError: the file cannot be written.
    """
    if beside:
        for part in page.parts:
            for drawing in part.drawings:
                write(file.with_name(f"{drawing.name}.svg"), picture(drawing.figure))
        write(file.with_suffix(".md"), markdown(page))
    return write(file, html(page, tr))


def write(file: Path, text: str) -> Path:
    """Write a text atomically; a missing folder is created.

    Raises:
        ConfigError: the file cannot be written.
    """
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        why = error.strerror or str(error)
        raise ConfigError([message("report {path}: cannot be written: {why}.", path=file, why=why)]) from None
    written(file, lambda partial: partial.write_text(text, encoding="utf-8", newline="\n"))
    return file


def filled(template: str, tr: Translator, **values: Any) -> str:
    """A rendered template of `templates/`; a missing value is an error, and text is escaped."""
    environment = Environment(loader=PackageLoader("sim.reporting", "templates"), autoescape=True, undefined=StrictUndefined,
                              trim_blocks=True, lstrip_blocks=True)
    return environment.get_template(template).render(tr=tr, **values)


def html(page: Page, tr: Translator) -> str:
    """The page as one HTML file without external resources."""
    return filled("page.html", tr, page=page, title=page.title, drawn=lambda drawing: drawn(drawing, tr))


def drawn(drawing: Drawing, tr: Translator) -> Markup:
    """A figure as an element of the page, with its title."""
    title = drawing.figure.texts[0].get_text().replace("\n", " ") if drawing.figure.texts else drawing.description
    texts = str(escape(title)), str(escape(drawing.description))
    return Markup(figures.svg(drawing.figure, drawing.name, *texts, decimal_mark(tr)))


def markdown(page: Page) -> str:
    """The page as Markdown."""
    lines = [f"# {page.title}", "", f"**{page.answer}**", ""]
    for part in page.parts:
        lines += [f"## {part.head}", ""] if part.head else []
        for text in part.text:
            lines += [text, ""]
        lines += [*(f"- {item}" for item in part.items), ""] if part.items else []
        for drawing in part.drawings:
            lines += [f"![{drawing.description}]({drawing.name}.svg)", "", drawing.caption or drawing.description, ""]
        for table in part.tables:
            lines += [f"**{table.title}**", "", _row(table.heads), _row(["---"] * len(table.heads)),
                      *(_row(row) for row in table.rows), ""]
        lines += [f"    {part.command}", ""] if part.command else []
    return "\n".join(lines)


def picture(figure: Figure) -> str:
    """A figure as the text of an SVG file; the same bytes each time."""
    out = io.StringIO()
    with settings():
        figure.savefig(out, format="svg", metadata={"Date": None, "Creator": None, "Format": None, "Type": None})
    return out.getvalue()


def _row(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|").replace("\n", " ") for cell in cells) + " |"
