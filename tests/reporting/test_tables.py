"""Cells of a report's tables."""

import math
from dataclasses import replace

import numpy as np

from sim.experiment.answer import Answer
from sim.findings import measures
from sim.findings.verdict import all_compared
from sim.i18n.translate import Translator
from sim.reporting.tables import all_measures, beside_benchmarks, decided, measured, money
from tests.answers import made, money_of

TR = Translator()


def test_the_first_scenario_is_what_others_are_compared_with(two: Answer) -> None:
    """Its cells have a value alone; the other's a difference with its verdict too, as in the table of differences."""
    base, other = (row.cells[two.decide_on.index("nps")] for row in decided(two, TR))
    found = all_compared(two.differences)["aht_cap_180", "nps"]
    assert (base.value, base.difference, base.verdict) == (measures.value(
        "nps", all_compared(two.differences)["base", "nps"].value, TR, unit=False), "", "")
    assert (other.value, other.difference) == (measures.value("nps", found.value, TR, unit=False), measures.difference(
        "nps", found.difference, found.half_width, TR, unit=False))
    assert (other.verdict, other.words) == ("worse", "✗ worse")


def test_a_scenario_alone_has_its_own_half_width() -> None:
    alone = made(["base"])
    row = all_compared(alone.differences)["base", "nps"]
    assert measured(alone, row, TR).difference == measures.half_width("nps", row.value_half_width, TR)
    assert measured(alone, row._replace(value_half_width=math.nan), TR).difference == "", "one replication"


def test_a_measure_that_no_scenario_has_is_left_out(two: Answer) -> None:
    gone = two.differences.copy()
    numbers = gone.columns.drop(["scenario", "kpi", "n"])
    gone.loc[gone["kpi"] == "nps", numbers] = np.nan
    left = [row.note for row in all_measures(replace(two, differences=gone), TR)]
    assert [row.note for row in all_measures(two, TR) if row.note != "nps"] == left
    assert len(left) > 5


def test_values_beside_benchmarks_have_their_unit_in_the_head_alone(two: Answer) -> None:
    rows = beside_benchmarks(two, TR)
    assert rows
    assert not [cell.value for row in rows for cell in row.cells if any(sign.isalpha() or sign == "%" for sign in cell.value)]


def test_what_is_over_the_budget_is_the_rest_of_the_budget(two: Answer) -> None:
    """A plan of 8 051 thousand in a budget of 8 000 leaves -51; without a budget nothing is over it."""
    over, free = (money(replace(two, money=money_of(["base"], limit)), TR)[0].cells for limit in (8e6, np.nan))
    assert [(cell.value, cell.words) for cell in over[:3]] == [("8,051", ""), ("8,000", ""), ("−51", "over the budget")]
    assert {cell.words for cell in over[3:]} == {""}
    assert free[1].value == "no limit"
    assert {cell.words for cell in free} == {""}
