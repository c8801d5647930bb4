"""Skills that fade and are renewed by training sessions, and product news that has to reach agents."""

from typing import Final

from sim.declare import Quantities, quantity
from sim.mechanism import Mechanism
from sim.random.streams import BY_DAY, stream


class WorkforceParameters(Quantities):
    """Its parameters in the section `workforce`."""

    drift_per_month: float = quantity("1/month", "decrease in resolution probability by forgetting, without training", 0, 0.2)
    drift_max: float = quantity("", "largest decrease in resolution probability by forgetting", 0, 1)
    product_changes_per_year: float = quantity(
        "1/year", "product changes that make knowledge outdated: new products, payment methods, legislation", 0, 365)
    knowledge_loss_per_change: float = quantity(
        "", "decrease in resolution probability per product change, without training", 0, 1)
    news_resolve_loss: float = quantity("", "shortfall in resolution probability of an agent who does not know of a "
                                            "change yet", 0, 1)
    news_days: float = quantity("days", "time in which news reaches two of three agents, without a meeting", 0.1, 365)
    training_h_per_week: float = quantity("h/week", "weekly training session, off the phone", 0, 20)
    session_knowledge: float = quantity("", "relative session time for professional knowledge", 0, 100)
    session_communication: float = quantity("", "relative session time for communication", 0, 100)
    session_service: float = quantity("", "relative session time for personal service", 0, 100)
    training_gain_per_month: float = quantity(
        "1/month", "increase in resolution probability by one session hour a week of which a third is knowledge", 0, 0.2)
    knowledge_start: float = quantity(
        "", "increase (or decrease) in resolution probability by knowledge on day 0, and of new agents", -1, 1)
    training_gain_max: float = quantity("", "largest increase in resolution probability by training", 0, 1)
    communication_gain_per_month: float = quantity(
        "1/month", "decrease in log talk time by one session hour a week of which a third is communication", 0, 0.2)
    communication_gain_max: float = quantity("", "largest decrease in log talk time by training", 0, 1)
    communication_drift_per_month: float = quantity("1/month", "increase in log talk time by habit, without training", 0, 0.2)
    communication_drift_max: float = quantity("", "largest increase in log talk time by habit", 0, 1)
    communication_resolve: float = quantity(
        "", "increase in resolution probability per unit of log talk time saved by better communication", 0, 10)
    service_gain_per_month: float = quantity(
        "SD/month", "increase in manner by one session hour a week of which a third is personal service", 0, 2)
    service_gain_max_sd: float = quantity("SD", "largest increase in manner by training", 0, 5)
    service_drift_per_month: float = quantity("SD/month", "decrease in manner by habit, without training", 0, 2)
    service_drift_max_sd: float = quantity("SD", "largest decrease in manner by habit", 0, 5)
    trainer_gain: float = quantity("", "relative increase in a session's gain with a specialist trainer", 0, 5)
    trainer_covers: float = quantity("", "number of agents per specialist trainer for the full gain", 1, 1000)


PRODUCT_CHANGE: Final = stream("PRODUCT_CHANGE", 55, BY_DAY, "whether a product changes")


MECHANISM = Mechanism(
    name="training",
    meaning="skills decay and are renewed by training sessions; product news has to reach agents",
    parameters=(WorkforceParameters,),
    streams=("PRODUCT_CHANGE",),
    rules=("sim.model.workforce.staffing", "sim.model.workforce.agents"),
    neutral={
        "workforce.training_gain_per_month": 0.0, "workforce.drift_per_month": 0.0,
        "workforce.knowledge_loss_per_change": 0.0, "workforce.knowledge_start": 0.0,
        "workforce.communication_gain_per_month": 0.0, "workforce.communication_drift_per_month": 0.0,
        "workforce.service_gain_per_month": 0.0, "workforce.service_drift_per_month": 0.0, "workforce.news_resolve_loss": 0.0})
