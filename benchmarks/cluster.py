"""The overhead of Dask: empty chunks, the transfer of results, and the same replications in one process, a pool and workers.

Nodes are network namespaces of this machine: they have network connections of their own and share its processors.
"""

import math
import os
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from typing import Any

from cores import completed
from measure import Measure, Options, n_cores, ratios
from nodes import can_have_nodes, workers

from sim.execution.executors import CHUNK_DAYS, Cluster, run_tasks

SECTION = "cluster"
YEAR_DAYS, N_REPLICATIONS, N_EMPTY, N_FULL = 365, 8, 500, 60
WORKERS = {"1 worker": (1, False), "2 workers": (2, False), "2 nodes": (2, True)}


def dealt(address: str, tasks: list[Any], work: Callable[[Any], Any]) -> float:
    """Seconds per chunk for chunks of one task each, from the first to the last result."""
    results = run_tasks(tasks, work, Cluster(address), lambda task: CHUNK_DAYS)
    with closing(results):
        next(results)  # client and workers are ready
        begin = time.perf_counter()
        n = sum(1 for _ in results)
    return (time.perf_counter() - begin) / n


def measures(options: Options) -> Iterator[Measure | str]:
    """Milliseconds per chunk; then seconds for the same replications, and ratios within a round."""
    n, n_days, n_empty, n_full = (4, 30, 60, 10) if options.small else (N_REPLICATIONS, YEAR_DAYS, N_EMPTY, N_FULL)
    ways = {name: how for name, how in WORKERS.items() if not how[1] or can_have_nodes()}
    if len(ways) < len(WORKERS):
        yield "nodes: skipped; network namespaces need root on Linux, and iproute2"
    year_bytes = _bytes_of_a_year()
    yield Measure(SECTION, "transfer of the sums of a year of base", "kB", (year_bytes / 1e3,))
    seconds: dict[str, list[float]] = {}
    per_chunk: dict[str, dict[str, list[float]]] = {name: {"empty": [], "full": []} for name in ways}
    completed(2, 1, 2)  # compiled before timing
    completed(1, 7, 1)  # and loaded in this process
    for _ in range(min(options.n_rounds, 3)):
        seconds.setdefault("one process", []).append(completed(n, n_days, 1))
        if n_cores() > 1:
            seconds.setdefault("pool of 2", []).append(completed(n, n_days, 2))
        for name, (n_workers, on_nodes) in ways.items():
            with workers(n_workers, on_nodes) as (address, _):
                completed(2 * n_workers, 7, Cluster(address))  # each worker has loaded the simulator
                per_chunk[name]["empty"].append(1e3 * dealt(address, list(range(n_empty)), math.sqrt))
                per_chunk[name]["full"].append(1e3 * dealt(address, [year_bytes * 7] * n_full, os.urandom))
                seconds.setdefault(name, []).append(completed(n, n_days, Cluster(address)))
    for name, found in per_chunk.items():
        yield Measure(SECTION, f"an empty chunk, {name}", "ms", tuple(found["empty"]))
        yield Measure(SECTION, f"a chunk with results of seven years, nothing simulated, {name}", "ms", tuple(found["full"]))
    for name, values in seconds.items():
        yield Measure(SECTION, f"{n} replications of {n_days} days of base, {name}", "s", tuple(values))
    for name, values in seconds.items():
        if name != "one process":
            yield Measure(SECTION, f"{name} to one process", "x", ratios(seconds["one process"], values))


def _bytes_of_a_year() -> int:
    """Size of the results that a replication returns [bytes]."""
    from sim.schema import DAY_MONEY, DAY_SUMS

    return 8 * (YEAR_DAYS + 28) * len((*DAY_SUMS, *DAY_MONEY))
