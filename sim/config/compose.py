"""Composition of scenarios by Hydra from base, what-ifs and overrides; its errors become `ConfigError`.

Hydra and OmegaConf are used in this folder only. They are imported when a scenario is not in the cache.
"""

import io
import logging
import os
import re
import sys
import tempfile
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, redirect_stdout, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sim.config import composed_cache
from sim.config.composed_cache import Composed, ComposedCache
from sim.config.errors import ConfigError, did_you_mean
from sim.config.files import (
    Layer,
    are_equal,
    check_parts,
    find_scenario,
    has_package_line,
    layers_of,
    read_text,
    search_folders,
    with_folder,
)
from sim.config.overrides import Override, read_overrides
from sim.config.provenance import BY_HAND, leaves
from sim.i18n.translate import Message, message, sentences

if TYPE_CHECKING:
    from omegaconf import DictConfig

_ONE_AT_A_TIME = threading.RLock()  # Hydra has one state per process, and composition is not thread-safe
_OWN = "own_scenario"  # name of a scenario from a user's file during composition
_NOT_THERE = re.compile(r"Could not (?:override|delete from config\.)\s*'([^']+)'")
_THERE_ALREADY = re.compile(r"An item is already at '([^']+)'")


class Composer:
    """Composes scenarios; files must not change while it is in use."""

    def __init__(self, config_dir: str | Path | None = None) -> None:
        """Find the files.

        Args:
            config_dir: folder with the user's scenarios, or None.

        Raises:
            ConfigError: a folder that cannot be used.
        """
        self._config_dir = config_dir
        self._folders = search_folders(config_dir)
        self._cache = ComposedCache(self._folders)

    def compose(self, name: str, overrides: Sequence[str] = ()) -> tuple[dict[str, Any], dict[str, str]]:
        """A scenario with overrides as a plain mapping, and the origin of each changed value, by dotted key.

        Raises:
            ConfigError: one message per error.
        """
        composed = self._composed(name, overrides)
        if composed.name is None:
            return composed.plain, composed.changed
        labels = composed.labels if composed.name.strip() else []  # an empty name is reported with the other values
        return {**composed.plain, "name": ", ".join([composed.name, *labels])}, composed.changed

    def printed(self, flags: Sequence[str], overrides: Sequence[str] = ()) -> str:
        """What Hydra's own command line prints about a scenario with overrides.

        Args:
            flags: of that command line, such as `--cfg job` or `--info defaults`.
            overrides: in Hydra's grammar; `scenario=...` among them names the scenario.

        Raises:
            ConfigError: one message per error.
        """
        self.compose("base", overrides)  # reports errors in the user's terms
        chosen, rest, _ = read_overrides(overrides, self._folders)
        file = find_scenario(chosen or "base", self._config_dir)
        with _ONE_AT_A_TIME:
            return _printed_by_hydra(file, flags, rest, _with_beside(file, self._folders))

    def _composed(self, name: str, overrides: Sequence[str]) -> Composed:
        """A composition from the cache, or a new one that is then stored."""
        try:
            entry = self._cache.entry(find_scenario(name, self._config_dir), overrides)
        except ConfigError:  # reported below, together with errors of the overrides
            entry = None
        found = composed_cache.load(entry)
        if found is None:
            with _ONE_AT_A_TIME:
                found = self._fresh(name, overrides)
            composed_cache.save(entry, found)
        return found

    def _fresh(self, name: str, overrides: Sequence[str]) -> Composed:
        """A composition by Hydra: of everything, or of the scenario with its parts, whose values are then set as Hydra does."""
        asked = next((text.partition("=")[2] for text in overrides if text.startswith("scenario=")), name)
        folders = self._folders
        with suppress(ConfigError):  # reported below, together with errors of the overrides
            folders = _with_beside(find_scenario(asked, self._config_dir), folders)
        chosen, rest, messages = read_overrides(overrides, folders)
        try:
            file = find_scenario(chosen or name, self._config_dir)
            folders = _with_beside(file, self._folders)
        except ConfigError as error:
            raise ConfigError([*error.messages, *messages]) from None
        if messages:
            raise ConfigError(messages)
        if chosen is not None:
            return self._composed(chosen, [one.text for one in rest])
        values = [one for one in rest if one.is_value]
        if values and all(one.is_literal for one in values):
            composed = self._composed(name, [one.text for one in rest if not one.is_value])
            with suppress(*_omegaconf_errors()):  # then Hydra reports the error
                if composed.is_literal:
                    return _with_values(composed, values, [one.label for one in rest if one.label])
        return composed_by_hydra(file, rest, folders)


def _with_values(composed: Composed, values: Sequence[Override], labels: list[str]) -> Composed:
    """A composed scenario with values set; their sections are OmegaConf's objects meanwhile.

    Hydra uses the same call, on the whole scenario.

    Raises:
        OmegaConfBaseException, KeyError: a value that cannot be set.
    """
    from omegaconf import OmegaConf

    config = OmegaConf.create({name: composed.plain[name] for name in dict.fromkeys(one.key.split(".")[0] for one in values)})
    OmegaConf.set_struct(config, True)
    for one in values:
        OmegaConf.update(config, one.key, one.value, merge=True)
    plain = composed.plain | _resolved(config)
    return Composed(plain, composed.changed | {one.key: BY_HAND for one in values},
                    None if any(one.key == "name" for one in values) else composed.name, labels, True)


def _omegaconf_errors() -> tuple[type[Exception], ...]:
    from omegaconf.errors import OmegaConfBaseException

    return OmegaConfBaseException, KeyError


# --- Hydra ----------------------------------------------------------------------------------------------------


def composed_by_hydra(file: Path, overrides: Sequence[Override], folders: Sequence[Path]) -> Composed:
    """Hydra's composition of base, the what-if in a file and overrides.

    Args:
        file: of the what-if.
        overrides: all except the choice of the scenario.
        folders: search path, the shipped folder first.

    Raises:
        ConfigError: Hydra's errors.
    """
    from omegaconf import OmegaConf
    from omegaconf.errors import OmegaConfBaseException

    layers = layers_of(file, folders)
    check_parts(layers, [(one.key, str(one.value)) for one in overrides if not one.is_value], folders)
    with ExitStack() as stack:
        option, folders = _option_of(layers, folders, _OWN, stack)
        config = _config([f"scenario={option}", *map(_for_hydra, overrides)], folders, file)
        try:
            is_literal = "${" not in repr(OmegaConf.to_container(config, resolve=False))
            plain = _resolved(config)
        except OmegaConfBaseException as error:
            raise ConfigError([_in_users_words(error, file)]) from None
    own, name = layers[-1].keys, plain.get("name")
    if any(one.key == "name" for one in overrides) or not isinstance(name, str):
        name = None
    elif "name" not in own and file.stem != "base":
        name = file.stem
    if name is not None:
        _check_name_is_free(name, file, folders[0] / "scenario")
    changed = _changed_by_files(layers) | {one.key: BY_HAND for one in overrides if one.is_value}
    return Composed(plain, changed, name, [one.label for one in overrides if one.label], is_literal)


def _check_name_is_free(name: str, file: Path, shipped: Path) -> None:
    """Raise a ConfigError if a user's file gives its scenario the name of a shipped one, whose results look alike then."""
    taken = next((path for path in shipped.glob("*.yaml") if path.stem == name), None)
    if taken is not None and not are_equal(file, taken):
        raise ConfigError([message("{file}: the name {name} is a shipped scenario's; write another, as `name: mine`.",
                                   file=file, name=name)])


def _with_beside(file: Path, folders: Sequence[Path]) -> list[Path]:
    """The folders that are searched for a scenario's file: those, and the user's folder in which it lies."""
    beside = Path(os.path.realpath(file)).parent
    return with_folder(folders, beside.parent if beside.name == "scenario" else beside)


def _option_of(layers: Sequence[Layer], folders: Sequence[Path], own: str, stack: ExitStack) -> tuple[str, list[Path]]:
    """The name under which Hydra finds a scenario's file, a user's file as `own`, and the folders that it searches."""
    file = layers[-1].file
    if Path(os.path.realpath(file)).parent == folders[0] / "scenario":
        return file.stem, [*folders]
    copies = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="contact-centre-")))
    (copies / "scenario").mkdir()
    _copy(file, own, copies)
    for layer in layers[:-1]:
        if not any(layer.file.parent == folder / "scenario" for folder in folders):     # it lies beside, not among scenarios
            _copy(layer.file, layer.file.stem, copies)
    return own, [folders[0], copies, *folders[1:]]


def _printed_by_hydra(file: Path, flags: Sequence[str], overrides: Sequence[Override], folders: Sequence[Path]) -> str:
    """The output of Hydra's command line, which reads its arguments from the process."""
    import hydra

    def nothing(config: "DictConfig") -> None:
        """The job that is not run."""

    taken = (folders[0] / "scenario" / file.name).exists() or re.fullmatch(r"[A-Za-z0-9_]+", file.stem) is None
    with ExitStack() as stack, redirect_stdout(io.StringIO()) as output:
        option, folders = _option_of(layers_of(file, folders), folders, _OWN if taken else file.stem, stack)
        before, sys.argv = sys.argv, [
            "contact-centre", *flags, f"scenario={option}", *(one.text for one in overrides), _search_path(folders)]
        stack.callback(setattr, sys, "argv", before)
        stack.enter_context(_logging_kept())  # Hydra's command line sets it up for its own process
        with _hydra_of_our_own():
            hydra.main(config_path=str(folders[0]), config_name="base", version_base="1.3")(nothing)()
    return output.getvalue()


@contextmanager
def _logging_kept() -> Iterator[None]:
    """Context after which the root logger has its handlers and level of before."""
    root = logging.getLogger()
    handlers, level = list(root.handlers), root.level
    try:
        yield
    finally:
        root.handlers[:] = handlers
        root.setLevel(level)


def _search_path(folders: Sequence[Path]) -> str:
    """The override that makes Hydra search the folders after the first."""
    more = ", ".join("'file://" + folder.as_posix().replace("'", "\\'") + "'" for folder in folders[1:])
    return f"hydra.searchpath=[{more}]"


def _for_hydra(override: Override) -> str:
    """The text of an override; a plug-in's key may be absent so far, which Hydra has to be told."""
    return f"++{override.text}" if override.is_value and override.is_outside and override.text[0] not in "+~" else override.text


def _config(overrides: list[str], folders: Sequence[Path], file: Path) -> "DictConfig":
    """The configuration from Hydra's Compose API."""
    from hydra import compose, initialize_config_dir
    from hydra.errors import HydraException
    from omegaconf.errors import OmegaConfBaseException

    try:
        with _hydra_of_our_own(), initialize_config_dir(str(folders[0]), version_base="1.3"):
            return compose("base", overrides=[*overrides, _search_path(folders)])
    except (HydraException, OmegaConfBaseException) as error:
        raise ConfigError([_in_users_words(error, file)]) from None


@contextmanager
def _hydra_of_our_own() -> Iterator[None]:
    """Context in which Hydra is not initialised; an earlier configuration of Hydra is restored afterwards."""
    from hydra.core.global_hydra import GlobalHydra

    before = GlobalHydra.instance().hydra
    GlobalHydra.instance().clear()
    try:
        yield
    finally:
        GlobalHydra.instance().clear()
        if before is not None:
            GlobalHydra.instance().initialize(before)


def _resolved(config: "DictConfig") -> dict[str, Any]:
    """A configuration as a plain mapping; missing values and unresolved references raise OmegaConf's errors."""
    from omegaconf import OmegaConf

    plain = OmegaConf.to_container(config, resolve=True, throw_on_missing=True)
    assert isinstance(plain, dict)
    return {str(key): value for key, value in plain.items()}


def _copy(file: Path, name: str, folder: Path) -> None:
    """Copy a user's file to where Hydra finds it as a scenario of that name, for any file name and place."""
    text = read_text(file)
    if not has_package_line(text):
        raise ConfigError([message("{file}: the first line must be `# @package _global_`; without it the file changes "
                                   "nothing.", file=file)])
    (folder / "scenario" / f"{name}.yaml").write_text(text, encoding="utf-8")


# --- the origin of changed values --------------------------------------------------------------------------------


def _changed_by_files(layers: Sequence[Layer]) -> dict[str, str]:
    """The scenario that changed each value: the file's own values, after those of the scenarios that it builds on."""
    changed: dict[str, str] = {}
    for file, plain in layers:
        for key, _ in leaves({name: part for name, part in plain.items() if name not in ("defaults", "sources", "name")}):
            changed.pop(key, None)  # so that the later one applies
            changed[key] = f"changed by scenario {plain.get('name', file.stem)}"
    return changed


# --- errors -------------------------------------------------------------------------------------------------


def _in_users_words(error: Exception, file: Path) -> Message:
    text = str(error)
    if there := _THERE_ALREADY.search(text):
        return message("+{key}: exists already; leave out the +.", key=there[1])
    if missing := _NOT_THERE.search(text):
        return sentences(
            message("{key}: does not exist.", key=missing[1]), _present(error.__cause__),
            message("To add a contact type or a group write + before it and give it all its keys."))
    line = (text.strip().splitlines() or [type(error).__name__])[0]
    line = line.replace(f"scenario/{_OWN}", str(file)).replace(_OWN, file.name).rstrip(".")
    return message("{key}: {why}.", key=getattr(error, "full_key", None) or file.name, why=line)


def _present(cause: BaseException | None) -> Message | None:
    """The names that there are where OmegaConf found none of the given name."""
    names, wanted = getattr(cause, "parent_node", None), getattr(cause, "key", None)
    return did_you_mean(str(wanted), [str(name) for name in names if name != "sources"]) if isinstance(names, Mapping) else None
