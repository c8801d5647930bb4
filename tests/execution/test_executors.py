"""Workers: every task is done once, and one that dies or raises takes nothing else along."""

import multiprocessing
import os
import signal
import subprocess
import sys
import threading
from contextlib import closing
from pathlib import Path

import pytest

import sim
from sim.execution import processes
from sim.execution.executors import run_tasks
from sim.execution.processes import n_cores
from sim.execution.tasks import TaskFailed
from sim.i18n.translate import message

PACKAGE = Path(sim.__file__).parents[1]
if sys.platform != "win32":
    from multiprocessing import forkserver

linux = pytest.mark.skipif(sys.platform != "linux", reason="here workers are not copied")


def squared(task: int) -> int:
    return task * task


def raises_at_three(task: int) -> int:
    if task == 3:
        raise RuntimeError(f"no {task}\n  here")
    return task


def dies_at_three(task: int) -> int:
    if task == 3:
        os.kill(os.getpid(), signal.SIGKILL)
    return task


def leaves_at_three(task: int) -> int:
    if task == 3:
        os._exit(4)
    return task


def never_ends_at_one(task: int) -> int:
    if task == 1:
        threading.Event().wait(60)  # as good as never: whoever is not ended comes back with exit status 0
    return task


def refuses(task: int) -> int | TaskFailed:
    return TaskFailed(message("not today")) if task == 1 else task


def known(_: int) -> set[str]:
    return {"sim.engine.compiled_day", "sim.execution.observed_run", "numba", "hydra", "pandas", "matplotlib"} & set(sys.modules)


@pytest.fixture(params=[True, False], ids=["copied", "afresh"])
def copies(request, monkeypatch):
    """Workers copied from the server, and workers started one by one."""
    if request.param and sys.platform != "linux":
        pytest.skip("here workers are not copied")
    monkeypatch.setattr(processes, "FORKED_WORKERS", request.param)


@pytest.mark.parametrize("jobs", [1, 2])
def test_every_task_once(jobs, copies):
    done = list(run_tasks(list(range(20)), squared, jobs))
    assert sorted(done) == [(task, task * task) for task in range(20)]


@pytest.mark.parametrize("jobs", [1, 2])
def test_what_raises_is_told_and_the_others_go_on(jobs):
    done = dict(run_tasks(list(range(8)), raises_at_three, jobs))
    failed = done.pop(3)
    assert done == {task: task for task in range(8) if task != 3}
    assert isinstance(failed, TaskFailed)
    assert str(failed.why) == "stopped by an error in the simulator (RuntimeError: no 3 here)"
    assert "raises_at_three" in failed.trace


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such signals")
@pytest.mark.parametrize(("work", "how"), [(dies_at_three, "signal SIGKILL; perhaps the memory did not suffice"),
                                           (leaves_at_three, "exit status 4")])
def test_a_worker_that_dies_takes_its_own_task_alone(work, how, copies):
    done = dict(run_tasks(list(range(8)), work, 2))
    failed = done.pop(3)
    assert isinstance(failed, TaskFailed)
    assert str(failed.why) == f"its process died ({how})"
    assert done == {task: task for task in range(8) if task != 3}


def test_a_task_may_fail_of_itself():
    assert dict(run_tasks([0, 1], refuses, 1)) == {0: 0, 1: TaskFailed(message("not today"))}


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such signals")
def test_whoever_stops_asking_stops_the_workers(copies):
    """One worker is at a task without end when we stop asking: both are ended, and none is left behind."""
    with closing(run_tasks([0, 1, 2, 3], never_ends_at_one, 2)) as results:
        assert next(results) == (0, 0)
        workers = multiprocessing.active_children()
        assert len(workers) == 2
    assert [worker.exitcode for worker in workers] == [-signal.SIGTERM] * 2
    assert not multiprocessing.active_children()


@linux
def test_workers_are_born_with_the_engine_and_without_tables():
    assert dict(run_tasks([0, 1], known, 2))[0] == {"sim.engine.compiled_day", "sim.execution.observed_run", "numba"}


@linux
def test_workers_know_the_same_simulator_wherever_they_are_started(tmp_path):
    """A script that says itself where the simulator lies, started from a folder where another thing has that name. Its
    end is the end of all that it started: until then its output would stay open."""
    (tmp_path / "sim.py").write_text("raise SystemExit('not this one')\n", encoding="utf-8")
    (tmp_path / "own").mkdir()
    script = tmp_path / "own" / "mine.py"
    script.write_text(f"import sys\nsys.path[:0] = [{str(PACKAGE)!r}]\nfrom sim.execution.executors import run_tasks\n"
                      "import importlib.util, os\nprint('once')\n"
                      "for _, module in run_tasks(['sim', 'sim'], importlib.util.find_spec, 2): print(module.origin)\n"
                      "print(os.environ.get('PYTHONPATH'), os.environ.get('PYTHONSAFEPATH'))\n", encoding="utf-8")
    environment = {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "PYTHONSAFEPATH")}
    done = subprocess.run([sys.executable, str(script)], cwd=tmp_path, env=environment, capture_output=True, text=True,
                          check=False, timeout=60)
    assert done.stderr == ""
    assert done.stdout.splitlines() == ["once", sim.__file__, sim.__file__, "None None"]


@linux
def test_whoever_dies_leaves_nobody_behind(tmp_path):
    """Killed amid its work: server and workers notice, and close the output that they share with it."""
    code = ("import math, os, signal\nfrom sim.execution.executors import run_tasks\n"
            "results = run_tasks([4.0, 9.0, 16.0], math.sqrt, 2)\nnext(results)\nos.kill(os.getpid(), signal.SIGKILL)\n")
    done = subprocess.run([sys.executable, "-c", code], env=os.environ | {"PYTHONPATH": str(PACKAGE)}, capture_output=True,
                          text=True, check=False, timeout=60)
    assert (done.returncode, done.stderr) == (-signal.SIGKILL, "")


@linux
@pytest.mark.parametrize(("what", "error"), [
    ("ensure_running", OSError("AF_UNIX path too long")), ("connect_to_new_process", ConnectionRefusedError()),
    ("connect_to_new_process", EOFError())])
def test_where_no_server_can_be_had_workers_start_afresh(monkeypatch, what, error):
    """It cannot be started, or it died."""
    def refuses(*_: object) -> None:
        raise error

    monkeypatch.setattr(forkserver, what, refuses)
    assert dict(run_tasks([1, 2], squared, 2)) == {1: 1, 2: 4}


def test_no_tasks_no_workers():
    assert list(run_tasks([], squared, 4)) == []
    assert n_cores() >= 1
