"""The queues, the free agents and the free leaders, and who gets whom at each instant."""

from collections.abc import Callable
from heapq import heappop, heappush

from simpy.events import Event

from sim.engine.simpy_day.environment import Clock
from sim.engine.simpy_day.tables import Agent, Contact
from sim.model.contact.channels import CHAT, MAIL, PHONE
from sim.model.contact.encounter import is_reached, share_out
from sim.model.contact.routing import contact_class, take_rank
from sim.model.day import MATCHES, TALKING, WAITING, Floor, QueueTooLong
from sim.model.day_parameters import DayParameters, Queue


class Switchboard:
    """Matches contacts with agents, and those who ask with leaders: once in an instant, after all who end or come."""

    def __init__(self, clock: Clock, params: DayParameters, queues: tuple[Queue, ...], floor: Floor, agents: list[Agent],
                 after: Callable[[], None]) -> None:
        self.clock, self.params, self.of_queue, self.floor, self.agents = clock, params, queues, floor, agents
        self.after = after                              # what the day does when an instant's matching is done
        n_kinds, n_groups = len(queues), floor.planned.size
        self.queues: list[list[tuple[int, float, int, Contact]]] = [[] for _ in range(n_kinds)]
        self.free: list[list[tuple[float, int, int]]] = [[] for _ in range(n_groups)]
        self.n_free = [0] * n_groups
        self.n_free_in_all = 0
        self.groups_for = [[group for group in range(n_groups) if floor.can_take[group, kind]]
                           for kind in range(n_kinds)]
        self.n_waiting = self.queue_peak = 0
        self.n_in_writing = [0, 0, 0]                   # of those who wait, by mail and by chat
        self.free_leaders = list(range(params.n_leaders))
        self.asking: list[tuple[float, int, Contact]] = []
        self.match_is_due = False

    def match_soon(self) -> None:
        """Something has changed: match at the end of this instant."""
        if not self.match_is_due:
            self.match_is_due = True
            self.clock.call_at(self.clock.now, MATCHES, 0, self._match)

    def stands_in_queue(self, contact: Contact) -> None:
        """One more waits in the queue of its kind."""
        queue_class = contact_class(self.params.which_contact, self.of_queue[contact.queue_kind].priority, contact.n_talks)
        heappush(self.queues[contact.queue_kind], (queue_class, contact.joined_at_s, contact.contact_id, contact))
        self.n_waiting += 1
        self.n_in_writing[contact.channel] += contact.channel != PHONE
        if self.n_waiting > self.params.longest_queue:
            raise QueueTooLong(self.n_waiting, self.floor.day, self.clock.now)

    def is_idle(self, agent: Agent) -> None:
        """One more agent is free, and takes a rank among the free."""
        take_rank(self.params, agent, self.floor.day, self.clock.now)
        self.lines_up(agent)

    def lines_up(self, agent: Agent) -> None:
        """Wait for a contact, with the rank that the agent has."""
        agent.idle = True
        heappush(self.free[agent.group], (agent.rank, agent.index, agent.n_idle))
        self.n_free[agent.group] += 1
        self.n_free_in_all += 1
        self.match_soon()

    def is_no_longer_free(self, agent: Agent) -> None:
        """Taken by a contact, or gone off duty."""
        agent.idle = False
        self.n_free[agent.group] -= 1
        self.n_free_in_all -= 1

    def asks(self, contact: Contact) -> None:
        """One more holds for a leader."""
        heappush(self.asking, (contact.joined_at_s, contact.contact_id, contact))
        self.match_soon()

    def is_needed(self, agent: Agent) -> bool:
        """Whether anyone waits whom this agent can take; a mail can wait until tomorrow."""
        return any(self.floor.can_take[agent.group, kind] and self.of_queue[kind].queue_channel != MAIL and self._first(kind)
                   for kind in range(len(self.queues)))

    def _match(self, _event: Event) -> None:
        """Which agent for this contact, which contact for this agent: by rank, until one side is used up."""
        self.match_is_due = False
        while self.n_waiting and (self.n_free_in_all or self._someone_takes_chats()):
            heads = [first for kind, queue in enumerate(self.queues)
                     if queue and self._someone_is_free(kind) and (first := self._first(kind))]
            if not heads:
                break
            contact = min(heads)[3]
            heappop(self.queues[contact.queue_kind])
            self.n_waiting -= 1
            self.n_in_writing[contact.channel] -= contact.channel != PHONE
            if contact.call_back and contact.tier == 0 and not is_reached(self.params, contact, self.clock.now):
                contact.its_turn(None)
                continue
            agent = self._take_agent(contact.queue_kind)
            if agent.n_chats == 0:
                agent.busy_since_s = self.clock.now
            if contact.channel == CHAT:
                self._begins_chat(contact, agent)
            contact.stage = TALKING
            contact.its_turn(agent)
        while self.free_leaders and self.asking:
            heappop(self.asking)[2].its_turn(heappop(self.free_leaders))
        self.queue_peak = max(self.queue_peak, self.n_live)
        self.after()

    def n_at_work(self, kind: int) -> int:
        """Agents on duty who can take this kind."""
        return sum(agent.on_duty and bool(self.floor.can_take[agent.group, kind]) for agent in self.agents)

    @property
    def n_live(self) -> int:
        """Customers who wait by phone or in the chat; mails only lie there."""
        return self.n_waiting - self.n_in_writing[MAIL]

    @property
    def n_on_the_line(self) -> int:
        """Customers who wait by phone."""
        return self.n_live - self.n_in_writing[CHAT]

    def _someone_takes_chats(self) -> bool:
        return self.params.has_channels and any(agent.takes_chats for agent in self.agents)

    def _begins_chat(self, contact: Contact, agent: Agent) -> None:
        """One more chat for an agent, who may have room for another."""
        share_out(agent, self.clock.now)
        agent.n_chats += 1
        contact.nth_chat, contact.shared_from_s = agent.n_chats, agent.shared_s
        self.has_room(agent)

    def has_room(self, agent: Agent) -> None:
        """An agent with chats has room for another, or has not; who gets it first, by rank."""
        agent.takes_chats = 0 < agent.n_chats < self.params.chat_most and not agent.leaves_when_free
        if agent.takes_chats:
            take_rank(self.params, agent, self.floor.day, self.clock.now)
            self.match_soon()

    def _someone_is_free(self, kind: int) -> bool:
        groups = self.groups_for[kind]
        if any([self.n_free[group] for group in groups]):  # noqa: C419 - a list: twice as fast as a generator here
            return True
        return self.of_queue[kind].queue_channel == CHAT and any(
            agent.takes_chats and agent.group in groups for agent in self.agents)

    def _first(self, kind: int) -> tuple[int, float, int, Contact] | None:
        """The first in the queue of a kind; who has given up is struck off on the way."""
        queue = self.queues[kind]
        while queue and queue[0][3].stage != WAITING:
            heappop(queue)
        return queue[0] if queue else None

    def _take_agent(self, kind: int) -> Agent:
        """Of the free agents who can take a kind the first by rank, then by id; for a chat, if none, of those with chats."""
        groups, firsts = self.groups_for[kind], []
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
        self.is_no_longer_free(agent)
        return agent

    def _still_free(self, entry: tuple[float, int, int]) -> bool:
        agent = self.agents[entry[1]]
        return agent.idle and agent.n_idle == entry[2]
