"""Leaders' and chiefs' hours, worked by hand."""

import pytest

from sim.config.scenario import load
from sim.model.workforce import leadership
from sim.params import Params

HOURS = ("leadership.daily_h_per_agent=2", "leadership.chief_strategic_share=0.4", "leadership.absence_h=0.5")
PER_MONTH = 365 / 12 / 7


def centre(*overrides: str) -> Params:
    return load(overrides=[*HOURS, *overrides]).params


def test_people_and_fires_come_first() -> None:
    """Two leaders have 74 h; twenty agents take 40, fires of 3 h a day 15: 19 h are left to coach, and the chief is free."""
    now = leadership.leading(centre(), 3.0)
    assert now.coaching_h == pytest.approx(19 * PER_MONTH / 20)
    assert now.strategic_h == pytest.approx(0.4 * 37)


def test_what_leaders_cannot_manage_starves_strategy() -> None:
    """One leader's 37 h fall 10 h short of 40 + 7, which the chief's 14.8 strategic hours pay; without the mechanism not."""
    one = centre("leadership.n_leaders=1")
    assert leadership.leading(one, 1.4) == pytest.approx((0.0, 4.8))
    assert leadership.leading(one, 5.0).strategic_h == 0.0
    off = centre("leadership.n_leaders=1", "mechanisms.leaders=off")
    assert leadership.leading(off, 5.0) == pytest.approx((0.0, 14.8))


def test_causes_are_chased_with_the_hours_that_fires_leave() -> None:
    """Of 14.8 strategic hours a third is left; without a chief nothing of that kind can starve."""
    one = centre("leadership.n_leaders=1")
    assert leadership.unstarved_share(one, leadership.Leading(0.0, 14.8 / 3)) == pytest.approx(1 / 3)
    chiefless = centre("leadership.n_chiefs=0")
    assert leadership.unstarved_share(chiefless, leadership.leading(chiefless, 9.0)) == 1.0


def test_a_chief_leads_where_there_are_no_leaders() -> None:
    """Of the chief's 37 h, 22.2 are for people: eight agents take 16 and the fires 5, which leaves 1.2 h to coach."""
    small = centre("leadership.n_leaders=0", "workforce.groups.front.n_agents=8")
    now = leadership.leading(small, 1.0)
    assert now == pytest.approx((1.2 * PER_MONTH / 8, 14.8))
    assert (leadership.n_desks(small), leadership.span(small)) == (1, 8.0)
    nobody = centre("leadership.n_leaders=0", "leadership.n_chiefs=0")
    assert leadership.n_desks(nobody) == 0
    assert leadership.leading(nobody, 0.0) == (0.0, 0.0)


def test_parts_of_leaders() -> None:
    """Two and a half of them share the people; two sit where decisions are asked for, and half a one does so too."""
    assert leadership.span(centre("leadership.n_leaders=2.5")) == 8.0
    assert [leadership.n_desks(centre(f"leadership.n_leaders={n}")) for n in (2.5, 1.33, 0.5)] == [2, 1, 1]


def test_a_coach_coaches() -> None:
    with_coach = leadership.leading(centre("leadership.n_coaches=1", "leadership.coach_share=0.5"), 3.0)
    assert with_coach.coaching_h == pytest.approx((19 + 18.5) * PER_MONTH / 20)


def test_fires() -> None:
    """An hour of escalations and three ill; smoothed over four weeks of five days."""
    assert leadership.fires_h(centre(), 3600.0, 3.0) == pytest.approx(2.5)
    assert leadership.smoothed_h(1.0, 3.0) == pytest.approx(1.1)
