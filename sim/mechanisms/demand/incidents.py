"""Incidents: failures that affect many customers at once, and the contacts that they cause."""

from typing import Annotated, Any, Final

from pydantic import Field

from sim.declare import HourOfDay, Quantities, hour_of_day, probability, quantity
from sim.measure import Sums, kpi, per_year
from sim.mechanism import Mechanism
from sim.random.streams import BY_CASE, BY_DAY, stream

DayOfRun = Annotated[int, Field(ge=0, le=65_535)]


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
    message_prevents_share: float = probability("share of these contacts prevented by the message")


MESSAGE_HELPS: Final = stream("MESSAGE_HELPS", 100, BY_CASE, "whether a message makes the contact needless")
INCIDENT: Final = stream("INCIDENT", 103, BY_DAY, "whether an incident happens")


@kpi("Cases from incidents", "1/year", "lower", "waiting")
def incident_cases_per_year(s: Sums, p: Any) -> float:
    """First contacts caused by an incident, scaled to 365 days; contacts of customers who have left us are not counted."""
    return per_year(s, "n_incident_cases")


MECHANISM = Mechanism(
    name="incidents",
    meaning="incidents such as outages affect many customers at once",
    parameters=(Incidents,),
    streams=("MESSAGE_HELPS", "INCIDENT"),
    daily_sums=("n_incident_cases",),
    kpis=(incident_cases_per_year,),
    rules=("sim.model.demand.incidents",),
    neutral={"incidents.on_days": [], "incidents.per_year": 0.0})
