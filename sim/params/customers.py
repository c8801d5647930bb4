"""Customers: attitude and its changes by service, purchases, churn and word of mouth."""

from sim.declare import Quantities, probability, quantity
from sim.random.distributions import DurationDistributionField


class Customers(Quantities):
    """Customers, and the effect of conversations on them (M9, M11)."""

    n: int = quantity("", "customers at the start; 0 for a bare queue of anonymous customers", 0, 20_000_000)
    activity_shape: float = quantity("", "gamma shape of contact propensity among customers", 0.05, 1000)
    joins_per_year: float = quantity("1/year", "customers won per customer at the start; the same in every scenario",
                                     0, 5)
    churn_per_year: float = quantity("1/year", "hazard of leaving of a customer of average attitude", 0, 10)
    churn_beta: float = quantity("", "decrease in log hazard of leaving per unit of attitude", 0, 3)
    attitude_mean: float = quantity("", "mean attitude of new customers", -10, 10)
    attitude_sd: float = quantity("", "standard deviation of attitude among customers at the start", 0, 5)
    settled_attitude: float = quantity("", "change in attitude of long-term customers by years of usual contacts", -10, 10)
    settling_years: float = quantity("years", "time in which a new customer reaches two thirds of that change", 0.01, 100)
    good_news_weight: float = quantity("", "step of attitude towards a better experience, as a share of the distance", 0, 1)
    bad_news_weight: float = quantity("", "step of attitude towards a worse experience, as a share of the distance", 0, 1)
    anchoring_per_year: float = quantity("1/year", "decrease in these steps per year as a customer", 0, 5)
    usual_logit: float = quantity("", "satisfaction with a usual experience [logit]", -5, 5)
    logit_per_attitude: float = quantity("", "satisfaction equivalent to one unit of attitude [logit]", 0.1, 10)
    satisfied_logit: float = quantity(
        "", "logit of 'very satisfied' with a first conversation that solves the case, without wait or transfer", -5, 5)
    unsolved_logit: float = quantity("", "effect of an unsolved conversation on the logit of 'very satisfied'", -10, 0)
    later_conversation_logit: float = quantity(
        "", "effect of each earlier conversation about the case on the logit of 'very satisfied'", -5, 0)
    wait_logit_per_min: float = quantity("1/min", "effect of a minute of waiting on the logit of 'very satisfied'", -2, 0)
    free_wait_s: float = quantity("s", "wait without effect on satisfaction", 0, 600)
    transfer_logit: float = quantity("", "effect of being transferred, escalated or refused on the logit of 'very "
                                         "satisfied'", -5, 0)
    manner_logit: float = quantity("", "effect of one SD of the agent's manner on the logit of 'very satisfied'", 0, 5)
    score_mean: float = quantity("", "recommendation score (0–10) of a customer of average attitude, before rounding", 0, 10)
    score_per_attitude: float = quantity("", "points of the recommendation score per unit of attitude", 0, 10)
    score_sd: float = quantity("", "standard deviation of the recommendation score between customers of the same attitude", 0, 5)


class Loyalty(Quantities):
    """Loyal behaviour without attitude: captive customers, and a competitor's offer (M9)."""

    captive_share: float = probability("share of customers at the start who are captive: by convenience, price or lack of choice")
    captive_share_usual: float = quantity("", "captive share for which customers.churn_per_year holds", 0, 1)
    captive_hazard_factor: float = quantity("", "hazard of leaving of a captive customer as a multiple of a free one's", 0.01, 1)
    supplier_difference: float = quantity(
        "", "perceived difference between suppliers as a multiple: the weight of attitude in leaving", 0, 3)
    attached_from: float = quantity("", "attitude from which a customer counts as attached", -10, 10)
    wallet_from_share: float = probability("share of wallet from which a customer counts as buying from us")
    offer_day: int | None = quantity("", "day of a competitor's offer, counted from day 0; null for none", 0, 100_000)
    offer_reach_share: float = probability("share of customers reached by the offer")
    offer_discount_share: float = probability("the competitor's discount", "Write half price as 0.5.")
    offer_pull: float = quantity("", "hazard of taking an offer of full discount at attitude 0", 0, 10)
    offer_beta: float = quantity("", "decrease in log hazard of taking the offer per unit of attitude", 0, 5)


class Buying(Quantities):
    """Purchases by attitude (M9, M11); margin follows the share of wallet."""

    wallet_mean_share: float = probability("share of wallet at attitude 0 and the usual captive share")
    wallet_spread: float = quantity("", "standard deviation of share of wallet between customers of the same attitude", 0, 1)
    wallet_per_attitude: float = quantity("", "increase in share of wallet per unit of attitude", 0, 1)
    wallet_if_captive: float = quantity("", "increase in share of wallet of a captive customer", 0, 1)
    growth_per_attitude: float = quantity("", "increase in share of wallet over the years per unit of positive attitude", 0, 1)
    growth_years: float = quantity("years", "time in which two thirds of that increase come", 0.1, 100)
    usual_spend: float = quantity("", "share of wallet for which costs.margin_per_year holds", 0.01, 1)
    repurchase_mean_prob: float = probability("probability to buy from us again at the next occasion, at attitude 0")
    repurchase_per_attitude: float = quantity("", "increase in repurchase probability per unit of attitude", 0, 1)
    cross_sale_mean_prob: float = probability("probability to buy an additional product that we offer, at attitude 0")
    cross_sale_per_attitude: float = quantity("", "increase in cross-sale probability per unit of attitude", 0, 1)


class Complaints(Quantities):
    """Complaints of dissatisfied customers (M4, M9)."""

    contact_type: str | None = quantity("", "contact type of a complaint; null for none")
    dissatisfied_logit: float = quantity(
        "", "satisfaction [logit] at the end of a case below which the customer is dissatisfied", -10, 10)
    medium_share: float = probability("share of cases, other than service failures, of medium importance to the customer")
    serious_share: float = probability(
        "share of cases, other than service failures, of serious importance; the remaining cases are small matters")
    small_prob: float = probability("probability that a dissatisfied customer complains about a small matter (J14)")
    medium_prob: float = probability("probability that a dissatisfied customer complains about a medium matter (J14)")
    serious_prob: float = probability("probability that a dissatisfied customer complains about a serious matter (J14)")
    ease_logit: float = quantity(
        "", "ease of complaining compared with the usual, added to the logit of these probabilities", -10, 10)
    complaint_logit_per_attitude: float = quantity(
        "", "change in the logit of complaining per unit of attitude: loyal customers complain to us", -5, 5)
    delay_distribution: DurationDistributionField = quantity("s", "time until the complaint")


class WordOfMouth(Quantities):
    """Word of mouth of customers, and its effect on potential customers (M13)."""

    solved_mention_prob: float = probability("probability of a mention to others after a first conversation that solved the "
                                             "case (J11)")
    other_mention_prob: float = probability("probability of a mention to others after any other contact (J11)")
    worst_mention_prob: float = probability("probability of a mention to others if unsolved and very dissatisfied (J11)")
    worst_logit: float = quantity(
        "", "satisfaction [logit] below which a customer with an unsolved case is very dissatisfied", -10, 10)
    worst_mean_listeners: float = quantity("", "mean number of listeners of a very dissatisfied customer; others have one", 1,
                                           1000)
    listeners_tail_exponent: float = quantity("", "tail exponent of the number of listeners; small is heavy-tailed", 1.01, 100)
    good_effect: float = quantity("", "relative increase in a listener's probability to join by a positive mention (J13)", 0, 1)
    bad_effect: float = quantity("", "relative decrease in a listener's probability to join by a negative mention (J13)", 0, 0.9)
    market_per_customer: float = quantity("", "people in the market per customer at the start", 1, 1e6)
    memory_half_life_days: float = quantity("days", "time in which half of the effect of word of mouth is forgotten", 1, 36500)
    usual_reputation: float = quantity("", "reputation, as a log effect on joining, for which customers.joins_per_year holds",
                                       -10, 10)
    attitude_per_reputation: float = quantity("", "change in newcomers' attitude per unit of reputation", 0, 100)
    viral_prob: float = quantity("", "probability that a negative mention goes viral", 0, 1)
    viral_min_reach: float = quantity("", "smallest number of views of a viral case", 1, 1e10)
    viral_max_reach: float = quantity("", "largest number of views of a viral case", 1, 1e10)
    viral_tail_exponent: float = quantity("", "tail exponent of the number of views; small is heavy-tailed", 0.1, 100)
    viral_market_share: float = probability("share of views by people in our market")
    viral_effect: float = quantity("", "relative decrease in a viewer's probability to join", 0, 0.9)
    viral_attitude: float = quantity("", "change in attitude of a customer who sees a viral case", -10, 0)
    viral_answered_share: float = probability("share of the harm of a viral case undone by a good public answer")
    viral_day: int | None = quantity("", "day of a viral case, counted from day 0; null for random cases only", 0, 100_000)
    viral_reach: float = quantity("", "views of the viral case on that day", 0, 1e10)


class Expectations(Quantities):
    """Rising expectations of customers (M14)."""

    rise_per_year: float = quantity("1/year", "decrease per year in satisfaction [logit] with the same service", -5, 5)
