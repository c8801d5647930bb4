"""YAML files of a user's own: found, read, and refused in one line where they cannot be read."""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from sim.config.errors import Faults, did_you_mean

_PACKAGE = re.compile(r"#\s*@package\s+_global_\s*")


def find_own(name: str, config_dir: str | Path | None, shipped: Path, known: Sequence[str]) -> Path:
    """The file that a scenario's name or path means.

    Args:
        name: a name, or the path of a `.yaml` file.
        config_dir: folder with own scenarios, or None.
        shipped: folder of the shipped scenarios.
        known: names to compare a mistyped one with.

    Raises:
        Faults: no such scenario or file, or a name that stands for two.
    """
    if name.endswith((".yaml", ".yml")) or "/" in name or "\\" in name:
        file = Path(name)
        if not file.exists():
            raise Faults([f"{name}: there is no such file."])
        return file
    found = [shipped / f"{name}.yaml"]
    if config_dir is not None:
        found += [Path(config_dir) / "scenario" / f"{name}.yaml", Path(config_dir) / f"{name}.yaml"]
    found = [path for path in found if path.is_file()]
    if not found:
        raise Faults([f"scenario={name}: there is no such scenario{did_you_mean(name, known, listed=False)}"])
    if found[0].parent == shipped and any(path.read_bytes() != found[0].read_bytes() for path in found):
        raise Faults([f"{found[1]}: the name {name} is taken by a shipped scenario; give the file another name."])
    return found[0]


def read_text(file: Path) -> str:
    """The text of a YAML file that holds something.

    Raises:
        Faults: missing, a folder, empty, unreadable or not UTF-8.
    """
    try:
        text = file.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise Faults([f"{file}: there is no such file."]) from None
    except UnicodeDecodeError:
        raise Faults([f"{file}: is not UTF-8 text; save it as UTF-8."]) from None
    except OSError as error:
        why = "is a folder" if file.is_dir() else f"cannot be read: {error.strerror}"
        raise Faults([f"{file}: {why}."]) from None
    if not text.strip():
        raise Faults([f"{file}: is empty."])
    return text


def read_yaml(file: Path) -> dict[str, Any]:
    """The keys of a YAML file, read as Hydra reads it.

    Raises:
        Faults: as `read_text`; malformed, with its line; or no keys at the top.
    """
    import yaml
    from omegaconf import OmegaConf
    from omegaconf.errors import OmegaConfBaseException

    text = read_text(file)
    try:
        config = OmegaConf.create(text)
        plain = OmegaConf.to_container(config, resolve=False)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f", line {mark.line + 1}" if mark is not None else ""
        raise Faults([f"{file}{where}: {getattr(error, 'problem', None) or 'malformed YAML'}."]) from None
    except OmegaConfBaseException as error:
        raise Faults([f"{file}: {str(error).strip().splitlines()[0]}."]) from None
    if not isinstance(plain, Mapping):
        raise Faults([f"{file}: expected keys, as `conversation:`."])
    return {str(key): value for key, value in plain.items()}


def has_package_line(text: str) -> bool:
    """Whether the comments at the head of a file say that its keys are those of the whole scenario."""
    for line in text.splitlines():
        if line.strip() and not line.lstrip().startswith("#"):
            return False
        if _PACKAGE.fullmatch(line.strip()):
            return True
    return False


def question_of(file: Path) -> str:
    """What a scenario's head says after `# Question:`, on one line; empty if it says nothing."""
    text = read_text(file)
    head = re.search(r"^# Question:\s*(.*(?:\n#   +.*)*)", text, re.MULTILINE)
    return " ".join(re.sub(r"\n#\s+", " ", head[1]).split()) if head else ""
