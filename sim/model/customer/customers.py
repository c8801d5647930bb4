"""Customers' attitude and behaviour: what a contact does to them, who leaves, who joins, how they score (M9, M11).

Only who was touched is touched. A customer who hears nothing goes on at the same hazard, so the night on which they will
have lived through what was theirs is known beforehand, and stands in a calendar of farewells. Sums over all customers are
kept up, not added up.
"""

import functools
import math
from dataclasses import dataclass
from typing import Any

import numpy as np

from sim.jit import compiled
from sim.model.bucket_calendar import NOBODY, no_places_used, put, take, with_room
from sim.model.contact.agent_reaction import PASSED_OFF
from sim.model.contact.authority import BY_LEADER, REFUSED
from sim.model.contact.channels import MAIL, PHONE, written_logit
from sim.model.contact.delay_announcements import felt_wait_s
from sim.model.contact.service_recovery import loyalty_logit
from sim.model.customer.customer_table import CUSTOMER, HAD_VALUE, LEAVER, NEVER, STILL_HERE, SUMS, count, hazard_per_day, score
from sim.model.customer.loyalty import customers_way, held_newcomers_share, years_factor
from sim.model.tables import Row, Table, numbers, row_type
from sim.params import Params
from sim.random.philox import uniform, uniform_pair
from sim.random.quantiles import normal
from sim.random.streams import FIRST_ATTITUDE, HELD, LIFETIME, PAST_YEARS, SEEN_VIRAL
from sim.schema import Contacts, CustomerTable, Floats, Follows, Ints
from sim.units import DAY_S, YEAR_DAYS

_GAVE_UP = int(Follows.GAVE_UP)
NEWS = row_type({"experience": float, "is_here": int, "lacks_value": int})
_MOST_KEPT = 200_000           # customers of whom a copy is kept for the next run, 112 bytes each
_NOTHING = np.empty(0)


@dataclass(slots=True)
class Base:
    """The customers, and what is known of them all."""

    way: Table                     # [1] the parameters
    promise: Table                 # [1] those of announcements
    written: Table                 # [1] those of channels
    rows: Table                    # [as many as this run will know if they join as usual, or more]
    attitude: Floats               # a copy, for the engines
    farewell: Ints                 # [n_days] the first of the leavers of a night; empty where nobody leaves
    leavers: Table                 # on pages of the calendar of farewells; who has heard news since stands on a later one too
    places: Table                  # [1] of it, see `sim.model.bucket_calendar`
    sums: Table                    # [1] how many are known; of those still here: how many, their scores, groups, purchases

    @property
    def n_known(self) -> int:
        """Everyone who ever was a customer."""
        return int(self.sums["n_known"][0])


# --- rules ---------------------------------------------------------------------------------------------------------


@compiled
def over_service_share(churn_beta: float, attitude: float, baseline: float) -> float:
    """What part of a leaver's hazard was there only because talks had led attitude below the customer's own baseline."""
    return 1.0 - math.exp(-churn_beta * max(baseline - attitude, 0.0))


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


def n_joining(params: Params, day: int, extra_before: float = 0.0, extra_after: float = 0.0) -> int:
    """Customers won on a day: an even flow, the same in every scenario, and what word of mouth adds to it or takes away.

    Args:
        params: the centre.
        day: which.
        extra_before, extra_after: customers won beyond the even flow up to the day, and with it; negative: lost.
    """
    per_day = params.customers.n * params.customers.joins_per_year / YEAR_DAYS
    return int(math.floor((day + 1) * per_day + extra_after) - math.floor(day * per_day + extra_before))


# --- the first customers, and those who join -----------------------------------------------------------------------


def first_customers(params: Params, seed: int, n_days: int) -> Base:
    """The customers found at the start of a run of `n_days`, as a long-run business has them.

    Where newcomers' attitude is N(0, sd^2) and the leaving hazard goes with exp(-beta x attitude), those who are still
    here are N(beta x sd^2, sd^2), each with an exponential past at their own hazard: the glad have stayed longer. Years of
    usual talks have led them towards `settled_attitude`.
    """
    base, n = nobody_yet(params, params.customers.n, n_days), params.customers.n
    if n > _MOST_KEPT:
        _come_first(base, seed, n, params.mechanisms.attitude)
        return base
    found = _found(base.way.dtype, base.way.tobytes(), seed, n, params.mechanisms.attitude, base.farewell.size)
    base.rows[:n], base.attitude[:n] = found.rows, found.attitude
    base.farewell, base.leavers, base.places, base.sums = (
        table.copy() for table in (found.farewell, found.leavers, found.places, found.sums))
    return base


@functools.lru_cache(maxsize=1)
def _found(layout: np.dtype[Any], way: bytes, seed: int, n: int, settled: bool, n_nights: int) -> Base:
    """The first customers, to be copied: scenarios that are lived on the same chance mostly find the same ones."""
    base = Base(way=np.frombuffer(way, dtype=layout).copy(), promise=_NOTHING, written=_NOTHING,
                rows=np.empty(n, dtype=CUSTOMER), attitude=np.empty(n), farewell=np.full(n_nights, NOBODY),
                leavers=np.empty(n, dtype=LEAVER), places=no_places_used(), sums=np.zeros(1, dtype=SUMS))
    _come_first(base, seed, n, settled)
    return base


def _come_first(base: Base, seed: int, n: int, settled: bool) -> None:
    join(base.way, seed, n, 0, True, settled, 0.0, base.rows, base.attitude, base.farewell, base.leavers, base.places, base.sums)


def nobody_yet(params: Params, n: int, n_days: int) -> Base:
    """Room for `n` customers and for all who will usually join."""
    leave = params.mechanisms.churn
    n_ever = n + sum(n_joining(params, day) for day in range(n_days)) * leave
    return Base(way=customers_way(params), promise=numbers(params.announcements), written=numbers(params.channels),
                rows=np.empty(n_ever, dtype=CUSTOMER), attitude=np.empty(n_ever),
                farewell=np.full(n_days if leave else 0, NOBODY), leavers=np.empty(n, dtype=LEAVER), places=no_places_used(),
                sums=np.zeros(1, dtype=SUMS))


def make_room(base: Base, n_joining: int, n_hearing: int = 0) -> None:
    """Make sure of room for so many who join, and for the farewells of as many who may move theirs."""
    n_short = int(base.sums["n_known"][0]) + n_joining - base.rows.size
    if n_short > 0:
        base.rows, base.attitude = _longer(base.rows, n_short), _longer(base.attitude, n_short)
    base.leavers = with_room(base.leavers, base.places, n_joining + n_hearing)


def _longer(table: Table, n_more: int) -> Table:
    """The table with room for at least so many more, and some more still."""
    return np.concatenate([table, np.empty(n_more + table.size // 8, dtype=table.dtype)])


@compiled(nogil=True)
def join(ways: Table, seed: int, n: int, day: int, have_a_past: bool, settled: bool, heard: float, customers: Table,
         attitudes: Floats, farewell: Ints, leavers: Table, places: Table, sums: Table) -> None:
    """Customers won on a day: no past, and the attitude that they came with, moved by what they have heard of us."""
    way, total = ways[0], sums[0]
    for who in range(total.n_known, total.n_known + n):
        row = customers[who]
        life, habit = uniform_pair(seed, LIFETIME, who, 0)
        row.habit, row.hazard_left = normal(habit), -math.log(life)
        held, wallet = uniform_pair(seed, HELD, who, 0)
        held_share = way.held_share if have_a_past else held_newcomers_share(way.held_share, way.held_hazard_factor)
        row.is_held, row.wallet_habit, row.last_logit, row.first_need_day = held < held_share, normal(wallet), math.nan, NEVER
        row.baseline = way.attitude_mean + heard + way.attitude_sd * normal(uniform(seed, FIRST_ATTITUDE, who, 0))
        row.joined_day, row.left_day, row.since_day, row.leaves_day = float(day), STILL_HERE, day, NEVER
        row.attitude = row.baseline
        if have_a_past:
            row.baseline += way.attitude_sd * way.churn_beta * way.attitude_sd
            usual = hazard_per_day(way, row.is_held, row.baseline + way.settled_attitude)
            years = -math.log(uniform(seed, PAST_YEARS, who, 0)) / max(YEAR_DAYS * usual, 0.01)
            row.joined_day = -YEAR_DAYS * years
            row.attitude = row.baseline
            if settled:
                row.attitude += way.settled_attitude * (1.0 - math.exp(-years / way.settling_years))
        row.hazard_per_day = hazard_per_day(way, row.is_held, row.attitude)
        row.years_factor = years_factor(way, row.joined_day)
        attitudes[who] = row.attitude
        count(way, total, row, 1)
        _notes_farewell(row, who, farewell, leavers, places[0])
    total.n_known += n


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


@compiled
def _lives_on(way: Row, row: Row, who: int, day: int, farewell: Ints, leavers: Table, places: Row) -> None:
    """Attitude has moved: from today on another hazard is lived through."""
    row.hazard_left -= row.hazard_per_day * (day - row.since_day)
    row.since_day = day
    row.hazard_per_day = hazard_per_day(way, row.is_held, row.attitude)
    _notes_farewell(row, who, farewell, leavers, places)


@compiled(nogil=True)
def leave(ways: Table, customers: Table, farewell: Ints, leavers: Table, places: Table, sums: Table, line: Row, day: int) -> int:
    """Whoever has tonight lived through the hazard that was theirs leaves; how many."""
    n, place = 0, farewell[day]
    while place != NOBODY:
        row = customers[leavers[place].customer_id]
        if row.leaves_day == day and row.left_day == STILL_HERE:       # and not put off, nor entered twice
            row.left_day = day
            count(ways[0], sums[0], row, -1)
            line.n_left_unhappy += row.last_logit < 0.0
            line.left_over_service += over_service_share(ways[0].churn_beta, row.attitude, row.baseline)
            n += 1
        place = take(leavers, places[0], place)
    farewell[day] = NOBODY
    return n


# --- news ----------------------------------------------------------------------------------------------------------


def expect(base: Base, params: Params, gap: float) -> None:
    """What customers expect by now: every contact is judged by so much (logit) less than the same one on day 0 (M14)."""
    base.way["satisfied_logit"] = params.customers.satisfied_logit - gap


@compiled(nogil=True)
def judge(ways: Table, promises: Table, written: Table, contacts: Contacts) -> None:
    """Fill in the logit of 'very satisfied' with each contact.

    A lost one is an unsolved one with its wait, and counts when the customer gives up for good; before that it is NaN.
    """
    way, promise, in_writing = ways[0], promises[0], written[0]
    for i in range(contacts.day.size):
        if not contacts.answered[i] and contacts.follows[i] != _GAVE_UP:
            contacts.satisfaction[i] = math.nan
            continue
        decision, manner_sd = contacts.decision[i], contacts.manner_sd[i]
        felt_s = felt_wait_s(contacts.wait_s[i] + contacts.transfer_wait_s[i] + contacts.leader_wait_s[i], way.free_wait_s,
                             contacts.announced_s[i], promise.promised_anger_factor, promise.broken_anger_factor,
                             contacts.call_back[i], promise.call_back_anger_factor)
        if contacts.channel[i] == MAIL:         # nobody sits and waits for it
            felt_s = 0.0
        contacts.satisfaction[i] = satisfaction_logit(
            way, felt_s, contacts.nth_talk[i],
            contacts.solved[i], contacts.transferred[i] or decision in (BY_LEADER, REFUSED) or contacts.ego[i] == PASSED_OFF,
            0.0 if math.isnan(manner_sd) else manner_sd)
        if contacts.channel[i] != PHONE:
            contacts.satisfaction[i] += written_logit(contacts.channel[i], in_writing.mail_logit, in_writing.mail_late_logit,
                                                      in_writing.chat_logit, contacts.late[i])


def as_they_ended(contacts: Contacts, day: int) -> Ints:
    """The order in which a day's contacts ended, and then of contact_id."""
    return np.argsort(contacts.ended_at_s + DAY_S * (contacts.day - day), kind="stable")


@compiled(nogil=True)
def hear_news(ways: Table, contacts: Contacts, order: Ints, day: int, customers: Table, attitudes: Floats, farewell: Ints,
              leavers: Table, places: Table, sums: Table, line: Row, news: Table) -> None:
    """Attitude after the day's contacts, in the order in which they ended, and what follows from it.

    An experience lies above or below the customer's own usual one. Room for the `news` of each contact is given.
    """
    way, total = ways[0], sums[0]
    for i in range(order.size):        # a loop for this alone: the machine fetches many customers, from end to end, at once
        who, logit = contacts.customer_id[i], loyalty_logit(contacts.satisfaction[i], contacts.failure_logit[i])
        news[i].experience = math.nan
        if who >= 0:
            row = customers[who]
            news[i].experience = row.baseline + (logit - way.usual_logit) / way.logit_per_attitude
            news[i].is_here, news[i].lacks_value = row.left_day == STILL_HERE, row.first_need_day != HAD_VALUE
    for i in order:
        experience = news[i].experience
        if math.isnan(experience):
            continue
        who = contacts.customer_id[i]
        row = customers[who]
        row.last_logit = contacts.satisfaction[i]
        if news[i].lacks_value and row.joined_day >= 0.0 and row.first_need_day != HAD_VALUE:
            _first_need(row, contacts.solved[i], day, line)
        if news[i].is_here and count(way, total, row, -1):
            line.handle_dissatisfied_s += contacts.handle_s[i]
        row.attitude = attitude_after(row.attitude, experience, (day - row.joined_day) / YEAR_DAYS, way.good_news_weight,
                                      way.bad_news_weight, way.anchoring_per_year)
        attitudes[who] = row.attitude
        if not news[i].is_here:
            continue
        count(way, total, row, 1)
        _lives_on(way, row, who, day, farewell, leavers, places[0])


@compiled
def _first_need(row: Row, solved: bool, day: int, line: Row) -> None:
    """A newcomer's first need: from the day on which we hear of it until the day on which one is solved."""
    if row.first_need_day == NEVER:
        row.first_need_day = day
    if solved:
        line.n_first_value += 1.0
        line.first_value_days += day - row.first_need_day
        row.first_need_day = HAD_VALUE


def nps(base: Base) -> float:
    """Promoters less detractors of all customers, times 100."""
    promoters, detractors, here = (float(base.sums[name][0]) for name in ("n_promoters", "n_detractors", "n_here"))
    return 100.0 * (promoters - detractors) / max(here, 1.0)


@compiled(nogil=True)
def hear_in_public(ways: Table, seed: int, share: float, shift: float, day: int, customers: Table, attitudes: Floats,
                   farewell: Ints, leavers: Table, places: Table, sums: Table) -> None:
    """A share of all customers sees a case in public tonight, and their attitude moves by `shift`."""
    way, total = ways[0], sums[0]
    for who in range(total.n_known):
        row = customers[who]
        if row.left_day != STILL_HERE or uniform(seed, SEEN_VIRAL, who, day) >= share:
            continue
        count(way, total, row, -1)
        row.attitude += shift
        attitudes[who] = row.attitude
        count(way, total, row, 1)
        _lives_on(way, row, who, day, farewell, leavers, places[0])


def table(base: Base) -> CustomerTable:
    """Everyone who ever was a customer."""
    known = base.rows[:base.n_known]
    scores = [score(base.way[0], attitude, habit) for attitude, habit in known[["attitude", "habit"]].tolist()]
    return CustomerTable(known["attitude"].copy(), np.array(scores, dtype=np.float64), known["joined_day"].copy(),
                         known["left_day"].copy(), known["left_day"] == STILL_HERE)
