"""Measures of complaints, silent customers and word of mouth.

The definitions quote the field's figures, for comparison with the model's values.
"""

from sim.kpis.registry import kpi
from sim.measure import Sums, per_year, ratio
from sim.params import Params
from sim.units import YEAR_DAYS


@kpi("Cases that leave the customer dissatisfied", "", "lower")
def dissatisfied_case_share(s: Sums, p: Params) -> float:
    """Cases that ended, solved or given up, with satisfaction below `complaints.dissatisfied_logit`, divided by cases that ended;
    complaints themselves are left out of the numerator.
    """
    return ratio(s["n_dissatisfied_cases"], s["n_solved"] + s["n_given_up"])


@kpi("Dissatisfied customers who complain", "", "higher")
def complains_share(s: Sums, p: Params) -> float:
    """Complaints divided by cases that left a dissatisfied customer. Higher is better: what customers complain about can be put
    right.
    """
    return ratio(s["n_complaints"], s["n_dissatisfied_cases"])


@kpi("Silent dissatisfied customers per complaint", "", "lower")
def noncomplaining_per_complaint(s: Sums, p: Params) -> float:
    """Cases that left a dissatisfied customer who did not complain, divided by complaints. Quoted: 26 (Lee Resource, according to
    the articles); 1 in 27 small matters (TARP) and 69 % of the worst (1979) show that severity decides.
    """
    return ratio(s["n_dissatisfied_cases"] - s["n_complaints"], s["n_complaints"])


@kpi("Conversations that are complaints", "", "neither")
def complaint_conversation_share(s: Sums, p: Params) -> float:
    """Conversations about complaints, divided by answered contacts. Quoted: 14 %, where centres believe under 5 % (SQM)."""
    return ratio(s["n_complaint_conversations"], s["n_answered"])


@kpi("Very satisfied with complaint handling", "", "higher")
def complaint_csat_share(s: Sums, p: Params) -> float:
    """Mean over complaint conversations of the probability that the customer is very satisfied. Quoted: 35 % satisfied with the
    handling of a complaint (CCMC).
    """
    return ratio(s["complaint_satisfied"], s["n_complaint_conversations"])


@kpi("Time spent on complaints", "", "neither")
def complaint_work_share(s: Sums, p: Params) -> float:
    """Handle time of complaint conversations, divided by all handle time."""
    return ratio(s["complaint_handle_s"], s["handle_s"])


@kpi("People who hear something good", "1/day", "higher")
def positive_mentions_per_day(s: Sums, p: Params) -> float:
    """Mentions after contacts that solved the case and left the customer rather satisfied, divided by open days."""
    return ratio(s["n_positive_mentions"], s["n_open_days"])


@kpi("People who hear something bad", "1/day", "lower")
def negative_mentions_per_day(s: Sums, p: Params) -> float:
    """Mentions after all other contacts, divided by open days."""
    return ratio(s["n_negative_mentions"], s["n_open_days"])


@kpi("Listeners per customer who speaks ill of us", "", "lower")
def listeners_per_negative_sharer(s: Sums, p: Params) -> float:
    """Listeners reached by negative mentions, divided by customers who shared a bad experience. Quoted: 9 to 15 (White House
    Office of Consumer Affairs, according to the articles); 5 (SQM).
    """
    return ratio(s["n_negative_mentions"], s["n_negative_sharers"])


@kpi("Listeners per customer who speaks well of us", "", "higher")
def listeners_per_positive_sharer(s: Sums, p: Params) -> float:
    """Listeners reached by positive mentions, divided by customers who shared a good experience. Quoted: 4 to 6 when a problem
    was resolved (White House Office of Consumer Affairs, according to the articles); 1 (SQM).
    """
    return ratio(s["n_positive_mentions"], s["n_positive_sharers"])


@kpi("Customers who speak ill to more than 20", "", "lower")
def over_20_listeners_share(s: Sums, p: Params) -> float:
    """Customers who shared a bad experience with more than 20 people, divided by customers who shared a bad experience. Quoted:
    13 %.
    """
    return ratio(s["n_negative_sharers_over_20"], s["n_negative_sharers"])


@kpi("Customers lost to bad word of mouth", "1/year", "lower")
def joins_lost_per_year(s: Sums, p: Params) -> float:
    """Customers whom the usual inflow would have brought and remembered word of mouth kept away, scaled to 365 days; negative
    where word of mouth is better than usual. Undefined without customers.
    """
    return ratio(per_year(s, "joins_lost") * s["n_customers"], s["n_customers"])


@kpi("Sales to customers over sales to prospects", "", "neither")
def sell_existing_over_new(s: Sums, p: Params) -> float:
    """Customers' probability to buy an additional product when offered one, divided by the share of others in the market who join
    in a year. Quoted: 60-70 % against 5-20 % (Marketing Metrics, according to the articles).
    """
    others = (p.word_of_mouth.market_per_customer - 1.0) * p.customers.n
    existing = ratio(s["cross_sale"], s["n_customers"] - s["n_left"] + s["n_joined"])
    return ratio(existing, ratio(s["n_joined"] * YEAR_DAYS, s["n_days"] * others))
