"""Docstrings as this project writes them.

Of a property, `Service level: answered in time.` is a sentence, not a type and a text: Napoleon takes what stands before its
first colon as its type; a sign that it does not know stands there meanwhile. `[Garnett2002]` cites the bibliography.
"""

import re
from typing import Any

from sphinx.application import Sphinx

COLON, HIDDEN = ":", "∶"
CITED = re.compile(r"\[([A-Z][A-Za-z]+[0-9]{4})\]")
KINDS = ("property", "attribute", "data")


def _hide(app: Sphinx, what: str, name: str, found: Any, options: Any, lines: list[str]) -> None:
    if what in KINDS:
        lines[:1] = [line.replace(COLON, HIDDEN) for line in lines[:1]]


def _show(app: Sphinx, what: str, name: str, found: Any, options: Any, lines: list[str]) -> None:
    if what in KINDS:
        lines[:] = [line.replace(HIDDEN, COLON) for line in lines]


def _cite(app: Sphinx, what: str, name: str, found: Any, options: Any, lines: list[str]) -> None:
    lines[:] = [CITED.sub(r":cite:t:`\1`", line) for line in lines]


def setup(app: Sphinx) -> dict[str, Any]:
    """Run before and after Napoleon, whose priority is 500."""
    app.connect("autodoc-process-docstring", _hide, priority=400)
    app.connect("autodoc-process-docstring", _show, priority=600)
    app.connect("autodoc-process-docstring", _cite, priority=600)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
