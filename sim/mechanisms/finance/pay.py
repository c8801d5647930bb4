"""Pay relative to the market, and its effect on quitting and applicants."""



from sim.declare import Quantities, quantity
from sim.mechanism import Mechanism


class WorkforceParameters(Quantities):
    """Its parameters in the section `workforce`."""

    pay_quit_elasticity: float = quantity("", "log hazard of quitting per unit of log(market pay / own pay)", 0, 10)
    pay_vacancy_elasticity: float = quantity("", "log of vacancy_days per unit of log(market pay / own pay)", 0, 10)
    pay_manner_sd: float = quantity("SD", "manner of applicants per unit of log(own pay / market pay)", 0, 10)
    pay_speed_slope: float = quantity("", "log speed of applicants per unit of log(own pay / market pay)", 0, 10)


class CostsParameters(Quantities):
    """Its parameters in the section `costs`."""

    market_pay_per_month: float = quantity("currency/month", "full-time pay of the same work elsewhere", 1, 1e6)


MECHANISM = Mechanism(
    name="pay",
    meaning="pay relative to the market affects quitting and applicants",
    parameters=(WorkforceParameters, CostsParameters),
    rules=("sim.model.workforce.agents",),
    neutral={
        "workforce.pay_quit_elasticity": 0.0, "workforce.pay_vacancy_elasticity": 0.0, "workforce.pay_manner_sd": 0.0,
        "workforce.pay_speed_slope": 0.0})
