"""Contacts and agents as the compiled day knows them: one row each, and their way into and out of columns.

A row is what an object is in the SimPy day, and its fields have the same names. Every field takes eight bytes (a truth
is 0 or 1), so that a table is a plain matrix too, from which columns are taken out in one go.
"""

import math
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.jit import compiled
from sim.model.floor import Carry, Floor, Rules
from sim.record import AgentDays, Bools, Contacts, Due, Floats, Ints
from sim.units import DAY_S

Row = Any                      # one row of a table: a record, to numba as to numpy
Table = Any                    # rows

NOBODY = -1
_FIELD_OF: dict[Any, type] = {Floats: np.float64, Ints: np.int64, Bools: np.int64, float: np.float64, int: np.int64,
                              bool: np.int64}
_RULE, _CONTACT, _CARRY, _FLOOR = (table.__annotations__ for table in (Rules, Contacts, Carry, Floor))
_CONTACT_EXTRAS = ("n_talks", "done_s", "born_day", "born_at_s", "queue_kind", "tier", "stage", "stage_ends_at_s",
                   "joined_at_s", "asks_leader", "moves_on", "solve_prob", "picked_up_at_s", "leader")
_OWN_INSTANTS = ("arrived_at_s", "answered_at_s", "ended_at_s")
_INSTANTS = (*_OWN_INSTANTS, "stage_ends_at_s", "joined_at_s", "picked_up_at_s")
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
    _ints("agent", "queue_class", "again_day"), _floats("again_at_s"))
AGENT = _rows(
    _typed(_FLOOR_FIELDS, _FLOOR), _typed([name for name in _DUTY_FIELDS if name != "rank"], _CARRY), _IN_LINE,
    _ints("idle", "in_talk", "in_block", "n_idle", "n_talks", "n_cut_short", "first_block", "next_block", "end_block"),
    _floats("busy_since_s", "first_on_s", "last_off_s", "on_since_s", "phone_s", "busy_s"),
    _ints("day"), _floats("on_duty_s", "break_s", "overtime_s"))
GROUP = _rows(_ints("planned", "owed"))
LINE = _rows(_ints("first", "last", "n"))
EVENT = _rows(_floats("at_s"), _ints("key"))
NOW = _rows(_floats("now_s", "leader_busy_s"), _ints(
    "day", "has_begun", "first_id", "n_carried", "n_rows", "next_due", "next_plan", "n_events", "top_is_free",
    "match_is_due", "queue_is_too_long", "n_in_lines", "n_waiting", "n_free", "queue_peak", "n_escalated",
    "n_newcomers", "n_lingering", "n_again", "n_free_leaders"))


# --- into the day -------------------------------------------------------------------------------------------


def rule_row(rules: Rules) -> NDArray[Any]:
    """The rule book's single numbers, as a table of one row."""
    return np.array([tuple(getattr(rules, name) for name in RULES.names or ())], dtype=RULES)


def kind_table(rules: Rules) -> NDArray[Any]:
    """What the rule book says of each kind [n_kinds]."""
    return _filled(KIND, rules.priority.size, {name: getattr(rules, name) for name in KIND.names or ()})


def group_table(floor: Floor, carry: Carry) -> NDArray[Any]:
    """The groups of agents [n_groups]."""
    return _filled(GROUP, floor.planned.size, {"planned": floor.planned, "owed": carry.owed})


def contact_rows(due: Due, carry: Carry, floor: Floor) -> NDArray[Any]:
    """Room for today's contacts; in front those that midnight found open, in order of contact_id."""
    n_carried = carry.contacts.day.size
    n = n_carried + due.day.size
    rows = np.empty(n + n // 4 + 16, dtype=CONTACT)
    if n_carried:
        for name in Contacts._fields:
            rows[name][:n_carried] = getattr(carry.contacts, name)
        for name in _CONTACT_EXTRAS:
            rows[name][:n_carried] = getattr(carry, name)
        is_here = np.isin(carry.contacts.agent_id, floor.agent_id)
        rows["agent"][:n_carried] = np.where(is_here, np.searchsorted(floor.agent_id, carry.contacts.agent_id), NOBODY)
    return rows


def agent_rows(floor: Floor, carry: Carry) -> NDArray[Any]:
    """Everyone on the floor [n_agents], those from yesterday as midnight found them."""
    n = floor.agent_id.size
    agents = _filled(AGENT, n, {name: getattr(floor, name) for name in _FLOOR_FIELDS})
    for name in ("wraps_until_s", "busy_since_s", "first_on_s", "last_off_s", "on_since_s"):
        agents[name] = math.nan
    agents["day"] = floor.day
    if floor.block_agent.size:
        borders = np.searchsorted(floor.block_agent, np.arange(n + 1))
        agents["first_block"] = agents["next_block"] = borders[:-1]
        agents["end_block"] = borders[1:]
    if carry.agent_id.size:
        place = np.searchsorted(floor.agent_id, carry.agent_id)
        for name in _DUTY_FIELDS:
            agents[name][place] = getattr(carry, name)
    return agents


def _filled(fields: np.dtype[Any], n: int, columns: dict[str, Any]) -> NDArray[Any]:
    table = np.zeros(n, dtype=fields)
    for name, column in columns.items():
        table[name] = column
    return table


# --- out of the day -----------------------------------------------------------------------------------------


@compiled
def _taken_out(matrix: NDArray[np.int64], rows: Ints, columns: Ints) -> NDArray[np.int64]:
    """Some columns of some rows [n_columns, n_rows]."""
    out = np.empty((columns.size, rows.size), dtype=np.int64)
    for i in range(rows.size):
        for j in range(columns.size):
            out[j, i] = matrix[rows[i], columns[j]]
    return out


class _Columns:
    """Columns to be taken out of rows of one kind, each in the type that its table declares."""

    def __init__(self, fields: np.dtype[Any], names: Sequence[str], annotations: dict[str, Any]) -> None:
        places = {name: place for place, name in enumerate(fields.names or ())}
        self.n_fields, self.names = len(places), names
        self.places = np.array([places[name] for name in names])
        self.kinds = [annotations[name] for name in names]

    def of(self, table: NDArray[Any], rows: NDArray[np.int64]) -> dict[str, Any]:
        """Name and array [n_rows] of each column."""
        raw = _taken_out(table.view(np.int64).reshape(table.size, self.n_fields), rows, self.places)
        return {name: column.view(np.float64) if kind == Floats else column != 0 if kind == Bools else column
                for name, column, kind in zip(self.names, raw, self.kinds, strict=True)}


_OF_CONTACTS = _Columns(CONTACT, Contacts._fields, _CONTACT)
_OF_CARRY = _Columns(CONTACT, _CONTACT_EXTRAS, _CARRY)
_AFTER = {"day": "again_day", "at_s": "again_at_s"}
_OF_DUE = _Columns(CONTACT, [_AFTER.get(name, name) for name in Due._fields] + ["answered"],
                   {_AFTER.get(name, name): kind for name, kind in Due.__annotations__.items()} | {"answered": Ints})
_OF_DUTY = _Columns(AGENT, ("agent_id", *_DUTY_FIELDS), _CARRY)
_UNKNOWN = ("productivity", "resolve_shift", "occupancy")     # until the evening
_OF_AGENTS = _Columns(AGENT, [name for name in AgentDays._fields if name not in (*_UNKNOWN, "agent_group")] + ["group"],
                      AgentDays.__annotations__ | {"group": Ints})


def contacts_table(rows: NDArray[Any], which: NDArray[np.int64], today: int) -> Contacts:
    """The columns of finished contacts, their instants counted from midnight of each contact's own day."""
    columns = _OF_CONTACTS.of(rows, which)
    if which.size and columns["day"][0] != today:       # those from yesterday stand in front
        shift_s = DAY_S * (today - columns["day"])
        for name in _OWN_INSTANTS:
            columns[name] = columns[name] + shift_s
    return Contacts(**columns)


def due_table(rows: NDArray[Any], which: NDArray[np.int64]) -> Due:
    """Contacts to come, from those that they follow."""
    columns = list(_OF_DUE.of(rows, which).values())
    answered = columns.pop()
    due = Due(*columns)
    return due._replace(nth_contact=due.nth_contact + 1, n_talks=due.n_talks + answered)


def carry_table(rows: NDArray[Any], which: NDArray[np.int64], agents: NDArray[Any], groups: NDArray[Any],
                rank_is_instant: bool) -> Carry:
    """What midnight finds open: contacts in order of contact_id, and agents who are on duty or still busy."""
    columns = _OF_CONTACTS.of(rows, which) | _OF_CARRY.of(rows, which)
    for name in _INSTANTS:
        columns[name] = columns[name] - DAY_S
    contacts = Contacts(**{name: columns.pop(name) for name in Contacts._fields})
    duty = _OF_DUTY.of(agents, np.flatnonzero(agents["on_duty"]))
    duty["rank"] = duty["rank"] - (DAY_S if rank_is_instant else 0.0)
    duty["wraps_until_s"] = duty["wraps_until_s"] - DAY_S
    return Carry(contacts=contacts, **columns, **duty, owed=groups["owed"].copy())


def agent_days(agents: NDArray[Any]) -> AgentDays:
    """How each agent's day added up, for those who were at work."""
    columns = _OF_AGENTS.of(agents, np.flatnonzero(agents["first_on_s"] == agents["first_on_s"]))
    unknown = np.full(columns["day"].size, math.nan)
    columns["agent_group"] = columns.pop("group")
    return AgentDays(**columns, **dict.fromkeys(_UNKNOWN, unknown))
