"""Log and heartbeat of a running study: a log line per part, and a heartbeat file that names the program that runs it.

    results/<study>/log.txt                         appended by every program that runs the study
    results/<study>/.at-work-<host>-<pid>.json      exists while a process runs it; touched with each part
"""

import contextlib
import logging
import os
import socket
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

from sim.config.errors import ConfigError
from sim.execution import messages
from sim.results.parts import read_json, write_json

LOG, HEARTBEAT = "log.txt", ".at-work-{host}-{pid}.json"
STALE_AFTER_S = 600.0  # a heartbeat from another machine that is older than this is considered dead
_ours = logging.getLogger("sim")


class ActiveRun(NamedTuple):
    """A program that runs a study, or ran it when it was interrupted.

    Attributes:
        host, pid: machine and process.
        began: time of its start.
        n_tasks: replications to run.
        n_done: replications saved.
        alive: whether it still runs, as far as is known.
        seconds: from its start to its last part [s].
    """

    host: str
    pid: int
    began: str
    n_tasks: int
    n_done: int
    alive: bool
    seconds: float


@contextlib.contextmanager
def active_run(folder: Path, n_tasks: int, n_before: int) -> Iterator["Heartbeat"]:
    """Context of a running study: log to its file and keep a heartbeat. No effect if there is nothing to run."""
    if not n_tasks:
        yield Heartbeat(None, 0)
        return
    heartbeat = Heartbeat(folder / HEARTBEAT.format(host=socket.gethostname(), pid=os.getpid()), n_tasks)
    handlers: list[logging.Handler] = []
    with contextlib.suppress(OSError):
        handlers.append(logging.FileHandler(folder / LOG, encoding="utf-8"))
        handlers[0].setFormatter(logging.Formatter(f"%(asctime)s {os.getpid()} %(message)s", "%Y-%m-%d %H:%M:%S"))
    if not logging.getLogger().handlers:  # a warning goes to the terminal too, as it would without this handler
        warnings = logging.StreamHandler(sys.stderr)
        warnings.setLevel(logging.WARNING)
        handlers.append(warnings)
    level = _ours.level
    _ours.setLevel(logging.INFO)
    for handler in handlers:
        _ours.addHandler(handler)
    began = time.monotonic()
    try:
        _ours.info(messages.LOG_BEGUN.format(n=n_tasks, done=n_before))
        yield heartbeat
        _ours.info(messages.LOG_ENDED.format(n=heartbeat.n_done, seconds=time.monotonic() - began))
    except BaseException as error:
        _ours.info(messages.LOG_STOPPED.format(why=type(error).__name__, n=heartbeat.n_done))
        raise
    finally:
        heartbeat.remove()
        _ours.setLevel(level)
        for handler in handlers:
            _ours.removeHandler(handler)
            handler.close()


class Heartbeat:
    """The file that names the running program."""

    def __init__(self, file: Path | None, n_tasks: int) -> None:
        self.file, self.n_done, self._written_at = file, 0, 0.0
        self.about: dict[str, Any] = {
            "host": socket.gethostname(), "pid": os.getpid(), "n_tasks": n_tasks,
            "began": datetime.now(UTC).isoformat(timespec="seconds")}
        self._began = time.monotonic()
        self._write()

    def saved(self) -> None:
        """Count one more saved replication."""
        self.n_done += 1
        if time.monotonic() - self._written_at > 1.0:
            self._write()

    def remove(self) -> None:
        """Remove the file: the program has finished."""
        if self.file is not None:
            with contextlib.suppress(OSError):
                self.file.unlink(missing_ok=True)

    def _write(self) -> None:
        self._written_at = time.monotonic()
        if self.file is None:
            return
        content = self.about | {"n_done": self.n_done, "seconds": round(self._written_at - self._began, 1)}
        with contextlib.suppress(ConfigError):  # on a full disk the study itself reports it
            write_json(self.file, content)


def find_active_runs(folder: Path) -> list[ActiveRun]:
    """Every program that runs a study, or was interrupted and left its heartbeat."""
    found = []
    for file in sorted(folder.glob(".at-work-*.json")):
        with contextlib.suppress(OSError):
            content = read_json(file)
            if content is None:
                continue
            silent_s = time.time() - file.stat().st_mtime
            alive = _is_running(int(content["pid"])) if content["host"] == socket.gethostname() else silent_s < STALE_AFTER_S
            found.append(ActiveRun(content["host"], int(content["pid"]), content["began"], int(content["n_tasks"]),
                                int(content["n_done"]), alive, float(content["seconds"])))
    return found


def _is_running(pid: int) -> bool:
    """Whether a process of this machine exists."""
    if os.name == "nt":
        return True  # on Windows a signal of 0 would end the process
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
