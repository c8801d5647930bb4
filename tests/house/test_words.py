"""Names, keys, commands and messages use the field's terms: see docs/reference/glossary.md."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from babel.messages.pofile import read_po

import sim

PACKAGE = Path(sim.__file__).parent
ROOT = Path(__file__).resolve().parents[2]
GLOSSARY = ROOT / "docs" / "reference" / "glossary.md"
WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")


def refused() -> frozenset[str]:
    """The words that the glossary lists as refused."""
    text = GLOSSARY.read_text(encoding="utf-8")
    return frozenset(re.findall(r"`(\w+)`", text[text.index("\nRefused: "):]))


REFUSED = refused()


def words_of(name: str) -> set[str]:
    """The words that a name in snake or camel case is made of, in small letters; a power law keeps its name."""
    return {word.lower() for word in WORD.findall(name.replace("power_law", ""))}


def names_defined(tree: ast.AST) -> Iterator[str]:
    """Names that a module defines: functions, classes, arguments, variables, attributes."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield node.name
        elif isinstance(node, ast.arg):
            yield node.arg
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.id
        elif isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
            yield node.attr


def test_the_glossary_refuses_words() -> None:
    assert len(REFUSED) > 30
    assert words_of("tell_of_it") & REFUSED
    assert words_of("DurationLaw") & REFUSED
    assert words_of("power_law_time_s") & REFUSED == set()


@pytest.mark.parametrize("file", sorted(PACKAGE.rglob("*.py")), ids=lambda file: file.relative_to(PACKAGE).as_posix())
def test_names_are_the_fields(file: Path) -> None:
    found = {name for name in names_defined(ast.parse(file.read_text(encoding="utf-8"))) if words_of(name) & REFUSED}
    assert found == set()


@pytest.mark.parametrize("folder", ["scenarios", "experiments"])
def test_keys_are_the_fields(folder: str) -> None:
    def keys(part: object) -> Iterator[str]:
        if isinstance(part, dict):
            for key, value in part.items():
                yield str(key)
                yield from keys(value)

    found = {f"{file.stem}: {key}" for file in (ROOT / folder).rglob("*.yaml")
             for key in [file.stem, *keys(yaml.safe_load(file.read_text(encoding="utf-8")))] if words_of(key) & REFUSED}
    assert found == set()


def test_messages_are_plain() -> None:
    with (PACKAGE / "i18n" / "messages.pot").open("rb") as file:
        catalogue = read_po(file)
    ids = [text for entry in catalogue for text in (entry.id if isinstance(entry.id, tuple) else (entry.id,))]
    prose = {text: re.sub(r"\{.*?\}|`.*?`", "", text).lower() for text in ids}
    found = {text for text in ids if set(re.findall(r"[a-z]+", prose[text])) & REFUSED}
    assert len(ids) > 500
    assert found == set()
