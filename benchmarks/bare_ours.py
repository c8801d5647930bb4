"""The bare queue in our compiled engine: the scenario `bare_queue`, whole days, end of day and full record included."""

import functools
import time

import numpy as np
from bare_queue import AGAIN_PROB, AGAIN_S, LOAD, PATIENCE_S, SERVICE_CV, SERVICE_S, Queue, Seen, Timed

from sim.config.scenario import Scenario, load
from sim.schema import Contacts, Outcome
from sim.units import DAY_S
from sim.year import run_days

N_DAYS = {20: 10, 200: 3}  # one day for other sizes


@functools.cache
def scenario(queue: Queue) -> Scenario:
    """The queue as overrides of `bare_queue`: one case in five is not solved, and each of those is followed by a repeat call."""
    n = queue.n_agents
    return load("bare_queue", [
        f"workforce.groups.agents.n_agents={n}", f"workforce.groups.agents.agents_per_interval=[{n}]",
        f"demand.needs_per_day={LOAD * n / SERVICE_S * DAY_S!r}",
        f"contact_types.call.talk_distribution=lognormal mean {SERVICE_S:g} s cv {SERVICE_CV:g}",
        f"patience.distribution=exponential mean {PATIENCE_S:g} s",
        f"contact_types.call.resolve_prob={1.0 - AGAIN_PROB!r}", "repeats.return_prob=1", "repeats.same_day_share=1",
        f"repeats.delay_distribution=exponential mean {AGAIN_S:g} s",
        f"run.horizon_days={N_DAYS.get(n, 1)}", "run.warm_up_days=0", "run.engine=compiled", "run.record=full"])


def run_once(queue: Queue, seed: int) -> Timed:
    """Simulates whole days; the results are those of calls before the queue's horizon, as in the other programs."""
    asked = scenario(queue)
    begin = time.perf_counter()
    record = run_days(asked.params, asked.run, seed)
    seconds = time.perf_counter() - begin
    if record.contacts is None:
        raise RuntimeError("run.record=full keeps every contact")
    return Timed(int(record.days["n_contacts"].sum()), seconds, _seen(record.contacts, queue.horizon_s))


def _seen(contacts: Contacts, until_s: float) -> Seen:
    counted = contacts.day * DAY_S + contacts.arrived_at_s < until_s
    abandoned = contacts.outcome[counted] == Outcome.ABANDONED
    return Seen(float(abandoned.mean()), float(np.mean(contacts.wait_s[counted])))
