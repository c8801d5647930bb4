"""The STRESS-DES page is made from the declarations, and the committed page is up to date."""

import runpy
import sys
from functools import cache
from pathlib import Path

import pytest

from sim.config.files import names
from sim.config.scenario import load
from sim.kpis import KPIS
from sim.params import Mechanisms
from sim.reporting import stress_des

ITEMS = ["1.1", "1.2", "1.3", "2.1", "2.2", "2.3", "2.4", "2.5.1", "2.5.2", "2.5.3", "2.5.4", "2.5.5", "3.1", "3.2", "3.3", "3.4",
         "4.1", "4.2", "4.3", "5.1", "5.2", "5.3", "5.4", "6.1"]


@cache
def page() -> str:
    return stress_des.page()


def test_it_has_every_item_of_the_checklist_in_order() -> None:
    places = [page().find(f"**{item} ") for item in ITEMS]
    assert -1 not in places
    assert places == sorted(places)


def test_it_lists_every_scenario_and_value_of_base() -> None:
    text, base = page(), load()
    switches = [f"mechanisms.{name}" for name in Mechanisms.model_fields]
    for name in [*names(), *switches, *(key for key in base.sources if key != "name")]:
        assert f"| `{name}` |" in text, name


def test_it_counts_measures_and_mechanisms_and_leads_to_their_pages() -> None:
    assert f"{len(KPIS)} [measures](measures.md)" in page()
    assert f"[The {len(Mechanisms.model_fields)} mechanisms](../guides/index.md" in page()


def test_the_command_writes_the_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", ["stress_des", str(tmp_path / "page.md")])
    runpy.run_path(stress_des.__file__, run_name="__main__")
    assert (tmp_path / "page.md").read_text(encoding="utf-8") == page()


def test_the_committed_page_is_up_to_date() -> None:
    committed = Path(__file__).parents[2] / "docs" / "reference" / "stress_des.md"
    assert committed.read_text(encoding="utf-8") == page(), "run make docs, and commit what it writes"
