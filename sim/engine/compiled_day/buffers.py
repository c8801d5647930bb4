"""The tables of one day: filled in the morning, made longer when they are full, and reused on the next day."""

from operator import attrgetter, is_not
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.engine.compiled_day import tables
from sim.engine.compiled_day.tables import NOBODY, Table, as_matrix
from sim.jit import step
from sim.model.day import WITH_TEAM_LEADER, Carry, WorkforceToday
from sim.model.day_parameters import DAY_FIELDS, DayParameters
from sim.schema import Bools, Due, Floats, Ints


class Day(NamedTuple):
    """One day in the centre: tables of rows, and lists whose lengths stand in the clock's row."""

    params_row: Table                    # [1] the day's single numbers
    clock: Table                   # [1] the time, and the lengths of the lists
    contact_types: Table                   # [n_queues] the numbers of each queue
    distributions: Floats
    later_day_shares_cum: Floats
    can_take: Bools                # [n_groups, n_contact_types]
    attitude: Floats               # [n_customers]
    block_from_s: Floats           # as in `WorkforceToday`
    block_until_s: Floats
    plan_at_s: Floats
    plan_group: Ints
    plan_n: Ints
    groups: Table                  # [n_groups]
    agents: Table                  # [n_agents]
    lines: Table                   # queues by class, requests for a team leader, idle agents and agents with chats by group
    free_team_leaders: Ints             # a heap, the first team leader at the top
    standby: Ints                # agents past the end of their shift, for a queue at closing
    contacts: Table                # carried contacts, then today's, in order of contact_id
    new_contact: Table             # [1] a contact with default values
    newcomers: Ints                # contacts that joined a queue at this instant
    follow_ups: Ints                    # contacts with a follow-up on a later day
    gone: Ints                     # at midnight: contacts that ended
    still_here: Ints               # contacts that stay open
    was_at_work: Ints                  # agents who were at work
    events: Table


_all_but_time_given = attrgetter("queues", *(name for name in DAY_FIELDS if name != "time_given_share"))
_OF_CONTACTS = ("newcomers", "follow_ups", "gone", "still_here")     # lists that may contain every contact


class DayBuffers:
    """Memory for the days of a run: tables that are reused from day to day, as long as the longest day needed."""

    def __init__(self) -> None:
        self._tables: dict[str, NDArray[Any]] = {}
        self._rules: DayParameters | None = None
        self._params_row: Table = np.empty(0)
        self._queues: Table = np.empty(0)

    def morning(self, day_params: DayParameters, workforce: WorkforceToday, due: Due, carry: Carry, n_contact_ids: int) -> Day:
        """The day's tables, filled with what is known in the morning."""
        if day_params is not self._rules:
            if self._rules is None or any(map(is_not, _all_but_time_given(day_params), _all_but_time_given(self._rules))):
                self._params_row, self._queues = tables.day_parameter_row(day_params), tables.contact_type_table(day_params)
            self._rules = day_params
            self._params_row["time_given_share"] = day_params.time_given_share
        n_carried, n_agents, n_groups = carry.contacts.day.size, workforce.agent_id.size, workforce.planned.size
        n_rows = n_carried + due.day.size
        n_places = n_rows + n_rows // 4 + 16
        clock, contacts = self._table("clock", 1, tables.NOW), self._table("contacts", n_places, tables.CONTACT)
        agents = self._table("agents", n_agents, tables.AGENT)[:n_agents]
        groups = self._table("groups", n_groups, tables.GROUP)[:n_groups]
        lines = self._table("lines", 2 * self._queues.size + 1 + 2 * n_groups, tables.LINE)
        tables.lay_out_agents(agents, workforce, carry)
        tables.lay_out_groups(groups, workforce, carry)
        if n_carried:
            tables.lay_out_carried(contacts, carry, workforce)
        as_matrix(lines)[:] = NOBODY, NOBODY, 0
        as_matrix(clock)[:] = 0
        clock["day"], clock["first_id"], clock["n_carried"], clock["n_rows"] = workforce.day, n_contact_ids, n_carried, n_rows
        clock["n_free_team_leaders"] = day_params.n_team_leaders
        free_team_leaders = np.arange(day_params.n_team_leaders)
        if n_carried:
            with_contact = carry.team_leader[carry.state == WITH_TEAM_LEADER]
            free_team_leaders = np.concatenate([np.delete(free_team_leaders, with_contact), with_contact])
            clock["n_free_team_leaders"] = day_params.n_team_leaders - with_contact.size
        return Day(
            self._params_row, clock, self._queues, day_params.distributions, day_params.later_day_shares_cum, workforce.can_take,
            workforce.attitude,
            workforce.block_from_s, workforce.block_until_s, workforce.plan_at_s, workforce.plan_group, workforce.plan_n, groups,
            agents, lines,
            free_team_leaders, self._table("standby", n_agents, np.int64), contacts, tables.NEW_CONTACT,
            self._table("newcomers", n_places, np.int64), self._table("follow_ups", n_places, np.int64),
            self._table("gone", n_places, np.int64), self._table("still_here", n_places, np.int64),
            self._table("was_at_work", n_agents, np.int64),
            self._table("events", 3 * n_agents + n_carried + 64, tables.EVENT))

    def grow(self, day: Day) -> Day:
        """The same day with longer tables of contacts or events, where they are full."""
        wants_rows = day.clock["n_rows"][0] >= day.contacts.size
        names = ("contacts", *_OF_CONTACTS) if wants_rows else ("events",)
        grow: dict[str, Any] = {name: self._grow(name, getattr(day, name)) for name in names}
        return day._replace(**grow)

    def _table(self, name: str, n: int, fields: Any) -> NDArray[Any]:
        """A table of n rows or more, not initialised."""
        table = self._tables.get(name)
        if table is None or table.size < n:
            table = self._tables[name] = np.empty(n, dtype=fields)
        return table

    def _grow(self, name: str, table: NDArray[Any]) -> NDArray[Any]:
        """A table twice as long that begins with the rows of this one."""
        self._tables[name] = np.concatenate([table, np.empty_like(table)])
        return self._tables[name]


@step
def asking_line(day: Day) -> int:
    """The line of contacts that wait for a team leader."""
    return int(2 * day.contact_types.size)


@step
def free_line(day: Day, group: int) -> int:
    """The line of a group's idle agents."""
    return int(2 * day.contact_types.size + 1 + group)


@step
def chat_line(day: Day, group: int) -> int:
    """The line of a group's agents who have chats and can take another."""
    return int(2 * day.contact_types.size + 1 + day.groups.size + group)


@step
def needs_capacity(day: Day) -> bool:
    """Whether a table may be too short for the next event, which adds at most one contact and matches all waiting ones."""
    now = day.clock[0]
    max_events = now.n_events + now.n_waiting + day.lines[asking_line(day)].n + 4
    return bool(now.n_rows >= day.contacts.size or max_events > day.events.size)
