"""Two engines, one model: the compiled day gives what the SimPy day gives, to the last bit."""

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import HealthCheck, given, settings

from sim.config.files import names
from sim.config.scenario import load
from sim.engine.compiled_day import CompiledEngine
from sim.engine.compiled_day import loop as compiled
from sim.model.day import QueueTooLong
from sim.params import Params, Run
from tests.engines.twins import difference, first_difference, run_with
from tests.engines.worlds import BARE, bare, worlds

FEW = ["customers.n=5000", "run.record=full", "run.warm_up_days=0"]
TWO_CONTACT_TYPES = {name: BARE["contact_types"]["call"] | {"share": 0.5, "priority": i} for i,
                     name in enumerate(("first", "second"))}
AT_8 = {"centre.opens_h": 8, "centre.closes_h": 12, "demand.interval_h": 4}

BARE_QUEUES = {
    "Erlang-A": {},
    "no patience": {"mechanisms.patience": False, "demand.needs_per_day": 2000},
    "balking and redials": {"patience.balk_prob": 0.3, "redial.after_abandon_prob": 0.7, "demand.needs_per_day": 5000},
    "finite lines": {"centre.n_lines": 14, "redial.after_blocked_prob": 0.5, "demand.needs_per_day": 5000},
    "returns": {"contact_types.call.resolve_prob": 0.5, "repeats.return_prob": 0.8,
                "repeats.delay_distribution": "exponential mean 1 h"},
    "returns days later": {"contact_types.call.resolve_prob": 0.5, "repeats.return_prob": 0.8, "repeats.same_day_share": 0.3,
                           "repeats.later_day_shares": [2.0, 1.0]},
    "a mixture of patience": {"patience.distribution": "10 % exactly 0 s + 40 % exponential mean 70 s + 50 % never",
                              "demand.needs_per_day": 4000},
    "random agent": {"routing.which_agent": "random", "routing.which_contact": "repeats_first"},
    "gamma and uniform": {"contact_types.call.talk_distribution": "gamma mean 5 min cv 0.7",
                          "contact_types.call.wrap_distribution": "uniform 10 s to 1 min"},
    "the longest durations": {"contact_types.call.talk_distribution": "lognormal mean 52000 weeks sigma 10",
                              "contact_types.call.wrap_distribution": "gamma mean 52000 weeks cv 10",
                              "repeats.delay_distribution": "exponential mean 52000 weeks",
                              "contact_types.call.resolve_prob": 0.5, "repeats.return_prob": 0.8},
    "a drop in staff": {"demand.interval_h": 8, "demand.profile": [1.0, 1.0, 1.0],
                        "workforce.groups.agents.agents_per_interval": [12, 4, 9]},
    "served out": AT_8 | {"centre.at_closing": "serve_out", "demand.needs_per_day": 800},
    "turned away": AT_8 | {"centre.at_closing": "turn_away", "demand.needs_per_day": 800, "redial.after_blocked_prob": 0.5},
    "two contact types and groups": {
        "contact_types": TWO_CONTACT_TYPES, "demand.needs_per_day": 3500,
        "workforce.groups": {
            "all": BARE["workforce"]["groups"]["agents"] | {"n_agents": 6, "agents_per_interval": [6]},
            "first": BARE["workforce"]["groups"]["agents"]
            | {"n_agents": 6, "agents_per_interval": [6], "contact_types": ["first"]}}},
    "mail and its promise": AT_8 | {
        "centre.at_closing": "serve_out", "demand.needs_per_day": 400, "mechanisms.channels": True, "channels.email_share": 0.5,
        "channels.email_promise_h": 2, "channels.email_also_call_prob": 0.5, "channels.email_priority": 1,
        "workforce.groups.agents.agents_per_interval": [3]},
    "chats beside calls": {
        "mechanisms.channels": True, "channels.chat_share": 0.5, "channels.chat_max": 3, "channels.silent_abandonment_prob": 0.5,
        "channels.silent_abandonment_s": 60, "channels.chat_busy_resolve_factor": 0.9, "contact_types.call.resolve_prob": 0.8,
        "repeats.return_prob": 0.8, "repeats.delay_distribution": "exponential mean 1 h", "demand.needs_per_day": 4000},
    "told and called back": {
        "mechanisms.managed_expectations": True, "announcements.announce_from_s": 60, "announcements.announcement_balk_prob": 0.3,
        "announcements.callback_from_s": 120, "announcements.callback_accept_prob": 0.5,
        "announcements.callback_reached_prob": 0.7, "announcements.callback_max_calls": 2, "demand.needs_per_day": 4000},
    "a second tier": {"contact_types": TWO_CONTACT_TYPES
                      | {"first": TWO_CONTACT_TYPES["first"] | {"transfer_prob": 0.3, "transfer_to": "second"}}},
}

SHIFTS = AT_8 | {"workforce.groups.agents.agents_per_interval": None, "roster.shift_starts_h": [8], "demand.needs_per_day": 0,
                 "centre.at_closing": "serve_out", "mechanisms.patience": False}
NOON_S = 12 * 3600
EDGES = {
    "free at closing, and long past the shift": SHIFTS | {
        "workforce.groups.agents.n_agents": 1, "workforce.groups.agents.hours_per_week": 17.5,
        "contact_types.call.talk_distribution": "exactly 31 min",
        "contact_types.call.timetable_s": [NOON_S - 31 * 60, NOON_S - 60]},
    "two linger as lunch ends, for one who waits": SHIFTS | {
        "workforce.groups.agents.n_agents": 2, "workforce.groups.agents.hours_per_week": 25, "mechanisms.breaks": True,
        "roster.lunch": "common", "roster.lunch_from_h": 12, "roster.lunch_until_h": 12.5, "roster.lunch_min": 30,
        "contact_types.call.talk_distribution": "exactly 31 min",
        "contact_types.call.timetable_s": [NOON_S - 60, NOON_S - 60, NOON_S - 30]},
    "work after the call ends at midnight": {
        "demand.needs_per_day": 0, "contact_types.call.talk_distribution": "exactly 10 min",
        "contact_types.call.wrap_distribution": "exactly 10 min",
        "contact_types.call.timetable_s": [0, 82_800, 85_200], "workforce.groups.agents.n_agents": 2,
        "workforce.groups.agents.agents_per_interval": [2]},
    "hung up early, and no next steps after all": {
        "mechanisms.bonus": True, "costs.bonus_on": "aht", "costs.bonus_per_month": 1000, "mechanisms.next_issue": True,
        "conversation.gaming_prob": 0.5, "conversation.gaming_talk_s": 60, "questions.what_else_share": 0.5},
    "five leaders": {
        "mechanisms.rules": True, "contact_types.call.decision_prob": 1.0, "authority.n_rules": 1, "authority.escalate_prob": 1.0,
        "leadership.n_team_leaders": 5, "authority.team_leader_distribution": "exponential mean 3 min"},
}


def assert_agree(params: Params, run: Run, replication: int = 0) -> None:
    """Run both engines: every contact, agent day, daily sum and amount is equal."""
    one, other = (run_with(engine, params, run, replication) for engine in ("simpy", "compiled"))
    assert (found := first_difference(one, other)) is None, found


@pytest.mark.parametrize("days", [2, pytest.param(14, marks=pytest.mark.verify)])
@pytest.mark.parametrize("name", names())
def test_shipped_scenarios(name: str, days: int) -> None:
    scenario = load(name, [*FEW, f"run.horizon_days={days}"])
    assert_agree(scenario.params, scenario.run)


def test_a_week_of_base() -> None:
    """With all 80 000 customers; repeats come back days later, agents learn, tire and quit, customers leave."""
    scenario = load("base", ["run.record=full", "run.warm_up_days=0", "run.horizon_days=7"])
    assert_agree(scenario.params, scenario.run, replication=3)


@pytest.mark.parametrize("name", BARE_QUEUES | EDGES)
def test_bare_queues(name: str) -> None:
    """Round the clock unless stated otherwise, so that conversations, waits and timers are carried over midnight."""
    run = load("bare_queue", ["run.record=full", "run.warm_up_days=0", "run.horizon_days=2"]).run
    assert_agree(bare((BARE_QUEUES | EDGES)[name]), run)


@settings(max_examples=100, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck))
@given(worlds())
def test_drawn_worlds(world: tuple[Params, Run]) -> None:
    """Half of the worlds in whole minutes, so that most events share their instant with others."""
    assert_agree(*world)


@pytest.mark.verify
@settings(max_examples=3000, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck))
@given(worlds())
def test_many_drawn_worlds(world: tuple[Params, Run]) -> None:
    assert_agree(*world)


def test_a_queue_too_long_stops_both_at_the_same_contact() -> None:
    scenario = load("bare_queue", ["demand.needs_per_day=20000", "centre.longest_queue=50", "mechanisms.patience=false"])
    one, other = (run_with(engine, scenario.params, scenario.run) for engine in ("simpy", "compiled"))
    assert one.stopped is not None
    assert one.stopped == other.stopped


def test_a_day_that_stopped_has_no_midnight() -> None:
    """Rows of contacts not yet arrived are uninitialised; closing the day's times over them would read agents that do not
    exist."""
    scenario = load("bare_queue", ["demand.needs_per_day=20000", "centre.longest_queue=50", "mechanisms.patience=false"])
    given = run_with("simpy", scenario.params, scenario.run).given
    engine = CompiledEngine()
    for today in given[:-1]:
        engine.run_day(*today)
    with pytest.raises(QueueTooLong):
        engine.run_day(*given[-1])
    clock = engine._room._tables["clock"][0]
    assert clock["next_due"] < given[-1][2].day.size, "some were still to come"
    assert (clock["n_gone"], clock["n_still_here"], clock["n_at_work"]) == (0, 0, 0)


def test_tables_that_fill_up_grow() -> None:
    """Everyone redials at once some 20 times: far more contacts than were due, and more events than agents."""
    scenario = load("bare_queue", [
        "patience.distribution=uniform 1 s to 20 s", "redial.after_abandon_prob=1", "redial.max_redials=20",
        "redial.delay_distribution=exactly 1 min", "contact_types.call.talk_distribution=exactly 1 h", "run.horizon_days=1",
        "run.warm_up_days=0"])
    one, other = (run_with(engine, scenario.params, scenario.run) for engine in ("simpy", "compiled"))
    assert one.days[0].contacts.day.size > 5 * one.given[0][2].day.size
    assert (found := first_difference(one, other)) is None, found


def test_one_engine_runs_day_after_day_of_any_centre() -> None:
    """A large day, then small ones, changed parameters, and back: old contents of the tables have no effect."""
    few = ["run.horizon_days=2", "run.warm_up_days=0"]
    scenarios = [load("base", [*FEW, *few]), load("bare_queue", few), load("bare_queue", ["centre.n_lines=14", *few])]
    given = [today for scenario in scenarios for today in run_with("simpy", scenario.params, scenario.run).given]
    day_params, *today = given[0]
    given += [(day_params.replaced(**change), *today)
              for change in ({"time_given_share": 0.8}, {"n_lines": 5}, {"time_given_share": 1.0})]
    kept = CompiledEngine()
    for _ in range(2):
        for today in given:
            fresh = CompiledEngine().run_day(*today)
            assert (found := difference(kept.run_day(*today), fresh, "day")) is None, found


def test_in_threads_as_alone() -> None:
    """Replications in threads give the same results as alone."""
    scenario = load("base", [*FEW, "run.horizon_days=3"])

    def completed(replication: int) -> object:
        return run_with("compiled", scenario.params, scenario.run, replication)

    alone = [completed(replication) for replication in range(6)]
    with ThreadPoolExecutor(3) as threads:
        together = list(threads.map(completed, range(6)))
    assert [first_difference(a, b) for a, b in zip(alone, together, strict=True)] == [None] * 6


def test_one_compilation_serves_every_centre() -> None:
    """After the runs above, another scenario needs no further compilation."""
    for name in ("bare_queue", "base", "aht_cap_180"):
        scenario = load(name, [*FEW, "run.horizon_days=1"])
        run_with("compiled", scenario.params, scenario.run)
    assert len(compiled._run.signatures) == 1


WORKAROUND = """
import hashlib, sys
from sim.config.scenario import load
from sim.year import run_days
scenario = load("aht_cap_180", {overrides})
record = run_days(scenario.params, scenario.run, 0)
digest = hashlib.sha256()
for table in (record.contacts, record.agent_days, record.days.values()):
    for column in table:
        digest.update(column.tobytes())
print(digest.hexdigest())
"""


def record_in_a_process(**more: str) -> str:
    """A digest of the full record of a small day in the compiled engine, in a process with more in its environment."""
    few = ["customers.n=100", "demand.needs_per_day=150", "run.record=full", "run.horizon_days=1", "run.warm_up_days=0"]
    code = WORKAROUND.format(overrides=[*few, "run.engine=compiled"])
    done = subprocess.run([sys.executable, "-c", code], env=os.environ | more, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_without_compilation_the_same_record() -> None:
    """The loop is also valid plain Python, and its results do not depend on the compiler."""
    assert record_in_a_process(NUMBA_DISABLE_JIT="1") == record_in_a_process()


@pytest.mark.verify
def test_with_numbas_documented_interfaces_alone_the_same_record() -> None:
    """Without `sim.jit_fast` all is compiled another way, which takes some two minutes."""
    assert record_in_a_process(CONTACT_CENTRE_PLAIN_NUMBA="1") == record_in_a_process()
