"""A broken plug-in is reported in one line that names it: where it is registered, else where it is used."""

import functools
import math
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import sim
from sim.app.work.service import run_row
from sim.execution.tasks import Task, TaskFailed
from sim.execution.worker import run_replication
from sim.jit import is_compiling
from sim.kpis import KPIS
from sim.plugins import registry as plugins
from tests.bare import minutes, staffed

Use = Callable[..., None]
FEW = ["run.horizon_days=1", "run.warm_up_days=0", "run.record=full", minutes(0.5), *staffed(2)]
HERE = Path(__file__).name


class NoUnit(sim.Quantities):
    slower: float = 1.1


class MeanOnly(sim.Quantities):
    mean_s: float = sim.quantity("s", "mean", 0.001, 1e6)


def one_argument(s: Any) -> float:
    """A measure."""
    return 1.0


def sets_an_attribute(own: Any, params: Any, contact: Any, agent: Any, now_s: float) -> float:
    contact.joined_at_s = 0.0
    return float(agent.agent_id)


def two_arguments(own: Any, morning: Any) -> None:
    """Nothing."""


def share(s: Any, p: Any) -> float:
    """A share."""
    return 1.0


@pytest.mark.parametrize(("broken", "line"), [
    (sim.AgentPolicy("mine", "a test", two_arguments),
     "agent policy mine: its score must be a function of (own, params, contact, agent, now_s)."),
    (sim.QueuePolicy("mine", "a test", "shortest"),  # type: ignore[arg-type]
     "queue policy mine: its score must be a function of (own, params, queue, contact, now_s)."),
    (sim.AgentPolicy("mine", "a test", sets_an_attribute),
     "agent policy mine: its score sets joined_at_s; a score must change nothing."),
    (sim.Distribution("mine", "a test", MeanOnly, one_argument, one_argument),
     "distribution mine: its quantile must be a function of (own, u)."),
    (sim.Kpi("mine", "Mine", "", "lower", one_argument), "measure mine: its function must be a function of (s, params)."),
    (sim.Kpi("mine", "Mine", "", "up", share),  # type: ignore[arg-type]
     "measure mine: the better direction is higher, lower or neither, not 'up'."),
    (sim.Mechanism("mine", "a test", before_day=two_arguments),
     "mechanism mine: its before_day must be a function of (own, state, morning)."),
    (sim.Mechanism("mine", "a test", kpis=(sim.Kpi("other", "Mine", "", "lower", one_argument),)),
     "measure other: its function must be a function of (s, params)."),
    (sim.Mechanism("mine", "a test", (NoUnit,)),
     "mine.slower: declare the parameter with sim.quantity, which states its unit."),
])
def test_what_is_seen_without_a_run_is_refused_where_it_is_registered(broken: Any, line: str) -> None:
    with pytest.raises(sim.PluginError) as error:
        sim.register(broken)
    assert str(error.value) == line


def fails(own: Any, state: Any, seen: Any) -> None:
    raise ValueError("no\nsuch")


def starts_not(own: Any, centre: Any) -> None:
    raise ValueError("no such")


def changes_agents(own: Any, state: Any, morning: Any) -> None:
    morning.agents.speed[:] = 9.0


def changes_customers(own: Any, state: Any, morning: Any) -> None:
    morning.agents.attitude[:] = 9.0


def changes_due(own: Any, state: Any, morning: Any) -> None:
    morning.contacts.contact_type[:] = 0


def changes_contacts(own: Any, state: Any, evening: Any) -> None:
    evening.contacts.talk_s[:] = 0.0


def changes_agent_days(own: Any, state: Any, evening: Any) -> None:
    evening.agents.busy_s[:] = 0.0


def changes_attitude(own: Any, state: Any, night: Any) -> None:
    night.attitude[:] = 9.0


def returns(own: Any, state: Any, morning: Any) -> Any:
    return morning.for_agents.time_factor * 2.0


def not_finite(own: Any, state: Any, evening: Any) -> None:
    evening.sums["mine_s"] = math.nan


def text(own: Any, state: Any, evening: Any) -> None:
    evening.sums["mine_s"] = "3"


def undeclared(own: Any, state: Any, evening: Any) -> None:
    evening.sums["mine_h"] = 1.0


READ_ONLY = "ValueError: assignment destination is read-only"


@pytest.mark.parametrize(("hook", "function", "line"), [
    ("before_day", fails, "mechanism mine, day 0: its before_day fails: ValueError: no such"),
    ("start", starts_not, "mechanism mine: its start fails: ValueError: no such"),
    ("before_day", changes_agents, f"mechanism mine, day 0: its before_day fails: {READ_ONLY}"),
    ("before_day", changes_customers, f"mechanism mine, day 0: its before_day fails: {READ_ONLY}"),
    ("before_day", changes_due, f"mechanism mine, day 0: its before_day fails: {READ_ONLY}"),
    ("after_day", changes_contacts, f"mechanism mine, day 0: its after_day fails: {READ_ONLY}"),
    ("after_day", changes_agent_days, f"mechanism mine, day 0: its after_day fails: {READ_ONLY}"),
    ("overnight", changes_attitude, f"mechanism mine, day 0: its overnight fails: {READ_ONLY}"),
    ("before_day", returns,
     "mechanism mine: its before_day returns a value, which has no effect: it must change in place what it is given."),
    ("after_day", not_finite, "mechanism mine, day 0: mine_s is nan, no finite number."),
    ("after_day", text, "mechanism mine, day 0: mine_s is '3', no finite number."),
    ("after_day", undeclared, "mechanism mine, day 0: mine_h is none of its daily_sums."),
])
def test_a_hook_that_fails_stops_the_run(use: Use, hook: str, function: Any, line: str) -> None:
    use(sim.Mechanism("mine", "a test", daily_sums=("mine_s",), **{hook: function}))
    name, *more = ("base",) if function in (changes_customers, changes_attitude) else ("bare_queue", *FEW)
    scenario = sim.load(name, ["run.horizon_days=1", "run.warm_up_days=0", *more, "mechanisms.mine=true"])
    with pytest.raises(sim.ConfigError) as error:
        sim.simulate(scenario)
    place = f" ({HERE}, line {function.__code__.co_firstlineno + 1})." if " fails: " in line else ""
    assert str(error.value) == line + place
    failed = run_replication(Task.of(scenario, 0))
    assert isinstance(failed, TaskFailed)
    assert str(failed.why) == line + place


def not_a_number(own: Any, params: Any, contact: Any, agent: Any, now_s: float) -> float:
    return math.nan


def raises(own: Any, params: Any, contact: Any, agent: Any, now_s: float) -> float:
    return 1.0 / (agent.agent_id - agent.agent_id)


def misspelt(own: Any, params: Any, contact: Any, agent: Any, now_s: float) -> float:
    return float(agent.agnet_id)


def nothing(own: Any, params: Any, contact: Any, agent: Any, now_s: float) -> None:
    return None


@pytest.mark.parametrize(("score", "engine", "line"), [
    (not_a_number, "simpy", "the routing policy mine gave no number: NaN."),
    (raises, "simpy", "the routing policy mine gave no number: ZeroDivisionError: float division by zero ({place})."),
    (misspelt, "simpy", "the routing policy mine gave no number: AttributeError: 'Agent' object has no attribute 'agnet_id' "
                        "({place})."),
    (not_a_number, "compiled", "the routing policy mine gave no number; run.engine=simpy shows the error."),
    (misspelt, "compiled", "the routing policy mine cannot be compiled (KeyError: 'agnet_id'): use run.engine=simpy, or write "
                           "its score as compiled code allows."),
    (nothing, "compiled", "the routing policy mine cannot be compiled (TypingError: No implementation of function "
                          "Function(<class 'float'>) found for signature): use run.engine=simpy, or write its score as compiled "
                          "code allows."),
])
def test_a_score_that_fails_stops_the_run(use: Use, score: Any, engine: str, line: str) -> None:
    if engine == "compiled" and not is_compiling():
        pytest.skip("nothing is compiled here")
    use(sim.AgentPolicy("mine", "a test", score))
    with pytest.raises(sim.ConfigError) as error:
        sim.simulate(sim.load("bare_queue", [*FEW, "routing.which_agent=mine", f"run.engine={engine}"]))
    assert str(error.value) == line.format(place=f"{HERE}, line {score.__code__.co_firstlineno + 1}")


def no_such_sum(s: Any, p: Any) -> float:
    """A share."""
    return float(s["no_such_s"] / s["talk_s"])


def changes_a_sum(s: Any, p: Any) -> float:
    """A share."""
    s["talk_s"] = 0.0
    return 1.0


def returns_nothing(s: Any, p: Any) -> Any:
    """A share."""


@pytest.mark.parametrize(("function", "why"), [
    (no_such_sum, "KeyError: 'no_such_s'"), (changes_a_sum, "TypeError: 'mappingproxy' object does not support item assignment"),
    (returns_nothing, "TypeError: float() argument must be a string or a real number, not 'NoneType'"),
])
def test_a_measure_that_fails_is_reported_everywhere(
    use: Use, monkeypatch: pytest.MonkeyPatch, function: Any, why: str
) -> None:
    monkeypatch.setattr("sim.app.work.service.continue_check", lambda token: None)
    use(sim.Kpi("mine", "Mine", "", "lower", function))
    scenario = sim.load("bare_queue", FEW)
    line = f"measure mine: its function fails: {why}"
    with pytest.raises(sim.PluginError) as error:
        _ = sim.simulate(scenario).kpis
    assert str(error.value).startswith(line)
    with pytest.raises(sim.PluginError):
        KPIS["mine"].function({"talk_s": 1.0}, scenario.params)
    failed = run_row(Task.of(scenario, 0), 0)       # the app's workers
    assert isinstance(failed, TaskFailed)
    assert str(failed.why).startswith(line)


def four_arguments(factor: Any, own: Any, state: Any, morning: Any) -> None:
    """Nothing."""


def test_the_source_of_a_partial_function_is_that_of_its_function(use: Use) -> None:
    use(sim.Mechanism("mine", "a test", before_day=functools.partial(four_arguments, None)))
    assert plugins.modules_of("mine") == (__name__,)
