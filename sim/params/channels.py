"""Announcements of waits, and the channels of contact (M26, M27)."""

from sim.declare import Quantities, probability, quantity
from sim.random.distributions import DurationLaw


class Announcements(Quantities):
    """Announcements of the expected wait, and callbacks (M27)."""

    announce_from_s: float | None = quantity(
        "s", "expected wait from which it is announced; null for never",
        0, 36000, "Times are in seconds: write 3 minutes as 180.")
    announced_factor: float = quantity(
        "", "announced wait as a multiple of the expected one: 1 is honest, less is optimistic", 0, 10)
    announced_step_s: float = quantity("s", "step to which the announced wait is rounded up", 1, 3600)
    usual_handle_s: float = quantity("s", "handle time used to calculate the expected wait", 1, 36000)
    heed_prob: float = probability("share of callers with less patience than the announced wait who balk at once (C7)")
    informed_patience_factor: float = quantity("", "patience of callers who stay after an announcement, as a multiple", 0.1, 10)
    promised_anger_factor: float = quantity(
        "", "annoyance per minute up to the announced wait, as a multiple of that without an announcement", 0, 10)
    broken_anger_factor: float = quantity(
        "", "annoyance per minute beyond the announced wait, as a multiple of that without an announcement (I5)", 0, 10)
    call_back_from_s: float | None = quantity(
        "s", "expected wait from which a callback is offered; null for never",
        0, 36000, "Times are in seconds: write 3 minutes as 180.")
    call_back_accept_prob: float = probability("share of callers offered a callback who accept it")
    call_back_reached_prob: float = probability("probability that the customer answers a callback")
    call_back_most_calls: int = quantity("", "attempts before the callback is given up", 1, 20)
    call_back_retry_s: float = quantity("s", "time between attempts to call back", 1, 86400)
    call_back_anger_factor: float = quantity(
        "", "annoyance per minute of waiting for a callback, as a multiple of waiting on the line", 0, 10)


class Channels(Quantities):
    """Email and chat (M26); all other cases arrive by phone."""

    mail_share: float = probability("share of cases whose first contact is an email")
    mail_handle_law: DurationLaw = quantity("s", "handle time of an email by a fully trained agent")
    mail_priority: int = quantity("", "priority of emails, in place of the contact type's: 0 is answered before 1", 0, 9)
    mail_resolve_factor: float = quantity("", "resolution probability by email as a multiple of that by phone", 0, 2)
    mail_promise_h: float = quantity("h", "promised time to answer an email; closed days do not count", 0, 1000)
    mail_logit: float = quantity("", "effect of email instead of phone on the logit of 'very satisfied'", -5, 5)
    mail_late_logit: float = quantity("", "effect of a late answer to an email on the logit of 'very satisfied'", -5, 0)
    also_call_prob: float = probability("share of email senders who also call if the answer is late (X1)")
    overtaken_read_s: float = quantity("s", "handle time of an email whose sender has called since", 0, 3600)
    chat_share: float = probability("share of cases whose first contact is a chat")
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
