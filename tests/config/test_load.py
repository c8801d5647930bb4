"""Loading: names, files, folders, overrides, sweeps; one line for each error."""

import pickle
import re
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hydra import compose, initialize_config_dir
from hydra.core.global_hydra import GlobalHydra

from sim.config.errors import ConfigError
from sim.config.files import data_folder, experiments, names
from sim.config.overrides import points
from sim.config.scenario import base_like, load, load_all, vary

HEAD = "# @package _global_\n"


def lines(name: str = "base", overrides: list[str] | None = None, folder: Path | None = None) -> list[str]:
    with pytest.raises(ConfigError) as found:
        load(name, overrides or [], folder)
    return list(found.value.lines)


def written(file: Path, text: str, encoding: str = "utf-8") -> Path:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding=encoding)
    return file


# --- names, keys, sources -----------------------------------------------------------------------------------


def test_what_there_is():
    assert names()[0] == "base"
    assert {"aht_cap_180", "growth_40_budget_3", "bare_queue"} <= set(names())
    assert {"fast_is_not_efficient", "forty_per_cent_on_three"} <= set(experiments())


def test_an_override_goes_over_the_what_if_and_is_named():
    scenario = load("aht_cap_180", ["conversation.aht_cap_s=200", "run.replications=10"])
    assert scenario.params.conversation.aht_cap_s == 200
    assert scenario.run.replications == 10
    assert scenario.name == "aht_cap_180, conversation.aht_cap_s=200"
    assert scenario.params.name == scenario.name
    assert scenario.sources["conversation.aht_cap_s"] == "changed on the command line"
    assert scenario.sources["run.replications"] == "changed on the command line"
    assert scenario.sources["conversation.clock_visible"].startswith("changed by scenario aht_cap_180: articles")
    assert scenario.sources["conversation.steepness"].startswith("F6, assumption")


def test_of_two_that_change_a_value_the_later_one_is_named():
    source = load("growth_40_unlimited").sources
    assert source["budget.today_cost_per_year"] == "changed by scenario growth_40_unlimited: choice: no limit"
    assert source["budget.growth_factor"].startswith("changed by scenario growth_40_budget_3: articles: +3 %")


def test_the_key_is_that_of_what_decides_a_replication():
    base = load()
    same = [["run.replications=99"], ["name=other"], ["conversation.aht_cap_s=null"], ["customers.n=80000"]]
    other = [["run.seed=2"], ["run.horizon_days=364"], ["run.warm_up_days=0"], ["run.record=full"],
             ["customers.n=70000"]]
    assert len(base.key) == 16
    assert {load(overrides=changes).key for changes in same} == {base.key}
    assert len({base.key, *(load(overrides=changes).key for changes in other)}) == 6


def test_a_scenario_goes_to_another_process():
    base = load()
    assert pickle.loads(pickle.dumps(base)) == base


def test_varying_a_value_is_the_same_as_composing_it():
    varied = vary(load(), {"conversation.steepness": 4, "run.seed": 7}, "changed by a test", "steep")
    composed = load(overrides=["conversation.steepness=4", "run.seed=7"])
    assert varied.key == composed.key
    assert varied.params.conversation == composed.params.conversation
    assert varied.name == "steep"
    assert varied.sources["conversation.steepness"] == "changed by a test"
    assert varied.sources["conversation.retained_work_share"] == load().sources["conversation.retained_work_share"]


def test_varying_an_unknown_key_is_an_error():
    with pytest.raises(ConfigError, match="Did you mean `steepness`"):
        vary(load(), {"conversation.steepnes": 4}, "x")
    with pytest.raises(ConfigError, match=r"must lie in \[0, 20\]"):
        vary(load(), {"conversation.steepness": 40}, "x")
    with pytest.raises(ConfigError, match=r"contact_types\.biling\.share"):
        vary(load(), {"contact_types.biling.share": 0.1}, "x")


def test_base_like_another_has_its_run_settings_alone():
    asked = load("aht_cap_180", ["run.horizon_days=30", "conversation.steepness=3"])
    base = base_like(asked)
    assert base.run == asked.run
    assert base.params == load().params


# --- overrides ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("override", "line"), [
    ("+conversation.aht_caps=3", "conversation.aht_caps: unknown key. Did you mean `aht_cap_s`?"),
    ("++aht_cap_s=3", "aht_cap_s: unknown key. Did you mean `conversation.aht_cap_s`?"),
    ("conversation.aht_caps=3", "conversation.aht_caps: unknown key. Did you mean `aht_cap_s`?"),
    ("+conversation.steepness=3", "+conversation.steepness: exists already; leave out the +."),
    ("contact_types.biling.share=0.3",
     "contact_types.biling.share: does not exist. Did you mean `billing`? To add a contact type or a group write + before it "
     "and give it all its keys."),
    ("~contact_types.biling",
     "contact_types.biling: does not exist. To add a contact type or a group write + before it and give it all its keys."),
    ("workforce.groups.agents.n_agents=0",
     "workforce.groups.agents.n_agents: does not exist. Known here: front. To add a contact type or a group write + before it "
     "and give it all its keys."),
    ("conversation.steepness", "conversation.steepness: not understood: write key=value."),
    ("demand.profile=[1,2", "demand.profile=[1,2: not understood: no viable alternative at input '[1,2'."),
    ("conversation.steepness=1,5",
     "conversation.steepness=1,5: several values; add -m to sweep over them (a decimal sign is a point)."),
    ("scenario=base,aht_cap_180",
     "scenario=base,aht_cap_180: several values; add -m to sweep over them (a decimal sign is a point)."),
    ("scenario=aht_cap_18", "scenario=aht_cap_18: there is no such scenario. Did you mean `aht_cap_180`?"),
    ("customers.n=80.000",
     "customers.n = 80.0: expected a whole number. Write 80, or 80000 if the point separates thousands."),
    ("contact_types=bar", "contact_types=bar: there is no contact_types/bar.yaml. Did you mean `bare`?"),
    ("hydra.sweep.dir=x", "hydra.sweep.dir=x: Hydra's own settings have no place here; results go to --results, own "
                          "files are found with --config-dir."),
    ("contact_types.billing.talk_distribution=${patience.lw}",
     "contact_types.billing.talk_distribution: Interpolation key 'patience.lw' not found."),
    ("repeats.return_prob=74", "repeats.return_prob = 74: must lie in [0, 1]. Write 74 % as 0.74."),
])
def test_a_bad_override_gets_its_line(override, line):
    assert lines(overrides=[override]) == [line]


def test_a_second_scenario_is_refused():
    assert lines(overrides=["scenario=aht_cap_180", "scenario=base"]) == [
        "scenario=base: a scenario is chosen already, aht_cap_180. To compare both write -m scenario=aht_cap_180,base."]


def test_all_bad_overrides_come_at_once():
    assert len(lines(overrides=["a=1", "contact_types=bar", "scenario=bse", "conversation.steepness"])) == 4


def test_a_time_of_day_on_the_command_line():
    """Hydra's grammar leaves 17:00 as text, unlike YAML."""
    assert load(overrides=["centre.closes_h=17:00"]).params.centre.closes_h == 17


def test_a_part_can_be_swapped():
    scenario = load(overrides=["patience=bare"])
    assert scenario.params.patience.distribution.text == "exponential mean 180 s"
    assert scenario.name == "base, patience=bare"
    assert scenario.sources["patience.distribution"].startswith("choice: Erlang-A")


# --- a user's own files -------------------------------------------------------------------------------------


def test_a_file_is_a_diff_against_base(tmp_path):
    file = written(tmp_path / "min fil.yaml", HEAD + "conversation:\n  aht_cap_s: 200\n")
    scenario = load(str(file))
    assert scenario.params.conversation.aht_cap_s == 200
    assert scenario.name == "min fil"
    assert scenario.sources["conversation.aht_cap_s"] == "changed by scenario min fil"


def test_a_folder_of_ones_own(tmp_path):
    """Scenarios at its top or in scenario/, building on shipped ones, with own parts."""
    shipped = (data_folder("scenarios") / "demand" / "danish_subscription.yaml").read_text(encoding="utf-8")
    more = re.sub(r"^needs_per_day: \d+", "needs_per_day: 490", shipped, flags=re.MULTILINE)
    written(tmp_path / "demand" / "more.yaml", more)
    written(tmp_path / "scenario" / "mine.yaml",
            HEAD + "defaults:\n  - growth_40_hire\n  - override /demand: more\n  - _self_\nname: mine\n")
    written(tmp_path / "other.yaml", HEAD + "defaults: [mine, _self_]\nname: other\ndemand: {growth_factor: 1.2}\n")
    mine, other = load("mine", config_dir=tmp_path), load("other", config_dir=tmp_path)
    assert (mine.params.demand.needs_per_day, mine.params.demand.growth_factor) == (490, 1.4)
    assert "part_time" in mine.params.workforce.groups
    assert (other.params.demand.needs_per_day, other.params.demand.growth_factor) == (490, 1.2)
    assert {"mine", "other", "base"} <= set(names(tmp_path))
    assert load(overrides=["demand=more"], config_dir=tmp_path).params.demand.needs_per_day == 490


def test_a_folder_with_signs_in_its_name(tmp_path):
    folder = tmp_path / "it's mine, a=1"
    written(folder / "mine.yaml", HEAD + "conversation: {steepness: 5}\n")
    assert load("mine", config_dir=folder).params.conversation.steepness == 5


def test_a_byte_order_mark_does_no_harm(tmp_path):
    file = written(tmp_path / "a.yaml", HEAD + "conversation: {steepness: 5}\n", "utf-8-sig")
    assert load(str(file)).params.conversation.steepness == 5


@pytest.mark.parametrize(("text", "encoding", "line"), [
    ("", "utf-8", "{file}: is empty."),
    ("conversation: {steepness: 5}\n", "utf-8",
     "{file}: the first line must be `# @package _global_`; without it the file changes nothing."),
    (HEAD + "conversation: [\n  a: 1\n  b: 2\n", "utf-8", "{file}, line 4: did not find expected ',' or ']'."),
    (HEAD + "a:\n\tb: 1\n", "utf-8", "{file}, line 3: found character that cannot start any token."),
    (HEAD + "a:\n  b: 1\n  b: 2\n", "utf-8", "{file}, line 4: found duplicate key b."),
    (HEAD + "name: søren\n", "latin-1", "{file}: is not UTF-8 text; save it as UTF-8."),
    (HEAD + "- 1\n", "utf-8", "{file}: expected keys, as `conversation:`."),
    (HEAD + "defaults: [growth_40, _self_]\n", "utf-8",
     "{file}: defaults: there is no scenario growth_40. Did you mean `growth_40_mix`?"),
    (HEAD + "centre: {closes_h: 17:00}\n", "utf-8",
     "{file}, line 2: 17:00 would be read as a number to base 60; put it in quotes."),
    (HEAD + "conversation: {steepness: 1,5}\n", "utf-8", None),
    (HEAD + "conversation:\n  steepness: 1,5\n", "utf-8",
     "conversation.steepness = '1,5': expected a number. Decimal comma: write 1.5."),
])
def test_a_bad_file_gets_its_line(tmp_path, text, encoding, line):
    file = written(tmp_path / "mine.yaml", text, encoding)
    found = lines(str(file))
    assert found == [line.format(file=file)] if line else len(found) == 1


def test_missing_files_and_folders(tmp_path):
    assert lines("nope.yaml") == ["nope.yaml: there is no such file."]
    assert lines(str(tmp_path)) == [f"{tmp_path}: is a folder."]
    assert lines("mine", folder=tmp_path / "no") == [f"--config-dir {tmp_path / 'no'}: there is no such folder."]
    file = written(tmp_path / "a.yaml", HEAD)
    assert lines("mine", folder=file) == [f"--config-dir {file}: is not a folder."]


def test_an_own_file_with_a_shipped_name_is_an_error(tmp_path):
    own = written(tmp_path / "aht_cap_180.yaml", HEAD + "conversation: {aht_cap_s: 1}\n")
    assert lines("aht_cap_180", folder=tmp_path) == [
        f"{own}: the name aht_cap_180 is taken by a shipped scenario; give the file another name."]
    part = written(tmp_path / "demand" / "bare.yaml", "needs_per_day: 3\n")
    assert lines("base", folder=tmp_path) == [
        f"{part}: a shipped file of that name would be used instead; give yours another name."]


def test_a_name_of_ones_own_is_told_from_the_shipped_ones(tmp_path):
    """Also a file name that stands for it; a copy of a shipped file is the same scenario."""
    for own in (written(tmp_path / "a.yaml", HEAD + "name: base\nconversation: {steepness: 5}\n"),
                written(tmp_path / "base.yaml", HEAD + "conversation: {steepness: 5}\n")):
        assert lines(str(own)) == [f"{own}: the name base is a shipped scenario's; write another, as `name: mine`."]
    empty = written(tmp_path / "b.yaml", HEAD + "name: \"\"\n")
    for overrides in ([], ["conversation.steepness=3"]):
        assert lines(str(empty), overrides) == [
            "name: empty; write a name, or leave the line out: then the file's name is the scenario's."]
    shipped = data_folder("scenarios") / "scenario" / "aht_cap_180.yaml"
    copy = written(tmp_path / "aht_cap_180.yaml", shipped.read_text(encoding="utf-8"))
    assert load(str(copy)).key == load("aht_cap_180").key


# --- sweeps -------------------------------------------------------------------------------------------------


def test_a_sweep_is_the_product_of_its_values():
    found = points(["scenario=base,aht_cap_180", "conversation.aht_cap_s=null,120", "demand.needs_per_day=60"])
    assert [point.overrides for point in found] == [
        ["scenario=base", "conversation.aht_cap_s=null", "demand.needs_per_day=60"],
        ["scenario=base", "conversation.aht_cap_s=120", "demand.needs_per_day=60"],
        ["scenario=aht_cap_180", "conversation.aht_cap_s=null", "demand.needs_per_day=60"],
        ["scenario=aht_cap_180", "conversation.aht_cap_s=120", "demand.needs_per_day=60"],
    ]


def test_a_sweep_over_ranges_files_and_distributions(tmp_path):
    written(tmp_path / "scenario" / "growth_mine.yaml", HEAD)
    assert len(points(["customers.n=range(1,4)", "conversation.steepness=choice(1,2)"])) == 6
    assert ["scenario=growth_mine"] in [point.overrides for point in points(["scenario=glob(growth_*)"], tmp_path)]
    swept = points(["patience.distribution=exponential mean 3 min,exactly 100 s"])
    loaded = [load("bare_queue", point.overrides) for point in swept]
    assert [scenario.params.patience.distribution.text for scenario in loaded] == ["exponential mean 180 s", "exactly 100 s"]
    assert loaded[1].name == "bare_queue, patience.distribution=exactly 100 s"


@pytest.mark.parametrize(("overrides", "line"), [
    (["customers.n=range(0,2000)"],
     "the sweep has at least 1001 points, 1000 are allowed: narrow it, or write --max-points 1001."),
    (["customers.n=range(0,100)", "conversation.steepness=range(0,20)", "demand.needs_per_day=1,2,3,4,5"],
     "the sweep has 10000 points, 1000 are allowed: narrow it, or write --max-points 10000."),
    (["conversation.steepness=interval(0,1)"],
     "conversation.steepness=interval(0,1): has no end of values; use range(...) or a list."),
    (["scenario=glob(zebra*)"], "scenario=glob(zebra*): fits nothing."),
    (["run.seed=["], "run.seed=[: not understood: no viable alternative at input '['."),
])
def test_a_sweep_that_is_too_large_or_odd_is_an_error(overrides, line):
    with pytest.raises(ConfigError) as found:
        points(overrides)
    assert found.value.lines == (line,)


def test_a_large_sweep_can_be_allowed():
    assert len(points(["customers.n=range(0,2000)"], most=2000)) == 2000


def test_a_sweep_of_the_runs_settings_is_an_error():
    with pytest.raises(ConfigError) as found:
        points(["run.seed=1,2"])
    assert found.value.lines == ("run.seed: is a setting of the run, and a sweep compares scenarios of the same run. For more "
                                 "random numbers write run.replications=10.",)


# --- Hydra's state ------------------------------------------------------------------------------------------


def test_threads_may_load_at_the_same_time():
    with ThreadPoolExecutor(4) as pool:
        loaded = list(pool.map(load, ["base", "aht_cap_180", "bare_queue", "growth_40_mix"] * 2))
    assert [scenario.name for scenario in loaded] == ["base", "aht_cap_180", "bare_queue", "growth_40_mix"] * 2


def test_the_callers_hydra_configuration_is_unchanged():
    with initialize_config_dir(str(data_folder("scenarios")), version_base="1.3"):
        load("aht_cap_180")
        assert compose("base").name == "base"
    assert not GlobalHydra.instance().is_initialized()


# --- several scenarios --------------------------------------------------------------------------------------


@pytest.mark.verify
def test_all_at_once_are_each_as_composed_alone():
    overrides = ["run.replications=3", "patience.balk_prob=0.1"]
    assert load_all(names(), overrides) == [load(name, overrides) for name in names()]


def test_an_own_file_among_several_is_as_alone(tmp_path):
    good = written(tmp_path / "good.yaml", HEAD + "patience:\n  balk_prob: 0.3\n")
    late = written(tmp_path / "late.yaml", "# not the first line\n" + HEAD + "patience:\n  balk_prob: 0.2\n")
    assert load_all(["base", str(good)], [], tmp_path) == [load(), load(str(good), [], tmp_path)]
    with pytest.raises(ConfigError) as found:
        load_all(["base", str(late), "nowhere"], [], tmp_path)
    assert list(found.value.lines) == lines(str(late), [], tmp_path) + lines("nowhere", [], tmp_path)
