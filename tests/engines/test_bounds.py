"""Compiled code stays within its tables, and what it records passes an independent checker."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from sim.config.scenario import load
from sim.schema import Record
from tests.engines import bounds_checked
from tests.engines.checked_cases import EXTREMES, FEW, checked, checked_run, drawn
from tests.engines.record_checker import faults, share_faults
from tests.engines.twins import ReplicationResult, first_difference, run_with


@pytest.fixture
def cache(request: pytest.FixtureRequest) -> Path:
    """A folder for code compiled with bounds checked; it is kept between runs of the tests, under a hash of the sources."""
    assert request.config.cache is not None
    return Path(request.config.cache.mkdir("bounds"))


def test_six_runs_stay_within_their_tables(cache: Path) -> None:
    """With an index beyond the end and one below zero, which must be noticed, before them."""
    assert bounds_checked.run("six", cache) == "6 runs, 0 faults"


@pytest.mark.verify
@pytest.mark.parametrize(("cases", "least"), [("weeks", 90), ("drawn", 1000), ("extremes", 60)])
def test_many_runs_stay_within_their_tables(cases: str, least: int, cache: Path) -> None:
    said = bounds_checked.run(cases, cache)
    assert said.endswith(" runs, 0 faults"), said
    assert int(said.split()[0]) >= least


def test_there_are_sixty_extremes() -> None:
    assert len(EXTREMES) >= 60


@pytest.mark.parametrize("name", EXTREMES)
def test_an_extreme_passes_the_checker(name: str) -> None:
    """By the code as users have it, without bounds checked."""
    assert checked(EXTREMES[name]) == []


def test_drawn_centres_pass_the_checker() -> None:
    assert [checked_run(params, run, None) for params, run in drawn(40)] == [[]] * 40


@pytest.mark.verify
@pytest.mark.parametrize("name", EXTREMES)
def test_engines_agree_in_an_extreme(name: str) -> None:
    scenario = load(EXTREMES[name].of, [*FEW, *EXTREMES[name].overrides])
    one, other = (run_with(engine, scenario.params, scenario.run) for engine in ("simpy", "compiled"))
    assert (found := first_difference(one, other)) is None, found


# --- the checker notices ----------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def good() -> ReplicationResult:
    overrides = [*FEW, "run.horizon_days=2", "centre.n_lines=14", "redial.after_blocked_prob=0.5"]
    scenario = load("bare_queue", overrides)
    completed = run_with("compiled", scenario.params, scenario.run)
    assert faults_of(completed, completed.record) == []
    return completed


def faults_of(completed: ReplicationResult, record: Record | None) -> list[str]:
    assert record is not None
    return faults(record, completed.days[-1].carry.contacts, completed.days[-1].n_contact_ids, carries_over=True)


def _contacts(name: str, change: Callable[[np.ndarray], np.ndarray]) -> Callable[[Record], Record]:
    def spoil(record: Record) -> Record:
        assert record.contacts is not None
        column = change(getattr(record.contacts, name).copy())
        return record._replace(contacts=record.contacts._replace(**{name: column}))
    return spoil


def _agents(name: str, change: Callable[[np.ndarray], np.ndarray]) -> Callable[[Record], Record]:
    def spoil(record: Record) -> Record:
        assert record.agent_days is not None
        column = change(getattr(record.agent_days, name).copy())
        return record._replace(agent_days=record.agent_days._replace(**{name: column}))
    return spoil


def _first(value: float) -> Callable[[np.ndarray], np.ndarray]:
    return lambda column: np.concatenate([np.array([value], dtype=column.dtype), column[1:]])


def _by_one_agent(ids: np.ndarray) -> np.ndarray:
    return np.where(ids >= 0, 0, ids)


SPOILED: dict[str, tuple[Callable[[Record], Record], str]] = {
    "an id twice": (_contacts("contact_id", _first(1)), "conservation"),
    "a case's contact twice": (_contacts("nth_contact", _first(2)), "conservation"),
    "a wait without end": (_contacts("wait_s", _first(np.inf)), "wait_s is not finite"),
    "a negative conversation": (_contacts("talk_s", _first(-1)), "talk_s is negative"),
    "an unknown outcome": (_contacts("outcome", _first(9)), "unknown code"),
    "an end before the beginning": (_contacts("ended_at_s", _first(-1)), "ended before it came"),
    "solved by nobody": (_contacts("solved", lambda column: np.ones_like(column)), "solved without a conversation"),
    "one agent for all": (_contacts("agent_id", _by_one_agent), "two conversations at once"),
    "a day that never was": (_contacts("day", _first(99)), "outside the run's days"),
    "busy for longer than on duty": (_agents("busy_s", lambda column: 2.0 * column), "longer than on duty"),
    "an agent twice": (_agents("agent_id", lambda column: np.zeros_like(column)), "twice on one day"),
    "a lost answer": (lambda record: record._replace(days=record.days | {"n_answered": record.days["n_answered"] - 1}),
                      "n_answered is"),
    "a sum that is not a number": (lambda record: record._replace(days=record.days | {"talk_s": record.days["talk_s"] * np.nan}),
                                   "talk_s is not finite"),
}


@pytest.mark.parametrize("how", SPOILED)
def test_a_changed_record_is_noticed(good: ReplicationResult, how: str) -> None:
    spoil, statement = SPOILED[how]
    assert good.record is not None
    found = faults_of(good, spoil(good.record))
    assert any(statement in line for line in found), found


def test_a_share_out_of_range_is_noticed() -> None:
    kpis = {"a_share": 1.2, "b_share": float("nan"), "c_share": 1.0, "cost": float("inf"), "d": 5.0}
    assert share_faults(kpis) == ["cost is inf", "a_share is 1.2"]
