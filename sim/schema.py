"""What a run leaves, as arrays: contacts, cases, agent days, customers, days, money."""

from enum import IntEnum
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]


class Outcome(IntEnum):
    """How a contact ended."""

    ANSWERED = 0
    ABANDONED = 1      # waited, and gave up
    BALKED = 2         # left at once when nobody was free
    BLOCKED = 3        # no line was free
    TURNED_AWAY = 4    # still waiting when the centre closed
    NOT_REACHED = 5    # did not answer our call-back
    OVERTAKEN = 6      # a mail whose sender has called meanwhile


class Channel(IntEnum):
    """Which way a contact comes."""

    PHONE = 0
    MAIL = 1
    CHAT = 2


class Decision(IntEnum):
    """What became of the decision that a case needed."""

    NOT_NEEDED = 0
    BY_AGENT = 1
    BY_LEADER = 2
    REFUSED = 3
    WITHOUT = 4        # solved in some other way


class Ego(IntEnum):
    """What injured pride made of a talk (M6)."""

    CALM = 0
    NO_HELP = 1
    PASSED_OFF = 2     # escalated early to where it cannot be solved


class Opening(IntEnum):
    """The first seconds of a talk (M7)."""

    NEUTRAL = 0
    GOOD = 1           # "what have you tried already?"
    ACCUSING = 2       # "have you checked ...?"


class Severity(IntEnum):
    """Whether the case is a failure of ours, and how bad (M8)."""

    NO_FAILURE = 0
    SMALL = 1
    MEDIUM = 2
    SERIOUS = 3


class Follows(IntEnum):
    """What the customer does after a contact."""

    NOTHING = 0        # the case is solved
    REDIAL = 1
    REPEAT = 2
    GAVE_UP = 3        # the case stays unsolved


class Contacts(NamedTuple):
    """Contacts in order of contact_id, one array [n_contacts] per column.

    Instants count from midnight of the contact's own `day`, so that a contact carried over midnight may end
    after 86 400 s. Missing is NaN or -1.
    """

    contact_id: Ints
    case_id: Ints
    case_key: Ints             # the case's name in all chance
    customer_id: Ints          # -1: a stranger
    day: Ints
    kind: Ints
    channel: Ints
    nth_contact: Ints          # 1, 2, ... within the case
    nth_talk: Ints             # which talk of the case this was; 0: not answered
    arrived_at_s: Floats
    answered_at_s: Floats      # of an overtaken mail, or a chat left in silence: when it was opened all the same
    ended_at_s: Floats         # the customer hangs up; work after the call comes later
    wait_s: Floats             # until first answered, or given up
    transfer_wait_s: Floats    # in the second tier's queue
    leader_wait_s: Floats      # on hold for a leader
    talk_s: Floats             # with agents, without leader and holds
    needed_s: Floats           # what the talk would have needed, all tiers
    handle_s: Floats           # agents' time: talk, holds, leader, wrap-up
    agent_id: Ints             # who answered last
    agent_group: Ints
    outcome: Ints
    answered: Bools
    announced_s: Floats        # the wait that the caller was told; NaN: none
    late: Bools                # a mail that was not opened within the promise
    call_back: Bools           # rather than wait on the line, to be called back
    solved: Bools
    transferred: Bools
    cut_short: Bools           # ended before its time by the cap or by gaming
    what_else: Bools           # the next steps were given too
    decision: Ints
    misused: Bools             # the decision over-compensated
    rude: Bools                # the customer is rude
    ego: Ints                  # what the agent's injured pride made of it: a bad experience that is neither time nor rules
    opening: Ints              # the first seconds
    severity: Ints             # of the failure of ours that the case is; known only of those answered
    played: Bools              # a play was used
    wow: Bools                 # the agent added a small extra
    delighted: Bools           # and the basics held, so that it counted; filled in overnight
    manner_sd: Floats
    follows: Ints
    satisfaction: Floats       # logit of 'very satisfied', filled in overnight; NaN for a stranger's lost contact
    failure_logit: Floats      # what our failure and its handling changed in it, filled in overnight; 0 where nothing failed
    recovery: Floats           # how well it was handled, 0 to 1, filled in overnight; NaN where nothing failed


_BOOL_COLUMNS = (
    "answered", "late", "call_back", "solved", "transferred", "cut_short", "what_else", "misused", "rude", "played", "wow",
    "delighted"
)
_MEASURES = ("satisfaction", "failure_logit", "recovery")
CONTACT_DTYPES: dict[str, type] = {
    name: np.bool_ if name in _BOOL_COLUMNS
    else np.float64 if name.endswith(("_s", "_sd")) or name in _MEASURES else np.int64
    for name in Contacts._fields}


class Due(NamedTuple):
    """Contacts to come, one array [n] per column; sorted by (at_s, case_key) when given to a day."""

    day: Ints                  # on which it comes
    at_s: Floats               # NaN: at any time of its day, by the day's profile
    case_id: Ints
    case_key: Ints
    customer_id: Ints
    kind: Ints
    nth_contact: Ints          # its own number
    n_talks: Ints              # talks so far
    done_s: Floats             # work already done on the case, in a trained agent's seconds
    born_day: Ints
    born_at_s: Floats


class AgentDays(NamedTuple):
    """One row per agent at work and day, [n]; seconds of that day."""

    day: Ints
    agent_id: Ints
    agent_group: Ints
    on_duty_s: Floats          # from coming to going, breaks included: busy + idle + break
    busy_s: Floats             # talk, holds and wrap-up
    break_s: Floats            # lunch, pauses, meetings, sessions
    overtime_s: Floats         # beyond the planned end
    n_talks: Ints
    n_cut_short: Ints
    n_rude: Ints               # talks with rude customers
    strain: Floats             # that evening
    productivity: Floats
    resolve_shift: Floats
    occupancy: Floats          # smoothed over weeks


class CustomerTable(NamedTuple):
    """Customers at the end of the run, one array [n_customers]; customer_id is the place."""

    attitude: Floats
    score: Floats                  # own 0-10 answer
    joined_day: Floats             # negative: before the run
    left_day: Ints                 # -1: still a customer
    is_customer: Bools


class Record(NamedTuple):
    """A run: the days' sums always; contacts, agent days and customers only in a full record."""

    days: dict[str, Floats]        # [n_days] per column of `DAY_SUMS` and `DAY_MONEY`
    warm_up_days: int
    contacts: Contacts | None
    agent_days: AgentDays | None
    customers: CustomerTable | None     # of a full record too
    open_cases: int                # cases born and neither solved nor given up when the run ended


# Of customers: how many stand in which group when the day ends, what they buy, and what happened to them.
DAY_LOYALTY = (
    "n_loyal", "n_latent", "n_false", "wallets", "repurchase", "cross_sale",
    "handle_dissatisfied_s",       # agents' time for customers who were detractors when they called
    "n_left_unhappy",              # left, and the last contact in this run had left them dissatisfied
    "left_over_service",           # left, each as far as the hazard was raised by what talks had done to attitude
    "n_first_value", "first_value_days",
    "n_offer_loyal", "n_offer_false", "n_took_loyal", "n_took_false",
    "n_dissatisfied_cases", "n_complaints", "n_complaint_talks", "n_complaints_solved", "complaint_handle_s",
    "complaint_satisfied",
    "n_good_tellings", "n_bad_tellings", "n_good_tellers", "n_bad_tellers", "n_bad_tellers_over_20", "viral_views", "joins_lost",
)
# Sums of a day; every measure is a ratio of such sums. Counts of contacts belong to the day on which they ended.
DAY_SUMS = (
    "n_born",                      # cases that reached us for the first time
    "n_contacts", "n_answered", "n_abandoned", "n_balked", "n_blocked", "n_turned_away",
    "n_answered_in_time", "n_lost_in_time", "wait_answered_s", "wait_s",
    "n_mails", "n_mails_answered", "n_mails_in_time", "n_overtaken", "mail_wait_s", "mail_handle_s", "mail_backlog",
    "n_chats", "n_chats_answered", "n_chats_abandoned", "n_silent", "chat_wait_s", "chat_handle_s",
    "n_announced", "n_call_backs", "n_called_back", "n_not_reached", "wait_called_back_s",
    "talk_s", "handle_s", "n_talks", "n_first_talks", "n_first_solved", "n_solved",
    "n_cut_short", "n_transferred", "n_escalated", "n_refused", "n_decided", "n_misused", "n_rude", "n_no_help", "n_passed_off",
    "n_accused", "n_failures", "recovery", "n_played", "n_wow", "n_delighted",
    "n_redials", "n_repeats", "n_given_up", "n_void",
    "satisfied", "leader_busy_s", "queue_peak",
    "on_duty_s", "busy_s", "break_s", "overtime_s", "paid_s",
    "n_employed", "strain", "satisfaction", "purpose", "n_quits", "n_ill",
    "coaching_h", "strategic_h",   # of an open day: an agent's coaching a month, the chief's strategic hours a week
    "n_customers", "n_left", "n_joined", "n_promoters", "n_detractors", "attitude",
    *DAY_LOYALTY,
    "n_failure", "n_logged", "n_causes_fixed", "chase_h", "n_of_incidents", "pace", "norm", "wait_in_line_s",
)
DAY_MONEY = (
    "agent_pay_dkk", "bonus_dkk", "overtime_dkk", "fixed_dkk", "leaver_dkk", "goodwill_dkk", "misuse_dkk", "play_dkk",
    "wow_dkk", "margin_dkk"
)


DAY = np.dtype((np.record, [(name, np.float64) for name in (*DAY_SUMS, *DAY_MONEY)]))     # one row per day
IN_TIME_S = 20.0


def contacts_in_order(tables: list[Contacts]) -> Contacts:
    """Several tables of contacts as one, in order of contact_id.

    One below the other they are almost in order: only around midnight some stand behind their place. The columns lie in
    one piece of memory: the machine gives that out several times as fast as a piece for each.

    Args:
        tables: at least one, each in order itself.
    """
    if len(tables) == 1:
        return tables[0]
    ids = np.concatenate([table.contact_id for table in tables])
    order = np.argsort(ids, kind="stable")
    to = np.flatnonzero(order != np.arange(ids.size))
    numbers = iter(np.empty((len(Contacts._fields) - len(_BOOL_COLUMNS), ids.size), dtype=np.int64))
    truths = iter(np.empty((len(_BOOL_COLUMNS), ids.size), dtype=np.bool_))
    columns: list[Any] = []
    for name, parts in zip(Contacts._fields, zip(*tables, strict=True), strict=True):
        column = next(truths) if name in _BOOL_COLUMNS else next(numbers).view(CONTACT_DTYPES[name])
        np.concatenate(parts, out=column)
        column[to] = column[order[to]]
        columns.append(column)
    return Contacts(*columns)


def stacked_agent_days(tables: list[AgentDays]) -> AgentDays:
    """Several tables of agent days, one below the other."""
    columns: list[Any] = [np.concatenate(parts) for parts in zip(*tables, strict=True)]
    return AgentDays(*columns)


def no_contacts() -> Contacts:
    """A table of contacts without rows."""
    columns: list[Any] = [np.empty(0, dtype=CONTACT_DTYPES[name]) for name in Contacts._fields]
    return Contacts(*columns)
