"""Contacts and agents of the compiled day: one row each, and their conversion from and to columns.

A row corresponds to an object of the SimPy day, and its fields have the same names; `sim.schema` declares them. Every field takes
eight bytes (a boolean is 0 or 1), so a table is also a plain matrix, from which columns are copied at once.
"""

import math
from collections.abc import Mapping, Sequence
from operator import attrgetter, itemgetter
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.columns import Use, columns_of, new_row, record_dtype, row_fields
from sim.jit import compiled
from sim.model.day import Carry, WorkforceToday, empty_carry
from sim.model.day_parameters import DAY_FIELDS, QUEUE_FIELDS, DayParameters
from sim.model.tables import row_type
from sim.schema import (
    AGENT_CARRIED,
    AGENT_DTYPES,
    AGENT_MORNING,
    CARRIED_INSTANTS,
    CONTACT_CARRIED,
    CONTACT_DTYPES,
    DUE_DTYPES,
    RECORD_INSTANTS,
    AgentColumns,
    AgentDays,
    ContactColumns,
    Contacts,
    Due,
    Ints,
)
from sim.units import DAY_S

Row = Any                      # one row of a table: a record, in numba as in numpy
Table = Any                    # rows

NOBODY = -1
QUEUE_TOO_LONG, AGENT_POLICY_FAILED, QUEUE_POLICY_FAILED = 1, 2, 3     # why the loop has stopped


def _ints(*names: str) -> list[tuple[str, type]]:
    return [(name, np.int64) for name in names]


def _floats(*names: str) -> list[tuple[str, type]]:
    return [(name, np.float64) for name in names]


DAY_PARAMETERS, KIND = row_type(DAY_FIELDS), row_type(QUEUE_FIELDS)
_rule_values, _queue_values = attrgetter(*DAY_FIELDS), attrgetter(*QUEUE_FIELDS)
# Fields of the lines: contacts in a queue, idle agents.
_LINKS = _ints("line", "ahead", "behind")
CONTACT = record_dtype([*row_fields(ContactColumns), *_LINKS, *_floats("rank"), *_ints("agent", "queue_class")])
AGENT = record_dtype([
    *row_fields(AgentColumns), *_LINKS, *_ints("in_conversation", "in_block", "first_block", "next_block", "end_block")])
NEW_CONTACT = new_row(CONTACT, ContactColumns, agent=NOBODY)
GROUP = record_dtype(_ints("planned", "n_leaving", "n_on_duty"))
LINE = record_dtype(_ints("first", "last", "n"))
EVENT = record_dtype(_ints("place", "key"))
NOW = record_dtype([*_floats("now_s", "team_leader_busy_s"), *_ints(
    "day", "has_begun", "first_id", "n_carried", "n_rows", "next_due", "next_plan", "n_events", "top_is_free",
    "match_is_due", "stopped", "agent_policy", "agent_policy_own", "queue_policy", "queue_policy_own",
    "n_in_lines", "n_waiting", "n_emails", "n_chats",
    "n_take_chats", "n_free", "queue_peak", "n_escalated",
    "n_newcomers", "n_standby", "n_again", "n_free_team_leaders", "n_gone", "n_still_here", "n_at_work", "n_on_duty")])


# --- into the day -------------------------------------------------------------------------------------------


def day_parameter_row(day_params: DayParameters) -> NDArray[Any]:
    """The day's single numbers, as a table of one row."""
    return np.array([_rule_values(day_params)], dtype=DAY_PARAMETERS)


def contact_type_table(day_params: DayParameters) -> NDArray[Any]:
    """The numbers of each queue [n_queues]."""
    return np.array([_queue_values(queue) for queue in day_params.queues], dtype=KIND)


def lay_out_groups(groups: Table, workforce: WorkforceToday, carry: Carry) -> None:
    """The groups of agents [n_groups]."""
    groups["planned"], groups["n_leaving"], groups["n_on_duty"] = workforce.planned, carry.n_leaving, 0


def lay_out_carried(rows: Table, carry: Carry, workforce: WorkforceToday) -> None:
    """Contacts carried over from last midnight, in order of contact_id, in front of today's contacts."""
    n_carried = carry.contacts.day.size
    as_matrix(rows)[:n_carried] = as_matrix(NEW_CONTACT)
    for name in Contacts._fields:
        rows[name][:n_carried] = getattr(carry.contacts, name)
    for name in CONTACT_CARRIED:
        rows[name][:n_carried] = getattr(carry, name)
    place = np.searchsorted(workforce.agent_id, carry.contacts.agent_id)
    place[place == workforce.agent_id.size] = 0
    is_here = workforce.agent_id[place] == carry.contacts.agent_id if workforce.agent_id.size else np.zeros(n_carried,
                                                                                                            dtype=np.bool_)
    rows["agent"][:n_carried] = np.where(is_here, place, NOBODY)


def lay_out_agents(agents: Table, workforce: WorkforceToday, carry: Carry) -> None:
    """Agents at work today [n_agents], carried ones in their state at midnight, with the range of their blocks."""
    as_matrix(agents)[:] = _NEW_AGENT
    agents["day"] = workforce.day
    for name in AGENT_MORNING:
        agents[name] = getattr(workforce, name)
    index = np.arange(agents.size)
    agents["first_block"] = agents["next_block"] = workforce.block_agent.searchsorted(index)
    agents["end_block"] = workforce.block_agent.searchsorted(index, "right")
    if carry.agent_id.size:
        place = np.searchsorted(workforce.agent_id, carry.agent_id)
        for name in AGENT_CARRIED:
            agents[name][place] = getattr(carry, name)


# --- out of the day -----------------------------------------------------------------------------------------


def as_matrix(table: Table) -> NDArray[np.int64]:
    """The same rows as a plain matrix [n_rows, n_fields]."""
    return np.asarray(table).view(np.int64).reshape(table.size, table.dtype.itemsize // 8)


_NEW_AGENT = as_matrix(new_row(AGENT, AgentColumns))
_BLOCK = 128                   # rows that stay in the processor's cache while all their columns are copied


@compiled
def _taken_out(matrix: NDArray[np.int64], rows: Ints, places: Ints, numbers: NDArray[np.int64],
               truths: NDArray[np.bool_]) -> None:
    """Some columns of some rows: first `numbers` [n_numbers, n_rows], then `truths` [n_truths, n_rows]."""
    n_numbers = numbers.shape[0]
    for start in range(0, rows.size, _BLOCK):
        block = rows[start:start + _BLOCK]
        for j in range(n_numbers):
            column, number = matrix[:, places[j]], numbers[j, start:]
            for i in range(block.size):
                number[i] = column[block[i]]
        for j in range(truths.shape[0]):
            column, truth = matrix[:, places[n_numbers + j]], truths[j, start:]
            for i in range(block.size):
                truth[i] = column[block[i]] != 0


class _Columns:
    """Columns to be copied from rows, each in the type that its table declares."""

    def __init__(self, fields: np.dtype[Any], dtypes: Mapping[str, type]) -> None:
        by_type = [[name for name, dtype in dtypes.items() if dtype is contact_type]
                   for contact_type in (np.float64, np.int64, np.bool_)]
        self.n_floats, self.n_ints, self.n_bools = map(len, by_type)
        apart = [name for part in by_type for name in part]
        self.places = np.array([(fields.names or ()).index(name) for name in apart])
        self.in_order = itemgetter(*(apart.index(name) for name in dtypes))

    def of(self, table: NDArray[Any], rows: NDArray[np.int64]) -> tuple[Any, ...]:
        """An array [n_rows] for each column: rows of three matrices."""
        numbers = np.empty((self.n_floats + self.n_ints, rows.size), dtype=np.int64)
        truths = np.empty((self.n_bools, rows.size), dtype=np.bool_)
        _taken_out(as_matrix(table), rows, self.places, numbers, truths)
        columns: tuple[Any, ...] = self.in_order(
            [*numbers[:self.n_floats].view(np.float64), *numbers[self.n_floats:], *truths])
        return columns


def _dtypes(declaration: type, names: Sequence[str]) -> dict[str, type]:
    return {column.name: column.dtype for column in columns_of(declaration) if column.name in names}


_AFTER = {"day": "follow_up_day", "at_s": "follow_up_at_s"}
_KNOWN = {column.record_name: column.name for column in columns_of(AgentColumns)
          if Use.RECORD in column.use and Use.EVENING not in column.use}      # the rest is filled in the evening
_OF_CONTACTS = _Columns(CONTACT, CONTACT_DTYPES)
_OF_CARRY = _Columns(CONTACT, _dtypes(ContactColumns, CONTACT_CARRIED))
_OF_DUE = _Columns(CONTACT, {_AFTER.get(name, name): dtype for name, dtype in DUE_DTYPES.items()} | {"answered": np.int64})
_OF_DUTY = _Columns(AGENT, _dtypes(AgentColumns, ("agent_id", *AGENT_CARRIED)))
_OF_AGENTS = _Columns(AGENT, {own: AGENT_DTYPES[name] for name, own in _KNOWN.items()})
_in_record = itemgetter(*({name: at for at, name in enumerate(_KNOWN)}.get(name, len(_KNOWN)) for name in AgentDays._fields))
_NOTHING = empty_carry(0)


def contacts_table(rows: NDArray[Any], which: NDArray[np.int64], today: int) -> Contacts:
    """The columns of finished contacts, their instants counted from midnight of each contact's own day."""
    contacts = Contacts(*_OF_CONTACTS.of(rows, which))
    if which.size and contacts.day[0] != today:         # those from yesterday come first
        shift_s = DAY_S * (today - contacts.day)
        for name in RECORD_INSTANTS:
            getattr(contacts, name)[:] += shift_s
    return contacts


def due_table(rows: NDArray[Any], which: NDArray[np.int64]) -> Due:
    """Contacts due on later days, from the contacts that they follow."""
    *columns, answered = _OF_DUE.of(rows, which)
    due = Due(*columns)
    return due._replace(nth_contact=due.nth_contact + 1, n_conversations=due.n_conversations + answered)


def carry_table(rows: NDArray[Any], which: NDArray[np.int64], agents: NDArray[Any], n_on_duty: int, groups: NDArray[Any],
                rank_is_instant: bool) -> Carry:
    """What is carried over at midnight: open contacts in order of contact_id, and agents who are on duty or still busy."""
    n_leaving = groups["n_leaving"].copy()
    if not which.size and not n_on_duty:
        return _NOTHING._replace(n_leaving=n_leaving)
    on_duty = np.flatnonzero(agents["on_duty"])
    contacts = Contacts(*_OF_CONTACTS.of(rows, which))
    carried = Carry(contacts, *_OF_CARRY.of(rows, which), *_OF_DUTY.of(agents, on_duty), n_leaving)
    for name in RECORD_INSTANTS:
        getattr(contacts, name)[:] -= DAY_S
    for name in (*CARRIED_INSTANTS, "wraps_until_s", *["rank"] * rank_is_instant):
        getattr(carried, name)[:] -= DAY_S
    return carried


def agent_days(agents: NDArray[Any], was_at_work: NDArray[np.int64]) -> AgentDays:
    """Each agent's times of the day, for agents who were at work."""
    unknown = np.full(was_at_work.size, math.nan)
    return AgentDays(*_in_record((*_OF_AGENTS.of(agents, was_at_work), unknown)))
