"""Amounts stand in the scenario's currency, and no text names another."""

from dataclasses import replace

import pytest

from sim.config.scenario import vary
from sim.experiment.answer import Answer
from sim.findings import formats, measures
from sim.i18n import extraction
from sim.i18n.translate import Translator
from sim.reporting import report


@pytest.mark.parametrize(("language", "currency", "unit"), [
    ("en", "DKK", "thousand DKK a year"), ("da", "DKK", "tusind kr. om året"), ("en", "EUR", "thousand € a year"),
    ("da", "SEK", "tusind SEK om året")])
def test_a_measure_of_money_names_the_currency(language: str, currency: str, unit: str) -> None:
    assert measures.unit("cost", Translator(language, currency)) == unit


def test_an_amount_is_written_as_the_language_writes_it() -> None:
    assert formats.money(1234567.4, Translator("da", "EUR")) == "1.234.567\u00a0€"
    assert formats.money(1234567.4, Translator("en", "EUR")) == "€1,234,567"


def test_a_report_names_the_scenarios_currency_alone(two: Answer, monkeypatch: pytest.MonkeyPatch, tmp_path) -> None:
    monkeypatch.setattr(report, "_figures", lambda *_: iter(()))
    euro = tuple(vary(one, {"costs.currency": "EUR"}, "a test", one.name) for one in two.scenarios)
    page = report.write_report(replace(two, scenarios=euro), tmp_path / "report.html").read_text(encoding="utf-8")
    before_sources = page.split('id="numbers"')[0]
    assert "Thousand € a year" in before_sources
    assert "DKK" not in before_sources


def test_no_text_names_a_currency_by_itself() -> None:
    for entry in extraction.read(extraction.catalogue_file("da")):
        for text in [entry.id, entry.string]:
            assert isinstance(text, tuple | list) or "kroner" not in text.lower()
            assert isinstance(text, tuple | list) or "DKK" not in text or "ISO" in text or "EUR" in text, text
