"""Every number has its source, and a scenario's changes are listed."""

import pytest

from sim.config.provenance import leaves
from sim.config.scenario import load
from sim.findings.parameters import changes, parameters, value_words
from sim.i18n.translate import Translator
from sim.reporting.tables import capped
from tests.answers import made, scenario

TR = Translator()


def test_every_value_of_a_scenario_is_listed_with_its_source() -> None:
    base = scenario("base")
    rows = parameters(base, TR)
    assert [row.key for row in rows] == [key for key, _ in leaves(base.resolved) if key != "name"]
    assert all(row.meaning and row.source and row.value for row in rows)
    (cap,) = [row for row in rows if row.key == "conversation.restart_s"]
    assert (cap.value, cap.unit) == ("60", "s")
    assert cap.source.startswith("B9")


def test_changes_of_a_scenario_are_listed_with_their_origin() -> None:
    (change,) = changes(scenario("base"), scenario("aht_cap_180"), TR)
    assert (change.parameter.key, change.before, change.parameter.value) == (
        "conversation.aht_cap_s",
        "none",
        "180",
    )
    assert change.parameter.source.startswith("changed by scenario aht_cap_180")


def test_a_value_changed_by_hand_is_marked() -> None:
    (change,) = changes(scenario("base"), load("base", ["patience.balk_prob=0.1"]), TR)
    assert change.parameter.source == "changed on the command line"


def test_a_group_in_only_one_scenario_is_listed() -> None:
    base, hire = scenario("growth_40_budget_3"), scenario("growth_40_hire")
    added = {change.parameter.key: change for change in changes(base, hire, TR)}
    assert added["workforce.groups.part_time.n_agents"].before == "–"
    gone = {change.parameter.key: change for change in changes(hire, base, TR)}
    assert gone["workforce.groups.part_time.n_agents"].parameter.value == "–"


def test_settings_of_the_run_are_no_change_of_the_centre() -> None:
    assert changes(scenario("base"), load("base", ["run.replications=2", "run.seed=9"]), TR) == []


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (None, "none"),
        (True, "yes"),
        (False, "no"),
        (300.0, "300"),
        (0.84, "0.84"),
        ([1.0, 2.5], "1; 2.5"),
        ([], "none"),
    ],
)
def test_values_are_formatted_for_the_reader(value: object, written: str) -> None:
    assert value_words(value, TR) == written


def test_a_break_even_is_asked_only_of_a_cap_that_comes_alone() -> None:
    names = ["base", "aht_cap_180", "aht_bonus_180", "growth_40_hire", "growth_40_cap"]
    assert capped(made(names)) == ["aht_cap_180", "aht_bonus_180"]
