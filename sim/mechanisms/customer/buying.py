"""Purchases by attitude: share of wallet, repurchase and cross-sale."""

from typing import Any, Final

from sim.columns import Float, Use
from sim.declare import Quantities, probability, quantity
from sim.measure import Sums, kpi, n_customer_evenings, ratio
from sim.mechanism import Mechanism
from sim.random.streams import BY_CUSTOMER, stream


class Buying(Quantities):
    """Purchases by attitude; margin follows the share of wallet."""

    wallet_mean_share: float = probability("share of wallet at attitude 0 and the usual captive share")
    wallet_spread: float = quantity("", "standard deviation of share of wallet between customers of the same attitude", 0, 1)
    wallet_per_attitude: float = quantity("", "increase in share of wallet per unit of attitude", 0, 1)
    wallet_if_captive: float = quantity("", "increase in share of wallet of a captive customer", 0, 1)
    growth_per_attitude: float = quantity("", "increase in share of wallet over the years per unit of positive attitude", 0, 1)
    growth_years: float = quantity("years", "time in which two thirds of that increase come", 0.1, 100)
    usual_spend: float = quantity("", "share of wallet for which costs.margin_per_year holds", 0.01, 1)
    repurchase_mean_prob: float = probability("probability to buy from us again at the next occasion, at attitude 0")
    repurchase_per_attitude: float = quantity("", "increase in repurchase probability per unit of attitude", 0, 1)
    cross_sale_mean_prob: float = probability("probability to buy an additional product that we offer, at attitude 0")
    cross_sale_per_attitude: float = quantity("", "increase in cross-sale probability per unit of attitude", 0, 1)


WALLET_HABIT: Final = stream("WALLET_HABIT", 129, BY_CUSTOMER, "habit of buying from us")


class CustomerColumns:
    """Its columns of a customer."""

    wallet_habit = Float(0.0, Use.DAY, "tendency to buy from us [SD]")
    years_factor = Float(0.0, Use.DAY, "see `loyalty.years_factor`")


@kpi("Purchases per customer, of the wallet", "", "higher", "loyalty")
def purchases_per_customer(s: Sums, p: Any) -> float:
    """Sum of customers' shares of wallet and of the growth of their purchases over the years, divided by customers, counted each
    evening; with growth it may exceed 100 %. It does not distinguish loyal customers from captive ones.
    """
    return ratio(s["wallets"], n_customer_evenings(s))


@kpi("Repurchase", "", "higher", "loyalty")
def repurchase_share(s: Sums, p: Any) -> float:
    """Mean over customers and evenings of the probability to buy from us again."""
    return ratio(s["repurchase"], n_customer_evenings(s))


@kpi("Cross-sale", "", "higher", "loyalty")
def cross_sale_share(s: Sums, p: Any) -> float:
    """Mean over customers and evenings of the probability to buy an additional product that we offer."""
    return ratio(s["cross_sale"], n_customer_evenings(s))


MECHANISM = Mechanism(
    name="buying",
    meaning="purchases follow attitude",
    parameters=(Buying,),
    streams=("WALLET_HABIT",),
    customer_columns=CustomerColumns,
    daily_sums=("wallets", "repurchase", "cross_sale"),
    kpis=(purchases_per_customer, repurchase_share, cross_sale_share),
    rules=("sim.model.customer.loyalty",))
