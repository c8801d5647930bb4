"""Rudeness, agents who take it personally, and the opening of a conversation."""

from sim.declare import Quantities, probability, quantity


class Manners(Quantities):
    """Rude customers, and agents who take it personally (M6)."""

    rude_share: float = probability("share of cases whose customer is rude")
    rude_odds: float = quantity("", "odds that a rested agent of average manner takes rudeness personally", 0, 1000,
                                "Odds, not a probability: write a probability of one in six as 0.2.")
    repeat_odds: float = quantity(
        "", "odds that a rested agent of average manner takes it personally to explain a case again",
        0, 1000, "Odds, not a probability: write a probability of one in six as 0.2.")
    strain_log_odds: float = quantity("", "increase in these log odds for an exhausted agent (strain 1)", 0, 10)
    manner_log_odds: float = quantity(
        "1/SD", "decrease in these log odds per SD of better manner (personal-service skill)", 0, 10)
    pass_off_share: float = probability(
        "share of these conversations escalated early without a solution; in the rest the agent does not help")
    no_help_factor: float = probability("resolution probability of a conversation without help, as a multiple")
    cold_talk_factor: float = quantity(
        "", "length of a conversation with an agent who took it personally, as a multiple", 0.05, 2)
    cold_manner_sd: float = quantity("SD", "change in manner of an agent who took it personally", -5, 0)
    rude_fatigue_s: float = quantity("s", "conversation time that tires as much as a rude customer", 0, 36000)
    rude_strain_per_week: float = quantity("1/week", "increase in strain in a week in which every customer is rude", 0, 10)
    service_course_sd: float = quantity("SD", "increase in every agent's manner by a course in personal service", -3, 3)


class FirstImpression(Quantities):
    """The opening of a conversation, and its effect on the whole (M7)."""

    good_share: float = probability("share of good openings by an agent of average manner: 'what have you tried already?'")
    accusing_share: float = probability("share of accusing openings by an agent of average manner: 'have you checked …?'")
    share_per_sd: float = quantity(
        "1/SD", "increase in good openings, and decrease in accusing ones, per SD of the agent's manner", 0, 1)
    good_manner_sd: float = quantity("SD", "change in perceived manner over the whole conversation by a good opening", -5, 5)
    accusing_manner_sd: float = quantity(
        "SD", "change in perceived manner over the whole conversation by an accusing opening", -5, 5)
    product_satisfied_share: float = probability("share of customers very satisfied with the product itself")
    halo: float = quantity("", "share of a deviation in satisfaction with service carried over to the product (I9)", 0, 1)
    usual_csat_share: float = probability("satisfaction with service from which this deviation is measured")
