"""The one reader of YAML from users: bounded in depth and time, and of plain keys and values only.

Values are those that Hydra reads from the same text (OmegaConf's YAML: `1e5` is a number, dates are texts, a key stands once).
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from sim.config.errors import ConfigError, key_text
from sim.i18n.translate import Message, message

MAX_NODES = 60_000             # of all keys, values and lists, those that aliases repeat counted each time
MAX_DEPTH = 20
_LONGEST_NUMBER = 400          # characters
_BASE: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_FLOAT = re.compile(r"""^(?:[-+]?[0-9]+(?:_[0-9]+)*\.[0-9_]*(?:[eE][-+]?[0-9]+)?
                        |[-+]?[0-9]+(?:_[0-9]+)*(?:[eE][-+]?[0-9]+)
                        |\.[0-9]+(?:_[0-9]+)*(?:[eE][-+][0-9]+)?
                        |[-+]?\.(?:inf|Inf|INF)
                        |\.(?:nan|NaN|NAN))$""", re.VERBOSE)
_OCTAL = re.compile(r"[-+]?0[0-9_]+")
_BASE_60 = re.compile(r"[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?")
_DIGITS = re.compile(r"[-+.0-9_eExa-fA-FbB]+")


class _Loader(_BASE):  # type: ignore[misc]
    """Loader of the values that Hydra's loader gives; a key stands once."""

    def construct_mapping(self, node: Any, deep: bool = False) -> Any:
        seen: set[str] = set()
        for key, _ in node.value:
            if isinstance(key, yaml.ScalarNode) and key.tag != "tag:yaml.org,2002:merge":
                if key.value in seen:
                    raise yaml.constructor.ConstructorError(None, None, f"found duplicate key {key.value}", key.start_mark)
                seen.add(key.value)
        return super().construct_mapping(node, deep=deep)


_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if not tag.endswith((":timestamp", ":float"))]
    for first, resolvers in _BASE.yaml_implicit_resolvers.items()}
_Loader.add_implicit_resolver("tag:yaml.org,2002:float", _FLOAT, list("-+0123456789."))


def parsed(text: str, source: str | Path) -> Any:
    """The value of a YAML text.

    Args:
        text: one document.
        source: its file or field, for messages.

    Raises:
        ConfigError: malformed, too many values, too deep, or more than plain keys and values; with its line.
    """
    try:
        _check(text, source)
        return yaml.load(text, Loader=_Loader)
    except ConfigError:
        raise
    except yaml.YAMLError as error:
        raise ConfigError([_malformed(error, source)]) from None
    except (ValueError, TypeError, KeyError, OverflowError, RecursionError):    # of a constructor, on a value without a meaning
        raise ConfigError([message("{file}: has a value that cannot be read.", file=source)]) from None


def keys_of(text: str, source: str | Path) -> dict[str, Any]:
    """The keys of a YAML text at its top, as `parsed`.

    Raises:
        ConfigError: as `parsed`, or no keys.
    """
    plain = parsed(text, source)
    if plain is None:       # comments alone
        return {}
    if not isinstance(plain, dict):
        raise ConfigError([message("{file}: expected keys, as `conversation:`.", file=source)])
    for path in _without_text(plain, ()):
        raise ConfigError([message("{file}: {key}: a name must be a text; put it in quotes.", file=source, key=key_text(path))])
    return plain


def _without_text(value: Any, path: tuple[str | int, ...]) -> Iterator[tuple[str | int, ...]]:
    """The path of each key that is no text."""
    if isinstance(value, dict):
        yield from ((*path, str(key)) for key in value if not isinstance(key, str))
    pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, below in pairs:
        yield from _without_text(below, (*path, key if isinstance(key, int) else str(key)))


def _malformed(error: yaml.YAMLError, source: str | Path) -> Message:
    """The message about YAML that cannot be read, with its line; with the parser's own English description."""
    why = getattr(error, "problem", None) or getattr(error, "reason", None) or message("malformed YAML")
    mark = getattr(error, "problem_mark", None)
    if mark is None:
        return message("{file}: {why}.", file=source, why=why)
    return message("{file}, line {line}: {why}.", file=source, line=mark.line + 1, why=why)


def _check(text: str, source: str | Path) -> None:
    """Read the events of a text without making values of them, and raise the first thing that has no place there."""
    n_documents = 0
    sizes: dict[str, int | None] = {}       # nodes of each anchor's value; None while it is not complete
    opened: list[tuple[str | None, int]] = []
    n_nodes = 0
    for event in yaml.parse(text, Loader=_BASE):
        anchor = getattr(event, "anchor", None)
        if isinstance(event, yaml.AliasEvent):
            size = sizes.get(anchor or "", 0)
            if size is None:
                raise _refused(event, source, message("{alias} stands within the value that it repeats", alias=f"*{anchor}"))
            n_nodes += size
        elif isinstance(event, yaml.NodeEvent):
            n_nodes += 1
            for why in _out_of_place(event):
                raise _refused(event, source, why)
            if isinstance(event, yaml.CollectionStartEvent):
                opened.append((anchor, n_nodes))
                if len(opened) > MAX_DEPTH:
                    raise _refused(event, source, message("more than {most} levels", most=MAX_DEPTH))
            if anchor is not None:
                sizes[anchor] = None if isinstance(event, yaml.CollectionStartEvent) else 1
        elif isinstance(event, yaml.CollectionEndEvent):
            name, before = opened.pop()
            if name is not None:
                sizes[name] = n_nodes - before + 1
        n_documents += isinstance(event, yaml.DocumentStartEvent)
        if n_documents > 1:
            raise _refused(event, source, message("a second document; a file holds one"))
        if n_nodes > MAX_NODES:
            raise ConfigError([message("{file}: has more than {most} values.", file=source, most=MAX_NODES)])


def _refused(event: yaml.Event, source: str | Path, why: Message) -> ConfigError:
    assert event.start_mark is not None
    return ConfigError([message("{file}, line {line}: {why}.", file=source, line=event.start_mark.line + 1, why=why)])


def _out_of_place(event: yaml.NodeEvent) -> Iterator[Message]:
    """What has no place in a scenario or an experiment, of one value or key."""
    tag = getattr(event, "tag", None)
    if tag is not None:
        yield message("{tag} is a tag; write plain values", tag=tag.replace("tag:yaml.org,2002:", "!!")[:40])
    if not isinstance(event, yaml.ScalarEvent):
        return
    value = event.value
    if "${" in value:
        yield message("{text} refers to another value; write the value itself", text=" ".join(value.split())[:60])
    is_plain = event.style is None or event.style == ""
    if is_plain and value == "???":
        yield message("{text} stands for a missing value; write the value", text="???")
    if is_plain and _OCTAL.fullmatch(value):
        yield message("{text} would be read as an octal number; write {number}, or put it in quotes", text=value,
                      number=value.lstrip("-+0_") or "0")
    if is_plain and _BASE_60.fullmatch(value):
        yield message("{text} would be read as a number to base 60; put it in quotes", text=value)
    if is_plain and len(value) > _LONGEST_NUMBER and _DIGITS.fullmatch(value):
        yield message("a number of {n} characters; at most {most} are read", n=len(value), most=_LONGEST_NUMBER)
