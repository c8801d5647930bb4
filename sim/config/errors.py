"""Messages about invalid input: one per error, in the terms of the scenario file.

The form is `key = value unit: what is allowed. What to write instead.` A message is an English text and its values (`sim.i18n`);
it is translated when it is shown. The origin of a value is not known here.
"""

import difflib
import operator
import reprlib
from collections.abc import Iterable, Sequence
from typing import Any

from sim.i18n.translate import Message, message, sentences
from sim.params.catalogue import ANY_NAME, declared, number_text, pattern, sections

Path = tuple[str | int, ...]

MAX_MESSAGES = 20
_MORE = "... and {n} more."
_LONGEST_SHOWN = 200  # characters of a list of values
_LONGEST_LIST = 12  # names in "Known here"


class ConfigError(ValueError):
    """All errors of a user's input.

    Attributes:
        messages: one per error, each complete in itself; the first twenty, and how many more there are.
    """

    def __init__(self, messages: Iterable[Message]) -> None:
        self.messages = tuple(first_of(list({str(one): one for one in messages}.values())))
        super().__init__(self.messages)

    @property
    def lines(self) -> tuple[str, ...]:
        """The messages in English."""
        return tuple(map(str, self.messages))

    def __str__(self) -> str:
        return "\n".join(self.lines)


def first_of(messages: Sequence[Message], n_others: int = 0) -> list[Message]:
    """The first messages, and how many more there are.

    Args:
        messages: some may themselves say how many more there are.
        n_others: errors of which there is no message.
    """
    named = [one for one in messages if one.id != _MORE]
    n_more = n_others + sum(int(one.values["n"]) for one in messages if one.id == _MORE) + max(0, len(named) - MAX_MESSAGES)
    return [*named[:MAX_MESSAGES], *([message("... and {n} more.", n=n_more)] if n_more else [])]


def wrong_argument(argument: str, value: Any, expected: Message) -> ConfigError:
    """The error about an argument of a function."""
    shown = " ".join(reprlib.repr(value).split())
    return ConfigError([message("{argument} = {value}: expected {expected}.", argument=argument, value=shown, expected=expected)])


def check_whole_number(argument: str, value: Any, low: int, high: int) -> None:
    """Check an argument that is a whole number.

    Raises:
        ConfigError: it is none, or lies outside of [low, high].
    """
    try:
        number = None if isinstance(value, bool) else operator.index(value)
    except TypeError:
        number = None
    if number is None or not low <= number <= high:
        raise wrong_argument(argument, value, message("a whole number from {low} to {high}", low=low, high=high))


def check_texts(argument: str, value: Any) -> None:
    """Check an argument that is a list of texts.

    Raises:
        ConfigError: it is none.
    """
    if not isinstance(value, (list, tuple)) or not all(isinstance(text, str) for text in value):
        raise wrong_argument(argument, value, message("a list of texts, as [{example}]", example="'run.seed=3'"))


def value_text(value: Any) -> str:
    """A value as written in a scenario file: null, true, 'text', [1, 2].

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
        text = "[" + ", ".join(value_text(item) for item in value[:_LONGEST_SHOWN]) + "]"
        return text if len(text) <= _LONGEST_SHOWN else text[:_LONGEST_SHOWN - 3] + "..."
    text = repr(value) if isinstance(value, str) else str(value)
    return text if len(text) <= 60 else text[:57] + "..."


def key_text(path: Sequence[str | int]) -> str:
    """A path as a dotted key; an index of a list as [i], from 0.

    >>> key_text(("demand", "profile", 3))
    'demand.profile[3]'
    """
    text = ""
    for part in path:
        text += f"[{part}]" if isinstance(part, int) else f".{part}" if text else str(part)
    return text


def nearest(word: str, known: Iterable[str], cutoff: float = 0.6) -> str | None:
    """The known word most similar to a mistyped one; None if none is similar."""
    names = list(known)
    if word in names:
        return word
    by_case = {name.lower(): name for name in names}
    close = difflib.get_close_matches(word.lower(), by_case, n=1, cutoff=cutoff)
    return by_case[close[0]] if close else None


def did_you_mean(word: str, known: Iterable[str], listed: bool = True) -> Message | None:
    """The sentence after an unknown word: the most similar known one, else all if they are few; None if many."""
    names = list(known)
    near = nearest(word, names)
    if near is not None:
        return message("Did you mean `{near}`?", near=near)
    if listed and 0 < len(names) <= _LONGEST_LIST:
        return message("Known here: {names}.", names=", ".join(names))
    return None


def unknown_key(path: Sequence[str]) -> Message:
    """The message about an unknown key: the most similar known one, here or in another section."""
    *above, word = path
    unknown = message("{key}: unknown key.", key=key_text(path))
    if not above and word in ("scenario", "_global_"):
        return sentences(unknown, message("The first line of a scenario file must be `# @package _global_`."))
    section = pattern(above) if above else ""
    here = [name for name in sections().get(section or "", ()) if name != ANY_NAME]
    if nearest(word, here):
        return sentences(unknown, did_you_mean(word, here))
    elsewhere = {key.rsplit(".", 1)[-1]: key for key in reversed(declared())}
    if section == "" and f"run.{word}" in declared():
        elsewhere[word] = f"run.{word}"
    near = nearest(word, elsewhere, cutoff=0.8)
    if near is not None:
        return sentences(unknown, message("Did you mean `{near}`?", near=elsewhere[near].replace(ANY_NAME, "NAME")))
    return sentences(unknown, did_you_mean(word, here))
