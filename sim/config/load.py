"""Scenarios by name, file or override: Hydra composes them into a plain mapping, `build` checks it.

Hydra is known here and in `sim.config.compose` alone. What it finds wrong reaches the user as `Faults`, one line each.
"""

import itertools
import math
import re
import tempfile
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from functools import cache
from pathlib import Path
from typing import Any

from sim.config.build import BY_HAND, Scenario, build, vary
from sim.config.compose import (
    ONE_AT_A_TIME,
    OWN,
    Base,
    Layer,
    Override,
    Read,
    changed_by_files,
    composed,
    layers_of,
    options_of,
    plain_of,
)
from sim.config.composed_cache import Composed, are_set, folder_of, keep, kept, plain_values
from sim.config.errors import Faults, did_you_mean, unknown_key
from sim.config.files import find_own, has_package_line, read_text
from sim.params.catalogue import pattern

MOST_POINTS = 1000
Keeps = Callable[[Path], Path | None]      # `folder_of`, which reads every shipped file, asked once for a list of scenarios


def data_folder(name: str) -> Path:
    """`scenarios` or `experiments`: in the installed package, else in the checkout."""
    here = Path(__file__).resolve().parents[1]
    return here / name if (here / name).is_dir() else here.parent / name


def names(config_dir: str | Path | None = None) -> list[str]:
    """The scenarios that can be asked for by name, base first; those in `config_dir` too."""
    folders = [data_folder("scenarios") / "scenario"]
    if config_dir is not None:
        folders += [Path(config_dir) / "scenario", Path(config_dir)]
    found = {path.stem for folder in folders for path in folder.glob("*.yaml")}
    return sorted(found, key=lambda name: (name != "base", name))


def experiments() -> list[str]:
    """The experiments that can be asked for by name."""
    return sorted(path.stem for path in data_folder("experiments").glob("*.yaml"))


def load(name: str = "base", overrides: Sequence[str] = (), config_dir: str | Path | None = None) -> Scenario:
    """A scenario: base and the diff that `name` stands for, then the overrides.

    Args:
        name: of a shipped scenario, of one in `config_dir`, or the path of a YAML file.
        overrides: in Hydra's grammar, as `conversation.aht_cap_s=180` or `kinds=bare`; `scenario=...` among them goes
            before `name`.
        config_dir: folder with own scenarios: `mine.yaml` or `scenario/mine.yaml`, and own files for parts such as
            `demand/mine.yaml`.

    Returns:
        The checked scenario. Its name tells the overrides, those of the run aside.

    Raises:
        Faults: one line for each thing that is wrong.
    """
    return _loaded(name, overrides, config_dir, Base(), Base(), cache(folder_of))


def load_all(asked: Sequence[str], overrides: Sequence[str] = (), config_dir: str | Path | None = None) -> list[Scenario]:
    """Several scenarios with the same overrides, each as `load` gives it; base is composed once for all.

    Raises:
        Faults: all that is wrong with any of them.
    """
    base, alone, keeps = Base(), Base(), cache(folder_of)
    found: list[Scenario] = []
    lines: list[str] = []
    for name in asked:
        try:
            found.append(_loaded(name, overrides, config_dir, base, alone, keeps))
        except Faults as faults:
            lines += faults.lines
    if lines:
        raise Faults(lines)
    return found


def _loaded(name: str, overrides: Sequence[str], config_dir: str | Path | None, base: Base, alone: Base,
            keeps: Keeps) -> Scenario:
    """See `load`; `base`, with overrides, is shared by scenarios with the same overrides and folder, the others by all."""
    if config_dir is None and (scenario := _with_plain_values(name, overrides, alone, keeps)) is not None:
        return scenario
    with ONE_AT_A_TIME, ExitStack() as stack:
        folders = [data_folder("scenarios"), *_own_folder(config_dir)]
        chosen, rest, lines = _read_overrides(overrides, folders)
        try:
            file = find_own(chosen or name, config_dir, folders[0] / "scenario", names(config_dir))
        except Faults as faults:
            raise Faults([*faults.lines, *lines]) from None
        if lines:
            raise Faults(lines)
        option, beside, shared = file.stem, file.resolve().parent, list(folders)
        if beside != folders[0] / "scenario":
            option = OWN
            folders.insert(1, _copied(file, stack))
            if beside.name == "scenario" and beside.parent not in folders:
                folders.append(beside.parent)
        layers = layers_of(file, folders)
        changed = changed_by_files(layers)
        plain = base.under(layers, rest, shared)
        if plain is None:
            config = composed([f"scenario={option}", *(one.text for one in rest)], folders, file)
            plain = plain_of(config, folders, file)
    return _built(plain, changed, rest, layers[-1])


def _with_plain_values(name: str, overrides: Sequence[str], alone: Base, keeps: Keeps) -> Scenario | None:
    """A shipped scenario with some values set, composed once for all processes; None where that is for Hydra to say."""
    folders, rest = [data_folder("scenarios")], plain_values(overrides)
    file = folders[0] / "scenario" / f"{name}.yaml"
    if rest is None or not name.isidentifier() or not file.is_file():
        return None
    composed_before = kept(keeps(folders[0]), name)
    if composed_before is None:
        try:
            with ONE_AT_A_TIME:
                layers = layers_of(file, folders)
                plain = alone.under(layers, [], folders) or plain_of(composed([f"scenario={name}"], folders, file), folders, file)
        except Faults:  # what is wrong is said below, together with what else is
            return None
        composed_before = Composed(plain, changed_by_files(layers), list(layers[-1].keys))
        keep(keeps(folders[0]), name, composed_before)
    plain, changed, own_keys = composed_before
    if not are_set(plain, rest):
        return None
    return _built(plain, changed, rest, Layer(file, dict.fromkeys(own_keys)))


def _built(plain: dict[str, Any], changed: dict[str, str], rest: Read, own: Layer) -> Scenario:
    """Checked, named, and with who changed what."""
    changed |= {one.key: BY_HAND for one in rest if one.is_value}
    plain["name"] = _label(plain, own, rest)
    return build(plain, changed)


def base_like(scenario: Scenario) -> Scenario:
    """Base with the run settings of another scenario, to compare it with."""
    return vary(load(), {f"run.{key}": value for key, value in scenario.resolved["run"].items()},
                f"as for {scenario.name}")


def points(overrides: Sequence[str], config_dir: str | Path | None = None, most: int = MOST_POINTS) -> list[list[str]]:
    """A sweep spelled out: the overrides of each point, the first key slowest.

    Args:
        overrides: in Hydra's grammar, with `key=1,2,3`, `range(...)`, `choice(...)` or `glob(...)` among them.
        config_dir: as in `load`.
        most: points beyond which the sweep is refused.

    Raises:
        Faults: a sweep that is not understood or too large.
    """
    folders = [data_folder("scenarios"), *_own_folder(config_dir)]
    parsed, lines = _parsed(overrides, _Options(folders))
    choices = []
    for text, override in parsed:
        if not override.is_sweep_override():
            choices.append([text])
        elif not override.is_discrete_sweep():
            lines.append(f"{text}: has no end of values; use range(...) or a list.")
        else:
            values = itertools.islice(override.sweep_string_iterator(), most + 1)
            choices.append([f"{override.get_key_element()}={value}" for value in values])
            if not choices[-1]:
                lines.append(f"{text}: fits nothing.")
    n = math.prod(len(values) for values in choices)
    if n > most and not lines:
        at_least = "" if all(len(values) <= most for values in choices) else "at least "
        lines.append(f"the sweep has {at_least}{n} points, {most} are allowed: narrow it, or write --most-points {n}.")
    if lines:
        raise Faults(lines)
    return [list(point) for point in itertools.product(*choices)]


# --- overrides ----------------------------------------------------------------------------------------------

class _Options:
    """What Hydra's grammar asks for a `glob(...)`: the files of a part."""

    def __init__(self, folders: Sequence[Path]) -> None:
        self._folders = folders

    def get_group_options(self, group: str, results_filter: object = None) -> list[str]:
        return options_of(group, self._folders)




def _parsed(overrides: Sequence[str], options: Any = None) -> tuple[list[tuple[str, Any]], list[str]]:
    """Each override with what Hydra's grammar makes of it, and a line for each that it does not understand."""
    from hydra.core.override_parser.overrides_parser import OverridesParser
    from hydra.errors import OverrideParseException

    parser = OverridesParser.create(config_loader=options)
    parsed, lines = [], []
    for text in overrides:
        try:
            parsed += [(text, override) for override in parser.parse_overrides([text])]
        except OverrideParseException as error:
            said = [line for line in str(error).splitlines() if not line.startswith(("Error parsing", "See http"))]
            why = "write key=value" if "=" not in text or not said else said[0].rstrip(".")
            lines.append(f"{text}: not understood: {why}.")
    return parsed, lines


def _read_overrides(overrides: Sequence[str], folders: Sequence[Path]) -> tuple[str | None, Read, list[str]]:
    """The scenario if one is chosen, the other overrides, and a line for each that can mean nothing."""
    from hydra.core.override_parser.types import OverrideType

    parsed, lines = _parsed(overrides)
    chosen: str | None = None
    rest: Read = []
    for text, override in parsed:
        key = str(override.key_or_group)
        value = None if override.is_delete() else override.value()
        is_part = any((folder / key).is_dir() for folder in folders) and not isinstance(value, dict)
        if override.is_sweep_override():
            lines.append(f"{text}: several values; add -m to sweep over them (a decimal sign is a point).")
        elif key == "scenario":
            chosen = str(value)
        elif key == "hydra" or key.startswith(("hydra.", "hydra/")):
            lines.append(f"{text}: Hydra's own settings have no place here; results go to --results, own files are "
                         "found with --config-dir.")
        elif is_part:
            options = options_of(key, folders)
            if str(value) not in options:
                lines.append(f"{text}: there is no {key}/{value}.yaml{did_you_mean(str(value), options)}")
            rest.append(Override(key, text, False, override.type is OverrideType.CHANGE and override.package is None, value))
        elif pattern(key.split(".")) is None and "sources" not in key.split("."):
            lines.append(unknown_key(key.split(".")))
        else:
            sets = override.type is OverrideType.CHANGE and not isinstance(value, dict)
            rest.append(Override(key, text, True, sets, value))
    return chosen, rest, lines


def _label(plain: Mapping[str, Any], own: "Layer", rest: Read) -> Any:
    """The scenario's name and what was changed by hand; settings of the run change no centre."""
    name = plain.get("name") if "name" in own.keys or own.file.stem == "base" else own.file.stem
    if any(one.key == "name" for one in rest) or not isinstance(plain.get("name"), str):
        return plain.get("name")
    by_hand = [re.sub(r"\\(.)", r"\1", one.text) for one in rest if one.key.split(".")[0] != "run"]
    return ", ".join([str(name), *by_hand])


# --- files --------------------------------------------------------------------------------------------------


def _own_folder(config_dir: str | Path | None) -> list[Path]:
    if config_dir is None:
        return []
    folder = Path(config_dir)
    if not folder.is_dir():
        why = "is no folder" if folder.exists() else "there is no such folder"
        raise Faults([f"--config-dir {config_dir}: {why}."])
    lines = [
        f"{own}: a shipped file of that name would be used instead; give yours another name."
        for own in sorted(folder.glob("*/*.yaml"))
        if (shipped := data_folder("scenarios") / own.parent.name / own.name).is_file()
        and shipped.read_bytes() != own.read_bytes()
    ]
    if lines:
        raise Faults(lines)
    return [folder.resolve()]


def _copied(file: Path, stack: ExitStack) -> Path:
    """A folder in which Hydra finds a user's file as a scenario, whatever the file is called and wherever it lies."""
    text = read_text(file)
    if not has_package_line(text):
        raise Faults([f"{file}: the first line must be `# @package _global_`; without it the file changes nothing."])
    folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="contact-centre-")))
    (folder / "scenario").mkdir()
    (folder / "scenario" / f"{OWN}.yaml").write_text(text, encoding="utf-8")
    return folder
