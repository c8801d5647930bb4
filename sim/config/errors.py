"""What a user reads about bad input: one line per fault, in the words of the scenario file.

The form is `key = value unit: what is allowed. cure`. Nothing here knows where a value came from.
"""

import difflib
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sim.params.catalogue import ANY_NAME, Declared, declared, number_text, pattern, sections
from sim.random.parse import parse_law
from sim.units import DAY_S, HOUR_S, MINUTE_S, WEEK_DAYS

Path = tuple[str | int, ...]

_EXPECTED = {
    "number": "a number", "whole number": "a whole number", "yes or no": "true or false", "text": "a text",
    "law": "a law of durations", "date": "a date such as 2026-01-05",
}
_SECONDS = {"s": 1.0, "min": MINUTE_S, "h": HOUR_S, "days": DAY_S, "weeks": WEEK_DAYS * DAY_S}
_COMMA = re.compile(r"\s*([+-]?\d+),(\d+)\s*")
_PERCENT = re.compile(r"\s*([+-]?\d+(?:\.\d+)?)\s*%\s*")
_LONGEST_LIST = 12  # names in "known here"


class Faults(ValueError):
    """Everything that is wrong with what a user gave.

    Attributes:
        lines: one line per fault, each complete in itself.
    """

    def __init__(self, lines: Iterable[str]) -> None:
        self.lines = tuple(dict.fromkeys(lines))
        super().__init__(self.lines)

    def __str__(self) -> str:
        return "\n".join(self.lines)


def value_text(value: Any) -> str:
    """A value as a scenario file would show it: null, true, 'text', [1, 2].

    >>> value_text(None), value_text(True), value_text("4 min"), value_text([1.0, "x"])
    ('null', 'true', "'4 min'", "[1, 'x']")
    """
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, float)):
        return number_text(value)
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(value_text(item) for item in value) + "]"
    text = repr(value) if isinstance(value, str) else str(value)
    return text if len(text) <= 60 else text[:57] + "..."


def key_text(path: Sequence[str | int]) -> str:
    """A path as a dotted key; a place in a list as [i], counted from 0.

    >>> key_text(("demand", "profile", 3))
    'demand.profile[3]'
    """
    text = ""
    for part in path:
        text += f"[{part}]" if isinstance(part, int) else f".{part}" if text else str(part)
    return text


def nearest(word: str, known: Iterable[str], cutoff: float = 0.6) -> str | None:
    """The known word that a mistyped one most likely meant; None if none is near."""
    names = list(known)
    if word in names:
        return word
    by_case = {name.lower(): name for name in names}
    close = difflib.get_close_matches(word.lower(), by_case, n=1, cutoff=cutoff)
    return by_case[close[0]] if close else None


def did_you_mean(word: str, known: Iterable[str], listed: bool = True) -> str:
    """The end of a line about an unknown word: the nearest known one, else the few that there are."""
    names = list(known)
    near = nearest(word, names)
    if near is not None:
        return f"; did you mean `{near}`?"
    if listed and 0 < len(names) <= _LONGEST_LIST:
        return f"; known here: {', '.join(names)}."
    return "."


def unknown_key(path: Sequence[str]) -> str:
    """The line about a key that no parameter has: the nearest known one, here or in another section."""
    *above, word = path
    line = f"{key_text(path)}: unknown key"
    if not above and word in ("scenario", "_global_"):
        return f"{line}; the first line of a scenario file must be `# @package _global_`."
    section = pattern(above) if above else ""
    here = [name for name in sections().get(section or "", ()) if name != ANY_NAME]
    if nearest(word, here):
        return line + did_you_mean(word, here)
    elsewhere = {key.rsplit(".", 1)[-1]: key for key in reversed(declared())}
    if section == "" and f"run.{word}" in declared():
        elsewhere[word] = f"run.{word}"
    near = nearest(word, elsewhere, cutoff=0.8)
    if near is not None:
        return f"{line}; did you mean `{elsewhere[near].replace(ANY_NAME, 'NAME')}`?"
    return line + did_you_mean(word, here)


def out_of_range(path: Path, value: Any, row: Declared, open_end: bool = False) -> str:
    """The line about a number outside its range."""
    low, high = number_text(row.low), number_text(row.high)
    if row.low is not None and row.high is not None:
        allowed = f"must lie in [{low}, {high}{')' if open_end else ']'}"
    else:
        allowed = f"must be at least {low}" if row.high is None else f"must be at most {high}"
    return _line(path, f"{value_text(value)} {row.unit}".rstrip(), f"{allowed}.", row.cure)


def wrong_type(path: Path, value: Any, row: Declared) -> str:
    """The line about a value that is not what the parameter is."""
    if row.choices:
        near = nearest(str(value), row.choices)
        hint = f"; did you mean `{near}`?" if near else "."
        return _line(path, value_text(value), f"must be one of {', '.join(row.choices)}{hint}", row.cure)
    expected = _EXPECTED[row.what] + (f" of {row.unit}" if row.unit and row.what != "law" else "")
    if row.many and not isinstance(path[-1], int):
        expected = f"a list of {_EXPECTED[row.what].removeprefix('a ')}s in [ ]"
    return _line(path, value_text(value), f"expected {expected}.", _cure_of_text(value, row))


def fault_lines(error: Mapping[str, Any]) -> list[str]:
    """What pydantic found, in the user's words: no line for what another line already says."""
    path: Path = tuple(error["loc"])
    kind, value = str(error["type"]), error["input"]
    names = [str(part) for part in path if not isinstance(part, int)]
    if path and path[-1] == "[key]":
        return [f"{key_text(path[:-1])}: a name must be a text; put it in quotes."]
    if kind == "extra_forbidden":
        return [unknown_key(names)]
    row = declared().get(pattern(names) or "")
    if kind == "missing":
        about = f"; {row.meaning}{f' [{row.unit}]' if row.unit else ''}." if row else "."
        return [f"{key_text(path)}: missing{about}"]
    if row is None:
        known = [name for name in sections().get(pattern(names) or "", ()) if name != ANY_NAME]
        more = ", …" if len(known) > 4 else ""
        keys = f"keys: {', '.join(known[:4])}{more}" if known else "names, each with its keys"
        return [_line(path, value_text(value), f"expected {keys}.")]
    if kind in ("greater_than_equal", "less_than_equal", "greater_than", "less_than"):
        return [out_of_range(path, value, row, open_end=kind == "less_than")]
    if row.what == "law" and kind == "value_error":
        return [f"{key_text(path)}: {error['ctx']['error']}"]
    return [wrong_type(path, value, row)]


def silent_faults(plain: Mapping[Any, Any], path: tuple[str, ...] = ()) -> list[str]:
    """Values that pydantic would convert without a word though nobody means them: true for a number, 5 for a date."""
    lines: list[str] = []
    for name, value in plain.items():
        here = (*path, str(name))
        if isinstance(value, Mapping):
            lines += silent_faults(value, here)
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
            if not_a_number or not_a_date:
                lines.append(wrong_type(where, item, row))
    return lines


def _line(path: Path, value: str, allowed: str, cure: str = "") -> str:
    return f"{key_text(path)} = {value}: {allowed}{' ' if cure else ''}{cure}"


def _cure_of_text(value: Any, row: Declared) -> str:
    """What to write instead of `1,5`, `74 %` or `4 min`; else the parameter's own cure."""
    if not isinstance(value, str) or row.what not in ("number", "whole number"):
        return row.cure
    comma, percent = _COMMA.fullmatch(value), _PERCENT.fullmatch(value)
    if comma:
        return f"Decimal comma: write {comma[1]}.{comma[2]}."
    if percent and not row.unit:
        return f"Write {value.strip()} as {float(percent[1]) / 100:.6g}."
    if row.unit in _SECONDS and any(letter.isalpha() for letter in value):
        try:
            duration_s = parse_law(value).mean_s
        except ValueError:
            return row.cure
        return f"Write {value.strip()} as {duration_s / _SECONDS[row.unit]:.6g}."
    return row.cure
