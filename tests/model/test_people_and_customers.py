"""Rules of the night against formulas and small cases calculated by hand."""

import math
from datetime import date

import numpy as np
import pytest

from sim import jit_cache, user_cache
from sim.config.scenario import load
from sim.model.arrivals_today import ArrivalsToday
from sim.model.customer import customers, follow_up
from sim.model.demand import arrivals, incidents, root_causes
from sim.model.demand.contact_propensity import ContactPropensity, customer_at
from sim.model.finance import bonus, costs
from sim.model.tables import Table, numbers
from sim.model.workforce import roster, staffing
from sim.model.workforce.agents import staff_parameters
from sim.params import Params
from sim.schema import CONTACT_DTYPES, DAY, STILL_HERE, AgentDays, Contacts, Due, Floats, FollowUp, Ints
from sim.units import YEAR_DAYS


def base(*overrides: str) -> Params:
    return load(overrides=list(overrides)).params


SEED = 12345


# --- customers -------------------------------------------------------------------------------------------------------


def test_customers_without_contacts_leave_exponentially() -> None:
    """With beta 0 all hazards are equal: the share left after a year is 1 - exp(-rate), of 80 000 customers."""
    params = base("customers.churn_beta=0", "customers.churn_per_year=0.2", "customers.joins_per_year=0",
                  "mechanisms.false_loyalty=off")
    people = newcomers(params, 80_000, 365)
    n_left = sum(leave(people, day) for day in range(365))
    known = 1 - math.exp(-0.2)
    assert abs(n_left / 80_000 - known) < 4 * math.sqrt(known * (1 - known) / 80_000)
    assert customers.table(people).is_customer.sum() == people.sums["n_here"][0] == 80_000 - n_left


def test_a_worse_attitude_only_brings_leaving_forward() -> None:
    """Same customer, same random numbers: with a higher hazard no customer stays longer."""
    glad, sad = (newcomers(base(f"customers.churn_per_year={rate}"), 20_000, 300) for rate in (0.2, 0.4))
    for day in range(300):
        leave(glad, day)
        leave(sad, day)
    with_a_smile, without = customers.table(glad), customers.table(sad)
    gone = ~with_a_smile.is_customer
    assert gone.any()
    assert (without.left_day[gone] <= with_a_smile.left_day[gone]).all()
    assert (~without.is_customer[gone]).all()


def test_departures_equal_hazards_accumulated_nightly() -> None:
    """Hazard accumulated night by night, for all customers, against the departures calendar; attitude changes in between."""
    params = base("customers.churn_per_year=2", "customers.joins_per_year=0")
    people = newcomers(params, 3_000, 200)
    completed, centre_run = np.zeros(3_000), people.rows["hazard_left"].copy()
    left_day = np.full(3_000, -1)
    rng = np.random.default_rng(1)
    for day in range(200):
        who = rng.permutation(3_000)[:150]
        hear(people, conversations_about(who, rng.normal(0.0, 2.0, 150)), day)
        completed += people.rows["hazard_per_day"]
        left_day[(left_day < 0) & (completed >= centre_run)] = day
        leave(people, day)
    found = customers.table(people)
    assert 1_000 < (left_day >= 0).sum() < 2_900
    assert (found.left_day == left_day).all()
    here, total = left_day < 0, people.sums[0]
    assert total["n_here"] == here.sum()
    assert total["n_promoters"] == (found.score[here] >= 9).sum()
    assert total["n_detractors"] == (found.score[here] <= 6).sum()
    assert total["attitude"] == pytest.approx(found.attitude[here].sum(), abs=1e-9)


def test_the_first_customers_are_in_equilibrium() -> None:
    """Without contacts, with churn and equal joins, size, baseline and hazard of the customer base stay constant."""
    params = base("customers.settled_attitude=0", "customers.churn_per_year=0.2")
    people = customers.first_customers(params, SEED, 365)
    n_first = params.customers.n
    rate, mean = (people.rows[name][:n_first].mean() for name in ("hazard_per_day", "baseline"))
    assert abs(mean - 0.35) < 4 / math.sqrt(80_000)
    assert rate * 365 == pytest.approx(0.2 * math.exp(-0.35**2 / 2), rel=0.01)
    for day in range(365):
        join(people, leave(people, day), day + 1)
    here = people.rows["left_day"][:people.n_known] == STILL_HERE
    assert abs(people.rows["baseline"][:people.n_known][here].mean() - mean) < 4 * math.sqrt(2 * 0.2 / 80_000)


def test_runs_with_the_same_seed_start_with_the_same_customers() -> None:
    """The customers are copied from the previous run if it had the same seed and parameters."""
    params, other = base("customers.n=2000"), base("customers.n=2000", "customers.attitude_sd=2")
    first = customers.first_customers(params, SEED, 365)
    before = known_of(first)
    assert leave(first, int(np.flatnonzero(first.departures >= 0)[0])) > 0
    hear(first, conversations_about(np.arange(2000), np.full(2000, -2.0)), 40)
    join(first, 30, 41)
    again = customers.first_customers(params, SEED, 365)
    assert known_of(first) != before
    assert known_of(again) == before
    assert known_of(customers.first_customers(params, SEED + 1, 365)) != before
    assert customers.first_customers(other, SEED, 365).rows["attitude"][:2000].std() == pytest.approx(2.0, rel=0.1)
    assert customers.first_customers(params, SEED, 30).departures.size == 30


def known_of(people: customers.CustomerBase) -> list[bytes]:
    """All tables, without the space for later customers."""
    n, n_used = people.n_known, int(people.places["n_used"][0])
    tables = people.rows[:n], people.attitude[:n], people.departures, people.leavers[:n_used], people.places, people.sums
    return [table.tobytes() for table in tables]


def test_the_previous_runs_contact_propensity_is_not_changed() -> None:
    params = base("customers.n=1000", "customers.joins_per_year=1")
    one, other = ContactPropensity(params, SEED), ContactPropensity(params, SEED)
    one.draw_up_to(1_000)
    before = one.cumulated.copy()
    one.draw_up_to(1_300)
    other.draw_up_to(900)
    assert other.cumulated.tobytes() == before.tobytes()
    assert other.cumulated.tobytes() == one.cumulated[:1_000].tobytes()


def heard(logit: float, params: Params, attitude: float, baseline: float, years: float) -> float:
    """A customer's attitude after one contact."""
    people = newcomers(params, 1, 10)
    people.rows["baseline"][0], people.rows["attitude"][0], people.rows["joined_day"][0] = baseline, attitude, -YEAR_DAYS * years
    hear(people, conversations_about(np.zeros(1, dtype=np.int64), np.array([logit])), 0)
    return float(people.attitude[0])


def conversations_about(customer_id: Ints, logit: Floats) -> Contacts:
    """Conversations with customers, with the given satisfaction."""
    columns = {name: np.zeros(customer_id.size, dtype=CONTACT_DTYPES[name]) for name in Contacts._fields}
    return Contacts(**columns)._replace(customer_id=customer_id, satisfaction=logit)  # type: ignore[arg-type]


def a_line() -> Table:
    """Empty sums of a day."""
    return np.zeros(1, dtype=DAY)


def leave(people: customers.CustomerBase, day: int) -> int:
    """Number of customers who leave in a night."""
    return int(customers.leave(people.section, people.rows, people.departures, people.leavers, people.places, people.sums,
                               a_line()[0],
                               day))


def join(people: customers.CustomerBase, n: int, day: int) -> None:
    """Add customers won on a day, without word of mouth."""
    customers.make_room(people, n)
    customers.join(people.section, SEED, n, day, False, False, 0.0, people.rows, people.attitude, people.departures,
                   people.leavers,
                   people.places, people.sums)


def hear(people: customers.CustomerBase, conversations: Contacts, day: int, line: Table | None = None) -> None:
    """Update attitudes by the day's contacts; effects are added to a day's sums."""
    order = customers.order_of_ending(conversations, day)
    customers.make_room(people, 0, order.size)
    customers.update_attitudes(people.section, conversations, order, day, people.rows, people.attitude, people.departures,
                               people.leavers,
                        people.places, people.sums, (a_line() if line is None else line)[0],
                        np.empty(order.size, dtype=customers.NEWS))


def newcomers(params: Params, n: int, n_days: int) -> customers.CustomerBase:
    """Customers without a past, at the start of a run."""
    people = customers.no_customers(params, n, n_days)
    join(people, n, 0)
    return people


def test_attitude_after_an_experience_by_hand() -> None:
    """A usual experience of 0.9 leads to the baseline; 1.2 more is one unit better, of which a tenth counts, 0.4 if worse."""
    params = base()
    assert heard(0.9, params, 0.0, 0.0, 0.0) == 0.0
    assert heard(2.1, params, 0.0, 0.0, 0.0) == pytest.approx(0.1)
    assert heard(-0.3, params, 0.0, 0.0, 0.0) == pytest.approx(-0.4)
    assert heard(-0.3, params, 0.0, 0.0, 10.0) == pytest.approx(-0.2), "ten years of relation halve the weight"
    assert heard(0.9, params, -1.0, 0.0, 0.0) == pytest.approx(-0.9), "a usual experience leads back"


def test_satisfaction_by_hand() -> None:
    """Logit 1.54 less 2.2 unsolved, .70 per earlier conversation, .10 per minute beyond 25 s, .25 transfer; half of manner."""
    params = base()
    columns = {name: np.zeros(4, dtype=CONTACT_DTYPES[name]) for name in Contacts._fields}
    contacts = Contacts(**columns)._replace(  # type: ignore[arg-type]
        answered=np.array([True, True, True, False]), solved=np.array([True, False, True, False]),
        nth_conversation=np.array([1, 2, 1, 0]), wait_s=np.array([25.0, 85.0, 0.0, 145.0]), decision=np.array([0, 2, 0, 0]),
        manner_sd=np.array([0.0, 0.0, 1.0, np.nan]), announced_s=np.full(4, np.nan),
        follow_up=np.array([0, 2, 0, FollowUp.REDIAL]))
    people = newcomers(params, 1, 1)
    customers.score_satisfaction(people.section, people.announcement_section, people.channel_section, contacts)
    logit = contacts.satisfaction
    assert logit[:3] == pytest.approx([1.54, 1.54 - 2.2 - 0.7 - 0.1 - 0.25, 2.04])
    assert np.isnan(logit[3]), "who calls again has not judged yet"


def test_scores_round_and_stay_on_the_scale() -> None:
    """7.6 rounds to 8; two units worse are 5.2, so 5; no score is 11 or -1."""
    section = numbers(base().customers)
    assert [customers.score(section[0], attitude, 0.0) for attitude in (0.0, -2.0, 9.0, -9.0)] == [8.0, 5.0, 10.0, 0.0]


def test_joins_have_a_constant_rate() -> None:
    """80 000 customers and 20 % a year: 16 000 in 365 days, 43 or 44 a day."""
    params = base("customers.joins_per_year=0.2")
    joins = [customers.n_joining(params, day) for day in range(365)]
    assert sum(joins) == 16_000
    assert set(joins) == {43, 44}


# --- demand ----------------------------------------------------------------------------------------------------------


def first_contacts(params: Params, base: customers.CustomerBase, day: int = 3) -> Due:
    """A day's new cases of a centre without a day factor."""
    needs = arrivals.needs(params, SEED)._replace(interval_dispersion=1.0)
    cumulated = arrivals.cumulated_needs(needs, day, 1, 1.0)
    follow_up_calendar = follow_up.new_follow_up_calendar(params, SEED, roster.calendar(params, 30), 10)
    return ArrivalsToday(needs, root_causes.initial_state(params, SEED), ContactPropensity(params, SEED), base,
                         follow_up_calendar, incidents.what(params),
                   np.zeros(10, dtype=np.bool_)).list_of(day, cumulated, 0.0, 0).due


def test_a_busier_scenario_keeps_the_same_customers() -> None:
    """Every case of base is also a case with 40 % more needs, of the same customer, and no later."""
    scenarios = [base(f"demand.growth_factor={growth}") for growth in (1.0, 1.4)]
    few, many = (first_contacts(params, customers.first_customers(params, SEED, 10)) for params in scenarios)
    assert set(few.case_key) < set(many.case_key)
    place = {key: i for i, key in enumerate(many.case_key.tolist())}
    for i, key in enumerate(few.case_key.tolist()):
        assert many.customer_id[place[key]] == few.customer_id[i]
        assert many.at_s[place[key]] <= few.at_s[i]


def test_customers_who_left_do_not_call() -> None:
    """Without the odd customers half of the cases are gone, and those of even ones are unchanged."""
    params = base()
    people = customers.first_customers(params, SEED, 10)
    everyone = first_contacts(params, people)
    people.rows["left_day"][1::2] = 2
    even = first_contacts(params, people)
    stays = everyone.customer_id % 2 == 0
    assert even.case_key.tolist() == everyone.case_key[stays].tolist()
    assert even.at_s.tolist() == everyone.at_s[stays].tolist()


def test_arrival_times_follow_the_profile_as_numpy_interpolates() -> None:
    """Unit-rate time mapped through the cumulated profile: `np.interp` is an independent implementation."""
    cumulated, border_s = np.array([0.0, 2.0, 2.0, 7.0, 7.0]), np.array([10.0, 20.0, 30.0, 40.0, 50.0])
    interval = 0
    for so_far in np.sort(np.random.default_rng(3).uniform(0.0, 7.0, 200)).tolist():
        at_s, interval = arrivals.instant_s(so_far, cumulated, border_s, interval)
        assert at_s == pytest.approx(np.interp(so_far, cumulated, border_s), rel=1e-14)
        assert arrivals.time_of_day_s(so_far / 7.0, cumulated, border_s) == pytest.approx(at_s, rel=1e-12)
    assert arrivals.time_of_day_s(0.25, np.zeros(5), border_s) == 20.0, "a day without needs: evenly"


def test_callers_equal_a_search_in_the_cumulated_contact_propensity() -> None:
    """In each block the first customer whose cumulated propensity exceeds the uniform, as `np.searchsorted` finds it."""
    params = base("customers.n=1000", "customers.joins_per_year=1", "customers.activity_shape=0.2", "demand.needs_per_day=20")
    propensity = ContactPropensity(params, SEED)
    propensity.draw_up_to(1_200)
    assert propensity.cumulated.size == 1_250, "the first base, and newcomers by quarters of a year"
    for first, n in ((0, 1_000), (1_000, 250)):
        block = propensity.cumulated[first:first + n]
        assert block[-1] == 1.0
        for u in [*np.random.default_rng(4).random(500), *block[:-1].tolist(), *np.nextafter(block, 0.0).tolist()]:
            known = first + np.searchsorted(block, u, side="right")
            guess = propensity.guide[first + int(u * n)]
            assert abs(guess - known) <= 30, "the guide leads near"
            assert customer_at(propensity.cumulated, first, guess, u) == known


def test_self_service_solves_its_share() -> None:
    """Seven in ten try self-service and a fifth of those succeed: 14 % of needs, within four standard errors."""
    helped = [arrivals.solved_by_self_service(SEED, key, 0.7, 0.2) for key in range(50_000)]
    assert abs(np.mean(helped) - 0.14) < 4 * math.sqrt(0.14 * 0.86 / 50_000)
    assert not any(arrivals.solved_by_self_service(SEED, key, 0.0, 1.0) for key in range(100))


# --- agents ----------------------------------------------------------------------------------------------------------


def test_ramp_of_a_new_agent() -> None:
    """LC-02: from 53 % at rate 0.2 a month: 53, 68.5, 82.7, 94.8 % after 0, 2, 5, 11 months."""
    parameters = staff_parameters(base("workforce.start_productivity=0.53", "workforce.learning_per_month=0.2",
                             "workforce.course_days=0"), SEED)
    someone = staffing.hired(parameters, 0, np.zeros(1, dtype=np.int64), 0.0)[0]
    for months, known in ((0, 0.53), (3, 1 - 0.47 * math.exp(-0.6)), (6, 1 - 0.47 * math.exp(-1.2))):
        assert staffing.productivity(parameters[0], someone, round(months * 365 / 12)) == pytest.approx(known, abs=0.002)


def test_vacancies_follow_the_flow_balance() -> None:
    """CL-02: 40 positions, hazard 0.3 a year, six weeks vacant: 12 a year, less what vacancies take away.

    Alternating renewal: a position is vacant for V and filled for 1 / q on average, so it is vacant V / (V + 1 / q) of
    the time: 0.0333 of 40 = 1.33 positions (the case's 1.38 lets vacant positions quit too).
    """
    params = base("workforce.quits_per_year=0.3", "workforce.new_quit_factor=1", "workforce.vacancy_days=42",
                  "workforce.groups.front.n_agents=400", "mechanisms.energy=off", "leadership.span_quit_slope=0")
    parameters = staff_parameters(params, SEED)
    people = staffing.initial_state(params, parameters)
    vacant, n_days = [], 3 * 365
    n_quits = 0
    for day in range(n_days):
        tonight = staffing.night(parameters, people, day, 10.0)
        vacant.append(400 - tonight.n_in_group.sum())
        n_quits += tonight.quits.size
        if tonight.quits.size:
            people = staffing.with_new_agents(people, staffing.hired(parameters, people.size, people["group"][tonight.quits],
                                                             day + 1.0 + 42))
    share = (42 / 365) / (42 / 365 + 1 / 0.3)
    assert abs(n_quits - 400 * (1 - share) * 0.3 * 3) < 4 * math.sqrt(400 * 0.3 * 3)
    assert abs(np.mean(vacant) - 400 * share) < 4 * math.sqrt(400 * share) / math.sqrt(n_days / 42)


def test_strain_builds_above_the_knee_and_halves_in_three_weeks() -> None:
    """At the knee no strain, above it some; 21 nights of rest halve it."""
    params = base()
    parameters = staff_parameters(params, SEED)
    people = staffing.hired(parameters, 0, np.zeros(2, dtype=np.int64), -5000.0)
    n = np.arange(2)
    day = AgentDays(*([np.zeros(2)] * len(AgentDays._fields)))._replace(  # type: ignore[arg-type]
        agent_id=n, on_duty_s=np.array([1000.0, 1000.0]), busy_s=np.array([850.0, 1000.0]), n_conversations=n + 1,
                                                                        n_cut_short=0 * n,
        n_rude=0 * n)
    staffing.evening(parameters, people, day, 0)
    assert people["strain"][0] == 0.0
    assert people["strain"][1] == pytest.approx(params.workforce.strain_per_week / 5)
    before = people["strain"][1]
    for night in range(21):
        staffing.night(parameters, people, night, 10.0)
    assert people["strain"][1] == pytest.approx(before / 2)


@pytest.mark.parametrize(("absent", "share"), [("ill", 0.04), ("leave", 0.052)])
def test_absence_has_its_share(absent: str, share: float) -> None:
    """Days of 400 agents over a year, as independent Bernoulli trials."""
    parameter_row = staff_parameters(base(f"workforce.sickness_prob={share}", f"workforce.other_absence_share={share}"), SEED)[0]
    if absent == "ill":
        days = [staffing.is_ill(parameter_row, agent, day, 0.0) for day in range(250) for agent in range(400)]
    else:
        days = [staffing.on_leave(parameter_row, agent, day, 1.0) for day in range(250) for agent in range(400)]
    assert abs(np.mean(days) - share) < 4 * math.sqrt(share * (1 - share) / 100_000)


def test_holidays_are_even_over_the_team() -> None:
    """Of 20 agents 2 or 3 are away in any week at a share of 0.115, and each for about six weeks a year."""
    parameter_row = staff_parameters(base("workforce.holiday_share=0.115"), SEED)[0]
    weeks = np.array([[staffing.on_holiday(parameter_row, agent, 7 * week) for agent in range(20)] for week in range(520)])
    assert set(weeks.sum(axis=1)) <= {1, 2, 3}
    assert weeks.mean() == pytest.approx(0.115, abs=0.01)


def test_pay_below_the_market_raises_quits() -> None:
    """Elasticity 2: a tenth less pay multiplies the hazard by 0.9^-2."""
    hazards = []
    for pay in (24_000, 21_600):
        parameters = staff_parameters(base(f"costs.agent_pay_per_month={pay}"), SEED)
        someone = staffing.hired(parameters, 0, np.zeros(1, dtype=np.int64), -5000.0)[0]
        hazards.append(staffing.quitting_hazard_per_day(parameters[0], someone, 0, 10.0))
    assert hazards[1] / hazards[0] == pytest.approx(0.9**-2)


# --- roster and money ------------------------------------------------------------------------------------------------


def test_danish_holidays_are_closed() -> None:
    """2026: Maundy Thursday to Easter Monday, Ascension, Whit Monday, Christmas; Great Prayer Day is a work day."""
    calendar = roster.calendar(base("centre.first_day=2026-01-05"), 365)
    day = {(month, d): (np.datetime64(f"2026-{month:02}-{d:02}") - np.datetime64("2026-01-05")).astype(int)
           for month, d in ((4, 2), (4, 3), (4, 6), (5, 1), (5, 14), (5, 25), (12, 25), (4, 7))}
    closed = [key for key, at in day.items() if not calendar.is_open[at]]
    assert closed == [(4, 2), (4, 3), (4, 6), (5, 14), (5, 25), (12, 25)]
    assert roster.public_holidays("DK", 2026, 2027) is roster.public_holidays("DK", 2026, 2027), "looked up once"


def test_public_holidays_are_cached_for_later_processes(monkeypatch, tmp_path) -> None:
    """Another country or other years use another cache file; an unreadable one is replaced."""
    monkeypatch.setattr(jit_cache, "cache_folder", lambda: tmp_path)
    profile = roster.public_holidays.__wrapped__
    first = profile("DK", 2026, 2027)
    [file] = tmp_path.iterdir()
    assert profile("DK", 2026, 2027) == first
    assert profile("SE", 2026, 2027) != first != profile("DK", 2026, 2026)
    assert len(list(tmp_path.iterdir())) == 3
    for text in ("", "{", "3", '["soon"]'):
        file.write_text(text)
        assert profile("DK", 2026, 2027) == first
    file.write_text('["2026-04-01"]')
    assert profile("DK", 2026, 2027) == first, "not what the simulator wrote"
    user_cache.save_text(tmp_path, file.name, '["2026-04-01"]')
    assert profile("DK", 2026, 2027) == {date(2026, 4, 1)}


def test_an_agent_hour_costs_as_in_cl_03() -> None:
    """24 000 a month and 12 % on-cost are 167.65 per paid hour of 1 924 a year."""
    params = base("costs.agent_pay_per_month=24000", "costs.on_cost_share=0.12")
    assert costs.agent_pay_per_day(params, 37) * 365 / 1924 == pytest.approx(167.65072765072767)


def test_three_per_cent_buys_seven_tenths_of_an_agent() -> None:
    """3 % of the whole budget is 0.7 of a full-time agent's yearly cost."""
    params = base()
    budget = costs.planned_cost_per_year(params)
    agent = costs.agent_pay_per_day(params, 37) * 365
    assert 0.03 * budget / agent == pytest.approx(0.7, abs=0.06)


def test_bonus_depends_on_its_measure() -> None:
    """Paid for AHT at most, FCR at least, NPS at least the target; never if switched off."""
    month = np.array([bonus.AgentMonth(handle_s=28_000.0, n_conversations=100.0, n_first=50.0, n_solved=36.0)], dtype=bonus.MONTH)
    for on, target, met in (("aht", 300, True), ("aht", 250, False), ("fcr", 0.7, True), ("fcr", 0.8, False),
                            ("nps", 20, True), ("nps", 40, False)):
        assert bonus.meets_target(bonus.MEASURES[on], target, month[0], 30.0) is met
    paid = ["costs.bonus_per_month=2000", "costs.bonus_on=aht", "costs.bonus_target=300"]
    assert costs.has_bonus(base(*paid))
    for off in ("mechanisms.bonus=off", "costs.bonus_on=none", "costs.bonus_per_month=0"):
        assert not costs.has_bonus(base(*paid, off))
