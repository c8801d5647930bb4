"""Customers: their needs, patience, redials, repeats and satisfaction."""

from typing import Annotated, Literal

from pydantic import Field

from sim.declare import Quantities, probability, quantity
from sim.random.distributions import DurationLaw

Factor = Annotated[float, Field(ge=0, le=1e6)]
Instant = Annotated[float, Field(ge=0, lt=86400)]


class Kind(Quantities):
    """A contact type: its share, times, skill and decisions."""

    share: float = probability("share of all needs; the shares of all contact types add up to 1")
    talk_law: DurationLaw = quantity("s", "talk time that the whole case needs with a fully trained agent")
    wrap_law: DurationLaw = quantity("s", "after-call work")
    resolve_prob: float = probability(
        "probability that a first conversation with the full time needed solves a case without a decision")
    decision_prob: float = probability("probability that the case needs a decision outside the rules (M4, M5)")
    failure_prob: float = probability("probability that the case is a service failure: late, broken, billed wrongly, down (M8)")
    serious_share: float = probability("share of service failures that are serious")
    small_share: float = probability("share of the other service failures that are small; the rest are medium")
    patience_factor: float = quantity("", "patience as a multiple of patience.law", 0.01, 100)
    priority: int = quantity("", "priority: 0 is answered before 1, 1 before 2", 0, 9)
    self_service_factor: float = quantity("", "success of self-service for this contact type, as a multiple", 0, 20)
    transfer_prob: float = probability("probability that the conversation ends in a transfer to a second tier")
    transfer_to: str | None = quantity("", "contact type whose skill the second tier has; null for none")
    timetable_s: tuple[Instant, ...] | None = quantity(
        "s", "exact times of each day's first contacts in place of a random process; null for random")


class Demand(Quantities):
    """Volume of needs, and its distribution over days and hours."""

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
    self_service_try_prob: float = probability("probability that a customer tries self-service first (M25)")
    self_service_solve_prob: float = probability("probability that self-service solves the need, so that no case is opened")
    failed_help_talk_factor: float = quantity(
        "", "needed time of a first conversation after failed self-service, as a multiple (K5)", 0.5, 3)
    failed_help_logit: float = quantity(
        "", "effect of failed self-service on satisfaction with the first conversation [logit]", -5, 0)
    failed_help_usual_share: float = probability(
        "share of callers with failed self-service for which the contact types' talk_law hold")


class Patience(Quantities):
    """Patience: how long customers wait (M1)."""

    law: DurationLaw = quantity("s", "time that a customer is willing to wait")
    balk_prob: float = probability("probability to leave at once if no agent is idle")
    attitude_elasticity: float = quantity("", "log patience per unit of attitude", 0, 2)
    on_redial: Literal["anew", "kept"] = quantity("", "patience at a later contact of a case: drawn again or kept")


class Redial(Quantities):
    """Redials of customers who were not answered (M1)."""

    after_abandon_prob: float = probability("probability to call again after abandoning")
    after_blocked_prob: float = probability("probability to call again after a busy line or a closed queue")
    delay_law: DurationLaw = quantity("s", "time until the redial")
    most: int | None = quantity("", "largest number of redials per case; null for no limit", 0, 1000)


class Repeats(Quantities):
    """Repeats after a conversation that did not solve the case (M2)."""

    return_prob: float = probability(
        "probability to contact us again after an unsolved conversation; the others give up the case")
    delay_law: DurationLaw = quantity("s", "time until a repeat on the same day")
    same_day_share: float = probability("share of repeats on the same day, after delay_law")
    later_day_shares: tuple[Factor, ...] = quantity(
        "", "relative shares of the other repeats on day 1, 2, …; empty: all repeats come after delay_law")
    most: int | None = quantity("", "largest number of repeats per case; null for no limit", 0, 1000)


class Customers(Quantities):
    """Customers, and the effect of conversations on them (M9, M11)."""

    n: int = quantity("", "customers at the start; 0 for a bare queue of anonymous customers", 0, 20_000_000)
    activity_shape: float = quantity("", "gamma shape of contact propensity among customers", 0.05, 1000)
    joins_per_year: float = quantity("1/year", "customers won per customer at the start; the same in every scenario",
                                     0, 5)
    churn_per_year: float = quantity("1/year", "hazard of leaving of a customer of average attitude", 0, 10)
    churn_beta: float = quantity("", "decrease in log hazard of leaving per unit of attitude", 0, 3)
    attitude_mean: float = quantity("", "mean attitude of new customers", -10, 10)
    attitude_sd: float = quantity("", "standard deviation of attitude among customers at the start", 0, 5)
    settled_attitude: float = quantity("", "change in attitude of long-term customers by years of usual contacts", -10, 10)
    settling_years: float = quantity("years", "time in which a new customer reaches two thirds of that change", 0.01, 100)
    good_news_weight: float = quantity("", "step of attitude towards a better experience, as a share of the distance", 0, 1)
    bad_news_weight: float = quantity("", "step of attitude towards a worse experience, as a share of the distance", 0, 1)
    anchoring_per_year: float = quantity("1/year", "decrease in these steps per year of the relation", 0, 5)
    usual_logit: float = quantity("", "satisfaction with a usual experience [logit]", -5, 5)
    logit_per_attitude: float = quantity("", "satisfaction equivalent to one unit of attitude [logit]", 0.1, 10)
    satisfied_logit: float = quantity(
        "", "logit of 'very satisfied' with a first conversation that solves the case, without wait or transfer", -5, 5)
    unsolved_logit: float = quantity("", "effect of an unsolved conversation on the logit of 'very satisfied'", -10, 0)
    later_talk_logit: float = quantity(
        "", "effect of each earlier conversation about the case on the logit of 'very satisfied'", -5, 0)
    wait_logit_per_min: float = quantity("1/min", "effect of a minute of waiting on the logit of 'very satisfied'", -2, 0)
    free_wait_s: float = quantity("s", "wait without effect on satisfaction", 0, 600)
    transfer_logit: float = quantity("", "effect of a transfer, escalation or refusal on the logit of 'very satisfied'", -5, 0)
    manner_logit: float = quantity("", "effect of one SD of the agent's manner on the logit of 'very satisfied'", 0, 5)
    score_mean: float = quantity("", "recommendation score (0–10) of a customer of average attitude, before rounding", 0, 10)
    score_per_attitude: float = quantity("", "points of the recommendation score per unit of attitude", 0, 10)
    score_sd: float = quantity("", "standard deviation of the recommendation score between customers of the same attitude", 0, 5)
