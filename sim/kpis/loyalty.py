"""Measures of what lasts: loyalty's four groups, what customers buy, what service has to do with it.

The figures that the field quotes stand in the definitions, to be held beside what the model produces.
"""

import math

from sim.kpis.registry import COSTS, Sums, kpi, ratio
from sim.params import Params
from sim.units import YEAR_DAYS


def _customers_each_evening(s: Sums) -> float:
    """Customers of each evening, added up over days."""
    return s["n_customers"] - s["n_left"] + s["n_joined"]


@kpi("Loyal customers", "", "higher", "customers who are attached to us and buy from us")
def loyal_share(s: Sums, p: Params) -> float:
    """Customers with attitude and share of wallet above `loyalty.attached_from` and `wallet_from_share`, over customers, each
    evening."""
    return ratio(s["n_loyal"], _customers_each_evening(s))


@kpi("Latent loyalty: attached, but buy elsewhere", "", "neither", "customers who are attached to us and buy elsewhere")
def latent_loyal_share(s: Sums, p: Params) -> float:
    """Customers with attitude above and share of wallet below the marks, over customers, each evening."""
    return ratio(s["n_latent"], _customers_each_evening(s))


@kpi("False loyalty: held, not attached", "", "lower", "customers who buy from us and are not attached: false loyalty")
def false_loyal_share(s: Sums, p: Params) -> float:
    """Customers with share of wallet above and attitude below the marks, over customers, each evening. In sales they look
    like the loyal."""
    return ratio(s["n_false"], _customers_each_evening(s))


@kpi("Loyal customers lost to a competitor’s offer", "", "lower", "loyal customers whom a competitor's offer takes")
def offer_takes_loyal_share(s: Sums, p: Params) -> float:
    """Loyal customers who took the offer over those whom it reached; undefined without an offer."""
    return ratio(s["n_took_loyal"], s["n_offer_loyal"])


@kpi("Falsely loyal customers lost to a competitor’s offer", "", "lower",
     "falsely loyal customers whom a competitor's offer takes")
def offer_takes_false_share(s: Sums, p: Params) -> float:
    """Falsely loyal customers who took the offer over those whom it reached; undefined without an offer."""
    return ratio(s["n_took_false"], s["n_offer_false"])


@kpi("Share of wallet", "", "higher", "share of wallet: what part of their purchases customers make with us")
def wallet_share(s: Sums, p: Params) -> float:
    """Shares of wallet added up over customers, over customers, each evening. It cannot tell the loyal from the held."""
    return ratio(s["wallets"], _customers_each_evening(s))


@kpi("Repurchase", "", "higher", "chance that a customer buys again at the next occasion")
def repurchase_share(s: Sums, p: Params) -> float:
    """Customers' chances to buy from us again, over customers, each evening."""
    return ratio(s["repurchase"], _customers_each_evening(s))


@kpi("Cross-sale", "", "higher", "chance that a customer buys something more when offered it")
def cross_sale_share(s: Sums, p: Params) -> float:
    """Customers' chances to buy something more at an offer of ours, over customers, each evening."""
    return ratio(s["cross_sale"], _customers_each_evening(s))


@kpi("Margin per customer and year", "currency", "higher", "margin per customer and year")
def margin_per_customer(s: Sums, p: Params) -> float:
    """Gross margin over customer-years."""
    return ratio(s["margin"] * YEAR_DAYS, s["n_customers"])


@kpi("Customer health (0–100)", "points", "higher",
     "customer health: an index of satisfaction, staying, buying and recommending")
def customer_health(s: Sums, p: Params) -> float:
    """A declared index from 0 to 100, equal parts of: talks very satisfied, customers who stay a year, share of wallet,
    customers who are no detractors (each evening)."""
    stay = math.exp(-ratio(s["n_left"] * YEAR_DAYS, s["n_customers"]))
    not_against = 1.0 - ratio(s["n_detractors"], _customers_each_evening(s))
    return 25.0 * (ratio(s["satisfied"], s["n_conversations"]) + stay + ratio(s["wallets"], _customers_each_evening(s))
                   + not_against)


@kpi("Time to first value", "days", "lower",
     "newcomers' time from their first talk to the first that solves their problem (time to first value)")
def time_to_first_value_days(s: Sums, p: Params) -> float:
    """Days from a newcomer's first talk until a talk solved a case of theirs, over newcomers who got so far. Left out:
    newcomers who had no need, or none solved yet."""
    return ratio(s["time_to_first_value_days"], s["n_with_first_value"])


@kpi("Cost to serve: dissatisfied over other customers", "", "neither",
     "cost to serve a dissatisfied customer, as a multiple of another's")
def dissatisfied_cost_ratio(s: Sums, p: Params) -> float:
    """Agents' time per day for customers who were detractors when they called, per detractor, over the same for all other
    customers. Left out: lost calls. Quoted: 1.6 (TDC's TAK programme, by the articles)."""
    others_s, n_others = s["handle_s"] - s["handle_dissatisfied_s"], _customers_each_evening(s) - s["n_detractors"]
    return ratio(ratio(s["handle_dissatisfied_s"], s["n_detractors"]), ratio(others_s, n_others))


@kpi("Lost customers who were dissatisfied", "", "lower", "leavers whose last contact had left them dissatisfied")
def left_dissatisfied_share(s: Sums, p: Params) -> float:
    """Leavers whose last contact in the run, talk or given-up call, left satisfaction (logit) below 0, over leavers: what they
    would name when asked. Quoted: 68 % left over bad service (US Chamber of Commerce, by the articles)."""
    return ratio(s["n_left_dissatisfied"], s["n_left"])


@kpi("Churn caused by service", "", "lower", "leaving that would not have happened had talks not drawn attitude down")
def left_over_service_share(s: Sums, p: Params) -> float:
    """Over leavers, each leaver's part of hazard that is there only because attitude stands below what the customer brought
    along: 1 - exp(-beta x distance). Against the counterfactual that talks had left attitude where it was."""
    return ratio(s["left_over_service"], s["n_left"])


@kpi("Value of 2 points of retention, of cost", "", "neither",
     "what two points of retention are worth in the first year, as a share of the centre's cost")
def two_points_retention_share(s: Sums, p: Params) -> float:
    """The margin of 2 % of customers, each kept half a year longer on average, over all costs of the centre. Quoted: 2 %
    better retention equals 10 % lower cost (Murphy & Murphy, by the articles)."""
    return ratio(0.02 * 0.5 * margin_per_customer(s, p) * s["n_customers"] / YEAR_DAYS, sum(s[name] for name in COSTS))
