"""Service failures and service recovery."""

from sim.declare import Quantities, probability, quantity


class Recovery(Quantities):
    """Effect of a service failure, and of its recovery (M8)."""

    small_logit: float = quantity("", "effect of a small service failure without recovery on satisfaction [logit]", -10, 0)
    medium_logit: float = quantity("", "effect of a medium service failure without recovery on satisfaction [logit]", -10, 0)
    serious_logit: float = quantity("", "effect of a serious service failure without recovery on satisfaction [logit]", -10, 0)
    later_talk_loss: float = probability("share of recovery lost if the case was not solved in the first conversation")
    passed_on_loss: float = probability("share of recovery lost if it was not decided at once: transferred, escalated or refused")
    cold_loss: float = probability("share of recovery lost if the agent's manner is two SD below average")
    paradox_logit: float = quantity("", "gain in satisfaction [logit] by a perfect recovery of a first small failure (J17)", 0, 2)
    memory_days: float = quantity("days", "time for which a customer remembers an earlier service failure", 0, 36500)


class Play(Quantities):
    """A play: an agreed procedure for a service failure, used by every agent at once, without asking (M24)."""

    kind: str = quantity("", "contact type whose service failures the play handles; one play per type")
    solve_prob: float = probability("probability that the play solves the case in the conversation")
    talk_factor: float = quantity("", "needed time of a conversation with the play, as a multiple", 0.05, 5)
    manner_sd: float = quantity("SD", "change in manner of a prepared agent", -5, 5)
    cost_dkk: float = quantity("currency", "cost per use: a replacement sent, a fee cancelled", 0, 1e6)
