"""Both break-evens of a cap, against the articles' figures and the known answers."""

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from sim.analysis.statistics.break_even import ConversationMeasures, break_evens, conversations
from sim.kpis import kpis_of
from sim.queueing.rules_of_thumb import break_even_resolve_prob, work_per_case_s
from tests.experiment.made_by_hand import record_by_hand

KNOWN = {case["id"]: case for case in json.loads(
    (Path(__file__).parents[1] / "queueing" / "known_answers.json").read_text(encoding="utf-8"))}


def test_per_solved_case_as_in_the_articles():
    """240 s at 80 % solved = 180 s at 60 % solved = 300 s of work."""
    assert ConversationMeasures(240, 0.8, 0.8).work_per_solved_case_s == pytest.approx(300)
    assert ConversationMeasures(180, 0.5, 0.8).even_per_solved_case(300) == pytest.approx(0.6)


@pytest.mark.parametrize("name", ["WL-01", "WL-02"])
def test_per_case_opened_as_known(name):
    given, known = KNOWN[name]["inputs"], KNOWN[name]["outputs"]
    back = given["p_return_if_unresolved"]
    before = ConversationMeasures(given["aht_before_s"], given["fcr_before"], back)
    after = ConversationMeasures(given["aht_after_s"], given["fcr_after"], back)
    assert before.work_per_case_s == pytest.approx(known["work_per_issue_before_s"], rel=1e-9)
    assert after.work_per_case_s == pytest.approx(known["work_per_issue_after_s"], rel=1e-9)
    even = after.even_per_case(before.work_per_case_s)
    by_theory = break_even_resolve_prob(before.aht_s, before.solved_share, after.aht_s, back)
    assert even == pytest.approx(known["break_even_fcr_after"], abs=5e-4)
    assert even == pytest.approx(by_theory, rel=1e-12)
    assert before.work_per_case_s == pytest.approx(work_per_case_s(before.aht_s, before.solved_share, back), rel=1e-12)
    assert (after.work_per_case_s < before.work_per_case_s) == (after.solved_share > even)


def test_the_two_break_evens_differ():
    """At 240 s against 300 s and 72 %: per solved case from 57.6 %, per case opened from 52.6 %."""
    before, after = ConversationMeasures(300, 0.72, 0.8), ConversationMeasures(240, 0.55, 0.8)
    assert after.even_per_solved_case(before.work_per_solved_case_s) == pytest.approx(0.576)
    assert after.even_per_case(before.work_per_case_s) == pytest.approx(0.526)
    assert after.work_per_solved_case_s > before.work_per_solved_case_s
    assert after.work_per_case_s < before.work_per_case_s


def test_without_repeats():
    """Without repeats shorter conversations save work per case opened at any resolution, and longer ones never do."""
    assert ConversationMeasures(180, 0.1, 0.0).even_per_case(240) == -np.inf
    assert ConversationMeasures(300, 0.9, 0.0).even_per_case(240) == np.inf


def test_the_formulas_give_the_measured_work():
    """AHT 300 s, 60 % of conversations solve, q = .8: the same work per case as from the sums, although some cases never reach an
    agent."""
    import sim

    measured = kpis_of(record_by_hand(), sim.load().params)
    here = conversations(measured)
    assert here.work_per_solved_case_s == pytest.approx(measured["work_per_solved_case_s"])
    assert here.work_per_case_s == pytest.approx(measured["work_per_case_s"])
    assert here.first_conversations == pytest.approx(375 / 300 * (1 - 0.4 * 0.8))


def test_where_a_centre_stands():
    """Two pairs of years: per solved case the capped centre is 2.6 points below the break-even on average, per case opened above
    it in both."""
    rows = [("base", 0, 300.0, 0.72, 0.8), ("base", 1, 310.0, 0.72, 0.8), ("cap", 0, 240.0, 0.55, 0.8),
            ("cap", 1, 248.0, 0.55, 0.8), ("cap", 2, 999.0, 0.1, 0.8)]
    runs = pd.DataFrame(rows, columns=["scenario", "replication", "aht_s", "solved_conversation_share", "return_share"])
    runs["work_per_case_s"] = [ConversationMeasures(*row[2:]).work_per_case_s for row in rows]
    found = break_evens(runs, ["base", "cap"]).set_index("definition")
    assert list(found.index) == ["per_solved_case", "per_case_opened"]
    assert found.loc["per_solved_case", "margin"] == pytest.approx(0.55 - 0.576)
    assert found.loc["per_case_opened", "margin"] == pytest.approx(0.55 - 0.526)
    assert found["n"].eq(2).all(), "a year without its pair does not count"
    assert found["solved_base_share"].eq(0.72).all()
