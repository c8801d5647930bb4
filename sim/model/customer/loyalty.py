"""Loyalty in two dimensions, purchases, and a competitor's offer.

Attitude is whether a customer prefers us; the share of wallet is whether the customer buys from us. A customer who buys
without a positive attitude is captive, and sales figures do not show the difference.
"""

import math

from sim.jit import compiled
from sim.model.tables import Row, Table, numbers
from sim.params import Params
from sim.units import YEAR_DAYS

MIN_WALLET = 0.02
_NOT_CAPTIVE = {"captive_share": 0.0, "captive_share_usual": 0.0, "supplier_difference": 1.0}
_ALIKE = {"wallet_spread": 0.0, "wallet_per_attitude": 0.0, "wallet_if_captive": 0.0, "growth_per_attitude": 0.0,
          "repurchase_per_attitude": 0.0, "cross_sale_per_attitude": 0.0}


def customer_section(params: Params) -> Table:
    """All customer parameters as one row [1]; a mechanism that is off has its neutral value here.

    The hazard is that of the average customer when a share `captive_share_usual` is captive. The more alike the suppliers, the
    smaller the effect of attitude.
    """
    on = params.mechanisms
    loyalty = params.loyalty if on.false_loyalty else params.loyalty.model_copy(update=_NOT_CAPTIVE)
    buying = params.buying if on.buying else params.buying.model_copy(update=_ALIKE)
    section = numbers(params.customers, loyalty, buying)
    section["churn_per_year"] = params.customers.churn_per_year * free_hazard_factor(
        loyalty.captive_share_usual, loyalty.captive_hazard_factor)
    section["churn_beta"] = params.customers.churn_beta * loyalty.supplier_difference
    return section


# --- captive customers ---------------------------------------------------------------------------------------------


@compiled
def free_hazard_factor(captive_share: float, captive_hazard_factor: float) -> float:
    """Hazard of a free customer as a multiple of the average customer's, if a share `captive_share` is captive.

    >>> free_hazard_factor(0.5, 0.5)
    1.3333333333333333
    """
    return 1.0 / (captive_share * captive_hazard_factor + 1.0 - captive_share)


@compiled
def captive_newcomers_share(captive_share: float, captive_hazard_factor: float) -> float:
    """Captive share of newcomers that keeps `captive_share` of all customers captive: captive customers leave less often.

    >>> captive_newcomers_share(0.5, 0.5)
    0.3333333333333333
    """
    return captive_share * captive_hazard_factor * free_hazard_factor(captive_share, captive_hazard_factor)


def competitor_offer_tonight(params: Params, day: int) -> bool:
    """Whether a competitor makes an offer tonight."""
    return params.mechanisms.false_loyalty and params.loyalty.offer_day == day


@compiled
def takes_offer_prob(section: Row, attitude: float) -> float:
    """Probability that a customer whom a competitor's offer reaches takes it and leaves.

    The hazard is proportional to the discount and to exp(-beta x attitude x difference between suppliers). The bonds of captive
    customers do not count: false loyalty ends with the first good offer. Form and sizes: assumption.
    """
    log_hazard = -section.offer_beta * section.supplier_difference * attitude
    return float(1.0 - math.exp(-section.offer_pull * section.offer_discount_share * math.exp(log_hazard)))


# --- purchases -----------------------------------------------------------------------------------------------------


@compiled
def wallet_share(section: Row, attitude: float, is_captive: int, habit: float) -> float:
    """Share of wallet: part of a customer's purchases made from us, by personal habit, attitude and captivity."""
    held = section.wallet_if_captive * (is_captive - section.captive_share_usual)
    share = section.wallet_mean_share + section.wallet_per_attitude * attitude + held + section.wallet_spread * habit
    return float(min(max(share, MIN_WALLET), 1.0))


@compiled
def purchase_prob(mean: float, per_attitude: float, attitude: float) -> float:
    """Probability to buy again, or another product, per occasion (J6: stated intentions, scaled down five times)."""
    return min(max(mean + per_attitude * attitude, 0.0), 1.0)


@compiled
def years_factor(section: Row, joined_day: float) -> float:
    """exp(joining time / growth time); allows growth of purchases over the years as a sum over customers."""
    return math.exp(joined_day / (YEAR_DAYS * section.growth_years))


@compiled
def grown_wallets(section: Row, attached: float, attached_since: float, day: int) -> float:
    """Growth in purchases of attached customers since they joined [wallets].

    Each grows by `growth_per_attitude` x attitude x (1 - exp(-years / growth_years)). The exponential is a product of one
    factor of the joining day and one of today, so two sums over customers suffice.

    Args:
        section: parameters.
        attached: sum of positive attitude over customers.
        attached_since: the same sum, each term times `years_factor`.
        day: today.
    """
    return float(section.growth_per_attitude * (attached - attached_since / years_factor(section, float(day))))


@compiled
def spend_factor(section: Row, wallets: float, n: float) -> float:
    """Mean spend per customer of n customers, as a multiple of the usual."""
    return wallets / max(n, 1.0) / float(section.usual_spend)


# --- loyalty groups ------------------------------------------------------------------------------------------------

LOYAL, LATENT, FALSE, NO_LOYALTY = range(4)


@compiled
def loyalty_group(section: Row, attitude: float, wallet: float) -> int:
    """Loyal, latent (attached, but buys elsewhere), false (buys here, but not attached) or no loyalty.

    Source: Dick & Basu (1994), Journal of the Academy of Marketing Science 22(2): relative attitude and repeat patronage.
    """
    attached, buys = attitude >= section.attached_from, wallet >= section.wallet_from_share
    if attached:
        return LOYAL if buys else LATENT
    return FALSE if buys else NO_LOYALTY
