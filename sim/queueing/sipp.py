"""A day whose load and staff change, period by period: each period as a steady queue of its own (SIPP).

The stationary independent period by period approximation is how contact centres plan: Erlang's formulas for each interval of the
day. It leaves out that a queue is carried from one interval into the next, as after a peak with too few agents.
"""

import math
from collections.abc import Sequence
from typing import NamedTuple

from sim.queueing.steady_state import erlang_a, erlang_c


class StaffedPeriod(NamedTuple):
    """A period of the day, or of many days, with its load and its staff."""

    length_s: float
    """Length [s]; of all days together where it stands for several."""
    contacts_per_s: float
    """Mean arrival rate [1/s]."""
    n_agents: float
    """Mean number of agents on the phone; need not be whole."""


class PeriodAverages(NamedTuple):
    """Averages over periods, weighted by their contacts."""

    abandon_prob: float
    """Share of contacts that abandons."""
    mean_wait_served_s: float
    """Mean wait of those answered (ASA), the ones answered at once included [s]; NaN where nobody is."""
    answered_in_time: float
    """Share of contacts answered within the threshold."""
    abandoned_in_time: float
    """Share of contacts that abandons within the threshold."""
    occupancy: float
    """Share of agents' time spent in service, over all periods; NaN without agents."""

    @property
    def in_time_of_fair(self) -> float:
        """Service level: answered in time, of all but those that abandon within the threshold."""
        return self.answered_in_time / (1.0 - self.abandoned_in_time)


def n_overloaded(periods: Sequence[StaffedPeriod], mean_handle_s: float) -> int:
    """Number of periods in which at least as much work arrives as the agents can do, so that Erlang-C has no steady state.

    >>> n_overloaded([StaffedPeriod(1800, 0.1, 9.0), StaffedPeriod(1800, 0.1, 11.0), StaffedPeriod(1800, 0.0, 0.0)], 100)
    1
    """
    return sum(one.contacts_per_s > 0.0 and one.contacts_per_s * mean_handle_s >= one.n_agents for one in periods)


def period_by_period(
    periods: Sequence[StaffedPeriod], mean_handle_s: float, mean_patience_s: float = math.inf, within_s: float = 20.0
) -> PeriodAverages:
    """Waiting and abandonment of all periods together, each period in a steady state of its own (SIPP).

    Erlang-A by period; with infinite patience, Erlang-C. In a period without agents nobody is answered.

    Args:
        periods: with their load and staff; a period without contacts counts in the occupancy only.
        mean_handle_s: mean talk plus wrap-up time [s], exponential.
        mean_patience_s: mean time a customer is willing to wait [s], exponential; infinite: nobody abandons.
        within_s: threshold of the service level [s].

    Raises:
        ValueError: no contacts at all; or, with infinite patience, a load of at least the number of agents in some period.

    Source:
        [Green1991] Green, Kolesar & Svoronos (1991), "Some effects of nonstationarity on multiserver Markovian queueing systems",
        Operations Research 39(3); [Green2001] Green, Kolesar & Soares (2001), "Improving the SIPP approach for staffing service
        systems that have cyclic demands", Operations Research 49(4).

    >>> day = period_by_period([StaffedPeriod(1800, 0.01, 1.0), StaffedPeriod(1800, 0.03, 2.0)], 50)
    >>> round(day.mean_wait_served_s, 3)
    60.714
    """
    contacts = math.fsum(one.contacts_per_s * one.length_s for one in periods)
    if contacts <= 0.0:
        raise ValueError("no contacts in any period: there is nothing to average.")
    if math.isinf(mean_patience_s) and (too_many := n_overloaded(periods, mean_handle_s)):
        raise ValueError(
            f"in {too_many} of {len(periods)} periods the load is at least the number of agents: there is no steady state.")
    abandoned = waited_s = answered_in_time = abandoned_in_time = busy_s = agents_s = 0.0
    for one in periods:
        agents_s += one.length_s * one.n_agents
        if one.contacts_per_s > 0.0:
            n = one.length_s * one.contacts_per_s
            queue = _one_period(one, mean_handle_s, mean_patience_s, within_s)
            abandoned += n * queue.abandon_prob
            waited_s += n * (1.0 - queue.abandon_prob) * queue.mean_wait_served_s if queue.abandon_prob < 1.0 else 0.0
            answered_in_time += n * queue.answered_in_time
            abandoned_in_time += n * queue.abandoned_in_time
            busy_s += n * (1.0 - queue.abandon_prob) * mean_handle_s
    answered = contacts - abandoned
    return PeriodAverages(
        abandon_prob=abandoned / contacts,
        mean_wait_served_s=waited_s / answered if answered > 0.0 else math.nan,
        answered_in_time=answered_in_time / contacts,
        abandoned_in_time=abandoned_in_time / contacts,
        occupancy=busy_s / agents_s if agents_s > 0.0 else math.nan,
    )


def _one_period(period: StaffedPeriod, mean_handle_s: float, mean_patience_s: float, within_s: float) -> PeriodAverages:
    """The steady queue of one period with contacts."""
    if math.isinf(mean_patience_s):
        endless = erlang_c(period.contacts_per_s, mean_handle_s, period.n_agents)
        return PeriodAverages(0.0, endless.mean_wait_s, endless.answered_within(within_s), 0.0, endless.occupancy)
    if period.n_agents <= 0.0:
        return PeriodAverages(1.0, math.nan, 0.0, -math.expm1(-within_s / mean_patience_s), math.nan)
    queue = erlang_a(period.contacts_per_s, mean_handle_s, mean_patience_s, period.n_agents, within_s)
    return PeriodAverages(queue.abandon_prob, queue.mean_wait_served_s, queue.answered_in_time, queue.abandoned_in_time,
                          queue.occupancy)
