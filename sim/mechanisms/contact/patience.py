"""Patience of customers who wait, and balking."""

from typing import Final, Literal

from sim.declare import Quantities, probability, quantity
from sim.mechanism import Mechanism
from sim.random.distributions import DurationDistributionField
from sim.random.streams import BY_CONTACT_OR_CASE, stream


class PatienceParameters(Quantities):
    """Its parameters in the section `patience`."""

    distribution: DurationDistributionField = quantity("s", "time that a customer is willing to wait")
    balk_prob: float = probability("probability to leave at once if no agent is idle", mechanism="patience")
    patience_on_redial: Literal["redrawn", "persistent"] = quantity("",
                                                                    "patience at a later contact of a case: redrawn or "
                                                                    "persistent")


class ContactTypeParameters(Quantities):
    """Its parameters in the section `contact_types.*`."""

    patience_factor: float = quantity("", "patience as a multiple of patience.distribution", 0.01, 100)


PATIENCE: Final = stream("PATIENCE", 2, BY_CONTACT_OR_CASE, "patience")
BALK: Final = stream("BALK", 3, BY_CONTACT_OR_CASE, "whether the customer balks")


MECHANISM = Mechanism(
    name="patience",
    meaning="customers abandon the queue",
    parameters=(PatienceParameters, ContactTypeParameters),
    streams=("PATIENCE", "BALK"),
    rules=("sim.model.contact.patience",),
    neutral={"patience.distribution": "never", "channels.chat_patience_distribution": "never"})
