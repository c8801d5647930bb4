"""Customers who leave, and customers who join."""

from typing import Any, Final

from sim.columns import Float, Int, Use
from sim.declare import Quantities, quantity
from sim.measure import Sums, kpi, ratio
from sim.mechanism import Mechanism
from sim.random.streams import BY_CUSTOMER, stream
from sim.units import YEAR_DAYS


class CustomersParameters(Quantities):
    """Its parameters in the section `customers`."""

    joins_per_year: float = quantity("1/year", "customers won per customer at the start; the same in every scenario",
                                     0, 5)
    churn_per_year: float = quantity("1/year", "hazard of leaving of a customer of average attitude", 0, 10)
    churn_beta: float = quantity("", "decrease in log hazard of leaving per unit of attitude", 0, 3)


LIFETIME: Final = stream("LIFETIME", 38, BY_CUSTOMER, "hazard until the customer leaves")


class CustomerColumns:
    """Its columns of a customer."""

    hazard_per_day = Float(0.0, Use.DAY, "hazard of leaving")
    hazard_left = Float(0.0, Use.DAY, "hazard still to accumulate from night `since_day` on; exponential of mean 1 at the start")
    since_day = Int(0, Use.DAY, "from which `hazard_left` counts")
    leaves_day = Int(0, Use.DAY, "day of departure as scheduled; -1: not within this run")


@kpi("Customer churn", "1/year", "lower", "customers")
def churn_per_year(s: Sums, p: Any) -> float:
    """Customers who left, divided by customer-years."""
    return ratio(s["n_left"] * YEAR_DAYS, s["n_customers"])


@kpi("Lost customers who were dissatisfied", "", "lower", "loyalty")
def left_dissatisfied_share(s: Sums, p: Any) -> float:
    """Customers who left and whose last contact in the run, a conversation or an abandoned call, left satisfaction (logit) below
    0, divided by customers who left: what they would name when asked. Quoted: 68 % left because of bad service (US Chamber of
    Commerce, according to the articles).
    """
    return ratio(s["n_left_dissatisfied"], s["n_left"])


@kpi("Churn caused by service", "", "lower", "loyalty")
def left_over_service_share(s: Sums, p: Any) -> float:
    """Mean over customers who left of the part of their hazard of leaving that exists only because attitude stands below the
    value that the customer came with: 1 - exp(-beta x distance). The comparison is with conversations that leave attitude
    unchanged.
    """
    return ratio(s["left_over_service"], s["n_left"])


MECHANISM = Mechanism(
    name="churn",
    meaning="customers leave and join",
    parameters=(CustomersParameters,),
    streams=("LIFETIME",),
    customer_columns=CustomerColumns,
    daily_sums=("n_left", "n_joined", "n_left_dissatisfied", "left_over_service"),
    kpis=(churn_per_year, left_dissatisfied_share, left_over_service_share),
    rules=("sim.model.customer.customers", "sim.model.customer.customer_table"))
