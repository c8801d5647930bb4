"""Every rule of the model has cases worked by hand in which each of its arguments matters.

A rule that is called with a factor of 1 alone may apply it the wrong way round, and no test sees it. So each case names its
arguments, and every argument is changed in turn: in some case the result must change with it.
"""

import ast
import copy
import importlib
import math
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import sim
from tests.model.cases import Case, contact, customer, demand, encounter, finance, workforce

PACKAGE = Path(sim.__file__).parent
CASES: list[Case] = [
    *contact.CASES, *encounter.CASES, *customer.CASES, *demand.CASES, *finance.CASES, *workforce.CASES]

# Rules that another implementation recomputes from the documented formulas, at values off the neutral ones.
RECOMPUTED = {"begin_service": "tests/engines/recompute.py"}


def public_rules() -> Iterator[Callable[..., Any]]:
    """The functions of the model that compute numbers, or set them on a contact or an agent; loops over whole tables apart."""
    for folder in ("model", "mechanisms"):
        for path in sorted((PACKAGE / folder).rglob("*.py")):
            module = ".".join(("sim", *path.relative_to(PACKAGE).with_suffix("").parts))
            for node in ast.parse(path.read_text(encoding="utf-8")).body:
                if isinstance(node, ast.FunctionDef) and not node.name.startswith("_") and _is_rule(node):
                    yield getattr(importlib.import_module(module), node.name)


def _is_rule(node: ast.FunctionDef) -> bool:
    marks = {ast.unparse(mark) for mark in node.decorator_list}
    if any(mark.startswith("rule") for mark in marks):
        return True
    numbers = node.returns is not None and set(ast.unparse(node.returns).replace(" ", "")) <= set("tuple[float,int,bool]|None")
    gives = ast.unparse(node.returns) if node.returns else "None"
    return numbers and gives != "None" and marks <= {"compiled"}


def name_of(function: Callable[..., Any]) -> str:
    """A rule's name, with its module where two have the same."""
    return f"{function.__module__.rpartition('.')[2]}.{function.__name__}"


@cache
def by_rule() -> dict[str, list[Case]]:
    """All cases by rule."""
    found: dict[str, list[Case]] = {}
    for some in CASES:
        found.setdefault(name_of(some.function), []).append(some)
    return found


def attribute(arguments: dict[str, Any], path: str) -> Any:
    """The value at a path such as `contact.wait_s`."""
    first, *rest = path.split(".")
    value = arguments[first]
    for name in rest:
        value = getattr(value, name)
    return value


def outcome(some: Case, path: str = "", value: Any = None) -> tuple[Any, ...]:
    """What a case gives, and the attributes that it sets; with another value at a path, if one is given."""
    arguments = copy.deepcopy(dict(some.arguments))
    if path:
        parent, _, last = path.rpartition(".")
        if parent:
            setattr(attribute(arguments, parent), last, value)
        else:
            arguments[path] = value
    given = some.function(**arguments)
    return given, *(attribute(arguments, name) for name in some.sets)




def numbers_in(value: Any, path: str) -> Iterator[tuple[str, Any]]:
    """The single numbers among arguments, with their paths."""
    if isinstance(value, bool | int | float | np.integer | np.floating):
        yield path, value
    elif isinstance(value, np.record):
        for name in value.dtype.names or ():
            yield from numbers_in(value[name], f"{path}.{name}")
    elif hasattr(value, "__dict__"):
        for name, inner in vars(value).items():
            yield from numbers_in(inner, f"{path}.{name}")


def others(value: Any) -> list[Any]:
    """Other values to try in place of one."""
    if isinstance(value, bool):
        return [not value]
    if isinstance(value, int | np.integer):
        return [type(value)(value + step) for step in (1, -1, 2, 3, 4, 5, 6, 7)]
    if math.isinf(value) or math.isnan(value):
        return [0.0, 1.0]
    return [value * 1.25 + 0.1, value * 0.75 - 0.1, value * 2.0, value * 0.5]


def same(one: Any, other: Any) -> bool:
    """Whether two outcomes are equal up to the rounding of a few operations; missing values are."""
    if isinstance(one, tuple):
        return all(same(a, b) for a, b in zip(one, other, strict=True))
    if one is None or other is None:
        return one is other
    return bool(one == pytest.approx(other, rel=1e-12, abs=1e-12, nan_ok=True))


@pytest.mark.parametrize("rule", sorted(by_rule()))
def test_a_rule_gives_what_was_worked_by_hand(rule: str) -> None:
    for some in by_rule()[rule]:
        known = (some.known, *some.sets.values())
        found = outcome(some)
        assert same(found, known), f"{some.arguments} gives {found}, not {known}"


def matters(some: Case, path: str, value: Any) -> bool:
    """Whether another value of an argument changes the outcome."""
    for other in others(value):
        try:
            if not same(outcome(some, path, other), outcome(some)):
                return True
        except (ArithmeticError, ValueError, IndexError):      # not a value for this argument
            continue
    return False


@pytest.mark.parametrize("rule", sorted(by_rule()))
def test_every_argument_matters_in_some_case(rule: str) -> None:
    """Otherwise the rule is tested only where this argument does nothing."""
    open_: set[str] = set()
    seen = {path for some in by_rule()[rule] for path in some.sets}       # results, not arguments
    for some in by_rule()[rule]:
        for argument, given in some.arguments.items():
            for path, value in numbers_in(given, argument):
                if path in seen or path in some.indices:
                    continue
                if matters(some, path, value):
                    seen.add(path)
                    open_.discard(path)
                else:
                    open_.add(path)
    assert open_ == set()


def test_no_rule_is_without_a_case() -> None:
    """The list of rules without a case worked by hand is empty, and nothing is said to be recomputed that is not."""
    names = {name_of(rule): rule.__name__ for rule in public_rules()}
    assert len(names) > 100
    assert {name for name, short in names.items() if name not in by_rule() and short not in RECOMPUTED} == set()
    assert set(RECOMPUTED) <= set(names.values())
