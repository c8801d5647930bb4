"""Checks of ranges: alone, when an experiment's file is read; and against the scenarios in which they are varied."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from sim.analysis.designs.parameter_ranges import DISTRIBUTION, Ranges, declared_of, is_whole, keys_of, matches
from sim.config.errors import ConfigError, did_you_mean, unknown_key, value_text
from sim.config.experiment_file import Range
from sim.config.scenario import Scenario
from sim.i18n.translate import Message, message, sentences
from sim.mechanisms import MECHANISMS
from sim.params.catalogue import ANY_NAME, Declared, number_text, pattern, sections
from sim.params.catalogue import keys_of as parameters_of
from sim.random.distributions import parse_distribution

# Columns of the tables in which a range has a column.
RESERVED = ("point", "scenario", "replication", "trial", "statement", "difference", "low", "high", "verdict", "on_front")

# Parameters that a mechanism declares and that act while it is off too. A test shows that these do, and that with no other
# parameter of a mechanism that is off any sum of any day changes.
ACT_WHILE_OFF = frozenset({
    "buying.cross_sale_mean_prob", "buying.repurchase_mean_prob", "buying.wallet_mean_share",
    "contact_types.*.self_service_factor", "customers.churn_beta", "customers.churn_per_year", "customers.settled_attitude",
    "demand.failed_help_logit", "demand.failed_help_talk_factor", "demand.failed_help_usual_share",
    "leadership.absence_h", "leadership.coach_share", "leadership.daily_h_per_agent", "leadership.manager_strategic_share",
    "leadership.n_coaches", "loyalty.attached_from", "loyalty.wallet_from_share", "purpose.fading_months", "purpose.start_share",
    "workforce.authority_quit_slope", "workforce.authority_usual_share", "workforce.quits_per_year",
    "workforce.satisfaction_neutral", "workforce.satisfaction_points", "workforce.satisfaction_usual",
    "workforce.training_h_per_week"})


def range_errors(name: str, one: Range, kpis: Sequence[str] = ()) -> Iterator[Message]:
    """A message for each error of a range that shows without a scenario.

    Args:
        name: of the range; a dotted key, or any word if the range has keys.
        one: the range.
        kpis: names that are taken by measures.
    """
    if one.keys and (name in RESERVED or name in kpis or any(letter.isspace() for letter in name)):
        yield message("{name}: is taken, or has a space; give the range another name.", name=name)
    if not one.low < one.high:
        yield message("{name}: low {low} must be below high {high}.", name=name, low=number_text(one.low),
                      high=number_text(one.high))
    elif one.scale == "log" and one.low <= 0.0:
        yield message("{name}: low = {low}: a log scale has no value at or below 0.", name=name, low=number_text(one.low))
    elif one.by == "times" and one.low < 0.0:
        yield message("{name}: low = {low}: a factor is zero or more.", name=name, low=number_text(one.low))
    for key in keys_of(name, one):
        yield from _key_errors(name, one, key)


def _key_errors(name: str, one: Range, key: str) -> Iterator[Message]:
    row = declared_of(key)
    if row is None:
        path = key.split(".")
        yield unknown_key(path) if pattern(path) is None else message(
            "{key}: is a section, not a parameter; write a key in it, such as {example}.", key=key, example=_example(path))
    elif row.key.startswith("run."):
        yield message("{key}: is a setting of the run; a range is of a parameter of the centre.", key=key)
    elif row.many or row.what not in ("number", "whole number", DISTRIBUTION):
        yield message("{key}: is {what}; only a number or a distribution of durations has a range.", key=key,
                      what=_ARTICLES[row.what] if not row.many else message("a list"))
    elif one.low < one.high and one.by == "set":
        yield from _out_of_bounds(name, one, key, row)


_ARTICLES = {"yes or no": message("true or false"), "choice": message("a choice"), "text": message("a text"),
             "date": message("a date")}


def _example(path: Sequence[str]) -> str:
    below = sections()[pattern(path) or ""]
    return ".".join([*path, next((name for name in below if name != ANY_NAME), "NAME")])


def _out_of_bounds(name: str, one: Range, key: str, row: Declared) -> Iterator[Message]:
    low, high = (0.0, None) if row.what == DISTRIBUTION else (row.low, row.high)
    ends = message("from {low} to {high}", low=number_text(one.low), high=number_text(one.high))
    if row.what == DISTRIBUTION and one.low <= 0.0:
        yield message("{key}, {ends}: a mean duration must be above 0 s.", key=key, ends=ends)
    elif (low is not None and one.low < low) or (high is not None and one.high > high):
        yield message("{key}, {ends}: must lie in {range}.", key=key, ends=ends,
                      range=f"[{number_text(low)}, {number_text(high)}]{' ' if row.unit else ''}{row.unit}")
    elif is_whole(name, one) and not int(-(-one.low // 1)) < int(one.high // 1):
        yield message("{key}, {ends}: contains fewer than two whole numbers.", key=key, ends=ends)


def check_ranges(ranges: Ranges, scenarios: Sequence[Scenario]) -> None:
    """Check that each range changes something in the scenarios, and that no two change the same parameter.

    Args:
        ranges: that are varied, without the errors of `range_errors`.
        scenarios: of the experiment; the first is what the others are compared with.

    Raises:
        ConfigError: one line per error.
    """
    lines = [line for name, one in ranges.items() for line in _in_scenarios(name, one, scenarios)]
    owner: dict[str, str] = {}
    for name, one in ranges.items():
        for key, _ in matches(name, one, scenarios[0].resolved):
            if owner.setdefault(key, name) != name:
                lines.append(message("{key}: is in two ranges, {first} and {second}; leave one out.", key=key,
                                     first=owner[key], second=name))
    if lines:
        raise ConfigError(lines)


def _in_scenarios(name: str, one: Range, scenarios: Sequence[Scenario]) -> Iterator[Message]:
    for key in keys_of(name, one):
        alone = one.model_copy(update={"keys": (key,)})
        for scenario in scenarios:
            found = matches(name, alone, scenario.resolved)
            if not found:
                yield _missing(key, scenario)
                break
            wrong = next((line for there, now in found if (line := _cannot(there, now, one, _short(scenario))) is not None), None)
            if wrong is not None:
                yield wrong
                break
        else:
            off = {mechanism for scenario in scenarios if (mechanism := _off(key, scenario)) is not None}
            if off and all(_off(key, scenario) is not None for scenario in scenarios):
                yield message("{key}: would do nothing: {switch} is off. Switch it on, or leave the range out.", key=key,
                              switch=f"mechanisms.{min(off)}")


def _missing(key: str, scenario: Scenario) -> Message:
    """The message about a key of a contact type, group or play that a scenario lacks."""
    place: Any = scenario.resolved
    for part in key.split("."):
        if part not in place and part != ANY_NAME:
            return sentences(message("{key}: there is no {name} in scenario {scenario}.", key=key, name=part,
                                     scenario=_short(scenario)), did_you_mean(part, place))
        if part == ANY_NAME:
            break
        place = place[part]
    return message("{key}: there is none in scenario {scenario}.", key=key, scenario=_short(scenario))


def _short(scenario: Scenario) -> str:
    """A scenario's name without its overrides."""
    return scenario.name.split(",")[0]


def _cannot(key: str, now: Any, one: Range, scenario: str) -> Message | None:
    """The reason why a present value cannot be changed by a range."""
    row = declared_of(key)
    if now is None and one.by != "set":
        return message("{key}: is null in scenario {scenario}; only a range with `by: set` can change it.", key=key,
                       scenario=scenario)
    if row is not None and row.what == DISTRIBUTION:
        mean_s = parse_distribution(now).mean_s
        if not 0.0 < mean_s < float("inf"):
            return message("{key} = {value} in scenario {scenario}: its mean cannot be changed by a factor on its times.",
                           key=key, value=value_text(now), scenario=scenario)
        if one.by == "plus" and mean_s + one.low <= 0.0:
            return message("{key}: its mean of {mean} s in scenario {scenario} plus {low} s is not above 0.", key=key,
                           mean=number_text(mean_s), scenario=scenario, low=number_text(one.low))
    return None


def _off(key: str, scenario: Scenario) -> str | None:
    """The mechanism that a parameter needs, if it is off in a scenario."""
    mechanism = mechanism_of(key)
    return mechanism if mechanism is not None and not getattr(scenario.params.mechanisms, mechanism) else None


def mechanism_of(key: str) -> str | None:
    """The mechanism without which a parameter does nothing: the one that declares it; None if there is none."""
    named = pattern(key.split("."))
    return None if named is None or named in ACT_WHILE_OFF else _declaring().get(named)


@cache
def _declaring() -> Mapping[str, str]:
    """The mechanism that declares a parameter, by the parameter's key."""
    return {key: mechanism.name for mechanism in MECHANISMS for key in parameters_of(mechanism)}
