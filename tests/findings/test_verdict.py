"""Verdicts on differences: never stronger than the interval allows."""

import math
from dataclasses import replace

import pandas as pd
import pytest

from sim.experiment.answer import Answer
from sim.findings.verdict import Verdict, all_compared, compared, headline, judge, judge_paired, verdict_clause
from sim.i18n.translate import Translator
from tests.answers import made, renamed

TR = Translator()


@pytest.mark.parametrize(
    ("kpi", "difference", "low", "high", "verdict"),
    [
        ("nps", 3.0, 1.0, 5.0, Verdict.BETTER),
        ("nps", -3.0, -5.0, -1.0, Verdict.WORSE),
        ("asa_s", 3.0, 1.0, 5.0, Verdict.WORSE),
        ("asa_s", -3.0, -5.0, -1.0, Verdict.BETTER),
        ("aht_s", 3.0, 1.0, 5.0, Verdict.HIGHER),
        ("aht_s", -3.0, -5.0, -1.0, Verdict.LOWER),
        ("nps", 3.0, -1.0, 7.0, Verdict.UNDECIDED),
        ("nps", 3.0, 0.0, 6.0, Verdict.UNDECIDED),
        ("nps", 0.0, 0.0, 0.0, Verdict.SAME),
        ("nps", 30.0, math.nan, math.nan, Verdict.UNSURE),
        ("nps", math.nan, math.nan, math.nan, Verdict.MISSING),
    ],
)
def test_a_difference_is_clear_only_when_its_interval_leaves_out_zero(
    kpi: str, difference: float, low: float, high: float, verdict: Verdict
) -> None:
    assert judge(kpi, difference, low, high) is verdict


def of(**intervals: tuple[float, float]) -> Answer:
    """Base and one cap, whose differences have these intervals; the other measures are left out."""
    rows = [
        {
            "scenario": name,
            "kpi": kpi,
            "base": 10.0,
            "value": 10.0 + (low + high) / 2 * i,
            "difference": (low + high) / 2 * i,
        }
        | {"low": low * i, "high": high * i, "value_low": 9.0, "value_high": 11.0, "n": 5}
        for i, name in enumerate(("base", "aht_cap_180"))
        for kpi, (low, high) in intervals.items()
    ]
    return replace(made(["base", "aht_cap_180"]), differences=pd.DataFrame(rows), decide_on=tuple(intervals))


def test_the_thesis_may_lose() -> None:
    """A cap that is better throughout is called better throughout."""
    output = headline(of(work_per_solved_case_s=(-90, -30), nps=(1, 3)), TR).lead.replace("\u00a0", " ")
    assert output == (
        "Hard cap 180 s against Base: clearly better in work per solved case (−1.00 ± 0.50 min) and "
        "net promoter score (NPS) (+2.0 ± 1.0 points)."
    )


def test_an_interval_with_zero_in_it_is_no_clear_difference() -> None:
    output = headline(of(work_per_solved_case_s=(-90, 30), nps=(-9, 1)), TR).lead
    assert "no clear difference in work per solved case" in output
    assert "better" not in output
    assert "worse" not in output


def test_each_measure_is_in_the_part_of_the_sentence_that_it_belongs_to() -> None:
    answer = of(
        work_per_solved_case_s=(-90, -30), nps=(-3, -1), churn_per_year=(-0.1, 0.1), aht_s=(-100, -80)
    )
    rows = [compared(all_compared(answer.differences), "aht_cap_180", kpi) for kpi in answer.decide_on]
    better, worse, lower, undecided = verdict_clause(rows, TR).split("; ")
    assert better.startswith("clearly better in work")
    assert worse.startswith("clearly worse in net promoter score")
    assert lower.startswith("clearly lower in handle time")
    assert undecided.startswith("no clear difference in customer churn")


def test_many_scenarios_are_grouped_by_verdict(seven: Answer) -> None:
    output = headline(seven, TR).lead.replace("\u00a0", " ")
    assert "Hard cap 240 s and Mild cap 180 s are clearly worse than Base in some deciding measures" in output
    throughout = "Hard cap 180 s, Hard cap 120 s and Cap 180 s with bonus"
    assert f"{throughout} are clearly worse than Base in every deciding measure." in output
    assert "Hard cap 300 s shows no clear difference from Base." in output
    least = compared(all_compared(seven.differences), "aht_cap_300", "work_per_solved_case_s").difference / 60
    most = compared(all_compared(seven.differences), "aht_cap_120", "work_per_solved_case_s").difference / 60
    assert f"between {least:+.2f}".replace("-", "−") in output
    assert f"and {most:+.2f}" in output


def test_the_certainty_is_stated(two: Answer) -> None:
    output = headline(two, TR).sure
    assert "5 replications of 365 days" in output
    assert "95% interval" in output


def test_one_replication_decides_nothing() -> None:
    answer = made(["base", "aht_cap_180", "aht_cap_240"], n=1)
    output = headline(answer, TR)
    assert "cannot be judged against Base" in output.lead
    assert not any(word in output.lead for word in ("clearly", "better", "worse"))
    assert "the uncertainty is unknown" in output.sure


def test_a_single_scenario_is_described_by_its_values() -> None:
    output = headline(made(["base"]), TR).lead
    assert output.startswith("Base: work per solved case 8.87\u00a0min, ")
    assert "clearly" not in output


def test_a_user_s_scenario_keeps_its_own_name(two: Answer) -> None:
    assert headline(renamed(two, "my_centre, patience.balk_prob=0.1"), TR).lead.startswith(
        "my centre, patience.balk_prob=0.1 against Base"
    )


def test_replications_are_judged_in_pairs() -> None:
    """Replications differ by 100 s, the two scenarios by 10 s each time, more or less."""

    def verdict(*gaps: float) -> Verdict:
        rows = [("base", nth, 100.0 * nth) for nth in range(len(gaps))]
        rows += [("cap", nth, 100.0 * nth + gap) for nth, gap in enumerate(gaps)]
        runs = pd.DataFrame(rows, columns=["scenario", "replication", "work_per_case_s"])
        return judge_paired(runs, "base", "cap", "work_per_case_s")

    assert verdict(10, 11, 9) is Verdict.WORSE
    assert verdict(-10, -11, -9) is Verdict.BETTER
    assert verdict(-10, 10, 1) is Verdict.UNDECIDED
    assert verdict(10) is Verdict.UNSURE


def test_a_measure_that_is_not_there_is_missing(two: Answer) -> None:
    row = compared(all_compared(two.differences), "base", "happy_cats_share")
    assert row.verdict is Verdict.MISSING
    assert math.isnan(row.value)
