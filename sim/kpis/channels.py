"""Measures of delay announcements, of callbacks, and of email and chat beside the phone."""

from sim.kpis.registry import kpi
from sim.measure import Sums, n_answered_calls, n_calls, ratio
from sim.params import Params


@kpi("Callers who hear the expected wait", "", "neither")
def announced_share(s: Sums, p: Params) -> float:
    """Calls with an announced wait, divided by all calls."""
    return ratio(s["n_announced"], n_calls(s))


@kpi("Callers who choose a callback", "", "neither")
def callback_share(s: Sums, p: Params) -> float:
    """Calls that chose a callback instead of waiting on the line, divided by all calls."""
    return ratio(s["n_callbacks"], n_calls(s))


@kpi("Wait until the callback", "s", "lower")
def callback_wait_s(s: Sums, p: Params) -> float:
    """Time from the customer's call until our callback was answered, divided by answered callbacks; this wait is not on the line,
    and not part of ASA.
    """
    return ratio(s["wait_called_back_s"], s["n_called_back"])


@kpi("Callbacks not answered", "", "lower")
def not_reached_share(s: Sums, p: Params) -> float:
    """Callbacks given up after the last attempt, divided by callbacks requested."""
    return ratio(s["n_not_reached"], s["n_callbacks"])


@kpi("Handle time of calls", "s", "neither")
def call_aht_s(s: Sums, p: Params) -> float:
    """Talk time, holds, the team leader's time on the line and after-call work, divided by answered calls."""
    return ratio(s["handle_s"] - s["email_handle_s"] - s["chat_handle_s"], n_answered_calls(s))


@kpi("Contacts by email", "", "neither")
def email_share(s: Sums, p: Params) -> float:
    """Emails divided by all contacts, each counted when it ends."""
    return ratio(s["n_emails"], s["n_contacts"])


@kpi("Response time by email", "s", "lower")
def email_wait_s(s: Sums, p: Params) -> float:
    """Time from sending until an agent opens the email, nights and closed days included, divided by answered emails."""
    return ratio(s["email_wait_s"], s["n_emails_answered"])


@kpi("Emails answered in time", "", "higher")
def email_in_time_share(s: Sums, p: Params) -> float:
    """Emails opened within the promised time, divided by all emails that ended; an email whose sender called counts as missed."""
    return ratio(s["n_emails_in_time"], s["n_emails"])


@kpi("Senders who also called", "", "lower")
def email_also_called_share(s: Sums, p: Params) -> float:
    """Emails whose sender called because no answer came in time, divided by all emails that ended."""
    return ratio(s["n_superseded"], s["n_emails"])


@kpi("Email backlog at night", "", "lower")
def email_backlog(s: Sums, p: Params) -> float:
    """Unanswered emails at the end of an open day, divided by open days; emails whose senders have called are left out."""
    return ratio(s["email_backlog"], s["n_open_days"])


@kpi("Handle time of emails", "s", "neither")
def email_aht_s(s: Sums, p: Params) -> float:
    """Agents' time with emails, those read in vain included, divided by answered emails."""
    return ratio(s["email_handle_s"], s["n_emails_answered"])


@kpi("Contacts by chat", "", "neither")
def chat_share(s: Sums, p: Params) -> float:
    """Chats divided by all contacts."""
    return ratio(s["n_chats"], s["n_contacts"])


@kpi("Wait in chat", "s", "lower")
def chat_wait_s(s: Sums, p: Params) -> float:
    """Waits of answered chats divided by answered chats."""
    return ratio(s["chat_wait_s"], s["n_chats_answered"])


@kpi("Abandoned chats", "", "lower")
def chat_abandoned_share(s: Sums, p: Params) -> float:
    """Chats that the customer left before an answer, divided by all chats."""
    return ratio(s["n_chats_abandoned"], s["n_chats"])


@kpi("Abandoned chats that looked open", "", "lower")
def silent_abandonment_share(s: Sums, p: Params) -> float:
    """Chats that the customer had left without closing them and that an agent opened all the same, divided by abandoned chats."""
    return ratio(s["n_silent_abandonments"], s["n_chats_abandoned"])


@kpi("Handle time of chats", "s", "neither")
def chat_aht_s(s: Sums, p: Params) -> float:
    """Agents' time with chats, shared among concurrent chats, those opened in vain included, divided by answered chats."""
    return ratio(s["chat_handle_s"], s["n_chats_answered"])
