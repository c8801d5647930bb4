"""Failures of ours, and what is made good of them."""

from sim.declare import Quantities, probability, quantity


class Recovery(Quantities):
    """What a failure of ours does to a customer, and what handling it well takes (M8)."""

    small_logit: float = quantity("", "what a small failure changes in satisfaction (logit) if it is not made good", -10, 0)
    medium_logit: float = quantity("", "likewise a medium one", -10, 0)
    serious_logit: float = quantity("", "likewise a serious one", -10, 0)
    later_talk_loss: float = probability("share of a recovery that is lost where it was not solved in the first talk")
    passed_on_loss: float = probability("share that is lost where it was not decided at once: passed on, a leader asked, refused")
    cold_loss: float = probability("share that is lost where the agent's manner is two SD below average")
    paradox_logit: float = quantity("", "what a perfect recovery of a small failure, the first in memory, adds (J17)", 0, 2)
    memory_days: float = quantity("days", "time for which a customer remembers an earlier failure", 0, 36500)


class Play(Quantities):
    """A concrete handling of one moment that goes wrong: what every agent does at once, without asking (M24)."""

    kind: str = quantity("", "the kind of case whose failures it handles; one play for a kind")
    solve_prob: float = probability("chance that it solves the case in the talk")
    talk_factor: float = quantity("", "needed time of such a talk as a multiple", 0.05, 5)
    manner_sd: float = quantity("SD", "what being prepared changes in manner", -5, 5)
    cost_dkk: float = quantity("DKK", "what each use costs: shipped first, a fee cancelled", 0, 1e6)
