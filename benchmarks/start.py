"""Time to the first result: on a fresh machine, in a later process, and for --help."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

from children import run
from measure import Asked, Measure, Options

from sim.execution.messages import COMPILING

SECTION = "start"
FIRST_RUN = ["-m", "sim", "run", "run.horizon_days=7", "run.warm_up_days=0", "run.replications=1"]
FIRST_RESULT = """
from sim.config.scenario import load
from sim.year import run_days
scenario = load(overrides=["run.engine=compiled", "run.horizon_days=7", "run.warm_up_days=0", "run.record=kpis"])
print(run_days(scenario.params, scenario.run, 0).days["n_contacts"].sum())
"""


def measures(options: Options) -> Iterator[Measure | str]:
    """Seconds of each, in separate processes; a fresh machine is an empty cache folder."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        fresh, again, result, help_s, output = [], [], [], [], ""
        for at in range(1 if options.small else min(options.n_rounds, 2)):
            cache = folder / f"cache{at}"
            cache.mkdir()
            took, done = run([*FIRST_RUN, "--results", f"fresh{at}"], folder, cache, in_terminal=True)
            fresh.append(took)
            again.append(run([*FIRST_RUN, "--results", f"again{at}"], folder, cache)[0])
            output = next((line for line in done.stderr.splitlines() if line == COMPILING), "")
        for _ in range(options.n_rounds):
            result.append(run(["-c", FIRST_RESULT], folder, cache)[0])
            help_s.append(run(["-m", "sim", "--help"], folder, cache)[0])
        yield f"message on a fresh machine: {output or 'none'}"
        yield Measure(SECTION, "first `run` on a fresh machine, a week, with its report", "s", tuple(fresh), Asked("<", 30))
        yield Measure(SECTION, "the same `run` later", "s", tuple(again))
        yield Measure(SECTION, "a later process, from its start to its first week of base", "s", tuple(result), Asked("<", 1.5))
        yield Measure(SECTION, "--help", "s", tuple(help_s))
