"""Time per contact in a small and in a large centre: more agents, and more customers.

First agents, team leaders, demand and customers grow together, customers up to the 2 000 000 of the largest centre considered.
Then only customers grow, so that a smaller share of them calls each day. The start of a run (the customers' first attitude
and contact propensity) is done once and not counted: timing begins with the second week.

The end of a day takes time for each customer who joins or leaves: with a hundred thousand customers per agent there are
several of these per contact. Their number is reported with each figure.
"""

import time
from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np
from measure import Asked, Measure, Options, ratios

from sim.config.scenario import Scenario, load, vary
from sim.year import CentreRun

SECTION = "flat"
MAX_CUSTOMERS = 2_000_000
FIRST_WEEK = 5         # open days
MAX_ROUNDS = 3
FLAT = Asked("<", 1.3)


class Size(NamedTuple):
    """Size of a centre as multiples of base."""

    agents: int        # times base's
    customers: int     # times base's
    n_days: int        # simulated, so that a round takes about a second


BY_AGENTS = (Size(1, 1, 365), Size(10, 10, 90), Size(100, 25, 35))
BY_CUSTOMERS = (Size(1, 1, 365), Size(1, 5, 365), Size(1, 25, 365))


def centre(size: Size) -> Scenario:
    """Base, enlarged."""
    base = load(overrides=["run.engine=compiled", "run.warm_up_days=0", "run.record=kpis"])
    params, (group, only) = base.params, next(iter(base.params.workforce.groups.items()))
    return vary(base, {
        f"workforce.groups.{group}.n_agents": only.n_agents * size.agents,
        "leadership.n_team_leaders": params.leadership.n_team_leaders * size.agents,
        "demand.needs_per_day": params.demand.needs_per_day * size.agents,
        "centre.longest_queue": params.centre.longest_queue * size.agents,
        "customers.n": min(params.customers.n * size.customers, MAX_CUSTOMERS),
        "run.horizon_days": size.n_days}, "as large as the benchmark asks")


def completed(size: Size, replication: int) -> tuple[float, float]:
    """Time per contact after the first week [us], and the number of customers who join or leave per contact."""
    scenario = centre(size)
    centre_run = CentreRun(scenario.params, scenario.run, replication)
    run_day, mornings = centre_run.engine, []

    def noted_day(*today: Any) -> Any:
        mornings.append(time.perf_counter())
        return run_day(*today)

    centre_run.engine = noted_day
    days = centre_run.run_days().days
    n_contacts = days["n_contacts"]
    seconds = time.perf_counter() - mornings[FIRST_WEEK]
    first_day = np.flatnonzero(n_contacts)[FIRST_WEEK]  # every open day has contacts
    after = slice(first_day, None)
    n = float(n_contacts[after].sum())
    return 1e6 * seconds / n, float((days["n_left"] + days["n_joined"])[after].sum()) / n


def measures(options: Options) -> Iterator[Measure | str]:
    """Microseconds per contact at each size, and the ratio to base."""
    for sizes in (BY_AGENTS, BY_CUSTOMERS):
        tried = [size._replace(n_days=max(14, size.n_days // 20)) for size in sizes] if options.small else list(sizes)
        completed(sizes[0]._replace(n_days=14), 0)  # compiled before timing
        costs = [[completed(size, at) for size in tried] for at in range(min(options.n_rounds, MAX_ROUNDS))]
        for i, size in enumerate(tried):
            asked = centre(size).params
            n_agents = sum(group.n_agents for group in asked.workforce.groups.values())
            name = f"a contact with {n_agents} agents, {asked.customers.n} customers"
            yield Measure(SECTION, name, "us", tuple(row[i][0] for row in costs))
            yield f"    for each contact {costs[0][i][1]:.2f} customers join or leave"
            if i > 0:
                yield Measure(SECTION, f"{name}, to base", "x",
                              ratios([row[i][0] for row in costs], [row[0][0] for row in costs]), FLAT)
