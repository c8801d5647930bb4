"""YAML files of scenarios, shipped and the user's: finding and reading, with one message where a file cannot be read."""

import filecmp
import os
import re
import stat
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from sim.config.errors import ConfigError, did_you_mean, value_text
from sim.i18n.translate import Message, message, sentences

MAX_BYTES = 1_000_000
MAX_FILES = 50                 # that a scenario or a part builds on
_LONGEST_LINE = 100            # characters of a file's line in a message
_LONGEST_NAME = 200            # characters of a file's name in a message
_DIRECTIVE = re.compile(r"#+\s*@")
_PACKAGE = re.compile(r"#\s*@package\s+_global_\s*")


# --- available files ------------------------------------------------------------------------------------------


def data_folder(name: str) -> Path:
    """`scenarios` or `experiments`: in the installed package, else in the checkout."""
    here = Path(__file__).resolve().parents[1]
    return here / name if (here / name).is_dir() else here.parent / name


def names(config_dir: str | Path | None = None) -> list[str]:
    """Names of the available scenarios, base first, with those in `config_dir`."""
    folders = [data_folder("scenarios") / "scenario"]
    if config_dir is not None:
        folders += [Path(config_dir) / "scenario", Path(config_dir)]
    found = {path.stem for folder in folders for path in folder.glob("*.yaml")}
    return sorted(found, key=lambda name: (name != "base", name))


def experiments() -> list[str]:
    """Names of the available experiments."""
    return sorted(path.stem for path in data_folder("experiments").glob("*.yaml"))


def search_folders(config_dir: str | Path | None) -> list[Path]:
    """The folders that Hydra searches: the shipped one, and the user's if given.

    Raises:
        ConfigError: no such folder, or a file in it that is hidden by a shipped one of the same name.
    """
    shipped = data_folder("scenarios")
    if config_dir is None:
        return [shipped]
    folder = Path(os.path.expanduser(config_dir))
    if not os.path.isdir(folder):
        raise ConfigError([message("--config-dir {folder}: is not a folder.", folder=config_dir) if os.path.lexists(folder)
                           else message("--config-dir {folder}: there is no such folder.", folder=_short(config_dir))])
    return with_folder([shipped], folder)


def with_folder(folders: Sequence[Path], folder: Path) -> list[Path]:
    """The folders, and a user's one whose scenarios and parts are used too.

    Raises:
        ConfigError: a file in it that is hidden by a shipped one of the same name.
    """
    shipped, folder = folders[0], folder.resolve()
    if folder in folders:
        return [*folders]
    hidden = [
        message("{file}: a shipped file of that name would be used instead; give yours another name.", file=own)
        for own in yaml_files(folder)
        if own.parent != folder and (same := shipped / own.parent.name / own.name).is_file() and not are_equal(own, same)
    ]
    if hidden:
        raise ConfigError(hidden)
    return [*folders, folder]


def options_of(part: str, folders: Sequence[Path]) -> list[str]:
    """The available files for a part, by name."""
    return sorted({path.stem for folder in folders for path in (folder / part).glob("*.yaml")})


def find_scenario(name: str, config_dir: str | Path | None) -> Path:
    """The file of a scenario's name or path.

    Args:
        name: a name, or the path of a `.yaml` file.
        config_dir: folder with the user's scenarios, or None.

    Raises:
        ConfigError: no such scenario or file, or an ambiguous name.
    """
    if name.endswith((".yaml", ".yml")) or "/" in name or "\\" in name:
        file = Path(os.path.expanduser(name))
        if not os.path.lexists(file):
            raise ConfigError([no_such_file(name)])
        return file
    shipped = data_folder("scenarios") / "scenario"
    found = [shipped / f"{name}.yaml"]
    if config_dir is not None:
        found += [Path(config_dir) / "scenario" / f"{name}.yaml", Path(config_dir) / f"{name}.yaml"]
    found = [path for path in found if os.path.isfile(path)]
    if not found:
        raise ConfigError([sentences(message("scenario={name}: there is no such scenario.", name=_short(name)),
                                     did_you_mean(name, names(config_dir), listed=False))])
    if found[0].parent == shipped and not all(are_equal(path, found[0]) for path in found):
        raise ConfigError([message("{file}: the name {name} is taken by a shipped scenario; give the file another name.",
                                   file=found[1], name=name)])
    return found[0]


# --- one file -----------------------------------------------------------------------------------------------


def no_such_file(file: str | Path) -> Message:
    """The message about a file that is not there."""
    return message("{file}: there is no such file.", file=_short(file))


def read_text(file: Path) -> str:
    """The text of a YAML file that is not empty.

    Raises:
        ConfigError: missing, no regular file, too large, empty, unreadable or not UTF-8.
    """
    try:
        mode = os.stat(file).st_mode
        if not stat.S_ISREG(mode):     # reading a pipe or a device may never end
            raise ConfigError([message("{file}: is a folder.", file=file) if stat.S_ISDIR(mode)
                               else message("{file}: is no regular file.", file=file)])
        with file.open("rb") as content:
            data = content.read(MAX_BYTES + 1)
    except FileNotFoundError:
        raise ConfigError([no_such_file(file)]) from None
    except ValueError as error:         # a null character in the name
        if isinstance(error, ConfigError):
            raise
        raise ConfigError([no_such_file(repr(str(file)))]) from None
    except OSError as error:
        raise ConfigError([message("{file}: cannot be read: {why}.", file=_short(file), why=error.strerror)]) from None
    return decoded(data, file)


def decoded(data: bytes, source: str | Path) -> str:
    """The text of a file's bytes.

    Raises:
        ConfigError: too large, empty or not UTF-8.
    """
    if len(data) > MAX_BYTES:
        raise ConfigError([message("{file}: is larger than {most} kB.", file=source, most=MAX_BYTES // 1000)])
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise ConfigError([message("{file}: is not UTF-8 text; save it as UTF-8.", file=source)]) from None
    if not text.strip():
        raise ConfigError([message("{file}: is empty.", file=source)])
    return text


def read_yaml(file: Path) -> dict[str, Any]:
    """The keys of a YAML file.

    Raises:
        ConfigError: as `read_text`, and as `sim.config.yaml_reader.keys_of`.
    """
    text = read_text(file)
    from sim.config.yaml_reader import keys_of  # late: a composition from the cache needs no YAML
    return keys_of(text, file)


def yaml_files(folder: Path) -> Iterator[Path]:
    """The files that may belong to a scenario: regular ones at the top of a folder, among its scenarios and in its parts."""
    parts = ["", *sorted(path.name for path in data_folder("scenarios").iterdir() if path.is_dir())]
    yield from (path for part in parts for path in sorted((folder / part).glob("*.yaml")) if path.is_file())


def are_equal(one: Path, other: Path) -> bool:
    """Whether two regular files hold the same bytes."""
    return filecmp.cmp(one, other, shallow=False)


def _short(file: str | Path) -> str:
    """A name, without its middle if it is long."""
    name = str(file)
    return name if len(name) <= _LONGEST_NAME else f"{name[:_LONGEST_NAME // 2]}…{name[-_LONGEST_NAME // 2:]}"


def _foreign_directive(text: str) -> str | None:
    """A comment at the head of a file that Hydra would read as its own, other than `# @package _global_`."""
    for line in map(str.strip, text.splitlines()):
        if line and not line.startswith("#"):
            return None
        if _DIRECTIVE.match(line) and not _PACKAGE.fullmatch(line):
            return line
    return None


def has_package_line(text: str) -> bool:
    """Whether the comments at the head of a file declare that its keys are those of the whole scenario."""
    for line in text.splitlines():
        if line.strip() and not line.lstrip().startswith("#"):
            return False
        if _PACKAGE.fullmatch(line.strip()):
            return True
    return False


def question_of(file: Path) -> str:
    """The question after `# Question:` at the head of a scenario's file, on one line; empty if there is none."""
    text = read_text(file)
    head = re.search(r"^# Question:\s*(.*(?:\n#   +.*)*)", text, re.MULTILINE)
    return " ".join(re.sub(r"\n#\s+", " ", head[1]).split()) if head else ""


# --- the files of a scenario --------------------------------------------------------------------------------


class Layer(NamedTuple):
    """A scenario's file and its keys."""

    file: Path
    keys: Mapping[str, Any]


def layers_of(file: Path, folders: Sequence[Path], above: Sequence[str] = ()) -> list[Layer]:
    """A scenario's file, after the files of the scenarios that it builds on, in order of application.

    Raises:
        ConfigError: a file that cannot be read or used, one that is not there, or one that builds on itself.
    """
    own, layers = _read(file, above, folders), []
    if "hydra" in own:
        raise ConfigError([message("{file}: hydra: Hydra's own settings have no place here.", file=file)])
    for entry in _defaults(own.get("defaults"), file):
        if isinstance(entry, str) and entry != "_self_":
            places = [place for folder in folders for place in (folder / "scenario", folder)]
            found = [path for place in places if os.path.isfile(path := place / f"{entry}.yaml")]
            if not found:
                raise ConfigError([sentences(
                    message("{file}: defaults: there is no scenario {name}.", file=file, name=entry),
                    did_you_mean(entry, sorted({*options_of("scenario", folders), *options_of("", folders[1:])}), listed=False))])
            layers += layers_of(found[0], folders, [*above, os.path.realpath(file)])
            _check_number(len(layers), file)
    return [*layers, Layer(file, own)]


def _read(file: Path, above: Sequence[str], folders: Sequence[Path]) -> dict[str, Any]:
    """The keys of a file of a scenario or a part.

    Args:
        file: it is read as a user's file, unless it is shipped.
        above: the files that build on it.
        folders: search path, the shipped folder first.

    Raises:
        ConfigError: it cannot be read, says that its keys belong elsewhere, or builds on itself or on too many others.
    """
    if os.path.realpath(file) in above:
        raise ConfigError([message("{file}: builds on itself; see its defaults.", file=file)])
    _check_number(len(above), file)
    if folders[0] not in file.parents and (found := _foreign_directive(read_text(file))) is not None:
        raise ConfigError([message("{file}: {line}: only `# @package _global_` may stand at the head of a file.", file=file,
                                   line=found[:_LONGEST_LINE])])
    return read_yaml(file)


def _check_number(n: int, file: Path) -> None:
    if n > MAX_FILES:
        raise ConfigError([message("{file}: builds on more than {most} files.", file=file, most=MAX_FILES)])


def _defaults(entries: Any, file: Path) -> list[Any]:
    """The entries of a file's `defaults`: names of scenarios, and parts with the name of a file.

    Raises:
        ConfigError: anything else.
    """
    if entries is None:
        return []
    _check_number(len(entries) if isinstance(entries, list) else 0, file)
    for entry in entries if isinstance(entries, list) else [entries]:
        names = [text for one in entry.items() for text in one] if isinstance(entry, dict) and len(entry) == 1 else [entry]
        if not isinstance(entries, list) or any(not isinstance(name, str) or "hydra" in name for name in names):
            example = "[aht_cap_180, {override /costs: bare}, _self_]"
            raise ConfigError([message("{file}: defaults: {entry} is no scenario and no part; write a list such as {example}.",
                                       file=file, entry=value_text(entry), example=example)])
    return list(entries)


def check_parts(layers: Sequence[Layer], asked: Sequence[tuple[str, str]], folders: Sequence[Path]) -> None:
    """Read each file of a user's that Hydra will read for a part, so that what it must not hold is refused before.

    Args:
        layers: the files of a scenario.
        asked: parts and the names of their files, from the command line.
        folders: search path, the shipped folder first.

    Raises:
        ConfigError: as `layers_of`.
    """
    entries = [entry for layer in layers for entry in layer.keys.get("defaults") or () if isinstance(entry, dict)]
    chosen = [*(choice for entry in entries for choice in entry.items()), *asked]
    for part, name in chosen:
        _check_part(part.removeprefix("override").strip().strip("/").split("@")[0], name, folders, [])


def _check_part(part: str, name: str, folders: Sequence[Path], above: Sequence[str]) -> int:
    """Read the files of a part's choice, and those of the same part that they build on; their number.

    Raises:
        ConfigError: as `_read`; a user's file that builds on anything else than a file of the same part.
    """
    n = 0
    for file in [path for folder in folders[1:] if os.path.lexists(path := folder / part / f"{name}.yaml")]:
        n += 1
        for entry in _defaults(_read(file, above, folders).get("defaults"), file):
            known = options_of(part, folders)
            if entry != "_self_" and entry not in known:
                raise ConfigError([sentences(
                    message("{file}: defaults: {entry} is no file of {part}.", file=file, entry=value_text(entry), part=part),
                    did_you_mean(str(entry), known))])
            if entry != "_self_":
                n += _check_part(part, entry, folders, [*above, os.path.realpath(file)])
                _check_number(n, file)
    return n
