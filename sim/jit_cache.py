"""A folder on disk for compiled code that notices every edit, and small notes beside the code.

numba files a compiled function under the text of its own source file. A rule that it imports from another file is compiled
into it all the same, so an edited rule would go on giving the old answer. Here the folder is named after the sources of all
rooms that compiled code lives in or may import: an edit there leads to a new, empty folder, and an edit to a figure does not.
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

PLAIN_NUMBA = "CONTACT_CENTRE_PLAIN_NUMBA"     # set: numba's documented interfaces alone, without `sim.jit_fast`

# The rooms from the engines down. What is above them (see the import contracts) compiled code cannot import.
COMPILED_ROOMS = ("columns.py", "declare.py", "engine", "jit.py", "jit_fast.py", "model", "params", "random", "schema.py",
                  "units.py")
_decorating = threading.RLock()


@contextmanager
def numba_caches_here() -> Iterator[bool]:
    """Whether what is decorated meanwhile can be kept on disk: numba then keeps it in our folder.

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
    """The folder for what was compiled from the package as it stands; None where nothing can be written."""
    return user_cache.folder_for(sources_hash(Path(__file__).parent, COMPILED_ROOMS))


def noted(name: str) -> str | None:
    """A note beside what was compiled from the package as it stands; None if there is none, as after every edit."""
    return user_cache.load_text(cache_folder(), name)


def note(name: str, text: str) -> None:
    """Leave a note beside what was compiled: whole or not at all, and not where nothing can be written."""
    user_cache.save_text(cache_folder(), name, text)


def sources_hash(package: Path, rooms: tuple[str, ...]) -> str:
    """A name for the exact text of some source files of a package, and for the compiler and its settings.

    Args:
        package: the package's folder.
        rooms: files and folders in it; of a folder all below it that end in .py count, with their relative paths.

    Returns:
        16 hexadecimal digits.
    """
    compiler = f"numba {numba.__version__} python {sys.version} plain {os.environ.get(PLAIN_NUMBA, '')}"
    return user_cache.hash_of(compiler, package, (path for room in rooms for path in _sources(package / room)))


def _sources(room: Path) -> list[Path]:
    return [room] if room.is_file() else list(room.rglob("*.py"))
