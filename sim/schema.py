"""The columns of contacts, agents, customers and days, each declared once; and the record of a run, as arrays."""

from enum import IntEnum
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import numpy.typing as npt

from sim.columns import (
    CARRIED,
    CASE,
    COLD,
    DEADLINE,
    EVENING,
    INSTANT,
    MORNING,
    NAN,
    RECORD,
    ArrayTable,
    Bool,
    Float,
    Int,
    RowObject,
    Use,
    annotations,
    array_table,
    columns_of,
    names,
    record_dtype,
    row_class,
)
from sim.measure import COSTS
from sim.mechanisms import MECHANISMS
from sim.mechanisms.contact import authority, channels, ego, first_impression, managed_expectations, plays, recovery, wow
from sim.mechanisms.customer import buying, churn, false_loyalty, next_issue

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]


class Outcome(IntEnum):
    """How a contact ended."""

    ANSWERED = 0
    ABANDONED = 1      # abandoned after a wait
    BALKED = 2         # left at once when no agent was free
    BLOCKED = 3        # no line was free
    TURNED_AWAY = 4    # still waiting when the centre closed
    NOT_REACHED = 5    # did not answer our callback
    SUPERSEDED = 6      # an email whose sender has called since


class Channel(IntEnum):
    """The channel of a contact."""

    PHONE = 0
    EMAIL = 1
    CHAT = 2


class Decision(IntEnum):
    """Who took the decision that a case needed."""

    NOT_NEEDED = 0
    BY_AGENT = 1
    BY_TEAM_LEADER = 2
    REFUSED = 3
    WORKAROUND = 4        # solved in some other way


class Ego(IntEnum):
    """Effect of an agent's injured pride on a conversation."""

    CALM = 0
    NO_HELP = 1
    ESCALATED_EARLY = 2     # escalated early to where it cannot be solved


class Opening(IntEnum):
    """The first seconds of a conversation."""

    NEUTRAL = 0
    GOOD = 1           # "what have you tried already?"
    ACCUSING = 2       # "have you checked ...?"


class Severity(IntEnum):
    """Whether the case is a failure of the company, and how severe."""

    NO_FAILURE = 0
    SMALL = 1
    MEDIUM = 2
    SERIOUS = 3


class FollowUp(IntEnum):
    """What the customer does after a contact."""

    NOTHING = 0        # the case is solved
    REDIAL = 1
    REPEAT = 2
    GAVE_UP = 3        # the case stays unsolved


class ContactColumns(channels.ContactColumns, authority.RulesContactColumns, managed_expectations.ContactColumns,
                     next_issue.ContactColumns, authority.EmpowermentContactColumns, ego.ContactColumns,
                     first_impression.ContactColumns, recovery.ContactColumns, plays.ContactColumns, wow.ContactColumns):
    """The columns of a contact. Instants of a running day count from its midnight, and in the record from midnight of the
    contact's own `day`, so that a contact carried over midnight may end after 86 400 s. Missing is NaN or -1.
    """

    contact_id = Int(-1, RECORD, "in order of arrival")
    case_id = Int(-1, RECORD | CASE, "the case")
    case_key = Int(-1, RECORD | CASE, "the case's name in all random streams")
    customer_id = Int(-1, RECORD | CASE, "-1: a stranger")
    day = Int(-1, RECORD, "on which it came")
    contact_type = Int(-1, RECORD | CASE, "what the case is about")
    nth_contact = Int(0, RECORD | CASE, "1, 2, ... within the case")
    nth_conversation = Int(0, RECORD, "which conversation of the case this was; 0: not answered")
    arrived_at_s = Float(NAN, RECORD | INSTANT, "when it came")
    answered_at_s = Float(NAN, RECORD | INSTANT | COLD, "of a superseded mail, or a silent chat: when it was opened all the same")
    ended_at_s = Float(NAN, RECORD | INSTANT | COLD, "when the customer hangs up; after-call work comes later")
    wait_s = Float(NAN, RECORD, "until first answered, or abandoned")
    transfer_wait_s = Float(0.0, RECORD, "in the second tier's queue")
    talk_s = Float(0.0, RECORD, "with agents, without team leader and holds")
    needed_s = Float(0.0, RECORD, "what the conversation would have needed, all tiers")
    handle_s = Float(0.0, RECORD, "agents' time: conversation, holds, team leader, wrap-up")
    agent_id = Int(-1, RECORD, "who answered last")
    agent_group = Int(-1, RECORD | COLD, "that agent's group")
    outcome = Int(-1, RECORD, "see `Outcome`")
    answered = Bool(False, RECORD, "whether a conversation began")
    solved = Bool(False, RECORD, "whether it solved the case")
    transferred = Bool(False, RECORD | COLD, "whether it went to a second tier")
    cut_short = Bool(False, RECORD | COLD, "ended before its time by the cap or by gaming")
    manner_sd = Float(NAN, RECORD, "manner as the customer sees it, in standard deviations")
    follow_up = Int(-1, RECORD | COLD, "see `FollowUp`")
    satisfaction = Float(NAN, RECORD | EVENING | COLD, "logit of 'very satisfied'; NaN for a stranger's lost contact")

    n_conversations = Int(0, CARRIED | CASE, "conversations of the case before this contact")
    done_s = Float(0.0, CARRIED | CASE, "work done on the case so far, in a trained agent's seconds")
    opened_day = Int(-1, CARRIED | CASE, "on which the case was opened")
    opened_at_s = Float(NAN, CARRIED | CASE, "and when on that day")
    queue_id = Int(0, CARRIED, "whose queue it stands in: another one after a transfer")
    tier = Int(0, CARRIED, "0, or 1 and more after transfers")
    state = Int(0, CARRIED, "where it is, see `sim.model.day`; 0: still to come")
    state_ends_at_s = Float(NAN, CARRIED | INSTANT | DEADLINE,
                            "end of the conversation or of the team leader's time; end of patience while waiting")
    joined_at_s = Float(NAN, CARRIED | INSTANT, "when it joined the queue it stands in, the team leaders' included")
    needs_transfer = Bool(False, CARRIED, "the conversation ends in a transfer")
    solve_prob = Float(NAN, CARRIED, "chance that the conversation solves the case")
    service_began_at_s = Float(NAN, CARRIED | INSTANT, "by the agent of this tier")
    time_factor = Float(1.0, CARRIED, "by a plug-in: needed talk time as a multiple")
    resolve_shift = Float(0.0, CARRIED, "by a plug-in: added to the chance of resolution")
    wrap_factor = Float(1.0, CARRIED, "by a plug-in: after-call work as a multiple")
    patience_factor = Float(1.0, CARRIED, "by a plug-in: patience as a multiple")

    follow_up_day = Int(-1, Use.DAY, "the day of the contact that follows")
    follow_up_at_s = Float(NAN, Use.DAY, "when on that day; NaN: at any time, by the day's profile")


class AgentColumns(ego.AgentColumns, channels.AgentColumns):
    """The columns of an agent at work, of one day."""

    day = Int(-1, RECORD, "the day")
    agent_id = Int(-1, RECORD | MORNING, "in order of hiring")
    group = Int(-1, RECORD | MORNING, "the agent's group", record_name="agent_group")
    on_duty_s = Float(0.0, RECORD, "from coming to going, breaks included: busy + idle + break")
    busy_s = Float(0.0, RECORD, "conversation, holds and wrap-up")
    break_s = Float(0.0, RECORD, "lunch, pauses, meetings, sessions")
    overtime_s = Float(0.0, RECORD, "beyond the planned end")
    n_conversations = Int(0, RECORD, "conversations begun")
    n_cut_short = Int(0, RECORD, "of these cut short")
    strain = Float(NAN, RECORD | MORNING, "in the morning")
    productivity = Float(NAN, RECORD | EVENING | COLD, "that evening")
    resolve_shift = Float(NAN, RECORD | MORNING | EVENING,
                          "added to the chance of resolution: during the day this morning's, in the record that evening's")
    occupancy = Float(NAN, RECORD | EVENING | COLD, "smoothed over weeks, that evening")
    available = Bool(False, MORNING, "False: at work only to finish a conversation from yesterday")
    speed = Float(NAN, MORNING, "needed time as a multiple of a trained average agent's")
    manner_sd = Float(NAN, MORNING, "manner, in standard deviations")
    on_duty = Bool(False, CARRIED, "logged on")
    rank = Float(0.0, CARRIED, "among the idle")
    wraps_until_s = Float(NAN, CARRIED | INSTANT, "end of the wrap-up; NaN: not wrapping up")
    talk_since_break_s = Float(0.0, CARRIED, "conversation since the last break")
    leaves_when_idle = Bool(False, CARRIED, "goes off duty after this conversation")
    wrap_factor = Float(1.0, Use.DAY, "by a plug-in: after-call work as a multiple")
    idle = Bool(False, Use.DAY, "waits for a contact")
    n_idle = Int(0, Use.DAY, "how often so far")
    busy_since_s = Float(NAN, Use.DAY, "not idle since")
    first_on_s = Float(NAN, Use.DAY, "first came on duty")
    last_off_s = Float(NAN, Use.DAY, "last went off duty")
    on_since_s = Float(NAN, Use.DAY, "on duty since")
    phone_s = Float(0.0, Use.DAY, "on duty, busy or idle")


class CustomerColumns(churn.CustomerColumns, false_loyalty.CustomerColumns, buying.CustomerColumns):
    """The columns of a customer; customer_id is the place. The hazard is accumulated day by day."""

    baseline = Float(0.0, Use.DAY, "attitude to which usual experiences lead back")
    attitude = Float(0.0, RECORD, "attitude")
    score = Float(0.0, RECORD | EVENING, "own 0-10 answer to 'would you recommend us?'")
    habit = Float(0.0, Use.DAY, "tendency to give high scores [SD]")
    joined_day = Float(0.0, RECORD, "negative: before the run")
    left_day = Int(0, RECORD, "-1: still a customer")
    last_logit = Float(0.0, Use.DAY, "satisfaction with the last contact; NaN: none in this run")
    first_need_day = Int(0, Use.DAY, "of a newcomer's first conversation; -1: not yet; -2: has had first value")
    is_customer = Bool(False, RECORD | EVENING, "not left")


# --- tables of arrays ------------------------------------------------------------------------------------------------

CASE_NAMES = names(ContactColumns, CASE)
CONTACT_CARRIED = names(ContactColumns, CARRIED)
RECORD_INSTANTS, CARRIED_INSTANTS = names(ContactColumns, RECORD | INSTANT), names(ContactColumns, CARRIED | INSTANT)
CONTACT_MODIFIERS = ("time_factor", "resolve_shift", "wrap_factor", "patience_factor")
AGENT_MORNING, AGENT_CARRIED = names(AgentColumns, MORNING), names(AgentColumns, CARRIED)

if TYPE_CHECKING:
    class Contacts(ContactColumns, ArrayTable):
        """Contacts in order of contact_id, one array [n_contacts] per column."""

    class ContactRow(ContactColumns, RowObject):
        """One contact, with a slot per column."""

    class Due(ContactColumns, ArrayTable):
        """Contacts to come, one array [n] per column; sorted by (at_s, case_key) when given to a day.

        `day` is the day on which it comes, `at_s` when: NaN for any time of that day, by the day's profile; `nth_contact` is
        its own number.
        """

        at_s: Floats

    class AgentDays(AgentColumns, ArrayTable):
        """One row [n] per agent at work and day; instants in seconds since midnight of that day."""

        agent_group: Ints

    class AgentRow(AgentColumns, RowObject):
        """One agent at work, with a slot per column."""

    class CustomerTable(CustomerColumns, ArrayTable):
        """Customers at the end of the run, one array [n_customers]; customer_id is the place."""
else:
    Contacts = array_table("Contacts", __name__, annotations(ContactColumns, RECORD))
    ContactRow = row_class("ContactRow", __name__, ContactColumns)
    Due = array_table("Due", __name__, {"day": Ints, "at_s": Floats} | annotations(ContactColumns, CASE))
    AgentDays = array_table("AgentDays", __name__, annotations(AgentColumns, RECORD))
    AgentRow = row_class("AgentRow", __name__, AgentColumns)
    CustomerTable = array_table("CustomerTable", __name__, annotations(CustomerColumns, RECORD))

CONTACT_DTYPES: dict[str, type] = {column.name: column.dtype for column in columns_of(ContactColumns) if RECORD in column.use}
AGENT_DTYPES: dict[str, type] = {column.record_name: column.dtype for column in columns_of(AgentColumns) if RECORD in column.use}
DUE_DTYPES: dict[str, type] = {"day": np.int64, "at_s": np.float64} | {
    column.name: column.dtype for column in columns_of(ContactColumns) if CASE in column.use}


class Record(NamedTuple):
    """Record of a run: the days' sums always; contacts, agent days and customers only in a full record."""

    days: dict[str, Floats]        # [n_days] per column of `DAY_SUMS` and `DAY_MONEY`
    warm_up_days: int
    contacts: Contacts | None
    agent_days: AgentDays | None
    customers: CustomerTable | None     # only in a full record
    open_cases: int                # cases not yet solved or given up when the run ended


# Sums of a day; every measure is a ratio of them. Counts of contacts belong to the day on which they ended.
_DAY_SUMS = (
    "n_opened",                      # cases that reached us for the first time
    "n_contacts", "n_answered", "n_abandoned", "n_balked", "n_blocked", "n_turned_away",
    "n_answered_in_time", "n_lost_in_time", "wait_answered_s", "wait_s",
    "talk_s", "handle_s", "n_conversations", "n_first_conversations", "n_first_solved", "n_solved",
    "n_cut_short", "n_transferred",
    "n_redials", "n_given_up", "n_cancelled_by_churn",
    "satisfied", "queue_peak", "n_calls_waiting",      # calls that wait for an agent at midnight
    "on_duty_s", "busy_s", "break_s", "overtime_s", "paid_s",
    "n_employed", "satisfaction",
    "n_customers", "n_promoters", "n_detractors", "attitude",
    "n_loyal", "n_latent", "n_false",
    "handle_dissatisfied_s",       # agents' time with customers who were detractors when they called
    "n_with_first_value", "time_to_first_value_days",
)
DAY_SUMS = (*_DAY_SUMS, *(name for mechanism in MECHANISMS for name in mechanism.daily_sums))
DAY_MONEY = (*COSTS, "margin")


DAY = record_dtype((name, np.float64) for name in (*DAY_SUMS, *DAY_MONEY))     # one row per day
WAITING_IN_THE_EVENING = ("n_calls_waiting", "n_chats_waiting", "email_backlog")      # daily sums
IN_TIME_S = 20.0
STILL_HERE = -1  # `left_day` of a customer who has not left


def contacts_in_order(tables: list[Contacts]) -> Contacts:
    """One table of contacts from several, in order of contact_id.

    Concatenated they are almost in order: only around midnight some are behind their place. All columns lie in one block of
        memory, which is allocated several times as fast as a block for each.

    Args:
        tables: at least one, each in order itself.
    """
    if len(tables) == 1:
        return tables[0]
    ids = np.concatenate([table.contact_id for table in tables])
    order = np.argsort(ids, kind="stable")
    to = np.flatnonzero(order != np.arange(ids.size))
    n_truths = sum(contact_type is np.bool_ for contact_type in CONTACT_DTYPES.values())
    numbers = iter(np.empty((len(Contacts._fields) - n_truths, ids.size), dtype=np.int64))
    truths = iter(np.empty((n_truths, ids.size), dtype=np.bool_))
    columns: list[Any] = []
    for name, parts in zip(Contacts._fields, zip(*tables, strict=True), strict=True):
        dtype = CONTACT_DTYPES[name]
        column = next(truths) if dtype is np.bool_ else next(numbers).view(dtype)
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
