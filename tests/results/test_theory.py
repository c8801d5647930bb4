"""A run's load in queueing theory: a day worked by hand, the recorded intervals against the full record, and the bare queue."""

import math
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd
import pytest

import sim
from sim.execution.observed_run import ObservedRun
from sim.execution.tasks import Task
from sim.execution.worker import run_replication
from sim.experiment.runner import answer
from sim.queueing import erlang_a, erlang_c
from sim.results.load import DailyLoad, IntervalProfile, IntervalRecorder, daily_load, interval_edges, records_intervals
from sim.results.theory import MEASURES, day_classes, mean_patience_s, theory_table
from tests.experiment.made_by_hand import days_by_hand

HOUR_S = 3600.0
BARE_DAY = ["centre.opens_h=8", "centre.closes_h=10", "demand.interval_h=1", "demand.profile=[1,3]",
            "centre.at_closing=serve_out", "workforce.groups.agents.agents_per_interval=[1,2]"]
TWO_HOURS = IntervalProfile(*(np.array(column, dtype=float) for column in (
    [0, 8 * HOUR_S, 9 * HOUR_S, 10 * HOUR_S], [8 * HOUR_S, 9 * HOUR_S, 10 * HOUR_S, 24 * HOUR_S],
    [0, 360, 1080, 0], [0, 300, 780, 0], [0, 36_000, 72_000, 0])))   # ten days
SIMULATED = dict.fromkeys(MEASURES, 0.5)


@pytest.fixture(scope="module")
def params() -> Any:
    """M/M/n from 8 to 10 with one agent, then two; calls of 50 s, patience 60 s."""
    return sim.load("bare_queue", [*BARE_DAY, "contact_types.call.talk_distribution=exponential mean 50 s",
                                   "patience.distribution=exponential mean 60 s"]).params


def loads(calls: list[float], agents_s: float = 10_800.0, handle_s: float = 50.0) -> list[DailyLoad]:
    """Days with so many calls, of which nine in ten are answered."""
    n = np.array(calls, dtype=float)
    return [DailyLoad(n, 0.9 * n, 0.9 * n * handle_s, np.full(n.size, agents_s), n, 0.9 * n, 0.9 * n * handle_s, 0 * n)]


def test_two_hours_by_hand(params: Any) -> None:
    """144 calls a day of 50 s are 1 erlang over two hours, on 1.5 agents; three in four are first calls. By interval: M/M/1 at
    1/2 in the first hour, M/M/2 at 3/2 in the second.
    """
    table = theory_table(params, loads([144.0] * 10), TWO_HOURS, SIMULATED).set_index("step")
    assert list(table.index) == ["first_calls", "all_calls", "erlang_c_intervals", "patience", "intervals", "days", "simulated"]
    assert table["formula"].tolist() == ["erlang_c"] * 3 + ["erlang_a"] * 3 + ["simulation"]
    assert table["load_erlang"].to_numpy() == pytest.approx([0.75] + [1.0] * 6)
    assert table["n_agents"].to_numpy() == pytest.approx(1.5)
    by_hand_s = (36 * 50 + 108 * 9 / 14 * 100) / 144
    assert table.loc["erlang_c_intervals", "asa_s"] == pytest.approx(by_hand_s, rel=1e-12)
    assert table.loc["erlang_c_intervals", "abandoned_share"] == 0.0
    assert table.loc["erlang_c_intervals", "occupancy"] == pytest.approx(144 * 50 / 10_800, rel=1e-12)
    assert table.loc["all_calls", "asa_s"] == pytest.approx(erlang_c(0.02, 50, 1.5).mean_wait_s, rel=1e-12)
    assert table.loc["first_calls", "asa_s"] == pytest.approx(erlang_c(0.015, 50, 1.5).mean_wait_s, rel=1e-12)
    assert table.loc["patience", "abandoned_share"] == pytest.approx(erlang_a(0.02, 50, 60, 1.5).abandon_prob, rel=1e-12)
    first, second = erlang_a(0.01, 50, 60, 1), erlang_a(0.03, 50, 60, 2)
    abandoned = (first.abandon_prob + 3 * second.abandon_prob) / 4
    assert table.loc["intervals", "abandoned_share"] == pytest.approx(abandoned, rel=1e-12)
    early = first.abandoned_in_time + 3 * second.abandoned_in_time
    in_time = (first.answered_in_time + 3 * second.answered_in_time) / (4 - early)
    assert table.loc["intervals", "answered_in_20s_share"] == pytest.approx(in_time, rel=1e-12)
    assert table.loc["days", list(MEASURES)].tolist() == pytest.approx(table.loc["intervals", list(MEASURES)].tolist(), rel=1e-9)
    assert table.loc["simulated", list(MEASURES)].tolist() == [0.5] * 4
    assert table["n_periods"].tolist() == [1, 1, 2, 1, 2, 20, 0]


def test_agents_outside_opening_hours_answer_nobody(params: Any) -> None:
    """A tenth of agents' time lies before opening: 1.35 agents in the two hours, 0.9 in the first and 1.8 in the second."""
    early = TWO_HOURS._replace(agent_s=np.array([12_000.0, 36_000.0, 72_000.0, 0.0]))
    table = theory_table(params, loads([144.0] * 4), early, SIMULATED).set_index("step")
    assert table["n_agents"].to_numpy() == pytest.approx(1.35)
    assert table["load_erlang"].to_numpy()[1:] == pytest.approx(1.0)
    lost = (erlang_a(0.01, 50, 60, 0.9).abandon_prob + 3 * erlang_a(0.03, 50, 60, 1.8).abandon_prob) / 4
    assert table.loc["intervals", "abandoned_share"] == pytest.approx(lost, rel=1e-12)


def test_overload_has_no_value_by_erlang_c(params: Any) -> None:
    """300 calls a day: 25/12 erlang on 1.5 agents; by interval 25/24 on one and 25/8 on two. Erlang-A has values all the same."""
    table = theory_table(params, loads([300.0] * 4), TWO_HOURS, SIMULATED).set_index("step")
    assert table["n_overloaded"].tolist() == [1, 1, 2, 1, 2, 8, 0]
    assert table.loc[["first_calls", "all_calls", "erlang_c_intervals"], list(MEASURES)].isna().all(axis=None)
    assert table.loc[["patience", "intervals", "days"], list(MEASURES)].notna().all(axis=None)
    peak = theory_table(params, loads([170.0] * 4), TWO_HOURS, SIMULATED).set_index("step")
    assert peak["n_overloaded"].tolist() == [0, 0, 0, 0, 0, 0, 0]
    assert theory_table(params, loads([200.0] * 4), TWO_HOURS, SIMULATED)["n_overloaded"].tolist() == [0, 0, 1, 0, 1, 4, 0]


def test_without_abandonment_erlang_c_takes_the_place_of_erlang_a() -> None:
    endless = sim.load("bare_queue", [*BARE_DAY, "mechanisms.patience=false"]).params
    table = theory_table(endless, loads([144.0] * 4), TWO_HOURS, SIMULATED)
    assert table["step"].tolist() == ["first_calls", "all_calls", "intervals", "days", "simulated"]
    assert table["formula"].tolist() == ["erlang_c"] * 4 + ["simulation"]
    assert table.loc[2, "asa_s"] == pytest.approx((36 * 50 + 108 * 9 / 14 * 100) / 144, rel=1e-12)


def test_busy_and_quiet_days_by_hand(params: Any) -> None:
    """Two sorts of days of 72 and 216 calls: mean 144, variance 72**2. Of the variance 144 is Poisson's; what is left are rates
    of 144 -+ 72 * sqrt(1 - 144 / 5184). Weighted by calls, not by days.
    """
    day = loads([72.0, 216.0] * 10)
    gap = 72 * math.sqrt(1 - 144 / 72**2)
    classes = day_classes(day[0])
    assert [n for n, _, _ in classes] == [2] * 10
    assert [calls for _, calls, _ in classes] == pytest.approx([144 - gap] * 5 + [144 + gap] * 5, rel=1e-12)
    table = theory_table(params, day, TWO_HOURS, SIMULATED).set_index("step")
    lost = sum(calls / 4 * (erlang_a(calls / 4 / HOUR_S, 50, 60, 1).abandon_prob
                            + 3 * erlang_a(3 * calls / 4 / HOUR_S, 50, 60, 2).abandon_prob)
               for calls in (144 - gap, 144 + gap))
    assert table.loc["days", "abandoned_share"] == pytest.approx(lost / 288, rel=1e-9)
    assert table.loc["days", "asa_s"] > table.loc["intervals", "asa_s"]


def test_days_that_vary_as_poisson_are_equal_days(params: Any) -> None:
    """Counts with a variance not above their mean: no class is busier than another, but for its agents."""
    n_calls, agents_s = np.array([132.0, 156.0] * 5), np.array([10_800.0] * 5 + [5400.0] * 5)
    day = DailyLoad(n_calls, n_calls, 50 * n_calls, agents_s, n_calls, n_calls, 50 * n_calls, 0 * n_calls)
    assert [calls for _, calls, _ in day_classes(day)] == pytest.approx([144.0] * 10, rel=1e-12)
    assert [seconds for _, _, seconds in day_classes(day)] == [10_800.0] * 5 + [5400.0] * 5


def test_closed_days_and_days_without_agents_do_not_count(params: Any) -> None:
    day = loads([144.0] * 10)[0]
    with_closed = DailyLoad(*(np.append(column, [0.0, 7.0 * (column is day.n_calls)]) for column in day))
    pd.testing.assert_frame_equal(theory_table(params, [with_closed], TWO_HOURS, SIMULATED),
                                  theory_table(params, [day], TWO_HOURS, SIMULATED))


@pytest.mark.parametrize("day", [loads([0.0, 0.0]), loads([144.0], agents_s=0.0)])
def test_without_calls_or_agents_there_is_nothing_to_say(params: Any, day: list[DailyLoad]) -> None:
    table = theory_table(params, day, TWO_HOURS, SIMULATED)
    assert table.empty
    assert "asa_s" in table.columns


def test_a_daily_load_is_by_phone_only() -> None:
    """Of the day by hand: 160 contacts less 10 emails, 20 chats and 5 calls that waited since the day before; handle
    time less 3000 s and 2000 s; 100 000 s on duty less breaks and overtime. Then of all channels.
    """
    load = daily_load(days_by_hand(), warm_up_days=1)
    assert [column.tolist() for column in load] == [
        [125.0, 0.0], [110.0, 0.0], [32_500.0, 0.0], [72_800.0, 0.0], [160.0, 0.0], [125.0, 0.0], [37_500.0, 0.0], [13.0, 13.0]]


def test_mean_patience() -> None:
    """180 s by itself; a quarter balks at once; a contact type twice as patient; infinite where nobody abandons."""
    def of(*overrides: str) -> float:
        return mean_patience_s(sim.load("bare_queue", list(overrides)).params)

    assert of() == pytest.approx(180)
    assert of("patience.balk_prob=0.25") == pytest.approx(135)
    assert of("contact_types.call.patience_factor=2") == pytest.approx(360)
    assert of("mechanisms.patience=false") == of("patience.distribution=never") == math.inf


def test_edges_are_those_of_the_profile_and_of_the_opening_hours() -> None:
    two_hours = interval_edges(sim.load("bare_queue", BARE_DAY).params)
    assert two_hours.tolist() == [0.0, 8 * HOUR_S, 9 * HOUR_S, 10 * HOUR_S, 24 * HOUR_S]
    assert interval_edges(sim.load("bare_queue").params).tolist() == [0.0, 24 * HOUR_S]
    base = interval_edges(sim.load().params)
    assert base.size == 18 + 1 + 2
    assert set(np.diff(base)[1:-1].tolist()) == {1800.0}


@pytest.mark.parametrize("engine", ["compiled", "simpy"])
def test_recorded_intervals_are_those_of_the_full_record(engine: str) -> None:
    """Calls by interval counted from the table of contacts; agents by plan: one from 8 to 9, two until 10, on five days."""
    scenario = sim.load("bare_queue", [*BARE_DAY, "demand.needs_per_day=300", "run.horizon_days=5",
                                       "redial.after_abandon_prob=0.5", "redial.delay_distribution=exactly 600 s",
                                       f"run.engine={engine}"])
    (profile,) = run_replication(Task.of(scenario, 0, recorders=(records_intervals,))).recorded
    contacts = sim.simulate(scenario).contacts.query("day >= 1")
    hour = (contacts["arrived_at_s"] // HOUR_S).astype(int)
    for counted, of in ((profile.n_calls, contacts["nth_contact"] >= 1), (profile.n_first_calls, contacts["nth_contact"] == 1)):
        assert counted.tolist() == [float((of & hour.between(*ends)).sum()) for ends in ((0, 7), (8, 8), (9, 9), (10, 23))]
    assert profile.n_first_calls.sum() < profile.n_calls.sum()
    assert profile.agent_s.tolist() == [0.0, 5 * HOUR_S, 10 * HOUR_S, 0.0]


def test_shifts_are_counted_by_interval() -> None:
    """In base, agents' planned time is that of their blocks, which are on duty less breaks and overtime within a few per cent."""
    scenario = sim.load("base", ["run.horizon_days=5", "run.warm_up_days=2"])
    (profile,) = run_replication(Task.of(scenario, 0, recorders=(records_intervals,))).recorded
    on_phone_s = daily_load(sim.simulate(scenario, record="kpis").record.days, 2).on_phone_s.sum()
    assert profile.agent_s.sum() == pytest.approx(on_phone_s, rel=0.03)
    inside = profile.agent_s[1:-1]
    assert inside.max() > 1.3 * inside[-1]


def test_emails_are_no_calls() -> None:
    scenario = sim.load("email_beside_phone", ["run.horizon_days=3", "run.warm_up_days=1"])
    (profile,) = run_replication(Task.of(scenario, 0, recorders=(records_intervals,))).recorded
    contacts = sim.simulate(scenario).contacts.query("day >= 1")
    assert (contacts["channel"] == "email").any()
    assert profile.n_calls.sum() == (contacts["channel"] == "phone").sum()


def test_recording_changes_nothing() -> None:
    scenario = sim.load("base", ["run.horizon_days=3", "run.warm_up_days=0"])
    recorded = run_replication(Task.of(scenario, 0, recorders=(records_intervals,))).days
    plain = run_replication(Task.of(scenario, 0)).days
    assert all((recorded[name] == plain[name]).all() for name in plain)


def test_the_bare_queue_agrees_with_erlang_a(tmp_path: Any) -> None:
    """Known answer: every simulated mean has theory's value in its 95 % interval, and the intervals are narrow."""
    scenario = sim.load("bare_queue", ["run.horizon_days=5", "run.replications=4"])
    found = answer([scenario], tmp_path, jobs=1, progress=False)
    assert found.theory is not None
    theory = found.theory.set_index("step")
    simulated = found.differences.set_index("kpi")
    exact = erlang_a(2 / 60, 300, 180, 12)
    known = {"asa_s": exact.mean_wait_served_s, "answered_in_20s_share": exact.in_time_of_fair,
             "abandoned_share": exact.abandon_prob, "occupancy": exact.occupancy}
    for kpi in MEASURES:
        low, high = simulated.loc[kpi, ["value_low", "value_high"]]
        assert low <= theory.loc["days", kpi] <= high, kpi
        assert theory.loc["days", kpi] == pytest.approx(known[kpi], rel=0.1)    # the load as recorded
        assert high - low < 0.3 * theory.loc["days", kpi]
    saved = pd.read_parquet(next(tmp_path.rglob("answer-*/theory.parquet")))
    pd.testing.assert_frame_equal(saved, found.theory)
    again = answer([scenario], tmp_path, jobs=1, progress=False)     # from the files
    assert again.theory is not None
    pd.testing.assert_frame_equal(again.theory, found.theory)


def test_a_result_has_the_table_of_its_own_replication(tmp_path: Any) -> None:
    """One replication: `Result.theory` is the answer's table."""
    scenario = replace(sim.load("base", ["run.horizon_days=5", "run.warm_up_days=2", "run.replications=1"]), name="one")
    found = answer([scenario], tmp_path, jobs=1, progress=False)
    assert found.theory is not None
    pd.testing.assert_frame_equal(sim.simulate(scenario).theory, found.theory.drop(columns="scenario"))
    assert sim.simulate(scenario, record="kpis").theory.equals(found.theory.drop(columns="scenario"))


def test_the_recorder_leaves_out_the_warm_up(params: Any) -> None:
    recorder = IntervalRecorder(params, warm_up_days=10_000)
    scenario = sim.load("bare_queue", [*BARE_DAY, "run.horizon_days=2"])
    ObservedRun(Task.of(scenario, 0), [recorder], None).run_days()
    assert recorder.recorded().n_calls.sum() == recorder.recorded().agent_s.sum() == 0.0
