"""No id leads nowhere: every id of the calibration table that a text cites is a row of it, and no other ids are used."""

import re
from pathlib import Path

import pytest

from tests.docs.pages import DOCS, ROOT

TABLE = DOCS / "reference" / "calibration.md"
ROWS = re.findall(r"^\| ([A-LNX]\d+b?) \|", TABLE.read_text(encoding="utf-8"), re.MULTILINE)
CITED = re.compile(r"(?<![\w.+'\"#/-])[A-LNX][1-9][0-9]?b?(?![\w.'\"=(\[])")
MECHANISM_ID = re.compile(r"(?<![\w\"=' ,.-])M[1-9][0-9]?\b|(?<=[(, ])M[1-9][0-9]?\b(?=[,;:)]| says| and| to)")
SUFFIXES = (".yaml", ".py", ".md", ".po", ".pot")
FILES = [ROOT / "README.md", ROOT / "CHANGELOG.md",
         *sorted(file for folder in ("scenarios", "experiments", "sim", "docs", "tests") for file in (ROOT / folder).rglob("*")
                 if file.suffix in SUFFIXES and "_build" not in file.parts)]


def name_of(file: Path) -> str:
    return file.relative_to(ROOT).as_posix()


def prose(file: Path) -> str:
    """What a file says in words: of Python, its comments, docstrings and texts."""
    text = file.read_text(encoding="utf-8")
    if file.suffix != ".py":
        return text
    return "\n".join(re.findall(r'"""(?:.|\n)*?"""|#[^\n]*|"[^"\n]*"', text))


def test_the_table_has_each_row_once() -> None:
    assert len(ROWS) == len(set(ROWS)) > 140


@pytest.mark.parametrize("folder", ["scenarios", "experiments", "sim", "docs"])
def test_every_cited_id_is_a_row(folder: str) -> None:
    files = [file for file in FILES if name_of(file).startswith(f"{folder}/")]
    cited = {name_of(file): sorted(set(CITED.findall(prose(file))) - set(ROWS)) for file in files}
    assert {name: ids for name, ids in cited.items() if ids} == {}
    assert set().union(*(CITED.findall(prose(file)) for file in files)), "ids are cited, and found"


def test_mechanisms_are_called_by_their_names() -> None:
    found = {name_of(file): MECHANISM_ID.findall(prose(file)) for file in FILES
             if file.name != Path(__file__).name}
    assert {name: ids for name, ids in found.items() if ids} == {}


def test_an_id_is_seen() -> None:
    assert CITED.findall("derived (B9, C7); F6b, X3.") == ["B9", "C7", "F6b"]
    assert MECHANISM_ID.findall("the talk (M2, F9); M4, articles: M25 says") == ["M2", "M4", "M25"]
