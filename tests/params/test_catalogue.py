"""Each parameter is declared once, and its name ends in its unit."""

import pytest

from sim.params.catalogue import declared

ENDINGS = {
    "_per_h": "/h", "_per_day": "1/day", "_per_week": "/week", "_per_month": "/month", "_per_year": "/year",
    "_logit_per_min": "1/min", "_s": "s", "_law": "s", "_h": "h", "_min": "min", "_days": "days", "_weeks": "weeks",
    "_sd": "SD",
}
PURE_SD = {"workforce.speed_sd", "customers.attitude_sd", "customers.score_sd", "roster.forecast_error_sd"}


@pytest.mark.parametrize("key", declared())
def test_the_unit_is_the_one_that_the_name_ends_in(key):
    row = declared()[key]
    ending = next((ending for ending in ENDINGS if key.endswith(ending)), None)
    if ending is not None and key not in PURE_SD and not key.endswith("coaching_max_h"):
        assert row.unit.endswith(ENDINGS[ending]), f"{key} in [{row.unit}]"


@pytest.mark.parametrize("key", declared())
def test_every_number_has_a_range_and_every_parameter_a_meaning(key):
    row = declared()[key]
    assert len(row.meaning) > 5
    if row.what in ("number", "whole number"):
        assert row.low is not None
        assert row.high is not None
        assert row.low < row.high


@pytest.mark.parametrize("key", [key for key in declared() if key.endswith(("_prob", "_share"))])
def test_probabilities_and_shares_lie_between_0_and_1(key):
    row = declared()[key]
    assert (row.low, row.high) == (0, 1)


def test_the_range_reads_well():
    texts = {key: declared()[key].range for key in (
        "conversation.aht_cap_s", "routing.which_agent", "demand.profile", "patience.distribution", "mechanisms.churn")}
    assert texts == {
        "conversation.aht_cap_s": "[1, 36000] or null",
        "routing.which_agent": "longest_idle | random",
        "demand.profile": "a list of [0, 1000000]",
        "patience.distribution": "a distribution of durations",
        "mechanisms.churn": "true | false",
    }
