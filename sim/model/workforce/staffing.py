"""Staffing: skills and learning, strain, absence, quitting and hiring.

Each rule is a small function of one agent; `morning`, `evening` and `night` apply the rules to all agents, once a day.
"""

import math
from typing import Any, NamedTuple

import numpy as np

from sim.jit import compiled
from sim.mechanisms.workforce.absence import HOLIDAY_WEEK, ILL, OTHER_ABSENCE
from sim.mechanisms.workforce.learning import AGENT_MANNER, SPEED
from sim.mechanisms.workforce.quitting import PAST_TENURE, TIME_TO_QUIT
from sim.mechanisms.workforce.training import PRODUCT_CHANGE
from sim.model.tables import Row, Table
from sim.model.workforce.agents import PERSON, WORK_DAYS_PER_WEEK, People, Person, StaffParameters, is_employed
from sim.params import Params
from sim.random.philox import uniform, uniforms
from sim.random.quantiles import normal
from sim.schema import AgentDays, Bools, Floats, Ints
from sim.units import MONTH_DAYS, WEEK_DAYS, YEAR_DAYS

_GOLDEN = 0.6180339887498949
_NEW_DAYS = YEAR_DAYS / 2.0
TRAINED_DAYS = -10.0 * YEAR_DAYS


# --- hiring and turnover ---------------------------------------------------------------------------------------------


def hired(parameters: Table, first_id: int, groups: Ints, day: float) -> People:
    """Agents who start in the given groups on a day, with initial training first.

    Agents hired during the run are applicants at the pay offered; those employed before it are average.
    """
    parameter_row = StaffParameters(*parameters[0].item())
    speed_factor, manner_sd = (parameter_row.applicant_speed, parameter_row.applicant_manner_sd) if day >= 0.0 else (1.0, 0.0)
    ids = np.arange(first_id, first_id + groups.size)
    uniforms_of = (uniforms(parameter_row.seed, what, ids).tolist() for what in (SPEED, AGENT_MANNER, TIME_TO_QUIT))
    return np.array([
        Person(group=group, hired_day=day, phone_day=day + parameter_row.course_days, left_day=math.inf,
               speed=speed_factor * math.exp(parameter_row.speed_sd * normal(u_speed)),
               manner_sd=manner_sd + parameter_row.manner_sd * normal(u_manner),
               lifetime=-math.log(u_stay), accumulated_hazard=0.0, strain=0.0, occupancy=parameter_row.strain_knee_occupancy,
               knowledge=parameter_row.knowledge_start, communication=0.0, service=0.0, news=0.0,
               purpose=parameter_row.purpose_start, satisfaction=parameter_row.satisfaction_usual)
        for group, u_speed, u_manner, u_stay in zip(groups.tolist(), *uniforms_of, strict=True)], dtype=PERSON)


def initial_state(params: Params, parameters: Table) -> People:
    """Agents at the start of a run, in long-run equilibrium: mostly experienced, some new, some positions vacant.

    With quitting, a position is vacant or in initial training part of the time, so this share of positions is still to be filled
    on day 0; tenure of the others is exponential.
    """
    work = params.workforce
    groups = np.repeat(np.arange(len(work.groups)), [group.n_agents for group in work.groups.values()])
    people = hired(parameters, 0, groups, TRAINED_DAYS)
    if params.mechanisms.quitting and work.quits_per_year > 0.0:
        gap_years = work.vacancy_days / YEAR_DAYS
        vacant_share = gap_years / (gap_years + 1.0 / work.quits_per_year)
        u = uniforms(parameters[0].seed, PAST_TENURE, np.arange(groups.size))
        tenure_days = -np.log(np.maximum(u - vacant_share, 1e-12) / (1.0 - vacant_share)) / work.quits_per_year * YEAR_DAYS
        starts_in_days = np.floor(work.vacancy_days * u / max(vacant_share, 1e-12))
        people["hired_day"] = np.where(u < vacant_share, starts_in_days, -np.floor(tenure_days))
        people["phone_day"] = people["hired_day"] + work.course_days
    return people


def with_new_agents(people: People, new: People) -> People:
    """All agents, new ones appended."""
    return np.concatenate([people, new])


# --- morning ---------------------------------------------------------------------------------------------------------


@compiled
def on_holiday(parameters: Row, agent_id: int, day: int) -> bool:
    """Whether the agent is on holiday this week; holidays are spread evenly over the team."""
    week = uniform(parameters.seed, HOLIDAY_WEEK, day // WEEK_DAYS, 0)
    return bool((week + agent_id * _GOLDEN) % 1.0 < parameters.holiday_share)


@compiled
def on_leave(parameters: Row, agent_id: int, day: int, factor: float) -> bool:
    """Whether the agent is on planned leave, courses and the like; `factor`: leave granted today, relative to the usual."""
    return bool(uniform(parameters.seed, OTHER_ABSENCE, agent_id, day) < parameters.other_absence_share * factor)


@compiled
def is_ill(parameters: Row, agent_id: int, day: int, strain: float) -> bool:
    """Whether the agent calls in sick this morning (H8)."""
    return bool(uniform(parameters.seed, ILL, agent_id, day) < parameters.sickness_prob + parameters.sickness_per_strain * strain)


@compiled
def productivity(parameters: Row, person: Row, day: int) -> float:
    """Speed as a share of a trained agent's: from `start_productivity` towards 1, exponentially in months (G2 to G4)."""
    months = max(day - person.phone_day, 0.0) / MONTH_DAYS
    return float(1.0 - (1.0 - parameters.start_productivity) * math.exp(-parameters.learning_per_month * months))


@compiled
def speed(parameters: Row, person: Row, day: int) -> float:
    """Needed time as a multiple of a trained average agent's; communication skill saves talk time."""
    return float(person.speed
                 / productivity(parameters, person, day) * math.exp(-parameters.training_counts * person.communication))


@compiled
def resolve_shift(parameters: Row, person: Row, day: int, coaching_h: float) -> float:
    """Change in resolution probability by skill, knowledge, questions, news, coaching [h/month], purpose (G6 to G10)."""
    skill_gap = (1.0 - productivity(parameters, person, day)) / max(1.0 - parameters.start_productivity, 1e-12)
    coaching = parameters.coaching_gain_per_h * min(coaching_h, parameters.coaching_max_h)
    trained = (person.knowledge + parameters.communication_resolve * person.communication
               - parameters.news_resolve_loss * person.news)
    purpose_effect = parameters.purpose_resolve * (person.purpose - parameters.purpose_usual)
    return float(-parameters.new_resolve_loss * skill_gap + parameters.training_counts * trained + coaching + purpose_effect)


@compiled
def manner(parameters: Row, person: Row) -> float:
    """An agent's usual manner [SD]: person, personal-service training, purpose and job satisfaction."""
    purpose_effect = parameters.purpose_manner_sd * (person.purpose - parameters.purpose_usual)
    satisfied_sd = parameters.satisfaction_manner_sd * (person.satisfaction - parameters.satisfaction_usual)
    return float(person.manner_sd + parameters.training_counts * person.service + purpose_effect + satisfied_sd)


class Team(NamedTuple):
    """Agents at work this morning [n], in order of agent_id; as in `WorkforceToday`."""

    agent_id: Ints
    group: Ints
    expected: Bools                # scheduled today, ill or not; False: only finishes a conversation from yesterday
    available: Bools
    speed: Floats
    resolve_shift: Floats
    manner_sd: Floats
    strain: Floats
    n_ill: int


def morning(parameters: Table, people: People, day: int, coaching_h: float, from_yesterday: Ints,
            leave_factor: float = 1.0) -> Team:
    """Agents at work this morning, and their state: holidays and leave are planned, illness is not.

    Args:
        parameters: [1] from `agents.staff_parameters`.
        people: all agents.
        day: index of the day.
        coaching_h: hours of coaching per agent and month.
        from_yesterday: agent_ids of those at work at midnight.
        leave_factor: leave granted today as a multiple of the usual.
    """
    stayed = np.zeros(people.size, dtype=np.bool_)
    stayed[from_yesterday] = True
    ids, flags, state = (np.empty((n, people.size), dtype) for n, dtype in ((2, np.int64), (2, np.bool_), (4, np.float64)))
    n, n_ill = _fill_team(parameters, people, day, coaching_h, leave_factor, stayed, ids, flags, state)
    columns: list[Any] = [*ids[:, :n], *flags[:, :n], *state[:, :n], n_ill]
    return Team(*columns)


@compiled(nogil=True)
def _fill_team(parameters: Table, people: People, day: int, coaching_h: float, leave_factor: float, stayed: Bools, ids: Ints,
               flags: Bools, state: Floats) -> tuple[int, int]:
    """Fill in the columns of a `Team`; returns the number of its agents, and of agents who called in sick."""
    parameter_row = parameters[0]
    n = n_ill = 0
    for agent_id in range(people.size):
        person = people[agent_id]
        expected = (is_employed(person, day) and person.phone_day <= day and not on_holiday(parameter_row, agent_id, day)
                    and not on_leave(parameter_row, agent_id, day, leave_factor))
        if not (expected or stayed[agent_id]):
            continue
        ill = expected and is_ill(parameter_row, agent_id, day, person.strain)
        ids[0, n], ids[1, n] = agent_id, person.group
        flags[0, n], flags[1, n] = expected, expected and not ill
        state[0, n] = speed(parameter_row, person, day)
        state[1, n] = resolve_shift(parameter_row, person, day, coaching_h)
        state[2, n], state[3, n] = manner(parameter_row, person), person.strain
        n += 1
        n_ill += ill
    return n, n_ill


# --- evening ---------------------------------------------------------------------------------------------------------


@compiled
def occupancy(on_duty_s: float, break_s: float, busy_s: float) -> float:
    """Occupancy: share of the day's time on the phone that is spent on contacts, after-call work included."""
    return min(busy_s / max(on_duty_s - break_s, 1.0), 1.0)


@compiled
def strain_after(parameters: Row, strain: float, occupied: float, cut_share: float, rude_share: float, purpose: float) -> float:
    """Strain after a day of work (H11).

    Grows with occupancy above the knee (less with purpose), with the share of conversations cut short by the cap, and with the
    share of rude customers.
    """
    knee = parameters.strain_knee_occupancy
    over = max(occupied - knee, 0.0) / max(1.0 - knee, 1e-9)
    strain_factor = 1.0 - parameters.purpose_strain_relief * (purpose - parameters.purpose_usual)
    gain = (parameters.strain_per_week * over * strain_factor + parameters.strain_cap_per_week * cut_share
            + parameters.strain_rude_per_week * rude_share)
    gain /= WORK_DAYS_PER_WEEK
    return float(min(strain + gain * (1.0 - strain), 1.0))


def evening(parameters: Table, people: People, agents: AgentDays, day: int) -> AgentDays:
    """Update strain and smoothed occupancy of agents who worked today.

    Returns:
        The agent days, with the agents' state at the end of the day.
    """
    state = np.empty((4, agents.agent_id.size))
    _update_after_work(parameters, people, day, agents.agent_id, agents.on_duty_s, agents.break_s, agents.busy_s,
                       agents.n_conversations,
                       agents.n_cut_short, agents.n_rude, state)
    return agents._replace(strain=state[0], productivity=state[1], resolve_shift=state[2], occupancy=state[3])


@compiled(nogil=True)
def _update_after_work(parameters: Table, people: People, day: int, agent_id: Ints, on_duty_s: Floats, break_s: Floats,
                       busy_s: Floats,
                       n_conversations: Ints, n_cut_short: Ints, n_rude: Ints, state: Floats) -> None:
    """Update the agents' rows, and fill in strain, productivity, resolution shift and occupancy [4, n]."""
    parameter_row = parameters[0]
    for i in range(agent_id.size):
        person = people[agent_id[i]]
        today = occupancy(on_duty_s[i], break_s[i], busy_s[i])
        person.occupancy += (today - person.occupancy) / parameter_row.smoothing_work_days
        n = max(n_conversations[i], 1)
        person.strain = strain_after(parameter_row, person.strain, today, n_cut_short[i] / n, n_rude[i] / n, person.purpose)
        state[0, i] = person.strain
        state[1, i] = 1.0 / speed(parameter_row, person, day)
        state[2, i] = resolve_shift(parameter_row, person, day, 0.0)
        state[3, i] = person.occupancy


# --- night -----------------------------------------------------------------------------------------------------------


@compiled
def skill_after(skill: float, gain_per_month: float, gain_max: float, drift_per_month: float, drift_max: float) -> float:
    """A skill one day later, in the unit of its effect: gain by sessions up to a maximum, decay down to a floor (G7, G8)."""
    gain = gain_per_month * max(1.0 - skill / gain_max, 0.0)
    return float(max(skill + (gain - drift_per_month) / MONTH_DAYS, -drift_max))


@compiled
def train(parameters: Row, person: Row, changes: bool) -> None:
    """Update the three skills by a day; a product change makes knowledge outdated and is news (competence triangle)."""
    person.knowledge = skill_after(person.knowledge, parameters.training_gain_per_month, parameters.training_gain_max,
                                   parameters.drift_per_month, parameters.drift_max)
    person.communication = skill_after(
        person.communication, parameters.communication_gain_per_month, parameters.communication_gain_max,
        parameters.communication_drift_per_month, parameters.communication_drift_max)
    person.service = skill_after(person.service, parameters.service_gain_per_month, parameters.service_gain_max,
                                 parameters.service_drift_per_month, parameters.service_drift_max)
    person.news *= parameters.news_left_share
    if changes:
        person.knowledge = max(person.knowledge - parameters.knowledge_loss, -parameters.drift_max)
        person.news = 1.0


@compiled
def quit_log_hazard(parameters: Row, person: Row, coaching_h: float) -> float:
    """Log hazard of quitting relative to the usual.

    Smoothed occupancy (H2), strain, span (H4), pay and lack of authority (E6), less coaching [h/month] and
    purpose.
    """
    load = parameters.occupancy_quit_slope * max(person.occupancy - parameters.strain_knee_occupancy, 0.0)
    retention = (parameters.coaching_keep_per_h * min(coaching_h, parameters.coaching_max_h)
                 + parameters.purpose_quit_slope * (person.purpose - parameters.purpose_usual))
    return float(load + parameters.strain_quit_slope * person.strain + parameters.steady_quit_log_hazard - retention)


@compiled
def satisfaction(parameters: Row, person: Row, coaching_h: float) -> float:
    """Job satisfaction, 0 to 100 points: the log hazard of quitting, the visible clock included, on another scale."""
    log_hazard = quit_log_hazard(parameters, person, coaching_h) + parameters.clock_quit_log_hazard
    return float(min(max(parameters.satisfaction_neutral - parameters.satisfaction_points * log_hazard, 0.0), 100.0))


@compiled
def purpose_after(parameters: Row, purpose: float, day: int) -> float:
    """Purpose a day later: repetition adds a share of the rest, and purpose not repeated fades."""
    if day < parameters.programme_until_day:
        gain, fade = parameters.programme_gain_per_day, parameters.programme_fade_per_day
    else:
        gain, fade = parameters.purpose_gain_per_day, parameters.purpose_fade_per_day
    return float(min(max(purpose + gain * (1.0 - purpose) - fade * purpose, 0.0), 1.0))


@compiled
def quitting_hazard_per_day(parameters: Row, person: Row, day: int, coaching_h: float) -> float:
    """Hazard of quitting [1/day].

    Proportional to the exponential of `discontent`, higher in the first half year (H1); a visible clock adds to it (H3).
    """
    factor = math.exp(quit_log_hazard(parameters, person, coaching_h))
    if day - person.hired_day < _NEW_DAYS:
        factor *= parameters.new_quit_factor
    return float((parameters.quits_per_year * factor + parameters.clock_quits_per_year) / YEAR_DAYS)


class StaffNight(NamedTuple):
    """Totals over the employed agents of a day, and those who quit."""

    n_in_group: Ints               # [n_groups] employed today
    strain: float                  # sum over employed agents, before the night's rest
    satisfaction: float            # sum
    purpose: float
    quits: Ints                    # agent_ids of those who give notice: not employed from tomorrow


def night(parameters: Table, people: People, day: int, coaching_h: float) -> StaffNight:
    """Apply rest, forgetting and learning to all agents, and find those who give notice.

    Args:
        parameters: [1] from `agents.staff_parameters`.
        people: all agents.
        day: index of the day that ends.
        coaching_h: hours of coaching per agent and month.
    """
    n_in_group = np.zeros(int(parameters["n_groups"][0]), dtype=np.int64)
    leaving = np.empty(people.size, dtype=np.int64)
    n_leaving, strain, satisfied, purpose = _update_overnight(parameters, people, day, coaching_h, n_in_group, leaving)
    return StaffNight(n_in_group, strain, satisfied, purpose, leaving[:n_leaving])


@compiled(nogil=True)
def _update_overnight(parameters: Table, people: People, day: int, coaching_h: float, n_in_group: Ints,
                      leaving: Ints) -> tuple[int, float, float, float]:
    """Fill in `n_in_group` and `leaving`; returns how many leave, and total strain, satisfaction and purpose of the employed."""
    parameter_row = parameters[0]
    n_leaving, strain, satisfied, purpose = 0, 0.0, 0.0, 0.0
    changes = uniform(parameter_row.seed, PRODUCT_CHANGE, day + 1, 0) < parameter_row.changes_per_day
    for agent_id in range(people.size):
        person = people[agent_id]
        if is_employed(person, day):
            n_in_group[person.group] += 1
            person.satisfaction = satisfaction(parameter_row, person, coaching_h)
            strain += person.strain
            satisfied += person.satisfaction
            purpose += person.purpose
            person.accumulated_hazard += quitting_hazard_per_day(parameter_row, person, day, coaching_h)
            if person.accumulated_hazard >= person.lifetime:
                person.left_day = day + 1.0
                leaving[n_leaving] = agent_id
                n_leaving += 1
        person.strain *= parameter_row.strain_left_share
        person.purpose = purpose_after(parameter_row, person.purpose, day)
        train(parameter_row, person, changes)
    return n_leaving, strain, satisfied, purpose
