"""Coaching: its effect on skill and retention, by prompt feedback and praise."""

from typing import Any

from sim.declare import Quantities, probability, quantity
from sim.measure import Sums, kpi, ratio
from sim.mechanism import Mechanism


class WorkforceParameters(Quantities):
    """Its parameters in the section `workforce`."""

    coaching_gain_per_h: float = quantity(
        "1/h", "increase in resolution probability per monthly hour of coaching, if all of it is prompt corrective feedback",
        0, 0.5)
    coaching_max_h: float = quantity("h/month", "hours of coaching per month beyond which there is no further gain", 0, 100)
    coaching_keep_per_h: float = quantity(
        "1/h", "decrease in log hazard of quitting per monthly hour of praise or prompt corrective feedback", 0, 1)


class LeadershipParameters(Quantities):
    """Its parameters in the section `leadership`."""

    n_coaches: float = quantity("", "coaches, in addition to team leaders", 0, 1000)
    coach_share: float = probability("share of a coach's hours spent with agents")
    feedback_delay_weeks: float = quantity("weeks", "delay of corrective feedback", 0, 500)
    feedback_half_weeks: float = quantity("weeks", "delay at which corrective feedback has half its effect", 0.1, 500)
    praise_share: float = probability("share of coaching that is praise, which improves retention but not skill")


@kpi("Coaching per agent", "h/month", "higher", "people")
def coaching_h_per_month(s: Sums, p: Any) -> float:
    """Hours of team leaders that day-to-day leadership and urgent work leave, and a coach's hours, per position; mean over open
    days.
    """
    return ratio(s["coaching_h"], s["n_open_days"])


MECHANISM = Mechanism(
    name="coaching",
    meaning="coaching improves skill and retention, more so if feedback is prompt",
    parameters=(WorkforceParameters, LeadershipParameters),
    daily_sums=("coaching_h",),
    kpis=(coaching_h_per_month,),
    rules=("sim.model.workforce.staffing", "sim.model.workforce.leadership"),
    neutral={"workforce.coaching_gain_per_h": 0.0, "workforce.coaching_keep_per_h": 0.0})
