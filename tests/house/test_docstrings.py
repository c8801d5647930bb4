"""What a docstring lists is really there: arguments under `Args`, attributes under `Attributes`."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import sim

ROOT = Path(sim.__file__).parent
_SECTION = re.compile(r"^( *)(Args|Attributes|Returns|Raises|Yields|Source|Notes?|Example):\s*$")


def listed(docstring: str, section: str) -> list[str]:
    """The names a docstring lists under a section: `a`, `b` of `a, b: text` and of `a (unit): text`.

    Args:
        docstring: The docstring, cleaned of its indentation.
        section: `Args` or `Attributes`.
    """
    names: list[str] = []
    inside = False
    indent: int | None = None
    for line in docstring.splitlines():
        head = _SECTION.match(line)
        if head is not None:
            inside, indent = head.group(2) == section, None
        elif inside and line.strip():
            depth = len(line) - len(line.lstrip())
            if depth == 0:
                inside = False
                continue
            indent = depth if indent is None else indent
            entry = re.match(r"((?:[*`\w]+(?: *\([^)]*\))?)(?:, *[*`\w]+)*) *(?:\([^)]*\))?:(?:\s|$)", line.strip())
            if depth == indent and entry is not None:
                names += re.findall(r"[A-Za-z_]\w*", re.sub(r"\([^)]*\)", "", entry.group(1)))
    return names


def arguments(function: ast.FunctionDef | ast.AsyncFunctionDef) -> set[str]:
    """The names of a function's arguments."""
    args = function.args
    every = [*args.posonlyargs, *args.args, *args.kwonlyargs, *(arg for arg in (args.vararg, args.kwarg) if arg is not None)]
    return {arg.arg for arg in every}


def attributes(node: ast.ClassDef) -> set[str]:
    """The names a class declares: annotated fields, values, properties, and what its methods set on `self`."""
    names = {item.target.id for item in node.body if isinstance(item, ast.AnnAssign) and isinstance(item.target, ast.Name)}
    assigned = [target for item in node.body if isinstance(item, ast.Assign) for target in item.targets]
    names |= {target.id for target in assigned if isinstance(target, ast.Name)}
    names |= {item.name for item in node.body if isinstance(item, ast.FunctionDef)}
    return names | {part.attr for part in ast.walk(node) if isinstance(part, ast.Attribute) and isinstance(part.ctx, ast.Store)}


def described_and_missing(source: str) -> Iterator[str]:
    """A line for every name in a module's docstrings that its function or class does not have."""
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            continue
        docstring = ast.get_docstring(node) or ""
        section, known = ("Attributes", attributes(node)) if isinstance(node, ast.ClassDef) else ("Args", arguments(node))
        for name in listed(docstring, section):
            if name not in known:
                yield f"line {node.lineno}, {node.name}: {name}"


def test_what_a_docstring_lists_is_there() -> None:
    """No docstring describes an argument or an attribute that does not exist."""
    found = {str(path.relative_to(ROOT)): list(described_and_missing(path.read_text())) for path in sorted(ROOT.rglob("*.py"))}
    assert {file: lines for file, lines in found.items() if lines} == {}


def test_the_reader_of_docstrings_finds_names() -> None:
    """Names, pairs of names and units are found; text that goes on under a name is not a name."""
    text = "A line.\n\nArgs:\n    a: First,\n        b: not a name.\n    c, d (s): Two.\n    *rest: More.\n\nReturns:\n    e: A."
    assert listed(text, "Args") == ["a", "c", "d", "rest"]


def test_the_reader_of_docstrings_finds_what_is_missing() -> None:
    """An argument and an attribute that do not exist."""
    source = """
def wait(a, *, b):
    '''A wait.

    Args:
        a, b: both there.
        c: not there.
    '''


class Queue(NamedTuple):
    '''A queue.

    Attributes:
        length: there.
        width: not there.
    '''

    length: int
"""
    assert list(described_and_missing(source)) == ["line 2, wait: c", "line 11, Queue: width"]
