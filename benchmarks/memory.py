"""Peak memory of a run, and whether it grows with the horizon; each run in a separate process."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

from children import run
from measure import Asked, Measure, Options

SECTION = "memory"
PEAK = """
import resource, sys
from pathlib import Path
from sim.config.scenario import load
from sim.year import run_days

def peak_kb():  # on Linux ru_maxrss includes the parent's memory, so the peak is read from /proc
    status = Path("/proc/self/status")
    if status.exists():
        return int(next(line for line in status.read_text().splitlines() if line.startswith("VmHWM")).split()[1])
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // (1024 if sys.platform == "darwin" else 1)

record, n_days = sys.argv[1:]
asked = ["run.engine=compiled", f"run.record={record}", "run.warm_up_days=0"]
first = load(overrides=[*asked, "run.horizon_days=1"])
run_days(first.params, first.run, 0)
before = peak_kb()
scenario = load(overrides=[*asked, f"run.horizon_days={n_days}"])
run_days(scenario.params, scenario.run, 0)
print(before, peak_kb())
"""


def peak_mb(record: str, n_days: int) -> tuple[float, float]:
    """Peak memory after one day of base, and after `n_days` more [MB]."""
    with tempfile.TemporaryDirectory() as folder:
        _, done = run(["-c", PEAK, record, str(n_days)], Path(folder))
    before, peak = done.stdout.split()
    return float(before) / 1024.0, float(peak) / 1024.0


def measures(options: Options) -> Iterator[Measure | str]:
    """Peak memory of a year, of five years, and of a year with a full record."""
    year = 20 if options.small else 365
    before, one = peak_mb("kpis", year)
    _, five = peak_mb("kpis", 5 * year)
    _, full = peak_mb("full", year)
    yield Measure(SECTION, "after a day of base, programs and tables included", "MB", (before,))
    yield Measure(SECTION, f"{year} days, run.record=kpis", "MB", (one,))
    yield Measure(SECTION, f"{5 * year} days, run.record=kpis", "MB", (five,))
    yield Measure(SECTION, f"{5 * year} days to {year}, run.record=kpis", "x", (five / one,), Asked("<", 1.1))
    yield Measure(SECTION, f"{year} days, run.record=full", "MB", (full,))
