"""Agents: one row each, and the parameters of the rules about them."""

import math
from typing import NamedTuple

from sim.jit import compiled
from sim.model.tables import Row, Table, one_row, row_type
from sim.model.workforce.leadership import n_positions, span
from sim.params import Params
from sim.params.derived import clock_visible
from sim.units import MONTH_DAYS, WEEK_DAYS, YEAR_DAYS

WORK_DAYS_PER_WEEK = 5.0
_MEETING_MIN = 10.0


class Person(NamedTuple):
    """An agent: present, past or hired to start later. A position has one agent at a time."""

    group: int
    hired_day: float               # first paid day; negative before the run
    phone_day: float               # first day after the initial training
    left_day: float                # first day no longer employed; infinite while employed
    speed: float                   # personal factor on time, lognormal around 1
    manner_sd: float
    lifetime: float                    # limit of the accumulated hazard of quitting: exponential of mean 1
    accumulated_hazard: float                   # accumulated hazard of quitting
    strain: float                  # 0 rested ... 1 exhausted
    occupancy: float               # smoothed over weeks
    knowledge: float               # professional knowledge: resolution gained by sessions, lost by product changes
    communication: float           # log talk time saved
    service: float                 # personal service: manner gained [SD]
    news: float                    # part of the last product change not heard of yet
    purpose: float                 # 0 unknown ... 1 anchored
    satisfaction: float            # job satisfaction, 0 ... 100, last night


PERSON = row_type(Person.__annotations__)
People = Table                     # [n] a `Person` each, all agents ever; the index is agent_id


class StaffParameters(NamedTuple):
    """Parameters of the rules about agents; a mechanism that is off has its neutral value here."""

    seed: int
    n_groups: int
    holiday_share: float
    other_absence_share: float
    sickness_prob: float
    sickness_per_strain: float
    start_productivity: float
    learning_per_month: float
    new_resolve_loss: float
    training_counts: float         # 1, or 0 for a centre without training
    training_gain_per_month: float     # by a session of this scenario's length, focus and trainer
    training_gain_max: float
    drift_per_month: float         # skill decay that sessions do not offset
    drift_max: float
    communication_gain_per_month: float
    communication_gain_max: float
    communication_drift_per_month: float
    communication_drift_max: float
    communication_resolve: float
    service_gain_per_month: float
    service_gain_max: float
    service_drift_per_month: float
    service_drift_max: float
    changes_per_day: float
    knowledge_loss: float          # per product change, not offset by sessions
    news_resolve_loss: float
    news_left_share: float               # share of news not heard of that is left after a day
    coaching_gain_per_h: float     # with this scenario's way of giving feedback
    coaching_keep_per_h: float
    coaching_max_h: float
    smoothing_work_days: float
    strain_knee_occupancy: float
    strain_per_week: float
    strain_cap_per_week: float
    strain_rude_per_week: float
    strain_left_share: float             # share of strain left after a night
    quits_per_year: float
    occupancy_quit_slope: float
    new_quit_factor: float
    steady_quit_log_hazard: float       # log hazard added by span, pay and lack of authority
    strain_quit_slope: float
    clock_quit_log_hazard: float        # clock-related quits, as a log hazard
    satisfaction_neutral: float
    satisfaction_usual: float
    satisfaction_points: float
    satisfaction_manner_sd: float
    purpose_start: float
    purpose_usual: float
    purpose_gain_per_day: float    # share of the remaining purpose gained per day
    purpose_fade_per_day: float
    programme_gain_per_day: float  # the same during the programme
    programme_fade_per_day: float
    programme_until_day: float
    purpose_strain_relief: float
    purpose_resolve: float
    purpose_manner_sd: float
    purpose_quit_slope: float
    clock_quits_per_year: float
    speed_sd: float
    manner_sd: float
    course_days: float
    vacancy_days: int              # at the pay offered
    applicant_speed: float         # factor of applicants at the pay offered
    applicant_manner_sd: float
    knowledge_start: float


def staff_parameters(params: Params, seed: int) -> Table:
    """Parameters of the rules, as a table [1]; to be derived again when the scenario's parameters change."""
    work, lead, pay, on = params.workforce, params.leadership, params.costs, params.mechanisms
    purpose = params.purpose
    sees_clock = clock_visible(params)
    below_market = math.log(pay.market_pay_per_month / max(pay.agent_pay_per_month, 1.0)) * on.pay
    promptness = math.exp(-math.log(2.0) * lead.feedback_delay_weeks / lead.feedback_half_weeks)
    authority_share = params.authority.authority_share * on.empowerment
    repeated, repeated_in_programme = (repeated_share(h * on.purpose, purpose.half_h_per_month)
                                       for h in (purpose.repetition_h_per_month, purpose.programme_h_per_month))
    knowledge_h, communication_h, service_h = session_h_by_corner(params)
    excess_span = max(span(params) - lead.best_span, 0.0) * on.team_leaders
    return one_row(StaffParameters(
        seed=seed,
        n_groups=len(work.groups),
        holiday_share=work.holiday_share * on.absence,
        other_absence_share=work.other_absence_share * on.absence,
        sickness_prob=work.sickness_prob * on.absence,
        sickness_per_strain=work.sickness_per_strain * on.absence,
        start_productivity=work.start_productivity if on.learning else 1.0,
        learning_per_month=work.learning_per_month,
        new_resolve_loss=work.new_resolve_loss * on.learning,
        training_counts=1.0 * on.training,
        training_gain_per_month=work.training_gain_per_month * knowledge_h,
        training_gain_max=max(work.training_gain_max, 1e-9),
        drift_per_month=work.drift_per_month * max(1.0 - knowledge_h, 0.0),
        drift_max=work.drift_max,
        communication_gain_per_month=work.communication_gain_per_month * communication_h,
        communication_gain_max=max(work.communication_gain_max, 1e-9),
        communication_drift_per_month=work.communication_drift_per_month * max(1.0 - communication_h, 0.0),
        communication_drift_max=work.communication_drift_max,
        communication_resolve=work.communication_resolve,
        service_gain_per_month=work.service_gain_per_month * service_h,
        service_gain_max=max(work.service_gain_max_sd, 1e-9),
        service_drift_per_month=work.service_drift_per_month * max(1.0 - service_h, 0.0),
        service_drift_max=work.service_drift_max_sd,
        changes_per_day=work.product_changes_per_year / YEAR_DAYS,
        knowledge_loss=work.knowledge_loss_per_change * max(1.0 - knowledge_h, 0.0),
        news_resolve_loss=work.news_resolve_loss,
        news_left_share=math.exp(-1.0 / news_days(params)),
        coaching_gain_per_h=work.coaching_gain_per_h * (1.0 - lead.praise_share) * promptness * on.coaching,
        coaching_keep_per_h=work.coaching_keep_per_h * (lead.praise_share + (1.0 - lead.praise_share) * promptness) * on.coaching,
        coaching_max_h=work.coaching_max_h,
        smoothing_work_days=work.smoothing_weeks * WORK_DAYS_PER_WEEK,
        strain_knee_occupancy=work.strain_knee_occupancy,
        strain_per_week=work.strain_per_week * on.energy,
        strain_cap_per_week=work.strain_cap_per_week * on.energy,
        strain_rude_per_week=params.manners.rude_strain_per_week * on.energy * on.ego,
        strain_left_share=math.exp(-math.log(2.0) / (work.strain_half_life_weeks * WEEK_DAYS)),
        quits_per_year=work.quits_per_year * on.quitting,
        occupancy_quit_slope=work.occupancy_quit_slope * on.energy,
        new_quit_factor=work.new_quit_factor,
        steady_quit_log_hazard=(math.log(1.0 + lead.span_quit_slope * excess_span) + work.pay_quit_elasticity * below_market
                           - work.authority_quit_slope * (authority_share - work.authority_usual_share)),
        strain_quit_slope=work.strain_quit_slope * on.energy,
        clock_quit_log_hazard=math.log(1.0 + work.clock_quits_per_year * sees_clock / max(work.quits_per_year, 1e-9)),
        satisfaction_neutral=work.satisfaction_neutral,
        satisfaction_usual=work.satisfaction_usual,
        satisfaction_points=work.satisfaction_points,
        satisfaction_manner_sd=work.satisfaction_manner_sd * on.energy,
        purpose_start=purpose.start_share,
        purpose_usual=purpose.usual_share,
        purpose_gain_per_day=repeated / (purpose.settling_months * MONTH_DAYS),
        purpose_fade_per_day=(1.0 - repeated) / (purpose.fading_months * MONTH_DAYS),
        programme_gain_per_day=repeated_in_programme / (purpose.settling_months * MONTH_DAYS),
        programme_fade_per_day=(1.0 - repeated_in_programme) / (purpose.fading_months * MONTH_DAYS),
        programme_until_day=programme_until_day(params),
        purpose_strain_relief=purpose.strain_relief_share * on.purpose,
        purpose_resolve=purpose.resolve_gain * on.purpose,
        purpose_manner_sd=purpose.manner_sd * on.purpose,
        purpose_quit_slope=purpose.quit_slope * on.purpose,
        clock_quits_per_year=work.clock_quits_per_year * sees_clock * on.quitting,
        speed_sd=work.speed_sd * on.learning,
        manner_sd=work.manner_sd * on.learning,
        course_days=work.course_days,
        vacancy_days=round(work.vacancy_days * math.exp(work.pay_vacancy_elasticity * below_market)),
        applicant_speed=math.exp(work.pay_speed_slope * below_market * on.learning),
        applicant_manner_sd=-work.pay_manner_sd * below_market * on.learning,
        knowledge_start=work.knowledge_start))


def session_h_by_corner(params: Params) -> tuple[float, float, float]:
    """Effective session hours per week for knowledge, communication and personal service, as their gains are declared.

    An hour split evenly counts as one hour for each corner of the triangle; an hour spent on one corner counts three there.
    A specialist trainer raises the effect, in full with one trainer for every `trainer_covers` agents.
    """
    work, lead = params.workforce, params.leadership
    corners = (work.session_knowledge, work.session_communication, work.session_service)
    covered = min(lead.n_trainers * work.trainer_covers / max(n_positions(params), 1), 1.0)
    effective_h = work.training_h_per_week * (1.0 + work.trainer_gain * covered) * 3.0 / max(sum(corners), 1e-9)
    return corners[0] * effective_h, corners[1] * effective_h, corners[2] * effective_h


def repeated_share(h_per_month: float, half_h_per_month: float) -> float:
    """How often purpose is repeated, from never (0) to always (1), with decreasing returns per hour."""
    return h_per_month / (h_per_month + half_h_per_month)


def programme_until_day(params: Params) -> float:
    """First day after the purpose programme."""
    return params.purpose.programme_months * MONTH_DAYS


def news_days(params: Params) -> float:
    """Mean time until an agent hears of news [days]: shorter with a morning meeting, fully from ten minutes on (G9)."""
    work, on = params.workforce, params.mechanisms
    meeting_effect = min(params.roster.meeting_min / _MEETING_MIN, 1.0) * on.morning_meeting * on.breaks
    return work.news_days + (work.news_days_meeting - work.news_days) * meeting_effect


@compiled
def is_employed(person: Row, day: int) -> bool:
    """Whether an agent is employed on this day."""
    return bool(person.hired_day <= day < person.left_day)
