"""Results are those of the reference: to the last bit, in both engines."""

import pytest

from tests.reference.hashes import hashes_of, reference

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
