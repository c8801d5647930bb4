"""Staffing: skills and learning, strain, absence, quitting and hiring (M15 to M17, M19, M22).

Each rule is a small function of one agent; `morning`, `evening` and `night` apply the rules to all agents, once a day.
"""

import math
from typing import Any, NamedTuple

import numpy as np

from sim.jit import compiled
from sim.model.tables import Row, Table
from sim.model.workforce.agents import PERSON, WORK_DAYS_PER_WEEK, People, Person, StaffRules, is_employed
from sim.params import Params
from sim.random.philox import uniform, uniforms
from sim.random.quantiles import normal
from sim.random.streams import AGENT_MANNER, HOLIDAY_WEEK, ILL, OTHER_ABSENCE, PAST_TENURE, PRODUCT_CHANGE, SPEED, STAY
from sim.schema import AgentDays, Bools, Floats, Ints
from sim.units import MONTH_DAYS, WEEK_DAYS, YEAR_DAYS

_GOLDEN = 0.6180339887498949
_NEW_DAYS = YEAR_DAYS / 2.0
TRAINED_DAYS = -10.0 * YEAR_DAYS


# --- hiring and turnover ---------------------------------------------------------------------------------------------


def hired(rules: Table, first_id: int, groups: Ints, day: float) -> People:
    """Agents who start in the given groups on a day, with initial training first.

    Agents hired during the run are applicants at the pay offered (M22); those employed before it are average.
    """
    rule = StaffRules(*rules[0].item())
    speed_factor, manner_sd = (rule.applicant_speed, rule.applicant_manner_sd) if day >= 0.0 else (1.0, 0.0)
    ids = np.arange(first_id, first_id + groups.size)
    uniforms_of = (uniforms(rule.seed, what, ids).tolist() for what in (SPEED, AGENT_MANNER, STAY))
    return np.array([
        Person(group=group, hired_day=day, phone_day=day + rule.course_days, left_day=math.inf,
               speed=speed_factor * math.exp(rule.speed_sd * normal(u_speed)),
               manner_sd=manner_sd + rule.manner_sd * normal(u_manner),
               life=-math.log(u_stay), spent=0.0, strain=0.0, occupancy=rule.strain_knee_occupancy,
               knowledge=rule.knowledge_start, communication=0.0, service=0.0, news=0.0,
               purpose=rule.purpose_start, satisfaction=rule.satisfaction_usual)
        for group, u_speed, u_manner, u_stay in zip(groups.tolist(), *uniforms_of, strict=True)], dtype=PERSON)


def at_the_start(params: Params, rules: Table) -> People:
    """Agents at the start of a run, in long-run equilibrium: mostly experienced, some new, some positions vacant.

    With quitting, a position is vacant or in initial training part of the time, so this share of positions is still to be filled
    on day 0; tenure of the others is exponential.
    """
    work = params.workforce
    groups = np.repeat(np.arange(len(work.groups)), [group.n_agents for group in work.groups.values()])
    people = hired(rules, 0, groups, TRAINED_DAYS)
    if params.mechanisms.quitting and work.quits_per_year > 0.0:
        gap_years = work.vacancy_days / YEAR_DAYS
        vacant_share = gap_years / (gap_years + 1.0 / work.quits_per_year)
        u = uniforms(rules[0].seed, PAST_TENURE, np.arange(groups.size))
        tenure_days = -np.log(np.maximum(u - vacant_share, 1e-12) / (1.0 - vacant_share)) / work.quits_per_year * YEAR_DAYS
        starts_in_days = np.floor(work.vacancy_days * u / max(vacant_share, 1e-12))
        people["hired_day"] = np.where(u < vacant_share, starts_in_days, -np.floor(tenure_days))
        people["phone_day"] = people["hired_day"] + work.course_days
    return people


def added(people: People, new: People) -> People:
    """All agents, new ones appended."""
    return np.concatenate([people, new])


# --- morning ---------------------------------------------------------------------------------------------------------


@compiled
def on_holiday(rules: Row, agent_id: int, day: int) -> bool:
    """Whether the agent is on holiday this week; holidays are spread evenly over the team."""
    week = uniform(rules.seed, HOLIDAY_WEEK, day // WEEK_DAYS, 0)
    return bool((week + agent_id * _GOLDEN) % 1.0 < rules.holiday_share)


@compiled
def on_leave(rules: Row, agent_id: int, day: int, factor: float) -> bool:
    """Whether the agent is on planned leave, courses and the like; `factor`: leave granted today, relative to the usual."""
    return bool(uniform(rules.seed, OTHER_ABSENCE, agent_id, day) < rules.other_absence_share * factor)


@compiled
def is_ill(rules: Row, agent_id: int, day: int, strain: float) -> bool:
    """Whether the agent calls in sick this morning (H8)."""
    return bool(uniform(rules.seed, ILL, agent_id, day) < rules.sickness_prob + rules.sickness_per_strain * strain)


@compiled
def productivity(rules: Row, person: Row, day: int) -> float:
    """Speed as a share of a trained agent's: from `start_productivity` towards 1, exponentially in months (G2 to G4)."""
    months = max(day - person.phone_day, 0.0) / MONTH_DAYS
    return float(1.0 - (1.0 - rules.start_productivity) * math.exp(-rules.learning_per_month * months))


@compiled
def speed(rules: Row, person: Row, day: int) -> float:
    """Needed time as a multiple of a trained average agent's; communication skill saves talk time (M17)."""
    return float(person.speed / productivity(rules, person, day) * math.exp(-rules.training_counts * person.communication))


@compiled
def resolve_shift(rules: Row, person: Row, day: int, coaching_h: float) -> float:
    """Change in resolution probability by skill, knowledge, questions, news, coaching [h/month], purpose (G6 to G10, M16)."""
    skill_gap = (1.0 - productivity(rules, person, day)) / max(1.0 - rules.start_productivity, 1e-12)
    coaching = rules.coaching_gain_per_h * min(coaching_h, rules.coaching_most_h)
    trained = person.knowledge + rules.communication_resolve * person.communication - rules.news_resolve_loss * person.news
    purpose_effect = rules.purpose_resolve * (person.purpose - rules.purpose_usual)
    return float(-rules.new_resolve_loss * skill_gap + rules.training_counts * trained + coaching + purpose_effect)


@compiled
def manner(rules: Row, person: Row) -> float:
    """An agent's usual manner [SD]: person, personal-service training, purpose and job satisfaction (M15 to M17)."""
    purpose_effect = rules.purpose_manner_sd * (person.purpose - rules.purpose_usual)
    satisfied_sd = rules.satisfaction_manner_sd * (person.satisfaction - rules.satisfaction_usual)
    return float(person.manner_sd + rules.training_counts * person.service + purpose_effect + satisfied_sd)


class Team(NamedTuple):
    """Agents at work this morning [n], in order of agent_id; as in `Floor`."""

    agent_id: Ints
    group: Ints
    expected: Bools                # scheduled today, ill or not; False: only finishes a conversation from yesterday
    available: Bools
    speed: Floats
    resolve_shift: Floats
    manner_sd: Floats
    strain: Floats
    n_ill: int


def morning(rules: Table, people: People, day: int, coaching_h: float, from_yesterday: Ints, leave_factor: float = 1.0) -> Team:
    """Agents at work this morning, and their state: holidays and leave are planned, illness is not.

    Args:
        rules: [1] from `agents.staff_rules`.
        people: all agents.
        day: index of the day.
        coaching_h: hours of coaching per agent and month.
        from_yesterday: agent_ids of those at work at midnight.
        leave_factor: leave granted today as a multiple of the usual.
    """
    stayed = np.zeros(people.size, dtype=np.bool_)
    stayed[from_yesterday] = True
    ids, flags, state = (np.empty((n, people.size), dtype) for n, dtype in ((2, np.int64), (2, np.bool_), (4, np.float64)))
    n, n_ill = _fill_team(rules, people, day, coaching_h, leave_factor, stayed, ids, flags, state)
    columns: list[Any] = [*ids[:, :n], *flags[:, :n], *state[:, :n], n_ill]
    return Team(*columns)


@compiled(nogil=True)
def _fill_team(rules: Table, people: People, day: int, coaching_h: float, leave_factor: float, stayed: Bools, ids: Ints,
               flags: Bools, state: Floats) -> tuple[int, int]:
    """Fill in the columns of a `Team`; returns the number of its agents, and of agents who called in sick."""
    rule = rules[0]
    n = n_ill = 0
    for agent_id in range(people.size):
        person = people[agent_id]
        expected = (is_employed(person, day) and person.phone_day <= day and not on_holiday(rule, agent_id, day)
                    and not on_leave(rule, agent_id, day, leave_factor))
        if not (expected or stayed[agent_id]):
            continue
        ill = expected and is_ill(rule, agent_id, day, person.strain)
        ids[0, n], ids[1, n] = agent_id, person.group
        flags[0, n], flags[1, n] = expected, expected and not ill
        state[0, n] = speed(rule, person, day)
        state[1, n] = resolve_shift(rule, person, day, coaching_h)
        state[2, n], state[3, n] = manner(rule, person), person.strain
        n += 1
        n_ill += ill
    return n, n_ill


# --- evening ---------------------------------------------------------------------------------------------------------


@compiled
def occupancy(on_duty_s: float, break_s: float, busy_s: float) -> float:
    """Occupancy: share of the day's time on the phone that is spent on contacts, after-call work included."""
    return min(busy_s / max(on_duty_s - break_s, 1.0), 1.0)


@compiled
def strain_after(rules: Row, strain: float, occupied: float, cut_share: float, rude_share: float, purpose: float) -> float:
    """Strain after a day of work (H11).

    Grows with occupancy above the knee (less with purpose), with the share of conversations cut short by the cap, and with the
    share of rude customers.
    """
    knee = rules.strain_knee_occupancy
    over = max(occupied - knee, 0.0) / max(1.0 - knee, 1e-9)
    strain_factor = 1.0 - rules.purpose_strain_relief * (purpose - rules.purpose_usual)
    gain = (rules.strain_per_week * over * strain_factor + rules.strain_cap_per_week * cut_share
            + rules.strain_rude_per_week * rude_share)
    gain /= WORK_DAYS_PER_WEEK
    return float(min(strain + gain * (1.0 - strain), 1.0))


def evening(rules: Table, people: People, agents: AgentDays, day: int) -> AgentDays:
    """Update strain and smoothed occupancy of agents who worked today.

    Returns:
        The agent days, with the agents' state at the end of the day.
    """
    state = np.empty((4, agents.agent_id.size))
    _update_after_work(rules, people, day, agents.agent_id, agents.on_duty_s, agents.break_s, agents.busy_s, agents.n_talks,
                       agents.n_cut_short, agents.n_rude, state)
    return agents._replace(strain=state[0], productivity=state[1], resolve_shift=state[2], occupancy=state[3])


@compiled(nogil=True)
def _update_after_work(rules: Table, people: People, day: int, agent_id: Ints, on_duty_s: Floats, break_s: Floats, busy_s: Floats,
                       n_talks: Ints, n_cut_short: Ints, n_rude: Ints, state: Floats) -> None:
    """Update the agents' rows, and fill in strain, productivity, resolution shift and occupancy [4, n]."""
    rule = rules[0]
    for i in range(agent_id.size):
        person = people[agent_id[i]]
        today = occupancy(on_duty_s[i], break_s[i], busy_s[i])
        person.occupancy += (today - person.occupancy) / rule.smoothing_work_days
        n = max(n_talks[i], 1)
        person.strain = strain_after(rule, person.strain, today, n_cut_short[i] / n, n_rude[i] / n, person.purpose)
        state[0, i] = person.strain
        state[1, i] = 1.0 / speed(rule, person, day)
        state[2, i] = resolve_shift(rule, person, day, 0.0)
        state[3, i] = person.occupancy


# --- night -----------------------------------------------------------------------------------------------------------


@compiled
def skill_after(skill: float, gain_per_month: float, gain_most: float, drift_per_month: float, drift_most: float) -> float:
    """A skill one day later, in the unit of its effect: gain by sessions up to a maximum, decay down to a floor (G7, G8)."""
    gain = gain_per_month * max(1.0 - skill / gain_most, 0.0)
    return float(max(skill + (gain - drift_per_month) / MONTH_DAYS, -drift_most))


@compiled
def train(rules: Row, person: Row, changes: bool) -> None:
    """Update the three skills by a day; a product change makes knowledge outdated and is news (competence triangle)."""
    person.knowledge = skill_after(person.knowledge, rules.training_gain_per_month, rules.training_gain_most,
                                   rules.drift_per_month, rules.drift_most)
    person.communication = skill_after(
        person.communication, rules.communication_gain_per_month, rules.communication_gain_most,
        rules.communication_drift_per_month, rules.communication_drift_most)
    person.service = skill_after(person.service, rules.service_gain_per_month, rules.service_gain_most,
                                 rules.service_drift_per_month, rules.service_drift_most)
    person.news *= rules.kept_news
    if changes:
        person.knowledge = max(person.knowledge - rules.knowledge_loss, -rules.drift_most)
        person.news = 1.0


@compiled
def discontent(rules: Row, person: Row, coaching_h: float) -> float:
    """Log hazard of quitting relative to the usual.

    Smoothed occupancy (H2), strain, span (H4), pay (M22) and lack of authority (E6), less coaching [h/month] (M19) and
    purpose (M16).
    """
    load = rules.occupancy_quit_slope * max(person.occupancy - rules.strain_knee_occupancy, 0.0)
    retention = (rules.coaching_keep_per_h * min(coaching_h, rules.coaching_most_h)
                 + rules.purpose_quit_slope * (person.purpose - rules.purpose_usual))
    return float(load + rules.strain_quit_slope * person.strain + rules.steady_discontent - retention)


@compiled
def satisfaction(rules: Row, person: Row, coaching_h: float) -> float:
    """Job satisfaction, 0 to 100 points: the log hazard of quitting, the visible clock included, on another scale (M15)."""
    log_hazard = discontent(rules, person, coaching_h) + rules.clock_discontent
    return float(min(max(rules.satisfaction_plain - rules.satisfaction_points * log_hazard, 0.0), 100.0))


@compiled
def purpose_after(rules: Row, purpose: float, day: int) -> float:
    """Purpose a day later: repetition adds a share of the rest, and purpose not repeated fades (M16)."""
    if day < rules.programme_until_day:
        gain, fade = rules.programme_gain_per_day, rules.programme_fade_per_day
    else:
        gain, fade = rules.purpose_gain_per_day, rules.purpose_fade_per_day
    return float(min(max(purpose + gain * (1.0 - purpose) - fade * purpose, 0.0), 1.0))


@compiled
def quitting_hazard_per_day(rules: Row, person: Row, day: int, coaching_h: float) -> float:
    """Hazard of quitting [1/day].

    Proportional to the exponential of `discontent`, higher in the first half year (H1); a visible clock adds to it (H3).
    """
    factor = math.exp(discontent(rules, person, coaching_h))
    if day - person.hired_day < _NEW_DAYS:
        factor *= rules.new_quit_factor
    return float((rules.quits_per_year * factor + rules.clock_quits_per_year) / YEAR_DAYS)


class Night(NamedTuple):
    """Totals over the employed agents of a day, and those who quit."""

    n_in_group: Ints               # [n_groups] employed today
    strain: float                  # sum over employed agents, before the night's rest
    satisfaction: float            # sum
    purpose: float
    quits: Ints                    # agent_ids of those who give notice: not employed from tomorrow


def night(rules: Table, people: People, day: int, coaching_h: float) -> Night:
    """Apply rest, forgetting and learning to all agents, and find those who give notice.

    Args:
        rules: [1] from `agents.staff_rules`.
        people: all agents.
        day: index of the day that ends.
        coaching_h: hours of coaching per agent and month.
    """
    n_in_group = np.zeros(int(rules["n_groups"][0]), dtype=np.int64)
    leaving = np.empty(people.size, dtype=np.int64)
    n_leaving, strain, satisfied, purpose = _update_overnight(rules, people, day, coaching_h, n_in_group, leaving)
    return Night(n_in_group, strain, satisfied, purpose, leaving[:n_leaving])


@compiled(nogil=True)
def _update_overnight(rules: Table, people: People, day: int, coaching_h: float, n_in_group: Ints,
                      leaving: Ints) -> tuple[int, float, float, float]:
    """Fill in `n_in_group` and `leaving`; returns how many leave, and total strain, satisfaction and purpose of the employed."""
    rule = rules[0]
    n_leaving, strain, satisfied, purpose = 0, 0.0, 0.0, 0.0
    changes = uniform(rule.seed, PRODUCT_CHANGE, day + 1, 0) < rule.changes_per_day
    for agent_id in range(people.size):
        person = people[agent_id]
        if is_employed(person, day):
            n_in_group[person.group] += 1
            person.satisfaction = satisfaction(rule, person, coaching_h)
            strain += person.strain
            satisfied += person.satisfaction
            purpose += person.purpose
            person.spent += quitting_hazard_per_day(rule, person, day, coaching_h)
            if person.spent >= person.life:
                person.left_day = day + 1.0
                leaving[n_leaving] = agent_id
                n_leaving += 1
        person.strain *= rule.kept_strain
        person.purpose = purpose_after(rule, person.purpose, day)
        train(rule, person, changes)
    return n_leaving, strain, satisfied, purpose
