"""The state that rules and engines may see, as NamedTuples of plain numbers and arrays.

How parameters become the numbers of `Rules` stands in `sim.model.day_parameters`.
"""

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from sim.columns import ArrayTable, Use, annotations, array_table, columns_of
from sim.schema import AgentColumns, AgentDays, Bools, ContactColumns, Contacts, Due, Floats, Ints, no_contacts

NO_LIMIT = 1 << 40
LONGEST_IDLE, RANDOM_AGENT = 0, 1
FIRST_COME, REPEATS_FIRST = 0, 1
SERVE_OUT, TURN_AWAY, CARRY_OVER = 0, 1, 2
CLOSING = {"serve_out": SERVE_OUT, "turn_away": TURN_AWAY, "carry_over": CARRY_OVER}

# Order inside an instant: first what ends, then who comes, then matching, then who gives up; each by id.
(TALK_ENDS, LEADER_ENDS, WRAP_ENDS, DUTY_ENDS, DUTY_STARTS, PLAN_CHANGES, ARRIVES, MATCHES, CLOSES,
 GIVES_UP) = range(10)

# Where a contact is. Whoever is WAITING or later at midnight is carried over in a centre that never closes. AWAY: not
# reached by our call-back; we shall try again.
COMING, WAITING, TALKING, ASKING, WITH_LEADER, WRAPPING, GONE, AWAY = range(8)


class QueueTooLong(Exception):
    """More customers wait than anyone would believe: more work comes in than can be answered."""

    def __init__(self, n_waiting: int, day: int, at_s: float) -> None:
        super().__init__(n_waiting, day, at_s)
        self.n_waiting, self.day, self.at_s = n_waiting, day, at_s


class Rules(NamedTuple):
    """The rule book of a day: numbers [per queue where an array], mechanisms already applied."""

    seed: int
    opens_s: float
    closes_s: float
    at_closing: int
    n_lines: int
    longest_queue: int
    laws: Floats                   # [n_rows, 6], see sim.random.distributions
    n_kinds: int
    has_channels: bool             # else only the phone is used
    talk_factor: Floats
    queue_channel: Ints            # [n_queues] the kinds by phone, then, where they are used, by mail and by chat
    talk_law: Ints                 # [n_queues] first row of the law
    wrap_law: Ints
    patience_law: int
    redial_law: int
    repeat_law: int
    leader_law: int
    mail_law: int
    chat_patience_law: int
    no_time_law: int
    patience_factor: Floats
    priority: Ints
    resolve_prob: Floats
    decision_prob: Floats
    failure_prob: Floats
    serious_share: Floats
    small_share: Floats
    play_solve_prob: Floats        # -1: no play for this kind
    play_talk_factor: Floats
    play_manner_sd: Floats
    transfer_prob: Floats
    transfer_to: Ints              # -1: nowhere
    balk_prob: float
    patience_kept: bool
    attitude_elasticity: float
    mail_share: float
    chat_share: float
    chat_most: int
    chat_pace_2: float
    chat_pace_3: float
    chat_busy_resolve_factor: float
    chat_busy_manner_sd: float
    silent_prob: float
    silent_s: float
    promise_s: float
    also_call_prob: float
    overtaken_read_s: float
    reopening_spread_s: float
    tells_waits: bool              # whether callers may be told anything while they wait
    announce_from_s: float         # infinite: never
    announced_factor: float
    announced_step_s: float
    usual_handle_s: float
    heed_prob: float
    informed_patience_factor: float
    call_back_from_s: float        # infinite: never
    call_back_accept_prob: float
    call_back_reached_prob: float
    call_back_most_calls: int
    call_back_retry_s: float
    after_abandon_prob: float
    after_blocked_prob: float
    most_redials: int
    return_prob: float
    most_repeats: int
    same_day_share: float
    later_days_cum: Floats         # cumulated shares of day 1, 2, ...; empty: repeat_law says when
    cap_s: Floats
    cap_enforcement: float
    clock_visible: bool
    tense_from_share: float
    tense_manner_sd: float
    gaming_prob: float
    gaming_talk_s: float
    slack_share: float
    steepness: float
    restart_s: float
    kept_share: float
    need_anew: bool
    later_resolve_factor: float
    wait_elasticity: Floats
    time_thieves_s: float
    fatigue_sd_per_s: float
    load_manner_sd: float
    open_share: float
    open_talk_factor: float
    open_resolve_gain: float
    open_manner_sd: float
    what_else_share: float
    what_else_talk_factor: float
    frame_share: float
    decided_solve_prob: float
    escalate_prob: float
    refuse_prob: float
    leader_solve_prob: float
    decision_talk_factor: float
    misuse_prob: float
    rude_share: float
    rude_odds: float
    repeat_odds: float
    strain_log_odds: float
    manner_log_odds: float
    pass_off_share: float
    no_help_factor: float
    cold_talk_factor: float
    cold_manner_sd: float
    rude_fatigue_s: float
    service_course_sd: float
    incident_failure_prob: float
    wow_share: float
    wow_talk_factor: float
    good_opening_share: float
    accusing_opening_share: float
    opening_share_per_sd: float
    good_opening_sd: float
    accusing_opening_sd: float
    n_leaders: int
    which_agent: int
    which_contact: int
    help_try_prob: float
    failed_help_talk_factor: float
    other_talk_factor: float
    log_share: float
    log_s: float
    pace_share: float              # of the time that a talk needs what agents give it today


class Floor(NamedTuple):
    """Everyone at work today. Agents are in order of agent_id, which is their id inside an instant."""

    day: int
    agent_id: Ints                 # [n_agents]
    group: Ints
    available: Bools               # False: here only to finish a conversation from yesterday
    speed: Floats                  # needed time as a multiple of a trained average agent's
    resolve_shift: Floats          # added to the chance of resolution
    manner_sd: Floats
    strain: Floats
    can_take: Bools                # [n_groups, n_queues]
    planned: Bools                 # [n_groups] by a plan of numbers, not by shifts
    block_agent: Ints              # [n_blocks] time on the phone: which agent, from, until; by agent and time
    block_from_s: Floats
    block_until_s: Floats
    plan_at_s: Floats              # [n_changes] from then on n agents of the group, by time and group
    plan_group: Ints
    plan_n: Ints
    attitude: Floats               # [n_customers] this morning; empty where customers are strangers


_CARRY_FIELDS: dict[str, Any] = {
    "contacts": Contacts,          # unfinished, in order of contact_id; the other columns of contacts stand beside them [n]
    **annotations(ContactColumns, Use.CARRIED),
    "agent_id": Ints,              # [n_on] those on duty, and those who still finish something
    **annotations(AgentColumns, Use.CARRIED),
    "owed": Ints,                  # [n_groups] agents still to go home under a plan
}

if TYPE_CHECKING:
    class Carry(ContactColumns, AgentColumns, ArrayTable):
        """What a round-the-clock centre hands over at midnight; instants already count from the new day."""

        contacts: Contacts
        owed: Ints
else:
    Carry = array_table("Carry", __name__, _CARRY_FIELDS)


class DayRecord(NamedTuple):
    """What a day leaves to the night."""

    contacts: Contacts             # finished today, in order of contact_id
    due: Due                       # redials and repeats that do not come today
    agents: AgentDays
    leader_busy_s: float
    n_escalated: int
    queue_peak: int
    carry: Carry
    n_contact_ids: int             # ids given so far today: the next day goes on from there


def empty_carry(n_groups: int) -> Carry:
    """Nothing left open: the first midnight, or that of a centre that closes."""
    columns: dict[str, Any] = {column.name: np.empty(0, dtype=column.dtype) for declaration in (ContactColumns, AgentColumns)
                               for column in columns_of(declaration) if Use.CARRIED in column.use}
    return Carry(contacts=no_contacts(), agent_id=np.empty(0, dtype=np.int64), owed=np.zeros(n_groups, dtype=np.int64),
                 **columns)
