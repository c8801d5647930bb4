"""Customers' needs, and which of them become first contacts (M1, M25).

Each block of customers has, for each kind and day, a Poisson stream in unit-rate time that no scenario touches; a
scenario only stretches it through its own cumulated rate. So a busier scenario keeps the same customers and adds
others, and whoever has left simply does not call.
"""

import math
from typing import NamedTuple

import numpy as np

from sim.chance import BUSYNESS, CASE_GAP, HELP_ENOUGH, HELP_TRIED, INTERVAL, WHO_CALLS, gamma, normal, uniform, uniforms
from sim.jit import compiled
from sim.params import Params
from sim.record import Bools, Due, Floats, Ints
from sim.units import HOUR_S

# A case's name in all chance, one whole number: generation | day | kind | block of customers | count in that stream.
COUNT_BITS, BLOCK_BITS, KIND_BITS, DAY_BITS = 22, 9, 5, 16
GENERATION_SHIFT = COUNT_BITS + BLOCK_BITS + KIND_BITS + DAY_BITS


class Needs(NamedTuple):
    """What demand needs to know of the parameters, worked out once."""

    seed: int
    border_s: Floats               # [n_intervals + 1] borders of the profile's intervals
    profile: Floats                # [n_intervals] shares of a day's needs, adding up to 1
    per_day: Floats                # [n_kinds] needs on an average open day
    weekday_factors: Floats        # [7]
    busyness_alpha: float          # infinite: no day factor
    busyness_persistence: float
    interval_dispersion: float
    help_try_prob: float
    help_enough_prob: Floats       # [n_kinds]
    timetables: tuple[Floats | None, ...]


def needs(params: Params, seed: int) -> Needs:
    """Work out demand's numbers from the parameters."""
    demand, centre = params.demand, params.centre
    profile = np.asarray(demand.profile, dtype=np.float64)
    borders = centre.opens_h + demand.interval_h * np.arange(profile.size + 1)
    kinds = list(params.kinds.values())
    help_on = params.mechanisms.self_service
    return Needs(
        seed=seed,
        border_s=np.minimum(borders, centre.closes_h) * HOUR_S,
        profile=profile / profile.sum(),
        per_day=np.array([demand.needs_per_day * demand.growth_factor * kind.share for kind in kinds]),
        weekday_factors=np.asarray(demand.weekday_factors, dtype=np.float64),
        busyness_alpha=math.inf if demand.busyness_alpha is None else demand.busyness_alpha,
        busyness_persistence=demand.busyness_persistence,
        interval_dispersion=demand.interval_dispersion,
        help_try_prob=demand.self_service_try_prob if help_on else 0.0,
        help_enough_prob=np.array([min(1.0, demand.self_service_solve_prob * kind.self_service_factor)
                                   for kind in kinds]),
        timetables=tuple(None if kind.timetable_s is None else np.sort(np.asarray(kind.timetable_s, dtype=np.float64))
                         for kind in kinds))


def busyness(needs: Needs, n_days: int) -> Floats:
    """Day factors [n_days]: gamma of mean 1, yesterday's and today's correlated in normal scores.

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
    """Expected needs of a whole day from opening to each border [n_intervals + 1], all kinds, full population."""
    expected = needs.profile * (needs.per_day.sum() * needs.weekday_factors[weekday] * day_factor)
    if needs.interval_dispersion > 1.0:
        for interval, mean in enumerate(expected):
            if mean > 0.0:
                shape = mean / (needs.interval_dispersion - 1.0)
                u = uniform(needs.seed, INTERVAL, day, interval)
                expected[interval] *= gamma(1.0, shape, math.lgamma(shape), u)
    return np.concatenate([[0.0], np.cumsum(expected)])


@compiled
def _stream(seed: int, name: int, total: float) -> Floats:
    """Instants in unit-rate time of a Poisson stream up to `total`."""
    out = np.empty(int(total + 10.0 * math.sqrt(total) + 20.0))
    n = 0
    at = -math.log(uniform(seed, CASE_GAP, name, 0))
    while at < total:
        if n == out.size:
            out = np.append(out, np.empty(out.size))
        out[n] = at
        n += 1
        at -= math.log(uniform(seed, CASE_GAP, name, n))
    return out[:n]


def stream_name(day: int, kind: int, block: int) -> int:
    """The name of a stream of first contacts: upper part of the keys of its cases."""
    return ((day << KIND_BITS | kind) << BLOCK_BITS | block) << COUNT_BITS


def instants(needs: Needs, day: int, kind: int, block: int, cumulated: Floats) -> Floats:
    """When the needs of a kind arise in a block of customers, in order [s since midnight]."""
    timetable = needs.timetables[kind]
    if timetable is not None:
        none: Floats = timetable[:0]
        return timetable if block == 0 else none
    all_kinds = needs.per_day.sum()
    if all_kinds <= 0.0:
        return np.empty(0)
    share = needs.per_day[kind] / all_kinds
    at = _stream(needs.seed, stream_name(day, kind, block), float(cumulated[-1] * share))
    return np.interp(at / share, cumulated, needs.border_s) if share > 0.0 else at


def helps_itself(needs: Needs, case_key: Ints, kind: int) -> Bools:
    """Which needs the help function solves, so that no case is born (K1, K2) [n]."""
    if needs.help_try_prob <= 0.0:
        return np.zeros(case_key.size, dtype=np.bool_)
    tried = uniforms(needs.seed, HELP_TRIED, case_key) < needs.help_try_prob
    enough: Bools = tried & (uniforms(needs.seed, HELP_ENOUGH, case_key) < needs.help_enough_prob[kind])
    return enough


def first_contacts(needs: Needs, day: int, cumulated: Floats, appetite: list[Floats], first_customer: Ints,
                   is_customer: Bools) -> Due:
    """The first contacts of a day's new cases, in order of (at_s, case_key); case_id still to be given.

    Args:
        needs: demand's numbers.
        day: which day.
        cumulated: of `cumulated_needs`.
        appetite: per block of customers their cumulated appetite for contact [n_block], ending at 1; empty list:
            every case is a stranger's.
        first_customer: customer_id of each block's first [n_blocks].
        is_customer: who is a customer today [n_customers].
    """
    keys, times, kinds, who = [], [], [], []
    for kind in range(needs.per_day.size):
        for block in range(max(1, len(appetite))):
            at_s = instants(needs, day, kind, block, cumulated)
            key = stream_name(day, kind, block) + np.arange(at_s.size)
            keep = ~helps_itself(needs, key, kind)
            if appetite:
                position = np.searchsorted(appetite[block], uniforms(needs.seed, WHO_CALLS, key), side="right")
                customer = first_customer[block] + position
                known = customer < is_customer.size
                keep &= known
                keep[known] &= is_customer[customer[known]]
            else:
                customer = np.full(at_s.size, -1, dtype=np.int64)
            keys.append(key[keep])
            times.append(at_s[keep])
            kinds.append(np.full(int(keep.sum()), kind, dtype=np.int64))
            who.append(customer[keep])
    key, at_s, kind_of, customer = (np.concatenate(parts) for parts in (keys, times, kinds, who))
    order = np.lexsort((key, at_s))
    n = order.size
    zeros = np.zeros(n, dtype=np.int64)
    return Due(day=np.full(n, day, dtype=np.int64), at_s=at_s[order], case_id=zeros - 1, case_key=key[order],
               customer_id=customer[order], kind=kind_of[order], nth_contact=zeros + 1, n_talks=zeros,
               done_s=np.zeros(n), born_day=np.full(n, day, dtype=np.int64), born_at_s=at_s[order])


def time_of_day_s(u: Floats, cumulated: Floats, border_s: Floats) -> Floats:
    """An instant of a day as customers choose it: uniforms through the day's profile [n]."""
    if cumulated[-1] <= 0.0:
        evenly: Floats = border_s[0] + u * (border_s[-1] - border_s[0])
        return evenly
    chosen: Floats = np.interp(u * cumulated[-1], cumulated, border_s)
    return chosen


