"""Every parameter of the centre and of a run, declared once."""

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
    """Switches: what is off leaves the rest as it was, to the last bit."""

    patience: bool = quantity("", "customers give up waiting (M1)")
    redials: bool = quantity("", "who was not answered may call again (M1)")
    repeats: bool = quantity("", "who was not helped may call again (M2)")
    aht_cap: bool = quantity("", "the cap on talk time, its clock and its tension (M2)")
    questions: bool = quantity("", "open questions and their effects (M3)")
    next_issue: bool = quantity("", "solved cases that lead to next ones, and their avoidance (M3)")
    rules: bool = quantity("", "rules that decisions fall outside of: escalation, refusal (M4)")
    empowerment: bool = quantity("", "agents who may decide, within a frame; off: nobody but leaders may (M5)")
    ego: bool = quantity("", "rude customers, and agents who take it personally (M6)")
    first_impression: bool = quantity("", "the first seconds colour the rest, and service the product (M7)")
    recovery: bool = quantity("", "cases that are failures of ours, made good or not (M8)")
    plays: bool = quantity("", "plays that were agreed on for failures of ours (M24)")
    wow: bool = quantity("", "small extras that nobody had asked for (M10)")
    time_thieves: bool = quantity("", "each contact loses time to systems (M25)")
    attitude: bool = quantity("", "talks move the customer's attitude (M9)")
    churn: bool = quantity("", "customers leave and join (M9)")
    false_loyalty: bool = quantity("", "some stay because something holds them; competitors' offers (M9)")
    buying: bool = quantity("", "what customers buy follows their attitude (M9, M11)")
    complaints: bool = quantity("", "dissatisfied customers complain, or suffer in silence (M4, M9)")
    word_of_mouth: bool = quantity("", "customers tell others, and cases go viral (M13)")
    expectations: bool = quantity("", "customers expect more every year (M14)")
    learning: bool = quantity("", "new agents are slower and solve less, and agents differ (M15)")
    training: bool = quantity("", "skills wear out and are renewed by sessions, news must be heard of (M17)")
    morning_meeting: bool = quantity("", "the daily meeting, its time and how fast it spreads news (M17)")
    purpose: bool = quantity("", "who knows what the centre is there for tires less, serves better and stays (M16)")
    coaching: bool = quantity("", "coaching lifts skill and keeps people, the sooner the better (M19)")
    leaders: bool = quantity("", "too wide a span makes people quit; what leaders cannot manage falls on the chief (M18)")
    energy: bool = quantity("", "load and cap strain people (M15)")
    quitting: bool = quantity("", "agents quit and are replaced (M15)")
    absence: bool = quantity("", "holidays, sickness and other absence (M21)")
    planning: bool = quantity("", "days laid amiss, breaks begun late, leave by forecast, real-time control (M21)")
    breaks: bool = quantity("", "lunch, pauses, meetings and sessions (M21)")
    pay: bool = quantity("", "pay against the market decides who stays and who applies (M22)")
    bonus: bool = quantity("", "the bonus and what it makes agents do (M2, M22)")
    channels: bool = quantity("", "mail and chat beside the phone (M26)")
    managed_expectations: bool = quantity("", "callers are told how long it takes, or are called back (M27)")
    hurry: bool = quantity("", "agents who see much work hurry (M1; B7)")
    norm_drift: bool = quantity("", "what agents hurry to becomes their norm (M1, M2; F2)")
    budget_follows_revenue: bool = quantity("", "positions follow the margin that customers bring (M9, M15, M25)")
    self_service: bool = quantity("", "the help function takes needs away, or wears customers out (M25)")
    root_causes: bool = quantity("", "needs have causes, which can be noted, chased and fixed (M20)")
    incidents: bool = quantity("", "outages and the like bring many customers at once (K7)")
    mass_communication: bool = quantity("", "mails with tips stir up needs and answer others (M25)")


class Params(Quantities):
    """A centre: everything that is true of it before the first day."""

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
    """How an experiment looks at a centre: never a property of the centre."""

    engine: Literal["compiled", "simpy"] = quantity("", "which engine lives the day: compiled is fast, simpy is to be read")
    seed: int = quantity("", "seed of all chance", 0, 2**32 - 1)
    replications: int = quantity("", "years lived with different chance", 1, 1_000_000)
    horizon_days: int = quantity("days", "days that count, after the warm-up", 1, 36_500)
    warm_up_days: int = quantity("days", "first days that are lived and not counted", 0, 3_650)
    record: Literal["full", "kpis"] = quantity("", "keep every contact, or only the days' sums")
