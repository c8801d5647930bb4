"""The bare queue that all programs simulate: its parameters, the results of a replication, and a check that two programs agree.

Calls arrive as a Poisson process; service is lognormal with CV 1, patience exponential, first come, first served; of the
served customers a fifth call again after an exponential time. The load of 0.95 is that of first calls only: repeat calls are
added, so that at every size many customers wait and some abandon, and the comparison can measure both.
"""

import math
from collections.abc import Callable, Sequence
from typing import NamedTuple

SERVICE_S, SERVICE_CV, PATIENCE_S, AGAIN_PROB, AGAIN_S, LOAD = 300.0, 1.0, 180.0, 0.2, 3600.0, 0.95
LOG_SD = math.sqrt(math.log(1.0 + SERVICE_CV**2))
LOG_MEAN = math.log(SERVICE_S) - 0.5 * LOG_SD**2
MAX_ERRORS, WORST_ERROR_SHARE = 4.0, 0.1


class Queue(NamedTuple):
    """A size of the bare queue; it begins empty, and every call before the horizon is counted, answered or not."""

    n_agents: int
    horizon_s: float

    @property
    def calls_per_s(self) -> float:
        """Rate of first calls, without repeat calls [1/s]."""
        return LOAD * self.n_agents / SERVICE_S


# Horizon of each size, and number of replications per round: enough in five rounds to distinguish the programs, and no more
# than SimPy simulates in a few seconds.
QUEUES = {Queue(20, 86400.0): 5, Queue(200, 21600.0): 2, Queue(2000, 7200.0): 2}


class Call(NamedTuple):
    """One call, answered or abandoned."""

    arrived_at_s: float
    wait_s: float
    abandoned: bool


class Seen(NamedTuple):
    """Results of one replication for the calls that arrived before some time."""

    abandoned_share: float
    mean_wait_s: float


class Timed(NamedTuple):
    """One replication: its number of calls, its duration, and its results."""

    n_calls: int
    seconds: float
    seen: Seen


def seen_until(calls: Sequence[Call], until_s: float) -> Seen:
    """Results for the calls before some time."""
    counted = [call for call in calls if call.arrived_at_s < until_s]
    return Seen(sum(call.abandoned for call in counted) / len(counted), sum(call.wait_s for call in counted) / len(counted))


def counted(simulate: Callable[[Queue, int], tuple[list[Call], float]]) -> Callable[[Queue, int], Timed]:
    """Turns a function that returns all calls and the duration into one that returns a `Timed`."""

    def run_once(queue: Queue, seed: int) -> Timed:
        calls, seconds = simulate(queue, seed)
        return Timed(len(calls), seconds, seen_until(calls, queue.horizon_s))

    return run_once


def per_second(timed: Sequence[Timed]) -> float:
    """Calls per second over several replications."""
    return sum(one.n_calls for one in timed) / sum(one.seconds for one in timed)


def errors(reference: Sequence[Seen], peer: Sequence[Seen]) -> list[str]:
    """Reasons why another program does not simulate the same queue; empty if it does.

    Abandonment and mean wait must agree within four standard errors of the difference, and that error must be small
    enough to detect a difference. It is pooled over the replications of both programs, whose variances are equal for the same
    queue over the same time.

    Args:
        reference: replications of the reference program, at least two.
        peer: replications of the program that is checked, at least two.
    """
    out = []
    for name, unit, scale in (("abandoned_share", "%", 100.0), ("mean_wait_s", "s", 1.0)):
        a, b = ([scale * float(getattr(seen, name)) for seen in replications] for replications in (reference, peer))
        mean_a, mean_b = sum(a) / len(a), sum(b) / len(b)
        squares = sum((x - mean_a) ** 2 for x in a) + sum((x - mean_b) ** 2 for x in b)
        error = math.sqrt(squares / (len(a) + len(b) - 2) * (1.0 / len(a) + 1.0 / len(b)))
        what = name.removesuffix("_s").replace("_", " ")
        if error > WORST_ERROR_SHARE * abs(mean_a):
            out.append(f"{what}: {mean_b:.2f} against {mean_a:.2f} {unit}, but the standard error of {error:.2f} {unit} is too "
                       "large to tell")
        elif abs(mean_b - mean_a) > MAX_ERRORS * error:
            out.append(f"{what}: {mean_b:.2f} against {mean_a:.2f} {unit}, {abs(mean_b - mean_a) / error:.1f} standard errors "
                       "apart")
    return out
