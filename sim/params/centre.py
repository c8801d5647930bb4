"""The centre: opening hours, conversations, authority, routing, costs and budget."""

from datetime import date
from typing import Literal

from sim.declare import HourOfDay, Quantities, hour_of_day, probability, quantity
from sim.random.distributions import DurationLaw

Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
WEEKDAYS: tuple[Weekday, ...] = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


class Centre(Quantities):
    """When the centre can be reached."""

    first_day: date = quantity("", "calendar date of day 0", cure="Write a date as 2026-01-05.")
    opens_h: HourOfDay = hour_of_day("opening time")
    closes_h: HourOfDay = hour_of_day("closing time; 24 with opens_h 0 is round the clock")
    open_weekdays: tuple[Weekday, ...] = quantity("", "weekdays on which the centre is open: mon, tue, … sun")
    closed_holidays: str | None = quantity("", "country whose public holidays are closed days, as DK; null for none")
    at_closing: Literal["serve_out", "turn_away", "carry_over"] = quantity(
        "", "the queue at closing time: served out, turned away, or carried over midnight (round the clock)")
    n_lines: int | None = quantity(
        "", "telephone lines, for waiting and talking customers together; null for no limit", 1, 1_000_000)
    longest_queue: int = quantity("", "queue length at which the run stops as unstable", 1, 10_000_000)
    reopening_spread_s: float = quantity("s", "contacts wanted in closed hours arrive within this time of opening", 0, 36000)


class Conversation(Quantities):
    """Duration of a conversation, and its probability to solve the case (M2)."""

    aht_cap_s: float | None = quantity(
        "s", "cap on talk time; null for none", 1, 36000, "Times are in seconds: write 3 minutes as 180.")
    cap_enforcement: float = probability("share of conversations over the cap that end at it: 1 is a hard cap")
    clock_visible: bool = quantity(
        "", "whether agents see a clock: conversations over the cap then end just short of it, under tension")
    tense_from_share: float = probability("share of the cap from which an agent who sees the clock is tense")
    tense_manner_sd: float = quantity("SD", "change in manner by tension", -5, 0)
    gaming_prob: float = probability("share of conversations cut off early by the agent if a bonus depends on AHT (F7, B8)")
    gaming_talk_s: float = quantity("s", "length of a conversation that the agent cuts off early", 0, 600)
    slack_share: float = probability("share of the needed time that can be saved without loss of resolution (F6b)")
    steepness: float = quantity("", "exponent of given over needed time in the resolution probability (F6)", 0, 20)
    restart_s: float = quantity("s", "time to explain the case again at a repeat (B9)", 0, 600)
    kept_share: float = probability("share of the work already done that a repeat does not need again (B9)")
    need_on_repeat: Literal["kept", "anew"] = quantity(
        "", "time needed at a repeat: the case's own less work done, or drawn again")
    later_resolve_factor: float = quantity(
        "", "resolution probability of later conversations as a multiple of the first one's", 0, 2)
    wait_elasticity: float = quantity("", "log talk time per unit of log(1 + wait in minutes) (B6)", 0, 1)
    fatigue_manner_sd_per_h: float = quantity("SD/h", "change in manner per hour of conversation since the last break", -2, 0)
    load_manner_sd: float = quantity("SD", "change in manner of an exhausted agent (strain 1)", -5, 0)
    time_thieves_s: float = quantity("s", "time lost per contact to slow systems and detours (M25)", 0, 3600)


class Questions(Quantities):
    """Open questions, and answering the next question before it is asked (M3)."""

    open_share: float = probability("share of conversations with open questions")
    open_talk_factor: float = quantity("", "needed time with open questions as a multiple", 0.5, 2)
    open_resolve_gain: float = quantity("", "increase in resolution probability by open questions", -0.5, 0.5)
    open_manner_sd: float = quantity("SD", "change in manner by open questions", -2, 2)
    what_else_share: float = probability("share of conversations in which the agent also explains the next two or three steps")
    what_else_talk_factor: float = quantity("", "needed time of a conversation with next steps as a multiple", 0.5, 2)
    next_issue_prob: float = probability("probability that a solved case leads to a next case")
    next_issue_coverage: float = probability("share of next cases prevented by explaining the next steps")
    next_issue_delay_law: DurationLaw = quantity("s", "time until the next case")


class Authority(Quantities):
    """Rules, and the authority to decide outside them (M4, M5)."""

    n_rules: float = quantity("", "rules in force, written and unwritten", 0, 500)
    n_rules_usual: float = quantity("", "number of rules for which the contact types' decision_prob hold", 1, 500)
    frame_share: float = probability("share of decisions that agents may take themselves: the level of empowerment")
    agents_trained: bool = quantity("", "whether agents were trained before they were given authority")
    decided_solve_prob: float = probability("probability that a decision by the agent solves the case")
    escalate_prob: float = probability("without authority: probability that the agent asks a team leader")
    refuse_prob: float = probability(
        "without authority: probability of a refusal (\"not allowed\", \"write an email\"); the rest is solved by a workaround")
    leader_solve_prob: float = probability("probability that a team leader's decision solves the case")
    leader_law: DurationLaw = quantity("s", "a team leader's time for one escalated case")
    decision_talk_factor: float = quantity("", "needed time if the agent decides, as a multiple", 0.5, 2)
    misuse_untrained_prob: float = probability("share of agents' decisions that over-compensate, without training (E7)")
    misuse_trained_prob: float = probability("share of agents' decisions that over-compensate, with training (E7)")


class Routing(Quantities):
    """Which agent takes a contact, and which contact an agent takes."""

    which_agent: Literal["longest_idle", "random"] = quantity("", "which of the idle agents takes a contact")
    which_contact: Literal["first_come", "repeats_first"] = quantity(
        "", "which waiting contact an agent takes, within a priority")


class Costs(Quantities):
    """What it costs and what it earns, in the scenario's currency (M22)."""

    currency: str = quantity("", "currency of all amounts, as its ISO code", cure="Write a code of three letters, as DKK or EUR.")
    agent_pay_dkk_per_month: float = quantity("currency/month", "full-time pay of an agent, before bonus", 0, 1e6)
    market_pay_dkk_per_month: float = quantity("currency/month", "full-time pay of the same work elsewhere", 1, 1e6)
    leader_pay_dkk_per_month: float = quantity("currency/month", "pay of a team leader", 0, 1e6)
    chief_pay_dkk_per_month: float = quantity("currency/month", "pay of a contact-centre manager", 0, 1e6)
    specialist_pay_dkk_per_month: float = quantity("currency/month", "pay of a coach, trainer, planner or analyst", 0, 1e6)
    on_cost_share: float = quantity("", "pension and other cost on top of pay", 0, 1, "Write 12 % as 0.12.")
    full_time_h_per_week: float = quantity("h/week", "hours of a full-time position", 1, 60)
    overtime_factor: float = quantity("", "pay of an hour beyond the shift as a multiple of the usual", 1, 5)
    bonus_dkk_per_month: float = quantity("currency/month", "bonus of an agent who meets the target", 0, 1e5)
    bonus_on: Literal["none", "aht", "fcr", "nps"] = quantity("", "measure that the bonus depends on")
    bonus_target: float = quantity("", "target: seconds for aht (at most), share for fcr, points for nps (at least)",
                                   -100, 36000)
    leaver_dkk: float = quantity("currency", "cost of replacing a leaver: advertising, hiring and initial training", 0, 1e7)
    goodwill_dkk: float = quantity("currency", "compensation per decision within the agent's authority", 0, 1e6)
    misuse_dkk: float = quantity("currency", "excess compensation of a decision that over-compensates", 0, 1e6)
    help_function_dkk_per_year: float = quantity("currency/year", "cost of running self-service", 0, 1e9)
    programme_dkk_per_year: float = quantity("currency/year", "cost of courses and other programmes", 0, 1e9)
    margin_dkk_per_year: float = quantity("currency/year", "gross margin per customer", 0, 1e7)
    discount_per_year: float = quantity("1/year", "discount rate for customer lifetime value", 0, 1)


class Budget(Quantities):
    """Limit on the planned cost per year: a constraint, checked before any run (M25)."""

    today_dkk_per_year: float | None = quantity("currency/year", "planned cost of today's centre; null for no limit",
                                                0, 1e12)
    growth_factor: float = quantity("", "the limit as a multiple of today's cost", 0, 100, "Write 3 % more as 1.03.")
    review_days: int = quantity("days", "time between reviews of the number of positions, if it follows revenue", 1, 3650)
    follows_revenue_elasticity: float = quantity(
        "", "relative change of positions per relative change of margin since the first review", 0, 10)
