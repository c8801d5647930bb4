"""Speed of the whole model: a year of the base centre, end of day and sums included, beside the bare queue in SimPy."""

import time
from collections.abc import Iterator
from typing import Any, NamedTuple

from bare_simpy import yardstick
from measure import Asked, Measure, Options, ratios

from sim.config.scenario import Scenario, load
from sim.year import CentreRun

SECTION = "whole"
YEAR_DAYS, READABLE_DAYS, SMALL_DAYS = 365, 20, 5


class Result(NamedTuple):
    """Contacts and times of one run."""

    n_contacts: float
    seconds: float
    day_s: float           # part in the engine: the inside of the days, with their tables

    @property
    def rate(self) -> float:
        """Contacts per second."""
        return self.n_contacts / self.seconds


def base(engine: str, n_days: int) -> Scenario:
    """The base centre, every day counted, only daily sums kept."""
    return load(overrides=[f"run.engine={engine}", f"run.horizon_days={n_days}", "run.warm_up_days=0", "run.record=kpis"])


def completed(scenario: Scenario, replication: int) -> Result:
    """Runs one replication and times each day in the engine."""
    day_s = 0.0
    begin = time.perf_counter()
    centre_run = CentreRun(scenario.params, scenario.run, replication)
    run_day = centre_run.engine

    def timed_day(*today: Any) -> Any:
        nonlocal day_s
        morning = time.perf_counter()
        record = run_day(*today)
        day_s += time.perf_counter() - morning
        return record

    centre_run.engine = timed_day
    record = centre_run.run_days()
    return Result(float(record.days["n_contacts"].sum()), time.perf_counter() - begin, day_s)


def measures(options: Options) -> Iterator[Measure | str]:
    """Speed, its ratio to the bare queue in SimPy, and the time of each part."""
    compiled = base("compiled", SMALL_DAYS * 4 if options.small else YEAR_DAYS)
    readable = base("simpy", SMALL_DAYS if options.small else READABLE_DAYS)
    completed(base("compiled", SMALL_DAYS), 0)  # compiled before timing, as are the rules that SimPy calls
    completed(base("simpy", SMALL_DAYS), 0)
    bare, fast, slow = [], [], []
    for at in range(options.n_rounds):
        bare.append(yardstick(at, options.small))
        fast.append(completed(compiled, at))
        slow.append(completed(readable, at))
    rates = [year.rate for year in fast]
    yield Measure(SECTION, "bare queue in SimPy, 20 agents", "contacts/s", tuple(bare))
    yield Measure(SECTION, "base, compiled, night and tables included", "contacts/s", tuple(rates))
    yield Measure(SECTION, "base, compiled, to bare SimPy", "x", ratios(rates, bare), Asked(">=", 20))
    yield Measure(SECTION, "a contact", "us", tuple(1e6 / rate for rate in rates))
    yield Measure(SECTION, "of it inside the day (the engine and its tables)", "us",
                  tuple(1e6 * year.day_s / year.n_contacts for year in fast))
    yield Measure(SECTION, "of it demand, night and sums", "us",
                  tuple(1e6 * (year.seconds - year.day_s) / year.n_contacts for year in fast))
    if not options.small:
        yield Measure(SECTION, "a year of base, once compiled", "s", tuple(year.seconds for year in fast), Asked("<", 0.5))
    yield Measure(SECTION, "base, our own readable engine", "contacts/s", tuple(year.rate for year in slow))
    yield Measure(SECTION, "base, compiled, to our own readable engine", "x", ratios(rates, [year.rate for year in slow]))
