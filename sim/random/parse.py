"""A law of durations, written as one line of text in a scenario: `lognormal mean 300 s sigma 0.84`.

A text and not a mapping, because Hydra merges mappings: a what-if that changes the law would keep the keys of
the old one. Known are

    exactly 100 s                            exponential mean 180 s
    lognormal mean 300 s sigma 0.84          lognormal mean 300 s cv 1.0
    gamma mean 50 s shape 2                  gamma mean 50 s cv 0.7
    uniform 10 s to 20 s                     never

and mixtures of them, with weights that sum to one, in per cent or as 0.03, 0.22, 0.75:

    3 % exactly 0 s + 22 % exponential mean 70 s + 75 % exponential mean 1400 s

Units are s, min, h, days and weeks; without a unit, seconds. A number alone is exactly that many seconds.
"""

import difflib
import math
import re
from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Annotated, Any, NamedTuple

from pydantic import PlainSerializer, PlainValidator, WithJsonSchema

from sim.random.distributions import EXACTLY, EXPONENTIAL, GAMMA, LOGNORMAL, UNIFORM, Law
from sim.units import DAY_S, HOUR_S, MINUTE_S, WEEK_DAYS

_UNITS_S = {
    **dict.fromkeys(("s", "sec", "second", "seconds"), 1.0),
    **dict.fromkeys(("min", "minute", "minutes"), MINUTE_S),
    **dict.fromkeys(("h", "hour", "hours"), HOUR_S),
    **dict.fromkeys(("day", "days"), DAY_S),
    **dict.fromkeys(("week", "weeks"), DAY_S * WEEK_DAYS),
}
_LAWS = ("exactly", "exponential", "lognormal", "gamma", "uniform", "never")
_FORMS = {
    "exactly": "exactly 100 s",
    "exponential": "exponential mean 180 s",
    "lognormal": "lognormal mean 300 s sigma 0.84",
    "gamma": "gamma mean 50 s shape 2",
    "uniform": "uniform 10 s to 20 s",
}
_TOKEN = re.compile(r"\s*((?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:e[+-]?[0-9]+)?|[^\W\d_]+|\S)", re.IGNORECASE)
_COMMA = re.compile(r"[0-9]+,[0-9]+")
_HIGHEST_SIGMA = 10.0
_LOWEST_SHAPE, _HIGHEST_SHAPE = 0.01, 10_000.0
_WEIGHT_SLACK = 1e-9


class _Part(NamedTuple):
    """One component of a law; times in seconds. p2 is a sigma, a shape or the far end of a uniform law."""

    weight: float
    code: int
    p1: float
    p2: float = 0.0


def parse_law(value: Any) -> Law:
    """Read a law of durations.

    Args:
        value: a text as in the head of this file, a number of seconds, or a law already read.

    Raises:
        ValueError: one line that says which part is not understood, and what may stand there.

    >>> parse_law("Exponential mean 3 min")
    Law(text='exponential mean 180 s', rows=((1.0, 180.0, 0.0, 0.0, 0.0, 1.0),))
    >>> parse_law("exactly 3 mn")
    Traceback (most recent call last):
    ValueError: 'exactly 3 mn': 'mn' is no known unit; did you mean `min`? Known: s, min, h, days, weeks.
    """
    if isinstance(value, Law):
        return value
    if isinstance(value, bool) or not isinstance(value, (str, int, float)):
        form = _FORMS["exponential"]
        raise ValueError(f"{value!r} is no law of durations: write seconds, or `{form}`.")
    if isinstance(value, str):
        return _law(_parts(value))
    try:
        value_s = float(value)
    except OverflowError:
        raise ValueError(f"{value} s is too long; write `never` if it never ends.") from None
    if not value_s >= 0:
        raise ValueError(f"{value!r} s: a duration is zero or more.")
    return _law([_Part(1.0, EXACTLY, value_s)])


DurationLaw = Annotated[
    Law,
    PlainValidator(parse_law),
    PlainSerializer(lambda law: law.text, return_type=str),
    WithJsonSchema({"type": ["string", "number"], "examples": list(_FORMS.values())}),
]
"""A field of a params model that holds a law: validated from text or seconds, written back as text."""


# --- from parts to a law ---


def _law(parts: Sequence[_Part]) -> Law:
    total = math.fsum(part.weight for part in parts)
    if abs(total - 1.0) > _WEIGHT_SLACK:
        raise ValueError(f"the weights sum to {100 * total:.10g} %, not to 100 %: {_text(parts)!r}.")
    rows = []
    start = 0.0
    for i, part in enumerate(parts):
        to = math.fsum(p.weight for p in parts[: i + 1]) / total
        p3 = math.log(part.p1) - 0.5 * part.p2 * part.p2 if part.code == LOGNORMAL else 0.0
        rows.append((float(part.code), part.p1, part.p2, p3, start, to))
        start = to
    return Law(_text(parts), tuple(rows))


def _text(parts: Sequence[_Part]) -> str:
    if len(parts) == 1 and parts[0].weight == 1.0:
        return _part_text(parts[0])
    return " + ".join(f"{_percent(part.weight)} {_part_text(part)}" for part in parts)


def _part_text(part: _Part) -> str:
    p1, p2 = _number(part.p1), _number(part.p2)
    if part.code == EXACTLY:
        return f"exactly {p1} s" if part.p1 < math.inf else "never"
    if part.code == EXPONENTIAL:
        return f"exponential mean {p1} s"
    if part.code == LOGNORMAL:
        return f"lognormal mean {p1} s sigma {p2}"
    if part.code == GAMMA:
        return f"gamma mean {p1} s shape {p2}"
    return f"uniform {p1} s to {p2} s"


def _number(value: float) -> str:
    return repr(value).removesuffix(".0")


def _percent(weight: float) -> str:
    """The weight in per cent, in digits that read back as the same double."""
    return f"{(Decimal(repr(weight)) * 100).normalize():f} %"


# --- from text to parts ---


def _parts(text: str) -> list[_Part]:
    comma = _COMMA.search(text)
    if comma:
        raise ValueError(f"'{comma[0]}' has a comma: write {comma[0].replace(',', '.')} with a point.")
    tokens = _TOKEN.findall(text.lower())
    if not tokens:
        raise ValueError(f"the law is empty: write for example `{_FORMS['exponential']}`.")
    groups: list[list[str]] = [[]]
    for token in tokens:
        if token == "+":
            groups.append([])
        else:
            groups[-1].append(token)
    return [_part(_Reader(group), alone=len(groups) == 1) for group in groups]


class _Reader:
    """The words of one component, taken from the left."""

    def __init__(self, tokens: list[str]) -> None:
        self.text = " ".join(tokens)
        self._tokens = list(tokens)
        self._last = ""

    def peek(self, ahead: int = 0) -> str:
        return self._tokens[ahead] if ahead < len(self._tokens) else ""

    def take(self) -> str:
        self._last = self._tokens.pop(0) if self._tokens else ""
        return self._last

    def fault(self, wanted: str) -> ValueError:
        """What stands here is not what may stand here."""
        found = f"not '{self.peek()}'" if self.peek() else "but the text ends"
        where = f"after '{self._last}' " if self._last else ""
        return ValueError(f"'{self.text}': {where}{wanted} is expected, {found}.")

    def word(self, *allowed: str) -> str:
        if self.peek() not in allowed:
            raise self.fault(" or ".join(f"'{word}'" for word in allowed))
        return self.take()

    def number(self, wanted: str) -> float:
        if self.peek() == "-" and _is_number(self.peek(1)):
            raise ValueError(f"'{self.text}': {wanted} is never below zero (-{self.peek(1)}).")
        if not _is_number(self.peek()):
            raise self.fault(wanted)
        value = float(self.take())
        if math.isinf(value):
            raise ValueError(f"'{self.text}': {self._last} is too large for {wanted}.")
        return value

    def duration_s(self, wanted: str) -> tuple[float, bool]:
        """A number and its unit if it has one; whether it has."""
        value = self.number(wanted)
        unit = self.peek()
        if not unit.isalpha() or unit in ("to", "sigma", "cv", "shape"):
            return value, False
        if unit not in _UNITS_S:
            raise ValueError(
                f"'{self.text}': '{unit}' is no known unit{_nearest(unit, _UNITS_S)}"
                " Known: s, min, h, days, weeks."
            )
        self.take()
        value_s = value * _UNITS_S[unit]
        if math.isinf(value_s):
            raise ValueError(f"'{self.text}': too long for {wanted}; write `never` if it never ends.")
        return value_s, True

    def end(self) -> None:
        if self._tokens:
            rest = " ".join(self._tokens)
            raise ValueError(
                f"'{self.text}': '{rest}' is too much; the law ends before it ('+' joins two laws)."
            )


def _part(reader: _Reader, alone: bool) -> _Part:
    weight = 1.0
    name = reader.peek()
    if _is_number(name) or name == "-":
        if alone and reader.peek(1) not in ("%", *_LAWS):  # `100 s`, without the word exactly
            value_s, _ = reader.duration_s("a duration")
            reader.end()
            return _Part(1.0, EXACTLY, value_s)
        weight = _weight(reader)
        name = reader.peek()
    elif not alone and name in _LAWS:
        raise ValueError(
            f"'{reader.text}': a part of a mixture needs its weight, such as `25 % {reader.text}`."
        )
    if name not in _LAWS:
        if not name:
            where = f"after '{reader.text}'" if reader.text else "beside the '+'"
            raise ValueError(f"a law is missing {where}. Known: {', '.join(_LAWS)}.")
        raise ValueError(f"'{name}' is no known law{_nearest(name, _LAWS)} Known: {', '.join(_LAWS)}.")
    reader.take()
    code, p1, p2 = _READ[name](reader)
    reader.end()
    return _Part(weight, code, p1, p2)


def _weight(reader: _Reader) -> float:
    digits = reader.peek()
    weight = reader.number("a weight")
    if reader.peek() == "%":
        reader.take()
        weight = float(Decimal(digits) / 100)
    elif weight > 1.0:
        raise ValueError(
            f"'{reader.text}': the weight {digits} is above 1; write {digits} % if that is meant."
        )
    if weight > 1.0 + _WEIGHT_SLACK:
        raise ValueError(f"'{reader.text}': the weight {digits} % lies beyond 100 %.")
    return weight


def _mean_s(reader: _Reader) -> float:
    reader.word("mean")
    mean_s, _ = reader.duration_s("a mean duration")
    if mean_s <= 0.0:
        raise ValueError(f"'{reader.text}': the mean must be above zero; no time at all is `exactly 0 s`.")
    return mean_s


def _read_exponential(reader: _Reader) -> tuple[int, float, float]:
    return EXPONENTIAL, _mean_s(reader), 0.0


def _read_lognormal(reader: _Reader) -> tuple[int, float, float]:
    mean_s = _mean_s(reader)
    kind = reader.word("sigma", "cv")
    spread = reader.number(f"a number for {kind}")
    sigma = spread if kind == "sigma" else math.sqrt(math.log1p(spread * spread))
    if sigma > _HIGHEST_SIGMA:
        high = f"{_HIGHEST_SIGMA:g}"
        raise ValueError(f"'{reader.text}': sigma, the spread of the logarithm, must lie in [0, {high}].")
    return LOGNORMAL, mean_s, sigma


def _read_gamma(reader: _Reader) -> tuple[int, float, float]:
    mean_s = _mean_s(reader)
    kind = reader.word("shape", "cv")
    given = reader.number(f"a number for {kind}")
    shape = given if kind == "shape" else 1.0 / (given * given) if given > 0.0 else math.inf
    if not _LOWEST_SHAPE <= shape <= _HIGHEST_SHAPE:
        lowest, highest = (_LOWEST_SHAPE, _HIGHEST_SHAPE) if kind == "shape" else (0.01, 10.0)
        raise ValueError(f"'{reader.text}': {kind} must lie in [{lowest:g}, {highest:g}].")
    return GAMMA, mean_s, shape


def _read_uniform(reader: _Reader) -> tuple[int, float, float]:
    low_s, low_has_unit = reader.duration_s("the shortest duration")
    reader.word("to")
    high_s, high_has_unit = reader.duration_s("the longest duration")
    if low_has_unit != high_has_unit:
        raise ValueError(f"'{reader.text}': give both ends a unit, or neither (then they are seconds).")
    if high_s < low_s:
        raise ValueError(f"'{reader.text}': the longest duration is shorter than the shortest.")
    return UNIFORM, low_s, high_s


_READ: dict[str, Callable[[_Reader], tuple[int, float, float]]] = {
    "exactly": lambda reader: (EXACTLY, reader.duration_s("a duration")[0], 0.0),
    "exponential": _read_exponential,
    "lognormal": _read_lognormal,
    "gamma": _read_gamma,
    "uniform": _read_uniform,
    "never": lambda _: (EXACTLY, math.inf, 0.0),
}


def _is_number(token: str) -> bool:
    return re.match(r"\.?[0-9]", token) is not None


def _nearest(word: str, known: Any) -> str:
    close = difflib.get_close_matches(word, list(known), n=1)
    return f"; did you mean `{close[0]}`?" if close and word else "."
