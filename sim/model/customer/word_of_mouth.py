"""Word of mouth: how many people hear of a contact, its effect on joins, and viral cases (M13)."""

import math
from dataclasses import dataclass

from sim.jit import compiled
from sim.model.tables import Row, Table, numbers
from sim.params import Params
from sim.random.philox import uniform_pair
from sim.random.streams import TELLS
from sim.schema import Contacts
from sim.units import YEAR_DAYS

MANY = 20.0                    # listeners; the articles give the share of customers with more


@dataclass(slots=True)
class Talk:
    """Reputation: the remembered part of all word of mouth."""

    way: Table                     # [1] parameters
    n_market: float                # people in the market
    kept: float                    # share of the effect remembered after a night
    log_effect: float              # sum of all remembered effects on the probability to join [log]
    extra_joins: float             # customers won beyond the usual rate so far; negative: lost


def usual_talk(params: Params) -> Talk | None:
    """Reputation at the start, at its usual level; None without word of mouth or newcomers."""
    way, on = params.word_of_mouth, params.mechanisms
    if not (on.word_of_mouth and on.churn and params.customers.n):
        return None
    return Talk(way=numbers(way), n_market=params.customers.n * way.market_per_customer,
                kept=math.exp(-math.log(2.0) / way.memory_half_life_days), log_effect=way.usual_talk, extra_joins=0.0)


# --- rules ---------------------------------------------------------------------------------------------------------


@compiled
def n_told(mean: float, tail_exponent: float, u: float) -> float:
    """Number of listeners of a customer who talks about a contact: at least one, with a heavy tail.

    A Lomax variate (Pareto from 0) of mean `mean` - 1/2, rounded up, so that the mean is `mean` within some per cent; exactly
    one if the mean is one.

    Source: calibration J11 (read: SQM; the articles say 9-15, and 13 % more than 20); the tail an assumption.
    """
    if mean <= 1.0:
        return 1.0
    scale = (mean - 0.5) * (tail_exponent - 1.0)
    return math.ceil(scale * (math.exp(-math.log(1.0 - u) / tail_exponent) - 1.0))


@compiled
def told_by(way: Row, logit: float, solved: bool, nth_talk: int, tells: float, u: float) -> float:
    """Number of people a customer tells about a contact; usually 0 (J11).

    Args:
        way: parameters.
        logit: satisfaction with the contact.
        solved, nth_talk: outcome of the contact.
        tells, u: two uniforms: whether the customer tells others, and how many.
    """
    if solved and nth_talk == 1:
        return 1.0 if tells < way.solved_tell_prob else 0.0
    if not solved and logit < way.worst_logit:
        return n_told(way.worst_told, way.told_tail_exponent, u) if tells < way.worst_tell_prob else 0.0
    return 1.0 if tells < way.other_tell_prob else 0.0


@compiled
def viral_views(way: Row, u: float) -> float:
    """Views of a negative mention that goes viral, from the last `viral_prob` of the uniform; else 0.

    Pareto from `viral_least_reach`, cut at `viral_most_reach`. Source: articles (18.9 million views) for the maximum; tail an
    assumption.
    """
    left = 1.0 - u
    if left >= way.viral_prob:
        return 0.0
    return float(min(way.viral_least_reach * math.exp(-math.log(left / way.viral_prob) / way.viral_tail_exponent),
                     way.viral_most_reach))


# --- evening and night ---------------------------------------------------------------------------------------------


@compiled(nogil=True)
def tell(ways: Table, seed: int, contacts: Contacts, line: Row) -> None:
    """Count the day's mentions: positive if the case was solved and 'very satisfied' is more likely than not."""
    way = ways[0]
    for i in range(contacts.day.size):
        logit = contacts.satisfaction[i]
        if math.isnan(logit) or contacts.customer_id[i] < 0:
            continue
        tells, u = uniform_pair(seed, TELLS, contacts.case_key[i], contacts.nth_contact[i])
        n = told_by(way, logit, contacts.solved[i], contacts.nth_talk[i], tells, u)
        if n <= 0.0:
            continue
        if contacts.solved[i] and logit >= 0.0:
            line.n_good_tellings += n
            line.n_good_tellers += 1.0
        else:
            line.n_bad_tellings += n
            line.n_bad_tellers += 1.0
            line.n_bad_tellers_over_20 += n > MANY
            line.viral_views += viral_views(way, u)


def joins_factor(talk: Talk, params: Params) -> float:
    """Probability to win a customer today, as a multiple of the usual."""
    return math.exp(talk.log_effect - params.word_of_mouth.usual_talk)


def newcomers_shift(talk: Talk, params: Params) -> float:
    """Shift of tomorrow's newcomers' attitude by reputation."""
    return params.word_of_mouth.attitude_per_talk * (talk.log_effect - params.word_of_mouth.usual_talk)


def public_shift(params: Params) -> float:
    """Change of attitude of a customer who sees a viral case, reduced by the share that is answered well."""
    return params.word_of_mouth.viral_attitude * (1.0 - params.word_of_mouth.viral_answered_share)


def planned_views(params: Params, day: int) -> float:
    """Views on a day of the viral case that a scenario plans."""
    way = params.word_of_mouth
    return way.viral_reach if way.viral_day == day else 0.0


def remember(talk: Talk, params: Params, n_good: float, n_bad: float, views: float) -> tuple[float, float]:
    """Add today's mentions to the reputation, of which part is forgotten every night (J13).

    Each mention multiplies a listener's probability to join by 1 + `good_effect` or 1 - `bad_effect`; so does each view of
    a viral case by people in the market, reduced by the share answered well. Logarithms are averaged over the market.

    Args:
        talk: reputation; updated.
        params: the centre.
        n_good, n_bad: today's listeners of positive and negative mentions.
        views: today's views of viral cases.

    Returns:
        Customers not won today because of reputation; share of our customers who see a viral case tonight.
    """
    way = params.word_of_mouth
    seen = views * way.viral_market_share
    told = (n_good * math.log(1.0 + way.good_effect) + n_bad * math.log(1.0 - way.bad_effect)
            + seen * (1.0 - way.viral_answered_share) * math.log(1.0 - way.viral_effect))
    talk.log_effect = talk.log_effect * talk.kept + told / talk.n_market
    lost = params.customers.n * params.customers.joins_per_year / YEAR_DAYS * (1.0 - joins_factor(talk, params))
    talk.extra_joins -= lost
    return lost, 1.0 - math.exp(-seen / talk.n_market)
