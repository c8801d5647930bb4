"""An executor on Dask workers, on one machine or several.

Dask repeats a task when its worker dies. If the scheduler dies, the study ends; finished replications are on disk, and the same
command continues from them.
"""

import contextlib
import logging
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sim.config.errors import ConfigError
from sim.config.provenance import rules_version
from sim.execution import messages
from sim.execution.processes import hide_main_module, n_cores
from sim.execution.tasks import WorkerDied
from sim.i18n.translate import Message, message

if TYPE_CHECKING:
    from distributed import Client
    from distributed import Future as DaskFuture

ANSWER_S = 120


@dataclass(frozen=True)
class Cluster:
    """A Dask cluster of workers, on other machines or on this one.

    Attributes:
        address: of a running scheduler, such as `tls://host:8786`; None starts workers on this machine.
        n_workers: number of workers to start, if there is no scheduler yet.
        certificates: folder with `ca.pem`, `cert.pem` and `key.pem` for TLS; None: the traffic is not encrypted.
    """

    address: str | None = None
    n_workers: int | None = None
    certificates: str | None = None


@contextlib.contextmanager
def dask_executor(cluster: Cluster, n_tasks: int) -> Iterator[tuple[Executor, int]]:
    """An executor on a cluster, and its number of workers.

    Args:
        cluster: a running scheduler, or workers to start here.
        n_tasks: largest number of workers to start.

    Raises:
        ConfigError: no scheduler answers, or its workers have another rules version.
    """
    with _client(cluster, n_tasks) as client:
        _check_rules(client)
        yield _DaskExecutor(client, cluster.address or message("this machine")), max(1, sum(client.nthreads().values()))


class _DaskExecutor(Executor):
    """Dask's futures as futures of Python's library.

    Dask's own executor is not used: its futures never end when the scheduler is lost.
    """

    def __init__(self, client: "Client", address: str | Message) -> None:
        self.client, self.address = client, address

    def submit(self, work: Callable[..., Any], /, *args: Any, **more: Any) -> "Future[Any]":
        """Submit a function call to a worker; an exception becomes the future's exception."""
        future: Future[Any] = Future()
        self.client.submit(work, *args, **more, pure=False).add_done_callback(partial(self._pass_on, future))
        return future

    def _pass_on(self, future: "Future[Any]", done: "DaskFuture[Any]") -> None:
        try:
            future.set_result(self._result(done))
        except Exception as error:
            future.set_exception(error)
        done.release()

    def _result(self, done: "DaskFuture[Any]") -> Any:
        """The result of a worker.

        Raises:
            WorkerDied: several workers died on this task.
            ConfigError: the scheduler was lost.
        """
        from distributed import KilledWorker

        lost = ConfigError([messages.SCHEDULER_LOST.format(address=self.address)])
        if done.status in ("cancelled", "lost"):
            raise lost
        try:
            return done.result(timeout=ANSWER_S)
        except KilledWorker as error:
            raise WorkerDied(" ".join(str(error).split())[:200]) from None
        except (OSError, TimeoutError) as error:
            raise (lost if self.client.status != "running" else error) from None


@contextlib.contextmanager
def _client(cluster: Cluster, n_tasks: int) -> Iterator["Client"]:
    """A client of the cluster; workers started here end with it."""
    from distributed import Client, LocalCluster
    from distributed.security import Security

    security: Security | None = None
    if cluster.certificates is not None:
        ca, cert, key = (_there(Path(cluster.certificates) / f"{name}.pem") for name in ("ca", "cert", "key"))
        security = Security(tls_ca_file=ca, tls_client_cert=cert, tls_client_key=key, tls_scheduler_cert=cert,
                            tls_scheduler_key=key, tls_worker_cert=cert, tls_worker_key=key, require_encryption=True)
    for name in ("distributed.client", "distributed.nanny", "distributed.core", "distributed.batched"):
        logging.getLogger(name).setLevel(logging.CRITICAL)  # errors are reported in one line of the simulator
    with contextlib.ExitStack() as stack:
        address: Any = cluster.address
        if address is None:
            with hide_main_module():
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


def _check_rules(client: "Client") -> None:
    """Check that workers would give the same results.

    Raises:
        ConfigError: some workers have another version of the simulator, or none.
    """
    client.wait_for_workers(1, timeout=3 * ANSWER_S)
    theirs = client.run(rules_version, on_error="return")
    other = sum(version != rules_version() for version in theirs.values())
    if other:
        raise ConfigError([messages.OTHER_WORKERS.format(n=other, of=len(theirs))])
