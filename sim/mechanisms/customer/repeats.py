"""Repeats after a conversation that did not solve the case."""

from typing import Any, Final, Literal

from sim.declare import Factor, Quantities, probability, quantity
from sim.measure import Sums, kpi, ratio
from sim.mechanism import Mechanism
from sim.random.distributions import DurationDistributionField
from sim.random.streams import stream


class Repeats(Quantities):
    """Repeats after a conversation that did not solve the case."""

    return_prob: float = probability(
        "probability to contact us again after an unsolved conversation; the others give up the case", mechanism="repeats")
    delay_distribution: DurationDistributionField = quantity("s", "time until a repeat on the same day")
    same_day_share: float = probability("share of repeats on the same day, after delay_distribution")
    later_day_shares: tuple[Factor, ...] = quantity(
        "", "relative shares of the other repeats on day 1, 2, …; empty: all repeats come after delay_distribution")
    max_repeats: int | None = quantity("", "largest number of repeats per case; null for no limit", 0, 1000)


class ConversationParameters(Quantities):
    """Its parameters in the section `conversation`."""

    restart_s: float = quantity("s", "time to explain the case again at a repeat", 0, 600)
    retained_work_share: float = probability("share of the work already done that a repeat does not need again")
    need_on_repeat: Literal["persistent", "redrawn"] = quantity(
        "", "time needed at a repeat: the case's own less work done, or redrawn")
    later_resolve_factor: float = quantity(
        "", "resolution probability of later conversations as a multiple of the first one's", 0, 2)


RETURNS: Final = stream(
    "RETURNS", 20, ("case_key", "number of the conversation in the case"), "whether an unsolved case comes again")
RETURN_DAY: Final = stream("RETURN_DAY", 21, ("case_key", "number of the conversation in the case"), "on which day")
REPEAT_DELAY: Final = stream("REPEAT_DELAY", 22, ("case_key", "number of the conversation in the case"), "time until then")


@kpi("Repeat contact after an unsolved conversation", "", "neither", "service")
def return_share(s: Sums, p: Any) -> float:
    """Repeats divided by conversations that did not solve the case."""
    return ratio(s["n_repeats"], s["n_answered"] - s["n_solved"])


@kpi("Repeat calls", "", "lower", "service")
def repeat_share(s: Sums, p: Any) -> float:
    """Repeats divided by all contacts; a repeat counts on the day of the conversation that it follows."""
    return ratio(s["n_repeats"], s["n_contacts"])


MECHANISM = Mechanism(
    name="repeats",
    meaning="customers whose case was not solved may contact us again",
    parameters=(Repeats, ConversationParameters),
    streams=("RETURNS", "RETURN_DAY", "REPEAT_DELAY"),
    daily_sums=("n_repeats",),
    kpis=(return_share, repeat_share),
    rules=("sim.model.contact.encounter", "sim.model.contact.service_time"))
