"""Paired differences against scipy's, and scenarios that cannot be compared."""

import numpy as np
import pandas as pd
import pytest
from scipy import stats

import sim
from sim.analysis.statistics.comparison import differences, interval, run_table
from sim.config.errors import ConfigError
from sim.kpis import KPIS

TINY = ["run.horizon_days=2", "run.warm_up_days=0", "demand.needs_per_day=300", "run.replications=3"]


def made_up(seed: int, names=("base", "other"), n=6) -> pd.DataFrame:
    draws = np.random.default_rng(seed)
    return run_table({(name, r): {kpi: float(draws.normal(i)) for kpi in KPIS}
                      for i, name in enumerate(names) for r in range(n)}, names)


def test_intervals_are_scipys():
    """The interval of a paired difference and of a mean, as scipy gives them for the same numbers."""
    runs = made_up(1)
    base, other = (runs[runs["scenario"] == name]["nps"].to_numpy() for name in ("base", "other"))
    row = differences(runs, ["base", "other"]).set_index(["scenario", "kpi"]).loc[("other", "nps")]
    paired = stats.ttest_rel(other, base).confidence_interval(0.95)
    alone = stats.t.interval(0.95, other.size - 1, other.mean(), stats.sem(other))
    assert row[["low", "high"]].tolist() == pytest.approx([paired.low, paired.high], rel=1e-12)
    assert row[["value_low", "value_high"]].tolist() == pytest.approx(alone, rel=1e-12)
    assert row[["base", "value", "difference"]].tolist() == pytest.approx(
        [base.mean(), other.mean(), (other - base).mean()], rel=1e-12)
    assert row["n"] == 6


def test_base_differs_from_itself_by_nothing():
    rows = differences(made_up(2), ["base", "other"])
    own = rows[rows["scenario"] == "base"]
    assert len(own) == len(KPIS)
    assert (own[["difference", "low", "high"]] == 0.0).all(axis=None)


def test_one_replication_has_no_interval():
    row = differences(made_up(3, n=1), ["base", "other"]).iloc[-1]
    assert np.isfinite(row["difference"])
    assert row[["low", "high", "value_low", "value_high"]].isna().all()
    assert row["n"] == 1


def test_differences_need_both():
    """Replication 4 of base and 0 of the other are missing: four pairs are left; NaN in one of them leaves three."""
    runs = made_up(4)
    runs = runs[~((runs["scenario"] == "base") & (runs["replication"] == 4))]
    runs = runs[~((runs["scenario"] == "other") & (runs["replication"] == 0))]
    runs.loc[(runs["scenario"] == "other") & (runs["replication"] == 5), "nps"] = np.nan
    rows = differences(runs, ["base", "other"]).set_index(["scenario", "kpi"])
    by_hand = runs.pivot(index="replication", columns="scenario", values="asa_s").dropna()
    assert rows.loc[("other", "asa_s"), "n"] == 4
    assert rows.loc[("other", "asa_s"), "difference"] == pytest.approx((by_hand["other"] - by_hand["base"]).mean())
    assert rows.loc[("other", "nps"), "n"] == 3


def test_a_scenario_without_any_replication_is_missing():
    rows = differences(made_up(5, names=("base",)), ["base", "other"])
    other = rows[rows["scenario"] == "other"]
    assert other["n"].eq(0).all()
    assert other[["value", "difference", "low", "high"]].isna().all(axis=None)


def test_an_interval_contains_the_true_value_as_often_as_stated():
    """Of 2 000 intervals of 5 normal numbers 95 % hold the true mean, within four standard errors."""
    draws = np.random.default_rng(6).normal(3.0, 2.0, size=(2000, 5))
    holds = np.array([found.low <= 3.0 <= found.high for found in map(interval, draws)])
    assert abs(holds.mean() - 0.95) < 4 * np.sqrt(0.95 * 0.05 / 2000)


def test_compare_runs_and_pairs():
    """Two bare queues with one agent more: every pair has the same customers, so contacts per day do not differ."""
    few, more = (sim.load("bare_queue", [*TINY, f"name={n} agents", f"workforce.groups.agents.n_agents={n}",
                                         f"workforce.groups.agents.agents_per_interval=[{n}]"]) for n in (2, 3))
    rows = sim.compare([few, more], jobs=1).set_index(["scenario", "kpi"])
    assert rows.loc[("3 agents", "cases_per_day"), ["difference", "low", "high"]].tolist() == [0.0, 0.0, 0.0]
    waits = rows.loc[("3 agents", "asa_s")]
    assert waits["high"] < 0, "one agent more: shorter waits, beyond doubt"
    assert waits["n"] == 3


def test_what_cannot_be_compared():
    base = sim.load("bare_queue", [*TINY, "name=base"])
    other = sim.load("bare_queue", [*TINY, "run.seed=7", "run.warm_up_days=1", "name=other"])
    with pytest.raises(ConfigError) as found:
        sim.compare([base, base, other])
    assert "is listed twice" in found.value.lines[0]
    assert [line.split(":")[0] for line in found.value.lines[1:]] == [
        "run.seed is 1 in base and 7 in other", "run.warm_up_days is 0 in base and 1 in other"]
    with pytest.raises(ConfigError, match="no scenario"):
        sim.compare([])


def test_a_queue_that_never_drains_is_reported_in_the_users_terms():
    endless = sim.load("bare_queue", [*TINY, "run.replications=1", "mechanisms.patience=false",
                                      "centre.longest_queue=50", "demand.needs_per_day=20000"])
    output = (r"the queue grew past 50 customers on day 0 at \d\d:\d\d: .* no customer gives up\. "
              r"Plan more agents or .*longest_queue")
    with pytest.raises(ConfigError, match=output):
        sim.simulate(endless)
    with pytest.raises(ConfigError, match=rf"replication 0 \(seed 1\): {output}"):
        sim.compare([endless], jobs=1)
