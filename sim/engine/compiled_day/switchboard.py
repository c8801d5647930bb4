"""The queues, the free agents and the free leaders, and who gets whom at each instant."""

from typing import NamedTuple

from sim.engine.compiled_day.clock import call_at
from sim.engine.compiled_day.people import NOBODY, Row, Table
from sim.engine.compiled_day.talk import begin_talk, leader_time_s
from sim.jit import compiled
from sim.model import floor as at
from sim.model.routing import agent_rank, contact_class
from sim.record import Bools, Floats, Ints


class Day(NamedTuple):
    """One day in the centre, as it is lived: tables of rows, and lists whose lengths `now` knows."""

    rules: Row
    now: Row                       # the clock, and how long each list is
    kinds: Table                   # [n_kinds]
    groups: Table                  # [n_groups]
    laws: Floats
    later_days_cum: Floats
    can_take: Bools                # [n_groups, n_kinds]
    attitude: Floats
    agents: Table
    lines: Table                   # for each kind repeats and others; then who asks a leader; then each group's free
    lingering: Ints                # agents past their time, for a queue at closing
    free_leaders: Ints             # a heap, the first leader at the top
    contacts: Table                # carried ones, then today's; in order of contact_id, which a row stands for
    events: Table
    newcomers: Ints                # contacts that joined a queue at this instant
    again: Ints                    # contacts that others follow, not today


# --- lines: in order of rank, then of row; held together by links, so that anyone can leave at once ---------------


@compiled
def joins_line(lines: Table, line: int, people: Table, who: int, rank: float) -> None:
    """Stand behind all of smaller rank, and of the same rank with a smaller row."""
    ahead = lines[line].last
    while ahead >= 0 and (people[ahead].rank > rank or (people[ahead].rank == rank and ahead > who)):
        ahead = people[ahead].ahead
    behind = lines[line].first if ahead < 0 else people[ahead].behind
    people[who].line, people[who].rank, people[who].ahead, people[who].behind = line, rank, ahead, behind
    if ahead < 0:
        lines[line].first = who
    else:
        people[ahead].behind = who
    if behind < 0:
        lines[line].last = who
    else:
        people[behind].ahead = who
    lines[line].n += 1


@compiled
def leaves_line(lines: Table, people: Table, who: int) -> None:
    """Taken, or gone."""
    line, ahead, behind = people[who].line, people[who].ahead, people[who].behind
    if ahead < 0:
        lines[line].first = behind
    else:
        people[ahead].behind = behind
    if behind < 0:
        lines[line].last = ahead
    else:
        people[behind].ahead = ahead
    lines[line].n -= 1


@compiled
def asking_line(day: Day) -> int:
    """The line of those who ask a leader."""
    return 2 * day.kinds.size


@compiled
def free_line(day: Day, group: int) -> int:
    """The line of a group's free agents."""
    return 2 * day.kinds.size + 1 + group


# --- who joins a line, and who leaves it ----------------------------------------------------------------------


@compiled
def stands_in_queue(day: Day, row: int) -> None:
    """One more waits in the queue of its kind."""
    contact, now = day.contacts[row], day.now
    queue_class = contact_class(day.rules.which_contact, day.kinds[contact.queue_kind].priority, contact.n_talks)
    contact.queue_class = queue_class
    joins_line(day.lines, 2 * contact.queue_kind + queue_class % 2, day.contacts, row, contact.joined_at_s)
    now.n_waiting += 1
    if now.n_waiting > day.rules.longest_queue:
        now.queue_is_too_long = True


@compiled
def is_idle(day: Day, index: int) -> None:
    """One more agent is free, and takes a rank among the free."""
    agent, rules = day.agents[index], day.rules
    agent.n_idle += 1
    nth = day.now.day << 16 | agent.n_idle & 0xFFFF
    lines_up(day, index, agent_rank(rules.which_agent, day.now.now_s, rules.seed, agent.agent_id, nth))


@compiled
def lines_up(day: Day, index: int, rank: float) -> None:
    """Wait for a contact, with this rank."""
    agent = day.agents[index]
    agent.idle = True
    joins_line(day.lines, free_line(day, agent.group), day.agents, index, rank)
    day.now.n_free += 1
    day.now.match_is_due = True


@compiled
def is_no_longer_free(day: Day, index: int) -> None:
    """Taken by a contact, or gone off duty."""
    leaves_line(day.lines, day.agents, index)
    day.agents[index].idle = False
    day.now.n_free -= 1


@compiled
def asks(day: Day, row: int) -> None:
    """One more holds for a leader."""
    joins_line(day.lines, asking_line(day), day.contacts, row, day.contacts[row].joined_at_s)
    day.now.match_is_due = True


@compiled
def leader_is_free(free_leaders: Ints, now: Row, leader: int) -> None:
    """One more leader is free; the first stays at the top."""
    place = now.n_free_leaders
    now.n_free_leaders += 1
    while place > 0 and free_leaders[(place - 1) // 2] > leader:
        free_leaders[place] = free_leaders[(place - 1) // 2]
        place = (place - 1) // 2
    free_leaders[place] = leader


@compiled
def first_leader(free_leaders: Ints, now: Row) -> int:
    """Take the first of the free leaders."""
    leader = free_leaders[0]
    now.n_free_leaders -= 1
    n, last, place = now.n_free_leaders, free_leaders[now.n_free_leaders], 0
    while 2 * place + 1 < n:
        below = 2 * place + 1
        if below + 1 < n and free_leaders[below + 1] < free_leaders[below]:
            below += 1
        if free_leaders[below] > last:
            break
        free_leaders[place] = free_leaders[below]
        place = below
    free_leaders[place] = last
    return leader


# --- the matching ---------------------------------------------------------------------------------------------


@compiled
def match(day: Day) -> None:
    """Which agent for this contact, which contact for this agent: by rank, until one side is used up."""
    now = day.now
    now.match_is_due = False
    while now.n_waiting > 0 and now.n_free > 0:
        row = _first_contact(day)
        if row < 0:
            break
        contact = day.contacts[row]
        leaves_line(day.lines, day.contacts, row)
        now.n_waiting -= 1
        index = _first_agent(day, contact.queue_kind)
        is_no_longer_free(day, index)
        day.agents[index].busy_since_s = now.now_s
        contact.agent = index
        begin_talk(day.rules, day.laws, day.kinds[contact.queue_kind], contact, day.agents[index], now.now_s)
        call_at(day.events, now, contact.stage_ends_at_s, at.TALK_ENDS, row)
    while now.n_free_leaders > 0 and day.lines[asking_line(day)].first >= 0:
        row = day.lines[asking_line(day)].first
        leaves_line(day.lines, day.contacts, row)
        _leader_takes_over(day, row, first_leader(day.free_leaders, now))
    now.queue_peak = max(now.queue_peak, now.n_waiting)


@compiled
def _first_contact(day: Day) -> int:
    """Of those for whom someone is free the first by class, then by instant, then by id."""
    best, best_class = NOBODY, 0
    for kind in range(day.kinds.size):
        if not _someone_is_free(day, kind):
            continue
        for line in range(2 * kind, 2 * kind + 2):
            first = day.lines[line].first
            if first < 0:
                continue
            queue_class = day.contacts[first].queue_class
            if best < 0 or queue_class < best_class or (queue_class == best_class and _is_first(day.contacts, first, best)):
                best, best_class = first, queue_class
    return best


@compiled
def _someone_is_free(day: Day, kind: int) -> bool:
    for group in range(day.groups.size):
        if day.can_take[group, kind] and day.lines[free_line(day, group)].first >= 0:
            return True
    return False


@compiled
def _first_agent(day: Day, kind: int) -> int:
    """Of the free agents who can take a kind the first by rank, then by id."""
    best = NOBODY
    for group in range(day.groups.size):
        first = day.lines[free_line(day, group)].first
        if day.can_take[group, kind] and first >= 0 and (best < 0 or _is_first(day.agents, first, best)):
            best = first
    return best


@compiled
def _is_first(people: Table, who: int, other: int) -> bool:
    return people[who].rank < people[other].rank or (people[who].rank == people[other].rank and who < other)


@compiled
def is_needed(day: Day, index: int) -> bool:
    """Whether anyone waits whom this agent can take."""
    for kind in range(day.kinds.size):
        waiting = day.lines[2 * kind].n + day.lines[2 * kind + 1].n
        if waiting > 0 and day.can_take[day.agents[index].group, kind]:
            return True
    return False


@compiled
def _leader_takes_over(day: Day, row: int, leader: int) -> None:
    """A leader decides."""
    contact, now = day.contacts[row], day.now
    contact.leader = leader
    contact.leader_wait_s += now.now_s - contact.joined_at_s
    time_s = leader_time_s(day.rules, day.laws, contact)
    now.leader_busy_s += time_s
    contact.stage, contact.stage_ends_at_s = at.WITH_LEADER, now.now_s + time_s
    call_at(day.events, now, contact.stage_ends_at_s, at.LEADER_ENDS, row)
