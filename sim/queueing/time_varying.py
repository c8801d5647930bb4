"""Queues whose arrival rate and number of agents change during the day."""

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from scipy import sparse  # else imported by what solves a chain: it takes longer than all of Erlang's formulas

Vector = NDArray[np.float64]
_NEGLIGIBLE = 1e-15


class Period(NamedTuple):
    """A part of the day with constant arrival rate and number of agents."""

    length_s: float
    contacts_per_s: float
    n_agents: int


class Day(NamedTuple):
    """Expected results of one day, by period and after closing."""

    contacts: float
    """Contacts offered."""
    balked: float
    """Contacts that balk because no agent is free."""
    abandoned: float
    """Contacts that wait and abandon."""
    waited_s: float
    """Total wait of all contacts, answered or not [s]."""
    abandoned_by_period: Vector
    """`[n_periods + 1]`, the last after closing."""
    queue_at_end_of_period: Vector
    """`[n_periods]` mean number waiting at the end of the period."""

    @property
    def mean_wait_s(self) -> float:
        """Mean wait of all contacts, those that balk included with 0 [s]."""
        return self.waited_s / self.contacts

    @property
    def lost_prob(self) -> float:
        """Share of contacts that balk or abandon."""
        return (self.balked + self.abandoned) / self.contacts


def time_varying_day(
    periods: Sequence[Period],
    mean_handle_s: float,
    mean_patience_s: float,
    balk_prob: float = 0.0,
    served_out: bool = False,
) -> Day:
    """A day whose Poisson arrivals and number of agents change by period (M(t)/M/n(t)+M), empty at the start.

    If fewer agents are present than conversations in progress, these are finished, and none begins until there are fewer
    conversations than agents. A Markov chain over (conversations, waiting), solved through each period by uniformization; the
    maximum queue grows until the probability beyond it is negligible.

    Args:
        periods: the day, in order.
        mean_handle_s: mean talk plus wrap-up time [s], exponential.
        mean_patience_s: mean patience of customers who do not balk [s], exponential.
        balk_prob: share that balks when not answered at once.
        served_out: whether the last period's agents continue after it until the centre is empty, without new arrivals.

    Source:
        [Ingolfsson2007] Ingolfsson, Akhmetshina, Budge, Li & Wu (2007), "A survey and experimental comparison of service-level
        approximation methods for nonstationary M(t)/M/s(t) queueing systems", INFORMS Journal on Computing 19(2).

    >>> day = time_varying_day([Period(28_800, 2 / 60, 12)], mean_handle_s=300, mean_patience_s=180)
    >>> round(day.abandoned, 3)
    59.823
    """
    max_agents = max(period.n_agents for period in periods)
    longest_queue = 32
    while True:
        chain = _Chain(max_agents, longest_queue, mean_handle_s, mean_patience_s, balk_prob)
        day, beyond = _run(chain, periods, served_out)
        if beyond < _NEGLIGIBLE * day.contacts:
            return day
        longest_queue *= 2


class _Chain:
    """Chain over states (conversations, waiting), numbered conversations * (longest_queue + 1) + waiting."""

    def __init__(self, max_agents: int, longest_queue: int, handle_s: float, patience_s: float, balk: float) -> None:
        self.handle_s, self.patience_s, self.balk = handle_s, patience_s, balk
        self.longest_queue = longest_queue
        conversations, waiting = np.divmod(np.arange((max_agents + 1) * (longest_queue + 1)), longest_queue + 1)
        self.conversations: NDArray[np.int64] = conversations
        self.waiting: NDArray[np.int64] = waiting
        self.full = waiting == longest_queue

    def started(self, n_agents: int) -> NDArray[np.int64]:
        """`[n_states]` state that each state becomes at once if there are `n_agents`."""
        return self._number(self.conversations, self.waiting, n_agents)

    def _number(self, conversations: NDArray[np.int64], waiting: NDArray[np.int64], n_agents: int) -> NDArray[np.int64]:
        begun = np.minimum(np.maximum(n_agents - conversations, 0), waiting)
        return (conversations + begun) * (self.longest_queue + 1) + waiting - begun

    def rates(self, contacts_per_s: float, n_agents: int) -> "sparse.csr_array":
        """`[n_states, n_states]` generator matrix; rows sum to zero."""
        from scipy import sparse

        conversations, waiting = self.conversations, self.waiting
        free = conversations < n_agents
        arrive = np.where(free, contacts_per_s, np.where(self.full, 0.0, (1.0 - self.balk) * contacts_per_s))
        moves = [
            (
                np.where(free, conversations + 1, conversations),
                np.where(free, waiting, np.minimum(waiting + 1, self.longest_queue)),
                arrive,
            ),
            (np.maximum(conversations - 1, 0), waiting, conversations / self.handle_s),
            (conversations, np.maximum(waiting - 1, 0), waiting / self.patience_s),
        ]
        n_states = conversations.size
        here = np.arange(n_states)
        total = np.zeros(n_states)
        parts = []
        for to_conversations, to_waiting, per_s in moves:
            there = self._number(to_conversations, to_waiting, n_agents)
            parts.append((per_s, here, there))
            total += per_s
        parts.append((-total, here, here))
        values, rows, columns = (np.concatenate(column) for column in zip(*parts, strict=True))
        return sparse.csr_array((values, (rows, columns)), shape=(n_states, n_states))


def _run(chain: _Chain, periods: Sequence[Period], served_out: bool) -> tuple[Day, float]:
    """The day, and the expected number of contacts that find the chain's maximum queue full."""
    before: Vector = np.zeros(chain.conversations.size)
    before[0] = 1.0
    spent = []  # time in each state, by period
    at_end = []
    balked = beyond = 0.0
    for period in periods:
        p = np.zeros_like(before)
        np.add.at(p, chain.started(period.n_agents), before)
        p, time_s = _transient(p, chain.rates(period.contacts_per_s, period.n_agents), period.length_s)
        before = p
        spent.append(time_s)
        at_end.append(float(chain.waiting @ p))
        all_busy = chain.conversations >= period.n_agents
        balked += chain.balk * period.contacts_per_s * float(time_s[all_busy].sum())
        beyond += (1.0 - chain.balk) * period.contacts_per_s * float(time_s[all_busy & chain.full].sum())
    spent.append(_time_until_empty(p, chain.rates(0.0, periods[-1].n_agents)) if served_out else np.zeros(p.size))
    queue_s = np.array([chain.waiting @ time_s for time_s in spent])
    by_period = queue_s / chain.patience_s
    contacts = math.fsum(period.length_s * period.contacts_per_s for period in periods)
    day = Day(contacts, balked, float(by_period.sum()), float(queue_s.sum()), by_period, np.array(at_end))
    return day, beyond


def _transient(p: Vector, rates: "sparse.csr_array", length_s: float) -> tuple[Vector, Vector]:
    """State probabilities after `length_s`, and the mean time spent in each state until then, by uniformization."""
    from scipy import sparse

    fastest = 1.02 * float(-rates.diagonal().min())
    if fastest <= 0.0:
        return p, p * length_s
    step = sparse.csr_array((sparse.eye_array(p.size, format="csr") + rates / fastest).T)
    n_pieces = math.ceil(fastest * length_s / 200.0)  # so that the first Poisson weight does not underflow to 0
    mean_jumps = fastest * length_s / n_pieces
    total_s = np.zeros_like(p)
    for _ in range(n_pieces):
        weight = math.exp(-mean_jumps)
        left = 1.0 - weight  # probability of more jumps
        after = weight * p
        time_s = left * p
        here = p
        jumps = 0
        while left > 1e-17 and jumps < mean_jumps + 40.0 * math.sqrt(mean_jumps) + 40.0:
            jumps += 1
            here = step @ here
            weight *= mean_jumps / jumps
            left = max(left - weight, 0.0)
            after += weight * here
            time_s += left * here
        p = after / after.sum()
        total_s += time_s / fastest
    return p, total_s


def _time_until_empty(p: Vector, rates: "sparse.csr_array") -> Vector:
    """Expected time in each state until the centre is empty (state 0)."""
    from scipy.sparse.linalg import spsolve

    reached = np.asarray(rates.diagonal() < 0.0).copy()
    reached[0] = False
    inside = rates[reached][:, reached]
    time_s = np.zeros_like(p)
    time_s[reached] = spsolve(-inside.T.tocsc(), p[reached])
    return time_s


class Wave(NamedTuple):
    """Mean number of open cases if the arrival rate is a sine wave; the number itself is Poisson."""

    mean: float
    amplitude: float
    lag: float
    """Delay of the peak of open cases after the peak of arrivals."""
    period: float

    def at(self, time: float) -> float:
        """Mean number open at a time since the arrival rate crossed its mean upwards."""
        return self.mean + self.amplitude * math.sin(2.0 * math.pi * (time - self.lag) / self.period)


def open_cases_in_a_wave(mean_rate: float, relative_amplitude: float, period: float, mean_length: float) -> Wave:
    """Open cases if no case waits and the arrival rate is a sine wave (M(t)/M/inf).

    The rate at time t is mean_rate * (1 + relative_amplitude * sin(2 pi t / period)).

    Args:
        mean_rate: mean arrival rate, per unit of time (any unit, the same for all four).
        relative_amplitude: amplitude of the rate relative to its mean, in [0, 1].
        period: period of the wave.
        mean_length: mean time that a case is open, exponential.

    Source:
        [Eick1993] Eick, Massey & Whitt (1993), "M(t)/G/inf queues with sinusoidal arrival rates", Management Science 39(2).

    >>> wave = open_cases_in_a_wave(10, 0.5, period=24, mean_length=3)
    >>> round(wave.at(0), 3), round(wave.lag, 3)
    (22.714, 2.543)
    """
    turn = 2.0 * math.pi / period * mean_length
    mean = mean_rate * mean_length
    amplitude = mean * relative_amplitude / math.sqrt(1.0 + turn * turn)
    return Wave(mean, amplitude, math.atan(turn) * period / (2.0 * math.pi), period)
