"""The side of the centre: when it is open, how it talks, what it may decide, and who works there."""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from sim.law import DurationLaw
from sim.params.declare import HourOfDay, Quantities, hour_of_day, probability, quantity

Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
WEEKDAYS: tuple[Weekday, ...] = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
Count = Annotated[int, Field(ge=0, le=100_000)]


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
    clock_visible: bool = quantity("", "whether agents see the clock: talks then end just short of the cap, tense")
    tense_from_share: float = probability("share of the cap from which an agent who sees the clock grows tense")
    tense_manner_sd: float = quantity("SD", "what tension changes in manner", -5, 0)
    gaming_prob: float = probability("share of talks that are hung up early when a bonus hangs on AHT (F7, B8)")
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
                                              -2, 0)
    load_manner_sd: float = quantity("SD", "what an exhausted agent (strain 1) changes in manner", -5, 0)


class Questions(Quantities):
    """Open questions, and the next question answered before it is asked (M3)."""

    open_share: float = probability("share of talks led by open questions")
    open_talk_factor: float = quantity("", "needed time with open questions as a multiple", 0.5, 2)
    open_resolve_gain: float = quantity("", "what open questions add to the chance of resolution", -0.5, 0.5)
    open_manner_sd: float = quantity("SD", "what open questions change in manner", -2, 2)
    what_else_share: float = probability("share of talks in which the agent also gives the next two or three steps")
    what_else_talk_factor: float = quantity("", "needed time of such a talk as a multiple", 0.5, 2)
    next_issue_prob: float = probability("chance that a solved case leads to a next one")
    next_issue_coverage: float = probability("share of next cases that the next steps avoid")
    next_issue_delay_law: DurationLaw = quantity("s", "time until the next case")


class Authority(Quantities):
    """Rules, and the power to decide (M4, M5)."""

    n_rules: float = quantity("", "rules in force, written and unwritten", 0, 500)
    n_rules_usual: float = quantity("", "rules in force for which the kinds' decision_prob hold", 1, 500)
    frame_share: float = probability("share of decisions that agents may take themselves: the level of empowerment")
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


class Group(Quantities):
    """Agents with the same skills and hours."""

    n_agents: int = quantity("", "positions in the group", 0, 100_000)
    hours_per_week: float = quantity("h/week", "paid hours of a position", 1, 168)
    kinds: tuple[str, ...] | None = quantity("", "kinds that the group can take; null for all")
    agents_per_interval: tuple[Count, ...] | None = quantity(
        "", "agents at work in each interval of the day's profile, in place of shifts; null for shifts")


class Workforce(Quantities):
    """How people learn, tire, fall ill, quit and are replaced (M15, M17)."""

    groups: dict[str, Group] = quantity("", "the groups of agents, by name")
    speed_sd: float = quantity("", "spread of log handle time between agents", 0, 1)
    manner_sd: float = quantity("SD", "spread of manner between agents", 0, 3)
    start_productivity: float = quantity("", "productivity of a new agent: needed time is divided by it", 0.1, 1)
    learning_per_month: float = quantity("1/month", "rate at which the gap to full productivity closes", 0, 5)
    new_resolve_loss: float = quantity("", "what a new agent lacks in resolution; closes with the same rate", 0, 1)
    drift_per_month: float = quantity("1/month", "resolution lost to products that change, without training", 0, 0.2)
    drift_most: float = quantity("", "most that can be lost so", 0, 1)
    training_h_per_week: float = quantity("h/week", "weekly session, off the phone", 0, 20)
    training_gain_per_month: float = quantity("1/month", "resolution gained by one session hour a week", 0, 0.2)
    knowledge_start: float = quantity("", "resolution gained (or lost) so on day 0, and by a successor", -1, 1)
    training_gain_most: float = quantity("", "most that can be gained so", 0, 1)
    coaching_gain_per_h: float = quantity("1/h", "resolution gained per hour of coaching an agent gets a month", 0, 0.2)
    coaching_most_h: float = quantity("h/month", "hours a month beyond which coaching adds nothing", 0, 100)
    strain_knee_occupancy: float = quantity("", "occupancy above which strain builds up", 0, 1)
    strain_per_week: float = quantity("1/week", "strain gained in a week at occupancy 1", 0, 10)
    strain_cap_per_week: float = quantity("1/week", "strain gained in a week in which every talk is ended by the cap",
                                          0, 10)
    strain_half_life_weeks: float = quantity("weeks", "time in which rest halves strain", 0.1, 200)
    quits_per_year: float = quantity("1/year", "quitting hazard of a settled, unstrained agent at market pay", 0, 10)
    new_quit_factor: float = quantity("", "hazard in the first six months as a multiple", 0, 20)
    occupancy_quit_slope: float = quantity("", "log hazard per unit of smoothed occupancy above the knee (H2)", 0, 30)
    smoothing_weeks: float = quantity("weeks", "time over which occupancy is smoothed for quitting", 0.1, 100)
    clock_quits_per_year: float = quantity("1/year", "hazard that a visible clock adds (H3)", 0, 2)
    pay_quit_elasticity: float = quantity("", "log hazard per unit of log(market pay / own pay)", 0, 10)
    vacancy_days: int = quantity("days", "time from a resignation until the next one starts", 0, 2000)
    course_days: int = quantity("days", "first training, not on the phone", 0, 1000)
    holiday_share: float = probability("share of an agent's weeks that are holiday")
    sickness_prob: float = probability("chance to be ill on a working day, known only in the morning")
    sickness_per_strain: float = quantity("", "what strain 1 adds to that chance", 0, 1)
    other_absence_share: float = probability("share of working days on leave, courses and other absence")


class Leadership(Quantities):
    """Leaders: a queue for decisions, and hours for coaching (M5, M18, M19)."""

    n_leaders: int = quantity("", "team leaders", 0, 10_000)
    best_span: float = quantity("", "agents per leader that a leader can follow", 1, 100)
    span_quit_slope: float = quantity("", "rise of the quitting hazard per agent above that span (H4)", 0, 1)
    coaching_share: float = probability("share of a leader's hours for coaching, at no escalations (H5)")


class Roster(Quantities):
    """Who is at work when (M21)."""

    shift_starts_h: tuple[HourOfDay, ...] = quantity("h", "starts of the day's shifts; agents are dealt out to them",
                                                     cure="Write half past nine as 9.5 or \"9:30\".")
    lunch: Literal["staggered", "common"] = quantity("", "lunch spread over the window, or all at its start")
    lunch_from_h: HourOfDay = hour_of_day("earliest lunch")
    lunch_until_h: HourOfDay = hour_of_day("latest end of lunch")
    lunch_min: float = quantity("min", "length of lunch, off the phone", 0, 240)
    pauses_min: float = quantity("min", "short pauses in a day, off the phone, taken half in each half of the shift",
                                 0, 240)
    meeting_min: float = quantity("min", "daily meeting at the start of the shift", 0, 240)
    training_weekday: Weekday = quantity("", "day of the weekly session")
    training_at_once: bool = quantity("", "the session at one time for all, or the agents in turns")


class Costs(Quantities):
    """What it costs and what it earns, in DKK (M22)."""

    agent_pay_dkk_per_month: float = quantity("DKK/month", "full-time pay of an agent, before bonus", 0, 1e6)
    market_pay_dkk_per_month: float = quantity("DKK/month", "what others pay for the same work", 1, 1e6)
    leader_pay_dkk_per_month: float = quantity("DKK/month", "pay of a team leader", 0, 1e6)
    chief_pay_dkk_per_month: float = quantity("DKK/month", "pay of the head of customer service", 0, 1e6)
    n_specialists: float = quantity("", "planners, coaches, trainers", 0, 1000)
    specialist_pay_dkk_per_month: float = quantity("DKK/month", "pay of each of them", 0, 1e6)
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
