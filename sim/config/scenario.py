"""Scenarios: a centre, the settings of a run and the source of each value; loaded by name, built from plain data, or varied."""

import hashlib
import html
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from types import NoneType
from typing import Any

from sim.config.compose import Composer
from sim.config.errors import (
    ConfigError,
    check_texts,
    check_whole_number,
    did_you_mean,
    unknown_key,
    value_text,
    wrong_argument,
)
from sim.config.overrides import MAX_POINTS, points
from sim.config.provenance import NO_SOURCE, PLUGIN_DEFAULT, leaves, source_of_each, split_sources
from sim.config.validate import validated
from sim.i18n.translate import Message, message, sentences
from sim.params import Params, Run
from sim.params.catalogue import declared, outside_sections, pattern, plugins_used, without_unused_plugins
from sim.params.run import MAX_REPLICATIONS

_SHOWN = ("run.replications", "run.horizon_days", "run.warm_up_days", "centre.opens_h", "centre.closes_h", "customers.n",
          "demand.needs_per_day", "demand.growth_factor", "workforce.groups.*.n_agents")  # of every scenario in a notebook
_MAX_ROWS = 20
_LONGEST_CELL = 80


@dataclass(frozen=True, repr=False)
class Scenario:
    """A centre, the settings of its run, and the source of each value.

    Attributes:
        name: its name in tables.
        params: the centre.
        run: the settings of a run.
        sources: one line per value, by dotted key; of a changed value, the origin of the change.
        resolved: every value as plain JSON data, without the sources; `run` is one of its sections.
        point: values of the swept keys, by key, if it is a point of a sweep.
    """

    name: str
    params: Params
    run: Run
    sources: Mapping[str, str]
    resolved: Mapping[str, Any]
    point: Mapping[str, Any] = field(default_factory=dict)

    @cached_property
    def key(self) -> str:
        """Hash of all values that affect one replication's result, 16 hexadecimal digits.

        Equal for two scenarios that differ only in name or in the number of replications. It depends on the order of contact
        types and of groups, because their random numbers depend on it, and on the versions and sources of the plug-ins used.
        """
        parts = {name: value for name, value in self.resolved.items() if name != "name"}
        parts["run"] = {name: value for name, value in parts["run"].items() if name != "replications"}
        if used := plugins_used(self.params):
            parts["plugins"] = used
        text = json.dumps(parts, ensure_ascii=True, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()[:16]

    def __repr__(self) -> str:
        return f"<Scenario {self.name}: {self.run.replications} x {self.run.horizon_days} days>"

    def _repr_html_(self) -> str:
        """A short table for a notebook: what every scenario is described by, and what is changed."""
        units = declared()
        rows = []
        for key, value in leaves(self.resolved):
            source = self.sources.get(key, "")
            known = pattern(key.split(".")) or ""
            if known in _SHOWN or source.startswith("changed"):
                rows.append((key, value if isinstance(value, str) else value_text(value), units[known].unit, source))
        more = [("", str(message("... and {n} more.", n=len(rows) - _MAX_ROWS)), "", "")] if len(rows) > _MAX_ROWS else []
        head = (message("parameter"), message("value"), message("unit"), message("source"))
        lines = ["".join(f"<td>{_cell(text)}</td>" for text in row) for row in (*rows[:_MAX_ROWS], *more)]
        heads = "".join(f"<th>{_cell(str(text))}</th>" for text in head)
        body = "".join(f"<tr>{line}</tr>" for line in lines)
        return f"<table><caption>{_cell(self.name)}</caption><tr>{heads}</tr>{body}</table>"

    def with_replications(self, n: int) -> "Scenario":
        """The same scenario with another number of replications.

        Raises:
            ConfigError: no whole number from 1 to 1 000 000.
        """
        check_whole_number("replications", n, 1, MAX_REPLICATIONS)
        run = self.run.model_copy(update={"replications": n})
        return replace(self, run=run, resolved={**self.resolved, "run": {**self.resolved["run"], "replications": n}})


def _cell(text: str) -> str:
    """A text in a cell of a table, without its end if it is long."""
    return html.escape(text if len(text) <= _LONGEST_CELL else f"{text[:_LONGEST_CELL]}…")


# --- by name ------------------------------------------------------------------------------------------------


def load(name: str = "base", overrides: Sequence[str] = (), config_dir: str | Path | None = None) -> Scenario:
    """A scenario: base, the differences of `name`, then the overrides.

    Args:
        name: of a shipped scenario, of one in `config_dir`, or the path of a YAML file.
        overrides: in Hydra's grammar, such as `conversation.aht_cap_s=180` or `contact_types=bare`; `scenario=...` among them
            replaces `name`.
        config_dir: folder with the user's scenarios, `mine.yaml` or `scenario/mine.yaml`, and files for parts such as
            `demand/mine.yaml`.

    Returns:
        The validated scenario. Its name contains the overrides, except those of the run.

    Raises:
        ConfigError: one message per error, in the arguments too.
    """
    if not isinstance(name, str):
        raise wrong_argument("name", name, message("a scenario's name or the path of a YAML file"))
    _check_arguments(overrides, config_dir)
    return build(*Composer(config_dir).compose(name, overrides))


def _check_arguments(overrides: Any, config_dir: Any) -> None:
    check_texts("overrides", overrides)
    if not isinstance(config_dir, (str, Path, NoneType)):
        raise wrong_argument("config_dir", config_dir, message("a folder"))


def load_all(asked: Sequence[str], overrides: Sequence[str] = (), config_dir: str | Path | None = None) -> list[Scenario]:
    """Several scenarios with the same overrides, each as `load` gives it.

    Raises:
        ConfigError: all that is wrong with any of them.
    """
    return load_each([(name, overrides) for name in asked], config_dir)


def load_each(asked: Sequence[tuple[str, Sequence[str]]], config_dir: str | Path | None = None) -> list[Scenario]:
    """Several scenarios, each with its own overrides, as `load` gives it.

    Raises:
        ConfigError: all that is wrong with any of them.
    """
    composer = Composer(config_dir)
    found: list[Scenario] = []
    messages: list[Message] = []
    for name, overrides in asked:
        try:
            found.append(build(*composer.compose(name, overrides)))
        except ConfigError as error:
            messages += error.messages
    if messages:
        raise ConfigError(messages)
    return found


def load_sweep(
    overrides: Sequence[str], config_dir: str | Path | None = None, most: int = MAX_POINTS, tied: Sequence[str] = ()
) -> list[Scenario]:
    """The scenarios of a sweep, each with the values of the swept keys; arguments as of `sim.config.overrides.points`.

    Raises:
        ConfigError: an invalid or too large sweep, or all that is wrong with any of its scenarios.
    """
    _check_arguments(overrides, config_dir)
    check_texts("tied", tied)
    sweep = points(overrides, config_dir, most, tied)
    scenarios = load_each([("base", point.overrides) for point in sweep], config_dir)
    return [replace(scenario, point=point.values) for scenario, point in zip(scenarios, sweep, strict=True)]


def base_like(scenario: Scenario) -> Scenario:
    """Base with the run settings of another scenario, to compare it with."""
    return vary(load(), {f"run.{key}": value for key, value in scenario.resolved["run"].items()},
                f"as for {scenario.name}")


# --- from plain data ----------------------------------------------------------------------------------------


def build(plain: Mapping[str, Any], changed: Mapping[str, str] | None = None) -> Scenario:
    """Validate a composed scenario, and return it as an immutable `Scenario`.

    Args:
        plain: sections as in `scenarios/`, with `run` and `sources` among them.
        changed: origin of each change, such as `changed by scenario x`, by dotted key of a value or of a section; of two for the
            same value the later one applies.

    Raises:
        ConfigError: one message per error.
    """
    values, given, own, messages = split_sources(plain)
    given = {f"{name}.*": PLUGIN_DEFAULT for name in outside_sections()} | given
    run_values = values.pop("run", {})
    params, run, more = validated(values, run_values)
    if params is None or run is None or messages:
        raise ConfigError([*messages, *more])
    resolved = {**without_unused_plugins(params, params.model_dump(mode="json")), "run": run.model_dump(mode="json")}
    return Scenario(params.name, params, run, source_of_each(resolved, given, own, changed or {}), resolved)


def vary(scenario: Scenario, changes: Mapping[str, Any], by: str, name: str | None = None) -> Scenario:
    """The same scenario with some values changed, without composing it again.

    Args:
        scenario: what to start from.
        changes: new values by dotted key, as `conversation.steepness`.
        by: origin of the changes, for the sources.
        name: the new scenario's name; None keeps the present one.

    Raises:
        ConfigError: as `build`; also for a key that no parameter has.
    """
    plain = json.loads(json.dumps(scenario.resolved))
    messages = [found for key, value in changes.items() if (found := _set(plain, key, value)) is not None]
    if messages:
        raise ConfigError(messages)
    plain["name"] = name or scenario.name
    return rebuild(scenario, plain, dict.fromkeys(changes, by))


def rebuild(scenario: Scenario, plain: Mapping[str, Any], changed: Mapping[str, str]) -> Scenario:
    """A scenario from another's values with changes; the sources of unchanged values are kept.

    Args:
        scenario: the source of unchanged values.
        plain: all values, as `Scenario.resolved`.
        changed: origin of each change, by dotted key.

    Raises:
        ConfigError: as `build`.
    """
    fresh = build(plain, changed)
    kept = {key: scenario.sources.get(key, text) for key, text in fresh.sources.items() if text == NO_SOURCE}
    return replace(fresh, sources={**fresh.sources, **kept})


def _set(plain: dict[str, Any], key: str, value: Any) -> Message | None:
    """Set the value of a dotted key; returns a message if there is no such key."""
    *above, last = path = key.split(".")
    if pattern(path) is None:
        return unknown_key(path)
    place: Any = plain
    for name in above:
        if place is plain and name in outside_sections():
            place.setdefault(name, {})
        if name not in place:
            return sentences(message("{key}: unknown key.", key=key), did_you_mean(name, place))
        place = place[name]
    place[last] = value
    return None
