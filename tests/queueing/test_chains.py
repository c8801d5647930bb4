"""Markov chains and formulas against independent calculations."""

import math

import numpy as np
import pytest
from scipy import linalg, stats

from sim.queueing.networks import busy_line, erlang_a_with_redials, repeats
from sim.queueing.steady_state import (
    birth_death,
    erlang_a,
    erlang_b,
    erlang_c,
    finite_line,
    one_agent_mean_wait_s,
    priority_mean_waits_s,
)
from sim.queueing.time_varying import Period, time_varying_day


@pytest.mark.parametrize(("load", "n_agents"), [(0.3, 1), (3, 5), (29.17, 31), (140, 160)])
def test_erlang_b_and_c_from_poisson_probabilities(load: float, n_agents: int) -> None:
    """B is a Poisson probability over a Poisson sum; in C the last term is stretched by n / (n - load)."""
    last, rest = stats.poisson.pmf(n_agents, load), stats.poisson.cdf(n_agents - 1, load)
    assert erlang_b(load, n_agents) == pytest.approx(last / (last + rest), rel=1e-11)
    tail = last * n_agents / (n_agents - load)
    assert erlang_c(load / 60, 60, n_agents).wait_prob == pytest.approx(tail / (tail + rest), rel=1e-11)


def test_erlang_c_is_an_infinite_waiting_room() -> None:
    endless, long = erlang_c(0.1, 45, 5), finite_line(0.1, 45, 5, n_places=800)
    assert long.mean_wait_s == pytest.approx(endless.mean_wait_s, rel=1e-10)
    assert long.occupancy == pytest.approx(endless.occupancy, rel=1e-10)
    assert finite_line(0.1, 45, 5, n_places=0).block_prob == pytest.approx(erlang_b(4.5, 5), rel=1e-12)


def test_one_agent_with_exponential_service_is_erlang_c() -> None:
    assert one_agent_mean_wait_s(0.1, 9, handle_cv=1) == pytest.approx(erlang_c(0.1, 9, 1).mean_wait_s, rel=1e-12)


@pytest.mark.parametrize("load", [3.0, 3.5])
def test_too_much_work_has_no_steady_state(load: float) -> None:
    for ask in (lambda: erlang_c(load, 1, 3), lambda: busy_line(load, 1, 3, 1)):
        with pytest.raises(ValueError, match=f"{load:g} erlang on 3"):
            ask()
    with pytest.raises(ValueError, match="grows without limit"):
        one_agent_mean_wait_s(load, 1, 1)


@pytest.mark.parametrize(("contacts_per_s", "n_agents", "within_s"), [(0.5, 2, 1.3), (2.0, 3, 0.4), (2.5, 1, 9.0)])
def test_erlang_a_by_following_one_contact(contacts_per_s: float, n_agents: int, within_s: float) -> None:
    """Positions in the queue decrease one by one until the contact is answered or abandons: an absorbing chain with two ends.

    Its matrix exponential gives the results within the threshold, its inverse the mean waits. The third centre is overloaded.
    """
    handle_s, patience_s, longest = 1.7, 2.9, 120
    queue = erlang_a(contacts_per_s, handle_s, patience_s, n_agents, within_s)
    j = np.arange(1, n_agents + longest)
    down = np.minimum(j, n_agents) / handle_s + np.maximum(j - n_agents, 0) / patience_s
    p = birth_death(np.full(j.size, contacts_per_s), down)[n_agents:]  # on arrival, 0, 1, ... are ahead
    ahead = np.arange(p.size)
    forward = n_agents / handle_s + ahead / patience_s
    inside = np.diag(-forward - 1 / patience_s) + np.diag(forward[1:], -1)
    answered = np.zeros(p.size)
    answered[0] = forward[0]
    abandons = np.full(p.size, 1 / patience_s)
    stay_s = np.linalg.inv(-inside)
    spent_s = stay_s @ (np.eye(p.size) - linalg.expm(inside * within_s))
    assert queue.wait_prob == pytest.approx(p.sum(), rel=1e-10)
    assert queue.abandon_prob == pytest.approx(p @ stay_s @ abandons, rel=1e-10)
    assert queue.answered_in_time == pytest.approx(1 - p.sum() + p @ spent_s @ answered, rel=1e-10)
    assert queue.abandoned_in_time == pytest.approx(p @ spent_s @ abandons, rel=1e-10)
    served_wait_s = p @ stay_s @ stay_s @ answered / (1 - queue.abandon_prob)
    assert queue.mean_wait_served_s == pytest.approx(served_wait_s, rel=1e-10)
    assert queue.mean_wait_abandoned_s == pytest.approx(p @ stay_s @ stay_s @ abandons / queue.abandon_prob, rel=1e-10)
    assert queue.mean_wait_s == pytest.approx(p @ stay_s.sum(axis=1), rel=1e-10)


def test_the_identities_of_erlang_a() -> None:
    """Abandonments are queue over patience; busy agents are what is served; all waits are those of served and of abandoned."""
    queue = erlang_a(0.4, 100, 250, 38, 20)
    assert queue.abandon_prob == pytest.approx(queue.mean_wait_s / 250, rel=1e-12)
    assert queue.occupancy == pytest.approx(0.4 * (1 - queue.abandon_prob) * 100 / 38, rel=1e-12)
    parts_s = (1 - queue.abandon_prob) * queue.mean_wait_served_s + queue.abandon_prob * queue.mean_wait_abandoned_s
    assert queue.mean_wait_s == pytest.approx(parts_s, rel=1e-11)


def test_priorities_redistribute_the_same_waiting() -> None:
    """With equal handle times the waits, weighted by arrivals, are the wait without priorities."""
    rates = [0.02, 0.05, 0.01]
    waits_s = priority_mean_waits_s(rates, 100, 9)
    assert waits_s == sorted(waits_s)
    weighted_s = sum(rate * wait_s for rate, wait_s in zip(rates, waits_s, strict=True)) / sum(rates)
    assert weighted_s == pytest.approx(erlang_c(sum(rates), 100, 9).mean_wait_s, rel=1e-12)


@pytest.mark.parametrize(("load", "delay"), [(0.2, 0.5), (0.6, 2.0), (0.9, 30.0)])
def test_a_single_busy_line_has_the_textbook_orbit(load: float, delay: float) -> None:
    known = load**2 / (1 - load) * (1 + delay)
    assert busy_line(load, 1.0, 1, delay).mean_in_orbit == pytest.approx(known, rel=1e-9)


def test_a_busy_line_with_immediate_retries_is_a_queue() -> None:
    """With hardly any delay between retries, a customer is always there when a line becomes free: M/M/c."""
    wait_s = [busy_line(1.5, 1.0, 2, delay_s).mean_wait_s for delay_s in (1e-3, 1e-4)]
    queue_s = erlang_c(1.5, 1.0, 2).mean_wait_s
    assert wait_s[1] == pytest.approx(queue_s, rel=1e-3)
    assert (wait_s[0] - queue_s) / (wait_s[1] - queue_s) == pytest.approx(10, rel=0.01)


def test_redials_that_never_come_leave_erlang_a() -> None:
    alone, plain = erlang_a_with_redials(0.1, 60, 90, 6, 0.0, 600), erlang_a(0.1, 60, 90, 6)
    assert alone.mean_in_orbit == pytest.approx(0, abs=1e-12)
    assert alone.abandon_prob == pytest.approx(plain.abandon_prob, rel=1e-10)
    assert alone.all_busy_share == pytest.approx(plain.wait_prob, rel=1e-10)


def test_redials_balance() -> None:
    """Flow into the orbit equals flow out; customers never served have given up. With very long delays, Poisson again."""
    centre = erlang_a_with_redials(0.1, 60, 90, 6, 0.7, 600)
    given_up_per_s = centre.attempts_per_s * centre.abandon_prob
    assert 0.7 * given_up_per_s == pytest.approx(centre.mean_in_orbit / 600, rel=1e-10)
    assert centre.served_prob == pytest.approx(1 - 0.3 * given_up_per_s / 0.1, rel=1e-10)
    slow = erlang_a_with_redials(0.1, 60, 90, 6, 0.7, 20_000)
    assert slow.abandon_prob == pytest.approx(erlang_a(slow.attempts_per_s, 60, 90, 6).abandon_prob, rel=1e-3)


def test_repeats_are_redials_of_the_served() -> None:
    centre = repeats(0.05, 0.25, 120, 9, 86_400)
    assert centre.contacts_per_s == pytest.approx(0.05 + 0.25 * centre.contacts_per_s, rel=1e-12)
    assert centre.queue == erlang_c(centre.contacts_per_s, 120, 9)


def plain_day(periods: list[Period], handle_s: float, patience_s: float, balk: float) -> tuple[float, float, float]:
    """A day served out, by the exponential of a matrix written state by state: balked, abandoned, waited [s]."""
    most, longest = max(period.n_agents for period in periods), 25
    states = [(conversations, waiting) for conversations in range(most + 1) for waiting in range(longest + 1)]
    index = {state: i for i, state in enumerate(states)}

    def settled(conversations: int, waiting: int, n_agents: int) -> int:
        while waiting and conversations < n_agents:
            conversations, waiting = conversations + 1, waiting - 1
        return index[conversations, waiting]

    p = np.zeros(len(states) + 2)  # and two accumulators: customers who balked, and seconds waited
    p[0] = 1.0
    for period in [*periods, Period(5000.0, 0.0, periods[-1].n_agents)]:
        rates = np.zeros((p.size, p.size))
        before, p = p, np.concatenate([np.zeros(len(states)), p[-2:]])
        for (conversations, waiting), i in index.items():
            p[settled(conversations, waiting, period.n_agents)] += before[i]
            free = conversations < period.n_agents
            if free and waiting:
                continue
            moves = [(settled(conversations - 1, waiting, period.n_agents), conversations / handle_s)] if conversations else []
            moves += [(settled(conversations, waiting - 1, period.n_agents), waiting / patience_s)] if waiting else []
            if free:
                moves.append((index[conversations + 1, waiting], period.contacts_per_s))
            elif waiting < longest:
                moves.append((index[conversations, waiting + 1], (1 - balk) * period.contacts_per_s))
            for to, per_s in moves:
                rates[i, to] += per_s
                rates[i, i] -= per_s
            rates[i, -2:] = (0.0 if free else balk * period.contacts_per_s), waiting
        p = p @ linalg.expm(rates * period.length_s)
    return float(p[-2]), float(p[-1]) / patience_s, float(p[-1])


def test_a_time_varying_day_written_state_by_state() -> None:
    """Staff rises, falls below the conversations in progress, and falls to zero for a while; then the queue is served out."""
    periods = [Period(300, 0.03, 3), Period(200, 0.01, 1), Period(100, 0.02, 0), Period(300, 0.01, 2)]
    day = time_varying_day(periods, mean_handle_s=80, mean_patience_s=150, balk_prob=0.2, served_out=True)
    balked, abandoned, waited_s = plain_day(periods, 80, 150, 0.2)
    assert day.balked == pytest.approx(balked, rel=1e-9)
    assert day.abandoned == pytest.approx(abandoned, rel=1e-9)
    assert day.waited_s == pytest.approx(waited_s, rel=1e-9)
    assert day.contacts == pytest.approx(9 + 2 + 2 + 3)
    assert day.lost_prob == pytest.approx((balked + abandoned) / 16, rel=1e-9)


def test_a_long_day_without_change_is_erlang_a() -> None:
    day = time_varying_day([Period(20_000, 0.05, 4), Period(10_000, 0.05, 4)], 90, 120)
    steady = erlang_a(0.05, 90, 120, 4)
    assert day.queue_at_end_of_period[-1] == pytest.approx(steady.mean_queue, rel=1e-10)
    assert day.abandoned_by_period[1] == pytest.approx(steady.abandon_prob * 500, rel=1e-10)
    assert day.abandoned_by_period[-1] == 0


def test_without_agents_all_abandon() -> None:
    """One hour without agents: a customer who came t before its end still waits with probability exp(-t / patience)."""
    day = time_varying_day([Period(3600, 0.01, 0)], mean_handle_s=60, mean_patience_s=600)
    waiting = 0.01 * 600 * -math.expm1(-6)
    assert day.queue_at_end_of_period[0] == pytest.approx(waiting, rel=1e-10)
    assert day.abandoned == pytest.approx(36 - waiting, rel=1e-10)
