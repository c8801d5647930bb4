"""All parameters of a centre and of a run, each declared once."""

from sim.declare import Quantities, quantity
from sim.params.centre import WEEKDAYS, Centre, Routing
from sim.params.channels import Channels
from sim.params.costs import Budget, Costs
from sim.params.customers import Buying, Complaints, Customers, Expectations, Loyalty, WordOfMouth
from sim.params.demand import Demand, Incidents, Kind, MassCommunication, RootCauses
from sim.params.mechanisms import Mechanisms
from sim.params.run import Run
from sim.params.service import Authority, Conversation, FirstImpression, Manners, Play, Questions, Recovery, Wow
from sim.params.waiting import Announcements, Patience, Redial, Repeats
from sim.params.workforce import Group, Leadership, Pressure, Purpose, Roster, Workforce

__all__ = [
    "WEEKDAYS", "Announcements", "Authority", "Budget", "Buying", "Centre", "Channels", "Complaints", "Conversation",
    "Costs", "Customers", "Demand", "Expectations", "FirstImpression", "Group", "Incidents", "Kind", "Leadership",
    "Loyalty", "Manners", "MassCommunication", "Mechanisms", "Params", "Patience", "Play", "Pressure", "Purpose",
    "Quantities", "Questions", "Recovery", "Redial", "Repeats", "RootCauses", "Roster", "Routing", "Run", "WordOfMouth",
    "Workforce", "Wow",
]


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
