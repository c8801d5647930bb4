"""Redials of customers who were not answered."""

from typing import Final

from sim.declare import Quantities, probability, quantity
from sim.mechanism import Mechanism
from sim.random.distributions import DurationDistributionField
from sim.random.streams import BY_CONTACT, stream


class Redial(Quantities):
    """Redials of customers who were not answered."""

    after_abandon_prob: float = probability("probability to call again after abandoning", mechanism="redials")
    after_blocked_prob: float = probability("probability to call again after a busy line or a closed queue", mechanism="redials")
    delay_distribution: DurationDistributionField = quantity("s", "time until the redial")
    max_redials: int | None = quantity("", "largest number of redials per case; null for no limit", 0, 1000)


REDIALS: Final = stream("REDIALS", 4, BY_CONTACT, "whether a customer who got no answer contacts us again")
REDIAL_DELAY: Final = stream("REDIAL_DELAY", 5, BY_CONTACT, "time until then")


MECHANISM = Mechanism(
    name="redials",
    meaning="customers who were not answered may call again",
    parameters=(Redial,),
    streams=("REDIALS", "REDIAL_DELAY"),
    rules=("sim.model.contact.encounter",))
