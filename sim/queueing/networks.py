"""Contacts that come again: repeats after a talk, redials after giving up, tries at a busy line.

"Orbit" is the field's word for the customers who are at home and will come again.
"""

from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.sparse.linalg import splu

from sim.queueing.steady_state import ErlangC, erlang_c

Matrix = NDArray[np.float64]
_NEGLIGIBLE = 1e-13


class Repeats(NamedTuple):
    """A queue to which some of the customers return after their talk."""

    contacts_per_s: float
    """New cases and repeats together [1/s]."""
    contacts_per_case: float
    """Mean number of talks that a case takes."""
    mean_in_orbit: float
    """Mean number of customers between two talks."""
    queue: ErlangC
    """The queue that all of them meet."""


def repeats(
    cases_per_s: float, repeat_prob: float, mean_handle_s: float, n_agents: int, mean_return_delay_s: float
) -> Repeats:
    """Waiting when a talk leads to another with a fixed chance, after a delay of any law.

    With exponential handle times the queue behaves as M/M/n with all the contacts, as if repeats were
    Poisson too; the law of the delay does not matter, only its mean.

    Args:
        cases_per_s: new cases [1/s], Poisson.
        repeat_prob: chance that a talk is followed by another, each time anew; below 1.
        mean_handle_s: mean talk plus wrap-up time [s], exponential.
        n_agents: number of agents; endless patience.
        mean_return_delay_s: mean time from a talk's end to the repeat [s].

    Source:
        Jackson (1957), Operations Research 5(4); Baskett, Chandy, Muntz & Palacios (1975), Journal of the
        ACM 22(2).

    >>> centre = repeats(0.35 / 60, 0.3, mean_handle_s=180, n_agents=2, mean_return_delay_s=86400)
    >>> round(centre.contacts_per_case, 3), round(centre.mean_in_orbit, 6), round(centre.queue.wait_prob, 3)
    (1.429, 216.0, 0.643)
    """
    contacts_per_s = cases_per_s / (1.0 - repeat_prob)
    queue = erlang_c(contacts_per_s, mean_handle_s, n_agents)
    in_orbit = contacts_per_s * repeat_prob * mean_return_delay_s
    return Repeats(contacts_per_s, contacts_per_s / cases_per_s, in_orbit, queue)


def declining_repeats(resolve_prob: Sequence[float], return_prob: float) -> tuple[float, float]:
    """Talks per case, and share of cases solved, when each further talk solves with its own chance.

    Args:
        resolve_prob: chance that the first, second, ... talk solves the case; after the last nobody returns.
        return_prob: chance that a customer comes back after an unsolved talk.

    Returns:
        Mean number of talks per case; share of cases solved in the end.

    >>> declining_repeats([0.5, 0.5], return_prob=1.0)
    (1.5, 0.75)
    """
    talks = solved = 0.0
    reached = 1.0
    for prob in resolve_prob:
        talks += reached
        solved += reached * prob
        reached *= (1.0 - prob) * return_prob
    return talks, solved


class Redials(NamedTuple):
    """Erlang-A whose customers may redial after giving up. Per attempt: each try counts anew."""

    attempts_per_s: float
    """New contacts and redials together [1/s]."""
    mean_queue: float
    """Mean number waiting."""
    mean_in_orbit: float
    """Mean number of customers who gave up and will redial."""
    occupancy: float
    """Share of agents' time spent in talks."""
    abandon_prob: float
    """Share of attempts that end in giving up."""
    mean_wait_s: float
    """Mean wait per attempt, answered or not [s]."""
    all_busy_share: float
    """Share of time in which every agent is busy."""
    served_per_s: float
    """Contacts answered [1/s]."""
    served_prob: float
    """Share of customers who are answered in the end."""


def erlang_a_with_redials(
    customers_per_s: float,
    mean_handle_s: float,
    mean_patience_s: float,
    n_agents: int,
    redial_prob: float,
    mean_redial_delay_s: float,
) -> Redials:
    """Steady M/M/n+M queue in which a customer who gave up redials with a fixed chance, each time anew.

    A Markov chain over (contacts in the centre, customers in orbit), cut off where next to nothing is left.

    Args:
        customers_per_s: customers who call for the first time [1/s], Poisson.
        mean_handle_s: mean talk plus wrap-up time [s], exponential.
        mean_patience_s: mean patience [s], exponential, drawn anew at each attempt.
        n_agents: number of agents.
        redial_prob: chance of redialling after giving up, below 1.
        mean_redial_delay_s: mean time from giving up to the redial [s], exponential.

    Source:
        Aguir, Karaesmen, Aksin & Chauvet (2004), "The impact of retrials on call center performance", OR
        Spectrum 26(3), without balking.

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

    p = _grown(chain, n_phases=n_agents + 32)
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
    """Lines without a queue, tried again and again by whoever found them busy."""

    block_prob: float
    """Share of time in which every line is busy, and so the share of first tries that fail."""
    mean_busy: float
    """Mean number of busy lines."""
    mean_in_orbit: float
    """Mean number of customers who keep trying."""
    mean_wait_s: float
    """Mean time from the first try to the answer [s]."""


def busy_line(customers_per_s: float, mean_handle_s: float, n_lines: int, mean_retry_delay_s: float) -> BusyLine:
    """Steady M/M/c/c lines: who finds all busy tries again after an exponential delay, until answered.

    Args:
        customers_per_s: customers who call for the first time [1/s], Poisson.
        mean_handle_s: mean handle time [s], exponential.
        n_lines: number of lines, or agents.
        mean_retry_delay_s: mean time between two tries of one customer [s], exponential.

    Raises:
        ValueError: there is as much work as lines, or more.

    Source:
        Falin & Templeton (1997), "Retrial Queues". With one line the mean orbit is
        load**2 / (1 - load) * (1 + mean_retry_delay_s / mean_handle_s).

    >>> line = busy_line(0.6, 1.0, n_lines=1, mean_retry_delay_s=2.0)
    >>> round(line.mean_in_orbit, 9), round(line.mean_wait_s, 9)
    (2.7, 4.5)
    """
    load = customers_per_s * mean_handle_s
    if load >= n_lines:
        raise ValueError(f"{load:g} erlang on {n_lines} lines: who tries again and again is never done.")

    def chain(n_levels: int, n_phases: int) -> Matrix:
        arrive = np.diag(np.full(n_lines, customers_per_s), 1)
        leave = np.diag(np.arange(1, n_lines + 1) / mean_handle_s, -1)
        refused = np.zeros((n_lines + 1, n_lines + 1))
        refused[-1, -1] = customers_per_s
        retry = np.diag(np.full(n_lines, 1.0 / mean_retry_delay_s), 1)
        return _orbit_chain(n_levels, arrive + leave, refused, retry)

    p = _grown(chain, n_phases=n_lines + 1, phases_end=True)
    mean_in_orbit = float(np.arange(p.shape[0]) @ p.sum(axis=1))
    busy = p.sum(axis=0)
    return BusyLine(
        float(busy[-1]), float(np.arange(n_lines + 1) @ busy), mean_in_orbit, mean_in_orbit / customers_per_s
    )


def _grown(chain: Callable[[int, int], Matrix], n_phases: int, phases_end: bool = False) -> Matrix:
    """The chain with as many levels and phases as it takes for the last of each to be negligible."""
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
    """Shares of time in each (customers in orbit, phase); at most one customer at a time joins or leaves the orbit.

    Args:
        n_levels: how many in orbit are kept, none included; from the last, nobody joins.
        inside: `[n_phases, n_phases]` rates with the same number in orbit, diagonal zero.
        up: `[n_phases, n_phases]` rates with one more in orbit.
        down_each: `[n_phases, n_phases]` rates, for each customer in orbit, with one less.

    Returns:
        `[n_levels, n_phases]`
    """
    levels = np.arange(n_levels, dtype=float)
    one_more = sparse.diags_array(np.ones(n_levels - 1), offsets=1, shape=(n_levels, n_levels))
    one_less = sparse.diags_array(levels[1:], offsets=-1, shape=(n_levels, n_levels))
    within = sparse.kron(sparse.eye_array(n_levels), inside)
    across = sparse.kron(one_more, up) + sparse.kron(one_less, down_each)
    return steady_state(sparse.csc_array(within + across)).reshape(n_levels, -1)


def steady_state(rates: sparse.csc_array) -> Matrix:
    """Share of time that a Markov chain spends in each state.

    Args:
        rates: `[n, n]` from the row's state to the column's, diagonal zero; each state leads to each, in the end.

    Returns:
        `[n]`

    >>> steady_state(sparse.csc_array([[0.0, 1.0], [3.0, 0.0]]))
    array([0.75, 0.25])
    """
    n = rates.shape[0]
    leaving = sparse.diags_array(np.asarray(rates.sum(axis=1)).ravel())
    balance = sparse.csc_array((rates - leaving).T)
    p: Matrix = np.ones(n)
    likely = 0
    for _ in range(2):  # every share in proportion to one; the second time, to the largest, for accuracy
        others = np.delete(np.arange(n), likely)
        from_likely = balance[:, [likely]].toarray().ravel()[others]
        p[likely] = 1.0
        p[others] = splu(sparse.csc_matrix(balance[others][:, others])).solve(-from_likely)
        p /= p.sum()
        likely = int(p.argmax())
    return p
