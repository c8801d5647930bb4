"""Who works here: skills and learning, energy and strain, illness, quitting and hiring (M15, M17)."""

import math
from dataclasses import dataclass

import numpy as np

from sim.chance import (
    AGENT_MANNER,
    HOLIDAY_WEEK,
    ILL,
    OTHER_ABSENCE,
    PAST_TENURE,
    SPEED,
    STAY,
    normal,
    uniform,
    uniforms,
)
from sim.params import Params
from sim.params import Workforce as WorkforceParams
from sim.record import AgentDays, Bools, Floats, Ints
from sim.units import MONTH_DAYS, WEEK_DAYS, YEAR_DAYS

_GOLDEN = 0.6180339887498949
_NEW_DAYS = YEAR_DAYS / 2.0
_WORK_DAYS_PER_WEEK = 5.0
TRAINED_DAYS = -10.0 * YEAR_DAYS


@dataclass(slots=True)
class People:
    """Everyone who ever worked here, one array [n] per trait; agent_id is the place. A position has one at a time."""

    group: Ints
    hired_day: Floats              # first paid day; negative before the run
    phone_day: Floats              # first day after the course
    left_day: Floats               # last day was the one before; infinite while employed
    speed: Floats                  # lognormal around 1, a person's own
    manner_sd: Floats
    life: Floats                   # hazard at which this person quits: exponential of mean 1
    spent: Floats
    strain: Floats                 # 0 rested ... 1 exhausted
    occupancy: Floats              # smoothed over weeks
    knowledge: Floats              # resolution gained by sessions, lost to products that change


def hired(params: Params, seed: int, first_id: int, groups: Ints, day: float) -> People:
    """People who start in these groups on a day; the course comes first."""
    n, work, on = groups.size, params.workforce, params.mechanisms
    who = np.arange(first_id, first_id + n)
    differ = work.speed_sd * on.learning
    speed = np.array([math.exp(differ * normal(float(u))) for u in uniforms(seed, SPEED, who)])
    manner = np.array([work.manner_sd * normal(float(u)) for u in uniforms(seed, AGENT_MANNER, who)])
    return People(
        group=groups.copy(), hired_day=np.full(n, day), phone_day=np.full(n, day + work.course_days),
        left_day=np.full(n, math.inf), speed=speed, manner_sd=manner * on.learning,
        life=-np.log(uniforms(seed, STAY, who)), spent=np.zeros(n), strain=np.zeros(n),
        occupancy=np.full(n, work.strain_knee_occupancy), knowledge=np.full(n, work.knowledge_start))


def at_the_start(params: Params, seed: int) -> People:
    """Every position as a long-run centre has it: mostly settled people, some new, some not yet there.

    With quitting, a position is vacant or in its course for part of the time, so part of the positions is still to
    be filled on day 0; the others' tenure is exponential.
    """
    work = params.workforce
    groups = np.repeat(np.arange(len(work.groups)), [group.n_agents for group in work.groups.values()])
    people = hired(params, seed, 0, groups, TRAINED_DAYS)
    if params.mechanisms.quitting and work.quits_per_year > 0.0:
        gap_years = work.vacancy_days / YEAR_DAYS
        vacant_share = gap_years / (gap_years + 1.0 / work.quits_per_year)
        u = uniforms(seed, PAST_TENURE, np.arange(groups.size))
        tenure_days = -np.log(np.maximum(u - vacant_share, 1e-12) / (1.0 - vacant_share)) / work.quits_per_year * YEAR_DAYS
        starts_in_days = np.floor(work.vacancy_days * u / max(vacant_share, 1e-12))
        people.hired_day = np.where(u < vacant_share, starts_in_days, -np.floor(tenure_days))
        people.phone_day = people.hired_day + work.course_days
    return people


def added(people: People, new: People) -> People:
    """Everyone, with new people at the end."""
    return People(*(np.concatenate([getattr(people, name), getattr(new, name)]) for name in People.__slots__))


def employed(people: People, day: int) -> Bools:
    """Who is paid on this day [n]."""
    return (people.hired_day <= day) & (day < people.left_day)


def productivity(work: WorkforceParams, people: People, day: int) -> Floats:
    """Share of a trained agent's pace [n]: from `start_productivity` towards 1, exponentially in months (G2 to G4)."""
    months = np.maximum(day - people.phone_day, 0.0) / MONTH_DAYS
    return 1.0 - (1.0 - work.start_productivity) * np.exp(-work.learning_per_month * months)


def speed(params: Params, people: People, day: int) -> Floats:
    """Needed time as a multiple of a trained average agent's [n]."""
    if not params.mechanisms.learning:
        return people.speed
    return people.speed / productivity(params.workforce, people, day)


def resolve_shift(params: Params, people: People, day: int, coaching_h: float) -> Floats:
    """What skill, knowledge and coaching add to the chance of resolution [n] (G6, G8, G10)."""
    work, on = params.workforce, params.mechanisms
    shift = np.zeros(people.group.size)
    if on.learning:
        lack = (1.0 - productivity(work, people, day)) / max(1.0 - work.start_productivity, 1e-12)
        shift -= work.new_resolve_loss * lack
    if on.training:
        shift += people.knowledge + work.coaching_gain_per_h * min(coaching_h, work.coaching_most_h)
    return shift


def on_holiday(params: Params, seed: int, who: Ints, day: int) -> Bools:
    """Who has a holiday week [n]; evenly spread over the team, as a planner would."""
    week = uniform(seed, HOLIDAY_WEEK, day // WEEK_DAYS, 0)
    return (week + who * _GOLDEN) % 1.0 < params.workforce.holiday_share


def on_leave(params: Params, seed: int, who: Ints, day: int) -> Bools:
    """Who is away on leave, courses and the like, known beforehand [n]."""
    return uniforms(seed, OTHER_ABSENCE, who, np.full(who.size, day)) < params.workforce.other_absence_share


def is_ill(params: Params, seed: int, who: Ints, day: int, strain: Floats) -> Bools:
    """Who calls in sick this morning [n] (H8)."""
    prob = params.workforce.sickness_prob + params.workforce.sickness_per_strain * strain
    return uniforms(seed, ILL, who, np.full(who.size, day)) < prob


def evening(params: Params, people: People, agents: AgentDays) -> None:
    """What the day did to those who worked: strain by load and cap (H11), occupancy smoothed, knowledge (G7, G8)."""
    work, on, who = params.workforce, params.mechanisms, agents.agent_id
    at_phone_s = np.maximum(agents.on_duty_s - agents.break_s, 1.0)
    occupancy = np.minimum(agents.busy_s / at_phone_s, 1.0)
    people.occupancy[who] += (occupancy - people.occupancy[who]) / (work.smoothing_weeks * _WORK_DAYS_PER_WEEK)
    if on.energy:
        knee = work.strain_knee_occupancy
        over = np.maximum(occupancy - knee, 0.0) / max(1.0 - knee, 1e-9)
        cut = agents.n_cut_short / np.maximum(agents.n_talks, 1)
        gain = (work.strain_per_week * over + work.strain_cap_per_week * cut) / _WORK_DAYS_PER_WEEK
        people.strain[who] = np.minimum(people.strain[who] + gain * (1.0 - people.strain[who]), 1.0)


def night(params: Params, people: People, day: int, leaders_span: float) -> Ints:
    """Rest, forgetting and learning, and who hands in notice [agent_ids]: gone from tomorrow.

    The quitting hazard rises with smoothed occupancy (H2), span of leadership (H4) and pay below the market, is higher
    in the first half year (H1), and a clock on the screen adds to it (H3).
    """
    work, on = params.workforce, params.mechanisms
    people.strain *= math.exp(-math.log(2.0) / (work.strain_half_life_weeks * WEEK_DAYS))
    if on.training:
        h = work.training_h_per_week
        gain = work.training_gain_per_month * h * np.maximum(1.0 - people.knowledge / max(work.training_gain_most, 1e-9), 0.0)
        loss = work.drift_per_month * max(1.0 - h, 0.0)
        people.knowledge = np.maximum(people.knowledge + (gain - loss) / MONTH_DAYS, -work.drift_most)
    if not on.quitting:
        return np.empty(0, dtype=np.int64)
    here = employed(people, day)
    people.spent[here] += quitting_hazard_per_day(params, people, day, leaders_span)[here]
    leaving = np.flatnonzero(here & (people.spent >= people.life))
    people.left_day[leaving] = day + 1.0
    return leaving


def quitting_hazard_per_day(params: Params, people: People, day: int, leaders_span: float) -> Floats:
    """Hazard of quitting [1/day, n]."""
    work, talk, costs = params.workforce, params.conversation, params.costs
    over = np.maximum(people.occupancy - work.strain_knee_occupancy, 0.0) * params.mechanisms.energy
    factor = np.exp(work.occupancy_quit_slope * over)
    factor *= np.where(day - people.hired_day < _NEW_DAYS, work.new_quit_factor, 1.0)
    factor *= 1.0 + params.leadership.span_quit_slope * max(leaders_span - params.leadership.best_span, 0.0)
    pay = max(costs.agent_pay_dkk_per_month, 1.0)
    factor *= math.exp(work.pay_quit_elasticity * math.log(costs.market_pay_dkk_per_month / pay))
    watched = params.mechanisms.aht_cap and talk.aht_cap_s is not None and talk.clock_visible
    return (work.quits_per_year * factor + work.clock_quits_per_year * watched) / YEAR_DAYS
