"""Special pages, answered with few replications: the page, its table and the printed answer, in a new folder."""

import io
from pathlib import Path

import pandas as pd
import pytest

from sim.analysis.statistics.validation_rows import ROWS
from sim.experiment.questions import read
from sim.reporting.special import answered

SMALL = ["customers.n=4000", "demand.needs_per_day=60", "run.warm_up_days=0", "run.replications=2"]


@pytest.mark.parametrize(("name", "table", "days", "n_rows"), [
    ("external_validation", "external_validation", 28, len(ROWS)),
    ("what_each_mechanism_does", "attribution", 2, None),
    ("feedback_loops", "loops", 35, None)])
def test_a_page_of_its_own(name: str, table: str, days: int, n_rows: int | None, tmp_path: Path) -> None:
    """Both languages from the same numbers; the table beside the page can be read again."""
    asked = read(name, [*SMALL, f"run.horizon_days={days}"])
    asked = asked.model_copy(update={"loops": tuple(loop.model_copy(update={"horizon_days": days}) for loop in asked.loops[:1])})
    pages, printed = {}, io.StringIO()
    for language in ("en", "da")[:2 if table == "external_validation" else 1]:
        results = tmp_path / language / "not there yet"
        page = answered(asked, results, language, printed, jobs=1)
        assert page.parent.parent == results / name
        pages[language] = page.read_text(encoding="utf-8")
        found = pd.read_parquet(page.parent / f"{table}.parquet")
        assert len(found) == n_rows if n_rows else len(found)
    assert "<svg" in pages["en"] or "data:image/png" in pages["en"]
    assert str(page) in printed.getvalue().replace("\n", "")
    if "da" in pages:
        assert 'lang="da"' in pages["da"]
        assert pages["da"] != pages["en"]
