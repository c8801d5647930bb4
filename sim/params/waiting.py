"""How customers wait, what they hear meanwhile, and whether they contact us again."""

from typing import Literal

from sim.declare import Quantities, probability, quantity
from sim.params.demand import Factor
from sim.random.distributions import DurationDistributionField


class Patience(Quantities):
    """Patience: how long customers wait (M1)."""

    distribution: DurationDistributionField = quantity("s", "time that a customer is willing to wait")
    balk_prob: float = probability("probability to leave at once if no agent is idle", mechanism="patience")
    attitude_elasticity: float = quantity("", "log patience per unit of attitude", 0, 2, mechanism="attitude")
    patience_on_redial: Literal["redrawn", "persistent"] = quantity("",
                                                                    "patience at a later contact of a case: redrawn or "
                                                                    "persistent")


class Announcements(Quantities):
    """Announcements of the expected wait, and callbacks (M27)."""

    announce_from_s: float | None = quantity(
        "s", "expected wait from which it is announced; null for never",
        0, 36000, "Times are in seconds: write 3 minutes as 180.")
    announced_factor: float = quantity(
        "", "announced wait as a multiple of the expected one: 1 is honest, less is optimistic", 0, 10)
    announced_step_s: float = quantity("s", "step to which the announced wait is rounded up", 1, 3600)
    usual_handle_s: float = quantity("s", "handle time used to calculate the expected wait", 1, 36000)
    announcement_balk_prob: float = probability(
        "share of callers with less patience than the announced wait who balk at once (C7)")
    informed_patience_factor: float = quantity("", "patience of callers who stay after an announcement, as a multiple", 0.1, 10)
    promised_anger_factor: float = quantity(
        "", "annoyance per minute up to the announced wait, as a multiple of that without an announcement", 0, 10)
    broken_anger_factor: float = quantity(
        "", "annoyance per minute beyond the announced wait, as a multiple of that without an announcement (I5)", 0, 10)
    callback_from_s: float | None = quantity(
        "s", "expected wait from which a callback is offered; null for never",
        0, 36000, "Times are in seconds: write 3 minutes as 180.")
    callback_accept_prob: float = probability("share of callers offered a callback who accept it")
    callback_reached_prob: float = probability("probability that the customer answers a callback")
    callback_max_calls: int = quantity("", "attempts before the callback is given up", 1, 20)
    callback_retry_s: float = quantity("s", "time between attempts to call back", 1, 86400)
    callback_anger_factor: float = quantity(
        "", "annoyance per minute of waiting for a callback, as a multiple of waiting on the line", 0, 10)


class Redial(Quantities):
    """Redials of customers who were not answered (M1)."""

    after_abandon_prob: float = probability("probability to call again after abandoning", mechanism="redials")
    after_blocked_prob: float = probability("probability to call again after a busy line or a closed queue", mechanism="redials")
    delay_distribution: DurationDistributionField = quantity("s", "time until the redial")
    max_redials: int | None = quantity("", "largest number of redials per case; null for no limit", 0, 1000)


class Repeats(Quantities):
    """Repeats after a conversation that did not solve the case (M2)."""

    return_prob: float = probability(
        "probability to contact us again after an unsolved conversation; the others give up the case", mechanism="repeats")
    delay_distribution: DurationDistributionField = quantity("s", "time until a repeat on the same day")
    same_day_share: float = probability("share of repeats on the same day, after delay_distribution")
    later_day_shares: tuple[Factor, ...] = quantity(
        "", "relative shares of the other repeats on day 1, 2, …; empty: all repeats come after delay_distribution")
    max_repeats: int | None = quantity("", "largest number of repeats per case; null for no limit", 0, 1000)
