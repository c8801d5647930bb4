"""Where results come from: program, machine, time."""

import functools
import platform
import sys
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from typing import Any

_PACKAGES = ("contact-centre-simulator", "numpy", "numba", "simpy", "scipy", "pandas", "pyarrow", "pydantic",
             "hydra-core")


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
