"""Differences between agents, and what new agents have to learn."""

from typing import Final

from sim.declare import Quantities, quantity
from sim.mechanism import Mechanism
from sim.random.streams import BY_AGENT, stream


class WorkforceParameters(Quantities):
    """Its parameters in the section `workforce`."""

    speed_sd: float = quantity("", "standard deviation of log handle time between agents", 0, 1)
    manner_sd: float = quantity("SD", "standard deviation of manner between agents", 0, 3)
    start_productivity: float = quantity("", "productivity of a new agent: needed time is divided by it", 0.1, 1)
    learning_per_month: float = quantity("1/month", "rate at which the gap to full productivity closes", 0, 5)
    new_resolve_loss: float = quantity("", "shortfall in resolution probability of a new agent; closes at the same rate", 0, 1)


SPEED: Final = stream("SPEED", 48, BY_AGENT, "speed")
AGENT_MANNER: Final = stream("AGENT_MANNER", 49, BY_AGENT, "manner")


MECHANISM = Mechanism(
    name="learning",
    meaning="new agents are slower and solve less, and agents differ",
    parameters=(WorkforceParameters,),
    streams=("SPEED", "AGENT_MANNER"),
    rules=("sim.model.workforce.staffing",),
    neutral={
        "workforce.start_productivity": 1.0, "workforce.new_resolve_loss": 0.0, "workforce.speed_sd": 0.0,
        "workforce.manner_sd": 0.0, "workforce.pay_speed_slope": 0.0, "workforce.pay_manner_sd": 0.0})
