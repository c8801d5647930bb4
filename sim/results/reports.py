"""The reports in a results folder: each has a folder of its own, with an entry for the index.

    results/<study>/answer-<label>-<hash>/entry.json    title, answer, command, time, pages

The hash is of what was asked, so that the same command updates its own report and no other.
"""

import contextlib
import hashlib
import re
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from sim.execution import messages
from sim.results.parts import can_be_written, quarantine, read_json, write_json

ENTRY = "entry.json"
_MAX_LABEL = 40


class Entry(NamedTuple):
    """A report in a results folder.

    Attributes:
        folder: of the report.
        title: the question.
        answer: in a sentence or two.
        command: that wrote it.
        written: time of writing, in UTC.
        pages: files to read, the main one first.
    """

    folder: Path
    title: str
    answer: str
    command: str
    written: str
    pages: tuple[str, ...]


def report_folder(study: Path, prefix: str, label: str, asked: str) -> Path:
    """The folder of a report, which can be written.

    Args:
        study: folder of the study.
        prefix: what it holds, such as `answer`.
        label: a few words for people; empty for none.
        asked: everything that distinguishes this question from others.

    Raises:
        ConfigError: it cannot be written.
    """
    short = re.sub(r"[^A-Za-z0-9._=-]+", "_", label)[:_MAX_LABEL].strip("._-")
    folder = study / "-".join([prefix, *([short] if short else []), hashlib.sha256(asked.encode()).hexdigest()[:8]])
    can_be_written(folder)
    return folder


def save_entry(folder: Path, title: str, answer: str, command: str, pages: Sequence[str]) -> None:
    """Save a report's entry for the index.

    Args:
        folder: of the report.
        title: the question.
        answer: in a sentence or two.
        command: that wrote it.
        pages: file names, the main one first.
    """
    write_json(folder / ENTRY, {"title": title, "answer": answer, "command": command, "pages": list(pages),
                                "written": datetime.now(UTC).isoformat(timespec="seconds")})


def entries(results: Path) -> list[Entry]:
    """The reports in a results folder, the newest first; a damaged entry is set aside, and its command writes it again."""
    found = []
    for file in sorted(results.glob(f"*/*/{ENTRY}")):
        with contextlib.suppress(FileNotFoundError):
            row = read_json(file)
            if row is None:
                quarantine(file, messages.DAMAGED)
            else:
                found.append(Entry(file.parent, row["title"], row["answer"], row["command"], row["written"], tuple(row["pages"])))
    return sorted(found, key=lambda entry: entry.written, reverse=True)
