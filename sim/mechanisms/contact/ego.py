"""Rude customers, and agents who take it personally."""

from typing import Any, Final

from sim.columns import RECORD, Bool, Int
from sim.declare import Quantities, probability, quantity
from sim.measure import Sums, kpi, ratio
from sim.mechanism import Mechanism
from sim.random.streams import BY_CASE, BY_CONVERSATION, stream


class Manners(Quantities):
    """Rude customers, and agents who take it personally."""

    rude_share: float = probability("share of cases whose customer is rude", mechanism="ego")
    rude_odds: float = quantity("", "odds that a rested agent of average manner takes rudeness personally", 0, 1000,
                                "Odds, not a probability: write a probability of one in six as 0.2.")
    repeat_odds: float = quantity(
        "", "odds that a rested agent of average manner takes it personally to explain a case again",
        0, 1000, "Odds, not a probability: write a probability of one in six as 0.2.", mechanism="ego")
    strain_log_odds: float = quantity("", "increase in these log odds for an exhausted agent (strain 1)", 0, 10)
    manner_log_odds: float = quantity(
        "1/SD", "decrease in these log odds per SD of better manner (personal-service skill)", 0, 10)
    early_escalation_share: float = probability(
        "share of these conversations escalated early without a solution; in the rest the agent does not help")
    no_help_factor: float = probability("resolution probability of a conversation without help, as a multiple")
    cold_talk_factor: float = quantity(
        "", "length of a conversation with an agent who took it personally, as a multiple", 0.05, 2)
    cold_manner_sd: float = quantity("SD", "change in manner of an agent who took it personally", -5, 0)
    rude_fatigue_s: float = quantity("s", "conversation time that tires as much as a rude customer", 0, 36000)
    rude_strain_per_week: float = quantity("1/week", "increase in strain in a week in which every customer is rude", 0, 10)
    service_course_sd: float = quantity("SD", "increase in every agent's manner by a course in personal service", -3, 3,
                                        mechanism="ego")


RUDE: Final = stream("RUDE", 64, BY_CASE, "whether the customer is rude")
TAKES_PERSONALLY: Final = stream("TAKES_PERSONALLY", 66, BY_CONVERSATION, "whether the agent takes it personally")
ESCALATES_EARLY: Final = stream("ESCALATES_EARLY", 67, BY_CONVERSATION, "what the agent then does")


class ContactColumns:
    """Its columns of a contact."""

    rude = Bool(False, RECORD, "the customer is rude")
    ego = Int(0, RECORD, "see `Ego`: a bad experience that is neither time nor rules")


class AgentColumns:
    """Its columns of an agent at work."""

    n_rude = Int(0, RECORD, "of these with rude customers")


@kpi("Conversations affected by hurt pride", "", "lower", "service")
def ego_share(s: Sums, p: Any) -> float:
    """Conversations in which the agent took the customer personally and did not help, or escalated early to where it cannot be
    solved, divided by answered contacts.
    """
    return ratio(s["n_no_help"] + s["n_escalated_early"], s["n_answered"])


@kpi("Rude customers", "", "lower", "service")
def rude_share(s: Sums, p: Any) -> float:
    """Conversations with rude customers, whatever the outcome, divided by answered contacts."""
    return ratio(s["n_rude"], s["n_answered"])


MECHANISM = Mechanism(
    name="ego",
    meaning="rude customers, and agents who take rudeness personally",
    parameters=(Manners,),
    streams=("RUDE", "TAKES_PERSONALLY", "ESCALATES_EARLY"),
    contact_columns=ContactColumns,
    agent_columns=AgentColumns,
    daily_sums=("n_rude", "n_no_help", "n_escalated_early"),
    kpis=(ego_share, rude_share),
    rules=("sim.model.contact.agent_reaction",))
