"""Rules of `sim.model.finance`, worked by hand off their neutral values."""

from typing import Any

from sim.model.finance.bonus import AHT, FCR, NPS, meets_target
from sim.model.finance.costs import (
    agent_pay_per_day,
    bonus_cost,
    budget_limit_per_year,
    fixed_cost_per_day,
    full_time_agents,
    has_bonus,
    management_cost_per_month,
    overtime_cost,
    planned_cost_per_year,
)
from sim.model.finance.revenue import positions_for
from tests.model.cases import case, row, thing


def centre(bonus: bool = True, bonus_on: str = "aht") -> Any:
    """12 full-time positions at 30 a month; management of 275 a month; on-cost 20 %."""
    return thing(
        workforce=thing(groups={"a": thing(n_agents=10, hours_per_week=37.0), "b": thing(n_agents=4, hours_per_week=18.5)}),
        leadership=thing(n_team_leaders=2.0, n_managers=1, n_analysts=0.5, n_coaches=1.0, n_trainers=1.0, n_planners=0.5),
        costs=thing(full_time_h_per_week=37.0, agent_pay_per_month=30.0, bonus_per_month=2.0, bonus_on=bonus_on,
                    team_leader_pay_per_month=40.0, manager_pay_per_month=60.0, specialist_pay_per_month=45.0,
                    on_cost_share=0.2, help_function_cost_per_year=100.0, programme_cost_per_year=50.0),
        mechanisms=thing(bonus=bonus))


MONTH = {"handle_s": 600.0, "n_conversations": 2.0, "n_first": 4.0, "n_solved": 3.0}
CASES = [
    # 10 at 37 hours and 4 at 18.5
    case(full_time_agents, 12.0, params=thing(workforce=centre().workforce, costs=thing(full_time_h_per_week=37.0))),
    # 2 x 40 + 60 + 3 x 45
    case(management_cost_per_month, 275.0, params=thing(leadership=centre().leadership, costs=thing(
        team_leader_pay_per_month=40.0, manager_pay_per_month=60.0, specialist_pay_per_month=45.0))),
    # (12 x 32 + 275) x 1.2 x 12 + 150; without the bonus 12 x 30
    case(planned_cost_per_year, 9639.6, params=centre()),
    case(planned_cost_per_year, 9294.0, params=centre(bonus=False)),
    case(planned_cost_per_year, 9294.0, params=centre(bonus_on="none")),
    case(budget_limit_per_year, 1030.0, params=thing(budget=thing(today_cost_per_year=1000.0, growth_factor=1.03))),
    case(budget_limit_per_year, None, params=thing(budget=thing(today_cost_per_year=None, growth_factor=1.03))),
    # half time at 36.5 a month with a fifth on top: 21.9 x 12 / 365
    case(agent_pay_per_day, 0.72, params=thing(costs=thing(agent_pay_per_month=36.5, full_time_h_per_week=37.0,
                                                           on_cost_share=0.2)), hours_per_week=18.5),
    case(fixed_cost_per_day, (275.0 * 1.2 * 12.0 + 150.0) / 365.0, params=thing(leadership=centre().leadership, costs=thing(
        team_leader_pay_per_month=40.0, manager_pay_per_month=60.0, specialist_pay_per_month=45.0, on_cost_share=0.2,
        help_function_cost_per_year=100.0, programme_cost_per_year=50.0))),
    # a month has 365 / 84 weeks of 37 hours, so an hour's pay is 1
    case(overtime_cost, 5.4, params=thing(costs=thing(agent_pay_per_month=365.0 / 84.0 * 37.0, full_time_h_per_week=37.0,
                                                      overtime_factor=1.5, on_cost_share=0.2)), overtime_h=3.0),
    case(bonus_cost, 12.0, params=thing(costs=thing(bonus_per_month=2.0, on_cost_share=0.2)), n_agents=5),
    *(case(has_bonus, known, params=thing(mechanisms=thing(bonus=on), costs=thing(bonus_per_month=amount, bonus_on=what)))
      for known, on, amount, what in ((True, True, 0.05, "nps"), (False, False, 2.0, "nps"), (False, True, 0.0, "nps"),
                                      (False, True, 2.0, "none"))),
    *(case(meets_target, known, measure=measure, target=target, own=row(**MONTH), nps=30.0)
      for known, measure, target in ((True, AHT, 300.0), (False, AHT, 299.0), (True, FCR, 0.75), (False, FCR, 0.76),
                                     (True, NPS, 30.0), (False, NPS, 30.5))),
    case(meets_target, False, measure=FCR, target=0.1, own=row(**MONTH | {"n_first": 0.0, "n_solved": 0.0}), nps=30.0),
    # a fifth less margin, half as elastic: a tenth fewer
    case(positions_for, 18, n=20, margin=0.8, margin_at_first=1.0, elasticity=0.5),
    case(positions_for, 1, n=2, margin=0.1, margin_at_first=1.0, elasticity=3.0),
    case(positions_for, 20, n=20, margin=0.8, margin_at_first=0.0, elasticity=0.5),
]
