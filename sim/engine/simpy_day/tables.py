"""Customers' contacts and agents as the SimPy day knows them, and their way into and out of arrays."""

import math
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray
from simpy.events import Event

from sim.model.day import COMING, Carry, Floor
from sim.schema import CONTACT_DTYPES, AgentDays, Contacts, Due
from sim.units import DAY_S

NAN = math.nan


@dataclass(slots=True, eq=False)
class Contact:
    """One try of a customer to reach us. Instants count from midnight of the day that is being lived."""

    contact_id: int
    case_id: int
    case_key: int
    customer_id: int
    day: int
    kind: int
    nth_contact: int
    n_talks: int                      # of the case, before this contact
    done_s: float                     # work done on the case so far, in a trained agent's seconds
    born_day: int
    born_at_s: float
    arrived_at_s: float
    stage: int = COMING
    queue_kind: int = 0               # whose queue it stands in: another kind after a transfer
    tier: int = 0
    joined_at_s: float = NAN          # the queue it stands in, the leaders' queue included
    stage_ends_at_s: float = NAN      # the talk's or the leader's; while waiting, the end of patience
    turn: Event | None = None         # comes when an agent or a leader takes it, or when it is lost
    agent: "Agent | None" = None
    leader: int = -1
    n_calls: int = 0                  # our tries to call back
    channel: int = 0
    is_empty: bool = False            # nobody is behind it any more
    promised_at_s: float = NAN        # when a mail's answer is due
    late: bool = False
    nth_chat: int = 0                 # of those that its agent then held
    shared_from_s: float = 0.0        # what its agent had then shared out among chats
    asks_leader: bool = False
    moves_on: bool = False            # this talk ends in a transfer
    solve_prob: float = NAN
    picked_up_at_s: float = NAN       # by the agent of this tier
    nth_talk: int = 0
    answered_at_s: float = NAN
    ended_at_s: float = NAN
    wait_s: float = NAN
    transfer_wait_s: float = 0.0
    leader_wait_s: float = 0.0
    talk_s: float = 0.0
    needed_s: float = 0.0
    handle_s: float = 0.0
    agent_id: int = -1
    agent_group: int = -1
    outcome: int = -1
    answered: bool = False
    announced_s: float = NAN          # the wait that the caller was told
    call_back: bool = False           # rather than wait on the line, to be called back
    solved: bool = False
    transferred: bool = False
    cut_short: bool = False
    what_else: bool = False
    decision: int = 0
    misused: bool = False
    rude: bool = False
    ego: int = 0
    opening: int = 0
    severity: int = 0
    played: bool = False
    wow: bool = False
    delighted: bool = False
    manner_sd: float = NAN
    follows: int = -1
    satisfaction: float = NAN
    failure_logit: float = 0.0
    recovery: float = NAN
    again_day: int = -1               # of the contact that follows
    again_at_s: float = NAN

    def its_turn(self, who: "Agent | int | None") -> None:
        """Called: by an agent, by a leader, or by nobody any more."""
        assert self.turn is not None
        self.turn.succeed(who)


@dataclass(slots=True, eq=False)
class Agent:
    """One agent at work today; `index` is the place on the floor, and the agent's id inside an instant."""

    index: int
    agent_id: int
    group: int
    available: bool
    speed: float
    resolve_shift: float
    manner_sd: float
    strain: float
    blocks: list[tuple[float, float]] = field(default_factory=list)   # on the phone: from, until
    on_duty: bool = False
    idle: bool = False
    leaves_when_free: bool = False
    rank: float = 0.0                 # among the free
    n_idle: int = 0
    busy_since_s: float = NAN
    wraps_until_s: float = NAN
    n_chats: int = 0                  # held at once
    takes_chats: bool = False         # holds some, and may take another
    shared_s: float = 0.0             # time with chats so far, shared out: with two, each gets half
    shared_at_s: float = 0.0
    talk_since_break_s: float = 0.0
    first_on_s: float = NAN
    last_off_s: float = NAN
    on_since_s: float = NAN
    phone_s: float = 0.0              # on duty, busy or idle
    busy_s: float = 0.0
    n_talks: int = 0
    n_cut_short: int = 0
    n_rude: int = 0


_TYPES: dict[Any, type] = {int: np.int64, float: np.float64, bool: np.bool_}
_OWN_INSTANTS = ("arrived_at_s", "answered_at_s", "ended_at_s")
_INSTANTS = (*_OWN_INSTANTS, "stage_ends_at_s", "joined_at_s", "picked_up_at_s", "promised_at_s")
_EXTRAS = ("n_talks", "done_s", "born_day", "born_at_s", "queue_kind", "tier", "stage", "stage_ends_at_s",
           "joined_at_s", "asks_leader", "moves_on", "solve_prob", "picked_up_at_s", "leader", "n_calls", "is_empty",
           "promised_at_s")
_DUE_FLOATS = {"at_s", "done_s", "born_at_s"}


def contacts_table(rows: list[Contact], today: int) -> Contacts:
    """The columns of contacts, their instants counted from midnight of each contact's own day."""
    columns: dict[str, Any] = {
        name: np.array([getattr(row, name) for row in rows], dtype=CONTACT_DTYPES[name]) for name in Contacts._fields}
    if any(row.day != today for row in rows):
        shift_s = DAY_S * (today - columns["day"])
        for name in _OWN_INSTANTS:
            columns[name] = columns[name] + shift_s
    return Contacts(**columns)


def due_table(rows: list[tuple[float, ...]]) -> Due:
    """Contacts to come, from rows in the order of Due's columns."""
    columns: list[Any] = list(zip(*rows, strict=True)) if rows else [()] * len(Due._fields)
    arrays: list[Any] = [np.array(column, dtype=np.float64 if name in _DUE_FLOATS else np.int64)
                         for name, column in zip(Due._fields, columns, strict=True)]
    return Due(*arrays)


def contacts_coming(due: Due, first_id: int) -> list[Contact]:
    """Who comes today, as customers about to reach for the telephone."""
    rows = zip(*(column.tolist() for column in (
        due.case_id, due.case_key, due.customer_id, due.day, due.kind, due.nth_contact, due.n_talks, due.done_s,
        due.born_day, due.born_at_s, due.at_s)), strict=True)
    return [Contact(contact_id, *row) for contact_id, row in enumerate(rows, start=first_id)]


def agents_today(floor: Floor, carry: Carry) -> list[Agent]:
    """Everyone on the floor, those from yesterday as midnight found them."""
    agents = [Agent(index, *row) for index, row in enumerate(zip(*(column.tolist() for column in (
        floor.agent_id, floor.group, floor.available, floor.speed, floor.resolve_shift, floor.manner_sd,
        floor.strain)), strict=True))]
    for who, from_s, until_s in zip(floor.block_agent.tolist(), floor.block_from_s.tolist(),
                                    floor.block_until_s.tolist(), strict=True):
        agents[who].blocks.append((from_s, until_s))
    by_id = {agent.agent_id: agent for agent in agents}
    for row in zip(*(column.tolist() for column in (
            carry.agent_id, carry.on_duty, carry.rank, carry.wraps_until_s,
            carry.talk_since_break_s, carry.leaves_when_free)), strict=True):
        agent = by_id[row[0]]
        agent.on_duty, agent.rank, agent.wraps_until_s, agent.talk_since_break_s, agent.leaves_when_free = row[1:]
    return agents


def contacts_carried(carry: Carry, agents: list[Agent]) -> list[Contact]:
    """Contacts that midnight found open, each where it was."""
    by_id = {agent.agent_id: agent for agent in agents}
    columns = {name: getattr(carry.contacts, name).tolist() for name in Contacts._fields}
    columns |= {name: getattr(carry, name).tolist() for name in _EXTRAS}
    rows = [Contact(**{name: column[i] for name, column in columns.items()})
            for i in range(carry.contacts.day.size)]
    for row in rows:
        row.agent = by_id.get(row.agent_id)
    return rows


def carry_table(rows: list[Contact], agents: list[Agent], owed: list[int], rank_is_instant: bool) -> Carry:
    """What midnight finds open: contacts in order of contact_id, and agents who are on duty or still busy."""
    rows = sorted(rows, key=lambda row: row.contact_id)

    def column(name: str, dtype: type) -> Any:
        array: NDArray[Any] = np.array([getattr(row, name) for row in rows], dtype=dtype)
        return array - DAY_S if name in _INSTANTS else array

    contacts = Contacts(**{name: column(name, CONTACT_DTYPES[name]) for name in Contacts._fields})
    extras = {name: column(name, _TYPES[Contact.__annotations__[name]]) for name in _EXTRAS}
    here = [agent for agent in agents if agent.on_duty]
    return Carry(
        contacts=contacts, **extras,
        agent_id=np.array([agent.agent_id for agent in here], dtype=np.int64),
        on_duty=np.array([agent.on_duty for agent in here], dtype=np.bool_),
        rank=np.array([agent.rank for agent in here], dtype=np.float64) - (DAY_S if rank_is_instant else 0.0),
        wraps_until_s=np.array([agent.wraps_until_s for agent in here], dtype=np.float64) - DAY_S,
        talk_since_break_s=np.array([agent.talk_since_break_s for agent in here], dtype=np.float64),
        leaves_when_free=np.array([agent.leaves_when_free for agent in here], dtype=np.bool_),
        owed=np.array(owed, dtype=np.int64))


def agent_days(agents: list[Agent], floor: Floor) -> AgentDays:
    """How each agent's day added up, for those who were at work."""
    here = [agent for agent in agents if agent.first_on_s == agent.first_on_s]

    def column(values: list[float], dtype: type = np.float64) -> NDArray[Any]:
        return np.array(values, dtype=dtype)

    on_duty_s = column([agent.last_off_s - agent.first_on_s for agent in here])
    phone_s = column([agent.phone_s for agent in here])
    planned_end_s = column([agent.blocks[-1][1] if agent.blocks else agent.last_off_s for agent in here])
    last_off_s = column([agent.last_off_s for agent in here])
    index = column([agent.index for agent in here], np.int64)
    planned = floor.planned[floor.group[index]] if here else np.zeros(0, dtype=np.bool_)
    unknown = np.full(len(here), NAN)
    return AgentDays(
        day=np.full(len(here), floor.day, dtype=np.int64),
        agent_id=column([agent.agent_id for agent in here], np.int64),
        agent_group=column([agent.group for agent in here], np.int64),
        on_duty_s=np.where(planned, phone_s, on_duty_s),
        busy_s=column([agent.busy_s for agent in here]),
        break_s=np.where(planned, 0.0, on_duty_s - phone_s),
        overtime_s=np.where(planned, 0.0, np.maximum(last_off_s - planned_end_s, 0.0)),
        n_talks=column([agent.n_talks for agent in here], np.int64),
        n_cut_short=column([agent.n_cut_short for agent in here], np.int64),
        n_rude=column([agent.n_rude for agent in here], np.int64),
        strain=floor.strain[index], productivity=unknown, resolve_shift=unknown, occupancy=unknown)

