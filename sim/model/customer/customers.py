"""Customers' attitude and behaviour: effect of contacts, departures, joins, recommendation scores.

Only customers affected by an event are updated. Between events a customer's hazard of leaving is constant, so the night
of departure is known in advance and stands in a bucket calendar of departures. Sums over all customers are updated
incrementally.
"""

import functools
import math
from dataclasses import dataclass
from typing import Any

import numpy as np

from sim.jit import compiled
from sim.mechanisms.customer.churn import LIFETIME
from sim.mechanisms.customer.false_loyalty import CAPTIVE
from sim.mechanisms.customer.word_of_mouth import SEEN_VIRAL
from sim.model.bucket_calendar import NO_ENTRY, insert, no_places_used, take, with_room
from sim.model.contact.agent_reaction import ESCALATED_EARLY
from sim.model.contact.authority import BY_TEAM_LEADER, REFUSED
from sim.model.contact.channels import EMAIL, PHONE, written_logit
from sim.model.contact.delay_announcements import perceived_wait_s
from sim.model.contact.service_recovery import loyalty_logit
from sim.model.customer.customer_table import CUSTOMER, HAD_VALUE, LEAVER, NEVER, SUMS, count, hazard_per_day, score
from sim.model.customer.loyalty import captive_newcomers_share, customer_section, years_factor
from sim.model.tables import Row, Table, numbers, row_type
from sim.params import Params
from sim.random.philox import uniform, uniform_pair
from sim.random.quantiles import normal
from sim.random.streams import FIRST_ATTITUDE, PAST_YEARS
from sim.schema import STILL_HERE, Contacts, CustomerTable, Floats, FollowUp, Ints
from sim.units import DAY_S, YEAR_DAYS

_GAVE_UP = int(FollowUp.GAVE_UP)
NEWS = row_type({"experience": float, "is_here": int, "lacks_value": int})
_MAX_KEPT = 200_000           # largest number of customers copied for the next run, 112 bytes each
_EMPTY = np.empty(0)


@dataclass(slots=True)
class CustomerBase:
    """The customer base: rows, sums and calendar of departures."""

    section: Table                     # [1] parameters
    announcement_section: Table                 # [1] parameters of announcements
    channel_section: Table                 # [1] parameters of channels
    rows: Table                    # [expected number of customers of the run, or more]
    attitude: Floats               # copy of the column, for the engines
    departures: Ints                 # [n_days] head of each night's list of departures; empty without churn
    leavers: Table                 # rows of that calendar; a customer whose hazard has changed also stands on a later list
    places: Table                  # [1] state of the calendar, see `sim.model.bucket_calendar`
    sums: Table                    # [1] number of customers ever; of the current ones: number, scores, loyalty groups, purchases

    @property
    def n_known(self) -> int:
        """Number of all customers ever, those who have left included."""
        return int(self.sums["n_known"][0])


# --- rules ---------------------------------------------------------------------------------------------------------


@compiled
def over_service_share(churn_beta: float, attitude: float, baseline: float) -> float:
    """Share of a leaver's hazard caused by attitude below the customer's own baseline."""
    return 1.0 - math.exp(-churn_beta * max(baseline - attitude, 0.0))


@compiled
def attitude_after(attitude: float, experience: float, years: float, good: float, bad: float,
                   anchoring_per_year: float) -> float:
    """Attitude after an experience: a step from the attitude before towards the experience.

    The step is larger for a worse experience than for a better one (J7: 4 to 1) and smaller in a long relation (J3: anchoring and
    adjustment, Bolton 1998).

    Args:
        attitude: before.
        experience: on the scale of attitude; a usual one equals the customer's own baseline.
        years: length of the relation.
        good, bad: step for a better and a worse experience, as a share of the distance.
        anchoring_per_year: reduction of the step per year.
    """
    weight = good if experience > attitude else bad
    return attitude + weight / (1.0 + anchoring_per_year * max(0.0, years)) * (experience - attitude)


@compiled
def satisfaction_logit(section: Row, wait_s: float, nth_conversation: int, solved: bool, handed_over: bool,
                       manner_sd: float) -> float:
    """Logit of 'very satisfied' with a contact.

    Depends on whether the case was solved, the number of conversations, the wait, a transfer, an escalation or a refused
    decision, and the agent's manner (0 if not answered).

    Source: calibration I (I1 to I7).
    """
    minutes = max(wait_s - section.free_wait_s, 0.0) / 60.0
    return float(section.satisfied_logit + section.wait_logit_per_min * minutes + section.unsolved_logit * (not solved)
                 + section.later_conversation_logit * max(nth_conversation - 1, 0) + section.transfer_logit * handed_over
                 + section.manner_logit * manner_sd)


def n_joining(params: Params, day: int, extra_before: float = 0.0, extra_after: float = 0.0) -> int:
    """Number of customers who join on a day: a constant rate, the same in every scenario, changed by word of mouth.

    Args:
        params: the centre.
        day: index of the day.
        extra_before, extra_after: customers won beyond the constant rate before the day, and up to its end; negative: lost.
    """
    per_day = params.customers.n * params.customers.joins_per_year / YEAR_DAYS
    return int(math.floor((day + 1) * per_day + extra_after) - math.floor(day * per_day + extra_before))


# --- the first customers, and those who join -----------------------------------------------------------------------


def first_customers(params: Params, seed: int, n_days: int) -> CustomerBase:
    """The customer base at the start of a run of `n_days`, in long-run equilibrium.

    If newcomers' attitude is N(0, sd^2) and the hazard of leaving is proportional to exp(-beta x attitude), the attitude
    of current customers is N(beta x sd^2, sd^2), because satisfied customers stay longer; each has an exponential tenure at
    their own hazard. Years of usual contacts have moved attitude towards `settled_attitude`.
    """
    base, n = no_customers(params, params.customers.n, n_days), params.customers.n
    if n > _MAX_KEPT:
        _add_first_customers(base, seed, n, params.mechanisms.attitude)
        return base
    cached = _cached_first_customers(base.section.dtype, base.section.tobytes(), seed, n, params.mechanisms.attitude,
                                     base.departures.size)
    base.rows[:n], base.attitude[:n] = cached.rows, cached.attitude
    base.departures, base.leavers, base.places, base.sums = (
        table.copy() for table in (cached.departures, cached.leavers, cached.places, cached.sums))
    return base


@functools.lru_cache(maxsize=1)
def _cached_first_customers(layout: np.dtype[Any], section: bytes, seed: int, n: int, settled: bool,
                            n_nights: int) -> CustomerBase:
    """The first customers, cached: scenarios compared on the same random numbers mostly start with the same ones."""
    base = CustomerBase(section=np.frombuffer(section, dtype=layout).copy(), announcement_section=_EMPTY, channel_section=_EMPTY,
                rows=np.empty(n, dtype=CUSTOMER), attitude=np.empty(n), departures=np.full(n_nights, NO_ENTRY),
                leavers=np.empty(n, dtype=LEAVER), places=no_places_used(), sums=np.zeros(1, dtype=SUMS))
    _add_first_customers(base, seed, n, settled)
    return base


def _add_first_customers(base: CustomerBase, seed: int, n: int, settled: bool) -> None:
    join(base.section, seed, n, 0, True, settled, 0.0, base.rows, base.attitude, base.departures, base.leavers, base.places,
         base.sums)


def no_customers(params: Params, n: int, n_days: int) -> CustomerBase:
    """An empty customer base with space for `n` customers and the expected newcomers."""
    leave = params.mechanisms.churn
    n_ever = n + sum(n_joining(params, day) for day in range(n_days)) * leave
    return CustomerBase(section=customer_section(params), announcement_section=numbers(params.announcements),
                        channel_section=numbers(params.channels),
                rows=np.empty(n_ever, dtype=CUSTOMER), attitude=np.empty(n_ever),
                departures=np.full(n_days if leave else 0, NO_ENTRY), leavers=np.empty(n, dtype=LEAVER), places=no_places_used(),
                sums=np.zeros(1, dtype=SUMS))


def make_room(base: CustomerBase, n_joining: int, n_hearing: int = 0) -> None:
    """Make space for `n_joining` new customers and for `n_joining + n_hearing` new entries in the departures calendar."""
    n_short = int(base.sums["n_known"][0]) + n_joining - base.rows.size
    if n_short > 0:
        base.rows, base.attitude = _grow(base.rows, n_short), _grow(base.attitude, n_short)
    base.leavers = with_room(base.leavers, base.places, n_joining + n_hearing)


def _grow(table: Table, n_more: int) -> Table:
    """The table with space for at least `n_more` more rows."""
    return np.concatenate([table, np.empty(n_more + table.size // 8, dtype=table.dtype)])


@compiled(nogil=True)
def join(sections: Table, seed: int, n: int, day: int, have_a_past: bool, settled: bool, reputation_shift: float,
         customers: Table,
         attitudes: Floats, departures: Ints, leavers: Table, places: Table, sums: Table) -> None:
    """Add customers: first customers with a past, or newcomers with their own attitude shifted by word of mouth (`heard`)."""
    section, total = sections[0], sums[0]
    for customer_id in range(total.n_known, total.n_known + n):
        row = customers[customer_id]
        lifetime, u_habit = uniform_pair(seed, LIFETIME, customer_id, 0)
        row.habit, row.hazard_left = normal(u_habit), -math.log(lifetime)
        u_captive, u_wallet = uniform_pair(seed, CAPTIVE, customer_id, 0)
        captive_share = section.captive_share if have_a_past else captive_newcomers_share(section.captive_share,
                                                                                          section.captive_hazard_factor)
        row.is_captive, row.wallet_habit = u_captive < captive_share, normal(u_wallet)
        row.last_logit, row.first_need_day = math.nan, NEVER
        row.baseline = section.attitude_mean + reputation_shift + section.attitude_sd * normal(uniform(seed, FIRST_ATTITUDE,
                                                                                                       customer_id, 0))
        row.joined_day, row.left_day, row.since_day, row.leaves_day = float(day), STILL_HERE, day, NEVER
        row.attitude = row.baseline
        if have_a_past:
            row.baseline += section.attitude_sd * section.churn_beta * section.attitude_sd
            usual = hazard_per_day(section, row.is_captive, row.baseline + section.settled_attitude)
            years = -math.log(uniform(seed, PAST_YEARS, customer_id, 0)) / max(YEAR_DAYS * usual, 0.01)
            row.joined_day = -YEAR_DAYS * years
            row.attitude = row.baseline
            if settled:
                row.attitude += section.settled_attitude * (1.0 - math.exp(-years / section.settling_years))
        row.hazard_per_day = hazard_per_day(section, row.is_captive, row.attitude)
        row.years_factor = years_factor(section, row.joined_day)
        attitudes[customer_id] = row.attitude
        count(section, total, row, 1)
        _schedule_departure(row, customer_id, departures, leavers, places[0])
    total.n_known += n


# --- departures ----------------------------------------------------------------------------------------------------


@compiled
def _schedule_departure(row: Row, customer_id: int, departures: Ints, leavers: Table, places: Row) -> None:
    """Schedule the customer's departure on the night when the accumulated hazard reaches the customer's limit."""
    row.leaves_day = NEVER
    if row.hazard_per_day * (departures.size - row.since_day) < row.hazard_left:
        return
    n_nights_left = max(1.0, math.ceil(row.hazard_left / row.hazard_per_day)) if row.hazard_left > 0.0 else 1.0
    day = row.since_day + int(n_nights_left) - 1
    if day < departures.size:
        row.leaves_day = day
        leavers[insert(departures, leavers, places, day)].customer_id = customer_id


@compiled
def _stays(section: Row, row: Row, customer_id: int, day: int, departures: Ints, leavers: Table, places: Row) -> None:
    """Update the hazard after a change of attitude, and reschedule the departure."""
    row.hazard_left -= row.hazard_per_day * (day - row.since_day)
    row.since_day = day
    row.hazard_per_day = hazard_per_day(section, row.is_captive, row.attitude)
    _schedule_departure(row, customer_id, departures, leavers, places)


@compiled(nogil=True)
def leave(sections: Table, customers: Table, departures: Ints, leavers: Table, places: Table, sums: Table, line: Row,
          day: int) -> int:
    """Number of customers who leave tonight: those whose accumulated hazard has reached their limit."""
    n, place = 0, departures[day]
    while place != NO_ENTRY:
        row = customers[leavers[place].customer_id]
        if row.leaves_day == day and row.left_day == STILL_HERE:       # not rescheduled, and not already left
            row.left_day = day
            count(sections[0], sums[0], row, -1)
            line.n_left_dissatisfied += row.last_logit < 0.0
            line.left_over_service += over_service_share(sections[0].churn_beta, row.attitude, row.baseline)
            n += 1
        place = take(leavers, places[0], place)
    departures[day] = NO_ENTRY
    return n


# --- changes of attitude -------------------------------------------------------------------------------------------


def set_expectations(base: CustomerBase, params: Params, gap: float) -> None:
    """Set today's expectations: each contact scores `gap` (logit) lower than the same contact on day 0."""
    base.section["satisfied_logit"] = params.customers.satisfied_logit - gap


@compiled(nogil=True)
def score_satisfaction(sections: Table, announcement_sections: Table, channel_section: Table, contacts: Contacts) -> None:
    """Fill in the logit of 'very satisfied' with each contact.

    An unanswered contact counts as unsolved, with its wait, when the customer gives up the case; before that it is NaN.
    """
    section, announcement_section, channel_row = sections[0], announcement_sections[0], channel_section[0]
    for i in range(contacts.day.size):
        if not contacts.answered[i] and contacts.follow_up[i] != _GAVE_UP:
            contacts.satisfaction[i] = math.nan
            continue
        decision, manner_sd = contacts.decision[i], contacts.manner_sd[i]
        perceived_s = perceived_wait_s(contacts.wait_s[i] + contacts.transfer_wait_s[i] + contacts.team_leader_wait_s[i],
                                       section.free_wait_s,
                             contacts.announced_s[i], announcement_section.promised_anger_factor,
                                       announcement_section.broken_anger_factor,
                             contacts.callback[i], announcement_section.callback_anger_factor)
        if contacts.channel[i] == EMAIL:         # the customer does not wait in person
            perceived_s = 0.0
        contacts.satisfaction[i] = satisfaction_logit(
            section, perceived_s, contacts.nth_conversation[i],
            contacts.solved[i],
            contacts.transferred[i] or decision in (BY_TEAM_LEADER, REFUSED) or contacts.ego[i] == ESCALATED_EARLY,
            0.0 if math.isnan(manner_sd) else manner_sd)
        if contacts.channel[i] != PHONE:
            contacts.satisfaction[i] += written_logit(contacts.channel[i], channel_row.email_logit, channel_row.email_late_logit,
                                                      channel_row.chat_logit, contacts.late[i])


def order_of_ending(contacts: Contacts, day: int) -> Ints:
    """Order in which a day's contacts ended; ties by contact_id."""
    return np.argsort(contacts.ended_at_s + DAY_S * (contacts.day - day), kind="stable")


@compiled(nogil=True)
def update_attitudes(sections: Table, contacts: Contacts, order: Ints, day: int, customers: Table, attitudes: Floats,
                     departures: Ints,
              leavers: Table, places: Table, sums: Table, line: Row, news: Table) -> None:
    """Update attitude after the day's contacts, in the order in which they ended, and reschedule departures.

    An experience is measured against the customer's own baseline. `news` gives space for one row per contact.
    """
    section, total = sections[0], sums[0]
    for i in range(order.size):        # a loop of its own, so that the processor fetches many customers' rows in parallel
        customer_id, logit = contacts.customer_id[i], loyalty_logit(contacts.satisfaction[i], contacts.failure_logit[i])
        news[i].experience = math.nan
        if customer_id >= 0:
            row = customers[customer_id]
            news[i].experience = row.baseline + (logit - section.usual_logit) / section.logit_per_attitude
            news[i].is_here, news[i].lacks_value = row.left_day == STILL_HERE, row.first_need_day != HAD_VALUE
    for i in order:
        experience = news[i].experience
        if math.isnan(experience):
            continue
        customer_id = contacts.customer_id[i]
        row = customers[customer_id]
        row.last_logit = contacts.satisfaction[i]
        if news[i].lacks_value and row.joined_day >= 0.0 and row.first_need_day != HAD_VALUE:
            _first_need(row, contacts.solved[i], day, line)
        if news[i].is_here and count(section, total, row, -1):
            line.handle_dissatisfied_s += contacts.handle_s[i]
        row.attitude = attitude_after(row.attitude, experience, (day - row.joined_day) / YEAR_DAYS, section.good_news_weight,
                                      section.bad_news_weight, section.anchoring_per_year)
        attitudes[customer_id] = row.attitude
        if not news[i].is_here:
            continue
        count(section, total, row, 1)
        _stays(section, row, customer_id, day, departures, leavers, places[0])


@compiled
def _first_need(row: Row, solved: bool, day: int, line: Row) -> None:
    """Record a newcomer's time to first value: from the day of the first need to the day of the first solved case."""
    if row.first_need_day == NEVER:
        row.first_need_day = day
    if solved:
        line.n_with_first_value += 1.0
        line.time_to_first_value_days += day - row.first_need_day
        row.first_need_day = HAD_VALUE


def nps(base: CustomerBase) -> float:
    """Net promoter score: share of promoters less share of detractors of current customers, times 100."""
    promoters, detractors, n_here = (float(base.sums[name][0]) for name in ("n_promoters", "n_detractors", "n_here"))
    return 100.0 * (promoters - detractors) / max(n_here, 1.0)


@compiled(nogil=True)
def apply_viral_case(sections: Table, seed: int, share: float, shift: float, day: int, customers: Table, attitudes: Floats,
                   departures: Ints, leavers: Table, places: Table, sums: Table) -> None:
    """Shift the attitude of the share of customers who see a viral case tonight, by `shift`."""
    section, total = sections[0], sums[0]
    for customer_id in range(total.n_known):
        row = customers[customer_id]
        if row.left_day != STILL_HERE or uniform(seed, SEEN_VIRAL, customer_id, day) >= share:
            continue
        count(section, total, row, -1)
        row.attitude += shift
        attitudes[customer_id] = row.attitude
        count(section, total, row, 1)
        _stays(section, row, customer_id, day, departures, leavers, places[0])


def shift_attitudes(base: CustomerBase, customer_ids: Ints, shifts: Floats, day: int) -> None:
    """Shift the attitude of some customers, each once; who has left keeps it."""
    make_room(base, 0, customer_ids.size)
    _shift_attitudes(base.section, customer_ids, shifts, day, base.rows, base.attitude, base.departures, base.leavers,
                     base.places, base.sums)


@compiled(nogil=True)
def _shift_attitudes(sections: Table, customer_ids: Ints, shifts: Floats, day: int, customers: Table, attitudes: Floats,
                     departures: Ints, leavers: Table, places: Table, sums: Table) -> None:
    section, total = sections[0], sums[0]
    for i in range(customer_ids.size):
        row = customers[customer_ids[i]]
        if row.left_day == STILL_HERE:
            count(section, total, row, -1)
            row.attitude += shifts[i]
            attitudes[customer_ids[i]] = row.attitude
            count(section, total, row, 1)
            _stays(section, row, customer_ids[i], day, departures, leavers, places[0])


def table(base: CustomerBase) -> CustomerTable:
    """All customers ever, as columns."""
    known = base.rows[:base.n_known]
    scores = [score(base.section[0], attitude, habit) for attitude, habit in known[["attitude", "habit"]].tolist()]
    return CustomerTable(known["attitude"].copy(), np.array(scores, dtype=np.float64), known["joined_day"].copy(),
                         known["left_day"].copy(), known["left_day"] == STILL_HERE)
