"""Each parameter, stream, column, sum and measure has one owner: a mechanism, or the core."""

from collections import Counter
from importlib import import_module
from pkgutil import walk_packages
from types import ModuleType
from typing import Any

import pytest

from sim import kpis, mechanisms, schema
from sim.columns import columns_of
from sim.kpis import KPIS
from sim.measure import COSTS, Kpi
from sim.mechanism import Mechanism
from sim.mechanisms import MECHANISMS, STREAMS
from sim.params import ContactType, Mechanisms, Params, Play
from sim.params.catalogue import declared, keys_of
from sim.random import streams


def modules_of(package: ModuleType) -> list[ModuleType]:
    """The modules of a package that are not packages themselves."""
    return [import_module(found.name) for found in walk_packages(package.__path__, f"{package.__name__}.") if not found.ispkg]


MODULES = modules_of(mechanisms)


def owned(kind: str) -> Counter[str]:
    """How many mechanisms own each stream, sum or measure."""
    return Counter(getattr(one, "name", one) for mechanism in MECHANISMS for one in getattr(mechanism, kind))


def twice(names: Counter[str]) -> list[str]:
    return [name for name, n in names.items() if n > 1]


def test_every_module_declares_a_mechanism_that_is_listed() -> None:
    declared_here = [value for module in MODULES for value in vars(module).values() if isinstance(value, Mechanism)]
    assert {id(mechanism) for mechanism in declared_here} == {id(mechanism) for mechanism in MECHANISMS}
    assert all(any(isinstance(value, Mechanism) for value in vars(module).values()) for module in MODULES)
    assert list(Mechanisms.model_fields) == [mechanism.name for mechanism in MECHANISMS]
    assert [field.description for field in Mechanisms.model_fields.values()] == [mechanism.meaning for mechanism in MECHANISMS]
    assert twice(Counter(mechanism.name for mechanism in MECHANISMS)) == []


def test_what_a_module_declares_belongs_to_its_mechanism() -> None:
    """No class of parameters or columns, no stream and no measure of a module is forgotten in its `Mechanism`."""
    for module in MODULES:
        here = vars(module)
        own = [value for value in here.values() if isinstance(value, Mechanism)]
        classes = {value for value in here.values() if isinstance(value, type) and value.__module__ == module.__name__}
        listed = [part for one in own for part in (*one.parameters, one.contact_columns, one.agent_columns, one.customer_columns)]
        assert classes == {part for part in listed if part is not None}, module.__name__
        assert {value for value in here.values() if isinstance(value, Kpi)} == {
            kpi for one in own for kpi in one.kpis}, module.__name__
        assert {name for name, value in here.items() if type(value) is int} == {
            name for one in own for name in one.streams}, module.__name__


def test_a_parameter_belongs_to_one_mechanism_or_to_none() -> None:
    keys = Counter(key for mechanism in MECHANISMS for key in keys_of(mechanism))
    assert twice(keys) == []
    assert keys.keys() <= declared().keys()
    assert all(keys_of(mechanism) for mechanism in MECHANISMS)


def test_a_parameter_with_a_switch_belongs_to_that_mechanism() -> None:
    by_name = {mechanism.name: mechanism for mechanism in MECHANISMS}
    sections: dict[str, Any] = {name: field.annotation for name, field in Params.model_fields.items()}
    sections |= {"contact_types.*": ContactType, "plays.*": Play}
    found = [(f"{section}.{name}", str(extra["mechanism"])) for section, group in sections.items()
             for name, field in getattr(group, "model_fields", {}).items()
             if isinstance(extra := field.json_schema_extra, dict) and "mechanism" in extra]
    assert len(found) > 20
    assert [key for key, mechanism in found if key not in keys_of(by_name[mechanism])] == []


def test_a_stream_belongs_to_one_mechanism_or_to_none() -> None:
    core = {name for name, value in vars(streams).items() if type(value) is int}
    assert twice(owned("streams")) == []
    assert core & owned("streams").keys() == set()
    assert core | owned("streams").keys() == STREAMS.keys()
    assert [stream.number for stream in STREAMS.values()] == sorted(stream.number for stream in STREAMS.values())


@pytest.mark.parametrize(("kind", "declaration"), [
    ("contact_columns", schema.ContactColumns), ("agent_columns", schema.AgentColumns),
    ("customer_columns", schema.CustomerColumns)])
def test_a_column_belongs_to_one_mechanism_or_to_none(kind: str, declaration: type) -> None:
    """A class of columns inherits those of every mechanism, and no name stands in two of them."""
    parts = {part for mechanism in MECHANISMS if (part := getattr(mechanism, kind)) is not None}
    assert set(declaration.__bases__) == parts
    names = [column.name for column in columns_of(declaration)]
    assert twice(Counter(names)) == []
    assert len(names) == sum(len(list(columns_of(part))) for part in parts) + len(
        [name for name in vars(declaration) if name in names])


def test_a_sum_belongs_to_one_mechanism_or_to_none() -> None:
    assert twice(Counter(schema.DAY_SUMS)) == []
    assert twice(Counter([*schema.DAY_SUMS, *schema.DAY_MONEY])) == []
    assert owned("daily_sums").keys() <= set(schema.DAY_SUMS)
    assert (*COSTS, "margin") == schema.DAY_MONEY


def test_a_measure_belongs_to_one_mechanism_or_to_none() -> None:
    core = Counter(value.name for module in modules_of(kpis) if module is not kpis.registry for value in vars(module).values()
                   if isinstance(value, Kpi) and value.function.__module__ == module.__name__)
    assert twice(core + owned("kpis")) == []
    assert (core + owned("kpis")).keys() == KPIS.keys()


def test_a_measure_of_a_mechanism_stands_among_those_of_its_topic() -> None:
    topics = [module.__name__.rpartition(".")[2] for module in modules_of(kpis)]
    assert all(kpi.topic in topics for mechanism in MECHANISMS for kpi in mechanism.kpis)
    place = {name: at for at, name in enumerate(KPIS)}
    assert place["asa_s"] < place["incident_cases_per_year"] < place["aht_s"] < place["wow_share"] < place["agents_employed"]


def test_the_modules_with_rules_exist() -> None:
    for mechanism in MECHANISMS:
        assert mechanism.rules
        for name in mechanism.rules:
            import_module(name)
