"""A cancelled replication ends after its day, and one that is not cancelled gives the usual result."""

from collections.abc import Callable

import pytest

import sim
from sim.execution.cancellation import Cancelled
from sim.execution.tasks import ReplicationResult, Task, TaskFailed
from sim.execution.worker import run_replication
from sim.year import CentreRun

SMALL = ["run.horizon_days=4", "run.warm_up_days=1", "demand.needs_per_day=96", "customers.n=16000",
         "workforce.groups.front.n_agents=6"]


def yes(n: int) -> Callable[[], bool]:
    """A check that is true n times, then false."""
    answers = iter([True] * n)
    return lambda: next(answers, False)


@pytest.fixture
def nights(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The days that were run."""
    completed: list[int] = []
    night = CentreRun.night

    def noted(centre_run: CentreRun, day: int) -> None:
        completed.append(day)
        night(centre_run, day)

    monkeypatch.setattr(CentreRun, "night", noted)
    return completed


@pytest.mark.parametrize("engine", ["compiled", "simpy"])
@pytest.mark.parametrize("n", [0, 1, 3])
def test_a_run_ends_on_the_day_of_its_cancellation(nights, n, engine):
    with pytest.raises(Cancelled):
        run_replication(Task.of(sim.load("base", [*SMALL, f"run.engine={engine}"]), 0), yes(n))
    assert nights == list(range(n))


def test_checking_has_no_effect_and_ends_with_the_last_day(nights):
    """Checked before each of the five days and not afterwards: the run is complete."""
    task = Task.of(sim.load("base", SMALL), 0)
    plain, asked = run_replication(task), run_replication(task, yes(5))
    assert isinstance(plain, ReplicationResult)
    assert isinstance(asked, ReplicationResult)
    assert nights == 2 * list(range(5))
    assert {name: column.tobytes() for name, column in asked.days.items()} == {
        name: column.tobytes() for name, column in plain.days.items()}


def test_a_queue_that_never_drains_is_reported_with_cancellation():
    scenario = sim.load("base", [*SMALL, "centre.longest_queue=1", "mechanisms.patience=false"])
    failed = run_replication(Task.of(scenario, 0), yes(5))
    assert isinstance(failed, TaskFailed)
    assert failed == run_replication(Task.of(scenario, 0))
