"""Email and chat beside the phone."""

from sim.declare import Quantities, probability, quantity
from sim.random.distributions import DurationDistributionField


class Channels(Quantities):
    """Email and chat (M26); all other cases arrive by phone."""

    email_share: float = probability("share of cases whose first contact is an email", mechanism="channels")
    email_handle_distribution: DurationDistributionField = quantity("s", "handle time of an email by a fully trained agent")
    email_priority: int = quantity("", "priority of emails, in place of the contact type's: 0 is answered before 1", 0, 9)
    email_resolve_factor: float = quantity("", "resolution probability by email as a multiple of that by phone", 0, 2)
    email_promise_h: float = quantity("h", "promised time to answer an email; closed days do not count", 0, 1000)
    email_logit: float = quantity("", "effect of email instead of phone on the logit of 'very satisfied'", -5, 5)
    email_late_logit: float = quantity("", "effect of a late answer to an email on the logit of 'very satisfied'", -5, 0)
    email_also_call_prob: float = probability("share of email senders who also call if the answer is late (X1)")
    superseded_read_s: float = quantity("s", "handle time of an email whose sender has called since", 0, 3600)
    chat_share: float = probability("share of cases whose first contact is a chat", mechanism="channels")
    chat_talk_factor: float = quantity("", "agent's time for a single chat as a multiple of the talk time by phone", 0.1, 10)
    chat_max: int = quantity("", "largest number of concurrent chats per agent", 1, 3)
    chat_work_rate_2: float = quantity("", "work rate with two concurrent chats as a multiple of that with one", 0.5, 2)
    chat_work_rate_3: float = quantity("", "work rate with three concurrent chats as a multiple of that with one", 0.5, 3)
    chat_priority: int = quantity("", "priority of chats, in place of the contact type's: 0 is answered before 1", 0, 9)
    chat_patience_distribution: DurationDistributionField = quantity(
        "s", "time that a customer is willing to wait for an answer in chat")
    chat_resolve_factor: float = quantity("", "resolution probability of a single chat as a multiple of that by phone", 0, 2)
    chat_busy_resolve_factor: float = quantity("", "resolution probability per additional concurrent chat, as a multiple", 0, 2)
    chat_busy_manner_sd: float = quantity("SD", "change in manner per additional concurrent chat", -3, 3)
    chat_logit: float = quantity("", "effect of chat instead of phone on the logit of 'very satisfied'", -5, 5)
    silent_abandonment_prob: float = probability(
        "share of abandoned chats that stay open until an agent notices (silent abandonment, C8)")
    silent_abandonment_s: float = quantity("s", "agent's time to notice a silently abandoned chat", 0, 3600)
