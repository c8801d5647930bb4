"""What those hear who wait, and which way customers take to reach us (M26, M27)."""

from sim.declare import Quantities, probability, quantity
from sim.random.parse import DurationLaw


class Announcements(Quantities):
    """What callers are told while they wait, and whether we call them back (M27)."""

    announce_from_s: float | None = quantity("s", "expected wait from which callers are told of it; null for silence", 0, 36000,
                                             "Times are in seconds: write 3 minutes as 180.")
    announced_factor: float = quantity("", "announced wait as a multiple of the expected one: 1 is honest, less is rosy", 0, 10)
    announced_step_s: float = quantity("s", "the announced wait is rounded up to whole steps of this", 1, 3600)
    usual_handle_s: float = quantity("s", "handle time with which expected waits are worked out", 1, 36000)
    heed_prob: float = probability("share of those with less patience than was announced who hang up at once (C7)")
    informed_patience_factor: float = quantity("", "patience of those who stay, told how long it takes, as a multiple", 0.1, 10)
    promised_anger_factor: float = quantity("", "anger per minute up to the announced wait, as a multiple of that in silence",
                                            0, 10)
    broken_anger_factor: float = quantity("", "anger per minute beyond the announced wait, as a multiple (I5)", 0, 10)
    call_back_from_s: float | None = quantity("s", "expected wait from which a call-back is offered; null for never", 0, 36000,
                                              "Times are in seconds: write 3 minutes as 180.")
    call_back_accept_prob: float = probability("share of those who are offered a call-back who take it")
    call_back_reached_prob: float = probability("chance that the customer answers when we call back")
    call_back_most_calls: int = quantity("", "times that we try before the contact is lost", 1, 20)
    call_back_retry_s: float = quantity("s", "time until we try again", 1, 86400)
    call_back_anger_factor: float = quantity("", "anger per minute while waiting for our call, as a multiple of that on the line",
                                             0, 10)


class Channels(Quantities):
    """Mail and chat beside the phone (M26). The rest of the cases comes by phone."""

    mail_share: float = probability("share of cases that first come by mail", mechanism="channels")
    mail_handle_law: DurationLaw = quantity("s", "reading and answering that a whole mail needs with a fully trained agent")
    mail_priority: int = quantity("", "priority of mails in place of the kind's: 0 is answered before 1", 0, 9)
    mail_resolve_factor: float = quantity("", "resolution by mail as a multiple of that by phone", 0, 2)
    mail_promise_h: float = quantity("h", "time within which an answer is promised; closed days do not count", 0, 1000)
    mail_logit: float = quantity("", "what writing instead of calling changes in the logit of 'very satisfied'", -5, 5)
    mail_late_logit: float = quantity("", "what a missed promise changes in it", -5, 0)
    also_call_prob: float = probability("share of senders who call as well when the promise is missed (X1)")
    overtaken_read_s: float = quantity("s", "time that a mail still takes whose sender has called meanwhile", 0, 3600)
    chat_share: float = probability("share of cases that first come by chat", mechanism="channels")
    chat_talk_factor: float = quantity("", "agent's time that a chat needs alone, as a multiple of the talk by phone", 0.1, 10)
    chat_most: int = quantity("", "chats that an agent holds at once, at most", 1, 3)
    chat_pace_2: float = quantity("", "work done with two chats at once as a multiple of that with one", 0.5, 2)
    chat_pace_3: float = quantity("", "work done with three chats at once as a multiple of that with one", 0.5, 3)
    chat_priority: int = quantity("", "priority of chats in place of the kind's: 0 is answered before 1", 0, 9)
    chat_patience_law: DurationLaw = quantity("s", "time that a customer is willing to wait for an answer in the chat")
    chat_resolve_factor: float = quantity("", "resolution in an agent's only chat as a multiple of that by phone", 0, 2)
    chat_busy_resolve_factor: float = quantity("", "resolution with each further chat at once as a multiple", 0, 2)
    chat_busy_manner_sd: float = quantity("SD", "what each further chat at once changes in manner", -3, 3)
    chat_logit: float = quantity("", "what chatting instead of calling changes in the logit of 'very satisfied'", -5, 5)
    silent_prob: float = probability("share of abandoned chats that look open until an agent notices (C8)")
    silent_s: float = quantity("s", "agent's time until such a chat is noticed", 0, 3600)
