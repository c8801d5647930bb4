"""Results of the finished replications: differences on the same customers, with their intervals."""

from collections.abc import Mapping, Sequence

import pandas as pd

from sim.analysis.statistics.comparison import differences, run_table
from sim.analysis.statistics.weekly import drift
from sim.app.work.service import Row, SimulationService
from sim.config.scenario import Scenario
from sim.findings.verdict import Compared, all_compared
from sim.i18n.translate import Message
from sim.model.finance import costs
from sim.results import load
from sim.results.theory import COLUMNS, MEASURES, theory_table


def rows_of(service: SimulationService, scenario: Scenario, n: int) -> dict[int, Row]:
    """The finished replications among the first n."""
    return {nth: row for nth, row in sorted(service.results(scenario).items()) if isinstance(row, Row) and nth < n}


def failure(service: SimulationService, scenarios: Sequence[Scenario]) -> Message | None:
    """The reason of a failed replication, if any."""
    return next((row.why for one in scenarios for row in service.results(one).values() if not isinstance(row, Row)), None)


def runs(service: SimulationService, scenarios: Sequence[Scenario], n: int) -> pd.DataFrame:
    """A row per scenario and replication that all scenarios have finished; all have the same random numbers."""
    found = [rows_of(service, scenario, n) for scenario in scenarios]
    common = sorted(set.intersection(*(set(rows) for rows in found))) if found else []
    rows = {(one.name, nth): finished[nth].measures for one, finished in zip(scenarios, found, strict=True) for nth in common}
    return run_table(rows, [one.name for one in scenarios])


def table(finished: pd.DataFrame, names: Sequence[str]) -> pd.DataFrame:
    """`Answer.differences` of the replications so far."""
    return differences(finished, names)


def compared(service: SimulationService, today: Scenario, what_if: Scenario, n: int) -> tuple[dict[str, Compared], int]:
    """Each measure of the change beside today's, and the number of replications."""
    finished = runs(service, [today, what_if], n)
    n_finished = len(finished) // 2
    if not n_finished:
        return {}, 0
    found = all_compared(table(finished, [today.name, what_if.name]))
    return {kpi: row for (name, kpi), row in found.items() if name == what_if.name}, n_finished


def weeks(service: SimulationService, scenarios: Sequence[Scenario], n: int) -> pd.DataFrame:
    """`Answer.drift` of the replications so far."""
    found: Mapping[str, list[object]] = {one.name: [row.weeks for row in rows_of(service, one, n).values()] for one in scenarios}
    return drift(found)  # type: ignore[arg-type]


def theory(service: SimulationService, scenario: Scenario, n: int) -> pd.DataFrame:
    """The table of `sim.results.theory` for the replications so far; empty without the first one."""
    rows = list(rows_of(service, scenario, n).values())
    profile = next((row.profile for row in rows if row.profile is not None), None)
    loads = [row.load for row in rows if row.load is not None]
    if profile is None:
        return pd.DataFrame(columns=list(COLUMNS))
    simulated = {kpi: sum(row.measures[kpi] for row in rows) / len(rows) for kpi in MEASURES}
    return theory_table(scenario.params, loads, profile, simulated)


def overload(service: SimulationService, scenario: Scenario, n: int) -> load.Overload | None:
    """Work that the agents of a scenario cannot keep up with, from the replications so far; None if there is none."""
    return load.overload(scenario.params, [row.load for row in rows_of(service, scenario, n).values() if row.load is not None])


def planned_cost(scenario: Scenario) -> float:
    """The centre's planned cost per year."""
    return float(costs.planned_cost_per_year(scenario.params))


def money(scenarios: Sequence[Scenario], cost_limit: float) -> pd.DataFrame:
    """`Answer.money`, with the columns that a figure needs."""
    return pd.DataFrame([{"scenario": one.name, "planned_cost": planned_cost(one), "cost_limit": cost_limit}
                         for one in scenarios])
