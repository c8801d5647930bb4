"""The state that rules and engines may see, as NamedTuples of plain numbers and arrays.

`rule_book` turns parameters into the numbers that a day needs. A mechanism that is switched off
becomes its neutral value here, once, so that no rule and no engine asks about switches.
"""

import math
from typing import Any, NamedTuple

import numpy as np

from sim.law import Law, parse_law, table
from sim.model.leadership import n_desks
from sim.model.recovery import plays_of_kinds
from sim.model.self_help import talk_factors
from sim.params import Params
from sim.record import AgentDays, Bools, Contacts, Due, Floats, Ints, no_contacts
from sim.units import HOUR_S

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
    laws: Floats                   # [n_rows, 6], see sim.law
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


class Carry(NamedTuple):
    """What a round-the-clock centre hands over at midnight; instants already count from the new day.

    Contacts are rows of `contacts` (unfinished, in order of contact_id); the other arrays stand beside them.
    """

    contacts: Contacts
    n_talks: Ints                  # [n] talks of the case before this contact
    done_s: Floats
    born_day: Ints
    born_at_s: Floats
    queue_kind: Ints               # whose queue it stands in: another kind after a transfer
    tier: Ints
    stage: Ints
    stage_ends_at_s: Floats        # end of the talk or the leader's time; end of patience while waiting
    joined_at_s: Floats            # of the queue it stands in, the leaders' queue included
    asks_leader: Bools
    moves_on: Bools                # the talk ends in a transfer
    solve_prob: Floats
    picked_up_at_s: Floats
    leader: Ints                   # -1: none
    n_calls: Ints                  # our tries to call back
    is_empty: Bools                # nobody is behind it any more
    promised_at_s: Floats          # when a mail's answer is due
    agent_id: Ints                 # [n_on] those on duty, and those who still finish something
    on_duty: Bools
    rank: Floats                   # among the free
    wraps_until_s: Floats          # NaN: not wrapping up
    talk_since_break_s: Floats
    leaves_when_free: Bools
    owed: Ints                     # [n_groups] agents still to go home under a plan


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
    floats = dict.fromkeys(("done_s", "born_at_s", "stage_ends_at_s", "joined_at_s", "solve_prob", "picked_up_at_s",
                            "rank", "wraps_until_s", "talk_since_break_s", "promised_at_s"), np.float64)
    truths = ("asks_leader", "moves_on", "on_duty", "leaves_when_free", "is_empty")
    types: dict[str, type] = floats | dict.fromkeys(truths, np.bool_)
    columns: dict[str, Any] = {name: np.empty(0, dtype=types.get(name, np.int64)) for name in Carry._fields[1:]}
    return Carry(no_contacts(), **columns | {"owed": np.zeros(n_groups, dtype=np.int64)})


def rule_book(params: Params, seed: int) -> Rules:
    """The numbers that a day needs, with every mechanism that is off at its neutral value."""
    on = params.mechanisms
    kinds = list(params.kinds.values())
    names = list(params.kinds)
    plays = plays_of_kinds(params)
    talk, question, authority, manners = params.conversation, params.questions, params.authority, params.manners
    wait = params.announcements
    announce_from_s, call_back_from_s = (math.inf if from_s is None or not on.managed_expectations else from_s
                                         for from_s in (wait.announce_from_s, wait.call_back_from_s))
    singles: list[Law] = [params.patience.law, params.redial.delay_law, params.repeats.delay_law, authority.leader_law,
                          params.channels.mail_handle_law, params.channels.chat_patience_law, parse_law(0)]
    laws, first = table(singles + [kind.talk_law for kind in kinds] + [kind.wrap_law for kind in kinds])
    per_kind = first[len(singles):].reshape(2, len(kinds))
    rules_factor = authority.n_rules / authority.n_rules_usual
    shares = np.asarray(params.repeats.later_day_shares, dtype=np.float64)
    desks = n_desks(params)
    failed_help_talk_factor, other_talk_factor = talk_factors(params)
    open_s = (params.centre.closes_h - params.centre.opens_h) * HOUR_S
    bonus_on_aht = on.bonus and params.costs.bonus_on == "aht" and params.costs.bonus_dkk_per_month > 0

    def floats(values: list[float]) -> Floats:
        return np.array(values, dtype=np.float64)

    return Rules(
        seed=seed,
        opens_s=params.centre.opens_h * HOUR_S,
        closes_s=params.centre.closes_h * HOUR_S,
        at_closing=CLOSING[params.centre.at_closing],
        n_lines=params.centre.n_lines or NO_LIMIT,
        longest_queue=params.centre.longest_queue,
        laws=laws,
        n_kinds=len(kinds),
        has_channels=False,
        talk_factor=np.ones(len(kinds)),
        queue_channel=np.zeros(len(kinds), dtype=np.int64),
        talk_law=per_kind[0].copy(),
        wrap_law=per_kind[1].copy(),
        patience_law=int(first[0]) if on.patience else -1,
        redial_law=int(first[1]),
        repeat_law=int(first[2]),
        leader_law=int(first[3]),
        mail_law=int(first[4]),
        chat_patience_law=int(first[5]) if on.patience else -1,
        no_time_law=int(first[6]),
        patience_factor=floats([kind.patience_factor for kind in kinds]),
        priority=np.array([kind.priority for kind in kinds], dtype=np.int64),
        resolve_prob=floats([kind.resolve_prob for kind in kinds]),
        decision_prob=floats([min(1.0, kind.decision_prob * rules_factor) * on.rules for kind in kinds]),
        failure_prob=floats([kind.failure_prob * on.recovery for kind in kinds]),
        serious_share=floats([kind.serious_share for kind in kinds]),
        small_share=floats([kind.small_share for kind in kinds]),
        play_solve_prob=floats([play.solve_prob if play else -1.0 for play in plays]),
        play_talk_factor=floats([play.talk_factor if play else 1.0 for play in plays]),
        play_manner_sd=floats([play.manner_sd if play else 0.0 for play in plays]),
        transfer_prob=floats([kind.transfer_prob if kind.transfer_to else 0.0 for kind in kinds]),
        transfer_to=np.array([names.index(kind.transfer_to) if kind.transfer_to else -1 for kind in kinds],
                             dtype=np.int64),
        balk_prob=params.patience.balk_prob * on.patience,
        patience_kept=params.patience.on_redial == "kept",
        attitude_elasticity=params.patience.attitude_elasticity * on.attitude,
        mail_share=0.0,
        chat_share=0.0,
        chat_most=params.channels.chat_most,
        chat_pace_2=params.channels.chat_pace_2,
        chat_pace_3=params.channels.chat_pace_3,
        chat_busy_resolve_factor=params.channels.chat_busy_resolve_factor,
        chat_busy_manner_sd=params.channels.chat_busy_manner_sd,
        silent_prob=params.channels.silent_prob,
        silent_s=params.channels.silent_s,
        promise_s=params.channels.mail_promise_h * HOUR_S,
        also_call_prob=params.channels.also_call_prob,
        overtaken_read_s=params.channels.overtaken_read_s,
        reopening_spread_s=min(params.centre.reopening_spread_s, 0.99 * open_s),
        tells_waits=announce_from_s < math.inf or call_back_from_s < math.inf,
        announce_from_s=announce_from_s,
        announced_factor=wait.announced_factor,
        announced_step_s=wait.announced_step_s,
        usual_handle_s=wait.usual_handle_s,
        heed_prob=wait.heed_prob,
        informed_patience_factor=wait.informed_patience_factor,
        call_back_from_s=call_back_from_s,
        call_back_accept_prob=wait.call_back_accept_prob,
        call_back_reached_prob=wait.call_back_reached_prob,
        call_back_most_calls=wait.call_back_most_calls,
        call_back_retry_s=wait.call_back_retry_s,
        after_abandon_prob=params.redial.after_abandon_prob * on.redials,
        after_blocked_prob=params.redial.after_blocked_prob * on.redials,
        most_redials=NO_LIMIT if params.redial.most is None else params.redial.most,
        return_prob=params.repeats.return_prob * on.repeats,
        most_repeats=NO_LIMIT if params.repeats.most is None else params.repeats.most,
        same_day_share=params.repeats.same_day_share if shares.size else 1.0,
        later_days_cum=np.cumsum(shares) / shares.sum() if shares.size else shares,
        cap_s=np.full(len(kinds), talk.aht_cap_s if on.aht_cap and talk.aht_cap_s is not None else math.inf),
        cap_enforcement=talk.cap_enforcement,
        clock_visible=talk.clock_visible and on.aht_cap and talk.aht_cap_s is not None,
        tense_from_share=talk.tense_from_share,
        tense_manner_sd=talk.tense_manner_sd,
        gaming_prob=talk.gaming_prob * bonus_on_aht,
        gaming_talk_s=talk.gaming_talk_s,
        slack_share=talk.slack_share,
        steepness=talk.steepness,
        restart_s=talk.restart_s,
        kept_share=talk.kept_share,
        need_anew=talk.need_on_repeat == "anew",
        later_resolve_factor=talk.later_resolve_factor,
        wait_elasticity=np.full(len(kinds), talk.wait_elasticity),
        time_thieves_s=talk.time_thieves_s * on.time_thieves,
        fatigue_sd_per_s=talk.fatigue_manner_sd_per_h / HOUR_S * on.energy,
        load_manner_sd=talk.load_manner_sd * on.energy,
        open_share=question.open_share * on.questions,
        open_talk_factor=question.open_talk_factor,
        open_resolve_gain=question.open_resolve_gain,
        open_manner_sd=question.open_manner_sd,
        what_else_share=question.what_else_share * on.next_issue,
        what_else_talk_factor=question.what_else_talk_factor,
        frame_share=authority.frame_share * on.empowerment,
        decided_solve_prob=authority.decided_solve_prob,
        escalate_prob=authority.escalate_prob if desks else 0.0,
        refuse_prob=authority.refuse_prob if desks else authority.refuse_prob + authority.escalate_prob,
        leader_solve_prob=authority.leader_solve_prob,
        decision_talk_factor=authority.decision_talk_factor,
        misuse_prob=authority.misuse_trained_prob if authority.agents_trained else authority.misuse_untrained_prob,
        rude_share=manners.rude_share * on.ego,
        rude_odds=manners.rude_odds,
        repeat_odds=manners.repeat_odds * on.ego,
        strain_log_odds=manners.strain_log_odds,
        manner_log_odds=manners.manner_log_odds,
        pass_off_share=manners.pass_off_share,
        no_help_factor=manners.no_help_factor,
        cold_talk_factor=manners.cold_talk_factor,
        cold_manner_sd=manners.cold_manner_sd,
        rude_fatigue_s=manners.rude_fatigue_s,
        service_course_sd=manners.service_course_sd * on.ego,
        incident_failure_prob=1.0 * on.recovery,
        wow_share=params.wow.share * on.wow,
        wow_talk_factor=params.wow.talk_factor,
        good_opening_share=params.first_impression.good_share * on.first_impression,
        accusing_opening_share=params.first_impression.accusing_share * on.first_impression,
        opening_share_per_sd=params.first_impression.share_per_sd * on.first_impression,
        good_opening_sd=params.first_impression.good_manner_sd,
        accusing_opening_sd=params.first_impression.accusing_manner_sd,
        n_leaders=desks,
        which_agent=RANDOM_AGENT if params.routing.which_agent == "random" else LONGEST_IDLE,
        which_contact=REPEATS_FIRST if params.routing.which_contact == "repeats_first" else FIRST_COME,
        help_try_prob=params.demand.self_service_try_prob * on.self_service,
        failed_help_talk_factor=failed_help_talk_factor,
        other_talk_factor=other_talk_factor,
        log_share=params.root_causes.log_share * on.root_causes,
        log_s=params.root_causes.log_s,
        pace_share=1.0,
    )


