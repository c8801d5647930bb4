"""A visitor's state, in a form that fits into a link; and the two centres that it defines."""

import math
from collections.abc import Container, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any

from sim.app.levers import BY_NAME, LEVERS, QUESTIONS, Lever, Value
from sim.config.errors import ConfigError
from sim.config.scenario import Scenario, load, vary
from sim.execution.executors import raised
from sim.i18n.translate import LANGUAGES, Message, message

VIEWS: dict[str, Message] = {
    "answer": message("Answer"),
    "why": message("Why"),
    "instead": message("Alternatives"),
    "day": message("A day"),
    "years": message("Three years"),
    "sure": message("How certain"),
    "stage": message("Watch it"),
    "keep": message("Save and share"),
    "expert": message("All values"),
}
TODAY, WHAT_IF = "today", "what_if"
BY_DESCRIPTION, BY_LEVER, BY_EXPERT = "described in the app", "changed in the app", "set by an expert in the app"
MAX_EXPERT, LONGEST_VALUE = 50, 400
OVERRIDES: tuple[str, ...] = ()  # for tests, for instance a shorter year


@dataclass(frozen=True)
class State:
    """A visitor's state.

    Attributes:
        language: one of `LANGUAGES`.
        question: a key of `QUESTIONS`.
        view: one of `VIEWS`.
        values: shown values of levers, by name; only those that differ from base.
        expert: parameters set by hand, as YAML text by dotted key.
        unread: parts of the link that could not be read, by their name in it; reported until the next input.
    """

    language: str = "en"
    question: str = "cap"
    view: str = "answer"
    values: Mapping[str, Value] = field(default_factory=dict)
    expert: Mapping[str, str] = field(default_factory=dict)
    unread: Mapping[str, str] = field(default_factory=dict)


class InvalidValue(Exception):
    """Invalid values, by lever or key."""

    def __init__(self, about: dict[str, Message | str]) -> None:
        super().__init__(about)
        self.about = about


@cache
def base() -> Scenario:
    """The shipped base, composed once."""
    return load("base", OVERRIDES)


def usual(lever: Lever) -> Value:
    """A lever's value in base."""
    return lever.usual(base().resolved)


def asked(question: str) -> dict[str, Value]:
    """The levers as set by a question, without those that change nothing."""
    return {name: value for name, value in QUESTIONS[question].levers.items() if value != usual(BY_NAME[name])}


# --- links --------------------------------------------------------------------------------------------------


def from_link(query: Mapping[str, str]) -> State:
    """The state of a link, which may come from anywhere: parts that cannot be read are left out and noted in `unread`.

    Without levers in the link, the question's are used.
    """
    question = query.get("q", "cap") if query.get("q") in QUESTIONS else "cap"
    values = {lever.name: value for lever in LEVERS if (value := _read(lever, query.get(lever.name))) is not None}
    given = {key[2:]: text for key, text in query.items() if key.startswith("x.")}
    expert = dict([(key, text) for key, text in given.items() if len(text) <= LONGEST_VALUE][:MAX_EXPERT])
    is_bare = not values and "plain" not in query
    allowed: dict[str, Container[str]] = {"lang": LANGUAGES, "q": QUESTIONS, "view": VIEWS}
    unread = {name: text for name, text in query.items() if name in allowed and text not in allowed[name]}
    unread |= {lever.name: query[lever.name] for lever in LEVERS if lever.name in query and lever.name not in values}
    unread |= {f"x.{key}": text for key, text in given.items() if key not in expert}
    return State(
        language=query["lang"] if query.get("lang") in LANGUAGES else "en",
        question=question,
        view=query["view"] if query.get("view") in VIEWS else "answer",
        values=asked(question) if is_bare else values,
        expert=expert,
        unread=unread,
    )


def to_link(state: State) -> dict[str, str]:
    """The parameters of a state's link; usual values are left out."""
    query = {"lang": state.language, "q": state.question, "view": state.view}
    query |= {name: _written(value) for name, value in state.values.items() if value != usual(BY_NAME[name])}
    if not state.values and asked(state.question):
        query["plain"] = "1"
    return query | {f"x.{key}": text for key, text in state.expert.items()}


def _read(lever: Lever, text: str | None) -> Value | None:
    if text is None:
        return None
    if lever.options and isinstance(lever.options[0], str):
        return text if text in lever.options else None
    try:
        value = float(text)
    except ValueError:
        return None
    if lever.options:
        return value if value in lever.options else None
    return value if math.isfinite(value) else None


def _written(value: Value) -> str:
    return value if isinstance(value, str) else f"{value:.10g}"


# --- the two centres ----------------------------------------------------------------------------------------


def messages(values: Mapping[str, Value]) -> dict[str, str]:
    """A reason (`low`, `high` or `hours`) for each lever with an invalid value."""
    found = {}
    for name, value in values.items():
        lever = BY_NAME[name]
        if not lever.options and isinstance(value, float | int):
            if value < lever.low:
                found[name] = "low"
            elif value > lever.high:
                found[name] = "high"
    shown = {**{name: usual(BY_NAME[name]) for name in ("opens", "closes")}, **values}
    if float(shown["closes"]) - float(shown["opens"]) < 8.0 and not {"opens", "closes"} & found.keys():
        found["closes"] = "hours"
    return found


def pair(state: State, horizon_days: int | None = None) -> tuple[Scenario, Scenario]:
    """Today's centre, and the centre with the change.

    Raises:
        InvalidValue: levers or expert values that are invalid; a reason or a message for each.
    """
    found = messages(state.values)
    if found:
        raise InvalidValue(dict(found))
    run = {} if horizon_days is None else {"run.horizon_days": horizon_days}
    today = _with(base(), _group(state.values, "centre"), base(), TODAY, BY_DESCRIPTION, run)
    changed = _with(today, _group(state.values, "main", "more"), today, WHAT_IF, BY_LEVER, {})
    if state.expert:
        changed = _by_expert(changed, state.expert)
    return today, changed


def _group(values: Mapping[str, Value], *groups: str) -> dict[str, Value]:
    return {name: value for name, value in values.items() if BY_NAME[name].group in groups and value != usual(BY_NAME[name])}


def _with(scenario: Scenario, values: Mapping[str, Value], today: Scenario, name: str, by: str, run: dict[str, Any]) -> Scenario:
    changes: dict[str, Any] = dict(run)
    resolved: dict[str, Any] = dict(today.resolved)
    if {"opens", "closes"} <= values.keys():  # each depends on the other
        resolved["centre"] = {**resolved["centre"], "opens_h": float(values["opens"]), "closes_h": float(values["closes"])}
    for lever, value in values.items():
        changes |= BY_NAME[lever].write(value, resolved)
    try:
        return vary(scenario, changes, by, name)
    except ConfigError as error:
        raise InvalidValue({_about(str(one), values): one for one in error.messages}) from None


def _about(line: str, values: Mapping[str, Value]) -> str:
    """The lever whose parameter a message is about; the first one changed, if it names none."""
    return next((name for name in values if line.startswith(BY_NAME[name].key)), next(iter(values), ""))


def _by_expert(scenario: Scenario, expert: Mapping[str, str]) -> Scenario:
    """Set expert values one by one, so that each error is shown beside its key."""
    found: dict[str, Message | str] = {}
    values: dict[str, Any] = {}
    for key, text in expert.items():
        try:
            values[key] = value_of(text)
            vary(scenario, {key: values[key]}, BY_EXPERT)
        except Exception as error:  # whatever a value from outside does, it is reported beside its key
            found[key] = error.messages[0] if isinstance(error, ConfigError) else raised(error).why
    if not found:
        try:
            return vary(scenario, values, BY_EXPERT, scenario.name)
        except ConfigError as error:
            line = error.messages[0]
            found = {next((key for key in expert if str(line).startswith(key)), next(iter(expert))): line}
    raise InvalidValue(found)


def value_of(text: str) -> Any:
    """A value read as YAML: a number, a word, yes or no, null, or a list of these. Nothing in it is executed.

    Raises:
        ConfigError: malformed, or a mapping.
    """
    from sim.config.yaml_reader import parsed

    if len(text) > LONGEST_VALUE:
        raise ConfigError([_not_a_value(text)])
    value = parsed(text, text[:40])
    if isinstance(value, dict):
        raise ConfigError([_not_a_value(text)])
    return value


def _not_a_value(text: str) -> Message:
    return message("{text}: write a number, a word or a short list.", text=text[:40])


def moved(state: State, **changes: Any) -> State:
    """A copy of the state with changes."""
    return replace(state, **changes)
