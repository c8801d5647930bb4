"""Docstrings of properties as this project writes them: `Service level: answered in time.` is a sentence, not a type and a text.

Napoleon takes what stands before a property's first colon as its type; a sign that it does not know stands there meanwhile.
"""

from typing import Any

from sphinx.application import Sphinx

COLON, HIDDEN = ":", "∶"
KINDS = ("property", "attribute", "data")


def _hide(app: Sphinx, what: str, name: str, found: Any, options: Any, lines: list[str]) -> None:
    if what in KINDS:
        lines[:1] = [line.replace(COLON, HIDDEN) for line in lines[:1]]


def _show(app: Sphinx, what: str, name: str, found: Any, options: Any, lines: list[str]) -> None:
    if what in KINDS:
        lines[:] = [line.replace(HIDDEN, COLON) for line in lines]


def setup(app: Sphinx) -> dict[str, Any]:
    """Run before and after Napoleon, whose priority is 500."""
    app.connect("autodoc-process-docstring", _hide, priority=400)
    app.connect("autodoc-process-docstring", _show, priority=600)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
