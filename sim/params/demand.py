"""What customers need, how often and when: kinds of cases, their causes, and what the company itself stirs up."""

from typing import Annotated

from pydantic import Field

from sim.declare import Factor, Quantities, probability, quantity
from sim.mechanisms.contact import authority, patience, recovery
from sim.mechanisms.demand import self_service
from sim.random.distributions import DurationDistributionField

Instant = Annotated[float, Field(ge=0, lt=86400)]


class _ContactType(Quantities):
    """Parameters of no mechanism."""

    share: float = probability("share of all needs; the shares of all contact types add up to 1")
    talk_distribution: DurationDistributionField = quantity("s", "talk time that the whole case needs with a fully trained agent")
    wrap_distribution: DurationDistributionField = quantity("s", "after-call work")
    resolve_prob: float = probability(
        "probability that a first conversation with the full time needed solves a case without a decision")
    priority: int = quantity("", "priority: 0 is answered before 1, 1 before 2", 0, 9)
    transfer_prob: float = probability("probability that the conversation ends in a transfer to a second tier")
    transfer_to: str | None = quantity("", "contact type whose skill the second tier has; null for none")
    timetable_s: tuple[Instant, ...] | None = quantity(
        "s", "exact times of each day's first contacts in place of a random process; null for random")


class ContactType(self_service.ContactTypeParameters, patience.ContactTypeParameters, recovery.ContactTypeParameters,
                  authority.ContactTypeParameters, _ContactType):
    """A contact type: its share, times, skill and decisions."""


class _Demand(Quantities):
    """Parameters of no mechanism."""

    needs_per_day: float = quantity("1/day", "needs for help on an average open day, before self-service", 0, 1e7)
    growth_factor: float = quantity("", "needs per customer as a multiple of today's", 0, 100, "Write 40 % more as 1.4.")
    interval_h: float = quantity("h", "length of an interval of the profile", 0.01, 24)
    profile: tuple[Factor, ...] = quantity(
        "", "relative rate of needs in each interval from opening to closing; only the shape counts")
    weekday_factors: tuple[Factor, ...] = quantity("", "volume on Monday … Sunday relative to an average open day")
    busyness_alpha: float | None = quantity(
        "", "shape of the day's gamma factor: variance of a day's count is m + m²/alpha; null for no factor", 1, 1e6)
    busyness_persistence: float = quantity("", "correlation of consecutive day factors", 0, 0.99)
    interval_dispersion: float = quantity(
        "", "variance over mean of an interval's count, given the day; 1 is Poisson", 1, 100)


class Demand(self_service.DemandParameters, _Demand):
    """Volume of needs, and its distribution over days and hours."""
