"""Results are those of the reference: to the last bit, in both engines."""

import json

import pytest

from tests.reference import little
from tests.reference.hashes import ENGINES, hashes_of, reference

SAMPLE = ("bare_queue", "email_and_chat_beside_phone")


@pytest.mark.parametrize("name", SAMPLE)
def test_a_scenario_has_its_reference_results(name: str) -> None:
    """A fortnight's full record, two replications, and a year's measures."""
    assert hashes_of(name) == reference()[name]


@pytest.mark.verify
@pytest.mark.parametrize("name", sorted(reference().keys() - set(SAMPLE)))
def test_every_shipped_scenario_has_its_reference_results(name: str) -> None:
    """The same for all others. Where a result is to move: `python -m tests.reference.hashes --write`; the changelog says why."""
    assert hashes_of(name) == reference()[name]


@pytest.mark.parametrize("engine", ENGINES)
def test_a_little_centre_with_every_mechanism_has_its_reference_results(engine: str) -> None:
    assert little.hashes(engine) == json.loads(little.FILE.read_text(encoding="utf-8"))


def test_every_mechanism_acts_in_the_little_centre() -> None:
    """Every daily sum is other than zero on some day, but for those who wait at midnight, when the centre is closed."""
    zero = {name for name, column in little.record("compiled").days.items() if not column.any()}
    assert zero == {"n_calls_waiting", "n_chats_waiting"}
