"""Work dealt out to processes, or to threads, that live as long as the study.

Each worker holds one task at a time, and gets the next when its result is taken: results never pile up. Processes are
for work in plain Python, of which one process does one piece at a time. Threads are for compiled work, which lets
others run meanwhile: they begin at once, know all that is compiled already, and hand results over as they are.
"""

import contextlib
import os
import queue
import threading
import traceback
from collections.abc import Callable, Generator, Sequence
from typing import NamedTuple, TypeVar

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
            yield task, attempted(work, task)
        return
    from sim.experiment.processes import Workers  # late: threads have no use for it

    with Workers(work, n_workers) as workers:
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
            done.put((task, attempted(work, task)))

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


def attempted(work: Callable[[Task], Result | Failed], task: Task) -> Result | Failed:
    """Do a task; what it raises becomes a line and a trace."""
    try:
        return work(task)
    except Exception as error:  # whatever it is, the other tasks go on, and the user is told
        what = f"{type(error).__name__}: {error}".rstrip(": ")
        return Failed(words.RAISED.format(what=" ".join(what.split())), traceback.format_exc())
