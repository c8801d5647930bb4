"""One day as SimPy processes: the specification of the order of events.

Customers and agents are processes. A customer arrives, waits or abandons, talks to an agent, perhaps holds for a team leader, and
leaves with the case solved or not. An agent comes on duty, takes breaks, finishes the current conversation and goes off duty.
Decisions follow the rules in `sim.model`; random numbers are named.
"""

import math
from heapq import heappush

from simpy.events import Event

from sim.engine.simpy_day import tables
from sim.engine.simpy_day.agents import Staff
from sim.engine.simpy_day.dispatcher import Dispatcher
from sim.engine.simpy_day.environment import Clock, Story
from sim.engine.simpy_day.tables import Agent, Contact
from sim.model import day as at
from sim.model.contact.channels import CHAT, EMAIL, PHONE, await_answer, await_answer_next_day, leaves_chat_open
from sim.model.contact.encounter import (
    begin_service,
    begin_team_leader_time,
    choose_channel,
    email_superseded,
    end_service,
    on_abandonment,
    read_in_vain,
    share_out,
    slow_down_chat,
    transfer,
)
from sim.model.contact.patience import hear_announcement, hears_announcement, patience_left_s
from sim.model.day import CARRY_OVER, NO_MODIFIERS, TURN_AWAY, Carry, DayRecord, Modifiers, WorkforceToday
from sim.model.day_parameters import DayParameters
from sim.schema import Due, Outcome
from sim.units import DAY_S

_, ABANDONED, BALKED, BLOCKED, TURNED_AWAY, NOT_REACHED, _ = (int(outcome) for outcome in Outcome)


def run_day(day_params: DayParameters, workforce: WorkforceToday, due: Due, carry: Carry, n_contact_ids: int,
            modifiers: Modifiers = NO_MODIFIERS) -> DayRecord:
    """Run one day.

    Args:
        day_params: parameters of the day.
        workforce: agents at work, with their times on the phone.
        due: contacts due today, sorted by (at_s, case_key).
        carry: contacts and agents carried over from last midnight.
        n_contact_ids: number of contact ids used before today.
        modifiers: by plug-ins, for agents and contacts due.

    Raises:
        QueueTooLong: more customers wait than `longest_queue` allows.
        PolicyFailed: a plug-in's policy gave no number.
    """
    return _Day(day_params, workforce, due, carry, n_contact_ids, modifiers).run_days()


class _Day:
    """One day in the centre, run once."""

    def __init__(self, day_params: DayParameters, workforce: WorkforceToday, due: Due, carry: Carry, n_contact_ids: int,
                 modifiers: Modifiers) -> None:
        self.params, self.queues, self.distributions = day_params, day_params.queues, day_params.distributions
        self.later_day_shares_cum = day_params.later_day_shares_cum.tolist()
        self.workforce, self.n_ids = workforce, n_contact_ids
        self.clock = Clock()
        self.callers = tables.contacts_coming(due, n_contact_ids, modifiers.contacts)
        self.n_ids += len(self.callers)
        self.agents = tables.agents_today(workforce, carry, modifiers.wrap_factor)
        self.dispatcher = Dispatcher(
            self.clock, self.params, self.queues, workforce, self.agents, self.instant_is_over)
        self.staff = Staff(self.clock, self.params, self.queues, day_params.distributions, workforce, self.agents,
                           carry.n_leaving.tolist(),
                           self.dispatcher)
        self.present: dict[int, Contact] = {}           # contacts that have arrived and not ended
        self.finished: list[Contact] = []
        self.coming_later: list[Contact] = []
        self.n_in_lines = self.n_escalated = 0
        self.newcomers: list[Contact] = []              # contacts that joined a queue at this instant
        self.team_leader_busy_s = 0.0
        self.last_call_s = DAY_S if day_params.at_closing == CARRY_OVER else day_params.closes_s
        self._pick_up(carry)

    def run_days(self) -> DayRecord:
        """Run to the last customer served or turned away, or to midnight in a round-the-clock centre."""
        clock, params = self.clock, self.params
        clock.process(self.arrivals())
        for agent in self.agents:
            if agent.blocks:
                clock.process(self.staff.shift(agent))
        if self.workforce.plan_at_s.size:
            clock.process(self.staff.plan())
        if params.at_closing == CARRY_OVER:
            clock.run(until=DAY_S)
        else:
            clock.call_at(params.closes_s, at.CLOSES, 0, self.closes)
            clock.run()
            self.turn_away()        # contacts that no agent on duty could take
            clock.run()
        return self._record()

    # --- customers ---------------------------------------------------------------------------------------------------

    def arrivals(self) -> Story:
        """Start a process for each contact that is due today, in order of time."""
        for contact in self.callers:
            yield self.clock.at(contact.arrived_at_s, at.ARRIVES, contact.contact_id)
            self.clock.process(self.customer(contact))

    def follow_up_arrives(self, contact: Contact) -> Story:
        """Start a process for a follow-up on the same day."""
        yield self.clock.at(contact.arrived_at_s, at.ARRIVES, contact.contact_id)
        yield from self.customer(contact)

    def customer(self, contact: Contact) -> Story:
        """One contact: arrival, wait or abandonment, conversation, and end with or without an answer."""
        if contact.state == at.SCHEDULED:
            choose_channel(self.params, contact, self.clock.now)
            if contact.channel == PHONE:
                if self.n_in_lines >= self.params.n_lines:
                    self.lost(contact, BLOCKED)
                    return
                self.n_in_lines += 1
            self.present[contact.contact_id] = contact
            self.enqueue(contact)
        while True:
            if contact.state == at.CALLBACK_PENDING:
                if contact.n_calls >= self.params.callback_max_calls:
                    yield self.clock.at(self.clock.now, at.ABANDONS, contact.contact_id)
                    self.n_in_lines -= 1
                    self.lost(contact, NOT_REACHED)
                    return
                yield self.clock.at(contact.state_ends_at_s, at.ARRIVES, contact.contact_id)
                self.enqueue(contact)
            if contact.state == at.WAITING:
                agent = yield self.turn_of(contact)
                if contact.state == at.CALLBACK_PENDING:
                    continue
                if agent is None:
                    return
                self.meets(contact, agent)
            if contact.state == at.IN_CONVERSATION:
                yield self.clock.at(contact.state_ends_at_s, at.CONVERSATION_ENDS, contact.contact_id)
                if contact.needs_team_leader:
                    self.needs_team_leader(contact)
            if contact.state == at.AWAITING_TEAM_LEADER:
                team_leader = yield self.turn_of(contact)
                self.team_leader_takes_over(contact, team_leader)
            if contact.state == at.WITH_TEAM_LEADER:
                yield self.clock.at(contact.state_ends_at_s, at.TEAM_LEADER_ENDS, contact.contact_id)
                self.team_leader_is_done(contact)
            if contact.channel == CHAT:
                self.staff.chat_is_over(contact)
            else:
                self.staff.wraps_up(contact)
            if contact.abandoned_in_place:
                self._finish(contact)
                return
            if not contact.needs_transfer:
                self.on_hang_up(contact)
                return
            transfer(self.queues[contact.queue_id], contact)
            self.enqueue(contact)

    def meets(self, contact: Contact, agent: Agent) -> None:
        """An agent answers; an email or chat that its customer has left is opened in vain."""
        contact.agent = agent
        if contact.abandoned_in_place:
            read_in_vain(self.params, contact, agent, self.clock.now)
            return
        begin_service(self.params, self.distributions, self.queues[contact.queue_id], contact, agent, self.clock.now)
        if contact.channel == CHAT:
            slow_down_chat(self.params, contact, contact.nth_chat, self.clock.now)

    def turn_of(self, contact: Contact) -> Event:
        """The event of this contact's assignment; made here for a contact carried over midnight."""
        contact.turn = self.clock.event()
        return contact.turn

    def enqueue(self, contact: Contact) -> None:
        """The contact joins its queue; the matching of this instant may already assign it."""
        contact.state, contact.joined_at_s = at.WAITING, self.clock.now
        self.dispatcher.join_queue(contact)
        self.newcomers.append(contact)
        self.dispatcher.request_match()

    def instant_is_over(self) -> None:
        """Start the patience of contacts that joined now and were not assigned; end the standby of agents who are not needed."""
        for contact in self.newcomers:
            if contact.state == at.WAITING:
                if contact.channel == EMAIL:
                    await_answer(self.params, contact)
                else:
                    contact.state_ends_at_s = self.clock.now + self.patience_left_s(contact)
                self._set_patience_timer(contact)
        self.newcomers.clear()
        self.staff.end_standby()

    def patience_left_s(self, contact: Contact) -> float:
        """Patience left [s], after the delay announcement where there is one."""
        attitude = float(self.workforce.attitude[contact.customer_id]) if self.workforce.attitude.size else 0.0
        left_s = patience_left_s(self.params, self.distributions, self.queues[contact.queue_id], contact, attitude)
        if hears_announcement(self.params, contact, left_s):
            n_at_work = self.dispatcher.n_at_work(contact.queue_id)
            left_s = hear_announcement(self.params, contact, left_s, self.dispatcher.n_on_the_line, n_at_work)
        return left_s

    def _set_patience_timer(self, contact: Contact) -> None:
        if contact.state_ends_at_s < (self.last_call_s if contact.channel == EMAIL else math.inf):
            self.clock.call_at(contact.state_ends_at_s, at.ABANDONS, contact.contact_id, self.abandons, contact)

    def abandons(self, event: Event) -> None:
        """The customer abandons; a timer from an earlier queue of this contact does nothing."""
        contact: Contact = event._value
        now = self.clock.now
        if contact.state == at.WAITING and contact.state_ends_at_s == now and contact.channel == EMAIL:
            email_superseded(contact, self.workforce.day, now)
            self.schedule_follow_up(contact)
        elif contact.state == at.WAITING and contact.state_ends_at_s == now:
            if now > contact.joined_at_s and leaves_chat_open(self.params, contact):
                contact.abandoned_in_place, contact.state_ends_at_s = True, math.inf
                self.on_unanswered(contact, ABANDONED)
                return
            self.leave_unanswered(contact, BALKED if now == contact.joined_at_s else ABANDONED)

    def closes(self, _event: Event) -> None:
        """Closing time: waiting customers are turned away, or still served."""
        if self.params.at_closing == TURN_AWAY:
            self.turn_away()

    def turn_away(self) -> None:
        """Turn away all waiting customers, in order of contact_id."""
        for _, contact in sorted(self.present.items()):
            if contact.state == at.WAITING and contact.channel != EMAIL:
                self.leave_unanswered(contact, TURNED_AWAY)

    def leave_unanswered(self, contact: Contact, outcome: int) -> None:
        """The contact ends without an answer."""
        self.dispatcher.n_waiting -= 1
        if contact.channel == PHONE:
            self.n_in_lines -= 1
        else:
            self.dispatcher.n_in_writing[contact.channel] -= 1
        if contact.abandoned_in_place:
            self._finish(contact)
        else:
            self.lost(contact, outcome)
        contact.its_turn(None)

    def lost(self, contact: Contact, outcome: int) -> None:
        """Record a contact that ended without an answer."""
        self.on_unanswered(contact, outcome)
        self._finish(contact)

    def on_unanswered(self, contact: Contact, outcome: int) -> None:
        """A contact without an answer: the customer redials, or gives up."""
        if on_abandonment(self.params, self.distributions, contact, outcome, self.workforce.day, self.clock.now):
            self.schedule_follow_up(contact)

    def on_hang_up(self, contact: Contact) -> None:
        """The conversation ends: the case is solved, or the customer contacts us about it again, or gives up."""
        self.n_in_lines -= contact.channel == PHONE
        if end_service(self.params, self.distributions, self.later_day_shares_cum, contact, self.workforce.day, self.clock.now):
            self.schedule_follow_up(contact)
        self._finish(contact)

    def schedule_follow_up(self, contact: Contact) -> None:
        """The next contact of the case: later today, or listed for the end of the day."""
        follow_ups = tables.next_contact(contact, self.n_ids, contact.follow_up_day, contact.follow_up_at_s)
        if follow_ups.arrived_at_s < self.last_call_s:
            self.n_ids += 1
            self.clock.process(self.follow_up_arrives(follow_ups))
        else:
            self.coming_later.append(follow_ups)

    def _finish(self, contact: Contact) -> None:
        contact.state = at.ENDED
        self.present.pop(contact.contact_id, None)
        self.finished.append(contact)

    # --- team leaders -----------------------------------------------------------------------------------------------------

    def needs_team_leader(self, contact: Contact) -> None:
        """A decision is escalated: customer and agent hold until a team leader is free."""
        contact.state, contact.joined_at_s = at.AWAITING_TEAM_LEADER, self.clock.now
        self.n_escalated += 1
        self.dispatcher.request_team_leader(contact)

    def team_leader_takes_over(self, contact: Contact, team_leader: int) -> None:
        """A team leader takes over a case that was escalated."""
        contact.team_leader = team_leader
        self.team_leader_busy_s += begin_team_leader_time(self.params, self.distributions, contact, self.clock.now)

    def team_leader_is_done(self, contact: Contact) -> None:
        """A team leader ends a case and is free for the next."""
        heappush(self.dispatcher.free_team_leaders, contact.team_leader)
        contact.team_leader = -1
        self.dispatcher.request_match()

    # --- midnight ----------------------------------------------------------------------------------------------------

    def _pick_up(self, carry: Carry) -> None:
        """Restore the state at last midnight."""
        busy = set()
        for contact in tables.contacts_carried(carry, self.agents):
            self.present[contact.contact_id] = contact
            self.n_in_lines += contact.channel == PHONE
            if contact.state == at.WAITING:
                self.dispatcher.join_queue(contact)
                if contact.channel == EMAIL:
                    await_answer_next_day(self.params, contact)
                self._set_patience_timer(contact)
            elif contact.state != at.CALLBACK_PENDING:
                busy.add(contact.agent_id)
                if contact.channel == CHAT and contact.agent is not None:
                    contact.agent.n_chats += 1
                if contact.state == at.AWAITING_TEAM_LEADER:
                    self.dispatcher.request_team_leader(contact)
                elif contact.state == at.WITH_TEAM_LEADER:
                    self.dispatcher.free_team_leaders.remove(contact.team_leader)
            self.clock.process(self.customer(contact))
        self.dispatcher.queue_peak = self.dispatcher.n_in_service
        for agent in self.agents:
            if agent.on_duty:
                self.staff.resume_duty(agent, agent.agent_id in busy)

    def _record(self) -> DayRecord:
        """The day's record; in a round-the-clock centre the times of agents on duty are closed at midnight."""
        for contact in self.present.values():
            if contact.channel == CHAT and contact.state in (at.IN_CONVERSATION, at.AWAITING_TEAM_LEADER, at.WITH_TEAM_LEADER):
                assert contact.agent is not None
                share_out(contact.agent, DAY_S)
                contact.handle_s += contact.agent.shared_s - contact.shared_from_s
        shifts_rank = self.params.which_agent != at.RANDOM_AGENT
        carry = tables.carry_table(list(self.present.values()), self.agents, self.staff.n_leaving, shifts_rank)
        self.staff.midnight()
        self.finished.sort(key=lambda contact: contact.contact_id)
        return DayRecord(
            contacts=tables.contacts_table(self.finished, self.workforce.day), due=tables.due_table(self.coming_later),
            agents=tables.agent_days(self.agents, self.workforce), team_leader_busy_s=self.team_leader_busy_s,
            n_escalated=self.n_escalated, queue_peak=self.dispatcher.queue_peak, carry=carry,
            n_contact_ids=self.n_ids)
