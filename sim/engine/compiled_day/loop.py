"""The inside of one day, compiled: what `simpy_day` tells as processes, as one loop over events.

What a process in SimPy does at once is done here by calls, in the same order; what it waits for is an event. The rules
and the named chance are the same compiled functions. The loop makes no arrays and is compiled without counting
references to them: when a table is full it comes back for a longer one.
"""

import math

from sim.engine.compiled_day import tables
from sim.engine.compiled_day.agents import (
    awaits_block,
    awaits_plan,
    chat_is_over,
    duty_ends,
    duty_starts,
    goes_on,
    is_free,
    midnight,
    nobody_lingers,
    plan_changes,
    wraps_up,
)
from sim.engine.compiled_day.buffers import Day, Room, is_cramped
from sim.engine.compiled_day.event_heap import NEVER, PHASE_SHIFT, WHO, call_at, close_the_gap, instant_at, is_before, place_of
from sim.engine.compiled_day.follow_up import calls_later, goes_unanswered, last_call_s
from sim.engine.compiled_day.new_contacts import reaches_for_the_telephone
from sim.engine.compiled_day.queues import asks, leader_is_free, leaves_line, match, n_at_work, stands_in_queue
from sim.engine.compiled_day.tables import NOBODY, Row
from sim.jit import compiled, step
from sim.model import day as at
from sim.model.contact.channels import CHAT, MAIL, PHONE, await_answer, await_answer_next_day, leaves_chat_open
from sim.model.contact.encounter import choose_channel, end_service, sender_calls, transfer
from sim.model.contact.patience import hear_announcement, hears_announcement, patience_left_s
from sim.model.day import CARRY_OVER, TURN_AWAY, Carry, DayRecord, Floor, QueueTooLong
from sim.model.day_parameters import DayParameters
from sim.schema import Due, Outcome
from sim.units import DAY_S

_, ABANDONED, BALKED, BLOCKED, TURNED_AWAY, NOT_REACHED, _ = (int(outcome) for outcome in Outcome)


class CompiledEngine:
    """Lives the days of one run, and keeps their tables; not to be shared by threads."""

    def __init__(self) -> None:
        self._room = Room()

    def live_day(self, rules: DayParameters, floor: Floor, due: Due, carry: Carry, n_contact_ids: int) -> DayRecord:
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
        day = self._room.morning(rules, floor, due, carry, n_contact_ids)
        while not _live(day, due):
            day = self._room.longer(day)
        now, contacts = dict(zip(tables.NOW.names or (), day.clock.item(), strict=True)), day.contacts
        if now["queue_is_too_long"]:
            raise QueueTooLong(rules.longest_queue + 1, floor.day, now["now_s"])
        return DayRecord(
            contacts=tables.contacts_table(contacts, day.gone[:now["n_gone"]], floor.day),
            due=tables.due_table(contacts, day.again[:now["n_again"]]),
            agents=tables.agent_days(day.agents, day.at_work[:now["n_at_work"]]),
            leader_busy_s=now["leader_busy_s"], n_escalated=now["n_escalated"], queue_peak=now["queue_peak"],
            carry=tables.carry_table(contacts, day.still_here[:now["n_still_here"]], day.agents, now["n_on_duty"], day.groups,
                                     rules.which_agent == at.LONGEST_IDLE),
            n_contact_ids=n_contact_ids + now["n_rows"] - now["n_carried"])


@compiled(nogil=True)
def _live(day: Day, due: Due) -> bool:
    """To the last customer served or turned away, or to midnight in a centre that never closes.

    Args:
        day: where everything stands.
        due: who is to contact us today; apart from the day, whose every step is compiled with all its tables.

    Returns:
        False if a table is full: with longer tables the day goes on.
    """
    rules, now = day.book[0], day.clock[0]
    never_closes = rules.at_closing == CARRY_OVER
    if not now.has_begun:
        _begins(day)
    while not now.queue_is_too_long:
        if is_cramped(day):
            return False
        close_the_gap(day.events, now)
        place, key = NEVER, 0
        if now.n_events > 0:
            place, key = day.events[0].place, day.events[0].key
        is_due = False
        if now.next_due < due.at_s.size:
            due_place, due_key = place_of(due.at_s[now.next_due]), at.ARRIVES << PHASE_SHIFT | now.n_carried + now.next_due
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
            reaches_for_the_telephone(day, who, due, now.next_due)
            now.next_due += 1
        else:
            now.top_is_free = True
        if phase == at.TALK_ENDS:
            _talk_ends(day, who)
        elif phase == at.WRAP_ENDS:
            is_free(day, who)
        elif phase == at.ARRIVES:
            _arrives(day, who)
        elif phase == at.GIVES_UP:
            _gives_up(day, who)
        elif phase == at.LEADER_ENDS:
            _leader_is_done(day, who)
        elif phase == at.DUTY_STARTS:
            duty_starts(day, who)
        elif phase == at.DUTY_ENDS:
            duty_ends(day, who)
        elif phase == at.PLAN_CHANGES:
            plan_changes(day, who)
        elif rules.at_closing == TURN_AWAY:
            _turn_away(day)
    if now.queue_is_too_long:
        return True             # nobody will ask what the day came to, and who was still to come has no row yet
    if not never_closes:
        _turn_away(day)         # whom nobody left on the floor could serve
    midnight(day)
    return True


@step(rare=True)
def _begins(day: Day) -> None:
    """Go on where last midnight found everyone, and file what today begins with."""
    now = day.clock[0]
    now.has_begun = True
    for row in range(now.n_carried):
        contact = day.contacts[row]
        now.n_in_lines += contact.channel == PHONE
        if contact.stage == at.WAITING:
            stands_in_queue(day, row)
            if contact.channel == MAIL:
                await_answer_next_day(day.book[0], contact)
            _will_give_up(day, row)
            continue
        if contact.stage == at.AWAY:
            call_at(day.events, now, contact.stage_ends_at_s, at.ARRIVES, row)
            continue
        day.agents[contact.agent].in_talk = True
        day.agents[contact.agent].n_chats += contact.channel == CHAT
        if contact.stage == at.ASKING:
            asks(day, row)
        else:
            phase = at.TALK_ENDS if contact.stage == at.TALKING else at.LEADER_ENDS
            call_at(day.events, now, contact.stage_ends_at_s, phase, row)
    now.queue_peak = now.n_waiting - now.n_mails
    for index in range(day.agents.size):
        if day.agents[index].on_duty:
            goes_on(day, index)
        awaits_block(day, index)
    awaits_plan(day)
    if day.book[0].at_closing != CARRY_OVER:
        call_at(day.events, now, day.book[0].closes_s, at.CLOSES, 0)


# --- customers ----------------------------------------------------------------------------------------------------


@step
def _arrives(day: Day, row: int) -> None:
    """One try to reach us: a line, and a place in the queue."""
    contact, now = day.contacts[row], day.clock[0]
    if contact.stage == at.AWAY:
        _joins_queue(day, row)
        return
    choose_channel(day.book[0], contact, now.now_s)
    if contact.channel == PHONE:
        if now.n_in_lines >= day.book[0].n_lines:
            _lost(day, row, BLOCKED)
            return
        now.n_in_lines += 1
    _joins_queue(day, row)


@step
def _joins_queue(day: Day, row: int) -> None:
    """Stand in the queue of the kind; the matching of this instant may already take it."""
    contact, now = day.contacts[row], day.clock[0]
    contact.stage, contact.joined_at_s = at.WAITING, now.now_s
    stands_in_queue(day, row)
    day.newcomers[now.n_newcomers] = row
    now.n_newcomers += 1
    now.match_is_due = True


@step
def _instant_is_over(day: Day) -> None:
    """Those who came at this instant and were not taken begin to lose patience; agents nobody needs go home."""
    now = day.clock[0]
    for i in range(now.n_newcomers):
        row = day.newcomers[i]
        contact = day.contacts[row]
        if contact.stage == at.WAITING:
            if contact.channel == MAIL:
                await_answer(day.book[0], contact)
            else:
                contact.stage_ends_at_s = now.now_s + _patience_left_s(day, contact)
            _will_give_up(day, row)
    now.n_newcomers = 0
    nobody_lingers(day)


@step
def _patience_left_s(day: Day, contact: Row) -> float:
    """How long the customer will wait, having heard how long it takes where that is announced."""
    rules, now = day.book[0], day.clock[0]
    attitude = day.attitude[contact.customer_id] if day.attitude.size > 0 else 0.0
    left_s = patience_left_s(rules, day.laws, day.kinds[contact.queue_kind], contact, attitude)
    if hears_announcement(rules, contact, left_s):
        n_on_the_line = now.n_waiting - now.n_mails - now.n_chats
        left_s = hear_announcement(rules, contact, left_s, n_on_the_line, n_at_work(day, contact.queue_kind))
    return left_s


@step
def _will_give_up(day: Day, row: int) -> None:
    ends_at_s = day.contacts[row].stage_ends_at_s
    if ends_at_s < (last_call_s(day) if day.contacts[row].channel == MAIL else math.inf):
        call_at(day.events, day.clock[0], ends_at_s, at.GIVES_UP, row)


@step
def _gives_up(day: Day, row: int) -> None:
    """Patience is at its end, if it is still the patience of this queue: a stale timer does nothing."""
    contact, now_s = day.contacts[row], day.clock[0].now_s
    if contact.stage == at.WAITING and contact.stage_ends_at_s == now_s:
        if contact.channel == MAIL:
            sender_calls(contact, day.clock[0].day, now_s)
            calls_later(day, row)
            return
        if now_s > contact.joined_at_s and leaves_chat_open(day.book[0], contact):
            contact.is_empty, contact.stage_ends_at_s = True, math.inf
            goes_unanswered(day, row, ABANDONED)
            return
        _leaves_queue(day, row, BALKED if now_s == contact.joined_at_s else ABANDONED)
    elif contact.stage == at.AWAY:
        day.clock[0].n_in_lines -= 1
        _lost(day, row, NOT_REACHED)


@step(rare=True)
def _turn_away(day: Day) -> None:
    """Send away everyone who waits, in order of contact_id."""
    for row in range(day.clock[0].n_rows):
        if day.contacts[row].stage == at.WAITING and day.contacts[row].channel != MAIL:
            _leaves_queue(day, row, TURNED_AWAY)


@step
def _leaves_queue(day: Day, row: int, outcome: int) -> None:
    """Go without an answer."""
    now, contact = day.clock[0], day.contacts[row]
    leaves_line(day.lines, day.contacts, row)
    now.n_waiting -= 1
    if contact.channel == PHONE:
        now.n_in_lines -= 1
    else:
        now.n_chats -= 1
    if contact.is_empty:
        contact.stage = at.GONE
    else:
        _lost(day, row, outcome)


@step
def _lost(day: Day, row: int, outcome: int) -> None:
    """Not answered, and over."""
    goes_unanswered(day, row, outcome)
    day.contacts[row].stage = at.GONE


# --- talks --------------------------------------------------------------------------------------------------------


@step
def _talk_ends(day: Day, row: int) -> None:
    """The agent has said it all; without authority, customer and agent hold until a leader is free."""
    contact, now = day.contacts[row], day.clock[0]
    if contact.asks_leader:
        contact.stage, contact.joined_at_s = at.ASKING, now.now_s
        now.n_escalated += 1
        asks(day, row)
    else:
        _agent_is_done(day, row)


@step
def _leader_is_done(day: Day, row: int) -> None:
    """The leader is free for the next."""
    contact = day.contacts[row]
    leader_is_free(day.free_leaders, day.clock[0], contact.leader)
    contact.leader = NOBODY
    _agent_is_done(day, row)


@step
def _agent_is_done(day: Day, row: int) -> None:
    """The agent goes on to work after the call, the customer away or to the second tier."""
    contact = day.contacts[row]
    if contact.channel == CHAT:
        chat_is_over(day, row)
    else:
        wraps_up(day, row)
    if contact.is_empty:
        contact.stage = at.GONE
        return
    if contact.moves_on:
        transfer(day.kinds[contact.queue_kind], contact)
        _joins_queue(day, row)
        return
    now = day.clock[0]
    now.n_in_lines -= contact.channel == PHONE
    follows = end_service(day.book[0], day.laws, day.later_days_cum, contact, now.day, now.now_s)
    contact.stage = at.GONE
    if follows:
        calls_later(day, row)
