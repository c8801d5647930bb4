"""Measures of what lasts: loyalty's four groups, what customers buy, what service has to do with it.

The figures that the field quotes stand in the definitions, to be held beside what the model produces.
"""

import math

from sim.measure import COSTS, Sums, kpi, n_customer_evenings, ratio
from sim.params import Params
from sim.units import YEAR_DAYS


@kpi("Loyal customers", "", "higher")
def loyal_share(s: Sums, p: Params) -> float:
    """Customers with attitude and share of wallet above `loyalty.attached_from` and `wallet_from_share`, divided by customers,
    counted each evening.
    """
    return ratio(s["n_loyal"], n_customer_evenings(s))


@kpi("Latent loyalty: attached, but buy elsewhere", "", "neither")
def latent_loyal_share(s: Sums, p: Params) -> float:
    """Customers with attitude above and share of wallet below these limits, divided by customers, counted each evening."""
    return ratio(s["n_latent"], n_customer_evenings(s))


@kpi("False loyalty: captive, not attached", "", "lower")
def false_loyal_share(s: Sums, p: Params) -> float:
    """Customers with share of wallet above and attitude below these limits, divided by customers, counted each evening. In sales
    figures they look like loyal customers.
    """
    return ratio(s["n_false"], n_customer_evenings(s))


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
    not_against = 1.0 - ratio(s["n_detractors"], n_customer_evenings(s))
    return 25.0 * (ratio(s["satisfied"], s["n_conversations"]) + stay + ratio(s["wallets"], n_customer_evenings(s))
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
    others_s, n_others = s["handle_s"] - s["handle_dissatisfied_s"], n_customer_evenings(s) - s["n_detractors"]
    return ratio(ratio(s["handle_dissatisfied_s"], s["n_detractors"]), ratio(others_s, n_others))


@kpi("Value of 2 points of retention, of cost", "", "neither")
def two_points_retention_over_cost(s: Sums, p: Params) -> float:
    """The margin of 2 % of customers, each kept half a year longer on average, divided by all costs of the centre. Quoted: 2 %
    better retention is worth as much as 10 % lower cost (Murphy & Murphy, according to the articles).
    """
    return ratio(0.02 * 0.5 * margin_per_customer.function(s, p) * s["n_customers"] / YEAR_DAYS, sum(s[name] for name in COSTS))
