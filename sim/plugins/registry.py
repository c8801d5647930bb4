"""Plug-ins: objects that an outside package adds, by entry point or by `register`. This module only collects them.

A package names them under `[project.entry-points."contact_centre.plugins"]`, each entry an object or a tuple of objects: an
`AgentPolicy`, a `QueuePolicy`, a `Distribution`, a `sim.measure.Kpi` or a `sim.mechanism.Mechanism`. Upper layers ask here for
the objects of a kind, so that those behave like ours. Entry points are read once, when they are first needed.
"""

import functools
import hashlib
import importlib
import inspect
import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any, ClassVar, Literal, NamedTuple, get_args, get_origin

from sim.declare import Quantities
from sim.i18n.translate import Message, message

GROUP = "contact_centre.plugins"
FIRST_STREAM = 1 << 20         # random streams of outside packages have numbers from here up; ours are below
Kind = Literal["agent policy", "queue policy", "distribution", "measure", "mechanism"]
_NAME = re.compile(r"[a-z][a-z0-9_]*")
_OWN_PACKAGE = "sim"


class PluginError(Exception):
    """A plug-in that cannot be used; one message. No ValueError, which validation would take for a wrong value."""

    def __init__(self, error: Message) -> None:
        self.messages = (error,)
        super().__init__(error)

    def __str__(self) -> str:
        return str(self.messages[0])


@dataclass(frozen=True, eq=False)
class AgentPolicy:
    """Which agent takes a contact, asked at the match; selected by `routing.which_agent=<name>`.

    Attributes:
        name: as in a scenario.
        meaning: one line.
        score: `score(own, params, contact, agent, now_s)`: of all idle agents who may take the chosen contact the one with the
            smallest score takes it; equal scores go by agent_id.
        parameters: its own parameters, `own.<name>` in the score; in a scenario the section with the policy's name.
    """

    plugin_kind: ClassVar[Kind] = "agent policy"
    name: str
    meaning: str
    score: Callable[..., float]
    parameters: type[Quantities] | None = None


@dataclass(frozen=True, eq=False)
class QueuePolicy:
    """Which waiting contact is next, asked at the match; selected by `routing.which_contact=<name>`.

    Attributes:
        name: as in a scenario.
        meaning: one line.
        score: `score(own, params, queue, contact, now_s)`: of all waiting contacts that some free agent may take the one with the
            smallest score is next; equal scores go by the time of joining the queue, then by contact_id. All waiting contacts are
            scored at each match, so its cost grows with the queue.
        parameters: as in `AgentPolicy`.
    """

    plugin_kind: ClassVar[Kind] = "queue policy"
    name: str
    meaning: str
    score: Callable[..., float]
    parameters: type[Quantities] | None = None


@dataclass(frozen=True, eq=False)
class Distribution:
    """A distribution of durations, written in scenarios like ours: its name, then each parameter's name and value.

    Attributes:
        name: one word of lower-case letters.
        meaning: one line.
        parameters: in the order in which they are written. A duration is declared with the unit `s` and a name that ends in `_s`:
            `mean_s` is written `mean 300 s`.
        quantile: `quantile(own, u)`: the duration [s] at the cumulated probability `u`, strictly between 0 and 1; not decreasing.
        mean: `mean(own)`: the mean [s].
    """

    plugin_kind: ClassVar[Kind] = "distribution"
    name: str
    meaning: str
    parameters: type[Quantities]
    quantile: Callable[[Any, float], float]
    mean: Callable[[Any], float]


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
    kind, name = getattr(type(plugin), "plugin_kind", None), getattr(plugin, "name", None)
    if kind is None:
        raise PluginError(message("{what} is no plug-in: expected a policy, a distribution, a measure or a mechanism.",
                                  what=repr(plugin)))
    if not isinstance(name, str) or not _NAME.fullmatch(name):
        raise PluginError(message("the name of a plug-in is written in lower-case letters, digits and underscores, not {name}.",
                                  name=repr(name)))
    known = _registry.entries.get(name)
    if known is not None and known.plugin is not plugin:
        raise PluginError(message("two plug-ins have the name {name}: {first} and {second}.", name=name,
                                  first=_from(known), second=_from(entry)))
    if len(sections_of(plugin)) > 1:
        raise PluginError(message("{name}: a plug-in has one class of parameters.", name=name))
    if kind == "distribution" and not name.isalpha():
        raise PluginError(message("{name}: the name of a distribution is one word.", name=name))
    if any(getattr(plugin, columns, None) is not None for columns in ("contact_columns", "agent_columns", "customer_columns")):
        raise PluginError(message("{name}: a plug-in has no columns; it keeps daily sums, and its own state.", name=name))
    if kind == "measure" and not plugin.definition:
        raise PluginError(message("measure {name}: its function needs a docstring, which is its definition.", name=name))
    for section in sections_of(plugin):
        _check_parameters(name, section, kind)
    source_hash(plugin)
    if known is None:
        _registry.entries[name] = entry
        _registry.n_changes += 1


def sections_of(plugin: Any) -> tuple[type[Quantities], ...]:
    """The classes of a plug-in's parameters."""
    declared = getattr(plugin, "parameters", None)
    return () if declared is None else declared if isinstance(declared, tuple) else (declared,)


def _check_parameters(name: str, section: type[Quantities], kind: Kind) -> None:
    for key, declared in section.model_fields.items():
        if kind != "distribution" and declared.is_required():
            raise PluginError(message("{name}.{key}: a parameter of a plug-in needs a default.", name=name, key=key))
        is_list = get_origin(declared.annotation) is tuple and _plain(get_args(declared.annotation)[0]) is float \
            and get_args(declared.annotation)[1:] == (...,)
        if kind.endswith("policy") and declared.annotation not in (float, int, bool) and not is_list:
            raise PluginError(message("{name}.{key}: a parameter of a policy is a float, an int, a bool or a "
                                      "tuple[float, ...].", name=name, key=key))
        if kind == "distribution" and (declared.annotation is not float or not key.removesuffix("_s").isalpha()):
            raise PluginError(message("{name}.{key}: a parameter of a distribution is a float whose name is one word.",
                                      name=name, key=key))


def _plain(annotation: Any) -> Any:
    return get_args(annotation)[0] if get_origin(annotation) is Annotated else annotation


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
                                          name=name, why=f"{type(error).__name__}: {error}")) from error
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
