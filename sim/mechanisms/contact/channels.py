"""Email and chat beside the phone."""

from typing import Any, Final

from sim.columns import CARRIED, COLD, DEADLINE, INSTANT, NAN, RECORD, Bool, Float, Int, Use
from sim.declare import Quantities, probability, quantity
from sim.measure import COSTS, Sums, kpi, ratio
from sim.mechanism import Mechanism
from sim.random.distributions import DurationDistributionField
from sim.random.streams import BY_CASE, BY_CONTACT, stream


class Channels(Quantities):
    """Email and chat; all other cases arrive by phone."""

    email_share: float = probability("share of cases whose first contact is an email", mechanism="channels")
    email_handle_distribution: DurationDistributionField = quantity("s", "handle time of an email by a fully trained agent")
    email_priority: int = quantity("", "priority of emails, in place of the contact type's: 0 is answered before 1", 0, 9)
    email_resolve_factor: float = quantity("", "resolution probability by email as a multiple of that by phone", 0, 2)
    email_promise_h: float = quantity("h", "promised time to answer an email; closed days do not count", 0, 1000)
    email_logit: float = quantity("", "effect of email instead of phone on the logit of 'very satisfied'", -5, 5)
    email_late_logit: float = quantity("", "effect of a late answer to an email on the logit of 'very satisfied'", -5, 0)
    email_also_call_prob: float = probability("share of email senders who also call if the answer is late")
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
        "share of abandoned chats that stay open until an agent notices (silent abandonment)")
    silent_abandonment_s: float = quantity("s", "agent's time to notice a silently abandoned chat", 0, 3600)


CHANNEL: Final = stream("CHANNEL", 84, BY_CASE, "the channel of the first contact")
ALSO_CALLS: Final = stream("ALSO_CALLS", 86, BY_CONTACT, "whether the sender calls when an answer is late")
SILENT_ABANDONMENT: Final = stream("SILENT_ABANDONMENT", 88, BY_CONTACT, "whether an abandoned chat looks open")


class ContactColumns:
    """Its columns of a contact."""

    channel = Int(0, RECORD, "see `Channel`")
    late = Bool(False, RECORD | COLD, "a mail that was not opened within the promised time")
    abandoned_in_place = Bool(False, CARRIED, "the customer is no longer there")
    promised_at_s = Float(NAN, CARRIED | INSTANT | DEADLINE, "when a mail's answer is due")
    shared_from_s = Float(0.0, Use.DAY, "what its agent had shared out among chats when it began")


class AgentColumns:
    """Its columns of an agent at work."""

    n_chats = Int(0, Use.DAY, "held at once")
    takes_chats = Bool(False, Use.DAY, "holds some, and may take another")
    shared_s = Float(0.0, Use.DAY, "time with chats so far, shared out: with two, each gets half")
    shared_at_s = Float(0.0, Use.DAY, "when it was last shared out")


@kpi("Contacts by email", "", "neither", "channels")
def email_share(s: Sums, p: Any) -> float:
    """Emails divided by all contacts, each counted when it ends."""
    return ratio(s["n_emails"], s["n_contacts"])


@kpi("Response time by email", "s", "lower", "channels")
def email_wait_s(s: Sums, p: Any) -> float:
    """Time from sending until an agent opens the email, nights and closed days included, divided by answered emails."""
    return ratio(s["email_wait_s"], s["n_emails_answered"])


@kpi("Emails answered in time", "", "higher", "channels")
def email_in_time_share(s: Sums, p: Any) -> float:
    """Emails opened within the promised time, divided by all emails that ended; an email whose sender called counts as missed."""
    return ratio(s["n_emails_in_time"], s["n_emails"])


@kpi("Senders who also called", "", "lower", "channels")
def email_also_called_share(s: Sums, p: Any) -> float:
    """Emails whose sender called because no answer came in time, divided by all emails that ended."""
    return ratio(s["n_superseded"], s["n_emails"])


@kpi("Email backlog at night", "", "lower", "channels")
def email_backlog(s: Sums, p: Any) -> float:
    """Unanswered emails at the end of an open day, divided by open days; emails whose senders have called are left out."""
    return ratio(s["email_backlog"], s["n_open_days"])


@kpi("Handle time of emails", "s", "neither", "channels")
def email_aht_s(s: Sums, p: Any) -> float:
    """Agents' time with emails, those read in vain included, divided by answered emails."""
    return ratio(s["email_handle_s"], s["n_emails_answered"])


@kpi("Contacts by chat", "", "neither", "channels")
def chat_share(s: Sums, p: Any) -> float:
    """Chats divided by all contacts."""
    return ratio(s["n_chats"], s["n_contacts"])


@kpi("Wait in chat", "s", "lower", "channels")
def chat_wait_s(s: Sums, p: Any) -> float:
    """Waits of answered chats divided by answered chats."""
    return ratio(s["chat_wait_s"], s["n_chats_answered"])


@kpi("Abandoned chats", "", "lower", "channels")
def chat_abandoned_share(s: Sums, p: Any) -> float:
    """Chats that the customer left while waiting, for a second tier too, divided by all chats."""
    return ratio(s["n_chats_abandoned"], s["n_chats"])


@kpi("Abandoned chats that looked open", "", "lower", "channels")
def silent_abandonment_share(s: Sums, p: Any) -> float:
    """Chats that the customer had left without closing them and that an agent opened all the same, divided by abandoned chats."""
    return ratio(s["n_silent_abandonments"], s["n_chats_abandoned"])


@kpi("Handle time of chats", "s", "neither", "channels")
def chat_aht_s(s: Sums, p: Any) -> float:
    """Agents' time with chats, shared among concurrent chats, those opened in vain included, divided by answered chats."""
    return ratio(s["chat_handle_s"], s["n_chats_answered"])


@kpi("Cost per email", "currency", "lower", "money")
def cost_per_email(s: Sums, p: Any) -> float:
    """All costs in proportion to agents' time with emails, divided by answered emails."""
    return ratio(sum(s[name] for name in COSTS) * ratio(s["email_handle_s"], s["handle_s"]), s["n_emails_answered"])


@kpi("Cost per chat", "currency", "lower", "money")
def cost_per_chat(s: Sums, p: Any) -> float:
    """All costs in proportion to agents' time with chats, shared among concurrent chats, divided by answered chats."""
    return ratio(sum(s[name] for name in COSTS) * ratio(s["chat_handle_s"], s["handle_s"]), s["n_chats_answered"])


MECHANISM = Mechanism(
    name="channels",
    meaning="email and chat in addition to the phone",
    parameters=(Channels,),
    streams=("CHANNEL", "ALSO_CALLS", "SILENT_ABANDONMENT"),
    contact_columns=ContactColumns,
    agent_columns=AgentColumns,
    daily_sums=("n_emails", "n_emails_answered", "n_emails_in_time", "n_superseded", "email_wait_s", "email_handle_s",
        "email_backlog", "n_chats_waiting", "n_chats", "n_chats_answered", "n_chats_abandoned", "n_silent_abandonments",
        "chat_wait_s", "chat_handle_s"),
    kpis=(email_share, email_wait_s, email_in_time_share, email_also_called_share, email_backlog, email_aht_s, chat_share,
        chat_wait_s, chat_abandoned_share, silent_abandonment_share, chat_aht_s, cost_per_email, cost_per_chat),
    rules=("sim.model.contact.channels",))
