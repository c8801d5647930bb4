"""One conversation, from picking up to hanging up: the rules of `sim.model` applied to a contact and an agent.

The uniforms are those of the SimPy day, but two that share a block are drawn together, and none for what is certain.
"""

from sim.engine.compiled_day.tables import Row
from sim.jit import step
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
from sim.model.demand.root_causes import is_noted
from sim.model.demand.self_service import tried_in_vain
from sim.random.distributions import EXACTLY
from sim.random.philox import uniform, uniform_pair
from sim.random.sampling import draw
from sim.random.streams import (
    DECISION_NEEDED,
    ELSE_DECIDED,
    ENFORCED,
    FIRST_WORDS,
    FRAME,
    GAMED,
    LEADER_TIME,
    MISUSED,
    NEED,
    OPENED,
    PERSONAL,
    RUDE,
    SOLVED,
    TRANSFERRED,
    WRAP,
)
from sim.schema import Floats


@step
def happens(seed: int, what: int, who: int, nth: int, prob: float) -> bool:
    """Whether what has this chance happens; what is certain either way needs no uniform."""
    if prob <= 0.0 or prob >= 1.0:
        return prob >= 1.0
    return uniform(seed, what, who, nth) < prob


@step
def is_open(prob: float) -> bool:
    """Whether it is left to chance if something with this chance happens."""
    return 0.0 < prob < 1.0


@step
def duration_s(laws: Floats, law: int, seed: int, what: int, who: int, nth: int) -> float:
    """A time drawn by a law; a law that says exactly how long needs no uniform."""
    if laws[law, 0] == EXACTLY and laws[law, 5] >= 1.0:
        return float(laws[law, 1])
    return draw(laws, law, uniform(seed, what, who, nth))


@step
def begin_talk(rules: Row, laws: Floats, kind: Row, contact: Row, agent: Row, now_s: float) -> None:
    """The agent picks up: what the case needs, what it is given, in what manner, and whether it will be solved."""
    seed, key = rules.seed, contact.case_key
    _picked_up(contact, agent, now_s)
    nth = 16 * contact.nth_talk + contact.tier
    anew = bool(rules.need_anew) or contact.tier > 0
    drawn_s = duration_s(laws, kind.talk_law, seed, NEED, key, nth if anew else 0)
    left_s = work_left_s(drawn_s, contact.done_s, contact.n_talks, anew, rules.restart_s, rules.kept_share)
    contact.moves_on = happens(seed, TRANSFERRED, key, nth, kind.transfer_prob)
    _what_the_case_keeps(rules, kind, contact)
    first_words, extra = uniform_pair(seed, FIRST_WORDS, key, nth) if _says_more(rules) else (0.5, 0.5)
    contact.opening = opening_of(
        rules.opening_good_share, rules.opening_accusing_share, rules.opening_share_per_sd,
        agent.manner_sd + rules.service_course_sd + agent.strain * rules.load_manner_sd, first_words)
    _takes_it(rules, contact, agent, nth)
    helps = contact.ego == CALM
    contact.played = is_played(contact.severity, kind.play_solve_prob, contact.tier, helps, contact.moves_on != 0)
    decision = NOT_NEEDED if contact.moves_on or not helps or contact.played else _decision(rules, kind, key, nth)
    opens, goes_on = 0.5, 0.5
    if helps and (is_open(rules.open_share) or is_open(rules.what_else_share)):
        opens, goes_on = uniform_pair(seed, OPENED, key, nth)
    opened = helps and opens < rules.open_share
    factor = rules.open_talk_factor if opened else 1.0 if helps else rules.cold_talk_factor
    if contact.n_talks == 0:
        in_vain = tried_in_vain(seed, key, rules.self_service_try_prob)
        factor *= rules.failed_help_talk_factor if in_vain else rules.other_talk_factor
    if decision == BY_AGENT:
        factor *= rules.decision_talk_factor
    contact.wow = helps and extra < rules.wow_share
    if contact.wow:
        factor *= rules.wow_talk_factor
    if contact.played:
        factor *= kind.play_talk_factor
    factor *= kind.talk_factor
    needed_s = needed_talk_s(left_s, agent.speed, contact.wait_s, kind.wait_elasticity, factor)
    with_more_s = needed_s * rules.what_else_talk_factor
    if helps and with_more_s <= kind.cap_s and goes_on < rules.what_else_share:
        contact.what_else, needed_s = True, with_more_s
    given_s = _given_s(rules, kind.cap_s, key, nth, needed_s)
    if given_s < needed_s:
        contact.cut_short, contact.what_else, contact.wow = True, False, False
        agent.n_cut_short += 1
    given_s = min(given_s, rules.pace_share * needed_s)
    share = given_share(given_s, needed_s, rules.slack_share)
    tense = bool(rules.clock_visible) and given_s > rules.tense_from_share * kind.cap_s
    contact.manner_sd = manner_sd(agent.manner_sd + rules.service_course_sd, agent.strain, rules.load_manner_sd,
                                  agent.talk_since_break_s, rules.fatigue_sd_per_s, tense, rules.tense_manner_sd, opened,
                                  rules.open_manner_sd)
    contact.manner_sd += opening_sd(contact.opening, rules.opening_good_manner_sd, rules.opening_accusing_manner_sd)
    if not helps:
        contact.manner_sd += rules.cold_manner_sd
    if contact.played:
        contact.manner_sd += kind.play_manner_sd
    full = full_resolve_prob(decision, kind.resolve_prob, rules.decided_solve_prob, rules.leader_solve_prob)
    if contact.played:
        full = kind.play_solve_prob
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
    contact.misused = decision == BY_AGENT and happens(seed, MISUSED, key, nth, rules.misuse_prob)
    contact.talk_s += given_s
    contact.needed_s += needed_s
    contact.stage, contact.stage_ends_at_s = TALKING, now_s + given_s
    agent.talk_since_break_s += given_s + rules.rude_fatigue_s * contact.rude


@step
def _picked_up(contact: Row, agent: Row, now_s: float) -> None:
    """Who answered whom, and after what wait."""
    if contact.tier == 0:
        contact.answered, contact.answered_at_s = True, now_s
        contact.wait_s, contact.nth_talk = now_s - contact.arrived_at_s, contact.n_talks + 1
        contact.late = now_s > contact.promised_at_s
    else:
        contact.transfer_wait_s += now_s - contact.joined_at_s
    contact.picked_up_at_s = now_s
    contact.agent_id, contact.agent_group = agent.agent_id, agent.group
    agent.n_talks += 1


@step
def _says_more(rules: Row) -> bool:
    """Whether it is left to chance how talks are opened, or whether a small extra is added."""
    return bool(rules.opening_good_share > 0.0 or rules.opening_accusing_share > 0.0 or rules.opening_share_per_sd > 0.0
                or is_open(rules.wow_share))


@step
def _what_the_case_keeps(rules: Row, kind: Row, contact: Row) -> None:
    """What is the same in all talks of the case: whether the customer is rude, and whether it is a failure of ours."""
    if contact.tier == 0:
        prob = failure_prob_of(contact.case_key, kind.failure_prob, rules.incident_failure_prob)
        rude, failure = 0.5, 0.5
        if is_open(rules.rude_share) or prob > 0.0:
            rude, failure = uniform_pair(rules.seed, RUDE, contact.case_key, 0)
        contact.rude = rude < rules.rude_share
        contact.severity = severity_of(prob, kind.serious_share, kind.small_share, failure)


@step
def _takes_it(rules: Row, contact: Row, agent: Row, nth: int) -> None:
    """Whether the agent takes it personally that a customer is rude, or must have it explained again."""
    key, contact.ego = contact.case_key, CALM
    agent.n_rude += contact.rude
    odds = rules.rude_odds if contact.rude else rules.repeat_odds if contact.n_talks > 0 else 0.0
    if not contact.moves_on and odds > 0.0:
        prob = personal_prob(odds, agent.strain, rules.strain_log_odds, agent.manner_sd + rules.service_course_sd,
                             rules.manner_log_odds)
        personal, passed = uniform_pair(rules.seed, PERSONAL, key, nth)
        contact.ego = ego_of(prob, rules.pass_off_share, personal, passed)


@step
def _decision(rules: Row, kind: Row, key: int, nth: int) -> int:
    """Whether the case needs a decision, which it keeps over its talks, and who takes it this time."""
    if not happens(rules.seed, DECISION_NEEDED, key, 0, kind.decision_prob):
        return NOT_NEEDED
    frame = uniform(rules.seed, FRAME, key, nth)
    else_ = uniform(rules.seed, ELSE_DECIDED, key, nth) if frame >= rules.frame_share else 0.5
    return decision_taken(rules.frame_share, rules.escalate_prob, rules.refuse_prob, frame, else_)


@step
def _given_s(rules: Row, cap_s: float, key: int, nth: int, needed_s: float) -> float:
    """The talk that is given: all that is needed, what the cap leaves, or next to nothing."""
    if happens(rules.seed, GAMED, key, nth, rules.gaming_prob):
        return float(min(needed_s, rules.gaming_talk_s))
    if needed_s <= cap_s:
        return needed_s
    obeys, hurry = uniform_pair(rules.seed, ENFORCED, key, nth)
    return given_talk_s(needed_s, cap_s, obeys < rules.cap_enforcement, bool(rules.clock_visible),
                        rules.tense_from_share, hurry)


@step(rare=True)
def reads_in_vain(rules: Row, contact: Row, agent: Row, now_s: float) -> None:
    """The agent opens a mail whose sender has called meanwhile, or a chat whose customer has left."""
    lasts_s = rules.overtaken_read_s if contact.channel == MAIL else rules.silent_s
    contact.answered_at_s = contact.picked_up_at_s = now_s
    contact.agent_id, contact.agent_group = agent.agent_id, agent.group
    contact.stage, contact.stage_ends_at_s = TALKING, now_s + lasts_s


@step(rare=True)
def goes_on_beside_others(rules: Row, contact: Row, n_chats: int, now_s: float) -> None:
    """A chat that has begun as the n-th of its agent takes longer, and goes less well, than one held alone."""
    stretch = chat_stretch(n_chats, rules.chat_pace_2, rules.chat_pace_3)
    contact.stage_ends_at_s = now_s + (contact.stage_ends_at_s - now_s) * stretch
    contact.manner_sd += (n_chats - 1) * rules.chat_busy_manner_sd
    contact.solve_prob = busy_resolve_prob(contact.solve_prob, n_chats, rules.chat_busy_resolve_factor)


@step
def leader_time_s(rules: Row, laws: Floats, contact: Row) -> float:
    """Time that a leader gives to the case."""
    nth = 16 * contact.nth_talk + contact.tier
    return duration_s(laws, rules.leader_law, rules.seed, LEADER_TIME, contact.case_key, nth)


@step
def time_after_call_s(rules: Row, laws: Floats, kind: Row, contact: Row, agent: Row) -> float:
    """Work after the call; whoever ends the talk may note its cause."""
    nth = 16 * contact.nth_talk + contact.tier
    work_s = duration_s(laws, kind.wrap_law, rules.seed, WRAP, contact.case_key, nth)
    wrap_s = wrap_up_s(work_s, agent.speed, rules.time_thieves_s)
    if rules.log_share > 0.0 and not contact.moves_on and is_noted(rules.seed, contact.case_key, contact.nth_talk,
                                                                   rules.log_share):
        wrap_s += rules.log_s
    return wrap_s


@step
def is_solved(rules: Row, contact: Row) -> bool:
    """Whether the customer's problem is gone when the talk ends."""
    nth = 16 * contact.nth_talk + contact.tier
    return happens(rules.seed, SOLVED, contact.case_key, nth, contact.solve_prob)
