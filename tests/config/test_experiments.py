"""The questions in experiments/, and a user's own files."""

from pathlib import Path

import pytest

from sim.config.errors import ConfigError
from sim.config.files import experiments
from sim.experiment.questions import load_map, load_scenarios, read

GOOD = """question: Does it matter?
scenarios: [base, aht_cap_180]
replications: 3
decide_on: [nps]
map:
  x: {key: conversation.steepness, values: [1, 2]}
  y: {key: conversation.retained_work_share, values: [0.0, 1.0]}
  scenarios: [base, aht_cap_180]
  kpis: [nps]
  replications: 2
  horizon_days: 20
"""


def lines(tmp_path: Path, text: str) -> list[str]:
    file = tmp_path / "mine.yaml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError) as found:
        read(str(file))
    return list(found.value.lines)


@pytest.mark.parametrize("name", experiments())
def test_a_shipped_experiment_loads_and_a_comparison_has_at_least_five_paired_replications(name):
    experiment = read(name)
    scenarios = load_scenarios(experiment)
    assert [scenario.name.split(",")[0] for scenario in scenarios] == list(experiment.scenarios)
    assert {scenario.run for scenario in scenarios} == {scenarios[0].run}, "one and the same run"
    assert experiment.limitations, "a page says what it does not say"
    if experiment.method == "comparison":
        assert scenarios[0].name == "base"
        assert experiment.replications >= 5
        assert experiment.precision is not None


def test_the_map_is_over_the_two_numbers_that_decide():
    experiment = read("fast_is_not_efficient")
    assert experiment.map is not None
    base = load_scenarios(experiment)[0].params.conversation
    assert experiment.map.x.key == "conversation.steepness"
    assert experiment.map.y.key == "conversation.retained_work_share"
    assert base.steepness in experiment.map.x.values, "this centre can be marked on it"
    assert base.retained_work_share in experiment.map.y.values


def test_a_map_is_every_pair_in_both_scenarios(tmp_path):
    file = tmp_path / "mine.yaml"
    file.write_text(GOOD, encoding="utf-8")
    places = load_map(read(str(file)))
    assert [(place.x, place.y) for place in places] == [(1, 0), (1, 1), (2, 0), (2, 1)]
    last = places[-1]
    assert (last.without.params.conversation.aht_cap_s, last.with_.params.conversation.aht_cap_s) == (None, 180)
    for side in (last.without, last.with_):
        assert (side.params.conversation.steepness, side.params.conversation.retained_work_share) == (2, 1)
        assert (side.run.replications, side.run.horizon_days) == (2, 20)
        assert side.sources["conversation.steepness"] == "changed by the map of mine"
    assert len({place.with_.key for place in places}) == 4


def test_overrides_of_the_command_line_go_last(tmp_path):
    file = tmp_path / "mine.yaml"
    file.write_text(GOOD + "overrides: [run.seed=5, run.horizon_days=10]\n", encoding="utf-8")
    experiment = read(str(file), ["run.replications=2", "run.seed=6"])
    runs = [scenario.run for scenario in load_scenarios(experiment)]
    assert [(run.replications, run.seed, run.horizon_days) for run in runs] == [(2, 6, 10)] * 2


def test_own_scenarios_in_own_experiments(tmp_path):
    (tmp_path / "mine.yaml").write_text("# @package _global_\nconversation: {steepness: 3}\n", encoding="utf-8")
    (tmp_path / "ask.yaml").write_text(GOOD.replace("[base, aht_cap_180]\nrep", "[base, mine]\nrep"), encoding="utf-8")
    experiment = read(str(tmp_path / "ask.yaml"), config_dir=tmp_path)
    assert [scenario.name for scenario in load_scenarios(experiment)] == ["base", "mine"]


@pytest.mark.parametrize(("old", "new", "line"), [
    ("question: Does it matter?\n", "", "mine.yaml: question: missing; expected a text."),
    ("scenarios: [base, aht_cap_180]\nrep", "scenarios: base\nrep",
     "mine.yaml: scenarios = 'base': expected a list of names, at least one."),
    ("scenarios: [base, aht_cap_180]\nrep", "scenarios: []\nrep",
     "mine.yaml: scenarios = []: expected a list of names, at least one."),
    ("scenarios: [base, aht_cap_180]\nrep", "scenarios: [base, base]\nrep",
     "mine.yaml: scenarios: base is listed twice."),
    ("replications: 3", "replications: 0", "mine.yaml: replications = 0: expected a whole number of replications, 1 to 1000000."),
    ("decide_on", "decide_by", "mine.yaml: decide_by: unknown key. Did you mean `decide_on`?"),
    ("decide_on: [nps]", "decide_on: [nsp]",
     "mine.yaml: decide_on: nsp: there is no such measure. Did you mean `nps`?"),
    ("kpis: [nps]", "kpis: [zebra]", "mine.yaml: map.kpis: zebra: there is no such measure."),
    ("horizon_days: 20", "horizon_days: a year",
     "mine.yaml: map.horizon_days = 'a year': expected a whole number of days, 1 to 36500."),
    ("conversation.steepness", "conversation.steepnes",
     "mine.yaml: map.x.key: conversation.steepnes: unknown key. Did you mean `steepness`?"),
    ("values: [1, 2]", "value: [1, 2]", "mine.yaml: map.x.value: unknown key. Did you mean `values`?"),
    ("question: Does it matter?\n", "design: {method: lattice, n: 4}\nquestion: Does it matter?\n",
     "mine.yaml: design.method = 'lattice': expected one of grid, latin_hypercube, sobol."),
    ("question: Does it matter?\n", "design: {method: grid, n: 2, parameters: [steepnes]}\nquestion: Does it matter?\n",
     "mine.yaml: design.parameters: steepnes: there is no such range. Did you mean `steepness`?"),
    ("question: Does it matter?\n", "design: {method: grid, n: 2}\nquestion: Does it matter?\n",
     "mine.yaml: design: map and precision belong to a comparison of scenarios."),
    ("question: Does it matter?\n", "precision: {within: {nps: 1}, at_most: 2}\nquestion: Does it matter?\n",
     "mine.yaml: precision.at_most: must not be less than replications."),
    ("question: Does it matter?\n", "precision: {within: {nsp: 1}, at_most: 9}\nquestion: Does it matter?\n",
     "mine.yaml: precision.within: nsp: there is no such measure. Did you mean `nps`?"),
    ("question: Does it matter?\n", "warm_up: {measures: [nps]}\ndesign: {method: grid, n: 2}\nquestion: Does it matter?\n",
     "mine.yaml: warm_up, design: one file has one method; make it two files."),
    ("question: Does it matter?\n", "search: {start: base, levers: [aht_cap_18], trials: 1, confirm_replications: 2, "
     "against: [base]}\nquestion: Does it matter?\n",
     "mine.yaml: search: aht_cap_18: is not among the scenarios. Did you mean `aht_cap_180`?"),
    ("question: Does it matter?\n", "page: attribution\nquestion: Does it matter?\n",
     "mine.yaml: scenarios: the page attribution is about 1, not about 2."),
    ("question: Does it matter?\n", "page: loops\nloops: [{name: a, title: b, statement: c, horizon_days: 56, kpis: [nps],"
     " headline_kpi: asa_s, lines: [{label: d, scenario: base}, {label: e, scenario: base}]}]\nquestion: Does it matter?\n",
     "mine.yaml: loops.a.headline_kpi: asa_s: is not among the kpis. Known here: nps."),
    ("question: Does it matter?\n", "name: x\nquestion: Does it matter?\n", "mine.yaml: name: unknown key."),
])
def test_a_bad_experiment_gets_its_line(tmp_path, old, new, line):
    assert old in GOOD
    assert line in lines(tmp_path, GOOD.replace(old, new))


def test_an_unknown_experiment_and_scenario():
    with pytest.raises(ConfigError, match="Did you mean `fast_is_not_efficient`"):
        read("fast_is_efficient")
    unknown = read("fast_is_not_efficient").model_copy(update={"scenarios": ("base", "aht_cap_18", "aht_cap_17")})
    with pytest.raises(ConfigError) as found:
        load_scenarios(unknown)
    assert len(found.value.lines) == 2
