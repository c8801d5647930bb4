"""The vocabulary of measures: each with its name, unit, which way is better, its meaning and its exact definition.

Every measure is a ratio of sums over the counted days (those after the warm-up), never a mean of daily ratios. A
contact counts on the day on which it ended. What is undefined, as waits where nobody called, is NaN.
"""

import math

from sim.kpis.registry import KPIS, Better, Kpi, kpi, n_answered_calls, n_calls, over, per_year
from sim.kpis.sums import Sums, counted_sums
from sim.params import Params
from sim.schema import Record
from sim.units import HOUR_S, YEAR_DAYS

__all__ = ["KPIS", "Better", "Kpi", "kpis", "measured"]


def kpis(record: Record, params: Params) -> dict[str, float]:
    """Every measure of a run."""
    return measured(counted_sums(record.days, record.warm_up_days), params)


def measured(sums: Sums, params: Params) -> dict[str, float]:
    """Every measure of some days' sums."""
    return {measure.name: measure.function(sums, params) for measure in KPIS.values()}


# --- volume and waiting -------------------------------------------------------------------------------------


@kpi("1/day", "neither", "contacts on an open day")
def contacts_per_day(s: Sums, p: Params) -> float:
    """Contacts, answered or not, over open days."""
    return over(s["n_contacts"], s["n_open_days"])


@kpi("1/day", "neither", "new cases on an open day")
def cases_per_day(s: Sums, p: Params) -> float:
    """Cases that reached us for the first time, over open days."""
    return over(s["n_born"], s["n_open_days"])


@kpi("s", "lower", "wait of those who were answered (ASA)")
def asa_s(s: Sums, p: Params) -> float:
    """Waits of answered calls over answered calls; those answered at once count with 0. Left out: who gave up, whom we
    called back, mails, chats, and waits for a leader or in a second tier."""
    return over(s["wait_answered_s"], n_answered_calls(s) - s["n_called_back"])


@kpi("", "lower", "contacts that gave up waiting")
def abandoned_share(s: Sums, p: Params) -> float:
    """Calls that gave up, those that left at once when nobody was free included, over all calls."""
    return over(s["n_abandoned"] + s["n_balked"] - s["n_chats_abandoned"], n_calls(s))


@kpi("", "lower", "contacts that met a busy line")
def blocked_share(s: Sums, p: Params) -> float:
    """Calls that found no free line over all calls."""
    return over(s["n_blocked"], n_calls(s))


@kpi("", "lower", "contacts still waiting at closing time")
def turned_away_share(s: Sums, p: Params) -> float:
    """Calls and chats that still waited when the centre closed and were not served, over all calls and chats."""
    return over(s["n_turned_away"], n_calls(s) + s["n_chats"])


@kpi("", "higher", "service level: answered within 20 s, of those we had a fair chance at")
def answered_in_20s_share(s: Sums, p: Params) -> float:
    """Calls answered within 20 s over all calls but those that gave up within 20 s. Counted as missed: gave up later,
    busy line, turned away, called back. This one is meant where nothing else is said."""
    return over(s["n_answered_in_time"], n_calls(s) - s["n_lost_in_time"])


@kpi("", "higher", "service level: answered within 20 s, of all")
def answered_in_20s_of_offered_share(s: Sums, p: Params) -> float:
    """Calls answered within 20 s over all calls; who gave up, however soon, counts as missed."""
    return over(s["n_answered_in_time"], n_calls(s))


@kpi("", "higher", "service level: answered within 20 s, of those answered")
def answered_in_20s_of_answered_share(s: Sums, p: Params) -> float:
    """Calls answered within 20 s over answered calls; blind to everyone who gave up."""
    return over(s["n_answered_in_time"], n_answered_calls(s))


@kpi("", "higher", "service level: answered or gone within 20 s, of all")
def answered_or_gone_in_20s_share(s: Sums, p: Params) -> float:
    """Calls answered within 20 s or given up within 20 s, over all calls; who gave up soon counts as served."""
    return over(s["n_answered_in_time"] + s["n_lost_in_time"], n_calls(s))


@kpi("", "lower", "longest queue of all counted days")
def queue_peak(s: Sums, p: Params) -> float:
    """Most customers that waited at one moment."""
    return s["queue_peak"] if s["n_days"] else math.nan


# --- talks and what they solve ------------------------------------------------------------------------------


@kpi("s", "neither", "agents' time per answered contact (AHT)")
def aht_s(s: Sums, p: Params) -> float:
    """Talk, holds, leader's time on the line and wrap-up, over answered contacts."""
    return over(s["handle_s"], s["n_answered"])


@kpi("s", "neither", "length of the talk itself")
def talk_s(s: Sums, p: Params) -> float:
    """Talk with agents over answered contacts. Left out: holds, leaders, wrap-up."""
    return over(s["talk_s"], s["n_answered"])


@kpi("", "higher", "first-contact resolution (FCR): cases solved in their first talk")
def fcr_share(s: Sums, p: Params) -> float:
    """First talks that solved the case over first talks. By case: later talks are left out, and so are cases that were
    never answered."""
    return over(s["n_first_solved"], s["n_first_talks"])


@kpi("", "higher", "resolution by talk, first or later")
def solved_talk_share(s: Sums, p: Params) -> float:
    """Talks that solved their case over answered contacts. By talk: a case with three talks counts three times."""
    return over(s["n_solved"], s["n_answered"])


@kpi("", "higher", "cases that ended solved")
def solved_share(s: Sums, p: Params) -> float:
    """Cases solved over cases that ended: solved, given up, or left open by a customer who left us."""
    return over(s["n_solved"], s["n_solved"] + s["n_given_up"] + s["n_void"])


@kpi("", "neither", "unsolved talks after which the customer comes back (q)")
def return_share(s: Sums, p: Params) -> float:
    """Repeats over talks that did not solve the case."""
    return over(s["n_repeats"], s["n_answered"] - s["n_solved"])


@kpi("", "lower", "contacts per case")
def contacts_per_case(s: Sums, p: Params) -> float:
    """Contacts, answered or not, over cases born."""
    return over(s["n_contacts"], s["n_born"])


@kpi("", "lower", "contacts per solved case")
def contacts_per_solved_case(s: Sums, p: Params) -> float:
    """Contacts, answered or not, over cases solved."""
    return over(s["n_contacts"], s["n_solved"])


@kpi("s", "lower", "agents' time per case born")
def work_per_case_s(s: Sums, p: Params) -> float:
    """Handle time of all talks over cases born, those given up included."""
    return over(s["handle_s"], s["n_born"])


@kpi("s", "lower", "agents' time per solved case")
def work_per_solved_case_s(s: Sums, p: Params) -> float:
    """Handle time of all talks, the vain ones too, over cases solved."""
    return over(s["handle_s"], s["n_solved"])


@kpi("", "lower", "contacts that repeat an unsolved talk")
def repeat_share(s: Sums, p: Params) -> float:
    """Repeats over all contacts; a repeat counts on the day of the talk that it follows."""
    return over(s["n_repeats"], s["n_contacts"])


@kpi("", "lower", "contacts that try again after no answer")
def redial_share(s: Sums, p: Params) -> float:
    """Redials over all contacts; a redial counts on the day of the try that it follows."""
    return over(s["n_redials"], s["n_contacts"])


@kpi("", "lower", "talks ended before their time")
def cut_short_share(s: Sums, p: Params) -> float:
    """Talks ended by the cap, or hung up for the bonus, before the problem had its time, over answered contacts."""
    return over(s["n_cut_short"], s["n_answered"])


@kpi("", "lower", "talks passed to a leader")
def escalated_share(s: Sums, p: Params) -> float:
    """Talks in which the agent asked a leader over answered contacts."""
    return over(s["n_escalated"], s["n_answered"])


@kpi("", "lower", "talks that ended in 'not allowed'")
def refused_share(s: Sums, p: Params) -> float:
    """Talks in which the customer was refused for want of authority over answered contacts."""
    return over(s["n_refused"], s["n_answered"])


# --- people -------------------------------------------------------------------------------------------------


@kpi("", "neither", "share of time on the phone spent with customers")
def occupancy(s: Sums, p: Params) -> float:
    """Talk, holds and wrap-up over time on the phone (on duty less breaks)."""
    return over(s["busy_s"], s["on_duty_s"] - s["break_s"])


@kpi("", "neither", "paid time that is not on the phone")
def shrinkage(s: Sums, p: Params) -> float:
    """1 less time on the phone, overtime left out, over paid time: holidays, illness, breaks, meetings, courses."""
    return 1.0 - over(s["on_duty_s"] - s["break_s"] - s["overtime_s"], s["paid_s"])


@kpi("h/day", "lower", "overtime of all agents on an open day")
def overtime_h_per_day(s: Sums, p: Params) -> float:
    """Hours worked beyond the shift's end over open days."""
    return over(s["overtime_s"] / HOUR_S, s["n_open_days"])


@kpi("", "lower", "agents' strain: 0 rested, 1 exhausted")
def strain(s: Sums, p: Params) -> float:
    """Strain of everyone employed, each evening, over agents and days."""
    return over(s["strain"], s["n_employed"])


@kpi("1/year", "lower", "agents who quit, per agent and year")
def quits_per_year(s: Sums, p: Params) -> float:
    """Resignations over agent-years of those employed; vacant positions are left out below the line."""
    return over(s["n_quits"] * YEAR_DAYS, s["n_employed"])


@kpi("points", "higher", "agents' satisfaction at work, 0 to 100")
def employee_satisfaction(s: Sums, p: Params) -> float:
    """Satisfaction of everyone employed, each night, over agents and days: what drives people out on a scale of points."""
    return over(s["satisfaction"], s["n_employed"])


@kpi("", "higher", "how well purpose is anchored in the agents")
def purpose_share(s: Sums, p: Params) -> float:
    """Purpose of everyone employed, 0 unknown to 1 anchored, each night, over agents and days."""
    return over(s["purpose"], s["n_employed"])


@kpi("h/month", "higher", "coaching that an agent gets in a month")
def coaching_h_per_month(s: Sums, p: Params) -> float:
    """Hours that people and fires leave of the leaders' time, and a coach's hours, per position; mean over open days."""
    return over(s["coaching_h"], s["n_open_days"])


@kpi("h/week", "higher", "chief's hours for causes and plans")
def strategic_h_per_week(s: Sums, p: Params) -> float:
    """The chief's strategic hours of a week that leading and fires leave; mean over open days."""
    return over(s["strategic_h"], s["n_open_days"])


# --- customers ----------------------------------------------------------------------------------------------


@kpi("", "higher", "talks after which the customer is very satisfied (CSAT)")
def csat_share(s: Sums, p: Params) -> float:
    """Each talk's chance that the customer is very satisfied, over talks. Left out: contacts never answered."""
    return over(s["satisfied"], s["n_talks"])


@kpi("points", "higher", "net promoter score of all customers at the horizon's end (NPS)")
def nps(s: Sums, p: Params) -> float:
    """Customers who would score 9 or 10 less those who would score 0 to 6, over all customers, times 100; at the end of
    the last counted day, whether or not they contacted us."""
    return 100.0 * over(s["promoters_at_end"] - s["detractors_at_end"], s["customers_at_end"])


@kpi("", "higher", "mean attitude of customers at the horizon's end; 0 is the average customer at the start")
def attitude(s: Sums, p: Params) -> float:
    """Attitude over all customers at the end of the last counted day."""
    return over(s["attitude_at_end"], s["customers_at_end"])


@kpi("1/year", "lower", "customers lost, per customer and year")
def churn_per_year(s: Sums, p: Params) -> float:
    """Customers who left over customer-years."""
    return over(s["n_left"] * YEAR_DAYS, s["n_customers"])


@kpi("", "higher", "customers at the horizon's end")
def customers_at_end(s: Sums, p: Params) -> float:
    """Customers at the end of the last counted day, won ones included; undefined where every caller is a stranger."""
    return s["customers_at_end"] if p.customers.n else math.nan


# --- money --------------------------------------------------------------------------------------------------

_PAY = ("agent_pay_dkk", "bonus_dkk", "overtime_dkk")
_GOODWILL = ("goodwill_dkk", "misuse_dkk", "play_dkk", "wow_dkk")
_COST = (*_PAY, "fixed_dkk", "leaver_dkk", *_GOODWILL)


@kpi("DKK/year", "lower", "all costs of the centre in a year")
def cost_dkk(s: Sums, p: Params) -> float:
    """Agents' pay, bonus and overtime, management, help function and programmes, successors of leavers, goodwill; the
    counted days scaled to 365."""
    return per_year(s, *_COST)


@kpi("DKK", "lower", "cost per answered contact")
def cost_per_contact_dkk(s: Sums, p: Params) -> float:
    """All costs over answered contacts; cheap where customers must call twice."""
    return over(sum(s[name] for name in _COST), s["n_answered"])


@kpi("DKK", "lower", "cost per answered call")
def cost_per_call_dkk(s: Sums, p: Params) -> float:
    """All costs in proportion to agents' time with calls, over answered calls."""
    by_phone = over(s["handle_s"] - s["mail_handle_s"] - s["chat_handle_s"], s["handle_s"])
    return over(sum(s[name] for name in _COST) * by_phone, n_answered_calls(s))


@kpi("DKK", "lower", "cost per answered mail")
def cost_per_mail_dkk(s: Sums, p: Params) -> float:
    """All costs in proportion to agents' time with mails, over answered mails."""
    return over(sum(s[name] for name in _COST) * over(s["mail_handle_s"], s["handle_s"]), s["n_mails_answered"])


@kpi("DKK", "lower", "cost per answered chat")
def cost_per_chat_dkk(s: Sums, p: Params) -> float:
    """All costs in proportion to agents' time with chats, shared out among those held at once, over answered chats."""
    return over(sum(s[name] for name in _COST) * over(s["chat_handle_s"], s["handle_s"]), s["n_chats_answered"])


@kpi("DKK", "lower", "cost per case born")
def cost_per_case_dkk(s: Sums, p: Params) -> float:
    """All costs over cases born, those given up included."""
    return over(sum(s[name] for name in _COST), s["n_born"])


@kpi("DKK", "lower", "cost per solved case")
def cost_per_solved_case_dkk(s: Sums, p: Params) -> float:
    """All costs over cases solved."""
    return over(sum(s[name] for name in _COST), s["n_solved"])


@kpi("DKK/year", "lower", "agents' pay, bonus and overtime in a year")
def pay_dkk(s: Sums, p: Params) -> float:
    """Pay of employed agents, bonus and overtime, on-cost included, scaled to 365 days. Left out: leaders and chief."""
    return per_year(s, *_PAY)


@kpi("DKK/year", "lower", "given to customers in a year")
def goodwill_dkk(s: Sums, p: Params) -> float:
    """Goodwill within the frame, what over-compensates, what plays give and small extras cost, scaled to 365 days."""
    return per_year(s, *_GOODWILL)


@kpi("DKK/year", "higher", "gross margin that customers bring in a year")
def margin_dkk(s: Sums, p: Params) -> float:
    """Each day's customers times their margin, scaled to 365 days."""
    return per_year(s, "margin_dkk")


@kpi("DKK/year", "higher", "margin less costs in a year")
def result_dkk(s: Sums, p: Params) -> float:
    """Gross margin less all costs of the centre, scaled to 365 days."""
    return per_year(s, "margin_dkk") - per_year(s, *_COST)


@kpi("DKK", "higher", "lifetime value of a customer at this run's churn (CLTV)")
def cltv_dkk(s: Sums, p: Params) -> float:
    """m (1 + d) / (1 + d - r): margin m a year, discount d, and retention r = exp(-churn per year) as the run had it;
    the first margin comes at once. Source: Gupta & Lehmann (2003), Journal of Interactive Marketing 17(1)."""
    retention = math.exp(-churn_per_year(s, p))
    discount = p.costs.discount_per_year
    return over(p.costs.margin_dkk_per_year * (1.0 + discount), 1.0 + discount - retention)
