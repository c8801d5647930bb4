"""How people treat each other in a talk: rudeness, injured pride, the first seconds."""

from sim.declare import Quantities, probability, quantity


class Manners(Quantities):
    """Rude customers, and agents who take it personally (M6)."""

    rude_share: float = probability("share of cases whose customer is rude", mechanism="ego")
    rude_odds: float = quantity("", "odds that a rested agent of average manner takes rudeness personally", 0, 1000,
                                "Odds, not a chance: write a chance of one in six as 0.2.")
    repeat_odds: float = quantity("", "odds that such an agent takes it personally to explain it all a second time", 0, 1000,
                                  "Odds, not a chance: write a chance of one in six as 0.2.", mechanism="ego")
    strain_log_odds: float = quantity("", "what an exhausted agent (strain 1) adds to the log of these odds", 0, 10)
    manner_log_odds: float = quantity("1/SD", "what an SD of better manner (personal service) takes off the log of them", 0, 10)
    pass_off_share: float = probability("share of these talks passed on early to where nobody can solve it; the rest get no help")
    no_help_factor: float = probability("resolution of a talk without help, as a multiple")
    cold_talk_factor: float = quantity("", "length of such a talk as a multiple", 0.05, 2)
    cold_manner_sd: float = quantity("SD", "what being treated so changes in manner, as the customer sees it", -5, 0)
    rude_fatigue_s: float = quantity("s", "talk that tires as much as a rude customer's rudeness", 0, 36000)
    rude_strain_per_week: float = quantity("1/week", "strain gained in a week in which every customer is rude", 0, 10)
    service_course_sd: float = quantity("SD", "what a course in personal service adds to every agent's manner", -3, 3,
                                        mechanism="ego")


class FirstImpression(Quantities):
    """The first seconds, and the light in which they put all the rest (M7)."""

    good_share: float = probability("share of talks that an agent of average manner opens well: 'what have you tried already?'",
                                    mechanism="first_impression")
    accusing_share: float = probability("share of talks that such an agent opens with an accusation: 'have you checked …?'",
                                        mechanism="first_impression")
    share_per_sd: float = quantity("1/SD", "what an SD of the agent's manner adds to the first and takes off the second", 0, 1,
                                   mechanism="first_impression")
    good_manner_sd: float = quantity("SD", "what a good opening changes in manner, as the customer sees the whole talk", -5, 5)
    accusing_manner_sd: float = quantity("SD", "what an accusing opening changes in it", -5, 5)
    product_satisfied_share: float = probability("customers very satisfied with the product itself")
    halo: float = quantity("", "what of a deviation of satisfaction with service is carried over to the product (I9)", 0, 1)
    usual_csat_share: float = probability("satisfaction with service from which that is counted")
