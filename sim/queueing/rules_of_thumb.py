"""Rules of thumb: workload per case, loyalty, customer value, learning, staffing and cost."""

import math
from collections.abc import Sequence
from statistics import NormalDist
from typing import NamedTuple

from sim.units import HOUR_S, MONTHS_PER_YEAR

WEEKS_PER_YEAR = 52.0
_MIN_TIME_H = 0.1


# --- work ---


def work_per_case_s(mean_handle_s: float, resolve_prob: float, return_prob: float) -> float:
    """Work per case until it is solved or the customer does not return [s].

    Each conversation takes `mean_handle_s` and solves the case with the same probability; an unsolved one is followed by
    another with probability `return_prob`.

    Args:
        mean_handle_s: mean handle time (AHT) [s].
        resolve_prob: probability that a conversation solves the case (FCR).
        return_prob: probability that a customer returns after an unsolved conversation.

    >>> round(work_per_case_s(300, 0.72, return_prob=0.8), 1)
    386.6
    """
    return mean_handle_s / (1.0 - (1.0 - resolve_prob) * return_prob)


def break_even_resolve_prob(
    mean_handle_before_s: float, resolve_prob_before: float, mean_handle_after_s: float, return_prob: float
) -> float:
    """Resolution probability below which shorter conversations cause more work per case than longer ones.

    Args:
        mean_handle_before_s: handle time before [s].
        resolve_prob_before: resolution probability before.
        mean_handle_after_s: the shorter handle time [s].
        return_prob: probability that a customer returns after an unsolved conversation.

    >>> round(break_even_resolve_prob(300, 0.72, 240, return_prob=0.8), 3)
    0.526
    """
    work_s = work_per_case_s(mean_handle_before_s, resolve_prob_before, return_prob)
    return 1.0 - (1.0 - mean_handle_after_s / work_s) / return_prob


def time_saved_s(saved_per_contact_s: float, n_contacts: float) -> float:
    """Time saved by a change that saves `saved_per_contact_s` at each of `n_contacts` contacts [s]."""
    return saved_per_contact_s * n_contacts


def little(rate: float, mean_time: float) -> float:
    """Mean number in a system with a given arrival rate and mean time in system, in the same unit of time.

    Source:
        [Little1961] Little (1961), "A proof for the queuing formula L = lambda W", Operations Research 9(3).
    """
    return rate * mean_time


class CappedConversations(NamedTuple):
    """Lognormal conversations cut off at a cap."""

    mu_log: float
    """Mean of the logarithm of the uncut length in seconds."""
    affected_share: float
    """Share of conversations that reach the cap."""
    mean_s: float
    """Mean length with the cap [s]."""
    lost_share: float
    """Share of the time needed that is not given."""


def capped_lognormal(mean_s: float, sigma_log: float, cap_s: float) -> CappedConversations:
    """Effect of a hard cap on conversations of lognormal length.

    Args:
        mean_s: mean length without the cap [s].
        sigma_log: standard deviation of its logarithm.
        cap_s: cap on the length [s].

    >>> talk = capped_lognormal(300, 0.84, cap_s=180)
    >>> round(talk.affected_share, 3), round(talk.mean_s, 1)
    (0.575, 149.0)
    """
    mu_log = math.log(mean_s) - 0.5 * sigma_log * sigma_log
    at_cap = (math.log(cap_s) - mu_log) / sigma_log
    below = NormalDist().cdf
    affected_share = below(-at_cap)
    mean_after_s = mean_s * below(at_cap - sigma_log) + cap_s * affected_share
    return CappedConversations(mu_log, affected_share, mean_after_s, 1.0 - mean_after_s / mean_s)


# --- demand ---


def gamma_poisson_variance(mean: float, alpha: float) -> float:
    """Variance of a day's number of contacts: Poisson with a daily rate that is gamma with shape `alpha`.

    >>> gamma_poisson_variance(1660, alpha=10)
    277220.0
    """
    return mean + mean * mean / alpha


def gamma_poisson_alpha(mean: float, cv: float) -> float:
    """Shape of the day's gamma factor that explains the variation of daily contacts, by the method of moments.

    Args:
        mean: mean number of contacts per day.
        cv: standard deviation over mean of the daily numbers, adjusted for weekdays and seasons.

    Raises:
        ValueError: the variation does not exceed Poisson's.
    """
    extra = cv * cv - 1.0 / mean
    if extra <= 0.0:
        raise ValueError(
            f"a cv of {cv:g} does not exceed Poisson's {1 / math.sqrt(mean):g}: there is no day factor."
        )
    return 1.0 / extra


# --- erosion of the service standard ---


def time_per_order_ratio(work_pressure: float, alpha: float) -> float:
    """Time given to an order over the standard time, under work pressure.

    Args:
        work_pressure: work at the standard over capacity; 1 is balance.
        alpha: elasticity, negative.

    Source:
        [Oliva2001] Oliva & Sterman (2001), "Cutting corners and working overtime: quality erosion in the service industry",
        Management Science 47(7).
    """
    return math.pow(work_pressure, alpha)


class Erosion(NamedTuple):
    """Erosion of the service standard by permanent overload, week by week."""

    standard_h: list[float]
    """`[n_weeks + 1]` time per order perceived as right [h]."""
    time_per_order_h: list[float]
    """`[n_weeks + 1]` time given per order [h]."""
    work_pressure: list[float]
    """`[n_weeks + 1]` work at the standard over capacity."""


def eroding_standard(
    standard_h: float,
    orders_per_week: float,
    capacity_h: float,
    alpha: float,
    down_weeks: float,
    up_weeks: float,
    n_weeks: int,
) -> Erosion:
    """Service standard that adapts to the time given: fast downwards, slowly or never upwards.

    Args:
        standard_h: standard time per order at the start [h].
        orders_per_week: orders per week.
        capacity_h: available working hours per week.
        alpha: elasticity of the time given to work pressure.
        down_weeks: time constant of a falling standard.
        up_weeks: time constant of a rising standard.
        n_weeks: number of steps of a week.

    Source:
        [Oliva2001] Oliva & Sterman (2001), as above; the least time of 0.1 h and the step of a week as in the code that
        accompanies [Struben2015] Struben, Sterman & Keith (2015), in "Analytical Methods for Dynamic Modelers".
    """
    standards, times, pressures = [], [], []
    for _ in range(n_weeks + 1):
        pressure = orders_per_week * standard_h / capacity_h
        time_h = max(time_per_order_ratio(pressure, alpha) * standard_h, _MIN_TIME_H)
        standards.append(standard_h)
        times.append(time_h)
        pressures.append(pressure)
        tau_weeks = down_weeks if time_h <= standard_h else up_weeks
        standard_h += (time_h - standard_h) * -math.expm1(-1.0 / tau_weeks)
    return Erosion(standards, times, pressures)


# --- customers ---


def net_promoter_score(counts: Sequence[int]) -> tuple[float, float, float]:
    """Promoters, detractors and their difference, in per cent of all answers.

    Args:
        counts: `[11]` number of answers 0, 1, ..., 10. Promoters answer 9 or 10, detractors 0 to 6.

    Returns:
        Promoters, detractors, NPS; all in per cent.

    Source:
        [Reichheld2003] Reichheld (2003), "The one number you need to grow", Harvard Business Review 81(12).

    >>> net_promoter_score([0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 0])
    (25.0, 25.0, 0.0)
    """
    n = sum(counts)
    promoters, detractors = 100.0 * sum(counts[9:]) / n, 100.0 * sum(counts[:7]) / n
    return promoters, detractors, promoters - detractors


class LifetimeValue(NamedTuple):
    """Customer lifetime value."""

    with_first_margin: float
    without_first_margin: float
    expected_years: float


def lifetime_value(margin: float, retention: float, discount: float) -> LifetimeValue:
    """Present value of a customer's margins (CLTV), paid at the start of each year, without end.

    Args:
        margin: margin per year.
        retention: probability that a customer is still there a year later, below 1.
        discount: interest rate per year, 0.1 for 10 %.

    Source:
        [Gupta2003] Gupta & Lehmann (2003), "Customers as assets", Journal of Interactive Marketing 17(1).

    >>> round(lifetime_value(1000, retention=0.8, discount=0.1).with_first_margin, 2)
    3666.67
    """
    value = margin * (1.0 + discount) / (1.0 + discount - retention)
    return LifetimeValue(value, value - margin, 1.0 / (1.0 - retention))


# --- people ---


def learning_exponent(learning_rate: float) -> float:
    """Exponent b of T(n) = T(1) * n ** -b with which each doubling multiplies the time by `learning_rate`."""
    return -math.log2(learning_rate)


def power_law_time_s(first_s: float, learning_rate: float, n: float) -> float:
    """Time of the n-th piece of work: first_s * n ** -b [s].

    Source:
        [Wright1936] Wright (1936), "Factors affecting the cost of airplanes", Journal of the Aeronautical Sciences 3(4).

    >>> round(power_law_time_s(480, learning_rate=0.9, n=8), 2)
    349.92
    """
    return first_s * math.pow(n, -learning_exponent(learning_rate))


def ramp_productivity(months: float, start: float, per_month: float) -> float:
    """Productivity of a new agent as a share of a trained one's.

    Args:
        months: since the first working day.
        start: productivity on that day.
        per_month: rate at which the gap closes [1/month].
    """
    return 1.0 - (1.0 - start) * math.exp(-per_month * months)


class StaffFlow(NamedTuple):
    """Turnover in balance: as many agents start as leave."""

    leavers_per_year: float
    vacant: float
    in_training: float


def staff_flow(positions: float, quits_per_year: float, hiring_weeks: float, training_weeks: float) -> StaffFlow:
    """Average number of vacant positions and of agents in training.

    Args:
        positions: number of positions.
        quits_per_year: yearly quits per position, 0.3 for 30 %.
        hiring_weeks: from an agent's departure to the successor's start.
        training_weeks: from the start to independent work.

    Source:
        [Little1961] Little's law; a year of 52 weeks.

    >>> staff_flow(52, 0.25, hiring_weeks=4, training_weeks=2)
    StaffFlow(leavers_per_year=13.0, vacant=1.0, in_training=0.5)
    """
    leavers = positions * quits_per_year
    per_week = leavers / WEEKS_PER_YEAR
    return StaffFlow(leavers, little(per_week, hiring_weeks), little(per_week, training_weeks))


class HourlyCost(NamedTuple):
    """Cost of an agent per hour."""

    per_paid_hour: float
    per_worked_hour: float

    def per_contact(self, mean_handle_s: float, occupancy: float) -> float:
        """Cost of a contact, idle time of the agent included."""
        return self.per_worked_hour * mean_handle_s / HOUR_S / occupancy


def hourly_cost(
    monthly_salary: float, on_cost_share: float, paid_h_per_year: float, worked_h_per_year: float
) -> HourlyCost:
    """Cost of an agent per paid hour and per worked hour.

    Args:
        monthly_salary: gross salary per month.
        on_cost_share: pension and other on-cost, 0.12 for 12 %.
        paid_h_per_year: paid hours per year, holidays included.
        worked_h_per_year: hours at work per year.

    >>> round(hourly_cost(24_000, 0.12, 1924, 1600).per_worked_hour, 2)
    201.6
    """
    yearly_amount = MONTHS_PER_YEAR * monthly_salary * (1.0 + on_cost_share)
    return HourlyCost(yearly_amount / paid_h_per_year, yearly_amount / worked_h_per_year)
