"""What customers need, how often and when: kinds of cases, their causes, and what the company itself stirs up."""

from typing import Annotated

from pydantic import Field

from sim.declare import HourOfDay, Quantities, hour_of_day, probability, quantity
from sim.random.distributions import DurationDistributionField

Factor = Annotated[float, Field(ge=0, le=1e6)]
Instant = Annotated[float, Field(ge=0, lt=86400)]
Rank = Annotated[int, Field(ge=1, le=100_000)]
DayOfRun = Annotated[int, Field(ge=0, le=65_535)]


class ContactType(Quantities):
    """A contact type: its share, times, skill and decisions."""

    share: float = probability("share of all needs; the shares of all contact types add up to 1")
    talk_distribution: DurationDistributionField = quantity("s", "talk time that the whole case needs with a fully trained agent")
    wrap_distribution: DurationDistributionField = quantity("s", "after-call work")
    resolve_prob: float = probability(
        "probability that a first conversation with the full time needed solves a case without a decision")
    decision_prob: float = probability("probability that the case needs a decision outside the rules (M4, M5)", mechanism="rules")
    failure_prob: float = probability("probability that the case is a service failure: late, broken, billed wrongly, down (M8)",
                                      mechanism="recovery")
    serious_share: float = probability("share of service failures that are serious")
    small_share: float = probability("share of the other service failures that are small; the rest are medium")
    patience_factor: float = quantity("", "patience as a multiple of patience.distribution", 0.01, 100)
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
    self_service_try_prob: float = probability("probability that a customer tries self-service first (M25)",
                                               mechanism="self_service")
    self_service_solve_prob: float = probability("probability that self-service solves the need, so that no case is opened")
    failed_help_talk_factor: float = quantity(
        "", "needed time of a first conversation after failed self-service, as a multiple (K5)", 0.5, 3)
    failed_help_logit: float = quantity(
        "", "effect of failed self-service on satisfaction with the first conversation [logit]", -5, 0)
    failed_help_usual_share: float = probability(
        "share of callers with failed self-service for which the contact types' talk_distribution hold")


class RootCauses(Quantities):
    """Failure demand, its root causes, and their investigation (M20)."""

    failure_share: float = probability("share of needs caused by a lasting defect of product or process (A8)")
    n_causes: int = quantity(
        "", "number of root causes; the k-th largest causes 1 / k^concentration as many needs as the first", 1, 100_000)
    concentration: float = quantity("", "inequality of root causes: exponent of the Zipf distribution (K9); 0 is equal", 0, 5)
    log_share: float = probability("share of conversations whose cause the agent logs", mechanism="root_causes")
    log_s: float = quantity("s", "agent's time to log a cause, in after-call work", 0, 600)
    bad_review_prob: float = probability("probability that a customer who gives up a case writes a bad review")
    reviews_read_share: float = probability("share of bad reviews that are read and logged")
    logs_to_detect: int = quantity("", "number of logs after which a cause is investigated", 1, 1_000_000)
    noticed: tuple[Rank, ...] = quantity("", "causes with enough logs on the first day, by rank: 1 is the largest")
    investigation_h_per_week: float = quantity("h/week", "hours spent on investigating causes", 0, 10_000)
    investigation_h_per_cause: float = quantity("h", "hours to investigate a cause and hand it to its owner", 0, 10_000)
    owner_share: float = probability("share of causes with an owner outside the centre who acts")
    fix_weeks: float = quantity("weeks", "time from handing over a cause to its removal", 0, 520)
    removed_share: float = probability("share of a cause's needs prevented by its removal (K10)")


class Incidents(Quantities):
    """Incidents that affect many customers on one day: an outage, IT, a campaign, wrong invoices."""

    on_days: tuple[DayOfRun, ...] = quantity(
        "days", "days with an incident, counted from 0, the first day of the run's warm-up; moved to the next open day")
    per_year: float = quantity("1/year", "further incidents, on random open days", 0, 365)
    contact_type: str | None = quantity("", "contact type of an incident; null for the first type")
    at_h: HourOfDay = hour_of_day("start of the incident's contacts")
    lasts_h: float = quantity("h", "hours over which the incident's contacts arrive", 0.01, 24)
    affected_share: float = probability("share of customers affected by an incident")
    contact_prob: float = probability("probability that an affected customer contacts us, without a message")
    proactive: bool = quantity("", "whether a message informs affected customers before they contact us")
    message_prevents_share: float = probability("share of these contacts prevented by the message (K7)")


class MassCommunication(Quantities):
    """Mass emails with tips: 'did you know', 'now you can' (M25)."""

    emails_per_month: float = quantity("1/month", "emails to every customer in 30 days", 0, 30)
    spike_factor: float = quantity("", "needs on the day of an email, as a multiple", 0, 10)
    how_to_share: float = probability("share of needs that are how-to questions, which self-service usually solves well")
    less_per_email: float = probability("share of how-to questions prevented for good by the first email (K8)")
    max_share: float = probability("largest share of how-to questions that emails can prevent")
