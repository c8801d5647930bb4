"""Workers: every task is done once, and one that dies or raises takes nothing else along."""

import multiprocessing
import os
import signal
import sys
import threading
from contextlib import closing

import pytest

from sim.experiment.pool import Failed, finished, n_cores


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


def refuses(task: int) -> int | Failed:
    return Failed("not today") if task == 1 else task


@pytest.mark.parametrize("jobs", [1, 2])
def test_every_task_once(jobs):
    done = list(finished(list(range(20)), squared, jobs))
    assert sorted(done) == [(task, task * task) for task in range(20)]


@pytest.mark.parametrize("jobs", [1, 2])
def test_what_raises_is_told_and_the_others_go_on(jobs):
    done = dict(finished(list(range(8)), raises_at_three, jobs))
    failed = done.pop(3)
    assert done == {task: task for task in range(8) if task != 3}
    assert isinstance(failed, Failed)
    assert failed.why == "stopped by a fault of the simulator (RuntimeError: no 3 here)"
    assert "raises_at_three" in failed.trace


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such signals")
@pytest.mark.parametrize(("work", "how"), [(dies_at_three, "signal SIGKILL; perhaps the memory did not suffice"),
                                           (leaves_at_three, "exit status 4")])
def test_a_worker_that_dies_takes_its_own_task_alone(work, how):
    done = dict(finished(list(range(8)), work, 2))
    assert done.pop(3) == Failed(f"its process died ({how})")
    assert done == {task: task for task in range(8) if task != 3}


def test_a_task_may_fail_of_itself():
    assert dict(finished([0, 1], refuses, 1)) == {0: 0, 1: Failed("not today")}


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such signals")
def test_whoever_stops_asking_stops_the_workers():
    """One worker is at a task without end when we stop asking: both are ended, and none is left behind."""
    with closing(finished([0, 1, 2, 3], never_ends_at_one, 2)) as results:
        assert next(results) == (0, 0)
        workers = multiprocessing.active_children()
        assert len(workers) == 2
    assert [worker.exitcode for worker in workers] == [-signal.SIGTERM] * 2
    assert not multiprocessing.active_children()


def test_no_tasks_no_workers():
    assert list(finished([], squared, 4)) == []
    assert n_cores() >= 1
