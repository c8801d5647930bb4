"""The side of the centre: when it is open, how it talks, what it may decide, and what it costs."""

from datetime import date
from typing import Literal

from sim.declare import HourOfDay, Quantities, hour_of_day, probability, quantity
from sim.random.parse import DurationLaw

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
    n_lines: int | None = quantity("", "telephone lines, waiting and talking together; null for enough", 1, 1_000_000)
    longest_queue: int = quantity("", "queue at which the run stops: longer is not believable", 1, 10_000_000)
    reopening_spread_s: float = quantity("s", "contacts that fell in closed hours come within this time of opening",
                                         0, 36000)


class Conversation(Quantities):
    """How long a talk takes and how often it ends the customer's problem (M2)."""

    aht_cap_s: float | None = quantity("s", "longest talk that an agent is allowed; null for none", 1, 36000,
                                       "Times are in seconds: write 3 minutes as 180.")
    cap_enforcement: float = probability("share of talks over the cap that are in fact ended at it: 1 is a hard cap")
    clock_visible: bool = quantity("", "whether agents see the clock: talks then end just short of the cap, tense",
                                   mechanism="aht_cap")
    tense_from_share: float = probability("share of the cap from which an agent who sees the clock grows tense")
    tense_manner_sd: float = quantity("SD", "what tension changes in manner", -5, 0)
    gaming_prob: float = probability("share of talks that are hung up early when a bonus hangs on AHT (F7, B8)",
                                     mechanism="bonus")
    gaming_talk_s: float = quantity("s", "length of such a talk", 0, 600)
    slack_share: float = probability("share of the needed time that a talk can save at no loss (F6b)")
    steepness: float = quantity("", "resolution is multiplied by (given / needed time) to this power (F6)", 0, 20)
    restart_s: float = quantity("s", "time to tell it all again at a repeat (B9)", 0, 600)
    kept_share: float = probability("share of the work already done that a repeat need not do again (B9)")
    need_on_repeat: Literal["kept", "anew"] = quantity(
        "", "time needed at a repeat: the case's own, less what is done, or drawn anew")
    later_resolve_factor: float = quantity("", "resolution at later talks as a multiple of the first", 0, 2)
    wait_elasticity: float = quantity("", "log talk time per unit of log(1 + wait in minutes) (B6)", 0, 1)
    fatigue_manner_sd_per_h: float = quantity("SD/h", "what an hour of talk since the last break changes in manner",
                                              -2, 0, mechanism="energy")
    load_manner_sd: float = quantity("SD", "what an exhausted agent (strain 1) changes in manner", -5, 0, mechanism="energy")
    time_thieves_s: float = quantity("s", "time that each contact loses to slow systems and detours (M25)", 0, 3600,
                                     mechanism="time_thieves")


class Questions(Quantities):
    """Open questions, and the next question answered before it is asked (M3)."""

    open_share: float = probability("share of talks led by open questions", mechanism="questions")
    open_talk_factor: float = quantity("", "needed time with open questions as a multiple", 0.5, 2)
    open_resolve_gain: float = quantity("", "what open questions add to the chance of resolution", -0.5, 0.5)
    open_manner_sd: float = quantity("SD", "what open questions change in manner", -2, 2)
    what_else_share: float = probability("share of talks in which the agent also gives the next two or three steps",
                                         mechanism="next_issue")
    what_else_talk_factor: float = quantity("", "needed time of such a talk as a multiple", 0.5, 2)
    next_issue_prob: float = probability("chance that a solved case leads to a next one")
    next_issue_coverage: float = probability("share of next cases that the next steps avoid")
    next_issue_delay_law: DurationLaw = quantity("s", "time until the next case")


class Authority(Quantities):
    """Rules, and the power to decide (M4, M5)."""

    n_rules: float = quantity("", "rules in force, written and unwritten", 0, 500)
    n_rules_usual: float = quantity("", "rules in force for which the kinds' decision_prob hold", 1, 500)
    frame_share: float = probability("share of decisions that agents may take themselves: the level of empowerment",
                                     mechanism="empowerment")
    agents_trained: bool = quantity("", "whether agents were trained to decide before they were allowed to")
    decided_solve_prob: float = probability("chance that a decision taken by the agent solves the case")
    escalate_prob: float = probability("without authority: the agent asks a leader")
    refuse_prob: float = probability("without authority: 'not allowed', 'write an e-mail'; the rest is solved anyway")
    leader_solve_prob: float = probability("chance that the leader's decision solves the case")
    leader_law: DurationLaw = quantity("s", "time that a leader gives to one escalated case")
    decision_talk_factor: float = quantity("", "needed time when the agent decides, as a multiple", 0.5, 2)
    misuse_untrained_prob: float = probability("share of decisions that over-compensate, agents not trained (E7)")
    misuse_trained_prob: float = probability("share of decisions that over-compensate, agents trained (E7)")


class Routing(Quantities):
    """Which agent for this contact, and which contact for this agent."""

    which_agent: Literal["longest_idle", "random"] = quantity("", "which of the free agents takes a contact")
    which_contact: Literal["first_come", "repeats_first"] = quantity(
        "", "which waiting contact an agent takes, within a priority")


class Costs(Quantities):
    """What it costs and what it earns, in DKK (M22)."""

    agent_pay_dkk_per_month: float = quantity("DKK/month", "full-time pay of an agent, before bonus", 0, 1e6)
    market_pay_dkk_per_month: float = quantity("DKK/month", "what others pay for the same work", 1, 1e6)
    leader_pay_dkk_per_month: float = quantity("DKK/month", "pay of a team leader", 0, 1e6)
    chief_pay_dkk_per_month: float = quantity("DKK/month", "pay of the head of customer service", 0, 1e6)
    specialist_pay_dkk_per_month: float = quantity("DKK/month", "pay of a coach, a trainer, a planner", 0, 1e6)
    on_cost_share: float = quantity("", "pension and other cost on top of pay", 0, 1, "Write 12 % as 0.12.")
    full_time_h_per_week: float = quantity("h/week", "hours that full-time pay is for", 1, 60)
    overtime_factor: float = quantity("", "an hour after the shift's end costs this multiple", 1, 5)
    bonus_dkk_per_month: float = quantity("DKK/month", "bonus of an agent who meets the target", 0, 1e5)
    bonus_on: Literal["none", "aht", "fcr", "nps"] = quantity("", "the measure that the bonus hangs on")
    bonus_target: float = quantity("", "target: seconds for aht (at most), share for fcr, points for nps (at least)",
                                   -100, 36000)
    leaver_dkk: float = quantity("DKK", "advertising, hiring and first training of a successor", 0, 1e7)
    goodwill_dkk: float = quantity("DKK", "given to the customer per decision in the frame", 0, 1e6)
    misuse_dkk: float = quantity("DKK", "given too much when a decision over-compensates", 0, 1e6)
    help_function_dkk_per_year: float = quantity("DKK/year", "running the help function", 0, 1e9)
    programme_dkk_per_year: float = quantity("DKK/year", "courses and other programmes bought", 0, 1e9)
    margin_dkk_per_year: float = quantity("DKK/year", "gross margin that a customer brings in a year", 0, 1e7)
    discount_per_year: float = quantity("1/year", "discount rate of a customer's lifetime value", 0, 1)


class Budget(Quantities):
    """What the centre may cost in a year, as planned: a constraint, checked before anything runs (M25)."""

    today_dkk_per_year: float | None = quantity("DKK/year", "planned cost of today's centre; null for no limit",
                                                0, 1e12)
    growth_factor: float = quantity("", "the limit as a multiple of today's cost", 0, 100, "Write 3 % more as 1.03.")
    review_days: int = quantity("days", "time between reviews of positions, where these follow revenue", 1, 3650)
    follows_revenue_elasticity: float = quantity("", "change of positions per change of margin since the first review", 0, 10)
