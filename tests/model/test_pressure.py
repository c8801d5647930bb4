"""Work pressure and the service standard: by hand, and in a centre with more work than before."""

from functools import cache

import numpy as np
import numpy.typing as npt
import pytest

from sim.config.scenario import load
from sim.kpis import kpis_of
from sim.model.finance.revenue import Positions
from sim.model.workforce.work_pressure import WorkRate
from sim.params import Params
from sim.year import run_days
from tests.model.test_mechanisms import same_days

SETTINGS = ("run.horizon_days=365", "run.warm_up_days=28", "run.record=kpis", "run.seed=7", "demand.growth_factor=1.8")
REPLICATIONS = 5


def base(*overrides: str) -> Params:
    return load(overrides=list(overrides)).params


def test_no_work_pressure_up_to_the_reference_load() -> None:
    time_given = WorkRate(base())
    for _ in range(50):
        time_given.evening(80.0, 10.0, 100.0)
    assert time_given.time_given == time_given.service_standard == 1.0


def test_work_pressure_and_service_standard_by_hand() -> None:
    """Workload 1.9: after a week's smoothing p nears 2 and the time given 2^-.25 of a standard that falls with it."""
    time_given = WorkRate(base("pressure.standard_erosion_weeks=5000"))
    time_given.evening(95.0, 95.0, 100.0)
    assert time_given.smoothed_workload == pytest.approx(1.9 / 5)
    for _ in range(60):
        time_given.evening(95.0, 95.0, 100.0)
    assert time_given.time_given == pytest.approx(2.0**-0.25, rel=2e-3)
    held, drifting = WorkRate(base("mechanisms.standard_erosion=off")), WorkRate(base())
    for _ in range(60):
        held.evening(95.0, 95.0, 100.0)
        drifting.evening(95.0, 95.0, 100.0)
    assert held.service_standard == 1.0
    assert 0.80 < drifting.service_standard < 0.95
    low = drifting.service_standard
    for _ in range(200):
        drifting.evening(10.0, 0.0, 100.0)
    assert low - 0.03 < drifting.service_standard <= low, "it comes down a little more while pressure fades, and never rises"
    assert drifting.time_given == drifting.service_standard


@cache
def runs(*overrides: str) -> dict[str, npt.NDArray[np.float64]]:
    """Measures of some replications of base with 80 % more work."""
    loaded = load(overrides=[*SETTINGS, *overrides])
    runs = [kpis_of(run_days(loaded.params, loaded.run, replication), loaded.params) for replication in range(REPLICATIONS)]
    return {name: np.array([run[name] for run in runs]) for name in runs[0]}


@pytest.mark.parametrize("mechanism", ["work_pressure", "standard_erosion"])
def test_direction(mechanism: str) -> None:
    """Conversations are given less of their time, are shorter, solve less and cause more contacts: four standard errors of the
    paired difference over five years."""
    on, off = runs(), runs(f"mechanisms.{mechanism}=off")
    for kpi, sign in (("time_given_share", -1), ("aht_s", -1), ("fcr_share", -1), ("repeat_share", 1)):
        difference = sign * (on[kpi] - off[kpi])
        error = difference.std(ddof=1) / np.sqrt(difference.size)
        assert difference.mean() > 4 * error, f"{kpi}: {difference.mean():.4g} ± {error:.2g}"


def test_off_equals_neutral_parameters() -> None:
    """Bit for bit; without work pressure the standard has nothing to follow."""
    busy = ["demand.growth_factor=1.6"]
    off = ("base", [*busy, "mechanisms.work_pressure=off"])
    same_days(off, ("base", [*busy, "pressure.work_pressure_elasticity=0"]))
    same_days(off, ("base", [*busy, "mechanisms.work_pressure=off", "mechanisms.standard_erosion=off"]))


# --- positions that follow revenue -----------------------------------------------------------------------------------


def test_positions_follow_the_quarters_margin() -> None:
    """Quarters of margin 100, 95 and 105 a day at elasticity 3: 20, 17 and 23 positions, filled or vacated as agents quit."""
    positions = Positions(base("mechanisms.budget_follows_revenue=on", "budget.follows_revenue_elasticity=3"))
    quits = np.array([4, 7])
    for day in range(91):
        positions.night(day, 100.0)
    assert (positions.n, positions.refilled(quits).tolist()) == (20, [4, 7])
    for day in range(91, 182):
        positions.night(day, 95.0)
    assert positions.n == 17
    assert positions.refilled(quits).tolist() == []
    assert positions.refilled(quits).tolist() == [7], "the third stays empty"
    for day in range(182, 273):
        positions.night(day, 105.0)
    assert positions.refilled(quits).tolist() == [4, 7, *6 * [4]]


def test_without_it_all_leavers_are_replaced() -> None:
    positions = Positions(base())
    for day in range(400):
        positions.night(day, 100.0 - day / 10)
    assert positions.refilled(np.array([3])).tolist() == [3]
