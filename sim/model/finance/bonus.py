"""Bonus: agents' results of the month that it depends on."""

from typing import NamedTuple

import numpy as np

from sim.jit import compiled
from sim.model.tables import Row, Table, row_type
from sim.model.workforce.agents import People, is_employed
from sim.schema import Bools, Floats, Ints

AHT, FCR, NPS = range(3)
MEASURES = {"aht": AHT, "fcr": FCR, "nps": NPS}     # the names of `costs.bonus_on`


class AgentMonth(NamedTuple):
    """An agent's results of the month so far, as far as a bonus depends on them."""

    handle_s: float
    n_conversations: float
    n_first: float                 # first conversations of their cases
    n_solved: float                # solved in them


MONTH = row_type(AgentMonth.__annotations__)


def new_month(n_agents: int) -> Table:
    """Empty results at the start of a month [n_agents]."""
    return np.zeros(n_agents, dtype=MONTH)


@compiled(nogil=True)
def note_conversations(month: Table, agent_id: Ints, nth_conversation: Ints, handle_s: Floats, solved: Bools) -> None:
    """Add a day's contacts, one array [n_contacts] each, to the results of the agents who answered them."""
    for i in range(agent_id.size):
        if agent_id[i] >= 0:
            own = month[agent_id[i]]
            own.handle_s += handle_s[i]
            own.n_conversations += 1.0
            if nth_conversation[i] == 1:
                own.n_first += 1.0
                own.n_solved += solved[i]


@compiled
def meets_target(measure: int, target: float, own: Row, nps: float) -> bool:
    """Whether an agent with conversations this month meets the target: AHT [s] at most, or FCR or the centre's NPS at least."""
    if measure == AHT:
        return bool(own.handle_s / own.n_conversations <= target)
    if measure == FCR:
        return bool(own.n_solved / max(own.n_first, 1.0) >= target)
    return nps >= target


@compiled(nogil=True)
def n_meeting_target(month: Table, people: People, day: int, measure: int, target: float, nps: float) -> int:
    """Number of agents still employed, with conversations this month, who met the target."""
    n = 0
    for agent_id in range(month.size):
        own = month[agent_id]
        if own.n_conversations > 0.0 and is_employed(people[agent_id], day):
            n += meets_target(measure, target, own, nps)
    return n
