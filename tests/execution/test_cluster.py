"""The same chunks on Dask: the same bytes as one process, with TLS, workers that die, and a scheduler that is lost."""

import os
import signal
import socket
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest
from nodes import can_have_nodes, workers

from sim.cli.main import main
from sim.config.errors import ConfigError
from sim.execution import cluster, executors
from sim.execution.executors import Cluster, run_tasks
from sim.execution.tasks import Task, TaskFailed
from sim.execution.worker import run_replication
from sim.experiment.runner import answer
from tests.experiment.test_study import bare
from tests.experiment.test_unfinished_runs import tables

pytestmark = [
    pytest.mark.skipif(sys.platform == "win32", reason="processes are ended by signals"),
    pytest.mark.filterwarnings("ignore"),  # Dask's own
]
ENVIRONMENT = {**os.environ, "PYTHONPATH": os.pathsep.join([str(Path(__file__).parents[2])])}


def pair():
    return [bare("a", "run.replications=4"), bare("b", "run.replications=4", "patience.balk_prob=0.1")]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory):
    folder = tmp_path_factory.mktemp("undisturbed")
    answer(pair(), folder, jobs=1, progress=False)
    return tables(folder)


def test_a_local_cluster_by_one_option_leaves_the_same_bytes(tmp_path, undisturbed):
    small = ["demand.needs_per_day=100", "run.horizon_days=2", "run.warm_up_days=0", "run.replications=3", "run.record=kpis"]
    for jobs, name in ((["--jobs", "1"], "one"), (["--cluster", "local", "--jobs", "2"], "dask")):
        assert main(["run", "scenario=bare_queue", *small, *jobs, "--results", str(tmp_path / name)]) == 0
    assert tables(tmp_path / "one") == tables(tmp_path / "dask")


@pytest.mark.verify
def test_a_scheduler_that_runs_is_used_by_its_address_and_a_worker_may_die(tmp_path, undisturbed, monkeypatch):
    """Two workers; one is killed when the first result is there. A chunk is one replication, so that it had more to run."""
    monkeypatch.setattr(executors, "CHUNK_DAYS", 0.0)
    with workers(2) as (address, processes):
        taken, killed = cluster._DaskExecutor._result, []

        def and_killed(executor, future):
            if not killed:
                killed.append(processes[2].pid)
                os.kill(processes[2].pid, signal.SIGKILL)
            return taken(executor, future)

        monkeypatch.setattr(cluster._DaskExecutor, "_result", and_killed)
        found = answer(pair(), tmp_path, jobs=Cluster(address), progress=False)
    assert killed
    assert found.unfinished == ()
    assert tables(tmp_path) == undisturbed


@pytest.mark.verify
def test_two_nodes_with_networks_of_their_own_leave_the_same_bytes(tmp_path, undisturbed):
    """Each worker in a network namespace, from which it reaches the scheduler over its own connection."""
    if not can_have_nodes():
        pytest.skip("network namespaces need root on Linux")
    with workers(2, on_nodes=True) as (address, _):
        found = answer(pair(), tmp_path, jobs=Cluster(address), progress=False)
    assert found.unfinished == ()
    assert tables(tmp_path) == undisturbed


@pytest.mark.verify
def test_a_lost_scheduler_is_one_line_and_the_study_continues(tmp_path, undisturbed, monkeypatch):
    """Killed after the second result; received results are on disk, and one process runs the rest."""
    monkeypatch.setattr(executors, "CHUNK_DAYS", 0.0)
    with workers(1) as (address, processes):
        taken, n = cluster._DaskExecutor._result, []

        def and_killed(executor, future):
            n.append(1)
            if len(n) == 3:
                processes[0].kill()
                processes[0].wait()
                deadline = time.monotonic() + 600
                while executor.client.status == "running" and time.monotonic() < deadline:
                    time.sleep(0.05)
            return taken(executor, future)

        monkeypatch.setattr(cluster._DaskExecutor, "_result", and_killed)
        with pytest.raises(ConfigError, match=r"was lost\. What was finished by then is complete"):
            answer(pair(), tmp_path, jobs=Cluster(address), progress=False)
    monkeypatch.undo()
    assert list(tmp_path.rglob("sums-*.parquet"))
    assert not tables(tmp_path)
    answer(pair(), tmp_path, jobs=1, progress=False)
    assert tables(tmp_path) == undisturbed


@pytest.mark.verify
def test_tls_with_own_certificates(tmp_path, undisturbed):
    """A scheduler and a worker that accept TLS only; without the certificates no connection is possible."""
    from distributed.security import Security

    own = Security.temporary()
    folder = tmp_path / "certificates"
    folder.mkdir()
    for name, text in (("ca", own.tls_ca_file), ("cert", own.tls_client_cert), ("key", own.tls_client_key)):
        (folder / f"{name}.pem").write_text(text, encoding="utf-8")
    files = {name: str(folder / f"{name}.pem") for name in ("ca", "cert", "key")}
    more = ("--tls-ca-file", files["ca"], "--tls-cert", files["cert"], "--tls-key", files["key"])
    with workers(1, scheme="tls", more=more) as (address, _):
        found = answer(pair(), tmp_path / "tls", jobs=Cluster(address, certificates=str(folder)), progress=False)
        assert found.unfinished == ()
        with pytest.raises(ConfigError, match="no Dask scheduler answers at tls://"):
            answer(pair(), tmp_path / "none", jobs=Cluster(address), progress=False)
    assert tables(tmp_path / "tls") == undisturbed


@pytest.mark.verify
def test_what_raises_on_a_worker_is_a_line_and_the_rest_goes_on():
    tasks = [Task.of(bare("a"), nth) for nth in range(2)]
    broken = Task.of(bare("a", "centre.longest_queue=1", "mechanisms.patience=false", "demand.needs_per_day=2000"), 0)
    with closing(run_tasks([*tasks, broken], run_replication, Cluster(n_workers=1), lambda task: 1.0)) as results:
        found = {task.params.centre.longest_queue: result for task, result in results}
    assert isinstance(found[1], TaskFailed)
    assert "more work comes in than can be answered" in str(found[1].why)
    assert not any(isinstance(result, TaskFailed) for longest, result in found.items() if longest > 1)


def test_no_server_at_the_address_is_one_line(capsys, tmp_path, monkeypatch):
    monkeypatch.setattr(cluster, "ANSWER_S", 1)
    monkeypatch.chdir(tmp_path)
    argv = ["run", "scenario=bare_queue", "run.replications=2", "--cluster", f"tcp://127.0.0.1:{free_port()}"]
    assert main(argv) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith("no Dask scheduler answers at tcp://127.0.0.1")


@pytest.mark.verify
def test_workers_with_other_rules_are_an_error(monkeypatch):
    """The client's rules version differs from the workers'."""
    monkeypatch.setattr(cluster, "rules_version", other_rules)
    with pytest.raises(ConfigError, match="1 of 1 workers have another version"):
        list(run_tasks([Task.of(bare("a"), 0)], run_replication, Cluster(n_workers=1)))


def other_rules() -> str:
    """Another rules version in each process."""
    return f"{os.getpid()}"


def test_a_certificate_that_is_not_there_is_one_line(tmp_path):
    with pytest.raises(ConfigError, match=r"ca\.pem: is not there"):
        list(run_tasks([Task.of(bare("a"), 0)], run_replication, Cluster("tls://x:1", certificates=str(tmp_path))))
