"""Self-service before a contact: the needs that it meets, and the effort that it costs the others."""

from typing import Final

from sim.declare import Quantities, probability, quantity
from sim.mechanism import Mechanism
from sim.random.streams import BY_CASE, stream


class DemandParameters(Quantities):
    """Its parameters in the section `demand`."""

    self_service_try_prob: float = probability("probability that a customer tries self-service first",
                                               mechanism="self_service")
    self_service_solve_prob: float = probability("probability that self-service solves the need, so that no case is opened")
    failed_help_talk_factor: float = quantity(
        "", "needed time of a first conversation after failed self-service, as a multiple", 0.5, 3)
    failed_help_logit: float = quantity(
        "", "effect of failed self-service on satisfaction with the first conversation [logit]", -5, 0)
    failed_help_usual_share: float = probability(
        "share of callers with failed self-service for which the contact types' talk_distribution hold")


class ContactTypeParameters(Quantities):
    """Its parameters in the section `contact_types.*`."""

    self_service_factor: float = quantity("", "success of self-service for this contact type, as a multiple", 0, 20)


HELP_TRIED: Final = stream("HELP_TRIED", 34, BY_CASE, "whether the customer has tried the help function")
HELP_ENOUGH: Final = stream("HELP_ENOUGH", 35, BY_CASE, "whether that was enough")


MECHANISM = Mechanism(
    name="self_service",
    meaning="self-service prevents contacts, or costs customers effort",
    parameters=(DemandParameters, ContactTypeParameters),
    streams=("HELP_TRIED", "HELP_ENOUGH"),
    rules=("sim.model.demand.self_service", "sim.model.demand.arrivals"))
