"""One day's tables: laid out in the morning, longer when they are full."""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.engine.compiled_day import people
from sim.engine.compiled_day.people import NOBODY, Table
from sim.jit import step
from sim.model.floor import WITH_LEADER, Carry, Floor, Rules
from sim.record import Bools, Due, Floats, Ints


class Day(NamedTuple):
    """One day in the centre as it is lived: tables of rows, and lists whose lengths the clock's row knows."""

    book: Table                    # [1] the rules' single numbers
    clock: Table                   # [1] the time, and how much there is of everything
    kinds: Table                   # [n_kinds] the rules by kind
    laws: Floats
    later_days_cum: Floats
    can_take: Bools                # [n_groups, n_kinds]
    attitude: Floats               # [n_customers]
    due: Due
    block_from_s: Floats           # as on the floor
    block_until_s: Floats
    plan_at_s: Floats
    plan_group: Ints
    plan_n: Ints
    groups: Table                  # [n_groups]
    agents: Table                  # [n_agents]
    lines: Table                   # of each kind repeats and others, then who asks a leader, then each group's free
    free_leaders: Ints             # a heap, the first leader at the top
    lingering: Ints                # agents past their time, for a queue at closing
    contacts: Table                # carried ones, then today's: in order of contact_id, which the row stands for
    newcomers: Ints                # contacts that joined a queue at this instant
    again: Ints                    # contacts that others follow, not today
    events: Table


def morning(rules: Rules, floor: Floor, due: Due, carry: Carry, n_contact_ids: int) -> Day:
    """Lay out the day's tables."""
    n_carried, n_agents = carry.contacts.day.size, floor.agent_id.size
    contacts, kinds = people.contact_rows(due, carry, floor), people.kind_table(rules)
    with_contact = carry.leader[carry.stage == WITH_LEADER].astype(np.int64)
    free_leaders = np.delete(np.arange(rules.n_leaders), with_contact)
    clock = np.zeros(1, dtype=people.NOW)
    clock["day"], clock["first_id"], clock["n_carried"] = floor.day, n_contact_ids, n_carried
    clock["n_rows"], clock["n_free_leaders"] = n_carried + due.day.size, free_leaders.size
    return Day(
        people.rule_row(rules), clock, kinds, rules.laws, rules.later_days_cum, floor.can_take, floor.attitude, due,
        floor.block_from_s, floor.block_until_s, floor.plan_at_s, floor.plan_group, floor.plan_n,
        people.group_table(floor, carry), people.agent_rows(floor, carry),
        np.full((2 * kinds.size + 1 + floor.planned.size, 3), (NOBODY, NOBODY, 0)).view(people.LINE).ravel(),
        np.concatenate([free_leaders, with_contact]), np.empty(n_agents, dtype=np.int64), contacts,
        np.empty(contacts.size, dtype=np.int64), np.empty(contacts.size, dtype=np.int64),
        np.empty(3 * n_agents + n_carried + 64, dtype=people.EVENT))


def with_longer_tables(day: Day) -> Day:
    """The same day with more room for contacts and events."""
    n_rows, n_events = 2 * day.contacts.size, 2 * (day.events.size + day.contacts.size)

    def longer(table: NDArray[Any], n: int) -> NDArray[Any]:
        return np.concatenate([table, np.empty(n - table.size, dtype=table.dtype)])

    return day._replace(contacts=longer(day.contacts, n_rows), newcomers=longer(day.newcomers, n_rows),
                        again=longer(day.again, n_rows), events=longer(day.events, n_events))


@step
def asking_line(day: Day) -> int:
    """The line of those who ask a leader."""
    return int(2 * day.kinds.size)


@step
def free_line(day: Day, group: int) -> int:
    """The line of a group's free agents."""
    return int(2 * day.kinds.size + 1 + group)


@step
def is_cramped(day: Day) -> bool:
    """Whether the next event, which makes at most one contact and matches all who wait, might want for room."""
    now = day.clock[0]
    most_events = now.n_events + now.n_waiting + day.lines[asking_line(day)].n + 4
    return bool(now.n_rows >= day.contacts.size or most_events > day.events.size)
