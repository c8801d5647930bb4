"""Measures of how customers were treated in their talks; see `sim.kpis.service`."""

from sim.kpis.registry import kpi, over
from sim.kpis.sums import Sums
from sim.params import Params
from sim.units import HOUR_S, MINUTE_S, WEEKS_PER_MONTH, YEAR_DAYS


@kpi("", "lower", "talks spoilt by injured pride: neither time nor rules were to blame")
def ego_share(s: Sums, p: Params) -> float:
    """Talks in which the agent took the customer personally and gave no help, or passed the customer on early to where it
    cannot be solved, over answered contacts."""
    return over(s["n_no_help"] + s["n_passed_off"], s["n_answered"])


@kpi("", "lower", "talks with rude customers")
def rude_share(s: Sums, p: Params) -> float:
    """Talks with customers who were rude, whatever came of it, over answered contacts."""
    return over(s["n_rude"], s["n_answered"])


@kpi("", "lower", "talks opened with an accusation")
def accused_share(s: Sums, p: Params) -> float:
    """Talks that began like 'have you checked …?' over answered contacts."""
    return over(s["n_accused"], s["n_answered"])


@kpi("", "higher", "customers very satisfied with the product, as they say after a talk")
def product_csat_share(s: Sums, p: Params) -> float:
    """Share very satisfied with the product itself, which is the same in every scenario, plus the halo's share of how far
    satisfaction with the talks (CSAT) lies above or below the usual. Source: calibration I9."""
    first = p.first_impression
    deviation = over(s["satisfied"], s["n_talks"]) - first.usual_csat_share
    return first.product_satisfied_share + first.halo * p.mechanisms.first_impression * deviation


@kpi("", "lower", "talks about a failure of ours")
def failure_share(s: Sums, p: Params) -> float:
    """Talks about cases that are failures of ours, repeats included, over talks."""
    return over(s["n_failures"], s["n_talks"])


@kpi("", "higher", "how well failures of ours are handled: 0 not at all, 1 at once, warmly, in the first talk")
def recovery(s: Sums, p: Params) -> float:
    """Mean quality of handling over talks about failures of ours; talks that left the case unsolved count with 0."""
    return over(s["recovery"], s["n_failures"])


@kpi("", "neither", "talks handled by a play")
def played_share(s: Sums, p: Params) -> float:
    """Talks in which a play for a failure of ours was used, over answered contacts."""
    return over(s["n_played"], s["n_answered"])


@kpi("", "neither", "talks with a small extra")
def wow_share(s: Sums, p: Params) -> float:
    """Talks in which the agent added a small extra over answered contacts."""
    return over(s["n_wow"], s["n_answered"])


@kpi("", "higher", "talks with a small extra where the basics held")
def delighted_share(s: Sums, p: Params) -> float:
    """Talks with a small extra in which the problem was solved, the wait short and the manner decent, over answered contacts."""
    return over(s["n_delighted"], s["n_answered"])


@kpi("min/day", "lower", "agents' time lost to slow systems and detours on an open day")
def time_thieves_min_per_day(s: Sums, p: Params) -> float:
    """Seconds that each contact loses times answered contacts, over open days: 2.5 s on 500 contacts are 21 minutes."""
    lost_s = p.conversation.time_thieves_s * p.mechanisms.time_thieves
    return over(lost_s * s["n_answered"] / MINUTE_S, s["n_open_days"])


@kpi("DKK/year", "lower", "pay for the time lost to slow systems and detours in a year")
def time_thieves_dkk(s: Sums, p: Params) -> float:
    """Seconds that each contact loses times answered contacts, at an agent's pay per paid hour, on-cost included; scaled to
    365 days. Paid whether or not the time is used for anything else."""
    pay = p.costs
    lost_h = p.conversation.time_thieves_s * p.mechanisms.time_thieves * s["n_answered"] / HOUR_S
    hour_dkk = pay.agent_pay_dkk_per_month * (1.0 + pay.on_cost_share) / (pay.full_time_h_per_week * WEEKS_PER_MONTH)
    return over(lost_h * hour_dkk * YEAR_DAYS, s["n_days"])
