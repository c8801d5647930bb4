"""The vocabulary of measures: each with its name, unit, which way is better, its meaning and its exact definition.

Every measure is a ratio of sums over the counted days (those after the warm-up), never a mean of daily ratios. A
contact counts on the day on which it ended. What is undefined, as waits where nobody called, is NaN.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from sim.experiment.sums import Sums, counted_sums
from sim.params import Params
from sim.record import Record
from sim.units import HOUR_S, YEAR_DAYS

Function = Callable[[Sums, Params], float]
Better = Literal["higher", "lower", "neither"]


@dataclass(frozen=True)
class Kpi:
    """One measure.

    Attributes:
        name: as in tables; its ending tells the sort of number.
        unit: as a reader would write it; empty for a pure number or a share.
        better: which way is better for customers, people or money; neither for what is only a means.
        meaning: one line.
        function: from the sums of the counted days and the parameters to the value; NaN when undefined.
    """

    name: str
    unit: str
    better: Better
    meaning: str
    function: Function

    @property
    def definition(self) -> str:
        """What is divided by what, and what is left out, on one line."""
        return " ".join((self.function.__doc__ or "").split())


KPIS: dict[str, Kpi] = {}


def kpis(record: Record, params: Params) -> dict[str, float]:
    """Every measure of a run."""
    return measured(counted_sums(record.days, record.warm_up_days), params)


def measured(sums: Sums, params: Params) -> dict[str, float]:
    """Every measure of some days' sums."""
    return {kpi.name: kpi.function(sums, params) for kpi in KPIS.values()}


def _kpi(unit: str, better: Better, meaning: str) -> Callable[[Function], Function]:
    """Enter a function into the vocabulary under its own name."""

    def enter(function: Function) -> Function:
        KPIS[function.__name__] = Kpi(function.__name__, unit, better, meaning, function)
        return function

    return enter


def _over(part: float, whole: float) -> float:
    return part / whole if whole else math.nan


def _per_year(s: Sums, *names: str) -> float:
    return _over(sum(s[name] for name in names) * YEAR_DAYS, s["n_days"])


# --- volume and waiting -------------------------------------------------------------------------------------


@_kpi("1/day", "neither", "contacts on an open day")
def contacts_per_day(s: Sums, p: Params) -> float:
    """Contacts, answered or not, over open days."""
    return _over(s["n_contacts"], s["n_open_days"])


@_kpi("1/day", "neither", "new cases on an open day")
def cases_per_day(s: Sums, p: Params) -> float:
    """Cases that reached us for the first time, over open days."""
    return _over(s["n_born"], s["n_open_days"])


@_kpi("s", "lower", "wait of those who were answered (ASA)")
def asa_s(s: Sums, p: Params) -> float:
    """Waits of answered contacts over answered contacts; those answered at once count with 0. Left out: who gave up,
    and waits for a leader or in a second tier."""
    return _over(s["wait_answered_s"], s["n_answered"])


@_kpi("", "lower", "contacts that gave up waiting")
def abandoned_share(s: Sums, p: Params) -> float:
    """Contacts that gave up, those that left at once when nobody was free included, over all contacts."""
    return _over(s["n_abandoned"] + s["n_balked"], s["n_contacts"])


@_kpi("", "lower", "contacts that met a busy line")
def blocked_share(s: Sums, p: Params) -> float:
    """Contacts that found no free line over all contacts."""
    return _over(s["n_blocked"], s["n_contacts"])


@_kpi("", "lower", "contacts still waiting at closing time")
def turned_away_share(s: Sums, p: Params) -> float:
    """Contacts that still waited when the centre closed and were not served, over all contacts."""
    return _over(s["n_turned_away"], s["n_contacts"])


@_kpi("", "higher", "service level: answered within 20 s, of those we had a fair chance at")
def answered_in_20s_share(s: Sums, p: Params) -> float:
    """Answered within 20 s over all contacts but those that gave up within 20 s. Counted as missed: gave up later,
    busy line, turned away. This one is meant where nothing else is said."""
    return _over(s["n_answered_in_time"], s["n_contacts"] - s["n_lost_in_time"])


@_kpi("", "higher", "service level: answered within 20 s, of all")
def answered_in_20s_of_offered_share(s: Sums, p: Params) -> float:
    """Answered within 20 s over all contacts; who gave up, however soon, counts as missed."""
    return _over(s["n_answered_in_time"], s["n_contacts"])


@_kpi("", "higher", "service level: answered within 20 s, of those answered")
def answered_in_20s_of_answered_share(s: Sums, p: Params) -> float:
    """Answered within 20 s over answered contacts; blind to everyone who gave up."""
    return _over(s["n_answered_in_time"], s["n_answered"])


@_kpi("", "higher", "service level: answered or gone within 20 s, of all")
def answered_or_gone_in_20s_share(s: Sums, p: Params) -> float:
    """Answered within 20 s or given up within 20 s, over all contacts; who gave up soon counts as served."""
    return _over(s["n_answered_in_time"] + s["n_lost_in_time"], s["n_contacts"])


@_kpi("", "lower", "longest queue of all counted days")
def queue_peak(s: Sums, p: Params) -> float:
    """Most customers that waited at one moment."""
    return s["queue_peak"] if s["n_days"] else math.nan


# --- talks and what they solve ------------------------------------------------------------------------------


@_kpi("s", "neither", "agents' time per answered contact (AHT)")
def aht_s(s: Sums, p: Params) -> float:
    """Talk, holds, leader's time on the line and wrap-up, over answered contacts."""
    return _over(s["handle_s"], s["n_answered"])


@_kpi("s", "neither", "length of the talk itself")
def talk_s(s: Sums, p: Params) -> float:
    """Talk with agents over answered contacts. Left out: holds, leaders, wrap-up."""
    return _over(s["talk_s"], s["n_answered"])


@_kpi("", "higher", "first-contact resolution (FCR): cases solved in their first talk")
def fcr_share(s: Sums, p: Params) -> float:
    """First talks that solved the case over first talks. By case: later talks are left out, and so are cases that were
    never answered."""
    return _over(s["n_first_solved"], s["n_first_talks"])


@_kpi("", "higher", "resolution by talk, first or later")
def solved_talk_share(s: Sums, p: Params) -> float:
    """Talks that solved their case over answered contacts. By talk: a case with three talks counts three times."""
    return _over(s["n_solved"], s["n_answered"])


@_kpi("", "higher", "cases that ended solved")
def solved_share(s: Sums, p: Params) -> float:
    """Cases solved over cases that ended: solved, given up, or left open by a customer who left us."""
    return _over(s["n_solved"], s["n_solved"] + s["n_given_up"] + s["n_void"])


@_kpi("", "neither", "unsolved talks after which the customer comes back (q)")
def return_share(s: Sums, p: Params) -> float:
    """Repeats over talks that did not solve the case."""
    return _over(s["n_repeats"], s["n_answered"] - s["n_solved"])


@_kpi("", "lower", "contacts per case")
def contacts_per_case(s: Sums, p: Params) -> float:
    """Contacts, answered or not, over cases born."""
    return _over(s["n_contacts"], s["n_born"])


@_kpi("", "lower", "contacts per solved case")
def contacts_per_solved_case(s: Sums, p: Params) -> float:
    """Contacts, answered or not, over cases solved."""
    return _over(s["n_contacts"], s["n_solved"])


@_kpi("s", "lower", "agents' time per case born")
def work_per_case_s(s: Sums, p: Params) -> float:
    """Handle time of all talks over cases born, those given up included."""
    return _over(s["handle_s"], s["n_born"])


@_kpi("s", "lower", "agents' time per solved case")
def work_per_solved_case_s(s: Sums, p: Params) -> float:
    """Handle time of all talks, the vain ones too, over cases solved."""
    return _over(s["handle_s"], s["n_solved"])


@_kpi("", "lower", "contacts that repeat an unsolved talk")
def repeat_share(s: Sums, p: Params) -> float:
    """Repeats over all contacts; a repeat counts on the day of the talk that it follows."""
    return _over(s["n_repeats"], s["n_contacts"])


@_kpi("", "lower", "contacts that try again after no answer")
def redial_share(s: Sums, p: Params) -> float:
    """Redials over all contacts; a redial counts on the day of the try that it follows."""
    return _over(s["n_redials"], s["n_contacts"])


@_kpi("", "lower", "talks ended before their time")
def cut_short_share(s: Sums, p: Params) -> float:
    """Talks ended by the cap, or hung up for the bonus, before the problem had its time, over answered contacts."""
    return _over(s["n_cut_short"], s["n_answered"])


@_kpi("", "lower", "talks passed to a leader")
def escalated_share(s: Sums, p: Params) -> float:
    """Talks in which the agent asked a leader over answered contacts."""
    return _over(s["n_escalated"], s["n_answered"])


@_kpi("", "lower", "talks that ended in 'not allowed'")
def refused_share(s: Sums, p: Params) -> float:
    """Talks in which the customer was refused for want of authority over answered contacts."""
    return _over(s["n_refused"], s["n_answered"])


# --- people -------------------------------------------------------------------------------------------------


@_kpi("", "neither", "share of time on the phone spent with customers")
def occupancy(s: Sums, p: Params) -> float:
    """Talk, holds and wrap-up over time on the phone (on duty less breaks)."""
    return _over(s["busy_s"], s["on_duty_s"] - s["break_s"])


@_kpi("", "neither", "paid time that is not on the phone")
def shrinkage(s: Sums, p: Params) -> float:
    """1 less time on the phone, overtime left out, over paid time: holidays, illness, breaks, meetings, courses."""
    return 1.0 - _over(s["on_duty_s"] - s["break_s"] - s["overtime_s"], s["paid_s"])


@_kpi("h/day", "lower", "overtime of all agents on an open day")
def overtime_h_per_day(s: Sums, p: Params) -> float:
    """Hours worked beyond the shift's end over open days."""
    return _over(s["overtime_s"] / HOUR_S, s["n_open_days"])


@_kpi("", "lower", "agents' strain: 0 rested, 1 exhausted")
def strain(s: Sums, p: Params) -> float:
    """Strain of everyone employed, each evening, over agents and days."""
    return _over(s["strain"], s["n_employed"])


@_kpi("1/year", "lower", "agents who quit, per agent and year")
def quits_per_year(s: Sums, p: Params) -> float:
    """Resignations over agent-years of those employed; vacant positions are left out below the line."""
    return _over(s["n_quits"] * YEAR_DAYS, s["n_employed"])


# --- customers ----------------------------------------------------------------------------------------------


@_kpi("", "higher", "talks after which the customer is very satisfied (CSAT)")
def csat_share(s: Sums, p: Params) -> float:
    """Each talk's chance that the customer is very satisfied, over talks. Left out: contacts never answered."""
    return _over(s["satisfied"], s["n_talks"])


@_kpi("points", "higher", "net promoter score of all customers at the horizon's end (NPS)")
def nps(s: Sums, p: Params) -> float:
    """Customers who would score 9 or 10 less those who would score 0 to 6, over all customers, times 100; at the end of
    the last counted day, whether or not they contacted us."""
    return 100.0 * _over(s["promoters_at_end"] - s["detractors_at_end"], s["customers_at_end"])


@_kpi("", "higher", "mean attitude of customers at the horizon's end; 0 is the average customer at the start")
def attitude(s: Sums, p: Params) -> float:
    """Attitude over all customers at the end of the last counted day."""
    return _over(s["attitude_at_end"], s["customers_at_end"])


@_kpi("1/year", "lower", "customers lost, per customer and year")
def churn_per_year(s: Sums, p: Params) -> float:
    """Customers who left over customer-years."""
    return _over(s["n_left"] * YEAR_DAYS, s["n_customers"])


@_kpi("", "higher", "customers at the horizon's end")
def customers_at_end(s: Sums, p: Params) -> float:
    """Customers at the end of the last counted day, won ones included; undefined where every caller is a stranger."""
    return s["customers_at_end"] if p.customers.n else math.nan


# --- money --------------------------------------------------------------------------------------------------

_PAY = ("agent_pay_dkk", "bonus_dkk", "overtime_dkk")
_GOODWILL = ("goodwill_dkk", "misuse_dkk")
_COST = (*_PAY, "fixed_dkk", "leaver_dkk", *_GOODWILL)


@_kpi("DKK/year", "lower", "all costs of the centre in a year")
def cost_dkk(s: Sums, p: Params) -> float:
    """Agents' pay, bonus and overtime, management, help function and programmes, successors of leavers, goodwill; the
    counted days scaled to 365."""
    return _per_year(s, *_COST)


@_kpi("DKK", "lower", "cost per answered contact")
def cost_per_contact_dkk(s: Sums, p: Params) -> float:
    """All costs over answered contacts; cheap where customers must call twice."""
    return _over(sum(s[name] for name in _COST), s["n_answered"])


@_kpi("DKK", "lower", "cost per case born")
def cost_per_case_dkk(s: Sums, p: Params) -> float:
    """All costs over cases born, those given up included."""
    return _over(sum(s[name] for name in _COST), s["n_born"])


@_kpi("DKK", "lower", "cost per solved case")
def cost_per_solved_case_dkk(s: Sums, p: Params) -> float:
    """All costs over cases solved."""
    return _over(sum(s[name] for name in _COST), s["n_solved"])


@_kpi("DKK/year", "lower", "agents' pay, bonus and overtime in a year")
def pay_dkk(s: Sums, p: Params) -> float:
    """Pay of employed agents, bonus and overtime, on-cost included, scaled to 365 days. Left out: leaders and chief."""
    return _per_year(s, *_PAY)


@_kpi("DKK/year", "lower", "given to customers in a year")
def goodwill_dkk(s: Sums, p: Params) -> float:
    """Goodwill within the frame and what over-compensates, scaled to 365 days."""
    return _per_year(s, *_GOODWILL)


@_kpi("DKK/year", "higher", "gross margin that customers bring in a year")
def margin_dkk(s: Sums, p: Params) -> float:
    """Each day's customers times their margin, scaled to 365 days."""
    return _per_year(s, "margin_dkk")


@_kpi("DKK/year", "higher", "margin less costs in a year")
def result_dkk(s: Sums, p: Params) -> float:
    """Gross margin less all costs of the centre, scaled to 365 days."""
    return _per_year(s, "margin_dkk") - _per_year(s, *_COST)


@_kpi("DKK", "higher", "lifetime value of a customer at this run's churn (CLTV)")
def cltv_dkk(s: Sums, p: Params) -> float:
    """m (1 + d) / (1 + d - r): margin m a year, discount d, and retention r = exp(-churn per year) as the run had it;
    the first margin comes at once. Source: Gupta & Lehmann (2003), Journal of Interactive Marketing 17(1)."""
    retention = math.exp(-churn_per_year(s, p))
    discount = p.costs.discount_per_year
    return _over(p.costs.margin_dkk_per_year * (1.0 + discount), 1.0 + discount - retention)
