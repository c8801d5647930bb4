"""Duration of a conversation, its manner, and whether it solves the case.

Scalar rules; both engines call them. Durations in seconds.
"""

import math

from sim.jit import compiled


@compiled
def work_left_s(drawn_s: float, done_s: float, n_conversations: int, redrawn: bool, restart_s: float,
                retained_work_share: float) -> float:
    """Work that a case still needs [s of a trained agent].

    The first conversation needs all of `drawn_s`. A repeat costs `restart_s` to explain the case again and saves the kept
    share of the work already done, at most all that this channel needs. With `redrawn` it is an independent draw.

    Source: calibration B9 (assumption; articles: longer).
    """
    if n_conversations == 0 or redrawn:
        return drawn_s
    return restart_s + drawn_s - retained_work_share * min(done_s, drawn_s)


@compiled
def work_done_s(drawn_s: float, done_s: float, left_s: float, given_share: float, n_conversations: int,
                restart_s: float) -> float:
    """Work done on a case [s] after a conversation that gave `given_share` of the `left_s` it needed; at most `drawn_s`."""
    progress = left_s * given_share
    if n_conversations > 0:
        progress -= restart_s
    return min(drawn_s, done_s + max(progress, 0.0))


@compiled
def needed_talk_s(left_s: float, speed: float, wait_s: float, wait_elasticity: float, factor: float) -> float:
    """Talk time that this agent needs for the work left [s].

    `speed` is the agent's time as a multiple of a trained average agent's, `factor` that of the manner of conversation.
    Customers first complain about a long wait: time grows with (1 + wait in minutes) to the power `wait_elasticity` (B6:
    0.065, derived from bank records).
    """
    return left_s * speed * factor * math.exp(wait_elasticity * math.log(1.0 + wait_s / 60.0))


@compiled
def given_talk_s(needed_s: float, cap_s: float, enforced: bool, clock_visible: bool, tense_from_share: float,
                 cap_convergence: float) -> float:
    """Talk time given under a handle-time cap [s].

    All of it up to the cap, or where the cap is not `enforced`; else it ends at the cap. With a visible clock agents end
    earlier: between `tense_from_share` of the cap and the cap, denser towards the cap (root of the uniform `hurry`; F7,
    assumption).
    """
    if needed_s <= cap_s or not enforced:
        return needed_s
    if clock_visible:
        return cap_s * (tense_from_share + (1.0 - tense_from_share) * math.sqrt(cap_convergence))
    return cap_s


@compiled
def given_share(given_s: float, needed_s: float, slack_share: float) -> float:
    """Time given over time needed, where `slack_share` of the need can be saved without loss (F6b); at most 1."""
    min_s = (1.0 - slack_share) * needed_s
    if given_s >= min_s:
        return 1.0
    return given_s / min_s


@compiled
def resolves_prob(full_prob: float, shift: float, share: float, steepness: float) -> float:
    """Probability that the conversation solves the case.

    `full_prob` + `shift` (agent's skill, open questions) is the probability with the full time needed; it falls as the given
    share to the power `steepness` (F6, assumption: always swept). It depends on time given over time needed and never on
    observed length: long calls are hard calls (F8). With `full_prob` 0 (the decision is refused) skill has no effect.
    """
    if full_prob <= 0.0:
        return 0.0
    prob = min(1.0, max(0.0, full_prob + shift))
    if share >= 1.0:
        return prob
    if share <= 0.0:
        return 0.0 if steepness > 0.0 else prob
    return prob * math.exp(steepness * math.log(share))


@compiled
def wrap_up_s(work_s: float, speed: float, time_thieves_s: float) -> float:
    """After-call work [s]: a trained agent's, scaled by speed, plus time lost to systems, the same for every agent."""
    return work_s * speed + time_thieves_s


@compiled
def manner_sd(agent_sd: float, strain: float, load_sd: float, talk_since_break_s: float, fatigue_sd_per_s: float,
              tense: bool, tense_sd: float, opened: bool, open_sd: float) -> float:
    """Agent's manner in this conversation [SD] (I7): person, strain, fatigue since the last break, clock, open questions."""
    manner = agent_sd + strain * load_sd + talk_since_break_s * fatigue_sd_per_s
    if tense:
        manner += tense_sd
    if opened:
        manner += open_sd
    return manner
