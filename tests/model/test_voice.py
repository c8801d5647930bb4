"""Complaints, word of mouth and rising expectations: rules by hand, small cases, face validity."""

import math

import numpy as np
import pytest

from sim.config.scenario import load
from sim.model.customer import complaints, customers, expectations, follow_up, word_of_mouth
from sim.model.tables import numbers
from sim.model.workforce import roster
from sim.params import Params
from sim.schema import CONTACT_DTYPES, Contacts, FollowUp
from tests.model.test_mechanisms import moves, runs
from tests.model.test_people_and_customers import SEED, a_line, newcomers


def base(*overrides: str) -> Params:
    return load(overrides=list(overrides)).params


def contacts_with(**columns: list[float]) -> Contacts:
    """Contacts with some columns given; all answered today."""
    n = len(next(iter(columns.values())))
    table = {name: np.zeros(n, dtype=contact_type) for name, contact_type in CONTACT_DTYPES.items()}
    table["answered"][:] = True
    return Contacts(**table | {name: np.array(values, dtype=CONTACT_DTYPES[name]) for name, values in columns.items()})


# --- complaints ------------------------------------------------------------------------------------------------------


def test_complaint_probabilities_by_hand() -> None:
    """5, 40 and 70 % unchanged; 1.5 more of logit makes 19, 75 and 91 %; 0 and 1 stay so."""
    assert complaints.complains_prob(0.4, 0.0) == pytest.approx(0.4)
    easier = [complaints.complains_prob(p, 1.5) for p in (0.05, 0.4, 0.7)]
    assert easier == pytest.approx([0.1909, 0.7493, 0.9127], abs=1e-4)
    assert [complaints.complains_prob(p, 1.5) for p in (0.0, 1.0)] == [0.0, 1.0]
    assert [complaints.severity(0.2, 0.02, u) for u in (0.01, 0.02, 0.21, 0.22)] == [3, 2, 2, 1]


def test_dissatisfied_customers_complain_once_and_not_about_a_complaint() -> None:
    """Five contacts, complaint probability 1: one gives up, one is solved badly; satisfied, repeat due, a complaint: no."""
    params = base("complaints.small_prob=1", "complaints.medium_prob=1", "complaints.serious_prob=1",
                  "complaints.delay_distribution=exactly 2 days")
    some = complaints.complaint_parameters(params)
    assert some is not None
    contact_type = list(params.contact_types).index("complaint")
    follow_up_calendar = follow_up.new_follow_up_calendar(params, SEED, roster.calendar(params, 60), 30)
    contacts = contacts_with(
        case_key=[1, 2, 3, 4, 5], customer_id=[0, 1, 2, 3, 4], satisfaction=[-0.8, -0.1, 1.0, -0.8, -0.8],
        contact_type=[0, 1, 0, 0, contact_type], solved=[0, 1, 1, 0, 0], handle_s=[300, 300, 300, 300, 500],
        follow_up=[FollowUp.GAVE_UP, FollowUp.NOTHING, FollowUp.NOTHING, FollowUp.REPEAT, FollowUp.GAVE_UP], day=[3] * 5)
    follow_up.make_room(follow_up_calendar, 5)
    found = a_line()[0]
    complaints.schedule_complaints(some.section, some.distributions, contacts, np.zeros(5), 3, found, follow_up_calendar.section,
                        follow_up_calendar.open_day, follow_up_calendar.nth_open,
                        follow_up_calendar.first, follow_up_calendar.n_due, follow_up_calendar.entries, follow_up_calendar.places)
    assert found["n_dissatisfied_cases"] == found["n_complaints"] == 2
    assert (found["n_complaint_conversations"], found["complaint_handle_s"], found["n_complaints_solved"]) == (1, 500, 0)
    assert found["complaint_satisfied"] == pytest.approx(1 / (1 + math.exp(0.8)))
    assert follow_up_calendar.n_due.sum() == 2
    rows = follow_up_calendar.entries[:2]
    assert sorted(rows["case_key"] - complaints.COMPLAINT) == [1, 2]
    assert (rows["contact_type"] == contact_type).all()
    assert (rows["case_id"] == -1).all()


def test_no_complaints_without_a_contact_type_for_them() -> None:
    assert complaints.complaint_parameters(base("mechanisms.complaints=off")) is None
    assert complaints.complaint_parameters(load("bare_queue", ["mechanisms.complaints=on"]).params) is None


# --- word of mouth ---------------------------------------------------------------------------------------------------


def test_number_of_listeners() -> None:
    """Mean one is one; mean five is five within 3 %, at least one, and one in thirty has more than 20."""
    u = (np.arange(200_000) + 0.5) / 200_000
    told = np.array([word_of_mouth.n_listeners(5.0, 2.5, x) for x in u.tolist()])
    assert told.mean() == pytest.approx(5.0, rel=0.03)
    assert (told.min(), word_of_mouth.n_listeners(1.0, 2.5, 0.999)) == (1.0, 1.0)
    assert (told > 20).mean() == pytest.approx((1 + 20 / 6.75) ** -2.5, abs=1e-3)


def test_probabilities_of_mentions_by_hand() -> None:
    """Probability .41 after a first-contact solution, .74 when unsolved and very dissatisfied, .45 otherwise."""
    section = numbers(base().word_of_mouth)[0]
    assert [word_of_mouth.n_listeners_of(section, 1.4, True, 1, headline_kpi, 0.5) for headline_kpi in (0.40, 0.42)] == [1.0, 0.0]
    assert [word_of_mouth.n_listeners_of(section, 0.2, True, 2, headline_kpi, 0.5) for headline_kpi in (0.44, 0.46)] == [1.0, 0.0]
    assert [word_of_mouth.n_listeners_of(section, -1.5, False, 2, headline_kpi, 0.9) > 5
            for headline_kpi in (0.73, 0.75)] == [True, False]


def test_viral_cases_are_rare_and_heavy_tailed() -> None:
    """Only the last `viral_prob` of the uniform; ten times the views a tenth as often, up to 18.9 million."""
    section = numbers(base("word_of_mouth.viral_prob=0.001").word_of_mouth)[0]
    found = [word_of_mouth.viral_views(section, 1 - 0.001 * v) for v in (1.01, 0.1, 0.01, 1e-6)]
    assert found == pytest.approx([0.0, 1e5, 1e6, 18.9e6])


def test_reputation_by_hand() -> None:
    """Ten positive and four negative mentions in a market of 100: logs averaged; half of it is left after half a year."""
    params = base("customers.n=10", "demand.needs_per_day=1", "word_of_mouth.usual_reputation=0",
                  "word_of_mouth.market_per_customer=10")
    reputation = word_of_mouth.usual_reputation(params)
    assert reputation is not None
    lost, seen = word_of_mouth.update_reputation(reputation, params, 10.0, 4.0, 0.0)
    known = (10 * math.log(1.01) + 4 * math.log(0.985)) / 100
    assert reputation.log_effect == pytest.approx(known)
    assert seen == 0.0
    assert word_of_mouth.joins_factor(reputation, params) == pytest.approx(math.exp(known))
    assert lost == pytest.approx(10 * 0.2 / 365 * (1 - math.exp(known)))
    assert reputation.extra_joins == -lost
    for _ in range(180):
        word_of_mouth.update_reputation(reputation, params, 0.0, 0.0, 0.0)
    assert reputation.log_effect == pytest.approx(known / 2)


def test_lost_joins_are_joins_not_made() -> None:
    """44 a day less a quarter: the year's sum is the constant rate less what was lost."""
    params = base("customers.joins_per_year=0.2")
    extra = [-0.25 * 80_000 * 0.2 / 365 * day for day in range(366)]
    joins = [customers.n_joining(params, day, extra[day], extra[day + 1]) for day in range(365)]
    assert sum(joins) == 12_000
    assert min(joins) >= 32


def test_viral_case() -> None:
    """A third sees it and loses .2 of attitude; sums and departures are updated."""
    people = newcomers(base(), 9_000, 400)
    before = people.attitude[:9_000].copy()
    customers.make_room(people, 0, 9_000)
    customers.apply_viral_case(people.section, SEED, 0.3, -0.2, 5, people.rows, people.attitude, people.departures,
                               people.leavers,
                             people.places, people.sums)
    moved = people.attitude[:9_000] - before
    assert abs((moved < 0).mean() - 0.3) < 4 * math.sqrt(0.21 / 9_000)
    assert moved[moved < 0] == pytest.approx(-0.2)
    assert people.sums["attitude"][0] == pytest.approx(people.attitude[:9_000].sum(), abs=1e-9), "nobody has left"
    assert (people.rows["since_day"][:9_000][moved < 0] == 5).all()


# --- expectations ----------------------------------------------------------------------------------------------------


def test_expectations_rise_linearly() -> None:
    """Two years at .25 are half a unit of logit; off: nothing."""
    assert expectations.expectation_gap(base("expectations.rise_per_year=0.25"), 730) == pytest.approx(0.5)
    assert expectations.expectation_gap(base("mechanisms.expectations=off"), 730) == 0.0


# --- on versus off ---------------------------------------------------------------------------------------------------


def test_complaints_cost_time_and_most_customers_do_not_complain() -> None:
    """Emergent: several non-complaining per complaint, where 26 are quoted; depends on severity: more for small matters."""
    on, off = runs("base"), runs("base", "mechanisms.complaints=off")
    moves("contacts_per_day", on, off)
    assert ((on["noncomplaining_per_complaint"] > 1) & (on["noncomplaining_per_complaint"] < 12)).all()
    small = runs("base", "complaints.medium_share=0", "complaints.serious_share=0")
    moves("noncomplaining_per_complaint", small, on)
    easy = runs("easy_to_complain")
    moves("complains_share", easy, on)
    moves("noncomplaining_per_complaint", on, easy)
    moves("contacts_per_day", easy, on)


def test_fewer_rules_fewer_complaints() -> None:
    """Without rules there is no decision outside them."""
    per_case = {name: found["complains_share"] * found["dissatisfied_case_share"] for name, found in (
        ("base", runs("base")), ("less", runs("base", "authority.n_rules=0")))}
    moves("complaints", {"complaints": per_case["base"]}, {"complaints": per_case["less"]})


def test_negative_word_of_mouth_costs_few_newcomers() -> None:
    """A hard cap increases negative word of mouth; at J13's sizes its effect on the market is small; none inside the centre."""
    free, capped = runs("base"), runs("aht_cap_180")
    moves("negative_mentions_per_day", capped, free)
    moves("positive_mentions_per_day", free, capped)
    moves("joins_lost_per_year", capped, free)
    assert capped["joins_lost_per_year"].max() < 160, "one in a hundred of 16 000"
    off = runs("base", "mechanisms.word_of_mouth=off")
    assert np.abs(off["csat_share"] - free["csat_share"]).max() < 0.001
    assert np.isnan(off["listeners_per_negative_sharer"]).all()


def test_a_viral_case_costs_newcomers_and_attitude_and_an_answer_halves_it() -> None:
    """Day 20 of 56, 18.9 million views."""
    day = "word_of_mouth.viral_day=20"
    usual, viral, answered = runs("base"), runs("viral_case", day), runs("viral_case_answered", day)
    for better, worse in ((usual, answered), (answered, viral)):
        moves("attitude", better, worse)
        moves("joins_lost_per_year", worse, better)
    moves("nps", usual, viral)


def test_unchanged_service_is_rated_worse_and_improving_service_is_not() -> None:
    """Eight weeks of rising expectations, and measures that keep up with them."""
    base_, still = runs("base"), runs("base", "expectations.rise_per_year=0.25")
    off = runs("base", "mechanisms.expectations=off")
    for other in (base_, off):
        moves("csat_share", other, still)
        moves("attitude", other, still)
    moves("fcr_share", runs("keeps_up"), runs("rising_expectations"))
