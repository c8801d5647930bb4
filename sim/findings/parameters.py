"""Every number's value, unit, meaning and source, and what each scenario changes."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from sim.config.provenance import NO_SOURCE, leaves
from sim.config.scenario import Scenario
from sim.findings.declared import meaning, source, unit
from sim.findings.measures import MISSING
from sim.i18n.texts import Words
from sim.params.catalogue import declared, number_text, pattern


class Parameter(NamedTuple):
    """One value of a scenario, as a reader sees it."""

    key: str
    value: str
    unit: str
    meaning: str
    source: str


class Change(NamedTuple):
    """A value in which a scenario differs from the base of comparison."""

    parameter: Parameter
    before: str


def parameters(scenario: Scenario, say: Words) -> list[Parameter]:
    """All of a scenario's values, in the order of declaration; settings of the run come last."""
    return [
        _parameter(scenario, key, value, say) for key, value in leaves(scenario.resolved) if key != "name"
    ]


def changes(base: Scenario, other: Scenario, say: Words) -> list[Change]:
    """What `other` has that `base` has not, or has otherwise; settings of the run aside."""
    return list(_changes(base, other, say))


def changed_keys(base: Scenario, other: Scenario) -> list[str]:
    """The keys of what `other` has that `base` has not, or has otherwise; settings of the run aside."""
    before, after = dict(leaves(base.resolved)), dict(leaves(other.resolved))
    keys = [key for key in dict.fromkeys((*after, *before)) if key != "name" and not key.startswith("run.")]
    return [key for key in keys if (key in before) != (key in after) or before[key] != after[key]]


def _changes(base: Scenario, other: Scenario, say: Words) -> Iterator[Change]:
    before, after = dict(leaves(base.resolved)), dict(leaves(other.resolved))
    for key in changed_keys(base, other):
        was = value_words(before[key], say) if key in before else MISSING
        if key in after:
            yield Change(_parameter(other, key, after[key], say), was)
        else:
            gone = _parameter(base, key, before[key], say)
            yield Change(gone._replace(value=MISSING, source=say("parameters.gone")), was)


def _parameter(scenario: Scenario, key: str, value: Any, say: Words) -> Parameter:
    known = declared().get(pattern(key.split(".")) or "")
    told = source(scenario.sources.get(key, NO_SOURCE), say)
    return Parameter(
        key, value_words(value, say), unit(known, say) if known else "", meaning(known, say) if known else "", told
    )


def value_words(value: Any, say: Words) -> str:
    """A value as a reader writes it: yes and no for switches, a word for nothing, a list with commas."""
    if value is None:
        return say("parameters.nothing")
    if isinstance(value, bool):
        return say("parameters.yes" if value else "parameters.no")
    if isinstance(value, int | float):
        return number_text(value)
    if isinstance(value, list | tuple):
        return ", ".join(value_words(item, say) for item in value) or say("parameters.nothing")
    return str(value)
