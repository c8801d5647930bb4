"""The terminal: the answer first, the report's path last, plain letters where needed."""

import io
import math
from dataclasses import replace

import pytest

from sim.config.scenario import load_sweep
from sim.experiment.answer import Answer
from sim.findings import measures
from sim.findings.verdict import headline
from sim.i18n.translate import Translator
from sim.reporting.terminal import legible, row_labels, show
from tests.answers import made, renamed


def printed(answer: Answer, report: str | None = "results/report.html") -> list[str]:
    out = io.StringIO()
    show(answer, report, out)
    return out.getvalue().splitlines()


def test_first_the_answer_last_the_report(two: Answer) -> None:
    lines = printed(two)
    assert lines[0] == headline(two, Translator()).lead
    assert lines[-1] == "Report: results/report.html"
    assert printed(two, None)[-1] == "No report was written."


def test_without_a_terminal_there_is_no_colour(two: Answer, seven: Answer) -> None:
    for answer in (two, seven):
        assert "\x1b" not in "\n".join(printed(answer))


def test_each_measure_has_values_difference_and_verdict(two: Answer) -> None:
    (row,) = [line for line in printed(two) if "Net promoter score (NPS), points" in line]
    value = two.differences.set_index(["scenario", "kpi"])["value"]
    for name in ("base", "aht_cap_180"):
        assert f"{value[name, 'nps']:.1f}".replace("-", "−") in row
    assert row.rstrip().endswith("✗ worse")
    difference = value["aht_cap_180", "nps"] - value["base", "nps"]
    assert measures.difference("nps", difference, math.nan, Translator(), unit=False) in row
    assert "±" in row
    for kpi in two.decide_on:
        label = f" {measures.label_with_unit(kpi, Translator())}  "
        assert sum(line.startswith(label) for line in printed(two)) == 1, "a row each, and labels are on the left"


def test_many_scenarios_have_a_row_each(seven: Answer) -> None:
    lines = printed(seven)
    rows = [line.strip().replace("\u00a0", " ") for line in lines]
    for label in ("Base", "Hard cap 300 s", "Cap 180 s with bonus"):
        assert sum(row.startswith(f"{label}  ") for row in rows) == 2  # measures, and waits beside queueing theory
    assert any("✓ better  ✗ worse  ≈ no clear difference" in row for row in rows)
    assert all(len(line) <= 120 for line in lines[1:-2])


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "utf-8"])
def test_a_poor_console_gets_plain_letters(encoding: str, two: Answer) -> None:
    raw = io.BytesIO()
    out = io.TextIOWrapper(raw, encoding=encoding, errors="strict")
    show(two, None, out)
    out.flush()
    description = raw.getvalue().decode(encoding)
    assert ("\u2212" in description) == (encoding == "utf-8")
    assert "Hard cap 180" in description


def test_plain_letters_only_where_they_are_needed() -> None:
    poor = io.TextIOWrapper(io.BytesIO(), encoding="ascii")
    assert legible("−4.1 ± 0.6 ✓", poor) == "-4.1 +- 0.6 +"
    assert legible("−4.1 ± 0.6 ✓", io.StringIO()) == "−4.1 ± 0.6 ✓"


def test_a_name_is_never_taken_for_markup(two: Answer) -> None:
    hostile = "[red]mine[/] :smile:"
    first, *lines = printed(renamed(two, hostile))
    assert hostile in first
    assert any(hostile in line for line in lines)


def test_one_scenario_and_one_replication_are_shown_too() -> None:
    assert printed(made(["base"]))[0].startswith("Base: ")
    assert "? one replication, no interval" in "\n".join(printed(made(["base", "aht_cap_180"], n=1)))


def test_failed_replications_are_shown(two: Answer) -> None:
    answer = replace(two, unfinished=(("base", 4, "the queue grew past 5000 customers"),))
    assert "1 of the replications asked for did not finish" in "\n".join(printed(answer))


def test_rows_of_a_sweep_show_what_differs() -> None:
    """The scenarios' names begin alike, so that their ends were cut off; a key keeps what tells it from the others."""
    fixed = ["patience.balk_prob=0.02", "workforce.groups.front.n_agents=20,21"]

    def labels(*overrides: str) -> list[str]:
        return list(row_labels(load_sweep([*fixed, *overrides]), Translator()).values())

    assert labels() == ["n_agents=20", "n_agents=21"]
    assert labels("demand.growth_factor=1,1.1", "budget.growth_factor=1.2")[:2] == [
        "n_agents=20,\ngrowth_factor=1", "n_agents=20,\ngrowth_factor=1.1"]
    assert labels("demand.growth_factor=1,1.1", "budget.growth_factor=1.2,1.3")[0] == (
        "n_agents=20,\ndemand.growth_factor=1,\nbudget.growth_factor=1.2")
    assert labels("scenario=base,aht_cap_180")[1] == "n_agents=20, Hard cap 180\ns"


def test_no_label_of_a_row_is_cut_short(seven: Answer) -> None:
    """Twelve measures leave little room; the labels get theirs first."""
    more = ("fcr_share", "aht_s", "asa_s", "occupancy", "csat_share", "cost", "margin")
    many = replace(seven, decide_on=(*seven.decide_on, *more))
    rows = [line.strip().replace("\u00a0", " ") for line in printed(many)]
    assert sum(row.startswith("Cap 180 s with bonus  ") for row in rows) == 2
