"""The user's cache folder: results of long computations, stored for later processes under a hash of their inputs.

An edit of the inputs changes the hash, which leads to a new, empty folder.
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
    """Hash of some files and of the program that processes them.

    Args:
        maker: the program that processes them, with its version.
        top: folder above all files; their paths relative to it count.
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
    """The cache folder of that name, created if necessary; None where nothing can be written.

    Args:
        name: hash of the inputs, see `hash_of`.
        family: of folders of one family only the newest are kept.
    """
    for parent in (_user_folder(family), _shared_temp_folder(family)):
        folder = parent / name
        if _can_be_written(folder):
            os.utime(folder)  # `prune` keeps the newest
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
    """Write a file into a folder, atomically; no effect where nothing can be written."""
    if folder is not None:
        with suppress(OSError):
            partial = folder / f"{name}.{os.getpid()}.part"
            partial.write_text(text, encoding="utf-8")
            partial.replace(folder / name)


def _user_folder(family: str) -> Path:
    """This operating system's folder for a user's caches; XDG_CACHE_HOME has precedence on all systems."""
    named = Path(os.environ.get("XDG_CACHE_HOME", ""))
    return named / family if named.is_absolute() else platformdirs.user_cache_path(family, appauthor=False)


def _shared_temp_folder(family: str) -> Path:
    user = str(os.getuid()) if hasattr(os, "getuid") else "user"
    return Path(tempfile.gettempdir()) / f"{family}-{user}"


def _can_be_written(folder: Path) -> bool:
    """Create the folder if necessary; whether it can be used. Another user's is not, because cached code is executed."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if hasattr(os, "getuid") and {folder.stat().st_uid, folder.parent.stat().st_uid} != {os.getuid()}:
            return False
        tempfile.TemporaryFile(dir=folder).close()
    except OSError:
        return False
    return True


def prune(parent: Path, keep: Path, now_s: float | None = None) -> None:
    """Remove cache folders of earlier sources.

    The newest `MAX_FOLDERS` stay, and those opened within `RECENT_S`. A folder is renamed before it is emptied, so that no
    process finds part of it; a folder that another process uses or removes is left alone.

    Args:
        parent: the folder that holds one folder per version of the sources.
        keep: the folder in use.
        now_s: present time [s since 1970]; by default the clock's.
    """
    now_s = time.time() if now_s is None else now_s
    dated = []
    for folder in parent.iterdir():
        try:
            dated.append((folder.stat().st_mtime, folder))
        except OSError:  # removed by another process at the same time
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
