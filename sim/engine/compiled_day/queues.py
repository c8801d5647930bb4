"""Queues, idle agents and free team leaders, and their matching at each instant."""

import math

from sim.engine.compiled_day.buffers import Day, asking_line, chat_line, free_line
from sim.engine.compiled_day.event_heap import call_at
from sim.engine.compiled_day.policies import score_of
from sim.engine.compiled_day.tables import AGENT_POLICY_FAILED, NOBODY, QUEUE_POLICY_FAILED, QUEUE_TOO_LONG, Row, Table
from sim.jit import step
from sim.model import day as at
from sim.model.contact.channels import CHAT, EMAIL
from sim.model.contact.encounter import begin_service, begin_team_leader_time, is_reached, read_in_vain, share_out, slow_down_chat
from sim.model.contact.routing import contact_class, take_rank
from sim.model.day import OUTSIDE_AGENT_POLICY, OUTSIDE_QUEUE_POLICY
from sim.schema import Ints

# --- lines: in order of rank, then of row; linked lists, so that a row is removed in constant time ---------------


@step
def insert_in_line(lines: Table, line: int, people: Table, who: int, rank: float) -> None:
    """Insert a row behind all rows of smaller rank, and of equal rank with a smaller index."""
    ahead = lines[line].last
    while ahead >= 0 and not _goes_first(people, ahead, rank, who):
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


@step
def remove_from_line(lines: Table, people: Table, who: int) -> None:
    """Remove a row from its line."""
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


@step
def _goes_first(people: Table, who: int, rank: float, other: int) -> bool:
    """Whether a row of a line comes before another row of this rank."""
    return people[who].rank < rank or (people[who].rank == rank and who < other)


# --- joining and leaving lines --------------------------------------------------------------------------


@step
def join_queue(day: Day, row: int) -> None:
    """A contact joins its queue."""
    contact, now, day_params = day.contacts[row], day.clock[0], day.params_row[0]
    contact.queue_class = contact_class(day_params.which_contact, day.contact_types[contact.queue_id].priority,
                                        contact.n_conversations)
    line = 2 * contact.queue_id + contact.queue_class % 2     # a queue has at most two classes, next to each other
    insert_in_line(day.lines, line, day.contacts, row, contact.joined_at_s)
    now.n_waiting += 1
    now.n_emails += contact.channel == EMAIL
    now.n_chats += contact.channel == CHAT
    if now.n_waiting > day_params.longest_queue:
        now.stopped = QUEUE_TOO_LONG


@step
def is_idle(day: Day, index: int) -> None:
    """An agent becomes idle and gets a rank."""
    take_rank(day.params_row[0], day.agents[index], day.clock[0].day, day.clock[0].now_s)
    join_idle_line(day, index)


@step
def join_idle_line(day: Day, index: int) -> None:
    """The agent waits for a contact, with its rank."""
    agent, now = day.agents[index], day.clock[0]
    agent.idle = True
    insert_in_line(day.lines, free_line(day, agent.group), day.agents, index, agent.rank)
    now.n_free += 1
    now.match_is_due = True


@step
def remove_from_idle(day: Day, index: int) -> None:
    """The agent is assigned a contact, or goes off duty."""
    remove_from_line(day.lines, day.agents, index)
    day.agents[index].idle = False
    day.clock[0].n_free -= 1


@step
def request_team_leader(day: Day, row: int) -> None:
    """A contact holds for a team leader."""
    insert_in_line(day.lines, asking_line(day), day.contacts, row, day.contacts[row].joined_at_s)
    day.clock[0].match_is_due = True


@step
def team_leader_is_free(free: Ints, now: Row, team_leader: int) -> None:
    """A team leader becomes free; the smallest index stays at the root."""
    place = now.n_free_team_leaders
    now.n_free_team_leaders += 1
    while place > 0 and free[(place - 1) >> 1] > team_leader:
        free[place] = free[(place - 1) >> 1]
        place = (place - 1) >> 1
    free[place] = team_leader
    now.match_is_due = True


@step
def first_team_leader(free: Ints, now: Row) -> int:
    """Remove and return the free team leader with the smallest index."""
    now.n_free_team_leaders -= 1
    team_leader, last, place = free[0], free[now.n_free_team_leaders], 0
    while 2 * place + 1 < now.n_free_team_leaders:
        below = 2 * place + 1
        if below + 1 < now.n_free_team_leaders and free[below + 1] < free[below]:
            below += 1
        if free[below] > last:
            break
        free[place] = free[below]
        place = below
    free[place] = last
    return int(team_leader)


@step
def is_needed(day: Day, index: int) -> bool:
    """Whether a waiting contact needs this agent; an email can wait until tomorrow."""
    for contact_type in range(day.contact_types.size):
        n_waiting = day.lines[2 * contact_type].n + day.lines[2 * contact_type + 1].n
        if n_waiting > 0 and day.contact_types[contact_type].queue_channel != EMAIL and day.can_take[day.agents[index].group,
                                                                                                     contact_type]:
            return True
    return False


# --- the matching -------------------------------------------------------------------------------------------------


@step
def match(day: Day) -> None:
    """Match contacts and agents by rank, until none of one side can be matched."""
    now, contacts = day.clock[0], day.contacts
    now.match_is_due = False
    while now.n_waiting > 0 and now.n_free + now.n_take_chats > 0:
        by_policy = day.params_row[0].which_contact == OUTSIDE_QUEUE_POLICY
        row = _contact_by_policy(day) if by_policy else _first_contact(day)
        if row < 0:
            break
        remove_from_line(day.lines, contacts, row)
        now.n_waiting -= 1
        now.n_emails -= contacts[row].channel == EMAIL
        now.n_chats -= contacts[row].channel == CHAT
        if contacts[row].callback and contacts[row].tier == 0 and not _is_reached(day, row):
            continue
        if day.params_row[0].which_agent == OUTSIDE_AGENT_POLICY:
            index = _agent_by_policy(day, row)
        else:
            index = _first_agent(day, contacts[row].queue_id)
            if index < 0:
                index = _first_with_chats(day, contacts[row].queue_id)
        if day.agents[index].idle:
            remove_from_idle(day, index)
        else:
            remove_from_chat_line(day, index)
        contacts[row].agent = index
        if day.agents[index].n_chats == 0:
            day.agents[index].busy_since_s = now.now_s
        if contacts[row].channel == CHAT:
            _begins_chat(day, contacts[row], index)
        contact_type = day.contact_types[contacts[row].queue_id]
        if contacts[row].abandoned_in_place:
            read_in_vain(day.params_row[0], contacts[row], day.agents[index], now.now_s)
        else:
            begin_service(day.params_row[0], day.distributions, contact_type, contacts[row], day.agents[index], now.now_s)
            if contacts[row].channel == CHAT:
                slow_down_chat(day.params_row[0], contacts[row], day.agents[index].n_chats, now.now_s)
        call_at(day.events, now, contacts[row].state_ends_at_s, at.CONVERSATION_ENDS, row)
    while now.n_free_team_leaders > 0 and day.lines[asking_line(day)].n > 0:
        row = day.lines[asking_line(day)].first
        remove_from_line(day.lines, contacts, row)
        _team_leader_takes_over(day, row, first_team_leader(day.free_team_leaders, now))
    now.queue_peak = max(now.queue_peak, now.n_waiting - now.n_emails)


@step(rare=True)
def _is_reached(day: Day, row: int) -> bool:
    """Whether the customer answers our callback; if not, the next attempt is scheduled, or the contact ends."""
    contact, now = day.contacts[row], day.clock[0]
    if is_reached(day.params_row[0], contact, now.now_s):
        return True
    if contact.n_calls < day.params_row[0].callback_max_calls:
        call_at(day.events, now, contact.state_ends_at_s, at.ARRIVES, row)
    else:
        call_at(day.events, now, now.now_s, at.ABANDONS, row)
    return False


@step
def n_at_work(day: Day, contact_type: int) -> int:
    """Number of agents on duty who can take this contact type."""
    n = 0
    for group in range(day.groups.size):
        if day.can_take[group, contact_type]:
            n += day.groups[group].n_on_duty
    return n


@step
def _first_contact(day: Day) -> int:
    """Of the contacts that an agent can take now, the first by class, then by instant, then by id."""
    best, contacts = NOBODY, day.contacts
    for contact_type in range(day.contact_types.size):
        for line in range(2 * contact_type, 2 * contact_type + 2):
            first = day.lines[line].first
            if first < 0 or not _someone_is_free(day, contact_type):
                continue
            sooner = best < 0 or contacts[first].queue_class < contacts[best].queue_class
            if sooner or (contacts[first].queue_class == contacts[best].queue_class
                          and _goes_first(contacts, first, contacts[best].rank, best)):
                best = first
    return best


@step
def _someone_is_free(day: Day, contact_type: int) -> bool:
    n_free = 0
    for group in range(day.groups.size):
        if day.can_take[group, contact_type]:
            n_free += day.lines[free_line(day, group)].n
            if day.contact_types[contact_type].queue_channel == CHAT:
                n_free += day.lines[chat_line(day, group)].n
    return n_free > 0


@step
def _first_agent(day: Day, contact_type: int) -> int:
    """Of the idle agents who can take a queue, the first by rank, then by id."""
    best, agents = NOBODY, day.agents
    for group in range(day.groups.size):
        first = day.lines[free_line(day, group)].first
        if first >= 0 and day.can_take[group, contact_type] and (
                best < 0 or _goes_first(agents, first, agents[best].rank, best)):
            best = first
    return best


@step(rare=True)
def _first_with_chats(day: Day, contact_type: int) -> int:
    """Of the agents with chats who can take another from this queue, the first by rank, then by id."""
    best, agents = NOBODY, day.agents
    for group in range(day.groups.size):
        first = day.lines[chat_line(day, group)].first
        if first >= 0 and day.can_take[group, contact_type] and (
                best < 0 or _goes_first(agents, first, agents[best].rank, best)):
            best = first
    return best


@step(rare=True)
def _contact_by_policy(day: Day) -> int:
    """Of the contacts that an agent can take now, the one with the policy's smallest score, then by instant, then by id."""
    best, best_score, contacts, now = NOBODY, math.inf, day.contacts, day.clock[0]
    for contact_type in range(day.contact_types.size):
        if not _someone_is_free(day, contact_type):
            continue
        for line in range(2 * contact_type, 2 * contact_type + 2):
            row = day.lines[line].first
            while row >= 0:
                score = score_of(day, now.queue_policy, now.queue_policy_own, row, NOBODY)
                if math.isnan(score):
                    now.stopped = QUEUE_POLICY_FAILED
                if best < 0 or score < best_score or (
                        score == best_score and _goes_first(contacts, row, contacts[best].rank, best)):
                    best, best_score = row, score
                row = contacts[row].behind
    return best


@step(rare=True)
def _agent_by_policy(day: Day, row: int) -> int:
    """The agent with the policy's smallest score, then by id, of those who can take a contact: idle, or for a chat with chats."""
    best, best_score, now = NOBODY, math.inf, day.clock[0]
    for with_chats in range(2):
        if best >= 0:
            break
        for group in range(day.groups.size):
            if not day.can_take[group, day.contacts[row].queue_id]:
                continue
            index = day.lines[chat_line(day, group) if with_chats else free_line(day, group)].first
            while index >= 0:
                score = score_of(day, now.agent_policy, now.agent_policy_own, row, index)
                if math.isnan(score):
                    now.stopped = AGENT_POLICY_FAILED
                if best < 0 or score < best_score or (score == best_score and index < best):
                    best, best_score = index, score
                index = day.agents[index].behind
    return best


@step(rare=True)
def _begins_chat(day: Day, contact: Row, index: int) -> None:
    """An agent begins a chat, and may take another."""
    agent = day.agents[index]
    share_out(agent, day.clock[0].now_s)
    agent.n_chats += 1
    contact.shared_from_s = agent.shared_s
    has_chat_capacity(day, index)


@step(rare=True)
def has_chat_capacity(day: Day, index: int) -> None:
    """Update whether an agent with chats can take another, and its rank in that line."""
    agent, now, day_params = day.agents[index], day.clock[0], day.params_row[0]
    if 0 < agent.n_chats < day_params.chat_max and not agent.leaves_when_idle:
        take_rank(day_params, agent, now.day, now.now_s)
        rejoin_chat_line(day, index)
        now.match_is_due = True


@step(rare=True)
def rejoin_chat_line(day: Day, index: int) -> None:
    """The agent waits for another chat, with its rank."""
    agent = day.agents[index]
    agent.takes_chats = True
    insert_in_line(day.lines, chat_line(day, agent.group), day.agents, index, agent.rank)
    day.clock[0].n_take_chats += 1


@step(rare=True)
def remove_from_chat_line(day: Day, index: int) -> None:
    """The agent takes no more chats for now."""
    if day.agents[index].takes_chats:
        remove_from_line(day.lines, day.agents, index)
        day.agents[index].takes_chats = False
        day.clock[0].n_take_chats -= 1


@step
def _team_leader_takes_over(day: Day, row: int, team_leader: int) -> None:
    """A team leader takes over a case that was escalated."""
    contact, now = day.contacts[row], day.clock[0]
    contact.team_leader = team_leader
    now.team_leader_busy_s += begin_team_leader_time(day.params_row[0], day.distributions, contact, now.now_s)
    call_at(day.events, now, contact.state_ends_at_s, at.TEAM_LEADER_ENDS, row)
