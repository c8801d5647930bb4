"""Processes that work side by side, one task each.

When one dies it is known which task it took along, and a new one takes its place and tries the task once more. They load the
simulator and never the user's own script, so that a script needs no `if __name__` guard.

On Linux they are copied from a server, a process that got ready once (`sim.execution.warm_start`) and ends with this one.
Elsewhere each is started afresh and gets ready itself: Windows knows no copies, and on macOS the library below numpy
does not promise to work in them.
"""

import contextlib
import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from types import ModuleType
from typing import Any, Generic, TypeVar, cast

from sim.execution import messages
from sim.execution.pool import Failed, attempted
from sim.i18n.translate import Message

Task = TypeVar("Task")
Result = TypeVar("Result")

COPIES = sys.platform == "linux"
MOST_TRIES = 2
PRELOADED = "sim.execution.preload"


def start_server() -> bool:
    """Start the server, if it is not there, and go on while it gets ready; False where workers are started afresh."""
    if not COPIES:
        return False
    from multiprocessing import forkserver  # not to be had on Windows

    forkserver.set_forkserver_preload([PRELOADED])
    with without_script(), _deaf_to_interrupts(), _finds_what_we_find():
        try:
            forkserver.ensure_running()
        except OSError:  # its address is a file's, for which there may be no room or too long a name
            return False
    return True


def started_afresh(work: Callable[[Task], None], task: Task) -> BaseProcess:
    """A new process that does one thing, deaf to Ctrl-C; it ends with the one that started it."""
    process = multiprocessing.get_context("spawn").Process(target=work, args=(task,), daemon=True)
    with without_script(), _deaf_to_interrupts():
        process.start()
    return process


def _serve(tasks: Connection, work: Callable[[Task], Result | Failed]) -> None:
    """A worker's life: take a task, do it, give the result back, until nobody is there any more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to handle
    while True:
        try:
            task = tasks.recv()
            tasks.send(attempted(work, task))
        except (EOFError, BrokenPipeError, ConnectionResetError):
            return


class Workers(Generic[Task, Result]):
    """Processes, and what each is doing."""

    def __init__(self, work: Callable[[Task], Result | Failed], n: int) -> None:
        self.work, self.n = work, n
        self.copies = start_server()
        self.processes: dict[Connection, BaseProcess] = {}

    def __enter__(self) -> "Workers[Task, Result]":
        return self

    def __exit__(self, *error: object) -> None:
        if error[0] is not None:
            for process in self.processes.values():
                process.terminate()
        for connection, process in self.processes.items():
            connection.close()  # which tells a worker that nobody is there any more
            process.join()

    def all_done(self, tasks: Sequence[Task]) -> Iterator[tuple[Task, Result | Failed]]:
        """Deal out the tasks and give back the results as they come."""
        to_do = iter(tasks)
        doing: dict[Connection, tuple[Task, int]] = {}
        for task in to_do:
            doing[self._handed(self._started(), task)] = task, 1
            if len(doing) == self.n:
                break
        while doing:
            for connection in cast("list[Connection]", wait(list(doing))):
                task, tries = doing.pop(connection)
                result = self._result(connection)
                if connection not in self.processes and tries < MOST_TRIES:  # it died: perhaps not of this task
                    doing[self._handed(self._started(), task)] = task, tries + 1
                    continue
                following = next(to_do, None)
                if following is not None:
                    worker = connection if connection in self.processes else self._started()
                    doing[self._handed(worker, following)] = following, 1
                yield task, result

    def _started(self) -> Connection:
        try:
            return self._begun()
        except (EOFError, ConnectionError):  # the server died, as of too little memory
            if not self.copies:
                raise
        self.copies = False
        return self._begun()

    def _begun(self) -> Connection:
        context = multiprocessing.get_context("forkserver") if self.copies else multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe()
        process = context.Process(target=_serve, args=(theirs, self.work), daemon=True)
        with without_script(), contextlib.nullcontext() if self.copies else _deaf_to_interrupts():
            process.start()  # the server is deaf, and so are its copies; it may still be getting ready
        theirs.close()  # so that the worker's death closes the pipe
        self.processes[ours] = process
        return ours

    def _handed(self, connection: Connection, task: Task) -> Connection:
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):  # its death shows when its result is asked for
            connection.send(task)
        return connection

    def _result(self, connection: Connection) -> Result | Failed:
        try:
            result: Result | Failed = connection.recv()
        except (EOFError, ConnectionResetError):
            process = self.processes.pop(connection)
            connection.close()
            process.join()
            return Failed(messages.DIED.format(how=_how(process.exitcode)))
        return result


def _how(exit_code: int | None) -> Message:
    """What is known of a process's end.

    >>> str(_how(-9)), str(_how(3))
    ('signal SIGKILL; perhaps the memory did not suffice', 'exit status 3')
    """
    if exit_code is not None and exit_code < 0:
        name = signal.Signals(-exit_code).name
        return (messages.DIED_BY_MEMORY if name == "SIGKILL" else messages.DIED_BY_SIGNAL).format(name=name)
    return messages.DIED_WITH_STATUS.format(status=exit_code)


@contextlib.contextmanager
def without_script() -> Iterator[None]:
    """A new process would run the user's script again to find its functions; ours are all in the package."""
    script = sys.modules["__main__"]
    sys.modules["__main__"] = ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = script


@contextlib.contextmanager
def _deaf_to_interrupts() -> Iterator[None]:
    """A new process is born with our signals: deaf to Ctrl-C from its first instant."""
    if threading.current_thread() is not threading.main_thread():
        yield  # only the main thread may say how signals are heard
        return
    before: Any = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


@contextlib.contextmanager
def _finds_what_we_find() -> Iterator[None]:
    """A server looks for modules in the folder that it is started from, and not where this process was told to look."""
    ours = {"PYTHONPATH": os.pathsep.join(path or os.getcwd() for path in sys.path), "PYTHONSAFEPATH": "1"}
    before = {name: os.environ.get(name) for name in ours}
    os.environ.update(ours)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value
