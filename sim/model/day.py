"""The state that rules and engines may see, as NamedTuples of plain numbers and arrays.

The parameters of a day stand in `sim.model.day_parameters`.
"""

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from sim.columns import ArrayTable, Use, annotations, array_table, columns_of
from sim.schema import AgentColumns, AgentDays, Bools, ContactColumns, Contacts, Due, Floats, Ints, no_contacts

NO_LIMIT = 1 << 40
LONGEST_IDLE, RANDOM_AGENT = 0, 1
FIRST_COME, REPEATS_FIRST = 0, 1
SERVE_OUT, TURN_AWAY, CARRY_OVER = 0, 1, 2
CLOSING = {"serve_out": SERVE_OUT, "turn_away": TURN_AWAY, "carry_over": CARRY_OVER}

# Order inside an instant: first what ends, then who comes, then matching, then who gives up; each by id.
(CONVERSATION_ENDS, TEAM_LEADER_ENDS, WRAP_ENDS, DUTY_ENDS, DUTY_STARTS, PLAN_CHANGES, ARRIVES, MATCHES, CLOSES,
 ABANDONS) = range(10)

# Where a contact is. Whoever is WAITING or later at midnight is carried over in a centre that never closes. AWAY: not
# reached by our callback; we shall try again.
SCHEDULED, WAITING, IN_CONVERSATION, AWAITING_TEAM_LEADER, WITH_TEAM_LEADER, WRAPPING_UP, ENDED, CALLBACK_PENDING = range(8)


class QueueTooLong(Exception):
    """More customers wait than anyone would believe: more work comes in than can be answered."""

    def __init__(self, n_waiting: int, day: int, at_s: float) -> None:
        super().__init__(n_waiting, day, at_s)
        self.n_waiting, self.day, self.at_s = n_waiting, day, at_s


class WorkforceToday(NamedTuple):
    """Everyone at work today. Agents are in order of agent_id, which is their id inside an instant."""

    day: int
    agent_id: Ints                 # [n_agents]
    group: Ints
    available: Bools               # False: here only to finish a conversation from yesterday
    speed: Floats                  # needed time as a multiple of a trained average agent's
    resolve_shift: Floats          # added to the chance of resolution
    manner_sd: Floats
    strain: Floats
    can_take: Bools                # [n_groups, n_queues]
    planned: Bools                 # [n_groups] by a plan of numbers, not by shifts
    block_agent: Ints              # [n_blocks] time on the phone: which agent, from, until; by agent and time
    block_from_s: Floats
    block_until_s: Floats
    plan_at_s: Floats              # [n_changes] from then on n agents of the group, by time and group
    plan_group: Ints
    plan_n: Ints
    attitude: Floats               # [n_customers] this morning; empty where customers are strangers


_CARRY_FIELDS: dict[str, Any] = {
    "contacts": Contacts,          # unfinished, in order of contact_id; the other columns of contacts stand beside them [n]
    **annotations(ContactColumns, Use.CARRIED),
    "agent_id": Ints,              # [n_on] those on duty, and those who still finish something
    **annotations(AgentColumns, Use.CARRIED),
    "n_leaving": Ints,                  # [n_groups] agents still to go home under a plan
}

if TYPE_CHECKING:
    class Carry(ContactColumns, AgentColumns, ArrayTable):
        """What a round-the-clock centre hands over at midnight; instants already count from the new day."""

        contacts: Contacts
        n_leaving: Ints
else:
    Carry = array_table("Carry", __name__, _CARRY_FIELDS)


class DayRecord(NamedTuple):
    """What a day leaves to the night."""

    contacts: Contacts             # finished today, in order of contact_id
    due: Due                       # redials and repeats that do not come today
    agents: AgentDays
    team_leader_busy_s: float
    n_escalated: int
    queue_peak: int
    carry: Carry
    n_contact_ids: int             # ids given so far today: the next day goes on from there


def empty_carry(n_groups: int) -> Carry:
    """Nothing left open: the first midnight, or that of a centre that closes."""
    columns: dict[str, Any] = {column.name: np.empty(0, dtype=column.dtype) for declaration in (ContactColumns, AgentColumns)
                               for column in columns_of(declaration) if Use.CARRIED in column.use}
    return Carry(contacts=no_contacts(), agent_id=np.empty(0, dtype=np.int64), n_leaving=np.zeros(n_groups, dtype=np.int64),
                 **columns)
