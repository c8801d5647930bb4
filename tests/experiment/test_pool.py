"""Workers: every task is done once, and one that dies or raises takes nothing else along."""

import _thread
import multiprocessing
import os
import signal
import sys
import threading
from contextlib import closing

import pytest

from sim.experiment.pool import Failed, finished, finished_in_threads, n_cores


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


ways = pytest.mark.parametrize(("way", "jobs"), [
    (finished, 1), (finished, 2), (finished_in_threads, 1), (finished_in_threads, 2)])


@ways
def test_every_task_once(way, jobs):
    done = list(way(list(range(20)), squared, jobs))
    assert sorted(done) == [(task, task * task) for task in range(20)]


@ways
def test_what_raises_is_told_and_the_others_go_on(way, jobs):
    done = dict(way(list(range(8)), raises_at_three, jobs))
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


def test_threads_work_side_by_side_and_few_results_wait():
    """Each of two waits until the other is there. While nobody asks for more, no more than one each is begun ahead."""
    together = threading.Barrier(2, timeout=10)
    begun = []

    def work(task: int) -> int:
        begun.append(task)
        together.wait()
        return task

    with closing(finished_in_threads(list(range(100)), work, 2)) as results:
        assert {next(results), next(results)} == {(0, 0), (1, 1)}
        assert len(begun) <= 4, "two done, and one handed out for each"
        together.abort()  # whoever is waiting for another now waits for nobody


def test_whoever_stops_asking_stops_the_threads_after_what_they_are_at(monkeypatch):
    """A thread is in the middle of a task until someone waits for it: it ends the task, and nothing else is begun."""
    go_on, begun, ended, join = threading.Event(), [], [], threading.Thread.join

    def join_and_go_on(thread: threading.Thread, timeout: float | None = None) -> None:
        go_on.set()
        join(thread, timeout)

    monkeypatch.setattr(threading.Thread, "join", join_and_go_on)

    def work(task: int) -> int:
        begun.append(task)
        if task:
            assert go_on.wait(10)
        ended.append(task)
        return task

    before = threading.active_count()
    with closing(finished_in_threads(list(range(100)), work, 2)) as results:
        assert next(results) == (0, 0)
    assert sorted(begun) == sorted(ended)
    assert set(begun) <= {0, 1, 2}
    assert threading.active_count() == before


def test_ctrl_c_is_heard_while_threads_work():
    """The second of two tasks ends only when the main thread has been told to stop."""
    told, begun = threading.Event(), []

    def work(task: int) -> int:
        begun.append(task)
        if task == 0:
            _thread.interrupt_main()
            told.set()
        assert told.wait(10)
        return task

    with pytest.raises(KeyboardInterrupt):
        list(finished_in_threads(list(range(100)), work, 2))
    assert len(begun) < 100


def test_no_tasks_no_workers():
    assert list(finished([], squared, 4)) == list(finished_in_threads([], squared, 4)) == []
    assert n_cores() >= 1
