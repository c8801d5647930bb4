"""Overrides of the command line, in Hydra's grammar: the change of each, and the points of sweeps."""

import itertools
import math
import os
import re
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

from sim.config.errors import ConfigError, did_you_mean, unknown_key, value_text
from sim.config.files import options_of, search_folders
from sim.i18n.translate import Message, message, sentences
from sim.params.catalogue import is_outside, pattern

MAX_POINTS = 1000
MAX_OVERRIDES = 1000
_LONGEST = 20_000                           # characters of an override; Hydra's grammar needs a second for a list of that length
_LONGEST_KEY = 300
_LONGEST_SHOWN = 120                        # characters of it in a message
_DEEPEST = 20                               # brackets within brackets
_MOST_DIGITS = 400                          # of a number, as in a file
_DIGITS = re.compile(rf"[0-9]{{{_MOST_DIGITS + 1}}}")
_CONTROL = re.compile(r"[\x00-\x08\x0a-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]")
_OUTSIDE = re.compile(r"\$\{[^}]*(?::|\$\{)")       # a resolver of OmegaConf, as ${oc.env:HOME} or ${now:%Y}


class Override(NamedTuple):
    """One override of the command line.

    Attributes:
        key: dotted, or the name of a part.
        text: as given.
        is_value: whether it changes a value, instead of choosing a file for a part.
        is_literal: whether it sets an existing key to a literal value, without adding, deleting or referring to a key.
        value: the new value.
        is_outside: whether the key is a plug-in's.
    """

    key: str
    text: str
    is_value: bool
    is_literal: bool
    value: Any
    is_outside: bool = False

    @property
    def label(self) -> str:
        """Its text in a scenario's name; empty for a setting of the run, which does not change the centre."""
        return "" if self.key.split(".")[0] == "run" else re.sub(r"\\(.)", r"\1", self.text)


def read_overrides(overrides: Sequence[str], folders: Sequence[Path]) -> tuple[str | None, list[Override], list[Message]]:
    """The chosen scenario if any, the other overrides, and a message for each invalid one."""
    from hydra.core.override_parser.types import OverrideType

    parsed, messages = _parsed(overrides)
    chosen: str | None = None
    rest: list[Override] = []
    for text, override in parsed:
        key = str(override.key_or_group)
        value = None if override.is_delete() else override.value()
        is_part = any(os.path.isdir(folder / key) for folder in folders) and not isinstance(value, dict)
        shown = _shown(text)
        if override.is_sweep_override():
            messages.append(message("{override}: several values; add -m to sweep over them (a decimal sign is a point).",
                                    override=shown))
        elif override.package is not None:
            messages.append(message("{override}: @ has no place here; write {key}=NAME.", override=shown, key=key))
        elif value == "???":
            messages.append(message("{override}: ??? stands for a missing value; write the value.", override=shown))
        elif resolver := _OUTSIDE.search(text) or _OUTSIDE.search(str(value)):
            messages.append(message("{override}: {what}…}} reads something that is not in the scenario; write the value itself.",
                                    override=shown, what=_shown(resolver[0])))
        elif key == "scenario":
            if chosen is not None:
                messages.append(message("{override}: a scenario is chosen already, {scenario}. To compare both write "
                                        "-m scenario={scenario},{second}.", override=shown, scenario=chosen, second=value))
            chosen = str(value)
        elif key == "hydra" or key.startswith(("hydra.", "hydra/")):
            messages.append(message("{override}: Hydra's own settings have no place here; results go to --results, own files "
                                    "are found with --config-dir.", override=shown))
        elif is_part and override.is_delete():
            messages.append(message("{override}: a section cannot be left out; choose a file for it, as {key}=bare.",
                                    override=shown, key=key))
        elif is_part:
            options = options_of(key, folders)
            if str(value) not in options:
                name = _shown(value if isinstance(value, str) else value_text(value))
                messages.append(sentences(message("{override}: there is no {part}/{name}.yaml.", override=shown, part=key,
                                                  name=name), did_you_mean(name, options)))
            rest.append(Override(key, text, False, False, value))
        elif pattern(key.split(".")) is None and "sources" not in key.split("."):
            messages.append(unknown_key(key.split(".")))
        else:
            outside = is_outside(key.split("."))
            literal = override.type is OverrideType.CHANGE and "${" not in text and not outside
            rest.append(Override(key, text, True, literal, value, outside))
    return chosen, rest, messages


class Point(NamedTuple):
    """One point of a sweep.

    Attributes:
        overrides: of the scenario there, one value for each key.
        values: of the swept keys.
    """

    overrides: list[str]
    values: dict[str, Any]


def points(
    overrides: Sequence[str], config_dir: str | Path | None = None, most: int = MAX_POINTS, tied: Sequence[str] = ()
) -> list[Point]:
    """The points of a sweep, the first key slowest: every combination of the values of keys that are not tied together.

    Args:
        overrides: in Hydra's grammar, with `key=1,2,3`, `range(...)`, `choice(...)` or `glob(...)` among them.
        config_dir: as in `load`.
        most: largest number of points.
        tied: keys that change together, separated by commas, as `a.b,c.d`: the first value of each, the second of each, ...

    Raises:
        ConfigError: an invalid or too large sweep.
    """
    parsed, messages = _parsed(overrides, _Options(search_folders(config_dir)))
    choices: list[list[str]] = []
    swept: dict[str, int] = {}  # place among the overrides, by key
    for text, override in parsed:
        key = str(override.key_or_group)
        if not override.is_sweep_override():
            choices.append([text])
        elif not override.is_discrete_sweep():
            messages.append(message("{override}: has no end of values; use range(...) or a list.", override=_shown(text)))
        elif key in swept:
            messages.append(message("{override}: {key} has values already; write all of them in one list.",
                                    override=_shown(text), key=key))
        else:
            values, wrong = _values(text, override, most)
            swept[key] = len(choices)
            choices.append([f"{override.get_key_element()}={value}" for value in values])
            messages += wrong
    groups, tie_messages = _tied_groups(tied, swept, choices)
    n = math.prod(len(rows) for rows in groups)
    if n > most and not messages and not tie_messages:
        messages.append(_too_many(n, most, is_exact=all(len(rows) <= most for rows in groups)))
    messages += tie_messages or [
        message("{key}: is a setting of the run, and a sweep compares scenarios of the same run. For more random numbers write "
                "run.replications=10.", key=key)
        for key, at in swept.items() if key.split(".")[0] == "run" and len(choices[at]) > 1 and not messages]
    if messages:
        raise ConfigError(messages)
    places = list(swept.values())
    return [_point(dict(itertools.chain(*rows)), swept, places) for rows in itertools.product(*groups)]


def _values(text: str, override: Any, most: int) -> tuple[list[str], list[Message]]:
    """The values of one swept key as texts, at most `most` + 1, and a message about each error in them."""
    from hydra.core.override_parser.types import RangeSweep
    from omegaconf.errors import OmegaConfBaseException

    sweep = override.value()
    if isinstance(sweep, RangeSweep):
        start, stop, step = sweep.start or 0, sweep.stop or 0, sweep.step
        if not step or not all(abs(end) < math.inf for end in (start, stop, step)):
            return [], [message("{override}: a range is range(first, end, step) of three numbers, the step not 0.",
                                override=_shown(text))]
        if sweep.shuffle and abs(stop - start) > most * abs(step):      # Hydra makes a list of all of it first
            return [], [message("{override}: more than {most} values; narrow the range.", override=_shown(text), most=most)]
    try:
        values = list(itertools.islice(override.sweep_string_iterator(), most + 1))
    except OmegaConfBaseException:      # a list within a list
        return [], [_no_plain_values(text)]
    if not values:
        return [], [message("{override}: fits nothing.", override=_shown(text))]
    twice = next((value for value, n in Counter(values).items() if n > 1), None)
    if twice is not None:
        return values, [message("{override}: {value} is listed twice.", override=_shown(text), value=_shown(twice))]
    return values, []


_Row = tuple[tuple[int, str], ...]  # overrides that go together, each with its place in the command


def _tied_groups(
    tied: Sequence[str], swept: dict[str, int], choices: Sequence[Sequence[str]]
) -> tuple[list[list[_Row]], list[Message]]:
    """The overrides in groups that are combined with each other: keys that are tied together are one group."""
    messages: list[Message] = []
    together: dict[int, list[int]] = {}
    for text in tied:
        keys = [key.strip() for key in text.split(",")]
        for key in keys:
            if key not in swept:
                messages.append(sentences(message("--tie {tied}: {key} has no list of values here.", tied=text, key=key),
                                          did_you_mean(key, swept)))
        places = [swept[key] for key in keys if key in swept]
        if len(keys) < 2 or len(set(places)) < len(places) or any(at in group for at in places for group in together.values()):
            messages.append(message("--tie {tied}: name two keys or more, each once.", tied=text))
        elif len({len(choices[at]) for at in places}) > 1:
            counts = ", ".join(f"{key}: {len(choices[swept[key]])}" for key in keys if key in swept)
            messages.append(message("--tie {tied}: keys that change together need as many values each ({counts}).", tied=text,
                                    counts=counts))
        elif len(places) == len(keys):
            together[min(places)] = places
    later = {at for group in together.values() for at in group} - set(together)
    groups: list[list[_Row]] = []
    for at, values in enumerate(choices):
        if at in together:
            columns = [[(place, value) for value in choices[place]] for place in together[at]]
            groups.append(list(zip(*columns, strict=True)))
        elif at not in later:
            groups.append([((at, value),) for value in values])
    return groups, messages


def _point(chosen: dict[int, str], swept: dict[str, int], places: Sequence[int]) -> Point:
    """A point from its overrides by their place in the command."""
    parsed, _ = _parsed([chosen[at] for at in places])
    return Point([chosen[at] for at in sorted(chosen)],
                 {key: override.value() for key, (_, override) in zip(swept, parsed, strict=True)})


def _too_many(n: int, most: int, is_exact: bool) -> Message:
    if is_exact:
        return message("the sweep has {n} points, {most} are allowed: narrow it, or write --max-points {n}.", n=n, most=most)
    return message("the sweep has at least {n} points, {most} are allowed: narrow it, or write --max-points {n}.",
                   n=n, most=most)


class _Options:
    """The files of a part, which Hydra's grammar needs for `glob(...)`."""

    def __init__(self, folders: Sequence[Path]) -> None:
        self._folders = folders

    def get_group_options(self, group: str, results_filter: object = None) -> list[str]:
        return options_of(group, self._folders)


def _parsed(overrides: Sequence[str], options: Any = None) -> tuple[list[tuple[str, Any]], list[Message]]:
    """Each override with its parsed form, and a message for each that Hydra's grammar cannot parse."""
    from hydra.core.override_parser.overrides_parser import OverridesParser
    from hydra.errors import HydraException
    from omegaconf.errors import OmegaConfBaseException

    if len(overrides) > MAX_OVERRIDES:
        return [], [message("{n} overrides; at most {most} are read: write a file instead.", n=len(overrides),
                            most=MAX_OVERRIDES)]
    parser = OverridesParser.create(config_loader=options)
    parsed, messages = [], []
    for text in overrides:
        unreadable = _unreadable(text)
        if unreadable is not None:
            messages.append(unreadable)
            continue
        try:
            parsed += [(text, override) for override in parser.parse_overrides([text])]
        except (HydraException, OmegaConfBaseException) as error:
            why = [line for line in str(error).splitlines() if not line.startswith(("Error parsing", "See http"))]
            if isinstance(error, OmegaConfBaseException):
                messages.append(_no_plain_values(text))
            elif "=" not in text or not why:
                messages.append(message("{override}: not understood: write key=value.", override=_shown(text)))
            else:
                messages.append(message("{override}: not understood: {why}.", override=_shown(text),
                                        why=_shown(why[0].rstrip("."))))
    return parsed, messages


def _no_plain_values(text: str) -> Message:
    return message("{override}: not understood: a list is of plain values, as key=1,2,3.", override=_shown(text))


def _unreadable(text: str) -> Message | None:
    """The message about an override that Hydra's parser must not be given: it would take long, or end in an error of Python."""
    if len(text) > _LONGEST:
        return message("{override}: an override of {n} characters; at most {most} are read.", override=_shown(text), n=len(text),
                       most=_LONGEST)
    if _CONTROL.search(text):
        return message("{override}: control characters have no place here.",
                       override=_shown(_CONTROL.sub(lambda one: ascii(one[0])[1:-1], text)))
    if not 0 < len(text.partition("=")[0].strip()) <= _LONGEST_KEY:
        return message("{override}: not understood: write key=value.", override=_shown(text))
    if _DIGITS.search(text):
        return message("{override}: a number of more than {most} digits.", override=_shown(text), most=_MOST_DIGITS)
    level = deepest = 0
    for letter in text:
        level += (letter in "[{(") - (letter in "]})")
        deepest = max(deepest, level)
    if deepest > _DEEPEST:
        return message("{override}: more than {most} brackets within each other.", override=_shown(text), most=_DEEPEST)
    return None


def _shown(text: str) -> str:
    """A text for a message, without its end if it is long."""
    return text if len(text) <= _LONGEST_SHOWN else f"{text[:_LONGEST_SHOWN]}…"
