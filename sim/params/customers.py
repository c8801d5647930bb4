"""Customers: attitude and its changes by service, purchases, churn and word of mouth."""

from sim.declare import Quantities, quantity
from sim.mechanisms.customer import attitude, churn


class _Customers(Quantities):
    """Parameters of no mechanism."""

    n: int = quantity("", "customers at the start; 0 for a bare queue of anonymous customers", 0, 20_000_000)
    activity_shape: float = quantity("", "gamma shape of contact propensity among customers", 0.05, 1000)
    attitude_mean: float = quantity("", "mean attitude of new customers", -10, 10)
    attitude_sd: float = quantity("", "standard deviation of attitude among customers at the start", 0, 5)
    satisfied_logit: float = quantity(
        "", "logit of 'very satisfied' with a first conversation that solves the case, without wait or transfer", -5, 5)
    unsolved_logit: float = quantity("", "effect of an unsolved conversation on the logit of 'very satisfied'", -10, 0)
    later_conversation_logit: float = quantity(
        "", "effect of each earlier conversation about the case on the logit of 'very satisfied'", -5, 0)
    wait_logit_per_min: float = quantity("1/min", "effect of a minute of waiting on the logit of 'very satisfied'", -2, 0)
    free_wait_s: float = quantity("s", "wait without effect on satisfaction", 0, 600)
    transfer_logit: float = quantity("", "effect of being transferred, escalated or refused on the logit of 'very "
                                         "satisfied'", -5, 0)
    manner_logit: float = quantity("", "effect of one SD of the agent's manner on the logit of 'very satisfied'", 0, 5)
    score_mean: float = quantity("", "recommendation score (0–10) of a customer of average attitude, before rounding", 0, 10)
    score_per_attitude: float = quantity("", "points of the recommendation score per unit of attitude", 0, 10)
    score_sd: float = quantity("", "standard deviation of the recommendation score between customers of the same attitude", 0, 5)


class Customers(attitude.CustomersParameters, churn.CustomersParameters, _Customers):
    """Customers, and the effect of conversations on them."""
