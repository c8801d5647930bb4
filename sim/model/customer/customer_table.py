"""Columns of the customer table, and sums over all customers that are updated with it."""

import math

from sim.columns import Use, columns_of, record_dtype
from sim.jit import compiled
from sim.model.customer.loyalty import FALSE, LATENT, LOYAL, loyalty_group, purchase_prob, wallet_share
from sim.model.tables import Row, row_type
from sim.schema import CustomerColumns
from sim.units import YEAR_DAYS

PROMOTER_FROM, DETRACTOR_TO = 9.0, 6.0
NEVER = -1

# One row per customer, at index customer_id; kept after the customer has left. What only the record has is worked out in the end.
CUSTOMER = record_dtype((column.name, column.row_dtype) for column in columns_of(CustomerColumns)
                        if Use.EVENING not in column.use)
LEAVER = row_type({"behind": int, "customer_id": int})
HAD_VALUE = -2
SUMS = row_type({
    "n_known": int, "n_here": int, "n_promoters": int, "n_detractors": int, "attitude": float,
    "n_loyal": int, "n_latent": int, "n_false": int, "wallets": float, "attached": float, "attached_since": float,
    "repurchase": float, "cross_sale": float})


@compiled
def leaving_hazard_per_day(churn_per_year: float, churn_beta: float, attitude: float) -> float:
    """Hazard of leaving [1/day], proportional to exp(-beta x attitude) (J3: Bolton 1998, form)."""
    return churn_per_year / YEAR_DAYS * math.exp(-churn_beta * attitude)


@compiled
def score(section: Row, attitude: float, habit: float) -> float:
    """A customer's answer to 'would you recommend us?', 0 to 10."""
    raw = section.score_mean + section.score_per_attitude * attitude + section.score_sd * habit
    return float(min(max(math.floor(raw + 0.5), 0.0), 10.0))


@compiled
def hazard_per_day(section: Row, is_captive: int, attitude: float) -> float:
    """Hazard of leaving of a captive or free customer [1/day]."""
    churn_per_year = section.churn_per_year * section.captive_hazard_factor if is_captive else section.churn_per_year
    return leaving_hazard_per_day(churn_per_year, section.churn_beta, attitude)


@compiled
def count(section: Row, total: Row, row: Row, n: int) -> bool:
    """Add a customer to the sums (n = 1) or subtract (n = -1); returns whether the customer is a detractor."""
    answer, wallet = score(section, row.attitude, row.habit), wallet_share(section, row.attitude, row.is_captive,
                                                                           row.wallet_habit)
    group, attached = loyalty_group(section, row.attitude, wallet), n * max(row.attitude, 0.0)
    total.n_here += n
    total.n_promoters += n * (answer >= PROMOTER_FROM)
    total.n_detractors += n * (answer <= DETRACTOR_TO)
    total.attitude += n * row.attitude
    total.n_loyal += n * (group == LOYAL)
    total.n_latent += n * (group == LATENT)
    total.n_false += n * (group == FALSE)
    total.wallets += n * wallet
    total.attached += attached
    total.attached_since += attached * row.years_factor
    total.repurchase += n * purchase_prob(section.repurchase_mean_prob, section.repurchase_per_attitude, row.attitude)
    total.cross_sale += n * purchase_prob(section.cross_sale_mean_prob, section.cross_sale_per_attitude, row.attitude)
    return bool(answer <= DETRACTOR_TO)
