"""Customers' needs, and first contacts as a time-changed Poisson process.

Each block of customers has, for each contact type and day, a Poisson process in unit-rate time that is the same in every
scenario; a scenario only changes its cumulated rate. So a busier scenario keeps the same customers and adds others, and
needs of customers who have left are dropped.
"""

import math
from typing import NamedTuple

import numpy as np

from sim.jit import compiled
from sim.mechanisms.demand.mass_communication import TIP_HELPS
from sim.mechanisms.demand.self_service import HELP_TRIED
from sim.model.demand.contact_propensity import customer_at
from sim.model.demand.root_causes import no_longer_arises
from sim.model.tables import Row, Table, row_type
from sim.params import Params
from sim.random.philox import uniform, uniform_pair, uniforms
from sim.random.quantiles import gamma, normal
from sim.random.streams import BUSYNESS, CASE_GAP, INTERVAL
from sim.schema import STILL_HERE, Due, Floats, Ints
from sim.units import HOUR_S

# case_key, the id of a case in all random numbers: generation | day | contact type | block of customers | count in the process.
COUNT_BITS, BLOCK_BITS, CONTACT_TYPE_BITS, DAY_BITS = 22, 9, 5, 16
GENERATION_SHIFT = COUNT_BITS + BLOCK_BITS + CONTACT_TYPE_BITS + DAY_BITS

NO_CUSTOMER = -1

# A contact due, as a row; the fields are those of `Due`.
DUE = row_type({name: float if name.endswith("_s") else int for name in Due._fields})
KIND = row_type({"per_day": float, "help_enough_prob": float, "how_to_factor": float, "has_timetable": int,
                 "first_in_timetable": int, "end_in_timetable": int})
NOT_ARISING = row_type({"day": int, "answered_in_advance_share": float, "n_fixed": int})


class Needs(NamedTuple):
    """Demand parameters as the day needs them."""

    seed: int
    border_s: Floats               # [n_intervals + 1] borders of the profile's intervals
    profile: Floats                # [n_intervals] shares of a day's needs, adding up to 1
    contact_types: Table                   # [n_contact_types] needs on an average open day, and more
    per_day: float                 # needs of all contact types on an average open day
    weekday_factors: Floats        # [7]
    busyness_alpha: float          # infinite: no day factor
    busyness_persistence: float
    interval_dispersion: float
    help_try_prob: float
    timetable_s: Floats            # arrival times of all contact types that follow a timetable


def needs(params: Params, seed: int) -> Needs:
    """Demand parameters derived from the scenario's."""
    demand, centre = params.demand, params.centre
    profile = np.asarray(demand.profile, dtype=np.float64)
    borders = centre.opens_h + demand.interval_h * np.arange(profile.size + 1)
    contact_types = np.zeros(len(params.contact_types), dtype=KIND)
    timetable: list[float] = []
    for row, contact_type in zip(contact_types, params.contact_types.values(), strict=True):
        row.per_day = demand.needs_per_day * demand.growth_factor * contact_type.share
        row.help_enough_prob = min(1.0, demand.self_service_solve_prob * contact_type.self_service_factor)
        row.how_to_factor = contact_type.self_service_factor
        row.has_timetable, row.first_in_timetable = contact_type.timetable_s is not None, len(timetable)
        timetable += sorted(contact_type.timetable_s or [])
        row.end_in_timetable = len(timetable)
    return Needs(
        seed=seed,
        border_s=np.minimum(borders, centre.closes_h) * HOUR_S,
        profile=profile / profile.sum(),
        contact_types=contact_types,
        per_day=float(contact_types["per_day"].sum()),
        weekday_factors=np.asarray(demand.weekday_factors, dtype=np.float64),
        busyness_alpha=math.inf if demand.busyness_alpha is None else demand.busyness_alpha,
        busyness_persistence=demand.busyness_persistence,
        interval_dispersion=float(demand.interval_dispersion),
        help_try_prob=demand.self_service_try_prob if params.mechanisms.self_service else 0.0,
        timetable_s=np.array(timetable, dtype=np.float64))


def busyness(needs: Needs, n_days: int) -> Floats:
    """Day factors [n_days]: gamma distributed with mean 1; consecutive days are correlated in normal scores.

    Source: calibration A1 to A3; Avramidis, Deslauriers & L'Ecuyer (2004), Management Science 50(7).
    """
    if math.isinf(needs.busyness_alpha):
        return np.ones(n_days)
    rho, alpha = needs.busyness_persistence, needs.busyness_alpha
    factors = np.empty(n_days)
    score = 0.0
    for day, u in enumerate(uniforms(needs.seed, BUSYNESS, np.arange(n_days))):
        new = normal(float(u))
        score = new if day == 0 else rho * score + math.sqrt(1.0 - rho * rho) * new
        factors[day] = gamma(1.0, alpha, math.lgamma(alpha), 0.5 * math.erfc(-score / math.sqrt(2.0)))
    return factors


def cumulated_needs(needs: Needs, day: int, weekday: int, day_factor: float) -> Floats:
    """Expected needs from opening to each border [n_intervals + 1], of all contact types and the whole population."""
    expected = needs.profile * (needs.per_day * needs.weekday_factors[weekday] * day_factor)
    out = np.zeros(expected.size + 1)
    log_gamma = [math.lgamma(mean / (needs.interval_dispersion - 1.0)) if mean > 0.0 else 0.0 for mean in expected.tolist()
                 ] if needs.interval_dispersion > 1.0 else [0.0] * expected.size
    _cumulate(needs.seed, day, expected, needs.interval_dispersion, np.array(log_gamma), out)
    return out


@compiled(nogil=True)
def _cumulate(seed: int, day: int, expected: Floats, dispersion: float, log_gamma_shape: Floats, out: Floats) -> None:
    """Cumulate the intervals' needs, each with a random factor if `interval_dispersion` exceeds Poisson's."""
    for interval in range(expected.size):
        mean = expected[interval]
        if dispersion > 1.0 and mean > 0.0:
            mean *= gamma(1.0, mean / (dispersion - 1.0), log_gamma_shape[interval], uniform(seed, INTERVAL, day, interval))
        out[interval + 1] = out[interval] + mean


@compiled
def stream_id(day: int, contact_type: int, block: int) -> int:
    """Id of a process of first contacts: the upper bits of the case_keys of its cases."""
    return ((day << CONTACT_TYPE_BITS | contact_type) << BLOCK_BITS | block) << COUNT_BITS


@compiled
def solved_by_self_service(seed: int, case_key: int, try_prob: float, enough_prob: float) -> bool:
    """Whether self-service solves a need, so that no case is opened (K1, K2)."""
    if try_prob <= 0.0:
        return False
    tried, enough = uniform_pair(seed, HELP_TRIED, case_key, 0)
    return tried < try_prob and enough < enough_prob


@compiled
def need_prevented(seed: int, case_key: int, not_arising: Row, how_to_factor: float, section: Row, causes: Table) -> bool:
    """Whether a need does not arise: answered in advance by a mass email (K8), or its cause was removed (K10)."""
    if not_arising.answered_in_advance_share > 0.0 and uniform(seed, TIP_HELPS, case_key,
                                                               0) < not_arising.answered_in_advance_share * how_to_factor:
        return True
    return not_arising.n_fixed > 0 and no_longer_arises(seed, case_key, section, causes, not_arising.day)


@compiled
def instant_s(needs_so_far: float, cumulated: Floats, border_s: Floats, interval: int) -> tuple[float, int]:
    """Instant at which a cumulated number of needs is reached [s since midnight]; linear between two borders.

    Args:
        needs_so_far: cumulated number of needs.
        cumulated: expected needs from opening to each border.
        border_s: the borders.
        interval: first interval to look in: that of an earlier instant, or 0.

    Returns:
        The instant, and its interval.
    """
    last = border_s.size - 2
    while interval < last and cumulated[interval + 1] <= needs_so_far:
        interval += 1
    more, length_s = cumulated[interval + 1] - cumulated[interval], border_s[interval + 1] - border_s[interval]
    share = (needs_so_far - cumulated[interval]) / more if more > 0.0 else 1.0     # rounding may exceed the last border
    return border_s[interval] + length_s * share, interval


@compiled(nogil=True)
def first_contacts(needs: Needs, day: int, cumulated: Floats, not_arising: Row, sections: Table, causes: Table,
                   propensity: Floats,
                   guide: Ints, n_first: int, n_later: int, n_known: int, customers: Table, due: Table) -> int:
    """Append the first contacts of a day's new cases to the list, in order of case_key; case_id is set later.

    Args:
        needs: demand parameters.
        day: index of the day.
        cumulated: from `cumulated_needs`.
        not_arising: which needs do not arise today.
        sections, causes: root causes; removed ones bring fewer cases.
        propensity, guide, n_first, n_later: see `ContactPropensity`; if empty, every case is of an anonymous customer.
        n_known: number of all customers ever.
        customers: customer rows.
        due: rows `DUE` for the list.

    Returns:
        Number of contacts; -1: the list is too short.
    """
    n = 0
    for contact_type in range(needs.contact_types.size):
        block, first, n_block = 0, 0, n_first
        while block == 0 or first < propensity.size:
            share = needs.contact_types[contact_type].per_day / needs.per_day if needs.per_day > 0.0 else 0.0
            first_row = n
            n = _cases(needs, contact_type, block, share if block == 0 else share * n_block / n_first, cumulated, not_arising,
                       sections[0],
                       causes, due, n)
            if n < 0:
                return -1
            if n_first > 0:
                n = assign_customers(due, first_row, n, propensity, guide, first, n_block, n_known, customers)
            else:
                _leave_anonymous(due, first_row, n)
            block, first, n_block = block + 1, first + n_block, n_later
    return n


@compiled
def _cases(needs: Needs, contact_type: int, block: int, share: float, cumulated: Floats, not_arising: Row, section: Row,
           causes: Table,
           due: Table, n: int) -> int:
    """Append the cases of one process to the list; new length, or -1 if it is too short."""
    numbers, name, count, interval, elapsed = needs.contact_types[contact_type], stream_id(not_arising.day, contact_type,
                                                                                           block), -1, 0, 0.0
    while True:
        count += 1
        gap, u_customer = uniform_pair(needs.seed, CASE_GAP, name, count)
        if numbers.has_timetable:
            place = numbers.first_in_timetable + count
            if block > 0 or place >= numbers.end_in_timetable:
                return n
            at_s = needs.timetable_s[place]
        else:
            elapsed -= math.log(gap)
            if elapsed >= cumulated[cumulated.size - 1] * share:
                return n
            at_s, interval = instant_s(elapsed / share, cumulated, needs.border_s, interval)
        if solved_by_self_service(needs.seed, name + count, needs.help_try_prob, numbers.help_enough_prob):
            continue
        if need_prevented(needs.seed, name + count, not_arising, numbers.how_to_factor, section, causes):
            continue
        if n == due.size:
            return -1
        new_case(due[n], not_arising.day, at_s, name + count, contact_type, u_customer)
        n += 1


@compiled
def new_case(row: Row, day: int, at_s: float, case_key: int, contact_type: int, u_customer: float) -> None:
    """Fill in a first contact; the customer is not known yet, and the uniform that selects one is kept in `done_s`."""
    row.day, row.at_s, row.case_id, row.case_key = day, at_s, -1, case_key
    row.customer_id, row.contact_type = NO_CUSTOMER, contact_type
    row.nth_contact, row.n_conversations, row.done_s, row.opened_day, row.opened_at_s = 1, 0, u_customer, day, at_s


@compiled
def _leave_anonymous(due: Table, first_row: int, end: int) -> None:
    """Leave the cases without a customer: all customers are anonymous."""
    for i in range(first_row, end):
        due[i].done_s = 0.0


@compiled
def assign_customers(due: Table, first_row: int, end: int, propensity: Floats, guide: Ints, first: int, n_block: int,
                     n_known: int,
            customers: Table) -> int:
    """Assign customers to cases; drop cases of customers who have left or not joined yet. Returns the new length.

    Customer rows are spread over memory. Separate loops let the processor fetch many of them in parallel.
    """
    for i in range(first_row, end):
        due[i].customer_id = guide[first + int(due[i].done_s * n_block)]
    for i in range(first_row, end):
        due[i].customer_id, due[i].done_s = customer_at(propensity, first, due[i].customer_id, due[i].done_s), 0.0
    n = first_row
    for i in range(first_row, end):
        customer_id = due[i].customer_id
        if customer_id < n_known and customers[customer_id].left_day == STILL_HERE:
            if n < i:
                due[n] = due[i]
            n += 1
    return n


@compiled
def time_of_day_s(u: float, cumulated: Floats, border_s: Floats) -> float:
    """Instant of a day [s since midnight] drawn from the day's profile by inversion of a uniform."""
    total = cumulated[cumulated.size - 1]
    if total <= 0.0:
        return float(border_s[0] + u * (border_s[border_s.size - 1] - border_s[0]))
    at_s, _ = instant_s(u * total, cumulated, border_s, 0)
    return at_s
