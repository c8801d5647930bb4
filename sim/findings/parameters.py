"""Value, unit, meaning and source of every parameter, and the changes of each scenario."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from sim.config.provenance import NO_SOURCE, leaves
from sim.config.scenario import Scenario
from sim.findings.declared import meaning, source, unit
from sim.findings.formats import MISSING, plain_number
from sim.i18n.translate import Translator
from sim.params.catalogue import declared, is_outside, pattern


class Parameter(NamedTuple):
    """One formatted value of a scenario."""

    key: str
    value: str
    unit: str
    meaning: str
    source: str


class Change(NamedTuple):
    """A value in which a scenario differs from the base of comparison."""

    parameter: Parameter
    before: str


def parameters(scenario: Scenario, tr: Translator) -> list[Parameter]:
    """All values of a scenario, in the order of declaration; settings of the run are last."""
    return [
        _parameter(scenario, key, value, tr) for key, value in leaves(scenario.resolved) if key != "name"
    ]


def settable_keys(scenario: Scenario) -> list[str]:
    """The keys of all values that can be set, those of plug-ins that the scenario does not use at the end."""
    used = [key for key, _ in leaves(scenario.resolved) if key != "name"]
    return used + [key for key, _ in leaves(scenario.params.model_dump(mode="json"))
                   if is_outside(key.split(".")) and key not in used]


def changes(base: Scenario, other: Scenario, tr: Translator) -> list[Change]:
    """The values of `other` that differ from `base` or are missing there, without settings of the run."""
    return list(_changes(base, other, tr))


def changed_keys(base: Scenario, other: Scenario) -> list[str]:
    """The keys of these values, without settings of the run."""
    before, after = dict(leaves(base.resolved)), dict(leaves(other.resolved))
    keys = [key for key in dict.fromkeys((*after, *before)) if key != "name" and not key.startswith("run.")]
    return [key for key in keys if (key in before) != (key in after) or before[key] != after[key]]


def _changes(base: Scenario, other: Scenario, tr: Translator) -> Iterator[Change]:
    before, after = dict(leaves(base.resolved)), dict(leaves(other.resolved))
    for key in changed_keys(base, other):
        was = value_words(before[key], tr) if key in before else MISSING
        if key in after:
            yield Change(_parameter(other, key, after[key], tr), was)
        else:
            gone = _parameter(base, key, before[key], tr)
            yield Change(gone._replace(value=MISSING, source=tr("not in this scenario")), was)


def _parameter(scenario: Scenario, key: str, value: Any, tr: Translator) -> Parameter:
    known = declared().get(pattern(key.split(".")) or "")
    cited = source(scenario.sources.get(key, NO_SOURCE), tr)
    written = str(value) if key == "run.seed" else value_words(value, tr)
    return Parameter(key, written, unit(known, tr) if known else "", meaning(known, tr) if known else "", cited)


def value_words(value: Any, tr: Translator) -> str:
    """A formatted value: yes and no for switches, a word for null, a list with semicolons."""
    if value is None:
        return tr("none")
    if isinstance(value, bool):
        return tr("yes") if value else tr("no")
    if isinstance(value, int | float):
        return plain_number(value, tr)
    if isinstance(value, list | tuple):
        return "; ".join(value_words(item, tr) for item in value) or tr("none")
    return str(value)
