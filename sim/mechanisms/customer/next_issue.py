"""Next issues of solved cases, and the next steps that prevent them."""

from typing import Final

from sim.columns import COLD, RECORD, Bool
from sim.declare import Quantities, probability, quantity
from sim.mechanism import Mechanism
from sim.random.distributions import DurationDistributionField
from sim.random.streams import BY_CASE, BY_CONVERSATION, stream


class QuestionsParameters(Quantities):
    """Its parameters in the section `questions`."""

    what_else_share: float = probability("share of conversations in which the agent also explains the next two or three steps",
                                         mechanism="next_issue")
    what_else_talk_factor: float = quantity("", "needed time of a conversation with next steps as a multiple", 0.5, 2)
    next_issue_prob: float = probability("probability that a solved case leads to a next issue")
    next_issue_coverage: float = probability("share of next issues prevented by explaining the next steps")
    next_issue_delay_distribution: DurationDistributionField = quantity("s", "time until the next issue")


WHAT_ELSE: Final = stream("WHAT_ELSE", 13, BY_CONVERSATION, "whether the next steps are given too")
NEXT_ISSUE: Final = stream("NEXT_ISSUE", 24, BY_CASE, "whether a solved case leads to a next one")
NEXT_DELAY: Final = stream("NEXT_DELAY", 25, BY_CASE, "time until the next case")


class ContactColumns:
    """Its columns of a contact."""

    what_else = Bool(False, RECORD | COLD, "the next steps were given too")


MECHANISM = Mechanism(
    name="next_issue",
    meaning="solved cases lead to next issues, which agents can prevent",
    parameters=(QuestionsParameters,),
    streams=("WHAT_ELSE", "NEXT_ISSUE", "NEXT_DELAY"),
    contact_columns=ContactColumns,
    rules=("sim.model.contact.encounter", "sim.model.customer.follow_up"),
    neutral={"questions.next_issue_prob": 0.0})
