"""How a parameter is declared: once, with its unit, its range, its meaning and the cure for a bad value."""

from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, JsonValue


class Quantities(BaseModel):
    """A frozen group of parameters; a key that it does not know is a fault, not a wish."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


def quantity(unit: str, meaning: str, low: float | None = None, high: float | None = None, cure: str = "") -> Any:
    """Declare one parameter.

    Args:
        unit: the unit of the value, as a reader would write it; empty for a pure number or a choice.
        meaning: what the number says about the centre, one line.
        low: smallest allowed value, in the unit.
        high: largest allowed value, in the unit.
        cure: what to write instead of the mistake that people make here.
    """
    extra: dict[str, JsonValue] = {"unit": unit, "cure": cure}
    return Field(ge=low, le=high, description=meaning, json_schema_extra=extra)


PROB_CURE = "Write 74 % as 0.74."


def probability(meaning: str, cure: str = PROB_CURE) -> Any:
    """Declare a chance or a share, 0 to 1."""
    return quantity("", meaning, 0, 1, cure)


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
