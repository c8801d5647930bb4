"""One conversation, from picking up to hanging up: the rules of `sim.model` applied to a contact and an agent."""

from sim.engine.simpy_day.tables import Agent, Contact
from sim.model.contact.agent_reaction import CALM, ego_of, opening_of, opening_sd, personal_prob, resolve_prob_with_ego
from sim.model.contact.authority import BY_AGENT, BY_LEADER, NOT_NEEDED, decision_taken, full_resolve_prob
from sim.model.contact.channels import MAIL, busy_resolve_prob, chat_stretch
from sim.model.contact.service_recovery import failure_prob_of, is_played, severity_of
from sim.model.contact.service_time import (
    given_share,
    given_talk_s,
    manner_sd,
    needed_talk_s,
    resolves_prob,
    work_done_s,
    work_left_s,
    wrap_up_s,
)
from sim.model.day import TALKING
from sim.model.day_parameters import DayParameters
from sim.model.demand.root_causes import is_noted
from sim.model.demand.self_service import tried_in_vain
from sim.random.philox import uniform
from sim.random.sampling import draw
from sim.random.streams import (
    DECISION_NEEDED,
    ELSE_DECIDED,
    ENFORCED,
    FIRST_WORDS,
    FRAME,
    GAMED,
    HURRY,
    LEADER_TIME,
    MISUSED,
    NEED,
    OPENED,
    OUR_FAILURE,
    PASSED,
    PERSONAL,
    RUDE,
    SMALL_EXTRA,
    SOLVED,
    TRANSFERRED,
    WHAT_ELSE,
    WRAP,
)


def begin_talk(rules: DayParameters, contact: Contact, agent: Agent, now_s: float) -> None:
    """The agent picks up: what the case needs, what it is given, in what manner, and whether it will be solved."""
    seed, key, kind = rules.seed, contact.case_key, contact.queue_kind
    _picked_up(contact, agent, now_s)
    nth = 16 * contact.nth_talk + contact.tier
    anew = rules.need_anew or contact.tier > 0
    drawn_s = draw(rules.laws, rules.queues[kind].talk_law, uniform(seed, NEED, key, nth if anew else 0))
    left_s = work_left_s(drawn_s, contact.done_s, contact.n_talks, anew, rules.restart_s, rules.kept_share)
    transfer_prob = rules.queues[kind].transfer_prob
    contact.moves_on = transfer_prob > 0.0 and uniform(seed, TRANSFERRED, key, nth) < transfer_prob
    _what_the_case_keeps(rules, contact, kind)
    contact.opening = opening_of(
        rules.opening_good_share, rules.opening_accusing_share, rules.opening_share_per_sd,
        agent.manner_sd + rules.service_course_sd + agent.strain * rules.load_manner_sd, uniform(seed, FIRST_WORDS, key, nth))
    _takes_it(rules, contact, agent, nth)
    helps = contact.ego == CALM
    contact.played = is_played(contact.severity, rules.queues[kind].play_solve_prob, contact.tier, helps, contact.moves_on)
    decision = NOT_NEEDED if contact.moves_on or not helps or contact.played else _decision(rules, kind, key, nth)
    opened = helps and uniform(seed, OPENED, key, nth) < rules.open_share
    factor = rules.open_talk_factor if opened else 1.0 if helps else rules.cold_talk_factor
    if contact.n_talks == 0:
        in_vain = tried_in_vain(seed, key, rules.self_service_try_prob)
        factor *= rules.failed_help_talk_factor if in_vain else rules.other_talk_factor
    if decision == BY_AGENT:
        factor *= rules.decision_talk_factor
    contact.wow = helps and uniform(seed, SMALL_EXTRA, key, nth) < rules.wow_share
    if contact.wow:
        factor *= rules.wow_talk_factor
    if contact.played:
        factor *= rules.queues[kind].play_talk_factor
    factor *= rules.queues[kind].talk_factor
    needed_s = needed_talk_s(left_s, agent.speed, contact.wait_s, rules.queues[kind].wait_elasticity, factor)
    with_more_s = needed_s * rules.what_else_talk_factor
    if helps and with_more_s <= rules.queues[kind].cap_s and uniform(seed, WHAT_ELSE, key, nth) < rules.what_else_share:
        contact.what_else, needed_s = True, with_more_s
    given_s = _given_s(rules, rules.queues[kind].cap_s, key, nth, needed_s)
    if given_s < needed_s:
        contact.cut_short, contact.what_else, contact.wow = True, False, False
        agent.n_cut_short += 1
    given_s = min(given_s, rules.pace_share * needed_s)
    share = given_share(given_s, needed_s, rules.slack_share)
    tense = rules.clock_visible and given_s > rules.tense_from_share * rules.queues[kind].cap_s
    contact.manner_sd = manner_sd(agent.manner_sd + rules.service_course_sd, agent.strain, rules.load_manner_sd,
                                  agent.talk_since_break_s, rules.fatigue_sd_per_s, tense, rules.tense_manner_sd, opened,
                                  rules.open_manner_sd)
    contact.manner_sd += opening_sd(contact.opening, rules.opening_good_manner_sd, rules.opening_accusing_manner_sd)
    if not helps:
        contact.manner_sd += rules.cold_manner_sd
    if contact.played:
        contact.manner_sd += rules.queues[kind].play_manner_sd
    full = full_resolve_prob(decision, rules.queues[kind].resolve_prob, rules.decided_solve_prob, rules.leader_solve_prob)
    if contact.played:
        full = rules.queues[kind].play_solve_prob
    full = resolve_prob_with_ego(contact.ego, full, rules.no_help_factor)
    if contact.n_talks > 0:
        full *= rules.later_resolve_factor
    shift = agent.resolve_shift + (rules.open_resolve_gain if opened else 0.0)
    contact.solve_prob = resolves_prob(full, shift, share, rules.steepness)
    if contact.tier == 0:
        done_share = 0.0 if not helps else min(1.0, given_s / needed_s) if needed_s > 0 else 1.0
        contact.done_s = work_done_s(drawn_s, contact.done_s, left_s, done_share, 0 if anew else contact.n_talks,
                                     rules.restart_s)
    contact.decision, contact.asks_leader = decision, decision == BY_LEADER
    contact.misused = decision == BY_AGENT and uniform(seed, MISUSED, key, nth) < rules.misuse_prob
    contact.talk_s += given_s
    contact.needed_s += needed_s
    contact.stage, contact.stage_ends_at_s = TALKING, now_s + given_s
    agent.talk_since_break_s += given_s + rules.rude_fatigue_s * contact.rude


def _picked_up(contact: Contact, agent: Agent, now_s: float) -> None:
    """Who answered whom, and after what wait."""
    if contact.tier == 0:
        contact.answered, contact.answered_at_s = True, now_s
        contact.wait_s, contact.nth_talk = now_s - contact.arrived_at_s, contact.n_talks + 1
        contact.late = now_s > contact.promised_at_s
    else:
        contact.transfer_wait_s += now_s - contact.joined_at_s
    contact.picked_up_at_s = now_s
    contact.agent, contact.agent_id, contact.agent_group = agent, agent.agent_id, agent.group
    agent.n_talks += 1


def _what_the_case_keeps(rules: DayParameters, contact: Contact, kind: int) -> None:
    """What is the same in all talks of the case: whether the customer is rude, and whether it is a failure of ours."""
    if contact.tier == 0:
        contact.rude = uniform(rules.seed, RUDE, contact.case_key, 0) < rules.rude_share
        prob = failure_prob_of(contact.case_key, rules.queues[kind].failure_prob, rules.incident_failure_prob)
        contact.severity = severity_of(prob, rules.queues[kind].serious_share, rules.queues[kind].small_share,
                                       uniform(rules.seed, OUR_FAILURE, contact.case_key, 0))


def _takes_it(rules: DayParameters, contact: Contact, agent: Agent, nth: int) -> None:
    """Whether the agent takes it personally that a customer is rude, or must have it explained again."""
    key = contact.case_key
    contact.ego = CALM
    agent.n_rude += contact.rude
    odds = rules.rude_odds if contact.rude else rules.repeat_odds if contact.n_talks > 0 else 0.0
    if not contact.moves_on and odds > 0.0:
        prob = personal_prob(odds, agent.strain, rules.strain_log_odds, agent.manner_sd + rules.service_course_sd,
                             rules.manner_log_odds)
        contact.ego = ego_of(prob, rules.pass_off_share, uniform(rules.seed, PERSONAL, key, nth),
                             uniform(rules.seed, PASSED, key, nth))


def _decision(rules: DayParameters, kind: int, key: int, nth: int) -> int:
    """Whether the case needs a decision, which it keeps over its talks, and who takes it this time."""
    prob = rules.queues[kind].decision_prob
    if prob <= 0.0 or uniform(rules.seed, DECISION_NEEDED, key, 0) >= prob:
        return NOT_NEEDED
    return decision_taken(rules.frame_share, rules.escalate_prob, rules.refuse_prob,
                          uniform(rules.seed, FRAME, key, nth), uniform(rules.seed, ELSE_DECIDED, key, nth))


def _given_s(rules: DayParameters, cap_s: float, key: int, nth: int, needed_s: float) -> float:
    """The talk that is given: all that is needed, what the cap leaves, or next to nothing."""
    if rules.gaming_prob > 0.0 and uniform(rules.seed, GAMED, key, nth) < rules.gaming_prob:
        return float(min(needed_s, rules.gaming_talk_s))
    if needed_s <= cap_s:
        return needed_s
    enforced = uniform(rules.seed, ENFORCED, key, nth) < rules.cap_enforcement
    return given_talk_s(needed_s, cap_s, enforced, rules.clock_visible, rules.tense_from_share,
                        uniform(rules.seed, HURRY, key, nth))


def reads_in_vain(rules: DayParameters, contact: Contact, agent: Agent, now_s: float) -> None:
    """The agent opens a mail whose sender has called meanwhile, or a chat whose customer has left."""
    lasts_s = rules.overtaken_read_s if contact.channel == MAIL else rules.silent_s
    contact.answered_at_s = contact.picked_up_at_s = now_s
    contact.agent, contact.agent_id, contact.agent_group = agent, agent.agent_id, agent.group
    contact.stage, contact.stage_ends_at_s = TALKING, now_s + lasts_s


def goes_on_beside_others(rules: DayParameters, contact: Contact, now_s: float) -> None:
    """A chat that has begun as the n-th of its agent takes longer, and goes less well, than one held alone."""
    n_chats = contact.nth_chat
    stretch = chat_stretch(n_chats, rules.chat_pace_2, rules.chat_pace_3)
    contact.stage_ends_at_s = now_s + (contact.stage_ends_at_s - now_s) * stretch
    contact.manner_sd += (n_chats - 1) * rules.chat_busy_manner_sd
    contact.solve_prob = busy_resolve_prob(contact.solve_prob, n_chats, rules.chat_busy_resolve_factor)


def leader_time_s(rules: DayParameters, contact: Contact) -> float:
    """Time that a leader gives to the case."""
    nth = 16 * contact.nth_talk + contact.tier
    return draw(rules.laws, rules.leader_law, uniform(rules.seed, LEADER_TIME, contact.case_key, nth))


def time_after_call_s(rules: DayParameters, contact: Contact, agent: Agent) -> float:
    """Work after the call; whoever ends the talk may note its cause."""
    nth = 16 * contact.nth_talk + contact.tier
    law = rules.queues[contact.queue_kind].wrap_law
    work_s = draw(rules.laws, law, uniform(rules.seed, WRAP, contact.case_key, nth))
    wrap_s = wrap_up_s(work_s, agent.speed, rules.time_thieves_s)
    if not contact.moves_on and is_noted(rules.seed, contact.case_key, contact.nth_talk, rules.log_share):
        wrap_s += rules.log_s
    return wrap_s


def is_solved(rules: DayParameters, contact: Contact) -> bool:
    """Whether the customer's problem is gone when the talk ends."""
    nth = 16 * contact.nth_talk + contact.tier
    return uniform(rules.seed, SOLVED, contact.case_key, nth) < contact.solve_prob
