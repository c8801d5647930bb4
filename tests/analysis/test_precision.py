"""Number of replications needed, and joint intervals."""

import math

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from sim.analysis.statistics.precision import COLUMNS, joint, replications_needed
from sim.config.experiment_file import Precision
from sim.experiment import runner
from sim.experiment.runner import answer
from tests.experiment.test_study import Counted, bare


def runs_of(**values: list[float]) -> pd.DataFrame:
    return pd.concat([pd.DataFrame({"scenario": name, "replication": range(len(nps)), "nps": nps, "asa_s": 0.0})
                      for name, nps in values.items()], ignore_index=True)


def row(half: float, wanted: float, reached: bool = False) -> tuple:
    return ("a", "nps", 0.0, -half, half, 10, 1, wanted, reached)


def test_one_comparison_is_students_interval_and_four_are_bonferronis():
    """By SciPy's own interval at 1 - .05 and 1 - .05 / 4."""
    a, b = [1.0, 4.0, 2.0, 7.0], [2.0, 3.0, 9.0, 4.0]
    paired = np.array(b) - a
    for names, kpis, n in ((["a", "b"], ["nps"], 1), (["a", "b", "c"], ["nps", "asa_s"], 4)):
        table = joint(runs_of(a=a, b=b, c=a), names, kpis).iloc[0]
        low, high = stats.t.interval(1 - 0.05 / n, 3, paired.mean(), stats.sem(paired))
        assert (table["low"], table["high"]) == pytest.approx((low, high), rel=1e-9)
        assert (table["n"], table["n_comparisons"], table["difference"]) == (4, n, 2 / 3 + 1 / 3)


def test_required_half_width_and_whether_it_is_reached():
    runs = runs_of(a=[0.0, 0.0, 0.0], b=[1.0, 2.0, 3.0])
    half = stats.t.ppf(0.975, 2) / math.sqrt(3)
    for wanted, reached in ((half * 1.001, True), (half * 0.999, False)):
        table = joint(runs, ["a", "b"], ["nps"], {"nps": wanted})
        assert bool(table["reached"].iloc[0]) is reached
    assert joint(runs, ["a", "b"], ["nps"])["reached"].all(), "nothing was asked"


@pytest.mark.parametrize(("rows", "n", "at_most", "needed"), [
    ([row(1.0, 1.0, True)], 10, 50, 10),                    # reached
    ([row(1.2, 1.0)], 10, 50, math.ceil(10 * 1.05 * 1.44)),
    ([row(1.001, 1.0)], 10, 50, 11),                        # always one more
    ([row(5.0, 1.0)], 10, 50, 20),                          # never more than twice as many at once
    ([row(5.0, 1.0)], 10, 14, 14), ([row(5.0, 1.0)], 14, 14, 14),
    ([row(math.nan, 1.0)], 1, 50, 2),
])
def test_how_many_more(rows, n, at_most, needed):
    assert replications_needed(pd.DataFrame(rows, columns=COLUMNS), n, at_most) == needed


def test_a_study_goes_on_until_it_is_precise_enough_or_out_of_replications(tmp_path, monkeypatch):
    """Three replications, then more until half the width of ASA's interval is a third of what three gave; then a precision that
    cannot be reached: the bound stops it, and the answer states that it was not reached."""
    counted = Counted(monkeypatch)
    pair = [bare("a"), bare("b", "patience.balk_prob=0.3", "workforce.groups.agents.agents_per_interval=[1]",
                            "workforce.groups.agents.n_agents=1")]
    first = answer(pair, tmp_path, decide_on=("asa_s",), progress=False).joint.iloc[0]
    half = (first["high"] - first["low"]) / 2
    found = answer(pair, tmp_path, decide_on=("asa_s",), progress=False,
                   precision=Precision(within={"asa_s": half / 2}, at_most=60)).joint.iloc[0]
    assert (found["high"] - found["low"]) / 2 <= half / 2
    assert found["reached"]
    assert 3 < found["n"] < 60
    asked = sum(len(tasks) for tasks in counted.asked)
    assert asked == 2 * found["n"], "no replication was lived twice"
    hopeless = answer(pair, tmp_path, decide_on=("asa_s",), progress=False,
                      precision=Precision(within={"asa_s": 1e-9}, at_most=found["n"] + 2))
    row_ = hopeless.joint.iloc[0]
    assert (row_["n"], bool(row_["reached"])) == (found["n"] + 2, False)
    assert {scenario.run.replications for scenario in hopeless.scenarios} == {found["n"] + 2}


def test_failed_replications_are_not_retried_with_each_extension(tmp_path, monkeypatch):
    counted = Counted(monkeypatch, spoil=[("b", 1)])
    pair = [bare("a"), bare("b", "patience.balk_prob=0.3")]
    runner.answer(pair, tmp_path, decide_on=("asa_s",), progress=False,
                 precision=Precision(within={"asa_s": 1e-9}, at_most=5))
    assert sum(task[:2] == ("b", 1) for tasks in counted.asked for task in tasks) == 1
