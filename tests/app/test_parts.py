"""The app's parts: links, the two centres, downloads and uploads, strategies, the server's settings."""

import csv
import io
import re
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import sim
from sim.app import downloads, strategies
from sim.app.levers import LEVERS
from sim.app.state import VIEWS, InvalidValue, State, base, from_link, pair, to_link, usual
from sim.app.work import jobs, run_results, service
from sim.cli import app as verb
from sim.cli.main import main
from sim.config.errors import ConfigError
from sim.config.scenario import vary
from sim.execution.tasks import Task
from sim.i18n.translate import LANGUAGES, Translator
from tests.app.conftest import Inline

pytestmark = pytest.mark.app

# --- links --------------------------------------------------------------------------------------------------


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_a_link_restores_its_state(data):
    values = {}
    for lever in LEVERS:
        if data.draw(st.booleans()):
            steps = st.integers(0, 8).map(lambda k, lever=lever: float(lever.low + k * lever.step))
            value = data.draw(st.sampled_from(lever.options) if lever.options else steps)
            if value != usual(lever):
                values[lever.name] = value
    state = State(data.draw(st.sampled_from(LANGUAGES)), "growth", data.draw(st.sampled_from(list(VIEWS))), values,
                  {"repeats.return_prob": "0.5"} if data.draw(st.booleans()) else {})
    assert from_link(to_link(state)) == state


def test_invalid_expert_parameters_are_reported_by_key():
    with pytest.raises(InvalidValue) as why:
        pair(State(expert={"repeats.return_prob": "2", "no.such": "1", "centre.closes_h": "{a: 1}"}))
    assert set(why.value.about) == {"repeats.return_prob", "no.such", "centre.closes_h"}


def test_longer_hours_stretch_the_profile_and_keep_the_volume():
    today, _ = pair(State(values={"opens": 7.0, "closes": 21.0}))
    assert len(today.params.demand.profile) == 28
    assert today.params.roster.shift_starts_h == (7.0, 13.6)
    assert today.params.demand.needs_per_day == base().params.demand.needs_per_day


# --- files --------------------------------------------------------------------------------------------------


def test_downloaded_files_load_as_the_same_centres(tmp_path, capsys):
    """Unpacked, they load as the scenarios of the app, also from the command line."""
    values = {"agents": 8.0, "cap": 180.0, "opens": 7.5, "lunch": "common"}
    state = State(values=values, expert={"repeats.later_day_shares": "[1, 2]"})
    today, what_if = pair(state)
    shipped = sim.load()
    zipfile.ZipFile(io.BytesIO(downloads.bundle(shipped, today, what_if, "What: if?", 3))).extractall(tmp_path)
    for scenario in (today, what_if):
        loaded = sim.load(scenario.name, config_dir=tmp_path)
        assert loaded.params == scenario.params
    assert main(["validate", "--config-dir", str(tmp_path), str(tmp_path / "question.yaml")]) == 0
    alone = tmp_path / "what_if.yaml"
    alone.write_text(downloads.scenario_file("what_if", "What: if?", downloads.diff(shipped, what_if)), encoding="utf-8")
    assert sim.load(str(alone)).params == what_if.params
    assert "no errors" in capsys.readouterr().out


def test_a_danish_spreadsheet_opens_rightly():
    here = service.SimulationService(Inline)
    scenarios = pair(State(values={"cap": 180.0}))
    here.wait_for([Task.of(one, nth) for one in scenarios for nth in range(2)], "one", 60)
    rows, n = run_results.compared(here, *scenarios, 2)
    assert n == 2
    for language, mark, sign in (("da", ";", ","), ("en", ",", ".")):
        content = downloads.spreadsheet(rows, Translator(language))
        assert content.startswith(b"\xef\xbb\xbf")
        table = list(csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=mark))
        assert len(table) == len(rows) + 1
        assert {len(line) for line in table} == {8}
        nps = next(line for line in table if line[-1] == "nps")
        assert float(nps[4].replace(sign, ".")) == pytest.approx(rows["nps"].difference)


@pytest.mark.parametrize(("content", "why"), [
    (b"a: 1\n" * 20_000, "larger than"), (b"\xff\xfe", "not UTF-8"), (b"a: [", "line 1: did not find"), (b"- 1", "expected keys"),
    (b"a: &x [*x]", "stands within the value that it repeats"), (b"a: !!python/object/apply:os.system ['true']", "is a tag"),
    (b"name: x\ncosts: {leaver_cost: '${oc.env:HOME}'}", "refers to another value"), (b"kost: {leaver_cost: 1}", "unknown key"),
    (b"[" * 60_000, "more than 20 levels"), (b"? " * 30_000, "more than 20 levels")])
def test_an_uploaded_file_is_only_read(content, why):
    with pytest.raises(ConfigError, match=why):
        downloads.uploaded("mine.yaml", content)


def test_a_good_file_becomes_parameters():
    head = b"# @package _global_\ndefaults: [base, _self_]\nname: mine\n"
    text = head + b"repeats: {return_prob: 0.6}\nsources: {repeats.return_prob: x}\n"
    expert = downloads.uploaded("mine.yaml", text)
    assert expert == {"repeats.return_prob": "0.6"}
    assert pair(State(expert=expert))[1].params.repeats.return_prob == 0.6


def test_the_report_is_one_html_file_and_a_pdf_in_the_visitors_language():
    report = jobs.reported(list(pair(State(values={"cap": 180.0}))), "Hvad nu hvis?", ("nps", "result"), 2, "da")
    assert isinstance(report, jobs.Report), report
    assert '<html lang="da">' in report.html
    assert "Hvad nu hvis?" in report.html
    assert "Kundeloyalitet (NPS)" in report.html
    assert not re.search(r"""\bsrc=["'](?!data:)|<link\b|@import|url\((?!#)""", report.html), "nothing is fetched from anywhere"
    assert report.pdf.startswith(b"%PDF-")
    assert len(re.findall(rb"/Type /Page\b", report.pdf)) >= 4


# --- strategies ---------------------------------------------------------------------------------------------


def test_strategies_keep_to_the_budget_and_meet_the_same_growth():
    state = State(values={"growth": 40.0, "budget": 30.0})
    everyone, limit = strategies.strategies(state), strategies.cost_limit(state)
    assert everyone[0].name == "app_nothing"
    assert {"app_hire", "app_help", "app_train", "app_decide", "app_mix", "app_cap"} <= {one.name for one in everyone}
    assert all(run_results.planned_cost(one) <= limit + 0.5 for one in everyone)
    assert all(one.params.demand.growth_factor == 1.4 for one in everyone)
    hired = next(one for one in everyone if one.name == "app_hire")
    one_more = hired.params.workforce.groups["front"].n_agents + 1
    more = vary(hired, {"workforce.groups.front.n_agents": one_more}, "test")
    assert run_results.planned_cost(more) > limit


# --- the server ---------------------------------------------------------------------------------------------


def test_without_streamlit_the_verb_names_what_to_install(monkeypatch, capsys):
    monkeypatch.setattr(verb.importlib.util, "find_spec", lambda name: None)
    assert main(["app"]) == 2
    assert "pip install" in capsys.readouterr().err
