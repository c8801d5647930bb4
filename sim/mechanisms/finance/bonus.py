"""A bonus, and its effect on agents' behaviour."""

from typing import Final, Literal

from sim.declare import Quantities, probability, quantity
from sim.mechanism import Mechanism
from sim.random.streams import BY_CONVERSATION, stream


class ConversationParameters(Quantities):
    """Its parameters in the section `conversation`."""

    gaming_prob: float = probability("share of conversations cut off early by the agent if a bonus depends on AHT",
                                     mechanism="bonus")
    gaming_talk_s: float = quantity("s", "length of a conversation that the agent cuts off early", 0, 600)


class CostsParameters(Quantities):
    """Its parameters in the section `costs`."""

    bonus_per_month: float = quantity("currency/month", "bonus of an agent who meets the target", 0, 1e5)
    bonus_on: Literal["none", "aht", "fcr", "nps"] = quantity("", "measure that the bonus depends on")
    bonus_target: float = quantity("", "target: seconds for aht (at most), share for fcr, points for nps (at least)",
                                   -100, 36000)


GAMED: Final = stream("GAMED", 16, BY_CONVERSATION, "whether the agent hangs up early for a bonus")


MECHANISM = Mechanism(
    name="bonus",
    meaning="a bonus, and its effect on agents' behaviour",
    parameters=(ConversationParameters, CostsParameters),
    streams=("GAMED",),
    rules=("sim.model.finance.bonus", "sim.model.finance.costs"),
    neutral={"costs.bonus_per_month": 0.0})
