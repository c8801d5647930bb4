"""A study's answer laid out: everything that a reader is shown, as tables, and the tables written."""

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from sim.analysis.statistics.break_even import break_evens
from sim.analysis.statistics.comparison import differences, interval, run_table
from sim.analysis.statistics.weekly import drift
from sim.config.provenance import origin
from sim.config.scenario import Scenario
from sim.experiment.answer import Answer
from sim.experiment.case_story import story
from sim.model.finance import costs
from sim.results.store import can_be_written, write_json, write_table

if TYPE_CHECKING:
    from sim.experiment.runner import MapPlan, Study


def laid_out(
    study: "Study", scenarios: Sequence[Scenario], plan: "MapPlan | None", story_with: str | None
) -> Answer:
    """Everything that a reader is shown, as tables."""
    names = [scenario.name for scenario in scenarios]
    rows = {key: row for scenario in scenarios for key, row in study.of(scenario).items()}
    runs = run_table(rows, names)
    looks = {name: study.looks[study.keys[name]] for name in names if study.keys[name] in study.looks}
    weeks = {name: [study.weeks[study.keys[name], nth] for nth in study.replications(scenario)]
             for name, scenario in zip(names, scenarios, strict=True)}
    stories = {name: look["stories"] for name, look in looks.items()}
    told, other = story(stories, [names[0], story_with] if story_with else names)
    if other is None:
        told, other = story(stories, names)
    days = [look["day"].assign(scenario=name) for name, look in looks.items()]
    day = pd.concat(days, ignore_index=True) if days else pd.DataFrame()
    everyone = [*scenarios, *study.sides]
    return Answer(
        name="", question="", scenarios=tuple(scenarios), decide_on=(), runs=runs, differences=differences(runs, names),
        drift=drift(weeks), day=day.reindex(columns=["scenario", "at_s", "waiting", "talking", "on_phone"]), story=told,
        story_other=other, money=_money(scenarios, runs), map=_map(study, plan) if plan else None,
        map_keys=plan.keys if plan else None, map_here=_here(scenarios[0], plan.keys) if plan else None,
        unfinished=tuple(dict.fromkeys(study.unfinished(everyone))))


def _money(scenarios: Sequence[Scenario], runs: pd.DataFrame) -> pd.DataFrame:
    """What each scenario was planned to cost, may cost, did cost and brought in, a year."""
    means = runs.groupby("scenario")[["cost_dkk", "margin_dkk"]].mean()
    rows = []
    for scenario in scenarios:
        limit = costs.budget_limit_dkk_per_year(scenario.params)
        spent, margin = means.loc[scenario.name] if scenario.name in means.index else (np.nan, np.nan)
        rows.append({"scenario": scenario.name, "planned_dkk": costs.planned_cost_dkk_per_year(scenario.params),
                     "limit_dkk": np.nan if limit is None else limit, "spent_dkk": spent, "margin_dkk": margin})
    return pd.DataFrame(rows)


def _map(study: "Study", plan: "MapPlan") -> pd.DataFrame:
    """The paired difference of each measure at each place."""
    rows = []
    for point in plan.points:
        names = [point.without.name, point.with_.name]
        runs = run_table({**study.of(point.without), **study.of(point.with_)}, names)
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


def write(found: Answer, folder: Path, keys: Sequence[str]) -> None:
    """The answer's tables, in a folder of their own for this set of scenarios."""
    names = [scenario.name for scenario in found.scenarios]
    asked = repr((keys, names, [scenario.run.replications for scenario in found.scenarios], found.map_keys))
    place = folder / f"answer-{hashlib.sha256(asked.encode()).hexdigest()[:8]}"
    can_be_written(place)
    tables = {"replications": found.runs, "differences": found.differences, "drift": found.drift, "day": found.day,
              "story": found.story, "money": found.money, "break_even": break_evens(found.runs, names),
              "map": found.map, "joint": found.joint}
    for name, table in tables.items():
        if table is not None and len(table.columns) > 1:
            write_table(place / f"{name}.parquet", table)
    write_json(place / "answer.json", {
        "name": found.name, "question": found.question, "decide_on": found.decide_on,
        "scenarios": dict(zip(names, keys, strict=True)), "story": {"other": found.story_other, **found.story.attrs},
        "map": {"keys": found.map_keys, "here": found.map_here},
        "unfinished": [(name, nth, str(why)) for name, nth, why in found.unfinished], **origin()})
