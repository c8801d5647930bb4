"""A budget that follows revenue: positions grow and shrink with customers' margin."""



from sim.declare import Quantities, quantity
from sim.mechanism import Mechanism


class BudgetParameters(Quantities):
    """Its parameters in the section `budget`."""

    review_days: int = quantity("days", "time between reviews of the number of positions, if it follows revenue", 1, 3650)
    follows_revenue_elasticity: float = quantity(
        "", "relative change of positions per relative change of margin since the first review", 0, 10)


MECHANISM = Mechanism(
    name="budget_follows_revenue",
    meaning="the number of positions follows customers' margin",
    parameters=(BudgetParameters,),
    rules=("sim.model.finance.revenue",),
    neutral={"budget.follows_revenue_elasticity": 0.0})
