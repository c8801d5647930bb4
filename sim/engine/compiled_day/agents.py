"""The agents' side of the day: coming on duty, breaks, work after the call, going home."""

import math

from sim.engine.compiled_day.buffers import Day
from sim.engine.compiled_day.event_heap import call_at
from sim.engine.compiled_day.queues import has_no_room, has_room, is_idle, is_needed, is_no_longer_free, lines_up, still_has_room
from sim.jit import step
from sim.model import day as at
from sim.model.contact.channels import CHAT
from sim.model.contact.encounter import after_call_work, end_chat, share_out
from sim.model.day import SERVE_OUT
from sim.model.workforce.duty import close_accounts, come_on_duty, end_busy_time, go_off_duty
from sim.units import DAY_S


@step
def awaits_block(day: Day, index: int) -> None:
    """A working day is a stretch on the phone after the other, with lunch and meetings between."""
    agent = day.agents[index]
    if agent.next_block < agent.end_block:
        call_at(day.events, day.clock[0], day.block_from_s[agent.next_block], at.DUTY_STARTS, index)


@step(rare=True)
def duty_starts(day: Day, index: int) -> None:
    """A stretch on the phone begins."""
    agent = day.agents[index]
    _comes_on(day, index)
    agent.in_block = True
    call_at(day.events, day.clock[0], day.block_until_s[agent.next_block], at.DUTY_ENDS, index)


@step(rare=True)
def duty_ends(day: Day, index: int) -> None:
    """It ends; or midnight finds someone on duty who should not be."""
    agent = day.agents[index]
    if agent.idle:
        off_duty(day, index)
    elif agent.on_duty:
        agent.leaves_when_free = True
        has_no_room(day, index)
    if agent.in_block:
        agent.in_block = False
        agent.next_block += 1
        awaits_block(day, index)


@step
def awaits_plan(day: Day) -> None:
    """Agents of a group by numbers: some are called in or sent home at the border of an interval."""
    now = day.clock[0]
    if now.next_plan < day.plan_at_s.size:
        call_at(day.events, now, day.plan_at_s[now.next_plan], at.PLAN_CHANGES, day.plan_group[now.next_plan])


@step(rare=True)
def plan_changes(day: Day, group: int) -> None:
    """The next number of agents holds."""
    now = day.clock[0]
    _changes_number(day, group, day.plan_n[now.next_plan])
    now.next_plan += 1
    awaits_plan(day)


@step
def _changes_number(day: Day, group: int, n: int) -> None:
    """Call in the first who are off, or send home idle ones, the last first; of the busy, whoever is free next."""
    team, agents = day.groups[group], day.agents
    more = n + team.owed
    for index in range(agents.size):
        if agents[index].group == group and agents[index].available and agents[index].on_duty:
            more -= 1
    stay = min(team.owed, max(more, 0))
    team.owed -= stay
    more -= stay
    for index in range(agents.size):
        if more > 0 and agents[index].group == group and agents[index].available and not agents[index].on_duty:
            _comes_on(day, index)
            more -= 1
    for index in range(agents.size - 1, -1, -1):
        if more < 0 and agents[index].group == group and agents[index].available and agents[index].idle:
            off_duty(day, index)
            more += 1
    if more < 0:
        team.owed -= more


@step
def _comes_on(day: Day, index: int) -> None:
    """On the phone; an agent who is still in a conversation has talked the break away."""
    agent, now_s = day.agents[index], day.clock[0].now_s
    if agent.on_duty:
        agent.leaves_when_free = False
        if agent.n_chats > 0 and not agent.takes_chats:
            has_room(day, index)
        return
    come_on_duty(agent, now_s)
    day.groups[agent.group].n_on_duty += 1
    is_idle(day, index)


@step
def wraps_up(day: Day, row: int) -> None:
    """Work after the call; then the agent is free."""
    contact, now = day.contacts[row], day.clock[0]
    agent = day.agents[contact.agent]
    after_call_work(day.book[0], day.laws, day.kinds[contact.queue_kind], contact, agent, now.now_s)
    call_at(day.events, now, agent.wraps_until_s, at.WRAP_ENDS, contact.agent)


@step(rare=True)
def chat_is_over(day: Day, row: int) -> None:
    """One chat less; the last one over, the agent is free."""
    contact, now = day.contacts[row], day.clock[0]
    index = contact.agent
    agent = day.agents[index]
    team = day.groups[agent.group]
    end_chat(contact, agent, now.now_s)
    if agent.n_chats == 0:
        has_no_room(day, index)
        is_free(day, index)
        return
    if team.owed > 0 and not agent.leaves_when_free:
        team.owed -= 1
        agent.leaves_when_free = True
        has_no_room(day, index)
    if not agent.takes_chats:
        has_room(day, index)


@step
def is_free(day: Day, index: int) -> None:
    """Free for the next contact, or for home."""
    agent, rules, now = day.agents[index], day.book[0], day.clock[0]
    team = day.groups[agent.group]
    end_busy_time(agent, now.now_s)
    if team.owed > 0 and not agent.leaves_when_free:
        team.owed -= 1
        agent.leaves_when_free = True
    if not agent.leaves_when_free:
        is_idle(day, index)
    elif rules.at_closing == SERVE_OUT and now.now_s >= rules.closes_s and is_needed(day, index):
        day.lingering[now.n_lingering] = index
        now.n_lingering += 1
        is_idle(day, index)
    else:
        off_duty(day, index)


@step
def off_duty(day: Day, index: int) -> None:
    """Off the phone: for a break, or for home."""
    agent, now_s = day.agents[index], day.clock[0].now_s
    if agent.idle:
        is_no_longer_free(day, index)
    go_off_duty(agent, now_s)
    day.groups[agent.group].n_on_duty -= 1


@step
def nobody_lingers(day: Day) -> None:
    """Those who stayed for a queue at closing and were not needed after all go home."""
    now = day.clock[0]
    for i in range(now.n_lingering):
        agent = day.agents[day.lingering[i]]
        if agent.idle and agent.leaves_when_free:
            off_duty(day, day.lingering[i])
    now.n_lingering = 0


@step
def goes_on(day: Day, index: int) -> None:
    """An agent whom midnight found on duty: today's accounts begin at 0."""
    agent, now = day.agents[index], day.clock[0]
    agent.first_on_s = agent.on_since_s = 0.0
    day.groups[agent.group].n_on_duty += 1
    if agent.wraps_until_s >= 0.0:
        agent.busy_since_s = 0.0
        call_at(day.events, now, agent.wraps_until_s, at.WRAP_ENDS, index)
    elif agent.in_talk:
        agent.busy_since_s = 0.0
        if 0 < agent.n_chats < day.book[0].chat_most and not agent.leaves_when_free:
            still_has_room(day, index)
    else:
        lines_up(day, index)
    if day.groups[agent.group].planned:
        stays = agent.available == 1
    else:
        stays = agent.next_block < agent.end_block and day.block_from_s[agent.next_block] == 0.0
    if not stays:
        call_at(day.events, now, 0.0, at.DUTY_ENDS, index)


@step(rare=True)
def midnight(day: Day) -> None:
    """Close the day's accounts: of chats that go on, of those who are still on duty, and of all; and list who went and who
    is still here."""
    for row in range(day.clock[0].n_rows if day.book[0].has_channels else 0):
        contact = day.contacts[row]
        if contact.channel == CHAT and (contact.stage == at.TALKING or contact.stage == at.ASKING
                                        or contact.stage == at.WITH_LEADER):
            share_out(day.agents[contact.agent], DAY_S)
            contact.handle_s += day.agents[contact.agent].shared_s - contact.shared_from_s
    now = day.clock[0]
    for row in range(now.n_rows):
        if day.contacts[row].stage == at.GONE:
            day.gone[now.n_gone] = row
            now.n_gone += 1
        elif day.contacts[row].stage != at.COMING:
            day.still_here[now.n_still_here] = row
            now.n_still_here += 1
    for index in range(day.agents.size):
        agent = day.agents[index]
        if not math.isnan(agent.first_on_s):
            day.at_work[now.n_at_work] = index
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
