"""An experiment: a question, the scenarios that answer it, and what is decided on. Read from `experiments/`."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from pathlib import Path
from typing import Any, NamedTuple

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from sim.build import Scenario, vary
from sim.faults import Faults, did_you_mean, key_text, unknown_key, value_text
from sim.load import data_folder, experiments, load_all
from sim.own_files import read_yaml
from sim.params.catalogue import pattern

Value = bool | int | float | str | None


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=False)


class Axis(_Frozen):
    """One side of a map: a parameter and the values it takes."""

    key: str = Field(description="a parameter, as conversation.steepness")
    values: tuple[Value, ...] = Field(min_length=1, description="its values, in order")


class Map(_Frozen):
    """The difference between two scenarios at every pair of values of two parameters."""

    x: Axis = Field(description="keys: key, values")
    y: Axis = Field(description="keys: key, values")
    scenarios: tuple[str, str] = Field(description="a list of two scenarios: without and with")
    kpis: tuple[str, ...] = Field(min_length=1, description="a list of measures, one map for each")
    replications: int = Field(ge=1, description="a whole number of 1 or more")
    horizon_days: int = Field(ge=1, description="a whole number of days, 1 or more")


class Experiment(_Frozen):
    """A question and how it is asked.

    Attributes:
        name: of the file.
        question: in a sentence or two, for the report's head.
        scenarios: names; the first is what the others are compared with.
        overrides: for every scenario, in Hydra's grammar.
        replications: paired replications.
        decide_on: the measures that decide, by name.
        map: a map over two parameters, or None.
        config_dir: folder of own scenarios, from the command line; never in the file.
    """

    name: str
    question: str = Field(min_length=1, description="a text")
    scenarios: tuple[str, ...] = Field(min_length=1, description="a list of names, at least one")
    overrides: tuple[str, ...] = Field(default=(), description="a list of texts such as run.seed=2")
    replications: int = Field(ge=1, description="a whole number of 1 or more")
    decide_on: tuple[str, ...] = Field(min_length=1, description="a list of measures, at least one")
    map: Map | None = Field(default=None, description="keys: x, y, scenarios, kpis, replications, horizon_days")
    config_dir: str | None = None


class MapPoint(NamedTuple):
    """One place on a map, and the two scenarios there."""

    x: Value
    y: Value
    without: Scenario
    with_: Scenario


def read(name: str, overrides: Sequence[str] = (), config_dir: str | Path | None = None) -> Experiment:
    """An experiment by name or file.

    Args:
        name: of a shipped experiment, or the path of a YAML file.
        overrides: further ones, after those of the file; `run.replications=2` among them goes before the file's.
        config_dir: folder of own scenarios.

    Raises:
        Faults: one line for each thing that is wrong with the file.
    """
    file = Path(name)
    if not name.endswith((".yaml", ".yml")):
        file = data_folder("experiments") / f"{name}.yaml"
        if name not in experiments():
            raise Faults([f"experiment {name}: there is no such experiment{did_you_mean(name, experiments())}"])
    plain = read_yaml(file)
    own = [f"{file.name}: {key}: unknown key." for key in ("name", "config_dir") if key in plain]
    given = {**plain, "name": file.stem, "config_dir": None if config_dir is None else str(config_dir)}
    try:
        experiment = Experiment.model_validate(given)
    except ValidationError as error:
        faults = error.errors(include_url=False)
        raise Faults([*own, *(f"{file.name}: {_line(fault)}" for fault in faults)]) from None
    lines = [*own, *(f"{file.name}: {line}" for line in _cross_faults(experiment))]
    if lines:
        raise Faults(lines)
    return experiment.model_copy(update={"overrides": (*experiment.overrides, *overrides)})


def load_scenarios(experiment: Experiment) -> list[Scenario]:
    """The scenarios of an experiment, the base of comparison first.

    Raises:
        Faults: all that is wrong with any of them.
    """
    overrides = [f"run.replications={experiment.replications}", *experiment.overrides]
    return load_all(experiment.scenarios, overrides, experiment.config_dir)


def load_map(experiment: Experiment) -> list[MapPoint]:
    """Every place on an experiment's map, x slowest; empty without a map.

    Raises:
        Faults: all that is wrong with any of its scenarios.
    """
    if experiment.map is None:
        return []
    sides, x, y = experiment.map, experiment.map.x, experiment.map.y
    overrides = [f"run.replications={sides.replications}", f"run.horizon_days={sides.horizon_days}"]
    without, with_ = load_all(sides.scenarios, [*overrides, *experiment.overrides], experiment.config_dir)
    by = f"changed by the map of {experiment.name}"
    return [
        MapPoint(a, b, *(vary(side, {x.key: a, y.key: b}, by, _at(side, x, a, y, b)) for side in (without, with_)))
        for a, b in product(x.values, y.values)
    ]


def _at(side: Scenario, x: Axis, a: Value, y: Axis, b: Value) -> str:
    return f"{side.name}, {x.key}={a}, {y.key}={b}"


def _cross_faults(experiment: Experiment) -> Iterator[str]:
    from sim.experiment.kpi import KPIS  # late: it brings NumPy, and a list of experiments needs none

    names = experiment.scenarios
    asked = [("decide_on", experiment.decide_on), ("map.kpis", experiment.map.kpis if experiment.map else ())]
    for where, kpis in asked:
        for name in kpis:
            if name not in KPIS:
                yield f"{where}: {name}: there is no such measure{did_you_mean(name, KPIS, listed=False)}"
    for name in dict.fromkeys(name for name in names if names.count(name) > 1):
        yield f"scenarios: {name} stands there twice."
    if experiment.map is not None:
        for side, axis in (("x", experiment.map.x), ("y", experiment.map.y)):
            if pattern(axis.key.split(".")) is None:
                yield f"map.{side}.key: {unknown_key(axis.key.split('.'))}"


def _line(fault: Mapping[str, Any]) -> str:
    """What pydantic found, in the user's words."""
    path = [part for part in fault["loc"] if part not in ("bool", "int", "float", "str")]
    model, field = _field(path)
    key = key_text(path)
    if fault["type"] == "extra_forbidden":
        return f"{key}: unknown key{did_you_mean(str(path[-1]), model.model_fields)}"
    expected = field.description if field is not None else "something else"
    if fault["type"] == "missing":
        return f"{key}: missing; expected {expected}."
    return f"{key} = {value_text(fault['input'])}: expected {expected}."


_INNER: dict[str, type[BaseModel]] = {"map": Map, "x": Axis, "y": Axis}


def _field(path: Sequence[str | int]) -> tuple[type[BaseModel], Any]:
    """The model and the field that a path ends in."""
    model: type[BaseModel] = Experiment
    field = None
    for name in (part for part in path if isinstance(part, str)):
        field = model.model_fields.get(name)
        if name in _INNER and name != path[-1]:
            model = _INNER[name]
    return model, field
