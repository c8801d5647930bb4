"""Declarations of parameters: each once, with unit, range, meaning and the cure for a bad value."""

import functools
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, JsonValue
from pydantic_core import PydanticUndefined


class Quantities(BaseModel):
    """A frozen group of parameters; an unknown key is an error.

    Its validator is built when it is first used: most groups are only parts of others.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False, defer_build=True)


def quantity(unit: str, meaning: str, low: float | None = None, high: float | None = None, cure: str = "", *,
             mechanism: str = "", neutral: float = 0.0, default: Any = PydanticUndefined) -> Any:
    """Declare one parameter.

    Args:
        unit: unit of the value, as shown to a reader; empty for a pure number or a choice.
        meaning: what the number describes, in one line.
        low: smallest allowed value, in the unit.
        high: largest allowed value, in the unit.
        cure: what to write instead of a usual mistake.
        mechanism: the switch under `mechanisms` that this parameter needs; empty for none.
        neutral: the value that holds while that switch is off, in the unit.
        default: the value where a scenario gives none; only a plug-in's parameters have one.
    """
    extra: dict[str, JsonValue] = {"unit": unit, "cure": cure}
    if mechanism:
        extra |= {"mechanism": mechanism, "neutral": neutral}
    return Field(default, ge=low, le=high, description=meaning, json_schema_extra=extra)


PROB_CURE = "Write 74 % as 0.74."


def probability(meaning: str, cure: str = PROB_CURE, *, mechanism: str = "") -> Any:
    """Declare a probability or a share, 0 to 1, which is 0 while its mechanism is off."""
    return quantity("", meaning, 0, 1, cure, mechanism=mechanism)


@functools.cache
def plain_numbers(section: type[Quantities]) -> dict[str, type]:
    """Names and types of a section's plain numbers: float, int or bool that cannot be null."""
    contact_types: dict[Any, type] = {contact_type: contact_type for contact_type in (float, int, bool)}
    return {name: contact_types[field.annotation] for name,
            field in section.model_fields.items() if field.annotation in contact_types}


@functools.cache
def _switched(section: type[Quantities]) -> dict[str, tuple[str, Any]]:
    """Mechanism and neutral value of each parameter that can be switched off."""
    extras = {name: field.json_schema_extra for name, field in section.model_fields.items()}
    return {name: (str(extra["mechanism"]), extra["neutral"]) for name, extra in extras.items()
            if isinstance(extra, dict) and "mechanism" in extra}


def in_force(section: Quantities, mechanisms: Quantities) -> dict[str, Any]:
    """A section's plain numbers by name, with the neutral value of each whose mechanism is off."""
    numbers = {name: getattr(section, name) for name in plain_numbers(type(section))}
    off = {name: plain_numbers(type(section))[name](neutral) for name, (mechanism, neutral) in _switched(type(section)).items()
           if not getattr(mechanisms, mechanism)}
    return numbers | off


def _hour_of_day(value: Any) -> Any:
    """Read "17:30" as 17.5; return any other value unchanged, for validation as a number."""
    if isinstance(value, str) and value.count(":") == 1:
        hours, minutes = value.split(":")
        if hours.strip().isdigit() and minutes.strip().isdigit() and int(minutes) < 60:
            return int(hours) + int(minutes) / 60
    return value


Factor = Annotated[float, Field(ge=0, le=1e6)]
HourOfDay = Annotated[float, BeforeValidator(_hour_of_day), Field(ge=0, le=24)]
HOUR_CURE = "Write half past five in the afternoon as 17.5 or \"17:30\", in quotes: YAML reads a bare 17:00 as 1020."


def hour_of_day(meaning: str) -> Any:
    """Declare a time of day in hours since midnight."""
    return quantity("h", meaning, cure=HOUR_CURE)
