"""The side of the customers: who they are, what they need, how they wait, and what they make of it."""

from typing import Annotated, Literal

from pydantic import Field

from sim.declare import Quantities, probability, quantity
from sim.random.parse import DurationLaw

Factor = Annotated[float, Field(ge=0, le=1e6)]
Instant = Annotated[float, Field(ge=0, lt=86400)]


class Kind(Quantities):
    """One kind of case: what it is about, and so which skill, time and decision it needs."""

    share: float = probability("share of all needs that are of this kind; the kinds' shares add up to 1")
    talk_law: DurationLaw = quantity("s", "talk that the whole problem needs with a fully trained agent")
    wrap_law: DurationLaw = quantity("s", "work after the call, before the next one")
    resolve_prob: float = probability("chance that a first talk, given its time, solves a case that needs no decision")
    decision_prob: float = probability("chance that the case needs a decision outside the rules (M4, M5)", mechanism="rules")
    failure_prob: float = probability("chance that the case is a failure of ours: late, broken, billed wrongly, down (M8)",
                                      mechanism="recovery")
    serious_share: float = probability("share of such failures that are serious")
    small_share: float = probability("share of the others that are small; the rest is medium")
    patience_factor: float = quantity("", "patience of these callers as a multiple of patience.law", 0.01, 100)
    priority: int = quantity("", "0 is answered before 1, 1 before 2", 0, 9)
    self_service_factor: float = quantity("", "how well help pages do for this kind, as a multiple", 0, 20)
    transfer_prob: float = probability("chance that the talk ends in a transfer to a second tier")
    transfer_to: str | None = quantity("", "the kind whose skill the second tier has; null for none")
    timetable_s: tuple[Instant, ...] | None = quantity(
        "s", "exact instants of each day's first contacts, instead of a random process; null for random")


class Demand(Quantities):
    """How many needs arise, and when."""

    needs_per_day: float = quantity("1/day", "needs of help that arise on an average open day, before self-service",
                                    0, 1e7)
    growth_factor: float = quantity("", "volume per customer as a multiple of today's", 0, 100,
                                    "Write 40 % more as 1.4.")
    interval_h: float = quantity("h", "length of an interval of the profile", 0.01, 24)
    profile: tuple[Factor, ...] = quantity(
        "", "relative rate of needs in each interval from opening to closing; only the shape counts")
    weekday_factors: tuple[Factor, ...] = quantity("", "volume on Monday … Sunday relative to an average open day")
    busyness_alpha: float | None = quantity(
        "", "shape of the day's gamma factor: variance of a day's count is m + m²/alpha; null for no factor", 1, 1e6)
    busyness_persistence: float = quantity("", "correlation of the day factor with yesterday's", 0, 0.99)
    interval_dispersion: float = quantity(
        "", "variance over mean of an interval's count, given the day; 1 is Poisson", 1, 100)
    self_service_try_prob: float = probability("chance that a customer tries the help function first (M25)",
                                               mechanism="self_service")
    self_service_solve_prob: float = probability("chance that such a try solves the need, so that no case is born")
    failed_help_talk_factor: float = quantity("", "needed time of a first talk after a try in vain as a multiple (K5)", 0.5, 3)
    failed_help_logit: float = quantity("", "what a try in vain changes in satisfaction with the first talk (logit)", -5, 0)
    failed_help_usual_share: float = probability("share of callers with a try in vain for which the kinds' talk_law holds")


class Patience(Quantities):
    """How long a customer waits (M1)."""

    law: DurationLaw = quantity("s", "time that a customer is willing to wait")
    balk_prob: float = probability("chance to leave at once when nobody is free", mechanism="patience")
    attitude_elasticity: float = quantity("", "log patience per unit of attitude: a loyal customer bears more", 0, 2,
                                          mechanism="attitude")
    on_redial: Literal["anew", "kept"] = quantity("", "patience at a later contact of a case: drawn anew or kept")


class Redial(Quantities):
    """What follows when a customer was not answered (M1)."""

    after_abandon_prob: float = probability("chance to call again after giving up", mechanism="redials")
    after_blocked_prob: float = probability("chance to call again after a busy line or a closed queue", mechanism="redials")
    delay_law: DurationLaw = quantity("s", "time until the new try")
    most: int | None = quantity("", "redials that a case makes at most; null for no limit", 0, 1000)


class Repeats(Quantities):
    """What follows when a talk did not solve the case (M2)."""

    return_prob: float = probability("chance to contact us again after an unsolved talk; the others give up", mechanism="repeats")
    delay_law: DurationLaw = quantity("s", "time until the repeat, if it comes the same day")
    same_day_share: float = probability("share of repeats that come the same day, after delay_law")
    later_day_shares: tuple[Factor, ...] = quantity(
        "", "relative share of the other repeats on day 1, 2, …; empty: every repeat comes after delay_law")
    most: int | None = quantity("", "repeats that a case makes at most; null for no limit", 0, 1000)


class Customers(Quantities):
    """Who the customers are, and how talks move them (M9, M11)."""

    n: int = quantity("", "customers at the start; 0 for a bare queue in which each case is a stranger", 0, 20_000_000)
    activity_shape: float = quantity("", "gamma shape of customers' different appetite for contact", 0.05, 1000)
    joins_per_year: float = quantity("1/year", "customers won per customer at the start; the same in every scenario",
                                     0, 5)
    churn_per_year: float = quantity("1/year", "leaving hazard of a customer of average attitude", 0, 10)
    churn_beta: float = quantity("", "fall of log hazard per unit of attitude", 0, 3)
    attitude_mean: float = quantity("", "mean attitude that customers bring along", -10, 10)
    attitude_sd: float = quantity("", "spread of attitude among customers at the start", 0, 5)
    settled_attitude: float = quantity("", "what years of usual talks have made of an old customer's attitude", -10, 10)
    settling_years: float = quantity("years", "time in which a new customer comes two thirds of that way", 0.01, 100)
    good_news_weight: float = quantity("", "share of the way that attitude goes towards a better experience", 0, 1)
    bad_news_weight: float = quantity("", "share of the way that attitude goes towards a worse experience", 0, 1)
    anchoring_per_year: float = quantity("1/year", "how much a year of relation lessens the weight of new news", 0, 5)
    usual_logit: float = quantity("", "satisfaction (logit) of an experience that is just as usual", -5, 5)
    logit_per_attitude: float = quantity("", "satisfaction (logit) that one unit of attitude is worth", 0.1, 10)
    satisfied_logit: float = quantity("", "logit of 'very satisfied' after a plain solved first talk", -5, 5)
    unsolved_logit: float = quantity("", "what an unsolved talk changes", -10, 0)
    later_talk_logit: float = quantity("", "what each earlier talk about the same case changes", -5, 0)
    wait_logit_per_min: float = quantity("1/min", "what a minute of waiting changes", -2, 0)
    free_wait_s: float = quantity("s", "wait that nobody minds", 0, 600)
    transfer_logit: float = quantity("", "what a transfer, an escalation or a refusal changes", -5, 0)
    manner_logit: float = quantity("", "what one standard deviation of the agent's manner changes", 0, 5)
    score_mean: float = quantity("", "0–10 score of a customer of average attitude, before rounding", 0, 10)
    score_per_attitude: float = quantity("", "points of the score that one unit of attitude is worth", 0, 10)
    score_sd: float = quantity("", "spread of personal habit in giving scores", 0, 5)
