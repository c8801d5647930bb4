"""What an engine receives and returns for a day, as NamedTuples of plain numbers and arrays.

The parameters of a day stand in `sim.model.day_parameters`.
"""

from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

import numpy as np

from sim.columns import ArrayTable, Use, annotations, array_table, columns_of
from sim.schema import (
    CONTACT_MODIFIERS,
    AgentColumns,
    AgentDays,
    Bools,
    ContactColumns,
    Contacts,
    Due,
    Floats,
    Ints,
    no_contacts,
)

NO_LIMIT = 1 << 40
LONGEST_IDLE, RANDOM_AGENT, OUTSIDE_AGENT_POLICY = 0, 1, 2
FIRST_COME, REPEATS_FIRST, OUTSIDE_QUEUE_POLICY = 0, 1, 2
SERVE_OUT, TURN_AWAY, CARRY_OVER = 0, 1, 2
CLOSING = {"serve_out": SERVE_OUT, "turn_away": TURN_AWAY, "carry_over": CARRY_OVER}

# Order inside an instant: ends, arrivals, matching, abandonments; each by id.
(CONVERSATION_ENDS, TEAM_LEADER_ENDS, WRAP_ENDS, DUTY_ENDS, DUTY_STARTS, PLAN_CHANGES, ARRIVES, MATCHES, CLOSES,
 ABANDONS) = range(10)

# State of a contact. A round-the-clock centre carries over contacts that are WAITING or later at midnight. AWAY: not
# reached by our callback, with another attempt to come.
SCHEDULED, WAITING, IN_CONVERSATION, AWAITING_TEAM_LEADER, WITH_TEAM_LEADER, WRAPPING_UP, ENDED, CALLBACK_PENDING = range(8)


class QueueTooLong(Exception):
    """More customers wait than `longest_queue` allows: more work arrives than agents can handle."""

    def __init__(self, n_waiting: int, day: int, at_s: float) -> None:
        super().__init__(n_waiting, day, at_s)
        self.n_waiting, self.day, self.at_s = n_waiting, day, at_s


class PolicyFailed(Exception):
    """A routing policy of a plug-in gave no number, or cannot be compiled; `why` is empty where an engine does not know it."""

    def __init__(self, name: str, why: str = "", can_compile: bool = True) -> None:
        super().__init__(name, why, can_compile)
        self.name, self.why, self.can_compile = name, why, can_compile


class WorkforceToday(NamedTuple):
    """Agents at work today, in order of agent_id, which orders them inside an instant."""

    day: int
    agent_id: Ints                 # [n_agents]
    group: Ints
    available: Bools               # False: finishes a conversation from yesterday only
    speed: Floats                  # needed time as a multiple of a trained average agent's
    resolve_shift: Floats          # added to the probability of resolution
    manner_sd: Floats
    strain: Floats
    can_take: Bools                # [n_groups, n_queues]
    planned: Bools                 # [n_groups] whether by planned numbers of agents instead of shifts
    block_agent: Ints              # [n_blocks] blocks on the phone: agent, start, end; by agent and time
    block_from_s: Floats
    block_until_s: Floats
    plan_at_s: Floats              # [n_changes] from then on n agents of the group are on duty; by time and group
    plan_group: Ints
    plan_n: Ints
    attitude: Floats               # [n_customers] this morning; empty where customers are anonymous


class Modifiers(NamedTuple):
    """What mechanisms of plug-ins change in a day beside the agents' speed and skill; empty where they change nothing."""

    wrap_factor: Floats            # [n_agents] or empty: after-call work as a multiple
    contacts: Floats               # [n_due, 4] or empty: a column for each of `CONTACT_MODIFIERS`


NO_MODIFIERS = Modifiers(np.empty(0), np.empty((0, len(CONTACT_MODIFIERS))))

_CARRY_FIELDS: dict[str, Any] = {
    "contacts": Contacts,          # unfinished, in order of contact_id; the other columns of contacts stand beside them [n]
    **annotations(ContactColumns, Use.CARRIED),
    "agent_id": Ints,              # [n_on] agents on duty, and agents who still finish work
    **annotations(AgentColumns, Use.CARRIED),
    "n_leaving": Ints,                  # [n_groups] agents still to go home under a plan
}

if TYPE_CHECKING:
    class Carry(ContactColumns, AgentColumns, ArrayTable):
        """What a round-the-clock centre carries over at midnight; instants count from the new midnight."""

        contacts: Contacts
        n_leaving: Ints
else:
    Carry = array_table("Carry", __name__, _CARRY_FIELDS)


class DayRecord(NamedTuple):
    """Results of a day, input of the evening and the night."""

    contacts: Contacts             # finished today, in order of contact_id
    due: Due                       # redials and repeats due on later days
    agents: AgentDays
    team_leader_busy_s: float
    n_escalated: int
    queue_peak: int
    carry: Carry
    n_contact_ids: int             # number of contact ids used so far: the next day's ids follow


def empty_carry(n_groups: int) -> Carry:
    """Nothing carried over: at the start, or in a centre that closes."""
    columns: dict[str, Any] = {column.name: np.empty(0, dtype=column.dtype) for declaration in (ContactColumns, AgentColumns)
                               for column in columns_of(declaration) if Use.CARRIED in column.use}
    return Carry(contacts=no_contacts(), agent_id=np.empty(0, dtype=np.int64), n_leaving=np.zeros(n_groups, dtype=np.int64),
                 **columns)


class TablesRecorder(Protocol):
    """Receives the tables of each day."""

    def evening(self, contacts: Contacts, agents: AgentDays, open_from: int) -> None:
        """Receive a day's tables.

        Args:
            contacts: contacts that ended today, in order of contact_id: all of today's, except those that a round-the-clock
                centre carries over at midnight; they stand in the table of a later day.
            agents: agent days of the agents at work.
            open_from: smallest contact_id that may occur in a later day's table.
        """
