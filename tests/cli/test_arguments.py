"""Arguments of the command line that users get wrong, and the verbs that look into a results folder."""

import shutil
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from sim.cli.main import main
from sim.results.parts import write_part

SMALL = ["run", "scenario=bare_queue", "demand.needs_per_day=100", "run.horizon_days=2", "run.warm_up_days=0",
         "run.replications=2", "run.record=kpis"]


def refused(capsys: pytest.CaptureFixture[str], *argv: str) -> str:
    """The one line on stderr of a command that must end with status 2."""
    try:
        status = main(argv)
    except SystemExit as stop:
        status = int(str(stop.code))
    out, err = capsys.readouterr()
    assert (status, out, len(err.splitlines())) == (2, "", 1)
    return err.strip()


@pytest.mark.parametrize(("argv", "argument"), [
    (["run", "--jobs", "0"], "--jobs: 0: must be a whole number from 1 to 1000"),
    (["run", "--jobs=-2"], "--jobs: -2: must be a whole number from 1 to 1000"),
    (["experiment", "fast_is_not_efficient", "--jobs", "all"], "--jobs: all: must be a whole number from 1 to 1000"),
    (["run", "-m", "--max-points", "0"], "--max-points: 0: must be a whole number from 1 to 1000000"),
    (["play", "base", "--replication=-1"], "--replication: -1: must be a whole number from 0 to 1000000"),
    (["play", "base", "--day=-1"], "--day: -1: must be a whole number from 0 to 1000000"),
])
def test_a_number_that_cannot_be_is_refused(capsys, argv, argument):
    assert refused(capsys, *argv) == f"contact-centre {argv[0]}: argument {argument} (see contact-centre {argv[0]} --help)"


def test_a_tilde_is_the_users_own_folder(study, tmp_path, monkeypatch, capsys):
    """In quotes, after `=` and in a script the shell leaves it."""
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "mine.yaml").write_text("# @package _global_\nconversation: {steepness: 5}\n", encoding="utf-8")
    assert main(["run", "scenario=mine", "--config-dir=~/own", "--results", "~/out"]) == 0
    ((scenarios, results),) = study.asked
    assert (scenarios[1].params.conversation.steepness, results) == (5, tmp_path / "out")
    assert not Path("~").exists()
    assert main(["validate", "~/own/mine.yaml"]) == 0


def test_a_list_of_nothing_says_so(capsys, monkeypatch):
    monkeypatch.setattr("sim.plugins.registered", lambda kind: {})
    assert main(["list", "plugins"]) == 0
    assert capsys.readouterr() == ("", "plugins: there are none.\n")


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A study of two replications of two days."""
    folder = tmp_path_factory.mktemp("results")
    assert main([*SMALL, "--results", str(folder)]) == 0
    return folder


def scenario_folder(results: Path) -> Path:
    (manifest,) = results.glob("run/*/manifest.json")
    return manifest.parent


def test_reproduce_says_whether_the_replication_is_the_kept_one(results, capsys):
    capsys.readouterr()
    assert main(["reproduce", str(scenario_folder(results)), "1"]) == 0
    out, err = capsys.readouterr()
    assert "\nasa_s\t" in f"\n{out}"
    assert err.splitlines()[-1] == "The same as the kept replication, to the last bit of every day's sums."


def test_reproduce_names_what_differs(results, tmp_path, capsys):
    """One sum of one day is changed in the file, as if another program had made it."""
    folder = tmp_path / "changed"
    shutil.copytree(scenario_folder(results), folder)
    part = next(file for file in folder.glob("sums-*.parquet") if 1 in pq.read_table(file)["replication"].to_pylist())
    table = pq.read_table(part)
    numbers = table["n_contacts"].to_numpy().copy()
    numbers[-1] += 1
    where = table.column_names.index("n_contacts")
    changed = table.set_column(where, "n_contacts", [numbers])
    part.unlink()
    about = {key.decode(): value.decode() for key, value in table.schema.metadata.items()}
    part = write_part(folder, "sums-changed", changed, about)
    capsys.readouterr()
    assert main(["reproduce", str(folder), "0"]) == 0
    assert main(["reproduce", str(folder), "1"]) == 1
    n_sums = len(table.column_names) - 4
    assert capsys.readouterr().err.splitlines()[-1] == (
        f"Not the same as the kept replication: 1 of {n_sums} sums of days differ, the first is n_contacts.")
    part.unlink()
    part = write_part(folder, "sums-changed", changed, about | {"rules_version": "another"})
    assert main(["reproduce", str(folder), "1"]) == 1
    assert capsys.readouterr().err.strip().endswith("The kept replication comes from another version of the simulator.")
    part.unlink()
    assert main(["reproduce", str(folder), "1"]) == 0
    assert "nothing to compare it with" in capsys.readouterr().err


def test_reproduce_refuses_a_replication_that_there_is_not(results, capsys):
    folder = scenario_folder(results)
    capsys.readouterr()
    assert refused(capsys, "reproduce", str(folder), "2") == (
        f"{folder}: there is no replication 2: 2 were asked for, numbered from 0.")


def test_status_takes_the_results_folder_as_its_siblings_do(results, capsys):
    capsys.readouterr()
    expected = f"{results / 'run'}: done; 2 of 2 replications are on disk (scenarios: 1)\n"
    for argv in (["--results", str(results)], [str(results)], [str(results / "run")]):
        assert main(["status", *argv]) == 0
        assert capsys.readouterr().out == expected
