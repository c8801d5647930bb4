"""Disk cache of compiled code that is invalidated by every edit, and small notes beside the code.

numba keys a compiled function by its own source file. A rule that it imports from another file is compiled into it too, so after
an edit of that file numba would still use the old code. Here the folder is named by a hash of all source folders that compiled
code may import: an edit there leads to a new, empty folder; an edit of a figure does not.
"""

import functools
import os
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numba

from sim import user_cache

PLAIN_NUMBA = "CONTACT_CENTRE_PLAIN_NUMBA"     # if set: numba's documented interfaces only, without `sim.jit_fast`

# The folders from the engines down. Compiled code cannot import what is above them (see the import contracts).
COMPILED_ROOMS = ("columns.py", "declare.py", "engine", "jit.py", "jit_fast.py", "measure.py", "mechanism.py", "mechanisms",
                  "model", "params", "plugins", "random", "schema.py", "units.py")
_decorating = threading.RLock()


@contextmanager
def numba_caches_here() -> Iterator[bool]:
    """Context in which numba keeps decorated functions in our folder; yields whether the folder can be written.

    NUMBA_CACHE_DIR and NUMBA_CACHE_LOCATOR_CLASSES are set through `numba.config` and set back: functions of other packages
    keep their own folders.
    """
    folder = cache_folder()
    if folder is None:
        yield False
        return
    ours = {"CACHE_DIR": str(folder), "CACHE_LOCATOR_CLASSES": ""}
    with _decorating:
        theirs = {name: getattr(numba.config, name) for name in ours if hasattr(numba.config, name)}
        try:
            for name in theirs:
                setattr(numba.config, name, ours[name])
            yield True
        finally:
            for name, value in theirs.items():
                setattr(numba.config, name, value)


@functools.cache
def cache_folder() -> Path | None:
    """The folder for code compiled from the present sources; None where nothing can be written."""
    return user_cache.folder_for(sources_hash(Path(__file__).parent, COMPILED_ROOMS))


def noted(name: str) -> str | None:
    """A note beside the code compiled from the present sources; None if there is none, as after every edit."""
    return user_cache.load_text(cache_folder(), name)


def note(name: str, text: str) -> None:
    """Write a note beside the compiled code, atomically; no effect where nothing can be written."""
    user_cache.save_text(cache_folder(), name, text)


def sources_hash(package: Path, rooms: tuple[str, ...]) -> str:
    """Hash of some source files of a package, of the compiler and of its settings.

    Args:
        package: the package's folder.
        rooms: files and folders in it; of a folder all .py files below it count, with their relative paths.

    Returns:
        16 hexadecimal digits.
    """
    compiler = f"numba {numba.__version__} python {sys.version} plain {os.environ.get(PLAIN_NUMBA, '')}"
    return user_cache.hash_of(compiler, package, (path for room in rooms for path in _sources(package / room)))


def _sources(room: Path) -> list[Path]:
    return [room] if room.is_file() else list(room.rglob("*.py"))
