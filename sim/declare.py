"""How a parameter is declared: once, with its unit, its range, its meaning and the cure for a bad value."""

import functools
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, JsonValue


class Quantities(BaseModel):
    """A frozen group of parameters; a key that it does not know is a fault, not a wish."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


def quantity(unit: str, meaning: str, low: float | None = None, high: float | None = None, cure: str = "", *,
             mechanism: str = "", neutral: float = 0.0) -> Any:
    """Declare one parameter.

    Args:
        unit: the unit of the value, as a reader would write it; empty for a pure number or a choice.
        meaning: what the number says about the centre, one line.
        low: smallest allowed value, in the unit.
        high: largest allowed value, in the unit.
        cure: what to write instead of the mistake that people make here.
        mechanism: the switch under `mechanisms` that this parameter needs; empty for none.
        neutral: the value that holds while that switch is off, in the unit.
    """
    extra: dict[str, JsonValue] = {"unit": unit, "cure": cure}
    if mechanism:
        extra |= {"mechanism": mechanism, "neutral": neutral}
    return Field(ge=low, le=high, description=meaning, json_schema_extra=extra)


PROB_CURE = "Write 74 % as 0.74."


def probability(meaning: str, cure: str = PROB_CURE, *, mechanism: str = "") -> Any:
    """Declare a chance or a share, 0 to 1, and 0 while its mechanism is off."""
    return quantity("", meaning, 0, 1, cure, mechanism=mechanism)


@functools.cache
def plain_numbers(section: type[Quantities]) -> dict[str, type]:
    """Name and type of a section's plain numbers (float, int or bool): no choices, distributions, lists, nor what may be null."""
    kinds: dict[Any, type] = {kind: kind for kind in (float, int, bool)}
    return {name: kinds[field.annotation] for name, field in section.model_fields.items() if field.annotation in kinds}


@functools.cache
def _switched(section: type[Quantities]) -> dict[str, tuple[str, Any]]:
    """Mechanism and neutral value of each parameter that has them."""
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
    """Read "17:30" as 17.5; leave all else to the number's own check."""
    if isinstance(value, str) and value.count(":") == 1:
        hours, minutes = value.split(":")
        if hours.strip().isdigit() and minutes.strip().isdigit() and int(minutes) < 60:
            return int(hours) + int(minutes) / 60
    return value


HourOfDay = Annotated[float, BeforeValidator(_hour_of_day), Field(ge=0, le=24)]
HOUR_CURE = "Write half past five in the afternoon as 17.5 or \"17:30\", in quotes: YAML reads a bare 17:00 as 1020."


def hour_of_day(meaning: str) -> Any:
    """Declare a time of day in hours since midnight."""
    return quantity("h", meaning, cure=HOUR_CURE)
