"""How a run looks at a centre."""

from typing import Literal

from sim.declare import Quantities, quantity

MAX_REPLICATIONS = 1_000_000
MAX_DAYS = 36_500


class Run(Quantities):
    """Settings of a run, separate from the parameters of the centre."""

    engine: Literal["compiled", "simpy"] = quantity(
        "", "engine that simulates the day: compiled is fast, simpy is the readable specification")
    seed: int = quantity("", "seed of all random numbers", 0, 2**32 - 1)
    replications: int = quantity("", "replications: runs with different random numbers", 1, MAX_REPLICATIONS)
    horizon_days: int = quantity("days", "days that count in results, after the warm-up", 1, MAX_DAYS)
    warm_up_days: int = quantity("days", "first days, simulated but not counted in results", 0, 3_650)
    record: Literal["full", "kpis"] = quantity("", "record every contact (full), or only daily sums (kpis)")
