"""The index of a results folder: every command has a report of its own, and the same command updates it."""

import re
from pathlib import Path
from urllib.parse import unquote

import pytest

from sim.cli.main import main
from sim.results.parts import read_json, write_json
from sim.results.reports import entries, report_folder, save_entry

SMALL = ["run.horizon_days=2", "run.warm_up_days=0", "run.replications=1", "customers.n=2000", "demand.needs_per_day=60"]
ONCE = ["--jobs", "1"]
QUESTION = "question: Why?\nscenarios: [base, wow]\nreplications: 1\ndecide_on: [nps]\n"


def reports(folder: Path) -> dict[Path, bytes]:
    return {file: file.read_bytes() for file in folder.rglob("*.html") if file.name != "index.html"}


@pytest.fixture
def four(tmp_path, monkeypatch) -> Path:
    """A folder in which four commands left their reports: two runs, an experiment, the same with another setting."""
    monkeypatch.chdir(tmp_path)
    Path("ask.yaml").write_text(QUESTION, encoding="utf-8")
    for argv in (["run", "scenario=wow"], ["run", "wow.share=0.2"], ["experiment", "ask.yaml"],
                 ["experiment", "ask.yaml", "wow.cost=9"]):
        assert main([*argv, *SMALL, *ONCE]) == 0
    return tmp_path / "results"


def test_four_commands_leave_four_reports_and_the_index_links_them(four, capsys):
    found = reports(four)
    assert len(found) == 4 + 2, "an experiment writes a page beside its report"
    assert {file.parent.parent.name for file in found} == {"run", "ask"}
    index = (four / "index.html").read_text(encoding="utf-8")
    links = [four / unquote(link) for link in re.findall(r'href="([^"#]*\.html)"', index)]
    assert sorted(links) == sorted(found)
    assert "contact-centre experiment ask.yaml wow.cost=9" in index
    assert not re.search(r"(src|href)=.https?:", index)
    capsys.readouterr()
    assert main(["list", "results"]) == 0
    rows = [line.split("\t") for line in capsys.readouterr().out.splitlines()]
    assert {len(row) for row in rows} == {5}
    assert {four.parent / row[0] for row in rows} == {file for file in found if file.name == "report.html"}
    assert [row[1] for row in rows if "ask.yaml" in row[2]] == ["Why?", "Why?"]


def test_the_same_command_updates_its_own_report_and_no_other(four):
    before = reports(four)
    mine = next(file for file in before if file.parent.name.startswith("answer-wow.share"))
    for file in before:
        file.write_bytes(b"old")
    assert main(["run", "wow.share=0.2", *SMALL, *ONCE]) == 0
    after = reports(four)
    assert after.keys() == before.keys()
    assert after[mine] == before[mine]
    assert [file for file in after if after[file] != b"old"] == [mine]
    assert len(entries(four)) == 4


def test_an_experiment_of_the_same_name_with_other_contents_has_a_report_of_its_own(four):
    before = reports(four)
    Path("ask.yaml").write_text(QUESTION.replace("Why?", "Why now?"), encoding="utf-8")
    assert main(["experiment", "ask.yaml", *SMALL, *ONCE]) == 0
    after = reports(four)
    assert len(after) == len(before) + 2
    assert {file: after[file] for file in before} == before


def test_reports_of_a_users_changed_scenario_are_kept_apart(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for share in (0.1, 0.2):
        Path("mine.yaml").write_text(f"# @package _global_\nwow: {{share: {share}}}\n", encoding="utf-8")
        assert main(["run", "--config-dir", ".", "scenario=mine", *SMALL, *ONCE]) == 0
    assert len(reports(tmp_path / "results")) == 2


def test_the_newest_is_first_and_what_cannot_be_read_is_set_aside(tmp_path, caplog):
    for name, day in (("a", 1), ("b", 3), ("c", 2)):
        place = report_folder(tmp_path / "run", "answer", name, name)
        save_entry(place, name, "So.", f"contact-centre run {name}", ["report.html"])
        write_json(place / "entry.json", read_json(place / "entry.json") | {"written": f"2026-01-0{day}T00:00:00+00:00"})
    for name, text in (("broken", "{"), ("foreign", '{"title": "x"}'), ("list", "[]")):
        (tmp_path / "run" / name).mkdir()
        (tmp_path / "run" / name / "entry.json").write_text(text, encoding="utf-8")
    for _ in range(2):
        assert [entry.title for entry in entries(tmp_path)] == ["b", "c", "a"]
    assert len(caplog.messages) == 3, "each is said once"
    assert len(list(tmp_path.rglob("entry.json.*.aside"))) == 3


def test_names_of_folders_are_short_and_safe(tmp_path):
    found = [report_folder(tmp_path, "answer", label, label) for label in ("", "../../x y=1", "ø" * 99, "a" * 99, ".-.")]
    assert all(re.fullmatch(r"answer(-[A-Za-z0-9._=-]{1,40})?-[0-9a-f]{8}", folder.name) for folder in found)
    assert {folder.parent for folder in found} == {tmp_path}
    assert len(set(found)) == 5


def test_a_folder_without_reports_is_one_line(tmp_path, capsys):
    assert main(["list", "results", "--results", str(tmp_path / "none")]) == 2
    assert capsys.readouterr().err == f"{tmp_path / 'none'}: there is no report in it.\n"
