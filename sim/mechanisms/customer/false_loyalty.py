"""Captive customers, who stay whatever their attitude, and a competitor's offer."""

from typing import Any, Final

from sim.columns import Int, Use
from sim.declare import Quantities, probability, quantity
from sim.measure import Sums, kpi, ratio
from sim.mechanism import Mechanism
from sim.random.streams import BY_CUSTOMER, stream


class Loyalty(Quantities):
    """Loyal behaviour without attitude: captive customers, and a competitor's offer."""

    captive_share: float = probability("share of customers at the start who are captive: by convenience, price or lack of choice")
    captive_share_usual: float = quantity("", "captive share for which customers.churn_per_year holds", 0, 1)
    captive_hazard_factor: float = quantity("", "hazard of leaving of a captive customer as a multiple of a free one's", 0.01, 1)
    supplier_difference: float = quantity(
        "", "perceived difference between suppliers as a multiple: the weight of attitude in leaving", 0, 3)
    attached_from: float = quantity("", "attitude from which a customer counts as attached", -10, 10)
    wallet_from_share: float = probability("share of wallet from which a customer counts as buying from us")
    offer_day: int | None = quantity("", "day of a competitor's offer, counted from day 0; null for none", 0, 100_000)
    offer_reach_share: float = probability("share of customers reached by the offer")
    offer_discount_share: float = probability("the competitor's discount", "Write half price as 0.5.")
    offer_pull: float = quantity("", "hazard of taking an offer of full discount at attitude 0", 0, 10)
    offer_beta: float = quantity("", "decrease in log hazard of taking the offer per unit of attitude", 0, 5)


CAPTIVE: Final = stream("CAPTIVE", 128, BY_CUSTOMER, "whether something but loyalty keeps the customer")
OFFER_HEARD: Final = stream("OFFER_HEARD", 130, BY_CUSTOMER, "whether a competitor's offer reaches the customer")
OFFER_TAKEN: Final = stream("OFFER_TAKEN", 131, BY_CUSTOMER, "whether it is taken")


class CustomerColumns:
    """Its columns of a customer."""

    is_captive = Int(0, Use.DAY, "by convenience, price or lack of choice (captive)")


@kpi("Loyal customers lost to a competitor’s offer", "", "lower", "loyalty")
def offer_takes_loyal_share(s: Sums, p: Any) -> float:
    """Loyal customers who took the competitor's offer, divided by loyal customers reached by it; undefined without an offer."""
    return ratio(s["n_took_loyal"], s["n_offer_loyal"])


@kpi("Falsely loyal customers lost to a competitor’s offer", "", "lower", "loyalty")
def offer_takes_false_share(s: Sums, p: Any) -> float:
    """Falsely loyal customers who took the competitor's offer, divided by falsely loyal customers reached by it; undefined
    without an offer.
    """
    return ratio(s["n_took_false"], s["n_offer_false"])


MECHANISM = Mechanism(
    name="false_loyalty",
    meaning="some customers are captive and stay regardless of attitude; competitors' offers",
    parameters=(Loyalty,),
    streams=("CAPTIVE", "OFFER_HEARD", "OFFER_TAKEN"),
    customer_columns=CustomerColumns,
    daily_sums=("n_offer_loyal", "n_offer_false", "n_took_loyal", "n_took_false"),
    kpis=(offer_takes_loyal_share, offer_takes_false_share),
    rules=("sim.model.customer.loyalty", "sim.model.customer.competitor_offer"),
    neutral={
        "loyalty.captive_share": 0.0, "loyalty.captive_share_usual": 0.0, "loyalty.supplier_difference": 1.0,
        "loyalty.offer_day": None})
