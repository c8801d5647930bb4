"""Mass emails with tips: they increase needs on the day, and prevent later ones."""

from typing import Final

from sim.declare import Quantities, probability, quantity
from sim.mechanism import Mechanism
from sim.random.streams import BY_CASE, stream


class MassCommunication(Quantities):
    """Mass emails with tips: 'did you know', 'now you can'."""

    emails_per_month: float = quantity("1/month", "emails to every customer in 30 days", 0, 30)
    spike_factor: float = quantity("", "needs on the day of an email, as a multiple", 0, 10)
    how_to_share: float = probability("share of needs that are how-to questions, which self-service usually solves well")
    less_per_email: float = probability("share of how-to questions prevented for good by the first email")
    max_share: float = probability("largest share of how-to questions that emails can prevent")


TIP_HELPS: Final = stream("TIP_HELPS", 101, BY_CASE, "whether a tip has made the contact needless")


MECHANISM = Mechanism(
    name="mass_communication",
    meaning="mass emails with tips increase some needs and prevent others",
    parameters=(MassCommunication,),
    streams=("TIP_HELPS",),
    rules=("sim.model.demand.mass_communication", "sim.model.demand.arrivals"),
    neutral={"mass_communication.emails_per_month": 0.0})
