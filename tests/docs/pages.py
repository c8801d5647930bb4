"""The pages of the documentation and their code blocks."""

import re
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
PAGES = [ROOT / "README.md", *sorted(page for page in DOCS.rglob("*.md") if "_build" not in page.parts)]
_BLOCK = re.compile(
    r"^(?P<fence>`{3,}|:{3,})(?:\{code-block\} *)?(?P<language>[\w{}-]*)[^\n]*\n"
    r"(?::caption: *(?P<caption>[^\n]+)\n\n?)?(?P<text>.*?)^(?P=fence)$",
    re.MULTILINE | re.DOTALL)
_INDENTED = re.compile(r"^    (contact-centre .*)$", re.MULTILINE)


class Block(NamedTuple):
    """One fenced block: its language, caption (the name of the file that it is), text and the line at which it begins."""

    language: str
    caption: str
    text: str
    line: int


def name_of(page: Path) -> str:
    """A page's path in the repository."""
    return page.relative_to(ROOT).as_posix()


def blocks(page: Path) -> list[Block]:
    """The fenced blocks of a page, in order."""
    text = page.read_text(encoding="utf-8")
    return [Block(found["language"], found["caption"] or "", found["text"], text[:found.start("text")].count("\n") + 1)
            for found in _BLOCK.finditer(text)]


def commands(page: Path) -> list[str]:
    """The lines of a page that call the command line, without prompt and comment."""
    lines = [line.removeprefix("$ ") for block in blocks(page) if block.language == "console"
             for line in block.text.splitlines() if line.startswith("$ contact-centre")]
    lines += _INDENTED.findall(page.read_text(encoding="utf-8"))
    return [line.split("  #")[0].strip() for line in lines]
