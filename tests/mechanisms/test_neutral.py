"""A mechanism that is switched off has never been: results are those of its neutral values, to the last bit."""

import hashlib
import json
from functools import cache
from typing import Any

import pytest

from sim.config.scenario import Scenario, load, vary
from sim.mechanism import Mechanism
from sim.mechanisms import MECHANISMS
from sim.params.catalogue import keys_of
from sim.year import run_days

BY = "changed by a test"
Columns = dict[str, str]      # hash of the values of each column of a record, by table and name

# Mechanisms whose parameters have no values with which it would have no effect to the last bit, and why.
WITHOUT_NEUTRAL = {
    "attitude": "the last contact and the first value of customers are recorded with changes of attitude, whatever their size",
    "churn": "churn_per_year also says how long the first customers have been here, whether or not customers leave",
    "buying": "margin per customer is then a sum over customers, equal to the usual one but for rounding",
    "team_leaders": "work beyond the hours of team leaders falls on the managers, whatever the span",
    "standard_erosion": "no finite time stops the erosion",
}
# What else a mechanism's neutral values would change, and is switched off on both sides.
BESIDE = {
    "recovery": ["incidents"],          # cases of an incident are failures, whatever the contact type
    "quitting": ["aht_cap"],            # a visible clock is a cause for discontent, too
    "breaks": ["training", "purpose"],  # the weekly session is a break whose length they set
}
# A centre in which every mechanism acts within six weeks.
EVERYTHING: dict[str, Any] = {
    "run.horizon_days": 42, "run.warm_up_days": 0, "run.engine": "compiled", "run.record": "full", "run.seed": 5,
    "mechanisms.budget_follows_revenue": True, "customers.n": 20_000,
    "conversation.aht_cap_s": 180, "conversation.clock_visible": True,
    "announcements.announce_from_s": 30, "announcements.callback_from_s": 60,
    "plays": {"outage": {"contact_type": "technical", "solve_prob": 0.9, "talk_factor": 0.6, "manner_sd": 0.3, "cost": 40}},
    "loyalty.offer_day": 10, "incidents.on_days": [3], "mass_communication.emails_per_month": 4,
    "costs.bonus_on": "aht", "costs.bonus_per_month": 4000, "costs.bonus_target": 400, "costs.market_pay_per_month": 30000,
    "expectations.rise_per_year": 0.5, "pressure.work_pressure_elasticity": -0.25, "pressure.standard_erosion_weeks": 19,
    "root_causes.noticed": [1], "root_causes.investigation_h_per_week": 10, "root_causes.log_share": 0.5,
    "word_of_mouth.viral_day": 8, "word_of_mouth.viral_reach": 1e6,
    "purpose.repetition_h_per_month": 1, "budget.review_days": 7, "budget.follows_revenue_elasticity": 10,
    "authority.authority_share": 0.5, "manners.rude_share": 0.1, "pressure.reference_load": 0.5, "leadership.best_span": 2,
    "workforce.quits_per_year": 8, "workforce.vacancy_days": 1, "workforce.course_days": 1,
}


@cache
def everything() -> Scenario:
    """A small centre in which every mechanism acts."""
    return vary(load("email_and_chat_beside_phone"), EVERYTHING, BY)


def neutral_values(mechanism: Mechanism, scenario: Scenario) -> dict[str, Any]:
    """All declared neutral values of a mechanism by dotted key, for every contact type."""
    found: dict[str, Any] = {}
    fields = {name: field for part in mechanism.parameters for name, field in part.model_fields.items()}
    for key in keys_of(mechanism):
        extra = fields[key.split(".")[-1]].json_schema_extra
        if isinstance(extra, dict) and extra.get("mechanism") == mechanism.name:
            found |= {key.replace("*", name): extra["neutral"] for name in scenario.params.contact_types}
    return found | dict(mechanism.neutral)


def differing(one: Columns, other: Columns) -> list[str]:
    """Columns of two records that are not equal to the last bit."""
    assert one.keys() == other.keys()
    return [name for name in one if one[name] != other[name]]


@cache
def run(scenario_json: str) -> Columns:
    """Every column of the first replication of `everything` with some changes."""
    scenario = vary(everything(), json.loads(scenario_json), BY)
    record = run_days(scenario.params, scenario.run, 0)
    tables = {"days": record.days} | {name: getattr(record, name)._asdict() for name in ("contacts", "agent_days", "customers")}
    return {f"{table}.{name}": hashlib.blake2b(column.tobytes(), digest_size=16).hexdigest()
            for table, columns in tables.items() for name, column in columns.items()}


def record_with(changes: dict[str, Any]) -> Columns:
    return run(json.dumps(changes, sort_keys=True))


def beside(name: str) -> dict[str, Any]:
    return {f"mechanisms.{other}": False for other in BESIDE.get(name, [])}


@pytest.mark.parametrize("mechanism", MECHANISMS, ids=lambda mechanism: mechanism.name)
def test_every_mechanism_acts_here(mechanism: Mechanism) -> None:
    """Guard: otherwise the test below proves nothing."""
    changes = beside(mechanism.name)
    assert differing(record_with(changes), record_with(changes | {f"mechanisms.{mechanism.name}": False}))


@pytest.mark.parametrize("mechanism", [mechanism for mechanism in MECHANISMS if mechanism.name not in WITHOUT_NEUTRAL],
                         ids=lambda mechanism: mechanism.name)
def test_off_is_neutral(mechanism: Mechanism) -> None:
    changes = beside(mechanism.name)
    neutral = record_with(changes | neutral_values(mechanism, everything()))
    assert differing(record_with(changes | {f"mechanisms.{mechanism.name}": False}), neutral) == []


def test_every_mechanism_has_neutral_values_or_a_reason() -> None:
    """The list above holds each mechanism without them; a value declared for one of its parameters alone is not enough."""
    values = {mechanism.name: (mechanism.neutral, neutral_values(mechanism, everything())) for mechanism in MECHANISMS}
    assert all(not values[name][0] and reason for name, reason in WITHOUT_NEUTRAL.items())
    assert all(found for name, (_, found) in values.items() if name not in WITHOUT_NEUTRAL)
