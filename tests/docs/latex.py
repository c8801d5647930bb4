"""The value of a formula of the documentation: LaTeX, evaluated as it stands in the guide.

A symbol is a letter, a command or `\\text{...}`, with its index: among the values, `\\beta_u`, `w_{\\max}` and `\\text{CSAT}` are
`beta_u`, `w_max` and `CSAT`. An Iverson bracket is a symbol too: `[unsolved]`. A sum over an index alone takes a sequence.
"""

import math
import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

_FORMULA = re.compile(r"^\$\$\n(?P<text>.*?)\n\$\$ \((?P<label>[\w-]+)\)$", re.MULTILINE | re.DOTALL)
_SPACE = re.compile(r"\\[,;!: ]|\\q?quad(?![a-z])|\\(left|right)(?![a-z])|\s+")
_TOKEN = re.compile(r"P\(\\text\{[^)]*\)|\\(?:text|operatorname)\{[^}]*\}|\\[A-Za-z]+|[0-9.]*[0-9]|.", re.DOTALL)
_FUNCTIONS: dict[str, Callable[..., float]] = {
    "max": max, "min": min, "exp": math.exp, "log": math.log, "round": lambda x: math.floor(x + 0.5),
    "logit": lambda p: math.log(p / (1.0 - p))}
_GREEK_PREFIX = {"bar": "bar_"}


def formulas(page: Path) -> dict[str, str]:
    """The numbered formulas of a page, by label."""
    return {found["label"]: found["text"] for found in _FORMULA.finditer(page.read_text(encoding="utf-8"))}


def right_sides(formula: str) -> list[str]:
    """The right-hand side of each equation of a formula."""
    parts = [re.split(r"\\leftarrow|=", part, maxsplit=1) for part in re.split(r",?\s*\\qquad", formula)]
    return [part[1].strip().rstrip(",.") for part in parts if len(part) == 2]


def branches(side: str) -> list[str]:
    """The values of a `cases` environment, in order."""
    inner = side.split(r"\begin{cases}")[1].split(r"\end{cases}")[0]
    return [line.split("&")[0].split(r", \quad")[0].strip() for line in inner.split(r"\\")]


def evaluate(text: str, values: Mapping[str, Any]) -> float:
    """The value of an expression.

    Raises:
        ValueError: what cannot be read, or has no value.
    """
    reader = _Reader([token for token in _TOKEN.findall(_SPACE.sub(" ", text)) if token != " "], values)
    value = reader.sum()
    if reader.at < len(reader.tokens):
        raise ValueError(f"`{text}`: cannot read on at `{' '.join(reader.tokens[reader.at:])}`")
    return float(value)


def _plain(token: str) -> str:
    """A token without its LaTeX: `\\text{on duty}` is `on duty`, `\\beta` is `beta`."""
    return re.sub(r"\\(?:text|operatorname)\{([^}]*)\}|\\(?:mid)?", r"\1", token)


class _Reader:
    """A reader of tokens by recursive descent, which computes as it reads."""

    def __init__(self, tokens: Sequence[str], values: Mapping[str, Any]) -> None:
        self.tokens, self.values, self.at = tokens, dict(values), 0

    def next_is(self, *tokens: str) -> bool:
        return self.at < len(self.tokens) and self.tokens[self.at] in tokens

    def take(self, expected: str = "") -> str:
        if self.at >= len(self.tokens) or (expected and self.tokens[self.at] != expected):
            raise ValueError(f"`{' '.join(self.tokens)}`: expected `{expected}` at {self.at}")
        self.at += 1
        return self.tokens[self.at - 1]

    def sum(self) -> Any:
        sign = -1.0 if self.next_is("-") and self.take() else 1.0
        value = sign * self.product()
        while self.next_is("+", "-"):
            value = value + self.product() if self.take() == "+" else value - self.product()
        return value

    def product(self) -> Any:
        value = self.power()
        while self.at < len(self.tokens) and not self.next_is("+", "-", ")", "}", ",", r"\rceil"):
            if self.next_is(r"\times", r"\cdot"):
                self.take()
            value = value / self.power() if self.next_is("/") and self.take() else value * self.power()
        return value

    def power(self) -> Any:
        value = self.atom()
        if not self.next_is("^"):
            return value
        self.take()
        return value ** self.group()

    def group(self) -> Any:
        """`{...}`, or one token."""
        if not self.next_is("{"):
            return self.atom()
        self.take()
        value = self.sum()
        self.take("}")
        return value

    def atom(self) -> Any:
        token = self.take()
        if token in ("(", r"\lceil"):
            value = self.sum()
            self.take(")" if token == "(" else r"\rceil")
            return value if token == "(" else math.ceil(value)
        if token == r"\frac":
            return self.group() / self.group()
        if token == r"\sum":
            return self.total()
        if token[0].isdigit() or token[0] == ".":
            return float(token)
        name = _plain(token)
        if name in _FUNCTIONS and name not in self.values:
            return self.call(_FUNCTIONS[name])
        return self.symbol(token, name)

    def call(self, function: Callable[..., float]) -> float:
        """A function of what stands in parentheses, or of the one factor that follows."""
        if not self.next_is("("):
            return function(self.power())
        self.take()
        arguments = [self.sum()]
        while self.next_is(","):
            self.take()
            arguments.append(self.sum())
        self.take(")")
        return function(*arguments)

    def symbol(self, token: str, name: str) -> Any:
        if token == "[":
            end = self.tokens.index("]", self.at)
            name = "[" + "".join(_plain(part) for part in self.tokens[self.at:end]) + "]"
            self.at = end + 1
        if name in _GREEK_PREFIX:
            name = _GREEK_PREFIX[name] + self.take()
        if self.next_is("_"):
            self.take()
            name += "_" + self.index()
        if name == "e" and name not in self.values:
            return math.e
        if name not in self.values:
            raise ValueError(f"`{' '.join(self.tokens)}`: `{name}` has no value")
        return self.values[name]

    def index(self) -> str:
        """The text of an index."""
        if not self.next_is("{"):
            return self.take().lstrip("\\")
        self.take()
        text = ""
        while not self.next_is("}"):
            text += _plain(self.take())
        self.take("}")
        return text

    def total(self) -> Any:
        r"""`\sum_{j=1}^{K} ...` of the product that follows, or `\sum_i` of a sequence."""
        self.take("_")
        if not self.next_is("{"):
            self.take()
            return sum(self.product())
        self.take()
        name = self.take()
        self.take("=")
        first = int(self.sum())
        self.take("}")
        self.take("^")
        last, start, value = int(self.group()), self.at, 0.0
        for self.values[name] in range(first, last + 1):
            self.at = start
            value += self.product()
        return value
