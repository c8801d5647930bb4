"""The shipped scenarios: complete, with sources, and with the values of their files."""

import functools
import re
from pathlib import Path
from typing import Any

import pytest
from omegaconf import OmegaConf

from sim.config.files import data_folder, names, question_of
from sim.config.provenance import NO_SOURCE, leaves
from sim.config.scenario import Scenario, load
from sim.model.finance.costs import planned_cost_per_year
from sim.params import Params, Run

FOLDER = data_folder("scenarios")
PARTS = sorted(file for file in FOLDER.glob("*/*.yaml") if file.parent.name != "scenario")
WHAT_IFS = [name for name in names() if name != "base"]
STRATEGIES = [name for name in names() if name.startswith("growth_40_") and name not in (
    "growth_40_budget_3", "growth_40_unlimited")]
MARKS = ("choice", "assumption", "derived", "articles", "form of block")
CALIBRATION = re.compile(r"^[A-Z]\d+[a-z]?\b.*?(read|derived|known and not re-read|articles|assumption)")


@functools.cache
def scenario(name: str) -> Scenario:
    return load(name)


def keys_of(file: Path) -> dict[str, Any]:
    plain = OmegaConf.to_container(OmegaConf.load(file))
    assert isinstance(plain, dict)
    return {str(key): value for key, value in plain.items()}


def test_every_section_has_a_folder_with_two_files():
    """One for the Danish centre, one for the bare queue."""
    folders = {folder.name for folder in FOLDER.iterdir() if folder.is_dir()} - {"scenario"}
    assert folders == {*Params.model_fields, "run"} - {"name"}
    for folder in folders:
        assert len(list((FOLDER / folder).glob("*.yaml"))) == 2, folder


@pytest.mark.parametrize("name", names())
def test_every_value_has_a_source(name):
    sources = scenario(name).sources
    without = [key for key, text in sources.items() if text == NO_SOURCE]
    assert without == []
    assert set(sources) == {key for key, _ in leaves(scenario(name).resolved)} - {"name"}


@pytest.mark.parametrize("file", PARTS, ids=lambda file: f"{file.parent.name}/{file.stem}")
def test_every_source_belongs_to_a_value_of_its_file(file):
    plain = keys_of(file)
    values = [key for key, _ in leaves({k: v for k, v in plain.items() if k != "sources"})]
    for key in plain["sources"]:
        fits = re.compile(re.escape(key).replace(r"\*", r"[^.]+") + r"(\.|$)")
        assert any(fits.match(value) for value in values), f"{key} names no value"


@pytest.mark.parametrize("name", names())
def test_every_source_is_one_line_with_a_mark(name):
    for key, text in scenario(name).sources.items():
        output = text.split(": ", 1)[1] if text.startswith("changed by scenario") else text
        assert "\n" not in output
        assert output.startswith(MARKS) or CALIBRATION.match(output), f"{key}: {output}"


@pytest.mark.parametrize("name", names())
def test_a_what_if_states_its_question_and_has_its_files_name(name):
    file = FOLDER / "scenario" / f"{name}.yaml"
    lines = file.read_text(encoding="utf-8").splitlines()
    assert lines[0] == "# @package _global_"
    assert lines[1] == f"# scenarios/scenario/{name}.yaml"
    assert question_of(file).endswith("?")
    assert scenario(name).name == name


@pytest.mark.parametrize("name", WHAT_IFS)
def test_each_value_of_a_what_if_arrives(name):
    """With the defaults of base.yaml in another order, base would silently override the what-if."""
    plain = keys_of(FOLDER / "scenario" / f"{name}.yaml")
    values = {k: v for k, v in plain.items() if k not in ("defaults", "sources")}
    arrived = dict(leaves(scenario(name).resolved))
    for key, value in leaves(values):
        assert arrived[key] == value, key
    own = [key for key, _ in leaves(values) if key != "name"]
    for key in own:
        assert scenario(name).sources[key].startswith(f"changed by scenario {name}: "), key
    assert own or name == "bare_queue"


@pytest.mark.parametrize("name", [name for name in WHAT_IFS if name != "bare_queue"])
def test_a_what_if_changes_only_its_own_values(name):
    base, arrived = dict(leaves(scenario("base").resolved)), dict(leaves(scenario(name).resolved))
    differs = {key for key in arrived if base.get(key) != arrived[key]} - {"name"}
    output = {key for key, text in scenario(name).sources.items() if text.startswith("changed by scenario")}
    assert differs <= output
    assert set(base) <= set(arrived)


def test_base_is_the_centre_of_the_readme():
    """20 agents at 37 h, two team leaders, weekdays 08-17, 80 000 customers, margin 1 200, churn 20 %."""
    p = scenario("base").params
    (front,) = p.workforce.groups.values()
    assert (front.n_agents, front.hours_per_week, p.leadership.n_team_leaders) == (20, 37, 2)
    assert (p.centre.opens_h, p.centre.closes_h, p.centre.open_weekdays) == (8, 17, ("mon", "tue", "wed", "thu", "fri"))
    assert (p.customers.n, p.costs.margin_per_year, p.customers.joins_per_year) == (80_000, 1200, 0.20)
    assert p.customers.churn_per_year == pytest.approx(0.20, abs=0.03), "the hazard at average attitude"


def test_the_contact_types_average_what_their_head_states():
    contact_types = scenario("base").params.contact_types.values()
    assert sum(k.share for k in contact_types) == pytest.approx(1)
    head = (FOLDER / "contact_types" / "danish_subscription.yaml").read_text(encoding="utf-8").splitlines()[0]
    output = {word: float(number) for word, number in re.findall(r"(mean|Resolution:|needed:) (\.?\d+)", head)}
    assert sum(k.share * k.talk_distribution.mean_s for k in contact_types) == pytest.approx(output["mean"], abs=0.5)
    assert sum(k.share * k.resolve_prob for k in contact_types) == pytest.approx(output["Resolution:"], abs=0.005)
    assert sum(k.share * k.decision_prob for k in contact_types) == pytest.approx(output["needed:"])
    assert sum(k.share * k.self_service_factor for k in contact_types) == pytest.approx(1, abs=0.01)


def test_a_third_of_paid_hours_on_open_days_is_off_the_phone():
    """Holiday, sickness and other absence, and of the hours at work lunch, pauses, meeting and session: 32 % (H9)."""
    p = scenario("base").params
    w, r = p.workforce, p.roster
    here = (1 - w.holiday_share) * (1 - w.sickness_prob) * (1 - w.other_absence_share)
    shift_min = 37 / 5 * 60
    session_min = w.training_h_per_week * 60 + p.purpose.repetition_h_per_month * 60 / (365 / 12 / 7)
    off_min = r.lunch_min + r.pauses_min + r.meeting_min + session_min / 5
    assert 1 - here * (1 - off_min / shift_min) == pytest.approx(0.32, abs=0.001)


def test_the_weekday_factors_average_one_over_the_open_week():
    p = scenario("base").params
    assert sum(p.demand.weekday_factors[:5]) / 5 == pytest.approx(1, abs=0.005)


def test_knowledge_stands_still_in_base():
    """Gain of a session of 45 minutes and loss by drift and changes balance at the skills that base starts with."""
    w = scenario("base").params.workforce
    gain = w.training_gain_per_month * w.training_h_per_week * (1 - w.knowledge_start / w.training_gain_max)
    loss = (w.drift_per_month + w.product_changes_per_year * w.knowledge_loss_per_change / 12) * (1 - w.training_h_per_week)
    assert gain == pytest.approx(loss, rel=0.02)
    for gain, drift in ((w.communication_gain_per_month, w.communication_drift_per_month),
                        (w.service_gain_per_month, w.service_drift_per_month)):
        assert gain * w.training_h_per_week == pytest.approx(drift * (1 - w.training_h_per_week))


def test_purpose_stands_still_in_base():
    """What a quarter of an hour a month anchors is what fades."""
    p = scenario("base").params.purpose
    often = p.repetition_h_per_month / (p.repetition_h_per_month + p.half_h_per_month)
    gain, loss = often * (1 - p.start_share) / p.settling_months, (1 - often) * p.start_share / p.fading_months
    assert gain == pytest.approx(loss, rel=0.01)


def test_the_budget_starts_from_what_base_costs():
    today = scenario("growth_40_budget_3").params.budget.today_cost_per_year
    assert planned_cost_per_year(scenario("base").params) == pytest.approx(today, abs=0.5)


@pytest.mark.parametrize("name", STRATEGIES)
def test_a_strategy_spends_the_three_per_cent_and_no_more(name):
    today = planned_cost_per_year(scenario("base").params)
    spent = planned_cost_per_year(scenario(name).params) - today
    assert 0.9 * 0.03 * today < spent <= 0.03 * today
    assert scenario(name).params.demand.growth_factor == 1.4


def test_there_are_six_strategies_and_one_that_does_nothing():
    assert len(STRATEGIES) == 6
    idle = scenario("growth_40_budget_3").params
    assert planned_cost_per_year(idle) == planned_cost_per_year(scenario("base").params)


def test_unlimited_has_as_many_more_agents_as_there_is_more_work():
    p = scenario("growth_40_unlimited").params
    assert p.workforce.groups["front"].n_agents == 20 * p.demand.growth_factor
    assert p.budget.today_cost_per_year is None


def test_the_mix_is_a_third_of_each():
    base = dict(leaves(scenario("base").resolved))
    mix = dict(leaves(scenario("growth_40_mix").resolved))
    whole = {key: value for name in ("growth_40_help", "growth_40_train", "growth_40_empower")
             for key, value in leaves(scenario(name).resolved) if value != base[key]}
    for key in ("demand.self_service_solve_prob", "workforce.training_h_per_week", "questions.open_share",
                "questions.what_else_share", "authority.n_rules", "authority.authority_share"):
        assert (mix[key] - base[key]) / (whole[key] - base[key]) == pytest.approx(1 / 3, abs=0.04), key


def test_run_settings_never_stand_among_the_centres_parameters():
    assert not set(Run.model_fields) & set(Params.model_fields)
