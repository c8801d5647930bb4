"""Routing: which agent takes a contact, and which contact an agent takes.

Each answer is a rank, smallest first, set when an agent becomes idle or a contact joins a queue; ties go by id. The
engines keep the order.
"""

from typing import Any

from sim.jit import compiled, rule
from sim.model.day import RANDOM_AGENT, REPEATS_FIRST
from sim.random.philox import uniform
from sim.random.streams import FREE_AGENT


@compiled
def agent_rank(which_agent: int, idle_since_s: float, seed: int, agent_id: int, nth_idle: int) -> float:
    """Rank of an idle agent: the longest idle first, or random."""
    if which_agent == RANDOM_AGENT:
        return uniform(seed, FREE_AGENT, agent_id, nth_idle)
    return idle_since_s


@compiled
def contact_class(which_contact: int, priority: int, n_talks: int) -> int:
    """Class of a waiting contact: a smaller class goes first; within a class, first come, first served."""
    if which_contact == REPEATS_FIRST and n_talks > 0:
        return 2 * priority
    return 2 * priority + 1


@rule
def take_rank(params: Any, agent: Any, day: int, now_s: float) -> None:
    """The agent becomes free, or has room for another chat, once more today: its new rank."""
    agent.n_idle += 1
    agent.rank = agent_rank(params.which_agent, now_s, params.seed, agent.agent_id, day << 16 | agent.n_idle & 0xFFFF)
