"""Delay announcements and callbacks: on versus off, on the same customers.

With 40 % more contacts for the same agents, where it matters. See `test_mechanisms` for what counts as a direction.
"""

import pytest

from tests.model.test_mechanisms import moves, runs, same_days

SILENT_ABANDONMENT = "growth_40_budget_3"
HEARD_AND_NO_MORE = ("announcements.announcement_balk_prob=0", "announcements.informed_patience_factor=1")


def test_an_announced_wait_is_perceived_as_shorter() -> None:
    """With patience unchanged, waits are those without announcements, and customers are more satisfied."""
    silent, told = runs(SILENT_ABANDONMENT), runs("wait_announcement", *HEARD_AND_NO_MORE)
    moves("csat_share", told, silent)
    assert abs(told["asa_s"] - silent["asa_s"]).mean() < 3.0


def test_announcements_hardly_change_abandonment() -> None:
    """Expected by domain.md: fewer abandon. Found: customers who react to the announcement balk at once instead of later (C7),
    and the two effects nearly cancel.

    If no customer balks on it (announcement_balk_prob 0), clearly fewer abandon. An announcement of half the wait
    keeps more waiting, too.
    """
    silent, told = runs(SILENT_ABANDONMENT), runs("wait_announcement")
    assert abs((told["abandoned_share"] - silent["abandoned_share"]).mean()) < 0.005
    moves("csat_share", told, silent)
    moves("abandoned_share", silent, runs("wait_announcement", "announcements.announcement_balk_prob=0"))


def test_an_optimistic_announcement_costs_satisfaction() -> None:
    """An optimistic announcement lowers satisfaction more than an honest one."""
    moves("csat_share", runs("wait_announcement"), runs("optimistic_announcement"))


def test_callbacks_reduce_abandonment() -> None:
    """Fewer abandon, fewer redial, more cases are solved; with the switch off there is no effect."""
    silent, called = runs(SILENT_ABANDONMENT), runs("callback")
    moves("abandoned_share", silent, called)
    moves("redial_share", silent, called)
    moves("solved_share", called, silent)
    assert (called["callback_share"] > 0.05).all()


@pytest.mark.parametrize("name", ["announcement_and_callback", "optimistic_announcement"])
def test_off_equals_no_announcements_bit_for_bit(name: str) -> None:
    """Without announcements and callbacks: equal to a centre that never had them."""
    same_days((name, ["mechanisms.managed_expectations=off"]), (SILENT_ABANDONMENT, []))
