r"""Every numbered formula of the guides gives what the rules of the model give.

The formula is evaluated as it stands in the guide, at values off the neutral ones, and compared with the rule that it describes.
In some case each of its symbols must matter, so that no term is compared at a value at which it does nothing.
"""

import math
from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np
import pytest

import sim
from sim.engine.simpy_day.tables import Agent, Contact
from sim.mechanisms.contact.first_impression import product_csat_share
from sim.model.contact.agent_reaction import takes_personally_prob
from sim.model.contact.channels import chat_duration_factor
from sim.model.contact.delay_announcements import announced_wait_s, expected_wait_s
from sim.model.contact.encounter import begin_service, on_abandonment
from sim.model.contact.extras import delight_logit
from sim.model.contact.patience import patience_s
from sim.model.contact.service_recovery import SMALL, failure_effect_logit, recovery_quality
from sim.model.contact.service_time import given_share, resolves_prob, work_left_s, wrap_up_s
from sim.model.customer.complaints import complains_prob
from sim.model.customer.customer_table import leaving_hazard_per_day
from sim.model.customer.customers import attitude_after, satisfaction_logit
from sim.model.customer.expectations import expectation_gap
from sim.model.customer.follow_up import next_case_prob
from sim.model.customer.loyalty import takes_offer_prob, wallet_share
from sim.model.customer.word_of_mouth import update_reputation, usual_reputation
from sim.model.day_parameters import day_parameters
from sim.model.demand.arrivals import solved_by_self_service
from sim.model.demand.incidents import what
from sim.model.demand.mass_communication import prevented_after
from sim.model.demand.root_causes import zipf_cumulated_shares
from sim.model.finance.costs import bonus_cost
from sim.model.finance.ledger import Ledger
from sim.model.finance.revenue import positions_for
from sim.model.workforce.agents import staff_parameters
from sim.model.workforce.leadership import leadership_hours
from sim.model.workforce.roster import leave_factor, plan_day, roster_parameters
from sim.model.workforce.staffing import (
    is_ill,
    on_holiday,
    on_leave,
    productivity,
    purpose_after,
    quitting_hazard_per_day,
    satisfaction,
    skill_after,
    strain_after,
)
from sim.model.workforce.work_pressure import WorkRate, service_standard_after
from sim.params import Params
from sim.random.distributions import parse_distribution
from sim.random.sampling import table
from sim.schema import Outcome, no_contacts
from sim.units import HOUR_S, MINUTE_S, MONTH_DAYS, WEEKS_PER_MONTH, YEAR_DAYS
from tests.docs.latex import branches, evaluate, formulas, right_sides
from tests.docs.pages import DOCS
from tests.model.cases import SEED, row, thing

GUIDES = sorted((DOCS / "guides" / "mechanisms").glob("*.md"))
FORMULAS = {label: text for page in GUIDES for label, text in formulas(page).items()}
ABANDONED = int(Outcome.ABANDONED)


class Known(NamedTuple):
    """What a rule gives where the symbols of a formula have these values.

    Attributes:
        values: of the symbols.
        result: what the rule gives.
        side: which right-hand side of the formula.
        branch: which branch of it.
        within: largest difference; of drawn or rounded results more than rounding.
    """

    values: dict[str, Any]
    result: float
    side: int = 0
    branch: int | None = None
    within: float = 1e-9


CASES: dict[str, Callable[[], list[Known]]] = {}


def case(label: str) -> Callable[[Callable[[], list[Known]]], Callable[[], list[Known]]]:
    """Registers the cases of a formula."""
    def register(cases: Callable[[], list[Known]]) -> Callable[[], list[Known]]:
        CASES[label] = cases
        return cases
    return register


def centre(*overrides: str, name: str = "base") -> Params:
    """Parameters of a scenario with changes."""
    return sim.load(name, overrides).params


def staff(*overrides: str) -> Any:
    """The rules' parameters of agents in base with changes."""
    return staff_parameters(centre(*overrides), SEED)[0]


def served(params: Params, agent_sd: float, **contact: Any) -> Contact:
    """A contact whose service has just begun, with an agent of this manner."""
    today = day_parameters(params, SEED)
    caller = Contact(**{"case_key": 5, "nth_contact": 1, "arrived_at_s": 30_000.0, "done_s": 0.0, "n_conversations": 0} | contact)
    agent = Agent(0, manner_sd=agent_sd, speed=1.0, resolve_shift=0.0, strain=0.0, agent_id=3)
    begin_service(today, today.distributions, today.queues[0], caller, agent, 30_060.0)
    return caller


# --- customers and their contacts ------------------------------------------------------------------------------------


@case("eq-patience")
def patience() -> list[Known]:
    rows, _ = table([parse_distribution("exactly 90 s")])
    known = {"b": 0.0, "k": 1.5, "epsilon": 0.4, "a": -0.7, "X": 90.0}
    drawn: Any = {"seed": SEED, "case_key": 5, "nth_contact": 2, "tier": 0, "kept": False, "distributions": rows,
                  "distribution": 0, "factor": 1.5, "elasticity": 0.4, "attitude": -0.7}
    return [Known(known, patience_s(**drawn, balk_prob=1.0), branch=0),
            Known(known, patience_s(**drawn, balk_prob=0.0), branch=1)]


@case("eq-redials")
def redials() -> list[Known]:
    params = thing(after_abandon_prob=0.6, after_blocked_prob=0.1, max_redials=2, seed=SEED, redial_distribution=0)
    rows, _ = table([parse_distribution("exactly 1 min")])
    attempts = np.zeros(8000, dtype=int)
    for key in range(attempts.size):
        contact, again = thing(case_key=key, nth_contact=0, n_conversations=0, tier=0, arrived_at_s=0.0), True
        while again:
            contact.nth_contact += 1
            again = on_abandonment(params, rows, contact, ABANDONED, 0, 60.0)
        attempts[key] = contact.nth_contact
    assert attempts.max() == 1 + params.max_redials
    return [Known({"p": 0.6, "n": n}, float(np.mean(attempts > n)), within=0.02) for n in (1, 2)]


@case("eq-repeats")
def repeats() -> list[Known]:
    return [Known({"r": 20.0, "n": 300.0, "k": 0.75, "d": done}, work_left_s(300.0, done, 1, False, 20.0, 0.75))
            for done in (120.0, 400.0)]


@case("eq-next-issue")
def next_issue() -> list[Known]:
    return [Known({"p": 0.2, "c": 0.8, "w": w}, next_case_prob(0.2, 0.8, bool(w))) for w in (1, 0)]


@case("eq-satisfaction")
def satisfied() -> list[Known]:
    section = row(free_wait_s=30.0, satisfied_logit=0.9, wait_logit_per_min=-0.2, unsolved_logit=-2.5,
                  later_conversation_logit=-0.4, transfer_logit=-0.3, manner_logit=0.7)
    known = {"beta_0": 0.9, "beta_u": -2.5, "beta_n": -0.4, "beta_w": -0.2, "beta_t": -0.3, "beta_m": 0.7, "w_0": 0.5}
    return [Known(known | {"[unsolved]": not solved, "n": n, "w": wait_s / 60.0, "[handed over]": handed, "m": manner},
                  satisfaction_logit(section, wait_s, n, solved, handed, manner))
            for wait_s, n, solved, handed, manner in ((200.0, 3, False, True, -0.6), (10.0, 1, True, False, 0.4))]


@case("eq-attitude")
def attitude() -> list[Known]:
    found = []
    for branch, experience in enumerate((0.9, -0.5)):
        after = attitude_after(0.2, experience, 3.0, 0.03, 0.12, 0.15)
        step = (after - 0.2) / (experience - 0.2)
        found += [Known({"a": 0.2, "g": (0.03, 0.12)[branch], "alpha": 0.15, "y": 3.0, "e": experience}, after),
                  Known({"g_+": 0.03, "g_-": 0.12}, step * (1.0 + 0.15 * 3.0), side=1, branch=branch)]
    return found


@case("eq-churn")
def churn() -> list[Known]:
    return [Known({"h_0": 0.15, "beta": 0.6, "a": -1.2}, YEAR_DAYS * leaving_hazard_per_day(0.15, 0.6, -1.2))]


@case("eq-wallet")
def wallet() -> list[Known]:
    section = row(wallet_if_captive=0.2, captive_share_usual=0.3, wallet_mean_share=0.5, wallet_per_attitude=0.1,
                  wallet_spread=0.15)
    return [Known({"bar_w": 0.5, "gamma": 0.1, "a": -0.4, "delta": 0.2, "c": c, "bar_c": 0.3, "sigma": 0.15, "z": 0.8},
                  wallet_share(section, -0.4, c, 0.8)) for c in (1, 0)]


@case("eq-offer")
def offer() -> list[Known]:
    section = row(offer_beta=0.8, supplier_difference=0.5, offer_pull=0.7, offer_discount_share=0.3)
    return [Known({"kappa": 0.7, "d": 0.3, "beta": 0.8, "s": 0.5, "a": 1.1}, takes_offer_prob(section, 1.1))]


@case("eq-complaints")
def complaints() -> list[Known]:
    prob = complains_prob(0.1, 0.5 + 0.3 * -0.8)
    return [Known({"p": 0.1, "epsilon": 0.5, "nu": 0.3, "a": -0.8}, math.log(prob / (1.0 - prob)))]


@case("eq-reputation")
def reputation() -> list[Known]:
    params = centre("word_of_mouth.good_effect=0.02", "word_of_mouth.bad_effect=0.05", "word_of_mouth.memory_half_life_days=30")
    now = usual_reputation(params)
    assert now is not None
    now.log_effect = 0.4
    update_reputation(now, params, 300.0, 700.0, 0.0)
    return [Known({"mu": 0.5 ** (1 / 30), "R": 0.4, "n_+": 300.0, "g": 0.02, "n_-": 700.0, "b": 0.05,
                   "M": params.customers.n * params.word_of_mouth.market_per_customer}, now.log_effect)]


@case("eq-expectations")
def expectations() -> list[Known]:
    params = centre("mechanisms.expectations=true", "expectations.rise_per_year=0.07", "customers.satisfied_logit=0.8")
    return [Known({"beta_0": 0.8, "rho": 0.07, "t": 500 / YEAR_DAYS}, 0.8 - expectation_gap(params, 500))]


# --- the conversation ------------------------------------------------------------------------------------------------


@case("eq-aht-cap")
def aht_cap() -> list[Known]:
    known = {"P(solved  full time)": 0.8, "s": 0.1, "n": 300.0, "eta": 0.6}
    return [Known(known | {"g": g}, resolves_prob(0.8, 0.0, given_share(g, 300.0, 0.1), 0.6)) for g in (180.0, 290.0)]


@case("eq-questions")
def questions() -> list[Known]:
    shared = ("mechanisms.ego=false", "mechanisms.first_impression=false", "mechanisms.rules=false", "mechanisms.energy=false",
              "mechanisms.recovery=false", "questions.open_resolve_gain=0.12", "questions.open_manner_sd=0.4")
    closed, opened = (served(centre(*shared, f"questions.open_share={share}"), -0.3) for share in (0, 1))
    return [Known({"p_0": closed.solve_prob, "delta": 0.12}, opened.solve_prob),
            Known({"m_0": -0.3, "mu": 0.4}, opened.manner_sd, side=1)]


@case("eq-plays")
def plays() -> list[Known]:
    type_name = next(iter(centre().contact_types))
    params = centre("mechanisms.ego=false", "mechanisms.first_impression=false", "mechanisms.questions=false",
                    "mechanisms.energy=false", f"contact_types.{type_name}.failure_prob=1",
                    f"contact_types.{type_name}.transfer_prob=0",
                    f"+plays.p={{contact_type: {type_name}, solve_prob: 0.83, talk_factor: 1.2, manner_sd: 0.35, cost: 7}}")
    failed = served(params, -0.2)
    assert failed.played
    return [Known({"p": 0.83}, failed.solve_prob), Known({"m_0": -0.2, "mu": 0.35}, failed.manner_sd, side=1)]


@case("eq-rules")
def rules() -> list[Known]:
    found = []
    for prob, n in ((0.3, 80), (0.6, 500)):
        type_name = next(iter(centre().contact_types))
        params = centre(f"contact_types.{type_name}.decision_prob={prob}", f"authority.n_rules={n}", "authority.n_rules_usual=50")
        found.append(Known({"p_type": prob, "n_rules": n, "n_usual": 50}, day_parameters(params, SEED).queues[0].decision_prob))
    return found


@case("eq-empowerment")
def empowerment() -> list[Known]:
    scenario = sim.load("base", ["authority.authority_share=0.7", "authority.agents_trained=false", "costs.goodwill_cost=80",
                                 "authority.misuse_untrained_prob=0.15", "costs.misuse_cost=250"])
    today, ledger = day_parameters(scenario.params, SEED), Ledger(scenario.params, scenario.run)
    ledger.record(n_decided=today.authority_share, n_misused=today.authority_share * today.misuse_prob)
    ledger.enter_costs_of_conversations(no_contacts())
    return [Known({"a": 0.7, "c_g": 80.0, "m": 0.15, "c_m": 250.0}, ledger.today("goodwill_cost") + ledger.today("misuse_cost"))]


@case("eq-ego")
def ego() -> list[Known]:
    prob = takes_personally_prob(0.4, 0.3, 1.5, -0.6, 0.8)
    return [Known({"o": 0.4, "alpha": 1.5, "x": 0.3, "beta": 0.8, "m": -0.6}, prob / (1.0 - prob))]


@case("eq-first-impression")
def first_impression() -> list[Known]:
    params = centre("first_impression.halo=0.4", "first_impression.usual_csat_share=0.6",
                    "first_impression.product_satisfied_share=0.7")
    over, under = (centre("first_impression.halo=1", f"first_impression.usual_csat_share={usual}",
                          f"first_impression.product_satisfied_share={product}") for usual, product in ((0.1, 0.9), (0.9, 0.1)))
    return [Known({"S_0": 0.7, "h": 0.4, "CSAT": 0.45, "CSAT_usual": 0.6},
                  product_csat_share.function({"satisfied": 45.0, "n_conversations": 100.0}, params)),
            Known({"S_0": 0.9, "h": 1.0, "CSAT": 0.45, "CSAT_usual": 0.1},
                  product_csat_share.function({"satisfied": 45.0, "n_conversations": 100.0}, over)),
            Known({"S_0": 0.1, "h": 1.0, "CSAT": 0.45, "CSAT_usual": 0.9},
                  product_csat_share.function({"satisfied": 45.0, "n_conversations": 100.0}, under))]


@case("eq-recovery-quality")
def recovery_of() -> list[Known]:
    section = row(cold_loss=0.5, later_conversation_loss=0.6, handed_over_loss=0.3)
    known = {"lambda_c": 0.5, "lambda_l": 0.6, "lambda_h": 0.3}
    return [Known(known | {"c": c, "[later conversation]": later, "[handed over]": handed},
                  recovery_quality(section, True, 1 + later, not handed, manner))
            for c, manner, later, handed in ((0.8, -1.2, 1, 1), (0.0, 2.0, 0, 1), (1.0, -2.0, 1, 0))]


@case("eq-recovery")
def recovery() -> list[Known]:
    section = row(small_logit=-0.3, medium_logit=-0.8, serious_logit=-1.5, paradox_logit=0.18)
    return [Known({"q": 0.6, "s": -0.3, "pi": 0.18}, failure_effect_logit(section, SMALL, 0.6, False))]


@case("eq-wow")
def wow() -> list[Known]:
    return [Known({"l": 0.3, "w_max": 0.16, "w": w}, delight_logit(0.3, w, 0.16)) for w in (0.4, 0.1)]


@case("eq-time-thieves")
def time_thieves() -> list[Known]:
    return [Known({"v": 1.3, "X": 40.0, "theta": 10.0}, wrap_up_s(40.0, 1.3, 10.0))]


@case("eq-chat")
def chat() -> list[Known]:
    return [*(Known({"t_1": 200.0, "n": n, "r_n": rate}, 200.0 * chat_duration_factor(n, 1.6, 2.2))
              for n, rate in ((2, 1.6), (3, 2.2))),
            Known({}, chat_duration_factor(1, 1.6, 2.2), side=1)]


@case("eq-announcement")
def announcement() -> list[Known]:
    expected_s = expected_wait_s(7, 4, 200.0)
    return [Known({"n_waiting": 7, "h": 200.0, "n_on duty": 4}, expected_s),
            Known({"phi": 0.5, "W": expected_s, "s": 60.0}, announced_wait_s(expected_s, 0.5, 60.0), side=1)]


# --- demand ----------------------------------------------------------------------------------------------------------


@case("eq-self-service")
def self_service() -> list[Known]:
    found = []
    for solve, factor in ((0.3, 1.5), (0.9, 1.5)):
        enough = min(1.0, solve * factor)
        n = sum(not solved_by_self_service(SEED, key, 0.4, enough) for key in range(20_000))
        found.append(Known({"needs": 20_000, "t": 0.4, "s": solve, "f_type": factor}, n, within=300.0))
    return found


@case("eq-causes")
def causes() -> list[Known]:
    so_far = zipf_cumulated_shares(7, 1.3)
    return [Known({"k": 3, "s": 1.3, "K": 7}, so_far[2] - so_far[1])]


@case("eq-incidents")
def incidents() -> list[Known]:
    params = centre("incidents.affected_share=0.2", "incidents.contact_prob=0.07", "incidents.proactive=true",
                    "incidents.message_prevents_share=0.4")
    incident = what(params)[0]
    return [Known({"N": params.customers.n, "a": 0.2, "c": 0.07, "m": 0.4},
                  incident.n_expected * (1.0 - incident.prevented_share))]


@case("eq-mass")
def mass_communication() -> list[Known]:
    return [Known({"A": 0.04, "lambda": 0.01, "A_max": 0.1}, prevented_after(0.04, 0.01, 0.1))]


# --- agents and their leaders ----------------------------------------------------------------------------------------


@case("eq-absence")
def absence() -> list[Known]:
    own = staff("workforce.holiday_share=0.2", "workforce.other_absence_share=0.15", "workforce.sickness_prob=0.1",
                "workforce.sickness_per_strain=0.3")
    at_work = [not (on_holiday(own, agent, day) or on_leave(own, agent, day, 1.0) or is_ill(own, agent, day, 0.5))
               for agent in range(100) for day in range(0, 1400, 7)]
    return [Known({"h": 0.2, "l": 0.15, "s": 0.1, "s_x": 0.3, "x": 0.5}, float(np.mean(at_work)), within=0.012)]


@case("eq-learning")
def learning() -> list[Known]:
    own = row(start_productivity=0.55, learning_per_month=0.4)
    return [Known({"e_0": 0.55, "k": 0.4, "m": 120 / MONTH_DAYS}, productivity(own, row(phone_day=10.0), 130))]


@case("eq-training")
def training() -> list[Known]:
    def month(*overrides: str) -> float:
        own = staff("workforce.training_gain_per_month=0.004", "workforce.drift_per_month=0.01",
                    "workforce.training_gain_max=0.05", *overrides)
        return MONTH_DAYS * (skill_after(0.02, own.training_gain_per_month, own.training_gain_max, own.drift_per_month,
                                         own.drift_max) - 0.02)

    known = {"gamma": 0.004, "x": 0.02, "x_max": 0.05, "delta": 0.01}
    corners = ("workforce.training_h_per_week=0.6", "workforce.session_knowledge=2", "workforce.session_communication=2",
               "workforce.session_service=1")
    taught = month(*corners, "workforce.trainer_gain=0.25", "leadership.n_trainers=10")
    return [Known(known | {"h": 3 * 0.6 * 2 / 5}, month(*corners)), Known(known | {"h": 3 * 0.6 * 2 / 5 * 1.25}, taught),
            Known(known | {"h": 4.0}, month("workforce.training_h_per_week=4"))]


@case("eq-news")
def news() -> list[Known]:
    left = staff("mechanisms.morning_meeting=false", "workforce.news_days=5").news_left_share
    return [Known({"t": 3.0, "T": 5.0}, left ** 3.0)]


@case("eq-purpose")
def purpose() -> list[Known]:
    own = staff("purpose.repetition_h_per_month=0.5", "purpose.half_h_per_month=2", "purpose.settling_months=4",
                "purpose.fading_months=7")
    return [Known({"r": 0.2, "p": 0.6, "T_s": 4.0, "T_f": 7.0}, MONTH_DAYS * (purpose_after(own, 0.6, 90) - 0.6))]


@case("eq-feedback")
def feedback() -> list[Known]:
    own = staff("leadership.feedback_delay_weeks=3", "leadership.feedback_half_weeks=5", "leadership.praise_share=0.3",
                "workforce.coaching_gain_per_h=0.05", "workforce.coaching_keep_per_h=0.07")
    worth = own.coaching_gain_per_h / (0.05 * (1.0 - 0.3))
    assert math.isclose(own.coaching_keep_per_h, 0.07 * (0.3 + (1.0 - 0.3) * worth))
    return [Known({"d": 3.0, "d_1/2": 5.0}, worth)]


@case("eq-leadership")
def leadership() -> list[Known]:
    found = []
    for daily_h in (2.5, 7.0):
        params = centre("leadership.n_team_leaders=3", "leadership.n_coaches=0", f"leadership.daily_h_per_agent={daily_h}",
                        "leadership.manager_strategic_share=0.9")
        hours, week_h = leadership_hours(params, 1.5), params.costs.full_time_h_per_week
        known = {"L": 3 * week_h, "d": daily_h, "N": 20, "u": 5 * 1.5}
        found += [Known(known, hours.coaching_h / WEEKS_PER_MONTH * 20),
                  Known(known | {"S": 0.9 * week_h}, hours.strategic_h, side=1)]
    return found


@case("eq-strain")
def strain() -> list[Known]:
    own = row(strain_knee_occupancy=0.8, purpose_strain_relief=0.3, purpose_usual=0.4, strain_per_week=0.25,
              strain_cap_per_week=0.1, strain_rude_per_week=0.2)
    known = {"x": 0.3, "sigma": 0.25, "o_0": 0.8, "sigma_c": 0.1, "c": 0.2, "sigma_r": 0.2, "r": 0.05}
    return [Known(known | {"o": o}, strain_after(own, 0.3, o, 0.2, 0.05, 0.4)) for o in (0.9, 0.7)]


def unhappy(hired_day: float, *overrides: str) -> tuple[float, float, float]:
    """Discontent, hazard a year, and satisfaction of an agent with strain alone."""
    own = staff("mechanisms.team_leaders=false", "mechanisms.pay=false", "mechanisms.coaching=false", "mechanisms.purpose=false",
                "workforce.authority_quit_slope=0", "workforce.strain_quit_slope=0.9", "workforce.quits_per_year=0.3",
                "workforce.new_quit_factor=1.8", "workforce.clock_quits_per_year=0.12", "workforce.satisfaction_neutral=60",
                "workforce.satisfaction_points=15", *overrides)
    agent = row(hired_day=hired_day, occupancy=0.5, strain=0.4, purpose=0.3)
    return 0.9 * 0.4, YEAR_DAYS * quitting_hazard_per_day(own, agent, 300, 0.0), satisfaction(own, agent, 0.0)


CLOCK = ("mechanisms.aht_cap=true", "conversation.aht_cap_s=180", "conversation.clock_visible=true")


@case("eq-quitting")
def quitting() -> list[Known]:
    known = {"h_0": 0.3, "h_clock": 0.12, "d": 0.36}
    return [Known(known | {"nu": nu}, unhappy(hired, *CLOCK)[1]) for nu, hired in ((1.8, 200.0), (1.0, 0.0))]


@case("eq-employee-satisfaction")
def employee_satisfaction() -> list[Known]:
    return [Known({"E_neutral": 60.0, "kappa": 15.0, "d": 0.36, "d_clock": math.log(1 + 0.12 / 0.3)}, unhappy(0.0, *CLOCK)[2])]


@case("eq-leave")
def leave() -> list[Known]:
    shape = roster_parameters(centre("roster.fit_share=0.6", "roster.leave_tilt=3", "roster.forecast_error_sd=0"), SEED).shape[0]
    return [Known({"usual": 0.05, "lambda": 3.0, "f": 0.6, "F": load}, 0.05 * leave_factor(shape, 4, load))
            for load in (1.3, 1.9)]


@case("eq-breaks")
def breaks() -> list[Known]:
    on_phone_s, params = phone_s(0)
    hours = params.workforce.groups["front"].hours_per_week
    return [Known({"T": hours / 5 * HOUR_S, "lunch": 40 * MINUTE_S, "pauses": 24 * MINUTE_S, "meeting": 12 * MINUTE_S,
                   "session": 0.9 * HOUR_S}, on_phone_s, within=1e-6)]


def phone_s(day: int) -> tuple[float, Params]:
    """Time on the phone on the day of the session, of the third of six agents: none of the agent's times off coincide."""
    params = centre("mechanisms.planning=false", "mechanisms.purpose=false", "roster.lunch_min=40", "roster.pauses_min=24",
                    "roster.meeting_min=12", "workforce.training_h_per_week=0.9", "roster.training_weekday=wed")
    of_front, here = np.zeros(6, dtype=np.int64), np.ones(6, dtype=np.bool_)
    plan = plan_day(roster_parameters(params, SEED), 2, day, 0.0, np.arange(6), of_front, here, here)
    return float((plan.block_until_s - plan.block_from_s)[plan.block_agent == 2].sum()), params


@pytest.mark.xfail(strict=True, reason="the turn of pauses grows with the day of the run, and moves them out of the shift")
def test_pauses_are_taken_late_in_a_run_too() -> None:
    assert phone_s(360)[0] == pytest.approx(phone_s(0)[0])


def pressed(workload: float) -> tuple[float, WorkRate]:
    """The time given at a workload, where the standard has eroded to 0.9."""
    rate = WorkRate(centre("mechanisms.work_pressure=true", "mechanisms.standard_erosion=true",
                           "pressure.work_pressure_elasticity=-0.4", "pressure.standard_erosion_weeks=10"))
    rate.service_standard, rate.smoothed_workload = 0.9, workload * rate.reference_load
    return rate.time_given, rate


@case("eq-work-pressure")
def work_pressure() -> list[Known]:
    return [Known({"S": 0.9, "p": 1.6, "alpha": -0.4, "n": 300.0}, 300.0 * pressed(1.6)[0])]


@case("eq-standard")
def standard() -> list[Known]:
    def per_week(given: float) -> float:
        return 7.0 * (service_standard_after(0.9, given, 1.0, 10.0) - 0.9)

    return [Known({"g": given * 300.0, "n": 300.0, "S": 0.9, "tau": 10.0}, per_week(given)) for given in (0.7, 0.95)]


# --- money -----------------------------------------------------------------------------------------------------------


@case("eq-bonus")
def bonus() -> list[Known]:
    params = centre("costs.bonus_per_month=1500", "costs.on_cost_share=0.2")
    return [Known({"b": 1500.0, "c": 0.2, "[agent i meets the target]": (1, 0, 1, 1)}, bonus_cost(params, 3))]


@case("eq-pay")
def pay() -> list[Known]:
    shared = ("costs.market_pay_per_month=24000", "workforce.pay_quit_elasticity=1.5", "workforce.pay_vacancy_elasticity=2.5",
              "workforce.pay_manner_sd=1.2", "workforce.pay_speed_slope=0.4", "workforce.vacancy_days=400",
              "mechanisms.pay=true")
    usual, under = (staff(*shared, f"costs.agent_pay_per_month={pay}") for pay in (24_000, 20_000))
    gap = math.log(1.2)
    return [Known({"epsilon_q": 1.5, "g": gap}, under.steady_quit_log_hazard - usual.steady_quit_log_hazard),
            Known({"T": 400.0, "epsilon_v": 2.5, "g": gap}, under.vacancy_days, side=1, within=0.5),
            Known({"mu": 1.2, "g": gap}, under.applicant_manner_sd, side=2),
            Known({"sigma": 0.4, "g": gap}, math.log(under.applicant_speed), side=3)]


@case("eq-positions")
def positions() -> list[Known]:
    return [Known({"N_1": 22, "epsilon": 3.0, "M": margin, "M_1": 2.0}, positions_for(22, margin, 2.0, 3.0))
            for margin in (1.9, 1.0)]


# --- the comparison --------------------------------------------------------------------------------------------------


def value(label: str, known: Known, values: dict[str, Any]) -> float:
    """The value of a formula at the case's values."""
    text = right_sides(FORMULAS[label])[known.side]
    return evaluate(text if known.branch is None else branches(text)[known.branch], values)


def test_every_guide_has_a_formula_and_every_formula_a_case() -> None:
    assert [page.stem for page in GUIDES if not formulas(page)] == []
    assert sorted(CASES) == sorted(FORMULAS)


@pytest.mark.parametrize("label", sorted(FORMULAS))
def test_a_formula_gives_what_the_rule_gives(label: str) -> None:
    cases = CASES[label]()
    assert {known.side for known in cases} == set(range(len(right_sides(FORMULAS[label]))))
    for known in cases:
        assert value(label, known, known.values) == pytest.approx(known.result, rel=1e-9, abs=known.within), known


def changed(given: Any) -> Any:
    """Another value of a symbol, not far from the given one."""
    if isinstance(given, tuple):
        return given[1:]
    return given + 1 if isinstance(given, int) else 1.07 * given + 0.003


@pytest.mark.parametrize("label", sorted(FORMULAS))
def test_every_symbol_of_a_formula_matters(label: str) -> None:
    cases = CASES[label]()
    matters = {name for known in cases for name in known.values
               if value(label, known, known.values) != value(label, known, known.values | {name: changed(known.values[name])})}
    assert {name for known in cases for name in known.values} - matters == ({"b"} if label == "eq-patience" else set())
