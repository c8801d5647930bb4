"""The small extra that meets a need nobody had voiced, and the basics that it cannot stand in for (M10)."""

import math

from sim.jit import compiled
from sim.model.tables import Row, Table
from sim.schema import Contacts


@compiled
def basics_hold(solved: bool, wait_s: float, most_wait_s: float, manner_sd: float, least_manner_sd: float) -> bool:
    """Whether the basics of a talk were there: the problem gone, in good time, by someone decent (M10).

    Args:
        solved: qualified correction, or the need met.
        wait_s: timely [s], up to `most_wait_s`.
        manner_sd: engaged and engaging communication [SD], from `least_manner_sd`.
    """
    return solved and wait_s <= most_wait_s and manner_sd >= least_manner_sd


@compiled
def delight_logit(logit: float, share: float, most_share: float) -> float:
    """What an extra adds to satisfaction where the basics hold.

    Saturating: what comes in more than `most_share` of talks is expected, and the same delight is spread thinner (I12:
    CEB; the form is an assumption).
    """
    return logit if share <= most_share else logit * most_share / share


@compiled(nogil=True)
def delight(ways: Table, contacts: Contacts) -> None:
    """Add the extras of a day to satisfaction, where the basics held."""
    way: Row = ways[0]
    worth = delight_logit(way.logit, way.share, way.most_share)
    for i in range(contacts.day.size):
        if not contacts.wow[i] or math.isnan(contacts.satisfaction[i]):
            continue
        wait_s = contacts.wait_s[i] + contacts.transfer_wait_s[i] + contacts.leader_wait_s[i]
        if basics_hold(contacts.solved[i], wait_s, way.most_wait_s, contacts.manner_sd[i], way.least_manner_sd):
            contacts.delighted[i] = True
            contacts.satisfaction[i] += worth
