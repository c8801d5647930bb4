"""Plug-ins: objects that an outside package adds, by entry point or by `register`. This module only collects them.

A package names them under `[project.entry-points."contact_centre.plugins"]`, each entry an object or a tuple of objects: an
`AgentPolicy`, a `QueuePolicy`, a `Distribution`, a `sim.measure.Kpi` or a `sim.mechanism.Mechanism`. Upper layers ask here for
the objects of a kind, so that those behave like ours. Entry points are read once, when they are first needed.
"""

import functools
import hashlib
import importlib
import inspect
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from sim.i18n.translate import message
from sim.plugins.checks import check_plugin
from sim.plugins.kinds import Kind, PluginError, what_failed

GROUP = "contact_centre.plugins"
FIRST_STREAM = 1 << 20         # random streams of outside packages have numbers from here up; ours are below
_OWN_PACKAGE = "sim"


class Origin(NamedTuple):
    """What identifies a plug-in in the key of results.

    Attributes:
        kind, name: of the object.
        package, version: of the distribution that was installed; empty for an object that was registered.
        source_hash: of the Python files that it comes from, 16 hexadecimal digits.
    """

    kind: str
    name: str
    package: str
    version: str
    source_hash: str


@dataclass(frozen=True)
class _Entry:
    plugin: Any
    package: str = ""
    version: str = ""


@dataclass
class _Registry:
    entries: dict[str, _Entry] = field(default_factory=dict)
    has_read_entry_points: bool = False
    n_changes: int = 0
    streams: dict[int, str] = field(default_factory=dict)


_registry = _Registry()


# --- registration -----------------------------------------------------------------------------------------------


def register(*plugins: Any) -> None:
    """Add plug-ins; the same object may be added again.

    Raises:
        PluginError: an object of no known kind, a bad name or parameter, or another plug-in has the name.
    """
    for plugin in plugins:
        _add(_Entry(plugin))


def unregister(*names: str) -> None:
    """Remove plug-ins, for tests and notebooks; a name that is not registered is ignored."""
    for name in names:
        if _registry.entries.pop(name, None) is not None:
            _registry.n_changes += 1


def _add(entry: _Entry) -> None:
    plugin = entry.plugin
    check_plugin(plugin)
    known = _registry.entries.get(plugin.name)
    if known is not None and known.plugin is not plugin:
        raise PluginError(message("two plug-ins have the name {name}: {first} and {second}.", name=plugin.name,
                                  first=_from(known), second=_from(entry)))
    source_hash(plugin)
    if known is None:
        _registry.entries[plugin.name] = entry
        _registry.n_changes += 1


def _from(entry: _Entry) -> str:
    modules = ", ".join(sorted(_modules(entry.plugin)))
    return f"{entry.package} {entry.version} ({modules})" if entry.package else modules


# --- the registered plug-ins ------------------------------------------------------------------------------------


def registered(kind: Kind) -> dict[str, Any]:
    """The plug-ins of a kind by name, in order of name.

    Raises:
        PluginError: an installed package whose plug-in cannot be used.
    """
    _read_entry_points()
    return {name: entry.plugin for name, entry in sorted(_registry.entries.items()) if entry.plugin.plugin_kind == kind}


def n_changes() -> int:
    """Number of changes of the registry so far: what was derived from it holds while this number stays the same."""
    _read_entry_points()
    return _registry.n_changes


def origin_of(name: str) -> Origin:
    """What identifies a registered plug-in in the key of results."""
    entry = _registry.entries[name]
    return Origin(entry.plugin.plugin_kind, name, entry.package, entry.version, source_hash(entry.plugin))


def check_present(origins: tuple[Origin, ...], modules: tuple[str, ...]) -> None:
    """Check, in another process, that the plug-ins of a scenario are those with which it was made.

    Args:
        origins: what the scenario needs.
        modules: where the plug-ins come from; imported if one is missing, in case that registers it.

    Raises:
        PluginError: a plug-in is missing, or has another source.
    """
    _read_entry_points()
    for name in modules:
        if any(one.name not in _registry.entries for one in origins) and name != "__main__":
            try:
                importlib.import_module(name)
            except ImportError:
                continue
    for one in origins:
        if one.name not in _registry.entries:
            raise PluginError(message("{kind} {name}: this process does not know the plug-in; install the package that has it, "
                                      "or register it where its module is imported.", kind=one.kind, name=one.name))
        if origin_of(one.name) != one:
            raise PluginError(message("{kind} {name}: this process has another version of the plug-in.", kind=one.kind,
                                      name=one.name))


def _read_entry_points() -> None:
    """Register the objects of installed packages, once."""
    if _registry.has_read_entry_points:
        return
    _registry.has_read_entry_points = True
    from importlib.metadata import entry_points  # late: not needed where this module is only imported

    found = {(point.dist.name if point.dist else "", point.name, point.value): point for point in entry_points(group=GROUP)}
    try:
        for (package, name, _), point in sorted(found.items()):
            try:
                loaded = point.load()
            except Exception as error:  # of a stranger's module: of any kind
                raise PluginError(message("package {package}: its plug-in {name} cannot be imported: {why}", package=package,
                                          name=name, why=what_failed(error))) from error
            for plugin in loaded if isinstance(loaded, tuple) else (loaded,):
                try:
                    _add(_Entry(plugin, package, point.dist.version if point.dist else ""))
                except PluginError as error:
                    raise PluginError(message("package {package}: {why}", package=package, why=error.messages[0])) from None
    except PluginError:
        _registry.has_read_entry_points = False     # the next question gets the same answer
        raise


# --- sources ----------------------------------------------------------------------------------------------------


def modules_of(name: str) -> tuple[str, ...]:
    """The modules that a registered plug-in comes from, in order of name."""
    return tuple(sorted(_modules(_registry.entries[name].plugin)))


def source_hash(plugin: Any) -> str:
    """Hash of the sources that a plug-in comes from: of its module's file, or of all files of its package.

    Raises:
        PluginError: the source cannot be read, so that a change of it would not be noticed.
    """
    digest = hashlib.sha256()
    for name in sorted(_modules(plugin)):
        digest.update(_hash_of_module(name, tuple(_functions(plugin, name))).encode())
    return digest.hexdigest()[:16]


def _modules(plugin: Any) -> set[str]:
    """Names of the modules of a plug-in's functions and classes, without ours."""
    found = {part.__module__ for part in _parts(plugin)}
    return {name for name in found if name.split(".")[0] != _OWN_PACKAGE}


def _parts(plugin: Any) -> Iterator[Any]:
    for value in vars(plugin).values():
        for part in value if isinstance(value, tuple) else (value,):
            while isinstance(part, functools.partial):
                part = part.func
            if hasattr(type(part), "plugin_kind"):      # a measure of a mechanism
                yield from _parts(part)
            elif callable(part) and hasattr(part, "__module__"):
                yield part


def _functions(plugin: Any, module: str) -> Iterator[Any]:
    return (part for part in _parts(plugin) if part.__module__ == module)


@functools.cache
def _hash_of_module(name: str, parts: tuple[Any, ...]) -> str:
    """Hash of a module's package, or file, or, where there is no file, of the given functions and classes."""
    top = sys.modules.get(name.split(".")[0])
    folders, file = list(getattr(top, "__path__", ())), getattr(sys.modules.get(name), "__file__", None)
    digest = hashlib.sha256()
    if folders:
        for folder in map(Path, folders):
            for path in sorted(folder.rglob("*.py")):
                digest.update(f"{path.relative_to(folder).as_posix()}\n".encode() + _content(path))
    elif file is not None:
        digest.update(_content(Path(file)))
    else:
        try:
            digest.update("\n".join(inspect.getsource(part) for part in parts).encode())
        except (OSError, TypeError):
            raise PluginError(message("module {name}: its source cannot be read, so a change of it would not be noticed: "
                                      "write it into a file.", name=name)) from None
    return digest.hexdigest()


def _content(path: Path) -> bytes:
    return path.read_bytes().replace(b"\r\n", b"\n")


# --- random streams ---------------------------------------------------------------------------------------------


def outside_stream(name: str) -> int:
    """The number of an outside package's random stream, for `sim.random.philox.uniform`; an even number.

    Args:
        name: of the stream, with the package's name in it.

    Raises:
        PluginError: another name gives the same number.
    """
    number = FIRST_STREAM + 2 * (int.from_bytes(hashlib.sha256(name.encode()).digest()[:8]) % (1 << 29))
    other = _registry.streams.setdefault(number, name)
    if other != name:
        raise PluginError(message("the random streams {name} and {other} have the same number: rename one.", name=name,
                                  other=other))
    return number
