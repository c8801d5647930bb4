"""Decisions outside the rules: who needs one, and who may take it."""

from typing import Any, Final

from sim.columns import CARRIED, COLD, RECORD, Bool, Float, Int
from sim.declare import Quantities, probability, quantity
from sim.measure import Sums, kpi, ratio
from sim.mechanism import Mechanism
from sim.random.distributions import DurationDistributionField
from sim.random.streams import BY_CASE, BY_CONVERSATION, stream


class ContactTypeParameters(Quantities):
    """Its parameters in the section `contact_types.*`."""

    decision_prob: float = probability("probability that the case needs a decision outside the rules", mechanism="rules")


class RulesAuthorityParameters(Quantities):
    """Its parameters in the section `authority`."""

    n_rules: float = quantity("", "rules in force, written and unwritten", 0, 500)
    n_rules_usual: float = quantity("", "number of rules for which the contact types' decision_prob hold", 1, 500)
    escalate_prob: float = probability("without authority: probability that the agent asks a team leader")
    refuse_prob: float = probability(
        'without authority: probability that the agent refuses ("not allowed", "write an email"); the rest is solved by a '
        'workaround')
    team_leader_solve_prob: float = probability("probability that a team leader's decision solves the case")
    team_leader_distribution: DurationDistributionField = quantity("s", "a team leader's time for one escalated case")


DECISION_NEEDED: Final = stream("DECISION_NEEDED", 8, BY_CASE, "whether the case needs a decision")
ESCALATES_OR_REFUSED: Final = stream("ESCALATES_OR_REFUSED", 10, BY_CONVERSATION, "what becomes of it otherwise")
TEAM_LEADER_TIME: Final = stream("TEAM_LEADER_TIME", 19, BY_CONVERSATION, "time that a team leader gives")


class RulesContactColumns:
    """Its columns of a contact."""

    team_leader_wait_s = Float(0.0, RECORD, "on hold for a team leader")
    decision = Int(0, RECORD | COLD, "see `Decision`")
    needs_team_leader = Bool(False, CARRIED, "the agent has no authority: a team leader is asked")
    team_leader = Int(-1, CARRIED, "the team leader who decides; -1: none")


@kpi("Escalated to a team leader", "", "lower", "service")
def escalated_share(s: Sums, p: Any) -> float:
    """Conversations in which the agent asked a team leader, divided by answered contacts."""
    return ratio(s["n_escalated"], s["n_answered"])


@kpi("Refused: “not allowed”", "", "lower", "service")
def refused_share(s: Sums, p: Any) -> float:
    """Conversations in which the customer was refused because the agent had no authority, divided by answered contacts."""
    return ratio(s["n_refused"], s["n_answered"])


RULES = Mechanism(
    name="rules",
    meaning="some cases need a decision outside the rules: agents escalate or refuse",
    parameters=(ContactTypeParameters, RulesAuthorityParameters),
    streams=("DECISION_NEEDED", "ESCALATES_OR_REFUSED", "TEAM_LEADER_TIME"),
    contact_columns=RulesContactColumns,
    daily_sums=("n_escalated", "n_refused", "team_leader_busy_s"),
    kpis=(escalated_share, refused_share),
    rules=("sim.model.contact.authority",))


class EmpowermentAuthorityParameters(Quantities):
    """Its parameters in the section `authority`."""

    authority_share: float = probability("share of decisions that agents may take themselves: the level of empowerment",
                                     mechanism="empowerment")
    agents_trained: bool = quantity("", "whether agents were trained before they were given authority")
    agent_decision_solve_prob: float = probability("probability that a decision by the agent solves the case")
    decision_talk_factor: float = quantity("", "needed time if the agent decides, as a multiple", 0.5, 2)
    misuse_untrained_prob: float = probability("share of agents' decisions that over-compensate, without training")
    misuse_trained_prob: float = probability("share of agents' decisions that over-compensate, with training")


class WorkforceParameters(Quantities):
    """Its parameters in the section `workforce`."""

    authority_quit_slope: float = quantity("", "decrease in log hazard of quitting per unit of authority.authority_share", 0,
                                           10)
    authority_usual_share: float = probability("authority.authority_share for which quits_per_year holds")


WITHIN_AUTHORITY: Final = stream("WITHIN_AUTHORITY", 9, BY_CONVERSATION, "whether the agent may take it")
MISUSED: Final = stream("MISUSED", 11, BY_CONVERSATION, "whether the agent's decision over-compensates")


class EmpowermentContactColumns:
    """Its columns of a contact."""

    misused = Bool(False, RECORD | COLD, "the decision over-compensated")


EMPOWERMENT = Mechanism(
    name="empowerment",
    meaning="agents may take part of these decisions themselves; off: only team leaders may",
    parameters=(EmpowermentAuthorityParameters, WorkforceParameters),
    streams=("WITHIN_AUTHORITY", "MISUSED"),
    contact_columns=EmpowermentContactColumns,
    daily_sums=("n_decided", "n_misused"),
    rules=("sim.model.contact.authority",))
