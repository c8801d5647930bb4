"""Reads experiments: a question, the scenarios that answer it, and the deciding measures, from `experiments/`."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from pathlib import Path
from typing import Any, NamedTuple

from pydantic import BaseModel, ValidationError

from sim.config import experiment_file
from sim.config.errors import MAX_MESSAGES, ConfigError, did_you_mean, first_of, key_text, unknown_key, value_text
from sim.config.experiment_file import MAX_POINTS, METHODS, Axis, Experiment, Map, Value
from sim.config.files import data_folder, experiments, read_yaml
from sim.config.scenario import Scenario, load_all, vary
from sim.i18n.translate import Message, message, sentences
from sim.params.catalogue import declared, pattern

RANGES = "ranges="  # the start of the word of the command line that names a file of ranges


class MapPoint(NamedTuple):
    """One point of a map, and the two scenarios there."""

    x: Value
    y: Value
    without: Scenario
    with_: Scenario


class MapPlan(NamedTuple):
    """A map over two parameters.

    Attributes:
        keys: of the parameters, x and y.
        kpis: measures to draw.
        points: every point, with the two scenarios there.
    """

    keys: tuple[str, str]
    kpis: tuple[str, ...]
    points: Sequence[MapPoint]


def read(name: str, overrides: Sequence[str] = (), config_dir: str | Path | None = None) -> Experiment:
    """An experiment by name or file.

    Args:
        name: of a shipped experiment, or the path of a YAML file.
        overrides: further ones, after those of the file; `run.replications=2` among them goes before the file's, and
            `ranges=NAME` replaces the file's ranges.
        config_dir: folder of own scenarios and ranges.

    Raises:
        ConfigError: one line for each error in the file.
    """
    file = Path(name)
    if not name.endswith((".yaml", ".yml")):
        file = data_folder("experiments") / f"{name}.yaml"
        if name not in experiments():
            raise ConfigError([sentences(message("experiment {name}: there is no such experiment.", name=name),
                                         did_you_mean(name, experiments()))])
    label = " ".join(overrides)
    overrides, named = _split_ranges(overrides)
    plain = _with_ranges(read_yaml(file), named, config_dir)
    own = [_in_file(file, message("{key}: unknown key.", key=key)) for key in ("name", "config_dir", "label") if key in plain]
    given = {**plain, "name": file.stem, "config_dir": None if config_dir is None else str(config_dir)}
    try:
        experiment = Experiment.model_validate(given)
    except ValidationError as error:
        errors = error.errors(include_url=False)
        first = [_in_file(file, _of_pydantic(detail)) for detail in errors[:MAX_MESSAGES]]
        raise ConfigError(first_of([*own, *first], len(errors[MAX_MESSAGES:]))) from None
    found = [*own, *(_in_file(file, one) for one in _cross_parameter_errors(experiment))]
    if found:
        raise ConfigError(found)
    return experiment.model_copy(update={"overrides": (*experiment.overrides, *overrides), "label": label})


def _split_ranges(overrides: Sequence[str]) -> tuple[list[str], str | None]:
    """The overrides of scenarios, and the name of the ranges if one is given."""
    named = [text.removeprefix(RANGES) for text in overrides if text.startswith(RANGES)]
    return [text for text in overrides if not text.startswith(RANGES)], named[-1] if named else None


def _with_ranges(plain: dict[str, Any], named: str | None, config_dir: str | Path | None) -> dict[str, Any]:
    """An experiment's keys, with the contents of the file of ranges that is named there or on the command line."""
    name = plain.get("ranges") if named is None else named
    if not isinstance(name, str):
        return plain
    from sim.analysis.designs.parameter_ranges import file_of

    return {**plain, "ranges": read_yaml(file_of(name, config_dir))}


def load_scenarios(experiment: Experiment) -> list[Scenario]:
    """The scenarios of an experiment, the base of comparison first.

    Raises:
        ConfigError: all errors of all of them.
    """
    overrides = [f"run.replications={experiment.replications}", *experiment.overrides]
    return load_all(experiment.scenarios, overrides, experiment.config_dir)


def load_map(experiment: Experiment) -> list[MapPoint]:
    """Every point of an experiment's map, x slowest; empty without a map.

    Raises:
        ConfigError: all errors of its scenarios.
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


def _in_file(file: Path, detail: Message) -> Message:
    return message("{file}: {fault}", file=file.name, fault=detail)


_SCENARIOS_OF_PAGE = {"external_validation": 2, "attribution": 1}


def check_against_scenarios(experiment: Experiment) -> None:
    """Check the ranges of an experiment against its scenarios.

    Raises:
        ConfigError: one line per error of the scenarios or ranges.
    """
    from sim.analysis.designs.parameter_ranges import asked
    from sim.analysis.designs.range_checks import check_ranges
    from sim.experiment.feedback_loops import sides  # late, as tables are: the first replication does not wait for pandas

    for loop in experiment.loops:
        sides(loop, experiment.overrides, experiment.config_dir)
    names = experiment.varied
    if names is None:
        load_scenarios(experiment)
        return
    by_name = dict(zip(experiment.scenarios, load_scenarios(experiment), strict=True))
    scenarios = [by_name[experiment.search.start]] if experiment.search is not None else list(by_name.values())
    check_ranges(asked(experiment, names), scenarios[:1] if experiment.sensitivity is not None else scenarios)


def _range_errors(experiment: Experiment) -> Iterator[Message]:
    """A message for each error of the ranges and of their names."""
    from sim.analysis.designs.parameter_ranges import shipped
    from sim.analysis.designs.range_checks import range_errors
    from sim.kpis import KPIS

    search = experiment.search
    taken = [*KPIS, *((*search.levers, *search.switches) if search is not None else ())]
    for name, one in experiment.ranges.items():
        for detail in range_errors(name, one, taken):
            yield message("ranges: {fault}", fault=detail)
    known = {**shipped(), **experiment.ranges}
    for where, names in _named_ranges(experiment):
        for name in names:
            if name not in known:
                yield sentences(message("{where}: {name}: there is no such range.", where=where, name=name),
                                did_you_mean(name, known), _as_key(name))
    if experiment.ranges and experiment.varied is None:
        yield message("ranges: belong to a design, a sensitivity, a robustness or a search with parameters.")
    if experiment.robustness is not None:
        varied, sides = experiment.robustness.design.parameters or list(experiment.ranges or shipped()), experiment.robustness.map
        for side in sides:
            if side in known and side not in varied:
                yield message("robustness.map: {name}: is not among the parameters of the design.", name=side)
        if sides[0] == sides[1]:
            yield message("robustness.map: {name}: is listed twice.", name=sides[0])
    for where, names in _named_ranges(experiment):
        for name in dict.fromkeys(name for name in names if where != "robustness.map" and list(names).count(name) > 1):
            yield message("{where}: {name}: is listed twice.", where=where, name=name)
    if search is not None and not (search.levers or search.parameters):
        yield message("search: needs levers or parameters.")


def _as_key(name: str) -> Message | None:
    """What to write for a parameter that has no range yet."""
    if pattern(name.split(".")) not in declared():
        return None
    return message("Give it a range: `ranges: {{{name}: [LOW, HIGH]}}`.", name=name)


def _cross_parameter_errors(experiment: Experiment) -> Iterator[Message]:
    from sim.kpis import KPIS  # late: it imports NumPy, which a list of experiments does not need

    names = experiment.scenarios
    for where, kpis in _named_measures(experiment):
        for name in kpis:
            if name not in KPIS:
                yield sentences(message("{where}: {name}: there is no such measure.", where=where, name=name),
                                did_you_mean(name, KPIS, listed=False))
    yield from _range_errors(experiment)
    for name in (name for name, n in Counter(names).items() if n > 1):
        yield message("scenarios: {name} is listed twice.", name=name)
    for where, scenario in _named_scenarios(experiment):
        if scenario not in names:
            yield sentences(message("{where}: {name}: is not among the {keys}.", where=where, name=scenario, keys="scenarios"),
                            did_you_mean(scenario, names))
    if experiment.map is not None:
        yield from _map_errors(experiment.map)
    yield from _size_errors(experiment)
    for loop in experiment.loops:
        for line in loop.lines:
            for key in line.changes:
                if (wrong := _not_a_parameter(key)) is not None:
                    yield message("{where}: {fault}", where=f"loops.{loop.name}.changes", fault=wrong)
        if loop.headline_kpi not in loop.kpis:
            yield sentences(message("{where}: {name}: is not among the {keys}.", where=f"loops.{loop.name}.headline_kpi",
                                    name=loop.headline_kpi, keys="kpis"), did_you_mean(loop.headline_kpi, loop.kpis))
    if experiment.page in _SCENARIOS_OF_PAGE and len(names) != _SCENARIOS_OF_PAGE[experiment.page]:
        yield message("scenarios: the page {page} is about {needed}, not about {n}.", page=experiment.page,
                      needed=_SCENARIOS_OF_PAGE[experiment.page], n=len(names))
    asked_as = [name for name in METHODS if getattr(experiment, name) is not None]
    if len(asked_as) > 1:
        yield message("{sections}: one file has one method; make it two files.", sections=", ".join(asked_as))
    if asked_as and (experiment.map or experiment.precision):
        yield message("{section}: map and precision belong to a comparison of scenarios.", section=asked_as[0])
    if experiment.precision is not None and experiment.precision.at_most < experiment.replications:
        yield message("precision.at_most: must not be less than replications.")


def _not_a_parameter(key: str) -> Message | None:
    """The message about a key that is not that of a centre's parameter."""
    path = key.split(".")
    known = pattern(path)
    if known is None:
        return unknown_key(path)
    if known not in declared():
        return message("{key}: is a section, not a parameter; write a key in it.", key=key)
    if path[0] in ("run", "name"):
        return message("{key}: is no parameter of the centre.", key=key)
    return None


def _map_errors(asked: Map) -> Iterator[Message]:
    for side, axis in (("x", asked.x), ("y", asked.y)):
        if (wrong := _not_a_parameter(axis.key)) is not None:
            yield message("{where}: {fault}", where=f"map.{side}.key", fault=wrong)
        if len({*map(repr, axis.values)}) < len(axis.values):
            yield message("{where}: a value is listed twice.", where=f"map.{side}.values")
    if asked.x.key == asked.y.key:
        yield message("map.y.key: {key}: is the key of x already.", key=asked.y.key)
    if asked.scenarios[0] == asked.scenarios[1]:
        yield message("map.scenarios: {name}: is listed twice.", name=asked.scenarios[0])
    if (n := len(asked.x.values) * len(asked.y.values)) > MAX_POINTS:
        yield message("map: has {n} points; at most {most} are possible.", n=n, most=MAX_POINTS)


def _size_errors(experiment: Experiment) -> Iterator[Message]:
    """A message about each method that would need too many points, or whose number of points is none that it can have."""
    from sim.analysis.designs.parameter_ranges import shipped

    every = len(experiment.ranges or shipped())
    for where, design in (("design", experiment.design),
                          ("robustness.design", experiment.robustness.design if experiment.robustness is not None else None)):
        if design is not None and design.method == "grid" and (n := design.n ** (len(design.parameters) or every)) > MAX_POINTS:
            yield message("{where}: has {n} points; at most {most} are possible.", where=where, n=_count(n), most=MAX_POINTS)
    asked = experiment.sensitivity
    if asked is None:
        return
    d = len(asked.parameters) or every
    n = asked.n * ((d + 1) if asked.method == "morris" else (d + 2))
    if n > MAX_POINTS:
        yield message("{where}: has {n} points; at most {most} are possible.", where="sensitivity", n=_count(n), most=MAX_POINTS)
    if asked.method == "sobol" and asked.n & (asked.n - 1):
        below = 1 << (asked.n.bit_length() - 1)
        yield message("sensitivity.n = {n}: must be a power of 2, as {below} or {above}.", n=asked.n, below=below,
                      above=2 * below)


def _count(n: int) -> str:
    return str(n) if n < 10**9 else f"{n:.0e}" if n < 10**300 else "1e+300"


def _named_measures(experiment: Experiment) -> Iterator[tuple[str, Sequence[str]]]:
    yield "decide_on", experiment.decide_on
    if experiment.map is not None:
        yield "map.kpis", experiment.map.kpis
    for loop in experiment.loops:
        yield f"loops.{loop.name}.kpis", loop.kpis
    if experiment.precision is not None:
        yield "precision.within", list(experiment.precision.within)
    if experiment.warm_up is not None:
        yield "warm_up.measures", experiment.warm_up.measures
    if experiment.ranking is not None:
        yield "ranking.kpi", [experiment.ranking.kpi]
    if experiment.robustness is not None:
        yield "robustness.findings", [finding.kpi for finding in experiment.robustness.findings]


def _named_ranges(experiment: Experiment) -> Iterator[tuple[str, Sequence[str]]]:
    if experiment.design is not None:
        yield "design.parameters", experiment.design.parameters
    if experiment.sensitivity is not None:
        yield "sensitivity.parameters", experiment.sensitivity.parameters
    if experiment.robustness is not None:
        yield "robustness.design.parameters", experiment.robustness.design.parameters
        yield "robustness.map", experiment.robustness.map
    if experiment.search is not None:
        yield "search.parameters", experiment.search.parameters


def _named_scenarios(experiment: Experiment) -> Iterator[tuple[str, str]]:
    if experiment.robustness is not None:
        for finding in experiment.robustness.findings:
            yield "robustness.findings", finding.scenario
            yield "robustness.findings", finding.than
    if experiment.search is not None:
        search = experiment.search
        for name in (search.start, *search.levers, *search.switches, *search.switches.values(), *search.against):
            yield "search", name


def _of_pydantic(detail: Mapping[str, Any]) -> Message:
    """pydantic's errors as messages in terms of the file."""
    path = [part for part in detail["loc"] if part not in ("bool", "int", "float", "str")]
    model, field = _field(path)
    key = key_text(path)
    if path[0] == "ranges" and len(path) == 2:
        field = Experiment.model_fields["ranges"]
    if detail["type"] == "extra_forbidden":
        return sentences(message("{key}: unknown key.", key=key), did_you_mean(str(path[-1]), model.model_fields))
    expected = field.description if field is not None else "something else"
    if detail["type"] == "missing":
        return message("{key}: missing; expected {expected}.", key=key, expected=expected)
    return message("{key} = {value}: expected {expected}.", key=key, value=value_text(detail["input"]), expected=expected)


_INNER: dict[str, type[BaseModel]] = {
    "map": Map, "x": Axis, "y": Axis, "precision": experiment_file.Precision, "warm_up": experiment_file.WarmUp,
    "design": experiment_file.Design, "sensitivity": experiment_file.Sensitivity,
    "robustness": experiment_file.Robustness,
    "findings": experiment_file.Finding, "search": experiment_file.Search, "ranking": experiment_file.Ranking,
    "loops": experiment_file.Loop, "ranges": experiment_file.Range, "lines": experiment_file.LoopLine,
}


def _field(path: Sequence[str | int]) -> tuple[type[BaseModel], Any]:
    """The model and the field that a path ends in."""
    model: type[BaseModel] = Experiment
    field = None
    names = [part for part in path if isinstance(part, str)]
    for at, name in enumerate(names):
        field = next((found for own, found in model.model_fields.items() if name in (own, found.alias)), None)
        inner = _INNER.get(name)
        if inner is not None and at < len(names) - 1 and inner.__name__ in str(field and field.annotation):
            model = inner
    return model, field
