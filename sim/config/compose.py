"""What Hydra makes of base, what-ifs and overrides, as a plain mapping; what it finds wrong comes as `Faults`."""

import copy
import re
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from sim.config.build import leaves
from sim.config.errors import Faults, did_you_mean
from sim.config.files import has_package_line, read_text, read_yaml

if TYPE_CHECKING:
    from omegaconf import DictConfig

ONE_AT_A_TIME = threading.RLock()  # Hydra's state is one for the whole process, and composing is not thread-safe
OWN = "own_scenario"  # what a scenario from a user's file is called while it is composed
_WORD = re.compile(r"\w+")
_NOT_THERE = re.compile(r"Could not (?:override|delete from config\.)\s*'([^']+)'")
_THERE_ALREADY = re.compile(r"An item is already at '([^']+)'")


def options_of(part: str, folders: Sequence[Path]) -> list[str]:
    """The files that can be chosen for a part, by name."""
    return sorted({path.stem for folder in folders for path in (folder / part).glob("*.yaml")})


class Override(NamedTuple):
    """What the command line changes: a key, the text as given, and what sort of change it is."""

    key: str
    text: str
    is_value: bool  # and not a file for a part
    adds_no_key: bool  # sets what is there to something that holds no keys, or chooses a file
    value: Any


Read = list[Override]


class Layer(NamedTuple):
    """A file of a scenario and its keys."""

    file: Path
    keys: Mapping[str, Any]


def layers_of(file: Path, folders: Sequence[Path]) -> list[Layer]:
    """The files of the scenarios that a file builds on, each after those that it builds on itself, and the file last."""
    own, layers = read_yaml(file), []
    for entry in own.get("defaults") or []:
        if isinstance(entry, str) and entry != "_self_":
            above = [path for folder in folders if (path := folder / "scenario" / f"{entry}.yaml").is_file()]
            if not above:
                known = options_of("scenario", folders)
                hint = did_you_mean(entry, known, listed=False)
                raise Faults([f"{file}: defaults: there is no scenario {entry}{hint}"])
            layers += layers_of(above[0], folders)
    return [*layers, Layer(file, own)]


def changed_by_files(layers: Sequence[Layer]) -> dict[str, str]:
    """Which scenario changed what: the file's own values, after those of the scenarios that it builds on."""
    changed: dict[str, str] = {}
    for file, plain in layers:
        for key, _ in leaves({name: part for name, part in plain.items() if name not in ("defaults", "sources", "name")}):
            changed.pop(key, None)  # so that the later one counts
            changed[key] = f"changed by scenario {plain.get('name', file.stem)}"
    return changed


# --- Hydra ----------------------------------------------------------------------------------------------------


@contextmanager
def _hydra(folders: Sequence[Path]) -> Iterator[None]:
    """Hydra set up on these folders, the first before the others; whoever used it before finds it as it was."""
    from hydra import initialize_config_dir
    from hydra.core.global_hydra import GlobalHydra

    before = GlobalHydra.instance().hydra
    GlobalHydra.instance().clear()
    try:
        with initialize_config_dir(str(folders[0]), version_base="1.3"):
            yield
    finally:
        GlobalHydra.instance().clear()
        if before is not None:
            GlobalHydra.instance().initialize(before)


def composed(overrides: list[str], folders: Sequence[Path], file: Path) -> "DictConfig":
    """What Hydra makes of base and these overrides."""
    import yaml
    from hydra import compose
    from hydra.errors import HydraException
    from omegaconf.errors import OmegaConfBaseException

    more = ", ".join("'file://" + folder.as_posix().replace("'", "\\'") + "'" for folder in folders[1:])
    try:
        with _hydra(folders):
            return compose("base", overrides=[*overrides, f"hydra.searchpath=[{more}]"])
    except (HydraException, OmegaConfBaseException, yaml.YAMLError, UnicodeDecodeError) as error:
        raise Faults([_in_users_words(error, folders, file)]) from None


def plain_of(config: "DictConfig", folders: Sequence[Path], file: Path) -> dict[str, Any]:
    """A composed scenario as a plain mapping."""
    from omegaconf import OmegaConf
    from omegaconf.errors import OmegaConfBaseException

    try:
        plain = OmegaConf.to_container(config, resolve=True, throw_on_missing=True)
    except OmegaConfBaseException as error:
        raise Faults([_in_users_words(error, folders, file)]) from None
    if not isinstance(plain, dict):
        raise Faults([f"{file}: expected keys, as `conversation:`."])
    return {str(key): value for key, value in plain.items()}


class Base:
    """Base with the overrides of a list of scenarios, composed when the first of them needs it.

    Hydra lays a what-if over base, and the overrides over both. Where the overrides change other values than the
    what-if does, and add no keys, the order does not matter: the what-if may as well be laid over base with its
    overrides, which takes a fifth of the time. Base alone is kept from one list to the next, as long as no file changes.
    """

    def __init__(self) -> None:
        self._config: DictConfig | None = None
        self._tried = False

    def under(self, layers: Sequence[Layer], rest: Read, folders: Sequence[Path]) -> dict[str, Any] | None:
        """The plain mapping that Hydra makes of a what-if and these overrides; None where that is for Hydra to say.

        Args:
            layers: the what-if's files.
            rest: the overrides.
            folders: those that Hydra searches, but for one that is the file's own.
        """
        from omegaconf import DictConfig, OmegaConf
        from omegaconf.errors import OmegaConfBaseException

        diffs = [{key: value for key, value in layer.keys.items() if key != "defaults"} for layer in layers]
        changed = [f"{key}." for diff in diffs for key, _ in leaves(diff)]
        by_hand = [f"{one.key}." for one in rest if one.is_value]
        if (not _are_diffs(layers) or not all(one.adds_no_key for one in rest)
                or any(_overlap(one, other) for one in by_hand for other in changed)):
            return None
        file = layers[-1].file
        if not self._tried:
            self._tried = True
            with suppress(Faults, OmegaConfBaseException):  # what is wrong may be right once the what-if has its say
                self._config = _base_with(rest, folders, file)
                OmegaConf.set_struct(self._config, False)
        if self._config is None:
            return None
        with suppress(Faults, OmegaConfBaseException):
            merged = OmegaConf.merge(self._config, *diffs)
            assert isinstance(merged, DictConfig)
            return plain_of(merged, folders, file)
        return None


_kept: dict[tuple[Path, ...], tuple[object, "DictConfig"]] = {}  # base as Hydra composed it last, and of which files


def _base_with(rest: Read, folders: Sequence[Path], file: Path) -> "DictConfig":
    """Base with overrides that add no key; what is set is set on a copy as Hydra sets it, where no part is chosen."""
    from omegaconf import OmegaConf

    if not all(one.is_value for one in rest):
        return composed([one.text for one in rest], folders, file)
    seen = [(path, (found := path.stat()).st_mtime_ns, found.st_size)
            for folder in folders for shape in ("*.yaml", "*/*.yaml") for path in sorted(folder.glob(shape))]
    stamp, config = _kept.get(tuple(folders), (None, None))
    if config is None or stamp != seen:
        config = composed([], folders, file)
        _kept[tuple(folders)] = seen, config
    config = copy.deepcopy(config)
    for one in rest:
        OmegaConf.update(config, one.key, one.value, merge=True)
    return config


def _are_diffs(layers: Sequence[Layer]) -> bool:
    """Whether Hydra lays each file's keys over the whole scenario, each file once and in this order."""
    return len({layer.file for layer in layers}) == len(layers) and all(
        "hydra" not in layer.keys and has_package_line(read_text(layer.file).lstrip().split("\n")[0])
        and _builds_on_scenarios(layer.keys.get("defaults", ["_self_"])) for layer in layers)


def _builds_on_scenarios(defaults: Any) -> bool:
    """Whether a list of defaults names scenarios alone, and the file's own keys go over them."""
    return isinstance(defaults, list) and all(isinstance(entry, str) and _WORD.fullmatch(entry) for entry in defaults) and (
        defaults[-1:] == ["_self_"] and defaults.count("_self_") == 1)


def _overlap(one: str, other: str) -> bool:
    """Whether one dotted key is the other or above it; each ends in a dot."""
    return one.startswith(other) or other.startswith(one)


def _in_users_words(error: Exception, folders: Sequence[Path], file: Path) -> str:
    text = str(error)
    if isinstance(error, UnicodeDecodeError):
        return f"{_not_utf8(folders)}: is not UTF-8 text; save it as UTF-8."
    if there := _THERE_ALREADY.search(text):
        return f"+{there[1]}: is there already; leave out the +."
    if missing := _NOT_THERE.search(text):
        return f"{missing[1]}: is not there; to add a kind or a group write + before it and give it all its keys."
    key = getattr(error, "full_key", None)
    mark = getattr(error, "problem_mark", None)
    if mark is not None:
        return f"{Path(mark.name).name}, line {mark.line + 1}: {getattr(error, 'problem', 'malformed')}."
    line = _first_line(text).replace(f"scenario/{OWN}", str(file)).replace(OWN, file.name).rstrip(".")
    return f"{key}: {line}." if key else f"{file.name}: {line}."


def _not_utf8(folders: Sequence[Path]) -> str:
    for path in (path for folder in folders[1:] for path in folder.glob("*/*.yaml")):
        try:
            path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            return str(path)
    return "a scenario file"


def _first_line(error: object) -> str:
    return str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
