"""What happens in a conversation: its time, its rules, and how people treat each other."""

from typing import Literal

from sim.declare import Quantities, probability, quantity
from sim.random.distributions import DurationDistributionField


class Conversation(Quantities):
    """Duration of a conversation, and its probability to solve the case (M2)."""

    aht_cap_s: float | None = quantity(
        "s", "cap on talk time; null for none", 1, 36000, "Times are in seconds: write 3 minutes as 180.")
    cap_enforcement: float = probability("share of conversations over the cap that end at it: 1 is a hard cap")
    clock_visible: bool = quantity(
        "", "whether agents see a clock: conversations over the cap then end just short of it, under tension",
                                   mechanism="aht_cap")
    tense_from_share: float = probability("share of the cap from which an agent who sees the clock is tense")
    tense_manner_sd: float = quantity("SD", "change in manner by tension", -5, 0)
    gaming_prob: float = probability("share of conversations cut off early by the agent if a bonus depends on AHT (F7, B8)",
                                     mechanism="bonus")
    gaming_talk_s: float = quantity("s", "length of a conversation that the agent cuts off early", 0, 600)
    slack_share: float = probability("share of the needed time that can be saved without loss of resolution (F6b)")
    steepness: float = quantity("", "exponent of given over needed time in the resolution probability (F6)", 0, 20)
    restart_s: float = quantity("s", "time to explain the case again at a repeat (B9)", 0, 600)
    retained_work_share: float = probability("share of the work already done that a repeat does not need again (B9)")
    need_on_repeat: Literal["persistent", "redrawn"] = quantity(
        "", "time needed at a repeat: the case's own less work done, or redrawn")
    later_resolve_factor: float = quantity(
        "", "resolution probability of later conversations as a multiple of the first one's", 0, 2)
    wait_elasticity: float = quantity("", "log talk time per unit of log(1 + wait in minutes) (B6)", 0, 1)
    fatigue_manner_sd_per_h: float = quantity("SD/h", "change in manner per hour of conversation since the last break", -2, 0,
                                              mechanism="energy")
    load_manner_sd: float = quantity("SD", "change in manner of an exhausted agent (strain 1)", -5, 0, mechanism="energy")
    time_thieves_s: float = quantity("s", "time lost per contact to slow systems and detours (M25)", 0, 3600,
                                     mechanism="time_thieves")


class Questions(Quantities):
    """Open questions, and answering the next question before it is asked (M3)."""

    open_share: float = probability("share of conversations with open questions", mechanism="questions")
    open_talk_factor: float = quantity("", "needed time with open questions as a multiple", 0.5, 2)
    open_resolve_gain: float = quantity("", "increase in resolution probability by open questions", -0.5, 0.5)
    open_manner_sd: float = quantity("SD", "change in manner by open questions", -2, 2)
    what_else_share: float = probability("share of conversations in which the agent also explains the next two or three steps",
                                         mechanism="next_issue")
    what_else_talk_factor: float = quantity("", "needed time of a conversation with next steps as a multiple", 0.5, 2)
    next_issue_prob: float = probability("probability that a solved case leads to a next issue")
    next_issue_coverage: float = probability("share of next issues prevented by explaining the next steps")
    next_issue_delay_distribution: DurationDistributionField = quantity("s", "time until the next issue")


class Authority(Quantities):
    """Rules, and the authority to decide outside them (M4, M5)."""

    n_rules: float = quantity("", "rules in force, written and unwritten", 0, 500)
    n_rules_usual: float = quantity("", "number of rules for which the contact types' decision_prob hold", 1, 500)
    authority_share: float = probability("share of decisions that agents may take themselves: the level of empowerment",
                                     mechanism="empowerment")
    agents_trained: bool = quantity("", "whether agents were trained before they were given authority")
    agent_decision_solve_prob: float = probability("probability that a decision by the agent solves the case")
    escalate_prob: float = probability("without authority: probability that the agent asks a team leader")
    refuse_prob: float = probability(
        'without authority: probability that the agent refuses ("not allowed", "write an email"); the rest is solved by a '
        'workaround')
    team_leader_solve_prob: float = probability("probability that a team leader's decision solves the case")
    team_leader_distribution: DurationDistributionField = quantity("s", "a team leader's time for one escalated case")
    decision_talk_factor: float = quantity("", "needed time if the agent decides, as a multiple", 0.5, 2)
    misuse_untrained_prob: float = probability("share of agents' decisions that over-compensate, without training (E7)")
    misuse_trained_prob: float = probability("share of agents' decisions that over-compensate, with training (E7)")


class Manners(Quantities):
    """Rude customers, and agents who take it personally (M6)."""

    rude_share: float = probability("share of cases whose customer is rude", mechanism="ego")
    rude_odds: float = quantity("", "odds that a rested agent of average manner takes rudeness personally", 0, 1000,
                                "Odds, not a probability: write a probability of one in six as 0.2.")
    repeat_odds: float = quantity(
        "", "odds that a rested agent of average manner takes it personally to explain a case again",
        0, 1000, "Odds, not a probability: write a probability of one in six as 0.2.", mechanism="ego")
    strain_log_odds: float = quantity("", "increase in these log odds for an exhausted agent (strain 1)", 0, 10)
    manner_log_odds: float = quantity(
        "1/SD", "decrease in these log odds per SD of better manner (personal-service skill)", 0, 10)
    early_escalation_share: float = probability(
        "share of these conversations escalated early without a solution; in the rest the agent does not help")
    no_help_factor: float = probability("resolution probability of a conversation without help, as a multiple")
    cold_talk_factor: float = quantity(
        "", "length of a conversation with an agent who took it personally, as a multiple", 0.05, 2)
    cold_manner_sd: float = quantity("SD", "change in manner of an agent who took it personally", -5, 0)
    rude_fatigue_s: float = quantity("s", "conversation time that tires as much as a rude customer", 0, 36000)
    rude_strain_per_week: float = quantity("1/week", "increase in strain in a week in which every customer is rude", 0, 10)
    service_course_sd: float = quantity("SD", "increase in every agent's manner by a course in personal service", -3, 3,
                                        mechanism="ego")


class FirstImpression(Quantities):
    """The opening of a conversation, and its effect on the whole (M7)."""

    good_share: float = probability("share of good openings by an agent of average manner: 'what have you tried already?'",
                                    mechanism="first_impression")
    accusing_share: float = probability("share of accusing openings by an agent of average manner: 'have you checked …?'",
                                        mechanism="first_impression")
    share_per_sd: float = quantity(
        "1/SD", "increase in good openings, and decrease in accusing ones, per SD of the agent's manner", 0, 1,
                                   mechanism="first_impression")
    good_manner_sd: float = quantity("SD", "change in perceived manner over the whole conversation by a good opening", -5, 5)
    accusing_manner_sd: float = quantity(
        "SD", "change in perceived manner over the whole conversation by an accusing opening", -5, 5)
    product_satisfied_share: float = probability("share of customers very satisfied with the product itself")
    halo: float = quantity("", "share of a deviation in satisfaction with service carried over to the product (I9)", 0, 1)
    usual_csat_share: float = probability("satisfaction with service from which this deviation is measured")


class Recovery(Quantities):
    """Effect of a service failure, and of its recovery (M8)."""

    small_logit: float = quantity("", "effect of a small service failure without recovery on satisfaction [logit]", -10, 0)
    medium_logit: float = quantity("", "effect of a medium service failure without recovery on satisfaction [logit]", -10, 0)
    serious_logit: float = quantity("", "effect of a serious service failure without recovery on satisfaction [logit]", -10, 0)
    later_conversation_loss: float = probability(
        "share of recovery lost if the case was not solved in the first conversation")
    handed_over_loss: float = probability(
        "share of recovery lost if it was not decided at once: transferred, escalated or refused")
    cold_loss: float = probability(
        "share of recovery lost if the agent's manner is two SD below average")
    paradox_logit: float = quantity("", "gain in satisfaction [logit] by a perfect recovery of a first small failure (J17)", 0, 2)
    memory_days: float = quantity("days", "time for which a customer remembers an earlier service failure", 0, 36500)


class Play(Quantities):
    """A play: an agreed procedure for a service failure, used by every agent at once, without asking (M24)."""

    contact_type: str = quantity("", "contact type whose service failures the play handles; one play per type")
    solve_prob: float = probability("probability that the play solves the case in the conversation")
    talk_factor: float = quantity("", "needed time of a conversation with the play, as a multiple", 0.05, 5)
    manner_sd: float = quantity("SD", "change in manner of a prepared agent", -5, 5)
    cost: float = quantity("currency", "cost per use: a replacement sent, a fee cancelled", 0, 1e6)


class Wow(Quantities):
    """Small extras, and the basics without which they have no effect (M10)."""

    share: float = probability("share of conversations with a small extra", mechanism="wow")
    max_share: float = probability("share up to which extras surprise; beyond it the total effect stays the same (I12)")
    talk_factor: float = quantity("", "needed time of a conversation with an extra, as a multiple", 0.5, 3)
    cost: float = quantity("currency", "cost of an extra", 0, 1e5)
    logit: float = quantity("", "effect of an extra on satisfaction [logit] where the basics are met", 0, 5)
    max_wait_s: float = quantity("s", "longest wait with which the basics are met", 0, 36000)
    min_manner_sd: float = quantity("SD", "lowest manner with which the basics are met", -10, 10)
