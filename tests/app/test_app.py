"""The app for a visitor: every view, lever and error, in both languages, with Streamlit's AppTest."""

import re

import pytest

import sim
from sim.app import session, views
from sim.app.levers import BY_NAME, HOUR_OF_DAY, LEVERS, QUESTIONS
from sim.app.levers import at as value_at
from sim.app.state import VIEWS, State, pair
from sim.config.scenario import vary
from sim.experiment.runner import answer
from sim.findings import measures
from sim.i18n.translate import LANGUAGES, Translator
from sim.kpis import KPIS
from sim.reporting import theory
from tests.app.conftest import SHORT

pytestmark = pytest.mark.app


def words(app) -> str:
    """All that is written on the page."""
    contact_types = (app.title, app.markdown, app.caption, app.info, app.error, app.warning, app.header)
    parts = [element.value for contact_type in contact_types for element in contact_type]
    return "\n".join(str(part) for part in [*parts, *(element.proto.body for element in app.get("html"))])


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("view", VIEWS)
def test_every_view_opens_in_every_language(open_app, view, language):
    app = open_app(lang=language, view=view)
    assert not app.exception
    assert not app.error
    assert Translator(language)(QUESTIONS["cap"].label) in words(app)
    assert app.query_params["view"] == view


def test_the_first_page_answers_without_a_click(open_app):
    app = open_app()
    shown = re.findall(r'data-kpi="(\w+)"', words(app))
    assert shown == list(views.SHOWN)
    assert "Clearly worse" in words(app)


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_question_sets_its_levers(open_app, question):
    app = open_app()
    app.selectbox(key="question").set_value(question).run()
    assert not app.exception
    for name, value in QUESTIONS[question].levers.items():
        assert app.session_state[f"lever.{name}"] == value
    assert app.session_state["state"].question == question


@pytest.mark.parametrize("lever", [lever for lever in LEVERS if lever.name != "budget"], ids=lambda lever: lever.name)
def test_every_lever_changes_its_parameter(open_app, lever):
    """By its widget, and in the scenario that is run."""
    app = open_app(q="own", plain="1")
    before = pair(app.session_state["state"])
    usual = app.session_state[f"lever.{lever.name}"]
    value = next(option for option in lever.options if option != usual) if lever.options else usual + lever.step
    field(app, lever)(key=f"lever.{lever.name}").set_value(value).run()
    assert not app.exception
    assert not app.error
    assert app.session_state["state"].values == {lever.name: value}
    after = pair(app.session_state["state"])
    which = 0 if lever.group == "centre" else 1
    assert value_at(after[which].resolved, lever.key) != value_at(before[which].resolved, lever.key)
    assert (after[0].key == before[0].key) == (which == 1), "a change leaves today as it is"
    assert lever.name in app.query_params


def field(app, lever):
    """The kind of field that a lever has."""
    return app.selectbox if lever.unit == HOUR_OF_DAY else app.number_input if lever.group == "centre" else app.select_slider


@pytest.mark.parametrize("lever", [one for one in LEVERS if one.group == "centre" and one.unit != HOUR_OF_DAY],
                         ids=lambda lever: lever.name)
def test_an_invalid_value_is_reported_in_one_line(open_app, lever):
    app = open_app()
    app.number_input(key=f"lever.{lever.name}").set_value(lever.high + 1.0).run()
    assert not app.exception
    assert next(error.value for error in app.error).startswith("Enter a number from ")
    assert len(app.error) == 1
    assert len(app.warning) == 1
    app.number_input(key=f"lever.{lever.name}").set_value(float(lever.high)).run()
    assert not app.error


def test_a_day_too_short_for_a_shift_is_an_error(open_app):
    app = open_app(lang="da")
    app.selectbox(key="lever.opens").set_value(12.0).run()
    assert [error.value for error in app.error] == ["Der skal være åbent i mindst 8 timer; en vagt tager 7,4 timer."]


def test_an_expert_sets_any_parameter_with_the_command_lines_errors(open_app):
    app = open_app(view="expert")
    app.selectbox(key="expert_key").set_value("repeats.return_prob")
    app.text_input(key="expert_value").set_value("0.5")
    app.button(key="expert_set").click().run()
    assert pair(app.session_state["state"])[1].params.repeats.return_prob == 0.5
    app.text_input(key="expert_value").set_value("74")
    app.button(key="expert_set").click().run()
    assert "repeats.return_prob = 74: must lie in [0, 1]. Write 74 % as 0.74." in words(app).replace("\\", "")
    app.button(key="away.repeats.return_prob").click().run()
    assert not app.error


def test_the_numbers_are_those_of_the_command_line(open_app):
    """Same scenario, same seed, same replications: `compare`, which `contact-centre run` prints, and the screen."""
    app = open_app(q="cap")
    output, say = words(app), Translator("en")
    n = 10
    scenarios = [sim.load("base", [*SHORT, f"run.replications={n}"]), sim.load("aht_cap_180", [*SHORT, f"run.replications={n}"])]
    table = sim.compare(scenarios, jobs=1)
    for kpi in views.SHOWN:
        row = table[(table["scenario"] == scenarios[1].name) & (table["kpi"] == kpi)].iloc[0]
        assert kpi in KPIS
        card = re.search(rf'data-kpi="{kpi}">(.*?)</div></div>', output, re.S)[1]
        half = (row["high"] - row["low"]) / 2
        assert measures.difference(kpi, row["difference"], half, say, interval=False) in card
        assert measures.value(kpi, row["value"], say) in card
        assert measures.half_width(kpi, half, say) in card


def test_two_visitors_do_not_see_each_other(open_app):
    one, other = open_app(), open_app(lang="da", q="lunch")
    one.select_slider(key="lever.train").set_value(2.0).run()
    other.run()
    assert other.session_state["state"].language == "da"
    assert other.session_state["state"].values == {"lunch": "common"}
    assert "train" not in other.query_params


def test_stopping_keeps_finished_results(open_app, inline, monkeypatch):
    monkeypatch.setattr(session, "AT_ONCE", 2)
    app = open_app(q="own", train="3.5")
    app.run()
    state: State = app.session_state["state"]
    for _ in range(3):
        app.run()
    n = len(inline.results(pair(state)[1]))
    if n < 10:
        app.button(key="stop").click().run()
        app.run()
        assert len(inline.results(pair(state)[1])) <= n + 2
        assert app.button(key="go_on")


def test_moves_keep_a_sessions_jobs_and_the_services_rows_bounded(open_app, monkeypatch, inline):
    """What grows is what is kept: at most so many works of a session, and so many rows of the service.

    What a hundred moves add to memory is measured by `make bench SECTIONS=desk`.
    """
    from sim.app.work import service

    monkeypatch.setattr(service, "MAX_KEPT", 40)
    app = open_app(view="day")
    for nth in range(8):
        app.select_slider(key="lever.growth").set_value(float(5 * (nth % 20))).run()
    assert 1 < len(app.session_state["jobs"]) <= session.MAX_JOBS
    app = open_app(view="answer")
    for nth in range(8):
        app.select_slider(key="lever.growth").set_value(float(5 * (nth % 20))).run()
    assert 10 < len(inline._rows) <= 40
    assert not inline._pending


def test_levers_stand_on_declared_parameters():
    from sim.params.catalogue import declared, pattern

    for lever in LEVERS:
        assert pattern(lever.key.split(".")) in declared()
    assert all(set(question.levers) <= set(BY_NAME) for question in QUESTIONS.values())


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_answer_stands_beside_queueing_theory_as_in_the_report(open_app, tmp_path, language):
    """The same part of the page as the report's, for the same replications."""
    app = open_app(q="cap", lang=language)
    scenarios = [vary(one, {"run.replications": 10}, "test", one.name) for one in pair(app.session_state["state"])]
    found, tr = answer(scenarios, tmp_path, jobs=1, progress=False), Translator(language)
    (part,) = [text for element in app.get("html") if "cc-theory" in (text := element.proto.body) and "<table>" in text]
    assert part.split() == theory.part(theory.decompositions(found, tr), tr).split()
    assert part.count("<table>") == 2
