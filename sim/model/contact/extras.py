"""Small extras that meet an unstated need, and the basics they cannot replace (M10)."""

import math

from sim.jit import compiled
from sim.model.tables import Row, Table
from sim.schema import Contacts


@compiled
def basics_hold(solved: bool, wait_s: float, most_wait_s: float, manner_sd: float, least_manner_sd: float) -> bool:
    """Whether a conversation met the basics: problem solved, in time, in a decent manner (M10).

    Args:
        solved: whether the case was solved.
        wait_s: total wait [s]; in time up to `most_wait_s`.
        manner_sd: the agent's manner [SD]; decent from `least_manner_sd`.
    """
    return solved and wait_s <= most_wait_s and manner_sd >= least_manner_sd


@compiled
def delight_logit(logit: float, share: float, most_share: float) -> float:
    """Effect of an extra on satisfaction where the basics are met [logit].

    Saturating: extras in more than `most_share` of conversations are expected, and the total effect stays the same (I12:
    CEB; the form is an assumption).
    """
    return logit if share <= most_share else logit * most_share / share


@compiled(nogil=True)
def delight(ways: Table, contacts: Contacts) -> None:
    """Add the effect of the day's extras to satisfaction where the basics were met."""
    way: Row = ways[0]
    effect = delight_logit(way.logit, way.share, way.most_share)
    for i in range(contacts.day.size):
        if not contacts.wow[i] or math.isnan(contacts.satisfaction[i]):
            continue
        wait_s = contacts.wait_s[i] + contacts.transfer_wait_s[i] + contacts.leader_wait_s[i]
        if basics_hold(contacts.solved[i], wait_s, way.most_wait_s, contacts.manner_sd[i], way.least_manner_sd):
            contacts.delighted[i] = True
            contacts.satisfaction[i] += effect
