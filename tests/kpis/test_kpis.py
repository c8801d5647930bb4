"""Measures against sums by hand, an exact queue, and the contacts behind the sums."""

import json
import math
from pathlib import Path

import numpy as np
import pytest

import sim
from sim.analysis.statistics.weekly import COLUMNS, weekly
from sim.kpis import KPIS, compute_kpis, kpis_of, sum_days
from sim.model.finance.daily_sums import add_contacts
from sim.queueing.rules_of_thumb import lifetime_value
from sim.queueing.steady_state import erlang_a
from sim.schema import DAY, DAY_MONEY, DAY_SUMS, Outcome
from tests.experiment.made_by_hand import contacts_by_hand, days_by_hand, lost, record_by_hand

# Each worked from `made_by_hand.DAYS` on paper: two counted days, one of them open.
BY_HAND = {
    "contacts_per_day": 160, "cases_per_day": 100, "asa_s": 2500 / 105, "abandoned_share": 26 / 130, "blocked_share": 3 / 130,
    "turned_away_share": 2 / 150, "answered_in_20s_share": 90 / 120, "answered_in_20s_of_offered_share": 90 / 130,
    "answered_in_20s_of_answered_share": 90 / 110, "answered_or_gone_in_20s_share": 100 / 130, "queue_peak": 12,
    "waiting_at_end": 13,
    "announced_share": 40 / 130, "callback_share": 8 / 130, "callback_wait_s": 600, "not_reached_share": 0.25,
    "email_share": 1 / 16,
    "email_wait_s": 18_000, "email_in_time_share": 0.4, "email_also_called_share": 0.2, "email_backlog": 7, "email_aht_s": 600,
    "call_aht_s": 32_500 / 110, "cost_per_call": 49_000 * 32_500 / 37_500 / 110, "cost_per_email": 784,
    "chat_share": 0.125, "chat_wait_s": 40, "chat_abandoned_share": 0.2, "silent_abandonment_share": 0.75, "chat_aht_s": 200,
    "cost_per_chat": 49_000 * 2000 / 37_500 / 10,

    "aht_s": 300, "talk_s": 200, "fcr_share": 0.7, "solved_conversation_share": 0.6, "solved_share": 0.75,
    "return_share": 0.8, "contacts_per_case": 1.6, "contacts_per_solved_case": 160 / 75, "work_per_case_s": 375,
    "work_per_solved_case_s": 500, "repeat_share": 0.25, "redial_share": 0.1, "cut_short_share": 0.2,
    "escalated_share": 0.08, "refused_share": 0.04, "occupancy": 37500 / 80_000, "shrinkage": 1 - 72_800 / 104_000,
    "overtime_h_per_day": 2, "strain": 0.2, "quits_per_year": 365 / 40, "coaching_h_per_month": 2.5,
    "strategic_h_per_week": 15, "employee_satisfaction": 60, "purpose_share": 0.4,
    "csat_share": 0.4, "nps": 10, "attitude": -0.05,
    "churn_per_year": 4 * 365 / 1999, "customers_at_end": 1000, "cost": 49_000 * 182.5,
    "cost_per_contact": 392, "cost_per_case": 490, "cost_per_solved_case": 49_000 / 75,
    "payroll_cost": 31_500 * 182.5, "goodwill_cost": 1500 * 182.5, "margin": 6600 * 182.5,
    "result": -42_400 * 182.5, "cltv": 1200 * 1.1 / (1.1 - math.exp(-4 * 365 / 1999)),
    "rude_share": 0.12, "ego_share": 0.04, "accused_share": 0.16, "product_csat_share": 0.6 + 0.25 * (0.4 - 0.57),
    "failure_share": 0.32, "recovery": 0.25, "played_share": 0.04, "wow_share": 0.08, "delighted_share": 0.048,
    "agents_employed": 20, "failure_demand_share": 0.3, "incident_cases_per_year": 11 * 182.5,
    "causes_fixed_per_year": 2 * 182.5, "service_standard_share": 0.9, "time_given_share": 0.95,
    "time_thieves_min_per_day": 1250 / 60,
    "time_thieves_cost": 1250 / 3600 * 24_000 * 1.12 / (37 * 365 / 84) * 182.5,
}

# Customers of the two evenings: 999 and 1000; customer-days 1999, of whom 200 detractors.
BY_HAND |= {
    "loyal_share": 700 / 1999, "latent_loyal_share": 250 / 1999, "false_loyal_share": 450 / 1999,
    "offer_takes_loyal_share": 0.02, "offer_takes_false_share": 0.25, "purchases_per_customer": 1049.5 / 1999,
    "repurchase_share": 1399.5 / 1999, "cross_sale_share": 199.9 / 1999, "margin_per_customer": 6600 * 365 / 1999,
    "customer_health": 25 * (0.4 + math.exp(-4 * 365 / 1999) + 1049.5 / 1999 + 1799 / 1999), "time_to_first_value_days": 1.5,
    "dissatisfied_cost_ratio": (7500 / 200) / (30_000 / 1799), "left_dissatisfied_share": 0.75, "left_over_service_share": 0.2,
    "two_points_retention_over_cost": 66 / 49_000,
    "dissatisfied_case_share": 19 / 95, "complains_share": 4 / 19, "noncomplaining_per_complaint": 3.75,
    "complaint_conversation_share": 0.04,
    "complaint_csat_share": 0.4, "complaint_work_share": 0.1, "positive_mentions_per_day": 40, "negative_mentions_per_day": 60,
    "listeners_per_negative_sharer": 3, "listeners_per_positive_sharer": 1, "over_20_listeners_share": 0.05,
    "joins_lost_per_year": 0.75 * 182.5,
    "sell_existing_over_new": (199.9 / 1999) / (4 * 182.5 / 720_000),
}


@pytest.fixture(scope="module")
def base():
    return sim.load("base", ["run.horizon_days=5", "run.warm_up_days=2"])


def test_every_measure_by_hand(base):
    """The warm-up day's large numbers must not be seen, nor the closed day as an open one."""
    found = kpis_of(record_by_hand(), base.params)
    assert set(found) == set(BY_HAND)
    for name, known in BY_HAND.items():
        assert found[name] == pytest.approx(known, rel=1e-12), name


def test_nothing_happened_is_missing_and_not_zero(base):
    """Closed days alone: no ratio of contacts, no wait, no occupancy; money still runs."""
    quiet = {name: np.zeros(2) for name in (*DAY_SUMS, *DAY_MONEY)}
    quiet["fixed_cost"] += 100.0
    found = compute_kpis(sum_days(quiet, 0), base.params)
    undefined = {name for name, value in found.items() if math.isnan(value)}
    of_money = {"cost", "payroll_cost", "goodwill_cost", "margin", "result", "time_thieves_cost"}
    of_counts = {"incident_cases_per_year", "causes_fixed_per_year", "agents_employed"}
    assert undefined == set(KPIS) - of_money - of_counts - {"queue_peak", "customers_at_end", "waiting_at_end"}
    assert found["cost"] == pytest.approx(36_500)
    assert all(math.isnan(value) for name, value in compute_kpis(sum_days(quiet, 2), base.params).items()
               if name != "customers_at_end"), "no days at all: nothing can be said"


def test_four_service_levels_of_one_list():
    """Ten contacts, threshold 20 s: five answered in time (one at 20 s sharp), one late, one who left at once, one who
    gave up at 20 s, one who gave up later, one who met a busy line."""
    contacts = contacts_by_hand(
        {}, {}, {}, {"wait_s": 10.0}, {"wait_s": 20.0}, {"wait_s": 20.1}, lost(Outcome.BALKED, 0.0),
        lost(Outcome.ABANDONED, 20.0), lost(Outcome.ABANDONED, 30.0), lost(Outcome.BLOCKED, 0.0))
    days = np.zeros(1, dtype=DAY)
    add_contacts(contacts, days[0])
    sums = {name: float(days[name][0]) for name in DAY_SUMS}
    found = {name: KPIS[name].function(sums, None) for name in KPIS if "20s" in name}
    assert found == {"answered_in_20s_of_offered_share": 5 / 10, "answered_in_20s_of_answered_share": 5 / 6,
                     "answered_in_20s_share": 5 / 8, "answered_or_gone_in_20s_share": 7 / 10}


def test_sums_of_a_days_contacts_by_hand():
    """A call, a recovery without any effect, an email and a callback, and two chats that nobody waited for: one was left open at
    agent 0, the other in the queue."""
    chat, email = 2, 1
    contacts = contacts_by_hand(
        {"wait_s": 5.0}, {"wait_s": 7.0, "recovery": 0.0, "satisfaction": 2.0}, {"channel": email, "wait_s": 3600.0},
        {"callback": True, "wait_s": 600.0}, lost(Outcome.ABANDONED, 40.0) | {"channel": chat, "agent_id": 0},
        lost(Outcome.ABANDONED, 30.0) | {"channel": chat})
    days = np.zeros(1, dtype=DAY)
    add_contacts(contacts, days[0])
    known = {"n_contacts": 6, "n_answered": 4, "n_emails": 1, "n_emails_answered": 1, "email_wait_s": 3600.0, "n_chats": 2,
             "n_chats_abandoned": 2, "n_silent_abandonments": 1, "n_answered_in_time": 2, "n_lost_in_time": 0,
             "wait_in_line_s": 12.0, "n_called_back": 1, "wait_called_back_s": 600.0, "wait_answered_s": 12.0,
             "n_failures": 1, "recovery": 0.0, "satisfied": 3 * 0.5 + 1 / (1 + math.exp(-2.0)), "n_accused": 0}
    assert {name: days[name][0] for name in known} == pytest.approx(known)


def test_four_service_levels_of_an_exact_queue():
    """EA-10: four definitions on one M/M/10+M queue, to nine digits."""
    file = Path(__file__).parents[1] / "queueing" / "known_answers.json"
    (case,) = (case for case in json.loads(file.read_text(encoding="utf-8")) if case["id"] == "EA-10")
    exact = erlang_a(2 / 60, 300, 180, n_agents=10)
    sums = {"n_contacts": 1.0, "n_answered": 1.0 - exact.abandon_prob, "n_answered_in_time": exact.answered_in_time,
            "n_lost_in_time": exact.abandoned_in_time, "n_emails": 0.0, "n_emails_answered": 0.0,
            "n_chats": 0.0, "n_chats_answered": 0.0}
    names = {"answered_in_T_over_offered": "answered_in_20s_of_offered_share",
             "answered_in_T_over_answered": "answered_in_20s_of_answered_share",
             "answered_in_T_over_offered_minus_short_abandons": "answered_in_20s_share",
             "answered_or_abandoned_in_T_over_offered": "answered_or_gone_in_20s_share"}
    for known, ours in names.items():
        assert KPIS[ours].function(sums, None) == pytest.approx(case["outputs"][known], rel=1e-9), ours


@pytest.mark.parametrize("retention", [0.8, 0.85, 0.9])
def test_lifetime_value_is_the_formulas(base, retention):
    """With churn -ln(r) a year, retention is r, and the value that of Gupta & Lehmann."""
    sums = sum_days(days_by_hand(), 1) | {"n_left": -math.log(retention), "n_customers": 365.0}
    known = lifetime_value(1200.0, retention, base.params.costs.discount_per_year).with_first_margin
    assert KPIS["cltv"].function(sums, base.params) == pytest.approx(known, rel=1e-12)


def test_sums_agree_with_the_contacts(base):
    """A week of base: each measure that contacts or agent days can give, from them and from the days' sums."""
    year = sim.simulate(base)
    c = year.contacts[year.contacts["day"] >= 2]
    a = year.agent_days[year.agent_days["day"] >= 2]
    conversations, first = c[c["answered"]], c[c["nth_conversation"] == 1]
    lost_soon = (c["abandoned"] | c["balked"]) & (c["wait_s"] <= 20)
    in_time = (c["answered"] & (c["wait_s"] <= 20)).sum()
    from_contacts = {
        "asa_s": conversations["wait_s"].mean(), "abandoned_share": (c["abandoned"] | c["balked"]).mean(),
        "answered_in_20s_share": in_time / (len(c) - lost_soon.sum()), "aht_s": conversations["handle_s"].mean(),
        "answered_in_20s_of_offered_share": in_time / len(c), "talk_s": conversations["talk_s"].mean(),
        "fcr_share": first["solved"].mean(), "solved_conversation_share": conversations["solved"].mean(),
        "return_share": (c["follow_up"] == "repeat").sum() / (~conversations["solved"]).sum(),
        "contacts_per_solved_case": len(c) / c["solved"].sum(), "repeat_share": (c["follow_up"] == "repeat").mean(),
        "redial_share": (c["follow_up"] == "redial").mean(), "cut_short_share": conversations["cut_short"].mean(),
        "escalated_share": (conversations["decision"] == "by_team_leader").mean(),
        "refused_share": (conversations["decision"] == "refused").mean(),
        "csat_share": conversations["very_satisfied_prob"].mean(),
        "occupancy": a["busy_s"].sum() / (a["on_duty_s"] - a["break_s"]).sum(),
        "work_per_solved_case_s": c["handle_s"].sum() / c["solved"].sum(),
    }
    for name, known in from_contacts.items():
        assert year.kpis[name] == pytest.approx(known, rel=1e-9), name
    assert 0.5 < year.kpis["fcr_share"] < 0.9
    assert year.kpis["redial_share"] > 0
    money = year.money[year.money["counted"]]
    assert year.kpis["result"] == pytest.approx(money["result"].sum() * 365 / 5, rel=1e-9)


def test_each_measure_is_declared_completely():
    """A name that ends in its unit, a meaning on one line, a definition, and the better direction."""
    for name, kpi in KPIS.items():
        assert kpi.name == name
        assert kpi.better in ("higher", "lower", "neither")
        assert kpi.label
        assert "\n" not in kpi.label
        assert len(kpi.definition) > 20
        assert name.endswith("_s") == (kpi.unit == "s"), name
        assert not name.endswith("_dkk"), "a scenario has a currency; a name has none"
    assert KPIS["aht_s"].better == "neither", "short talks are a means, never an end"


def test_a_week_has_the_measures_of_its_days(base):
    """Weekly measures add up fewer columns; the results are the same as from all columns."""
    chance = np.random.default_rng(3)
    days = {name: chance.uniform(1.0, 50.0, 18) for name in (*DAY_SUMS, *DAY_MONEY)}
    n_quits = 0.0
    for i, row in enumerate(weekly(days, 2, base.params)):
        sums = sum_days(days, 2 + 7 * i, 9 + 7 * i)
        n_quits += sums["n_quits"]
        known = compute_kpis(sums, base.params) | {"n_customers": sums["customers_at_end"], "n_quits": n_quits}
        assert row.tolist() == [known[name] for name in COLUMNS]
    assert i == 1
