"""From a plain mapping to a scenario, or one line per fault."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from pydantic import BaseModel, TypeAdapter, ValidationError

from sim.config import constraints_channels, constraints_customers, constraints_outside, constraints_talk  # noqa: F401  they enter their checks beside those of constraints
from sim.config.constraints import cross_faults
from sim.config.errors import Faults, did_you_mean, fault_lines, silent_faults, unknown_key, value_text
from sim.params import Params, Run
from sim.params.catalogue import ANY_NAME, pattern

NO_SOURCE = "no source given"
BY_HAND = "changed on the command line"


@dataclass(frozen=True)
class Scenario:
    """A centre, how it is looked at, and where each of its numbers comes from.

    Attributes:
        name: what a table calls it.
        params: the centre.
        run: the settings of a run.
        sources: one line per value, by dotted key; says who changed a value, where somebody did.
        resolved: every value as plain data that JSON can hold, without the sources; `run` is one of its sections.
    """

    name: str
    params: Params
    run: Run
    sources: Mapping[str, str]
    resolved: Mapping[str, Any]

    @cached_property
    def key(self) -> str:
        """What decides one replication's result, as 16 hexadecimal digits.

        Equal for two scenarios that differ in name or in the number of replications alone. The order of kinds and of
        groups counts, because chance is dealt out in that order.
        """
        parts = {name: value for name, value in self.resolved.items() if name != "name"}
        parts["run"] = {name: value for name, value in parts["run"].items() if name != "replications"}
        text = json.dumps(parts, ensure_ascii=True, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()[:16]

    def with_replications(self, n: int) -> "Scenario":
        """The same scenario, to be lived so many times."""
        run = self.run.model_copy(update={"replications": n})
        return replace(self, run=run, resolved={**self.resolved, "run": {**self.resolved["run"], "replications": n}})


def build(plain: Mapping[str, Any], changed: Mapping[str, str] | None = None) -> Scenario:
    """Check a composed scenario and freeze it.

    Args:
        plain: sections as in `scenarios/`, with `run` and `sources` among them.
        changed: who changed what, by dotted key of a value or of all below it, as `changed by scenario x`; of two that
            cover the same value the later one counts.

    Raises:
        Faults: all that is wrong, one line each.
    """
    values, given, own, lines = _without_sources(plain)
    run_values = values.pop("run", {})
    parts, part_lines = _validated(Params, values, ())
    run_parts, run_lines = _validated(Run, run_values, ("run",))
    lines += silent_faults({**values, "run": run_values}) + part_lines + run_lines
    lines += cross_faults(Params.model_construct(**parts), frozenset(parts))
    if lines:
        raise Faults(lines)
    params, run = Params(**parts), Run(**run_parts)
    resolved = {**params.model_dump(mode="json"), "run": run.model_dump(mode="json")}
    by_section = _by_section(given), _by_section(own)
    sources = {key: _source(key, *by_section, changed or {}) for key, _ in leaves(resolved) if key != "name"}
    return Scenario(params.name, params, run, sources, resolved)


def vary(scenario: Scenario, changes: Mapping[str, Any], by: str, name: str | None = None) -> Scenario:
    """The same scenario with some values changed, without composing it again.

    Args:
        scenario: what to start from.
        changes: new values by dotted key, as `conversation.steepness`.
        by: who changed them; stands in the sources.
        name: the new scenario's name; None keeps the old one.

    Raises:
        Faults: as `build`; also for a key that no parameter has.
    """
    plain = json.loads(json.dumps(scenario.resolved))
    lines = [_put(plain, key, value) for key, value in changes.items()]
    if any(lines):
        raise Faults(line for line in lines if line)
    plain["name"] = name or scenario.name
    return rebuilt(scenario, plain, dict.fromkeys(changes, by))


def rebuilt(scenario: Scenario, plain: Mapping[str, Any], changed: Mapping[str, str]) -> Scenario:
    """A scenario from another's values, some of them changed; the sources of the others are kept.

    Args:
        scenario: whose sources are kept.
        plain: all values, as `Scenario.resolved`.
        changed: who changed what, by dotted key.

    Raises:
        Faults: as `build`.
    """
    fresh = build(plain, changed)
    kept = {key: scenario.sources.get(key, text) for key, text in fresh.sources.items() if text == NO_SOURCE}
    return replace(fresh, sources={**fresh.sources, **kept})


def leaves(plain: Mapping[str, Any], path: tuple[str, ...] = ()) -> Iterator[tuple[str, Any]]:
    """Each value of a nested mapping with its dotted key; a list is one value."""
    for name, value in plain.items():
        here = (*path, str(name))
        if isinstance(value, Mapping):
            yield from leaves(value, here)
        else:
            yield ".".join(here), value


# --- checking -----------------------------------------------------------------------------------------------


def _validated(model: type[BaseModel], plain: Any, path: tuple[str, ...]) -> tuple[dict[str, Any], list[str]]:
    """The parts of a model that are right, and a line for each fault of the others."""
    if not isinstance(plain, Mapping):
        return {}, [f"{'.'.join(path)} = {value_text(plain)}: expected keys."]
    try:
        whole = model.model_validate(dict(plain))
        return {name: getattr(whole, name) for name in model.model_fields}, []
    except ValidationError as error:
        faults = error.errors(include_url=False)
    lines = [line for fault in faults for line in fault_lines({**fault, "loc": (*path, *fault["loc"])})]
    wrong = {fault["loc"][0] for fault in faults if fault["loc"]}
    right = {name: plain[name] for name in model.model_fields if name in plain and name not in wrong}
    return _parts(model, right), lines


def _parts(model: type[BaseModel], plain: Mapping[str, Any]) -> dict[str, Any]:
    """Sections that are right by themselves, made into what they are."""
    kinds: dict[str, Any] = {name: model.model_fields[name].annotation for name in plain}
    return {name: TypeAdapter(kinds[name]).validate_python(value) for name, value in plain.items()}


# --- sources ------------------------------------------------------------------------------------------------

Texts = dict[str, str]


def _without_sources(plain: Mapping[str, Any]) -> tuple[dict[str, Any], Texts, Texts, list[str]]:
    """The values; the sources that the sections' files give; those that what-ifs give to what they change; faults."""
    values: dict[str, Any] = {}
    texts: dict[str, Any] = {}
    for name, section in plain.items():
        if name != "sources" and isinstance(section, Mapping):
            values[str(name)] = {key: value for key, value in section.items() if key != "sources"}
            texts |= _under(str(name), section.get("sources", {}))
        elif name != "sources":
            values[str(name)] = section
    own = _under("", plain.get("sources", {}))
    lines = [
        f"sources of {key} = {value_text(text)}: expected one line of text for each key."
        for key, text in (texts | own).items() if not isinstance(text, str)
    ]
    return values, texts, own, lines


def _under(section: str, sources: Any) -> dict[str, Any]:
    if not isinstance(sources, Mapping):
        return {section or "the scenario": sources}
    return {f"{section}.{key}".lstrip("."): text for key, text in sources.items()}


def _by_section(sources: Texts) -> dict[str, Texts]:
    """Sources by the first name of their keys: a source is about its own section alone."""
    found: dict[str, Texts] = {}
    for key, text in sources.items():
        found.setdefault(key.split(".")[0], {})[key] = text
    return found


def _source(key: str, given: Mapping[str, Texts], own: Mapping[str, Texts], changed: Mapping[str, str]) -> str:
    """Where a value comes from: its section's file, or whoever changed it."""
    who = [text for above, text in changed.items() if f"{key}.".startswith(f"{above}.")]
    if not who:
        return _best(key, given) or NO_SOURCE
    why = _best(key, own) if who[-1] != BY_HAND else None
    return f"{who[-1]}: {why}" if why else who[-1]


def _best(key: str, sources: Mapping[str, Texts]) -> str | None:
    """The source whose key fits best: more names before fewer, `*` last. A source covers all that is below its key."""
    parts = key.split(".")
    best, best_names = None, -1
    for fits, text in sources.get(parts[0], {}).items():
        names = fits.split(".")
        n_names = sum(name != ANY_NAME for name in names)
        covers = len(names) <= len(parts) and all(a in (b, ANY_NAME) for a, b in zip(names, parts, strict=False))
        if covers and n_names > best_names:
            best, best_names = text, n_names
    return best


def _put(plain: dict[str, Any], key: str, value: Any) -> str | None:
    """Set a dotted key; the line about it if there is no such key."""
    *above, last = path = key.split(".")
    if pattern(path) is None:
        return unknown_key(path)
    place: Any = plain
    for name in above:
        if name not in place:
            return f"{key}: unknown key{did_you_mean(name, place)}"
        place = place[name]
    place[last] = value
    return None
