"""Two routing policies, asked at each match: a uniformly random agent, and a priority that grows with waiting.

Both functions run in both engines: as plain Python in SimPy, compiled by numba in the compiled one.

Source:
    Kleinrock (1964), "A delay dependent queue discipline", Naval Research Logistics Quarterly 11.
    Stanford, Taylor & Ziedins (2014), "Waiting time distributions in the accumulating priority queue", Queueing Systems 77.
"""

from typing import Annotated, Any

from pydantic import Field

from sim import AgentPolicy, Quantities, QueuePolicy, outside_stream, quantity
from sim.random.philox import uniform

PICK = outside_stream("contact_centre_example.pick")


def random_score(own: Any, params: Any, contact: Any, agent: Any, now_s: float) -> float:
    """A fresh random number for each pair of a contact and an agent: every idle agent is equally likely."""
    nth = (contact.nth_contact & 0xFF) << 24 | (contact.tier & 0xF) << 20 | agent.agent_id & 0xFFFFF
    return uniform(params.seed, PICK, contact.case_key, nth)


class Ageing(Quantities):
    """Parameters of the ageing priority."""

    rate_per_min: tuple[Annotated[float, Field(ge=0)], ...] = quantity(
        "1/min", "priority gained per minute of waiting, by contact type in their order; the last holds for all further types",
        default=(1.0,))


def ageing_score(own: Any, params: Any, queue: Any, contact: Any, now_s: float) -> float:
    """The priority gained so far, negative, because the smallest score is next."""
    rate = own.rate_per_min[min(contact.contact_type, len(own.rate_per_min) - 1)]
    return -rate * (now_s - contact.joined_at_s) / 60.0


PLUGINS = (
    AgentPolicy("uniformly_random", "each idle agent is equally likely to take a contact", random_score),
    QueuePolicy("ageing", "the priority of a contact grows while it waits, at a rate by contact type", ageing_score, Ageing),
)
