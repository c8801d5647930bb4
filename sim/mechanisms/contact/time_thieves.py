"""Time that each contact loses to slow systems."""

from typing import Any

from sim.declare import Quantities, quantity
from sim.measure import Sums, kpi, ratio
from sim.mechanism import Mechanism
from sim.units import HOUR_S, MINUTE_S, WEEKS_PER_MONTH, YEAR_DAYS


class ConversationParameters(Quantities):
    """Its parameters in the section `conversation`."""

    time_thieves_s: float = quantity("s", "time lost per contact to slow systems and detours", 0, 3600,
                                     mechanism="time_thieves")


@kpi("Time lost to systems", "min/day", "lower", "people")
def time_thieves_min_per_day(s: Sums, p: Any) -> float:
    """Seconds lost per contact times answered contacts, divided by open days: 2.5 s on 500 contacts are 21 minutes."""
    lost_s = p.conversation.time_thieves_s * p.mechanisms.time_thieves
    return ratio(lost_s * s["n_answered"] / MINUTE_S, s["n_open_days"])


@kpi("Pay for time lost to systems", "currency/year", "lower", "money")
def time_thieves_cost(s: Sums, p: Any) -> float:
    """Seconds lost per contact times answered contacts, at an agent's pay per paid hour, on-costs included; scaled to 365 days.
    Paid whether or not the time is used for anything else.
    """
    pay = p.costs
    lost_h = p.conversation.time_thieves_s * p.mechanisms.time_thieves * s["n_answered"] / HOUR_S
    pay_per_hour = pay.agent_pay_per_month * (1.0 + pay.on_cost_share) / (pay.full_time_h_per_week * WEEKS_PER_MONTH)
    return ratio(lost_h * pay_per_hour * YEAR_DAYS, s["n_days"])


MECHANISM = Mechanism(
    name="time_thieves",
    meaning="each contact loses time to systems",
    parameters=(ConversationParameters,),
    kpis=(time_thieves_min_per_day, time_thieves_cost),
    rules=("sim.model.contact.service_time",))
