"""Compiled once, loaded once: what processes that live replications side by side do not each do again.

A week of base needs all compiled functions but one or two small ones. It is lived once for each version of the sources,
before there are workers, and noted beside what was compiled. By living it again, a new process loads all of that.
"""

import contextlib
import gc
import importlib
import os
from collections.abc import Iterable

from pydantic import BaseModel

from sim.params import Params, Run
from sim.units import WEEK_DAYS

NOTE = "week-{engine}.json"
NEEDED = ("numpy", "numba", "sim.record", "sim.model.books", "sim.engine.compiled_day", "sim.experiment.one_day",
          "sim.experiment.replicate")


class Week(BaseModel):
    """A week of base, in plain words: a new process need not compose it."""

    params: Params
    run: Run


def compiled_once(engines: Iterable[str]) -> None:
    """Live a week of base with each engine that lived none since the sources changed. Otherwise this costs nothing.

    What goes wrong is left to the replications, which say so.
    """
    from sim import jit

    for engine in dict.fromkeys(engines):
        note = NOTE.format(engine=engine)
        if jit.is_compiling() and jit.noted(note) is None:
            with contextlib.suppress(Exception):
                week = _week_of_base(engine)
                _live(week)
                jit.note(note, week.model_dump_json())


def be_ready() -> None:
    """Import and load what a replication needs, so that copies of this process have it. What goes wrong is left out.

    Nothing is compiled here: without a note of a week that was lived, functions are loaded when they are needed.

    Raises:
        SystemExit: meanwhile the process that started this one ended, as after a fault in a scenario.
    """
    parent = os.getppid()
    with contextlib.suppress(Exception):
        for module in NEEDED:
            importlib.import_module(module)
            if os.getppid() != parent:
                raise SystemExit
        from sim import jit

        text = jit.noted(NOTE.format(engine="compiled")) if jit.is_compiling() else None
        if text is not None:
            _live(Week.model_validate_json(text))
    gc.collect()
    gc.freeze()  # what never goes away is not gone through again, and stays shared by the copies


def _week_of_base(engine: str) -> Week:
    from sim.load import load

    base = load("base", [f"run.engine={engine}", f"run.horizon_days={WEEK_DAYS}", "run.warm_up_days=0", "run.record=kpis"])
    return Week(params=base.params, run=base.run)


def _live(week: Week) -> None:
    from sim.year import live

    live(week.params, week.run, 0)
