"""Length of the warm-up: series with a known answer."""

import numpy as np
import pandas as pd
import pytest

import sim
from sim.analysis.statistics.warm_up import daily, mser, settled


@pytest.mark.parametrize("ramp", [0, 10, 25, 50])
def test_a_ramp_is_cut_off(ramp):
    """A ramp far above a steady noise of 200 days: all of it is cut, and on average less than a batch more."""
    cuts = []
    for seed in range(20):
        noise = np.random.default_rng(seed).normal(size=200)
        noise[:ramp] += np.linspace(20.0, 5.0, ramp)
        cuts.append(mser(noise))
    assert min(cuts) >= ramp - 5
    assert np.median(cuts) <= ramp + 5


def test_a_series_that_does_not_settle_is_reported():
    assert mser(np.arange(100.0)) is None, "a trend has no level"
    assert mser(np.ones(19)) is None, "three weeks are too short to tell"
    assert mser(np.ones(20)) == 0


def test_days_are_those_of_the_run_and_closed_days_are_left_out():
    """A small centre, two weeks: weekdays alone, with the measures of that day averaged over replications."""
    scenario = sim.load(overrides=["run.horizon_days=14", "run.warm_up_days=0", "demand.needs_per_day=60", "customers.n=2000"])
    replications = [sim.simulate(scenario, nth, record="kpis").record.days for nth in (0, 1)]
    table = daily(replications, ["contacts_per_day"], scenario.params)
    assert table["day"].tolist() == [0, 1, 2, 3, 4, 7, 8, 9, 10, 11]
    assert table["contacts_per_day"].iloc[3] == np.mean([days["n_contacts"][3] for days in replications])


def test_the_settled_day_is_a_calendar_day():
    """Twenty bad open days, with weekends between them: counting starts on open day 20, which is day 28."""
    day = [7 * week + d for week in range(20) for d in range(5)]
    table = pd.DataFrame({"day": day, "asa_s": [9.0 + d for d in range(20)] + [0.0, 1.0] * 40, "nps": np.arange(100.0)})
    found = settled(table).set_index("kpi")["settled_day"]
    assert found["asa_s"] == 28
    assert np.isnan(found["nps"])
