"""Processes that work side by side, one task each.

When one dies, its task is known and tried once more by a new one; the standard library's pool gives up all that it was asked
for. They load the simulator and never the user's own script, so that a script needs no `if __name__` guard.

On Linux they are forked from a server, a process that got ready once (`sim.execution.warm_start`) and ends with this one.
Elsewhere each is started by itself and gets ready itself: Windows cannot fork, and on macOS the library below numpy
does not promise to work in forked processes.
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
_one_at_a_time = threading.RLock()  # starting a process looks at all others, and so does waiting for its end


def n_cores() -> int:
    """Processors that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def start_server() -> bool:
    """Start the server, if it is not there, and go on while it gets ready; False where workers are not forked."""
    if not FORKED_WORKERS:
        return False
    from multiprocessing import forkserver  # not to be had on Windows

    forkserver.set_forkserver_preload([PRELOADED])
    with hide_main_module(), _sigint_ignored(), _inherit_import_path():
        try:
            forkserver.ensure_running()
        except OSError:  # its address is a file's, for which there may be no room or too long a name
            return False
    return True


def start_process(work: Callable[[Item], None], task: Item) -> BaseProcess:
    """A new process that does one thing, ignoring Ctrl-C; it ends with the one that started it."""
    process = multiprocessing.get_context("spawn").Process(target=work, args=(task,), daemon=True)
    with hide_main_module(), _sigint_ignored():
        process.start()
    return process


class _Worker(NamedTuple):
    """A process, and our end of the line to it."""

    process: BaseProcess
    line: Connection

    def answer(self, call: Any) -> tuple[bool, Any]:
        """What the process makes of a call: True and its result, or False and what it raised."""
        self.line.send(call)
        answer: tuple[bool, Any] = self.line.recv()
        return answer

    def end(self) -> Message:
        """Wait for its end, which a closed line brings about; how it ended."""
        self.line.close()
        with _one_at_a_time:
            self.process.join()
        return _how(self.process.exitcode)


class Processes(Executor):
    """Up to `n` processes, started when there is work for them; each is replaced when it dies.

    Args:
        n: processes.
        initializer, initargs: a function that each process calls first, as with the executors of Python's library.
    """

    def __init__(self, n: int, initializer: Callable[..., object] | None = None, initargs: tuple[Any, ...] = ()) -> None:
        self._n, self._setup = n, (initializer, initargs)
        self._forked = start_server()
        self._tasks: SimpleQueue[tuple[Future[Any], Any] | None] = SimpleQueue()
        self._processes: list[BaseProcess] = []
        self._threads: list[threading.Thread] = []
        self._lock, self._is_ended, self._is_terminated = threading.RLock(), False, False

    def submit(self, work: Callable[..., Any], /, *args: Any, **more: Any) -> "Future[Any]":
        """Have a function of module level called by a process; what it raises is the future's exception."""
        future: Future[Any] = Future()
        with self._lock:
            if self._is_ended:
                raise RuntimeError("cannot submit after shutdown")
            if len(self._threads) < self._n:
                worker = self._start()  # here, so that the main thread can have it ignore Ctrl-C
                self._threads.append(threading.Thread(target=self._serve, args=(worker,), daemon=True))
                self._threads[-1].start()
            self._tasks.put((future, (work, args, more)))
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Let the processes end when they have done what was submitted."""
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
        """End the processes at once, whatever they are doing."""
        with self._lock:
            self._is_terminated = True
            for process in self._processes:
                process.terminate()
        self.shutdown(cancel_futures=True)

    def _serve(self, first: _Worker) -> None:
        """In a thread of its own: give a process its tasks, one after the other, and another the task that it died of."""
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
                except (EOFError, BrokenPipeError, ConnectionResetError):  # it died, and perhaps not of this task
                    outcome, n_tries = WorkerDied(worker.end() if worker else _how(None)), n_tries + 1
                    worker = None
                except Exception as error:  # no new process, or a call that cannot be sent
                    outcome, n_tries = error, MAX_TRIES
            if is_done:
                future.set_result(outcome)
            else:
                future.set_exception(outcome)
        if worker is not None:
            worker.end()

    def _start(self) -> _Worker:
        """Start a process; by itself where the server died, as of too little memory."""
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
            process.start()  # the server ignores Ctrl-C, and so do its forks; it may still be getting ready
        theirs.close()  # so that the worker's death closes the line
        return _Worker(process, ours)


def _work(line: Connection, initializer: Callable[..., object] | None, initargs: tuple[Any, ...]) -> None:
    """A worker: take a call, make it, give its outcome back, until the line is closed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to handle
    if initializer is not None:
        initializer(*initargs)
    with contextlib.suppress(EOFError, BrokenPipeError, ConnectionResetError):
        while True:
            work, args, more = line.recv()
            try:
                line.send((True, work(*args, **more)))
            except Exception as error:
                line.send((False, error))


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
def hide_main_module() -> Iterator[None]:
    """A new process would run the user's script again to find its functions; ours are all in the package."""
    with _one_at_a_time:
        script = sys.modules["__main__"]
        sys.modules["__main__"] = ModuleType("__main__")
        try:
            yield
        finally:
            sys.modules["__main__"] = script


@contextlib.contextmanager
def _sigint_ignored() -> Iterator[None]:
    """A new process inherits how signals are handled: it ignores Ctrl-C from its first instant."""
    if threading.current_thread() is not threading.main_thread():
        yield  # only the main thread may set how signals are handled
        return
    before: Any = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


@contextlib.contextmanager
def _inherit_import_path() -> Iterator[None]:
    """A server looks for modules in the folder that it is started from, and not in the folders of this process's own path."""
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
