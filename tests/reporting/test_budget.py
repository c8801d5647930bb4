"""The best scenarios within budget."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from sim.experiment.answer import Answer
from sim.i18n.translate import Translator
from sim.reporting.budget import best_within_budget, undominated, within_budget
from tests.answers import made, money_of

TR = Translator()
NAMES = ["base", "growth_40_hire", "growth_40_help", "growth_40_unlimited"]


def runs(**values: list[float]) -> pd.DataFrame:
    """NPS of each scenario, replication by replication."""
    return pd.DataFrame(
        [
            {"scenario": name, "replication": nth, "nps": x}
            for name, xs in values.items()
            for nth, x in enumerate(xs)
        ]
    )


def test_the_best_leads_alone_only_when_it_is_clearly_ahead_on_the_same_customers() -> None:
    """b and c differ by 1 each time, though replications differ by 10; a is behind by 1 or so."""
    of = runs(a=[2, 13, 20], b=[3, 13, 23], c=[4, 14, 24])
    assert undominated(of, ["b", "c"], "nps") == ["c"]
    assert undominated(of, ["a", "b"], "nps") == ["b", "a"]
    assert undominated(of, ["a", "b", "c"], "nps") == ["c", "a"]


def test_lower_may_be_better() -> None:
    of = runs(a=[2, 12, 22], b=[3, 13, 23]).rename(columns={"nps": "asa_s"})
    assert undominated(of, ["a", "b"], "asa_s") == ["a"]


def test_a_scenario_without_a_value_is_not_best() -> None:
    assert undominated(runs(a=[np.nan, np.nan], b=[1, 2]), ["a", "b"], "nps") == ["b"]
    assert undominated(runs(a=[np.nan]), ["a"], "nps") == []


@pytest.fixture
def four() -> Answer:
    """Help beats hiring in NPS and costs the same; no limit is better still and has no budget."""
    levels = {"base": 4.0, "growth_40_hire": -9.0, "growth_40_help": -4.0, "growth_40_unlimited": 3.0}
    answer = made(NAMES, story_other=None, decide_on=("nps", "cost", "aht_s"))
    noise = answer.runs["replication"].to_numpy() * 1.0
    answer.runs["nps"] = answer.runs["scenario"].map(levels).to_numpy() + noise
    answer.runs["cost"] = 8e6 + noise
    money = money_of(NAMES, 8.2e6)
    money.loc[money["scenario"].isin(["base", "growth_40_unlimited"]), "cost_limit"] = np.nan
    return replace(answer, money=money)


def test_the_sentence_names_the_best_of_those_that_keep_to_their_budget(four: Answer) -> None:
    assert within_budget(four) == ["growth_40_hire", "growth_40_help"]
    best = best_within_budget(four, TR)
    assert best is not None
    assert best.sentence.replace("\u00a0", " ") == (
        "Of the 2 alternatives within budget, the best in net promoter score (NPS) is clearly "
        "Help function at +40%; in cost of the centre cannot be named: none is clearly behind. "
        "Where several are named, none is clearly behind the first."
    )


def test_a_scenario_over_budget_is_not_among_them(four: Answer) -> None:
    over = four.money.assign(planned_cost=[8e6, 9e6, 8e6, 8e6])
    assert within_budget(replace(four, money=over)) == ["growth_40_help"]
    assert best_within_budget(replace(four, money=over), TR) is None


def test_no_sentence_without_a_budget_or_after_one_replication(seven: Answer, four: Answer) -> None:
    assert best_within_budget(seven, TR) is None
    assert best_within_budget(replace(four, runs=four.runs[four.runs["replication"] == 0]), TR) is None
