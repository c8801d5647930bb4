"""Answers a question: runs scenarios in parallel, compares them, and builds an answer.

Tables and their comparison are imported late: the first replication does not wait for pandas.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from sim.config.errors import ConfigError, did_you_mean
from sim.config.experiment_file import Experiment, Precision
from sim.config.scenario import Scenario
from sim.execution import messages
from sim.execution.executors import Jobs
from sim.execution.progress import compilation_reported
from sim.execution.tasks import check_comparable
from sim.experiment.questions import MapPlan, load_map, load_scenarios
from sim.experiment.study import Study
from sim.i18n.translate import sentences
from sim.kpis import KPIS
from sim.results.parts import can_be_written
from sim.results.reports import report_folder

if TYPE_CHECKING:
    from sim.experiment.answer import Answer


def answer_experiment(
    experiment: Experiment, results: Path, *, jobs: Jobs = None, progress: bool = True
) -> "Answer":
    """Answer an experiment; see `answer`. If it has a map, the story is of the map's two scenarios.

    Raises:
        ConfigError: all errors of its scenarios or measures; as `answer`.
    """
    scenarios, asked = load_scenarios(experiment), experiment.map
    plan = MapPlan((asked.x.key, asked.y.key), asked.kpis, load_map(experiment)) if asked is not None else None
    of_map = asked.scenarios[1] if asked is not None else None
    story_with = next((scenario.name for name, scenario in zip(experiment.scenarios, scenarios, strict=True)
                       if name == of_map), None)
    found = answer(scenarios, results, name=experiment.name, question=experiment.question,
                   decide_on=experiment.decide_on, experiment_map=plan, story_with=story_with,
                   precision=experiment.precision, label=experiment.label, jobs=jobs, progress=progress)
    return found if asked is None else replace(found, map_scenarios=(asked.scenarios[0], asked.scenarios[1]))


def answer(
    scenarios: Sequence[Scenario], results: Path, *, name: str = "run", question: str = "", label: str = "",
    decide_on: Sequence[str] = (), experiment_map: MapPlan | None = None, story_with: str | None = None,
    precision: Precision | None = None, jobs: Jobs = None, progress: bool = True,
) -> "Answer":
    """Run every scenario `run.replications` times, or until the answer is precise enough, and compare each with the first.

    Results of earlier runs in the folder are used, and only missing replications are run. A replication that fails stands in
    `unfinished`; the others continue. After Ctrl-C all finished replications are kept, and a repeated call continues from them.

    Args:
        scenarios: the first is what the others are compared with.
        results: folder; the study has a subfolder of its name.
        name: of the study.
        question: in one sentence.
        label: a few words for the name of its folder in the study's.
        decide_on: measures that decide.
        experiment_map: a map over two parameters, or None.
        story_with: the other scenario of the story; None, or one in which no case differs: chosen by the rule of
            `sim.experiment.case_story`.
        precision: how tight the deciding intervals shall be; None: `run.replications`, independent of their width.
        jobs: replications at a time, a cluster, or None for one per core.
        progress: show bars, where there is a terminal.

    Raises:
        ConfigError: scenarios that cannot be compared, an unknown measure, a folder that cannot be written, or a base of
            comparison of which all replications failed; one line each.
    """
    check_comparable(scenarios)
    _check_measures({"decide_on": decide_on, "map.kpis": experiment_map.kpis if experiment_map else ()})
    folder = Path(results) / re.sub(r"[^A-Za-z0-9._=-]+", "_", name)
    can_be_written(folder)
    asked = repr((name, question, tuple(decide_on), precision, [(one.name, one.key, one.run.replications) for one in scenarios],
                  experiment_map and [(x, y, side.key, side.run.replications) for x, y, *sides in experiment_map.points
                                      for side in sides], experiment_map and experiment_map.kpis, story_with))
    with compilation_reported():
        study = Study(folder, scenarios, experiment_map.points if experiment_map else ())
        study.run_missing(jobs, progress)
        if precision is not None:
            scenarios = _until_precise(study, decide_on, precision, jobs, progress)
    base = scenarios[0]
    if not study.replications(base):
        lines = [line for _, _, line in study.unfinished([base], whole_lines=True)]
        raise ConfigError([messages.NOTHING_FINISHED.format(scenario=base.name), *lines])
    from sim.analysis.statistics.precision import joint
    from sim.experiment.answer import Completed, build_answer, write

    everyone = [*scenarios, *study.sides]
    completed = Completed(
        study.rows_of(everyone), {one.name: study.weeks_of(one) for one in scenarios},
        {one.name: study.profiles[one.key] for one in scenarios if one.key in study.profiles}, study.unfinished(everyone),
        {one.name: study.loads_of(one) for one in scenarios})
    found = build_answer(completed, scenarios, experiment_map, story_with)
    within = precision.within if precision is not None else {}
    joined = joint(found.runs, [scenario.name for scenario in scenarios], list(dict.fromkeys((*decide_on, *within))), within)
    found = replace(found, name=name, question=question, decide_on=tuple(decide_on), joint=joined)
    place = report_folder(folder, "answer", label, asked)
    return write(found, place, [study.keys[scenario.name] for scenario in scenarios])


def _until_precise(
    study: Study, decide_on: Sequence[str], precision: Precision, jobs: Jobs, progress: bool
) -> list[Scenario]:
    """Run more replications until each joint interval is tight enough; returns the scenarios with their new number."""
    from sim.analysis.statistics.comparison import run_table
    from sim.analysis.statistics.precision import joint, replications_needed

    names, n = [scenario.name for scenario in study.main], study.main[0].run.replications
    while True:
        runs = run_table(study.rows_of(study.main), names)
        table = joint(runs, names, [*dict.fromkeys((*decide_on, *precision.within))], precision.within)
        needed = replications_needed(table, n, precision.at_most)
        if needed == n:
            return study.main
        n = needed
        study.ask_for(n)
        study.run_missing(jobs, progress)


def _check_measures(named: Mapping[str, Sequence[str]]) -> None:
    lines = [sentences(messages.UNKNOWN_KPI.format(where=where, name=name), did_you_mean(name, KPIS))
             for where, names in named.items() for name in names if name not in KPIS]
    if lines:
        raise ConfigError(lines)
