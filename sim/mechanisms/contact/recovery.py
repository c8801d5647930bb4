"""Service failures, and their recovery."""

from typing import Any, Final

from sim.columns import COLD, EVENING, NAN, RECORD, Float, Int
from sim.declare import Quantities, probability, quantity
from sim.measure import Sums, kpi, ratio
from sim.mechanism import Mechanism
from sim.random.streams import BY_CASE, stream


class ContactTypeParameters(Quantities):
    """Its parameters in the section `contact_types.*`."""

    failure_prob: float = probability("probability that the case is a service failure: late, broken, billed wrongly, down",
                                      mechanism="recovery")
    serious_share: float = probability("share of service failures that are serious")
    small_share: float = probability("share of the other service failures that are small; the rest are medium")


class Recovery(Quantities):
    """Effect of a service failure, and of its recovery."""

    small_logit: float = quantity("", "effect of a small service failure without recovery on satisfaction [logit]", -10, 0)
    medium_logit: float = quantity("", "effect of a medium service failure without recovery on satisfaction [logit]", -10, 0)
    serious_logit: float = quantity("", "effect of a serious service failure without recovery on satisfaction [logit]", -10, 0)
    later_conversation_loss: float = probability(
        "share of recovery lost if the case was not solved in the first conversation")
    handed_over_loss: float = probability(
        "share of recovery lost if it was not decided at once: transferred, escalated or refused")
    cold_loss: float = probability(
        "share of recovery lost if the agent's manner is two SD below average")
    paradox_logit: float = quantity("", "gain in satisfaction [logit] by a perfect recovery of a first small failure", 0, 2)
    memory_days: float = quantity("days", "time for which a customer remembers an earlier service failure", 0, 36500)


OUR_FAILURE: Final = stream("OUR_FAILURE", 65, BY_CASE, "whether the case is a failure of ours, and how severe")


class ContactColumns:
    """Its columns of a contact."""

    severity = Int(0, RECORD, "of the failure of ours that the case is; known only of those answered")
    failure_logit = Float(0.0, RECORD | EVENING | COLD, "what our failure and its handling changed in it; 0: nothing failed")
    recovery = Float(NAN, RECORD | EVENING | COLD, "how well the failure was handled, 0 to 1; NaN: nothing failed")


@kpi("Cases about a service failure", "", "lower", "service")
def failure_share(s: Sums, p: Any) -> float:
    """Conversations about service failures, repeats included, divided by answered contacts."""
    return ratio(s["n_failures"], s["n_answered"])


@kpi("Quality of service recovery (0–1)", "", "higher", "service")
def recovery(s: Sums, p: Any) -> float:
    """Mean quality of service recovery over conversations about service failures; conversations that left the case unsolved count
    as 0.
    """
    return ratio(s["recovery"], s["n_failures"])


MECHANISM = Mechanism(
    name="recovery",
    meaning="some cases are service failures, with or without recovery",
    parameters=(ContactTypeParameters, Recovery),
    streams=("OUR_FAILURE",),
    contact_columns=ContactColumns,
    daily_sums=("n_failures", "recovery"),
    kpis=(failure_share, recovery),
    rules=("sim.model.contact.service_recovery",))
