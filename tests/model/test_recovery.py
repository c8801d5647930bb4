"""Service failures and recovery: rules by hand, and the upper limit on loyalty."""

from itertools import product

import pytest

from sim.config.scenario import load
from sim.model.contact import service_recovery
from sim.model.contact.service_recovery import (
    MEDIUM,
    NO_FAILURE,
    SERIOUS,
    SMALL,
    failure_effect_logit,
    loyalty_logit,
    recovery_quality,
    severity_of,
)
from sim.model.demand.root_causes import GENERATION_SHIFT, INCIDENT_GENERATION
from sim.schema import Decision, Ego
from tests.experiment.made_by_hand import contacts_by_hand

WAY = service_recovery.no_failures(load().params, 0).section[0]


def test_severity() -> None:
    """Half are failures; a fifth of these serious; of the others three in four small."""
    cases = [severity_of(0.5, 0.2, 0.75, (i + 0.5) / 1000) for i in range(1000)]
    assert [cases.count(severity) for severity in (NO_FAILURE, SMALL, MEDIUM, SERIOUS)] == [500, 300, 100, 100]
    assert severity_of(0.0, 0.2, 0.75, 1e-9) == NO_FAILURE


def test_every_case_of_an_incident_is_a_service_failure() -> None:
    """By the generation in the case_key; next cases of ordinary ones are not."""
    of_incident = (INCIDENT_GENERATION << GENERATION_SHIFT) + 5
    assert service_recovery.failure_prob_of(of_incident, 0.3, 1.0) == 1.0
    assert service_recovery.failure_prob_of(of_incident, 0.3, 0.0) == 0.0, "without the mechanism nothing is"
    assert service_recovery.failure_prob_of((7 << GENERATION_SHIFT) + 5, 0.3, 1.0) == 0.3


def test_quality_by_hand() -> None:
    """Unsolved is no recovery; warm, at once and in the first conversation is a perfect one; each deficit reduces it."""
    assert recovery_quality(WAY, False, 1, True, 2.0) == 0.0
    assert recovery_quality(WAY, True, 1, True, 2.0) == 1.0
    assert recovery_quality(WAY, True, 1, True, -2.0) == pytest.approx(0.6)
    assert recovery_quality(WAY, True, 2, True, 2.0) == pytest.approx(0.4)
    assert recovery_quality(WAY, True, 1, False, 0.0) == pytest.approx(0.6 * 0.8)


def test_only_a_small_failure_that_does_not_repeat_may_end_above_none() -> None:
    assert failure_effect_logit(WAY, SMALL, 1.0, False) == pytest.approx(0.18)
    assert failure_effect_logit(WAY, SMALL, 0.0, False) == pytest.approx(-0.3)
    for severity, quality in product((SMALL, MEDIUM, SERIOUS), (0.0, 0.5, 1.0)):
        assert failure_effect_logit(WAY, severity, quality, True) <= 0.0
    assert failure_effect_logit(WAY, MEDIUM, 1.0, False) == failure_effect_logit(WAY, SERIOUS, 1.0, False) == 0.0
    assert loyalty_logit(1.5, 0.18) == pytest.approx(1.32), "loyalty: that without a failure"
    assert loyalty_logit(1.0, -0.3) == 1.0


def test_a_second_failure_within_memory_has_no_paradox() -> None:
    """The same customer, well served after two small failures: only the first raises satisfaction; anonymous: no history."""
    memory = service_recovery.no_failures(load().params, 2)
    well = {"severity": SMALL, "manner_sd": 2.0, "satisfaction": 1.0, "customer_id": 1}
    first, second, stranger = well, well | {"contact_id": 1}, well | {"customer_id": -1}
    contacts = contacts_by_hand(first, second, stranger, stranger, {"satisfaction": 1.0})
    service_recovery.add_failure_effects(memory.section, memory.failed_day, contacts, 0)
    assert contacts.satisfaction.tolist() == pytest.approx([1.18, 1.0, 1.18, 1.18, 1.0])
    later = contacts_by_hand(well)
    service_recovery.add_failure_effects(memory.section, memory.failed_day, later, 366)
    assert later.satisfaction[0] == pytest.approx(1.18), "forgotten after a year"


def test_customers_beyond_those_who_usually_join_are_remembered_too() -> None:
    """Word of mouth brings two more than there was space for; the third customer's second failure within a year repeats."""
    memory = service_recovery.no_failures(load().params, 1)
    service_recovery.make_room(memory, 3)
    service_recovery.make_room(memory, 2)
    well = {"severity": SMALL, "manner_sd": 2.0, "satisfaction": 1.0, "customer_id": 2}
    contacts = contacts_by_hand(well, well | {"contact_id": 1})
    service_recovery.add_failure_effects(memory.section, memory.failed_day, contacts, 0)
    assert contacts.satisfaction.tolist() == pytest.approx([1.18, 1.0])
    assert memory.failed_day.size == 3


def test_escalated_cases_are_not_decided_at_once() -> None:
    """Escalation, refused decision, transfer, and an agent who took it personally."""
    well = {"severity": SMALL, "manner_sd": 2.0, "satisfaction": 0.0}
    rows = [well | more
            for more in ({"decision": Decision.BY_AGENT}, {"decision": Decision.BY_TEAM_LEADER}, {"transferred": True},
                                     {"ego": Ego.NO_HELP})]
    contacts = contacts_by_hand(*rows)
    memory = service_recovery.no_failures(load().params, 0)
    service_recovery.add_failure_effects(memory.section, memory.failed_day, contacts, 0)
    assert contacts.recovery.tolist() == pytest.approx([1.0, 0.6, 0.6, 0.6])


def test_a_play_needs_a_failure_of_its_contact_type_and_an_agent_who_helps() -> None:
    assert service_recovery.uses_play(SMALL, 0.9, 0, True, False)
    assert service_recovery.uses_play(SMALL, 0.0, 0, True, False), "a play that never works is still played"
    assert not service_recovery.uses_play(NO_FAILURE, 0.9, 0, True, False)
    assert not service_recovery.uses_play(SMALL, -1.0, 0, True, False)
    assert not service_recovery.uses_play(SMALL, 0.9, 1, True, False)
    assert not service_recovery.uses_play(SMALL, 0.9, 0, False, False)
    assert not service_recovery.uses_play(SMALL, 0.9, 0, True, True)
