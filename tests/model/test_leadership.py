"""Hours of team leaders and managers, calculated by hand."""

import pytest

from sim.config.scenario import load
from sim.model.workforce import leadership
from sim.params import Params

HOURS = ("leadership.daily_h_per_agent=2", "leadership.manager_strategic_share=0.4", "leadership.absence_h=0.5")
PER_MONTH = 365 / 12 / 7


def centre(*overrides: str) -> Params:
    return load(overrides=[*HOURS, *overrides]).params


def test_leadership_and_urgent_work_come_first() -> None:
    """Two team leaders: 74 h; twenty agents take 40 h, urgent work of 3 h a day 15 h: 19 h left for coaching."""
    now = leadership.leadership_hours(centre(), 3.0)
    assert now.coaching_h == pytest.approx(19 * PER_MONTH / 20)
    assert now.strategic_h == pytest.approx(0.4 * 37)


def test_excess_work_reduces_strategic_hours() -> None:
    """One team leader's 37 h are 10 h short of 40 + 7, taken from the manager's 14.8 strategic hours; mechanism off: not."""
    one = centre("leadership.n_team_leaders=1")
    assert leadership.leadership_hours(one, 1.4) == pytest.approx((0.0, 4.8))
    assert leadership.leadership_hours(one, 5.0).strategic_h == 0.0
    off = centre("leadership.n_team_leaders=1", "mechanisms.team_leaders=off")
    assert leadership.leadership_hours(off, 5.0) == pytest.approx((0.0, 14.8))


def test_causes_are_investigated_in_the_hours_left_by_urgent_work() -> None:
    """A third of 14.8 strategic hours is left; without a manager no strategic hours can be lost."""
    one = centre("leadership.n_team_leaders=1")
    assert leadership.strategic_time_left_share(one, leadership.LeadershipHours(0.0, 14.8 / 3)) == pytest.approx(1 / 3)
    chiefless = centre("leadership.n_managers=0")
    assert leadership.strategic_time_left_share(chiefless, leadership.leadership_hours(chiefless, 9.0)) == 1.0


def test_a_manager_leads_without_team_leaders() -> None:
    """Of the manager's 37 h, 22.2 are for leadership: eight agents take 16 and urgent work 5, which leaves 1.2 h of coaching."""
    small = centre("leadership.n_team_leaders=0", "workforce.groups.front.n_agents=8")
    now = leadership.leadership_hours(small, 1.0)
    assert now == pytest.approx((1.2 * PER_MONTH / 8, 14.8))
    assert (leadership.n_escalation_points(small), leadership.span(small)) == (1, 8.0)
    nobody = centre("leadership.n_team_leaders=0", "leadership.n_managers=0")
    assert leadership.n_escalation_points(nobody) == 0
    assert leadership.leadership_hours(nobody, 0.0) == (0.0, 0.0)


def test_fractions_of_team_leaders() -> None:
    """Two and a half team leaders share leadership; they are two escalation points, and half a team leader is one too."""
    assert leadership.span(centre("leadership.n_team_leaders=2.5")) == 8.0
    assert [leadership.n_escalation_points(centre(f"leadership.n_team_leaders={n}")) for n in (2.5, 1.33, 0.5)] == [2, 1, 1]


def test_a_coach_coaches() -> None:
    with_coach = leadership.leadership_hours(centre("leadership.n_coaches=1", "leadership.coach_share=0.5"), 3.0)
    assert with_coach.coaching_h == pytest.approx((19 + 18.5) * PER_MONTH / 20)


def test_urgent_work() -> None:
    """An hour of escalations and three agents ill; smoothed over four weeks of five days."""
    assert leadership.urgent_work_h(centre(), 3600.0, 3.0) == pytest.approx(2.5)
    assert leadership.smoothed_h(1.0, 3.0) == pytest.approx(1.1)
