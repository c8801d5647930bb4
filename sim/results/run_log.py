"""What a study leaves behind while it runs: a log, a line per part, and a mark that says who is at work.

    results/<study>/log.txt                         appended to, by everyone who works on the study
    results/<study>/.at-work-<host>-<pid>.json      there while a process works on it; touched with each part
"""

import contextlib
import json
import logging
import os
import socket
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

from sim.execution import messages

LOG, MARK = "log.txt", ".at-work-{host}-{pid}.json"
SILENT_S = 600.0  # a mark from another machine that has not been touched for so long is taken for dead
_ours = logging.getLogger("sim.experiment")


class AtWork(NamedTuple):
    """Who works on a study, or did when it was broken off.

    Attributes:
        host, pid: machine and process.
        began: when.
        n_tasks: replications that it set out to live.
        n_done: replications that it has kept.
        alive: whether it still works, as far as can be told.
        seconds: since it began, as of its last part.
    """

    host: str
    pid: int
    began: str
    n_tasks: int
    n_done: int
    alive: bool
    seconds: float


@contextlib.contextmanager
def at_work(folder: Path, n_tasks: int, n_before: int) -> Iterator["Mark"]:
    """Log to the study's file, and leave a mark, while a study is lived. Nothing to live leaves no trace."""
    if not n_tasks:
        yield Mark(None, 0)
        return
    mark = Mark(folder / MARK.format(host=socket.gethostname(), pid=os.getpid()), n_tasks)
    handlers: list[logging.Handler] = []
    with contextlib.suppress(OSError):
        handlers.append(logging.FileHandler(folder / LOG, encoding="utf-8"))
        handlers[0].setFormatter(logging.Formatter(f"%(asctime)s {os.getpid()} %(message)s", "%Y-%m-%d %H:%M:%S"))
    if not logging.getLogger().handlers:  # a warning goes to the terminal too, as it would without us
        told = logging.StreamHandler(sys.stderr)
        told.setLevel(logging.WARNING)
        handlers.append(told)
    level = _ours.level
    _ours.setLevel(logging.INFO)
    for handler in handlers:
        _ours.addHandler(handler)
    began = time.monotonic()
    try:
        _ours.info(messages.LOG_BEGUN.format(n=n_tasks, done=n_before))
        yield mark
        _ours.info(messages.LOG_ENDED.format(n=mark.n_done, seconds=time.monotonic() - began))
    except BaseException as error:
        _ours.info(messages.LOG_STOPPED.format(why=type(error).__name__, n=mark.n_done))
        raise
    finally:
        mark.gone()
        _ours.setLevel(level)
        for handler in handlers:
            _ours.removeHandler(handler)
            handler.close()


class Mark:
    """The file that says who is at work."""

    def __init__(self, file: Path | None, n_tasks: int) -> None:
        self.file, self.n_done, self._told_at = file, 0, 0.0
        self.about: dict[str, Any] = {
            "host": socket.gethostname(), "pid": os.getpid(), "n_tasks": n_tasks,
            "began": datetime.now(UTC).isoformat(timespec="seconds")}
        self._began = time.monotonic()
        self._write()

    def kept(self) -> None:
        """One more replication is kept."""
        self.n_done += 1
        if time.monotonic() - self._told_at > 1.0:
            self._write()

    def gone(self) -> None:
        """Nobody is at work any more."""
        if self.file is not None:
            with contextlib.suppress(OSError):
                self.file.unlink(missing_ok=True)

    def _write(self) -> None:
        self._told_at = time.monotonic()
        if self.file is None:
            return
        told = self.about | {"n_done": self.n_done, "seconds": round(self._told_at - self._began, 1)}
        with contextlib.suppress(OSError):  # on a full disk the study has worse to say
            aside = self.file.with_suffix(".part")
            aside.write_text(json.dumps(told), encoding="utf-8")
            os.replace(aside, self.file)


def who(folder: Path) -> list[AtWork]:
    """Everyone who works on a study, or whose mark stayed behind."""
    found = []
    for file in sorted(folder.glob(".at-work-*.json")):
        with contextlib.suppress(OSError, ValueError, KeyError):
            told = json.loads(file.read_text(encoding="utf-8"))
            silent_s = time.time() - file.stat().st_mtime
            alive = _lives(int(told["pid"])) if told["host"] == socket.gethostname() else silent_s < SILENT_S
            found.append(AtWork(told["host"], int(told["pid"]), told["began"], int(told["n_tasks"]), int(told["n_done"]),
                                alive, float(told["seconds"])))
    return found


def _lives(pid: int) -> bool:
    """Whether a process of this machine is there."""
    if os.name == "nt":
        return True  # a signal of 0 would end it there
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
