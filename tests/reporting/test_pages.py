"""Pages of questions with known true values: the sentence states them, and the same page gives the same bytes."""

import re
import subprocess
from dataclasses import replace
from importlib.metadata import version
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from matplotlib.figure import Figure

from sim.analysis.statistics.precision import joint
from sim.analysis.statistics.warm_up import settled
from sim.config.experiment_file import Range
from sim.config.provenance import commit
from sim.experiment.methods import ask
from sim.experiment.methods.findings import Findings
from sim.findings import measures
from sim.i18n.translate import Translator
from sim.reporting.method_pages import page_of, page_of_answer
from sim.reporting.methods.varied import _in_words
from sim.reporting.page import Drawing, Page, Part, html, markdown, write_page
from tests import answers
from tests.experiment.laboratory import MadeUp, noise
from tests.experiment.test_methods import GROWTH, THREE, asked, linear, place

DESIGN = {"method": "sobol", "n": 32, "parameters": THREE}


def made(monkeypatch, tmp_path, truth, language: str = "en", **section):
    """The page of an experiment in a laboratory with known true values; its spaces are plain ones."""
    monkeypatch.setattr(ask, "Laboratory", lambda *_: MadeUp(truth))
    return page_of(ask.answer_by_method(asked(**section), tmp_path), Translator(language))


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


def test_drivers_are_named_with_their_size_and_the_weak_are_not(monkeypatch, tmp_path):
    """Slopes 8, 3 and 0: the first two; of the second measure 1, .1 and 0: the first alone."""
    def truth(scenario, nth):
        u, v, _ = place(scenario)
        return linear(scenario, nth) | {"asa_s": 10 * u + v}

    page = made(monkeypatch, tmp_path, truth, decide_on=("nps", "asa_s"),
                sensitivity={"method": "morris", "n": 4, "parameters": THREE})
    assert plain(page.answer) == (
        "Net promoter score (NPS) depends most on loss from cutting conversations short (8.0 points across its range) and work "
        "that a repeat call need not do again (3.0 points); average speed of answer (ASA) on loss from cutting conversations "
        "short (10 s across its range).")
    assert [float(cell.split("\u00a0")[0]) for cell in page.parts[0].tables[0].rows[0][1:]] == [8.0, 10.0]


def test_sobols_shares_are_of_what_is_not_known(monkeypatch, tmp_path):
    page = made(monkeypatch, tmp_path, linear, sensitivity={"method": "sobol", "n": 64, "parameters": THREE})
    assert re.fullmatch(r"Net promoter score \(NPS\) depends most on loss from cutting conversations short "
                        r"\(8\d% of the unknown variance\)\.", plain(page.answer))


def test_a_metamodel_names_the_strongest_parameter_and_its_range(monkeypatch, tmp_path):
    page = made(monkeypatch, tmp_path, lambda one, nth: {name: value + 0.01 * noise(nth) for name, value in
                                                         linear(one, nth).items()}, replications=2, design=DESIGN)
    found = re.match(r"Net promoter score \(NPS\) changes most with loss from .*: from (\d+\.\d) points? to (\d+\.\d) points?",
                     plain(page.answer))
    assert float(found[2]) - float(found[1]) == pytest.approx(8.0, abs=0.3)


def test_a_metamodel_names_each_measure_in_the_middle_of_the_sentence_by_its_own_words(monkeypatch, tmp_path):
    page = made(monkeypatch, tmp_path, lambda one, nth: {name: value + 0.01 * noise(nth) for name, value in linear(
        one, nth).items()} | {"cost": 1e3 * linear(one, nth)["nps"]}, replications=2, decide_on=("cost", "nps"), design=DESIGN)
    assert plain(page.answer).startswith("Cost of the centre changes most with ")
    assert "; net promoter score (NPS) with " in plain(page.answer)


def capped(scenario, nth):
    u, _, _ = place(scenario)
    cap = scenario.params.conversation.aht_cap_s is not None
    return {"cost": 1e3 * (noise(nth) + (6.0 * (u - 1 / 3) + 0.1 * noise(nth, 1)) * cap)}


@pytest.mark.parametrize("language", ["en", "da"])
def test_robustness_states_how_often_and_where_it_reverses(monkeypatch, tmp_path, language):
    how = {"design": DESIGN, "map": ["steepness", "retained_work_share"],
           "findings": [{"statement": "It costs more", "scenario": "aht_cap_180", "than": "base", "kpi": "cost", "is": "higher"}]}
    page = made(monkeypatch, tmp_path, capped, language, scenarios=("base", "aht_cap_180"), replications=4,
                decide_on=("cost",), robustness=how)
    shares = [int(share) for share in re.findall(r"(\d+) ?%", plain(page.answer))]
    assert 60 <= shares[0] <= 72, "two thirds"
    assert shares[1] < shares[0] < shares[2]
    assert {"shares", "turning"} == {drawing.name for drawing in page.parts[0].drawings}


def test_robustness_names_what_is_reversed_most_and_maps_the_first_finding(monkeypatch, tmp_path):
    """The cap costs more in two thirds of the sets; loyalty goes the other way, so that the second finding is reversed there."""
    def opposite(scenario, nth):
        return capped(scenario, nth) | {"nps": -1e-3 * capped(scenario, nth)["cost"]}

    of = {"scenario": "aht_cap_180", "than": "base", "is": "higher"}
    how = {"design": DESIGN, "map": ["steepness", "retained_work_share"], "findings": [
        of | {"statement": "It costs more", "kpi": "cost"}, of | {"statement": "Customers are more loyal", "kpi": "nps"}]}
    page = made(monkeypatch, tmp_path, opposite, scenarios=("base", "aht_cap_180"), replications=4, decide_on=("cost",),
                robustness=how)
    reversed_share = re.search(r"; most often reversed \((\d+)%\) is that customers are more loyal\.$", page.answer)
    assert 60 <= int(reversed_share[1]) <= 72
    (turning,) = [drawing for drawing in page.parts[0].drawings if drawing.name == "turning"]
    assert turning.description.startswith("Where it turns: cost of the centre, ")


def test_a_rule_states_how_its_values_relate_to_base():
    """Values that replace the present one, are added to it, below zero too, and are a factor on it."""
    ranges = {"a": Range(low=0, high=1, statement="one"), "b": Range(low=-9, high=9, by="plus", statement="two"),
              "c": Range(low=0, high=9, by="times", statement="three")}
    rules = {"a above 0.5 and c up to 2": "one is above 0.5 and three is at most 2 times the value in base",
             "b above 1.5": "two is above the value in base +1.5", "b up to -1.5": "two is at most the value in base −1.5"}
    for rule, words in rules.items():
        assert plain(_in_words(rule, ranges, Translator())) == words


def test_ranking_names_the_best_or_states_that_there_is_none(monkeypatch, tmp_path):
    names, best = ("base", "aht_cap_240", "aht_cap_180"), {"base": 0.0, "aht_cap_240": 9.0, "aht_cap_180": 9.0}
    section = {"kpi": "nps", "wrong_selection_prob": 0.05, "indifference_zone": 0.5, "first": 5, "at_most": 12}

    def near(scenario, nth):
        return {"nps": best[scenario.name] + noise(nth, names.index(scenario.name))}

    page = made(monkeypatch, tmp_path, near, scenarios=names, ranking=section)
    assert plain(page.answer).startswith("No single one is best: within 12 replications ")
    assert page.answer.endswith("all others are behind.")
    best["aht_cap_180"] = 50.0
    page = made(monkeypatch, tmp_path, lambda one, nth: {"nps": best[one.name] + noise(nth)}, scenarios=names, ranking=section)
    assert "probability of at least 95%" in plain(page.answer)
    assert page.parts[0].tables[0].rows[0][0] in page.answer


def test_a_search_names_the_winners_mix_and_what_it_beats(monkeypatch, tmp_path):
    def truth(scenario, nth):
        p = scenario.params
        a, b = (p.demand.self_service_solve_prob - 0.13) / 0.12, (p.workforce.training_h_per_week - 0.75) / 0.75
        return {"nps": max(a, 0) ** 0.5 + max(b, 0) ** 0.5 + noise(nth) + 0.01 * noise(nth, int(1e6 * (a + 3 * b))),
                "cost": 1e5 * (a + b)}

    section = {"start": GROWTH[0], "levers": GROWTH[1:3], "trials": 48, "confirm_replications": 8, "against": GROWTH[1:3]}
    page = made(monkeypatch, tmp_path, truth, scenarios=tuple(GROWTH[:3]), replications=2, decide_on=("nps", "cost"),
                search=section)
    output = plain(page.answer)
    assert re.match(r"Best found: \d+% of the money for .* and \d+% of the money for ", output)
    assert float(re.search(r"by \+(\d\.\d+) ± ", output)[1]) == pytest.approx(2**0.5, abs=0.15)
    assert "and is clearly better than" in output


def test_a_run_that_settles_and_a_measure_that_drifts(tmp_path):
    """Made by hand: a step on day 40, and a line that rises to the end."""
    day = np.arange(200)
    days = pd.DataFrame({"day": day, "asa_s": np.where(day < 40, 60.0, 20.0) + day % 2, "nps": day / 10.0})
    question = asked(decide_on=("asa_s",), warm_up={"measures": ("asa_s", "nps")})
    facts = {"n_replications_run": 4, "horizon_days": 200, "warm_up_days": 0, "replications": 4, "seed": 1,
             "base_warm_up_days": 28}
    page = page_of(Findings(question, {"days": days, "settled": settled(days)}, facts), Translator())
    assert plain(page.answer) == (
        "After 40 days all measures that settle have settled (base counts from day 28). Still drifting at the end of the run, "
        "so that no warm-up of its length helps: net promoter score (NPS).")


def test_the_same_page_gives_the_same_bytes_and_needs_no_network(monkeypatch, tmp_path):
    section = {"sensitivity": {"method": "morris", "n": 4, "parameters": THREE}}
    pages = [made(monkeypatch, tmp_path / "x", linear, **section) for _ in range(2)]
    for nth, page in enumerate(pages):
        write_page(page, tmp_path / str(nth) / "page.html", Translator(), beside=True)
    files = [{file.name: file.read_bytes() for file in (tmp_path / str(nth)).iterdir()} for nth in range(2)]
    assert files[0] == files[1]
    assert set(files[0]) == {"page.html", "page.md", "drivers.svg"}
    text = html(pages[0], Translator())
    assert "<svg" in text
    assert not re.search(r"(src|href)=.https?:", text)
    assert "contact-centre experiment x" in markdown(pages[0])


def test_a_comparison_shows_joint_intervals():
    """Two alternatives: both differences, the best first, as wide as in the table; six: the best and the worst."""
    for names, n in ((["base", "aht_cap_240", "aht_cap_180"], 2), (list(answers.PRESSURE), len(answers.PRESSURE) - 1)):
        found = answers.made(names)
        found = replace(found, joint=joint(found.runs, names, ["nps", "churn_per_year"]))
        page = page_of_answer(found, asked(scenarios=tuple(names), decide_on=("nps", "churn_per_year")), Translator())
        assert page.answer.startswith("Against Base, net promoter score (NPS) changes by ")
        assert (f"the best and the worst of {n} alternatives" in page.answer) is (n > 3)
        rows = found.joint[found.joint["kpi"] == "nps"].set_index("scenario")
        for name in (rows["difference"].idxmax(), rows["difference"].idxmin()):
            row = rows.loc[name]
            assert measures.difference("nps", row["difference"], (row["high"] - row["low"]) / 2, Translator()) in page.answer
        description = re.findall(r"([−+]\d+\.\d)\u00a0±", page.answer)
        assert len(description) == 2
        assert float(description[0].replace("−", "-")) > float(description[1].replace("−", "-"))


def test_the_answer_has_every_deciding_measure_and_no_caption_stands_twice():
    """The cap wins in the work per case alone: the sentence that flatters does not stand by itself."""
    names, kpis = ["base", "aht_cap_180"], ("aht_s", "nps", "churn_per_year", "result")
    found = answers.made(names)
    found = replace(found, joint=joint(found.runs, names, list(kpis)))
    page = page_of_answer(found, asked(scenarios=tuple(names), decide_on=kpis), Translator(), "contact-centre experiment x a=1")
    for kpi in kpis:
        row = found.joint[found.joint["kpi"] == kpi].iloc[0]
        assert measures.difference(kpi, row["difference"], (row["high"] - row["low"]) / 2, Translator()) in page.answer
    for drawing in (drawing for part in page.parts for drawing in part.drawings):
        inside = " ".join(" ".join(text.get_text().split()) for text in drawing.figure.texts)
        assert not drawing.caption or drawing.caption not in inside


@pytest.mark.parametrize(("given", "shown"), [
    ("contact-centre experiment x --config-dir 'my folder' a=1", "contact-centre experiment x --config-dir 'my folder' a=1"),
    ("", "contact-centre experiment lab --config-dir 'my folder' 'patience.balk_prob=0.1 ' run.replications=3"),
])
def test_the_page_has_the_whole_command_and_what_ran_it(given, shown):
    names = ["base", "aht_cap_180"]
    found = answers.made(names)
    found = replace(found, joint=joint(found.runs, names, ["nps"]))
    experiment = asked(scenarios=tuple(names), decide_on=("nps",), replications=3).model_copy(update={
        "name": "lab", "config_dir": Path("my folder"), "overrides": ("patience.balk_prob=0.1 ",)})
    part = page_of_answer(found, experiment, Translator(), given).parts[-1]
    assert part.command == shown
    assert f"contact-centre-simulator {version('contact-centre-simulator')}" in " ".join(part.text)
    assert (f"commit {commit()}" in " ".join(part.text)) is bool(commit())


def test_the_commit_is_that_of_the_sources(tmp_path):
    """None outside a repository; with a plus when a file was changed."""
    commit.cache_clear()
    assert commit(tmp_path) == ""
    git = ["git", "-C", str(tmp_path), "-c", "user.name=a", "-c", "user.email=a@example.org"]
    (tmp_path / "a").write_text("1", encoding="utf-8")
    for words in (["init", "-q"], ["add", "a"], ["commit", "-q", "-m", "one"]):
        subprocess.run([*git, *words], check=True)
    commit.cache_clear()
    head = commit(tmp_path)
    assert re.fullmatch("[0-9a-f]{40}", head)
    (tmp_path / "a").write_text("2", encoding="utf-8")
    commit.cache_clear()
    assert commit(tmp_path) == f"{head}+"


def test_what_cannot_be_tested_with_few_sets_is_said(monkeypatch, tmp_path):
    how = {"design": DESIGN, "map": ["steepness", "retained_work_share"],
           "findings": [{"statement": "It costs more", "scenario": "aht_cap_180", "than": "base", "kpi": "cost", "is": "higher"}]}
    found = ask.answer_by_method
    monkeypatch.setattr(ask, "Laboratory", lambda *_: MadeUp(capped))
    answer = found(asked(scenarios=("base", "aht_cap_180"), replications=4, decide_on=("cost",), robustness=how), tmp_path)
    facts = answer.facts
    for accuracy, says in ((0.8, "is right for 80% of the sets"), (float("nan"), "There are too few sets to test the rule")):
        page = page_of(replace(answer, facts={**facts, "rule_accuracy": accuracy}), Translator())
        said = plain(" ".join(item for part in page.parts for item in part.items))
        assert says in said
        assert "– of" not in said


def test_a_drawing_without_a_caption_has_its_description_below_it() -> None:
    figure = Figure()
    part = Part(drawings=[Drawing("with", figure, "What is seen.", "What it means."), Drawing("without", figure, "Only seen.")])
    lines = markdown(Page("", "Title", "Answer.", [part])).splitlines()
    assert lines[lines.index("![What is seen.](with.svg)") + 2] == "What it means."
    assert lines[lines.index("![Only seen.](without.svg)") + 2] == "Only seen."
