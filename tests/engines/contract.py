"""The contract of an engine, checked on a day's record alone: `errors` names each rule that a day breaks.

An engine that passes may differ from another in the last bits, but no contact is lost, no agent is in two places, and contacts
are answered in the model's order, ties included. Where a transfer hides who talked with whom and when, the order is not checked.
"""

from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from sim.model.contact.channels import CHAT, EMAIL, PHONE
from sim.model.contact.routing import contact_class
from sim.model.day import CARRY_OVER, LONGEST_IDLE, WAITING, Carry, DayRecord, WorkforceToday
from sim.model.day_parameters import DayParameters
from sim.schema import AgentDays, Bools, Contacts, Decision, Due, Floats, FollowUp, Ints, Outcome
from sim.units import DAY_S

NEAR_S = 1e-6
_TYPES = {Floats: np.float64, Ints: np.int64, Bools: np.bool_}
Spans = list[tuple[float, float]]


def errors(day_params: DayParameters, workforce: WorkforceToday, due: Due, carry: Carry, n_contact_ids: int,
           record: DayRecord) -> list[str]:
    """One line per broken rule; none if the day is correct."""
    lines = [*_types(record), *_identity(day_params, workforce.day, due, carry, n_contact_ids, record)]
    if lines:
        return lines
    day = _Day(day_params, workforce, due, carry, n_contact_ids, record)
    lines += [*_instants(day), *_lines_of_the_telephone(day)]
    if any(queue.transfer_prob for queue in day_params.queues):
        return lines
    if day_params.chat_share > 0.0:
        lines += [*_chats_at_once(day), *_queue_peak(day)]
    else:
        lines += [*_one_conversation_at_a_time(day), *_accounts(day), *_nobody_idles_while_another_waits(day), *_turns(day),
                  *_longest_idle(day), *_queue_peak(day)]
    return lines


# --- tables ----------------------------------------------------------------------------------------------


def _types(record: DayRecord) -> Iterator[str]:
    """Every column has its declared type, and the columns of a table are of one length."""
    for table in (record.contacts, record.due, record.agents, record.carry.contacts):
        for name, contact_type in type(table).__annotations__.items():
            column = getattr(table, name)
            if column.dtype != _TYPES[contact_type]:
                yield f"{type(table).__name__}.{name} is {column.dtype}"
            if column.shape != table[0].shape:
                yield f"{type(table).__name__}.{name} has {column.size} rows, others {table[0].size}"
    for name, contact_type in Carry.__annotations__.items():
        if contact_type in _TYPES and getattr(record.carry, name).dtype != _TYPES[contact_type]:
            yield f"Carry.{name} is {getattr(record.carry, name).dtype}"


def _identity(day_params: DayParameters, today: int, due: Due, carry: Carry, n_contact_ids: int,
              record: DayRecord) -> Iterator[str]:
    """Every contact that arrived has ended or is still open, with the same case; every follow-up is the next contact of a
    case."""
    done, still = record.contacts, record.carry.contacts
    for name, ids in (("contacts", done.contact_id), ("carry", still.contact_id)):
        if np.any(np.diff(ids) <= 0):
            yield f"{name}: not in order of contact_id, or one twice"
    here = np.sort(np.concatenate([done.contact_id, still.contact_id]))
    came = np.concatenate([carry.contacts.contact_id.astype(np.int64), np.arange(n_contact_ids, record.n_contact_ids)])
    if not np.array_equal(here, np.sort(came)):
        yield f"{came.size} contacts came in, {done.contact_id.size} went out and {still.contact_id.size} are still here"
        return
    key_of = dict(zip(here.tolist(), _both("case_key", done, still), strict=True))
    if any(key_of[n_contact_ids + i] != key for i, key in enumerate(due.case_key.tolist())):
        yield "someone due today came as somebody else"
    asked = []          # an email's sender has called when the email is read in vain, perhaps days later
    for table, ended_s in ((done, done.ended_at_s - DAY_S * (today - done.day)), (still, still.ended_at_s + DAY_S)):
        follow_ups = np.isin(table.follow_up, (FollowUp.REDIAL, FollowUp.REPEAT)) & (ended_s >= 0.0)
        asked += list(zip(table.case_key[follow_ups].tolist(), (table.nth_contact[follow_ups] + 1).tolist(), strict=True))
    came_today = sorted((key, nth) for id_, key, nth in zip(here.tolist(), _both("case_key", done, still),
                                                       _both("nth_contact", done, still), strict=True)
                   if id_ >= n_contact_ids + due.day.size)
    later = list(zip(record.due.case_key.tolist(), record.due.nth_contact.tolist(), strict=True))
    if sorted(came_today + later) != sorted(asked):
        yield f"{len(asked)} contacts are to be followed by another, {len(came_today)} came today and {len(later)} come later"
    if day_params.at_closing != CARRY_OVER and np.any((still.channel != EMAIL) | (record.carry.state != WAITING)):
        yield "calls or chats are still open in a centre that has closed"


def _both(name: str, done: Contacts, still: Contacts) -> list[int]:
    """A column of finished and open contacts, in order of contact_id."""
    ids = np.concatenate([done.contact_id, still.contact_id])
    return list(np.concatenate([getattr(done, name), getattr(still, name)])[np.argsort(ids)].tolist())


# --- when, in seconds since today's midnight ----------------------------------------------------------------------


class _Wait(NamedTuple):
    """An interval in a queue, and the agent who ended it, if any."""

    contact_id: int
    contact_type: int
    queue_class: int
    from_s: float
    until_s: float
    agent: int                     # row in the workforce; -1: abandoned, turned away, or still waiting
    waits_on: bool


class _Day:
    """Waits, conversations and idle intervals, computed from tables alone."""

    def __init__(self, day_params: DayParameters, workforce: WorkforceToday, due: Due, carry: Carry, n_ids: int,
                 record: DayRecord) -> None:
        self.day_params, self.workforce, self.due, self.carry, self.record = day_params, workforce, due, carry, record
        self.ends_s = DAY_S if day_params.at_closing == CARRY_OVER else np.inf
        done, still = record.contacts, record.carry.contacts
        shift_s = DAY_S * (workforce.day - done.day)
        self.arrived_s, self.answered_s, self.ended_s = (
            column - shift_s for column in (done.arrived_at_s, done.answered_at_s, done.ended_at_s))
        self.open_answered_s = still.answered_at_s + DAY_S
        self.n_conversations_before = self._conversations_before(n_ids)
        self.waits = self._waits()
        self.busy: dict[int, Spans] = {agent: [] for agent in range(workforce.agent_id.size)}
        for agent, from_s, until_s in self._talks():
            self.busy[agent].append((from_s, until_s))
        for spans in self.busy.values():
            spans.sort()

    def _conversations_before(self, n_ids: int) -> dict[tuple[int, int], int]:
        """Conversations of the case before each contact, by (case_key, nth_contact)."""
        due, carry, done, carry_after = self.due, self.carry, self.record.contacts, self.record.carry.contacts
        before = dict(zip(zip(due.case_key.tolist(), due.nth_contact.tolist(), strict=True), due.n_conversations.tolist(),
                          strict=True))
        before |= dict(zip(zip(carry.contacts.case_key.tolist(), carry.contacts.nth_contact.tolist(), strict=True),
                           carry.n_conversations.tolist(), strict=True))
        keys, nths, answered = (np.concatenate([getattr(done, name), getattr(carry_after, name)])
                                for name in ("case_key", "nth_contact", "answered"))
        for i in np.lexsort((nths, keys)):
            key, nth = int(keys[i]), int(nths[i])
            before[key, nth + 1] = before[key, nth] + int(answered[i])
        return before

    def _waits(self) -> list[_Wait]:
        done, open_, carry = self.record.contacts, self.record.carry.contacts, self.record.carry
        waits = []
        sure = self.day_params.callback_reached_prob >= 1.0      # else callback attempts, and the time between, are not recorded
        for i in np.flatnonzero((done.outcome != Outcome.BLOCKED) & (sure | ~done.callback)):
            answered = bool(done.agent_id[i] >= 0) and not (done.channel[i] == CHAT and done.outcome[i] == Outcome.ABANDONED)
            until_s = self.answered_s[i] if answered else self.ended_s[i]
            agent = int(np.searchsorted(self.workforce.agent_id, done.agent_id[i])) if answered else -1
            waits.append(self._wait(done, i, self.arrived_s[i], until_s, agent, False))
        for i in np.flatnonzero(sure | ~open_.callback):
            waits_on = carry.state[i] == WAITING
            agent = -1 if waits_on else int(np.searchsorted(self.workforce.agent_id, open_.agent_id[i]))
            until_s = DAY_S if waits_on else self.open_answered_s[i]
            waits.append(self._wait(open_, i, open_.arrived_at_s[i] + DAY_S, until_s, agent, bool(waits_on)))
        return waits

    def _wait(self, table: Contacts, i: int, from_s: float, until_s: float, agent: int, waits_on: bool) -> _Wait:
        contact_type = int(table.contact_type[i] + self.day_params.n_contact_types * table.channel[i])
        n_conversations = self.n_conversations_before[int(table.case_key[i]), int(table.nth_contact[i])]
        queue_class = contact_class(self.day_params.which_contact, self.day_params.queues[contact_type].priority, n_conversations)
        return _Wait(int(table.contact_id[i]), contact_type, queue_class, float(from_s), float(until_s), agent, waits_on)

    def _talks(self) -> Iterator[tuple[int, float, float]]:
        """Each conversation's agent, start, and end of after-call work."""
        workforce, carry, done, open_ = self.workforce, self.carry, self.record.contacts, self.record.carry.contacts
        for i in np.flatnonzero(done.agent_id >= 0):           # answered, or read in vain
            from_s = float(self.answered_s[i])
            yield int(np.searchsorted(workforce.agent_id, done.agent_id[i])), from_s, from_s + float(done.handle_s[i])
        for i in np.flatnonzero(open_.agent_id >= 0):
            yield int(np.searchsorted(workforce.agent_id, open_.agent_id[i])), float(self.open_answered_s[i]), DAY_S
        for agent_id, until_s in zip(carry.agent_id.tolist(), carry.wraps_until_s.tolist(), strict=True):
            if until_s >= 0.0:
                yield int(np.searchsorted(workforce.agent_id, agent_id)), 0.0, until_s

    def free(self, agent: int) -> Spans:
        """Intervals in which an agent on shifts is on the phone and idle."""
        spans = []
        for i in np.flatnonzero(self.workforce.block_agent == agent):
            at_s, until_s = float(self.workforce.block_from_s[i]), float(self.workforce.block_until_s[i])
            for from_s, to_s in self.busy[agent]:
                if to_s <= at_s or from_s >= until_s:
                    continue
                if from_s > at_s:
                    spans.append((at_s, from_s))
                at_s = max(at_s, to_s)
            if at_s < min(until_s, self.ends_s):
                spans.append((at_s, min(until_s, self.ends_s)))
        return spans

    def can_take(self, agent: int, contact_type: int) -> bool:
        return bool(self.workforce.can_take[self.workforce.group[agent], contact_type])


def _instants(day: _Day) -> Iterator[str]:
    """Arrival, answer and end come in this order, and waits are the time between."""
    done = day.record.contacts
    in_vain = done.outcome == Outcome.SUPERSEDED
    silently = (done.outcome == Outcome.ABANDONED) & (done.channel == CHAT)
    if np.any(done.late & (done.channel != EMAIL)) or np.any(in_vain & ~done.late):
        yield "late, and no mail; or read in vain, and not late"
    if np.any(day.ended_s < day.arrived_s) or np.any(done.answered & ((day.answered_s < day.arrived_s)
                                                                     | (day.ended_s < day.answered_s))):
        yield "a contact ended before it began"
    until_s = np.where(done.answered, day.answered_s, day.ended_s)
    if np.any(np.abs(done.wait_s - (until_s - day.arrived_s)) > NEAR_S):
        yield "wait_s is not the time until answered, or until gone"
    if np.any(done.answered != (done.nth_conversation > 0)) or np.any(
            ((done.answered | in_vain) != (done.agent_id >= 0)) & ~silently):
        yield "answered by nobody, or an agent without an answer"
    if np.any(done.solved != (done.follow_up == FollowUp.NOTHING)) or np.any(done.solved & ~done.answered):
        yield "solved, and yet something follows; or solved without a talk"
    if np.any((done.handle_s < done.talk_s + done.team_leader_wait_s - NEAR_S) & (done.channel != CHAT)):
        yield "an agent's time is shorter than the talk and the hold"


def _lines_of_the_telephone(day: _Day) -> Iterator[str]:
    """At most as many calls at once as lines, and no call is blocked while a line is free."""
    done, open_, n_lines = day.record.contacts, day.record.carry.contacts, day.day_params.n_lines
    blocked, calls, open_calls = done.outcome == Outcome.BLOCKED, done.channel == PHONE, open_.channel == PHONE
    from_s = np.concatenate([day.arrived_s[calls & ~blocked], open_.arrived_at_s[open_calls] + DAY_S])
    until_s = np.concatenate([day.ended_s[calls & ~blocked], np.full(np.count_nonzero(open_calls), DAY_S)])
    for at_s in _middles(np.concatenate([from_s, until_s])):
        if np.count_nonzero((from_s < at_s) & (at_s < until_s)) > n_lines:
            yield f"at {at_s:.1f} s more are in the lines than the {n_lines} that there are"
            break
    for at_s in day.arrived_s[blocked]:
        if np.count_nonzero((from_s <= at_s) & (at_s <= until_s)) < n_lines:
            yield f"at {at_s:.1f} s someone is blocked though a line is free"
            break


def _one_conversation_at_a_time(day: _Day) -> Iterator[str]:
    for agent, spans in day.busy.items():
        for (_, until_s), (from_s, _) in pairwise(spans):
            if from_s < until_s - NEAR_S:
                yield f"agent {day.workforce.agent_id[agent]} begins a talk at {from_s:.1f} s and is busy until {until_s:.1f} s"


def _chats_at_once(day: _Day) -> Iterator[str]:
    """No agent holds more chats than allowed, nor one beside a call or an email; time is shared out among them to the second."""
    done, agents = day.record.contacts, day.record.agents
    whole = np.flatnonzero(done.answered & (day.answered_s >= 0.0))
    for agent_id in agents.agent_id.tolist():
        mine = whole[done.agent_id[whole] == agent_id]
        is_chat = done.channel[mine] == CHAT
        from_s = day.answered_s[mine]
        until_s = np.where(is_chat, day.ended_s[mine], from_s + done.handle_s[mine])
        for at_s in _middles(np.concatenate([from_s, until_s])):
            held = (from_s < at_s) & (at_s < until_s)
            n_chats, n_others = np.count_nonzero(held & is_chat), np.count_nonzero(held & ~is_chat)
            if n_chats > day.day_params.chat_max or n_others > 1 or (n_others and n_chats):
                yield f"agent {agent_id} has {n_chats} chats and {n_others} others at {at_s:.1f} s"
                return
    if day.day_params.at_closing != CARRY_OVER:
        for agent_id, busy_s in zip(agents.agent_id.tolist(), agents.busy_s.tolist(), strict=True):
            handle_s = float(done.handle_s[done.agent_id == agent_id].sum())
            if abs(handle_s - busy_s) > 1e-3:
                yield f"agent {agent_id} was busy {busy_s} s, by the contacts {handle_s} s"
    yield from _strangers(agents, done)


def _accounts(day: _Day) -> Iterator[str]:
    """An agent's times add up: busy as in the contacts, the rest of the time idle or on a break."""
    agents, done, open_ = day.record.agents, day.record.contacts, day.record.carry.contacts
    for i, agent_id in enumerate(agents.agent_id.tolist()):
        spans = day.busy[int(np.searchsorted(day.workforce.agent_id, agent_id))]
        busy_s = sum(min(until_s, day.ends_s) - max(from_s, 0.0) for from_s, until_s in spans)
        mine, mine_open = (done.agent_id == agent_id) & done.answered, (open_.agent_id == agent_id) & open_.answered
        n_conversations = np.count_nonzero(mine & (day.answered_s >= 0.0)) + np.count_nonzero(mine_open
                                                                                              & (day.open_answered_s >= 0.0))
        if abs(busy_s - agents.busy_s[i]) > NEAR_S:
            yield f"agent {agent_id} was busy {agents.busy_s[i]} s, by the contacts {busy_s} s"
        if n_conversations != agents.n_conversations[i]:
            yield f"agent {agent_id} had {agents.n_conversations[i]} talks, by the contacts {n_conversations}"
        if agents.busy_s[i] + agents.break_s[i] > agents.on_duty_s[i] + NEAR_S:
            yield f"agent {agent_id} was busy and on a break for longer than on duty"
    if day.day_params.at_closing != CARRY_OVER and day.record.n_escalated != np.count_nonzero(done.decision
                                                                                              == Decision.BY_TEAM_LEADER):
        yield f"{day.record.n_escalated} escalated, but another number of decisions by a leader"
    yield from _strangers(agents, done)


def _strangers(agents: AgentDays, done: Contacts) -> Iterator[str]:
    missing = np.setdiff1d(done.agent_id[done.agent_id >= 0], agents.agent_id)
    if missing.size:
        yield f"agents {missing.tolist()} answered and were not at work"


# --- matching ------------------------------------------------------------------------------------------------


def _middles(instants: Floats) -> list[float]:
    """A moment inside each stretch between instants."""
    borders = np.unique(instants[np.isfinite(instants)])
    return [float(a + b) / 2.0 for a, b in pairwise(borders) if b - a > NEAR_S]


def _nobody_idles_while_another_waits(day: _Day) -> Iterator[str]:
    """No contact waits, or abandons, while an agent who could answer is idle."""
    for agent in np.unique(day.workforce.block_agent).tolist():
        for from_s, until_s in day.free(agent):
            for wait in day.waits:
                if not day.can_take(agent, wait.contact_type):
                    continue
                together_s = min(until_s, wait.until_s) - max(from_s, wait.from_s)
                gave_up = wait.agent < 0 and not wait.waits_on and from_s <= wait.until_s < until_s
                if together_s > NEAR_S or gave_up:
                    yield (f"agent {day.workforce.agent_id[agent]} is free from {from_s:.1f} to {until_s:.1f} s, contact "
                           f"{wait.contact_id} waits from {wait.from_s:.1f} to {wait.until_s:.1f} s")
    for group in np.flatnonzero(day.workforce.planned).tolist():
        yield from _as_many_as_planned_work(day, group)


def _as_many_as_planned_work(day: _Day, group: int) -> Iterator[str]:
    """While a contact waits for this group, or abandons, as many agents are busy as planned."""
    workforce = day.workforce
    mine, team = workforce.plan_group == group, workforce.group == group
    n_here = int(np.count_nonzero(team & workforce.available))
    waits = [wait for wait in day.waits if workforce.can_take[group, wait.contact_type]]
    spans = [span for agent in np.flatnonzero(team).tolist() for span in day.busy[agent]]
    borders = [at_s for wait in waits for at_s in wait[3:5]] + [at_s for span in spans for at_s in span]
    moments = [at_s for at_s in _middles(np.array(borders + workforce.plan_at_s[mine].tolist()))
               if any(wait.from_s < at_s < wait.until_s for wait in waits)]
    moments += [wait.until_s for wait in waits if wait.agent < 0 and not wait.waits_on]
    for at_s in moments:
        so_far = np.flatnonzero(mine & (workforce.plan_at_s <= at_s))
        n_busy = sum(from_s <= at_s < until_s for from_s, until_s in spans)
        if so_far.size and at_s < day.ends_s and n_busy < min(int(workforce.plan_n[so_far[-1]]), n_here):
            yield f"at {at_s:.1f} s contacts wait for group {group}, in which only {n_busy} are busy"
            return


def _turns(day: _Day) -> Iterator[str]:
    """An answered contact was the first by class, instant and id of all that the agent could take."""
    for taken in day.waits:
        if taken.agent < 0:
            continue
        rank = (taken.queue_class, taken.from_s, taken.contact_id)
        for other in day.waits:
            waits_on = other.until_s > taken.until_s or (other.until_s == taken.until_s and other.agent < 0)
            if (waits_on and other.from_s <= taken.until_s and day.can_take(taken.agent, other.contact_type)
                    and (other.queue_class, other.from_s, other.contact_id) < rank and not _same_instant(taken, other)):
                yield (f"contact {taken.contact_id} is answered at {taken.until_s:.1f} s, before contact "
                       f"{other.contact_id}, who is first in line")


def _same_instant(taken: _Wait, other: _Wait) -> bool:
    """Within an instant a conversation of no length ends and one more matching follows: contacts that arrived in between are not
    known."""
    return taken.until_s == other.from_s


def _longest_idle(day: _Day) -> Iterator[str]:
    """Of agents on shifts, the one who answers has been idle the longest; at a tie the first by id."""
    if day.day_params.which_agent != LONGEST_IDLE:
        return
    free = [(from_s, agent, until_s) for agent in np.unique(day.workforce.block_agent).tolist()
            for from_s, until_s in day.free(agent) if from_s > 0.0]
    for wait in day.waits:
        since = [from_s for from_s, agent, until_s in free if agent == wait.agent and until_s == wait.until_s]
        for from_s, agent, until_s in free:
            still_free = from_s <= wait.until_s < until_s - NEAR_S and day.can_take(agent, wait.contact_type)
            if since and still_free and (from_s, agent) < (since[0], wait.agent):
                yield f"contact {wait.contact_id} went past agent {day.workforce.agent_id[agent]}, free since {from_s:.1f} s"


def _queue_peak(day: _Day) -> Iterator[str]:
    """The longest queue is at least what the waits show between two instants."""
    calls = [wait for wait in day.waits if day.day_params.queues[wait.contact_type].queue_channel != EMAIL]
    middles = _middles(np.array([at_s for wait in calls for at_s in wait[3:5]]))
    peak = max((sum(wait.from_s < at_s < wait.until_s for wait in calls) for at_s in middles if 0.0 < at_s < day.ends_s),
               default=0)
    if day.record.queue_peak < peak:
        yield f"the longest queue is given as {day.record.queue_peak}, and {peak} waited at once"
