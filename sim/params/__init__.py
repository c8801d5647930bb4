"""All parameters of a centre and of a run, each declared once: here, or by its mechanism in `sim.mechanisms`.

A section that belongs to one mechanism is declared by it. Any other inherits what mechanisms declare for it.
"""

from sim.declare import Quantities, quantity
from sim.mechanisms.contact.channels import Channels
from sim.mechanisms.contact.ego import Manners
from sim.mechanisms.contact.first_impression import FirstImpression
from sim.mechanisms.contact.managed_expectations import Announcements
from sim.mechanisms.contact.plays import Play
from sim.mechanisms.contact.recovery import Recovery
from sim.mechanisms.contact.wow import Wow
from sim.mechanisms.customer.buying import Buying
from sim.mechanisms.customer.complaints import Complaints
from sim.mechanisms.customer.expectations import Expectations
from sim.mechanisms.customer.false_loyalty import Loyalty
from sim.mechanisms.customer.redials import Redial
from sim.mechanisms.customer.repeats import Repeats
from sim.mechanisms.customer.word_of_mouth import WordOfMouth
from sim.mechanisms.demand.incidents import Incidents
from sim.mechanisms.demand.mass_communication import MassCommunication
from sim.mechanisms.demand.root_causes import RootCauses
from sim.mechanisms.workforce.purpose import Purpose
from sim.params.centre import Centre, Routing
from sim.params.costs import Budget, Costs
from sim.params.customers import Customers
from sim.params.demand import ContactType, Demand
from sim.params.mechanisms import Mechanisms
from sim.params.run import Run
from sim.params.service import Authority, Conversation, Patience, Questions
from sim.params.workforce import Group, Leadership, Pressure, Roster, Workforce

__all__ = [
    "Announcements",
    "Authority",
    "Budget",
    "Buying",
    "Centre",
    "Channels",
    "Complaints",
    "ContactType",
    "Conversation",
    "Costs",
    "Customers",
    "Demand",
    "Expectations",
    "FirstImpression",
    "Group",
    "Incidents",
    "Leadership",
    "Loyalty",
    "Manners",
    "MassCommunication",
    "Mechanisms",
    "Params",
    "Patience",
    "Play",
    "Pressure",
    "Purpose",
    "Quantities",
    "Questions",
    "Recovery",
    "Redial",
    "Repeats",
    "RootCauses",
    "Roster",
    "Routing",
    "Run",
    "WordOfMouth",
    "Workforce",
    "Wow",
]


class Params(Quantities):
    """A centre: all its parameters before the first day."""

    name: str = quantity("", "the scenario's name")
    mechanisms: Mechanisms
    centre: Centre
    contact_types: dict[str, ContactType]
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
