"""Queues with repeats after service, redials after abandonment, and retrials when all lines are busy.

Customers who will contact the centre again are "in orbit".
"""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.queueing.steady_state import ErlangC, erlang_c

if TYPE_CHECKING:
    from scipy import sparse  # else imported by what solves a chain: it takes longer than all of Erlang's formulas

Matrix = NDArray[np.float64]
_NEGLIGIBLE = 1e-13


class Repeats(NamedTuple):
    """A queue to which part of the customers returns after service."""

    contacts_per_s: float
    """New cases and repeats together [1/s]."""
    contacts_per_case: float
    """Mean number of conversations per case."""
    mean_in_orbit: float
    """Mean number of customers between two conversations."""
    queue: ErlangC
    """The queue with all contacts."""


def repeats(
    cases_per_s: float, repeat_prob: float, mean_handle_s: float, n_agents: int, mean_return_delay_s: float
) -> Repeats:
    """Waiting if each conversation is followed by another with a fixed probability, after a delay of any distribution.

    With exponential handle times the queue behaves as M/M/n with the rate of all contacts, as if repeats were Poisson too; of
    the delay only the mean matters.

    Args:
        cases_per_s: new cases [1/s], Poisson.
        repeat_prob: probability that a conversation is followed by another, independent each time; below 1.
        mean_handle_s: mean talk plus wrap-up time [s], exponential.
        n_agents: number of agents; customers have infinite patience.
        mean_return_delay_s: mean time from the end of a conversation to the repeat [s].

    Raises:
        ValueError: the load of all contacts is at least the number of agents, so that no steady state exists.

    Source:
        [Jackson1957] Jackson (1957), Operations Research 5(4); [Baskett1975] Baskett, Chandy, Muntz & Palacios (1975), Journal of
        the ACM 22(2).

    >>> centre = repeats(0.35 / 60, 0.3, mean_handle_s=180, n_agents=2, mean_return_delay_s=86400)
    >>> round(centre.contacts_per_case, 3), round(centre.mean_in_orbit, 6), round(centre.queue.wait_prob, 3)
    (1.429, 216.0, 0.643)
    """
    contacts_per_s = cases_per_s / (1.0 - repeat_prob)
    queue = erlang_c(contacts_per_s, mean_handle_s, n_agents)
    in_orbit = contacts_per_s * repeat_prob * mean_return_delay_s
    return Repeats(contacts_per_s, contacts_per_s / cases_per_s, in_orbit, queue)


def declining_repeats(resolve_prob: Sequence[float], return_prob: float) -> tuple[float, float]:
    """Conversations per case and share of cases solved, if each conversation has its own resolution probability.

    Args:
        resolve_prob: resolution probability of the first, second, ... conversation; no repeat after the last.
        return_prob: probability that a customer returns after an unsolved conversation.

    Returns:
        Mean number of conversations per case; share of cases solved in the end.

    >>> declining_repeats([0.5, 0.5], return_prob=1.0)
    (1.5, 0.75)
    """
    conversations = solved = 0.0
    reached = 1.0
    for prob in resolve_prob:
        conversations += reached
        solved += reached * prob
        reached *= (1.0 - prob) * return_prob
    return conversations, solved


class Redials(NamedTuple):
    """Erlang-A with redials after abandonment. Shares are of attempts; each try counts as one."""

    attempts_per_s: float
    """New contacts and redials together [1/s]."""
    mean_queue: float
    """Mean number waiting."""
    mean_in_orbit: float
    """Mean number of customers who have abandoned and will redial."""
    occupancy: float
    """Share of agents' time spent in service."""
    abandon_prob: float
    """Share of attempts that are abandoned."""
    mean_wait_s: float
    """Mean wait per attempt, answered or not [s]."""
    all_busy_share: float
    """Share of time in which all agents are busy."""
    served_per_s: float
    """Contacts answered [1/s]."""
    served_prob: float
    """Share of customers who are answered eventually."""


def erlang_a_with_redials(
    customers_per_s: float,
    mean_handle_s: float,
    mean_patience_s: float,
    n_agents: int,
    redial_prob: float,
    mean_redial_delay_s: float,
) -> Redials:
    """Steady M/M/n+M queue in which a customer who abandons redials with a fixed probability, independent each time.

    A Markov chain over (contacts in the centre, customers in orbit), truncated where the probability is negligible.

    Args:
        customers_per_s: customers who call for the first time [1/s], Poisson.
        mean_handle_s: mean talk plus wrap-up time [s], exponential.
        mean_patience_s: mean patience [s], exponential, independent at each attempt.
        n_agents: number of agents.
        redial_prob: probability of redialling after abandonment, below 1.
        mean_redial_delay_s: mean time from abandonment to the redial [s], exponential.

    Source:
        [Aguir2004] Aguir, Karaesmen, Aksin & Chauvet (2004), "The impact of retrials on call center performance", OR Spectrum
        26(3), without balking.

    >>> centre = erlang_a_with_redials(1 / 60, 120, 60, n_agents=2, redial_prob=0.5, mean_redial_delay_s=300)
    >>> round(centre.attempts_per_s * (1 - 0.5 * centre.abandon_prob) * 60, 9)
    1.0
    """
    redial_per_s = 1.0 / mean_redial_delay_s

    def chain(n_levels: int, n_phases: int) -> Matrix:
        in_centre = np.arange(n_phases)
        give_up = np.maximum(in_centre - n_agents, 0) / mean_patience_s
        arrive = np.diag(np.full(n_phases - 1, customers_per_s), 1)
        leave = np.diag((np.minimum(in_centre, n_agents) / mean_handle_s + (1.0 - redial_prob) * give_up)[1:], -1)
        redial = np.diag(np.full(n_phases - 1, redial_per_s), 1)
        return _orbit_chain(n_levels, arrive + leave, np.diag(redial_prob * give_up[1:], -1), redial)

    p = _solve_untruncated(chain, n_phases=n_agents + 32)
    in_centre, in_orbit = np.arange(p.shape[1]), np.arange(p.shape[0])
    mean_in_orbit = float(in_orbit @ p.sum(axis=1))
    busy = float(np.minimum(in_centre, n_agents) @ p.sum(axis=0))
    mean_queue = float(np.maximum(in_centre - n_agents, 0) @ p.sum(axis=0))
    attempts_per_s = customers_per_s + redial_per_s * mean_in_orbit
    served_per_s = busy / mean_handle_s
    return Redials(
        attempts_per_s=attempts_per_s,
        mean_queue=mean_queue,
        mean_in_orbit=mean_in_orbit,
        occupancy=busy / n_agents,
        abandon_prob=mean_queue / mean_patience_s / attempts_per_s,
        mean_wait_s=mean_queue / attempts_per_s,
        all_busy_share=float(p[:, n_agents:].sum()),
        served_per_s=served_per_s,
        served_prob=served_per_s / customers_per_s,
    )


class BusyLine(NamedTuple):
    """Lines without a queue; customers who find all busy retry."""

    block_prob: float
    """Share of time in which all lines are busy, which is the share of first tries that are blocked."""
    mean_busy: float
    """Mean number of busy lines."""
    mean_in_orbit: float
    """Mean number of customers who keep retrying."""
    mean_wait_s: float
    """Mean time from the first try to the answer [s]."""


def busy_line(customers_per_s: float, mean_handle_s: float, n_lines: int, mean_retry_delay_s: float) -> BusyLine:
    """Steady M/M/c/c lines with retrials: blocked customers retry after an exponential delay until answered.

    Args:
        customers_per_s: customers who call for the first time [1/s], Poisson.
        mean_handle_s: mean handle time [s], exponential.
        n_lines: number of lines, or agents.
        mean_retry_delay_s: mean time between two tries of one customer [s], exponential.

    Raises:
        ValueError: the load is at least the number of lines.

    Source:
        [Falin1997] Falin & Templeton (1997), "Retrial Queues". With one line the mean orbit is
        load**2 / (1 - load) * (1 + mean_retry_delay_s / mean_handle_s).

    >>> line = busy_line(0.6, 1.0, n_lines=1, mean_retry_delay_s=2.0)
    >>> round(line.mean_in_orbit, 9), round(line.mean_wait_s, 9)
    (2.7, 4.5)
    """
    load = customers_per_s * mean_handle_s
    if load >= n_lines:
        raise ValueError(f"offered load {load:g} erlang on {n_lines} lines: with retrials there is no steady state.")

    def chain(n_levels: int, n_phases: int) -> Matrix:
        arrive = np.diag(np.full(n_lines, customers_per_s), 1)
        leave = np.diag(np.arange(1, n_lines + 1) / mean_handle_s, -1)
        refused = np.zeros((n_lines + 1, n_lines + 1))
        refused[-1, -1] = customers_per_s
        retry = np.diag(np.full(n_lines, 1.0 / mean_retry_delay_s), 1)
        return _orbit_chain(n_levels, arrive + leave, refused, retry)

    p = _solve_untruncated(chain, n_phases=n_lines + 1, phases_end=True)
    mean_in_orbit = float(np.arange(p.shape[0]) @ p.sum(axis=1))
    busy = p.sum(axis=0)
    return BusyLine(
        float(busy[-1]), float(np.arange(n_lines + 1) @ busy), mean_in_orbit, mean_in_orbit / customers_per_s
    )


def _solve_untruncated(chain: Callable[[int, int], Matrix], n_phases: int, phases_end: bool = False) -> Matrix:
    """The chain with as many levels and phases as needed for the last of each to be negligible."""
    n_levels = 32
    while True:
        p = chain(n_levels, n_phases)
        if p[-1].sum() > _NEGLIGIBLE:
            n_levels *= 2
        elif not phases_end and p[:, -1].sum() > _NEGLIGIBLE:
            n_phases += n_phases // 2
        else:
            return p


def _orbit_chain(n_levels: int, inside: Matrix, up: Matrix, down_each: Matrix) -> Matrix:
    """Steady-state probabilities of (customers in orbit, phase); the orbit changes by at most one customer at a time.

    Args:
        n_levels: number of orbit sizes kept, 0 included; nobody joins a full orbit.
        inside: `[n_phases, n_phases]` rates with the same number in orbit, diagonal zero.
        up: `[n_phases, n_phases]` rates with one more in orbit.
        down_each: `[n_phases, n_phases]` rates with one less, for each customer in orbit.

    Returns:
        `[n_levels, n_phases]`
    """
    from scipy import sparse

    levels = np.arange(n_levels, dtype=float)
    one_more = sparse.diags_array(np.ones(n_levels - 1), offsets=1, shape=(n_levels, n_levels))
    one_less = sparse.diags_array(levels[1:], offsets=-1, shape=(n_levels, n_levels))
    within = sparse.kron(sparse.eye_array(n_levels), inside)
    across = sparse.kron(one_more, up) + sparse.kron(one_less, down_each)
    return steady_state(sparse.csc_array(within + across)).reshape(n_levels, -1)


def steady_state(rates: "sparse.csc_array") -> Matrix:
    """Steady-state probabilities of a Markov chain.

    Args:
        rates: `[n, n]` from the row's state to the column's, diagonal zero; irreducible.

    Returns:
        `[n]`

    >>> from scipy import sparse
    >>> steady_state(sparse.csc_array([[0.0, 1.0], [3.0, 0.0]]))
    array([0.75, 0.25])
    """
    from scipy import sparse
    from scipy.sparse.linalg import splu

    n = rates.shape[0]
    leaving = sparse.diags_array(np.asarray(rates.sum(axis=1)).ravel())
    balance = sparse.csc_array((rates - leaving).T)
    p: Matrix = np.ones(n)
    likely = 0
    for _ in range(2):  # solved relative to one state; the second time to the likeliest, for accuracy
        others = np.delete(np.arange(n), likely)
        from_likely = balance[:, [likely]].toarray().ravel()[others]
        p[likely] = 1.0
        p[others] = splu(sparse.csc_matrix(balance[others][:, others])).solve(-from_likely)
        p /= p.sum()
        likely = int(p.argmax())
    return p
