"""Where results come from: program, the rules that decide them, machine, time."""

import functools
import hashlib
import platform
import sys
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

_PACKAGES = ("contact-centre-simulator", "numpy", "numba", "simpy", "scipy", "pandas", "pyarrow", "pydantic",
             "hydra-core")
_PACKAGE = Path(__file__).resolve().parent.parent
_DECIDES = ("declare.py", "engine", "jit.py", "linking.py", "model", "params", "random", "schema.py", "units.py", "year.py")


def origin() -> dict[str, Any]:
    """Time, versions and platform, as plain data."""
    return {"ended": datetime.now(UTC).isoformat(timespec="seconds"), "python": sys.version.split()[0],
            "platform": platform.platform(), "machine": platform.machine(), "packages": dict(_versions())}


@functools.cache
def _versions() -> dict[str, str]:
    found = {}
    for name in _PACKAGES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            found[name] = "not installed"
    return found


@functools.cache
def rules_version(package: Path = _PACKAGE) -> str:
    """A name for the exact text of every source file that decides what a replication leaves, 16 hexadecimal digits."""
    digest = hashlib.sha256()
    for name in _DECIDES:
        for path in sorted([package / name, *(package / name).rglob("*.py")]):
            if path.is_file():
                text = path.read_bytes().replace(b"\r\n", b"\n")
                digest.update(f"{path.relative_to(package).as_posix()} {len(text)}\n".encode() + text)
    return digest.hexdigest()[:16]
