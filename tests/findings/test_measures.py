"""Formatted numbers."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.findings import formats, measures
from sim.i18n.translate import Translator
from sim.kpis import KPIS

TR = Translator()
HARD = "\u00a0"


@pytest.mark.parametrize(
    ("kpi", "value", "written"),
    [
        ("work_per_solved_case_s", 534.0, f"8.90{HARD}min"),
        ("aht_s", 352.4, f"352{HARD}s"),
        ("fcr_share", 0.7, "70.0%"),
        ("churn_per_year", 0.2013, "20.13% a year"),
        ("nps", -13.72, f"−13.7{HARD}points"),
        ("cost_per_contact", 1043.92, f"1,043.9{HARD}DKK"),
        ("cost", 8_050_560.0, f"8,051{HARD}thousand DKK a year"),
        ("customers_at_end", 80_012.0, "80,012"),
        ("agents_employed", 21.46, "21.5"),
        ("strategic_h_per_week", 12.34, f"12.3{HARD}h a week"),
        ("nps", math.nan, "–"),
    ],
)
def test_a_value_is_written_in_its_unit(kpi: str, value: float, written: str) -> None:
    assert measures.value(kpi, value, TR) == written


def test_a_label_that_begins_with_capitals_keeps_them_within_a_sentence() -> None:
    """Measures of a plug-in that has not given them labels: an abbreviation stays, a word begins with a small letter."""
    assert [measures.in_sentence(kpi, TR) for kpi in ("PCs_sold", "FAQ_visits", "Parcels_sent")] == [
        "PCs sold", "FAQ visits", "parcels sent"]


def test_a_difference_of_shares_is_in_points_and_has_its_half_width() -> None:
    assert measures.difference("csat_share", -0.0412, 0.0061, TR) == f"−4.1{HARD}±{HARD}0.6{HARD}percentage points"
    assert measures.difference("cost", 45_200.0, 12_000.0, TR, unit=False) == f"+45{HARD}±{HARD}12"


def test_a_narrow_interval_is_never_written_as_zero() -> None:
    """A clear difference of 0.03 points must not read as 0.0 ± 0.0."""
    assert measures.difference("fcr_share", 0.0003, 0.00012, TR, unit=False) == f"+0.03{HARD}±{HARD}0.01"


@given(st.floats(-1e9, 1e9), st.integers(0, 4))
def test_a_written_number_reads_back_as_the_rounded_one(x: float, decimals: int) -> None:
    written = formats.number(x, decimals, TR, sign=True)
    back = float(written.replace(",", "").replace("−", "-"))
    assert back == round(x, decimals) + 0.0
    assert (written[0] in "+−") == (back != 0.0)


@given(st.floats(0, 1e6))
def test_minutes_and_seconds_add_up(seconds: float) -> None:
    units = {"min": 60, "s": 1}
    told = formats.duration(seconds, TR).replace(HARD, "=").split()
    assert sum(int(part.split("=")[0]) * units[part.split("=")[1]] for part in told) == round(seconds)


@pytest.mark.parametrize("kpi", KPIS)
def test_which_way_is_better_is_the_vocabularys(kpi: str) -> None:
    assert measures.better_is(kpi) == KPIS[kpi].better
