"""An independent checker of a whole run: `faults` reads its record alone, and names each law that the record breaks.

It knows nothing of the engines, the rules and the order of events; `contract.py` checks those, day by day. Here: every contact
begins, and ends once or still waits; no agent is in two conversations; times are in order; numbers are finite and within their
ranges; and the days' sums are those of the contacts and agents.
"""

import math
from collections.abc import Iterator, Mapping

import numpy as np

from sim.schema import AgentDays, Bools, Channel, Contacts, Decision, Ego, Floats, FollowUp, Opening, Outcome, Record, Severity

DAY_S = 86_400.0
LONGEST_S = 1000.0 * 365.0 * DAY_S
_MAY_BE_MISSING = {"answered_at_s", "manner_sd", "satisfaction", "announced_s", "recovery", "occupancy", "productivity", "strain",
                   "resolve_shift", "wait_s", "ended_at_s"}
_CODES = {"outcome": Outcome, "channel": Channel, "decision": Decision, "ego": Ego, "opening": Opening, "severity": Severity,
          "follow_up": FollowUp}
_NOT_NEGATIVE = ("arrived_at_s", "wait_s", "transfer_wait_s", "talk_s", "needed_s", "handle_s", "team_leader_wait_s",
                 "announced_s")
_SIGNED_DAYS = {"margin", "joins_lost", "attitude", "attitude_at_end", "satisfaction", "recovery"}


def faults(record: Record, still_open: Contacts | None, n_contact_ids: int, carries_over: bool) -> list[str]:
    """One line per broken law; none if the record is sound.

    Args:
        record: a full record without a warm-up.
        still_open: contacts that had not ended when the run ended, as the last day hands them over; None without days.
        n_contact_ids: how many contacts have begun.
        carries_over: the centre is open round the clock, and conversations go on over midnight. Else a day's conversations
            are served out on that day's clock, even beyond the next opening, when the agent is at work again.
    """
    done, agents = record.contacts, record.agent_days
    assert done is not None
    assert agents is not None
    n_days = record.days["n_contacts"].size
    lines = [*_numbers("contact", done), *_numbers("agent day", agents), *_days(record.days)]
    if done.day.size:
        lines += [*_ranges(done, n_days), *_order(done), *_one_at_a_time(done, carries_over)]
    lines += [*_conserved(done, still_open, n_contact_ids), *_agents(agents, n_days), *_sums(record.days, done, agents)]
    if record.customers is not None:
        lines += list(_numbers("customer", record.customers))
    return lines


def share_faults(kpis: Mapping[str, float]) -> list[str]:
    """Measures that are infinite, and shares that are not between 0 and 1; undefined ones are NaN."""
    lines = [f"{name} is {value}" for name, value in kpis.items() if math.isinf(value)]
    return lines + [f"{name} is {value}" for name, value in kpis.items()
                    if name.endswith("_share") and not math.isnan(value) and not -1e-9 <= value <= 1.0 + 1e-9]


def _numbers(what: str, table: Contacts | AgentDays | object) -> Iterator[str]:
    """Every number is finite, or missing where it may be."""
    for name in table._fields:  # type: ignore[union-attr]
        column = getattr(table, name)
        if column.dtype.kind == "f" and (np.isinf(column).any() or (name not in _MAY_BE_MISSING and np.isnan(column).any())):
            yield f"{what}: {name} is not finite"


def _ranges(done: Contacts, n_days: int) -> Iterator[str]:
    for name, codes in _CODES.items():
        if not np.isin(getattr(done, name), [int(code) for code in codes]).all():
            yield f"contact: {name} has an unknown code"
    for name in _NOT_NEGATIVE:
        if (getattr(done, name) < 0.0).any():
            yield f"contact: {name} is negative"
    for name in ("talk_s", "needed_s", "handle_s"):
        if (getattr(done, name) > 1e6 * LONGEST_S).any():
            yield f"contact: {name} is longer than any conversation"
    if (done.day < 0).any() or (done.day >= n_days).any() or (done.arrived_at_s >= DAY_S).any():
        yield "contact: came outside the run's days"
    if (done.recovery > 1.0).any() or (done.recovery < 0.0).any():
        yield "contact: recovery is not between 0 and 1"
    if (done.nth_contact < 1).any() or (done.nth_conversation > done.nth_contact).any():
        yield "contact: more conversations than contacts of a case"


def _order(done: Contacts) -> Iterator[str]:
    """It comes, is answered, ends; what was not answered was not solved."""
    if (done.ended_at_s < done.arrived_at_s).any() or np.isnan(done.ended_at_s).any():
        yield "order: a contact ended before it came, or never"
    answered_at_s = done.answered_at_s[done.answered]
    if (answered_at_s < done.arrived_at_s[done.answered]).any() or (done.ended_at_s[done.answered] < answered_at_s).any():
        yield "order: an answer outside the contact's own time"
    if np.isnan(answered_at_s).any() or (done.agent_id[done.answered] < 0).any():
        yield "order: answered by nobody, or never"
    ended_otherwise = done.answered & (done.outcome != Outcome.ANSWERED)      # while it waited for a second tier
    if (ended_otherwise & ~done.transferred).any() or (~done.answered & (done.outcome == Outcome.ANSWERED)).any():
        yield "order: answered, and ended in another way"
    if (done.solved & ~done.answered).any():
        yield "order: solved without a conversation"
    if not np.array_equal(done.solved, done.follow_up == FollowUp.NOTHING):
        yield "order: solved and followed by something, or unsolved and followed by nothing"


def _conserved(done: Contacts, still_open: Contacts | None, n_contact_ids: int) -> Iterator[str]:
    """Each contact that began has ended once or is still open; each case's contacts count 1, 2, 3, ... ."""
    ids, keys, nths = done.contact_id, done.case_id, done.nth_contact
    if still_open is not None:
        ids, keys, nths = (np.concatenate([a, getattr(still_open, name)])
                           for a, name in ((ids, "contact_id"), (keys, "case_id"), (nths, "nth_contact")))
    if not np.array_equal(np.sort(ids), np.arange(n_contact_ids)):
        yield f"conservation: {n_contact_ids} contacts began, {ids.size} ended or are open, {np.unique(ids).size} different ones"
    order = np.lexsort((nths, keys))
    keys, nths = keys[order], nths[order]
    first = np.r_[True, keys[1:] != keys[:-1]] if keys.size else np.empty(0, dtype=bool)
    if (nths[first] != 1).any():
        yield "conservation: a case that does not begin with its first contact"
    if (np.diff(nths)[~first[1:]] != 1).any():
        yield "conservation: a case's contacts do not count 1, 2, 3"
    last = np.unique(done.case_id[np.isin(done.follow_up, (FollowUp.REDIAL, FollowUp.REPEAT)) & (done.ended_at_s < 0.0)])
    if last.size:
        yield "conservation: a follow-up of a contact that ended before midnight of its own day"


def _one_at_a_time(done: Contacts, carries_over: bool) -> Iterator[str]:
    """No agent in two conversations at once; left out: what a second tier took over, whose first agent is not recorded."""
    took = (done.agent_id >= 0) & ~done.transferred & ~np.isnan(done.answered_at_s)
    begins = done.day[took] * DAY_S + done.answered_at_s[took]
    is_chat = (done.channel[took] == Channel.CHAT)
    ends = np.where(is_chat, done.day[took] * DAY_S + done.ended_at_s[took], begins + done.handle_s[took])
    agent = done.agent_id[took]
    if not carries_over:
        nights = np.where(done.channel[took] == Channel.EMAIL, np.floor(done.answered_at_s[took] / DAY_S), 0.0)
        day = done.day[took] + nights.astype(np.int64)     # an email alone waits over night
        agent = agent + (done.agent_id.max() + 1) * day
    for name, mine in (("two conversations", ~is_chat), ("a chat beside a conversation", np.ones(agent.size, dtype=bool))):
        order = np.lexsort((begins[mine], agent[mine]))
        who, from_s, until_s, chat = agent[mine][order], begins[mine][order], ends[mine][order], is_chat[mine][order]
        late_s = 1e-3 + 1e-9 * np.abs(until_s[:-1])
        clash = (who[1:] == who[:-1]) & (from_s[1:] < until_s[:-1] - late_s)
        if name.startswith("a chat"):
            clash &= chat[1:] != chat[:-1]
        if clash.any():
            yield f"an agent is in {name} at once, {np.count_nonzero(clash)} times in all"


def _agents(agents: AgentDays, n_days: int) -> Iterator[str]:
    """An agent is at work once a day; busy time and breaks are within the time on duty."""
    if not agents.day.size:
        return
    if np.unique(np.column_stack([agents.day, agents.agent_id]), axis=0).shape[0] != agents.day.size:
        yield "agent day: an agent twice on one day"
    if (agents.day < 0).any() or (agents.day >= n_days).any() or (agents.agent_id < 0).any() or (agents.agent_group < 0).any():
        yield "agent day: outside the run, or of nobody"
    for name in ("on_duty_s", "busy_s", "break_s", "overtime_s", "n_conversations", "n_cut_short", "n_rude"):
        if (getattr(agents, name) < 0).any():
            yield f"agent day: {name} is negative"
    if (agents.busy_s + agents.break_s > agents.on_duty_s * (1.0 + 1e-9) + 1e-3).any():
        yield "agent day: busy and on a break for longer than on duty"
    if (agents.n_cut_short > agents.n_conversations).any():
        yield "agent day: more conversations cut short than begun"


def _days(days: Mapping[str, Floats]) -> Iterator[str]:
    for name, column in days.items():
        if not np.isfinite(column).all():
            yield f"day: {name} is not finite"
        elif name not in _SIGNED_DAYS and (column < -1e-9).any():
            yield f"day: {name} is negative"
        elif name.startswith("n_") and (column != np.floor(column)).any():
            yield f"day: {name} is not whole"


def _sums(days: Mapping[str, Floats], done: Contacts, agents: AgentDays) -> Iterator[str]:
    """The days' sums, counted again."""
    counts: dict[str, Bools] = {
        "n_contacts": np.ones(done.day.size, dtype=bool), "n_answered": done.answered, "n_solved": done.solved,
        "n_abandoned": done.outcome == Outcome.ABANDONED, "n_balked": done.outcome == Outcome.BALKED,
        "n_blocked": done.outcome == Outcome.BLOCKED, "n_turned_away": done.outcome == Outcome.TURNED_AWAY,
        "n_emails": done.channel == Channel.EMAIL, "n_chats": done.channel == Channel.CHAT, "n_cut_short": done.cut_short,
        "n_redials": done.follow_up == FollowUp.REDIAL, "n_repeats": done.follow_up == FollowUp.REPEAT,
        "n_given_up": done.follow_up == FollowUp.GAVE_UP}
    for name, which in counts.items():
        if days[name].sum() != np.count_nonzero(which):
            yield f"day: {name} is {days[name].sum()}, by the contacts {np.count_nonzero(which)}"
    for table, names in ((done, ("talk_s", "handle_s", "wait_s")), (agents, ("on_duty_s", "busy_s", "break_s", "overtime_s"))):
        for name in names:
            total, given = math.fsum(getattr(table, name).tolist()), math.fsum(days[name].tolist())
            if not math.isclose(total, given, rel_tol=1e-9, abs_tol=1e-3):
                yield f"day: {name} is {given}, by its table {total}"
