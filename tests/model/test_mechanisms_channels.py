"""What callers are told, and call-backs (M27): on against off, on the same customers.

On +40 % contacts with the people of today, where it matters. See `test_mechanisms` for what counts as a direction.
"""

import pytest

from tests.model.test_mechanisms import lives, moves, same_days

SILENT = "growth_40_budget_3"
HEARD_AND_NO_MORE = ("announcements.heed_prob=0", "announcements.informed_patience_factor=1")


def test_the_same_wait_feels_shorter_when_it_was_announced() -> None:
    """Patience left as it is, waits are those of silence, and customers are more satisfied."""
    silent, told = lives(SILENT), lives("wait_announcement", *HEARD_AND_NO_MORE)
    moves("csat_share", told, silent)
    assert abs(told["asa_s"] - silent["asa_s"]).mean() < 3.0


def test_announced_waits_hardly_change_how_many_give_up() -> None:
    """domain.md says fewer. Found: whoever heeds leaves at once instead of later (C7), and the two nearly cancel.

    Where nobody heeds (heed_prob 0), clearly fewer give up. A voice that promises half keeps more on the line, too.
    """
    silent, told = lives(SILENT), lives("wait_announcement")
    assert abs((told["abandoned_share"] - silent["abandoned_share"]).mean()) < 0.005
    moves("csat_share", told, silent)
    moves("abandoned_share", silent, lives("wait_announcement", "announcements.heed_prob=0"))


def test_a_promise_that_is_broken_costs_satisfaction() -> None:
    """The rosy voice makes angrier than the honest one."""
    moves("csat_share", lives("wait_announcement"), lives("rosy_announcement"))


def test_call_backs_keep_callers_from_giving_up() -> None:
    """Fewer give up, fewer call again, more cases end solved; the switch takes it all away."""
    silent, called = lives(SILENT), lives("call_back")
    moves("abandoned_share", silent, called)
    moves("redial_share", silent, called)
    moves("solved_share", called, silent)
    assert (called["call_back_share"] > 0.05).all()


@pytest.mark.parametrize("name", ["announcement_and_call_back", "rosy_announcement"])
def test_switched_off_is_silence_to_the_last_bit(name: str) -> None:
    """Neither told nor called back: the centre that never did either."""
    same_days((name, ["mechanisms.managed_expectations=off"]), (SILENT, []))
