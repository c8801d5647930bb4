"""What the centre costs and what customers bring."""


from sim.declare import Quantities, quantity
from sim.mechanisms.finance import bonus, budget_follows_revenue, pay


class _Costs(Quantities):
    """Parameters of no mechanism."""

    currency: str = quantity("", "currency of all amounts, as its ISO code", cure="Write a code of three letters, as `DKK` "
                                                                                  "or `EUR`.")
    agent_pay_per_month: float = quantity("currency/month", "full-time pay of an agent, before bonus", 0, 1e6)
    team_leader_pay_per_month: float = quantity("currency/month", "pay of a team leader", 0, 1e6)
    manager_pay_per_month: float = quantity("currency/month", "pay of a contact-centre manager", 0, 1e6)
    specialist_pay_per_month: float = quantity("currency/month", "pay of a coach, trainer, planner or analyst", 0, 1e6)
    on_cost_share: float = quantity("", "pension and other cost on top of pay", 0, 1, "Write 12 % as 0.12.")
    full_time_h_per_week: float = quantity("h/week", "hours of a full-time position", 1, 60)
    overtime_factor: float = quantity("", "pay of an hour beyond the shift as a multiple of the usual", 1, 5)
    leaver_cost: float = quantity("currency", "cost of replacing an agent who quits: advertising, hiring and initial "
                                              "training", 0, 1e7)
    goodwill_cost: float = quantity("currency", "compensation per decision within the agent's authority", 0, 1e6)
    misuse_cost: float = quantity("currency", "excess compensation of a decision that over-compensates", 0, 1e6)
    help_function_cost_per_year: float = quantity("currency/year", "cost of running self-service", 0, 1e9)
    programme_cost_per_year: float = quantity("currency/year", "cost of courses and other programmes", 0, 1e9)
    margin_per_year: float = quantity("currency/year", "gross margin per customer", 0, 1e7)
    discount_per_year: float = quantity("1/year", "discount rate for customer lifetime value", 0, 1)


class Costs(bonus.CostsParameters, pay.CostsParameters, _Costs):
    """What it costs and what it earns, in the scenario's currency."""


class _Budget(Quantities):
    """Parameters of no mechanism."""

    today_cost_per_year: float | None = quantity("currency/year", "planned cost of today's centre; null for no limit",
                                                0, 1e12)
    growth_factor: float = quantity("", "the limit as a multiple of today's cost", 0, 100, "Write 3 % more as 1.03.")


class Budget(budget_follows_revenue.BudgetParameters, _Budget):
    """Limit on the planned cost per year: a constraint, checked before any run."""
