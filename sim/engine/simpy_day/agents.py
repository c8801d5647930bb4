"""The agents' side of the day: coming on duty, breaks, work after the call, going home."""


from simpy.events import Event

from sim.engine.simpy_day.dispatcher import Switchboard
from sim.engine.simpy_day.environment import Clock, Story
from sim.engine.simpy_day.tables import Agent, Contact
from sim.model import day as at
from sim.model.contact.encounter import after_call_work, end_chat
from sim.model.day import SERVE_OUT, Floor
from sim.model.day_parameters import DayParameters, Queue
from sim.model.workforce.duty import close_accounts, come_on_duty, end_busy_time, go_off_duty
from sim.schema import Floats


class Staff:
    """Everyone at work today, by shifts or by a plan of numbers."""

    def __init__(self, clock: Clock, params: DayParameters, queues: tuple[Queue, ...], laws: Floats, floor: Floor,
                 agents: list[Agent], owed: list[int], switchboard: Switchboard) -> None:
        self.clock, self.params, self.queues, self.laws = clock, params, queues, laws
        self.floor, self.agents = floor, agents
        self.switchboard = switchboard
        self.owed = owed                                # agents still to go home under a plan, by group
        self.lingering: list[Agent] = []                # past their time, for a queue at closing

    def shift(self, agent: Agent) -> Story:
        """A working day: on the phone, off for lunch and meetings, and home when the last conversation is over."""
        for from_s, until_s in agent.blocks:
            yield self.clock.at(from_s, at.DUTY_STARTS, agent.index)
            self.comes_on(agent)
            yield self.clock.at(until_s, at.DUTY_ENDS, agent.index)
            self.goes_off(agent)

    def plan(self) -> Story:
        """Agents of a group by numbers: some are called in or sent home at the border of an interval."""
        floor = self.floor
        for at_s, group, n in zip(floor.plan_at_s.tolist(), floor.plan_group.tolist(), floor.plan_n.tolist(), strict=True):
            yield self.clock.at(at_s, at.PLAN_CHANGES, group)
            self.changes_number(group, n)

    def changes_number(self, group: int, n: int) -> None:
        """Call in the first who are off, or send home idle ones, the last first; of the busy, whoever is free next."""
        team = [agent for agent in self.agents if agent.group == group and agent.available]
        more = n - sum(agent.on_duty for agent in team) + self.owed[group]
        stay = min(self.owed[group], max(more, 0))
        self.owed[group] -= stay
        more -= stay
        for agent in [agent for agent in team if not agent.on_duty][:max(more, 0)]:
            self.comes_on(agent)
        if more < 0:
            idle = [agent for agent in team if agent.idle][more:]
            for agent in idle:
                self._off_duty(agent)
            self.owed[group] += -more - len(idle)

    def comes_on(self, agent: Agent) -> None:
        """On the phone; an agent who is still in a conversation has talked the break away."""
        if agent.on_duty:
            agent.leaves_when_free = False
            if agent.n_chats and not agent.takes_chats:
                self.switchboard.has_room(agent)
            return
        come_on_duty(agent, self.clock.now)
        self.switchboard.is_idle(agent)

    def goes_off(self, agent: Agent) -> None:
        """Off the phone, as soon as the conversation in progress is over."""
        if agent.idle:
            self._off_duty(agent)
        elif agent.on_duty:
            agent.leaves_when_free, agent.takes_chats = True, False

    def wraps_up(self, contact: Contact) -> None:
        """Work after the call; then the agent is free."""
        agent = contact.agent
        assert agent is not None
        after_call_work(self.params, self.laws, self.queues[contact.queue_kind], contact, agent, self.clock.now)
        self.clock.call_at(agent.wraps_until_s, at.WRAP_ENDS, agent.index, self.is_free, agent)

    def chat_is_over(self, contact: Contact) -> None:
        """One chat less; the last one over, the agent is free."""
        agent = contact.agent
        assert agent is not None
        end_chat(contact, agent, self.clock.now)
        if agent.n_chats == 0:
            agent.takes_chats = False
            self._becomes_free(agent)
            return
        if self.owed[agent.group] > 0 and not agent.leaves_when_free:
            self.owed[agent.group] -= 1
            agent.leaves_when_free, agent.takes_chats = True, False
        if not agent.takes_chats:
            self.switchboard.has_room(agent)

    def is_free(self, event: Event) -> None:
        """The work after the call is done."""
        self._becomes_free(event._value)

    def _becomes_free(self, agent: Agent) -> None:
        """Free for the next contact, or for home."""
        now, group = self.clock.now, agent.group
        end_busy_time(agent, now)
        if self.owed[group] > 0 and not agent.leaves_when_free:
            self.owed[group] -= 1
            agent.leaves_when_free = True
        if not agent.leaves_when_free:
            self.switchboard.is_idle(agent)
        elif self.params.at_closing == SERVE_OUT and now >= self.params.closes_s and self.switchboard.is_needed(agent):
            self.lingering.append(agent)
            self.switchboard.is_idle(agent)
        else:
            self._off_duty(agent)

    def _off_duty(self, agent: Agent) -> None:
        if agent.idle:
            self.switchboard.is_no_longer_free(agent)
        go_off_duty(agent, self.clock.now)

    def nobody_lingers(self) -> None:
        """Those who stayed for a queue at closing and were not needed after all go home."""
        for agent in self.lingering:
            if agent.idle and agent.leaves_when_free:
                self._off_duty(agent)
        self.lingering.clear()

    def goes_on(self, agent: Agent, in_talk: bool) -> None:
        """An agent whom midnight found on duty: today's accounts begin at 0."""
        agent.first_on_s = agent.on_since_s = 0.0
        if agent.wraps_until_s >= 0.0:
            agent.busy_since_s = 0.0
            self.clock.call_at(agent.wraps_until_s, at.WRAP_ENDS, agent.index, self.is_free, agent)
        elif in_talk:
            agent.busy_since_s = 0.0
            agent.takes_chats = 0 < agent.n_chats < self.params.chat_most and not agent.leaves_when_free
        else:
            self.switchboard.lines_up(agent)
        stays = agent.available if self.floor.planned[agent.group] else bool(agent.blocks and agent.blocks[0][0] == 0.0)
        if not stays:
            self.clock.call_at(0.0, at.DUTY_ENDS, agent.index, lambda _event: self.goes_off(agent))

    def midnight(self) -> None:
        """Close the day's accounts of those who are still on duty."""
        for agent in self.agents:
            if agent.on_duty:
                close_accounts(agent)
