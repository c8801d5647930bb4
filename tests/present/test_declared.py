"""What is declared in English is complete in every other language: meanings, units, definitions."""

import re

import pytest

from sim.findings import declared as said
from sim.i18n.texts import TEXTS
from sim.kpis import KPIS
from sim.params.catalogue import declared

OTHERS = [language for language in TEXTS if language != "en"]


@pytest.mark.parametrize("language", OTHERS)
def test_every_parameter_has_a_meaning_and_every_unit_a_name(language):
    assert list(set(declared()) ^ set(said.MEANINGS[language])) == []
    assert {row.unit for row in declared().values()} == set(said.UNITS[language])


@pytest.mark.parametrize("language", OTHERS)
def test_a_meaning_keeps_the_marks_of_its_original(language):
    """Keys of other parameters, and ids of the calibration, are the same in every language."""
    mark = re.compile(r"\b[A-Z]\d+b?\b|\b[a-z]+_[a-z_]*\b|null")
    for key, row in declared().items():
        assert sorted(mark.findall(said.MEANINGS[language][key])) == sorted(mark.findall(row.meaning)), key


@pytest.mark.parametrize("language", OTHERS)
def test_every_measure_is_defined(language):
    assert list(set(KPIS) ^ set(said.DEFINITIONS[language])) == []
