"""The inside of one day, told by SimPy: the specification of what happens when.

Customers and agents are processes. A customer arrives, waits or gives up, talks, perhaps holds for a leader, and goes
away with the case solved or not. An agent comes on duty, takes breaks, finishes the conversation in progress and goes
home. What is decided on the way is decided by the rules in `sim.model`; what is left to chance is named.
"""

import math
from heapq import heappush

from simpy.events import Event

from sim.engine.simpy_day import tables
from sim.engine.simpy_day.agents import Staff
from sim.engine.simpy_day.dispatcher import Switchboard
from sim.engine.simpy_day.environment import Clock, Story
from sim.engine.simpy_day.tables import Agent, Contact
from sim.model import day as at
from sim.model.contact.channels import CHAT, MAIL, PHONE, await_answer, await_answer_next_day, leaves_chat_open
from sim.model.contact.encounter import (
    begin_leader_time,
    begin_service,
    choose_channel,
    end_service,
    on_abandonment,
    read_in_vain,
    sender_calls,
    share_out,
    slow_down_chat,
    transfer,
)
from sim.model.contact.patience import hear_announcement, hears_announcement, patience_left_s
from sim.model.day import CARRY_OVER, TURN_AWAY, Carry, DayRecord, Floor
from sim.model.day_parameters import DayParameters
from sim.schema import Due, Outcome
from sim.units import DAY_S

_, ABANDONED, BALKED, BLOCKED, TURNED_AWAY, NOT_REACHED, _ = (int(outcome) for outcome in Outcome)


def live_day(rules: DayParameters, floor: Floor, due: Due, carry: Carry, n_contact_ids: int) -> DayRecord:
    """Live one day.

    Args:
        rules: the parameters of the day.
        floor: who is at work, and when.
        due: who is to contact us today, sorted by (at_s, case_key).
        carry: what last midnight found open.
        n_contact_ids: contact ids given before today.

    Raises:
        QueueTooLong: more customers wait than `rules.longest_queue`.
    """
    return _Day(rules, floor, due, carry, n_contact_ids).live()


class _Day:
    """One day in the centre, lived once."""

    def __init__(self, rules: DayParameters, floor: Floor, due: Due, carry: Carry, n_contact_ids: int) -> None:
        self.params, self.queues, self.laws = rules, rules.queues, rules.laws
        self.later_days_cum = rules.later_days_cum.tolist()
        self.floor, self.n_ids = floor, n_contact_ids
        self.clock = Clock()
        self.callers = tables.contacts_coming(due, n_contact_ids)
        self.n_ids += len(self.callers)
        self.agents = tables.agents_today(floor, carry)
        self.switchboard = Switchboard(
            self.clock, self.params, self.queues, floor, self.agents, self.instant_is_over)
        self.staff = Staff(self.clock, self.params, self.queues, rules.laws, floor, self.agents, carry.owed.tolist(),
                           self.switchboard)
        self.present: dict[int, Contact] = {}           # contacts that have come and are not over
        self.finished: list[Contact] = []
        self.coming_later: list[Contact] = []
        self.n_in_lines = self.n_escalated = 0
        self.newcomers: list[Contact] = []              # joined a queue at this instant
        self.leader_busy_s = 0.0
        self.last_call_s = DAY_S if rules.at_closing == CARRY_OVER else rules.closes_s
        self._pick_up(carry)

    def live(self) -> DayRecord:
        """To the last customer served or turned away, or to midnight in a centre that never closes."""
        clock, params = self.clock, self.params
        clock.process(self.arrivals())
        for agent in self.agents:
            if agent.blocks:
                clock.process(self.staff.shift(agent))
        if self.floor.plan_at_s.size:
            clock.process(self.staff.plan())
        if params.at_closing == CARRY_OVER:
            clock.run(until=DAY_S)
        else:
            clock.call_at(params.closes_s, at.CLOSES, 0, self.closes)
            clock.run()
            self.turn_away()        # whom nobody left on the floor could serve
            clock.run()
        return self._record()

    # --- customers ---------------------------------------------------------------------------------------------------

    def arrivals(self) -> Story:
        """Those who are due today reach for the telephone, one after the other."""
        for contact in self.callers:
            yield self.clock.at(contact.arrived_at_s, at.ARRIVES, contact.contact_id)
            self.clock.process(self.customer(contact))

    def calls_again(self, contact: Contact) -> Story:
        """Someone who tries again the same day."""
        yield self.clock.at(contact.arrived_at_s, at.ARRIVES, contact.contact_id)
        yield from self.customer(contact)

    def customer(self, contact: Contact) -> Story:
        """One try to reach us: arrive, wait or give up, talk, and go away with or without an answer."""
        if contact.stage == at.COMING:
            choose_channel(self.params, contact, self.clock.now)
            if contact.channel == PHONE:
                if self.n_in_lines >= self.params.n_lines:
                    self.lost(contact, BLOCKED)
                    return
                self.n_in_lines += 1
            self.present[contact.contact_id] = contact
            self.joins_queue(contact)
        while True:
            if contact.stage == at.AWAY:
                if contact.n_calls >= self.params.call_back_most_calls:
                    yield self.clock.at(self.clock.now, at.GIVES_UP, contact.contact_id)
                    self.n_in_lines -= 1
                    self.lost(contact, NOT_REACHED)
                    return
                yield self.clock.at(contact.stage_ends_at_s, at.ARRIVES, contact.contact_id)
                self.joins_queue(contact)
            if contact.stage == at.WAITING:
                agent = yield self.turn_of(contact)
                if contact.stage == at.AWAY:
                    continue
                if agent is None:
                    return
                self.meets(contact, agent)
            if contact.stage == at.TALKING:
                yield self.clock.at(contact.stage_ends_at_s, at.TALK_ENDS, contact.contact_id)
                if contact.asks_leader:
                    self.asks_leader(contact)
            if contact.stage == at.ASKING:
                leader = yield self.turn_of(contact)
                self.leader_takes_over(contact, leader)
            if contact.stage == at.WITH_LEADER:
                yield self.clock.at(contact.stage_ends_at_s, at.LEADER_ENDS, contact.contact_id)
                self.leader_is_done(contact)
            if contact.channel == CHAT:
                self.staff.chat_is_over(contact)
            else:
                self.staff.wraps_up(contact)
            if contact.is_empty:
                self._finish(contact)
                return
            if not contact.moves_on:
                self.hangs_up(contact)
                return
            transfer(self.queues[contact.queue_kind], contact)
            self.joins_queue(contact)

    def meets(self, contact: Contact, agent: Agent) -> None:
        """An agent answers; a contact that its customer has left is read in vain."""
        contact.agent = agent
        if contact.is_empty:
            read_in_vain(self.params, contact, agent, self.clock.now)
            return
        begin_service(self.params, self.laws, self.queues[contact.queue_kind], contact, agent, self.clock.now)
        if contact.channel == CHAT:
            slow_down_chat(self.params, contact, contact.nth_chat, self.clock.now)

    def turn_of(self, contact: Contact) -> Event:
        """The event that it is this contact's turn; for one carried over midnight, it may still be to come."""
        contact.turn = self.clock.event()
        return contact.turn

    def joins_queue(self, contact: Contact) -> None:
        """Stand in the queue of the kind; the matching of this instant may already take it."""
        contact.stage, contact.joined_at_s = at.WAITING, self.clock.now
        self.switchboard.stands_in_queue(contact)
        self.newcomers.append(contact)
        self.switchboard.match_soon()

    def instant_is_over(self) -> None:
        """Those who came at this instant and were not taken begin to lose patience; agents nobody needs go home."""
        for contact in self.newcomers:
            if contact.stage == at.WAITING:
                if contact.channel == MAIL:
                    await_answer(self.params, contact)
                else:
                    contact.stage_ends_at_s = self.clock.now + self.patience_left_s(contact)
                self._will_give_up(contact)
        self.newcomers.clear()
        self.staff.nobody_lingers()

    def patience_left_s(self, contact: Contact) -> float:
        """How long the customer will wait, having heard how long it takes where that is announced."""
        attitude = float(self.floor.attitude[contact.customer_id]) if self.floor.attitude.size else 0.0
        left_s = patience_left_s(self.params, self.laws, self.queues[contact.queue_kind], contact, attitude)
        if hears_announcement(self.params, contact, left_s):
            n_at_work = self.switchboard.n_at_work(contact.queue_kind)
            left_s = hear_announcement(self.params, contact, left_s, self.switchboard.n_on_the_line, n_at_work)
        return left_s

    def _will_give_up(self, contact: Contact) -> None:
        if contact.stage_ends_at_s < (self.last_call_s if contact.channel == MAIL else math.inf):
            self.clock.call_at(contact.stage_ends_at_s, at.GIVES_UP, contact.contact_id, self.gives_up, contact)

    def gives_up(self, event: Event) -> None:
        """Patience is at its end, if it is still the patience of this queue: a stale timer does nothing."""
        contact: Contact = event._value
        now = self.clock.now
        if contact.stage == at.WAITING and contact.stage_ends_at_s == now and contact.channel == MAIL:
            sender_calls(contact, self.floor.day, now)
            self.comes_again(contact)
        elif contact.stage == at.WAITING and contact.stage_ends_at_s == now:
            if now > contact.joined_at_s and leaves_chat_open(self.params, contact):
                contact.is_empty, contact.stage_ends_at_s = True, math.inf
                self.goes_unanswered(contact, ABANDONED)
                return
            self.leaves_queue(contact, BALKED if now == contact.joined_at_s else ABANDONED)

    def closes(self, _event: Event) -> None:
        """Closing time: who still waits is turned away, or served out."""
        if self.params.at_closing == TURN_AWAY:
            self.turn_away()

    def turn_away(self) -> None:
        """Send away everyone who waits, in order of contact_id."""
        for _, contact in sorted(self.present.items()):
            if contact.stage == at.WAITING and contact.channel != MAIL:
                self.leaves_queue(contact, TURNED_AWAY)

    def leaves_queue(self, contact: Contact, outcome: int) -> None:
        """Go without an answer."""
        self.switchboard.n_waiting -= 1
        if contact.channel == PHONE:
            self.n_in_lines -= 1
        else:
            self.switchboard.n_in_writing[contact.channel] -= 1
        if contact.is_empty:
            self._finish(contact)
        else:
            self.lost(contact, outcome)
        contact.its_turn(None)

    def lost(self, contact: Contact, outcome: int) -> None:
        """Not answered, and over."""
        self.goes_unanswered(contact, outcome)
        self._finish(contact)

    def goes_unanswered(self, contact: Contact, outcome: int) -> None:
        """Not answered: calls again later, or never."""
        if on_abandonment(self.params, self.laws, contact, outcome, self.floor.day, self.clock.now):
            self.comes_again(contact)

    def hangs_up(self, contact: Contact) -> None:
        """The conversation is over: the problem is gone, or the customer comes back with it, or gives up."""
        self.n_in_lines -= contact.channel == PHONE
        if end_service(self.params, self.laws, self.later_days_cum, contact, self.floor.day, self.clock.now):
            self.comes_again(contact)
        self._finish(contact)

    def comes_again(self, contact: Contact) -> None:
        """The case's next contact: later today, or for the night to place."""
        again = tables.next_contact(contact, self.n_ids, contact.again_day, contact.again_at_s)
        if again.arrived_at_s < self.last_call_s:
            self.n_ids += 1
            self.clock.process(self.calls_again(again))
        else:
            self.coming_later.append(again)

    def _finish(self, contact: Contact) -> None:
        contact.stage = at.GONE
        self.present.pop(contact.contact_id, None)
        self.finished.append(contact)

    # --- leaders -----------------------------------------------------------------------------------------------------

    def asks_leader(self, contact: Contact) -> None:
        """The agent has no authority: customer and agent hold until a leader is free."""
        contact.stage, contact.joined_at_s = at.ASKING, self.clock.now
        self.n_escalated += 1
        self.switchboard.asks(contact)

    def leader_takes_over(self, contact: Contact, leader: int) -> None:
        """A leader decides."""
        contact.leader = leader
        self.leader_busy_s += begin_leader_time(self.params, self.laws, contact, self.clock.now)

    def leader_is_done(self, contact: Contact) -> None:
        """The leader is free for the next."""
        heappush(self.switchboard.free_leaders, contact.leader)
        contact.leader = -1
        self.switchboard.match_soon()

    # --- midnight ----------------------------------------------------------------------------------------------------

    def _pick_up(self, carry: Carry) -> None:
        """Go on where last midnight found everyone."""
        busy = set()
        for contact in tables.contacts_carried(carry, self.agents):
            self.present[contact.contact_id] = contact
            self.n_in_lines += contact.channel == PHONE
            if contact.stage == at.WAITING:
                self.switchboard.stands_in_queue(contact)
                if contact.channel == MAIL:
                    await_answer_next_day(self.params, contact)
                self._will_give_up(contact)
            elif contact.stage != at.AWAY:
                busy.add(contact.agent_id)
                if contact.channel == CHAT and contact.agent is not None:
                    contact.agent.n_chats += 1
                if contact.stage == at.ASKING:
                    self.switchboard.asks(contact)
                elif contact.stage == at.WITH_LEADER:
                    self.switchboard.free_leaders.remove(contact.leader)
            self.clock.process(self.customer(contact))
        self.switchboard.queue_peak = self.switchboard.n_live
        for agent in self.agents:
            if agent.on_duty:
                self.staff.goes_on(agent, agent.agent_id in busy)

    def _record(self) -> DayRecord:
        """What the day leaves to the night; at midnight the accounts of those on duty are closed."""
        for contact in self.present.values():
            if contact.channel == CHAT and contact.stage in (at.TALKING, at.ASKING, at.WITH_LEADER):
                assert contact.agent is not None
                share_out(contact.agent, DAY_S)
                contact.handle_s += contact.agent.shared_s - contact.shared_from_s
        shifts_rank = self.params.which_agent == at.LONGEST_IDLE
        carry = tables.carry_table(list(self.present.values()), self.agents, self.staff.owed, shifts_rank)
        self.staff.midnight()
        self.finished.sort(key=lambda contact: contact.contact_id)
        return DayRecord(
            contacts=tables.contacts_table(self.finished, self.floor.day), due=tables.due_table(self.coming_later),
            agents=tables.agent_days(self.agents, self.floor), leader_busy_s=self.leader_busy_s,
            n_escalated=self.n_escalated, queue_peak=self.switchboard.queue_peak, carry=carry,
            n_contact_ids=self.n_ids)
