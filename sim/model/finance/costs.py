"""Costs and budget of the centre, in the scenario's currency."""

from typing import NamedTuple

from sim.params import Params
from sim.units import MONTHS_PER_YEAR, WEEKS_PER_MONTH, YEAR_DAYS


def full_time_agents(params: Params) -> float:
    """Agent positions in full-time equivalents."""
    hours = sum(group.n_agents * group.hours_per_week for group in params.workforce.groups.values())
    return hours / params.costs.full_time_h_per_week


def management_cost_per_month(params: Params) -> float:
    """Pay of team leaders, contact-centre managers and specialists per month, without on-cost."""
    costs, lead = params.costs, params.leadership
    return (lead.n_team_leaders * costs.team_leader_pay_per_month + lead.n_managers * costs.manager_pay_per_month
            + (lead.n_analysts + lead.n_coaches + lead.n_trainers + lead.n_planners) * costs.specialist_pay_per_month)


def planned_cost_per_year(params: Params) -> float:
    """Budget per year: all positions filled, bonus paid in full, self-service and programmes; random costs are left out."""
    costs, on = params.costs, params.mechanisms
    bonus = costs.bonus_per_month if on.bonus and costs.bonus_on != "none" else 0.0
    agents = full_time_agents(params) * (costs.agent_pay_per_month + bonus)
    pay = (agents + management_cost_per_month(params)) * (1.0 + costs.on_cost_share) * MONTHS_PER_YEAR
    return pay + costs.help_function_cost_per_year + costs.programme_cost_per_year


def budget_limit_per_year(params: Params) -> float | None:
    """Upper limit of the centre's cost per year; None: no limit."""
    today = params.budget.today_cost_per_year
    return None if today is None else today * params.budget.growth_factor


def agent_pay_per_day(params: Params, hours_per_week: float) -> float:
    """Cost of an employed agent per calendar day, with on-cost, without bonus."""
    costs = params.costs
    month = costs.agent_pay_per_month * hours_per_week / costs.full_time_h_per_week * (1.0 + costs.on_cost_share)
    return month * MONTHS_PER_YEAR / YEAR_DAYS


def fixed_cost_per_day(params: Params) -> float:
    """Cost of management, self-service and programmes per calendar day."""
    costs = params.costs
    management = management_cost_per_month(params) * (1.0 + costs.on_cost_share) * MONTHS_PER_YEAR
    return (management + costs.help_function_cost_per_year + costs.programme_cost_per_year) / YEAR_DAYS


class Payroll(NamedTuple):
    """Pay per group, derived from the parameters; to be derived again when they change."""

    hours_per_week: tuple[float, ...]
    agent_pay_per_day: tuple[float, ...]
    fixed_cost_per_day: float


def payroll(params: Params) -> Payroll:
    """Pay per group from the parameters."""
    hours = tuple(float(group.hours_per_week) for group in params.workforce.groups.values())
    return Payroll(hours, tuple(agent_pay_per_day(params, h) for h in hours), fixed_cost_per_day(params))


def overtime_cost(params: Params, overtime_h: float) -> float:
    """Cost of time worked beyond the shift, at `overtime_factor` times the hourly pay (N10)."""
    costs = params.costs
    hour = costs.agent_pay_per_month / (costs.full_time_h_per_week * WEEKS_PER_MONTH)
    return overtime_h * hour * costs.overtime_factor * (1.0 + costs.on_cost_share)


def bonus_cost(params: Params, n_agents: int) -> float:
    """Bonus of a month for `n_agents` agents, with on-cost."""
    return n_agents * params.costs.bonus_per_month * (1.0 + params.costs.on_cost_share)


def has_bonus(params: Params) -> bool:
    """Whether any bonus is paid."""
    costs = params.costs
    return params.mechanisms.bonus and costs.bonus_per_month > 0.0 and costs.bonus_on != "none"
