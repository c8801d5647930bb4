"""Work dealt out to processes that live as long as the study.

Each worker holds one task at a time, and gets the next when its result is taken: results never pile up.
"""

import os
import traceback
from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass
from typing import NamedTuple, TypeVar

from sim.execution import messages
from sim.i18n.translate import Message

Task = TypeVar("Task")
Result = TypeVar("Result")

SHORT_DAYS = 3000.0  # of base: lived in 2 to 3 s, of which two processes would save one; less is not worth starting them


@dataclass(frozen=True)
class Cluster:
    """Workers on other machines, or on this one, that Dask looks after; see `sim.execution.cluster`.

    Attributes:
        address: of a scheduler that runs, as `tls://host:8786`; None starts workers on this machine.
        n_workers: to start, where there is no scheduler yet.
        certificates: folder with `ca.pem`, `cert.pem` and `key.pem` for TLS; None: the traffic is not encrypted.
    """

    address: str | None = None
    n_workers: int | None = None
    certificates: str | None = None


Jobs = int | Cluster | None  # processes on this machine, a cluster, or one process per core


class Failed(NamedTuple):
    """A task that did not end.

    Attributes:
        why: for the user.
        trace: where in the code, for whoever mends it; empty where that is not known or does not matter.
    """

    why: Message
    trace: str = ""


def n_cores() -> int:
    """Processors that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def n_workers(n_tasks: int, jobs: int | None) -> int:
    """Processes for so many tasks: as many as there are jobs, None for one per core, and none that has nothing to do."""
    return min(n_cores() if jobs is None else jobs, n_tasks)


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
    n = n_workers(len(tasks), jobs)
    if n <= 1:
        for task in tasks:
            yield task, attempted(work, task)
        return
    from sim.execution.processes import Workers  # late: one job has no use for it

    with Workers(work, n) as workers:
        yield from workers.all_done(tasks)


def attempted(work: Callable[[Task], Result | Failed], task: Task) -> Result | Failed:
    """Do a task; what it raises becomes a line and a trace."""
    try:
        return work(task)
    except Exception as error:  # whatever it is, the other tasks go on, and the user is told
        what = f"{type(error).__name__}: {error}".rstrip(": ")
        return Failed(messages.RAISED.format(what=" ".join(what.split())), traceback.format_exc())
