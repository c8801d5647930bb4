"""Contacts and agents as the compiled day knows them: one row each, and their way into and out of columns.

A row is what an object is in the SimPy day, and its fields have the same names. Every field takes eight bytes (a truth
is 0 or 1), so that a table is a plain matrix too and its columns can be taken out in one go.
"""

import math
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.model.floor import GONE, WAITING, Carry, Floor, Rules
from sim.record import AgentDays, Bools, Contacts, Due, Floats, Ints
from sim.units import DAY_S

Row = Any                      # one row of a table: numba calls it a record, numpy a record too
Table = Any                    # rows

NOBODY = -1
_FIELD_OF: dict[Any, type] = {Floats: np.float64, Ints: np.int64, Bools: np.int64, float: np.float64, int: np.int64,
                              bool: np.int64}
_COLUMNS = Contacts.__annotations__
_ROW_EXTRAS = ("n_talks", "done_s", "born_day", "born_at_s", "queue_kind", "tier", "stage", "stage_ends_at_s",
               "joined_at_s", "asks_leader", "moves_on", "solve_prob", "picked_up_at_s", "leader")
_INSTANTS = ("arrived_at_s", "answered_at_s", "ended_at_s")
_EXTRA_INSTANTS = ("stage_ends_at_s", "joined_at_s", "picked_up_at_s")
_FLOOR_FIELDS = ("agent_id", "group", "available", "speed", "resolve_shift", "manner_sd", "strain")
_DUTY_FIELDS = ("on_duty", "rank", "wraps_until_s", "talk_since_break_s", "leaves_when_free")

def _rows(fields: list[tuple[str, type]]) -> np.dtype[np.record]:
    return np.dtype((np.record, fields))


_RULES = Rules.__annotations__
RULES = _rows([(name, _FIELD_OF[kind]) for name, kind in _RULES.items() if kind in (int, float, bool)])
KIND = _rows([(name, _FIELD_OF[kind]) for name, kind in _RULES.items()
              if kind in (Floats, Ints) and name not in ("laws", "later_days_cum")])
GROUP = _rows([("planned", np.int64), ("owed", np.int64)])
IN_LINE = [("line", np.int64), ("rank", np.float64), ("ahead", np.int64), ("behind", np.int64)]
EVENT = _rows([("at_s", np.float64), ("key", np.int64)])
LINE = _rows([("first", np.int64), ("last", np.int64), ("n", np.int64)])
CONTACT = _rows(
    [(name, _FIELD_OF[kind]) for name, kind in _COLUMNS.items()]
    + [(name, _FIELD_OF[Carry.__annotations__[name]]) for name in _ROW_EXTRAS]
    + [("agent", np.int64), ("queue_class", np.int64), ("again_day", np.int64), ("again_at_s", np.float64), *IN_LINE])
AGENT = _rows(
    [(name, _FIELD_OF[Floor.__annotations__[name]]) for name in _FLOOR_FIELDS]
    + [(name, _FIELD_OF[Carry.__annotations__[name]]) for name in _DUTY_FIELDS if name != "rank"]
    + [(name, np.int64) for name in ("idle", "n_idle", "n_talks", "n_cut_short", "next_block", "end_block",
                                    "in_block")]
    + [(name, np.float64) for name in ("busy_since_s", "first_on_s", "last_off_s", "on_since_s", "phone_s", "busy_s")]
    + IN_LINE)
NOW = _rows([
    ("now_s", np.float64), ("day", np.int64), ("first_id", np.int64), ("n_carried", np.int64), ("n_rows", np.int64),
    ("n_events", np.int64), ("top_is_free", np.int64), ("match_is_due", np.int64), ("queue_is_too_long", np.int64),
    ("n_in_lines", np.int64), ("n_waiting", np.int64), ("n_free", np.int64), ("queue_peak", np.int64),
    ("n_escalated", np.int64), ("leader_busy_s", np.float64), ("n_newcomers", np.int64), ("n_lingering", np.int64),
    ("n_again", np.int64), ("n_free_leaders", np.int64)])


# --- into the day -------------------------------------------------------------------------------------------


def rule_row(rules: Rules) -> NDArray[Any]:
    """The rule book's single numbers, as a table of one row."""
    return np.array([tuple(getattr(rules, name) for name in RULES.names or ())], dtype=RULES)


def kind_table(rules: Rules) -> NDArray[Any]:
    """What the rule book says of each kind [n_kinds]."""
    return _filled(KIND, rules.priority.size, {name: getattr(rules, name) for name in KIND.names or ()})


def group_table(floor: Floor, carry: Carry) -> NDArray[Any]:
    """The groups [n_groups]."""
    return _filled(GROUP, floor.planned.size, {"planned": floor.planned, "owed": carry.owed})


def contact_rows(due: Due, carry: Carry, floor: Floor) -> NDArray[Any]:
    """Room for today's contacts; in front those that midnight found open, in order of contact_id."""
    n_carried = carry.contacts.day.size
    n = n_carried + due.day.size
    rows = np.empty(n + n // 4 + 16, dtype=CONTACT)
    if n_carried:
        open_rows = rows[:n_carried]
        for name in _COLUMNS:
            open_rows[name] = getattr(carry.contacts, name)
        for name in _ROW_EXTRAS:
            open_rows[name] = getattr(carry, name)
        place = np.minimum(np.searchsorted(floor.agent_id, carry.contacts.agent_id), max(floor.agent_id.size - 1, 0))
        is_here = floor.agent_id[place] == carry.contacts.agent_id if floor.agent_id.size else False
        open_rows["agent"] = np.where(is_here, place, NOBODY)
    return rows


def agent_rows(floor: Floor, carry: Carry) -> NDArray[Any]:
    """Everyone on the floor [n_agents], those from yesterday as midnight found them."""
    n = floor.agent_id.size
    agents = _filled(AGENT, n, {name: getattr(floor, name) for name in _FLOOR_FIELDS})
    for name in ("wraps_until_s", "busy_since_s", "first_on_s", "last_off_s", "on_since_s"):
        agents[name] = math.nan
    index = np.arange(n)
    agents["next_block"] = np.searchsorted(floor.block_agent, index)
    agents["end_block"] = np.searchsorted(floor.block_agent, index, side="right")
    if carry.agent_id.size:
        place = np.searchsorted(floor.agent_id, carry.agent_id)
        for name in _DUTY_FIELDS:
            agents[name][place] = getattr(carry, name)
    return agents


def _filled(fields: np.dtype[np.record], n: int, columns: dict[str, Any]) -> NDArray[Any]:
    table = np.zeros(n, dtype=fields)
    for name, column in columns.items():
        table[name] = column
    return table


# --- out of the day -----------------------------------------------------------------------------------------


def contacts_table(rows: NDArray[Any], today: int) -> Contacts:
    """The columns of finished contacts, their instants counted from midnight of each contact's own day."""
    contacts = _columns(rows)
    if rows.size and contacts.day[0] != today:
        shift_s = DAY_S * (today - contacts.day)
        contacts = contacts._replace(**{name: getattr(contacts, name) + shift_s for name in _INSTANTS})
    return contacts


def _columns(rows: NDArray[Any]) -> Contacts:
    matrix = rows.view(np.int64).reshape(rows.size, len(CONTACT.names or ()))
    columns = np.ascontiguousarray(matrix[:, :len(_COLUMNS)].T)
    return Contacts(*(_as(column, kind) for column, kind in zip(columns, _COLUMNS.values(), strict=True)))


def _as(column: NDArray[np.int64], kind: Any) -> NDArray[Any]:
    return column.view(np.float64) if kind == Floats else column.astype(np.bool_) if kind == Bools else column


def due_table(rows: NDArray[Any]) -> Due:
    """Contacts to come, from those that they follow."""
    columns: dict[str, Any] = {
        "day": rows["again_day"], "at_s": rows["again_at_s"], "nth_contact": rows["nth_contact"] + 1,
        "n_talks": rows["n_talks"] + rows["answered"]}
    return Due(*(np.ascontiguousarray(columns.get(name, rows[name] if name in rows.dtype.names else None))
                 for name in Due._fields))


def carry_table(rows: NDArray[Any], agents: NDArray[Any], groups: NDArray[Any], rank_is_instant: bool) -> Carry:
    """What midnight finds open: contacts in order of contact_id, and agents who are on duty or still busy."""
    contacts = _columns(rows)
    contacts = contacts._replace(**{name: getattr(contacts, name) - DAY_S for name in _INSTANTS})
    extras = {name: np.ascontiguousarray(_typed(rows[name], Carry.__annotations__[name])) for name in _ROW_EXTRAS}
    for name in _EXTRA_INSTANTS:
        extras[name] = extras[name] - DAY_S
    here = agents[agents["on_duty"] != 0]
    return Carry(
        contacts=contacts, **extras, agent_id=here["agent_id"].copy(), on_duty=here["on_duty"] != 0,
        rank=here["rank"] - (DAY_S if rank_is_instant else 0.0), wraps_until_s=here["wraps_until_s"] - DAY_S,
        talk_since_break_s=here["talk_since_break_s"].copy(), leaves_when_free=here["leaves_when_free"] != 0,
        owed=groups["owed"].copy())


def _typed(column: NDArray[Any], kind: Any) -> NDArray[Any]:
    return column != 0 if kind == Bools else column


def agent_days(agents: NDArray[Any], floor: Floor) -> AgentDays:
    """How each agent's day added up, for those who were at work; called when midnight has closed the accounts."""
    at_work = np.flatnonzero(~np.isnan(agents["first_on_s"]))
    here = agents[at_work]
    on_duty_s = here["last_off_s"] - here["first_on_s"]
    planned_end_s = here["last_off_s"].copy()
    has_block = here["end_block"] > np.searchsorted(floor.block_agent, at_work)
    planned_end_s[has_block] = floor.block_until_s[here["end_block"][has_block] - 1]
    planned = floor.planned[here["group"]]
    unknown = np.full(at_work.size, math.nan)
    return AgentDays(
        day=np.full(at_work.size, floor.day, dtype=np.int64), agent_id=here["agent_id"].copy(),
        agent_group=here["group"].copy(), on_duty_s=np.where(planned, here["phone_s"], on_duty_s),
        busy_s=here["busy_s"].copy(), break_s=np.where(planned, 0.0, on_duty_s - here["phone_s"]),
        overtime_s=np.where(planned, 0.0, np.maximum(here["last_off_s"] - planned_end_s, 0.0)),
        n_talks=here["n_talks"].copy(), n_cut_short=here["n_cut_short"].copy(), strain=here["strain"].copy(),
        productivity=unknown, resolve_shift=unknown, occupancy=unknown)
