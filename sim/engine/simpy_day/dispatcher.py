"""Queues, idle agents and free team leaders, and their matching at each instant."""

from collections.abc import Callable
from heapq import heapify, heappop, heappush

from simpy.events import Event

from sim.engine.simpy_day.environment import Clock
from sim.engine.simpy_day.tables import Agent, Contact
from sim.model.contact.channels import CHAT, EMAIL, PHONE
from sim.model.contact.encounter import is_reached, share_out
from sim.model.contact.policies import ChosenPolicy
from sim.model.contact.routing import contact_class, take_rank
from sim.model.day import IN_CONVERSATION, MATCHES, WAITING, QueueTooLong, WorkforceToday
from sim.model.day_parameters import DayParameters, Queue


class Dispatcher:
    """Matches contacts with agents, and escalated cases with team leaders: once per instant, after all ends and arrivals."""

    def __init__(self, clock: Clock, params: DayParameters, queues: tuple[Queue, ...], workforce: WorkforceToday,
                 agents: list[Agent],
                 after: Callable[[], None]) -> None:
        self.clock, self.params, self.of_queue, self.workforce, self.agents = clock, params, queues, workforce, agents
        self.after = after                              # called after the matching of an instant
        n_contact_types, n_groups = len(queues), workforce.planned.size
        self.queues: list[list[tuple[int, float, int, Contact]]] = [[] for _ in range(n_contact_types)]
        self.free: list[list[tuple[float, int, int]]] = [[] for _ in range(n_groups)]
        self.n_free = [0] * n_groups
        self.n_free_in_all = 0
        self.groups_for = [[group for group in range(n_groups) if workforce.can_take[group, contact_type]]
                           for contact_type in range(n_contact_types)]
        self.n_waiting = self.queue_peak = 0
        self.n_in_writing = [0, 0, 0]                   # waiting contacts by channel; phone is not counted
        self.free_team_leaders = list(range(params.n_team_leaders))
        self.asking: list[tuple[float, int, Contact]] = []
        self.match_is_due = False

    def request_match(self) -> None:
        """Request a matching at the end of this instant."""
        if not self.match_is_due:
            self.match_is_due = True
            self.clock.call_at(self.clock.now, MATCHES, 0, self._match)

    def join_queue(self, contact: Contact) -> None:
        """A contact joins its queue."""
        queue_class = contact_class(self.params.which_contact, self.of_queue[contact.queue_id].priority, contact.n_conversations)
        heappush(self.queues[contact.queue_id], (queue_class, contact.joined_at_s, contact.contact_id, contact))
        self.n_waiting += 1
        self.n_in_writing[contact.channel] += contact.channel != PHONE
        if self.n_waiting > self.params.longest_queue:
            raise QueueTooLong(self.n_waiting, self.workforce.day, self.clock.now)

    def is_idle(self, agent: Agent) -> None:
        """An agent becomes idle and gets a rank."""
        take_rank(self.params, agent, self.workforce.day, self.clock.now)
        self.join_idle_line(agent)

    def join_idle_line(self, agent: Agent) -> None:
        """The agent waits for a contact, with its rank."""
        agent.idle = True
        heappush(self.free[agent.group], (agent.rank, agent.index, agent.n_idle))
        self.n_free[agent.group] += 1
        self.n_free_in_all += 1
        self.request_match()

    def remove_from_idle(self, agent: Agent) -> None:
        """The agent is assigned a contact, or goes off duty."""
        agent.idle = False
        self.n_free[agent.group] -= 1
        self.n_free_in_all -= 1

    def request_team_leader(self, contact: Contact) -> None:
        """A contact holds for a team leader."""
        heappush(self.asking, (contact.joined_at_s, contact.contact_id, contact))
        self.request_match()

    def is_needed(self, agent: Agent) -> bool:
        """Whether a waiting contact needs this agent; an email can wait until tomorrow."""
        return any(self.workforce.can_take[agent.group, contact_type] and self.of_queue[contact_type].queue_channel != EMAIL
                   and self._first(contact_type)
                   for contact_type in range(len(self.queues)))

    def _match(self, _event: Event) -> None:
        """Match contacts and agents by rank, until none of one side can be matched."""
        self.match_is_due = False
        while self.n_waiting and (self.n_free_in_all or self._someone_takes_chats()):
            contact = self._take_contact()
            if contact is None:
                break
            self.n_waiting -= 1
            self.n_in_writing[contact.channel] -= contact.channel != PHONE
            if contact.callback and contact.tier == 0 and not is_reached(self.params, contact, self.clock.now):
                contact.its_turn(None)
                continue
            agent = self._take_agent(contact)
            if agent.n_chats == 0:
                agent.busy_since_s = self.clock.now
            if contact.channel == CHAT:
                self._begins_chat(contact, agent)
            contact.state = IN_CONVERSATION
            contact.its_turn(agent)
        while self.free_team_leaders and self.asking:
            heappop(self.asking)[2].its_turn(heappop(self.free_team_leaders))
        self.queue_peak = max(self.queue_peak, self.n_in_service)
        self.after()

    def n_at_work(self, contact_type: int) -> int:
        """Number of agents on duty who can take this contact type."""
        return sum(agent.on_duty and bool(self.workforce.can_take[agent.group, contact_type]) for agent in self.agents)

    @property
    def n_in_service(self) -> int:
        """Number of customers who wait by phone or chat; emails do not count."""
        return self.n_waiting - self.n_in_writing[EMAIL]

    @property
    def n_on_the_line(self) -> int:
        """Number of customers who wait by phone."""
        return self.n_in_service - self.n_in_writing[CHAT]

    def _someone_takes_chats(self) -> bool:
        return self.params.has_channels and any(agent.takes_chats for agent in self.agents)

    def _begins_chat(self, contact: Contact, agent: Agent) -> None:
        """An agent begins a chat, and may take another."""
        share_out(agent, self.clock.now)
        agent.n_chats += 1
        contact.nth_chat, contact.shared_from_s = agent.n_chats, agent.shared_s
        self.has_chat_capacity(agent)

    def has_chat_capacity(self, agent: Agent) -> None:
        """Update whether an agent with chats can take another, and its rank in that line."""
        agent.takes_chats = 0 < agent.n_chats < self.params.chat_max and not agent.leaves_when_idle
        if agent.takes_chats:
            take_rank(self.params, agent, self.workforce.day, self.clock.now)
            self.request_match()

    def _someone_is_free(self, contact_type: int) -> bool:
        groups = self.groups_for[contact_type]
        if any([self.n_free[group] for group in groups]):  # noqa: C419 - a list: twice as fast as a generator here
            return True
        return self.of_queue[contact_type].queue_channel == CHAT and any(
            agent.takes_chats and agent.group in groups for agent in self.agents)

    def _first(self, contact_type: int) -> tuple[int, float, int, Contact] | None:
        """The first contact of a queue; contacts that have been abandoned are removed on the way."""
        queue = self.queues[contact_type]
        while queue and queue[0][3].state != WAITING:
            heappop(queue)
        return queue[0] if queue else None

    def _take_contact(self) -> Contact | None:
        """Remove the first contact that an agent can take now: by class, then by instant, then by id; or by the policy."""
        free = [(contact_type, queue) for contact_type, queue in enumerate(self.queues)
                if queue and self._someone_is_free(contact_type)]
        policy = self.params.queue_policy
        if policy is None:
            heads = [first for contact_type, _ in free if (first := self._first(contact_type))]
            if not heads:
                return None
            contact = min(heads)[3]
            heappop(self.queues[contact.queue_id])
            return contact
        waiting = [entry for _, queue in free for entry in queue if entry[3].state == WAITING]
        if not waiting:
            return None
        best = min(waiting, key=lambda entry: (
            policy.score(self.params, self.of_queue[entry[3].queue_id], entry[3], self.clock.now), *entry[1:3]))
        queue = self.queues[best[3].queue_id]
        queue.remove(best)
        heapify(queue)
        return best[3]

    def _take_agent(self, contact: Contact) -> Agent:
        """Remove the first idle agent (by rank, then id) who can take this contact; for a chat, else the first with chats."""
        if self.params.agent_policy is not None:
            return self._take_agent_by_policy(self.params.agent_policy, contact)
        groups, firsts = self.groups_for[contact.queue_id], []
        for group in groups:
            free = self.free[group]
            while free and not self._still_free(free[0]):
                heappop(free)
            if free:
                firsts.append((free[0], group))
        if not firsts:
            return min((agent for agent in self.agents if agent.takes_chats and agent.group in groups),
                       key=lambda agent: (agent.rank, agent.index))
        (_, index, _), group = min(firsts)
        heappop(self.free[group])
        agent = self.agents[index]
        self.remove_from_idle(agent)
        return agent

    def _take_agent_by_policy(self, policy: ChosenPolicy, contact: Contact) -> Agent:
        """Remove the agent with the smallest score, of those who can take this contact: idle, for a chat else with chats."""
        able = [agent for agent in self.agents if agent.group in self.groups_for[contact.queue_id]]
        best = min([agent for agent in able if agent.idle] or [agent for agent in able if agent.takes_chats],
                   key=lambda agent: (policy.score(self.params, contact, agent, self.clock.now), agent.index))
        if best.idle:
            self.remove_from_idle(best)
        return best

    def _still_free(self, entry: tuple[float, int, int]) -> bool:
        agent = self.agents[entry[1]]
        return agent.idle and agent.n_idle == entry[2]
