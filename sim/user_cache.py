"""The user's cache folder: what took long to make, stored for the next process under a name for all that it was made from.

What it is made from may be edited at any time. The name is then another, and the folder of that name a new, empty one.
"""

import hashlib
import os
import shutil
import tempfile
import time
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

import platformdirs

FOLDER = "contact-centre"
MAX_FOLDERS = 6
RECENT_S = 3600.0  # another process may still be filling a folder that it opened a moment ago


def hash_of(maker: str, top: Path, files: Iterable[Path]) -> str:
    """A name for the exact text of some files, and for what makes something of them.

    Args:
        maker: what makes something of them, with its version.
        top: a folder that all files lie in; their paths from there count.
        files: in any order.

    Returns:
        16 hexadecimal digits.
    """
    digest = hashlib.blake2b(maker.encode(), digest_size=8)
    for path in sorted(files):
        content = path.read_bytes()
        digest.update(f"\n{path.relative_to(top).as_posix()} {len(content)}\n".encode())
        digest.update(content)
    return digest.hexdigest()


def folder_for(name: str, family: str = FOLDER) -> Path | None:
    """The folder of that name, made if need be; None where nothing can be written.

    Args:
        name: a hash of what it is made from.
        family: folders of one family push each other out.
    """
    for parent in (_user_folder(family), _shared_temp_folder(family)):
        folder = parent / name
        if _can_be_written(folder):
            os.utime(folder)  # the newest are kept
            prune(parent, keep=folder)
            return folder
    return None


def load_text(folder: Path | None, name: str) -> str | None:
    """The text of a file in a folder; None if there is none."""
    try:
        return None if folder is None else (folder / name).read_text(encoding="utf-8")
    except OSError:
        return None


def save_text(folder: Path | None, name: str, text: str) -> None:
    """Write a file into a folder: whole or not at all, and not where nothing can be written."""
    if folder is not None:
        with suppress(OSError):
            partial = folder / f"{name}.{os.getpid()}.part"
            partial.write_text(text, encoding="utf-8")
            partial.replace(folder / name)


def _user_folder(family: str) -> Path:
    """Where this operating system keeps a user's caches; XDG_CACHE_HOME goes before it on all of them."""
    named = Path(os.environ.get("XDG_CACHE_HOME", ""))
    return named / family if named.is_absolute() else platformdirs.user_cache_path(family, appauthor=False)


def _shared_temp_folder(family: str) -> Path:
    user = str(os.getuid()) if hasattr(os, "getuid") else "user"
    return Path(tempfile.gettempdir()) / f"{family}-{user}"


def _can_be_written(folder: Path) -> bool:
    """Make the folder if need be. A folder of someone else's is refused: what lies in a cache is run."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if hasattr(os, "getuid") and {folder.stat().st_uid, folder.parent.stat().st_uid} != {os.getuid()}:
            return False
        tempfile.TemporaryFile(dir=folder).close()
    except OSError:
        return False
    return True


def prune(parent: Path, keep: Path, now_s: float | None = None) -> None:
    """Throw away what was made from sources long since edited.

    The newest `MAX_FOLDERS` stay, and all that was opened within `RECENT_S`. A folder is renamed before it
    is emptied, so that no process finds half of it; one that another process holds, or took first, is left alone.

    Args:
        parent: the folder that holds one folder per version of the sources.
        keep: the version in use.
        now_s: the present, seconds since 1970; the clock's, if not given.
    """
    now_s = time.time() if now_s is None else now_s
    dated = []
    for folder in parent.iterdir():
        try:
            dated.append((folder.stat().st_mtime, folder))
        except OSError:  # pruned by someone else in this moment
            continue
    for opened_s, folder in sorted(dated, reverse=True)[MAX_FOLDERS:]:
        if folder == keep or now_s - opened_s < RECENT_S:
            continue
        doomed = folder.with_name(f"{folder.name}.{os.getpid()}.old")
        try:
            folder.rename(doomed)
        except OSError:
            continue
        shutil.rmtree(doomed, ignore_errors=True)
