"""Warm start: compilation and loading are done once, not in each of the processes that run replications.

A week of base uses all compiled functions but one or two small ones. It is run once for each version of the sources, before any
task, and noted beside the compiled code. A new process runs it again to load that code. The engine's day is half of the code to
compile; with a second core, another process compiles it in parallel.
"""

import contextlib
import gc
import importlib
import os
from collections.abc import Iterable
from typing import Any

import numpy as np
from pydantic import BaseModel

from sim.execution import processes
from sim.params import Params, Run
from sim.schema import Floats, Ints
from sim.units import WEEK_DAYS

NOTE = "week-{engine}.json"
NEEDED = ("numpy", "numba", "sim.schema", "sim.model.finance.ledger", "sim.engine.compiled_day", "sim.execution.observed_run",
          "sim.execution.worker")


class Week(BaseModel):
    """A week of base as plain data: a new process need not compose the scenario."""

    params: Params
    run: Run


def ensure_compiled(engines: Iterable[str]) -> None:
    """Run a week of base with each engine that has run none since the sources changed; otherwise the cost is negligible.

    Errors are ignored here; the replications report them.
    """
    from sim import jit, jit_cache

    for engine in dict.fromkeys(engines):
        note = NOTE.format(engine=engine)
        if jit.is_compiling() and jit_cache.noted(note) is None:
            with contextlib.suppress(Exception):
                week = _week_of_base(engine)
                if engine == "compiled" and processes.n_cores() > 1:
                    _compile_side_by_side(week)
                _run(week)
                jit_cache.note(note, week.model_dump_json())


def _compile_side_by_side(week: Week) -> None:
    """Compile demand, night and sums here, and the engine's day in another process. Errors are ignored; the week reports them."""
    other = processes.start_process(_compile_the_day, week)
    try:
        with contextlib.suppress(Exception):
            _run_without_days(week)
    finally:
        other.join()


def _compile_the_day(week: Week) -> None:
    """Compile the engine's day, in a separate process, without garbage collection, which takes an eighth of the work."""
    gc.disable()
    _run_an_empty_day(week)
    gc.freeze()


def _run_without_days(week: Week) -> None:
    """Run a week in which no contact is answered: all but the engine's day."""
    from sim.model.day import Carry, DayRecord, Modifiers, WorkforceToday
    from sim.model.day_parameters import DayParameters
    from sim.schema import AgentDays, Due, no_contacts
    from sim.year import CentreRun

    def nothing_happens(day_params: DayParameters, workforce: WorkforceToday, due: Due, carry: Carry,
                        n_contact_ids: int, modifiers: Modifiers) -> DayRecord:
        no_agents: list[Any] = [np.empty(0, dtype=np.float64 if kind == Floats else np.int64)
                             for kind in AgentDays.__annotations__.values()]
        none: list[Any] = [column[:0] for column in due]
        return DayRecord(no_contacts(), Due(*none), AgentDays(*no_agents), 0.0, 0, 0, carry, n_contact_ids)

    centre_run = CentreRun(week.params, week.run, 0)
    centre_run.engine = nothing_happens
    centre_run.run_days()


def _run_an_empty_day(week: Week) -> None:
    """Run the engine's day without agents and without contacts."""
    from sim.engine.compiled_day import CompiledEngine
    from sim.model.contact.channels import can_take
    from sim.model.day import WorkforceToday, empty_carry
    from sim.model.day_parameters import day_parameters
    from sim.model.workforce.roster import roster_parameters
    from sim.schema import Bools, Due

    def no_rows(table: Any) -> dict[str, Any]:
        types = {Floats: np.float64, Ints: np.int64, Bools: np.bool_}
        return {name: np.empty(0, dtype=types[kind]) for name, kind in table.__annotations__.items() if kind in types}

    workforce = no_rows(WorkforceToday) | {"day": 0, "can_take": can_take(week.params),
                                           "planned": roster_parameters(week.params).by_plan}
    CompiledEngine().run_day(day_parameters(week.params, 0), WorkforceToday(**workforce), Due(**no_rows(Due)),
                              empty_carry(len(week.params.workforce.groups)), 0)


def initialise_worker() -> None:
    """Import and load what a replication needs, so that forked workers have it. Errors are ignored.

    Nothing is compiled here: without a note of a week that was run, functions are loaded at first use.

    Raises:
        SystemExit: the parent process has ended, for instance after an error in a scenario.
    """
    parent = os.getppid()
    with contextlib.suppress(Exception):
        for module in NEEDED:
            importlib.import_module(module)
            if os.getppid() != parent:
                raise SystemExit
        from sim import jit, jit_cache

        text = jit_cache.noted(NOTE.format(engine="compiled")) if jit.is_compiling() else None
        if text is not None:
            _run(Week.model_validate_json(text))
    gc.collect()
    gc.freeze()  # permanent objects are not traversed again, and stay shared by the forked workers


def _week_of_base(engine: str) -> Week:
    from sim.config.scenario import load

    base = load("base", [f"run.engine={engine}", f"run.horizon_days={WEEK_DAYS}", "run.warm_up_days=0", "run.record=kpis"])
    return Week(params=base.params, run=base.run)


def _run(week: Week) -> None:
    from sim.year import run_days

    run_days(week.params, week.run, 0)
