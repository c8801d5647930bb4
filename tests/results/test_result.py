"""A year's tables: names and order of columns, cases from contacts, and the error of a run with sums only."""

import numpy as np
import pytest

import sim
from sim.config.errors import ConfigError
from sim.results.frames import case_table, contact_table
from sim.schema import DAY_MONEY, FollowUp, Outcome
from tests.experiment.made_by_hand import contacts_by_hand, lost

PROMISED = ["contact_id", "case_id", "customer_id", "day", "contact_type", "channel", "nth_contact", "nth_conversation",
            "arrived_at_s",
            "answered_at_s", "ended_at_s", "wait_s", "handle_s", "agent_id", "agent_group", "answered", "abandoned",
            "balked", "blocked", "turned_away", "solved", "transferred", "very_satisfied_prob"]


@pytest.fixture(scope="module")
def year():
    return sim.simulate(sim.load("base", ["run.horizon_days=5", "run.warm_up_days=2"]))


def test_contacts_are_in_order_and_named(year):
    c = year.contacts
    assert list(c.columns[:len(PROMISED)]) == PROMISED
    assert c["contact_id"].is_monotonic_increasing
    assert c["contact_id"].is_unique
    assert set(c["contact_type"].cat.categories) == set(year.scenario.params.contact_types)
    assert (c["channel"] == "phone").all()
    ways = c[["answered", "abandoned", "balked", "blocked", "turned_away", "not_reached", "superseded"]].sum(axis=1)
    assert (ways == 1).all(), "each contact ends in one way"
    assert c.loc[c["answered"], "agent_group"].eq("front").all()
    assert c.loc[~c["answered"], "agent_group"].isna().all()
    assert c.loc[~c["answered"], "agent_id"].eq(-1).all()
    assert c.loc[c["answered"], "very_satisfied_prob"].between(0, 1).all()


def test_every_case_is_solved_given_up_left_or_open(year):
    """Cases closed + open = cases opened; contacts and their time are neither lost nor counted twice."""
    cases, contacts = year.cases, year.contacts
    assert cases[["solved", "given_up", "customer_left", "open"]].sum(axis=1).eq(1).all()
    assert len(cases) == year.days["n_opened"].sum()
    assert cases["n_contacts"].sum() == len(contacts)
    assert cases["handle_s"].sum() == pytest.approx(contacts["handle_s"].sum(), rel=1e-12)
    assert cases["solved"].sum() == contacts["solved"].sum()
    assert cases["open"].sum() + cases["customer_left"].sum() == year.record.open_cases + year.days["n_cancelled_by_churn"].sum()


def test_a_case_by_hand():
    """Abandoned at 50 s, redialled, was not solved, returned the next day and was; another case is given up; a third waits for a
    repeat, and its customer has churned; a fourth waits for one, and the customer has not."""
    back = {"solved": False, "follow_up": FollowUp.REPEAT}
    contacts = contacts_by_hand(
        {**lost(Outcome.ABANDONED, 50.0), "case_id": 7, "follow_up": FollowUp.REDIAL, "arrived_at_s": 10.0},
        {"case_id": 7, "nth_contact": 2, **back},
        {"case_id": 8, "solved": False, "follow_up": FollowUp.GAVE_UP},
        {"case_id": 9, "customer_id": 0, **back}, {"case_id": 10, "customer_id": 1, **back},
        {"case_id": 7, "nth_contact": 3, "nth_conversation": 2, "day": 1, "ended_at_s": 900.0})
    cases = case_table(contacts, np.array([3, -1]), sim.load("bare_queue").params).set_index("case_id")
    columns = ["opened_day", "opened_at_s", "n_contacts", "n_conversations", "handle_s", "ended_day", "ended_at_s"]
    assert cases.loc[7, columns].tolist() == [0, 10.0, 3, 2, 240.0, 1, 900.0]
    assert cases["solved"].tolist() == [True, False, False, False]
    assert cases["given_up"].tolist() == [False, True, False, False]
    assert cases["customer_left"].tolist() == [False, False, True, False]
    assert cases["open"].tolist() == [False, False, False, True]


def test_missing_stays_missing():
    """No agent, no time, no satisfaction: -1, no name, NaN, never 0."""
    contacts = contacts_by_hand({**lost(Outcome.BLOCKED, 0.0), "satisfaction": np.nan})
    row = contact_table(contacts, sim.load("bare_queue").params).iloc[0]
    assert row["agent_id"] == -1
    assert row[["agent_group", "answered_at_s", "very_satisfied_prob"]].isna().all()
    assert row["blocked"]


def test_money_adds_up(year):
    money = year.money
    parts = [name for name in DAY_MONEY if name != "margin"]
    assert np.allclose(money[parts].sum(axis=1), money["cost"])
    assert np.allclose(money["margin"] - money["cost"], money["result"])
    assert money["counted"].tolist() == [False] * 2 + [True] * 5


def test_customers_are_one_row_each(year):
    customers = year.customers
    assert len(customers) == year.record.customers.attitude.size
    assert customers["is_customer"].sum() == year.kpis["customers_at_end"]
    assert (customers.loc[~customers["is_customer"], "left_day"] >= 0).all()


def test_a_run_of_sums_names_the_setting_for_a_full_record():
    year = sim.simulate(sim.load("bare_queue", ["run.horizon_days=1", "run.warm_up_days=0"]), record="kpis")
    assert year.kpis["contacts_per_day"] > 0
    for table in ("contacts", "cases", "agent_days"):
        with pytest.raises(ConfigError, match=r"run\.record=full keeps them"):
            getattr(year, table)


def test_tables_are_made_once(year):
    assert year.contacts is year.contacts
    assert "replication 0" in repr(year)
