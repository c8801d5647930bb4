"""Work dealt out to processes, or to threads, that live as long as the study.

Each worker holds one task at a time, and gets the next when its result is taken: results never pile up.

Processes are for work in plain Python, of which one process does one piece at a time. When one dies it is known which
task it took along, and a new one takes its place. They load the simulator and never the user's own script, so that a
script needs no `if __name__` guard. Threads are for compiled work, which lets others run meanwhile: they begin at once,
know all that is compiled already, and hand results over as they are.
"""

import contextlib
import multiprocessing
import os
import queue
import signal
import sys
import threading
import traceback
from collections.abc import Callable, Generator, Iterator, Sequence
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess
from types import ModuleType
from typing import Any, Generic, NamedTuple, TypeVar, cast

from sim.experiment import words

Task = TypeVar("Task")
Result = TypeVar("Result")

LISTEN_S = 0.2  # Windows hears Ctrl-C only between two waits of the main thread

class Failed(NamedTuple):
    """A task that did not end.

    Attributes:
        why: one line for the user.
        trace: where in the code, for whoever mends it; empty where that is not known or does not matter.
    """

    why: str
    trace: str = ""


def n_cores() -> int:
    """Processors that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def finished(
    tasks: Sequence[Task], work: Callable[[Task], Result | Failed], jobs: int | None = None
) -> Generator[tuple[Task, Result | Failed], None, None]:
    """Do all tasks, and give each result as soon as it is there, in no promised order.

    Closing the generator stops the workers, and so does what is raised in it, as by Ctrl-C.

    Args:
        tasks: what is to be done; begun in this order.
        work: a function of module level; what it raises becomes a `Failed`.
        jobs: processes; None for one per core; 1 works in this process.
    """
    n_workers = min(n_cores() if jobs is None else jobs, len(tasks))
    if n_workers <= 1:
        for task in tasks:
            yield task, _attempted(work, task)
        return
    with _Workers(work, n_workers) as workers:
        yield from workers.all_done(tasks)


def finished_in_threads(
    tasks: Sequence[Task], work: Callable[[Task], Result | Failed], jobs: int | None = None
) -> Generator[tuple[Task, Result | Failed], None, None]:
    """As `finished`, in threads of this process: for work that lets other threads run most of its time.

    Closing the generator waits for the tasks handed out, at most one a thread, whose results are lost. So does what is
    raised in it, as by Ctrl-C; a second Ctrl-C does not wait.
    """
    n_workers = min(n_cores() if jobs is None else jobs, len(tasks))
    if n_workers <= 1:
        yield from finished(tasks, work, 1)
        return
    to_do: queue.SimpleQueue[Task | None] = queue.SimpleQueue()
    done: queue.SimpleQueue[tuple[Task, Result | Failed]] = queue.SimpleQueue()

    def serve() -> None:
        while (task := to_do.get()) is not None:
            done.put((task, _attempted(work, task)))

    threads = [threading.Thread(target=serve, daemon=True) for _ in range(n_workers)]
    for task in tasks[:n_workers]:
        to_do.put(task)
    try:
        for thread in threads:
            thread.start()
        for nth in range(len(tasks)):
            result = _next(done)
            if nth + n_workers < len(tasks):
                to_do.put(tasks[nth + n_workers])
            yield result
    finally:
        for _ in threads:
            to_do.put(None)
        for thread in threads:
            if thread.ident is not None:
                thread.join()


def _next(done: "queue.SimpleQueue[Result]") -> Result:
    while True:
        with contextlib.suppress(queue.Empty):
            return done.get(timeout=LISTEN_S)


def _attempted(work: Callable[[Task], Result | Failed], task: Task) -> Result | Failed:
    try:
        return work(task)
    except Exception as error:  # whatever it is, the other tasks go on, and the user is told
        what = f"{type(error).__name__}: {error}".rstrip(": ")
        return Failed(words.RAISED.format(what=" ".join(what.split())), traceback.format_exc())


def _serve(tasks: Connection, work: Callable[[Task], Result | Failed]) -> None:
    """A worker's life: take a task, do it, give the result back, until nobody is there any more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to handle
    while True:
        try:
            task = tasks.recv()
            tasks.send(_attempted(work, task))
        except (EOFError, BrokenPipeError, ConnectionResetError):
            return


class _Workers(Generic[Task, Result]):
    """Processes, and what each is doing."""

    def __init__(self, work: Callable[[Task], Result | Failed], n: int) -> None:
        self.work, self.n = work, n
        self.context = multiprocessing.get_context("spawn")
        self.processes: dict[Connection, SpawnProcess] = {}

    def __enter__(self) -> "_Workers[Task, Result]":
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
        doing: dict[Connection, Task] = {}
        for task in to_do:
            doing[self._handed(self._started(), task)] = task
            if len(doing) == self.n:
                break
        while doing:
            for connection in cast("list[Connection]", wait(list(doing))):
                task = doing.pop(connection)
                result = self._result(connection)
                following = next(to_do, None)
                if following is not None:
                    worker = connection if connection in self.processes else self._started()
                    doing[self._handed(worker, following)] = following
                yield task, result

    def _started(self) -> Connection:
        ours, theirs = self.context.Pipe()
        process = self.context.Process(target=_serve, args=(theirs, self.work), daemon=True)
        with _as_if_there_were_no_script(), _deaf_to_interrupts():
            process.start()
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
            return Failed(words.DIED.format(how=_how(process.exitcode)))
        return result


def _how(exit_code: int | None) -> str:
    """What is known of a process's end.

    >>> _how(-9), _how(3)
    ('signal SIGKILL; perhaps the memory did not suffice', 'exit status 3')
    """
    if exit_code is not None and exit_code < 0:
        name = signal.Signals(-exit_code).name
        return words.DIED_BY_SIGNAL.format(name=name, hint=words.DIED_BY_MEMORY if name == "SIGKILL" else "")
    return words.DIED_WITH_STATUS.format(status=exit_code)


@contextlib.contextmanager
def _as_if_there_were_no_script() -> Iterator[None]:
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
