"""The command line, in this process: its calls, its output, and its exit status."""

import gc
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from sim.cli.main import main
from sim.config.files import experiments, names
from sim.config.scenario import Scenario
from sim.execution.messages import COMPILING
from sim.params import Mechanisms
from sim.params.catalogue import declared

README = Path(__file__).parents[2] / "README.md"


def not_about_compiling(err: str) -> str:
    """What is on stderr beside the message of a first run."""
    return err.removeprefix(f"{COMPILING}\n")


def refused(capsys: pytest.CaptureFixture[str], *argv: str) -> list[str]:
    """The lines on stderr of a command that must end with status 2 and print nothing else."""
    assert main(argv) == 2
    out, err = capsys.readouterr()
    assert out == ""
    return err.splitlines()


# --- run ----------------------------------------------------------------------------------------------------


def test_a_what_if_runs_against_base_with_the_same_settings(study, capsys):
    assert main(["run", "scenario=aht_cap_180", "run.replications=2", "conversation.steepness=3"]) == 0
    base, asked = study.scenarios
    assert (base.name, base.params.conversation.steepness) == ("base", 2)
    assert (asked.params.conversation.aht_cap_s, asked.params.conversation.steepness) == (180, 3)
    assert base.run == asked.run
    assert base.run.replications == 2
    assert capsys.readouterr().out == "shown results/run/answer-1/report.html\nAll reports: results/index.html\n"
    command = "contact-centre run scenario=aht_cap_180 run.replications=2 conversation.steepness=3"
    assert study.entries == [(Path("results/run/answer-1"), "Why?", "So.", command, ["report.html"])]


@pytest.mark.parametrize(("argv", "n"), [
    (["run"], 1), (["run", "run.seed=3"], 1), (["run", "conversation.aht_cap_s=null"], 1),
    (["run", "conversation.aht_cap_s=90"], 2), (["run", "scenario=bare_queue"], 1),
])
def test_base_and_anonymous_customers_are_compared_with_nothing(study, argv, n):
    assert main(argv) == 0
    assert len(study.scenarios) == n


def test_base_alone_is_composed_once(study, monkeypatch):
    """Composing takes a fifth of a second; with only run settings changed, the scenario is base itself."""
    def never(scenario: Scenario) -> Scenario:
        raise AssertionError("base was composed again")

    monkeypatch.setattr("sim.config.scenario.base_like", never)
    for words in ([], ["run.seed=3", "run.horizon_days=5"]):
        assert main(["run", *words]) == 0
    for words in (["name=mine"], ["run.seed=3", "conversation.aht_cap_s=90"], ["--config-dir", "."]):
        with pytest.raises(AssertionError):
            main(["run", *words])


@pytest.mark.parametrize("error", [None, KeyboardInterrupt()])
def test_garbage_collection_is_rare_and_then_restored(study, monkeypatch, error):
    """A caller of `main` finds the settings of its process unchanged afterwards."""
    before, seen = gc.get_threshold(), []

    def answer(*asked: Any, **more: Any) -> Any:
        seen.append(gc.get_threshold()[0])
        return study.answer(*asked, **more)

    monkeypatch.setattr(sys.modules["sim.experiment.runner"], "answer", answer)
    study.error = error
    main(["run"])
    assert seen[0] > before[0]
    assert gc.get_threshold() == before


@pytest.mark.parametrize(("n_cores", "argv", "n"), [
    (2, ["run"], 1), (2, ["run", "run.replications=5"], 1), (2, ["run", "run.replications=1", "run.horizon_days=3000"], 1),
    (2, ["run", "-m", "run.seed=1", "run.replications=1"], 1), (2, ["experiment", "fast_is_not_efficient"], 1),
    (2, ["run", "run.replications=1"], 0), (2, ["run", "run.horizon_days=100"], 0), (1, ["run"], 0), (2, ["run", "name=a=b"], 1),
])
def test_workers_start_during_composition_where_they_will_be_needed(study, monkeypatch, n_cores, argv, n):
    monkeypatch.setattr("sim.execution.processes.n_cores", lambda: n_cores)
    main(argv)
    assert study.n_servers == n


def test_before_the_first_result_no_tables_are_brought_up():
    """pandas takes a third of a second: the first replication does not wait for it."""
    code = ("import sys, sim.experiment.runner\n"
            "sys.exit(', '.join({'pandas', 'scipy.special', 'matplotlib'} & set(sys.modules)) or 0)")
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 0, done.stderr


def test_a_sweep_runs_every_point_once_with_names_of_their_own(study):
    sweep = ["scenario=base,aht_cap_180,growth_40_budget_3", "conversation.aht_cap_s=null,120"]
    assert main(["run", "-m", *sweep, "--results", "there"]) == 0
    assert [scenario.name for scenario in study.scenarios] == [
        f"{name}, conversation.aht_cap_s={cap}"
        for name in ("base", "aht_cap_180", "growth_40_budget_3") for cap in ("null", "120")
    ]
    assert study.asked[0][1] == Path("there")


def test_options_may_stand_anywhere(study, tmp_path):
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "mine.yaml").write_text("# @package _global_\nconversation: {steepness: 5}\n", encoding="utf-8")
    argv = ["run", "scenario=mine", "--config-dir", "own", "run.seed=4", "--results=out", "run.replications=1"]
    assert main(argv) == 0
    asked = study.scenarios[1]
    assert (asked.name, asked.params.conversation.steepness) == ("mine", 5)
    assert (asked.run.seed, asked.run.replications) == (4, 1)


def test_errors_of_all_points_are_reported_before_any_run(study, capsys):
    assert refused(capsys, "run", "-m", "repeats.return_prob=0.5,74,80") == [
        "repeats.return_prob = 74: must lie in [0, 1]. Write 74 % as 0.74.",
        "repeats.return_prob = 80: must lie in [0, 1]. Write 74 % as 0.74.",
    ]
    assert study.asked == []


def test_an_accidental_sweep_is_an_error_and_can_be_allowed(study, capsys):
    sweep = ["run", "-m", "conversation.steepness=1,2,3"]
    assert refused(capsys, *sweep, "--max-points", "2") == [
        "the sweep has at least 3 points, 2 are allowed: narrow it, or write --max-points 3."]
    assert refused(capsys, "run", "-m", "run.seed=range(0,10000)") == [
        "the sweep has at least 1001 points, 1000 are allowed: narrow it, or write --max-points 1001."]
    assert study.asked == []
    assert main([*sweep, "--max-points", "3"]) == 0
    assert len(study.scenarios) == 3


@pytest.mark.parametrize("argv", [
    ["run", "scenario=aht_cap_18"], ["run", "+aht_cap_s=3"], ["run", "conversation.aht_cap_s=1,5"], ["run", "-x"],
    ["experiment", "nope"], ["validate", "nope.yaml"], ["run", "--config-dir", "nowhere"], ["list", "parameter"],
    ["rum"], ["run", "--max-points", "many"], ["experiment"],
])
def test_bad_input_is_one_line_and_status_2(study, capsys, argv):
    try:
        status = main(argv)
    except SystemExit as stop:
        status = int(str(stop.code))
    out, err = capsys.readouterr()
    assert status == 2
    assert out == ""
    assert len(err.splitlines()) == 1
    assert "Traceback" not in err
    assert study.asked == []


def test_a_results_folder_that_cannot_be_written_is_an_error_before_any_run(study, capsys, tmp_path):
    (tmp_path / "file").write_text("", encoding="utf-8")
    for argv in (["run"], ["run", "-m", "run.seed=1"], ["experiment", "how_long_to_warm_up"]):
        for place in ("file", "file/below"):
            (line,) = refused(capsys, *argv, "--results", place)
            assert f"{Path(place)}: cannot be written" in line
    assert study.asked == []
    assert [path.name for path in tmp_path.iterdir()] == ["file"], "nothing half-written"


def test_errors_leave_no_results_folder(study, capsys, tmp_path):
    refused(capsys, "run", "repeats.return_prob=74")
    assert list(tmp_path.iterdir()) == []


def test_stopping_is_status_130_and_one_line(study, capsys):
    study.error = KeyboardInterrupt()
    assert main(["run"]) == 130
    assert len(capsys.readouterr().err.splitlines()) == 1


def test_failed_replications_are_shown_and_give_status_1(study, capsys):
    study.unfinished = (("growth", 3, "the queue grew past 500 customers"),)
    assert main(["run"]) == 1
    out, err = capsys.readouterr()
    assert out == "shown results/run/answer-1/report.html\nAll reports: results/index.html\n"
    assert err == "growth, replication 3: the queue grew past 500 customers\n"


def test_an_internal_error_is_not_hidden(study):
    for mistake in (ZeroDivisionError(), ValueError("ours")):
        study.error = mistake
        with pytest.raises(type(mistake)):
            main(["run"])


# --- the other verbs ----------------------------------------------------------------------------------------


def test_an_experiment_is_handed_over_with_what_was_changed(study):
    assert main(["experiment", "fast_is_not_efficient", "run.replications=2", "--results", "out"]) == 0
    ((experiment, results),) = study.asked
    assert (experiment.name, results) == ("fast_is_not_efficient", Path("out"))
    assert experiment.overrides == ("run.replications=2",)


def test_validate_reports_valid_and_invalid_scenarios(capsys, tmp_path):
    bad = tmp_path / "bad.yaml"
    bad.write_text("# @package _global_\nconversation: {steepness: 50, aht_caps: 3}\n", encoding="utf-8")
    assert main(["validate", "aht_cap_180", "forty_per_cent_on_three"]) == 0
    assert capsys.readouterr().out.splitlines() == ["aht_cap_180: no errors.", "forty_per_cent_on_three: no errors."]
    assert refused(capsys, "validate", str(bad)) == [
        "conversation.steepness = 50: must lie in [0, 20].",
        "conversation.aht_caps: unknown key. Did you mean `aht_cap_s`?",
    ]


def test_validate_reads_overrides_and_experiments_of_ones_own(capsys, tmp_path):
    own = tmp_path / "ask.yaml"
    own.write_text("question: Why?\nscenarios: [base, nope]\nreplications: 1\ndecide_on: [nps]\n", encoding="utf-8")
    assert refused(capsys, "validate", str(own)) == ["scenario=nope: there is no such scenario."]
    assert refused(capsys, "validate", "base", "budget.today_cost_per_year=8000000") == [
        "budget: the plan costs 8 050 560 DKK a year, 50 560 more than the limit of 8 000 000 (today_cost_per_year "
        "times growth_factor)."]


def test_list_shows_every_section(capsys):
    assert main(["list", "scenarios"]) == 0
    listed = dict(line.split("\t") for line in capsys.readouterr().out.splitlines())
    assert list(listed) == names()
    assert all(listed.values())
    assert main(["list", "experiments"]) == 0
    assert [line.split("\t")[0] for line in capsys.readouterr().out.splitlines()] == experiments()


def test_list_parameters_has_every_parameter_with_its_source(capsys):
    assert main(["list", "parameters"]) == 0
    rows = [line.split("\t") for line in capsys.readouterr().out.splitlines()]
    assert {len(row) for row in rows} == {6}
    listed = {re.sub(r"^(contact_types|workforce\.groups)\.\w+", r"\1.*", row[0]) for row in rows}
    assert listed == set(declared())
    by_key = {row[0]: row for row in rows}
    assert by_key["conversation.restart_s"] == [
        "conversation.restart_s", "s", "[0, 600]", "60", "time to explain the case again at a repeat",
        "B9, assumption: the articles say only that a repeat call is longer"]
    assert by_key["centre.open_weekdays"][3] == "[mon, tue, wed, thu, fri]"


def test_list_mechanisms_shows_what_each_declares(capsys):
    assert main(["list", "mechanisms"]) == 0
    rows = {(row := line.split("\t"))[0]: row[1:] for line in capsys.readouterr().out.splitlines()}
    assert list(rows) == list(Mechanisms.model_fields)
    assert rows["patience"] == ["customers abandon the queue",
                                "contact_types.*.patience_factor patience.distribution patience.balk_prob "
                                "patience.patience_on_redial", "PATIENCE BALK", ""]
    assert rows["rules"][2:] == ["DECISION_NEEDED ESCALATES_OR_REFUSED TEAM_LEADER_TIME", "escalated_share refused_share"]


def test_list_measures_shows_each_definition(capsys):
    assert main(["list", "measures"]) == 0
    rows = [line.split("\t") for line in capsys.readouterr().out.splitlines()]
    assert {len(row) for row in rows} == {4}
    assert ["asa_s", "s", "lower"] in [row[:3] for row in rows]
    assert all(row[3] for row in rows)


def test_list_without_a_section_is_all_of_it(capsys):
    assert main(["list"]) == 0
    firsts = {line.split("\t")[0] for line in capsys.readouterr().out.splitlines()}
    assert {"aht_cap_180", "fast_is_not_efficient", "conversation.steepness", "nps"} <= firsts


def test_a_table_for_people_in_a_terminal(capsys, monkeypatch):
    monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
    monkeypatch.setenv("COLUMNS", "200")
    assert main(["list", "experiments"]) == 0
    out = capsys.readouterr().out
    assert "forty_per_cent_on_three" in out
    assert "\t" not in out


def test_help_and_version(capsys):
    for argv in (["--help"], ["run", "--help"], ["--version"]):
        with pytest.raises(SystemExit) as stop:
            main(argv)
        assert stop.value.code == 0
    assert "contact-centre" in capsys.readouterr().out
    assert main([]) == 2


def test_help_imports_nothing_heavy():
    """Each of these costs a tenth of a second or more, and --help must answer in half a second."""
    code = (
        "import sys\nfrom sim.cli.main import main\n"
        "try: main(['--help'])\n"
        "except SystemExit: pass\n"
        "heavy = {'numba', 'numpy', 'pandas', 'hydra', 'omegaconf', 'matplotlib', 'scipy', 'pydantic', 'simpy'}\n"
        "sys.exit(', '.join(sorted(heavy & set(sys.modules))) or 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 0, done.stderr


def test_python_m_sim_is_the_same_program():
    argv = [sys.executable, "-m", "sim", "run", "-x"]
    done = subprocess.run(argv, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 2
    assert done.stderr.strip() == "contact-centre: -x: not known here (see contact-centre --help)"


@pytest.mark.skipif(os.name == "nt", reason="no pipes of this kind")
def test_a_closed_output_gives_no_error():
    done = subprocess.run(
        f"{sys.executable} -m sim list parameters | head -1", shell=True, capture_output=True, text=True, check=False,
        timeout=60)
    assert done.stderr == ""


def test_a_small_run_from_end_to_end(capsys, tmp_path):
    """Without substitutes: two hours of calls, a table, a report."""
    argv = ["run", "scenario=bare_queue", "demand.needs_per_day=100", "run.horizon_days=1", "run.warm_up_days=0",
            "run.replications=1", "run.record=kpis", "--results", str(tmp_path)]
    assert main(argv) == 0
    out, err = capsys.readouterr()
    (report,) = tmp_path.glob("run/answer-bare_queue*/report.html")
    assert str(report) in out
    assert not_about_compiling(err) == ""
    assert "<html" in report.read_text(encoding="utf-8")


def test_both_engines_leave_the_same_bytes(capsys, tmp_path):
    """Both engines from end to end. Two scenarios of five days: the output, the answer's tables byte for byte, and sums and full
    records to the last bit."""
    small = ["run", "run.horizon_days=4", "run.warm_up_days=1", "run.replications=1", "run.record=full",
             "demand.needs_per_day=150", "customers.n=2000", "conversation.aht_cap_s=180"]
    output, answers, records = [], [], []
    for engine in ("compiled", "simpy"):
        folder = tmp_path / engine
        assert main([*small, f"run.engine={engine}", "--results", str(folder)]) == 0
        out, err = capsys.readouterr()
        output.append(re.sub(r"-[0-9a-f]{8}/", "/", out.replace(str(folder), "")))
        assert not_about_compiling(err) == ""
        answers.append({file.name: file.read_bytes() for file in folder.rglob("answer-*/*.parquet")})
        records.append({re.sub(r"-[0-9a-f]{16}(?=/|\.)", "", file.relative_to(folder).as_posix()): pd.read_parquet(file)
                        for file in folder.rglob("*.parquet") if not file.parent.name.startswith("answer-")})
    assert output[0] == output[1]
    assert len(answers[0]) == 9
    assert answers[0] == answers[1]
    assert records[0].keys() == records[1].keys()
    assert len(records[0]) == 2 * 6, "sums, a day, its case_contacts, intervals, contacts and agent days"
    for name, table in records[0].items():
        pd.testing.assert_frame_equal(table, records[1][name], check_exact=True, obj=name)
    assert len(records[0]["run/base/contacts-r00000.parquet"]) > 500


def test_a_queue_that_never_drains_stops_with_a_line(capsys, tmp_path):
    argv = ["run", "scenario=bare_queue", "mechanisms.patience=false", "centre.longest_queue=20",
            "workforce.groups.agents.agents_per_interval=[1]", "run.replications=1", "--results", str(tmp_path)]
    assert any("more work comes in than can be answered" in line for line in refused(capsys, *argv))


def test_every_command_in_the_readme_is_understood(study, tmp_path):
    """Runs each command against a substitute, so that the README names no missing command."""
    if not README.is_file():
        pytest.skip("no README yet")
    (tmp_path / "my_folder").mkdir()
    own = "# @package _global_\nconversation: {steepness: 5}\n"
    for file in ("my_scenario.yaml", "my_folder/mine.yaml"):
        (tmp_path / file).write_text(own, encoding="utf-8")
    commands = re.findall(r"^(?:    |\$ )?contact-centre ((?:run|experiment|validate|list)\b[^#\n]*?)(?:  .*)?$",
                          README.read_text(encoding="utf-8"), re.MULTILINE)
    assert commands
    for command in commands:
        assert main(command.split()) == 0, command
