"""Processes of their own, which import the sources that this one imported."""

import os
import subprocess
import sys
import time
from pathlib import Path

import sim


def run(words: list[str], cwd: Path, cache: Path | None = None, **variables: str
        ) -> tuple[float, subprocess.CompletedProcess[str]]:
    """Run Python with some words in a folder, as a user would: modules are kept as bytecode, whatever is set here.

    Args:
        words: what stands after `python`.
        cwd: the folder to stand in.
        cache: the user's cache folder; None for the one in use.
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
    begin = time.perf_counter()
    try:
        done = subprocess.run([sys.executable, *words], cwd=cwd, env=env, capture_output=True, text=True, check=True)
    except subprocess.CalledProcessError as failed:
        print(failed.stderr, file=sys.stderr)
        raise
    return time.perf_counter() - begin, done
