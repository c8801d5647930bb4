"""What each mechanism declares, by name: parameters by key, measures, random streams, columns, daily sums and rules."""

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple, get_args, get_origin

from pydantic import BaseModel

from sim.columns import columns_of
from sim.declare import Quantities
from sim.mechanisms import MECHANISMS
from sim.params import Params
from sim.params.catalogue import ANY_NAME


class Declarations(NamedTuple):
    """Names of what a mechanism declares; parameters by declared key."""

    parameters: tuple[str, ...]
    measures: tuple[str, ...]
    streams: tuple[str, ...]
    columns: tuple[str, ...]
    sums: tuple[str, ...]
    rules: tuple[str, ...]


def mechanism_names() -> tuple[str, ...]:
    """All mechanisms, in the order of their switches."""
    return tuple(mechanism.name for mechanism in MECHANISMS)


@cache
def declarations_of(name: str) -> Declarations:
    """What a mechanism declares."""
    (mechanism,) = (one for one in MECHANISMS if one.name == name)
    classes = (mechanism.contact_columns, mechanism.agent_columns, mechanism.customer_columns)
    return Declarations(
        parameters=tuple(key for key, section in _sections() for part in mechanism.parameters
                         if issubclass(section, part) and key.rpartition(".")[2] in part.model_fields),
        measures=tuple(kpi.name for kpi in mechanism.kpis),
        streams=mechanism.streams,
        columns=tuple(column.name for columns in classes if columns is not None for column in columns_of(columns)),
        sums=mechanism.daily_sums,
        rules=mechanism.rules)


@cache
def _sections() -> tuple[tuple[str, type[Quantities]], ...]:
    """Every parameter's key, with the class of its section."""
    return tuple(_keys(Params, ()))


def _keys(model: type[BaseModel], path: tuple[str, ...]) -> Iterator[tuple[str, type[Quantities]]]:
    for name, field in model.model_fields.items():
        inner, here = field.annotation, (*path, name)
        if get_origin(inner) is dict:
            inner, here = get_args(inner)[1], (*here, ANY_NAME)
        if isinstance(inner, type) and issubclass(inner, BaseModel):
            yield from _keys(inner, here)
        elif issubclass(model, Quantities):
            yield ".".join(here), model
