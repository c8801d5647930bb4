"""The opening of a conversation, and its effect on the whole and on the rating of the product."""

import math
from typing import Any, Final

from sim.columns import RECORD, Int
from sim.declare import Quantities, probability, quantity
from sim.measure import Sums, kpi, ratio
from sim.mechanism import Mechanism
from sim.random.streams import BY_CONVERSATION, stream


class FirstImpression(Quantities):
    """The opening of a conversation, and its effect on the whole."""

    good_share: float = probability("share of good openings by an agent of average manner: 'what have you tried already?'",
                                    mechanism="first_impression")
    accusing_share: float = probability("share of accusing openings by an agent of average manner: 'have you checked …?'",
                                        mechanism="first_impression")
    share_per_sd: float = quantity(
        "1/SD", "increase in good openings, and decrease in accusing ones, per SD of the agent's manner", 0, 1,
                                   mechanism="first_impression")
    good_manner_sd: float = quantity("SD", "change in perceived manner over the whole conversation by a good opening", -5, 5)
    accusing_manner_sd: float = quantity(
        "SD", "change in perceived manner over the whole conversation by an accusing opening", -5, 5)
    product_satisfied_share: float = probability("share of customers very satisfied with the product itself")
    halo: float = quantity("", "share of a deviation in satisfaction with service carried over to the product", 0, 1)
    usual_csat_share: float = probability("satisfaction with service from which this deviation is measured")


OPENING_PHRASE: Final = stream("OPENING_PHRASE", 68, BY_CONVERSATION, "how it is opened")


class ContactColumns:
    """Its columns of a contact."""

    opening = Int(0, RECORD, "see `Opening`")


@kpi("Opened with an accusation", "", "lower", "service")
def accused_share(s: Sums, p: Any) -> float:
    """Conversations opened with an accusation such as 'have you checked …?', divided by answered contacts."""
    return ratio(s["n_accused"], s["n_answered"])


@kpi("Very satisfied with the product", "", "higher", "customers")
def product_csat_share(s: Sums, p: Any) -> float:
    """Share of customers very satisfied with the product itself, the same in every scenario, plus the part of the deviation of
    satisfaction with conversations (CSAT) from its usual level that carries over to the product; at least 0, at most 1. Source:
    calibration I9.
    """
    first = p.first_impression
    deviation = ratio(s["satisfied"], s["n_conversations"]) - first.usual_csat_share
    share = float(first.product_satisfied_share + first.halo * p.mechanisms.first_impression * deviation)
    return share if math.isnan(share) else min(max(share, 0.0), 1.0)


MECHANISM = Mechanism(
    name="first_impression",
    meaning="the opening affects the whole conversation, and service the rating of the product",
    parameters=(FirstImpression,),
    streams=("OPENING_PHRASE",),
    contact_columns=ContactColumns,
    daily_sums=("n_accused",),
    kpis=(accused_share, product_csat_share),
    rules=("sim.model.contact.agent_reaction",),
    neutral={"first_impression.halo": 0.0})
