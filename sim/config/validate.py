"""Validation of values against the declarations of `sim.params`: the parameters, or a message per error."""

import re
from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel, TypeAdapter, ValidationError

from sim.config import constraints_workforce  # noqa: F401  its checks register themselves beside those of constraints
from sim.config.constraints import violations
from sim.config.errors import MAX_MESSAGES, Path, first_of, key_text, nearest, unknown_key, value_text
from sim.i18n.translate import Message, message, sentences
from sim.params import Params, Run
from sim.params.catalogue import ANY_NAME, Declared, declared, number_text, params_model, pattern, sections
from sim.random.distributions import NotADistribution, parse_distribution
from sim.units import DAY_S, HOUR_S, MINUTE_S, WEEK_DAYS

_SECONDS = {"s": 1.0, "min": MINUTE_S, "h": HOUR_S, "days": DAY_S, "weeks": WEEK_DAYS * DAY_S}
_COMMA = re.compile(r"\s*([+-]?\d+),(\d+)\s*")
_LEADING_ZERO = re.compile(r"[+-]?0[0-9]+")        # an octal number in YAML, another one elsewhere
_PERCENT = re.compile(r"\s*([+-]?\d+(?:\.\d+)?)\s*%\s*")


def validated(values: Mapping[str, Any], run_values: Any) -> tuple[Params | None, Run | None, list[Message]]:
    """The parameters of a centre and the settings of a run, or all their errors.

    Args:
        values: the centre's sections, without sources.
        run_values: the section `run`.

    Returns:
        Both and no message, or None for both and a message per error.
    """
    model = params_model()
    parts, found = _parts(model, values, ())
    run_parts, run_found = _parts(Run, run_values, ("run",))
    messages = [*coercions({**values, "run": run_values}), *found, *run_found,
                *violations(model.model_construct(**parts), frozenset(parts))]
    if messages:
        return None, None, messages
    return model(**parts), Run(**run_parts), []


def _parts(model: type[BaseModel], plain: Any, path: tuple[str, ...]) -> tuple[dict[str, Any], list[Message]]:
    """The valid sections of a model, and a message for each error of the others."""
    if not isinstance(plain, Mapping):
        return {}, [message("{key} = {value}: expected keys.", key=".".join(path), value=value_text(plain))]
    try:
        whole = model.model_validate(dict(plain))
        return {name: getattr(whole, name) for name in model.model_fields}, []
    except ValidationError as error:
        errors = error.errors(include_url=False)
    messages = first_of([_of_pydantic({**error, "loc": (*path, *error["loc"])}) for error in errors[:MAX_MESSAGES]],
                        len(errors[MAX_MESSAGES:]))
    wrong = {error["loc"][0] for error in errors if error["loc"]}
    types: dict[str, Any] = {name: field.annotation for name, field in model.model_fields.items()}
    right = {name: TypeAdapter(types[name]).validate_python(plain[name])
             for name in types if name in plain and name not in wrong}
    return right, messages


def coercions(plain: Mapping[Any, Any], path: tuple[str, ...] = ()) -> list[Message]:
    """Messages about coercions that pydantic would do silently and no user intends: true or 80.000 as a number, 5 as a date."""
    messages: list[Message] = []
    for name, value in plain.items():
        here = (*path, str(name))
        if isinstance(value, Mapping):
            messages += coercions(value, here)
            continue
        row = declared().get(pattern(here) or "")
        if row is None:
            continue
        items: list[tuple[Path, Any]] = [(here, value)]
        if isinstance(value, (list, tuple)):
            items = [((*here, i), item) for i, item in enumerate(value)]
        for where, item in items:
            not_a_number = row.what in ("number", "whole number") and isinstance(item, bool)
            not_a_date = row.what == "date" and isinstance(item, (int, float))
            is_octal = row.what in ("number", "whole number") and isinstance(item, str) and _LEADING_ZERO.fullmatch(item.strip())
            not_surely_whole = _may_be_thousands(item, row) and item.is_integer()  # pydantic reports other fractions
            if not_a_number or not_a_date or is_octal or not_surely_whole:
                messages.append(_wrong_type(where, item, row))
    return messages


def _may_be_thousands(value: Any, row: Declared) -> bool:
    """Whether the point of a whole number may separate thousands, as in 80.000; it cannot in 1e5, nor in 80000.0."""
    return (row.what == "whole number" and isinstance(value, float) and 1 <= value < 1000 and (value * 1000).is_integer()
            and (row.high is None or value * 1000 <= row.high))


# --- one value ----------------------------------------------------------------------------------------------


def _of_pydantic(error: Mapping[str, Any]) -> Message:
    """pydantic's errors as messages in the terms of the file."""
    path: Path = tuple(error["loc"])
    error_type, value = str(error["type"]), error["input"]
    names = [str(part) for part in path if not isinstance(part, int)]
    if path and path[-1] == "[key]":
        return message("{key}: a name must be a text; put it in quotes.", key=key_text(path[:-1]))
    if error_type == "extra_forbidden":
        return unknown_key(names)
    row = declared().get(pattern(names) or "")
    if error_type == "missing":
        return _missing(key_text(path), row)
    if row is None:
        return _not_a_section(path, value, [
            name for name in sections().get(pattern(names) or "", ()) if name != ANY_NAME])
    if error_type in ("greater_than_equal", "less_than_equal", "greater_than", "less_than"):
        return _out_of_range(path, value, row, open_end=error_type == "less_than")
    cause = error.get("ctx", {}).get("error")
    if isinstance(cause, NotADistribution):
        return message("{key}: {fault}", key=key_text(path), fault=cause.message)
    return _wrong_type(path, value, row)


def _missing(key: str, row: Declared | None) -> Message:
    if row is None:
        return message("{key}: missing.", key=key)
    if not row.unit:
        return message("{key}: missing; {meaning}.", key=key, meaning=Message(row.meaning, {}))
    return message("{key}: missing; {meaning} [{unit}].", key=key, meaning=Message(row.meaning, {}), unit=row.unit)


def _not_a_section(path: Path, value: Any, known: list[str]) -> Message:
    key, shown = key_text(path), value_text(value)
    if not known:
        return message("{key} = {value}: expected names, each with its keys.", key=key, value=shown)
    keys = ", ".join(known[:4]) + (", …" if len(known) > 4 else "")
    return message("{key} = {value}: expected keys: {keys}.", key=key, value=shown, keys=keys)


def _out_of_range(path: Path, value: Any, row: Declared, open_end: bool) -> Message:
    low, high = number_text(row.low), number_text(row.high)
    key, shown = key_text(path), f"{value_text(value)} {row.unit}".rstrip()
    if row.low is not None and row.high is not None:
        allowed = message("{key} = {value}: must lie in {range}.", key=key, value=shown,
                          range=f"[{low}, {high}{')' if open_end else ']'}")
    elif row.high is None:
        allowed = message("{key} = {value}: must be at least {low}.", key=key, value=shown, low=low)
    else:
        allowed = message("{key} = {value}: must be at most {high}.", key=key, value=shown, high=high)
    return sentences(allowed, _cure(row))


def _wrong_type(path: Path, value: Any, row: Declared) -> Message:
    """The message about a value of the wrong type."""
    key, shown = key_text(path), repr(value) if _may_be_thousands(value, row) else value_text(value)
    if row.choices:
        near = nearest(str(value), row.choices)
        return sentences(
            message("{key} = {value}: must be one of {choices}.", key=key, value=shown, choices=", ".join(row.choices)),
            None if near is None else message("Did you mean `{near}`?", near=near), _cure(row))
    if row.many and not isinstance(path[-1], int):
        expected = _A_LIST[row.what]
    elif row.unit and row.what != "distribution":
        expected = message("{what} in {unit}", what=_ONE[row.what], unit=row.unit)
    else:
        expected = _ONE[row.what]
    return sentences(message("{key} = {value}: expected {expected}.", key=key, value=shown, expected=expected),
                     _cure_of_text(value, row))


_ONE = {
    "number": message("a number"), "whole number": message("a whole number"), "yes or no": message("true or false"),
    "text": message("a text"), "distribution": message("a distribution of durations"),
    "date": message("a date such as 2026-01-05"),
}
_A_LIST = {
    "number": message("a list of numbers in [ ]"), "whole number": message("a list of whole numbers in [ ]"),
    "yes or no": message("a list of true or false in [ ]"), "text": message("a list of texts in [ ]"),
    "distribution": message("a list of distributions in [ ]"), "date": message("a list of dates in [ ]"),
}


def _cure(row: Declared) -> Message | None:
    """The parameter's cure: what to write instead of a usual mistake."""
    return Message(row.cure, {}) if row.cure else None


def _cure_of_text(value: Any, row: Declared) -> Message | None:
    """The cure of a text such as `1,5`, `74 %` or `4 min`, or of a number such as 80.000; else the parameter's own cure."""
    if _may_be_thousands(value, row):
        thousands = f"{value * 1000:.0f}"
        if not value.is_integer():
            return message("If the point separates thousands, write {thousands}.", thousands=thousands)
        return message("Write {number}, or {thousands} if the point separates thousands.", number=f"{value:.0f}",
                       thousands=thousands)
    if not isinstance(value, str) or row.what not in ("number", "whole number"):
        return _cure(row)
    comma, percent = _COMMA.fullmatch(value), _PERCENT.fullmatch(value)
    if _LEADING_ZERO.fullmatch(value.strip()):
        return message("Write {number}, without a zero before it.", number=str(int(value)))
    if comma:
        return message("Decimal comma: write {number}.", number=f"{comma[1]}.{comma[2]}")
    if percent and not row.unit:
        return _cure_of_percent(float(percent[1]), value.strip(), row)
    if row.unit in _SECONDS and any(letter.isalpha() for letter in value):
        try:
            duration_s = parse_distribution(value).mean_s
        except ValueError:
            return _cure(row)
        return message("Write {text} as {number}.", text=value.strip(), number=f"{duration_s / _SECONDS[row.unit]:.6g}")
    return _cure(row)


def _cure_of_percent(percent: float, text: str, row: Declared) -> Message:
    """The cure of a percentage: of a share, or of a factor, which may be meant as a change."""
    number = f"{percent / 100:.6g}"
    if "factor" not in row.key.rsplit(".", 1)[-1] or (row.high is not None and row.high <= 1):
        return message("Write {text} as {number}.", text=text, number=number)
    if percent > 100:
        return message("As a factor {percent} % is {number}; an increase by {change} % is {number} too.",
                       percent=f"{percent:.6g}", number=number, change=f"{percent - 100:.6g}")
    if percent >= 0:
        return message("As a factor {percent} % is {number}; an increase by {percent} % is {more}.",
                       percent=f"{percent:.6g}", number=number, more=f"{1 + percent / 100:.6g}")
    return message("As a factor, a decrease by {change} % is {less}.", change=f"{-percent:.6g}", less=f"{1 + percent / 100:.6g}")
