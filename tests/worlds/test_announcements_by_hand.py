"""Delay announcements and callbacks, calculated by hand: one agent, conversations of 100 s, calls at 0, 10 and 20 s."""

import numpy as np
import pytest

from sim.model.contact.delay_announcements import announced_wait_s, expected_wait_s, informed_patience_s, perceived_wait_s
from sim.schema import Contacts, Outcome
from tests.worlds.test_by_hand import world

N_LISTENERS = ["mechanisms.managed_expectations=on", "announcements.announce_from_s=0", "announcements.usual_handle_s=100",
        "announcements.announced_step_s=10"]
CALLED = ["mechanisms.managed_expectations=on", "announcements.callback_from_s=150", "announcements.usual_handle_s=100",
          "announcements.callback_accept_prob=1", "patience.distribution=exactly 50 s"]
ANSWERED, ABANDONED, BALKED, NOT_REACHED = Outcome.ANSWERED, Outcome.ABANDONED, Outcome.BALKED, Outcome.NOT_REACHED


def three(*overrides: str) -> Contacts:
    return world(*overrides, at="[0,10,20]")


def test_the_announcement_counts_those_ahead_and_the_call_in_progress():
    """None wait at 0; one at 10: 100 s; two at 20: 200 s. With two agents, half. Below 150 s nothing is announced."""
    assert np.array_equal(three(*N_LISTENERS).announced_s, [np.nan, 100.0, 200.0], equal_nan=True)
    two = world(*N_LISTENERS, at="[0,0,10,20]", n=2)
    assert np.array_equal(two.announced_s, [np.nan, np.nan, 50.0, 100.0], equal_nan=True)
    late = three(*N_LISTENERS, "announcements.announce_from_s=150", "announcements.announced_factor=0.5")
    assert np.array_equal(late.announced_s, [np.nan, np.nan, 100.0], equal_nan=True)


def test_heeding_callers_balk_and_others_abandon_later():
    """Patience 150 s: 100 s are acceptable, 200 s are not. Without an announcement, or without a reaction to it, the third
    abandons at 170."""
    for more, outcome, ended_at_s in ((["announcements.announcement_balk_prob=1"], BALKED, 20.0), ([], ABANDONED, 170.0)):
        c = three(*N_LISTENERS, "patience.distribution=exactly 150 s", *more)
        assert c.outcome.tolist() == [ANSWERED, ANSWERED, outcome]
        assert c.ended_at_s[2] == ended_at_s


def test_informed_patience_lasts_longer():
    """Twice 150 s: the third is answered at 200."""
    c = three(*N_LISTENERS, "patience.distribution=exactly 150 s", "announcements.informed_patience_factor=2")
    assert c.answered_at_s.tolist() == [0.0, 100.0, 200.0]


def test_a_callback_keeps_the_place_without_patience():
    """The second abandons at 60. The third, with 200 s before it, is called at 100, and the fourth, at 95, at 200."""
    c = world(*CALLED, at="[0,10,20,95]")
    assert c.callback.tolist() == [False, False, True, True]
    assert c.outcome.tolist() == [ANSWERED, ABANDONED, ANSWERED, ANSWERED]
    assert c.answered_at_s[2:].tolist() == [100.0, 200.0]
    assert c.wait_s[2:].tolist() == [80.0, 105.0]


def test_a_callback_that_fails_is_tried_once_more():
    """The customer never answers. At 100 and, five minutes later, at 400; meanwhile the agent is idle for the fourth at 105."""
    c = world(*CALLED, "announcements.callback_reached_prob=0", "announcements.callback_max_calls=2",
              "announcements.callback_retry_s=300", at="[0,10,20,105]")
    assert c.outcome.tolist() == [ANSWERED, ABANDONED, NOT_REACHED, ANSWERED]
    assert c.ended_at_s[2] == 400.0
    assert c.answered_at_s[3] == 105.0


def test_an_attempt_is_made_only_with_an_idle_agent():
    """The fourth, at 399, keeps the agent until 499: the second attempt is then."""
    c = world(*CALLED, "announcements.callback_reached_prob=0", "announcements.callback_max_calls=2",
              "announcements.callback_retry_s=300", at="[0,10,20,399]")
    assert c.ended_at_s[2] == 499.0


def test_a_callback_is_carried_over_midnight():
    """The third's next attempt is due at 00:00:40 of the second day, 20 s after the end of a call begun at 23:58:40."""
    end = 86_400 - 180
    c = world(*CALLED, "announcements.callback_reached_prob=0", "announcements.callback_max_calls=2",
              "announcements.callback_retry_s=120", at=f"[{end},{end + 10},{end + 20}]", days=2)
    third = c.outcome == NOT_REACHED
    assert c.ended_at_s[third][0] == end + 220.0


@pytest.mark.parametrize(("wait_s", "reported_s", "perceived_s"), [
    (10.0, 120.0, 10.0), (70.0, 120.0, 45.0), (120.0, 120.0, 70.0), (180.0, 120.0, 190.0), (180.0, np.nan, 180.0),
    (60.0, 0.0, 100.0)])
def test_perceived_wait(wait_s: float, reported_s: float, perceived_s: float):
    """20 s are free; up to the announced wait a second counts half, beyond it two."""
    assert perceived_wait_s(wait_s, 20.0, reported_s, 0.5, 2.0, False, 0.1) == pytest.approx(perceived_s)


def test_a_wait_for_a_callback_is_perceived_as_shorter():
    assert perceived_wait_s(1020.0, 20.0, np.nan, 0.5, 2.0, True, 0.1) == pytest.approx(120.0)


def test_the_rules_by_hand():
    assert expected_wait_s(3, 6, 300.0) == 150.0
    assert expected_wait_s(3, 0, 300.0) == 900.0
    assert [announced_wait_s(expected, 1.0, 60.0) for expected in (0.0, 1.0, 60.0, 61.0)] == [0.0, 60.0, 60.0, 120.0]
    assert informed_patience_s(100.0, 100.0, True, 1.5) == 150.0
    assert informed_patience_s(99.0, 100.0, True, 1.5) == 0.0
