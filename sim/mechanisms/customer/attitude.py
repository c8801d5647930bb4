"""The attitude of customers, and its changes by conversations."""



from sim.declare import Quantities, quantity
from sim.mechanism import Mechanism


class PatienceParameters(Quantities):
    """Its parameters in the section `patience`."""

    attitude_elasticity: float = quantity("", "log patience per unit of attitude", 0, 2, mechanism="attitude")


class CustomersParameters(Quantities):
    """Its parameters in the section `customers`."""

    settled_attitude: float = quantity("", "change in attitude of long-term customers by years of usual contacts", -10, 10)
    settling_years: float = quantity("years", "time in which a new customer reaches two thirds of that change", 0.01, 100)
    good_news_weight: float = quantity("", "step of attitude towards a better experience, as a share of the distance", 0, 1)
    bad_news_weight: float = quantity("", "step of attitude towards a worse experience, as a share of the distance", 0, 1)
    anchoring_per_year: float = quantity("1/year", "decrease in these steps per year as a customer", 0, 5)
    usual_logit: float = quantity("", "satisfaction with a usual experience [logit]", -5, 5)
    logit_per_attitude: float = quantity("", "satisfaction equivalent to one unit of attitude [logit]", 0.1, 10)


MECHANISM = Mechanism(
    name="attitude",
    meaning="conversations change the customer's attitude",
    parameters=(PatienceParameters, CustomersParameters),
    rules=("sim.model.customer.customers",))
