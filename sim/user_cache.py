"""The user's cache folder: results of long computations, stored for later processes under a hash of their inputs.

An edit of the inputs changes the hash, which leads to a new, empty folder.
"""

import hashlib
import os
import shutil
import stat
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
        if _is_private(parent, create=True) and _is_private(folder, create=True) and _can_be_written(folder):
            os.utime(folder)  # `prune` keeps the newest
            prune(parent, keep=folder)
            return folder
    return None


def load(folder: Path | None, name: str) -> bytes | None:
    """The content of a file in a folder; None if there is none, or if its bytes are not those that were written."""
    try:
        data = b"" if folder is None else (folder / name).read_bytes()
    except OSError:
        return None
    digest, _, content = data.partition(b"\n")
    return content if digest == _digest(content) else None


def save(folder: Path | None, name: str, content: bytes) -> None:
    """Write a file into a folder, atomically and after a line with its hash; no effect where nothing can be written."""
    if folder is not None:
        with suppress(OSError):
            partial = folder / f"{name}.{os.getpid()}.part"
            partial.write_bytes(_digest(content) + b"\n" + content)
            partial.replace(folder / name)


def load_text(folder: Path | None, name: str) -> str | None:
    """As `load`, of a text."""
    content = load(folder, name)
    return None if content is None else content.decode()


def save_text(folder: Path | None, name: str, text: str) -> None:
    """As `save`, of a text."""
    save(folder, name, text.encode())


def _digest(data: bytes) -> bytes:
    return hashlib.blake2b(data, digest_size=8).hexdigest().encode()


def _user_folder(family: str) -> Path:
    """This operating system's folder for a user's caches; XDG_CACHE_HOME has precedence on all systems."""
    named = Path(os.environ.get("XDG_CACHE_HOME", ""))
    return named / family if named.is_absolute() else platformdirs.user_cache_path(family, appauthor=False)


def _shared_temp_folder(family: str) -> Path:
    user = str(os.getuid()) if hasattr(os, "getuid") else "user"
    return Path(tempfile.gettempdir()) / f"{family}-{user}"


def _is_private(folder: Path, create: bool = False) -> bool:
    """Whether it is a folder, and no link to one, that belongs to the user and is open to nobody else (mode 0700).

    What is cached is executed. A folder of the user's that others may only read becomes private; one that others may write to
    is not used. Windows has neither users' numbers nor modes: there the user's profile protects it.

    Args:
        folder: last part of its path; links above it are the user's own choice.
        create: it, and folders above it, if there is none.
    """
    try:
        if create:
            folder.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            with suppress(FileExistsError):
                folder.mkdir(mode=0o700)
        if not hasattr(os, "getuid"):
            return stat.S_ISDIR(os.lstat(folder).st_mode)
        opened = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
        try:
            found = os.fstat(opened)
            if found.st_uid != os.getuid() or found.st_mode & 0o022:
                return False
            if stat.S_IMODE(found.st_mode) != 0o700:
                os.fchmod(opened, 0o700)
        finally:
            os.close(opened)
    except OSError:
        return False
    return True


def _can_be_written(folder: Path) -> bool:
    try:
        tempfile.TemporaryFile(dir=folder).close()
    except OSError:
        return False
    return True


def prune(parent: Path, keep: Path, now_s: float | None = None) -> None:
    """Remove cache folders of earlier sources.

    The newest `MAX_FOLDERS` stay, and those opened within `RECENT_S`. A folder is renamed before it is emptied, so that no
    process finds part of it; a folder that another process uses or removes is left alone. Nothing is removed through a
    link: links stay, and a parent that is not the user's own private folder is left as it is.

    Args:
        parent: the folder that holds one folder per version of the sources.
        keep: the folder in use.
        now_s: present time [s since 1970]; by default the clock's.
    """
    now_s = time.time() if now_s is None else now_s
    if not _is_private(parent):
        return
    dated = []
    for folder in parent.iterdir():
        try:
            found = os.lstat(folder)
        except OSError:  # removed by another process at the same time
            continue
        if stat.S_ISDIR(found.st_mode):
            dated.append((found.st_mtime, folder))
    for opened_s, folder in sorted(dated, reverse=True)[MAX_FOLDERS:]:
        if folder == keep or now_s - opened_s < RECENT_S:
            continue
        doomed = folder.with_name(f"{folder.name}.{os.getpid()}.old")
        try:
            folder.rename(doomed)
        except OSError:
            continue
        shutil.rmtree(doomed, ignore_errors=True)
