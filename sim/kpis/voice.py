"""Measures of complaints, silent customers and word of mouth.

The definitions quote the field's figures, for comparison with the model's values.
"""

from sim.measure import Sums, kpi, ratio
from sim.params import Params
from sim.units import YEAR_DAYS


@kpi("Sales to customers over sales to prospects", "", "neither")
def sell_existing_over_new(s: Sums, p: Params) -> float:
    """Customers' probability to buy an additional product when offered one, divided by the share of others in the market who join
    in a year. Quoted: 60-70 % against 5-20 % (Marketing Metrics, according to the articles).
    """
    others = (p.word_of_mouth.market_per_customer - 1.0) * p.customers.n
    existing = ratio(s["cross_sale"], s["n_customers"] - s["n_left"] + s["n_joined"])
    return ratio(existing, ratio(s["n_joined"] * YEAR_DAYS, s["n_days"] * others))
