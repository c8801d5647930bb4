"""Measures of delay announcements, of callbacks, and of email and chat beside the phone."""

from sim.kpis.registry import Sums, kpi, n_answered_calls, n_calls, ratio
from sim.params import Params


@kpi("Callers who hear the expected wait", "", "neither", "callers who were told how long it takes")
def announced_share(s: Sums, p: Params) -> float:
    """Calls to whom a wait was announced over all calls."""
    return ratio(s["n_announced"], n_calls(s))


@kpi("Callers who choose a call-back", "", "neither", "callers who asked to be called back")
def callback_share(s: Sums, p: Params) -> float:
    """Calls that took a call-back instead of waiting on the line, over all calls."""
    return ratio(s["n_callbacks"], n_calls(s))


@kpi("Wait until the call-back", "s", "lower", "wait of those whom we called back")
def callback_wait_s(s: Sums, p: Params) -> float:
    """From the customer's call until our call was answered, over call-backs answered; not on the line, and not in ASA."""
    return ratio(s["wait_called_back_s"], s["n_called_back"])


@kpi("Call-backs not answered", "", "lower", "call-backs that did not reach the customer")
def not_reached_share(s: Sums, p: Params) -> float:
    """Call-backs given up after the last try over call-backs asked for."""
    return ratio(s["n_not_reached"], s["n_callbacks"])


@kpi("Handle time of calls", "s", "neither", "agents' time per answered call")
def call_aht_s(s: Sums, p: Params) -> float:
    """Talk, holds, leader's time on the line and wrap-up, over answered calls."""
    return ratio(s["handle_s"] - s["email_handle_s"] - s["chat_handle_s"], n_answered_calls(s))


@kpi("Contacts by email", "", "neither", "contacts by mail")
def email_share(s: Sums, p: Params) -> float:
    """Mails over all contacts, as they end."""
    return ratio(s["n_emails"], s["n_contacts"])


@kpi("Response time by email", "s", "lower", "wait for the answer to a mail")
def email_wait_s(s: Sums, p: Params) -> float:
    """From writing until an agent opens it, nights and closed days included, over answered mails."""
    return ratio(s["email_wait_s"], s["n_emails_answered"])


@kpi("Emails answered in time", "", "higher", "mails answered within the promise")
def email_in_time_share(s: Sums, p: Params) -> float:
    """Mails opened within the promised time over all mails that ended; those whose senders called count as missed."""
    return ratio(s["n_emails_in_time"], s["n_emails"])


@kpi("Senders who also called", "", "lower", "mails whose senders called as well")
def email_also_called_share(s: Sums, p: Params) -> float:
    """Mails of which the sender called when the promise was missed, over all mails that ended."""
    return ratio(s["n_superseded"], s["n_emails"])


@kpi("Email backlog at night", "", "lower", "mails unanswered at night")
def email_backlog(s: Sums, p: Params) -> float:
    """Mails unanswered at the end of an open day, those left out whose senders have called, over open days."""
    return ratio(s["email_backlog"], s["n_open_days"])


@kpi("Handle time of emails", "s", "neither", "agents' time per mail")
def email_aht_s(s: Sums, p: Params) -> float:
    """Agents' time with mails, read in vain or not, over answered mails."""
    return ratio(s["email_handle_s"], s["n_emails_answered"])


@kpi("Contacts by chat", "", "neither", "contacts by chat")
def chat_share(s: Sums, p: Params) -> float:
    """Chats over all contacts."""
    return ratio(s["n_chats"], s["n_contacts"])


@kpi("Wait in chat", "s", "lower", "wait for an answer in the chat")
def chat_wait_s(s: Sums, p: Params) -> float:
    """Waits of answered chats over answered chats."""
    return ratio(s["chat_wait_s"], s["n_chats_answered"])


@kpi("Abandoned chats", "", "lower", "chats given up")
def chat_abandoned_share(s: Sums, p: Params) -> float:
    """Chats that their customers left before an answer over all chats."""
    return ratio(s["n_chats_abandoned"], s["n_chats"])


@kpi("Abandoned chats that looked open", "", "lower", "chats that an agent opened when the customer had left")
def silent_abandonment_share(s: Sums, p: Params) -> float:
    """Chats left in silence and opened all the same over chats that were given up."""
    return ratio(s["n_silent_abandonments"], s["n_chats_abandoned"])


@kpi("Handle time of chats", "s", "neither", "agents' time per chat")
def chat_aht_s(s: Sums, p: Params) -> float:
    """Agents' time with chats, shared out among those held at once, opened in vain or not, over answered chats."""
    return ratio(s["chat_handle_s"], s["n_chats_answered"])
