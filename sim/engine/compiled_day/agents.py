"""The agents' day: start of duty, breaks, after-call work, end of duty."""

import math

from sim.engine.compiled_day.buffers import Day
from sim.engine.compiled_day.event_heap import call_at
from sim.engine.compiled_day.queues import (
    has_chat_capacity,
    is_idle,
    is_needed,
    join_idle_line,
    rejoin_chat_line,
    remove_from_chat_line,
    remove_from_idle,
)
from sim.jit import step
from sim.model import day as at
from sim.model.contact.channels import CHAT
from sim.model.contact.encounter import after_call_work, end_chat, share_out
from sim.model.day import SERVE_OUT
from sim.model.workforce.duty import close_accounts, come_on_duty, end_busy_time, go_off_duty
from sim.units import DAY_S


@step
def awaits_block(day: Day, index: int) -> None:
    """Schedule the agent's next block on the phone; lunch and meetings lie between blocks."""
    agent = day.agents[index]
    if agent.next_block < agent.end_block:
        call_at(day.events, day.clock[0], day.block_from_s[agent.next_block], at.DUTY_STARTS, index)


@step(rare=True)
def duty_starts(day: Day, index: int) -> None:
    """A block on the phone begins."""
    agent = day.agents[index]
    _comes_on(day, index)
    agent.in_block = True
    call_at(day.events, day.clock[0], day.block_until_s[agent.next_block], at.DUTY_ENDS, index)


@step(rare=True)
def duty_ends(day: Day, index: int) -> None:
    """A block ends; also for an agent who is on duty at midnight without a block."""
    agent = day.agents[index]
    if agent.idle:
        _sent_home(day, index)
    elif agent.on_duty:
        agent.leaves_when_idle = True
        remove_from_chat_line(day, index)
    if agent.in_block:
        agent.in_block = False
        agent.next_block += 1
        awaits_block(day, index)


@step
def awaits_plan(day: Day) -> None:
    """Schedule the next change of a group's planned number of agents, at the border of an interval."""
    now = day.clock[0]
    if now.next_plan < day.plan_at_s.size:
        call_at(day.events, now, day.plan_at_s[now.next_plan], at.PLAN_CHANGES, day.plan_group[now.next_plan])


@step(rare=True)
def plan_changes(day: Day, group: int) -> None:
    """The next planned number of agents applies."""
    now = day.clock[0]
    _changes_number(day, group, day.plan_n[now.next_plan])
    now.next_plan += 1
    awaits_plan(day)


@step
def _changes_number(day: Day, group: int, n: int) -> None:
    """Call in the first agents off duty, or send idle agents home, the last first; then busy agents when they become free."""
    team, agents = day.groups[group], day.agents
    more = n + team.n_leaving
    for index in range(agents.size):
        if agents[index].group == group and agents[index].available and agents[index].on_duty:
            more -= 1
    stay = min(team.n_leaving, max(more, 0))
    team.n_leaving -= stay
    more -= stay
    for index in range(agents.size):
        if more > 0 and agents[index].group == group and agents[index].available and not agents[index].on_duty:
            _comes_on(day, index)
            more -= 1
    for index in range(agents.size - 1, -1, -1):
        if more < 0 and agents[index].group == group and agents[index].available and agents[index].idle:
            _sent_home(day, index)
            more += 1
    if more < 0:
        team.n_leaving -= more


@step
def _comes_on(day: Day, index: int) -> None:
    """The agent comes on duty; an agent who is still in a conversation loses the break."""
    agent, now_s = day.agents[index], day.clock[0].now_s
    if agent.on_duty:
        agent.leaves_when_idle = False
        if agent.n_chats > 0 and not agent.takes_chats:
            has_chat_capacity(day, index)
        return
    come_on_duty(agent, now_s)
    day.groups[agent.group].n_on_duty += 1
    is_idle(day, index)


@step
def wraps_up(day: Day, row: int) -> None:
    """After-call work; then the agent is free."""
    contact, now = day.contacts[row], day.clock[0]
    agent = day.agents[contact.agent]
    after_call_work(day.params_row[0], day.distributions, day.contact_types[contact.queue_id], contact, agent, now.now_s)
    call_at(day.events, now, agent.wraps_until_s, at.WRAP_ENDS, contact.agent)


@step(rare=True)
def chat_is_over(day: Day, row: int) -> None:
    """The agent ends a chat, and is free after the last one."""
    contact, now = day.contacts[row], day.clock[0]
    index = contact.agent
    agent = day.agents[index]
    team = day.groups[agent.group]
    end_chat(contact, agent, now.now_s)
    if agent.n_chats == 0:
        remove_from_chat_line(day, index)
        is_free(day, index)
        return
    if team.n_leaving > 0 and not agent.leaves_when_idle:
        team.n_leaving -= 1
        agent.leaves_when_idle = True
        remove_from_chat_line(day, index)
    if not agent.takes_chats:
        has_chat_capacity(day, index)


@step
def is_free(day: Day, index: int) -> None:
    """The agent is free: for the next contact, or to go off duty."""
    agent, now = day.agents[index], day.clock[0]
    team = day.groups[agent.group]
    end_busy_time(agent, now.now_s)
    if team.n_leaving > 0 and not agent.leaves_when_idle:
        team.n_leaving -= 1
        agent.leaves_when_idle = True
    if not agent.leaves_when_idle:
        is_idle(day, index)
    elif _stays(day, index):
        day.standby[now.n_standby] = index
        now.n_standby += 1
        is_idle(day, index)
    else:
        off_duty(day, index)


@step
def _sent_home(day: Day, index: int) -> None:
    """An idle agent goes off duty; for a queue at closing, which this instant's match has still to see, the agent stays."""
    if _stays(day, index):
        day.agents[index].leaves_when_idle = True
        day.standby[day.clock[0].n_standby] = index
        day.clock[0].n_standby += 1
    else:
        off_duty(day, index)


@step
def _stays(day: Day, index: int) -> bool:
    """Whether an agent whose time is over stays for a queue at closing."""
    day_params = day.params_row[0]
    return bool(day_params.at_closing == SERVE_OUT and day.clock[0].now_s >= day_params.closes_s and is_needed(day, index))


@step
def off_duty(day: Day, index: int) -> None:
    """The agent goes off duty: for a break, or to the end of the day."""
    agent, now_s = day.agents[index], day.clock[0].now_s
    if agent.idle:
        remove_from_idle(day, index)
    go_off_duty(agent, now_s)
    day.groups[agent.group].n_on_duty -= 1


@step
def end_standby(day: Day) -> None:
    """Agents who stayed for a queue at closing and are not needed go home."""
    now = day.clock[0]
    for i in range(now.n_standby):
        agent = day.agents[day.standby[i]]
        if agent.idle and agent.leaves_when_idle:
            off_duty(day, day.standby[i])
    now.n_standby = 0


@step
def resume_duty(day: Day, index: int) -> None:
    """Carry over an agent who was on duty at midnight; today's times start at 0."""
    agent, now = day.agents[index], day.clock[0]
    agent.first_on_s = agent.on_since_s = 0.0
    day.groups[agent.group].n_on_duty += 1
    if agent.wraps_until_s >= 0.0:
        agent.busy_since_s = 0.0
        call_at(day.events, now, agent.wraps_until_s, at.WRAP_ENDS, index)
    elif agent.in_conversation:
        agent.busy_since_s = 0.0
        if 0 < agent.n_chats < day.params_row[0].chat_max and not agent.leaves_when_idle:
            rejoin_chat_line(day, index)
    else:
        join_idle_line(day, index)
    if day.groups[agent.group].planned:
        stays = agent.available == 1
    else:
        stays = agent.next_block < agent.end_block and day.block_from_s[agent.next_block] == 0.0
    if not stays:
        call_at(day.events, now, 0.0, at.DUTY_ENDS, index)


@step(rare=True)
def midnight(day: Day) -> None:
    """Close the times of chats and agents at midnight; list the contacts that ended and those that stay open."""
    for row in range(day.clock[0].n_rows if day.params_row[0].has_channels else 0):
        contact = day.contacts[row]
        if contact.channel == CHAT and (contact.state == at.IN_CONVERSATION or contact.state == at.AWAITING_TEAM_LEADER
                                        or contact.state == at.WITH_TEAM_LEADER):
            share_out(day.agents[contact.agent], DAY_S)
            contact.handle_s += day.agents[contact.agent].shared_s - contact.shared_from_s
    now = day.clock[0]
    for row in range(now.n_rows):
        if day.contacts[row].state == at.ENDED:
            day.gone[now.n_gone] = row
            now.n_gone += 1
        elif day.contacts[row].state != at.SCHEDULED:
            day.still_here[now.n_still_here] = row
            now.n_still_here += 1
    for index in range(day.agents.size):
        agent = day.agents[index]
        if not math.isnan(agent.first_on_s):
            day.was_at_work[now.n_at_work] = index
            now.n_at_work += 1
        now.n_on_duty += agent.on_duty
        if agent.on_duty:
            close_accounts(agent)
        agent.on_duty_s = agent.last_off_s - agent.first_on_s
        if day.groups[agent.group].planned:
            agent.on_duty_s = agent.phone_s
            continue
        agent.break_s = agent.on_duty_s - agent.phone_s
        if agent.first_block < agent.end_block:
            agent.overtime_s = max(agent.last_off_s - day.block_until_s[agent.end_block - 1], 0.0)
