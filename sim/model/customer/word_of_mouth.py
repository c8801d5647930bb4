"""Word of mouth: how many people hear of a contact, its effect on joins, and viral cases."""

import math
from dataclasses import dataclass

from sim.jit import compiled
from sim.mechanisms.customer.word_of_mouth import MENTIONS
from sim.model.tables import Row, Table, numbers
from sim.params import Params
from sim.random.philox import uniform_pair
from sim.schema import Contacts
from sim.units import YEAR_DAYS

MANY_LISTENERS = 20.0                    # listeners; the articles give the share of customers with more


@dataclass(slots=True)
class Reputation:
    """Reputation: the remembered part of all word of mouth."""

    section: Table                     # [1] parameters
    n_market: float                # people in the market
    remembered_share: float                    # share of the effect remembered after a night
    log_effect: float              # sum of all remembered effects on the probability to join [log]
    extra_joins: float             # customers won beyond the usual rate so far; negative: lost


def usual_reputation(params: Params) -> Reputation | None:
    """Reputation at the start, at its usual level; None without word of mouth or newcomers."""
    section, on = params.word_of_mouth, params.mechanisms
    if not (on.word_of_mouth and on.churn and params.customers.n):
        return None
    return Reputation(section=numbers(section), n_market=params.customers.n * section.market_per_customer,
                remembered_share=math.exp(-math.log(2.0) / section.memory_half_life_days), log_effect=section.usual_reputation,
                      extra_joins=0.0)


# --- rules ---------------------------------------------------------------------------------------------------------


@compiled
def n_listeners(mean: float, tail_exponent: float, u: float) -> float:
    """Number of listeners of a customer who talks about a contact: at least one, with a heavy tail.

    A Lomax variate (Pareto from 0) of mean `mean` - 1/2, rounded up, so that the mean is `mean` within some per cent; exactly
    one if the mean is one.

    Source: calibration J11 (read: SQM; articles: 9-15, and 13 % of customers more than 20); the tail an assumption.
    """
    if mean <= 1.0:
        return 1.0
    scale = (mean - 0.5) * (tail_exponent - 1.0)
    return math.ceil(scale * (math.exp(-math.log(1.0 - u) / tail_exponent) - 1.0))


@compiled
def n_listeners_of(section: Row, logit: float, solved: bool, nth_conversation: int, mentions: float, u: float) -> float:
    """Number of listeners to whom a customer mentions a contact; usually 0 (J11).

    Args:
        section: parameters.
        logit: satisfaction with the contact.
        solved, nth_conversation: outcome of the contact.
        mentions, u: two uniforms: whether the customer mentions the contact, and to how many.
    """
    if solved and nth_conversation == 1:
        return 1.0 if mentions < section.solved_mention_prob else 0.0
    if not solved and logit < section.worst_logit:
        return n_listeners(section.worst_mean_listeners, section.listeners_tail_exponent,
                           u) if mentions < section.worst_mention_prob else 0.0
    return 1.0 if mentions < section.other_mention_prob else 0.0


@compiled
def viral_views(section: Row, u: float) -> float:
    """Views of a negative mention that goes viral, from the last `viral_prob` of the uniform; else 0.

    Pareto from `viral_min_reach`, cut at `viral_max_reach`. Source: articles (18.9 million views) for the maximum; tail an
    assumption.
    """
    left = 1.0 - u
    if left >= section.viral_prob:
        return 0.0
    return float(min(section.viral_min_reach * math.exp(-math.log(left / section.viral_prob) / section.viral_tail_exponent),
                     section.viral_max_reach))


# --- evening and night ---------------------------------------------------------------------------------------------


@compiled(nogil=True)
def spread_word_of_mouth(sections: Table, seed: int, contacts: Contacts, line: Row) -> None:
    """Count the day's mentions: positive if the case was solved and 'very satisfied' is more likely than not."""
    section = sections[0]
    for i in range(contacts.day.size):
        logit = contacts.satisfaction[i]
        if math.isnan(logit) or contacts.customer_id[i] < 0:
            continue
        mentions, u = uniform_pair(seed, MENTIONS, contacts.case_key[i], contacts.nth_contact[i])
        n = n_listeners_of(section, logit, contacts.solved[i], contacts.nth_conversation[i], mentions, u)
        if n <= 0.0:
            continue
        if contacts.solved[i] and logit >= 0.0:
            line.n_positive_mentions += n
            line.n_positive_sharers += 1.0
        else:
            line.n_negative_mentions += n
            line.n_negative_sharers += 1.0
            line.n_negative_sharers_over_20 += n > MANY_LISTENERS
            line.viral_views += viral_views(section, u)


def joins_factor(reputation: Reputation, params: Params) -> float:
    """Probability to win a customer today, as a multiple of the usual."""
    return math.exp(reputation.log_effect - params.word_of_mouth.usual_reputation)


def newcomers_attitude_shift(reputation: Reputation, params: Params) -> float:
    """Shift of tomorrow's newcomers' attitude by reputation."""
    return params.word_of_mouth.attitude_per_reputation * (reputation.log_effect - params.word_of_mouth.usual_reputation)


def viral_shift(params: Params) -> float:
    """Change of attitude of a customer who sees a viral case, reduced by the share that is answered well."""
    return params.word_of_mouth.viral_attitude * (1.0 - params.word_of_mouth.viral_answered_share)


def planned_views(params: Params, day: int) -> float:
    """Views on a day of the viral case that a scenario plans."""
    section = params.word_of_mouth
    return section.viral_reach if section.viral_day == day else 0.0


def update_reputation(reputation: Reputation, params: Params, n_good: float, n_bad: float, views: float) -> tuple[float, float]:
    """Add today's mentions to the reputation, of which part is forgotten every night (J13).

    Each mention multiplies a listener's probability to join by 1 + `good_effect` or 1 - `bad_effect`; so does each view of
    a viral case by people in the market, reduced by the share answered well. Logarithms are averaged over the market.

    Args:
        reputation: updated.
        params: the centre.
        n_good, n_bad: today's listeners of positive and negative mentions.
        views: today's views of viral cases.

    Returns:
        Customers not won today because of reputation; share of our customers who see a viral case tonight.
    """
    section = params.word_of_mouth
    seen = views * section.viral_market_share
    effect = (n_good * math.log(1.0 + section.good_effect) + n_bad * math.log(1.0 - section.bad_effect)
            + seen * (1.0 - section.viral_answered_share) * math.log(1.0 - section.viral_effect))
    reputation.log_effect = reputation.log_effect * reputation.remembered_share + effect / reputation.n_market
    lost = params.customers.n * params.customers.joins_per_year / YEAR_DAYS * (1.0 - joins_factor(reputation, params))
    reputation.extra_joins -= lost
    return lost, 1.0 - math.exp(-seen / reputation.n_market)
