"""The bare queue in cimba, if its folder is given: bare_cimba.c is compiled against it and run as a program."""

import os
import shlex
import subprocess
from collections.abc import Callable
from pathlib import Path

from bare_queue import AGAIN_PROB, AGAIN_S, LOG_MEAN, LOG_SD, PATIENCE_S, Queue, Seen, Timed

SOURCE = Path(__file__).with_name("bare_cimba.c")
NUMBERS = {"LOG_MEAN": LOG_MEAN, "LOG_SD": LOG_SD, "PATIENCE_S": PATIENCE_S, "AGAIN_PROB": AGAIN_PROB, "AGAIN_S": AGAIN_S}


class NotBuilt(Exception):
    """The program could not be compiled; the message has the reason."""


def built(cimba: Path, folder: Path) -> Callable[[Queue, int], Timed]:
    """Compile our program against an installed cimba.

    Args:
        cimba: the folder that cimba was installed to, with `include` and `lib` in it.
        folder: folder in which the program is written.

    Returns:
        A function that simulates the queue once.

    Raises:
        NotBuilt: with the compiler's message.
    """
    libraries = sorted({path.parent for path in cimba.resolve().glob("lib*/**/libcimba.*")})
    if not libraries:
        raise NotBuilt(f"{cimba} holds no lib/libcimba")
    program = folder / "bare_cimba"
    compiler = shlex.split(os.environ.get("CC", "cc"))
    numbers = [f"-D{name}={value!r}" for name, value in NUMBERS.items()]
    where = [f"-I{cimba.resolve() / 'include'}", f"-L{libraries[0]}", f"-Wl,-rpath,{libraries[0]}"]
    command = [*compiler, "-O3", "-DNDEBUG", "-DNLOGINFO", "-std=gnu2x", *numbers, str(SOURCE), *where, "-lcimba", "-lm",
               "-o", str(program)]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    except OSError as error:
        raise NotBuilt(f"{compiler[0]}: {error.strerror}") from None
    if done.returncode:
        errors = [line for line in done.stderr.splitlines() if "error" in line] or [done.stderr]
        raise NotBuilt(errors[0])

    def run_once(queue: Queue, seed: int) -> Timed:
        asked = [str(program), str(queue.n_agents), repr(queue.calls_per_s), repr(queue.horizon_s), "2", str(seed)]
        reported = subprocess.run(asked, capture_output=True, text=True, check=True).stdout.splitlines()
        n, abandoned_share, mean_wait_s, seconds = map(float, reported[1].split())  # the first includes memory allocation
        return Timed(int(n), seconds, Seen(abandoned_share, mean_wait_s))

    return run_once
