"""Measures of satisfaction, recommendation and churn."""

import math

from sim.measure import Sums, kpi, ratio
from sim.params import Params


@kpi("Very satisfied customers (CSAT)", "", "higher")
def csat_share(s: Sums, p: Params) -> float:
    """Mean over conversations of the probability that the customer is very satisfied. Left out: contacts that were not answered.

    """
    return ratio(s["satisfied"], s["n_conversations"])


@kpi("Net promoter score (NPS)", "points", "higher")
def nps(s: Sums, p: Params) -> float:
    """Customers who would score 9 or 10 less those who would score 0 to 6, divided by all customers, times 100; at the end of the
    last counted day, whether or not they contacted us.
    """
    return 100.0 * ratio(s["promoters_at_end"] - s["detractors_at_end"], s["customers_at_end"])


@kpi("Customers’ attitude", "", "higher")
def attitude(s: Sums, p: Params) -> float:
    """Mean attitude of all customers at the end of the last counted day."""
    return ratio(s["attitude_at_end"], s["customers_at_end"])


@kpi("Customers at the end", "", "higher")
def customers_at_end(s: Sums, p: Params) -> float:
    """Customers at the end of the last counted day, new ones included; undefined where callers are anonymous."""
    return s["customers_at_end"] if p.customers.n else math.nan
