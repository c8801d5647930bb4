"""The simulation service: a requested task is run once, one that is no longer needed ends after its day, a lost worker is
replaced."""

from collections.abc import Callable
from concurrent.futures import Future
from functools import partial
from multiprocessing import Pipe
from threading import Thread
from typing import Any

import pytest

from sim.app import session, views
from sim.app.state import State, base, pair
from sim.app.work import run_results, service
from sim.execution import processes
from sim.execution.cancellation import Cancelled
from sim.execution.tasks import Task, WorkerDied
from sim.year import CentreRun
from tests.app import at_work
from tests.app.conftest import SCRIPT, Inline, Later

pytestmark = pytest.mark.app

WHOLE = list(range(13))  # the days of a year, see `conftest.SHORT`


class Nights(list[int]):
    """The days that were run, and a callback during one of them."""

    def __init__(self) -> None:
        super().__init__()
        self.deeds: dict[int, Callable[[], None]] = {}


@pytest.fixture
def nights(monkeypatch: pytest.MonkeyPatch) -> Nights:
    completed, night = Nights(), CentreRun.night

    def noted(centre_run: CentreRun, day: int) -> None:
        completed.append(day)
        completed.deeds.pop(day, lambda: None)()
        night(centre_run, day)

    monkeypatch.setattr(CentreRun, "night", noted)
    return completed


def a_service() -> tuple[service.SimulationService, Later]:
    """A service whose workers run on the test's call."""
    made: list[Later] = []

    def make(**begin: Any) -> Later:
        made.append(Later(**begin))
        return made[-1]

    return service.SimulationService(make), made[0]


def completed_at_once(task: Task) -> object:
    """The result of an undisturbed run."""
    here = service.SimulationService(Inline)
    here.request([task], "nobody else")
    return str(here.results(base()))


# --- cancellation ---------------------------------------------------------------------------------------


def test_a_cancelled_replication_ends_that_day_leaves_no_result_and_can_be_run_again(nights):
    task = Task.of(base(), 0)
    known = completed_at_once(task)
    here, workers = a_service()
    nights.clear()
    nights.deeds[3] = lambda: here.cancel([base()], "one")
    here.request([task], "one")
    workers.do_next()
    assert nights == [0, 1, 2, 3]
    assert here.results(base()) == {}
    assert run_results.failure(here, [base()]) is None
    here.request([task], "one")
    workers.do_next()
    assert nights[4:] == WHOLE
    assert str(here.results(base())) == known


def test_a_replication_continues_while_another_visitor_needs_it(nights):
    (here, workers), scenario = a_service(), base()
    for visitor in ("one", "other"):
        here.request([Task.of(scenario, 0), Task.of(scenario, 1)], visitor)
    assert len(workers.asked) == 2, "each is lived once"
    nights.deeds[3] = lambda: here.cancel([scenario], "one")
    workers.do_next()
    assert nights == WHOLE
    assert list(here.results(scenario)) == [0]
    nights.deeds[5] = lambda: here.cancel([scenario], "other")
    workers.do_next()
    assert nights[13:] == [0, 1, 2, 3, 4, 5]
    assert list(here.results(scenario)) == [0]


def test_a_visitor_without_requests_cancels_nothing(nights):
    (here, workers), scenario = a_service(), base()
    here.request([Task.of(scenario, 0)], "one")
    here.cancel([scenario], "other")
    workers.do_next()
    assert list(here.results(scenario)) == [0]


def test_requested_again_while_it_ends_it_is_run_again_once(nights):
    (here, workers), task = a_service(), Task.of(base(), 0)

    def back_and_forth() -> None:
        here.cancel([base()], "one")
        here.request([task], "one")

    nights.deeds[2] = back_and_forth
    here.request([task], "one")
    workers.do_next()
    assert nights == [0, 1, 2]
    assert len(workers.asked) == 1, "the one that ends is not taken for the one to come"
    here.request([task], "other")
    assert len(workers.asked) == 1, "nor is its end for the other's"
    workers.do_next()
    assert nights[3:] == WHOLE
    assert list(here.results(base())) == [0]


def test_a_cancelled_task_that_has_not_started_is_not_started(nights):
    here, workers = a_service()
    here.request([Task.of(base(), 0)], "one")
    here.cancel([base()], "one")
    workers.do_next()
    assert nights == []


@pytest.mark.parametrize("copied", [True, False], ids=["as here", "spawn"])
def test_a_worker_process_is_informed_of_cancellation(monkeypatch, copied):
    """The task never ends by itself; the time limits are for a failing test."""
    ours, theirs = Pipe()
    if not copied:
        monkeypatch.setattr(processes, "FORKED_WORKERS", False)
    monkeypatch.setattr(service, "run_row", partial(at_work.goes_on, theirs))
    here, task = service.SimulationService(), Task.of(base(), 0)
    here.request([task], "one")
    assert ours.poll(60)
    assert ours.recv() == "begun"
    future = here._pending[task.key, 0].future
    here.cancel([base()], "one")
    try:
        with pytest.raises(Cancelled):
            future.result(60)
    finally:
        ours.send("enough")
        here._executor.shutdown()


# --- requests -----------------------------------------------------------------------------------------


def test_the_service_keeps_the_newest_and_runs_nothing_twice(monkeypatch):
    completed = []
    monkeypatch.setattr(service, "run_row", lambda task, _: completed.append(task.replication) or service.Row({}, None))
    monkeypatch.setattr(service, "MAX_KEPT", 3)
    here, scenario = service.SimulationService(Inline), base()
    for nth in (0, 1, 0, 2, 3, 0):
        here.request([Task.of(scenario, nth)], "one")
    assert completed == [0, 1, 2, 3]
    assert sorted(here.results(scenario)) == [0, 2, 3]


def test_waiting_ends_at_its_limit_and_results_are_kept(monkeypatch):
    monkeypatch.setattr(service, "run_row", lambda task, _: service.Row({}, None))
    (here, workers), task = a_service(), Task.of(base(), 0)
    here.wait_for([task], "one", 0.0)
    assert here.results(base()) == {}
    worker = Thread(target=workers.do_next)
    worker.start()
    here.wait_for([task], "one", 60.0)
    assert list(here.results(base())) == [0]
    worker.join()


def test_a_lost_workers_task_fails_once_and_is_run_again_on_request_only():
    """The pool has already run it twice; the service does not start a third attempt by itself."""

    class Dies(Inline):
        n_tried = 0

        def submit(self, work: Callable[..., Any], /, *args: Any, **more: Any) -> "Future[Any]":
            self.n_tried += 1
            future: Future[Any] = Future()
            future.set_exception(WorkerDied("signal SIGKILL"))
            return future

    workers = Dies()
    here, task = service.SimulationService(lambda **_: workers), Task.of(base(), 0)
    for _ in range(3):
        here.request([task], "one")
    assert workers.n_tried == 1
    assert "signal SIGKILL" in str(run_results.failure(here, [base()]))
    here.forget_failures([base()])
    assert run_results.failure(here, [base()]) is None
    here.request([task], "one")
    assert workers.n_tried == 2


# --- at the app --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("n", [1, 2])
def test_an_input_cancels_what_no_other_visitor_needs_and_requests_its_own_first(monkeypatch, n):
    """Several visitors need the same tasks and stop one after the other; today's centre is needed by all."""
    from streamlit.testing.v1 import AppTest

    here, workers = a_service()
    monkeypatch.setattr(session, "service", lambda: here)
    monkeypatch.setattr(session, "AT_ONCE", 2)
    monkeypatch.setattr(views, "FIRST_S", 0.0)
    desks = [AppTest.from_file(str(SCRIPT), default_timeout=60).run() for _ in range(n)]
    today, cap = pair(desks[0].session_state["state"])
    asked = {args[0].key: future for future, _, args in workers.asked}
    assert set(asked) == {today.key, cap.key}
    for nth, app in enumerate(desks):
        n_before, train, is_given_up = len(workers.asked), 2.0 + nth, nth == n - 1
        app.select_slider(key="lever.train").set_value(train).run()
        assert not app.exception
        state: State = app.session_state["state"]
        first = workers.asked[n_before][2][0]
        assert (first.key, first.replication) == (pair(state)[1].key, 0)
        assert asked[cap.key].cancelled() == is_given_up
        assert not asked[today.key].cancelled()


class Broken(Inline):
    """Workers that fail as named, and the number of attempts."""

    def __init__(self, error: BaseException, at_submission: bool) -> None:
        super().__init__()
        self.error, self.at_submission, self.n_tried = error, at_submission, 0

    def submit(self, work: Callable[..., Any], /, *args: Any, **more: Any) -> "Future[Any]":
        self.n_tried += 1
        if self.at_submission:
            raise self.error
        future: Future[Any] = Future()
        future.set_exception(self.error)
        return future


@pytest.mark.parametrize("view", ["answer", "instead", "years", "day", "stage"])
@pytest.mark.parametrize(("error", "at_submission", "words"), [
    (ZeroDivisionError("division by zero"), False, "ZeroDivisionError: division by zero"),
    (WorkerDied("signal SIGKILL"), False, "signal SIGKILL"),
    (MemoryError(), False, "MemoryError"),
    (OSError(11, "no process"), True, "no process"),
    (RuntimeError("![x](http://evil.example/x)"), False, "http"),
], ids=["exception", "death", "memory", "no worker", "picture"])
def test_every_exception_of_a_worker_reaches_the_page_once(monkeypatch, view, error, at_submission, words):
    """One line with a button; the page does not ask again by itself, however often it is drawn."""
    from streamlit.testing.v1 import AppTest

    workers = Broken(error, at_submission)
    here = service.SimulationService(lambda **_: workers)
    monkeypatch.setattr(session, "service", lambda: here)
    app = AppTest.from_file(str(SCRIPT), default_timeout=60)
    app.query_params["view"] = view
    app.run()
    n_tried = workers.n_tried
    for _ in range(3):
        app.run()
    assert workers.n_tried == n_tried
    assert not app.exception
    assert [info.value for info in app.info] == []
    (line,) = app.error
    assert words in line.value.replace("\\", "")
    assert "](" not in line.value.replace("\\](", "")
    app.button(key="retry").click().run()
    assert workers.n_tried > n_tried
    assert len(app.error) == 1


def test_the_next_input_interrupts_the_wait_for_numbers(monkeypatch):
    """No result ever arrives: without the interruption the wait would take a minute."""

    class Moved(Exception):
        pass

    heard = iter([False, True])

    def asked() -> str:
        if next(heard):
            raise Moved
        return "one"

    here, workers = a_service()
    monkeypatch.setattr(session, "service", lambda: here)
    monkeypatch.setattr(session, "visitor", asked)
    with pytest.raises(Moved):
        session.first_numbers([base()], 60.0)
    assert len(workers.asked) == 1
