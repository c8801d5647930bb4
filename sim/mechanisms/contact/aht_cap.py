"""A cap on talk time, the clock that shows it, and the tension that the clock causes."""

from typing import Final

from sim.declare import Quantities, probability, quantity
from sim.mechanism import Mechanism
from sim.random.streams import BY_CONVERSATION, stream


class ConversationParameters(Quantities):
    """Its parameters in the section `conversation`."""

    aht_cap_s: float | None = quantity(
        "s", "cap on talk time; null for none", 1, 36000, "Times are in seconds: write 3 minutes as 180.")
    cap_enforcement: float = probability("share of conversations over the cap that end at it: 1 is a hard cap")
    clock_visible: bool = quantity(
        "", "whether agents see a clock: conversations over the cap then end just short of it, under tension",
                                   mechanism="aht_cap")
    tense_from_share: float = probability("share of the cap from which an agent who sees the clock is tense")
    tense_manner_sd: float = quantity("SD", "change in manner by tension", -5, 0)


class WorkforceParameters(Quantities):
    """Its parameters in the section `workforce`."""

    clock_quits_per_year: float = quantity("1/year", "increase in the hazard of quitting by a visible clock", 0, 2)


ENFORCED: Final = stream("ENFORCED", 14, BY_CONVERSATION, "whether the cap is enforced")
CAP_CONVERGENCE: Final = stream("CAP_CONVERGENCE", 15, BY_CONVERSATION, "where below a visible cap it ends")


MECHANISM = Mechanism(
    name="aht_cap",
    meaning="a cap on talk time, its clock and the tension it causes",
    parameters=(ConversationParameters, WorkforceParameters),
    streams=("ENFORCED", "CAP_CONVERGENCE"),
    rules=("sim.model.contact.service_time",),
    neutral={"conversation.aht_cap_s": None})
