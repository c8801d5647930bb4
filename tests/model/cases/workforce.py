"""Rules of `sim.model.workforce`, worked by hand off their neutral values."""

import math

from sim.mechanisms.workforce.absence import HOLIDAY_WEEK, ILL, OTHER_ABSENCE
from sim.mechanisms.workforce.planning import FORECAST, LATE, MISPLACED, MISPLACED_LUNCH, MISPLACED_SHIFT
from sim.model.workforce.agents import is_employed, news_days, programme_until_day, repeated_share, session_h_by_corner
from sim.model.workforce.duty import close_accounts, come_on_duty, end_busy_time, go_off_duty
from sim.model.workforce.leadership import (
    LeadershipHours,
    leadership_hours,
    n_escalation_points,
    n_positions,
    smoothed_h,
    span,
    strategic_time_left_share,
    urgent_work_h,
)
from sim.model.workforce.roster import (
    break_delay_s,
    is_misplaced,
    leave_factor,
    lunch_from_s,
    misplaced_lunch_from_s,
    misplaced_shift,
    pause_today_s,
    session_from_s,
    session_length_s,
    session_s,
    shift_length_s,
)
from sim.model.workforce.staffing import (
    is_ill,
    manner,
    occupancy,
    on_holiday,
    on_leave,
    productivity,
    purpose_after,
    quit_log_hazard,
    quitting_hazard_per_day,
    resolve_shift,
    satisfaction,
    skill_after,
    speed,
    strain_after,
    train,
)
from sim.model.workforce.work_pressure import service_standard_after, visible_workload, work_pressure
from sim.random.philox import uniform
from sim.random.quantiles import normal
from tests.model.cases import LESS, MORE, SEED, Case, case, row, thing

AGENT, DAY = 5, 10
MONTH_DAYS = 365.0 / 12.0
TEAM = thing(groups={"a": thing(n_agents=15), "b": thing(n_agents=5)})


def training(n_trainers: float) -> Case:
    """An hour a week, half of it for knowledge; one trainer covers half of the 20 agents and adds half of its effect to them."""
    of_hour = 1.0 + 0.5 * min(n_trainers / 2, 1.0)
    return case(session_h_by_corner, (1.5 * of_hour, 0.75 * of_hour, 0.75 * of_hour), params=thing(
        leadership=thing(n_trainers=n_trainers), workforce=thing(
            groups=TEAM.groups, session_knowledge=1.0, session_communication=0.5, session_service=0.5, trainer_covers=10.0,
            training_h_per_week=1.0, trainer_gain=0.5)))


def news(known: float, meeting_min: float, meeting: bool = True, breaks: bool = True) -> Case:
    return case(news_days, known, params=thing(
        workforce=thing(news_days=5.0, news_days_meeting=1.0), roster=thing(meeting_min=meeting_min),
        mechanisms=thing(morning_meeting=meeting, breaks=breaks)))


CASES = [
    training(1.0), training(3.0), news(3.0, 5.0), news(1.0, 20.0), news(5.0, 5.0, meeting=False), news(5.0, 5.0, breaks=False),
    case(repeated_share, 0.25, h_per_month=0.5, half_h_per_month=1.5),
    case(programme_until_day, 2.5 * MONTH_DAYS, params=thing(purpose=thing(programme_months=2.5))),
    *(case(is_employed, known, person=row(hired_day=3.0, left_day=7.0), day=day)
      for known, day in ((False, 2), (True, 3), (True, 6), (False, 7))),

    case(n_positions, 20, params=thing(workforce=TEAM)),
    case(span, 8.0, params=thing(workforce=TEAM, leadership=thing(n_team_leaders=2.5))),
    case(span, 20.0, params=thing(workforce=TEAM, leadership=thing(n_team_leaders=0.0))),
    *(case(n_escalation_points, known, params=thing(leadership=thing(n_team_leaders=leaders, n_managers=3)))
      for known, leaders in ((2, 2.5), (1, 0.5), (3, 0.0))),
    case(strategic_time_left_share, 0.5, now=thing(strategic_h=10.0), params=thing(
        leadership=thing(manager_strategic_share=0.25, n_managers=2), costs=thing(full_time_h_per_week=40.0))),
    case(strategic_time_left_share, 1.0, now=thing(strategic_h=10.0), params=thing(
        leadership=thing(manager_strategic_share=0.25, n_managers=0), costs=thing(full_time_h_per_week=40.0))),
    case(urgent_work_h, 3.5, params=thing(leadership=thing(absence_h=0.5)), team_leader_busy_s=7200.0, n_ill=3),
    case(smoothed_h, 2.2, before_h=2.0, today_h=6.0),
]


def leads(coaching_h: float, strategic_h: float, urgent_h: float, n_team_leaders: float = 2.0, counts: bool = True) -> Case:
    """20 agents, 40 hours a week; a manager with a quarter of strategic hours; a coach coaches half of the time."""
    known = LeadershipHours(coaching_h * MONTH_DAYS / 7.0 / 20.0, strategic_h)
    return case(leadership_hours, known, urgent_work_h_per_day=urgent_h, params=thing(
        workforce=TEAM, costs=thing(full_time_h_per_week=40.0), mechanisms=thing(team_leaders=counts), leadership=thing(
            n_team_leaders=n_team_leaders, n_managers=1, manager_strategic_share=0.25, daily_h_per_agent=1.5, n_coaches=1.0,
            coach_share=0.5)))


CASES += [
    leads(20.0 + 40.0, 10.0, 2.0),                       # 80 - 30 - 10, and the coach's 20
    leads(20.0, 5.0, 11.0),                              # 80 - 30 - 55 = -5, taken off the strategic hours
    leads(20.0, 0.0, 20.0), leads(20.0, 10.0, 11.0, counts=False),
    leads(20.0, 5.0, 1.0, n_team_leaders=0.0),           # the manager's other 30 - 30 - 5
]

# --- roster --------------------------------------------------------------------------------------------------------

LUNCH = {"lunch_from_s": 39_600.0, "n_lunches": 3, "lunch_s": 1800.0}
PAUSES = {"real_time_share": 0.5, "pause_s": 600.0}
MISSED, ANY, WHEN = (uniform(SEED, stream, AGENT, DAY) for stream in (MISPLACED, MISPLACED_SHIFT, MISPLACED_LUNCH))
FORECAST_FACTOR = math.exp(0.25 * normal(uniform(SEED, FORECAST, DAY, 0)))


def session(known: float, place: int, until_s: float) -> Case:
    return case(session_from_s, known, shape=row(n_sessions=3, session_from_s=50_000.0), length_s=3600.0, place=place,
                until_s=until_s)


CASES += [
    case(shift_length_s, 18_000.0, hours_per_week=25.0),
    # an hour of purpose a week, and 45 minutes
    *(case(session_s, known, params=thing(mechanisms=thing(purpose=on), workforce=thing(training_h_per_week=0.75)),
           purpose_h_per_month=365.0 / 84.0) for known, on in ((6300.0, True), (2700.0, False))),
    # four agents in three turns: 0, 0, 1, 2
    *(case(lunch_from_s, 39_600.0 + 1800.0 * turn, shape=row(**LUNCH), place=4 + place, n_team=4)
      for place, turn in enumerate((0, 0, 1, 2))),
    case(lunch_from_s, 39_600.0, shape=row(**LUNCH), place=5, n_team=0),
    *(case(session_length_s, known, shape=row(programme_session_s=5400.0, programme_until_day=60.0, session_s=3600.0), day=day)
      for known, day in ((5400.0, 59), (3600.0, 60))),
    session(57_200.0, 5, 70_000.0), session(50_000.0, 6, 70_000.0), session(54_400.0, 5, 58_000.0),
    *(case(is_misplaced, known, shape=row(misplaced_prob=prob, seed=SEED), agent_id=AGENT, day=DAY)
      for known, prob in ((True, MISSED * MORE), (False, MISSED * LESS), (False, 0.0))),
    case(misplaced_shift, int(ANY * 4), shape=row(seed=SEED), n_shifts=4, agent_id=AGENT, day=DAY),
    # a quarter of the shift in, within 10 000 - 1 800 s
    case(misplaced_lunch_from_s, 33_800.0 + 8200.0 * WHEN, shape=row(seed=SEED, lunch_s=1800.0), from_s=28_800.0,
         length_s=20_000.0, agent_id=AGENT, day=DAY),
    case(misplaced_lunch_from_s, 29_550.0, shape=row(seed=SEED, lunch_s=1800.0), from_s=28_800.0, length_s=3000.0,
         agent_id=AGENT, day=DAY),
    case(break_delay_s, 300.0 * uniform(SEED, LATE, AGENT, 8 * DAY + 2), shape=row(seed=SEED, latest_s=300.0), agent_id=AGENT,
         day=DAY, which=2),
    case(break_delay_s, 0.0, shape=row(seed=SEED, latest_s=0.0), agent_id=AGENT, day=DAY, which=2),
    # 0.5 x 0.1 x 20 000 / 2 = 500 s less
    *(case(pause_today_s, known, shape=row(**PAUSES), gap=gap, length_s=20_000.0)
      for known, gap in ((100.0, 0.1), (0.0, 0.2), (850.0, -0.05), (1200.0, -0.2))),
    case(leave_factor, 1.0 + 0.5 * (1.0 - 1.2 * FORECAST_FACTOR), shape=row(leave_tilt=0.5, forecast_error_sd=0.25, seed=SEED),
         day=DAY, load=1.2),
    case(leave_factor, 1.0, shape=row(leave_tilt=0.0, forecast_error_sd=0.25, seed=SEED), day=DAY, load=1.2),
    case(leave_factor, 0.0, shape=row(leave_tilt=0.5, forecast_error_sd=0.25, seed=SEED), day=DAY, load=50.0),
]

# --- absence -------------------------------------------------------------------------------------------------------

TURN = (uniform(SEED, HOLIDAY_WEEK, DAY // 7, 0) + AGENT * 0.6180339887498949) % 1.0
AWAY, SICK = uniform(SEED, OTHER_ABSENCE, AGENT, DAY), uniform(SEED, ILL, AGENT, DAY)
CASES += [
    *(case(on_holiday, known, parameters=row(seed=SEED, holiday_share=TURN * near), agent_id=AGENT, day=DAY)
      for known, near in ((True, MORE), (False, LESS))),
    *(case(on_leave, known, parameters=row(seed=SEED, other_absence_share=AWAY / 2 * near), agent_id=AGENT, day=DAY, factor=2.0)
      for known, near in ((True, MORE), (False, LESS))),
    *(case(is_ill, known, parameters=row(seed=SEED, sickness_prob=SICK / 2 * near, sickness_per_strain=SICK), agent_id=AGENT,
           day=DAY, strain=0.5) for known, near in ((True, MORE), (False, LESS))),
]

# --- skills --------------------------------------------------------------------------------------------------------

LEARNING = {"start_productivity": 0.5, "learning_per_month": 0.25}
SKILLS = LEARNING | {"training_counts": 0.5, "coaching_gain_per_h": 0.01, "coaching_max_h": 4.0, "communication_resolve": 0.2,
                     "news_resolve_loss": 0.1, "purpose_resolve": 0.2, "purpose_usual": 0.25, "new_resolve_loss": 0.3}
MANNER = {"purpose_manner_sd": 0.5, "purpose_usual": 0.25, "satisfaction_manner_sd": 0.01, "satisfaction_usual": 60.0,
          "training_counts": 0.5}
STRAIN = {"strain_knee_occupancy": 0.6, "purpose_strain_relief": 0.5, "purpose_usual": 0.25, "strain_per_week": 1.0,
          "strain_cap_per_week": 0.5, "strain_rude_per_week": 0.25}
SESSIONS = {"training_gain_per_month": 0.3, "training_gain_max": 0.2, "drift_per_month": 0.05, "drift_max": 0.05,
            "communication_gain_per_month": 0.2, "communication_gain_max": 0.4, "communication_drift_per_month": 0.05,
            "communication_drift_max": 0.1, "service_gain_per_month": 0.5, "service_gain_max": 1.0,
            "service_drift_per_month": 0.2, "service_drift_max": 0.3, "news_left_share": 0.5, "knowledge_loss": 0.02}
YEAR_IN = DAY + 365            # twelve months after the course, at 1/4 a month: e^-3 of the way is left


def shifted(known: float, day: int, coaching_h: float) -> Case:
    """Knowledge 0.1 + 0.2 x 0.5 - 0.1 x 0.5 counts half; purpose is 0.5 above the usual."""
    return case(resolve_shift, known, parameters=row(**SKILLS), person=row(
        phone_day=10.0, knowledge=0.1, communication=0.5, news=0.5, purpose=0.75), day=day, coaching_h=coaching_h)


def strained(known: float, occupied: float, **changed: float) -> Case:
    return case(strain_after, known, parameters=row(**STRAIN | changed), strain=0.2, occupied=occupied, cut_share=0.4,
                rude_share=0.2, purpose=0.75)


def skilled(known: float, skill: float, drift_per_month: float) -> Case:
    return case(skill_after, known, skill=skill, gain_per_month=0.3, gain_max=0.2, drift_per_month=drift_per_month,
                drift_max=0.05)


def trained(changes: bool, knowledge: float, news: float) -> Case:
    return case(train, None, {
        "person.knowledge": knowledge, "person.communication": 0.2 + 0.05 / MONTH_DAYS,
        "person.service": 0.5 + 0.05 / MONTH_DAYS, "person.news": news},
        parameters=row(**SESSIONS), person=row(knowledge=0.1, communication=0.2, service=0.5, news=0.8), changes=changes)


CASES += [
    case(productivity, 0.5, parameters=row(**LEARNING), person=row(phone_day=10.0), day=10),
    case(productivity, 0.5, parameters=row(**LEARNING), person=row(phone_day=10.0), day=5),
    case(productivity, 1.0 - 0.5 * math.exp(-3.0), parameters=row(**LEARNING), person=row(phone_day=10.0), day=YEAR_IN),
    case(speed, 2.4 * math.exp(-0.25), parameters=row(**LEARNING, training_counts=0.5), person=row(
        phone_day=10.0, speed=1.2, communication=0.5), day=10),
    case(speed, 1.2 / (1.0 - 0.5 * math.exp(-3.0)) * math.exp(-0.25), parameters=row(**LEARNING, training_counts=0.5),
         person=row(phone_day=10.0, speed=1.2, communication=0.5), day=YEAR_IN),
    shifted(-0.3 + 0.075 + 0.04 + 0.1, 10, 6.0), shifted(-0.3 * math.exp(-3.0) + 0.075 + 0.02 + 0.1, YEAR_IN, 2.0),
    # 0.3 + 0.5 x 0.4 + 0.5 x 0.5 + 0.01 x 10
    case(manner, 0.85, parameters=row(**MANNER), person=row(manner_sd=0.3, service=0.4, purpose=0.75, satisfaction=70.0)),
    case(occupancy, 0.5, on_duty_s=28_800.0, break_s=1800.0, busy_s=13_500.0),
    case(occupancy, 1.0, on_duty_s=28_800.0, break_s=1800.0, busy_s=28_000.0),
    case(occupancy, 0.5, on_duty_s=1800.0, break_s=1800.0, busy_s=0.5),
    # half over the knee, relieved by a quarter: (0.375 + 0.2 + 0.05) / 5 of the 0.8 that is left
    strained(0.3, 0.8), strained(0.24, 0.5), strained(1.0, 0.8, strain_per_week=100.0),
    # half of the gain that is possible
    skilled(0.1 + (0.15 - 0.05) / MONTH_DAYS, 0.1, 0.05), skilled(0.3 - 0.05 / MONTH_DAYS, 0.3, 0.05), skilled(-0.05, -0.04, 3.0),
    trained(False, 0.1 + 0.1 / MONTH_DAYS, 0.4), trained(True, 0.08 + 0.1 / MONTH_DAYS, 1.0),
    case(train, None, {"person.knowledge": -0.05, "person.communication": -0.1, "person.service": -0.3}, changes=True,
         parameters=row(**SESSIONS | {"knowledge_loss": 2.0, "communication_drift_per_month": 90.0,
                                      "service_drift_per_month": 90.0}),
         person=row(knowledge=0.1, communication=0.2, service=0.5, news=0.8)),
]

# --- quitting and purpose ------------------------------------------------------------------------------------------

QUITS = {"occupancy_quit_slope": 2.0, "strain_knee_occupancy": 0.6, "coaching_keep_per_h": 0.1, "coaching_max_h": 4.0,
         "purpose_quit_slope": 0.4, "purpose_usual": 0.25, "strain_quit_slope": 0.5, "steady_quit_log_hazard": 0.3}
POINTS = {"clock_quit_log_hazard": 0.2, "satisfaction_neutral": 60.0, "satisfaction_points": 20.0}
YEARLY = {"quits_per_year": 0.365, "clock_quits_per_year": 0.0365, "new_quit_factor": 2.0}
PURPOSE = {"programme_until_day": 60.0, "programme_gain_per_day": 0.1, "programme_fade_per_day": 0.02,
           "purpose_gain_per_day": 0.01, "purpose_fade_per_day": 0.05}


def person(**changed: float) -> object:
    return row(**{"occupancy": 0.8, "strain": 0.4, "purpose": 0.75} | changed)


CASES += [
    # 2 x 0.2 + 0.5 x 0.4 + 0.3 - 0.1 x 4 - 0.4 x 0.5
    case(quit_log_hazard, 0.3, parameters=row(**QUITS), person=person(), coaching_h=6.0),
    case(quit_log_hazard, 0.5, parameters=row(**QUITS), person=person(), coaching_h=2.0),
    case(quit_log_hazard, -0.1, parameters=row(**QUITS), person=person(occupancy=0.5), coaching_h=6.0),
    case(satisfaction, 50.0, parameters=row(**QUITS | POINTS), person=person(), coaching_h=6.0),
    case(satisfaction, 46.0, parameters=row(**QUITS | POINTS), person=person(), coaching_h=2.0),
    *(case(satisfaction, known, parameters=row(**QUITS | POINTS | {"satisfaction_points": points}), person=person(),
           coaching_h=6.0) for known, points in ((0.0, 200.0), (100.0, -200.0))),
    case(quitting_hazard_per_day, 0.002 * math.exp(0.3) + 0.0001, parameters=row(**QUITS | YEARLY),
         person=person(hired_day=10.0), day=192, coaching_h=6.0),
    case(quitting_hazard_per_day, 0.001 * math.exp(0.5) + 0.0001, parameters=row(**QUITS | YEARLY),
         person=person(hired_day=10.0), day=193, coaching_h=2.0),
    case(purpose_after, 0.452, parameters=row(**PURPOSE), purpose=0.4, day=59),
    case(purpose_after, 0.386, parameters=row(**PURPOSE), purpose=0.4, day=60),
    case(purpose_after, 0.0, parameters=row(**PURPOSE | {"purpose_fade_per_day": 3.0}), purpose=0.4, day=60),
    case(purpose_after, 1.0, parameters=row(**PURPOSE | {"purpose_gain_per_day": 3.0}), purpose=0.4, day=60),

    case(visible_workload, 0.9, busy_s=60.0, wait_s=30.0, phone_s=100.0),
    case(visible_workload, 3.0, busy_s=60.0, wait_s=300.0, phone_s=100.0),
    case(visible_workload, 0.0, busy_s=60.0, wait_s=30.0, phone_s=0.0),
    case(work_pressure, 0.5, pressure=4.0, elasticity=-0.5),
    case(work_pressure, 1.0, pressure=1.0, elasticity=-0.5),
    # half a week of ten: a twentieth of the way
    case(service_standard_after, 0.99, service_standard=1.0, given=0.8, days=3.5, weeks=10.0),
    case(service_standard_after, 0.8, service_standard=0.8, given=0.9, days=3.5, weeks=10.0),
    case(service_standard_after, 0.8, service_standard=1.0, given=0.8, days=700.0, weeks=10.0),
]

# --- an agent's accounts of a day ----------------------------------------------------------------------------------


def at_midnight(idle: bool, busy_s: float) -> Case:
    return case(close_accounts, None, {"agent.last_off_s": 86_400.0, "agent.phone_s": 410.0, "agent.busy_s": busy_s},
                agent=thing(last_off_s=0.0, phone_s=10.0, on_since_s=86_000.0, idle=idle, busy_s=5.0, busy_since_s=86_100.0))


CASES += [
    *(case(come_on_duty, None, {"agent.on_duty": True, "agent.on_since_s": 900.0, "agent.first_on_s": known},
           agent=thing(on_duty=False, on_since_s=math.nan, first_on_s=before), now_s=900.0)
      for known, before in ((900.0, math.nan), (100.0, 100.0))),
    case(go_off_duty, None, {"agent.on_duty": False, "agent.leaves_when_idle": False, "agent.talk_since_break_s": 0.0,
                             "agent.last_off_s": 900.0, "agent.phone_s": 510.0},
         agent=thing(on_duty=True, leaves_when_idle=True, talk_since_break_s=50.0, last_off_s=0.0, phone_s=10.0,
                     on_since_s=400.0), now_s=900.0),
    case(end_busy_time, None, {"agent.busy_s": 505.0, "agent.busy_since_s": math.nan, "agent.wraps_until_s": math.nan},
         agent=thing(busy_s=5.0, busy_since_s=400.0, wraps_until_s=900.0), now_s=900.0),
    at_midnight(False, 305.0), at_midnight(True, 5.0),
]
