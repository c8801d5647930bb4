"""Expectations of customers that rise over the years."""



from sim.declare import Quantities, quantity
from sim.mechanism import Mechanism


class Expectations(Quantities):
    """Rising expectations of customers."""

    rise_per_year: float = quantity("1/year", "decrease per year in satisfaction [logit] with the same service", -5, 5)


MECHANISM = Mechanism(
    name="expectations",
    meaning="customers expect more every year",
    parameters=(Expectations,),
    rules=("sim.model.customer.expectations",),
    neutral={"expectations.rise_per_year": 0.0})
