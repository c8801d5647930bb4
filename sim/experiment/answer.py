"""The answer of an experiment: all results for the reader as plain tables, and their files."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from sim.analysis.statistics.break_even import break_evens
from sim.analysis.statistics.comparison import differences, interval, run_table, with_points
from sim.analysis.statistics.weekly import drift
from sim.config.provenance import origin
from sim.config.scenario import Scenario
from sim.experiment.case_story import story
from sim.experiment.questions import MapPlan
from sim.i18n.translate import Message
from sim.model.finance import costs
from sim.results.load import DailyLoad, IntervalProfile, Overload, overload
from sim.results.parts import write_json, write_table, written
from sim.results.theory import COLUMNS, MEASURES, theory_table
from sim.schema import Floats


class Completed(NamedTuple):
    """The input of an answer: finished replications, by the names of their scenarios.

    Attributes:
        rows: every measure, by scenario and replication.
        weeks: of each replication, as from `sim.analysis.statistics.weekly.weekly`, by scenario.
        profiles: tables of replication 0, by scenario: `day` and `case_contacts` of a representative day (see
            `sim.experiment.day_profile`), `intervals` (see `sim.results.load`).
        unfinished: scenario, replication and reason, for each that failed.
        loads: of each replication, by day, by scenario; for the table `theory`.
    """

    rows: Mapping[tuple[str, int], Mapping[str, float]]
    weeks: Mapping[str, Sequence[Floats]]
    profiles: Mapping[str, Mapping[str, pd.DataFrame]]
    unfinished: Sequence[tuple[str, int, Message]]
    loads: Mapping[str, Sequence[DailyLoad]]


@dataclass(frozen=True)
class Answer:
    """Scenarios compared on the same customers.

    Attributes:
        name: of the experiment, or "run".
        question: in one sentence.
        scenarios: compared; the first is the base of comparison.
        decide_on: KPIs that the question is decided on, in order of weight.
        runs: a row per scenario and replication: `scenario`, `replication`, then a column per KPI.
        differences: a row per scenario (the base too, with difference 0) and KPI: `scenario`, `kpi`, `base`, `value`
            (means over replications), `difference`, `low`, `high` (95 % interval of the paired difference; NaN with one
            replication), `value_low`, `value_high` (95 % interval of the value), `n` replications.
        drift: a row per scenario and week of the horizon, means over replications: `scenario`, `week`, `nps`,
            `n_customers`, `occupancy`, `strain`, `fcr_share`, `asa_s`, `abandoned_share`, `n_quits` (cumulated).
        day: one day of replication 0, the same for all scenarios: `scenario`, `at_s`, `waiting`, `talking`, `on_phone`
            (customers waiting, customers in a conversation, agents on the phone), in steps of five minutes.
        story: the contacts of one customer's case in two centres, base and `story_other`: `scenario` and the columns of
            `Result.contacts`, in order.
        story_other: the second centre of the story; None if no case differs.
        money: a row per scenario: `scenario`, `planned_cost`, `cost_limit` (NaN: none), `spent_cost`, `margin`.
        map: None, or a row per point of the experiment's map: `x`, `y`, `kpi`, `difference`, `low`, `high`.
        map_scenarios: names of the two scenarios compared at each point of the map.
        map_keys: parameter keys of the map's axes.
        map_here: this centre's point on it.
        joint: a row per other scenario and deciding measure, with intervals that hold together: columns of
            `sim.analysis.statistics.precision`.
        unfinished: replications that failed: (scenario, replication, reason).
        theory: None, or a row per scenario and step from Erlang-C to the simulated value: `scenario` and the columns of
            `sim.results.theory`.
        overload: a row per scenario with more work than its agents have time for: `scenario` and the fields of
            `sim.results.load.Overload`; no rows if there is none.
        folder: where its tables lie; None if they were not written.
    """

    name: str
    question: str
    scenarios: tuple[Scenario, ...]
    decide_on: tuple[str, ...]
    runs: pd.DataFrame
    differences: pd.DataFrame
    drift: pd.DataFrame
    day: pd.DataFrame
    story: pd.DataFrame
    story_other: str | None
    money: pd.DataFrame
    map: pd.DataFrame | None = None
    map_scenarios: tuple[str, str] | None = None
    map_keys: tuple[str, str] | None = None
    map_here: tuple[float, float] | None = None
    joint: pd.DataFrame | None = None
    unfinished: tuple[tuple[str, int, Message], ...] = ()
    theory: pd.DataFrame | None = None
    overload: pd.DataFrame | None = None
    folder: Path | None = None


def build_answer(
    completed: Completed, scenarios: Sequence[Scenario], plan: MapPlan | None, story_with: str | None
) -> Answer:
    """The answer: all results for the reader as tables.

    Args:
        completed: finished replications of the scenarios and of the map's points.
        scenarios: the base of comparison first.
        plan: a map over two parameters, or None.
        story_with: the other scenario of the story, if a case differs there; else any.
    """
    names = [scenario.name for scenario in scenarios]
    runs = run_table({key: row for key, row in completed.rows.items() if key[0] in names}, names)
    case_contacts = {name: tables["case_contacts"] for name, tables in completed.profiles.items()}
    contacts, other = story(case_contacts, [names[0], story_with] if story_with else names)
    if other is None:
        contacts, other = story(case_contacts, names)
    days = [tables["day"].assign(scenario=name) for name, tables in completed.profiles.items()]
    day = pd.concat(days, ignore_index=True) if days else pd.DataFrame()
    return Answer(
        name="", question="", scenarios=tuple(scenarios), decide_on=(), runs=runs, differences=differences(runs, names),
        drift=drift(completed.weeks), day=day.reindex(columns=["scenario", "at_s", "waiting", "talking", "on_phone"]),
        story=contacts, story_other=other, money=_money(scenarios, runs), map=_map(completed, plan) if plan else None,
        map_keys=plan.keys if plan else None, map_here=_here(scenarios[0], plan.keys) if plan else None,
        unfinished=tuple(dict.fromkeys(completed.unfinished)), theory=_theory(completed, scenarios, runs),
        overload=_overload(completed, scenarios))


def _overload(completed: Completed, scenarios: Sequence[Scenario]) -> pd.DataFrame:
    """A row per scenario with more work than its agents have time for."""
    found = {one.name: overload(one.params, completed.loads.get(one.name, ())) for one in scenarios}
    rows = [{"scenario": name, **row._asdict()} for name, row in found.items() if row is not None]
    return pd.DataFrame(rows, columns=["scenario", *Overload._fields])


def _theory(completed: Completed, scenarios: Sequence[Scenario], runs: pd.DataFrame) -> pd.DataFrame | None:
    """Each scenario's load in queueing theory; None if no scenario has calls and agents."""
    tables = []
    for scenario in scenarios:
        recorded, loads = completed.profiles.get(scenario.name), completed.loads.get(scenario.name)
        if recorded is not None and loads:
            intervals, own = recorded["intervals"], runs[runs["scenario"] == scenario.name]
            profile = IntervalProfile(*(intervals[name].to_numpy(dtype=float) for name in IntervalProfile._fields))
            simulated = {kpi: float(own[kpi].mean()) for kpi in MEASURES}
            tables.append(theory_table(scenario.params, loads, profile, simulated).assign(scenario=scenario.name))
    rows = [table[["scenario", *COLUMNS]] for table in tables if len(table)]
    return pd.concat(rows, ignore_index=True) if rows else None


def _money(scenarios: Sequence[Scenario], runs: pd.DataFrame) -> pd.DataFrame:
    """Each scenario's planned cost, cost limit, cost and margin per year."""
    means = runs.groupby("scenario")[["cost", "margin"]].mean()
    rows = []
    for scenario in scenarios:
        limit = costs.budget_limit_per_year(scenario.params)
        spent, margin = means.loc[scenario.name] if scenario.name in means.index else (np.nan, np.nan)
        rows.append({"scenario": scenario.name, "planned_cost": costs.planned_cost_per_year(scenario.params),
                     "cost_limit": np.nan if limit is None else limit, "spent_cost": spent, "margin": margin})
    return pd.DataFrame(rows)


def _map(completed: Completed, plan: MapPlan) -> pd.DataFrame:
    """The paired difference of each measure at each point."""
    rows = []
    for point in plan.points:
        names = [point.without.name, point.with_.name]
        runs = run_table({key: row for key, row in completed.rows.items() if key[0] in names}, names)
        without, with_ = (runs[runs["scenario"] == name].set_index("replication") for name in names)
        for kpi in plan.kpis:
            found = interval((with_[kpi] - without[kpi]).to_numpy(dtype=float))
            rows.append({"x": point.x, "y": point.y, "kpi": kpi, "difference": found.mean, "low": found.low,
                         "high": found.high})
    return pd.DataFrame(rows)


def _here(base: Scenario, keys: tuple[str, str]) -> tuple[Any, Any]:
    """This centre's values of the map's two parameters."""
    def value(key: str) -> Any:
        place: Any = base.resolved
        for part in key.split("."):
            place = place[part]
        return place

    return value(keys[0]), value(keys[1])


def write(found: Answer, place: Path, keys: Sequence[str]) -> Answer:
    """The answer, after its tables were written to its folder; of a sweep with a column for each swept key."""
    names = [scenario.name for scenario in found.scenarios]
    points = {scenario.name: scenario.point for scenario in found.scenarios}
    found = replace(found, folder=place, runs=with_points(found.runs, points), differences=with_points(found.differences, points),
                    drift=with_points(found.drift, points),
                    joint=None if found.joint is None else with_points(found.joint, points))
    tables = {"replications": found.runs, "differences": found.differences, "drift": found.drift, "day": found.day,
              "story": found.story, "money": found.money, "break_even": break_evens(found.runs, names),
              "map": found.map, "joint": found.joint, "theory": found.theory, "overload": found.overload}
    for name, table in tables.items():
        if table is not None and len(table.columns) > 1 and (len(table) or name != "overload"):
            write_table(place / f"{name}.parquet", table)
    written(place / "replications.csv", lambda partial: found.runs.to_csv(partial, index=False))
    write_json(place / "answer.json", {
        "name": found.name, "question": found.question, "decide_on": found.decide_on,
        "scenarios": dict(zip(names, keys, strict=True)), "story": {"other": found.story_other, **found.story.attrs},
        "map": {"keys": found.map_keys, "here": found.map_here},
        "unfinished": [(name, nth, str(why)) for name, nth, why in found.unfinished], **origin()})
    return found
