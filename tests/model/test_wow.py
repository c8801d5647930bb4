"""Small extras: rules by hand."""

import pytest

from sim.config.scenario import load
from sim.model.contact import extras
from sim.model.contact.extras import basics_met, delight_logit
from sim.model.tables import numbers
from tests.experiment.made_by_hand import contacts_by_hand


def test_all_basics_are_needed() -> None:
    assert basics_met(True, 120.0, 120.0, -0.5, -0.5)
    assert not basics_met(False, 0.0, 120.0, 2.0, -0.5)
    assert not basics_met(True, 120.1, 120.0, 2.0, -0.5)
    assert not basics_met(True, 0.0, 120.0, -0.6, -0.5)


def test_extras_beyond_the_maximum_share_add_nothing() -> None:
    """Effect over all conversations, share times logit, rises up to the maximum share and is constant beyond it."""
    total = [share * delight_logit(0.2, share, 0.16) for share in (0.08, 0.16, 0.32, 1.0)]
    assert total == pytest.approx([0.016, 0.032, 0.032, 0.032])
    assert delight_logit(0.2, 0.0, 0.16) == 0.2


def test_an_extra_counts_only_where_the_basics_are_met() -> None:
    """Solved, unsolved, after a long wait for a team leader, and without an extra."""
    rows = [{"wow": True}, {"wow": True, "solved": False}, {"wow": True, "team_leader_wait_s": 200.0}, {}]
    contacts = contacts_by_hand(*rows)
    extras.delight(numbers(load("wow").params.wow), contacts)
    assert contacts.satisfaction.tolist() == pytest.approx([0.2, 0.0, 0.0, 0.0])
    assert contacts.delighted.tolist() == [True, False, False, False]
