"""Causes of contacts outside the centre: faults, incidents, mass emails."""

from typing import Annotated

from pydantic import Field

from sim.declare import HourOfDay, Quantities, hour_of_day, probability, quantity

Rank = Annotated[int, Field(ge=1, le=100_000)]
DayOfRun = Annotated[int, Field(ge=0, le=65_535)]


class RootCauses(Quantities):
    """Failure demand, its root causes, and their investigation (M20)."""

    failure_share: float = probability("share of needs caused by a lasting fault of product or process (A8)")
    n_causes: int = quantity(
        "", "number of root causes; the k-th largest causes 1 / k^concentration as many needs as the first", 1, 100_000)
    concentration: float = quantity("", "inequality of root causes: exponent of Zipf's law (K9); 0 is equal", 0, 5)
    log_share: float = probability("share of conversations whose cause the agent logs")
    log_s: float = quantity("s", "agent's time to log a cause, in after-call work", 0, 600)
    bad_review_prob: float = probability("probability that a customer who gives up a case writes a bad review")
    reviews_read_share: float = probability("share of bad reviews that are read and logged")
    logs_to_find: int = quantity("", "number of logs after which a cause is investigated", 1, 1_000_000)
    noticed: tuple[Rank, ...] = quantity("", "causes with enough logs on the first day, by rank: 1 is the largest")
    chase_h_per_week: float = quantity("h/week", "hours spent on investigating causes", 0, 10_000)
    chase_h_per_cause: float = quantity("h", "hours to investigate a cause and hand it to its owner", 0, 10_000)
    owner_share: float = probability("share of causes with an owner outside the centre who acts")
    fix_weeks: float = quantity("weeks", "time from handing over a cause to its removal", 0, 520)
    removed_share: float = probability("share of a cause's needs prevented by its removal (K10)")


class Incidents(Quantities):
    """Incidents that affect many customers on one day: an outage, IT, a campaign, wrong invoices."""

    on_days: tuple[DayOfRun, ...] = quantity(
        "days", "days with an incident, counted from 0, the first day of the run's warm-up; moved to the next open day")
    per_year: float = quantity("1/year", "further incidents, on random open days", 0, 365)
    kind: str | None = quantity("", "contact type of an incident; null for the first type")
    at_h: HourOfDay = hour_of_day("start of the incident's contacts")
    lasts_h: float = quantity("h", "hours over which the incident's contacts arrive", 0.01, 24)
    hit_share: float = probability("share of customers affected by an incident")
    contact_prob: float = probability("probability that an affected customer contacts us, without a message")
    proactive: bool = quantity("", "whether a message informs affected customers before they contact us")
    message_keeps_away_share: float = probability("share of these contacts prevented by the message (K7)")


class MassCommunication(Quantities):
    """Mass emails with tips: 'did you know', 'now you can' (M25)."""

    mails_per_month: float = quantity("1/month", "emails to every customer in 30 days", 0, 30)
    spike_factor: float = quantity("", "needs on the day of an email, as a multiple", 0, 10)
    how_to_share: float = probability("share of needs that are how-to questions, which self-service usually solves well")
    less_per_mail: float = probability("share of how-to questions prevented for good by the first email (K8)")
    most_share: float = probability("largest share of how-to questions that emails can prevent")
