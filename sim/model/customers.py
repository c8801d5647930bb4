"""Customers' attitude and behaviour: what a contact does to them, who leaves, who joins, how they score (M9, M11)."""

import math
from dataclasses import dataclass

import numpy as np

from sim.chance import APPETITE, FIRST_ATTITUDE, LIFETIME, PAST_YEARS, SCORE_HABIT, gamma, normal, uniform, uniforms
from sim.jit import compiled
from sim.model.authority import BY_LEADER, REFUSED
from sim.params import Customers as CustomerParams
from sim.params import Params
from sim.record import Bools, Contacts, Floats, Follows, Ints
from sim.units import DAY_S, YEAR_DAYS

_GAVE_UP = int(Follows.GAVE_UP)
PROMOTER_FROM, DETRACTOR_TO = 9.0, 6.0


@dataclass(slots=True)
class Base:
    """The customers, one array [n] per trait; customer_id is the place. Who has left keeps the place."""

    baseline: Floats               # attitude to which a usual experience leads back
    attitude: Floats
    hazard_per_day: Floats         # of leaving
    spent: Floats                  # hazard lived through
    life: Floats                   # hazard at which this customer leaves: exponential of mean 1
    habit: Floats                  # of giving scores, in standard deviations
    score: Floats                  # own 0-10 answer to 'would you recommend us?'
    joined_day: Floats             # negative before the run
    left_day: Ints                 # -1: still a customer
    is_customer: Bools


def new_customers(params: Params, seed: int, first_id: int, n: int, day: int) -> Base:
    """Customers `first_id` ... won on a day: no past, and the attitude that they came with."""
    who = np.arange(first_id, first_id + n)
    baseline = params.customers.attitude_sd * _normals(uniforms(seed, FIRST_ATTITUDE, who))
    return _with_attitude(params, seed, who, baseline, baseline.copy(), np.full(n, float(day)))


def first_customers(params: Params, seed: int) -> Base:
    """The customers found at the start, as a long-run business has them.

    Where newcomers' attitude is N(0, sd^2) and the leaving hazard goes with exp(-beta x attitude), those who are still
    here are N(beta x sd^2, sd^2), each with an exponential past at their own hazard: the glad have stayed longer. Years of
    usual talks have led them towards `settled_attitude`.
    """
    customers = params.customers
    who = np.arange(customers.n)
    normals = _normals(uniforms(seed, FIRST_ATTITUDE, who))
    baseline = customers.attitude_sd * (normals + customers.churn_beta * customers.attitude_sd)
    hazard_per_year = YEAR_DAYS * leaving_hazard_per_day(customers, baseline + customers.settled_attitude)
    past_years = -np.log(uniforms(seed, PAST_YEARS, who)) / np.maximum(hazard_per_year, 0.01)
    way = 1.0 - np.exp(-past_years / customers.settling_years) if params.mechanisms.attitude else 0.0
    attitude = baseline + customers.settled_attitude * way
    return _with_attitude(params, seed, who, baseline, attitude, -YEAR_DAYS * past_years)


def _with_attitude(params: Params, seed: int, who: Ints, baseline: Floats, attitude: Floats, joined: Floats) -> Base:
    habit = _normals(uniforms(seed, SCORE_HABIT, who))
    return Base(
        baseline=baseline, attitude=attitude, hazard_per_day=leaving_hazard_per_day(params.customers, attitude),
        spent=np.zeros(who.size), life=-np.log(uniforms(seed, LIFETIME, who)), habit=habit,
        score=scores(params.customers, attitude, habit), joined_day=joined,
        left_day=np.full(who.size, -1, dtype=np.int64), is_customer=np.ones(who.size, dtype=np.bool_))


def joined(base: Base, new: Base) -> Base:
    """The customer base with new customers at its end."""
    return Base(*(np.concatenate([getattr(base, name), getattr(new, name)]) for name in Base.__slots__))


@compiled
def _normals(u: Floats) -> Floats:
    out = np.empty_like(u)
    for i in range(u.size):
        out[i] = normal(u[i])
    return out


@compiled
def _appetites(seed: int, first_id: int, n: int, shape: float, log_gamma_shape: float) -> Floats:
    out = np.empty(n)
    total = 0.0
    for i in range(n):
        total += gamma(1.0, shape, log_gamma_shape, uniform(seed, APPETITE, first_id + i, 0))
        out[i] = total
    return out / total


def cumulated_appetite(seed: int, first_id: int, n: int, shape: float) -> Floats:
    """Appetite for contact of a block of customers, cumulated and ending at 1 [n]: gamma, as callers are skewed (A9)."""
    return _appetites(seed, first_id, n, shape, math.lgamma(shape))


def leaving_hazard_per_day(customers: CustomerParams, attitude: Floats) -> Floats:
    """Hazard of leaving [1/day], proportional to exp(-beta x attitude) (J3: Bolton 1998, form)."""
    return customers.churn_per_year / YEAR_DAYS * np.exp(-customers.churn_beta * attitude)


def n_joining(params: Params, day: int) -> int:
    """Customers won on a day: an even flow, the same in every scenario, so that base stands still."""
    per_day = params.customers.n * params.customers.joins_per_year / YEAR_DAYS
    return int(math.floor((day + 1) * per_day) - math.floor(day * per_day))


def satisfaction(customers: CustomerParams, contacts: Contacts) -> Floats:
    """Logit of 'very satisfied' with each contact [n].

    An answered contact is judged by whether it solved the problem, how many talks it took, the wait, being passed
    on or refused, and the agent's manner. A lost one is an unsolved one with its wait, and counts when the
    customer gives up for good; before that it is NaN.

    Source: calibration I (I1 to I7).
    """
    minutes = (contacts.wait_s + contacts.transfer_wait_s + contacts.leader_wait_s - customers.free_wait_s) / 60.0
    logit = customers.satisfied_logit + customers.wait_logit_per_min * np.maximum(minutes, 0.0)
    logit += customers.unsolved_logit * ~contacts.solved
    logit += customers.later_talk_logit * np.maximum(contacts.nth_talk - 1, 0)
    passed_on = contacts.transferred | (contacts.decision == BY_LEADER) | (contacts.decision == REFUSED)
    logit += customers.transfer_logit * passed_on
    logit += customers.manner_logit * np.where(contacts.answered, np.nan_to_num(contacts.manner_sd), 0.0)
    return np.where(contacts.answered | (contacts.follows == _GAVE_UP), logit, np.nan)


@compiled
def _hear(order: Ints, customer_id: Ints, logit: Floats, day: int, usual: float, scale: float, good: float, bad: float,
          anchoring_per_year: float, baseline: Floats, attitude: Floats, joined_day: Floats) -> None:
    for i in order:
        who = customer_id[i]
        if who < 0 or math.isnan(logit[i]):
            continue
        experience = baseline[who] + (logit[i] - usual) / scale
        weight = good if experience > attitude[who] else bad
        years = max(0.0, (day - joined_day[who]) / YEAR_DAYS)
        attitude[who] += weight / (1.0 + anchoring_per_year * years) * (experience - attitude[who])


def hear_news(params: Params, base: Base, contacts: Contacts, day: int) -> None:
    """Attitude after the day's contacts, in the order in which they ended.

    An experience lies above or below the customer's own usual one; attitude goes part of the way towards it, further
    for bad news than for good (J7: 4 to 1), less far in a long relation (J3: anchoring and adjustment, Bolton 1998).
    """
    customers = params.customers
    order = np.lexsort((contacts.contact_id, contacts.ended_at_s + DAY_S * contacts.day))
    _hear(order, contacts.customer_id, contacts.satisfaction, day, customers.usual_logit, customers.logit_per_attitude,
          customers.good_news_weight, customers.bad_news_weight, customers.anchoring_per_year,
          base.baseline, base.attitude, base.joined_day)
    touched = np.unique(contacts.customer_id[contacts.customer_id >= 0])
    base.hazard_per_day[touched] = leaving_hazard_per_day(customers, base.attitude[touched])
    base.score[touched] = scores(customers, base.attitude[touched], base.habit[touched])


def settle_night(base: Base, day: int) -> Ints:
    """Who leaves tonight [customer_ids]: whoever has lived through the hazard that was theirs."""
    base.spent += base.hazard_per_day
    leaving = np.flatnonzero(base.is_customer & (base.spent >= base.life))
    base.is_customer[leaving] = False
    base.left_day[leaving] = day
    return leaving


def scores(customers: CustomerParams, attitude: Floats, habit: Floats) -> Floats:
    """Customers' own 0-10 answers to 'would you recommend us?' [n]."""
    raw = customers.score_mean + customers.score_per_attitude * attitude + customers.score_sd * habit
    return np.clip(np.floor(raw + 0.5), 0.0, 10.0)


def promoters_and_detractors(base: Base) -> tuple[int, int]:
    """How many customers would score 9 or 10, and how many 0 to 6."""
    promoters = np.count_nonzero((base.score >= PROMOTER_FROM) & base.is_customer)
    detractors = np.count_nonzero((base.score <= DETRACTOR_TO) & base.is_customer)
    return int(promoters), int(detractors)
