"""Open questions in a conversation."""

from typing import Final

from sim.declare import Quantities, probability, quantity
from sim.mechanism import Mechanism
from sim.random.streams import BY_CONVERSATION, stream


class QuestionsParameters(Quantities):
    """Its parameters in the section `questions`."""

    open_share: float = probability("share of conversations with open questions", mechanism="questions")
    open_talk_factor: float = quantity("", "needed time with open questions as a multiple", 0.5, 2)
    open_resolve_gain: float = quantity("", "increase in resolution probability by open questions", -0.5, 0.5)
    open_manner_sd: float = quantity("SD", "change in manner by open questions", -2, 2)


OPENED: Final = stream("OPENED", 12, BY_CONVERSATION, "whether open questions lead it")


MECHANISM = Mechanism(
    name="questions",
    meaning="open questions and their effects",
    parameters=(QuestionsParameters,),
    streams=("OPENED",),
    rules=("sim.model.contact.encounter",))
