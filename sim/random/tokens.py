"""The words of a duration distribution's text, read from the left; the grammar stands in `sim.random.distributions`."""

import difflib
import math
import re
from collections.abc import Iterable
from typing import Any

from sim.i18n.translate import Message, message, sentences
from sim.units import DAY_S, HOUR_S, LONGEST_S, MINUTE_S, WEEK_DAYS

_UNITS_S = {
    **dict.fromkeys(("s", "sec", "second", "seconds"), 1.0),
    **dict.fromkeys(("min", "minute", "minutes"), MINUTE_S),
    **dict.fromkeys(("h", "hour", "hours"), HOUR_S),
    **dict.fromkeys(("day", "days"), DAY_S),
    **dict.fromkeys(("week", "weeks"), DAY_S * WEEK_DAYS),
}
_LONGEST_SHOWN = 200           # characters of a text in a message
# Words that may follow a number without a unit.
_WORDS = ("to", "sigma", "cv", "shape", "shapes", "sd", "phases", "mode", "and", "between", "above", "below", "plus")
TOKEN = re.compile(r"\s*((?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:e[+-]?[0-9]+)?|[^\W\d_]+|\S)", re.IGNORECASE)
COMMA = re.compile(r"[0-9]+,[0-9]+")


class NotADistribution(ValueError):
    """The text is no duration distribution.

    Attributes:
        message: which part is not understood, and what is allowed there; without the ends of long texts.
    """

    def __init__(self, error: Message) -> None:
        self.message = _shortened(error)
        super().__init__(self.message)

    def __str__(self) -> str:
        return str(self.message)


class Reader:
    """Reader of the words of one component, from the left."""

    def __init__(self, tokens: list[str]) -> None:
        self.text = " ".join(tokens)
        self._tokens = list(tokens)
        self._last = ""

    def peek(self, ahead: int = 0) -> str:
        return self._tokens[ahead] if ahead < len(self._tokens) else ""

    def take(self) -> str:
        self._last = self._tokens.pop(0) if self._tokens else ""
        return self._last

    def error(self, wanted: Message | str) -> NotADistribution:
        """The error for the word at the present position."""
        values = {"text": self.text, "last": self._last, "wanted": wanted, "found": self.peek()}
        if self._last and self.peek():
            return NotADistribution(message("'{text}': after '{last}' {wanted} is expected, not '{found}'.", **values))
        if self._last:
            return NotADistribution(message("'{text}': after '{last}' {wanted} is expected, but the text ends.", **values))
        if self.peek():
            return NotADistribution(message("'{text}': {wanted} is expected, not '{found}'.", **values))
        return NotADistribution(message("'{text}': {wanted} is expected, but the text ends.", **values))

    def word(self, *allowed: str) -> str:
        if self.peek() not in allowed:
            first, *second = allowed
            raise self.error(message("'{first}' or '{second}'", first=first, second=second[0]) if second else f"'{first}'")
        return self.take()

    def number(self, wanted: Message) -> float:
        if self.peek() == "-" and is_number(self.peek(1)):
            raise NotADistribution(message("'{text}': {wanted} is never below zero (-{number}).", text=self.text,
                                           wanted=wanted, number=self.peek(1)))
        if not is_number(self.peek()):
            raise self.error(wanted)
        value = float(self.take())
        if math.isinf(value):
            raise NotADistribution(message("'{text}': {number} is too large for {wanted}.", text=self.text, number=self._last,
                                           wanted=wanted))
        return value

    def duration_s(self, wanted: Message, before: str = "") -> tuple[float, bool]:
        """A duration [s], and whether it has a unit; without one, the word `before` may follow."""
        value = self.number(wanted)
        unit = self.peek()
        if not unit.isalpha() or unit in (*_WORDS, before):
            return self._limited(value), False
        if unit not in _UNITS_S:
            raise NotADistribution(sentences(
                message("'{text}': '{unit}' is no known unit.", text=self.text, unit=unit), nearest(unit, _UNITS_S),
                message("Known: {names}.", names="s, min, h, days, weeks")))
        self.take()
        return self._limited(value * _UNITS_S[unit]), True

    def _limited(self, value_s: float) -> float:
        if value_s > LONGEST_S:
            raise NotADistribution(message("'{text}': longer than 1000 years; write `never` if it never ends.", text=self.text))
        return value_s

    def bracket(self) -> list[str]:
        """The words between an opening bracket, which is next, and the one that closes it."""
        level = 0
        for at, token in enumerate(self._tokens):
            level += (token == "(") - (token == ")")
            if level == 0:
                inside, self._tokens, self._last = self._tokens[1:at], self._tokens[at + 1:], ")"
                return inside
        raise NotADistribution(message("'{text}': a bracket is not closed.", text=self.text))

    def end(self) -> None:
        if self._tokens:
            rest = " ".join(self._tokens)
            raise NotADistribution(message("'{text}': '{rest}' is too much; the distribution ends before it ('+' joins two).",
                                           text=self.text, rest=rest))


def _shortened(value: Any) -> Any:
    """A message whose texts are without their ends, if they are long."""
    if isinstance(value, Message):
        return Message(value.id, {name: _shortened(part) for name, part in value.values.items()})
    return f"{value[:_LONGEST_SHOWN]}…" if isinstance(value, str) and len(value) > _LONGEST_SHOWN else value


def is_number(token: str) -> bool:
    return re.match(r"\.?[0-9]", token) is not None


def nearest(word: str, known: Iterable[str]) -> Message | None:
    close = difflib.get_close_matches(word, list(known), n=1)
    return message("Did you mean `{near}`?", near=close[0]) if close and word else None
