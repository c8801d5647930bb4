"""Root causes of needs: failure demand, its logging and investigation, and the needs that a removal prevents."""

from typing import Annotated, Any, Final

from pydantic import Field

from sim.declare import Quantities, probability, quantity
from sim.measure import Sums, kpi, per_year, ratio
from sim.mechanism import Mechanism
from sim.random.streams import BY_CASE, stream

Rank = Annotated[int, Field(ge=1, le=100_000)]


class RootCauses(Quantities):
    """Failure demand, its root causes, and their investigation."""

    failure_share: float = probability("share of needs caused by a lasting defect of product or process")
    n_causes: int = quantity(
        "", "number of root causes; the k-th largest causes 1 / k^concentration as many needs as the first", 1, 100_000)
    concentration: float = quantity("", "inequality of root causes: exponent of the Zipf distribution; 0 is equal", 0, 5)
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
    removed_share: float = probability("share of a cause's needs prevented by its removal")


CAUSE: Final = stream("CAUSE", 96, BY_CASE, "cause of the first case of a chain of cases")
CAUSE_REMOVED: Final = stream("CAUSE_REMOVED", 97, BY_CASE, "whether the need no longer arises when the cause is fixed")
LOGGED: Final = stream("LOGGED", 98, ("case_key", "number of the conversation in the case"), "whether the agent logs the cause")
REVIEWED: Final = stream("REVIEWED", 99, BY_CASE, "whether a bad review names it")
CAUSE_OWNED: Final = stream("CAUSE_OWNED", 102, ("cause", "0"), "whether its owner acts")


@kpi("Failure demand: contacts that need not exist", "", "lower", "waiting")
def failure_demand_share(s: Sums, p: Any) -> float:
    """Contacts of cases with a root cause, next issues included, divided by all contacts. Left out of the numerator: incidents,
    and repeats as such.
    """
    return ratio(s["n_failure_demand"], s["n_contacts"])


@kpi("Root causes fixed", "1/year", "higher", "waiting")
def causes_fixed_per_year(s: Sums, p: Any) -> float:
    """Root causes whose removal took effect in the counted days, scaled to 365; those removed in the warm-up are left out."""
    return per_year(s, "n_causes_fixed")


MECHANISM = Mechanism(
    name="root_causes",
    meaning="contacts have root causes, which can be logged, investigated and removed",
    parameters=(RootCauses,),
    streams=("CAUSE", "CAUSE_REMOVED", "LOGGED", "REVIEWED", "CAUSE_OWNED"),
    daily_sums=("n_failure_demand", "n_logged", "n_causes_fixed", "investigation_h"),
    kpis=(failure_demand_share, causes_fixed_per_year),
    rules=("sim.model.demand.root_causes",),
    neutral={"root_causes.failure_share": 0.0, "root_causes.noticed": [], "root_causes.investigation_h_per_week": 0.0})
