"""Warm start: all functions are compiled once for all processes, and loaded before they are needed."""

import os

import pytest

from sim import jit, jit_cache
from sim.engine.compiled_day import loop
from sim.execution import processes, warm_start
from sim.model import arrivals_today, end_of_day
from sim.model.customer import customers, follow_up
from sim.model.workforce import staffing
from sim.units import WEEK_DAYS


@pytest.fixture
def completed(monkeypatch, tmp_path):
    """An empty cache, and a list of the weeks that were run."""
    weeks: list[warm_start.Week] = []
    monkeypatch.setattr(jit_cache, "cache_folder", lambda: tmp_path)
    monkeypatch.setattr(jit, "is_compiling", lambda: True)
    monkeypatch.setattr(warm_start, "_run", weeks.append)
    monkeypatch.setattr(processes, "n_cores", lambda: 1)
    return weeks


def test_each_engine_runs_its_week_of_base_once(completed):
    for engines in (["compiled", "compiled"], ["compiled"], ["simpy", "compiled"], ["simpy"], []):
        warm_start.ensure_compiled(engines)
    assert [week.run.engine for week in completed] == ["compiled", "simpy"]
    for week in completed:
        assert (week.params.name, week.run.horizon_days, week.run.warm_up_days) == ("base", WEEK_DAYS, 0)


def test_a_new_process_runs_the_noted_week(completed):
    """The same week; and nothing if none was noted, or only the other engine's."""
    warm_start.initialise_worker()
    warm_start.ensure_compiled(["simpy"])
    warm_start.initialise_worker()
    assert [week.run.engine for week in completed] == ["simpy"]
    warm_start.ensure_compiled(["compiled"])
    warm_start.initialise_worker()
    assert [week.run.engine for week in completed] == ["simpy", "compiled", "compiled"]
    assert completed[1] == completed[2]


def test_no_worker_is_initialised_for_an_ended_program(completed, monkeypatch):
    warm_start.ensure_compiled(["compiled"])
    parents = iter([7, 7, 7, 1])
    monkeypatch.setattr(os, "getppid", lambda: next(parents))
    with pytest.raises(SystemExit):
        warm_start.initialise_worker()
    assert len(completed) == 1
    assert next(parents, None) is None


def test_without_compilation_nothing_is_initialised(completed, monkeypatch):
    monkeypatch.setattr(jit, "is_compiling", lambda: False)
    warm_start.ensure_compiled(["compiled"])
    warm_start.initialise_worker()
    assert completed == []


def test_errors_are_left_to_the_replications(completed, monkeypatch, tmp_path):
    """No note of a week that did not end, and no error from an unreadable note."""
    def breaks(week: warm_start.Week) -> None:
        raise RuntimeError

    monkeypatch.setattr(warm_start, "_run", breaks)
    warm_start.ensure_compiled(["compiled"])
    assert not list(tmp_path.iterdir())
    (tmp_path / "week-compiled.json").write_text("{")
    warm_start.initialise_worker()


def test_on_two_cores_another_process_compiles_the_day(completed, monkeypatch):
    """It receives the week before this process begins, which waits for it before the week is run."""
    told = []

    class Process:
        def join(self) -> None:
            told.append("joined")

    monkeypatch.setattr(processes, "n_cores", lambda: 2)
    monkeypatch.setattr(processes, "start_process", lambda work, week: told.append(work) or Process())
    monkeypatch.setattr(warm_start, "_run_without_days", lambda week: told.append("the night"))
    monkeypatch.setattr(warm_start, "_run", lambda week: told.append("the week"))
    warm_start.ensure_compiled(["simpy", "compiled"])
    assert told == ["the week", warm_start._compile_the_day, "the night", "joined", "the week"]


def test_what_is_compiled_beforehand_is_what_a_week_needs(monkeypatch):
    """After a week, an empty day and a week without days have the same types, so nothing is compiled again."""
    parts = [loop._run, arrivals_today._fill_arrivals, follow_up._sorted_columns, customers.join, end_of_day._evening,
             end_of_day._night,
             staffing._fill_team, staffing._update_after_work, staffing._update_overnight]
    week = warm_start._week_of_base("compiled")
    warm_start._run(week)
    before = [len(part.signatures) for part in parts]
    warm_start._run_an_empty_day(week)
    warm_start._run_without_days(week)
    assert [len(part.signatures) for part in parts] == before


def test_a_process_of_its_own_does_one_thing(tmp_path):
    """And ends, with status 0."""
    process = processes.start_process(os.mkdir, tmp_path / "made")
    process.join()
    assert process.exitcode == 0
    assert (tmp_path / "made").is_dir()


def test_a_week_of_base_comes_to_its_end(tmp_path, monkeypatch):
    """Without substitutes."""
    notes = []
    monkeypatch.setattr(jit_cache, "noted", lambda name: None)
    monkeypatch.setattr(jit_cache, "note", lambda name, text: notes.append(name))
    monkeypatch.setattr(jit, "is_compiling", lambda: True)
    warm_start.ensure_compiled(["compiled"])
    assert notes == ["week-compiled.json"]
