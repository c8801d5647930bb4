"""Complaints of dissatisfied customers."""

from typing import Any, Final

from sim.declare import Quantities, probability, quantity
from sim.measure import Sums, kpi, ratio
from sim.mechanism import Mechanism
from sim.random.distributions import DurationDistributionField
from sim.random.streams import BY_CASE, stream


class Complaints(Quantities):
    """Complaints of dissatisfied customers."""

    contact_type: str | None = quantity("", "contact type of a complaint; null for none")
    dissatisfied_logit: float = quantity(
        "", "satisfaction [logit] at the end of a case below which the customer is dissatisfied", -10, 10)
    medium_share: float = probability("share of cases, other than service failures, of medium importance to the customer")
    serious_share: float = probability(
        "share of cases, other than service failures, of serious importance; the remaining cases are small matters")
    small_prob: float = probability("probability that a dissatisfied customer complains about a small matter")
    medium_prob: float = probability("probability that a dissatisfied customer complains about a medium matter")
    serious_prob: float = probability("probability that a dissatisfied customer complains about a serious matter")
    ease_logit: float = quantity(
        "", "ease of complaining compared with the usual, added to the logit of these probabilities", -10, 10)
    complaint_logit_per_attitude: float = quantity(
        "", "change in the logit of complaining per unit of attitude: loyal customers complain to us", -5, 5)
    delay_distribution: DurationDistributionField = quantity("s", "time until the complaint")


SEVERITY: Final = stream("SEVERITY", 134, BY_CASE, "how much the case matters to the customer")
COMPLAINS: Final = stream("COMPLAINS", 135, BY_CASE, "whether a dissatisfied customer complains")
COMPLAINT_DELAY: Final = stream("COMPLAINT_DELAY", 136, BY_CASE, "time until the complaint")


@kpi("Cases that leave the customer dissatisfied", "", "lower", "voice")
def dissatisfied_case_share(s: Sums, p: Any) -> float:
    """Cases that ended, solved or given up, with satisfaction below `complaints.dissatisfied_logit`, divided by cases that ended;
    complaints themselves are left out of the numerator. 0 where the mechanism `complaints` is off: then no case is judged.
    """
    return ratio(s["n_dissatisfied_cases"], s["n_solved"] + s["n_given_up"])


@kpi("Dissatisfied customers who complain", "", "higher", "voice")
def complains_share(s: Sums, p: Any) -> float:
    """Complaints divided by cases that left a dissatisfied customer. Higher is better: what customers complain about can be put
    right.
    """
    return ratio(s["n_complaints"], s["n_dissatisfied_cases"])


@kpi("Silent dissatisfied customers per complaint", "", "lower", "voice")
def noncomplaining_per_complaint(s: Sums, p: Any) -> float:
    """Cases that left a dissatisfied customer who did not complain, divided by complaints. Quoted: 26 (Lee Resource, according to
    the articles); 1 in 27 small matters (TARP) and 69 % of the worst (1979) show that severity decides.
    """
    return ratio(s["n_dissatisfied_cases"] - s["n_complaints"], s["n_complaints"])


@kpi("Conversations that are complaints", "", "neither", "voice")
def complaint_conversation_share(s: Sums, p: Any) -> float:
    """Conversations about complaints, divided by answered contacts. Quoted: 14 %, where centres believe under 5 % (SQM)."""
    return ratio(s["n_complaint_conversations"], s["n_answered"])


@kpi("Very satisfied with complaint handling", "", "higher", "voice")
def complaint_csat_share(s: Sums, p: Any) -> float:
    """Mean over complaint conversations of the probability that the customer is very satisfied. Quoted: 35 % satisfied with the
    handling of a complaint (CCMC).
    """
    return ratio(s["complaint_satisfied"], s["n_complaint_conversations"])


@kpi("Time spent on complaints", "", "neither", "voice")
def complaint_work_share(s: Sums, p: Any) -> float:
    """Handle time of complaint conversations, divided by all handle time."""
    return ratio(s["complaint_handle_s"], s["handle_s"])


MECHANISM = Mechanism(
    name="complaints",
    meaning="some dissatisfied customers complain",
    parameters=(Complaints,),
    streams=("SEVERITY", "COMPLAINS", "COMPLAINT_DELAY"),
    daily_sums=("n_dissatisfied_cases", "n_complaints", "n_complaint_conversations", "n_complaints_solved",
        "complaint_handle_s", "complaint_satisfied"),
    kpis=(dissatisfied_case_share, complains_share, noncomplaining_per_complaint, complaint_conversation_share,
        complaint_csat_share, complaint_work_share),
    rules=("sim.model.customer.complaints",),
    neutral={"complaints.contact_type": None})
