"""Parsing of a duration distribution: text to terms; the grammar stands in `sim.random.distributions`."""

import math
from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import NamedTuple

from sim.i18n.translate import message, sentences
from sim.random.components import EXACTLY, Part, few, longer, number_text, shifted, shorter, truncated
from sim.random.families import FORMS, Read, known_names, read
from sim.random.tokens import COMMA, TOKEN, NotADistribution, Reader, is_number, nearest

WEIGHT_SLACK = 1e-9
MAX_LENGTH = 10_000            # characters of a distribution's text
_MAX_DEPTH = 8
_DURATION = message("a duration")
_LIMITS = ("between", "above", "below")


class Term(NamedTuple):
    """One term of a mixture: its weight, its text in normal form, and its components, whose weights sum to one."""

    weight: float
    text: str
    parts: tuple[Part, ...]


def terms_of(text: str) -> list[Term]:
    """The terms of a distribution, in the order of the text.

    Raises:
        NotADistribution: with one message: which part is not understood, and what is allowed there.
    """
    if len(text) > MAX_LENGTH:
        raise NotADistribution(message("a text of {n} characters; a distribution has at most {most}.", n=len(text),
                                       most=MAX_LENGTH))
    comma = COMMA.search(text)
    if comma:
        raise NotADistribution(message("'{number}' has a comma: write {right} with a point.", number=comma[0],
                                       right=comma[0].replace(",", ".")))
    tokens = TOKEN.findall(text.lower())
    if not tokens:
        raise NotADistribution(message("the distribution is empty: write for example `{form}`.", form=FORMS["exponential"]))
    return _mixture(tokens, 0)


def checked(terms: Sequence[Term]) -> float:
    """The sum of the weights, which is one but for roundings.

    Raises:
        NotADistribution: if it is not.
    """
    total = math.fsum(term.weight for term in terms)
    if abs(total - 1.0) > WEIGHT_SLACK:
        raise NotADistribution(message("the weights sum to {total} %, not to 100 %: '{text}'.", total=f"{100 * total:.10g}",
                                       text=text_of(terms)))
    return total


def text_of(terms: Sequence[Term]) -> str:
    """The distribution in normal form."""
    if len(terms) == 1 and terms[0].weight == 1.0:
        return terms[0].text
    return " + ".join(f"{_percent(term.weight)} {term.text}" for term in terms)


def components(terms: Sequence[Term]) -> list[Part]:
    """The components of all terms; weights as they stand.

    Raises:
        NotADistribution: if they are too many.
    """
    return few(part._replace(weight=term.weight * part.weight) for term in terms for part in term.parts)


def _mixture(tokens: Sequence[str], depth: int) -> list[Term]:
    groups: list[list[str]] = [[]]
    level = 0
    for token in tokens:
        level += (token == "(") - (token == ")")
        if token == "+" and level == 0:
            groups.append([])
        else:
            groups[-1].append(token)
    terms = [_term(Reader(group), len(groups) == 1, depth) for group in groups]
    checked(terms)
    return terms


def _term(reader: Reader, alone: bool, depth: int) -> Term:
    weight = 1.0
    name = reader.peek()
    if is_number(name) or name == "-":
        if alone and reader.peek(1) not in ("%", "(", *known_names()):  # `100 s`, without the word exactly
            value_s, _ = reader.duration_s(_DURATION)
            exactly = f"exactly {number_text(value_s)} s", [Part(1.0, EXACTLY, value_s)]
            text, parts = _with_limits(reader, exactly)
            reader.end()
            return Term(1.0, text, tuple(parts))
        weight = _weight(reader)
    elif not alone and name in ("(", *known_names()):
        raise NotADistribution(message("'{text}': a part of a mixture needs its weight, such as `25 % {text}`.",
                                       text=reader.text))
    text, parts = _single(reader, depth)
    reader.end()
    return Term(weight, text, tuple(parts))


def _single(reader: Reader, depth: int) -> Read:
    """A named distribution, an operation or a mixture in brackets, with limits and shifts behind it."""
    name = reader.peek()
    if name == "(":
        inner = _mixture(reader.bracket(), _deeper(reader, depth))
        return _with_limits(reader, (f"({text_of(inner)})", components(inner)))
    if name not in known_names():
        known = message("Known: {names}.", names=", ".join(known_names()))
        if not name:
            raise NotADistribution(sentences(
                message("a distribution is missing after '{text}'.", text=reader.text) if reader.text else
                message("a distribution is missing beside the '+'."), known))
        raise NotADistribution(sentences(message("'{name}' is no known distribution.", name=name), nearest(name, known_names()),
                                         known))
    reader.take()
    if name in ("shorter", "longer"):
        return _of_two(reader, name, shorter if name == "shorter" else longer, _deeper(reader, depth))
    return _with_limits(reader, read(reader, name))


def _deeper(reader: Reader, depth: int) -> int:
    if depth >= _MAX_DEPTH:
        raise NotADistribution(message("'{text}': at most {most} levels are possible.", text=reader.text, most=_MAX_DEPTH))
    return depth + 1


def _of_two(reader: Reader, name: str, of_two: Callable[[Sequence[Part], Sequence[Part]], list[Part]], depth: int) -> Read:
    reader.word("of")
    text, parts = _single(reader, depth)
    reader.word("and")
    other_text, others = _single(reader, depth)
    few(part for _ in others for part in parts)
    return f"{name} of {text} and {other_text}", of_two(parts, others)


def _with_limits(reader: Reader, distribution: Read) -> Read:
    """The distribution, truncated and shifted as the words behind it say."""
    text, parts = distribution
    while (word := reader.peek()) in (*_LIMITS, "plus"):
        reader.take()
        first_s, _ = reader.duration_s(_DURATION)
        if word == "plus":
            parts, text = shifted(parts, first_s), f"{text} plus {number_text(first_s)} s"
            continue
        low_s, high_s = (first_s, math.inf) if word == "above" else (0.0, first_s)
        text += f" {word} {number_text(first_s)} s"
        if word == "between":
            reader.word("and")
            low_s, high_s = first_s, reader.duration_s(_DURATION)[0]
            text += f" and {number_text(high_s)} s"
            if high_s < low_s:
                raise NotADistribution(message("'{text}': the longest duration is shorter than the shortest.",
                                               text=reader.text))
        parts = truncated(parts, low_s, high_s)
    return text, parts


def _weight(reader: Reader) -> float:
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


def _percent(weight: float) -> str:
    """The weight in per cent, in digits that read back as the same double."""
    return f"{(Decimal(repr(weight)) * 100).normalize():f} %"
