"""Small extras that meet an unstated need, and the basics they cannot replace."""

import math

from sim.jit import compiled
from sim.model.tables import Row, Table
from sim.schema import Contacts


@compiled
def basics_met(solved: bool, wait_s: float, max_wait_s: float, manner_sd: float, min_manner_sd: float) -> bool:
    """Whether a conversation met the basics: problem solved, in time, in a decent manner.

    Args:
        solved: whether the case was solved.
        wait_s: total wait [s]; in time up to `max_wait_s`.
        manner_sd: the agent's manner [SD]; decent from `min_manner_sd`.
    """
    return solved and wait_s <= max_wait_s and manner_sd >= min_manner_sd


@compiled
def delight_logit(logit: float, share: float, max_share: float) -> float:
    """Effect of an extra on satisfaction where the basics are met [logit].

    Saturating: extras in more than `max_share` of conversations are expected, and the total effect stays the same (I12:
    CEB; the form is an assumption).
    """
    return logit if share <= max_share else logit * max_share / share


@compiled(nogil=True)
def delight(sections: Table, contacts: Contacts) -> None:
    """Add the effect of the day's extras to satisfaction where the basics were met."""
    section: Row = sections[0]
    effect = delight_logit(section.logit, section.share, section.max_share)
    for i in range(contacts.day.size):
        if not contacts.wow[i] or math.isnan(contacts.satisfaction[i]):
            continue
        wait_s = contacts.wait_s[i] + contacts.transfer_wait_s[i] + contacts.team_leader_wait_s[i]
        if basics_met(contacts.solved[i], wait_s, section.max_wait_s, contacts.manner_sd[i], section.min_manner_sd):
            contacts.delighted[i] = True
            contacts.satisfaction[i] += effect
