"""Every executor and both engines give the same table, byte for byte."""

import sys

import pytest

import sim
from sim.config.scenario import vary
from sim.execution.executors import Cluster
from sim.experiment.runner import answer
from tests.experiment.test_unfinished_runs import tables

SMALL = ["run.horizon_days=5", "run.warm_up_days=1", "run.replications=2", "demand.needs_per_day=60", "customers.n=2000"]


@pytest.mark.filterwarnings("ignore")  # Dask's own
@pytest.mark.skipif(sys.platform == "win32", reason="Dask's workers are processes that are ended by signals")
def test_simpy_compiled_one_process_pool_and_dask_give_the_same_table(tmp_path):
    """All mechanisms on, two scenarios; only the engine's name differs between the results folders."""
    centres = [sim.load(name, [*SMALL, f"name={name}"]) for name in ("base", "aht_cap_180")]
    by_simpy = [vary(centre, {"run.engine": "simpy"}, "the test") for centre in centres]
    ways = {"compiled": (centres, 1), "pool": (centres, 2), "dask": (centres, Cluster(n_workers=2)), "simpy": (by_simpy, 1)}
    for name, (asked, jobs) in ways.items():
        answer(asked, tmp_path / name, decide_on=("nps", "cost"), jobs=jobs, progress=False)
    first, *others = (tables(tmp_path / name) for name in ways)
    assert len(first) == 9
    for name, other in zip(list(ways)[1:], others, strict=True):
        assert other == first, name
