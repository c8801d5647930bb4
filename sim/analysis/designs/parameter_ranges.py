"""Ranges of parameters: the shipped ones of `experiments/ranges/`, an experiment's own, and points in them."""

import functools
import math
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from sim.config.errors import ConfigError, did_you_mean
from sim.config.experiment_file import Experiment, Range
from sim.config.files import data_folder, read_yaml
from sim.config.provenance import leaves
from sim.config.scenario import Scenario, vary
from sim.i18n.translate import Message, message, sentences
from sim.params.catalogue import ANY_NAME, Declared, declared, pattern
from sim.random.distributions import parse_distribution

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from sim.config.experiment_file import Design

Ranges = Mapping[str, Range]
SHIPPED = "dominating"
WHOLE = "whole number"
DISTRIBUTION = "distribution"
_TIME = re.compile(r"(\S+) s\b")  # in the normal form of a distribution, where every time is in seconds


# --- ranges by name -----------------------------------------------------------------------------------------


@functools.cache
def shipped() -> Ranges:
    """The dominating parameters, by name."""
    return {name: Range.model_validate(row) for name, row in read_yaml(_file(data_folder("experiments"), SHIPPED)).items()}


def file_of(name: str, config_dir: str | Path | None) -> Path:
    """The file of ranges of a name: `ranges/NAME.yaml` in the user's folder, or a shipped one.

    Raises:
        ConfigError: there is no such file, or the user's has the name of a shipped one.
    """
    folders = [data_folder("experiments"), *([Path(config_dir)] if config_dir is not None else [])]
    found = [file for folder in folders if (file := _file(folder, name)).is_file()]
    if len(found) > 1:
        raise ConfigError([message("{file}: the name {name} is taken by shipped ranges; give the file another name.",
                                   file=found[1], name=name)])
    if not found:
        known = sorted({file.stem for folder in folders for file in (folder / "ranges").glob("*.yaml")})
        raise ConfigError([sentences(
            message("ranges = {name}: there is no ranges/{name}.yaml here or in the folder of --config-dir.", name=name),
            did_you_mean(name, known))])
    return found[0]


def _file(folder: Path, name: str) -> Path:
    return folder / "ranges" / f"{name}.yaml"


def asked(experiment: Experiment, names: Sequence[str]) -> Ranges:
    """Ranges by name, in that order; where none is named, all of the experiment's own, else all shipped ones.

    A name is of one of the experiment's ranges, or of a shipped one.
    """
    known = {**shipped(), **experiment.ranges}
    return {name: known[name] for name in names or experiment.ranges or shipped()}


def valid(rows: Mapping[str, Any]) -> tuple[dict[str, Range], list[tuple[str, ValidationError]]]:
    """The ranges of a file that have the right keys, by name, and pydantic's errors about the others."""
    found, errors = {}, []
    for name, row in rows.items():
        try:
            found[str(name)] = Range.model_validate(row)
        except ValidationError as error:
            errors.append((str(name), error))
    return found, errors


# --- one range ----------------------------------------------------------------------------------------------


def keys_of(name: str, one: Range) -> tuple[str, ...]:
    """The parameters of a range; `*` in them stands for every contact type, group or play."""
    return one.keys or (name,)


def declared_of(key: str) -> Declared | None:
    """The declaration of a parameter; None if there is none."""
    return declared().get(pattern(key.split(".")) or "")


def is_whole(name: str, one: Range) -> bool:
    """Whether the range consists of whole numbers: those that replace the value of a parameter that is a whole number."""
    return one.by == "set" and any(row is not None and row.what == WHOLE for row in map(declared_of, keys_of(name, one)))


def value_at(name: str, one: Range, u: float) -> float:
    """The value at the share `u` of the range from low to high; whole numbers are equally long parts of a linear range.

    >>> r = Range(keys=("a.b",), low=1.0, high=16.0, scale="log")
    >>> [round(value_at("x", r, u), 9) for u in (0.0, 0.25, 0.5, 1.0)]
    [1.0, 2.0, 4.0, 16.0]
    >>> [value_at("leadership.n_managers", Range(low=1.0, high=4.0), u) for u in (0.0, 0.24, 0.26, 1.0)]
    [1.0, 1.0, 2.0, 4.0]
    """
    low, high = _ends(name, one)
    value = math.exp((1.0 - u) * math.log(low) + u * math.log(high)) if one.scale == "log" else low + u * (high - low)
    if is_whole(name, one):
        return min(max(math.floor(value + 0.5), math.ceil(one.low)), math.floor(one.high)) * 1.0
    return value


def share_at(name: str, one: Range, value: float) -> float:
    """The share of the range at which a value lies, of a whole number the middle of its part: the inverse of `value_at`."""
    low, high = _ends(name, one)
    if one.scale == "log":
        low, high, value = math.log(low), math.log(high), math.log(value)
    return (value - low) / (high - low)


def _ends(name: str, one: Range) -> tuple[float, float]:
    """The ends between which values are uniform; of whole numbers half a unit further out."""
    return (math.ceil(one.low) - 0.5, math.floor(one.high) + 0.5) if is_whole(name, one) else (one.low, one.high)


def changes(name: str, one: Range, resolved: Mapping[str, Any], value: float) -> Iterator[tuple[str, Any]]:
    """The changed keys of a scenario and their new values, for a value of this range.

    A distribution of durations gets the value as its mean, by a factor on all its times.
    """
    for key, now in matches(name, one, resolved):
        row = declared_of(key)
        if row is not None and row.what == DISTRIBUTION:
            mean_s = parse_distribution(now).mean_s
            yield key, scaled(now, {"set": value / mean_s, "times": value, "plus": (mean_s + value) / mean_s}[one.by])
        else:
            new = value if one.by == "set" else now * value if one.by == "times" else now + value
            yield key, _allowed(row, new)


def matches(name: str, one: Range, resolved: Mapping[str, Any]) -> list[tuple[str, Any]]:
    """The parameters of a scenario that a range changes, with their present values."""
    return [(key, now) for key, now in leaves(resolved) if any(_fits(pattern, key) for pattern in keys_of(name, one))]


def scaled(distribution: str, factor: float) -> str:
    """A distribution of durations with all its times multiplied; its shape stays.

    >>> scaled("25 % exactly 0 s + 75 % lognormal mean 300 s sigma 0.84", 0.5)
    '25 % exactly 0.0 s + 75 % lognormal mean 150.0 s sigma 0.84'
    """
    return _TIME.sub(lambda time: f"{float(time[1]) * factor!r} s", parse_distribution(distribution).text)


def _fits(pattern: str, key: str) -> bool:
    ours, theirs = pattern.split("."), key.split(".")
    return len(ours) == len(theirs) and all(a in (b, ANY_NAME) for a, b in zip(ours, theirs, strict=True))


def _allowed(row: Declared | None, value: float) -> float:
    """The nearest value that the parameter may have: a probability of .9 plus .15 is 1, and people are whole."""
    if row is None:
        return value
    low, high = -math.inf if row.low is None else row.low, math.inf if row.high is None else row.high
    within = min(max(value, low), high)
    return round(within) if row.what == WHOLE and math.isfinite(within) else within


# --- points -------------------------------------------------------------------------------------------------


def points(design: "Design", d: int) -> "npt.NDArray[np.float64]":
    """Points of the unit cube of `d` parameters, [n_points, d].

    A grid has `n` points along each side, ends included, the first parameter slowest. Latin hypercube and Sobol sequence
    (scrambled) are SciPy's; of the latter, powers of two keep its balance.
    """
    import numpy as np
    from scipy.stats import qmc

    if design.method == "grid":
        side = np.linspace(0.0, 1.0, design.n)
        return np.stack(np.meshgrid(*[side] * d, indexing="ij"), axis=-1).reshape(-1, d)
    if design.method == "latin_hypercube":
        found: npt.NDArray[np.float64] = qmc.LatinHypercube(d, rng=design.seed).random(design.n)
        return found
    power = math.ceil(math.log2(design.n))
    return qmc.Sobol(d, rng=design.seed).random_base2(power)[:design.n]


def values(ranges: Ranges, unit: "npt.NDArray[np.float64]") -> "npt.NDArray[np.float64]":
    """The parameters' values at points of the unit cube, [n_points, n_parameters]."""
    import numpy as np

    return np.array([[value_at(name, one, float(u)) for (name, one), u in zip(ranges.items(), row, strict=True)]
                     for row in unit])


def at_point(scenario: Scenario, ranges: Ranges, values: Sequence[float], label: str) -> Scenario:
    """A scenario at a point: with the values of the ranges' parameters.

    Args:
        scenario: what to start from.
        ranges: by name.
        values: one for each.
        label: added to the name.

    Raises:
        ConfigError: values that the parameters may not have together; one line each, with the point.
    """
    new = {key: to for (name, one), value in zip(ranges.items(), values, strict=True)
           for key, to in changes(name, one, scenario.resolved, float(value))}
    try:
        return vary(scenario, new, f"changed by {label}", f"{scenario.name}, {label}")
    except ConfigError as error:
        raise ConfigError([_at(ranges, values, label, detail) for detail in error.messages]) from None


def _at(ranges: Ranges, values: Sequence[float], label: str, detail: Message) -> Message:
    place = ", ".join(f"{name} = {value:.6g}" for name, value in zip(ranges, values, strict=True))
    return message("{point} ({place}): {fault}", point=label, place=place, fault=detail)
