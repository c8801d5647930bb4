"""The small extra that meets a need nobody had voiced."""

from sim.declare import Quantities, probability, quantity


class Wow(Quantities):
    """The small extra, and the basics without which it counts for nothing (M10)."""

    share: float = probability("share of talks in which the agent adds a small extra", mechanism="wow")
    most_share: float = probability("share up to which extras are a surprise; beyond it the same delight is spread thinner (I12)")
    talk_factor: float = quantity("", "needed time of such a talk as a multiple", 0.5, 3)
    cost_dkk: float = quantity("DKK", "what the extra itself costs", 0, 1e5)
    logit: float = quantity("", "what it adds to satisfaction (logit) where the basics hold", 0, 5)
    most_wait_s: float = quantity("s", "longest wait with which the basics hold", 0, 36000)
    least_manner_sd: float = quantity("SD", "least manner with which the basics hold", -10, 10)
