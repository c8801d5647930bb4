"""The catalogues kept up with the sources: `python -m sim.i18n.extraction` writes `messages.pot` and every `messages.po`.

A text is found where it stands: in `tr("...")`, `message("...")`, `Plural("...", "...")`, in a template, as the meaning of a
declared parameter or of a mechanism, as the definition of a measure (its function's docstring), and as the name of a row of the
external validation. What a catalogue no longer needs is dropped; what
it lacks is added without a translation, and a test fails until it has one.
"""

import ast
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import IO, Any

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir, extract_python
from babel.messages.pofile import read_po, write_po

from sim.i18n.translate import HERE, LANGUAGES

TEMPLATE = HERE / "messages.pot"
_METHODS = [("params/**.py", "sim.i18n.extraction:extract_declared"),
            ("mechanisms/**.py", "sim.i18n.extraction:extract_declared"), ("declare.py", "sim.i18n.extraction:extract_declared"),
            ("kpis/**.py", "sim.i18n.extraction:extract_declared"),
            ("analysis/statistics/validation_rows.py", "sim.i18n.extraction:extract_declared"), ("**.py", "python"),
            ("reporting/templates/**.html", "jinja2")]
_KEYWORDS: dict[str, Any] = {"tr": None, "message": None, "template": None, "Plural": (1, 2), "ngettext": (1, 2)}
# Which arguments of what declares something are shown to a reader; a cure may also stand under its name.
_SHOWN = {"quantity": (1, 4), "probability": (0, 1), "hour_of_day": (0,), "kpi": (0,), "Mechanism": (),
          "_row": (0,), "_measure": (1,)}


def extract_declared(file: IO[bytes], keywords: Any, comment_tags: Any, options: Any) -> Iterator[Any]:
    """Texts of declarations, for babel: parameters' meanings and cures, and measures' labels and definitions."""
    yield from extract_python(file, keywords, comment_tags, options)
    file.seek(0)
    for node in ast.walk(ast.parse(file.read())):
        found: list[ast.expr | None] = []
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in _SHOWN:
            found += [node.args[place] for place in _SHOWN[node.func.id] if place < len(node.args)]
            found += [keyword.value for keyword in node.keywords if keyword.arg in ("cure", "meaning")]
        elif isinstance(node, ast.Assign) and ast.unparse(node.targets[0]).endswith("_CURE"):
            found.append(node.value)
        elif isinstance(node, ast.FunctionDef) and any(ast.unparse(call).startswith("kpi(") for call in node.decorator_list):
            yield node.lineno, None, " ".join((ast.get_docstring(node) or "").split()), []
        for text in found:
            if isinstance(text, ast.Constant) and isinstance(text.value, str) and text.value:
                yield text.lineno, None, text.value, []


def extracted() -> Catalog:
    """Every message of the sources, without translations."""
    found = Catalog(project="contact-centre-simulator", charset="utf-8", creation_date=datetime(2026, 1, 1, tzinfo=UTC),
                    header_comment="# Messages of the contact-centre simulator; written by `make catalogues`.")
    for name, _, text, comments, context in extract_from_dir(HERE.parent, _METHODS, keywords=_KEYWORDS, strip_comment_tags=True):
        if text:
            found.add(text, None, [(f"sim/{name}", 0)], auto_comments=comments, context=context)
    return found


def catalogue_file(language: str) -> Path:
    """Where a language's catalogue lies."""
    return HERE / language / "LC_MESSAGES" / "messages.po"


def read(file: Path) -> Catalog:
    """A catalogue as it lies in its file."""
    with file.open("rb") as content:
        return read_po(content)


def write(catalogue: Catalog, file: Path) -> None:
    """Write a catalogue; in our texts braces are placeholders and per cent signs are not."""
    for entry in catalogue:
        entry.flags.discard("python-format")
    content = BytesIO()
    write_po(content, catalogue, width=120, include_lineno=False, ignore_obsolete=True)
    file.write_bytes(content.getvalue())


def main() -> None:
    """Write the template, and bring every catalogue up to it."""
    template = extracted()
    write(template, TEMPLATE)
    for language in LANGUAGES:
        if language != "en":
            catalogue = read(catalogue_file(language))
            catalogue.update(template, no_fuzzy_matching=True)
            write(catalogue, catalogue_file(language))


if __name__ == "__main__":
    main()
