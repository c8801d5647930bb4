"""What the centre does not make itself but lives with: faults with their causes, incidents, mails that the company sends."""

from typing import Annotated

from pydantic import Field

from sim.declare import HourOfDay, Quantities, hour_of_day, probability, quantity

Rank = Annotated[int, Field(ge=1, le=100_000)]
DayOfRun = Annotated[int, Field(ge=0, le=65_535)]


class RootCauses(Quantities):
    """Contacts that need not exist, the faults that they come from, and who goes after these (M20)."""

    failure_share: float = probability("share of needs that come from a lasting fault of product or process (A8)")
    n_causes: int = quantity("", "such faults; the k-th largest makes 1 / k^concentration as many needs as the first",
                             1, 100_000)
    concentration: float = quantity("", "how unequal causes are: exponent of Zipf's law (K9); 0 is all alike", 0, 5)
    log_share: float = probability("share of talks of which the agent notes the cause", mechanism="root_causes")
    log_s: float = quantity("s", "agent's time for that, after the call", 0, 600)
    bad_review_prob: float = probability("chance that a customer who gives a case up says so in public")
    reviews_read_share: float = probability("share of bad reviews that are read as causes")
    logs_to_find: int = quantity("", "notes of a cause after which it stands out", 1, 1_000_000)
    noticed: tuple[Rank, ...] = quantity("", "causes that stand out from the first day, by rank: 1 is the largest")
    chase_h_per_week: float = quantity("h/week", "hours in which somebody goes after causes that stand out", 0, 10_000)
    chase_h_per_cause: float = quantity("h", "hours until a cause is understood and put before its owner", 0, 10_000)
    owner_share: float = probability("share of causes with an owner outside the centre who then acts")
    fix_weeks: float = quantity("weeks", "time that the owner takes", 0, 520)
    removed_share: float = probability("share of a cause's needs that no longer arise when it is fixed (K10)")


class Incidents(Quantities):
    """Days on which something breaks for many customers at once: an outage, IT, a campaign, wrong invoices."""

    on_days: tuple[DayOfRun, ...] = quantity(
        "days", "days with an incident, counted from the first day of the run's warm-up, which is 0; on a closed day the next "
            "open one")
    per_year: float = quantity("1/year", "further incidents, on open days drawn at random", 0, 365)
    kind: str | None = quantity("", "the kind of case that an incident brings; null for the first kind")
    at_h: HourOfDay = hour_of_day("when the contacts begin")
    lasts_h: float = quantity("h", "hours over which they come", 0.01, 24)
    hit_share: float = probability("share of customers that an incident hits")
    contact_prob: float = probability("chance that a customer who was hit contacts us, without a message")
    proactive: bool = quantity("", "whether a message tells those who were hit before they ask")
    message_keeps_away_share: float = probability("share of these contacts that the message makes needless (K7)")


class MassCommunication(Quantities):
    """Mails to all customers with tips: 'did you know', 'now you can' (M25)."""

    mails_per_month: float = quantity("1/month", "mails to every customer in 30 days", 0, 30)
    spike_factor: float = quantity("", "needs on the day of a mail, which stirs some up, as a multiple", 0, 10)
    how_to_share: float = probability("share of needs that are questions how to do something, where help pages do usually well")
    less_per_mail: float = probability("share of these questions that the first mail answers for good (K8)")
    most_share: float = probability("most of them that mails can ever answer")
