"""External validation, attribution and feedback loops, on small centres and by hand."""

from itertools import pairwise

import numpy as np
import pandas as pd
import pytest

from sim.analysis.statistics import attribution, external_validation
from sim.analysis.statistics.benchmarks import BENCHMARKS
from sim.analysis.statistics.validation_rows import ROWS, cases_per_customer, cost_of_bad_case_ratio, redials_answered_share
from sim.config.scenario import load, vary
from sim.experiment import feedback_loops
from sim.experiment.methods.attribution import contributions
from sim.experiment.questions import read
from sim.results.result import Result
from sim.year import run_days

SMALL = ["customers.n=4000", "demand.needs_per_day=60", "run.horizon_days=28", "run.warm_up_days=0", "run.record=full",
         "run.replications=2"]
ROW = {row.key: row.function for row in ROWS}


@pytest.fixture(scope="module")
def result() -> Result:
    scenario = load(overrides=SMALL)
    return Result(scenario, run_days(scenario.params, scenario.run, 0))


def test_every_published_range_is_one() -> None:
    for kpi, known in BENCHMARKS.items():
        assert known.low < known.high, kpi
        assert known.usual is None or known.low <= known.usual <= known.high, kpi
        assert known.source[0].isupper()
        assert ":" in known.source or "known and not re-read" in known.source, kpi


def test_rows_have_different_keys_and_each_has_a_number_or_no_data(result: Result) -> None:
    assert len(ROW) == len(ROWS)
    numbers = {key: function(result) for key, function in ROW.items()}
    assert all(isinstance(number, float) or np.isscalar(number) for number in numbers.values())
    assert np.isfinite(numbers["aht_s"])
    assert np.isnan(numbers["first_month_ratio"]) or numbers["first_month_ratio"] > 0


def test_rows_have_their_documented_values(result: Result) -> None:
    """Each value computed from the tables in another way."""
    days = result.days
    assert cases_per_customer(result) == pytest.approx(days["n_opened"].mean() * 365 / days["n_customers"].mean())
    cases = result.cases
    spent = {bad: cases.loc[(cases["n_conversations"] > 0) & ((~(cases["solved"] & (cases["n_conversations"] == 1))) == bad),
                            "handle_s"].mean()
             for bad in (True, False)}
    assert cost_of_bad_case_ratio(result) == pytest.approx(spent[True] / spent[False])
    n_soon = n_answered = 0
    for _, of_case in result.contacts.sort_values(["case_id", "nth_contact"]).groupby("case_id"):
        rows = of_case.to_dict("records")
        for one, two in pairwise(rows):
            gap_s = 86400 * (two["day"] - one["day"]) + two["arrived_at_s"] - one["ended_at_s"]
            if one["follow_up"] == "redial" and gap_s <= 3600:
                n_soon, n_answered = n_soon + 1, n_answered + two["answered"]
    found = redials_answered_share(result)
    assert np.isnan(found) if n_soon < 20 else found == pytest.approx(n_answered / n_soon)


def test_misses_are_shown() -> None:
    """A number below, one inside, one above and none at all."""
    keys = [row.key for row in ROWS]
    low, inside, above, none = keys[:4]
    numbers = dict.fromkeys(keys, np.nan)
    for key, shift in ((low, -1), (inside, 0.5), (above, 2)):
        row = next(row for row in ROWS if row.key == key)
        assert row.low is not None
        assert row.high is not None
        numbers[key] = row.low + shift * (row.high - row.low)
    table = external_validation.beside([numbers, numbers], [numbers]).set_index("key")["verdict"]
    assert table[[low, inside, above, none]].tolist() == ["below", "inside", "above", "no data"]
    assert set(external_validation.NOTES) <= set(keys)


def test_attribution_takes_out_and_puts_in() -> None:
    """Without self-service more cases come, with or without the other mechanisms: its contribution is negative both ways."""
    scenario = load(overrides=[*SMALL, "run.horizon_days=7"])
    some = ("patience", "self_service")
    few = vary(scenario, {f"mechanisms.{name}": False for name in type(scenario.params.mechanisms).model_fields
                          if name not in some}, "test", "few")
    assert [variant.scenario.name for variant in attribution.variants(few)] == [
        "with all", "with none", "without patience", "without self_service", "only patience", "only self_service"]
    found = contributions(few, ["cases_per_day", "abandoned_share"], jobs=1, progress=False)
    assert len(found) == 2 * 2 * 2
    found = found.set_index(["way", "mechanism", "kpi"])["contribution"]
    for way in ("taken out", "alone"):
        assert found[way, "self_service", "cases_per_day"] < 0
        assert found[way, "patience", "abandoned_share"] >= 0
    assert found["taken out", "patience", "cases_per_day"] == pytest.approx(0, abs=1e-9)


def test_shipped_loops_turn_and_are_cut_with_one_change(tmp_path) -> None:
    """The sides of each loop differ; months are those of the kpis asked."""
    asked = read("feedback_loops")
    assert [loop.name for loop in asked.loops] == ["work_pressure", "quits", "revenue"]
    for loop in asked.loops:
        keys = [scenario.key for scenario in feedback_loops.sides(loop)]
        assert len(set(keys)) == len(keys)
    loop = asked.loops[0].model_copy(update={"horizon_days": 56})
    sides = feedback_loops.sides(loop, ["customers.n=4000", "demand.needs_per_day=60", "run.replications=2",
                                         "run.warm_up_days=0"])
    found = feedback_loops.run_loops([loop], {loop.name: sides}, jobs=1, progress=False)
    assert isinstance(found, pd.DataFrame)
    assert len(found) == 3 * 2 * len(loop.kpis)
    assert set(found["month"]) == {1, 2}
    assert (found.loc[(found["line"] == "agents do not hurry") & (found["kpi"] == "time_given_share"), "value"] == 1).all()
