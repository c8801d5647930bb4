"""Time of both headline experiments with 30 replications, on all cores, maps and reports included."""

import re
import tempfile
from collections.abc import Iterator
from pathlib import Path

from children import run
from measure import Asked, Measure, Options, n_cores

from sim.config.files import data_folder

SECTION = "experiments"
HEADLINES = ("fast_is_not_efficient", "forty_per_cent_on_three")     # as `make run`
N = 30


def with_replications(text: str, n: int, small: bool = False) -> str:
    """The text of an experiment with exactly `n` replications of its scenarios; the replications of its map stay.

    An override on the command line would also apply to the map.

    Args:
        text: text of the experiment's file.
        n: number of replications.
        small: simulate a week instead of a year, on the map too.
    """
    changed = re.sub(r"(?m)^(replications|  at_most): \d+", rf"\1: {n}", text)
    return changed.replace("overrides: []", "overrides: [run.horizon_days=7, run.warm_up_days=0]") if small else changed


def measures(options: Options) -> Iterator[Measure | str]:
    """Seconds of each experiment, in a separate process, with all rules compiled before."""
    n = 2 if options.small else N
    with tempfile.TemporaryDirectory() as name:
        folder, took = Path(name), []
        run(["-m", "sim", "run", "run.horizon_days=1", "run.warm_up_days=0", "run.replications=1", "--results", "before"],
            folder)
        for experiment in HEADLINES:
            text = (data_folder("experiments") / f"{experiment}.yaml").read_text(encoding="utf-8")
            own = folder / f"{experiment}.yaml"
            own.write_text(with_replications(text, n, options.small), encoding="utf-8")
            took.append(run(["-m", "sim", "experiment", str(own), "--results", "results"], folder)[0])
            yield Measure(SECTION, f"{experiment}, {n} replications, {n_cores()} cores", "s", (took[-1],))
        yield Measure(SECTION, f"both experiments, {n} replications, {n_cores()} cores", "s", (sum(took),),
                      None if options.small else Asked("<", 30))
