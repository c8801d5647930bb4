"""The yardstick: a bare M/M/n+M queue as anyone would write it in SimPy, one process per call."""

import random
import time
from collections.abc import Generator
from typing import NamedTuple

import simpy


class Timed(NamedTuple):
    """What a run of the bare queue showed."""

    n_calls: int
    abandoned_share: float
    mean_wait_s: float
    seconds: float


def run(n_agents: int, rate_per_s: float, mean_service_s: float, mean_patience_s: float, n_calls: int,
        seed: int = 1) -> Timed:
    """Some calls to a bare queue: Poisson in, exponential service and patience, first come, first served."""
    rng = random.Random(seed)
    env = simpy.Environment()
    agents = simpy.Resource(env, capacity=n_agents)
    waits: list[float] = []
    abandoned = 0

    def call() -> Generator[simpy.Event, object, None]:
        nonlocal abandoned
        arrived = env.now
        with agents.request() as turn:
            result = yield turn | env.timeout(rng.expovariate(1 / mean_patience_s))
            waits.append(env.now - arrived)
            if turn in result:  # type: ignore[operator]
                yield env.timeout(rng.expovariate(1 / mean_service_s))
            else:
                abandoned += 1

    def calls() -> Generator[simpy.Event, object, None]:
        for _ in range(n_calls):
            yield env.timeout(rng.expovariate(rate_per_s))
            env.process(call())

    env.process(calls())
    begin = time.perf_counter()
    env.run()
    seconds = time.perf_counter() - begin
    return Timed(n_calls, abandoned / n_calls, sum(waits) / n_calls, seconds)
