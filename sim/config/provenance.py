"""Provenance: the source of each value of a scenario, and of a result (program, rules, machine, time)."""

import functools
import hashlib
import platform
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from sim.config.errors import unknown_key, value_text
from sim.i18n.translate import Message, message
from sim.params.catalogue import ANY_NAME, pattern

NO_SOURCE = "no source given"
PLUGIN_DEFAULT = "the plug-in's default"
BY_HAND = "changed on the command line"

Texts = dict[str, str]
_PACKAGES = ("contact-centre-simulator", "numpy", "numba", "simpy", "scipy", "pandas", "pyarrow", "pydantic", "hydra-core")
_PACKAGE = Path(__file__).resolve().parents[1]


# --- the values of a scenario -------------------------------------------------------------------------------


def leaves(plain: Mapping[str, Any], path: tuple[str, ...] = ()) -> Iterator[tuple[str, Any]]:
    """The values of a nested mapping by dotted key; a list is one value."""
    for name, value in plain.items():
        here = (*path, str(name))
        if isinstance(value, Mapping):
            yield from leaves(value, here)
        else:
            yield ".".join(here), value


def split_sources(plain: Mapping[str, Any]) -> tuple[dict[str, Any], Texts, Texts, list[Message]]:
    """The values of a composed scenario, and their sources.

    Returns:
        The values; the sources from the sections' files; the sources that what-ifs give for their changes; a message for each
        source that is no text, or of a key that there is not.
    """
    values: dict[str, Any] = {}
    texts: dict[str, Any] = {}
    for name, section in plain.items():
        if name != "sources" and isinstance(section, Mapping):
            values[str(name)] = {key: value for key, value in section.items() if key != "sources"}
            texts |= _under(str(name), section.get("sources", {}))
        elif name != "sources":
            values[str(name)] = section
    own = _under("", plain.get("sources", {}))
    wrong = [message("sources of {key} = {value}: expected one line of text for each key.", key=key, value=value_text(text))
             for key, text in (texts | own).items() if not isinstance(text, str)]
    unknown = [message("sources: {unknown}", unknown=unknown_key(key.removesuffix(f".{ANY_NAME}").split(".")))
               for key, text in (texts | own).items() if isinstance(text, str) and not _is_known(key)]
    return values, texts, own, [*wrong, *unknown]


def _is_known(key: str) -> bool:
    """Whether a source's key names a value or a section; `*` stands for any name, and at the end for all below it.

    >>> _is_known("demand.profile"), _is_known("demand.*"), _is_known("contact_types.*.share"), _is_known("demand.profil")
    (True, True, True, False)
    """
    return key == ANY_NAME or pattern(key.removesuffix(f".{ANY_NAME}").split(".")) is not None


def source_of_each(resolved: Mapping[str, Any], given: Texts, own: Texts, changed: Mapping[str, str]) -> Texts:
    """One line per value, by dotted key.

    Args:
        resolved: the values.
        given: sources in the sections' files.
        own: sources that what-ifs give for their changes.
        changed: origin of each change, by dotted key of a value or of a section; of two for the same value the later one applies.
    """
    by_section = _by_section(given), _by_section(own)
    return {key: _source(key, *by_section, changed) for key, _ in leaves(resolved) if key != "name"}


def _under(section: str, sources: Any) -> dict[str, Any]:
    if not isinstance(sources, Mapping):
        return {section or "the scenario": sources}
    return {f"{section}.{key}".lstrip("."): text for key, text in sources.items()}


_Sources = Mapping[str, Sequence[tuple[Sequence[str], str]]]       # by section: a source's key, as names, and its text


def _by_section(sources: Texts) -> _Sources:
    """Sources by the first name of their keys, the most specific first: a source applies to its own section only."""
    found: dict[str, list[tuple[Sequence[str], str]]] = {}
    for key, text in sources.items():
        names = key.split(".")
        found.setdefault(names[0], []).append((names, text))
    return {section: sorted(texts, key=lambda source: -sum(name != ANY_NAME for name in source[0]))
            for section, texts in found.items()}


def _source(key: str, given: _Sources, own: _Sources, changed: Mapping[str, str]) -> str:
    """The source of a value: its section's file, or the origin of its change."""
    changes = [text for above, text in changed.items() if f"{key}.".startswith(f"{above}.")]
    if not changes:
        return _best(key, given) or NO_SOURCE
    why = _best(key, own) if changes[-1] != BY_HAND else None
    return f"{changes[-1]}: {why}" if why else changes[-1]


def _best(key: str, sources: _Sources) -> str | None:
    """The source with the most specific key: more names before fewer, `*` last. A source applies to all values below its key.

    The key `*` alone is of all values.
    """
    parts = key.split(".")
    return next((text for names, text in (*sources.get(parts[0], ()), *sources.get(ANY_NAME, ()))
                 if len(names) <= len(parts) and all(a in (b, ANY_NAME) for a, b in zip(names, parts, strict=False))), None)


# --- results ------------------------------------------------------------------------------------------------


@functools.cache
def rules_version(package: Path = _PACKAGE) -> str:
    """Hash of every source file that affects a replication's result, 16 hexadecimal digits."""
    from sim.jit_cache import COMPILED_ROOMS  # late: it imports numba

    digest = hashlib.sha256()
    for name in (*COMPILED_ROOMS, "year.py"):
        for path in sorted([package / name, *(package / name).rglob("*.py")]):
            if path.is_file():
                text = path.read_bytes().replace(b"\r\n", b"\n")
                digest.update(f"{path.relative_to(package).as_posix()} {len(text)}\n".encode() + text)
    return digest.hexdigest()[:16]


def origin() -> dict[str, Any]:
    """Time, versions and platform, as plain data."""
    return {"ended": datetime.now(UTC).isoformat(timespec="seconds"), "python": sys.version.split()[0],
            "platform": platform.platform(), "machine": platform.machine(), "commit": commit(), "packages": dict(_versions())}


@functools.cache
def commit(root: Path = _PACKAGE.parent) -> str:
    """The commit of the sources, with `+` if they were changed since; empty if they lie in no git repository of their own."""
    if not (root / ".git").exists():
        return ""
    try:
        head, changes = (
            subprocess.run(["git", "-C", str(root), *words], capture_output=True, text=True, check=True).stdout.strip()
            for words in (["rev-parse", "HEAD"], ["status", "--porcelain", "--untracked-files=no"]))
    except (OSError, subprocess.CalledProcessError):
        return ""
    return head + "+" * bool(changes)


def software() -> str:
    """The package's version and the commit of its sources, as a reader names them."""
    written = f"{_PACKAGES[0]} {_versions()[_PACKAGES[0]]}"
    return f"{written}, commit {commit()}" if commit() else written


@functools.cache
def _versions() -> dict[str, str]:
    found = {}
    for name in _PACKAGES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            found[name] = "not installed"
    return found
