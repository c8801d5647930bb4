"""Measures of what lasts: loyalty's four groups, what customers buy, what service has to do with it.

The figures that the field quotes stand in the definitions, to be held beside what the model produces.
"""

import math

from sim.kpis.registry import COSTS, kpi
from sim.measure import Sums, ratio
from sim.params import Params
from sim.units import YEAR_DAYS


def _customers_each_evening(s: Sums) -> float:
    """Customers of each evening, added up over days."""
    return s["n_customers"] - s["n_left"] + s["n_joined"]


@kpi("Loyal customers", "", "higher")
def loyal_share(s: Sums, p: Params) -> float:
    """Customers with attitude and share of wallet above `loyalty.attached_from` and `wallet_from_share`, divided by customers,
    counted each evening.
    """
    return ratio(s["n_loyal"], _customers_each_evening(s))


@kpi("Latent loyalty: attached, but buy elsewhere", "", "neither")
def latent_loyal_share(s: Sums, p: Params) -> float:
    """Customers with attitude above and share of wallet below these limits, divided by customers, counted each evening."""
    return ratio(s["n_latent"], _customers_each_evening(s))


@kpi("False loyalty: captive, not attached", "", "lower")
def false_loyal_share(s: Sums, p: Params) -> float:
    """Customers with share of wallet above and attitude below these limits, divided by customers, counted each evening. In sales
    figures they look like loyal customers.
    """
    return ratio(s["n_false"], _customers_each_evening(s))


@kpi("Loyal customers lost to a competitor’s offer", "", "lower")
def offer_takes_loyal_share(s: Sums, p: Params) -> float:
    """Loyal customers who took the competitor's offer, divided by loyal customers reached by it; undefined without an offer."""
    return ratio(s["n_took_loyal"], s["n_offer_loyal"])


@kpi("Falsely loyal customers lost to a competitor’s offer", "", "lower")
def offer_takes_false_share(s: Sums, p: Params) -> float:
    """Falsely loyal customers who took the competitor's offer, divided by falsely loyal customers reached by it; undefined
    without an offer.
    """
    return ratio(s["n_took_false"], s["n_offer_false"])


@kpi("Share of wallet", "", "higher")
def wallet_share(s: Sums, p: Params) -> float:
    """Sum of customers' shares of wallet divided by customers, counted each evening. It does not distinguish loyal customers from
    captive ones.
    """
    return ratio(s["wallets"], _customers_each_evening(s))


@kpi("Repurchase", "", "higher")
def repurchase_share(s: Sums, p: Params) -> float:
    """Mean over customers and evenings of the probability to buy from us again."""
    return ratio(s["repurchase"], _customers_each_evening(s))


@kpi("Cross-sale", "", "higher")
def cross_sale_share(s: Sums, p: Params) -> float:
    """Mean over customers and evenings of the probability to buy an additional product that we offer."""
    return ratio(s["cross_sale"], _customers_each_evening(s))


@kpi("Margin per customer and year", "currency", "higher")
def margin_per_customer(s: Sums, p: Params) -> float:
    """Gross margin divided by customer-years."""
    return ratio(s["margin"] * YEAR_DAYS, s["n_customers"])


@kpi("Customer health (0–100)", "points", "higher")
def customer_health(s: Sums, p: Params) -> float:
    """A defined index from 0 to 100, in equal parts: conversations with a very satisfied customer; customers who stay a year;
    share of wallet; customers who are not detractors (each evening).
    """
    stay = math.exp(-ratio(s["n_left"] * YEAR_DAYS, s["n_customers"]))
    not_against = 1.0 - ratio(s["n_detractors"], _customers_each_evening(s))
    return 25.0 * (ratio(s["satisfied"], s["n_conversations"]) + stay + ratio(s["wallets"], _customers_each_evening(s))
                   + not_against)


@kpi("Time to first value", "days", "lower")
def time_to_first_value_days(s: Sums, p: Params) -> float:
    """Days from a new customer's first conversation until a conversation solved a case of theirs, divided by new customers who
    got that far. Left out: new customers without a need, or without a solved case yet.
    """
    return ratio(s["time_to_first_value_days"], s["n_with_first_value"])


@kpi("Cost to serve: dissatisfied over other customers", "", "neither")
def dissatisfied_cost_ratio(s: Sums, p: Params) -> float:
    """Agents' time per day with customers who were detractors when they called, per detractor, divided by the same for all other
    customers. Left out: calls not answered. Quoted: 1.6 (TDC's TAK programme, according to the articles).
    """
    others_s, n_others = s["handle_s"] - s["handle_dissatisfied_s"], _customers_each_evening(s) - s["n_detractors"]
    return ratio(ratio(s["handle_dissatisfied_s"], s["n_detractors"]), ratio(others_s, n_others))


@kpi("Lost customers who were dissatisfied", "", "lower")
def left_dissatisfied_share(s: Sums, p: Params) -> float:
    """Customers who left and whose last contact in the run, a conversation or an abandoned call, left satisfaction (logit) below
    0, divided by customers who left: what they would name when asked. Quoted: 68 % left because of bad service (US Chamber of
    Commerce, according to the articles).
    """
    return ratio(s["n_left_dissatisfied"], s["n_left"])


@kpi("Churn caused by service", "", "lower")
def left_over_service_share(s: Sums, p: Params) -> float:
    """Mean over customers who left of the part of their hazard of leaving that exists only because attitude stands below the
    value that the customer came with: 1 - exp(-beta x distance). The comparison is with conversations that leave attitude
    unchanged.
    """
    return ratio(s["left_over_service"], s["n_left"])


@kpi("Value of 2 points of retention, of cost", "", "neither")
def two_points_retention_share(s: Sums, p: Params) -> float:
    """The margin of 2 % of customers, each kept half a year longer on average, divided by all costs of the centre. Quoted: 2 %
    better retention is worth as much as 10 % lower cost (Murphy & Murphy, according to the articles).
    """
    return ratio(0.02 * 0.5 * margin_per_customer(s, p) * s["n_customers"] / YEAR_DAYS, sum(s[name] for name in COSTS))
