"""The contract: both engines keep it, and a day that breaks it is detected."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings

from sim.config.scenario import load
from sim.engine.simpy_day import dispatcher
from sim.model import day as at
from sim.model.contact import routing
from sim.model.day import DayRecord
from sim.params import Params, Run
from sim.schema import Outcome
from tests.engines.contract import errors
from tests.engines.twins import ReplicationResult, run_with
from tests.engines.worlds import worlds

ENGINES = ["simpy", "compiled"]
# One agent, conversations of 100 s, patience 100 s: at 100 s patience ends as the agent becomes free.
TIE = ["contact_types.call.timetable_s=[0,0,0]", "contact_types.call.talk_distribution=exactly 100 s",
       "patience.distribution=exactly 100 s",
       "workforce.groups.agents.n_agents=1", "workforce.groups.agents.agents_per_interval=[1]"]
SMALL = ["demand.needs_per_day=600", "workforce.groups.agents.agents_per_interval=[2]"]
LONG_EMAILS = ["mechanisms.channels=on", "channels.email_share=0.3", "channels.email_handle_distribution=exactly 20 min",
              "contact_types.call.talk_distribution=exactly 2 min", "contact_types.call.resolve_prob=0", "mechanisms.repeats=on",
              "repeats.return_prob=0.7", "repeats.max_repeats=1", "conversation.need_on_repeat=persistent",
              "conversation.restart_s=60", "conversation.retained_work_share=0.5", "demand.needs_per_day=600"]
BUSY = ["customers.n=5000", "contact_types.billing.priority=1", "demand.growth_factor=1.6", "workforce.training_h_per_week=0"]


def broken(completed: ReplicationResult) -> list[str]:
    """All rules that the days of a run break; a day on which the run stopped has no record."""
    return [line for given, record in zip(completed.given, completed.days, strict=False) for line in errors(*given[:5], record)]


@pytest.mark.parametrize("engine", ENGINES)
@settings(max_examples=60, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck))
@given(world=worlds())
def test_kept_in_drawn_worlds(engine: str, world: tuple[Params, Run]) -> None:
    assert broken(run_with(engine, *world)) == []


@pytest.mark.verify
@settings(max_examples=1000, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck))
@given(world=worlds())
def test_kept_in_many_drawn_worlds(world: tuple[Params, Run]) -> None:
    assert broken(run_with("compiled", *world)) == []


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(("name", "overrides"), [
    ("base", BUSY), ("bare_queue", SMALL), ("bare_queue", TIE), ("bare_queue", LONG_EMAILS)])
def test_kept_in_shipped_scenarios(engine: str, name: str, overrides: list[str]) -> None:
    scenario = load(name, [*overrides, "run.horizon_days=2", "run.warm_up_days=0"])
    assert broken(run_with(engine, scenario.params, scenario.run)) == []


# --- an engine that breaks it -------------------------------------------------------------------------------------


def test_abandonment_before_matching_is_detected(monkeypatch: pytest.MonkeyPatch) -> None:
    scenario = load("bare_queue", [*TIE, "run.horizon_days=1", "run.warm_up_days=0"])
    monkeypatch.setattr(dispatcher, "MATCHES", at.ABANDONS)
    monkeypatch.setattr(at, "ABANDONS", at.MATCHES)
    assert any("at 100.0 s contacts wait" in line for line in broken(run_with("simpy", scenario.params, scenario.run)))


@pytest.mark.parametrize(("patched", "value", "statement"), [
    ("contact_class", lambda which, priority, n_conversations: 3 - priority, "first in line"),
    ("agent_rank", lambda which, idle_since_s, *rest: -idle_since_s, "went past agent"),
])
def test_another_order_is_detected(monkeypatch: pytest.MonkeyPatch, patched: str, value: Any, statement: str) -> None:
    """Priorities turned round; the agent who became free last goes first."""
    scenario = load("base", [*BUSY, "run.horizon_days=2", "run.warm_up_days=0"])
    monkeypatch.setattr(routing if patched == "agent_rank" else dispatcher, patched, value)
    assert any(statement in line for line in broken(run_with("simpy", scenario.params, scenario.run)))


# --- a changed record ------------------------------------------------------------------------------------

Spoil = Callable[[DayRecord], DayRecord]


def contacts(**columns: Any) -> Spoil:
    """Change columns of the contacts, by functions of the column."""
    def spoil(record: DayRecord) -> DayRecord:
        changed = {name: change(getattr(record.contacts, name).copy()) for name, change in columns.items()}
        return record._replace(contacts=record.contacts._replace(**changed))
    return spoil


def agents(**columns: Any) -> Spoil:
    """Change columns of the agent days."""
    def spoil(record: DayRecord) -> DayRecord:
        changed = {name: change(getattr(record.agents, name).copy()) for name, change in columns.items()}
        return record._replace(agents=record.agents._replace(**changed))
    return spoil


def without_the_last(record: DayRecord) -> DayRecord:
    return record._replace(contacts=type(record.contacts)(*(column[:-1] for column in record.contacts)))


def all_by_one(ids: Any) -> Any:
    return np.where(ids >= 0, ids[ids >= 0][0], ids)


SPOILED: dict[str, tuple[Spoil, str]] = {
    "a contact is lost": (without_the_last, "came in"),
    "an id twice": (contacts(contact_id=lambda ids: np.concatenate([ids[:1], ids[:-1]])), "one twice"),
    "a column of another type": (contacts(contact_type=lambda contact_types: contact_types.astype(np.float64)), "is float64"),
    "someone else's case": (contacts(case_key=lambda keys: keys[::-1]), "somebody else"),
    "nobody comes again": (contacts(follow_up=lambda follow_up: np.where(follow_up == 2, 3, follow_up)), "followed by another"),
    "an answer before the call": (contacts(answered_at_s=lambda at_s: at_s - 40_000.0), "before it began"),
    "a wait too long": (contacts(wait_s=lambda wait_s: wait_s + 1.0), "wait_s"),
    "all talk with one agent": (contacts(agent_id=all_by_one), "begins a talk"),
    "talks twice as long": (contacts(handle_s=lambda handle_s: 2.0 * handle_s), "busy until"),
    "an agent's hour too much": (agents(busy_s=lambda busy_s: busy_s + 3600.0), "by the contacts"),
    "a talk too many": (agents(n_conversations=lambda n_conversations: n_conversations + 1), "talks, by the contacts"),
    "answered a minute late": (contacts(answered_at_s=lambda at_s: at_s + 60.0, wait_s=lambda wait_s: wait_s + 60.0,
                                        ended_at_s=lambda at_s: at_s + 60.0), "is free from"),
    "no queue": (lambda record: record._replace(queue_peak=0), "longest queue"),
    "never escalated": (lambda record: record._replace(n_escalated=0), "escalated"),
}


@pytest.fixture(scope="module")
def good() -> ReplicationResult:
    scenario = load("base", [*BUSY, "mechanisms.absence=false", "run.horizon_days=1", "run.warm_up_days=0"])
    completed = run_with("compiled", scenario.params, scenario.run)
    assert broken(completed) == []
    assert (completed.days[0].contacts.outcome == Outcome.ABANDONED).any()
    return completed


@pytest.mark.parametrize("how", SPOILED)
def test_a_changed_record_is_detected(good: ReplicationResult, how: str) -> None:
    spoil, statement = SPOILED[how]
    found = errors(*good.given[0][:5], spoil(good.days[0]))
    assert any(statement in line for line in found), found[:3]
