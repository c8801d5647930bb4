"""The reference for speed: the bare queue in SimPy as usually written, one process per customer."""

import random
import time
from collections.abc import Generator

import simpy
from bare_queue import AGAIN_PROB, AGAIN_S, LOG_MEAN, LOG_SD, PATIENCE_S, QUEUES, Call, Queue, counted, per_second


def simulate(queue: Queue, seed: int) -> tuple[list[Call], float]:
    """Simulates the queue once.

    Returns:
        All calls, and the duration of the run [s].
    """
    rng = random.Random(seed)
    env = simpy.Environment()
    agents = simpy.Resource(env, capacity=queue.n_agents)
    calls: list[Call] = []

    def customer() -> Generator[simpy.Event, object, None]:
        while env.now < queue.horizon_s:
            arrived = env.now
            with agents.request() as turn:
                result = yield turn | env.timeout(rng.expovariate(1 / PATIENCE_S))
                served = turn in result  # type: ignore[operator]
                calls.append(Call(arrived, env.now - arrived, not served))
                if not served:
                    return
                yield env.timeout(rng.lognormvariate(LOG_MEAN, LOG_SD))
            if rng.random() >= AGAIN_PROB:
                return
            yield env.timeout(rng.expovariate(1 / AGAIN_S))

    def customers() -> Generator[simpy.Event, object, None]:
        while True:
            yield env.timeout(rng.expovariate(queue.calls_per_s))
            if env.now >= queue.horizon_s:
                return
            env.process(customer())

    env.process(customers())
    begin = time.perf_counter()
    env.run()
    return calls, time.perf_counter() - begin


def yardstick(at: int, small: bool = False) -> float:
    """Calls per second with 20 agents, measured first in a round: the reference for the other measures of that round.

    Args:
        at: number of the round.
        small: simulate a fifth of the replications.
    """
    queue, n = next(iter(QUEUES.items()))
    return per_second([counted(simulate)(queue, 1 + at * n + i) for i in range(1 if small else n)])
