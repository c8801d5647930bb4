"""The same work on Dask's workers, on this machine or on many: chunks dealt out a few at a time, results taken as they come.

Dask does a chunk again when its worker dies. The scheduler is what may not die; when it does, what was finished is on disk and
the same command goes on from there.
"""

import contextlib
import itertools
import logging
from collections.abc import Callable, Generator, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from sim.config.errors import ConfigError
from sim.config.provenance import rules_version
from sim.execution import messages
from sim.execution.pool import Cluster, Failed, attempted, n_cores
from sim.i18n.translate import message

if TYPE_CHECKING:
    from distributed import Client, Future

Task = TypeVar("Task")
Result = TypeVar("Result")

CHUNK_DAYS = 3000.0  # of base: some 2.5 s, beside which the few ms that Dask needs for a chunk are nothing
LEAST_CHUNKS = 4     # for each worker, where there are tasks enough: else one may have nothing to do while another does the rest
AHEAD = 3            # chunks per worker that are dealt out at a time: enough that none waits, too few to pile up
ANSWER_S = 120


def chunked(tasks: Sequence[Task], effort: Callable[[Task], float], n_workers: int = 1) -> Iterator[list[Task]]:
    """Tasks in order, in groups of about `CHUNK_DAYS`, or less where that would leave fewer than `LEAST_CHUNKS` a worker.

    >>> list(chunked(range(12), lambda task: 1200.0))
    [[0, 1, 2], [3, 4, 5], [6, 7, 8], [9, 10, 11]]
    >>> list(chunked(range(4), lambda task: 1200.0, n_workers=2))
    [[0], [1], [2], [3]]
    """
    most_days = min(CHUNK_DAYS, sum(map(effort, tasks)) / (LEAST_CHUNKS * n_workers))
    chunk: list[Task] = []
    days = 0.0
    for task in tasks:
        chunk.append(task)
        days += effort(task)
        if days >= most_days:
            yield chunk
            chunk, days = [], 0.0
    if chunk:
        yield chunk


def finished_on(
    cluster: Cluster, tasks: Sequence[Task], work: Callable[[Task], Result | Failed], effort: Callable[[Task], float]
) -> Generator[tuple[Task, Result | Failed], None, None]:
    """Do all tasks on a cluster, and give each result as soon as its chunk is there.

    Args:
        cluster: a scheduler that runs, or workers to start here.
        tasks: what is to be done; begun in this order.
        work: a function of module level.
        effort: how long a task takes, in days of base.

    Raises:
        ConfigError: no scheduler answers, its workers have other rules, or it went away.
    """
    if not tasks:
        return
    with _client(cluster, len(tasks)) as client:
        _same_rules(client)
        n_workers = max(1, sum(client.nthreads().values()))
        try:
            yield from _dealt(client, list(chunked(tasks, effort, n_workers)), work, AHEAD * n_workers)
        except _Lost:
            raise ConfigError([messages.SCHEDULER_LOST.format(address=cluster.address or message("this machine"))]) from None


class _Lost(Exception):
    """The scheduler went away."""


def _dealt(
    client: "Client", chunks: list[list[Task]], work: Callable[[Task], Result | Failed], n: int
) -> Iterator[tuple[Task, Result | Failed]]:
    from distributed import as_completed

    """Hand out `n` chunks, and one more for each that comes back."""
    to_do = iter(chunks)
    doing: dict[Future[Any], list[Task]] = {}

    def handed(chunk: list[Task]) -> "Future[Any]":
        future = client.submit(_do, work, chunk, pure=False)
        doing[future] = chunk
        return future

    results = as_completed([handed(chunk) for chunk in itertools.islice(to_do, n)], loop=client.loop)
    for future in results:
        chunk = doing.pop(future)
        found: Sequence[Result | Failed] = _taken(client, future, chunk)
        future.release()
        following = next(to_do, None)
        if following is not None:
            results.add(handed(following))
        yield from zip(chunk, found, strict=True)


def _do(work: Callable[[Task], Result | Failed], chunk: list[Task]) -> list[Result | Failed]:
    return [attempted(work, task) for task in chunk]


def _taken(client: "Client", future: "Future[Any]", chunk: list[Any]) -> Sequence[Any]:
    """A chunk's results; a line for each of its tasks if their workers died one after another."""
    from distributed import KilledWorker

    if future.status in ("cancelled", "lost"):
        raise _Lost
    try:
        found: list[Any] = future.result(timeout=ANSWER_S)
    except KilledWorker as error:
        return [Failed(messages.DIED.format(how=" ".join(str(error).split())[:200]))] * len(chunk)
    except (OSError, TimeoutError) as error:
        if client.status != "running":
            raise _Lost from error
        raise
    return found


@contextlib.contextmanager
def _client(cluster: Cluster, n_tasks: int) -> Iterator["Client"]:
    """A client of the cluster; what was started here ends with it."""
    from distributed import Client, LocalCluster
    from distributed.security import Security

    from sim.execution.processes import without_script

    security: Security | None = None
    if cluster.certificates is not None:
        ca, cert, key = (_there(Path(cluster.certificates) / f"{name}.pem") for name in ("ca", "cert", "key"))
        security = Security(tls_ca_file=ca, tls_client_cert=cert, tls_client_key=key, tls_scheduler_cert=cert,
                            tls_scheduler_key=key, tls_worker_cert=cert, tls_worker_key=key, require_encryption=True)
    for name in ("distributed.client", "distributed.nanny", "distributed.core", "distributed.batched"):
        logging.getLogger(name).setLevel(logging.CRITICAL)  # what matters is said by us, in one line
    with contextlib.ExitStack() as stack:
        address: Any = cluster.address
        if address is None:
            with without_script():
                address = stack.enter_context(LocalCluster(
                    n_workers=min(cluster.n_workers or n_cores(), n_tasks), threads_per_worker=1, host="127.0.0.1",
                    dashboard_address="127.0.0.1:0", security=security, silence_logs=logging.CRITICAL))
        try:
            client = stack.enter_context(Client(address, security=security, timeout=ANSWER_S, set_as_default=False))
        except (OSError, TimeoutError, ValueError, TypeError) as error:
            why = " ".join(str(error).split()) or type(error).__name__
            raise ConfigError([messages.NO_SCHEDULER.format(address=cluster.address, why=why)]) from None
        yield client


def _there(file: Path) -> str:
    if not file.is_file():
        raise ConfigError([messages.NO_CERTIFICATE.format(file=file)])
    return str(file)


def _same_rules(client: "Client") -> None:
    """Refuse workers that would leave other results.

    Raises:
        ConfigError: some have another version, or none.
    """
    client.wait_for_workers(1, timeout=3 * ANSWER_S)
    theirs = client.run(rules_version, on_error="return")
    other = sum(version != rules_version() for version in theirs.values())
    if other:
        raise ConfigError([messages.OTHER_WORKERS.format(n=other, of=len(theirs))])
