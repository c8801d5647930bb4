"""Executors: this process, processes on this machine, or Dask workers, behind `concurrent.futures.Executor`.

A function of module level is submitted and gives a `Future`. `run_tasks` runs a list of tasks on any executor: it submits a few
tasks at a time, so that results do not accumulate.
"""

import traceback
from collections.abc import Callable, Generator, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait
from contextlib import contextmanager
from itertools import islice
from typing import Any, TypeVar

from sim.execution import messages
from sim.execution.cluster import Cluster, dask_executor
from sim.execution.processes import Processes, n_cores
from sim.execution.tasks import TaskFailed, WorkerDied
from sim.plugins import PluginError

__all__ = ["Cluster", "Executor", "Future", "Jobs", "Processes", "Serial", "raised", "run_tasks"]

Item = TypeVar("Item")
TaskResult = TypeVar("TaskResult")

Jobs = int | Cluster | None  # processes on this machine, a cluster, or one process per core

SHORT_DAYS = 3000.0  # of base: take 2 to 3 s, of which two processes would save one; for less, starting them does not pay
CHUNK_DAYS = 3000.0  # the few ms that Dask needs per chunk are then negligible
MIN_CHUNKS = 4     # per Dask worker, if there are enough tasks: with fewer, workers would be idle at the end
AHEAD = 3            # chunks per Dask worker submitted at a time: no worker waits, and results do not accumulate


class Serial(Executor):
    """An executor that calls each function in this process on submission."""

    def submit(self, work: Callable[..., Any], /, *args: Any, **more: Any) -> "Future[Any]":
        """Call the function now."""
        future: Future[Any] = Future()
        try:
            future.set_result(work(*args, **more))
        except Exception as error:
            future.set_exception(error)
        return future


def run_tasks(
    tasks: Sequence[Item], work: Callable[[Item], TaskResult | TaskFailed], jobs: Jobs = None,
    size_days: Callable[[Item], float] | None = None,
) -> Generator[tuple[Item, TaskResult | TaskFailed], None, None]:
    """Run all tasks, and yield each result as soon as it is available, in no defined order.

    Closing the generator stops the workers, and so does an exception in it, such as Ctrl-C.

    Args:
        tasks: started in this order.
        work: a function of module level; an exception becomes a `TaskFailed`.
        jobs: number of processes, or a cluster. 1 runs in this process, and so does None if the work is too short for other
            processes to pay.
        size_days: duration of a task, in days of base; None: not known.

    Raises:
        ConfigError: no scheduler answers, its workers have another rules version, or it was lost.
    """
    if not tasks:
        return
    days = [size_days(task) if size_days is not None else CHUNK_DAYS for task in tasks]
    with _executor(len(tasks), sum(days), jobs) as (executor, n_ahead, chunk_days):
        chunks = _chunks(tasks, days, chunk_days)
        doing = {executor.submit(_run_chunk, work, chunk): chunk for chunk in islice(chunks, n_ahead)}
        while doing:
            done = wait(doing, return_when=FIRST_COMPLETED).done
            for future in [one for one in doing if one in done]:  # in order of submission
                chunk = doing.pop(future)
                yield from zip(chunk, _results(future, chunk), strict=True)
                doing |= {executor.submit(_run_chunk, work, following): following for following in islice(chunks, 1)}


def _run_chunk(work: Callable[[Any], Any], chunk: Sequence[Any]) -> list[Any]:
    """Run some tasks; an exception becomes a message and a trace."""
    found: list[Any] = []
    for task in chunk:
        try:
            found.append(work(task))
        except Exception as error:  # any error: the other tasks continue, and it is reported
            found.append(raised(error))
    return found


def raised(error: BaseException) -> TaskFailed:
    """The failure of a task that raised an exception: a plug-in's own message, else the exception in one line."""
    if isinstance(error, WorkerDied):
        return TaskFailed(messages.DIED.format(how=error.how))
    trace = "".join(traceback.format_exception(error))
    if isinstance(error, PluginError):
        return TaskFailed(error.messages[0], trace)
    what = f"{type(error).__name__}: {error}".rstrip(": ")
    return TaskFailed(messages.RAISED.format(what=" ".join(what.split())), trace)


def _results(future: "Future[Any]", chunk: Sequence[Any]) -> Sequence[Any]:
    """A chunk's results; a message for each of its tasks if their worker died."""
    try:
        found: Sequence[Any] = future.result()
    except WorkerDied as death:
        return [raised(death)] * len(chunk)
    return found


@contextmanager
def _executor(n_tasks: int, days: float, jobs: Jobs) -> Iterator[tuple[Executor, int, float]]:
    """The requested executor; its workers end with the block, and at once after an exception.

    Yields it with the number of chunks submitted at a time, and their size in days of base; 0: each task is a chunk.
    """
    if isinstance(jobs, Cluster):
        with dask_executor(jobs, n_tasks) as (executor, n):
            yield executor, AHEAD * n, min(CHUNK_DAYS, days / (MIN_CHUNKS * n))
        return
    n = min(n_cores() if jobs is None else jobs, n_tasks)
    if n <= 1 or (jobs is None and days < SHORT_DAYS):
        yield Serial(), 1, 0.0
        return
    processes = Processes(n)
    try:
        yield processes, n + 1, 0.0  # one task in reserve, so that no worker is idle
    except BaseException:
        processes.terminate()
        raise
    processes.shutdown()


def _chunks(tasks: Sequence[Item], days: Sequence[float], chunk_days: float) -> Iterator[list[Item]]:
    """Tasks in order, in groups of about this many days of base.

    >>> list(_chunks(range(12), [1200.0] * 12, 3000.0))
    [[0, 1, 2], [3, 4, 5], [6, 7, 8], [9, 10, 11]]
    >>> list(_chunks(range(3), [1200.0] * 3, 0.0))
    [[0], [1], [2]]
    """
    chunk: list[Item] = []
    total = 0.0
    for task, size in zip(tasks, days, strict=True):
        chunk.append(task)
        total += size
        if total >= chunk_days:
            yield chunk
            chunk, total = [], 0.0
    if chunk:
        yield chunk
