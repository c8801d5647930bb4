"""How fast: every figure as a ratio to a bare SimPy queue timed in the same run, with its spread.

    make bench

prints both engines living the whole model, night and sums included, beside the yardstick, and the peak
memory of a year of the base centre. Ratios hold on any machine; contacts per second only on this one.
"""

import json
import platform
import statistics
import subprocess
import sys
import time
from importlib.metadata import version

from bare_simpy import run as bare

from sim.experiment.theory.queues import erlang_a
from sim.load import load
from sim.year import live

ROUNDS = 5
N_AGENTS, LOAD_PER_S, SERVICE_S, PATIENCE_S = 20, 19.0 / 300.0, 300.0, 180.0
MEMORY = """
import resource
from sim.load import load
from sim.year import live
scenario = load(overrides=["run.engine=ENGINE", "run.warm_up_days=0", "run.record=RECORD"])
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
live(scenario.params, scenario.run, 0)
print(before / 1024, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
"""


def whole_model(engine: str, days: int) -> float:
    """Contacts per second of the base centre, night and sums included, once compiled."""
    scenario = load(overrides=[f"run.engine={engine}", f"run.horizon_days={days}", "run.warm_up_days=0"])
    begin = time.perf_counter()
    record = live(scenario.params, scenario.run, 0)
    return float(record.days["n_contacts"].sum()) / (time.perf_counter() - begin)


def peak_memory_mb(engine: str, record: str) -> tuple[float, float]:
    """Memory before and at the peak of a year of the base centre, in a process of its own [MB]."""
    code = MEMORY.replace("ENGINE", engine).replace("RECORD", record)
    out = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout.split()
    return float(out[0]), float(out[1])


def main() -> None:
    """Print the table, and one line of JSON for a history."""
    known = erlang_a(LOAD_PER_S, SERVICE_S, PATIENCE_S, n_agents=N_AGENTS)
    engines = {"simpy": 40, "compiled": 200}
    for engine in engines:
        whole_model(engine, 2)  # compile before timing
    rows: dict[str, list[float]] = {name: [] for name in ("bare SimPy", *engines)}
    for _ in range(ROUNDS):
        timed = bare(N_AGENTS, LOAD_PER_S, SERVICE_S, PATIENCE_S, 40_000)
        if abs(timed.abandoned_share - known.abandon_prob) > 0.02:
            raise SystemExit("the yardstick does not give the known abandonment: its time counts for nothing")
        rows["bare SimPy"].append(timed.n_calls / timed.seconds)
        for engine, days in engines.items():
            rows[engine].append(whole_model(engine, days))
    print(f"Python {platform.python_version()}, simpy {version('simpy')}, numba {version('numba')}, {platform.machine()}")
    print(f"{'':34s}{'contacts/s':>12s}{'min':>10s}{'max':>10s}{'ratio to bare':>16s}{'min':>8s}{'max':>8s}")
    history: dict[str, object] = {"python": platform.python_version(), "rounds": ROUNDS}
    for name, rates in rows.items():
        ratios = [rate / yardstick for rate, yardstick in zip(rates, rows["bare SimPy"], strict=True)]
        label = name if name.startswith("bare") else f"whole model, run.engine={name}"
        print(f"{label:34s}{statistics.median(rates):12,.0f}{min(rates):10,.0f}{max(rates):10,.0f}"
              f"{statistics.median(ratios):16.2f}{min(ratios):8.2f}{max(ratios):8.2f}")
        history[name] = {"contacts_per_s": statistics.median(rates), "ratio": statistics.median(ratios)}
    for engine in engines:
        for record in ("kpis", "full"):
            before, peak = peak_memory_mb(engine, record)
            print(f"a year of base, run.engine={engine}, run.record={record}: {before:.0f} MB before, {peak:.0f} MB at the peak")
            history[f"{engine} {record} peak_mb"] = round(peak)
    print(json.dumps(history))


if __name__ == "__main__":
    main()
