"""What happens in a contact: patience, the time of a conversation, questions and decisions."""


from sim.declare import Quantities, probability, quantity
from sim.mechanisms.contact import aht_cap, authority, patience, questions, time_thieves
from sim.mechanisms.customer import attitude, next_issue, repeats
from sim.mechanisms.finance import bonus
from sim.mechanisms.workforce import energy


class Patience(attitude.PatienceParameters, patience.PatienceParameters):
    """Patience: how long customers wait."""


class _Conversation(Quantities):
    """Parameters of no mechanism."""

    slack_share: float = probability("share of the needed time that can be saved without loss of resolution (F6b)")
    steepness: float = quantity("", "exponent of given over needed time in the resolution probability (F6)", 0, 20)
    wait_elasticity: float = quantity("", "log talk time per unit of log(1 + wait in minutes) (B6)", 0, 1)


class Conversation(time_thieves.ConversationParameters, energy.ConversationParameters, repeats.ConversationParameters,
                   bonus.ConversationParameters, aht_cap.ConversationParameters, _Conversation):
    """Duration of a conversation, and its probability to solve the case."""


class Questions(next_issue.QuestionsParameters, questions.QuestionsParameters):
    """Open questions, and answering the next question before it is asked."""


class Authority(authority.EmpowermentAuthorityParameters, authority.RulesAuthorityParameters):
    """Rules, and the authority to decide outside them."""
