"""Every share lies between 0 and 1, and no measure is infinite, whatever the centre."""

import math

import pytest
from hypothesis import HealthCheck, given, reject, settings
from hypothesis import strategies as st

from sim.config.errors import ConfigError
from sim.config.scenario import load
from sim.kpis.registry import KPIS, kpis_of
from sim.params import Params, Run
from sim.params.catalogue import Declared, declared
from sim.year import run_days
from tests.engines.record_checker import share_faults
from tests.engines.twins import run_with
from tests.engines.worlds import BARE, bare, worlds

# Left as they are: what decides how much there is to do, and which contact types and agents there are.
_KEPT = ("run.", "centre.", "roster.", "workforce.groups", "customers.n", "demand.needs", "demand.interval", "contact_types.",
         "incidents.", "budget.", "costs.currency")
_VARIED = [one for key, one in declared().items() if not one.many and not key.startswith(_KEPT)
           and one.what in ("number", "whole number", "yes or no", "choice")]
_SMALL = ["customers.n=200", "run.horizon_days=4", "run.warm_up_days=0", "run.engine=compiled",
          "workforce.training_h_per_week=0"]
_ALL = {"deadline": None, "derandomize": True, "database": None, "suppress_health_check": list(HealthCheck)}


def _value(one: Declared) -> st.SearchStrategy[str]:
    """An allowed value: an end of the range, as a rule."""
    if one.choices:
        return st.sampled_from(one.choices)
    if one.what == "yes or no":
        return st.sampled_from(["true", "false"])
    low, high = one.low or 0.0, 1000.0 if one.high is None else min(one.high, 1000.0)
    if one.what == "whole number":
        return st.sampled_from([int(low), int(high)]).map(str)
    return (st.sampled_from([low, high]) | st.floats(low, max(low, high))).map(repr)


@st.composite
def _overrides(draw: st.DrawFn) -> list[str]:
    chosen = draw(st.lists(st.sampled_from(_VARIED), max_size=80, unique_by=lambda one: one.key))
    return [f"{one.key}={draw(_value(one))}" for one in chosen]


def faults_of(overrides: list[str], needs_per_day: int) -> list[str]:
    """Measures out of range; a centre that is refused does not count as an example."""
    try:
        scenario = load("base", [*overrides, *_SMALL, f"demand.needs_per_day={needs_per_day}"])
    except ConfigError:
        reject()
    return share_faults(kpis_of(run_days(scenario.params, scenario.run, 0), scenario.params))


@settings(max_examples=25, **_ALL)
@given(overrides=_overrides(), needs_per_day=st.sampled_from([0, 60, 200]))
def test_shares_of_a_centre_at_the_ends_of_its_ranges(overrides: list[str], needs_per_day: int) -> None:
    assert faults_of(overrides, needs_per_day) == []


@pytest.mark.verify
@settings(max_examples=1000, **_ALL)
@given(overrides=_overrides(), needs_per_day=st.sampled_from([0, 60, 200]))
def test_shares_of_many_centres_at_the_ends_of_their_ranges(overrides: list[str], needs_per_day: int) -> None:
    assert faults_of(overrides, needs_per_day) == []


@settings(max_examples=60, **_ALL)
@given(world=worlds())
def test_shares_of_drawn_worlds(world: tuple[Params, Run]) -> None:
    record = run_with("compiled", *world).record
    assert record is None or share_faults(kpis_of(record, world[0])) == []


# What was out of range: a value that could be written, and the measure that showed it.
ONCE_OUT_OF_RANGE: dict[str, list[str]] = {
    "purchases grow by a whole wallet (wallet_share 1.86)": ["buying.growth_per_attitude=1", "buying.growth_years=0.1",
                                                             "buying.wallet_mean_share=1"],
    "a halo as large as the service (product_csat_share -.09)": [
        "first_impression.halo=1", "first_impression.product_satisfied_share=0", "first_impression.usual_csat_share=1"],
    "hardly any cost (two_points_retention_share 13.6)": ["costs.margin_per_year=1000000", "customers.n=5000"],
    "days on which nobody works or calls (time_given_share 2)": ["demand.weekday_factors=[1,0,0,0,0,0,0]",
                                                               "workforce.sickness_prob=1"],
}


@pytest.mark.parametrize("how", ONCE_OUT_OF_RANGE)
def test_what_was_out_of_range(how: str) -> None:
    scenario = load("base", [*_SMALL, "demand.needs_per_day=100", *ONCE_OUT_OF_RANGE[how]])
    assert share_faults(kpis_of(run_days(scenario.params, scenario.run, 0), scenario.params)) == []


def test_chats_that_leave_before_a_second_tier_are_no_abandoned_calls() -> None:
    """All contacts go to a second tier where nobody is, so that each answered one leaves, half of them chats."""
    call = BARE["contact_types"]["call"] | {"share": 0.5}
    group = BARE["workforce"]["groups"]["agents"] | {"contact_types": ["first"]}
    params = bare({"contact_types": {"first": call | {"transfer_prob": 1.0, "transfer_to": "second"}, "second": call},
                   "workforce.groups": {"agents": group}, "mechanisms.channels": True, "channels.chat_share": 0.9,
                   "patience.distribution": "exactly 1 min", "channels.chat_patience_distribution": "exactly 1 min"})
    run = load("bare_queue", ["run.horizon_days=2", "run.warm_up_days=0"]).run
    record = run_with("compiled", params, run).record
    assert record is not None
    kpis = kpis_of(record, params)
    assert kpis["abandoned_share"] == 1.0
    assert kpis["chat_abandoned_share"] == 1.0


def test_a_failure_is_a_share_of_answered_contacts() -> None:
    """Four were answered about failures, and three of them left before the second tier: not four of one."""
    sums = dict.fromkeys(["n_failures", "n_answered"], 4.0) | {"n_conversations": 1.0}
    assert KPIS["failure_share"].function(sums, load().params) == 1.0


def test_product_satisfaction_without_conversations_is_unknown() -> None:
    sums = {"satisfied": 0.0, "n_conversations": 0.0}
    assert math.isnan(KPIS["product_csat_share"].function(sums, load().params))
