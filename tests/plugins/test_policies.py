"""Routing policies: the same in both engines, asked at each match, against known answers; failures are named."""

from collections.abc import Callable
from fractions import Fraction
from typing import Any

import numpy as np
import pytest

import sim
from sim.config.scenario import Scenario
from sim.jit import is_compiling
from sim.random.philox import uniform
from sim.year import run_days
from tests.bare import minutes, staffed
from tests.engines.twins import first_difference, run_with

Use = Callable[..., None]
PICK = sim.outside_stream("tests.plugins.pick")
FEW = ["run.horizon_days=3", "run.warm_up_days=0", "run.record=full"]
NEVER = "patience.distribution=never"


class Ageing(sim.Quantities):
    rates: tuple[float, ...] = sim.quantity("1/min", "rates", default=(1.0,))
    sign: int = sim.quantity("", "sign", default=-1)
    on: bool = sim.quantity("", "on", default=True)


def random_score(own: Any, params: Any, contact: Any, agent: Any, now_s: float) -> float:
    return uniform(params.seed, PICK, contact.contact_id, agent.agent_id)


def ageing_score(own: Any, params: Any, queue: Any, contact: Any, now_s: float) -> float:
    if own.on:
        return own.sign * own.rates[min(contact.contact_type, len(own.rates) - 1)] * (now_s - contact.joined_at_s)
    return 0.0


def no_number(own: Any, params: Any, contact: Any, agent: Any, now_s: float) -> float:
    return 1.0 / (contact.contact_id - contact.contact_id)


def exact_fraction(own: Any, params: Any, contact: Any, agent: Any, now_s: float) -> float:
    return float(Fraction(agent.agent_id, 2))


def last_agent(own: Any, params: Any, contact: Any, agent: Any, now_s: float) -> float:
    return -agent.agent_id


RANDOM = sim.AgentPolicy("any_agent", "a test", random_score)
AGEING = sim.QueuePolicy("older", "a test", ageing_score, Ageing)
LAST = sim.AgentPolicy("last_agent", "a test", last_agent)


def waits(scenario: Scenario, n: int) -> dict[int, np.ndarray]:
    """Mean waits [s] of each contact type after the warm-up, in n replications."""
    found: dict[int, list[float]] = {}
    for replication in range(n):
        contacts = run_days(scenario.params, scenario.run, replication).contacts
        assert contacts is not None
        for contact_type in range(len(scenario.params.contact_types)):
            counted = (contacts.day >= scenario.run.warm_up_days) & (contacts.contact_type == contact_type)
            found.setdefault(contact_type, []).append(float(contacts.wait_s[counted].mean()))
    return {contact_type: np.array(means) for contact_type, means in found.items()}


def within_four_errors(means: np.ndarray, known: float, power: float) -> None:
    error = means.std(ddof=1) / np.sqrt(means.size)
    assert 4.0 * error < power * known, "too few runs to see a deviation"
    assert abs(means.mean() - known) < 4.0 * error, (means.mean(), known, error)


@pytest.mark.parametrize("chosen", [
    ["routing.which_agent=any_agent"], ["routing.which_contact=older", "older.rates=[1,2,3]"],
    ["routing.which_agent=any_agent", "routing.which_contact=older", "older.sign=1"]], ids=str)
def test_both_engines_agree_to_the_last_bit(use: Use, chosen: list[str]) -> None:
    """With email, with several chats at once, and with callbacks; and a policy changes something."""
    use(RANDOM, AGEING)
    more = [*FEW, "demand.needs_per_day=900", "channels.chat_share=0.3", "channels.email_share=0.1"]
    scenario, plain = sim.load(overrides=[*more, *chosen]), sim.load(overrides=more)
    one, other = (run_with(engine, scenario.params, scenario.run) for engine in ("simpy", "compiled"))
    assert (found := first_difference(one, other)) is None, found
    usual = run_with("compiled", plain.params, plain.run)
    assert not np.array_equal(usual.record.contacts.agent_id, other.record.contacts.agent_id)  # type: ignore[union-attr]


def test_both_engines_agree_round_the_clock(use: Use) -> None:
    use(RANDOM, AGEING)
    scenario = sim.load("bare_queue", [*FEW, minutes(2.0), "routing.which_agent=any_agent", "routing.which_contact=older"])
    one, other = (run_with(engine, scenario.params, scenario.run) for engine in ("simpy", "compiled"))
    assert (found := first_difference(one, other)) is None, found


def test_the_smallest_score_takes_the_contact(use: Use) -> None:
    """Of two agents who are mostly idle, the one with the higher number takes nearly all; asked at each match."""
    use(LAST)
    scenario = sim.load("bare_queue", [*FEW, minutes(0.05), NEVER, *staffed(2), "routing.which_agent=last_agent"])
    contacts = run_days(scenario.params, scenario.run, 0).contacts
    busy_until_s = -1.0
    for i in range(contacts.day.size):  # type: ignore[union-attr]
        at_s = 86_400.0 * contacts.day[i] + contacts.arrived_at_s[i]  # type: ignore[union-attr]
        if contacts.wait_s[i] == 0.0:  # type: ignore[union-attr]
            assert contacts.agent_id[i] == (1 if at_s >= busy_until_s else 0)  # type: ignore[union-attr]
        if contacts.agent_id[i] == 1:  # type: ignore[union-attr]
            busy_until_s = 86_400.0 * contacts.day[i] + contacts.ended_at_s[i]  # type: ignore[union-attr]


def slow_second(own: Any, state: Any, morning: Any) -> None:
    morning.for_agents.time_factor[:] = [1.0, 3.0]


SLOW = sim.Mechanism("second_is_slow", "a test", before_day=slow_second)


@pytest.mark.parametrize("policy", ["any_agent", "longest_idle"])
def test_uniformly_random_agents_against_the_exact_chain(use: Use, policy: str) -> None:
    """M/M/2 with agents of 1 and 1/3 contact per service time: share of contacts that the fast agent takes.

    State: number present, and with one which agent is busy, and with none who has been idle longest (needed for longest idle).
    """
    use(RANDOM, SLOW)
    arrive, fast, slow, n = 0.5, 1.0, 1.0 / 3.0, 60
    # states: 0 = empty and fast idle longest, 1 = empty and slow idle longest, 2 = fast busy, 3 = slow busy, 4.. = two and more
    rates = np.zeros((4 + n, 4 + n))
    to_fast = {0: 0.5, 1: 0.5} if policy == "any_agent" else {0: 1.0, 1: 0.0}
    for empty, share in to_fast.items():
        rates[empty, 2], rates[empty, 3] = arrive * share, arrive * (1.0 - share)
    rates[2, 1], rates[3, 0], rates[2, 4], rates[3, 4] = fast, slow, arrive, arrive
    rates[4, 3], rates[4, 2] = fast, slow
    for k in range(4, 3 + n):
        rates[k, k + 1] = arrive
        rates[k + 1, k] = fast + slow
    generator = rates - np.diag(rates.sum(axis=1))
    stationary = np.linalg.lstsq(np.vstack([generator.T, np.ones(4 + n)]), np.append(np.zeros(4 + n), 1.0), rcond=None)[0]
    known = (stationary[2] + stationary[4:].sum()) * fast / arrive
    scenario = sim.load("bare_queue", [
        minutes(arrive), NEVER, *staffed(2), "contact_types.call.talk_distribution=exponential mean 60 s", "run.horizon_days=20",
        f"routing.which_agent={policy}", "mechanisms.second_is_slow=true"])
    shares = np.array([(run_days(scenario.params, scenario.run, replication).contacts.agent_id == 0).mean()  # type: ignore[union-attr]
                       for replication in range(20)])
    within_four_errors(shares, float(known), power=0.02)


def test_ageing_priority_against_kleinrock(use: Use) -> None:
    """Two classes in M/M/1 whose priority grows at the rates 1 and 3: Kleinrock's mean waits of delay-dependent priorities."""
    use(AGEING)
    load, service_s, ratio = (0.45, 0.35), 60.0, 1.0 / 3.0
    work_s = sum(load) * service_s                                   # mean work in service that an arrival finds
    slow_s = work_s / (1.0 - sum(load)) / (1.0 - load[1] * (1.0 - ratio))
    fast_s = work_s / (1.0 - sum(load)) - load[0] * slow_s * (1.0 - ratio)
    call = sim.load("bare_queue").resolved["contact_types"]["call"]
    share = load[1] / sum(load)
    other = "{" + ",".join(f"{name}: {'null' if value is None else value}" for name, value in (
        call | {"share": share, "talk_distribution": "exponential mean 60 s", "self_service_factor": 0.0}).items()) + "}"
    scenario = sim.load("bare_queue", [
        minutes(sum(load)), NEVER, *staffed(1), f"contact_types.call.share={1.0 - share}",
        "contact_types.call.talk_distribution=exponential mean 60 s", f"+contact_types.other={other}", "run.horizon_days=40",
        "routing.which_contact=older", "older.rates=[1,3]"])
    found = waits(scenario, 30)
    within_four_errors(found[0], slow_s, power=0.05)
    within_four_errors(found[1], fast_s, power=0.05)


@pytest.mark.parametrize("engine", ["simpy", "compiled"])
def test_a_score_that_is_no_number_stops_the_run(use: Use, engine: str) -> None:
    use(sim.AgentPolicy("no_number", "a test", no_number))
    scenario = sim.load("bare_queue", [*FEW, "routing.which_agent=no_number", f"run.engine={engine}"])
    with pytest.raises(sim.ConfigError, match="the routing policy no_number gave no number"):
        sim.simulate(scenario)


@pytest.mark.skipif(not is_compiling(), reason="nothing is compiled here")
def test_what_cannot_be_compiled_is_refused(use: Use) -> None:
    use(sim.AgentPolicy("in_fractions", "a test", exact_fraction))
    chosen = [*FEW, "routing.which_agent=in_fractions"]
    with pytest.raises(sim.ConfigError, match=r"the routing policy in_fractions cannot be compiled .*: use run\.engine=simpy"):
        sim.simulate(sim.load("bare_queue", chosen))
    assert len(sim.simulate(sim.load("bare_queue", [*chosen, "run.engine=simpy"])).contacts) > 0
