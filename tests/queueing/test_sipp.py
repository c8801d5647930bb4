"""Erlang's formulas for mean numbers of agents, and period by period: against integrals, neighbours and a day worked by hand."""

import inspect
import math
import re
from pathlib import Path

import pytest
from scipy import integrate

from sim import queueing
from sim.queueing import StaffedPeriod, erlang_a, erlang_b, erlang_c, n_overloaded, period_by_period, rules_of_thumb

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize(("load", "n_agents"), [(0.2, 0.4), (3.0, 2.5), (7.6, 11.06), (140.0, 151.7)])
def test_erlang_b_between_whole_numbers_is_jagermans_integral(load: float, n_agents: float) -> None:
    """1 / B is the integral of load * exp(-load t) (1 + t)**n over t > 0."""
    inverse, _ = integrate.quad(lambda t: load * math.exp(n_agents * math.log1p(t) - load * t), 0, math.inf, epsrel=1e-12)
    assert erlang_b(load, n_agents) == pytest.approx(1 / inverse, rel=1e-8)


def test_erlang_b_of_no_load() -> None:
    assert erlang_b(0.0, 0.5) == erlang_b(0.0, 3) == 0.0
    assert erlang_b(2.0, 0) == 1.0


@pytest.mark.parametrize("formula", [lambda n: erlang_c(0.1, 76, n).mean_wait_s,
                                     lambda n: erlang_a(0.1, 76, 300, n).abandon_prob])
def test_more_agents_wait_less_between_whole_numbers_too(formula) -> None:
    """Values fall from one whole number to the next, and are continuous there."""
    values = [formula(n) for n in (10, 10 + 1e-7, 10.3, 10.7, 11 - 1e-7, 11)]
    assert values == sorted(values, reverse=True)
    assert values[1] == pytest.approx(values[0], rel=1e-5)
    assert values[4] == pytest.approx(values[5], rel=1e-5)


def test_erlang_a_with_endless_patience_is_erlang_c() -> None:
    patient, endless = erlang_a(0.1, 76, 1e7, 9.4, 20.0), erlang_c(0.1, 76, 9.4)
    assert patient.mean_wait_served_s == pytest.approx(endless.mean_wait_s, rel=1e-4)
    assert patient.answered_in_time == pytest.approx(endless.answered_within(20.0), rel=1e-4)


TWO_HOURS = [StaffedPeriod(3600, 36 / 3600, 1.0), StaffedPeriod(3600, 108 / 3600, 2.0)]


def test_two_intervals_by_hand() -> None:
    """Handle time 50 s. First hour M/M/1 at load 1/2: 36 calls wait 50 s on average, and 1/2 of them at all. Second hour M/M/2 at
    load 3/2: 9/14 of 108 calls wait, 50 s / (2 - 3/2) if they do.
    """
    found = period_by_period(TWO_HOURS, mean_handle_s=50.0)
    assert found.mean_wait_served_s == pytest.approx((36 * 50 + 108 * 9 / 14 * 100) / 144, rel=1e-12)
    late = (36 * 1 / 2 * math.exp(-20 / 100) + 108 * 9 / 14 * math.exp(-20 / 100)) / 144
    assert found.in_time_of_fair == pytest.approx(1 - late, rel=1e-12)
    assert found.abandon_prob == 0.0
    assert found.occupancy == pytest.approx((36 + 108) * 50 / (3600 * 3), rel=1e-12)


def test_two_intervals_with_patience_are_weighted_by_calls() -> None:
    """The share abandoned is that of calls, the wait that of answered calls, each from Erlang-A of its own hour."""
    first, second = erlang_a(0.01, 50, 60, 1, 20), erlang_a(0.03, 50, 60, 2, 20)
    found = period_by_period(TWO_HOURS, 50.0, mean_patience_s=60.0, within_s=20.0)
    assert found.abandon_prob == pytest.approx((first.abandon_prob + 3 * second.abandon_prob) / 4, rel=1e-12)
    answered = 1 - first.abandon_prob, 3 * (1 - second.abandon_prob)
    waited_s = answered[0] * first.mean_wait_served_s + answered[1] * second.mean_wait_served_s
    assert found.mean_wait_served_s == pytest.approx(waited_s / sum(answered), rel=1e-12)
    in_time = (first.answered_in_time + 3 * second.answered_in_time) / (
        4 - first.abandoned_in_time - 3 * second.abandoned_in_time)
    assert found.in_time_of_fair == pytest.approx(in_time, rel=1e-12)


def test_equal_periods_are_one_queue() -> None:
    one = period_by_period([StaffedPeriod(7200, 0.1, 8.4)], 76, 300)
    assert period_by_period([StaffedPeriod(1800, 0.1, 8.4)] * 4, 76, 300) == pytest.approx(one, rel=1e-12)


def test_a_period_without_agents_answers_nobody() -> None:
    """All 36 calls of an hour without agents abandon, exp(-20 / 60) of them after the threshold; the other hour is as alone."""
    alone = period_by_period([StaffedPeriod(3600, 0.01, 2.0)], 50, 60)
    found = period_by_period([StaffedPeriod(3600, 0.01, 2.0), StaffedPeriod(3600, 0.01, 0.0)], 50, 60)
    assert found.abandon_prob == pytest.approx((alone.abandon_prob + 1) / 2, rel=1e-12)
    assert found.mean_wait_served_s == pytest.approx(alone.mean_wait_served_s, rel=1e-12)
    assert found.abandoned_in_time == pytest.approx((alone.abandoned_in_time + 1 - math.exp(-20 / 60)) / 2, rel=1e-12)
    assert math.isnan(period_by_period([StaffedPeriod(3600, 0.01, 0.0)], 50, 60).mean_wait_served_s)


def test_agents_without_calls_are_idle() -> None:
    found = period_by_period([StaffedPeriod(3600, 0.01, 1.0), StaffedPeriod(3600, 0.0, 3.0)], 50)
    assert found.occupancy == pytest.approx(0.5 / 4, rel=1e-12)
    assert found.mean_wait_served_s == pytest.approx(50, rel=1e-12)


def test_overload_has_no_steady_state() -> None:
    """A load equal to the number of agents is too much; patience makes a steady state of it."""
    periods = [*TWO_HOURS, StaffedPeriod(3600, 0.04, 2.0), StaffedPeriod(3600, 0.0, 0.0)]
    assert n_overloaded(periods, 50.0) == 1
    with pytest.raises(ValueError, match="in 1 of 4 periods"):
        period_by_period(periods, 50.0)
    assert 0 < period_by_period(periods, 50.0, 60.0).abandon_prob < 1
    with pytest.raises(ValueError, match="no contacts"):
        period_by_period([StaffedPeriod(3600, 0.0, 2.0)], 50.0)


def test_every_public_function_has_an_example_and_sources_in_the_bibliography() -> None:
    keys = set(re.findall(r"@\w+\{(\w+),", (ROOT / "docs" / "reference" / "bibliography.bib").read_text(encoding="utf-8")))
    public = {name: getattr(queueing, name) for name in queueing.__all__}
    functions = {name: one for name, one in public.items() if inspect.isfunction(one)}
    assert [name for name, one in functions.items() if ">>>" not in (one.__doc__ or "")] == []
    assert [name for name, one in public.items() if not one.__doc__] == []
    documented = [*public.values(), *(one for _, one in inspect.getmembers(rules_of_thumb, inspect.isfunction))]
    named = {key for one in documented for key in re.findall(r"\[([A-Z][a-z]+\d{4})\]", one.__doc__ or "")}
    assert len(named) > 20
    assert named <= keys


def test_the_package_exports_what_its_modules_define() -> None:
    """Everything public of the modules on queues; what is left out is named here."""
    defined = {name for module in (queueing.networks, queueing.steady_state, queueing.time_varying, queueing.sipp)
               for name, one in vars(module).items()
               if not name.startswith("_") and getattr(one, "__module__", "") == module.__name__}
    assert defined - set(queueing.__all__) == {"steady_state"}  # of networks: a tool of the chains, and also a module's name
