"""Cache of Hydra's compositions, in the user's cache folder.

Importing Hydra and composing a scenario takes most of a second. The result depends on the text of the files that it reads, on the
overrides and on Hydra's version; their hash names the entry.
"""

import hashlib
import json
import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from functools import cached_property
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any, NamedTuple

from sim import user_cache
from sim.config.errors import ConfigError
from sim.config.files import read_text, yaml_files

FAMILY = "contact-centre-scenarios"
MAX_ENTRIES = 400  # per folder, about 50 kB each; the least recently used are removed
_MAKERS = ("hydra-core", "omegaconf", "PyYAML")
_CODE = ("compose.py", "composed_cache.py", "files.py", "overrides.py", "provenance.py", "yaml_reader.py")


class Composed(NamedTuple):
    """A scenario composed by Hydra.

    Attributes:
        plain: the mapping, all of its values resolved.
        changed: origin of each changed value, by dotted key.
        name: of the scenario without its overrides; None if an override sets the name, or the value is no name.
        labels: of the overrides, for the full name.
        is_literal: whether no value refers to another key, so that each can be set separately.
    """

    plain: dict[str, Any]
    changed: dict[str, str]
    name: str | None
    labels: list[str]
    is_literal: bool


class ComposedCache:
    """The stored compositions of the present shipped scenarios, and of a user's scenarios that build on them."""

    def __init__(self, folders: Sequence[Path]) -> None:
        """Find the files.

        Args:
            folders: search path, the shipped folder first.
        """
        self._folders = folders

    @cached_property
    def _folder(self) -> Path | None:
        """The folder for compositions of the present shipped files; None where nothing can be stored."""
        here, scenarios = Path(__file__).parent, self._folders[0]
        try:
            makers = " ".join(f"{name} {version(name)}" for name in _MAKERS)
            code = user_cache.hash_of(f"{makers} python {sys.version}", here, (here / name for name in _CODE))
            parts = (path for path in yaml_files(scenarios) if path.parent.name != "scenario")
            return user_cache.folder_for(user_cache.hash_of(code, scenarios, parts), FAMILY)
        except (OSError, PackageNotFoundError):
            return None

    def entry(self, file: Path, overrides: Sequence[str]) -> Path | None:
        """The cache file of a scenario with these overrides; None where nothing can be stored.

        Args:
            file: of the scenario.
            overrides: as given, in this order.
        """
        if self._folder is None:
            return None
        try:
            own = read_text(file).encode()
            others: list[Path] = []
            if b"defaults" in own or any(text.lstrip("+~").startswith("scenario") for text in overrides):
                others += (self._folders[0] / "scenario").glob("*.yaml")  # it may build on any of them
            beside = Path(os.path.realpath(file)).parent
            own_folders = {*self._folders[1:], beside.parent if beside.name == "scenario" else beside}
            others += [path for folder in own_folders - {self._folders[0]} for path in yaml_files(folder)]
            digest = hashlib.blake2b(json.dumps([str(file), *overrides]).encode(), digest_size=16)
            for path, content in [(file, own), *((path, read_text(path).encode()) for path in sorted(others))]:
                digest.update(f"\n{path} {len(content)}\n".encode() + content)
        except (OSError, ConfigError):      # read and reported by the composer, if it is used
            return None
        return self._folder / f"{digest.hexdigest()}.json"


def load(entry: Path | None) -> Composed | None:
    """The stored composition, or None."""
    if entry is None:
        return None
    text = user_cache.load_text(entry.parent, entry.name)
    with suppress(OSError, ValueError, TypeError):  # missing, no JSON, or not written by this class
        if text is not None:
            composed = Composed(**json.loads(text))
            os.utime(entry)  # the least recently used is removed first
            return composed
    return None


def save(entry: Path | None, composed: Composed) -> None:
    """Store a composition, if JSON returns every value unchanged."""
    if entry is None:
        return
    with suppress(ValueError, TypeError):
        text = json.dumps(composed._asdict())
        if repr(json.loads(text)) == repr(composed._asdict()):
            user_cache.save_text(entry.parent, entry.name, text)
            _prune(entry.parent)


def _prune(folder: Path) -> None:
    for entry in sorted(_dated(folder.glob("*.json")), reverse=True)[MAX_ENTRIES:]:
        entry[1].unlink(missing_ok=True)


def _dated(entries: Iterable[Path]) -> Iterator[tuple[float, Path]]:
    for entry in entries:
        with suppress(OSError):  # removed by another process
            yield entry.stat().st_mtime, entry
