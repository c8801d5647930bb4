"""The check that a program simulates the same queue detects differences, and the queues have the stated parameters."""

import math

import bare_ours
import bare_simpy
import numpy as np
import pytest
from bare_queue import AGAIN_PROB, AGAIN_S, PATIENCE_S, Call, Queue, Seen, counted, errors, per_second, seen_until

A_DAY, N_DAYS = Queue(20, 86400.0), 12


def spread(mean_share: float, mean_wait_s: float) -> list[Seen]:
    """Five replications: standard deviation 1 % and 1 s."""
    steps = np.array([-2.0, -1.0, 0.0, 1.0, 2.0]) / np.sqrt(2.5)
    return [Seen(mean_share + 0.01 * step, mean_wait_s + step) for step in steps]


def test_what_spreads_alike_about_the_same_means_agrees():
    assert errors(spread(0.15, 27.0), spread(0.15, 27.0)) == []
    assert errors(spread(0.15, 27.0), spread(0.15 + 0.01 * 2.5, 27.0 - 2.5)) == []  # the error is sqrt(2 / 5) = 0.632


@pytest.mark.parametrize(("share", "wait_s", "line"), [
    (0.15 + 0.01 * 2.6, 27.0, "abandoned share: 17.60 against 15.00 %, 4.1 standard errors apart"),
    (0.15, 27.0 - 2.6, "mean wait: 24.40 against 27.00 s, 4.1 standard errors apart"),
])
def test_four_standard_errors_are_an_error(share, wait_s, line):
    assert errors(spread(0.15, 27.0), spread(share, wait_s)) == [line]


def test_a_check_without_power_is_an_error():
    """An error of 0.63 s about a mean of 5 s: peers that differ by half would pass."""
    assert errors(spread(0.15, 5.0), spread(0.15, 5.0)) == [
        "mean wait: 5.00 against 5.00 s, but the standard error of 0.63 s is too large to tell"]


def test_only_calls_before_the_end_are_seen():
    calls = [Call(10.0, 4.0, False), Call(20.0, 8.0, True), Call(30.0, 100.0, True)]
    assert seen_until(calls, 30.0) == Seen(0.5, 6.0)
    timed = counted(lambda queue, seed: (calls, 2.0))(Queue(1, 30.0), 1)
    assert (timed.n_calls, timed.seen) == (3, Seen(0.5, 6.0))
    assert per_second([timed, timed._replace(seconds=4.0)]) == 1.0


@pytest.fixture(scope="module")
def days() -> list[list[Call]]:
    """Every call of some days of the yardstick."""
    return [bare_simpy.simulate(A_DAY, seed)[0] for seed in range(N_DAYS)]


def test_the_yardstick_abandons_as_it_waits(days):
    """Waiting customers abandon at rate 1 / patience, so share = mean wait / mean patience, for any service times."""
    seen = [seen_until(calls, A_DAY.horizon_s) for calls in days]
    gap = np.array([day.abandoned_share - day.mean_wait_s / PATIENCE_S for day in seen])
    error = gap.std(ddof=1) / np.sqrt(gap.size)
    assert error < 0.003, "too few days to see that patience is a tenth off"
    assert abs(gap.mean()) < 4 * error


def test_of_those_served_by_the_yardstick_a_fifth_call_again(days):
    """Calls beyond the Poisson first calls are repeat calls, without those due after midnight."""
    n_served = np.array([sum(not call.abandoned for call in calls) for calls in days])
    n_again = np.array([len(calls) for calls in days]) - A_DAY.calls_per_s * A_DAY.horizon_s
    gap = n_again - AGAIN_PROB * n_served * (1.0 - AGAIN_S / A_DAY.horizon_s)
    error = gap.std(ddof=1) / np.sqrt(gap.size)
    assert error < 0.03 * n_again.mean(), "too few days to see a fourth or a sixth instead of a fifth"
    assert abs(gap.mean()) < 4 * error


def test_our_scenario_is_this_very_queue():
    p = bare_ours.scenario(Queue(200, 3600.0)).params
    (call,), (group,) = p.contact_types.values(), p.workforce.groups.values()
    assert call.talk_distribution.text == f"lognormal mean 300 s sigma {math.sqrt(math.log(2.0))!r}"  # of CV 1
    assert (call.talk_distribution.mean_s, p.patience.distribution.text) == (300, "exponential mean 180 s")
    assert p.demand.needs_per_day / 86400 == pytest.approx(0.95 * 200 / 300)
    assert group.agents_per_interval == (200,)
    assert (call.resolve_prob, p.repeats.return_prob, p.repeats.same_day_share, p.repeats.max_repeats) == (0.8, 1, 1, None)
    assert p.repeats.delay_distribution.mean_s == 3600
    assert (p.redial.after_abandon_prob, p.redial.after_blocked_prob, p.centre.n_lines) == (0, 0, None)
    assert {name for name, on in p.mechanisms if on} == {"patience", "redials", "repeats"}
    run = bare_ours.scenario(Queue(200, 3600.0)).run
    assert (run.engine, run.record) == ("compiled", "full")


def test_our_engine_simulates_the_same_queue_as_the_yardstick(days):
    ours = [bare_ours.run_once(A_DAY, seed).seen for seed in range(N_DAYS)]
    assert errors([seen_until(calls, A_DAY.horizon_s) for calls in days], ours) == []
