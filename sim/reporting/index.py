"""The index of a results folder: one HTML page with a link to each report."""

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

from sim.i18n.translate import Translator
from sim.reporting.page import filled, write
from sim.results.reports import entries, save_entry

INDEX = "index.html"


class _Row(NamedTuple):
    """A report as the page shows it."""

    title: str
    answer: str
    command: str
    written: str
    name: str
    pages: tuple[str, ...]

    def link(self, page: str) -> str:
        """The address of a page, or of the folder, relative to the index."""
        return quote(f"{self.name}/{page}")


def save_report(results: Path, folder: Path, title: str, answer: str, command: str, pages: Sequence[str]) -> Path:
    """Save a report's entry, and write the index of all reports again; returns the index.

    Args:
        results: folder of all studies.
        folder: of the report, below the results folder.
        title: the question.
        answer: in a sentence or two.
        command: that wrote it.
        pages: file names, the main one first.

    Raises:
        ConfigError: a file cannot be written.
    """
    save_entry(folder, title, answer, command, pages)
    rows = [_Row(entry.title, entry.answer, entry.command, entry.written.replace("T", " ").replace("+00:00", " UTC"),
                 entry.folder.relative_to(results).as_posix(), entry.pages) for entry in entries(results)]
    return write(results / INDEX, filled("index.html", Translator(), entries=rows))
