"""Small extras that meet an unstated need."""

from sim.declare import Quantities, probability, quantity


class Wow(Quantities):
    """Small extras, and the basics without which they have no effect (M10)."""

    share: float = probability("share of conversations with a small extra")
    most_share: float = probability("share up to which extras surprise; beyond it the total effect stays the same (I12)")
    talk_factor: float = quantity("", "needed time of a conversation with an extra, as a multiple", 0.5, 3)
    cost_dkk: float = quantity("currency", "cost of an extra", 0, 1e5)
    logit: float = quantity("", "effect of an extra on satisfaction [logit] where the basics are met", 0, 5)
    most_wait_s: float = quantity("s", "longest wait with which the basics are met", 0, 36000)
    least_manner_sd: float = quantity("SD", "lowest manner with which the basics are met", -10, 10)
