"""YAML files of scenarios, shipped and the user's: finding and reading, with one message where a file cannot be read."""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from sim.config.errors import ConfigError, did_you_mean
from sim.i18n.translate import Message, message, sentences

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
    folder = Path(config_dir).expanduser()
    if not folder.is_dir():
        raise ConfigError([message("--config-dir {folder}: is not a folder.", folder=config_dir) if folder.exists()
                           else message("--config-dir {folder}: there is no such folder.", folder=config_dir)])
    hidden = [
        message("{file}: a shipped file of that name would be used instead; give yours another name.", file=own)
        for own in sorted(folder.glob("*/*.yaml"))
        if (same := shipped / own.parent.name / own.name).is_file() and same.read_bytes() != own.read_bytes()
    ]
    if hidden:
        raise ConfigError(hidden)
    return [shipped, folder.resolve()]


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
        file = Path(name).expanduser()
        if not file.exists():
            raise ConfigError([_no_such_file(name)])
        return file
    shipped = data_folder("scenarios") / "scenario"
    found = [shipped / f"{name}.yaml"]
    if config_dir is not None:
        found += [Path(config_dir) / "scenario" / f"{name}.yaml", Path(config_dir) / f"{name}.yaml"]
    found = [path for path in found if path.is_file()]
    if not found:
        raise ConfigError([sentences(message("scenario={name}: there is no such scenario.", name=name),
                                     did_you_mean(name, names(config_dir), listed=False))])
    if found[0].parent == shipped and any(path.read_bytes() != found[0].read_bytes() for path in found):
        raise ConfigError([message("{file}: the name {name} is taken by a shipped scenario; give the file another name.",
                                   file=found[1], name=name)])
    return found[0]


# --- one file -----------------------------------------------------------------------------------------------


def _no_such_file(file: str | Path) -> Message:
    return message("{file}: there is no such file.", file=file)


def not_utf8(file: str | Path) -> Message:
    """The message about a file in another encoding."""
    return message("{file}: is not UTF-8 text; save it as UTF-8.", file=file)


def read_text(file: Path) -> str:
    """The text of a YAML file that is not empty.

    Raises:
        ConfigError: missing, a folder, empty, unreadable or not UTF-8.
    """
    try:
        text = file.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise ConfigError([_no_such_file(file)]) from None
    except UnicodeDecodeError:
        raise ConfigError([not_utf8(file)]) from None
    except OSError as error:
        raise ConfigError([message("{file}: is a folder.", file=file) if file.is_dir()
                           else message("{file}: cannot be read: {why}.", file=file, why=error.strerror)]) from None
    if not text.strip():
        raise ConfigError([message("{file}: is empty.", file=file)])
    return text


def read_yaml(file: Path) -> dict[str, Any]:
    """The keys of a YAML file, read as Hydra reads it.

    Raises:
        ConfigError: as `read_text`; malformed, with its line; or no keys at the top.
    """
    import yaml
    from omegaconf import OmegaConf
    from omegaconf.errors import OmegaConfBaseException

    text = read_text(file)
    try:
        config = OmegaConf.create(text)
        plain = OmegaConf.to_container(config, resolve=False)
    except yaml.YAMLError as error:
        raise ConfigError([malformed(error, file)]) from None
    except OmegaConfBaseException as error:
        raise ConfigError([message("{file}: {why}.", file=file, why=str(error).strip().splitlines()[0])]) from None
    if not isinstance(plain, Mapping):
        raise ConfigError([no_keys(file)])
    return {str(key): value for key, value in plain.items()}


def malformed(error: Exception, file: str | Path) -> Message:
    """The message about YAML that cannot be read, with its line; with the YAML parser's own English description."""
    why = getattr(error, "problem", None) or message("malformed YAML")
    mark = getattr(error, "problem_mark", None)
    if mark is None:
        return message("{file}: {why}.", file=file, why=why)
    return message("{file}, line {line}: {why}.", file=file, line=mark.line + 1, why=why)


def no_keys(file: str | Path) -> Message:
    """The message about a file that holds no keys at its top."""
    return message("{file}: expected keys, as `conversation:`.", file=file)


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
