"""Queueing theory in the report and in the terminal, in both languages."""

import io
import re
from dataclasses import replace

import pytest

from sim.experiment.answer import Answer
from sim.i18n.translate import LANGUAGES, Translator
from sim.reporting import report, terminal, theory
from tests.answers import made

TR = Translator()


@pytest.fixture
def no_figures(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(report, "_figures", lambda *_: iter(()))


def section(page: str) -> str:
    """The section of the page, without non-breaking spaces."""
    found = re.search(r'<section id="theory".*?</section>', page, flags=re.DOTALL)
    return found.group().replace("\u00a0", " ") if found else ""


def shown(answer: Answer, language: str = "en") -> str:
    out = io.StringIO()
    terminal.show(answer, file=out, language=language)
    return out.getvalue().replace("\u00a0", " ")


def test_a_row_for_each_step_with_its_change_and_the_simulated_value_with_its_interval(two: Answer) -> None:
    """Of base: 18 s with all calls, 16 s more than with first calls; no value by interval; the simulated wait of the runs."""
    first, _ = theory.decompositions(two, TR)
    heads = [row.head for row in first.rows]
    assert heads == ["Erlang C, first calls only", "Erlang C, all calls", "Erlang C by interval", "Erlang A",
                     "Erlang A by interval", "Erlang A by interval and day", "Simulated"]
    values = [[cell.value for cell in row.cells] for row in first.rows]
    assert values[0] == ["5.5", "2", "", "96.0", "0.0", "50.0"]
    assert values[1] == ["7.6", "18", "+16", "85.0", "0.0", "69.0"]
    assert values[2] == ["7.6", "–", "", "–", "–", "–"]
    assert values[3][1:3] == ["11", "−7"]
    mean_s = two.runs.loc[two.runs["scenario"] == "base", "asa_s"].mean()
    assert values[6][1] == f"{mean_s:.0f}"
    assert first.rows[6].cells[1].difference.startswith("±")
    assert not any(cell.difference for row in first.rows[:6] for cell in row.cells)
    assert [len(row.cells) for row in first.rows] == [len(theory.heads(TR))] * 7


@pytest.mark.usefixtures("no_figures")
def test_the_report_shows_the_first_scenario_and_folds_the_others(seven: Answer) -> None:
    found = section(report.html(seven, TR))
    before, folded = found.split("<details>")
    assert before.count("<table>") == 1
    assert folded.count("<table>") == len(seven.scenarios) - 1
    assert "Offered load 7.6 erlang on 11.1 agents on the phone" in before
    assert "in 2 of 18 intervals" in before


@pytest.mark.usefixtures("no_figures")
def test_without_calls_the_report_has_no_section(two: Answer) -> None:
    page = report.html(replace(two, theory=None), TR)
    assert section(page) == ""
    assert "#theory" not in page
    assert "Erlang" not in shown(replace(two, theory=None))


@pytest.mark.usefixtures("no_figures")
@pytest.mark.parametrize("language", [one for one in LANGUAGES if one != "en"])
def test_no_english_is_left_in_another_language(two: Answer, language: str) -> None:
    text = re.sub(r"<[^>]*>", " ", section(report.html(two, Translator(language))))
    assert not {"the", "and", "of", "calls", "Simulated", "agents"} & set(text.split())
    assert "Erlang A" in text
    assert not {"Simulated", "Load", "Agents", "agents"} & set(re.findall(r"\w+", shown(two, language)))


def test_the_terminal_has_a_row_for_each_scenario(two: Answer, seven: Answer) -> None:
    """Load, agents and waits of each; sentences of both scenarios, or of the first of many."""
    lines = shown(two).splitlines()
    (row,) = [line for line in lines if line.strip().startswith("Base ") and " 7.6 " in line]
    assert row.split()[:6] == ["Base", "7.6", "11.1", "18", "26", "29"]
    assert " ".join(" ".join(lines).split()).count("Largest step in average speed of answer (ASA)") == 2
    many = shown(seven)
    assert sum(" 7.6 " in line for line in many.splitlines()) == 7
    assert " ".join(many.split()).count("Largest step in average") == 1


def test_one_replication_has_no_interval_in_either() -> None:
    one = made(["base"], n=1)
    assert theory.waits(one, TR)[0][-1] == f"{one.runs['asa_s'].mean():.0f}"
    assert "one replication has no interval" in " ".join(shown(one).split())
    assert "±" not in "".join(cell.difference for row in theory.decompositions(one, TR)[0].rows for cell in row.cells)
