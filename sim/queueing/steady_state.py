"""One queue in steady state: waiting, blocking and abandonment.

Unless stated otherwise, agents are identical, contacts arrive as a Poisson process and are served first come, first served.
Handle times are exponential: `mean_handle_s` is talk plus wrap-up time. A number of agents that is a mean over a period need not
be whole: the formulas of Erlang B, C and A are continued between whole numbers. Nothing here is compiled or simulated.
"""

import math
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import hyperu


def erlang_b(load: float, n_agents: float) -> float:
    """Share of contacts that find all agents busy and are blocked (M/M/n/n, no queue).

    Holds for handle times of any distribution: only their mean counts.

    Args:
        load: contacts per second times mean handle time [erlang].
        n_agents: number of agents, or of lines; need not be whole.

    Returns:
        Fraction in [0, 1].

    Source:
        [Erlang1917] Erlang (1917); the recursion and the continuation to numbers that are not whole in [Jagerman1974] Jagerman
        (1974), Bell System Technical Journal 53(3).

    >>> round(erlang_b(20, 30), 6), round(erlang_b(20, 30.5), 6)
    (0.008457, 0.0068)
    """
    whole = math.floor(n_agents)
    part = n_agents - whole
    blocked = 1.0
    if part > 0.0:
        blocked = 1.0 / (load * float(hyperu(1.0, 2.0 + part, load))) if load > 0.0 else 0.0
    for n in range(1, whole + 1):
        blocked = load * blocked / (n + part + load * blocked)
    return blocked


class ErlangC(NamedTuple):
    """The steady M/M/n queue without abandonment."""

    wait_prob: float
    """Share of contacts that wait."""
    mean_wait_s: float
    """Mean wait of all contacts (ASA) [s]."""
    mean_wait_of_delayed_s: float
    """Mean wait of those that wait [s]."""
    mean_queue: float
    """Mean number waiting."""
    occupancy: float
    """Share of agents' time spent in service."""

    def answered_within(self, within_s: float) -> float:
        """Share of contacts answered within `within_s` seconds (service level)."""
        return 1.0 - self.wait_prob * math.exp(-within_s / self.mean_wait_of_delayed_s)


def erlang_c(contacts_per_s: float, mean_handle_s: float, n_agents: float) -> ErlangC:
    """Waiting in a steady M/M/n queue with infinite patience (Erlang-C).

    Args:
        contacts_per_s: Poisson arrival rate [1/s].
        mean_handle_s: mean talk plus wrap-up time [s], exponential.
        n_agents: number of agents; need not be whole.

    Raises:
        ValueError: the load is at least the number of agents, so that no steady state exists.

    Source:
        [Erlang1917] Erlang (1917); [Gans2003] Gans, Koole & Mandelbaum (2003), "Telephone call centers", Manufacturing & Service
        Operations Management 5(2).

    >>> week = erlang_c(250 / 1800, 210, 34)
    >>> round(week.mean_wait_s, 1), round(week.answered_within(20), 3)
    (12.7, 0.815)
    """
    load = contacts_per_s * mean_handle_s
    if load >= n_agents:
        raise ValueError(
            f"offered load {load:g} erlang on {n_agents:g} agents: without abandonment the queue grows without limit.")
    occupancy = load / n_agents
    blocked = erlang_b(load, n_agents)
    wait_prob = blocked / (1.0 - occupancy * (1.0 - blocked))
    mean_wait_of_delayed_s = mean_handle_s / (n_agents - load)
    mean_wait_s = wait_prob * mean_wait_of_delayed_s
    return ErlangC(wait_prob, mean_wait_s, mean_wait_of_delayed_s, contacts_per_s * mean_wait_s, occupancy)


def min_agents(contacts_per_s: float, mean_handle_s: float, target_share: float, within_s: float) -> int:
    """Smallest number of agents with which Erlang-C answers `target_share` of contacts within `within_s` seconds.

    Args:
        contacts_per_s: Poisson arrival rate [1/s].
        mean_handle_s: mean talk plus wrap-up time [s].
        target_share: in [0, 1).
        within_s: threshold [s].

    Source:
        [Erlang1917] Erlang (1917): `erlang_c` for one agent more each time.

    >>> min_agents(100 / 3600, 300, target_share=0.8, within_s=20)
    12
    """
    n_agents = math.floor(contacts_per_s * mean_handle_s) + 1
    while erlang_c(contacts_per_s, mean_handle_s, n_agents).answered_within(within_s) < target_share:
        n_agents += 1
    return n_agents


def birth_death(up_per_s: ArrayLike, down_per_s: ArrayLike) -> NDArray[np.float64]:
    """Steady state of a birth-death chain.

    Args:
        up_per_s: `[n]` rate from state j to j + 1.
        down_per_s: `[n]` rate from state j + 1 to j; above 0.

    Returns:
        `[n + 1]` probability of each state.

    >>> birth_death([1.0], [3.0])
    array([0.75, 0.25])
    """
    steps = np.log(np.asarray(up_per_s, dtype=float)) - np.log(np.asarray(down_per_s, dtype=float))
    log_p = np.concatenate([[0.0], np.cumsum(steps)])
    p: NDArray[np.float64] = np.exp(log_p - log_p.max())
    p /= p.sum()
    return p


class ErlangA(NamedTuple):
    """The steady M/M/n+M queue, with abandonment. Shares are of all contacts offered."""

    wait_prob: float
    """Share not answered at once."""
    abandon_prob: float
    """Share that abandons."""
    mean_wait_s: float
    """Mean wait of all, answered or not [s]."""
    mean_wait_served_s: float
    """Mean wait of those answered, the ones answered at once included [s]."""
    mean_wait_abandoned_s: float
    """Mean wait of those that abandon [s]; NaN where nobody does."""
    mean_queue: float
    """Mean number waiting."""
    occupancy: float
    """Share of agents' time spent in service."""
    answered_in_time: float
    """Share answered within the threshold."""
    abandoned_in_time: float
    """Share that abandons within the threshold."""

    @property
    def abandon_prob_given_wait(self) -> float:
        """Share that abandons, of those not answered at once."""
        return self.abandon_prob / self.wait_prob

    @property
    def in_time_of_offered(self) -> float:
        """Service level: answered in time, of all offered."""
        return self.answered_in_time

    @property
    def in_time_of_answered(self) -> float:
        """Service level: answered in time, of all answered."""
        return self.answered_in_time / (1.0 - self.abandon_prob)

    @property
    def in_time_of_fair(self) -> float:
        """Service level: answered in time, of all but those that abandon within the threshold."""
        return self.answered_in_time / (1.0 - self.abandoned_in_time)

    @property
    def in_time_or_gone_of_offered(self) -> float:
        """Service level: answered in time or abandoned before the threshold, of all offered."""
        return self.answered_in_time + self.abandoned_in_time


def erlang_a(
    contacts_per_s: float, mean_handle_s: float, mean_patience_s: float, n_agents: float, within_s: float = 20.0
) -> ErlangA:
    """Waiting and abandonment in a steady M/M/n+M queue (Erlang-A), exact.

    With k waiting, contacts leave the queue at `n_agents / mean_handle_s + k / mean_patience_s`; the probability that fewer than
    `n_agents` are in the centre follows from Erlang-B. The offered wait, that of a contact with infinite patience, has for x > 0
    a density proportional to exp(contacts_per_s * H(x) - n * x / mean_handle_s), where H(x) is the mean of the smaller of x and
    patience; it is integrated by Gauss's rule.

    Args:
        contacts_per_s: Poisson arrival rate [1/s]; above 0.
        mean_handle_s: mean talk plus wrap-up time [s], exponential.
        mean_patience_s: mean time a customer is willing to wait [s], exponential.
        n_agents: number of agents, above 0; need not be whole.
        within_s: threshold of the service level [s].

    Source:
        [Palm1957] Palm (1957); [Baccelli1981] Baccelli & Hebuterne (1981), "On queues with impatient customers"; [Garnett2002]
        Garnett, Mandelbaum & Reiman (2002), Manufacturing & Service Operations Management 4(3).

    >>> centre = erlang_a(1 / 6, 180, 180, n_agents=30)
    >>> round(centre.abandon_prob, 4), round(centre.mean_wait_s / 180, 4)
    (0.0726, 0.0726)
    """
    end_s = _longest_offered_wait_s(contacts_per_s, mean_handle_s, mean_patience_s, n_agents)
    longest_queue = math.ceil(
        contacts_per_s * mean_patience_s + 40.0 * math.sqrt(contacts_per_s * mean_patience_s) + 200
    )
    waiting = np.arange(longest_queue + 1)
    forward = n_agents / mean_handle_s + waiting[1:] / mean_patience_s
    log_p = np.concatenate([[0.0], np.cumsum(math.log(contacts_per_s) - np.log(forward))])  # relative to nobody waiting
    log_p -= log_p.max()
    p: NDArray[np.float64] = np.exp(log_p)
    blocked = erlang_b(contacts_per_s * mean_handle_s, n_agents)
    some_idle = p[0] * (1.0 / blocked - 1.0) if blocked > 0.0 else math.inf
    p /= p.sum() + some_idle
    mean_queue = float(waiting @ p)
    wait_prob = float(p.sum())

    cut_s = min(within_s, end_s)
    wait_s, weight = _gauss(np.concatenate([np.linspace(0, cut_s, 200), np.linspace(cut_s, end_s, 800)[1:]]))
    log_density = _log_offered_wait(wait_s, contacts_per_s, mean_handle_s, mean_patience_s, n_agents)
    share = weight * np.exp(log_density - log_density.max())
    share *= wait_prob / share.sum()
    early = wait_s <= cut_s
    stays = np.exp(-wait_s / mean_patience_s)
    leaves = -np.expm1(-wait_s / mean_patience_s)
    abandon_prob = mean_queue / mean_patience_s / contacts_per_s
    leaves_early = leaves[early] @ share[early] - math.expm1(-within_s / mean_patience_s) * share[~early].sum()
    wait_of_leavers_s = float((mean_patience_s * leaves - wait_s * stays) @ share)
    return ErlangA(
        wait_prob=wait_prob,
        abandon_prob=abandon_prob,
        mean_wait_s=mean_queue / contacts_per_s,
        mean_wait_served_s=float((wait_s * stays) @ share) / (1.0 - abandon_prob),
        mean_wait_abandoned_s=wait_of_leavers_s / abandon_prob if abandon_prob > 0.0 else math.nan,
        mean_queue=mean_queue,
        occupancy=contacts_per_s * (1.0 - abandon_prob) * mean_handle_s / n_agents,
        answered_in_time=1.0 - wait_prob + float(stays[early] @ share[early]),
        abandoned_in_time=float(leaves_early),
    )


def _log_offered_wait(
    wait_s: NDArray[np.float64],
    contacts_per_s: float,
    mean_handle_s: float,
    mean_patience_s: float,
    n_agents: float,
) -> NDArray[np.float64]:
    """Logarithm of the density of the offered wait, up to a constant."""
    patience_spent_s = -mean_patience_s * np.expm1(-wait_s / mean_patience_s)
    return contacts_per_s * patience_spent_s - n_agents / mean_handle_s * wait_s


def _longest_offered_wait_s(
    contacts_per_s: float, mean_handle_s: float, mean_patience_s: float, n_agents: float
) -> float:
    """Wait beyond which the density of the offered wait is below e**-50 of its maximum [s]."""
    end_s = mean_handle_s / n_agents
    while True:
        at_end = _log_offered_wait(np.array([end_s]), contacts_per_s, mean_handle_s, mean_patience_s, n_agents)
        if at_end[0] < -50.0:  # at zero it is 0
            return end_s
        end_s *= 1.2


@cache
def _gauss_rule() -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Nodes and weights on [-1, 1]."""
    return np.polynomial.legendre.leggauss(8)


def _gauss(edges: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Nodes and weights of Gauss's rule of 8 points between each pair of neighbouring edges."""
    point, weight = _gauss_rule()
    middle, half = (edges[1:] + edges[:-1]) / 2, np.diff(edges) / 2
    return (middle[:, None] + half[:, None] * point).ravel(), (half[:, None] * weight).ravel()


class FiniteLine(NamedTuple):
    """The steady M/M/n queue with a finite waiting room."""

    block_prob: float
    """Share of contacts blocked because the waiting room is full."""
    mean_queue: float
    """Mean number waiting."""
    mean_wait_s: float
    """Mean wait of those not blocked [s]."""
    occupancy: float
    """Share of agents' time spent in service."""


def finite_line(contacts_per_s: float, mean_handle_s: float, n_agents: int, n_places: int) -> FiniteLine:
    """A steady queue with a finite waiting room and infinite patience (M/M/n/K, K = agents and places).

    Args:
        contacts_per_s: Poisson arrival rate [1/s].
        mean_handle_s: mean talk plus wrap-up time [s], exponential.
        n_agents: number of agents.
        n_places: size of the waiting room; 0 is Erlang-B.

    Source:
        [Gross2008] Gross, Shortle, Thompson & Harris (2008), "Fundamentals of Queueing Theory", 4th edition.

    >>> round(finite_line(1 / 60, 120, n_agents=5, n_places=0).block_prob - erlang_b(2, 5), 12)
    0.0
    """
    j = np.arange(1, n_agents + n_places + 1)
    p = birth_death(np.full(j.size, contacts_per_s), np.minimum(j, n_agents) / mean_handle_s)
    in_centre = np.arange(p.size)
    mean_queue = float(np.maximum(in_centre - n_agents, 0) @ p)
    block_prob = float(p[-1])
    let_in_per_s = contacts_per_s * (1.0 - block_prob)
    occupancy = let_in_per_s * mean_handle_s / n_agents
    return FiniteLine(block_prob, mean_queue, mean_queue / let_in_per_s, occupancy)


def one_agent_mean_wait_s(contacts_per_s: float, mean_handle_s: float, handle_cv: float) -> float:
    """Mean wait with a single agent and handle times of any distribution (M/G/1), infinite patience [s].

    Args:
        contacts_per_s: Poisson arrival rate [1/s].
        mean_handle_s: mean handle time [s].
        handle_cv: standard deviation of the handle time over its mean; 0 is constant, 1 exponential.

    Raises:
        ValueError: the load is at least one agent's, so that no steady state exists.

    Source:
        [Pollaczek1930] Pollaczek (1930), [Khinchine1932] Khinchine (1932).

    >>> round(one_agent_mean_wait_s(0.16, 5, handle_cv=1), 9)
    20.0
    """
    load = contacts_per_s * mean_handle_s
    if load >= 1:
        raise ValueError(f"offered load {load:g} erlang on one agent: without abandonment the queue grows without limit.")
    return load * mean_handle_s * (1.0 + handle_cv * handle_cv) / (2.0 * (1.0 - load))


def priority_mean_waits_s(contacts_per_s: Sequence[float], mean_handle_s: float, n_agents: int) -> list[float]:
    """Mean wait of each class under non-preemptive priority, the first class first [s].

    Args:
        contacts_per_s: Poisson arrival rate of each class [1/s], the most urgent first.
        mean_handle_s: mean handle time [s], exponential and the same for all classes.
        n_agents: number of agents, who answer all classes.

    Returns:
        `[n_classes]`

    Raises:
        ValueError: the load is at least the number of agents, so that no steady state exists.

    Source:
        [Cobham1954] Cobham (1954), Operations Research 2(1); [Kella1985] Kella & Yechiali (1985), Stochastic Models 1(2).

    >>> [round(wait_s, 3) for wait_s in priority_mean_waits_s([0.4, 0.4], 1.0, n_agents=1)]
    [1.333, 6.667]
    """
    start_s = erlang_c(sum(contacts_per_s), mean_handle_s, n_agents).wait_prob * mean_handle_s / n_agents
    waits_s = []
    urgent = 0.0
    for rate in contacts_per_s:
        up_to_here = urgent + rate * mean_handle_s / n_agents
        waits_s.append(start_s / ((1.0 - urgent) * (1.0 - up_to_here)))
        urgent = up_to_here
    return waits_s
