"""One contact from its arrival to its end: the interaction of customer and agent, and the customer's next step.

Both engines run these functions. `params` are the day's numbers, `queue` those of one contact type on one channel, `contact` and
`agent` the two that are matched: objects in the SimPy day, rows of tables in the compiled day, with the same attributes.
`distributions` is the table of duration distributions. Time and matching belong to the engines.

A random number is drawn only for uncertain outcomes, and two that share a block are drawn together: random numbers are named, so
    one left out changes no other.
"""

import math
from collections.abc import Iterable
from typing import Any

from sim.jit import compiled, rule
from sim.mechanisms.contact.aht_cap import ENFORCED
from sim.mechanisms.contact.authority import DECISION_NEEDED, ESCALATES_OR_REFUSED, MISUSED, TEAM_LEADER_TIME, WITHIN_AUTHORITY
from sim.mechanisms.contact.ego import RUDE, TAKES_PERSONALLY
from sim.mechanisms.contact.first_impression import OPENING_PHRASE
from sim.mechanisms.contact.managed_expectations import REACHED
from sim.mechanisms.contact.questions import OPENED
from sim.mechanisms.customer.redials import REDIALS
from sim.mechanisms.customer.repeats import REPEAT_DELAY, RETURNS
from sim.mechanisms.finance.bonus import GAMED
from sim.model.contact.agent_reaction import CALM, ego_of, opening_of, opening_sd, resolve_prob_with_ego, takes_personally_prob
from sim.model.contact.authority import BY_AGENT, BY_TEAM_LEADER, NOT_NEEDED, decision_taken, full_resolve_prob
from sim.model.contact.channels import EMAIL, busy_resolve_prob, channel_of, chat_duration_factor
from sim.model.contact.service_recovery import failure_prob_of, severity_of, uses_play
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
from sim.model.day import CALLBACK_PENDING, IN_CONVERSATION, WITH_TEAM_LEADER
from sim.model.demand.root_causes import is_logged
from sim.model.demand.self_service import tried_self_service
from sim.random.distributions import EXACTLY
from sim.random.philox import uniform, uniform_pair
from sim.random.sampling import draw
from sim.random.streams import NEED, SOLVED, TRANSFERRED, WRAP
from sim.schema import Floats, FollowUp, Outcome

ANSWERED, ABANDONED, BALKED, _, _, _, SUPERSEDED = (int(outcome) for outcome in Outcome)
NOTHING, REDIAL, REPEAT, GAVE_UP = (int(what) for what in FollowUp)


# --- random numbers for uncertain outcomes ------------------------------------------------------------------


@rule
def bernoulli(seed: int, stream: int, who: int, nth: int, prob: float) -> bool:
    """Whether an event of this probability occurs; a certain outcome needs no random number."""
    if prob <= 0.0 or prob >= 1.0:
        return prob >= 1.0
    return uniform(seed, stream, who, nth) < prob


@rule
def is_uncertain(prob: float) -> bool:
    """Whether an event of this probability may or may not occur."""
    return 0.0 < prob < 1.0


@compiled
def draw_duration_s(distributions: Floats, distribution: int, seed: int, stream: int, who: int, nth: int) -> float:
    """A duration [s] drawn from a distribution; a fixed one needs no random number."""
    if distributions[distribution, 0] == EXACTLY and distributions[distribution, 5] >= 1.0:
        return float(distributions[distribution, 1])
    return draw(distributions, distribution, uniform(seed, stream, who, nth))


# --- before the conversation ---------------------------------------------------------------------------------------


@rule
def choose_channel(params: Any, contact: Any, now_s: float) -> None:
    """A contact arrives: sets its channel, its queue, and the due time of an email's answer."""
    if params.has_channels:
        contact.channel = channel_of(params.seed, contact.case_key, contact.nth_contact, params.email_share, params.chat_share)
        if contact.channel == EMAIL:
            contact.promised_at_s = now_s + params.promise_s
    contact.queue_id = contact.contact_type + params.n_contact_types * contact.channel


@rule(rare=True)
def is_reached(params: Any, contact: Any, now_s: float) -> bool:
    """Whether the customer answers our callback; if not, the next try is due later."""
    nth = 16 * contact.nth_contact + contact.n_calls
    contact.n_calls += 1
    if bernoulli(params.seed, REACHED, contact.case_key, nth, params.callback_reached_prob):
        return True
    contact.state, contact.state_ends_at_s = CALLBACK_PENDING, now_s + params.callback_retry_s
    return False


# --- the conversation ----------------------------------------------------------------------------------------------


@rule
def begin_service(params: Any, distributions: Floats, queue: Any, contact: Any, agent: Any, now_s: float) -> None:
    """The agent answers: sets the needed and the given time, the agent's manner, and the probability of resolution."""
    seed, key = params.seed, contact.case_key
    _answer(contact, agent, now_s)
    nth = 16 * contact.nth_conversation + contact.tier
    redrawn = bool(params.need_redrawn) or contact.tier > 0
    drawn_s = draw_duration_s(distributions, queue.talk_distribution, seed, NEED, key, nth if redrawn else 0)
    left_s = work_left_s(drawn_s, contact.done_s, contact.n_conversations, redrawn, params.restart_s, params.retained_work_share)
    contact.needs_transfer = bernoulli(seed, TRANSFERRED, key, nth, queue.transfer_prob)
    if contact.tier == 0:
        _draw_case_traits(params, queue, contact)
    first_words, extra = uniform_pair(seed, OPENING_PHRASE, key, nth) if _is_opening_uncertain(params) else (0.5, 0.5)
    own_sd = agent.manner_sd + params.service_course_sd
    contact.opening = opening_of(
        params.opening_good_share, params.opening_accusing_share, params.opening_share_per_sd,
        own_sd + agent.strain * params.load_manner_sd, first_words)
    _react(params, contact, agent, nth)
    helps = contact.ego == CALM
    contact.played = uses_play(contact.severity, queue.play_solve_prob, contact.tier, helps, contact.needs_transfer != 0)
    decision = NOT_NEEDED if contact.needs_transfer or not helps or contact.played else _decide(params, queue, key, nth)
    opens, goes_on = 0.5, 0.5
    if helps and (is_uncertain(params.open_share) or is_uncertain(params.what_else_share)):
        opens, goes_on = uniform_pair(seed, OPENED, key, nth)
    opened = helps and opens < params.open_share
    factor = params.open_talk_factor if opened else 1.0 if helps else params.cold_talk_factor
    if contact.n_conversations == 0:
        in_vain = tried_self_service(seed, key, params.self_service_try_prob)
        factor *= params.failed_help_talk_factor if in_vain else params.other_talk_factor
    if decision == BY_AGENT:
        factor *= params.decision_talk_factor
    contact.wow = helps and extra < params.wow_share
    if contact.wow:
        factor *= params.wow_talk_factor
    if contact.played:
        factor *= queue.play_talk_factor
    factor *= queue.talk_factor * contact.time_factor
    needed_s = needed_talk_s(left_s, agent.speed, contact.wait_s, queue.wait_elasticity, factor)
    with_more_s = needed_s * params.what_else_talk_factor
    if helps and with_more_s <= queue.cap_s and goes_on < params.what_else_share:
        contact.what_else, needed_s = True, with_more_s
    given_s = _given_s(params, queue.cap_s, key, nth, needed_s)
    if given_s < needed_s:
        contact.cut_short, contact.what_else, contact.wow = True, False, False
        agent.n_cut_short += 1
    given_s = min(given_s, params.time_given_share * needed_s)
    share = given_share(given_s, needed_s, params.slack_share)
    tense = bool(params.clock_visible) and given_s > params.tense_from_share * queue.cap_s
    contact.manner_sd = manner_sd(own_sd, agent.strain, params.load_manner_sd, agent.talk_since_break_s, params.fatigue_sd_per_s,
                                  tense, params.tense_manner_sd, opened, params.open_manner_sd)
    contact.manner_sd += opening_sd(contact.opening, params.opening_good_manner_sd, params.opening_accusing_manner_sd)
    if not helps:
        contact.manner_sd += params.cold_manner_sd
    if contact.played:
        contact.manner_sd += queue.play_manner_sd
    full = full_resolve_prob(decision, queue.resolve_prob, params.agent_decision_solve_prob, params.team_leader_solve_prob)
    if contact.played:
        full = queue.play_solve_prob
    full = resolve_prob_with_ego(contact.ego, full, params.no_help_factor)
    if contact.n_conversations > 0:
        full *= params.later_resolve_factor
    shift = agent.resolve_shift + (params.open_resolve_gain if opened else 0.0) + contact.resolve_shift
    contact.solve_prob = resolves_prob(full, shift, share, params.steepness)
    if contact.tier == 0:
        done_share = 0.0 if not helps else min(1.0, given_s / needed_s) if needed_s > 0 else 1.0
        contact.done_s = work_done_s(drawn_s, contact.done_s, left_s, done_share, 0 if redrawn else contact.n_conversations,
                                     params.restart_s)
    contact.decision, contact.needs_team_leader = decision, decision == BY_TEAM_LEADER
    contact.misused = decision == BY_AGENT and bernoulli(seed, MISUSED, key, nth, params.misuse_prob)
    contact.talk_s += given_s
    contact.needed_s += needed_s
    contact.state, contact.state_ends_at_s = IN_CONVERSATION, now_s + given_s
    agent.talk_since_break_s += given_s + params.rude_fatigue_s * contact.rude


@rule
def _answer(contact: Any, agent: Any, now_s: float) -> None:
    """Record the agent, and the wait."""
    if contact.tier == 0:
        contact.answered, contact.answered_at_s = True, now_s
        contact.wait_s, contact.nth_conversation = now_s - contact.arrived_at_s, contact.n_conversations + 1
        contact.late = now_s > contact.promised_at_s
    else:
        contact.transfer_wait_s += now_s - contact.joined_at_s
    contact.service_began_at_s = now_s
    contact.agent_id, contact.agent_group = agent.agent_id, agent.group
    agent.n_conversations += 1


@rule
def _is_opening_uncertain(params: Any) -> bool:
    """Whether the opening of conversations or a small extra is uncertain."""
    return bool(params.opening_good_share > 0.0 or params.opening_accusing_share > 0.0 or params.opening_share_per_sd > 0.0
                or is_uncertain(params.wow_share))


@rule
def _draw_case_traits(params: Any, queue: Any, contact: Any) -> None:
    """Draw what all conversations of the case share: a rude customer, and a failure of the company."""
    prob = failure_prob_of(contact.case_key, queue.failure_prob, params.incident_failure_prob)
    rude, failure = 0.5, 0.5
    if is_uncertain(params.rude_share) or prob > 0.0:
        rude, failure = uniform_pair(params.seed, RUDE, contact.case_key, 0)
    contact.rude = rude < params.rude_share
    contact.severity = severity_of(prob, queue.serious_share, queue.small_share, failure)


@rule
def _react(params: Any, contact: Any, agent: Any, nth: int) -> None:
    """Whether the agent takes it personally that the customer is rude, or needs a second explanation."""
    contact.ego = CALM
    agent.n_rude += contact.rude
    odds = params.rude_odds if contact.rude else params.repeat_odds if contact.n_conversations > 0 else 0.0
    if not contact.needs_transfer and odds > 0.0:
        prob = takes_personally_prob(odds, agent.strain, params.strain_log_odds, agent.manner_sd + params.service_course_sd,
                             params.manner_log_odds)
        personal, passed = uniform_pair(params.seed, TAKES_PERSONALLY, contact.case_key, nth)
        contact.ego = ego_of(prob, params.early_escalation_share, personal, passed)


@rule
def _decide(params: Any, queue: Any, key: int, nth: int) -> int:
    """Whether the case needs a decision (the same in all its conversations), and who takes it now."""
    if not bernoulli(params.seed, DECISION_NEEDED, key, 0, queue.decision_prob):
        return NOT_NEEDED
    frame = uniform(params.seed, WITHIN_AUTHORITY, key, nth)
    else_ = uniform(params.seed, ESCALATES_OR_REFUSED, key, nth) if frame >= params.authority_share else 0.5
    return decision_taken(params.authority_share, params.escalate_prob, params.refuse_prob, frame, else_)


@rule
def _given_s(params: Any, cap_s: float, key: int, nth: int, needed_s: float) -> float:
    """Time given [s]: all that is needed, up to the cap, or almost none."""
    if bernoulli(params.seed, GAMED, key, nth, params.gaming_prob):
        return float(min(needed_s, params.gaming_talk_s))
    if needed_s <= cap_s:
        return needed_s
    obeys, cap_convergence = uniform_pair(params.seed, ENFORCED, key, nth)
    return given_talk_s(needed_s, cap_s, obeys < params.cap_enforcement, bool(params.clock_visible),
                        params.tense_from_share, cap_convergence)


@rule(rare=True)
def read_in_vain(params: Any, contact: Any, agent: Any, now_s: float) -> None:
    """The agent opens an email whose sender has called since, or a chat that the customer has left."""
    lasts_s = params.superseded_read_s if contact.channel == EMAIL else params.silent_abandonment_s
    contact.answered_at_s = contact.service_began_at_s = now_s
    contact.agent_id, contact.agent_group = agent.agent_id, agent.group
    contact.state, contact.state_ends_at_s = IN_CONVERSATION, now_s + lasts_s


@rule(rare=True)
def slow_down_chat(params: Any, contact: Any, n_chats: int, now_s: float) -> None:
    """A chat that begins as its agent's n-th takes longer, and is solved less often, than a single one."""
    stretch = chat_duration_factor(n_chats, params.chat_work_rate_2, params.chat_work_rate_3)
    contact.state_ends_at_s = now_s + (contact.state_ends_at_s - now_s) * stretch
    contact.manner_sd += (n_chats - 1) * params.chat_busy_manner_sd
    contact.solve_prob = busy_resolve_prob(contact.solve_prob, n_chats, params.chat_busy_resolve_factor)


@rule
def share_out(agent: Any, now_s: float) -> None:
    """Divide the agent's time since the last change equally among the agent's chats."""
    if agent.n_chats > 0:
        agent.shared_s += (now_s - agent.shared_at_s) / agent.n_chats
    agent.shared_at_s = now_s


@rule(rare=True)
def begin_team_leader_time(params: Any, distributions: Floats, contact: Any, now_s: float) -> float:
    """A team leader takes over while the customer holds; returns the team leader's time on the case [s]."""
    nth = 16 * contact.nth_conversation + contact.tier
    time_s = draw_duration_s(distributions, params.team_leader_distribution, params.seed, TEAM_LEADER_TIME, contact.case_key, nth)
    contact.team_leader_wait_s += now_s - contact.joined_at_s
    contact.state, contact.state_ends_at_s = WITH_TEAM_LEADER, now_s + time_s
    return time_s


# --- after the conversation ----------------------------------------------------------------------------------------


@rule
def after_call_work(params: Any, distributions: Floats, queue: Any, contact: Any, agent: Any, now_s: float) -> None:
    """After-call work, with a note of the cause where agents write one: sets its end and the contact's handle time."""
    nth = 16 * contact.nth_conversation + contact.tier
    work_s = draw_duration_s(distributions, queue.wrap_distribution, params.seed, WRAP, contact.case_key, nth)
    wrap_s = wrap_up_s(work_s * (agent.wrap_factor * contact.wrap_factor), agent.speed, params.time_thieves_s)
    if params.log_share > 0.0 and not contact.needs_transfer and is_logged(params.seed, contact.case_key,
                                                                           contact.nth_conversation,
                                                                    params.log_share):
        wrap_s += params.log_s
    contact.handle_s += now_s - contact.service_began_at_s + wrap_s
    agent.wraps_until_s = now_s + wrap_s


@rule(rare=True)
def end_chat(contact: Any, agent: Any, now_s: float) -> None:
    """The agent ends a chat; its share of the agent's time is the contact's handle time."""
    share_out(agent, now_s)
    contact.handle_s += agent.shared_s - contact.shared_from_s
    agent.n_chats -= 1


@rule(rare=True)
def transfer(queue: Any, contact: Any) -> None:
    """The contact moves on to the second tier's queue."""
    contact.transferred, contact.needs_transfer = True, False
    contact.tier += 1
    contact.queue_id = queue.transfer_to


@rule
def end_service(params: Any, distributions: Floats, later_day_shares_cum: Iterable[float], contact: Any, day: int,
                now_s: float) -> bool:
    """The conversation ends: the case is solved, or the customer contacts us about it again, or gives up.

    Args:
        params, distributions, contact: see above.
        later_day_shares_cum: cumulated shares of repeats one day later, two days later, ...
        day: today.
        now_s: since midnight [s].

    Returns:
        Whether another contact follows: on `contact.follow_up_day`, at `contact.follow_up_at_s` (NaN: at any time of that day).
    """
    nth = 16 * contact.nth_conversation + contact.tier
    contact.solved = bernoulli(params.seed, SOLVED, contact.case_key, nth, contact.solve_prob)
    contact.outcome, contact.ended_at_s = ANSWERED, now_s
    if contact.solved:
        contact.follow_up = NOTHING
        return False
    returns, when = 0.5, 0.5
    if is_uncertain(params.return_prob) or (params.return_prob > 0.0 and params.same_day_share < 1.0):
        returns, when = uniform_pair(params.seed, RETURNS, contact.case_key, contact.nth_conversation)
    if contact.n_conversations >= params.max_repeats or returns >= params.return_prob:
        contact.follow_up = GAVE_UP
        return False
    contact.follow_up, contact.follow_up_day, contact.follow_up_at_s = REPEAT, day, math.nan
    if when < params.same_day_share:
        contact.follow_up_at_s = now_s + draw_duration_s(
            distributions, params.repeat_distribution, params.seed, REPEAT_DELAY, contact.case_key, contact.nth_conversation)
    else:
        later = (when - params.same_day_share) / (1.0 - params.same_day_share)
        contact.follow_up_day += 1
        for share in later_day_shares_cum:
            contact.follow_up_day += share <= later
    return True


@rule
def on_abandonment(params: Any, distributions: Floats, contact: Any, outcome: int, day: int, now_s: float) -> bool:
    """The contact ends without an answer: the customer redials, or gives up.

    Args:
        params, distributions, contact: see above.
        outcome: how it ended.
        day: today.
        now_s: since midnight [s].

    Returns:
        Whether a redial follows, on `contact.follow_up_day` at `contact.follow_up_at_s`.
    """
    contact.outcome, contact.ended_at_s = outcome, now_s
    if contact.tier > 0:
        contact.transfer_wait_s += now_s - contact.joined_at_s
    else:
        contact.wait_s = now_s - contact.arrived_at_s
    prob = params.after_abandon_prob if outcome in (ABANDONED, BALKED) else params.after_blocked_prob
    redials, delay = 0.5, 0.5
    may_redial = prob > 0.0 and contact.nth_contact - 1 - contact.n_conversations < params.max_redials
    if may_redial:
        redials, delay = uniform_pair(params.seed, REDIALS, contact.case_key, contact.nth_contact)
    if not may_redial or redials >= prob:
        contact.follow_up = GAVE_UP
        return False
    contact.follow_up, contact.follow_up_day = REDIAL, day
    contact.follow_up_at_s = now_s + draw(distributions, params.redial_distribution, delay)
    return True


@rule(rare=True)
def email_superseded(contact: Any, day: int, now_s: float) -> None:
    """The answer to an email is late, and its sender calls about the case; the email stays in its queue."""
    contact.abandoned_in_place, contact.late, contact.outcome, contact.follow_up = True, True, SUPERSEDED, REDIAL
    contact.wait_s, contact.ended_at_s = now_s - contact.arrived_at_s, now_s
    contact.state_ends_at_s, contact.follow_up_day, contact.follow_up_at_s = math.inf, day, now_s
