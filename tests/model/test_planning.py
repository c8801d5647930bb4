"""Misplaced shifts, late breaks, leave by forecast and real-time control, calculated by hand."""

import math

import numpy as np
import pytest

from sim.config.scenario import load
from sim.mechanisms.workforce.planning import FORECAST, LATE, MISPLACED, MISPLACED_LUNCH, MISPLACED_SHIFT
from sim.model.tables import Row
from sim.model.workforce import roster
from sim.random.philox import uniform
from sim.random.quantiles import normal
from sim.units import HOUR_S, MINUTE_S

SEED, DAY, MON = 4711, 12, 0
EXACT = ("roster.fit_share=1", "roster.adherence_share=1", "roster.leave_tilt=0", "mechanisms.purpose=off")
Span = tuple[float, float]


def shape_of(*overrides: str) -> Row:
    return roster.roster_parameters(load(overrides=list(overrides)).params, SEED).shape[0]


def days(*overrides: str, n_team: int = 40, gap: float = 0.0) -> list[list[Span]]:
    """Blocks on the phone of each agent of a team on a Monday."""
    parameters = roster.roster_parameters(load(overrides=list(overrides)).params, SEED)
    everyone = np.ones(n_team, dtype=np.bool_)
    plan = roster.plan_day(parameters, MON, DAY, gap, np.arange(n_team), np.zeros(n_team, dtype=np.int64), everyone, everyone)
    return [list(zip(plan.block_from_s[plan.block_agent == i].tolist(), plan.block_until_s[plan.block_agent == i].tolist(),
                     strict=True)) for i in range(n_team)]


def phone_s(day: list[Span]) -> float:
    return sum(until_s - from_s for from_s, until_s in day)


def test_perfect_fit_and_adherence_equal_no_planning() -> None:
    assert days(*EXACT) == days("mechanisms.planning=off", "mechanisms.purpose=off")


def test_a_group_by_planned_numbers_leaves_the_shifts_of_others_as_they_are() -> None:
    n_intervals = len(load().params.demand.profile)
    beside = ("+workforce.groups.back={n_agents: 1, hours_per_week: 37, contact_types: null, channels: null, "
              f"agents_per_interval: {[1] * n_intervals}}}")
    assert days(*EXACT, beside) == days(*EXACT)


def test_a_misplaced_day_has_any_shift_and_lunch_at_any_time() -> None:
    """Half of the agents; the others' days are as planned."""
    planned, got = days(*EXACT), days(*EXACT, "roster.fit_share=0.5")
    for agent, (as_drawn_up, as_it_is) in enumerate(zip(planned, got, strict=True)):
        if uniform(SEED, MISPLACED, agent, DAY) >= 0.5:
            assert as_it_is == as_drawn_up
            continue
        start_s = (8.0, 9.6)[int(2 * uniform(SEED, MISPLACED_SHIFT, agent, DAY))] * HOUR_S
        assert as_it_is[0][0] == start_s + 10 * MINUTE_S, "the meeting comes first"
        lunch_s = start_s + 0.25 * 7.4 * HOUR_S + uniform(SEED, MISPLACED_LUNCH, agent,
                                                          DAY) * (0.5 * 7.4 * HOUR_S - 30 * MINUTE_S)
        assert not any(from_s < lunch_s + 15 * MINUTE_S < until_s for from_s, until_s in as_it_is)
    assert planned != got


def test_late_breaks_are_moved_and_not_lost() -> None:
    """90 % of 7.4 hours, over four breaks: each begins up to 11.1 minutes late. The early shift's first break is a pause."""
    late = days(*EXACT, "roster.adherence_share=0.9")
    on_time = days(*EXACT)
    for agent in range(0, 40, 2):
        delay_s = 0.1 * 7.4 * HOUR_S / 4 * uniform(SEED, LATE, agent, 8 * DAY + 2)
        assert late[agent][0][1] == pytest.approx(on_time[agent][0][1] + delay_s)
        assert phone_s(late[agent]) >= phone_s(on_time[agent]) - 1e-6


def test_pauses_move_from_a_busy_day_to_a_quiet_one() -> None:
    """A third of a gap of 3 % of 7.4 h is 4.4 minutes; a pause is never negative, and at most twice as long."""
    control = ("roster.real_time_share=0.333",)
    usual, busy, quiet = (phone_s(days(*EXACT, *control, gap=gap)[0]) for gap in (0.0, 0.03, -0.03))
    moved_s = 0.333 * 0.03 * 7.4 * HOUR_S
    assert (busy - usual, usual - quiet) == pytest.approx((moved_s, moved_s))
    shape = shape_of(*EXACT, *control)
    assert [roster.pause_today_s(shape, gap, 7.4 * HOUR_S) for gap in (0.5, -0.5)] == [0.0, 20 * MINUTE_S]
    assert roster.pause_today_s(shape_of(*EXACT), 0.5, 7.4 * HOUR_S) == 10 * MINUTE_S


def test_leave_is_granted_where_the_forecast_is_low() -> None:
    """Tilt four, fit a half: a tenth above the average reduces leave by a fifth, with a correct forecast."""
    granted = ("roster.leave_tilt=4", "roster.fit_share=0.5")
    shape = shape_of(*granted, "roster.forecast_error_sd=0")
    assert [roster.leave_factor(shape, DAY, load) for load in (1.0, 1.1, 0.9, 2.0)] == pytest.approx([1.0, 0.8, 1.2, 0.0])
    wrong = math.exp(0.1 * normal(uniform(SEED, FORECAST, DAY, 0)))
    unsure = shape_of(*granted, "roster.forecast_error_sd=0.1")
    assert roster.leave_factor(unsure, DAY, 1.0) == pytest.approx(1 + 2 * (1 - wrong))
    assert roster.leave_factor(shape_of(*granted, "mechanisms.planning=off"), DAY, 2.0) == 1.0


def test_a_planner_fits_the_plan_and_forecasts_better() -> None:
    """In full with one planner for every `planner_covers` agents; half of it with half a planner."""
    known = ("roster.fit_share=0.85", "roster.planner_fit_gain=0.08", "roster.forecast_error_sd=0.1",
             "roster.planner_error_factor=0.5", "leadership.n_planners=1")
    full, half = shape_of(*known), shape_of(*known, "leadership.planner_covers=10")
    assert [full.misplaced_prob, full.forecast_error_sd] == pytest.approx([0.07, 0.05])
    assert [half.misplaced_prob, half.forecast_error_sd] == pytest.approx([0.11, 0.075])
