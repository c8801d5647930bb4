"""What a screen says is what the tables say: headings, budgets, runs of three years, differences close to zero, the roster."""

import math
import re

import pytest
from matplotlib.colors import to_hex

from sim import figures
from sim.app import cards, strategies, views
from sim.app.heading import budget, heading, roster
from sim.app.levers import QUESTIONS
from sim.app.state import TODAY, WHAT_IF, State, pair
from sim.app.work import run_results
from sim.execution.tasks import Task
from sim.figures.style import INK, PAPER
from sim.findings import measures
from sim.findings.verdict import Compared, Verdict, all_compared, is_over_budget, judge
from sim.i18n.translate import Translator
from tests.app.test_app import words

pytestmark = pytest.mark.app
SAY = Translator("en")


# --- the heading --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("values", "expert", "says"), [
    ({"cap": 180.0}, {}, str(QUESTIONS["cap"].label)),
    ({"cap": 180.0, "agents": 25.0}, {}, str(QUESTIONS["cap"].label)),
    ({"cap": 120.0}, {}, "What if: Longest conversation allowed: 120 s?"),
    ({}, {}, "Nothing is changed: today’s centre beside itself"),
    ({"agents": 25.0}, {}, "Nothing is changed: today’s centre beside itself"),
    ({"cap": 180.0, "more_agents": 2.0}, {}, "What if: Longest conversation allowed: 180 s; More or fewer agents: +2 people?"),
    ({"lunch": "common"}, {}, "What if: Lunch: all at once?"),
    ({}, {"repeats.return_prob": "0.5"}, "What if: repeats.return_prob = 0.5?"),
    ({"cap": 180.0}, {"repeats.return_prob": "0.5"},
     "What if: Longest conversation allowed: 180 s; repeats.return_prob = 0.5?"),
])
def test_the_heading_says_what_is_compared(values, expert, says):
    said = heading(State(values=values, expert=expert), SAY).replace("\u00a0", " ")
    assert said == says
    cap = pair(State(values=values, expert=expert))[1].params.conversation.aht_cap_s
    assert re.findall(r"(\d+) s", said.replace("seconds", "s")) == ([] if cap is None else [f"{cap:.0f}"])


def test_a_link_with_other_levers_than_the_questions_is_another_question(open_app):
    app = open_app(lang="en", view="expert", q="cap", cap="120")
    assert app.selectbox(key="question").value == "own"
    assert open_app(lang="en", view="expert", q="cap", cap="180").selectbox(key="question").value == "cap"


def test_a_changed_lever_is_another_question(open_app):
    app = open_app(lang="en", q="cap")
    app.select_slider(key="lever.cap").set_value(120.0).run()
    assert app.selectbox(key="question").value == "own"
    assert "120" in app.title[0].value
    assert "180" not in app.title[0].value


# --- the budget ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("values", [
    {"growth": 40.0, "budget": 3.0}, {"growth": 40.0, "budget": 7.0, "pay": 31_333.0}, {"budget": 0.0}, {"budget": -5.0},
    {"growth": 40.0, "budget": 11.0, "more_agents": 20.0}, {"budget": 1.0, "pay": 29_777.0, "agents": 7.0}])
def test_every_strategy_but_the_own_one_fits_and_is_drawn_so(inline, values):
    """The plan of each marker against the limit, and the sentence of the answer against both."""
    state = State(values=values)
    everyone, limit = strategies.strategies(state), strategies.cost_limit(state)
    plans = {one.name: run_results.planned_cost(one) for one in everyone}
    over = {name for name, plan in plans.items() if plan > limit + 0.5}
    assert over <= {WHAT_IF, "app_nothing"}
    assert not {name for name, plan in plans.items() if limit < plan <= limit + 0.5}, "a plan is never rounded up"
    inline.wait_for([Task.of(one, 0) for one in everyone], "one", 60)
    table = run_results.table(run_results.runs(inline, everyone, 1), list(plans))
    fig = figures.loyalty_against_cost(table, run_results.money(everyone, limit), everyone[0].name, SAY)
    faces = {line.get_gid(): to_hex(str(line.get_markerfacecolor())) for line in fig.axes[0].lines if line.get_gid() in plans}
    assert faces == {name: to_hex(PAPER if name in over else INK) for name in plans}
    said = budget(plans["app_nothing"], plans.get(WHAT_IF, 0.0), limit, SAY)
    assert ("over the budget" in said) == (WHAT_IF in over)


def test_a_fraction_of_a_unit_is_not_over_the_budget():
    assert [x for x in (-1.0, 0.0, 0.2, 0.49, 0.5, 1.0) if is_over_budget(100.0 + x, 100.0)] == [0.5, 1.0]


# --- three years --------------------------------------------------------------------------------------------


def test_runs_of_three_years_count_as_three_and_can_be_extended(open_app, inline, monkeypatch):
    """The cards are those of the table of all finished runs."""
    app = open_app(lang="en", view="years", q="cap")
    for n, more in ((10, 20), (20, 30)):
        assert app.get("progress")[0].proto.text == f"{n} of {n} runs of three years for each centre, with the same customers"
        long = list(pair(app.session_state["state"], 365 * views.YEARS))
        table = all_compared(run_results.table(run_results.runs(inline, long, n), [TODAY, WHAT_IF]))
        shown = words(app)
        for kpi in ("nps", "customers_at_end", "quits_per_year", "result"):
            row = table[WHAT_IF, kpi]
            card = re.search(rf'data-kpi="{kpi}">(.*?)</div></div>', shown, re.S)[1]
            assert measures.difference(kpi, row.difference, row.half_width, SAY, interval=False) in card
            if row.verdict is Verdict.UNDECIDED:
                assert f"not clear after {3 * n} simulated years" in card
        button = app.button(key="more_runs")
        assert button.label == f"Go on to {more} runs"
        if n < 20:
            button.click().run().run()


# --- differences close to zero --------------------------------------------------------------------------------


@pytest.mark.parametrize("kpi", ["nps", "churn_per_year", "fcr_share", "asa_s", "contacts_per_case", "result", "strain"])
@pytest.mark.parametrize("scale", [1e-8, 1e-6, 1e-4, 1e-2, 1.0, 1e3])
@pytest.mark.parametrize("half", [0.0, 1e-3, 0.5, 0.99, 1.5])
def test_a_clear_difference_is_never_written_as_zero(kpi, scale, half):
    """And what is written has the sign and, to its last digit, the size of the number."""
    difference = -scale
    verdict = judge(kpi, difference, difference - half * scale, difference + half * scale)
    row = Compared(WHAT_IF, kpi, 1.0, 1.0 + difference, difference, half * scale, math.nan, verdict)
    card = cards.card(row, 10, SAY)
    gap = re.search(r'cc-gap">(.*?)</div>', card)[1]
    number = float(re.match(r"[−+]?[\d.,]+", gap)[0].replace("−", "-").replace(",", ""))
    exact = difference * measures.form(kpi).scale
    if verdict not in (Verdict.UNDECIDED, Verdict.SAME) and abs(exact) > 1e-9:
        assert number < 0.0
        assert number == pytest.approx(exact, rel=0.5)


# --- the roster ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("values", "second", "early"), [
    ({"opens": 7.0, "closes": 21.0}, "13:36", 3), ({"opens": 8.0, "closes": 20.0}, "12:36", 3), ({"closes": 18.0}, "10:36", 3)])
def test_the_page_says_what_the_roster_does_with_the_hours(open_app, values, second, early):
    app = open_app(lang="en", view="expert", **{name: str(value) for name, value in values.items()})
    params = pair(app.session_state["state"])[0].params
    assert params.roster.shift_starts_h[1] == pytest.approx(int(second[:2]) + int(second[3:]) / 60, abs=0.01)
    (line,) = [caption.value for caption in app.caption if caption.value.startswith("Roster")]
    assert line == roster(params, SAY)
    assert f"Before {second} about {early} of 6 agents" in line


def test_a_time_of_day_is_chosen_from_a_list(open_app):
    app = open_app(lang="en", view="expert")
    field = app.selectbox(key="lever.opens")
    assert field.options[:3] == ["06:00", "06:30", "07:00"]
    field.set_value(7.5).run()
    assert pair(app.session_state["state"])[0].params.centre.opens_h == 7.5
