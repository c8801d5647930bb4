"""What each mechanism declares, by name: parameters by key, measures, random streams, columns, daily sums and rules."""

from functools import cache
from typing import NamedTuple

from sim.columns import columns_of
from sim.mechanisms import MECHANISMS
from sim.params.catalogue import keys_of


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
        parameters=keys_of(mechanism),
        measures=tuple(kpi.name for kpi in mechanism.kpis),
        streams=mechanism.streams,
        columns=tuple(column.name for columns in classes if columns is not None for column in columns_of(columns)),
        sums=mechanism.daily_sums,
        rules=mechanism.rules)
