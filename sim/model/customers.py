"""Customers' attitude and behaviour: what a contact does to them, who leaves, who joins, how they score (M9, M11).

Only who was touched is touched. A customer who hears nothing goes on at the same hazard, so the night on which they will
have lived through what was theirs is known beforehand, and stands in a calendar of farewells. Sums over all customers are
kept up, not added up.
"""

import math
from dataclasses import dataclass

import numpy as np

from sim.chance import (
    FIRST_ATTITUDE,
    LIFETIME,
    PAST_YEARS,
    uniform,
    uniform_pair,
)
from sim.jit import compiled
from sim.model.authority import BY_LEADER, REFUSED
from sim.model.manners import PASSED_OFF
from sim.model.pages import NOBODY, no_places_used, put, take, with_room
from sim.model.rows import Row, Table, numbers, row_type
from sim.params import Params
from sim.record import Contacts, CustomerTable, Floats, Follows, Ints
from sim.units import DAY_S, YEAR_DAYS
from sim.variates import normal

_GAVE_UP = int(Follows.GAVE_UP)
PROMOTER_FROM, DETRACTOR_TO = 9.0, 6.0
STILL_HERE = NEVER = -1

# One row per customer; customer_id is the place, and who has left keeps it. A hazard is lived through night by night.
CUSTOMER = row_type({
    "baseline": float,             # attitude to which a usual experience leads back
    "attitude": float,
    "habit": float,                # of giving scores, in standard deviations
    "hazard_per_day": float,       # of leaving
    "hazard_left": float,          # to live through from night `since_day` on; at the start exponential of mean 1
    "since_day": int,
    "leaves_day": int,             # farewell as things stand; -1: not within this run
    "joined_day": float,           # negative before the run
    "left_day": int})              # -1: still a customer
LEAVER = row_type({"behind": int, "customer_id": int})
SUMS = row_type({"n_known": int, "n_here": int, "n_promoters": int, "n_detractors": int, "attitude": float})


@dataclass(slots=True)
class Base:
    """The customers, and what is known of them all."""

    way: Table                     # [1] the parameters
    rows: Table                    # [as many as this run can ever know]
    attitude: Floats               # a copy, for the engines
    farewell: Ints                 # [n_days] the first of the leavers of a night; empty where nobody leaves
    leavers: Table                 # on pages of the calendar of farewells; who has heard news since stands on a later one too
    places: Table                  # [1] of it, see `sim.model.pages`
    sums: Table                    # [1] how many are known; of those still here: how many, their scores and attitude

    @property
    def n_known(self) -> int:
        """Everyone who ever was a customer."""
        return int(self.sums["n_known"][0])


# --- rules ---------------------------------------------------------------------------------------------------------


@compiled
def leaving_hazard_per_day(churn_per_year: float, churn_beta: float, attitude: float) -> float:
    """Hazard of leaving [1/day], proportional to exp(-beta x attitude) (J3: Bolton 1998, form)."""
    return churn_per_year / YEAR_DAYS * math.exp(-churn_beta * attitude)


@compiled
def attitude_after(attitude: float, experience: float, years: float, good: float, bad: float,
                   anchoring_per_year: float) -> float:
    """Attitude after an experience: part of the way towards it.

    Further for bad news than for good (J7: 4 to 1), less far in a long relation (J3: anchoring and adjustment, Bolton 1998).

    Args:
        attitude: before.
        experience: how good it was, on the scale of attitude; a usual one is the customer's own baseline.
        years: of relation so far.
        good, bad: share of the way towards a better, a worse experience.
        anchoring_per_year: how much a year lessens it.
    """
    weight = good if experience > attitude else bad
    return attitude + weight / (1.0 + anchoring_per_year * max(0.0, years)) * (experience - attitude)


@compiled
def satisfaction_logit(way: Row, wait_s: float, nth_talk: int, solved: bool, passed_on: bool, manner_sd: float) -> float:
    """Logit of 'very satisfied' with a contact.

    It is judged by whether it solved the problem, how many talks it took, the wait, being passed on or refused, and the
    agent's manner (0 where nobody answered).

    Source: calibration I (I1 to I7).
    """
    minutes = max(wait_s - way.free_wait_s, 0.0) / 60.0
    return float(way.satisfied_logit + way.wait_logit_per_min * minutes + way.unsolved_logit * (not solved)
                 + way.later_talk_logit * max(nth_talk - 1, 0) + way.transfer_logit * passed_on
                 + way.manner_logit * manner_sd)


@compiled
def score(way: Row, attitude: float, habit: float) -> float:
    """A customer's own 0-10 answer to 'would you recommend us?'."""
    raw = way.score_mean + way.score_per_attitude * attitude + way.score_sd * habit
    return float(min(max(math.floor(raw + 0.5), 0.0), 10.0))


def n_joining(params: Params, day: int) -> int:
    """Customers won on a day: an even flow, the same in every scenario, so that base stands still."""
    per_day = params.customers.n * params.customers.joins_per_year / YEAR_DAYS
    return int(math.floor((day + 1) * per_day) - math.floor(day * per_day))


# --- the first customers, and those who join -----------------------------------------------------------------------


def first_customers(params: Params, seed: int, n_days: int) -> Base:
    """The customers found at the start of a run of `n_days`, as a long-run business has them.

    Where newcomers' attitude is N(0, sd^2) and the leaving hazard goes with exp(-beta x attitude), those who are still
    here are N(beta x sd^2, sd^2), each with an exponential past at their own hazard: the glad have stayed longer. Years of
    usual talks have led them towards `settled_attitude`.
    """
    base = nobody_yet(params, params.customers.n, n_days)
    _come(base.way, seed, params.customers.n, 0, True, params.mechanisms.attitude, base.rows, base.attitude, base.farewell,
          base.leavers, base.places, base.sums)
    return base


def nobody_yet(params: Params, n: int, n_days: int) -> Base:
    """Room for `n` customers and for all who will join."""
    leave = params.mechanisms.churn
    n_ever = n + sum(n_joining(params, day) for day in range(n_days)) * leave
    return Base(way=numbers(params.customers), rows=np.empty(n_ever, dtype=CUSTOMER), attitude=np.empty(n_ever),
                farewell=np.full(n_days if leave else 0, NOBODY), leavers=np.empty(n, dtype=LEAVER), places=no_places_used(),
                sums=np.zeros(1, dtype=SUMS))


def join(base: Base, seed: int, n: int, day: int) -> None:
    """Customers won on a day: no past, and the attitude that they came with."""
    base.leavers = with_room(base.leavers, base.places, n)
    _come(base.way, seed, n, day, False, False, base.rows, base.attitude, base.farewell, base.leavers, base.places, base.sums)


@compiled(nogil=True)
def _come(ways: Table, seed: int, n: int, day: int, have_a_past: bool, settled: bool, customers: Table, attitudes: Floats,
          farewell: Ints, leavers: Table, places: Table, sums: Table) -> None:
    way, total = ways[0], sums[0]
    for who in range(total.n_known, total.n_known + n):
        row = customers[who]
        life, habit = uniform_pair(seed, LIFETIME, who, 0)
        row.habit, row.hazard_left = normal(habit), -math.log(life)
        row.baseline = way.attitude_sd * normal(uniform(seed, FIRST_ATTITUDE, who, 0))
        row.joined_day, row.left_day, row.since_day, row.leaves_day = float(day), STILL_HERE, day, NEVER
        row.attitude = row.baseline
        if have_a_past:
            row.baseline += way.attitude_sd * way.churn_beta * way.attitude_sd
            usual = leaving_hazard_per_day(way.churn_per_year, way.churn_beta, row.baseline + way.settled_attitude)
            years = -math.log(uniform(seed, PAST_YEARS, who, 0)) / max(YEAR_DAYS * usual, 0.01)
            row.joined_day = -YEAR_DAYS * years
            row.attitude = row.baseline
            if settled:
                row.attitude += way.settled_attitude * (1.0 - math.exp(-years / way.settling_years))
        row.hazard_per_day = leaving_hazard_per_day(way.churn_per_year, way.churn_beta, row.attitude)
        attitudes[who] = row.attitude
        _count(way, total, row, 1)
        _notes_farewell(row, who, farewell, leavers, places[0])
    total.n_known += n


@compiled
def _count(way: Row, total: Row, row: Row, n: int) -> None:
    """Add a customer to the sums, or (n = -1) take one out."""
    mark = score(way, row.attitude, row.habit)
    total.n_here += n
    total.n_promoters += n * (mark >= PROMOTER_FROM)
    total.n_detractors += n * (mark <= DETRACTOR_TO)
    total.attitude += n * row.attitude


# --- farewells -----------------------------------------------------------------------------------------------------


@compiled
def _notes_farewell(row: Row, who: int, farewell: Ints, leavers: Table, places: Row) -> None:
    """Enter a customer on the page of the night on which the hazard left to them will be lived through."""
    row.leaves_day = NEVER
    if row.hazard_per_day * (farewell.size - row.since_day) < row.hazard_left:
        return
    nights = max(1.0, math.ceil(row.hazard_left / row.hazard_per_day)) if row.hazard_left > 0.0 else 1.0
    day = row.since_day + int(nights) - 1
    if day < farewell.size:
        row.leaves_day = day
        leavers[put(farewell, leavers, places, day)].customer_id = who


def leave(base: Base, day: int) -> int:
    """Whoever has tonight lived through the hazard that was theirs leaves; how many."""
    return int(_leave(base.way, base.rows, base.farewell, base.leavers, base.places, base.sums, day))


@compiled(nogil=True)
def _leave(ways: Table, customers: Table, farewell: Ints, leavers: Table, places: Table, sums: Table, day: int) -> int:
    n, place = 0, farewell[day]
    while place != NOBODY:
        row = customers[leavers[place].customer_id]
        if row.leaves_day == day and row.left_day == STILL_HERE:       # and not put off, nor entered twice
            row.left_day = day
            _count(ways[0], sums[0], row, -1)
            n += 1
        place = take(leavers, places[0], place)
    farewell[day] = NOBODY
    return n


# --- news ----------------------------------------------------------------------------------------------------------


def judge(base: Base, contacts: Contacts) -> None:
    """Fill in the logit of 'very satisfied' with each contact.

    A lost one is an unsolved one with its wait, and counts when the customer gives up for good; before that it is NaN.
    """
    _judge(base.way, contacts)


@compiled(nogil=True)
def _judge(ways: Table, contacts: Contacts) -> None:
    for i in range(contacts.day.size):
        if not contacts.answered[i] and contacts.follows[i] != _GAVE_UP:
            contacts.satisfaction[i] = math.nan
            continue
        decision, manner_sd = contacts.decision[i], contacts.manner_sd[i]
        contacts.satisfaction[i] = satisfaction_logit(
            ways[0], contacts.wait_s[i] + contacts.transfer_wait_s[i] + contacts.leader_wait_s[i], contacts.nth_talk[i],
            contacts.solved[i], contacts.transferred[i] or decision in (BY_LEADER, REFUSED) or contacts.ego[i] == PASSED_OFF,
            0.0 if math.isnan(manner_sd) else manner_sd)


def hear_news(base: Base, contacts: Contacts, day: int) -> None:
    """Attitude after the day's contacts, in the order in which they ended, and what follows from it.

    An experience lies above or below the customer's own usual one.
    """
    order = np.argsort(contacts.ended_at_s + DAY_S * (contacts.day - day), kind="stable")     # and then by contact_id
    base.leavers = with_room(base.leavers, base.places, order.size)
    _hear(base.way, contacts, order, day, base.rows, base.attitude, base.farewell, base.leavers, base.places, base.sums,
          np.empty(order.size))


@compiled(nogil=True)
def _hear(ways: Table, contacts: Contacts, order: Ints, day: int, customers: Table, attitudes: Floats, farewell: Ints,
          leavers: Table, places: Table, sums: Table, experience: Floats) -> None:
    way, total = ways[0], sums[0]
    for i in range(order.size):        # a loop for this alone: the machine fetches many customers at once
        who, logit = contacts.customer_id[i], contacts.satisfaction[i]
        experience[i] = math.nan
        if who >= 0:
            experience[i] = customers[who].baseline + (logit - way.usual_logit) / way.logit_per_attitude
    for i in order:
        if math.isnan(experience[i]):
            continue
        who = contacts.customer_id[i]
        row = customers[who]
        is_here = row.left_day == STILL_HERE
        if is_here:
            _count(way, total, row, -1)
        row.attitude = attitude_after(row.attitude, experience[i], (day - row.joined_day) / YEAR_DAYS, way.good_news_weight,
                                      way.bad_news_weight, way.anchoring_per_year)
        attitudes[who] = row.attitude
        if not is_here:
            continue
        _count(way, total, row, 1)
        row.hazard_left -= row.hazard_per_day * (day - row.since_day)
        row.since_day = day
        row.hazard_per_day = leaving_hazard_per_day(way.churn_per_year, way.churn_beta, row.attitude)
        _notes_farewell(row, who, farewell, leavers, places[0])


def table(base: Base) -> CustomerTable:
    """Everyone who ever was a customer."""
    known = base.rows[:base.n_known]
    scores = [score(base.way[0], attitude, habit) for attitude, habit in known[["attitude", "habit"]].tolist()]
    return CustomerTable(known["attitude"].copy(), np.array(scores, dtype=np.float64), known["joined_day"].copy(),
                         known["left_day"].copy(), known["left_day"] == STILL_HERE)
