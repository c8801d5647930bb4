"""Contacts and agents as the compiled day knows them: one row each, and their way into and out of columns.

A row is what an object is in the SimPy day, and its fields have the same names. Every field takes eight bytes (a truth
is 0 or 1), so that a table is a plain matrix too, from which columns are taken out in one go.
"""

import math
from collections.abc import Sequence
from operator import itemgetter
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.jit import compiled
from sim.model.day import Carry, Floor, Rules, empty_carry
from sim.schema import AgentDays, Bools, Contacts, Due, Floats, Ints
from sim.units import DAY_S

Row = Any                      # one row of a table: a record, to numba as to numpy
Table = Any                    # rows

NOBODY = -1
_FIELD_OF: dict[Any, type] = {Floats: np.float64, Ints: np.int64, Bools: np.int64, float: np.float64, int: np.int64,
                              bool: np.int64}
_RULE, _CONTACT, _CARRY, _FLOOR = (table.__annotations__ for table in (Rules, Contacts, Carry, Floor))
_CONTACT_EXTRAS = ("n_talks", "done_s", "born_day", "born_at_s", "queue_kind", "tier", "stage", "stage_ends_at_s",
                   "joined_at_s", "asks_leader", "moves_on", "solve_prob", "picked_up_at_s", "leader", "n_calls", "is_empty",
                   "promised_at_s")
_OWN_INSTANTS = ("arrived_at_s", "answered_at_s", "ended_at_s")
_INSTANTS = (*_OWN_INSTANTS, "stage_ends_at_s", "joined_at_s", "picked_up_at_s", "promised_at_s")
_FLOOR_FIELDS = ("agent_id", "group", "available", "speed", "resolve_shift", "manner_sd", "strain")
_DUTY_FIELDS = ("on_duty", "rank", "wraps_until_s", "talk_since_break_s", "leaves_when_free")


def _rows(*fields: Sequence[tuple[str, type]]) -> np.dtype[Any]:
    return np.dtype((np.record, [field for part in fields for field in part]))


def _typed(names: Sequence[str], annotations: dict[str, Any]) -> list[tuple[str, type]]:
    return [(name, _FIELD_OF[annotations[name]]) for name in names]


def _ints(*names: str) -> list[tuple[str, type]]:
    return [(name, np.int64) for name in names]


def _floats(*names: str) -> list[tuple[str, type]]:
    return [(name, np.float64) for name in names]


RULES = _rows(_typed([name for name, kind in _RULE.items() if kind in (int, float, bool)], _RULE))
KIND = _rows(_typed([name for name, kind in _RULE.items()
                     if kind in (Floats, Ints) and name not in ("laws", "later_days_cum")], _RULE))
_IN_LINE = [*_ints("line", "ahead", "behind"), *_floats("rank")]
CONTACT = _rows(
    _typed(Contacts._fields, _CONTACT), _typed(_CONTACT_EXTRAS, _CARRY), _IN_LINE,
    _ints("agent", "queue_class", "again_day"), _floats("again_at_s", "shared_from_s"))
AGENT = _rows(
    _typed(_FLOOR_FIELDS, _FLOOR), _typed([name for name in _DUTY_FIELDS if name != "rank"], _CARRY), _IN_LINE,
    _ints("n_chats", "takes_chats"), _floats("shared_s", "shared_at_s"),
    _ints("idle", "in_talk", "in_block", "n_idle", "n_talks", "n_cut_short", "n_rude", "first_block", "next_block", "end_block"),
    _floats("busy_since_s", "first_on_s", "last_off_s", "on_since_s", "phone_s", "busy_s"),
    _ints("day"), _floats("on_duty_s", "break_s", "overtime_s"))
GROUP = _rows(_ints("planned", "owed", "n_on_duty"))
LINE = _rows(_ints("first", "last", "n"))
EVENT = _rows(_ints("place", "key"))
NOW = _rows(_floats("now_s", "leader_busy_s"), _ints(
    "day", "has_begun", "first_id", "n_carried", "n_rows", "next_due", "next_plan", "n_events", "top_is_free",
    "match_is_due", "queue_is_too_long", "n_in_lines", "n_waiting", "n_mails", "n_chats",
    "n_take_chats", "n_free", "queue_peak", "n_escalated",
    "n_newcomers", "n_lingering", "n_again", "n_free_leaders", "n_gone", "n_still_here", "n_at_work", "n_on_duty"))


# --- into the day -------------------------------------------------------------------------------------------


def rule_row(rules: Rules) -> NDArray[Any]:
    """The rule book's single numbers, as a table of one row."""
    return np.array([tuple(getattr(rules, name) for name in RULES.names or ())], dtype=RULES)


def kind_table(rules: Rules) -> NDArray[Any]:
    """What the rule book says of each kind [n_kinds]."""
    table = np.zeros(rules.priority.size, dtype=KIND)
    for name in KIND.names or ():
        table[name] = getattr(rules, name)
    return table


def lay_out_groups(groups: Table, floor: Floor, carry: Carry) -> None:
    """The groups of agents [n_groups]."""
    groups["planned"], groups["owed"], groups["n_on_duty"] = floor.planned, carry.owed, 0


def lay_out_carried(rows: Table, carry: Carry, floor: Floor) -> None:
    """Those that midnight found open, in order of contact_id, in front of today's contacts."""
    n_carried = carry.contacts.day.size
    for name in Contacts._fields:
        rows[name][:n_carried] = getattr(carry.contacts, name)
    for name in _CONTACT_EXTRAS:
        rows[name][:n_carried] = getattr(carry, name)
    rows["shared_from_s"][:n_carried] = 0.0
    place = np.searchsorted(floor.agent_id, carry.contacts.agent_id)
    place[place == floor.agent_id.size] = 0
    is_here = floor.agent_id[place] == carry.contacts.agent_id if floor.agent_id.size else np.zeros(n_carried, dtype=np.bool_)
    rows["agent"][:n_carried] = np.where(is_here, place, NOBODY)


def lay_out_agents(agents: Table, floor: Floor, carry: Carry) -> None:
    """Everyone on the floor [n_agents], those from yesterday as midnight found them."""
    as_matrix(agents)[:] = 0
    _come_to_work(agents, floor)
    if carry.agent_id.size:
        place = np.searchsorted(floor.agent_id, carry.agent_id)
        for name in _DUTY_FIELDS:
            agents[name][place] = getattr(carry, name)


@compiled
def _come_to_work(agents: Table, floor: Floor) -> None:
    """Who they are, and which of the blocks, in order of agents, are theirs."""
    block = 0
    for index in range(agents.size):
        agent = agents[index]
        agent.day, agent.agent_id, agent.group = floor.day, floor.agent_id[index], floor.group[index]
        agent.available, agent.speed, agent.strain = floor.available[index], floor.speed[index], floor.strain[index]
        agent.resolve_shift, agent.manner_sd = floor.resolve_shift[index], floor.manner_sd[index]
        agent.wraps_until_s = agent.busy_since_s = agent.first_on_s = agent.last_off_s = agent.on_since_s = math.nan
        agent.first_block = agent.next_block = block
        while block < floor.block_agent.size and floor.block_agent[block] == index:
            block += 1
        agent.end_block = block


# --- out of the day -----------------------------------------------------------------------------------------


def as_matrix(table: Table) -> NDArray[np.int64]:
    """The same rows as a plain matrix [n_rows, n_fields]."""
    return np.asarray(table).view(np.int64).reshape(table.size, table.dtype.itemsize // 8)


_BLOCK = 128                   # rows that stay in the fast memory while all their columns are taken out


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
    """Columns to be taken out of rows of one kind, each in the type that its table declares."""

    def __init__(self, fields: np.dtype[Any], names: Sequence[str], annotations: dict[str, Any]) -> None:
        by_type = [[name for name in names if annotations[name] == kind] for kind in (Floats, Ints, Bools)]
        self.n_floats, self.n_ints, self.n_bools = map(len, by_type)
        apart = [name for part in by_type for name in part]
        self.places = np.array([(fields.names or ()).index(name) for name in apart])
        self.in_order = itemgetter(*(apart.index(name) for name in names))

    def of(self, table: NDArray[Any], rows: NDArray[np.int64]) -> tuple[Any, ...]:
        """An array [n_rows] for each column: rows of three matrices."""
        numbers = np.empty((self.n_floats + self.n_ints, rows.size), dtype=np.int64)
        truths = np.empty((self.n_bools, rows.size), dtype=np.bool_)
        _taken_out(as_matrix(table), rows, self.places, numbers, truths)
        columns: tuple[Any, ...] = self.in_order(
            [*numbers[:self.n_floats].view(np.float64), *numbers[self.n_floats:], *truths])
        return columns


_OF_CONTACTS = _Columns(CONTACT, Contacts._fields, _CONTACT)
_OF_CARRY = _Columns(CONTACT, _CONTACT_EXTRAS, _CARRY)
_AFTER = {"day": "again_day", "at_s": "again_at_s"}
_OF_DUE = _Columns(CONTACT, [_AFTER.get(name, name) for name in Due._fields] + ["answered"],
                   {_AFTER.get(name, name): kind for name, kind in Due.__annotations__.items()} | {"answered": Ints})
_OF_DUTY = _Columns(AGENT, ("agent_id", *_DUTY_FIELDS), _CARRY)
_N_KNOWN = AgentDays._fields.index("productivity")     # the rest is unknown until the evening
_OF_AGENTS = _Columns(AGENT, [name.replace("agent_group", "group") for name in AgentDays._fields[:_N_KNOWN]],
                      AgentDays.__annotations__ | {"group": Ints})
_NOTHING = empty_carry(0)


def contacts_table(rows: NDArray[Any], which: NDArray[np.int64], today: int) -> Contacts:
    """The columns of finished contacts, their instants counted from midnight of each contact's own day."""
    contacts = Contacts(*_OF_CONTACTS.of(rows, which))
    if which.size and contacts.day[0] != today:         # those from yesterday stand in front
        shift_s = DAY_S * (today - contacts.day)
        for name in _OWN_INSTANTS:
            getattr(contacts, name)[:] += shift_s
    return contacts


def due_table(rows: NDArray[Any], which: NDArray[np.int64]) -> Due:
    """Contacts to come, from those that they follow."""
    *columns, answered = _OF_DUE.of(rows, which)
    due = Due(*columns)
    return due._replace(nth_contact=due.nth_contact + 1, n_talks=due.n_talks + answered)


def carry_table(rows: NDArray[Any], which: NDArray[np.int64], agents: NDArray[Any], n_on_duty: int, groups: NDArray[Any],
                rank_is_instant: bool) -> Carry:
    """What midnight finds open: contacts in order of contact_id, and agents who are on duty or still busy."""
    owed = groups["owed"].copy()
    if not which.size and not n_on_duty:
        return _NOTHING._replace(owed=owed)
    on_duty = np.flatnonzero(agents["on_duty"])
    contacts = Contacts(*_OF_CONTACTS.of(rows, which))
    extras = dict(zip(_CONTACT_EXTRAS, _OF_CARRY.of(rows, which), strict=True))
    duty = dict(zip(("agent_id", *_DUTY_FIELDS), _OF_DUTY.of(agents, on_duty), strict=True))
    for name in _INSTANTS:
        (extras[name] if name in extras else getattr(contacts, name))[:] -= DAY_S
    duty["rank"] -= DAY_S if rank_is_instant else 0.0
    duty["wraps_until_s"] -= DAY_S
    return Carry(contacts=contacts, **extras, **duty, owed=owed)


def agent_days(agents: NDArray[Any], at_work: NDArray[np.int64]) -> AgentDays:
    """How each agent's day added up, for those who were at work."""
    known = _OF_AGENTS.of(agents, at_work)
    unknown = np.full(known[0].size, math.nan)
    return AgentDays(*known, *[unknown] * (len(AgentDays._fields) - _N_KNOWN))
