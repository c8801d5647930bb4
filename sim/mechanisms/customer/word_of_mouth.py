"""Word of mouth, and its effect on potential customers."""

from typing import Any, Final

from sim.declare import Quantities, probability, quantity
from sim.measure import Sums, kpi, per_year, ratio
from sim.mechanism import Mechanism
from sim.random.streams import BY_CONTACT, BY_CUSTOMER_AND_DAY, stream


class WordOfMouth(Quantities):
    """Word of mouth of customers, and its effect on potential customers."""

    solved_mention_prob: float = probability("probability of a mention to others after a first conversation that solved the "
                                             "case")
    other_mention_prob: float = probability("probability of a mention to others after any other contact")
    worst_mention_prob: float = probability("probability of a mention to others if unsolved and very dissatisfied")
    worst_logit: float = quantity(
        "", "satisfaction [logit] below which a customer with an unsolved case is very dissatisfied", -10, 10)
    worst_mean_listeners: float = quantity("", "mean number of listeners of a very dissatisfied customer; others have one", 1,
                                           1000)
    listeners_tail_exponent: float = quantity("", "tail exponent of the number of listeners; small is heavy-tailed", 1.01, 100)
    good_effect: float = quantity("", "relative increase in a listener's probability to join by a positive mention", 0, 1)
    bad_effect: float = quantity("", "relative decrease in a listener's probability to join by a negative mention", 0, 0.9)
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


MENTIONS: Final = stream("MENTIONS", 138, BY_CONTACT, "whether the customer tells others")
N_LISTENERS: Final = stream("N_LISTENERS", 139, BY_CONTACT, "how many the customer tells")
SEEN_VIRAL: Final = stream("SEEN_VIRAL", 132, BY_CUSTOMER_AND_DAY, "whether the customer sees a public case")


@kpi("People who hear something good", "1/day", "higher", "voice")
def positive_mentions_per_day(s: Sums, p: Any) -> float:
    """Mentions after contacts that solved the case and left the customer rather satisfied, divided by open days."""
    return ratio(s["n_positive_mentions"], s["n_open_days"])


@kpi("People who hear something bad", "1/day", "lower", "voice")
def negative_mentions_per_day(s: Sums, p: Any) -> float:
    """Mentions after all other contacts, divided by open days."""
    return ratio(s["n_negative_mentions"], s["n_open_days"])


@kpi("Listeners per customer who speaks ill of us", "", "lower", "voice")
def listeners_per_negative_sharer(s: Sums, p: Any) -> float:
    """Listeners reached by negative mentions, divided by customers who shared a bad experience. Quoted: 9 to 15 (White House
    Office of Consumer Affairs, according to the articles); 5 (SQM).
    """
    return ratio(s["n_negative_mentions"], s["n_negative_sharers"])


@kpi("Listeners per customer who speaks well of us", "", "higher", "voice")
def listeners_per_positive_sharer(s: Sums, p: Any) -> float:
    """Listeners reached by positive mentions, divided by customers who shared a good experience. Quoted: 4 to 6 when a problem
    was resolved (White House Office of Consumer Affairs, according to the articles); 1 (SQM).
    """
    return ratio(s["n_positive_mentions"], s["n_positive_sharers"])


@kpi("Customers who speak ill to more than 20", "", "lower", "voice")
def over_20_listeners_share(s: Sums, p: Any) -> float:
    """Customers who shared a bad experience with more than 20 people, divided by customers who shared a bad experience. Quoted:
    13 %.
    """
    return ratio(s["n_negative_sharers_over_20"], s["n_negative_sharers"])


@kpi("Customers lost to bad word of mouth", "1/year", "lower", "voice")
def joins_lost_per_year(s: Sums, p: Any) -> float:
    """Customers whom the usual inflow would have brought and remembered word of mouth kept away, scaled to 365 days; negative
    where word of mouth is better than usual. Undefined without customers.
    """
    return ratio(per_year(s, "joins_lost") * s["n_customers"], s["n_customers"])


MECHANISM = Mechanism(
    name="word_of_mouth",
    meaning="customers share their experiences with others, and cases go viral",
    parameters=(WordOfMouth,),
    streams=("MENTIONS", "N_LISTENERS", "SEEN_VIRAL"),
    daily_sums=("n_positive_mentions", "n_negative_mentions", "n_positive_sharers", "n_negative_sharers",
        "n_negative_sharers_over_20", "viral_views", "joins_lost"),
    kpis=(positive_mentions_per_day, negative_mentions_per_day, listeners_per_negative_sharer, listeners_per_positive_sharer,
        over_20_listeners_share, joins_lost_per_year),
    rules=("sim.model.customer.word_of_mouth",),
    neutral={
        "word_of_mouth.solved_mention_prob": 0.0, "word_of_mouth.other_mention_prob": 0.0,
        "word_of_mouth.worst_mention_prob": 0.0, "word_of_mouth.usual_reputation": 0.0, "word_of_mouth.viral_day": None})
