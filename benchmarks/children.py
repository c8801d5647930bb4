"""Processes of their own, which import the sources that this one imported."""

import contextlib
import os
import subprocess
import sys
import time
from pathlib import Path

import sim


def run(words: list[str], cwd: Path, cache: Path | None = None, *, in_terminal: bool = False, **variables: str
        ) -> tuple[float, subprocess.CompletedProcess[str]]:
    """Run Python with some words in a folder, as a user would: modules are kept as bytecode, whatever is set here.

    Args:
        words: what stands after `python`.
        cwd: the folder to stand in.
        cache: the user's cache folder; None for the one in use.
        in_terminal: what it says to a human on stderr, it says to a terminal; not to be had on Windows.
        variables: of the environment, besides those of this process.

    Returns:
        The seconds it took, and what it said.

    Raises:
        subprocess.CalledProcessError: it failed.
    """
    sources = [str(Path(sim.__file__).resolve().parent.parent), *filter(None, [os.environ.get("PYTHONPATH")])]
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(sources), **variables}
    env.pop("PYTHONDONTWRITEBYTECODE", None)
    if cache is not None:
        env["XDG_CACHE_HOME"] = str(cache)
    live = _in_terminal if in_terminal and os.name == "posix" else _in_pipes
    begin = time.perf_counter()
    try:
        done = live([sys.executable, *words], cwd, env)
        done.check_returncode()
    except subprocess.CalledProcessError as failed:
        print(failed.stderr, file=sys.stderr)
        raise
    return time.perf_counter() - begin, done


def _in_pipes(argv: list[str], cwd: Path, env: dict[str, str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(argv, cwd=cwd, env=env, capture_output=True, text=True, check=False)


def _in_terminal(argv: list[str], cwd: Path, env: dict[str, str]) -> subprocess.CompletedProcess[str]:
    """What is said on stderr is read while it is said, as from a screen; what is printed is let go."""
    ours, theirs = os.openpty()
    with subprocess.Popen(argv, cwd=cwd, env=env, stdout=subprocess.DEVNULL, stderr=theirs) as process:
        os.close(theirs)
        said = b""
        with contextlib.suppress(OSError):  # Linux's word for a terminal that nobody has open any more
            while part := os.read(ours, 4096):
                said += part
        os.close(ours)
    return subprocess.CompletedProcess(argv, process.returncode, "", said.decode(errors="replace"))
