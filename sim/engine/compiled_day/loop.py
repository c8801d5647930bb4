"""One day, compiled: the processes of `simpy_day` as one loop over events.

What a SimPy process does at once is done here by calls in the same order; what it waits for is an event. Rules and random numbers
come from the same functions. The loop makes no arrays and is compiled without reference counts: when a table is full, it returns
and is called again with a longer one.
"""

import math

from sim.engine.compiled_day import tables
from sim.engine.compiled_day.agents import (
    awaits_block,
    awaits_plan,
    chat_is_over,
    duty_ends,
    duty_starts,
    end_standby,
    is_free,
    midnight,
    plan_changes,
    resume_duty,
    wraps_up,
)
from sim.engine.compiled_day.buffers import Day, DayBuffers, needs_capacity
from sim.engine.compiled_day.event_heap import NEVER, PHASE_SHIFT, WHO, call_at, fill_root, instant_at, is_before, sort_key
from sim.engine.compiled_day.follow_up import last_call_s, on_unanswered, place_follow_up
from sim.engine.compiled_day.new_contacts import contact_from_due
from sim.engine.compiled_day.policies import CalledPolicy
from sim.engine.compiled_day.queues import (
    join_queue,
    match,
    n_at_work,
    remove_from_line,
    request_team_leader,
    team_leader_is_free,
)
from sim.engine.compiled_day.tables import NOBODY, Row
from sim.jit import compiled, step
from sim.model import day as at
from sim.model.contact.channels import CHAT, EMAIL, PHONE, await_answer, await_answer_next_day, leaves_chat_open
from sim.model.contact.encounter import choose_channel, email_superseded, end_service, transfer
from sim.model.contact.patience import hear_announcement, hears_announcement, patience_left_s
from sim.model.day import (
    CARRY_OVER,
    NO_MODIFIERS,
    TURN_AWAY,
    Carry,
    DayRecord,
    Modifiers,
    PolicyFailed,
    QueueTooLong,
    WorkforceToday,
)
from sim.model.day_parameters import DayParameters
from sim.schema import Due, Floats, Outcome
from sim.units import DAY_S

_, ABANDONED, BALKED, BLOCKED, TURNED_AWAY, NOT_REACHED, _ = (int(outcome) for outcome in Outcome)


class CompiledEngine:
    """Runs the days of one run, and keeps their tables; not to be shared by threads."""

    def __init__(self) -> None:
        self._room = DayBuffers()
        self._policies: tuple[CalledPolicy, CalledPolicy] | None = None

    def run_day(self, day_params: DayParameters, workforce: WorkforceToday, due: Due, carry: Carry,
                n_contact_ids: int, modifiers: Modifiers = NO_MODIFIERS) -> DayRecord:
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
            PolicyFailed: a plug-in's policy cannot be compiled, or gave no number.
        """
        day = self._room.morning(day_params, workforce, due, carry, n_contact_ids)
        if modifiers.wrap_factor.size:
            day.agents["wrap_factor"] = modifiers.wrap_factor
        if self._policies is None:      # the same on all days of a run
            self._policies = CalledPolicy(day_params.agent_policy, True), CalledPolicy(day_params.queue_policy, False)
        (day.clock["agent_policy"], day.clock["agent_policy_own"]), (day.clock["queue_policy"], day.clock["queue_policy_own"]) = (
            (policy.address, policy.own_address) for policy in self._policies)
        while not _run(day, due, modifiers.contacts):
            day = self._room.grow(day)
        now, contacts = dict(zip(tables.NOW.names or (), day.clock.item(), strict=True)), day.contacts
        for code, policy in ((tables.AGENT_POLICY_FAILED, day_params.agent_policy),
                             (tables.QUEUE_POLICY_FAILED, day_params.queue_policy)):
            if now["stopped"] == code and policy is not None:
                raise PolicyFailed(policy.policy.name)
        if now["stopped"]:
            raise QueueTooLong(day_params.longest_queue + 1, workforce.day, now["now_s"])
        return DayRecord(
            contacts=tables.contacts_table(contacts, day.gone[:now["n_gone"]], workforce.day),
            due=tables.due_table(contacts, day.follow_ups[:now["n_again"]]),
            agents=tables.agent_days(day.agents, day.was_at_work[:now["n_at_work"]]),
            team_leader_busy_s=now["team_leader_busy_s"], n_escalated=now["n_escalated"], queue_peak=now["queue_peak"],
            carry=tables.carry_table(contacts, day.still_here[:now["n_still_here"]], day.agents, now["n_on_duty"], day.groups,
                                     day_params.which_agent != at.RANDOM_AGENT),
            n_contact_ids=n_contact_ids + now["n_rows"] - now["n_carried"])


@compiled(nogil=True)
def _run(day: Day, due: Due, modifiers: Floats) -> bool:
    """Run to the last customer served or turned away, or to midnight in a round-the-clock centre.

    Args:
        day: state of the day.
        due, modifiers: contacts due today, and their modifiers; not part of `day`, because every step is compiled with all tables
            of `day`.

    Returns:
        False if a table is full: call again with longer tables.
    """
    day_params, now = day.params_row[0], day.clock[0]
    never_closes = day_params.at_closing == CARRY_OVER
    if not now.has_begun:
        _begins(day)
    while not now.stopped:
        if needs_capacity(day):
            return False
        fill_root(day.events, now)
        place, key = NEVER, 0
        if now.n_events > 0:
            place, key = day.events[0].place, day.events[0].key
        is_due = False
        if now.next_due < due.at_s.size:
            due_place, due_key = sort_key(due.at_s[now.next_due]), at.ARRIVES << PHASE_SHIFT | now.n_carried + now.next_due
            if is_before(due_place, due_key, place, key):
                is_due, place, key = True, due_place, due_key
        at_s = instant_at(place)
        phase, who = key >> PHASE_SHIFT, key & WHO
        if now.match_is_due and (at_s > now.now_s or phase > at.MATCHES):
            match(day)
            _instant_is_over(day)
            continue
        if at_s == math.inf or (never_closes and at_s >= DAY_S):
            break
        now.now_s = at_s
        if is_due:
            contact_from_due(day, who, due, modifiers, now.next_due)
            now.next_due += 1
        else:
            now.top_is_free = True
        if phase == at.CONVERSATION_ENDS:
            _conversation_ends(day, who)
        elif phase == at.WRAP_ENDS:
            is_free(day, who)
        elif phase == at.ARRIVES:
            _arrives(day, who)
        elif phase == at.ABANDONS:
            _abandons(day, who)
        elif phase == at.TEAM_LEADER_ENDS:
            _team_leader_is_done(day, who)
        elif phase == at.DUTY_STARTS:
            duty_starts(day, who)
        elif phase == at.DUTY_ENDS:
            duty_ends(day, who)
        elif phase == at.PLAN_CHANGES:
            plan_changes(day, who)
        elif day_params.at_closing == TURN_AWAY:
            _turn_away(day)
    if now.stopped:
        return True             # the caller raises an error, so the rest of the day is not needed
    if not never_closes:
        _turn_away(day)         # contacts that no agent on duty could take
    midnight(day)
    return True


@step(rare=True)
def _begins(day: Day) -> None:
    """Restore the state at last midnight, and schedule the first events of today."""
    now = day.clock[0]
    now.has_begun = True
    for row in range(now.n_carried):
        contact = day.contacts[row]
        now.n_in_lines += contact.channel == PHONE
        if contact.state == at.WAITING:
            join_queue(day, row)
            if contact.channel == EMAIL:
                await_answer_next_day(day.params_row[0], contact)
            _set_patience_timer(day, row)
            continue
        if contact.state == at.CALLBACK_PENDING:
            call_at(day.events, now, contact.state_ends_at_s, at.ARRIVES, row)
            continue
        day.agents[contact.agent].in_conversation = True
        day.agents[contact.agent].n_chats += contact.channel == CHAT
        if contact.state == at.AWAITING_TEAM_LEADER:
            request_team_leader(day, row)
        else:
            phase = at.CONVERSATION_ENDS if contact.state == at.IN_CONVERSATION else at.TEAM_LEADER_ENDS
            call_at(day.events, now, contact.state_ends_at_s, phase, row)
    now.queue_peak = now.n_waiting - now.n_emails
    for index in range(day.agents.size):
        if day.agents[index].on_duty:
            resume_duty(day, index)
        awaits_block(day, index)
    awaits_plan(day)
    if day.params_row[0].at_closing != CARRY_OVER:
        call_at(day.events, now, day.params_row[0].closes_s, at.CLOSES, 0)


# --- customers ----------------------------------------------------------------------------------------------------


@step
def _arrives(day: Day, row: int) -> None:
    """A contact arrives: it needs a free line, and joins a queue."""
    contact, now = day.contacts[row], day.clock[0]
    if contact.state == at.CALLBACK_PENDING:
        _enqueue(day, row)
        return
    choose_channel(day.params_row[0], contact, now.now_s)
    if contact.channel == PHONE:
        if now.n_in_lines >= day.params_row[0].n_lines:
            _lost(day, row, BLOCKED)
            return
        now.n_in_lines += 1
    _enqueue(day, row)


@step
def _enqueue(day: Day, row: int) -> None:
    """The contact joins its queue; the matching of this instant may already assign it."""
    contact, now = day.contacts[row], day.clock[0]
    contact.state, contact.joined_at_s = at.WAITING, now.now_s
    join_queue(day, row)
    day.newcomers[now.n_newcomers] = row
    now.n_newcomers += 1
    now.match_is_due = True


@step
def _instant_is_over(day: Day) -> None:
    """Start the patience of contacts that joined now and were not assigned; end the standby of agents who are not needed."""
    now = day.clock[0]
    for i in range(now.n_newcomers):
        row = day.newcomers[i]
        contact = day.contacts[row]
        if contact.state == at.WAITING:
            if contact.channel == EMAIL:
                await_answer(day.params_row[0], contact)
            else:
                contact.state_ends_at_s = now.now_s + _patience_left_s(day, contact)
            _set_patience_timer(day, row)
    now.n_newcomers = 0
    end_standby(day)


@step
def _patience_left_s(day: Day, contact: Row) -> float:
    """Patience left [s], after the delay announcement where there is one."""
    day_params, now = day.params_row[0], day.clock[0]
    attitude = day.attitude[contact.customer_id] if day.attitude.size > 0 else 0.0
    left_s = patience_left_s(day_params, day.distributions, day.contact_types[contact.queue_id], contact, attitude)
    if hears_announcement(day_params, contact, left_s):
        n_on_the_line = now.n_waiting - now.n_emails - now.n_chats
        left_s = hear_announcement(day_params, contact, left_s, n_on_the_line, n_at_work(day, contact.queue_id))
    return left_s


@step
def _set_patience_timer(day: Day, row: int) -> None:
    ends_at_s = day.contacts[row].state_ends_at_s
    if ends_at_s < (last_call_s(day) if day.contacts[row].channel == EMAIL else math.inf):
        call_at(day.events, day.clock[0], ends_at_s, at.ABANDONS, row)


@step
def _abandons(day: Day, row: int) -> None:
    """The customer abandons; a timer from an earlier queue of this contact does nothing."""
    contact, now_s = day.contacts[row], day.clock[0].now_s
    if contact.state == at.WAITING and contact.state_ends_at_s == now_s:
        if contact.channel == EMAIL:
            email_superseded(contact, day.clock[0].day, now_s)
            place_follow_up(day, row)
            return
        if now_s > contact.joined_at_s and leaves_chat_open(day.params_row[0], contact):
            contact.abandoned_in_place, contact.state_ends_at_s = True, math.inf
            on_unanswered(day, row, ABANDONED)
            return
        _leave_unanswered(day, row, BALKED if now_s == contact.joined_at_s else ABANDONED)
    elif contact.state == at.CALLBACK_PENDING:
        day.clock[0].n_in_lines -= 1
        _lost(day, row, NOT_REACHED)


@step(rare=True)
def _turn_away(day: Day) -> None:
    """Turn away all waiting customers, in order of contact_id."""
    for row in range(day.clock[0].n_rows):
        if day.contacts[row].state == at.WAITING and day.contacts[row].channel != EMAIL:
            _leave_unanswered(day, row, TURNED_AWAY)


@step
def _leave_unanswered(day: Day, row: int, outcome: int) -> None:
    """The contact ends without an answer."""
    now, contact = day.clock[0], day.contacts[row]
    remove_from_line(day.lines, day.contacts, row)
    now.n_waiting -= 1
    if contact.channel == PHONE:
        now.n_in_lines -= 1
    else:
        now.n_chats -= 1
    if contact.abandoned_in_place:
        contact.state = at.ENDED
    else:
        _lost(day, row, outcome)


@step
def _lost(day: Day, row: int, outcome: int) -> None:
    """Record a contact that ended without an answer."""
    on_unanswered(day, row, outcome)
    day.contacts[row].state = at.ENDED


# --- conversations --------------------------------------------------------------------------------------------------------


@step
def _conversation_ends(day: Day, row: int) -> None:
    """The agent's part ends; if a decision is escalated, customer and agent hold until a team leader is free."""
    contact, now = day.contacts[row], day.clock[0]
    if contact.needs_team_leader:
        contact.state, contact.joined_at_s = at.AWAITING_TEAM_LEADER, now.now_s
        now.n_escalated += 1
        request_team_leader(day, row)
    else:
        _agent_is_done(day, row)


@step
def _team_leader_is_done(day: Day, row: int) -> None:
    """A team leader ends a case and is free for the next."""
    contact = day.contacts[row]
    team_leader_is_free(day.free_team_leaders, day.clock[0], contact.team_leader)
    contact.team_leader = NOBODY
    _agent_is_done(day, row)


@step
def _agent_is_done(day: Day, row: int) -> None:
    """The agent begins after-call work; the customer leaves or is transferred to the second tier."""
    contact = day.contacts[row]
    if contact.channel == CHAT:
        chat_is_over(day, row)
    else:
        wraps_up(day, row)
    if contact.abandoned_in_place:
        contact.state = at.ENDED
        return
    if contact.needs_transfer:
        transfer(day.contact_types[contact.queue_id], contact)
        _enqueue(day, row)
        return
    now = day.clock[0]
    now.n_in_lines -= contact.channel == PHONE
    follow_up = end_service(day.params_row[0], day.distributions, day.later_day_shares_cum, contact, now.day, now.now_s)
    contact.state = at.ENDED
    if follow_up:
        place_follow_up(day, row)
