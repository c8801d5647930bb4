"""Plays: agreed procedures for service failures."""

from typing import Any

from sim.columns import RECORD, Bool
from sim.declare import Quantities, probability, quantity
from sim.measure import Sums, kpi, ratio
from sim.mechanism import Mechanism


class Play(Quantities):
    """A play: an agreed procedure for a service failure, used by every agent at once, without asking."""

    contact_type: str = quantity("", "contact type whose service failures the play handles; one play per type")
    solve_prob: float = probability("probability that the play solves the case in the conversation")
    talk_factor: float = quantity("", "needed time of a conversation with the play, as a multiple", 0.05, 5)
    manner_sd: float = quantity("SD", "change in manner of a prepared agent", -5, 5)
    cost: float = quantity("currency", "cost per use: a replacement sent, a fee cancelled", 0, 1e6)


class ContactColumns:
    """Its columns of a contact."""

    played = Bool(False, RECORD, "a play was used")


@kpi("Handled with a play", "", "neither", "service")
def played_share(s: Sums, p: Any) -> float:
    """Conversations in which a play for a service failure was used, divided by answered contacts."""
    return ratio(s["n_played"], s["n_answered"])


MECHANISM = Mechanism(
    name="plays",
    meaning="agreed procedures (plays) for service failures",
    parameters=(Play,),
    contact_columns=ContactColumns,
    daily_sums=("n_played",),
    kpis=(played_share,),
    rules=("sim.model.contact.service_recovery",),
    neutral={"plays": {}})
