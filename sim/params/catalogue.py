"""Catalogue of declared parameters: for error messages, parameter tables and forms."""

import types
from collections.abc import Iterator, Sequence
from datetime import date
from functools import cache
from typing import Annotated, Any, Literal, NamedTuple, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from sim.mechanism import Mechanism
from sim.params import Params, Run
from sim.random.distributions import DurationDistribution

ANY_NAME = "*"  # stands for a name chosen by the user: of a contact type, of a group


class Declared(NamedTuple):
    """One declared parameter.

    Attributes:
        key: dotted, as in a scenario; `*` stands for the name of a contact type or of a group.
        what: type of a single value.
        many: whether the value is a list.
        nullable: whether null is allowed.
        unit: as in `quantity`; empty for a pure number.
        low, high: smallest and largest allowed value, in the unit; None without a bound.
        choices: allowed values of a choice.
        meaning, cure: as in `quantity`.
    """

    key: str
    what: Literal["number", "whole number", "yes or no", "choice", "text", "distribution", "date"]
    many: bool
    nullable: bool
    unit: str
    low: float | None
    high: float | None
    choices: tuple[str, ...]
    meaning: str
    cure: str

    @property
    def range(self) -> str:
        """Allowed values as short text: `[0, 1]`, `first_come | repeats_first`, `a distribution of durations`."""
        if self.choices:
            text = " | ".join(self.choices)
        elif self.low is not None or self.high is not None:
            text = f"[{number_text(self.low)}, {number_text(self.high)}]"
        else:
            text = {"yes or no": "true | false", "distribution": "a distribution of durations"}.get(self.what, f"a {self.what}")
        if self.many:
            text = f"a list of {text}"
        return f"{text} or null" if self.nullable else text


def number_text(value: float | int | None) -> str:
    """A number as text: 300, 0.84, 1000000; empty for None.

    >>> [number_text(x) for x in (300.0, 0.84, 1e6, None)]
    ['300', '0.84', '1000000', '']
    """
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return repr(value)


@cache
def declared() -> dict[str, Declared]:
    """All parameters of a centre and of a run (under `run.`), by key, in order of declaration."""
    rows = [*_fields(Params, ()), *_fields(Run, ("run",))]
    return {row.key: row for row in rows}


@cache
def sections() -> dict[str, tuple[str, ...]]:
    """Keys directly under each section, by the section's dotted key; "" is the top level."""
    found: dict[str, dict[str, None]] = {"": {}}
    for key in declared():
        parts = key.split(".")
        for i, part in enumerate(parts):
            found.setdefault(".".join(parts[:i]), {})[part] = None
    return {section: tuple(names) for section, names in found.items()}


def pattern(path: Sequence[str]) -> str | None:
    """Declared key or section that a path of names refers to; None if there is none.

    >>> pattern(["contact_types", "billing", "share"]), pattern(["contact_types", "billing"])
    ('contact_types.*.share', 'contact_types.*')
    >>> pattern(["contact_types", "billing", "shape"]) is None
    True
    """
    so_far: list[str] = []
    for name in path:
        known = sections().get(".".join(so_far), ())
        if name in known:
            so_far.append(name)
        elif ANY_NAME in known:
            so_far.append(ANY_NAME)
        else:
            return None
    return ".".join(so_far)


@cache
def keys_of(mechanism: Mechanism) -> tuple[str, ...]:
    """Dotted keys of a mechanism's parameters, in order of declaration; `*` as in `Declared.key`."""
    return tuple(f"{section}.{name}" for section, group in _groups(Params, ()) for part in mechanism.parameters
                 if issubclass(group, part) for name in part.model_fields)


def _groups(model: type[BaseModel], path: tuple[str, ...]) -> Iterator[tuple[str, type[BaseModel]]]:
    """Every group of parameters by its dotted key."""
    for name, field in model.model_fields.items():
        inner, here = field.annotation, (*path, name)
        if get_origin(inner) is dict:
            inner, here = get_args(inner)[1], (*here, ANY_NAME)
        if isinstance(inner, type) and issubclass(inner, BaseModel):
            yield ".".join(here), inner
            yield from _groups(inner, here)


def _fields(model: type[BaseModel], path: tuple[str, ...]) -> Iterator[Declared]:
    for name, field in model.model_fields.items():
        here = (*path, name)
        inner = field.annotation
        if get_origin(inner) is dict:
            inner = get_args(inner)[1]
            here = (*here, ANY_NAME)
        if isinstance(inner, type) and issubclass(inner, BaseModel):
            yield from _fields(inner, here)
        else:
            yield _declared(".".join(here), field)


def _declared(key: str, field: FieldInfo) -> Declared:
    annotation, nullable = _without_null(field.annotation)
    bounds = list(field.metadata)
    many = get_origin(annotation) is tuple
    if many:
        annotation = get_args(annotation)[0]
    if get_origin(annotation) is Annotated:
        annotation, *more = get_args(annotation)
        bounds += [bound for extra in more for bound in getattr(extra, "metadata", [])]
    extra = field.json_schema_extra if isinstance(field.json_schema_extra, dict) else {}
    choices = tuple(str(choice) for choice in get_args(annotation)) if get_origin(annotation) is Literal else ()
    return Declared(
        key=key,
        what="choice" if choices else _WHAT[annotation],
        many=many,
        nullable=nullable,
        unit=str(extra.get("unit", "")),
        low=_bound(bounds, "ge", "gt"),
        high=_bound(bounds, "le", "lt"),
        choices=choices,
        meaning=field.description or "",
        cure=str(extra.get("cure", "")),
    )


def _without_null(annotation: Any) -> tuple[Any, bool]:
    if get_origin(annotation) in (Union, types.UnionType):
        (inner,) = [arg for arg in get_args(annotation) if arg is not type(None)]
        return inner, True
    return annotation, False


def _bound(metadata: Sequence[Any], *names: str) -> float | None:
    for bound in metadata:
        for name in names:
            value = getattr(bound, name, None)
            if value is not None:
                return float(value)
    return None


_WHAT: dict[Any, Any] = {
    float: "number", int: "whole number", bool: "yes or no", str: "text", DurationDistribution: "distribution", date: "date",
}
