"""Conventions of Hydra's users: what is printed, what sweeps do, and each claim of docs/guides/hydra.md."""

import logging
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest
import yaml

import sim
from sim.cli.main import main
from sim.config.errors import ConfigError
from sim.config.overrides import points

SCENARIOS = Path(__file__).parents[2] / "scenarios"
SMALL = ["run.horizon_days=2", "run.warm_up_days=0", "run.replications=2", "customers.n=2000", "demand.needs_per_day=60",
         "--jobs", "1"]
CAP, MANAGERS = "conversation.aht_cap_s", "leadership.n_managers"


def refused(capsys: pytest.CaptureFixture[str], *argv: str) -> str:
    """The line on stderr of a command that must end with status 2."""
    assert main(argv) == 2
    out, err = capsys.readouterr()
    assert out == ""
    (line,) = err.splitlines()
    return line


def of_hydra(*argv: str) -> str:
    """What a program of Hydra's own prints about the shipped files, in a process of its own."""
    code = (f"import hydra\n@hydra.main(config_path={str(SCENARIOS)!r}, config_name='base', version_base='1.3')\n"
            "def job(config): raise AssertionError('was run')\njob()")
    done = subprocess.run([sys.executable, "-c", code, *argv], capture_output=True, text=True, check=True, timeout=120)
    return done.stdout


# --- printing -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("flags", [["--cfg", "job"], ["--info", "defaults"]])
def test_the_configuration_is_printed_as_hydra_prints_it(flags, capsys):
    """The same bytes as from a program that is written with hydra.main."""
    words = ["scenario=aht_cap_180", "conversation.steepness=3", "demand=bare"]
    assert main(["run", *words, *flags]) == 0
    out = capsys.readouterr().out
    assert out == of_hydra(*words, *flags)
    assert ("steepness: 3" if flags[0] == "--cfg" else "scenario/aht_cap_180") in out


def test_what_is_printed_is_what_would_be_run(capsys, tmp_path):
    """Read back, the printed configuration of a user's scenario has its values; with --resolve a reference has its value."""
    own = "# @package _global_\nleadership: {n_coaches: 2}\n"
    reference = "costs.leaver_cost=${costs.goodwill_cost}"
    (tmp_path / "mine.yaml").write_text(own, encoding="utf-8")
    argv = ["run", "--config-dir", str(tmp_path), "scenario=mine", reference, "--cfg", "job"]
    assert main(argv) == 0
    plain = yaml.safe_load(capsys.readouterr().out)
    assert plain["costs"]["leaver_cost"] == "${costs.goodwill_cost}"
    assert main([*argv, "--resolve"]) == 0
    plain = yaml.safe_load(capsys.readouterr().out)
    scenario = sim.load("mine", [reference], tmp_path)
    assert plain["leadership"]["n_coaches"] == scenario.params.leadership.n_coaches == 2
    assert plain["costs"]["leaver_cost"] == scenario.params.costs.leaver_cost == plain["costs"]["goodwill_cost"]
    assert main(["run", "--config-dir", str(tmp_path), "scenario=mine", "--info", "defaults"]) == 0
    assert "| scenario/mine " in capsys.readouterr().out


def test_printing_runs_nothing_and_leaves_nothing(capsys, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    root = logging.getLogger()
    before = list(sys.argv), list(root.handlers), root.level
    for flags in (["--cfg", "job"], ["--info", "defaults"], ["--info", "defaults-tree"], ["--info", "searchpath"], ["-c", "job"],
                  ["-i", "defaults"]):
        assert main(["run", *flags]) == 0
    assert capsys.readouterr().err == ""
    assert list(tmp_path.iterdir()) == []
    assert (sys.argv, root.handlers, root.level) == before
    assert sim.load("aht_cap_180", ["wow.cost=7"]).params.wow.cost == 7, "composition works as before"


@pytest.mark.parametrize(("argv", "line"), [
    (["--cfg", "job", "wow.costs=3"], "wow.costs: unknown key. Did you mean `cost`?"),
    (["--cfg", "job", "-m", "wow.cost=3,4"], "--cfg and --info print one configuration; leave out -m."),
    (["--cfg", "job", "wow.cost=3,4"], "wow.cost=3,4: several values; add -m to sweep over them (a decimal sign is a point)."),
    (["--cfg", "job", "--info", "defaults"], "write --cfg job, with or without --resolve, or --info."),
    (["--resolve"], "write --cfg job, with or without --resolve, or --info."),
    (["--tie", "a.b,c.d"], "--tie: ties the keys of a sweep; add -m."),
])
def test_bad_input_is_one_line(argv, line, capsys):
    assert refused(capsys, "run", *argv) == line


# --- sweeps ---------------------------------------------------------------------------------------------------


def pairs(*overrides: str, tied: tuple[str, ...] = ()) -> list[tuple]:
    return [tuple(point.values.values()) for point in points(overrides, tied=tied)]


def test_without_ties_every_combination_is_a_point_the_first_key_slowest():
    assert pairs(f"{CAP}=null,120", f"{MANAGERS}=1,2,3") == [(None, 1), (None, 2), (None, 3), (120, 1), (120, 2), (120, 3)]


def test_tied_keys_change_together():
    assert pairs(f"{CAP}=null,120,180", f"{MANAGERS}=1,2,3", tied=(f"{CAP},{MANAGERS}",)) == [(None, 1), (120, 2), (180, 3)]


def test_a_tie_is_combined_with_the_other_keys_and_with_other_ties():
    """The tie stands where its first key stands: slowest here, with the key between its two inside."""
    assert pairs(f"{CAP}=60,120", "wow.cost=5,6", f"{MANAGERS}=1,2", tied=(f"{MANAGERS},{CAP}",)) == [
        (60, 5, 1), (60, 6, 1), (120, 5, 2), (120, 6, 2)]
    found = pairs(f"{CAP}=60,120", f"{MANAGERS}=1,2", "wow.cost=5,6", "wow.share=0,0.5",
                  tied=(f"{CAP},{MANAGERS}", "wow.cost,wow.share"))
    assert found == [(60, 1, 5, 0), (60, 1, 6, 0.5), (120, 2, 5, 0), (120, 2, 6, 0.5)]


def test_a_scenario_may_be_tied_to_a_key_and_ranges_to_lists():
    assert pairs("scenario=base,wow", f"{MANAGERS}=range(1,3)", tied=(f"scenario,{MANAGERS}",)) == [("base", 1), ("wow", 2)]
    (one,) = points(["scenario=wow", f"{CAP}=180"])
    assert (one.overrides, one.values) == (["scenario=wow", f"{CAP}=180"], {})


@pytest.mark.parametrize(("tied", "line"), [
    ((f"{CAP},wow.cost",), f"--tie {CAP},wow.cost: keys that change together need as many values each ({CAP}: 2, wow.cost: 3)."),
    ((f"{CAP},leadership.n_manager",), f"--tie {CAP},leadership.n_manager: leadership.n_manager has no list of values here. "
     f"Did you mean `{MANAGERS}`?"),
    ((CAP,), f"--tie {CAP}: name two keys or more, each once."),
    ((f"{CAP},{CAP}",), f"--tie {CAP},{CAP}: name two keys or more, each once."),
    ((f"{CAP},{MANAGERS}", f"{MANAGERS},{CAP}"), f"--tie {MANAGERS},{CAP}: name two keys or more, each once."),
])
def test_ties_that_cannot_be(tied, line):
    with pytest.raises(ConfigError) as found:
        points([f"{CAP}=60,120", f"{MANAGERS}=1,2", "wow.cost=5,6,7"], tied=tied)
    assert list(found.value.lines) == [line]


def test_a_setting_of_the_run_is_not_swept(capsys):
    assert refused(capsys, "run", "-m", "run.seed=1,2").startswith(
        "run.seed: is a setting of the run, and a sweep compares scenarios of the same run.")


def test_tables_of_a_sweep_have_a_column_for_each_key(tmp_path, capsys):
    """As Parquet and as CSV; null is missing, the choice of the scenario has a column of its own."""
    argv = ["run", "-m", "scenario=base,wow", f"{CAP}=null,120", "costs.bonus_on=none,aht", "--tie", f"scenario,{CAP}", *SMALL]
    assert main([*argv, "--results", str(tmp_path)]) == 0
    (folder,) = tmp_path.glob("run/answer-*")
    runs = pd.read_parquet(folder / "replications.parquet")
    assert list(runs.columns[:5]) == ["scenario", "scenario_choice", CAP, "costs.bonus_on", "replication"]
    found = runs[runs["replication"] == 0].iloc[:, 1:4].reset_index(drop=True)
    wanted = pd.DataFrame({"scenario_choice": ["base", "base", "wow", "wow"], CAP: [float("nan")] * 2 + [120.0] * 2,
                           "costs.bonus_on": ["none", "aht"] * 2})
    pd.testing.assert_frame_equal(found, wanted, check_dtype=False)
    assert runs["scenario"].nunique() == 4
    text = pd.read_csv(folder / "replications.csv", keep_default_na=False, na_values=[""])
    pd.testing.assert_frame_equal(text, runs, check_dtype=False, rtol=1e-12)
    table = pd.read_parquet(folder / "differences.parquet")
    assert list(table.columns[:4]) == ["scenario", "scenario_choice", CAP, "costs.bonus_on"]


def test_a_sweep_from_python_has_the_columns_too():
    sweep = sim.sweep([f"{CAP}=null,120", f"{MANAGERS}=1,2", *SMALL[:-2], "wow.cost=7"], tied=[f"{CAP},{MANAGERS}"])
    assert [scenario.point for scenario in sweep] == [{CAP: None, MANAGERS: 1}, {CAP: 120, MANAGERS: 2}]
    assert {scenario.params.wow.cost for scenario in sweep} == {7}
    table = sim.compare(sweep, jobs=1)
    assert list(table.columns[:3]) == ["scenario", CAP, MANAGERS]
    assert table.groupby("scenario", sort=False)[MANAGERS].first().tolist() == [1, 2]


# --- the page -------------------------------------------------------------------------------------------------


def page() -> str:
    (file,) = (Path(__file__).parents[2] / "docs").rglob("hydra.md")
    return file.read_text(encoding="utf-8")


def commands(section: str) -> list[list[str]]:
    """The commands of a section of the page, without the program's name."""
    text = page().split(f"\n## {section}\n")[1].split("\n## ")[0]
    return [shlex.split(words) for words in re.findall(r"(?:^ {4}|`)contact-centre ([^`\n]+)", text, re.MULTILINE)]


@pytest.fixture
def mine(tmp_path, monkeypatch):
    (tmp_path / "my_folder").mkdir()
    (tmp_path / "my_folder" / "mine.yaml").write_text("# @package _global_\nwow: {share: 0.3}\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)


def test_commands_that_hold(study, mine, capsys):
    """Each is accepted; the runs are handed to a substitute."""
    found = [*commands("What holds"), *commands("Sweeps")]
    assert len(found) == 10 + 2
    for argv in found:
        assert main(argv) == 0, argv
    printed = sum("--cfg" in argv or "--info" in argv for argv in found)
    assert len(study.asked) == len(found) - printed
    assert capsys.readouterr().err == ""
    by_label = {len(scenarios) for scenarios, _ in study.asked}
    assert {2, 3, 4, 6} <= by_label, "tied keys give three points, not nine"


def test_commands_that_do_not(study, mine, capsys):
    found = commands("What does not, and why")
    assert len(found) == 8
    for argv in found:
        try:
            status = main(argv)
        except SystemExit as stop:
            status = int(str(stop.code))
        out, err = capsys.readouterr()
        assert (status, out, len(err.splitlines())) == (2, "", 1), (argv, err)
    assert study.asked == []


def test_the_other_options_are_unknown_too(study, capsys):
    for argv in (["--hydra-help"], ["--experimental-rerun", "x"], ["--info", "plugins"], ["-p", "conversation"]):
        with pytest.raises(SystemExit) as stop:
            main(["run", *argv])
        assert stop.value.code == 2
    assert capsys.readouterr().out == ""


def test_the_lines_of_python_give_the_columns(capsys):
    (block,) = re.findall(r"```python\n(.*?)```", page(), re.DOTALL)
    names: dict = {}
    exec(block.replace("sim.compare(sweep)", "sim.compare(sweep, jobs=1)"), names)
    assert list(names["table"].columns[:3]) == ["scenario", CAP, "kpi"]


def test_hydra_of_the_calling_program_is_left_as_it_was(tmp_path):
    from hydra import compose, initialize_config_dir

    (tmp_path / "theirs.yaml").write_text("a: 1\n", encoding="utf-8")
    with initialize_config_dir(str(tmp_path), version_base="1.3"):
        assert sim.load("wow", ["wow.cost=8.25"]).params.wow.cost == 8.25
        assert compose("theirs").a == 1
