"""All parameters of a centre and of a run, each declared once."""

from typing import Literal

from sim.declare import Quantities, quantity
from sim.params.centre import (
    WEEKDAYS,
    Authority,
    Budget,
    Centre,
    Conversation,
    Costs,
    Questions,
    Routing,
)
from sim.params.channels import Announcements, Channels
from sim.params.demand import Customers, Demand, Kind, Patience, Redial, Repeats
from sim.params.loyalty import Buying, Complaints, Expectations, Loyalty, WordOfMouth
from sim.params.manners import FirstImpression, Manners
from sim.params.outside import Incidents, MassCommunication, RootCauses
from sim.params.people import Group, Leadership, Purpose, Roster, Workforce
from sim.params.pressure import Pressure
from sim.params.recovery import Play, Recovery
from sim.params.wow import Wow

__all__ = [
    "WEEKDAYS", "Announcements", "Authority", "Budget", "Buying", "Centre", "Channels", "Complaints", "Conversation",
    "Costs", "Customers", "Demand", "Expectations", "FirstImpression", "Group", "Incidents", "Kind", "Leadership",
    "Loyalty", "Manners", "MassCommunication", "Mechanisms", "Params", "Patience", "Play", "Pressure", "Purpose",
    "Quantities", "Questions", "Recovery", "Redial", "Repeats", "RootCauses", "Roster", "Routing", "Run", "WordOfMouth",
    "Workforce", "Wow",
]


class Mechanisms(Quantities):
    """Switches of mechanisms; switching one off leaves all others unchanged, bit for bit."""

    patience: bool = quantity("", "customers abandon the queue (M1)")
    redials: bool = quantity("", "customers who were not answered may call again (M1)")
    repeats: bool = quantity("", "customers whose case was not solved may contact us again (M2)")
    aht_cap: bool = quantity("", "a cap on talk time, its clock and the tension it causes (M2)")
    questions: bool = quantity("", "open questions and their effects (M3)")
    next_issue: bool = quantity("", "solved cases lead to next cases, which agents can prevent (M3)")
    rules: bool = quantity("", "some cases need a decision outside the rules: escalation, refusal (M4)")
    empowerment: bool = quantity("", "agents may take part of these decisions themselves; off: only team leaders may (M5)")
    ego: bool = quantity("", "rude customers, and agents who take rudeness personally (M6)")
    first_impression: bool = quantity(
        "", "the opening affects the whole conversation, and service the rating of the product (M7)")
    recovery: bool = quantity("", "some cases are service failures, with or without recovery (M8)")
    plays: bool = quantity("", "agreed procedures (plays) for service failures (M24)")
    wow: bool = quantity("", "small extras that meet an unstated need (M10)")
    time_thieves: bool = quantity("", "each contact loses time to systems (M25)")
    attitude: bool = quantity("", "conversations change the customer's attitude (M9)")
    churn: bool = quantity("", "customers leave and join (M9)")
    false_loyalty: bool = quantity("", "some customers are captive and stay regardless of attitude; competitors' offers (M9)")
    buying: bool = quantity("", "purchases follow attitude (M9, M11)")
    complaints: bool = quantity("", "some dissatisfied customers complain (M4, M9)")
    word_of_mouth: bool = quantity("", "customers tell others about contacts, and cases go viral (M13)")
    expectations: bool = quantity("", "customers expect more every year (M14)")
    learning: bool = quantity("", "new agents are slower and solve less, and agents differ (M15)")
    training: bool = quantity("", "skills decay and are renewed by training sessions; product news has to reach agents (M17)")
    morning_meeting: bool = quantity("", "the daily meeting: its time, and how fast it spreads news (M17)")
    purpose: bool = quantity("", "agents who know the centre's purpose tire less, serve better and stay longer (M16)")
    coaching: bool = quantity("", "coaching improves skill and retention, more so if feedback is prompt (M19)")
    leaders: bool = quantity("", "a wide span increases quitting; work beyond team leaders' hours falls on the manager (M18)")
    energy: bool = quantity("", "workload and the cap strain agents (M15)")
    quitting: bool = quantity("", "agents quit and are replaced (M15)")
    absence: bool = quantity("", "holidays, sickness and other absence (M21)")
    planning: bool = quantity("", "misplaced shifts, late breaks, leave by forecast, real-time control (M21)")
    breaks: bool = quantity("", "lunch, pauses, meetings and training sessions (M21)")
    pay: bool = quantity("", "pay relative to the market affects quitting and applicants (M22)")
    bonus: bool = quantity("", "a bonus, and its effect on agents' behaviour (M2, M22)")
    channels: bool = quantity("", "email and chat in addition to the phone (M26)")
    managed_expectations: bool = quantity("", "callers hear the expected wait or are offered a callback (M27)")
    hurry: bool = quantity("", "agents shorten conversations under work pressure (M1; B7)")
    norm_drift: bool = quantity("", "the service standard erodes under work pressure (M1, M2; F2)")
    budget_follows_revenue: bool = quantity("", "the number of positions follows customers' margin (M9, M15, M25)")
    self_service: bool = quantity("", "self-service prevents contacts, or costs customers effort (M25)")
    root_causes: bool = quantity("", "contacts have root causes, which can be logged, investigated and removed (M20)")
    incidents: bool = quantity("", "incidents such as outages affect many customers at once (K7)")
    mass_communication: bool = quantity("", "mass emails with tips increase some needs and prevent others (M25)")


class Params(Quantities):
    """A centre: all its parameters before the first day."""

    name: str = quantity("", "the scenario's name")
    mechanisms: Mechanisms
    centre: Centre
    kinds: dict[str, Kind]
    demand: Demand
    root_causes: RootCauses
    incidents: Incidents
    mass_communication: MassCommunication
    patience: Patience
    channels: Channels
    announcements: Announcements
    redial: Redial
    repeats: Repeats
    conversation: Conversation
    pressure: Pressure
    questions: Questions
    authority: Authority
    manners: Manners
    first_impression: FirstImpression
    recovery: Recovery
    plays: dict[str, Play]
    wow: Wow
    routing: Routing
    customers: Customers
    loyalty: Loyalty
    buying: Buying
    complaints: Complaints
    word_of_mouth: WordOfMouth
    expectations: Expectations
    workforce: Workforce
    leadership: Leadership
    purpose: Purpose
    roster: Roster
    costs: Costs
    budget: Budget


class Run(Quantities):
    """Settings of a run, separate from the parameters of the centre."""

    engine: Literal["compiled", "simpy"] = quantity(
        "", "engine that simulates the day: compiled is fast, simpy is the readable specification")
    seed: int = quantity("", "seed of all random numbers", 0, 2**32 - 1)
    replications: int = quantity("", "replications: runs with different random numbers", 1, 1_000_000)
    horizon_days: int = quantity("days", "days that count in results, after the warm-up", 1, 36_500)
    warm_up_days: int = quantity("days", "first days, simulated but not counted in results", 0, 3_650)
    record: Literal["full", "kpis"] = quantity("", "record every contact (full), or only daily sums (kpis)")
