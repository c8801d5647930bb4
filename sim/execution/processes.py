"""A pool of processes, each with one task at a time.

When a process dies, its task is run once more by a new one; the standard library's pool fails all its tasks. Processes load the
simulator and never the user's own script, so a script needs no `if __name__` guard.

On Linux they are forked from a server, a process that is initialised once (`sim.execution.warm_start`) and ends with this one. On
other systems each is started and initialised separately: Windows cannot fork, and on macOS the library below numpy is not
guaranteed to work in forked processes.
"""

import contextlib
import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from queue import Empty, SimpleQueue
from types import ModuleType
from typing import Any, NamedTuple, TypeVar

from sim.execution import messages
from sim.execution.tasks import WorkerDied
from sim.i18n.translate import Message

Item = TypeVar("Item")

FORKED_WORKERS = sys.platform == "linux"
MAX_TRIES = 2
PRELOADED = "sim.execution.preload"
_one_at_a_time = threading.RLock()  # starting a process and waiting for its end both access the list of all processes


def n_cores() -> int:
    """Processors that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def start_server() -> bool:
    """Start the server unless it runs, without waiting for its initialisation; False where workers are not forked."""
    if not FORKED_WORKERS:
        return False
    from multiprocessing import forkserver  # not available on Windows

    forkserver.set_forkserver_preload([PRELOADED])
    with hide_main_module(), _sigint_ignored(), _inherit_import_path():
        try:
            forkserver.ensure_running()
        except OSError:  # its address is a file: the disk may be full, or the name too long
            return False
    return True


def start_process(work: Callable[[Item], None], task: Item) -> BaseProcess:
    """A new process that runs one function and ignores Ctrl-C; it ends with its parent."""
    process = multiprocessing.get_context("spawn").Process(target=work, args=(task,), daemon=True)
    with hide_main_module(), _sigint_ignored():
        process.start()
    return process


class _Worker(NamedTuple):
    """A process, and the parent's end of its pipe."""

    process: BaseProcess
    line: Connection

    def answer(self, call: Any) -> tuple[bool, Any]:
        """The outcome of a call in the process: True and its result, or False and its exception."""
        self.line.send(call)
        answer: tuple[bool, Any] = self.line.recv()
        return answer

    def end(self) -> Message:
        """Close the pipe, wait for the end of the process, and return its exit code."""
        self.line.close()
        with _one_at_a_time:
            self.process.join()
        return _how(self.process.exitcode)


class Processes(Executor):
    """An executor of up to `n` processes, started on demand; each is replaced when it dies.

    Args:
        n: largest number of processes.
        initializer, initargs: function that each process calls first, as in the executors of Python's library.
    """

    def __init__(self, n: int, initializer: Callable[..., object] | None = None, initargs: tuple[Any, ...] = ()) -> None:
        self._n, self._setup = n, (initializer, initargs)
        self._forked = start_server()
        self._tasks: SimpleQueue[tuple[Future[Any], Any] | None] = SimpleQueue()
        self._processes: list[BaseProcess] = []
        self._threads: list[threading.Thread] = []
        self._lock, self._is_ended, self._is_terminated = threading.RLock(), False, False

    def submit(self, work: Callable[..., Any], /, *args: Any, **more: Any) -> "Future[Any]":
        """Submit a call of a function of module level; an exception becomes the future's exception."""
        future: Future[Any] = Future()
        with self._lock:
            if self._is_ended:
                raise RuntimeError("cannot submit after shutdown")
            if len(self._threads) < self._n:
                worker = self._start()  # here, because only the main thread can make it ignore Ctrl-C
                self._threads.append(threading.Thread(target=self._serve, args=(worker,), daemon=True))
                self._threads[-1].start()
            self._tasks.put((future, (work, args, more)))
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """End the processes when all submitted calls are done."""
        with self._lock:
            self._is_ended = True
        with contextlib.suppress(Empty):
            while cancel_futures:
                (self._tasks.get_nowait() or (Future(),))[0].cancel()
        for _ in self._threads:
            self._tasks.put(None)
        for thread in self._threads if wait else ():
            thread.join()

    def terminate(self) -> None:
        """End the processes at once."""
        with self._lock:
            self._is_terminated = True
            for process in self._processes:
                process.terminate()
        self.shutdown(cancel_futures=True)

    def _serve(self, first: _Worker) -> None:
        """In a thread per process: pass it one task after the other, and retry in a new process the task on which it died."""
        worker: _Worker | None = first
        while (task := self._tasks.get()) is not None:
            future, call = task
            if not future.set_running_or_notify_cancel():
                continue
            is_done, outcome, n_tries = False, None, 0
            while n_tries < MAX_TRIES:
                try:
                    worker = worker or self._start()
                    is_done, outcome = worker.answer(call)
                    n_tries = MAX_TRIES
                except (EOFError, BrokenPipeError, ConnectionResetError):  # it died, perhaps for another reason than this task
                    outcome, n_tries = WorkerDied(worker.end() if worker else _how(None)), n_tries + 1
                    worker = None
                except Exception as error:  # no process could be started, or the call cannot be pickled
                    outcome, n_tries = error, MAX_TRIES
            if is_done:
                future.set_result(outcome)
            else:
                future.set_exception(outcome)
        if worker is not None:
            worker.end()

    def _start(self) -> _Worker:
        """Start a process; without the server if that has died, for instance for lack of memory."""
        with self._lock:
            if self._is_terminated:
                raise RuntimeError("terminated")
            try:
                worker = self._started()
            except (EOFError, ConnectionError):
                if not self._forked:
                    raise
                self._forked = False
                worker = self._started()
            self._processes.append(worker.process)
        return worker

    def _started(self) -> _Worker:
        context = multiprocessing.get_context("forkserver") if self._forked else multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe()
        process = context.Process(target=_work, args=(theirs, *self._setup), daemon=True)
        with hide_main_module(), contextlib.nullcontext() if self._forked else _sigint_ignored():
            process.start()  # the server ignores Ctrl-C, and so do its forks; it may still be initialising
        theirs.close()  # so that the worker's death closes the pipe
        return _Worker(process, ours)


def _work(line: Connection, initializer: Callable[..., object] | None, initargs: tuple[Any, ...]) -> None:
    """The worker's loop: receive a call, run it, send its outcome, until the pipe is closed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent handles Ctrl-C
    if initializer is not None:
        initializer(*initargs)
    with contextlib.suppress(EOFError, BrokenPipeError, ConnectionResetError):
        while True:
            try:
                work, args, more = line.recv()
            except (EOFError, BrokenPipeError, ConnectionResetError):
                raise
            except Exception as error:  # it cannot be read here, for instance without a plug-in
                line.send((False, error))
                continue
            try:
                line.send((True, work(*args, **more)))
            except Exception as error:
                line.send((False, error))


def _how(exit_code: int | None) -> Message:
    """The reason of a process's end, from its exit code.

    >>> str(_how(-9)), str(_how(3))
    ('signal SIGKILL; perhaps the memory did not suffice', 'exit status 3')
    """
    if exit_code is not None and exit_code < 0:
        name = signal.Signals(-exit_code).name
        return (messages.DIED_BY_MEMORY if name == "SIGKILL" else messages.DIED_BY_SIGNAL).format(name=name)
    return messages.DIED_WITH_STATUS.format(status=exit_code)


@contextlib.contextmanager
def hide_main_module() -> Iterator[None]:
    """Context in which a new process does not import the user's script; all functions called are in the package."""
    with _one_at_a_time:
        script = sys.modules["__main__"]
        sys.modules["__main__"] = ModuleType("__main__")
        try:
            yield
        finally:
            sys.modules["__main__"] = script


@contextlib.contextmanager
def _sigint_ignored() -> Iterator[None]:
    """Context in which a new process inherits that Ctrl-C is ignored, from its first instant."""
    if threading.current_thread() is not threading.main_thread():
        yield  # only the main thread may set signal handlers
        return
    before: Any = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


@contextlib.contextmanager
def _inherit_import_path() -> Iterator[None]:
    """Context in which the server inherits this process's import path instead of searching its own folder only."""
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
