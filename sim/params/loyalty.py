"""The side of the customers that lasts: what holds them, what they buy, whom they tell, what they expect."""

from sim.declare import Quantities, probability, quantity
from sim.random.parse import DurationLaw


class Loyalty(Quantities):
    """Behaviour beside attitude: who stays because of something else, and what a competitor's offer does (M9)."""

    held_share: float = probability("share of customers at the start who are held by convenience, price or lack of choice")
    held_share_usual: float = quantity("", "share held for which customers.churn_per_year holds", 0, 1)
    held_hazard_factor: float = quantity("", "leaving hazard of a held customer, as a multiple of a free one's", 0.01, 1)
    supplier_difference: float = quantity(
        "", "how much suppliers differ in customers' eyes, as a multiple: attitude counts that much for leaving", 0, 3)
    attached_from: float = quantity("", "attitude from which a customer counts as attached to us", -10, 10)
    buys_from_share: float = probability("share of wallet from which a customer counts as one who buys from us")
    offer_day: int | None = quantity("", "day of a competitor's offer, counted from day 0; null for none", 0, 100_000)
    offer_reach_share: float = probability("share of customers whom the offer reaches")
    offer_discount_share: float = probability("the competitor's discount", "Write half price as 0.5.")
    offer_pull: float = quantity("", "hazard of taking an offer at full discount, at attitude 0", 0, 10)
    offer_beta: float = quantity("", "fall of the log of that hazard per unit of attitude", 0, 5)


class Buying(Quantities):
    """What customers buy, by attitude (M9, M11); money follows the share of wallet."""

    wallet_mean_share: float = probability("share of wallet of a customer at attitude 0 who is held as usual")
    wallet_spread: float = quantity("", "spread of personal habit in it", 0, 1)
    wallet_per_attitude: float = quantity("", "what a unit of attitude adds to it", 0, 1)
    wallet_if_held: float = quantity("", "what being held adds to it", 0, 1)
    growth_per_attitude: float = quantity("", "what a unit of attitude above 0 adds to it in the course of years", 0, 1)
    growth_years: float = quantity("years", "time in which two thirds of that come", 0.1, 100)
    usual_spend: float = quantity("", "share of wallet that goes with costs.margin_dkk_per_year", 0.01, 1)
    repurchase_mean_prob: float = probability("chance to buy from us again at the next occasion, at attitude 0")
    repurchase_per_attitude: float = quantity("", "what a unit of attitude adds to it", 0, 1)
    cross_sale_mean_prob: float = probability("chance to buy something more at an offer of ours, at attitude 0")
    cross_sale_per_attitude: float = quantity("", "what a unit of attitude adds to it", 0, 1)


class Complaints(Quantities):
    """Who complains, and who suffers in silence (M4, M9)."""

    kind: str | None = quantity("", "the kind of case that a complaint is; null for none")
    dissatisfied_logit: float = quantity("", "a case that ends below this satisfaction (logit) leaves a dissatisfied customer",
                                         -10, 10)
    medium_share: float = probability("share of cases, failures of ours aside, that matter to the customer")
    serious_share: float = probability("share of cases, failures of ours aside, that are serious; the others are small matters")
    small_prob: float = probability("chance that a dissatisfied customer complains, of a small matter (J14)")
    medium_prob: float = probability("chance that a dissatisfied customer complains, of a medium matter (J14)")
    serious_prob: float = probability("chance that a dissatisfied customer complains, of a serious matter (J14)")
    ease: float = quantity("", "how much easier it is to complain than usual: added to the logit of these chances", -10, 10)
    voice_per_attitude: float = quantity("", "what a unit of attitude adds to that logit: a loyal customer tells us", -5, 5)
    delay_law: DurationLaw = quantity("s", "time until the complaint")


class WordOfMouth(Quantities):
    """Whom customers tell, and what it does to those who might join (M13)."""

    solved_tell_prob: float = probability("chance to tell others after a first talk that solved it (J11)")
    other_tell_prob: float = probability("chance to tell others after any other talk or lost call (J11)")
    worst_tell_prob: float = probability("chance to tell others when unsolved and very dissatisfied (J11)")
    worst_logit: float = quantity("", "satisfaction (logit) below which an unsolved customer is very dissatisfied", -10, 10)
    worst_told: float = quantity("", "how many they tell on average; the others tell one", 1, 1000)
    told_tail_exponent: float = quantity("", "exponent of the tail of how many are told; small is heavy", 1.01, 100)
    good_effect: float = quantity("", "what a good telling adds to a listener's chance to join, as a share (J13)", 0, 1)
    bad_effect: float = quantity("", "what a bad telling takes from it, as a share (J13)", 0, 0.9)
    market_per_customer: float = quantity("", "people in the market per customer at the start", 1, 1e6)
    memory_half_life_days: float = quantity("days", "time in which half of what was told is forgotten", 1, 36500)
    usual_talk: float = quantity("", "log effect of all remembered tellings for which customers.joins_per_year holds", -10, 10)
    attitude_per_talk: float = quantity("", "what a log effect of talk changes in the attitude that newcomers bring", 0, 100)
    viral_prob: float = quantity("", "chance that a bad telling becomes a case in public", 0, 1)
    viral_least_reach: float = quantity("", "fewest views of such a case", 1, 1e10)
    viral_most_reach: float = quantity("", "most views of such a case", 1, 1e10)
    viral_tail_exponent: float = quantity("", "exponent of the tail of views; small is heavy", 0.1, 100)
    viral_market_share: float = probability("share of the views that are by people in our market")
    viral_effect: float = quantity("", "what a view takes from a viewer's chance to join, as a share", 0, 0.9)
    viral_attitude: float = quantity("", "what it changes in the attitude of a customer of ours who sees it", -10, 0)
    viral_answered_share: float = probability("share of that harm which a good answer in public takes away")
    viral_day: int | None = quantity("", "day of a viral case, counted from day 0; null for chance alone", 0, 100_000)
    viral_reach: float = quantity("", "views of that case", 0, 1e10)


class Expectations(Quantities):
    """What customers expect tomorrow is more than today (M14)."""

    rise_per_year: float = quantity("1/year", "satisfaction (logit) that the same service loses in a year", -5, 5)
