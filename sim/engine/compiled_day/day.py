"""The inside of one day, compiled: what `simpy_day` tells as processes, as one loop over events.

What SimPy's processes do at once, one after the other, is done here in the same order by calls; what they wait for is an
event on the heap. Rules and named chance are the same compiled functions.
"""

import math

import numpy as np

from sim.chance import REDIAL_DELAY, REDIALS, REPEAT_DELAY, RETURN_DAY, RETURNS, draw, uniform
from sim.engine.compiled_day import people
from sim.engine.compiled_day.clock import PHASE_SHIFT, WHO, call_at, is_before, put_in_order, take_off
from sim.engine.compiled_day.people import NOBODY, Row, Table
from sim.engine.compiled_day.switchboard import (
    Day,
    asking_line,
    asks,
    is_idle,
    is_needed,
    is_no_longer_free,
    leader_is_free,
    leaves_line,
    lines_up,
    match,
    stands_in_queue,
)
from sim.engine.compiled_day.talk import happens, is_solved, wrap_up_s
from sim.jit import compiled
from sim.model import floor as at
from sim.model.floor import CARRY_OVER, SERVE_OUT, TURN_AWAY, Carry, DayRecord, Floor, QueueTooLong, Rules
from sim.model.patience import patience_s
from sim.record import Bools, Due, Floats, Follows, Ints, Outcome
from sim.units import DAY_S

ANSWERED, ABANDONED, BALKED, BLOCKED, TURNED_AWAY = (int(outcome) for outcome in Outcome)
NOTHING, REDIAL, REPEAT, GAVE_UP = (int(what) for what in Follows)


def live_day(rules: Rules, floor: Floor, due: Due, carry: Carry, n_contact_ids: int) -> DayRecord:
    """Live one day.

    Args:
        rules: the rule book.
        floor: who is at work, and when.
        due: who is to contact us today, sorted by (at_s, case_key).
        carry: what last midnight found open.
        n_contact_ids: contact ids given before today.

    Raises:
        QueueTooLong: more customers wait than `rules.longest_queue`.
    """
    now = np.zeros(1, dtype=people.NOW)
    now["day"], now["first_id"], now["n_carried"] = floor.day, n_contact_ids, carry.contacts.day.size
    agents = people.agent_rows(floor, carry)
    groups = people.group_table(floor, carry)
    contacts, again = _live(
        people.rule_row(rules), now, people.kind_table(rules), groups, rules.laws, rules.later_days_cum, floor.can_take,
        floor.attitude, people.contact_rows(due, carry, floor), agents, due, floor.block_from_s, floor.block_until_s,
        floor.plan_at_s, floor.plan_group, floor.plan_n)
    end = now[0]
    if end["queue_is_too_long"]:
        raise QueueTooLong(rules.longest_queue + 1, floor.day, float(end["now_s"]))
    rows = contacts[:end["n_rows"]]
    stages = rows["stage"]
    open_rows = rows[(stages != at.COMING) & (stages != at.GONE)]
    carry = people.carry_table(open_rows, agents, groups, rules.which_agent == at.LONGEST_IDLE)
    return DayRecord(
        contacts=people.contacts_table(rows[stages == at.GONE], floor.day), due=people.due_table(contacts[again]),
        agents=people.agent_days(agents, floor), leader_busy_s=float(end["leader_busy_s"]),
        n_escalated=int(end["n_escalated"]), queue_peak=int(end["queue_peak"]), carry=carry,
        n_contact_ids=n_contact_ids + int(end["n_rows"] - end["n_carried"]))


@compiled(nogil=True)
def _live(
    book: Table, clock: Table, kinds: Table, groups: Table, laws: Floats, later_days_cum: Floats, can_take: Bools,
    attitude: Floats, contacts: Table, agents: Table, due: Due, block_from_s: Floats, block_until_s: Floats,
    plan_at_s: Floats, plan_group: Ints, plan_n: Ints,
) -> tuple[Table, Ints]:
    """To the last customer served or turned away, or to midnight in a centre that never closes.

    Returns:
        Contacts in order of contact_id, and those of them that others follow, not today, in the order of happening.
    """
    rules, now = book[0], clock[0]
    n_due, next_due, next_plan = due.at_s.size, 0, 0
    lines = _no_lines(2 * kinds.size + 1 + groups.size)
    events = np.empty(2 * agents.size + 3 * now.n_carried + 64, dtype=people.EVENT)
    newcomers, again = np.empty(contacts.size, dtype=np.int64), np.empty(contacts.size, dtype=np.int64)
    lingering, free_leaders = np.empty(agents.size, dtype=np.int64), np.empty(rules.n_leaders, dtype=np.int64)
    day = Day(rules, now, kinds, groups, laws, later_days_cum, can_take, attitude, agents, lines, lingering,
              free_leaders, contacts, events, newcomers, again)
    now.n_rows = now.n_carried + n_due
    _pick_up(day, block_from_s)
    if plan_at_s.size > 0:
        call_at(day.events, now, plan_at_s[0], at.PLAN_CHANGES, plan_group[0])
    never_closes = rules.at_closing == CARRY_OVER
    if not never_closes:
        call_at(day.events, now, rules.closes_s, at.CLOSES, 0)
    while not now.queue_is_too_long:
        if _is_cramped(day):
            contacts, events, newcomers, again = _longer_tables(day)
            day = Day(rules, now, kinds, groups, laws, later_days_cum, can_take, attitude, agents, lines, lingering,
                      free_leaders, contacts, events, newcomers, again)
        put_in_order(day.events, now)
        at_s, key = (day.events[0].at_s, day.events[0].key) if now.n_events > 0 else (math.inf, 0)
        is_arrival = False
        if next_due < n_due:
            arrival = at.ARRIVES << PHASE_SHIFT | now.n_carried + next_due
            if is_before(due.at_s[next_due], arrival, at_s, key):
                is_arrival, at_s, key = True, due.at_s[next_due], arrival
        phase, who = key >> PHASE_SHIFT, key & WHO
        if now.match_is_due and (at_s > now.now_s or phase >= at.MATCHES):
            match(day)
            _instant_is_over(day)
            continue
        if at_s == math.inf or (never_closes and at_s >= DAY_S):
            break
        now.now_s = at_s
        if is_arrival:
            _comes(day.contacts[who], due, next_due, now.first_id)
            next_due += 1
            _arrives(day, who)
            continue
        take_off(now)
        if phase == at.TALK_ENDS:
            _talk_ends(day, who)
        elif phase == at.WRAP_ENDS:
            _is_free(day, who)
        elif phase == at.GIVES_UP:
            _gives_up(day, who)
        elif phase == at.ARRIVES:
            _arrives(day, who)
        elif phase == at.LEADER_ENDS:
            _leader_is_done(day, who)
        elif phase == at.DUTY_STARTS:
            _comes_on(day, who)
            day.agents[who].in_block = True
            call_at(day.events, now, block_until_s[day.agents[who].next_block], at.DUTY_ENDS, who)
        elif phase == at.DUTY_ENDS:
            _goes_off(day, who)
            if day.agents[who].in_block:        # else midnight found someone on duty who should not be
                day.agents[who].in_block = False
                day.agents[who].next_block += 1
                _awaits_block(day, who, block_from_s)
        elif phase == at.PLAN_CHANGES:
            _changes_number(day, who, plan_n[next_plan])
            next_plan += 1
            if next_plan < plan_at_s.size:
                call_at(day.events, now, plan_at_s[next_plan], at.PLAN_CHANGES, plan_group[next_plan])
        elif rules.at_closing == TURN_AWAY:
            _turn_away(day)
    if not never_closes and not now.queue_is_too_long:
        _turn_away(day)         # whom nobody left on the floor could serve
    _close_accounts(day)
    return day.contacts, day.again[:now.n_again]


# --- customers --------------------------------------------------------------------------------------------------


@compiled
def _comes(contact: Row, due: Due, i: int, first_id: int) -> None:
    """The next of those who are due today reaches for the telephone."""
    contact.contact_id = first_id + i
    contact.case_id, contact.case_key, contact.customer_id = due.case_id[i], due.case_key[i], due.customer_id[i]
    contact.day, contact.kind, contact.nth_contact = due.day[i], due.kind[i], due.nth_contact[i]
    contact.n_talks, contact.done_s = due.n_talks[i], due.done_s[i]
    contact.born_day, contact.born_at_s, contact.arrived_at_s = due.born_day[i], due.born_at_s[i], due.at_s[i]
    _is_new(contact)


@compiled
def _is_new(contact: Row) -> None:
    """A contact of which nothing is known yet but who, why and when."""
    contact.stage, contact.queue_kind, contact.tier, contact.agent, contact.leader = at.COMING, 0, 0, NOBODY, NOBODY
    contact.joined_at_s = contact.stage_ends_at_s = contact.solve_prob = contact.picked_up_at_s = math.nan
    contact.asks_leader = contact.moves_on = contact.answered = contact.solved = contact.transferred = False
    contact.cut_short = contact.what_else = contact.misused = False
    contact.nth_talk = contact.decision = 0
    contact.answered_at_s = contact.ended_at_s = contact.wait_s = contact.manner_sd = contact.satisfaction = math.nan
    contact.transfer_wait_s = contact.leader_wait_s = contact.talk_s = contact.needed_s = contact.handle_s = 0.0
    contact.agent_id = contact.agent_group = contact.outcome = contact.follows = -1


@compiled
def _arrives(day: Day, row: int) -> None:
    """One try to reach us: a free line, and a place in the queue."""
    contact, now = day.contacts[row], day.now
    if now.n_in_lines >= day.rules.n_lines:
        _lost(day, row, BLOCKED)
        return
    now.n_in_lines += 1
    contact.queue_kind = contact.kind
    _joins_queue(day, row)


@compiled
def _joins_queue(day: Day, row: int) -> None:
    """Stand in the queue of the kind; the matching of this instant may already take it."""
    contact, now = day.contacts[row], day.now
    contact.stage, contact.joined_at_s = at.WAITING, now.now_s
    stands_in_queue(day, row)
    day.newcomers[now.n_newcomers] = row
    now.n_newcomers += 1
    now.match_is_due = True


@compiled
def _instant_is_over(day: Day) -> None:
    """Those who came at this instant and were not taken begin to lose patience; agents nobody needs go home."""
    now, rules = day.now, day.rules
    for i in range(now.n_newcomers):
        contact = day.contacts[day.newcomers[i]]
        if contact.stage == at.WAITING:
            loyalty = day.attitude[contact.customer_id] if day.attitude.size > 0 else 0.0
            contact.stage_ends_at_s = now.now_s + patience_s(
                rules.seed, contact.case_key, contact.nth_contact, contact.tier, bool(rules.patience_kept), day.laws,
                rules.patience_law, day.kinds[contact.queue_kind].patience_factor, rules.balk_prob,
                rules.attitude_elasticity, loyalty)
            _will_give_up(day, day.newcomers[i])
    now.n_newcomers = 0
    for i in range(now.n_lingering):
        agent = day.agents[day.lingering[i]]
        if agent.idle and agent.leaves_when_free:
            _off_duty(day, day.lingering[i])
    now.n_lingering = 0


@compiled
def _will_give_up(day: Day, row: int) -> None:
    if day.contacts[row].stage_ends_at_s < math.inf:
        call_at(day.events, day.now, day.contacts[row].stage_ends_at_s, at.GIVES_UP, row)


@compiled
def _gives_up(day: Day, row: int) -> None:
    """Patience is at its end, if it is still the patience of this queue: a stale timer does nothing."""
    contact, now_s = day.contacts[row], day.now.now_s
    if contact.stage == at.WAITING and contact.stage_ends_at_s == now_s:
        _leaves_queue(day, row, BALKED if now_s == contact.joined_at_s else ABANDONED)


@compiled
def _turn_away(day: Day) -> None:
    """Send away everyone who waits, in order of contact_id."""
    for row in range(day.now.n_rows):
        if day.contacts[row].stage == at.WAITING:
            _leaves_queue(day, row, TURNED_AWAY)


@compiled
def _leaves_queue(day: Day, row: int, outcome: int) -> None:
    """Go without an answer."""
    leaves_line(day.lines, day.contacts, row)
    day.now.n_waiting -= 1
    day.now.n_in_lines -= 1
    _lost(day, row, outcome)


@compiled
def _lost(day: Day, row: int, outcome: int) -> None:
    """Not answered: calls again later, or never."""
    rules, contact, now_s = day.rules, day.contacts[row], day.now.now_s
    if contact.tier > 0:
        contact.transfer_wait_s += now_s - contact.joined_at_s
    else:
        contact.wait_s = now_s - contact.arrived_at_s
    key, nth = contact.case_key, contact.nth_contact
    prob = rules.after_abandon_prob if outcome == ABANDONED or outcome == BALKED else rules.after_blocked_prob
    n_redials = nth - 1 - contact.n_talks
    if n_redials < rules.most_redials and happens(rules.seed, REDIALS, key, nth, prob):
        contact.follows = REDIAL
        delay_s = draw(day.laws, rules.redial_law, uniform(rules.seed, REDIAL_DELAY, key, nth))
        _comes_again(day, row, now_s + delay_s, 0)
    else:
        contact.follows = GAVE_UP
    _finish(contact, outcome, now_s)


@compiled
def _hangs_up(day: Day, row: int) -> None:
    """The conversation is over: the problem is gone, or the customer comes back with it, or gives up."""
    rules, contact, now_s = day.rules, day.contacts[row], day.now.now_s
    day.now.n_in_lines -= 1
    contact.solved = is_solved(rules, contact)
    key, nth = contact.case_key, contact.nth_talk
    if contact.solved:
        contact.follows = NOTHING
    elif contact.n_talks < rules.most_repeats and happens(rules.seed, RETURNS, key, nth, rules.return_prob):
        contact.follows = REPEAT
        when = uniform(rules.seed, RETURN_DAY, key, nth)
        if when < rules.same_day_share:
            delay_s = draw(day.laws, rules.repeat_law, uniform(rules.seed, REPEAT_DELAY, key, nth))
            _comes_again(day, row, now_s + delay_s, 0)
        else:
            later = (when - rules.same_day_share) / (1.0 - rules.same_day_share)
            days_ahead = 1
            while days_ahead <= day.later_days_cum.size and day.later_days_cum[days_ahead - 1] <= later:
                days_ahead += 1
            _comes_again(day, row, math.nan, days_ahead)
    else:
        contact.follows = GAVE_UP
    _finish(contact, ANSWERED, now_s)


@compiled
def _comes_again(day: Day, row: int, at_s: float, days_ahead: int) -> None:
    """The case's next contact: later today, or for the night to place."""
    rules, now, contact = day.rules, day.now, day.contacts[row]
    last_call_s = DAY_S if rules.at_closing == CARRY_OVER else rules.closes_s
    if days_ahead == 0 and at_s < last_call_s:
        again = day.contacts[now.n_rows]
        again.contact_id = now.first_id + now.n_rows - now.n_carried
        again.case_id, again.case_key, again.customer_id = contact.case_id, contact.case_key, contact.customer_id
        again.day, again.kind, again.nth_contact = now.day, contact.kind, contact.nth_contact + 1
        again.n_talks, again.done_s = contact.n_talks + contact.answered, contact.done_s
        again.born_day, again.born_at_s, again.arrived_at_s = contact.born_day, contact.born_at_s, at_s
        _is_new(again)
        call_at(day.events, now, at_s, at.ARRIVES, now.n_rows)
        now.n_rows += 1
        return
    contact.again_day, contact.again_at_s = now.day + days_ahead, at_s
    day.again[now.n_again] = row
    now.n_again += 1


@compiled
def _finish(contact: Row, outcome: int, now_s: float) -> None:
    contact.outcome, contact.stage, contact.ended_at_s = outcome, at.GONE, now_s


# --- talks --------------------------------------------------------------------------------------------------------


@compiled
def _talk_ends(day: Day, row: int) -> None:
    """The agent's part is over, unless a leader must decide: customer and agent then hold until one is free."""
    contact, now = day.contacts[row], day.now
    if contact.asks_leader:
        contact.stage, contact.joined_at_s = at.ASKING, now.now_s
        now.n_escalated += 1
        asks(day, row)
    else:
        _agent_is_done(day, row)


@compiled
def _leader_is_done(day: Day, row: int) -> None:
    """The leader is free for the next."""
    leader_is_free(day.free_leaders, day.now, day.contacts[row].leader)
    day.contacts[row].leader = NOBODY
    day.now.match_is_due = True
    _agent_is_done(day, row)


@compiled
def _agent_is_done(day: Day, row: int) -> None:
    """Work after the call for the agent; the customer goes away, or on to a second tier."""
    contact, now = day.contacts[row], day.now
    agent = day.agents[contact.agent]
    wrap_s = wrap_up_s(day.rules, day.laws, day.kinds[contact.queue_kind], contact, agent)
    contact.handle_s += now.now_s - contact.picked_up_at_s + wrap_s
    agent.wraps_until_s = now.now_s + wrap_s
    call_at(day.events, now, agent.wraps_until_s, at.WRAP_ENDS, contact.agent)
    if not contact.moves_on:
        _hangs_up(day, row)
        return
    contact.transferred, contact.moves_on = True, False
    contact.tier += 1
    contact.queue_kind = day.kinds[contact.queue_kind].transfer_to
    _joins_queue(day, row)


# --- agents -------------------------------------------------------------------------------------------------------


@compiled
def _awaits_block(day: Day, index: int, block_from_s: Floats) -> None:
    """A working day is on the phone, off for lunch and meetings, and so on."""
    agent = day.agents[index]
    if agent.next_block < agent.end_block:
        call_at(day.events, day.now, block_from_s[agent.next_block], at.DUTY_STARTS, index)


@compiled
def _changes_number(day: Day, group: int, n: int) -> None:
    """Call in the first who are off, or send home idle ones, the last first; of the busy, whoever is free next."""
    team = day.groups[group]
    more = n + team.owed
    for agent in day.agents:
        more -= agent.group == group and agent.available and agent.on_duty
    stay = min(team.owed, max(more, 0))
    team.owed -= stay
    more -= stay
    for index in range(day.agents.size):
        agent = day.agents[index]
        if more > 0 and agent.group == group and agent.available and not agent.on_duty:
            _comes_on(day, index)
            more -= 1
    for index in range(day.agents.size - 1, -1, -1):
        agent = day.agents[index]
        if more < 0 and agent.group == group and agent.available and agent.idle:
            _off_duty(day, index)
            more += 1
    team.owed -= min(more, 0)


@compiled
def _comes_on(day: Day, index: int) -> None:
    """On the phone; an agent who is still in a conversation has talked the break away."""
    agent, now_s = day.agents[index], day.now.now_s
    if agent.on_duty:
        agent.leaves_when_free = False
        return
    agent.on_duty, agent.on_since_s = True, now_s
    if math.isnan(agent.first_on_s):
        agent.first_on_s = now_s
    is_idle(day, index)


@compiled
def _goes_off(day: Day, index: int) -> None:
    """Off the phone, as soon as the conversation in progress is over."""
    agent = day.agents[index]
    if agent.idle:
        _off_duty(day, index)
    elif agent.on_duty:
        agent.leaves_when_free = True


@compiled
def _is_free(day: Day, index: int) -> None:
    """Free for the next contact, or for home."""
    agent, rules, now = day.agents[index], day.rules, day.now
    team = day.groups[agent.group]
    agent.busy_s += now.now_s - agent.busy_since_s
    agent.busy_since_s = agent.wraps_until_s = math.nan
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
        _off_duty(day, index)


@compiled
def _off_duty(day: Day, index: int) -> None:
    agent, now_s = day.agents[index], day.now.now_s
    if agent.idle:
        is_no_longer_free(day, index)
    agent.on_duty = agent.leaves_when_free = False
    agent.talk_since_break_s = 0.0
    agent.last_off_s = now_s
    agent.phone_s += now_s - agent.on_since_s


# --- midnight -----------------------------------------------------------------------------------------------------


@compiled
def _pick_up(day: Day, block_from_s: Floats) -> None:
    """Go on where last midnight found everyone."""
    now, contacts = day.now, day.contacts
    in_talk = np.zeros(day.agents.size, dtype=np.bool_)
    leader_is_taken = np.zeros(day.free_leaders.size, dtype=np.bool_)
    for row in range(now.n_carried):
        contact = contacts[row]
        now.n_in_lines += 1
        if contact.stage == at.WAITING:
            stands_in_queue(day, row)
            _will_give_up(day, row)
            continue
        in_talk[contact.agent] = True
        if contact.stage == at.ASKING:
            asks(day, row)
        elif contact.stage == at.WITH_LEADER:
            leader_is_taken[contact.leader] = True
            call_at(day.events, now, contact.stage_ends_at_s, at.LEADER_ENDS, row)
        else:
            call_at(day.events, now, contact.stage_ends_at_s, at.TALK_ENDS, row)
    for leader in range(day.free_leaders.size):
        if not leader_is_taken[leader]:
            leader_is_free(day.free_leaders, now, leader)
    for index in range(day.agents.size):
        if day.agents[index].on_duty:
            _goes_on(day, index, in_talk[index], block_from_s)
        _awaits_block(day, index, block_from_s)


@compiled
def _goes_on(day: Day, index: int, in_talk: bool, block_from_s: Floats) -> None:
    """An agent whom midnight found on duty: today's accounts begin at 0."""
    agent = day.agents[index]
    agent.first_on_s = agent.on_since_s = 0.0
    if agent.wraps_until_s >= 0.0:
        agent.busy_since_s = 0.0
        call_at(day.events, day.now, agent.wraps_until_s, at.WRAP_ENDS, index)
    elif in_talk:
        agent.busy_since_s = 0.0
    else:
        lines_up(day, index, agent.rank)
    if day.groups[agent.group].planned:
        stays = agent.available == 1
    else:
        stays = agent.next_block < agent.end_block and block_from_s[agent.next_block] == 0.0
    if not stays:
        call_at(day.events, day.now, 0.0, at.DUTY_ENDS, index)


@compiled
def _close_accounts(day: Day) -> None:
    """Midnight ends the day of those who are still on duty."""
    for agent in day.agents:
        if agent.on_duty:
            agent.last_off_s = DAY_S
            agent.phone_s += DAY_S - agent.on_since_s
            if not agent.idle:
                agent.busy_s += DAY_S - agent.busy_since_s


# --- room ---------------------------------------------------------------------------------------------------------


@compiled
def _no_lines(n: int) -> Table:
    lines = np.empty(n, dtype=people.LINE)
    for i in range(n):
        lines[i].first, lines[i].last, lines[i].n = NOBODY, NOBODY, 0
    return lines


@compiled
def _is_cramped(day: Day) -> bool:
    """Whether the next event, which makes at most one contact and matches everyone who waits, might lack room."""
    now = day.now
    most_events = now.n_events + now.n_waiting + day.lines[asking_line(day)].n + 4
    return now.n_rows >= day.contacts.size or most_events > day.events.size


@compiled
def _longer_tables(day: Day) -> tuple[Table, Table, Ints, Ints]:
    """Contacts, events, newcomers and those who come again, each in a longer table."""
    n_rows = day.contacts.size if day.now.n_rows < day.contacts.size else 2 * day.contacts.size
    n_events = max(2 * day.events.size, day.now.n_events + 2 * n_rows)
    return (_longer(day.contacts, n_rows), _longer(day.events, n_events), _longer(day.newcomers, n_rows),
            _longer(day.again, n_rows))


@compiled
def _longer(table: Table, n: int) -> Table:
    longer = np.empty(n, dtype=table.dtype)
    longer[:table.size] = table
    return longer
