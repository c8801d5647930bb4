"""What practice works out by hand: work per case, loyalty, customer value, learning, staff and money."""

import math
from collections.abc import Sequence
from statistics import NormalDist
from typing import NamedTuple

from sim.units import HOUR_S, MONTHS_PER_YEAR

WEEKS_PER_YEAR = 52.0
_LEAST_TIME_H = 0.1


# --- work ---


def work_per_case_s(mean_handle_s: float, resolve_prob: float, return_prob: float) -> float:
    """Work that a case takes until it is solved or the customer stays away [s].

    Each talk takes `mean_handle_s`, solves the case with the same chance, and an unsolved one is followed by
    another with `return_prob`.

    Args:
        mean_handle_s: mean handle time of a talk (AHT) [s].
        resolve_prob: chance that a talk solves the case (FCR).
        return_prob: chance that a customer comes back after an unsolved talk.

    >>> round(work_per_case_s(300, 0.72, return_prob=0.8), 1)
    386.6
    """
    return mean_handle_s / (1.0 - (1.0 - resolve_prob) * return_prob)


def break_even_resolve_prob(
    mean_handle_before_s: float, resolve_prob_before: float, mean_handle_after_s: float, return_prob: float
) -> float:
    """The resolution below which shorter talks make more work per case than the longer ones did.

    Args:
        mean_handle_before_s: handle time before [s].
        resolve_prob_before: chance that a talk solved the case before.
        mean_handle_after_s: the shorter handle time [s].
        return_prob: chance that a customer comes back after an unsolved talk.

    >>> round(break_even_resolve_prob(300, 0.72, 240, return_prob=0.8), 3)
    0.526
    """
    work_s = work_per_case_s(mean_handle_before_s, resolve_prob_before, return_prob)
    return 1.0 - (1.0 - mean_handle_after_s / work_s) / return_prob


def time_saved_s(saved_per_contact_s: float, n_contacts: float) -> float:
    """Seconds saved by a trick that saves `saved_per_contact_s` at each of `n_contacts` contacts."""
    return saved_per_contact_s * n_contacts


def little(rate: float, mean_time: float) -> float:
    """Mean number inside, of anything that enters at a rate and stays a mean time, in the same unit of time.

    Source:
        Little (1961), "A proof for the queuing formula L = lambda W", Operations Research 9(3).
    """
    return rate * mean_time


class CappedTalk(NamedTuple):
    """Lognormal talks that are cut off at a length."""

    mu_log: float
    """Mean of the logarithm of the uncut length in seconds."""
    hit_share: float
    """Share of talks that reach the cap."""
    mean_s: float
    """Mean length after the cut [s]."""
    lost_share: float
    """Share of the time needed that is not given."""


def capped_lognormal(mean_s: float, sigma_log: float, cap_s: float) -> CappedTalk:
    """What a hard cap does to talks of lognormal length.

    Args:
        mean_s: mean length without the cap [s].
        sigma_log: standard deviation of its logarithm.
        cap_s: where each talk ends at the latest [s].

    >>> talk = capped_lognormal(300, 0.84, cap_s=180)
    >>> round(talk.hit_share, 3), round(talk.mean_s, 1)
    (0.575, 149.0)
    """
    mu_log = math.log(mean_s) - 0.5 * sigma_log * sigma_log
    at_cap = (math.log(cap_s) - mu_log) / sigma_log
    below = NormalDist().cdf
    hit_share = below(-at_cap)
    mean_after_s = mean_s * below(at_cap - sigma_log) + cap_s * hit_share
    return CappedTalk(mu_log, hit_share, mean_after_s, 1.0 - mean_after_s / mean_s)


# --- demand ---


def gamma_poisson_variance(mean: float, alpha: float) -> float:
    """Variance of a day's contacts: Poisson around a day's rate that is gamma with shape `alpha`.

    >>> gamma_poisson_variance(1660, alpha=10)
    277220.0
    """
    return mean + mean * mean / alpha


def gamma_poisson_alpha(mean: float, cv: float) -> float:
    """Shape of the day's gamma factor that gives daily contacts their spread, by the method of moments.

    Args:
        mean: mean number of contacts a day.
        cv: standard deviation over mean of the daily numbers, weekdays and seasons taken out.

    Raises:
        ValueError: the spread is no more than Poisson's own.
    """
    extra = cv * cv - 1.0 / mean
    if extra <= 0.0:
        raise ValueError(
            f"a cv of {cv:g} is no more than Poisson's own {1 / math.sqrt(mean):g}: the day has no factor."
        )
    return 1.0 / extra


# --- the standard that erodes ---


def time_per_order_ratio(work_pressure: float, alpha: float) -> float:
    """Time given to an order over the time that the standard asks, under pressure of work.

    Args:
        work_pressure: work at the standard over capacity; 1 is balance.
        alpha: elasticity, below zero.

    Source:
        Oliva & Sterman (2001), "Cutting corners and working overtime: quality erosion in the service
        industry", Management Science 47(7).
    """
    return math.pow(work_pressure, alpha)


class Erosion(NamedTuple):
    """How a permanent overload wears the standard down, week by week."""

    standard_h: list[float]
    """`[n_weeks + 1]` the time per order that people hold to be right [h]."""
    time_per_order_h: list[float]
    """`[n_weeks + 1]` the time they give [h]."""
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
    """The standard follows what is done: fast when less is done than it asks, slowly, if ever, when more is.

    Args:
        standard_h: standard time per order at the start [h].
        orders_per_week: orders to be done each week.
        capacity_h: working hours to be had each week.
        alpha: elasticity of the time given to the pressure of work.
        down_weeks: time constant when the standard sinks.
        up_weeks: time constant when it rises.
        n_weeks: how far to go, in steps of a week.

    Source:
        Oliva & Sterman (2001), as above; the least time of 0.1 h and the step of a week as in the code that
        accompanies Struben, Sterman & Keith (2015), in "Analytical Methods for Dynamic Modelers".
    """
    standards, times, pressures = [], [], []
    for _ in range(n_weeks + 1):
        pressure = orders_per_week * standard_h / capacity_h
        time_h = max(time_per_order_ratio(pressure, alpha) * standard_h, _LEAST_TIME_H)
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
        counts: `[11]` how many answered 0, 1, ..., 10. Promoters answer 9 or 10, detractors 0 to 6.

    Returns:
        Promoters, detractors, NPS; all in per cent.

    Source:
        Reichheld (2003), "The one number you need to grow", Harvard Business Review 81(12).

    >>> net_promoter_score([0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 0])
    (25.0, 25.0, 0.0)
    """
    n = sum(counts)
    promoters, detractors = 100.0 * sum(counts[9:]) / n, 100.0 * sum(counts[:7]) / n
    return promoters, detractors, promoters - detractors


class LifetimeValue(NamedTuple):
    """What a customer is worth."""

    with_first_margin_dkk: float
    without_first_margin_dkk: float
    expected_years: float


def lifetime_value(margin_dkk: float, retention: float, discount: float) -> LifetimeValue:
    """Present value of a customer's margins (CLTV), each paid at the start of a year, without end.

    Args:
        margin_dkk: margin a year [DKK].
        retention: chance that a customer is still there a year later, below 1.
        discount: interest a year, 0.1 for 10 %.

    Source:
        Gupta & Lehmann (2003), "Customers as assets", Journal of Interactive Marketing 17(1).

    >>> round(lifetime_value(1000, retention=0.8, discount=0.1).with_first_margin_dkk, 2)
    3666.67
    """
    value = margin_dkk * (1.0 + discount) / (1.0 + discount - retention)
    return LifetimeValue(value, value - margin_dkk, 1.0 / (1.0 - retention))


# --- people ---


def learning_exponent(learning_rate: float) -> float:
    """The b of T(n) = T(1) * n ** -b with which each doubling multiplies the time by `learning_rate`."""
    return -math.log2(learning_rate)


def power_law_time_s(first_s: float, learning_rate: float, n: float) -> float:
    """Time that the n-th piece of work takes: first_s * n ** -b [s].

    Source:
        Wright (1936), "Factors affecting the cost of airplanes", Journal of the Aeronautical Sciences 3(4).

    >>> round(power_law_time_s(480, learning_rate=0.9, n=8), 2)
    349.92
    """
    return first_s * math.pow(n, -learning_exponent(learning_rate))


def ramp_productivity(months: float, start: float, per_month: float) -> float:
    """Productivity of a new agent, as a share of a trained one's, some months after the start.

    Args:
        months: since the first working day.
        start: productivity on that day.
        per_month: how fast the gap closes [1/month].
    """
    return 1.0 - (1.0 - start) * math.exp(-per_month * months)


class StaffFlow(NamedTuple):
    """A centre in balance: as many come as go."""

    leavers_per_year: float
    vacant: float
    in_training: float


def staff_flow(positions: float, quits_per_year: float, hiring_weeks: float, training_weeks: float) -> StaffFlow:
    """Positions that stand empty, and people in training, on average.

    Args:
        positions: number of positions.
        quits_per_year: yearly quits per position, 0.3 for 30 %.
        hiring_weeks: from the day somebody leaves to the day the next one starts.
        training_weeks: from that day until work alone.

    Source:
        Little's law; a year of 52 weeks.

    >>> staff_flow(52, 0.25, hiring_weeks=4, training_weeks=2)
    StaffFlow(leavers_per_year=13.0, vacant=1.0, in_training=0.5)
    """
    leavers = positions * quits_per_year
    per_week = leavers / WEEKS_PER_YEAR
    return StaffFlow(leavers, little(per_week, hiring_weeks), little(per_week, training_weeks))


class HourlyCost(NamedTuple):
    """What an agent costs."""

    per_paid_hour_dkk: float
    per_worked_hour_dkk: float

    def per_contact_dkk(self, mean_handle_s: float, occupancy: float) -> float:
        """Cost of a contact's share of an agent's day [DKK]: the waiting for calls is paid for too."""
        return self.per_worked_hour_dkk * mean_handle_s / HOUR_S / occupancy


def hourly_cost(
    monthly_salary_dkk: float, on_cost_share: float, paid_h_per_year: float, worked_h_per_year: float
) -> HourlyCost:
    """An agent's cost by the hour that is paid and by the hour that is worked.

    Args:
        monthly_salary_dkk: gross salary a month [DKK].
        on_cost_share: pension and other cost on top, 0.12 for 12 %.
        paid_h_per_year: hours paid, holidays included.
        worked_h_per_year: hours at work.

    >>> round(hourly_cost(24_000, 0.12, 1924, 1600).per_worked_hour_dkk, 2)
    201.6
    """
    yearly_dkk = MONTHS_PER_YEAR * monthly_salary_dkk * (1.0 + on_cost_share)
    return HourlyCost(yearly_dkk / paid_h_per_year, yearly_dkk / worked_h_per_year)
