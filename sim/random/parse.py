"""Parsing of a duration distribution: text to components; the grammar stands in `sim.random.distributions`."""

import difflib
import math
import re
from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import NamedTuple

from pydantic import ValidationError

from sim.i18n.translate import Message, message, sentences
from sim.plugins import Distribution, PluginError, registered
from sim.random.tabulated import BadDistribution, quantile_table
from sim.units import DAY_S, HOUR_S, LONGEST_S, MINUTE_S, WEEK_DAYS

# Codes of the components; compiled code compares them with the first number of a row.
EXACTLY = 0
EXPONENTIAL = 1
LOGNORMAL = 2
GAMMA = 3
UNIFORM = 4
TABULATED = 5

_UNITS_S = {
    **dict.fromkeys(("s", "sec", "second", "seconds"), 1.0),
    **dict.fromkeys(("min", "minute", "minutes"), MINUTE_S),
    **dict.fromkeys(("h", "hour", "hours"), HOUR_S),
    **dict.fromkeys(("day", "days"), DAY_S),
    **dict.fromkeys(("week", "weeks"), DAY_S * WEEK_DAYS),
}
_DISTRIBUTIONS = ("exactly", "exponential", "lognormal", "gamma", "uniform", "never")
FORMS = {
    "exactly": "exactly 100 s",
    "exponential": "exponential mean 180 s",
    "lognormal": "lognormal mean 300 s sigma 0.84",
    "gamma": "gamma mean 50 s shape 2",
    "uniform": "uniform 10 s to 20 s",
}
_DURATION = message("a duration")
_TOKEN = re.compile(r"\s*((?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:e[+-]?[0-9]+)?|[^\W\d_]+|\S)", re.IGNORECASE)
_COMMA = re.compile(r"[0-9]+,[0-9]+")
_HIGHEST_SIGMA = 10.0
_LOWEST_SHAPE, _HIGHEST_SHAPE = 0.01, 10_000.0
WEIGHT_SLACK = 1e-9


class NotADistribution(ValueError):
    """The text is no duration distribution.

    Attributes:
        message: which part is not understood, and what is allowed there.
    """

    def __init__(self, error: Message) -> None:
        self.message = error
        super().__init__(error)

    def __str__(self) -> str:
        return str(self.message)


class Part(NamedTuple):
    """One component of a distribution; times in seconds. p2 is a sigma, a shape or the far end of a uniform distribution.

    Of a plug-in's distribution p1 is the mean, `text` its normal form and `quantiles` its table, see `sim.random.tabulated`.
    """

    weight: float
    code: int
    p1: float
    p2: float = 0.0
    text: str = ""
    quantiles: tuple[float, ...] = ()


def parts_of(text: str) -> list[Part]:
    """The components of a distribution, in the order of the text.

    Raises:
        NotADistribution: with one message: which part is not understood, and what is allowed there.
    """
    comma = _COMMA.search(text)
    if comma:
        raise NotADistribution(message("'{number}' has a comma: write {right} with a point.", number=comma[0],
                                       right=comma[0].replace(",", ".")))
    tokens = _TOKEN.findall(text.lower())
    if not tokens:
        raise NotADistribution(message("the distribution is empty: write for example `{form}`.", form=FORMS["exponential"]))
    groups: list[list[str]] = [[]]
    for token in tokens:
        if token == "+":
            groups.append([])
        else:
            groups[-1].append(token)
    return [_part(_Reader(group), alone=len(groups) == 1) for group in groups]


class _Reader:
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
        if self.peek() == "-" and _is_number(self.peek(1)):
            raise NotADistribution(message("'{text}': {wanted} is never below zero (-{number}).", text=self.text,
                                           wanted=wanted, number=self.peek(1)))
        if not _is_number(self.peek()):
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
        if not unit.isalpha() or unit in ("to", "sigma", "cv", "shape", before):
            return self._limited(value), False
        if unit not in _UNITS_S:
            raise NotADistribution(sentences(
                message("'{text}': '{unit}' is no known unit.", text=self.text, unit=unit), _nearest(unit, _UNITS_S),
                message("Known: {names}.", names="s, min, h, days, weeks")))
        self.take()
        return self._limited(value * _UNITS_S[unit]), True

    def _limited(self, value_s: float) -> float:
        if value_s > LONGEST_S:
            raise NotADistribution(message("'{text}': longer than 1000 years; write `never` if it never ends.", text=self.text))
        return value_s

    def end(self) -> None:
        if self._tokens:
            rest = " ".join(self._tokens)
            raise NotADistribution(message("'{text}': '{rest}' is too much; the distribution ends before it ('+' joins two).",
                                           text=self.text, rest=rest))


def _part(reader: _Reader, alone: bool) -> Part:
    weight = 1.0
    name = reader.peek()
    if _is_number(name) or name == "-":
        if alone and reader.peek(1) not in ("%", *known_names()):  # `100 s`, without the word exactly
            value_s, _ = reader.duration_s(_DURATION)
            reader.end()
            return Part(1.0, EXACTLY, value_s)
        weight = _weight(reader)
        name = reader.peek()
    elif not alone and name in known_names():
        raise NotADistribution(message("'{text}': a part of a mixture needs its weight, such as `25 % {text}`.",
                                       text=reader.text))
    if name not in known_names():
        known = message("Known: {names}.", names=", ".join(known_names()))
        if not name:
            raise NotADistribution(sentences(
                message("a distribution is missing after '{text}'.", text=reader.text) if reader.text else
                message("a distribution is missing beside the '+'."), known))
        raise NotADistribution(sentences(message("'{name}' is no known distribution.", name=name), _nearest(name, known_names()),
                                         known))
    reader.take()
    if name not in _READ:
        return _read_outside(reader, registered("distribution")[name], weight)
    code, p1, p2 = _READ[name](reader)
    reader.end()
    return Part(weight, code, p1, p2)


def known_names() -> tuple[str, ...]:
    """The names of our distributions, and of those of plug-ins."""
    outside = registered("distribution")
    for name in outside.keys() & {*_DISTRIBUTIONS}:
        raise PluginError(message("plug-in {name}: the simulator itself uses this name.", name=name))
    return (*_DISTRIBUTIONS, *outside)


def _read_outside(reader: _Reader, plugin: Distribution, weight: float) -> Part:
    """A plug-in's distribution: each parameter's word and value, in the order of their declaration."""
    values: dict[str, float] = {}
    words = {field: field.removesuffix("_s") for field in plugin.parameters.model_fields}
    following = [*list(words.values())[1:], ""]
    text = plugin.name
    for (field, word), next_word in zip(words.items(), following, strict=True):
        reader.word(word)
        wanted = message("a number for {name}", name=word)
        values[field] = reader.duration_s(wanted, next_word)[0] if word != field else reader.number(wanted)
        text += f" {word} {number_text(values[field])}" + " s" * (word != field)
    reader.end()
    try:
        own = plugin.parameters(**values)
        quantiles = quantile_table(plugin, own)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        raise NotADistribution(message("'{text}': {name}: {why}.", text=reader.text, name=words[str(first["loc"][0])],
                                       why=first["msg"])) from None
    except BadDistribution as error:
        raise NotADistribution(message("'{text}': {fault}", text=reader.text, fault=error.args[0])) from None
    return Part(weight, TABULATED, float(plugin.mean(own)), 0.0, text, quantiles)


def number_text(value: float) -> str:
    """A number in the normal form of a distribution's text.

    >>> number_text(300.0), number_text(0.84)
    ('300', '0.84')
    """
    return repr(value).removesuffix(".0")


def _weight(reader: _Reader) -> float:
    digits = reader.peek()
    weight = reader.number(message("a weight"))
    if reader.peek() == "%":
        reader.take()
        weight = float(Decimal(digits) / 100)
    elif weight > 1.0:
        raise NotADistribution(message("'{text}': the weight {weight} is above 1; write {weight} % if that is meant.",
                                       text=reader.text, weight=digits))
    if weight > 1.0 + WEIGHT_SLACK:
        raise NotADistribution(message("'{text}': the weight {weight} % lies beyond 100 %.", text=reader.text, weight=digits))
    return weight


def _mean_s(reader: _Reader) -> float:
    reader.word("mean")
    mean_s, _ = reader.duration_s(message("a mean duration"))
    if mean_s <= 0.0:
        raise NotADistribution(message("'{text}': the mean must be above zero; no time at all is `exactly 0 s`.",
                                       text=reader.text))
    return mean_s


def _read_exponential(reader: _Reader) -> tuple[int, float, float]:
    return EXPONENTIAL, _mean_s(reader), 0.0


def _read_lognormal(reader: _Reader) -> tuple[int, float, float]:
    mean_s = _mean_s(reader)
    kind = reader.word("sigma", "cv")
    spread = reader.number(message("a number for {name}", name=kind))
    sigma = spread if kind == "sigma" else math.sqrt(math.log1p(spread * spread))
    if sigma > _HIGHEST_SIGMA:
        raise NotADistribution(message("'{text}': sigma, the spread of the logarithm, must lie in {range}.", text=reader.text,
                                       range=f"[0, {_HIGHEST_SIGMA:g}]"))
    return LOGNORMAL, mean_s, sigma


def _read_gamma(reader: _Reader) -> tuple[int, float, float]:
    mean_s = _mean_s(reader)
    kind = reader.word("shape", "cv")
    given = reader.number(message("a number for {name}", name=kind))
    shape = given if kind == "shape" else 1.0 / (given * given) if given > 0.0 else math.inf
    if not _LOWEST_SHAPE <= shape <= _HIGHEST_SHAPE:
        lowest, highest = (_LOWEST_SHAPE, _HIGHEST_SHAPE) if kind == "shape" else (0.01, 10.0)
        raise NotADistribution(message("'{text}': {name} must lie in {range}.", text=reader.text, name=kind,
                                       range=f"[{lowest:g}, {highest:g}]"))
    return GAMMA, mean_s, shape


def _read_uniform(reader: _Reader) -> tuple[int, float, float]:
    low_s, low_has_unit = reader.duration_s(message("the shortest duration"))
    reader.word("to")
    high_s, high_has_unit = reader.duration_s(message("the longest duration"))
    if low_has_unit != high_has_unit:
        raise NotADistribution(message("'{text}': give both ends a unit, or neither (then they are seconds).",
                                       text=reader.text))
    if high_s < low_s:
        raise NotADistribution(message("'{text}': the longest duration is shorter than the shortest.", text=reader.text))
    return UNIFORM, low_s, high_s


_READ: dict[str, Callable[[_Reader], tuple[int, float, float]]] = {
    "exactly": lambda reader: (EXACTLY, reader.duration_s(_DURATION)[0], 0.0),
    "exponential": _read_exponential,
    "lognormal": _read_lognormal,
    "gamma": _read_gamma,
    "uniform": _read_uniform,
    "never": lambda _: (EXACTLY, math.inf, 0.0),
}


def _is_number(token: str) -> bool:
    return re.match(r"\.?[0-9]", token) is not None


def _nearest(word: str, known: Iterable[str]) -> Message | None:
    close = difflib.get_close_matches(word, list(known), n=1)
    return message("Did you mean `{near}`?", near=close[0]) if close and word else None
