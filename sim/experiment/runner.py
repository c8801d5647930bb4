"""A question answered: scenarios lived side by side, kept in a results folder, compared, and laid out for showing.

Tables and their comparison are imported late: the first replication need not wait for pandas.
"""

import logging
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from sim.config.errors import ConfigError, did_you_mean
from sim.config.experiment_file import Experiment, Precision
from sim.config.scenario import Scenario
from sim.execution import messages
from sim.execution.pool import Failed, Jobs
from sim.execution.progress import compiling_told, shown
from sim.execution.worker import Lived, Task, comparable, in_pairs, line_about, lives
from sim.experiment.questions import MapPoint, load_map, load_scenarios
from sim.i18n.translate import Message, sentences
from sim.kpis.service import KPIS, measured
from sim.kpis.sums import counted_sums
from sim.results.run_log import at_work
from sim.results.store import Shelf, can_be_written
from sim.schema import Floats

if TYPE_CHECKING:
    import pandas as pd

    from sim.experiment.answer import Answer

log = logging.getLogger(__name__)


class MapPlan(NamedTuple):
    """A map over two parameters.

    Attributes:
        keys: of the parameters, x and y.
        kpis: measures to draw.
        points: every place, with the two scenarios there.
    """

    keys: tuple[str, str]
    kpis: tuple[str, ...]
    points: Sequence[MapPoint]


def answer_experiment(
    experiment: Experiment, results: Path, *, jobs: Jobs = None, progress: bool = True
) -> "Answer":
    """Answer an experiment; see `answer`. Where it has a map, the story is told of the map's two scenarios.

    Raises:
        ConfigError: all that is wrong with its scenarios or measures; as `answer`.
    """
    scenarios, asked = load_scenarios(experiment), experiment.map
    plan = MapPlan((asked.x.key, asked.y.key), asked.kpis, load_map(experiment)) if asked is not None else None
    of_map = asked.scenarios[1] if asked is not None else None
    story_with = next((scenario.name for name, scenario in zip(experiment.scenarios, scenarios, strict=True)
                       if name == of_map), None)
    found = answer(scenarios, results, name=experiment.name, question=experiment.question,
                   decide_on=experiment.decide_on, experiment_map=plan, story_with=story_with,
                   precision=experiment.precision, jobs=jobs, progress=progress)
    return found if asked is None else replace(found, map_scenarios=(asked.scenarios[0], asked.scenarios[1]))


def answer(
    scenarios: Sequence[Scenario], results: Path, *, name: str = "run", question: str = "",
    decide_on: Sequence[str] = (), experiment_map: MapPlan | None = None, story_with: str | None = None,
    precision: Precision | None = None, jobs: Jobs = None, progress: bool = True,
) -> "Answer":
    """Live every scenario `run.replications` times, or until the answer is precise enough, and compare each with the first.

    What earlier runs left in the folder is used, and only what is missing is lived. A replication that does not end is
    told in `unfinished`; the others go on. Ctrl-C leaves all that was finished, and the same call goes on from there.

    Args:
        scenarios: the first is what the others are compared with.
        results: folder; this study's lies in it under its name.
        name: of the study.
        question: in one sentence.
        decide_on: measures that decide.
        experiment_map: a map over two parameters, or None.
        story_with: the other scenario of the story; None, or one in which no case went differently, leaves it to the
            rule of `sim.experiment.case_story`.
        precision: how tight the deciding intervals shall be; None: `run.replications`, however wide they are.
        jobs: replications at a time, a cluster, or None for one per core.
        progress: show bars, where there is a terminal.

    Raises:
        ConfigError: scenarios that cannot be compared, an unknown measure, a folder that cannot be written, or a base of
            comparison of which no replication came to its end; one line each.
    """
    comparable(scenarios)
    _known_measures({"decide_on": decide_on, "map.kpis": experiment_map.kpis if experiment_map else ()})
    folder = Path(results) / re.sub(r"[^A-Za-z0-9._=-]+", "_", name)
    can_be_written(folder)
    with compiling_told():
        study = Study(folder, scenarios, experiment_map.points if experiment_map else ())
        study.live(jobs, progress)
        if precision is not None:
            scenarios = _until_precise(study, decide_on, precision, jobs, progress)
    base = scenarios[0]
    if not study.replications(base):
        lines = [line for _, _, line in study.unfinished([base], whole_lines=True)]
        raise ConfigError([messages.NOTHING_FINISHED.format(scenario=base.name), *lines])
    from sim.experiment.build_answer import laid_out, write

    found = laid_out(study, scenarios, experiment_map, story_with)
    from sim.analysis.statistics.precision import joint

    within = precision.within if precision is not None else {}
    joined = joint(found.runs, [scenario.name for scenario in scenarios], list(dict.fromkeys((*decide_on, *within))), within)
    found = replace(found, name=name, question=question, decide_on=tuple(decide_on), joint=joined)
    write(found, folder, [study.keys[scenario.name] for scenario in scenarios])
    return found


def _until_precise(
    study: "Study", decide_on: Sequence[str], precision: Precision, jobs: Jobs, progress: bool
) -> list[Scenario]:
    """Live more replications until each joint interval is tight enough; the scenarios with as many as that took."""
    from sim.analysis.statistics.comparison import run_table
    from sim.analysis.statistics.precision import joint, replications_needed

    names, n = [scenario.name for scenario in study.main], study.main[0].run.replications
    while True:
        runs = run_table({key: row for scenario in study.main for key, row in study.of(scenario).items()}, names)
        table = joint(runs, names, [*dict.fromkeys((*decide_on, *precision.within))], precision.within)
        needed = replications_needed(table, n, precision.at_most)
        if needed == n:
            return study.main
        n = needed
        study.ask_for(n)
        study.live(jobs, progress)


def _known_measures(named: Mapping[str, Sequence[str]]) -> None:
    lines = [sentences(messages.UNKNOWN_KPI.format(where=where, name=name), did_you_mean(name, KPIS))
             for where, names in named.items() for name in names if name not in KPIS]
    if lines:
        raise ConfigError(lines)


@contextmanager
def _flushed(shelves: Sequence[Shelf]) -> Iterator[None]:
    """Whatever happens meanwhile, what is finished goes to disk, and nothing half-begun stays."""
    try:
        yield
    finally:
        for shelf in shelves:
            shelf.sweep()
            shelf.flush()


class Study:
    """What has been lived so far, by the scenarios' keys: two scenarios that differ in name alone are lived once."""

    def __init__(
        self, folder: Path, scenarios: Sequence[Scenario], points: Sequence[MapPoint] = (), look: bool = True
    ) -> None:
        """Prepare a results folder.

        Args:
            folder: of the study.
            scenarios: lived and looked into.
            points: of a map; measured only.
            look: False: the scenarios too are measured only.
        """
        from sim.experiment.day_profile import ordinary_day  # brings the simulator up, which takes a second

        self.main, self.sides = list(scenarios), [side for point in points for side in (point.without, point.with_)]
        self.keys = {scenario.name: scenario.key for scenario in (*self.main, *self.sides)}
        self.folder = folder
        self.look_at = ordinary_day(scenarios[0]) if look else None
        self.shelves: dict[str, Shelf] = {}
        for parent, group in ((folder, self.main), (folder / "map", self.sides)):
            for scenario in group:
                if self.keys[scenario.name] not in self.shelves:
                    self.shelves[self.keys[scenario.name]] = Shelf(parent, scenario)
        self.map_only = set(self.keys.values()) - {self.keys[one.name] for one in self.main if look}
        self.rows: dict[tuple[str, int], dict[str, float]] = {}    # by key and replication
        self.done: defaultdict[str, list[int]] = defaultdict(list)
        self.weeks: dict[tuple[str, int], Floats] = {}
        self.looks: dict[str, dict[str, pd.DataFrame]] = {}
        self.failed: dict[tuple[str, int], tuple[Task, Failed]] = {}
        self.seconds: dict[str, float] = {}

    def ask_for(self, replications: int) -> None:
        """Ask for so many replications of each scenario; the map's places keep theirs."""
        self.main = [scenario.with_replications(replications) for scenario in self.main]
        for scenario in self.main:
            self.shelves[self.keys[scenario.name]].scenario = scenario

    def live(self, jobs: Jobs, progress: bool) -> None:
        """Read what is there, live what is missing, keep each replication as it comes."""
        for shelf in self.shelves.values():
            for nth, days in shelf.finished():
                self._enter(shelf.scenario, shelf.scenario.key, nth, days)
        tasks = self._missing()
        for key in {task.key for task in tasks}:
            self.shelves[key].write_manifest(self.done[key], None, [])
        shelves = [self.shelves[key] for key in dict.fromkeys(task.key for task in tasks)]
        try:
            with at_work(self.folder, len(tasks), len(self.rows)) as mark, _flushed(shelves), \
                    closing(lives(tasks, jobs)) as results:
                for task, lived in shown(results, tasks, progress, done_before=len(self.rows)):
                    if isinstance(lived, Failed):
                        self.failed[task.key, task.replication] = task, lived
                        log.info(self.line_about(task, lived))
                    else:
                        self._keep(task, lived)
                        mark.kept()
        finally:
            for shelf in shelves:
                key = shelf.scenario.key
                shelf.write_manifest(self.done[key], self.seconds.get(key, 0.0), [
                    {"replication": nth, "why": str(failed.why), "trace": failed.trace}
                    for (of, nth), (_, failed) in self.failed.items() if of == key])

    def _missing(self) -> list[Task]:
        """Replications still to be lived, the scenarios' before the map's, each by replication first."""
        tasks: dict[tuple[str, int], Task] = {}
        for bar, group in ((None, self.main), (messages.MAP_BAR, self.sides)):
            for task in in_pairs(group, bar):
                if bar is None and task.replication == 0 and self.look_at is not None and not self._looked(task.key):
                    task = replace(task, look_at=self.look_at)
                elif (task.key, task.replication) in self.rows:
                    continue
                if (task.key, task.replication) in self.failed:
                    continue
                tasks.setdefault((task.key, task.replication), replace(task, keep_in=self.shelves[task.key].full_records))
        return list(tasks.values())

    def _looked(self, key: str) -> bool:
        """Whether an earlier run left the day looked into."""
        if (key, 0) not in self.rows:
            return False
        found = {name: self.shelves[key].table(f"{name}-{self.look_at:05d}") for name in ("day", "stories")}
        self.looks[key] = {name: table for name, table in found.items() if table is not None}
        return len(self.looks[key]) == len(found)

    def _keep(self, task: Task, lived: Lived) -> None:
        from sim.results.tables import tables_of

        shelf, tables = self.shelves[task.key], tables_of(lived, task.params)
        shelf.put(task.replication, lived.days, tables, task.look_at)
        self.seconds[task.key] = self.seconds.get(task.key, 0.0) + lived.seconds
        if task.look_at is not None:
            self.looks[task.key] = {name: tables[name] for name in ("day", "stories")}
        self._enter(shelf.scenario, task.key, task.replication, lived.days)

    def _enter(self, scenario: Scenario, key: str, nth: int, days: Mapping[str, Floats]) -> None:
        warm_up = scenario.run.warm_up_days
        if (key, nth) not in self.rows:
            self.done[key].append(nth)
        self.rows[key, nth] = measured(counted_sums(days, warm_up), scenario.params)
        if key not in self.map_only:
            from sim.analysis.statistics.weekly import weekly

            self.weeks[key, nth] = weekly(days, warm_up, scenario.params)

    def replications(self, scenario: Scenario) -> list[int]:
        """Finished replications that the scenario asks for."""
        return sorted(nth for nth in self.done[self.keys[scenario.name]] if nth < scenario.run.replications)

    def of(self, scenario: Scenario) -> dict[tuple[str, int], dict[str, float]]:
        """The scenario's measures, by its name and replication."""
        return {(scenario.name, nth): self.rows[self.keys[scenario.name], nth] for nth in self.replications(scenario)}

    def unfinished(self, scenarios: Sequence[Scenario], whole_lines: bool = False) -> list[tuple[str, int, Message]]:
        """Scenario, replication and why, for each that did not end."""
        found = []
        for scenario in scenarios:
            for (key, nth), (task, failed) in sorted(self.failed.items(), key=lambda item: item[0][1]):
                if key == self.keys[scenario.name]:
                    task = replace(task, scenario=scenario.name)
                    why = self.line_about(task, failed) if whole_lines else self.why(task, failed)
                    found.append((scenario.name, nth, why))
        return found

    def line_about(self, task: Task, failed: Failed) -> Message:
        """Which replication did not end, with what seed, why, and the line that lives it again."""
        return line_about(task, Failed(self.why(task, failed)))

    def why(self, task: Task, failed: Failed) -> Message:
        """Why a replication did not end, and the line that lives it again."""
        return messages.AGAIN.format(why=failed.why, folder=self.shelves[task.key].folder, replication=task.replication)
