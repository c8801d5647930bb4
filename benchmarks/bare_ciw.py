"""The bare queue in Ciw: a node of agents, which customers leave when patience ends, and a node of repeat callers."""

import math
import time

import ciw  # type: ignore[import-untyped]
from bare_queue import AGAIN_PROB, AGAIN_S, LOG_MEAN, LOG_SD, PATIENCE_S, Call, Queue

AGENTS = 1          # the node's number
OVER_S = 900.0      # 24 in 25 conversations are shorter, and few begin late enough to be missed


def simulate(queue: Queue, seed: int) -> tuple[list[Call], float]:
    """Simulates the queue once, with extra time at the end: Ciw keeps no record of customers still present when it stops.

    Returns:
        All calls, those after the horizon included, and the duration of the run [s].
    """
    network = ciw.create_network(
        arrival_distributions=[ciw.dists.Exponential(queue.calls_per_s), None],
        service_distributions=[ciw.dists.Lognormal(LOG_MEAN, LOG_SD), ciw.dists.Exponential(1 / AGAIN_S)],
        reneging_time_distributions=[ciw.dists.Exponential(1 / PATIENCE_S), None],
        routing=[[0.0, AGAIN_PROB], [1.0, 0.0]],
        number_of_servers=[queue.n_agents, math.inf])
    ciw.seed(seed)
    simulation = ciw.Simulation(network)
    begin = time.perf_counter()
    simulation.simulate_until_max_time(queue.horizon_s + OVER_S)
    seconds = time.perf_counter() - begin
    records = [record for record in simulation.get_all_records(only=["service", "renege"]) if record.node == AGENTS]
    return [Call(record.arrival_date, record.waiting_time, record.record_type == "renege") for record in records], seconds
