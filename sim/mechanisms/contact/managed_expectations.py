"""Announcements of the expected wait, and callbacks."""

from typing import Any, Final

from sim.columns import CARRIED, NAN, RECORD, Bool, Float, Int
from sim.declare import Quantities, probability, quantity
from sim.measure import Sums, kpi, n_calls, ratio
from sim.mechanism import Mechanism
from sim.random.streams import BY_CONTACT, stream


class Announcements(Quantities):
    """Announcements of the expected wait, and callbacks."""

    announce_from_s: float | None = quantity(
        "s", "expected wait from which it is announced; null for never",
        0, 36000, "Times are in seconds: write 3 minutes as 180.")
    announced_factor: float = quantity(
        "", "announced wait as a multiple of the expected one: 1 is honest, less is optimistic", 0, 10)
    announced_step_s: float = quantity("s", "step to which the announced wait is rounded up", 1, 3600)
    usual_handle_s: float = quantity("s", "handle time used to calculate the expected wait", 1, 36000)
    announcement_balk_prob: float = probability(
        "share of callers with less patience than the announced wait who balk at once")
    informed_patience_factor: float = quantity("", "patience of callers who stay after an announcement, as a multiple", 0.1, 10)
    promised_anger_factor: float = quantity(
        "", "annoyance per minute up to the announced wait, as a multiple of that without an announcement", 0, 10)
    broken_anger_factor: float = quantity(
        "", "annoyance per minute beyond the announced wait, as a multiple of that without an announcement", 0, 10)
    callback_from_s: float | None = quantity(
        "s", "expected wait from which a callback is offered; null for never",
        0, 36000, "Times are in seconds: write 3 minutes as 180.")
    callback_accept_prob: float = probability("share of callers offered a callback who accept it")
    callback_reached_prob: float = probability("probability that the customer answers a callback")
    callback_max_calls: int = quantity("", "attempts before the callback is given up", 1, 20)
    callback_retry_s: float = quantity("s", "time between attempts to call back", 1, 86400)
    callback_anger_factor: float = quantity(
        "", "annoyance per minute of waiting for a callback, as a multiple of waiting on the line", 0, 10)


BALKS_ON_ANNOUNCEMENT: Final = stream(
    "BALKS_ON_ANNOUNCEMENT", 80, BY_CONTACT, "whether a customer with less patience than the announced wait leaves")
CALLBACK: Final = stream("CALLBACK", 81, BY_CONTACT, "whether a callback is accepted")
REACHED: Final = stream(
    "REACHED", 82, ("case_key", "16 * number of the contact + calls made so far"), "whether a callback is answered")


class ContactColumns:
    """Its columns of a contact."""

    announced_s = Float(NAN, RECORD, "the wait that was announced; NaN: none")
    callback = Bool(False, RECORD, "whether a callback was taken in place of the queue")
    n_calls = Int(0, CARRIED, "our attempts to call back")


@kpi("Callers who hear the expected wait", "", "neither", "channels")
def announced_share(s: Sums, p: Any) -> float:
    """Calls with an announced wait, divided by all calls."""
    return ratio(s["n_announced"], n_calls(s))


@kpi("Callers who choose a callback", "", "neither", "channels")
def callback_share(s: Sums, p: Any) -> float:
    """Calls that chose a callback instead of waiting on the line, divided by all calls."""
    return ratio(s["n_callbacks"], n_calls(s))


@kpi("Wait until the callback", "s", "lower", "channels")
def callback_wait_s(s: Sums, p: Any) -> float:
    """Time from the customer's call until our callback was answered, divided by answered callbacks; this wait is not on the line,
    and not part of ASA.
    """
    return ratio(s["wait_called_back_s"], s["n_called_back"])


@kpi("Callbacks not answered", "", "lower", "channels")
def not_reached_share(s: Sums, p: Any) -> float:
    """Callbacks given up after the last attempt, divided by callbacks requested."""
    return ratio(s["n_not_reached"], s["n_callbacks"])


MECHANISM = Mechanism(
    name="managed_expectations",
    meaning="callers hear the expected wait or are offered a callback",
    parameters=(Announcements,),
    streams=("BALKS_ON_ANNOUNCEMENT", "CALLBACK", "REACHED"),
    contact_columns=ContactColumns,
    daily_sums=("n_announced", "n_callbacks", "n_called_back", "n_not_reached", "wait_called_back_s"),
    kpis=(announced_share, callback_share, callback_wait_s, not_reached_share),
    rules=("sim.model.contact.delay_announcements", "sim.model.contact.patience"),
    neutral={"announcements.announce_from_s": None, "announcements.callback_from_s": None})
