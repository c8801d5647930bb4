"""Rules about how people treat each other in a talk, by hand."""

import math

import pytest

from sim.model.manners import CALM, NO_HELP, PASSED_OFF, ego_of, personal_prob, resolve_prob_with_ego


def test_who_is_tired_or_not_good_with_people_minds_more() -> None:
    """Odds of 1 in 10 at rest; strain 0.5 at 2 log odds makes e times as many, an SD of manner takes that off again."""
    assert personal_prob(0.1, 0.0, 2.0, 0.0, 1.0) == pytest.approx(1 / 11)
    tired = personal_prob(0.1, 0.5, 2.0, 0.0, 1.0)
    assert tired / (1 - tired) == pytest.approx(0.1 * math.e)
    assert personal_prob(0.1, 0.5, 2.0, 1.0, 1.0) == pytest.approx(1 / 11)
    assert personal_prob(0.1, 0.0, 2.0, -1.0, 1.0) > personal_prob(0.1, 0.0, 2.0, 1.0, 1.0)
    assert personal_prob(0.0, 1.0, 2.0, -3.0, 1.0) == 0.0, "with nothing to mind, nobody minds"


def test_what_injured_pride_makes_of_a_talk() -> None:
    assert ego_of(0.2, 0.4, 0.2, 0.0) == CALM
    assert ego_of(0.2, 0.4, 0.19, 0.39) == PASSED_OFF
    assert ego_of(0.2, 0.4, 0.19, 0.40) == NO_HELP
    assert [resolve_prob_with_ego(ego, 0.7, 0.3) for ego in (CALM, NO_HELP, PASSED_OFF)] == [0.7, pytest.approx(0.21), 0.0]
