"""Morning, evening and night of a few agents, calculated by hand."""

import math

import numpy as np
import pytest

from sim.config.scenario import load
from sim.mechanisms.workforce.absence import HOLIDAY_WEEK, ILL, OTHER_ABSENCE
from sim.model.contact.channels import can_take
from sim.model.tables import Row, Table
from sim.model.workforce import staffing
from sim.model.workforce.agents import People, is_employed, session_h_by_corner, staff_parameters
from sim.params import Params
from sim.random.philox import uniform
from sim.schema import AgentDays

SEED = 12345
NOBODY = np.empty(0, dtype=np.int64)
PRESENT = ["mechanisms.absence=off"]
NEVER_QUITS = 1e9


def base(*overrides: str) -> Params:
    return load(overrides=list(overrides)).params


def day_params_of(*overrides: str) -> Table:
    return staff_parameters(base(*overrides), SEED)


def trained(parameters: Table, n: int, day: float = -5000.0) -> People:
    """Average agents, trained long ago, with a long time to quitting."""
    people = staffing.hired(parameters, 0, np.zeros(n, dtype=np.int64), day)
    people["speed"], people["manner_sd"], people["lifetime"] = 1.0, 0.0, NEVER_QUITS
    return people


def a_day(agent_id: list[int], on_duty_s: float, break_s: float, busy_s: float, n_conversations: int,
          n_cut_short: int) -> AgentDays:
    n = len(agent_id)
    columns = AgentDays(*([np.full(n, math.nan)] * len(AgentDays._fields)))  # type: ignore[arg-type]
    return columns._replace(
        agent_id=np.array(agent_id), on_duty_s=np.full(n, on_duty_s), break_s=np.full(n, break_s),
        busy_s=np.full(n, busy_s), n_conversations=np.full(n, n_conversations), n_cut_short=np.full(n, n_cut_short),
        n_rude=np.zeros(n, dtype=np.int64))


# --- the morning -----------------------------------------------------------------------------------------------------


def test_agents_at_work() -> None:
    """Of six: one left, one starts tomorrow, one is in training, one left yesterday and still talks; two are at work."""
    parameters = day_params_of(*PRESENT, "workforce.course_days=0")
    people = trained(parameters, 6)
    people["left_day"][0] = 90.0
    people["hired_day"][1] = people["phone_day"][1] = 101.0
    people["hired_day"][2], people["phone_day"][2] = 80.0, 110.0
    people["left_day"][3] = 100.0
    team = staffing.morning(parameters, people, 100, 0.0, np.array([3, 5]))
    assert team.agent_id.tolist() == [3, 4, 5]
    assert team.expected.tolist() == team.available.tolist() == [False, True, True]
    assert team.n_ill == 0
    people["phone_day"][2] = 100.0
    people["hired_day"][1] = people["phone_day"][1] = 100.0
    assert staffing.morning(parameters, people, 100, 0.0, NOBODY).agent_id.tolist() == [1, 2, 4, 5]


def test_absence_is_independent_between_agents() -> None:
    """Holiday and leave reduce the plan; ill agents stay on it, and strain makes some of the others ill."""
    parameters = day_params_of("workforce.holiday_share=0.3", "workforce.other_absence_share=0.2", "workforce.sickness_prob=0.2",
                     "workforce.sickness_per_strain=0.3")
    people = trained(parameters, 200)
    people["strain"][100:] = 1.0
    day = 17
    who = range(200)
    holiday = [(uniform(SEED, HOLIDAY_WEEK, 2, 0) + agent * 0.6180339887498949) % 1.0 < 0.3 for agent in who]
    leave = [uniform(SEED, OTHER_ABSENCE, agent, day) < 0.2 for agent in who]
    ill = [uniform(SEED, ILL, agent, day) < (0.2 if agent < 100 else 0.5) for agent in who]
    expected = [agent for agent in who if not holiday[agent] and not leave[agent]]
    team = staffing.morning(parameters, people, day, 0.0, NOBODY)
    assert team.agent_id.tolist() == expected
    assert team.expected.all()
    assert team.available.tolist() == [not ill[agent] for agent in expected]
    assert team.n_ill == sum(ill[agent] for agent in expected) > 0


def test_an_ill_agent_from_yesterday_only_finishes() -> None:
    parameters = day_params_of("workforce.sickness_prob=1", "workforce.holiday_share=0", "workforce.other_absence_share=0")
    team = staffing.morning(parameters, trained(parameters, 2), 5, 0.0, np.array([1]))
    assert (team.expected.tolist(), team.available.tolist(), team.n_ill) == ([True, True], [False, False], 2)


def test_state_in_the_morning_by_hand() -> None:
    """A month on the phone at start 0.5 and rate 0.5: the gap is exp(-0.5) of a half. Two of four hours of coaching count."""
    parameters = day_params_of(*PRESENT, "workforce.start_productivity=0.5", "workforce.learning_per_month=0.5",
                     "workforce.new_resolve_loss=0.12", "workforce.coaching_gain_per_h=0.04", "workforce.coaching_max_h=4",
                     "leadership.praise_share=0.5", "leadership.feedback_delay_weeks=6", "leadership.feedback_half_weeks=6")
    people = trained(parameters, 2)
    people["phone_day"][1] = 0.0
    people["knowledge"], people["speed"], people["manner_sd"] = [0.03, -0.02], [1.0, 1.5], [0.0, 0.7]
    people["strain"][1] = 0.25
    day = 73
    gap = math.exp(-0.5 * day / (365 / 12))
    team = staffing.morning(parameters, people, day, 2.0, NOBODY)
    assert team.speed == pytest.approx([1.0, 1.5 / (1 - 0.5 * gap)])
    assert team.resolve_shift == pytest.approx([0.05, -0.12 * gap - 0.02 + 0.02])
    assert (team.manner_sd.tolist(), team.strain.tolist()) == ([0.0, 0.7], [0.0, 0.25])
    much = staffing.morning(parameters, people, day, 9.0, NOBODY)
    assert much.resolve_shift - team.resolve_shift == pytest.approx([0.02, 0.02]), "beyond four hours nothing is added"


def test_mechanisms_off_are_neutral() -> None:
    """No agent is new, learns, tires, is away or quits: all are average agents forever."""
    off = [f"mechanisms.{name}=off" for name in ("learning", "training", "purpose", "coaching", "energy", "absence", "quitting")]
    parameters = day_params_of(*off, "workforce.sickness_prob=1", "workforce.quits_per_year=10",
                               "workforce.clock_quits_per_year=2",
                     "workforce.knowledge_start=0.1", "conversation.aht_cap_s=180", "conversation.clock_visible=true")
    people = staffing.hired(parameters, 0, np.zeros(3, dtype=np.int64), -31.0)
    people["lifetime"] = 1e-9
    for day in range(30):
        team = staffing.morning(parameters, people, day, 3.0, NOBODY)
        staffing.evening(parameters, people, a_day([0, 1, 2], 1000.0, 0.0, 1000.0, 5, 5), day)
        assert staffing.night(parameters, people, day, 99.0).quits.size == 0
    assert team.available.all()
    assert team.speed.tolist() == [1.0] * 3
    assert [*team.resolve_shift, *team.manner_sd, *team.strain] == [0.0] * 9


def test_groups_take_their_contact_types() -> None:
    params = base("+workforce.groups.back={n_agents: 1, hours_per_week: 37, contact_types: [technical], channels: null, "
                  "agents_per_interval: null}")
    assert can_take(params).tolist() == [[True] * len(params.contact_types),
                                         [contact_type == "technical" for contact_type in params.contact_types]]


# --- the evening -----------------------------------------------------------------------------------------------------


def test_an_evening_by_hand() -> None:
    """900 of 1 000 s on the phone busy: a third of the way from knee to full; half of the conversations were cut short."""
    parameters = day_params_of("workforce.strain_knee_occupancy=0.85", "workforce.strain_per_week=0.3",
                     "workforce.strain_cap_per_week=0.1", "workforce.smoothing_weeks=6")
    people = trained(parameters, 3)
    people["strain"] = 0.5
    agents = staffing.evening(parameters, people, a_day([0, 2], 1200.0, 200.0, 900.0, 10, 5), 0)
    strain = 0.5 + (0.3 / 3 + 0.1 / 2) / 5 * 0.5
    assert people["strain"] == pytest.approx([strain, 0.5, strain])
    assert people["occupancy"] == pytest.approx([0.85 + 0.05 / 30, 0.85, 0.85 + 0.05 / 30])
    assert agents.strain == pytest.approx([strain] * 2)
    assert agents.occupancy == pytest.approx([0.85 + 0.05 / 30] * 2)
    assert agents.productivity == pytest.approx([1.0, 1.0])
    assert agents.resolve_shift == pytest.approx(people["knowledge"][[0, 2]])


def test_strain_falls_without_conversations_and_stays_below_one() -> None:
    parameters = day_params_of("workforce.strain_per_week=10", "workforce.strain_cap_per_week=10")
    people = trained(parameters, 2)
    staffing.evening(parameters, people, a_day([0], 0.0, 0.0, 0.0, 0, 0), 0)
    staffing.evening(parameters, people, a_day([1], 100.0, 0.0, 500.0, 1, 1), 0)
    assert people["strain"].tolist() == [0.0, 1.0]


# --- the night -------------------------------------------------------------------------------------------------------


def test_a_night_by_hand() -> None:
    """Two groups; strain of employed agents before rest; an agent whose hazard is used up leaves, paid to the end of the day."""
    parameters = staff_parameters(base("+workforce.groups.back={n_agents: 1, hours_per_week: 37, contact_types: null, "
                                       "channels: null, "
                             "agents_per_interval: null}"), SEED)
    people = trained(parameters, 5)
    people["group"] = [0, 1, 1, 0, 0]
    people["strain"] = [0.1, 0.2, 0.3, 0.4, 0.5]
    people["left_day"][3] = 7.0                        # left yesterday
    people["hired_day"][4] = 8.0                       # starts tomorrow
    people["lifetime"][2] = 1e-9
    tonight = staffing.night(parameters, people, 7, 10.0)
    assert tonight.n_in_group.tolist() == [1, 2]
    assert tonight.strain == pytest.approx(0.6)
    assert tonight.quits.tolist() == [2]
    assert [is_employed(people[2], day) for day in (7, 8)] == [True, False]
    assert people["strain"] == pytest.approx([strain * 0.5 ** (1 / 21) for strain in (0.1, 0.2, 0.3, 0.4, 0.5)])
    assert people["accumulated_hazard"][[3, 4]].tolist() == [0.0, 0.0]
    assert staffing.night(parameters, people, 8, 10.0).quits.size == 0, "nobody quits twice"


def test_hazard_by_hand() -> None:
    """Occupancy 0.05 above the knee at slope 6, new at factor 2, ten agents above the span at 0.05, a clock at 0.08 a year, and
    two hours of coaching, half of it praise and half of it worth half, at 0.1 an hour."""
    recorded = ["conversation.aht_cap_s=180", "conversation.clock_visible=true", "workforce.clock_quits_per_year=0.08"]
    parameters = day_params_of(*recorded, "workforce.quits_per_year=0.2", "workforce.occupancy_quit_slope=6",
                     "workforce.new_quit_factor=2", "leadership.best_span=10", "leadership.span_quit_slope=0.05",
                     "workforce.strain_knee_occupancy=0.85", "workforce.pay_quit_elasticity=0",
                     "leadership.n_team_leaders=1", "workforce.coaching_keep_per_h=0.1", "workforce.coaching_max_h=2",
                     "leadership.praise_share=0.5", "leadership.feedback_delay_weeks=6", "leadership.feedback_half_weeks=6")
    someone = trained(parameters, 1, day=0.0)[0]
    someone.occupancy = 0.9
    factor = math.exp(0.3 - 2 * 0.075) * 1.5
    known = {182: (0.2 * factor * 2 + 0.08) / 365, 183: (0.2 * factor + 0.08) / 365}
    for day, hazard in known.items():
        assert staffing.quitting_hazard_per_day(parameters[0], someone, day, 3.0) == pytest.approx(hazard)
    someone.occupancy = 0.5
    idle = (0.2 * 1.5 + 0.08) / 365
    assert staffing.quitting_hazard_per_day(parameters[0], someone, 183, 0.0) == pytest.approx(idle), "never below the knee"


def test_satisfaction_by_hand() -> None:
    """60, less 20 points per unit of log hazard: strain .5 at .4, authority a fifth below the usual at .5, a clock that adds a
    third, two hours of coaching at .1, and purpose .3 above the usual at .5."""
    parameters = day_params_of("workforce.satisfaction_neutral=60", "workforce.satisfaction_points=20",
                               "workforce.strain_quit_slope=0.4",
                     "workforce.authority_quit_slope=0.5", "workforce.authority_usual_share=0.3", "authority.authority_share=0.1",
                     "workforce.quits_per_year=0.3", "workforce.clock_quits_per_year=0.1", "conversation.aht_cap_s=180",
                     "workforce.coaching_keep_per_h=0.1", "leadership.feedback_delay_weeks=0", "purpose.quit_slope=0.5",
                     "purpose.usual_share=0.3", "workforce.occupancy_quit_slope=0", "workforce.pay_quit_elasticity=0")
    someone = trained(parameters, 1)[0]
    someone.strain, someone.purpose = 0.5, 0.6
    driven = 0.2 + 0.1 + math.log(4 / 3) - 0.2 - 0.15
    assert staffing.satisfaction(parameters[0], someone, 2.0) == pytest.approx(60 - 20 * driven)
    empowered = day_params_of("authority.authority_share=1", "mechanisms.empowerment=off", "workforce.authority_quit_slope=0.5")
    assert empowered[0].steady_quit_log_hazard == pytest.approx(0.15), "who may decide nothing"


def test_satisfaction_and_purpose_show_in_manner() -> None:
    """Ten points more at .02 SD, and purpose half above the usual at .3 SD; purpose off: only the points."""
    glad = ["workforce.satisfaction_usual=65", "workforce.satisfaction_manner_sd=0.02", "purpose.manner_sd=0.3",
            "purpose.usual_share=0.2"]
    for more, known in (([], 0.35), (["mechanisms.purpose=off"], 0.2), (["mechanisms.energy=off"], 0.15)):
        parameters = day_params_of(*glad, *more)
        someone = trained(parameters, 1)[0]
        someone.satisfaction, someone.purpose = 75.0, 0.7
        assert staffing.manner(parameters[0], someone) == pytest.approx(known)


def test_purpose_by_hand() -> None:
    """An hour a month, half of the largest effect: a sixth of the rest is gained a month, a twelfth fades; programme: more."""
    parameters = day_params_of("purpose.repetition_h_per_month=1", "purpose.programme_h_per_month=3",
                               "purpose.programme_months=2",
                     "purpose.half_h_per_month=1", "purpose.settling_months=3", "purpose.fading_months=6")
    month = 365 / 12
    assert staffing.purpose_after(parameters[0], 0.4, 61) == pytest.approx(0.4 + (0.6 / 6 - 0.4 / 12) / month)
    assert staffing.purpose_after(parameters[0], 0.4, 60) == pytest.approx(0.4 + (0.6 / 4 - 0.4 / 24) / month)
    silent = day_params_of("purpose.repetition_h_per_month=0", "purpose.fading_months=6")
    assert staffing.purpose_after(silent[0], 0.4, 61) == pytest.approx(0.4 * (1 - 1 / 6 / month))


def test_pay_against_the_market_by_hand() -> None:
    """A tenth below: log(1 / .9) times two more quitting, longer vacancies, and other applicants; existing agents stay equal."""
    pay = ["costs.agent_pay_per_month=21600", "workforce.vacancy_days=34", "workforce.pay_vacancy_elasticity=2",
           "workforce.pay_manner_sd=1", "workforce.pay_speed_slope=0.3", "workforce.speed_sd=0", "workforce.manner_sd=0"]
    gap = math.log(1 / 0.9)
    parameters = day_params_of(*pay, "workforce.pay_quit_elasticity=2")
    assert parameters[0].steady_quit_log_hazard == pytest.approx(2 * gap)
    assert parameters[0].vacancy_days == round(34 / 0.81) == 42
    group = np.zeros(1, dtype=np.int64)
    successor, veteran = staffing.hired(parameters, 0, group, 5.0)[0], staffing.hired(parameters, 0, group, -5.0)[0]
    assert (successor.speed, successor.manner_sd) == pytest.approx((0.9 ** -0.3, -gap))
    assert (veteran.speed, veteran.manner_sd) == (1.0, 0.0)
    off = day_params_of(*pay, "mechanisms.pay=off")
    assert (off[0].steady_quit_log_hazard, off[0].vacancy_days, off[0].applicant_speed) == (0.0, 34, 1.0)


def slept(parameters: Table, person: Row, changes: bool = False) -> Row:
    """An agent after a night."""
    staffing.train(parameters[0], person, changes)
    return person


def test_a_skill_by_hand() -> None:
    """Gains .002 a month at zero and none at the maximum; loses .005 a month, and no more than .15 ever."""
    month = 365 / 12
    assert staffing.skill_after(0.0, 0.002, 0.05, 0.005, 0.15) == pytest.approx((0.002 - 0.005) / month)
    assert staffing.skill_after(0.05, 0.002, 0.05, 0.005, 0.15) == pytest.approx(0.05 - 0.005 / month)
    assert staffing.skill_after(-0.1499, 0.0, 0.05, 0.01, 0.15) == -0.15


def test_an_evenly_split_hour_is_an_hour_for_each_corner() -> None:
    """All of it on service counts three there and none elsewhere; a trainer for half of the agents adds a quarter."""
    assert session_h_by_corner(base("workforce.training_h_per_week=1")) == pytest.approx((1, 1, 1))
    alone = base("workforce.training_h_per_week=1", "workforce.session_knowledge=0", "workforce.session_communication=0")
    assert session_h_by_corner(alone) == pytest.approx((0, 0, 3))
    trainer = base("workforce.training_h_per_week=1", "leadership.n_trainers=1", "workforce.trainer_covers=10",
                   "workforce.trainer_gain=0.5")
    assert session_h_by_corner(trainer) == pytest.approx((1.25, 1.25, 1.25))
    unfocused = base(*(f"workforce.session_{corner}=0" for corner in ("knowledge", "communication", "service")))
    assert session_h_by_corner(unfocused) == (0.0, 0.0, 0.0)


def test_each_corner_has_its_own_effect_and_decay() -> None:
    """Talk time is saved and solves more; service is manner; with training off, neither counts."""
    on, off = (day_params_of(*PRESENT, "workforce.communication_resolve=0.5", *more)
               for more in ((), ("mechanisms.training=off",)))
    people = trained(on, 1)
    people["knowledge"], people["communication"], people["service"] = 0.0, 0.04, 0.3
    team = staffing.morning(on, people, 100, 0.0, NOBODY)
    seen = [*team.speed, *team.resolve_shift, *team.manner_sd]
    assert seen == pytest.approx([math.exp(-0.04), 0.02, 0.3])
    team = staffing.morning(off, people, 100, 0.0, NOBODY)
    assert [*team.speed, *team.resolve_shift, *team.manner_sd] == [1.0, 0.0, 0.0]
    someone = slept(day_params_of("workforce.training_h_per_week=0", "workforce.communication_drift_per_month=0.009",
                             "workforce.service_drift_per_month=0.06"), people[0])
    assert someone.communication == pytest.approx(0.04 - 0.009 * 12 / 365)
    assert someone.service == pytest.approx(0.3 - 0.06 * 12 / 365)


def test_a_product_change_makes_knowledge_outdated_and_is_news() -> None:
    """Sessions of half an hour leave half of the loss; news not heard of falls by exp(-1 / days): 3, or 1 with a meeting."""
    half = ["workforce.training_h_per_week=0.5", "workforce.communication_resolve=0", "workforce.knowledge_loss_per_change=0.04",
            "workforce.news_resolve_loss=0.08", "workforce.news_days=3", "workforce.news_days_meeting=1"]
    for more, days in ((["roster.meeting_min=0"], 3.0), ([], 1.0), (["roster.meeting_min=5"], 2.0),
                       (["mechanisms.morning_meeting=off"], 3.0)):
        parameters = day_params_of(*half, *PRESENT, *more)
        people = trained(parameters, 1)
        people["knowledge"] = 0.0
        before = slept(parameters, people[0]).knowledge
        people["knowledge"] = 0.0
        assert slept(parameters, people[0], changes=True).knowledge == pytest.approx(before - 0.02)
        today = staffing.resolve_shift(parameters[0], people[0], 0, 0.0)
        assert today == pytest.approx(people[0].knowledge - 0.08)       # talking has no effect on solving here
        assert slept(parameters, people[0]).news == pytest.approx(math.exp(-1 / days))


def test_knowledge_by_hand() -> None:
    """Half an hour a week gains 0.002 and leaves half of a drift of 0.01 a month; no more than .15 is ever lost."""
    parameters = day_params_of("workforce.training_h_per_week=0.5", "workforce.training_gain_per_month=0.004",
                     "workforce.drift_per_month=0.01", "workforce.training_gain_max=0.05", "workforce.drift_max=0.15")
    month = 365 / 12
    people = trained(parameters, 1)
    for before, after in ((0.0, (0.002 - 0.005) / month), (0.05, 0.05 - 0.005 / month)):
        people["knowledge"] = before
        assert slept(parameters, people[0]).knowledge == pytest.approx(after)
    untrained = day_params_of("workforce.training_h_per_week=0", "workforce.drift_per_month=0.01", "workforce.drift_max=0.15")
    for before, after in ((-0.149, -0.149 - 0.01 / month), (-0.15, -0.15)):
        people["knowledge"] = before
        assert slept(untrained, people[0]).knowledge == pytest.approx(after)


# --- parameters ------------------------------------------------------------------------------------------------------

KNOWN = (
    "workforce.training_h_per_week=0.5", "workforce.session_knowledge=1", "workforce.session_communication=0.5",
    "workforce.session_service=0.5", "leadership.n_trainers=0", "workforce.training_gain_per_month=0.08",
    "workforce.drift_per_month=0.04", "workforce.strain_quit_slope=2", "workforce.strain_per_week=0.5",
    "purpose.repetition_h_per_month=0.5", "purpose.half_h_per_month=1.5", "purpose.settling_months=5", "purpose.fading_months=10",
    "workforce.pay_manner_sd=0.4", "costs.agent_pay_per_month=20000", "costs.market_pay_per_month=30000",
    "workforce.pay_speed_slope=0.25", "mechanisms.purpose=on", "mechanisms.pay=on", "mechanisms.learning=on",
    "mechanisms.energy=on")


def test_parameters_by_hand() -> None:
    """Half an hour a week, of which knowledge counts three quarters; purpose repeated a quarter of the time; pay a third less
    than the market's 30 000."""
    row, month = day_params_of(*KNOWN)[0], 365 / 12
    assert {name: row[name] for name in ("training_gain_per_month", "drift_per_month", "strain_quit_slope", "strain_per_week",
                                         "purpose_gain_per_day", "purpose_fade_per_day", "applicant_manner_sd",
                                         "applicant_speed")} == pytest.approx({
        "training_gain_per_month": 0.06, "drift_per_month": 0.01, "strain_quit_slope": 2.0, "strain_per_week": 0.5,
        "purpose_gain_per_day": 0.25 / (5 * month), "purpose_fade_per_day": 0.75 / (10 * month),
        "applicant_manner_sd": -0.4 * math.log(1.5), "applicant_speed": 1.5**0.25})


def test_parameters_of_mechanisms_that_are_off_are_neutral() -> None:
    off = (f"mechanisms.{name}=off" for name in ("learning", "energy", "pay"))
    row = day_params_of(*KNOWN, *off)[0]
    assert (row.strain_quit_slope, row.strain_per_week, row.applicant_manner_sd, row.applicant_speed) == (0.0, 0.0, 0.0, 1.0)
