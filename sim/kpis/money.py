"""Measures of money: what the centre costs and what customers bring."""

import math

from sim.measure import COSTS, Sums, kpi, n_answered_calls, per_year, ratio
from sim.mechanisms.customer.churn import churn_per_year
from sim.params import Params

_PAY = ("agent_pay", "bonus_cost", "overtime_cost")
_GOODWILL = ("goodwill_cost", "misuse_cost", "play_cost", "wow_cost")


# --- costs -----------------------------------------------------------------------------------------------------


@kpi("Cost of the centre", "currency/year", "lower")
def cost(s: Sums, p: Params) -> float:
    """Agents' pay, bonus and overtime, management, help function and programmes, replacement of agents who quit, goodwill; the
    counted days scaled to 365.
    """
    return per_year(s, *COSTS)


@kpi("Cost per contact", "currency", "lower")
def cost_per_contact(s: Sums, p: Params) -> float:
    """All costs divided by answered contacts; low where customers must call twice."""
    return ratio(sum(s[name] for name in COSTS), s["n_answered"])


@kpi("Cost per call", "currency", "lower")
def cost_per_call(s: Sums, p: Params) -> float:
    """All costs in proportion to agents' time with calls, divided by answered calls."""
    by_phone = ratio(s["handle_s"] - s["email_handle_s"] - s["chat_handle_s"], s["handle_s"])
    return ratio(sum(s[name] for name in COSTS) * by_phone, n_answered_calls(s))


@kpi("Cost per case opened", "currency", "lower")
def cost_per_case(s: Sums, p: Params) -> float:
    """All costs divided by cases opened, those given up included."""
    return ratio(sum(s[name] for name in COSTS), s["n_opened"])


@kpi("Cost per solved case", "currency", "lower")
def cost_per_solved_case(s: Sums, p: Params) -> float:
    """All costs divided by cases solved."""
    return ratio(sum(s[name] for name in COSTS), s["n_solved"])


@kpi("Pay", "currency/year", "lower")
def payroll_cost(s: Sums, p: Params) -> float:
    """Pay of employed agents, bonus and overtime, on-costs included, scaled to 365 days. Left out: team leaders and the
    contact-centre manager.
    """
    return per_year(s, *_PAY)


@kpi("Goodwill to customers", "currency/year", "lower")
def goodwill_cost(s: Sums, p: Params) -> float:
    """Goodwill within agents' authority, excess compensation, and the cost of plays and small extras, scaled to 365 days."""
    return per_year(s, *_GOODWILL)


# --- margin ----------------------------------------------------------------------------------------------------


@kpi("Margin from customers", "currency/year", "higher")
def margin(s: Sums, p: Params) -> float:
    """Each day's customers times their margin, scaled to 365 days."""
    return per_year(s, "margin")


@kpi("Margin less cost", "currency/year", "higher")
def result(s: Sums, p: Params) -> float:
    """Gross margin less all costs of the centre, scaled to 365 days."""
    return per_year(s, "margin") - per_year(s, *COSTS)


@kpi("Customer lifetime value (CLTV)", "currency", "higher")
def cltv(s: Sums, p: Params) -> float:
    """m (1 + d) / (1 + d - r): margin m a year, discount rate d, and retention r = exp(-churn per year) as in the run; the first
    margin comes at once. Source: Gupta & Lehmann (2003), Journal of Interactive Marketing 17(1).
    """
    retention = math.exp(-churn_per_year.function(s, p))
    discount = p.costs.discount_per_year
    return ratio(p.costs.margin_per_year * (1.0 + discount), 1.0 + discount - retention)
