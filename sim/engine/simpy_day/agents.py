"""The agents' day: start of duty, breaks, after-call work, end of duty."""


from simpy.events import Event

from sim.engine.simpy_day.dispatcher import Dispatcher
from sim.engine.simpy_day.environment import Clock, Story
from sim.engine.simpy_day.tables import Agent, Contact
from sim.model import day as at
from sim.model.contact.encounter import after_call_work, end_chat
from sim.model.day import SERVE_OUT, WorkforceToday
from sim.model.day_parameters import DayParameters, Queue
from sim.model.workforce.duty import close_accounts, come_on_duty, end_busy_time, go_off_duty
from sim.schema import Floats


class Staff:
    """Agents at work today, by shifts or by planned numbers."""

    def __init__(self, clock: Clock, params: DayParameters, queues: tuple[Queue, ...], distributions: Floats,
                 workforce: WorkforceToday,
                 agents: list[Agent], n_leaving: list[int], dispatcher: Dispatcher) -> None:
        self.clock, self.params, self.queues, self.distributions = clock, params, queues, distributions
        self.workforce, self.agents = workforce, agents
        self.dispatcher = dispatcher
        self.n_leaving = n_leaving                                # agents still to go home under a plan of numbers, by group
        self.standby: list[Agent] = []                # past their time, for a queue at closing

    def shift(self, agent: Agent) -> Story:
        """An agent's shift: blocks on the phone, with lunch and meetings between, until the last conversation has ended."""
        for from_s, until_s in agent.blocks:
            yield self.clock.at(from_s, at.DUTY_STARTS, agent.index)
            self.comes_on(agent)
            yield self.clock.at(until_s, at.DUTY_ENDS, agent.index)
            self.goes_off(agent)

    def plan(self) -> Story:
        """A group by planned numbers: agents are called in or sent home at the border of an interval."""
        workforce = self.workforce
        for at_s, group, n in zip(workforce.plan_at_s.tolist(), workforce.plan_group.tolist(), workforce.plan_n.tolist(),
                                  strict=True):
            yield self.clock.at(at_s, at.PLAN_CHANGES, group)
            self.changes_number(group, n)

    def changes_number(self, group: int, n: int) -> None:
        """Call in the first agents off duty, or send idle agents home, the last first; then busy agents when they become free."""
        team = [agent for agent in self.agents if agent.group == group and agent.available]
        more = n - sum(agent.on_duty for agent in team) + self.n_leaving[group]
        stay = min(self.n_leaving[group], max(more, 0))
        self.n_leaving[group] -= stay
        more -= stay
        for agent in [agent for agent in team if not agent.on_duty][:max(more, 0)]:
            self.comes_on(agent)
        if more < 0:
            idle = [agent for agent in team if agent.idle][more:]
            for agent in idle:
                self._sent_home(agent)
            self.n_leaving[group] += -more - len(idle)

    def comes_on(self, agent: Agent) -> None:
        """The agent comes on duty; an agent who is still in a conversation loses the break."""
        if agent.on_duty:
            agent.leaves_when_idle = False
            if agent.n_chats and not agent.takes_chats:
                self.dispatcher.has_chat_capacity(agent)
            return
        come_on_duty(agent, self.clock.now)
        self.dispatcher.is_idle(agent)

    def goes_off(self, agent: Agent) -> None:
        """The agent goes off duty when the current conversation has ended."""
        if agent.idle:
            self._sent_home(agent)
        elif agent.on_duty:
            agent.leaves_when_idle, agent.takes_chats = True, False

    def wraps_up(self, contact: Contact) -> None:
        """After-call work; then the agent is free."""
        agent = contact.agent
        assert agent is not None
        after_call_work(self.params, self.distributions, self.queues[contact.queue_id], contact, agent, self.clock.now)
        self.clock.call_at(agent.wraps_until_s, at.WRAP_ENDS, agent.index, self.is_free, agent)

    def chat_is_over(self, contact: Contact) -> None:
        """The agent ends a chat, and is free after the last one."""
        agent = contact.agent
        assert agent is not None
        end_chat(contact, agent, self.clock.now)
        if agent.n_chats == 0:
            agent.takes_chats = False
            self._becomes_free(agent)
            return
        if self.n_leaving[agent.group] > 0 and not agent.leaves_when_idle:
            self.n_leaving[agent.group] -= 1
            agent.leaves_when_idle, agent.takes_chats = True, False
        if not agent.takes_chats:
            self.dispatcher.has_chat_capacity(agent)

    def is_free(self, event: Event) -> None:
        """The agent ends after-call work."""
        self._becomes_free(event._value)

    def _becomes_free(self, agent: Agent) -> None:
        """The agent is free: for the next contact, or to go off duty."""
        now, group = self.clock.now, agent.group
        end_busy_time(agent, now)
        if self.n_leaving[group] > 0 and not agent.leaves_when_idle:
            self.n_leaving[group] -= 1
            agent.leaves_when_idle = True
        if not agent.leaves_when_idle:
            self.dispatcher.is_idle(agent)
        elif self._stays(agent):
            self.standby.append(agent)
            self.dispatcher.is_idle(agent)
        else:
            self._off_duty(agent)

    def _sent_home(self, agent: Agent) -> None:
        """An idle agent goes off duty; for a queue at closing, which this instant's match has still to see, the agent stays."""
        if self._stays(agent):
            agent.leaves_when_idle = True
            self.standby.append(agent)
        else:
            self._off_duty(agent)

    def _stays(self, agent: Agent) -> bool:
        """Whether an agent whose time is over stays for a queue at closing."""
        return (self.params.at_closing == SERVE_OUT and self.clock.now >= self.params.closes_s
                and self.dispatcher.is_needed(agent))

    def _off_duty(self, agent: Agent) -> None:
        if agent.idle:
            self.dispatcher.remove_from_idle(agent)
        go_off_duty(agent, self.clock.now)

    def end_standby(self) -> None:
        """Agents who stayed for a queue at closing and are not needed go home."""
        for agent in self.standby:
            if agent.idle and agent.leaves_when_idle:
                self._off_duty(agent)
        self.standby.clear()

    def resume_duty(self, agent: Agent, in_conversation: bool) -> None:
        """Carry over an agent who was on duty at midnight; today's times start at 0."""
        agent.first_on_s = agent.on_since_s = 0.0
        if agent.wraps_until_s >= 0.0:
            agent.busy_since_s = 0.0
            self.clock.call_at(agent.wraps_until_s, at.WRAP_ENDS, agent.index, self.is_free, agent)
        elif in_conversation:
            agent.busy_since_s = 0.0
            agent.takes_chats = 0 < agent.n_chats < self.params.chat_max and not agent.leaves_when_idle
        else:
            self.dispatcher.join_idle_line(agent)
        stays = agent.available if self.workforce.planned[agent.group] else bool(agent.blocks and agent.blocks[0][0] == 0.0)
        if not stays:
            self.clock.call_at(0.0, at.DUTY_ENDS, agent.index, lambda _event: self.goes_off(agent))

    def midnight(self) -> None:
        """Close the day's times of agents who are still on duty."""
        for agent in self.agents:
            if agent.on_duty:
                close_accounts(agent)
