"""Separate processes that import the same sources as this one."""

import contextlib
import os
import subprocess
import sys
import time
from pathlib import Path

import sim


def run(words: list[str], cwd: Path, cache: Path | None = None, *, in_terminal: bool = False, **variables: str
        ) -> tuple[float, subprocess.CompletedProcess[str]]:
    """Runs Python in a folder as a user would, with bytecode kept regardless of the settings of this process.

    Args:
        words: arguments after `python`.
        cwd: working folder.
        cache: the user's cache folder; None for the present one.
        in_terminal: connect stderr to a terminal, so that messages for a person are written; not available on Windows.
        variables: environment variables in addition to those of this process.

    Returns:
        Its duration [s], and its output.

    Raises:
        subprocess.CalledProcessError: the process failed.
    """
    sources = [str(Path(sim.__file__).resolve().parent.parent), *filter(None, [os.environ.get("PYTHONPATH")])]
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(sources), **variables}
    env.pop("PYTHONDONTWRITEBYTECODE", None)
    if cache is not None:
        env["XDG_CACHE_HOME"] = str(cache)
    start = _in_terminal if in_terminal and os.name == "posix" else _in_pipes
    begin = time.perf_counter()
    try:
        done = start([sys.executable, *words], cwd, env)
        done.check_returncode()
    except subprocess.CalledProcessError as failed:
        print(failed.stderr, file=sys.stderr)
        raise
    return time.perf_counter() - begin, done


def _in_pipes(argv: list[str], cwd: Path, env: dict[str, str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(argv, cwd=cwd, env=env, capture_output=True, text=True, check=False)


def _in_terminal(argv: list[str], cwd: Path, env: dict[str, str]) -> subprocess.CompletedProcess[str]:
    """Runs a process with stderr connected to a terminal, which is read while it runs; stdout is discarded."""
    ours, theirs = os.openpty()
    with subprocess.Popen(argv, cwd=cwd, env=env, stdout=subprocess.DEVNULL, stderr=theirs) as process:
        os.close(theirs)
        output = b""
        with contextlib.suppress(OSError):  # Linux raises it when the terminal's other end is closed
            while part := os.read(ours, 4096):
                output += part
        os.close(ours)
    return subprocess.CompletedProcess(argv, process.returncode, "", output.decode(errors="replace"))
