"""Contacts and agents of the SimPy day: objects, and their conversion from and to arrays.

An object has a slot for each column that `sim.schema` declares, and for what only processes need.
"""

import math
from operator import attrgetter
from typing import Any

import numpy as np
from numpy.typing import NDArray
from simpy.events import Event

from sim.columns import Use, columns_of
from sim.model.day import Carry, WorkforceToday
from sim.schema import (
    AGENT_CARRIED,
    AGENT_DTYPES,
    AGENT_MORNING,
    CARRIED_INSTANTS,
    CASE_NAMES,
    CONTACT_CARRIED,
    CONTACT_DTYPES,
    CONTACT_MODIFIERS,
    DUE_DTYPES,
    RECORD_INSTANTS,
    AgentColumns,
    AgentDays,
    AgentRow,
    ContactColumns,
    ContactRow,
    Contacts,
    Due,
    Floats,
)
from sim.units import DAY_S

NAN = math.nan


class Contact(ContactRow):
    """One contact. Instants count from midnight of the simulated day."""

    __slots__ = ("agent", "nth_chat", "turn")

    def __init__(self, **given: Any) -> None:
        super().__init__(**given)
        self.turn: Event | None = None        # succeeds when an agent or a team leader takes it, or when it ends unanswered
        self.agent: Agent | None = None
        self.nth_chat = 0                     # number of chats that its agent then held, this one included

    def its_turn(self, who: "Agent | int | None") -> None:
        """The contact is taken: by an agent, by a team leader, or by none (None)."""
        assert self.turn is not None
        self.turn.succeed(who)


class Agent(AgentRow):
    """One agent at work today; `index` is its row in `WorkforceToday`, and its id inside an instant."""

    __slots__ = ("blocks", "index")

    def __init__(self, index: int, **given: Any) -> None:
        super().__init__(**given)
        self.index = index
        self.blocks: list[tuple[float, float]] = []      # on the phone: from, until


_case_of = attrgetter(*CASE_NAMES)
_CONTACT_COLUMNS = {column.name: column.dtype for column in columns_of(ContactColumns)
                    if column.use & (Use.RECORD | Use.CARRIED)}
_AGENT_COLUMNS = {column.name: column.dtype for column in columns_of(AgentColumns)}


def _column(rows: list[Any], name: str, dtype: type) -> Any:
    """One attribute of some objects as an array [n_rows]."""
    return np.array([getattr(row, name) for row in rows], dtype=dtype)


def contacts_table(rows: list[Contact], today: int) -> Contacts:
    """The columns of contacts, their instants counted from midnight of each contact's own day."""
    columns: dict[str, Any] = {name: _column(rows, name, dtype) for name, dtype in CONTACT_DTYPES.items()}
    if any(row.day != today for row in rows):
        shift_s = DAY_S * (today - columns["day"])
        for name in RECORD_INSTANTS:
            columns[name] = columns[name] + shift_s
    return Contacts(**columns)


def next_contact(contact: Contact, contact_id: int, day: int, at_s: float) -> Contact:
    """The next contact of a contact's case: what the case keeps is handed on."""
    follow_ups = Contact(contact_id=contact_id, **dict(zip(CASE_NAMES, _case_of(contact), strict=True)))
    follow_ups.day, follow_ups.arrived_at_s = day, at_s
    for name in CONTACT_MODIFIERS:
        setattr(follow_ups, name, getattr(contact, name))
    follow_ups.nth_contact, follow_ups.n_conversations = contact.nth_contact + 1, contact.n_conversations + contact.answered
    return follow_ups


def due_table(rows: list[Contact]) -> Due:
    """Contacts due on later days, from objects."""
    columns = {name: _column(rows, "arrived_at_s" if name == "at_s" else name, dtype) for name, dtype in DUE_DTYPES.items()}
    return Due(**columns)


def contacts_coming(due: Due, first_id: int, modifiers: Floats) -> list[Contact]:
    """The contacts due today as objects, with their modifiers [n_due, 4] where there are any."""
    names = ["arrived_at_s" if name == "at_s" else name for name in Due._fields]
    rows = zip(*(column.tolist() for column in due), strict=True)
    contacts = [Contact(contact_id=contact_id, **dict(zip(names, row, strict=True)))
                for contact_id, row in enumerate(rows, start=first_id)]
    for contact, values in zip(contacts, modifiers.tolist(), strict=False):
        for name, value in zip(CONTACT_MODIFIERS, values, strict=True):
            setattr(contact, name, value)
    return contacts


def agents_today(workforce: WorkforceToday, carry: Carry, wrap_factor: Floats) -> list[Agent]:
    """Agents at work today as objects, carried ones in their state at midnight."""
    rows = zip(*(getattr(workforce, name).tolist() for name in AGENT_MORNING), strict=True)
    agents = [Agent(index, day=workforce.day, **dict(zip(AGENT_MORNING, row, strict=True))) for index, row in enumerate(rows)]
    for who, from_s, until_s in zip(workforce.block_agent.tolist(), workforce.block_from_s.tolist(),
                                    workforce.block_until_s.tolist(), strict=True):
        agents[who].blocks.append((from_s, until_s))
    for agent, factor in zip(agents, wrap_factor.tolist(), strict=False):
        agent.wrap_factor = factor
    by_id = {agent.agent_id: agent for agent in agents}
    for name in AGENT_CARRIED:
        for agent_id, value in zip(carry.agent_id.tolist(), getattr(carry, name).tolist(), strict=True):
            setattr(by_id[agent_id], name, value)
    return agents


def contacts_carried(carry: Carry, agents: list[Agent]) -> list[Contact]:
    """Contacts carried over from last midnight as objects, in their state then."""
    by_id = {agent.agent_id: agent for agent in agents}
    columns = {name: getattr(carry.contacts, name).tolist() for name in Contacts._fields}
    columns |= {name: getattr(carry, name).tolist() for name in CONTACT_CARRIED}
    rows = [Contact(**{name: column[i] for name, column in columns.items()})
            for i in range(carry.contacts.day.size)]
    for row in rows:
        row.agent = by_id.get(row.agent_id)
    return rows


def carry_table(rows: list[Contact], agents: list[Agent], n_leaving: list[int], rank_is_instant: bool) -> Carry:
    """What is carried over at midnight: open contacts in order of contact_id, and agents who are on duty or still busy."""
    rows = sorted(rows, key=lambda row: row.contact_id)
    columns = {name: _column(rows, name, dtype) for name, dtype in _CONTACT_COLUMNS.items()}
    for name in (*RECORD_INSTANTS, *CARRIED_INSTANTS):
        columns[name] -= DAY_S
    here = [agent for agent in agents if agent.on_duty]
    duty = {name: _column(here, name, _AGENT_COLUMNS[name]) for name in ("agent_id", *AGENT_CARRIED)}
    for name in ("wraps_until_s", *["rank"] * rank_is_instant):
        duty[name] -= DAY_S
    return Carry(
        contacts=Contacts(*(columns[name] for name in Contacts._fields)), **{name: columns[name] for name in CONTACT_CARRIED},
        **duty, n_leaving=np.array(n_leaving, dtype=np.int64))


def agent_days(agents: list[Agent], workforce: WorkforceToday) -> AgentDays:
    """Each agent's times of the day, for agents who were at work."""
    here = [agent for agent in agents if agent.first_on_s == agent.first_on_s]
    for agent in here:
        if workforce.planned[agent.group]:
            agent.on_duty_s = agent.phone_s
            continue
        agent.on_duty_s = agent.last_off_s - agent.first_on_s
        agent.break_s = agent.on_duty_s - agent.phone_s
        agent.overtime_s = max(agent.last_off_s - agent.blocks[-1][1], 0.0) if agent.blocks else 0.0
    columns: dict[str, NDArray[Any]] = {
        column.record_name: np.full(len(here), NAN) if Use.EVENING in column.use else _column(
            here, column.name, AGENT_DTYPES[column.record_name])
        for column in columns_of(AgentColumns) if Use.RECORD in column.use}
    return AgentDays(**columns)
