"""Small extras that meet an unstated need."""

from typing import Any, Final

from sim.columns import COLD, EVENING, RECORD, Bool
from sim.declare import Quantities, probability, quantity
from sim.measure import Sums, kpi, ratio
from sim.mechanism import Mechanism
from sim.random.streams import BY_CONVERSATION, stream


class Wow(Quantities):
    """Small extras, and the basics without which they have no effect."""

    share: float = probability("share of conversations with a small extra", mechanism="wow")
    max_share: float = probability("share up to which extras surprise; beyond it the total effect stays the same")
    talk_factor: float = quantity("", "needed time of a conversation with an extra, as a multiple", 0.5, 3)
    cost: float = quantity("currency", "cost of an extra", 0, 1e5)
    logit: float = quantity("", "effect of an extra on satisfaction [logit] where the basics are met", 0, 5)
    max_wait_s: float = quantity("s", "longest wait with which the basics are met", 0, 36000)
    min_manner_sd: float = quantity("SD", "lowest manner with which the basics are met", -10, 10)


SMALL_EXTRA: Final = stream("SMALL_EXTRA", 69, BY_CONVERSATION, "whether the agent adds a small extra")


class ContactColumns:
    """Its columns of a contact."""

    wow = Bool(False, RECORD, "the agent added a small extra")
    delighted = Bool(False, RECORD | EVENING | COLD, "and the basics held, so that it counted")


@kpi("Conversations with a small extra", "", "neither", "service")
def wow_share(s: Sums, p: Any) -> float:
    """Conversations in which the agent added a small extra, divided by answered contacts."""
    return ratio(s["n_wow"], s["n_answered"])


@kpi("Delighted by a small extra", "", "higher", "service")
def delighted_share(s: Sums, p: Any) -> float:
    """Conversations with a small extra in which the problem was solved, the wait was short and the manner good enough, divided by
    answered contacts.
    """
    return ratio(s["n_delighted"], s["n_answered"])


MECHANISM = Mechanism(
    name="wow",
    meaning="small extras that meet an unstated need",
    parameters=(Wow,),
    streams=("SMALL_EXTRA",),
    contact_columns=ContactColumns,
    daily_sums=("n_wow", "n_delighted"),
    kpis=(wow_share, delighted_share),
    rules=("sim.model.contact.extras",))
