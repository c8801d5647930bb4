"""Mail and chat beside the phone."""

from sim.declare import Quantities, probability, quantity
from sim.random.distributions import DurationLaw


class Channels(Quantities):
    """Email and chat (M26); all other cases arrive by phone."""

    mail_share: float = probability("share of cases whose first contact is an email", mechanism="channels")
    mail_handle_law: DurationLaw = quantity("s", "handle time of an email by a fully trained agent")
    mail_priority: int = quantity("", "priority of emails, in place of the contact type's: 0 is answered before 1", 0, 9)
    mail_resolve_factor: float = quantity("", "resolution probability by email as a multiple of that by phone", 0, 2)
    mail_promise_h: float = quantity("h", "promised time to answer an email; closed days do not count", 0, 1000)
    mail_logit: float = quantity("", "effect of email instead of phone on the logit of 'very satisfied'", -5, 5)
    mail_late_logit: float = quantity("", "effect of a late answer to an email on the logit of 'very satisfied'", -5, 0)
    also_call_prob: float = probability("share of email senders who also call if the answer is late (X1)")
    overtaken_read_s: float = quantity("s", "handle time of an email whose sender has called since", 0, 3600)
    chat_share: float = probability("share of cases whose first contact is a chat", mechanism="channels")
    chat_talk_factor: float = quantity("", "agent's time for a single chat as a multiple of the talk time by phone", 0.1, 10)
    chat_most: int = quantity("", "largest number of concurrent chats per agent", 1, 3)
    chat_pace_2: float = quantity("", "work rate with two concurrent chats as a multiple of that with one", 0.5, 2)
    chat_pace_3: float = quantity("", "work rate with three concurrent chats as a multiple of that with one", 0.5, 3)
    chat_priority: int = quantity("", "priority of chats, in place of the contact type's: 0 is answered before 1", 0, 9)
    chat_patience_law: DurationLaw = quantity("s", "time that a customer is willing to wait for an answer in chat")
    chat_resolve_factor: float = quantity("", "resolution probability of a single chat as a multiple of that by phone", 0, 2)
    chat_busy_resolve_factor: float = quantity("", "resolution probability per additional concurrent chat, as a multiple", 0, 2)
    chat_busy_manner_sd: float = quantity("SD", "change in manner per additional concurrent chat", -3, 3)
    chat_logit: float = quantity("", "effect of chat instead of phone on the logit of 'very satisfied'", -5, 5)
    silent_prob: float = probability("share of abandoned chats that stay open until an agent notices (silent abandonment, C8)")
    silent_s: float = quantity("s", "agent's time to notice a silently abandoned chat", 0, 3600)
