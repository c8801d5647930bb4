"""What it costs and what it earns, in DKK (M22, M25)."""

from typing import NamedTuple

from sim.params import Params
from sim.units import MONTHS_PER_YEAR, WEEKS_PER_MONTH, YEAR_DAYS


def full_time_agents(params: Params) -> float:
    """Positions in full-time equivalents."""
    hours = sum(group.n_agents * group.hours_per_week for group in params.workforce.groups.values())
    return hours / params.costs.full_time_h_per_week


def management_dkk_per_month(params: Params) -> float:
    """Pay of leaders, chief and specialists, before on-cost."""
    costs, lead = params.costs, params.leadership
    return (lead.n_leaders * costs.leader_pay_dkk_per_month + lead.n_chiefs * costs.chief_pay_dkk_per_month
            + (lead.n_analysts + lead.n_coaches + lead.n_trainers + lead.n_planners) * costs.specialist_pay_dkk_per_month)


def planned_cost_dkk_per_year(params: Params) -> float:
    """The budget: every position filled, bonus paid in full, help function and programmes; what chance adds left out."""
    costs, on = params.costs, params.mechanisms
    bonus = costs.bonus_dkk_per_month if on.bonus and costs.bonus_on != "none" else 0.0
    agents = full_time_agents(params) * (costs.agent_pay_dkk_per_month + bonus)
    pay = (agents + management_dkk_per_month(params)) * (1.0 + costs.on_cost_share) * MONTHS_PER_YEAR
    return pay + costs.help_function_dkk_per_year + costs.programme_dkk_per_year


def budget_limit_dkk_per_year(params: Params) -> float | None:
    """What the centre may cost in a year; None: no limit."""
    today = params.budget.today_dkk_per_year
    return None if today is None else today * params.budget.growth_factor


def agent_pay_dkk_per_day(params: Params, hours_per_week: float) -> float:
    """What an employed agent costs on each calendar day, on-cost included, bonus not."""
    costs = params.costs
    month = costs.agent_pay_dkk_per_month * hours_per_week / costs.full_time_h_per_week * (1.0 + costs.on_cost_share)
    return month * MONTHS_PER_YEAR / YEAR_DAYS


def fixed_dkk_per_day(params: Params) -> float:
    """Management, help function and programmes, on each calendar day."""
    costs = params.costs
    management = management_dkk_per_month(params) * (1.0 + costs.on_cost_share) * MONTHS_PER_YEAR
    return (management + costs.help_function_dkk_per_year + costs.programme_dkk_per_year) / YEAR_DAYS


class Payroll(NamedTuple):
    """What a day's books need to know of pay, per group; worked out once, and anew when parameters change."""

    hours_per_week: tuple[float, ...]
    agent_pay_dkk_per_day: tuple[float, ...]
    fixed_dkk_per_day: float


def payroll(params: Params) -> Payroll:
    """Work out the payroll."""
    hours = tuple(float(group.hours_per_week) for group in params.workforce.groups.values())
    return Payroll(hours, tuple(agent_pay_dkk_per_day(params, h) for h in hours), fixed_dkk_per_day(params))


def overtime_dkk(params: Params, overtime_h: float) -> float:
    """Time worked beyond the shift, at `overtime_factor` times an hour's pay (N10)."""
    costs = params.costs
    hour = costs.agent_pay_dkk_per_month / (costs.full_time_h_per_week * WEEKS_PER_MONTH)
    return overtime_h * hour * costs.overtime_factor * (1.0 + costs.on_cost_share)


def bonus_dkk(params: Params, n_agents: int) -> float:
    """A month's bonus for some agents, on-cost included."""
    return n_agents * params.costs.bonus_dkk_per_month * (1.0 + params.costs.on_cost_share)


def has_bonus(params: Params) -> bool:
    """Whether anything is paid for a target met."""
    costs = params.costs
    return params.mechanisms.bonus and costs.bonus_dkk_per_month > 0.0 and costs.bonus_on != "none"
