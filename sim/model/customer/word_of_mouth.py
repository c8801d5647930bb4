"""Whom customers tell, what that does to those who might join, and the case that everybody sees (M13)."""

import math
from dataclasses import dataclass

from sim.jit import compiled
from sim.model.tables import Row, Table, numbers
from sim.params import Params
from sim.random.philox import uniform_pair
from sim.random.streams import TELLS
from sim.schema import Contacts
from sim.units import YEAR_DAYS

MANY = 20.0                    # people told; a figure that the articles give is about more than that


@dataclass(slots=True)
class Talk:
    """What is remembered of all that was told."""

    way: Table                     # [1] the parameters
    n_market: float                # people in the market
    kept: float                    # share of talk that a night leaves
    log_effect: float              # of all that is remembered, on a listener's chance to join
    extra_joins: float             # customers won so far beyond the usual flow; negative: lost


def usual_talk(params: Params) -> Talk | None:
    """The talk that a centre finds at the start: the usual one; None where nobody tells, or nobody can join."""
    way, on = params.word_of_mouth, params.mechanisms
    if not (on.word_of_mouth and on.churn and params.customers.n):
        return None
    return Talk(way=numbers(way), n_market=params.customers.n * way.market_per_customer,
                kept=math.exp(-math.log(2.0) / way.memory_half_life_days), log_effect=way.usual_talk, extra_joins=0.0)


# --- rules ---------------------------------------------------------------------------------------------------------


@compiled
def n_told(mean: float, tail_exponent: float, u: float) -> float:
    """How many people someone tells who tells: at least one, with a heavy tail.

    The next whole number above a Lomax variate (Pareto from 0) of mean `mean` - 1/2, so that the mean is `mean` within some
    per cent; exactly one where the mean is one.

    Source: calibration J11 (read: SQM; the articles say 9-15, and 13 % more than 20); the tail an assumption.
    """
    if mean <= 1.0:
        return 1.0
    scale = (mean - 0.5) * (tail_exponent - 1.0)
    return math.ceil(scale * (math.exp(-math.log(1.0 - u) / tail_exponent) - 1.0))


@compiled
def told_by(way: Row, logit: float, solved: bool, nth_talk: int, tells: float, u: float) -> float:
    """How many people a customer tells of a contact; mostly none (J11).

    Args:
        way: the parameters.
        logit: satisfaction with the contact.
        solved, nth_talk: what it came to.
        tells, u: two uniforms: whether, and how many.
    """
    if solved and nth_talk == 1:
        return 1.0 if tells < way.solved_tell_prob else 0.0
    if not solved and logit < way.worst_logit:
        return n_told(way.worst_told, way.told_tail_exponent, u) if tells < way.worst_tell_prob else 0.0
    return 1.0 if tells < way.other_tell_prob else 0.0


@compiled
def viral_views(way: Row, u: float) -> float:
    """Views of a bad telling that became a case in public, from the uniform's last `viral_prob`; 0 for all others.

    Pareto from `viral_least_reach` up to `viral_most_reach`. Source: articles (18.9 million views) for the most; tail an
    assumption.
    """
    left = 1.0 - u
    if left >= way.viral_prob:
        return 0.0
    return float(min(way.viral_least_reach * math.exp(-math.log(left / way.viral_prob) / way.viral_tail_exponent),
                     way.viral_most_reach))


# --- the evening and the night -------------------------------------------------------------------------------------


@compiled(nogil=True)
def tell(ways: Table, seed: int, contacts: Contacts, line: Row) -> None:
    """Customers tell others of today's contacts: well of it, where they are more likely than not very satisfied."""
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
    """Today's chance to win a customer, as a multiple of the usual."""
    return math.exp(talk.log_effect - params.word_of_mouth.usual_talk)


def newcomers_shift(talk: Talk, params: Params) -> float:
    """What the talk of late has done to the attitude that tomorrow's newcomers bring along."""
    return params.word_of_mouth.attitude_per_talk * (talk.log_effect - params.word_of_mouth.usual_talk)


def public_shift(params: Params) -> float:
    """What seeing a case in public does to a customer's attitude, as far as no good answer followed."""
    return params.word_of_mouth.viral_attitude * (1.0 - params.word_of_mouth.viral_answered_share)


def planned_views(params: Params, day: int) -> float:
    """Views of the one case in public that a scenario plans for a day."""
    way = params.word_of_mouth
    return way.viral_reach if way.viral_day == day else 0.0


def remember(talk: Talk, params: Params, n_good: float, n_bad: float, views: float) -> tuple[float, float]:
    """What was told today joins what is remembered, of which a night forgets a little (J13).

    Each telling multiplies its listener's chance to join by 1 + `good_effect` or 1 - `bad_effect`, and so does a view of a case
    in public by people in the market, as far as no good answer followed. Averaged in logarithms over the market.

    Args:
        talk: what is remembered.
        params: the centre.
        n_good, n_bad: today's tellings.
        views: today's of cases in public.

    Returns:
        Customers who did not join today because of all that; what share of ours sees a case in public tonight.
    """
    way = params.word_of_mouth
    seen = views * way.viral_market_share
    told = (n_good * math.log(1.0 + way.good_effect) + n_bad * math.log(1.0 - way.bad_effect)
            + seen * (1.0 - way.viral_answered_share) * math.log(1.0 - way.viral_effect))
    talk.log_effect = talk.log_effect * talk.kept + told / talk.n_market
    lost = params.customers.n * params.customers.joins_per_year / YEAR_DAYS * (1.0 - joins_factor(talk, params))
    talk.extra_joins -= lost
    return lost, 1.0 - math.exp(-seen / talk.n_market)
