"""A study: finished replications of its scenarios in a results folder, and those still missing.

Tables are imported late: the first replication does not wait for pandas.
"""

import logging
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sim.config.scenario import Scenario
from sim.execution import messages
from sim.execution.executors import Jobs
from sim.execution.progress import shown
from sim.execution.tasks import MakesRecorder, ReplicationResult, Task, TaskFailed, line_about, paired_tasks
from sim.execution.worker import run_replications
from sim.experiment.questions import MapPoint
from sim.i18n.translate import Message
from sim.kpis import compute_kpis, sum_days
from sim.results.run_log import active_run
from sim.results.store import ScenarioStore
from sim.schema import Floats

if TYPE_CHECKING:
    import pandas as pd

    from sim.results.load import DailyLoad

log = logging.getLogger(__name__)


@contextmanager
def _flushed(stores: Sequence[ScenarioStore]) -> Iterator[None]:
    """Context after which all finished replications are on disk and no partial file is left, also after an exception."""
    try:
        yield
    finally:
        for store in stores:
            store.remove_partial()
            store.flush()


class Study:
    """The finished replications, by the scenarios' keys: two scenarios that differ only in name are run once."""

    def __init__(
        self, folder: Path, scenarios: Sequence[Scenario], points: Sequence[MapPoint] = (), profile: bool = True
    ) -> None:
        """Prepare a results folder.

        Args:
            folder: the study's results folder.
            scenarios: to be run; a representative day of each is recorded.
            points: scenarios of a map; measured only.
            profile: whether to record the representative day of the scenarios.
        """
        from sim.experiment.day_profile import representative_day  # imports the whole simulator, which takes a second

        self.main, self.sides = list(scenarios), [side for point in points for side in (point.without, point.with_)]
        self.keys = {scenario.name: scenario.key for scenario in (*self.main, *self.sides)}
        self.folder = folder
        self.profile_day = representative_day(scenarios[0]) if profile else None
        self.stores: dict[str, ScenarioStore] = {}
        for parent, group in ((folder, self.main), (folder / "map", self.sides)):
            for scenario in group:
                if self.keys[scenario.name] not in self.stores:
                    self.stores[self.keys[scenario.name]] = ScenarioStore(parent, scenario)
        self.map_only = set(self.keys.values()) - {self.keys[one.name] for one in self.main if profile}
        self.rows: dict[tuple[str, int], dict[str, float]] = {}    # by key and replication
        self.done: defaultdict[str, list[int]] = defaultdict(list)
        self.weeks: dict[tuple[str, int], Floats] = {}
        self.loads: dict[tuple[str, int], DailyLoad] = {}
        self.profiles: dict[str, dict[str, pd.DataFrame]] = {}
        self.failed: dict[tuple[str, int], tuple[Task, TaskFailed]] = {}
        self.seconds: dict[str, float] = {}

    def ask_for(self, replications: int) -> None:
        """Set the number of replications of each scenario; that of the map's points is unchanged."""
        self.main = [scenario.with_replications(replications) for scenario in self.main]
        for scenario in self.main:
            self.stores[self.keys[scenario.name]].scenario = scenario

    def run_missing(self, jobs: Jobs, progress: bool) -> None:
        """Read finished replications, run the missing ones, save each as it becomes available."""
        for store in self.stores.values():
            for nth, days in store.finished():
                self._enter(store.scenario, store.scenario.key, nth, days)
        tasks = self._missing()
        for key in {task.key for task in tasks}:
            self.stores[key].write_manifest(self.done[key], None, [])
        stores = [self.stores[key] for key in dict.fromkeys(task.key for task in tasks)]
        try:
            with active_run(self.folder, len(tasks), len(self.rows)) as heartbeat, _flushed(stores), \
                    closing(run_replications(tasks, jobs)) as results:
                for task, result in shown(results, tasks, progress, done_before=len(self.rows)):
                    if isinstance(result, TaskFailed):
                        self.failed[task.key, task.replication] = task, result
                        log.info(self.line_about(task, result))
                    else:
                        self._save(task, result)
                        heartbeat.saved()
        finally:
            for store in stores:
                key = store.scenario.key
                store.write_manifest(self.done[key], self.seconds.get(key, 0.0), [
                    {"replication": nth, "why": str(failed.why), "trace": failed.trace}
                    for (of, nth), (_, failed) in self.failed.items() if of == key])

    def _missing(self) -> list[Task]:
        """Replications still to be run, the scenarios' before the map's, each by replication first."""
        tasks: dict[tuple[str, int], Task] = {}
        for bar, group in ((None, self.main), (messages.MAP_BAR, self.sides)):
            for task in paired_tasks(group, bar):
                is_profiled = bar is None and task.replication == 0 and self.profile_day is not None
                is_there = (task.key, task.replication) in self.rows and not (is_profiled and not self._has_profile(task.key))
                if not is_there and (task.key, task.replication) not in self.failed:
                    tasks.setdefault((task.key, task.replication), replace(task, recorders=self._recorders(task, is_profiled)))
        return list(tasks.values())

    def _recorders(self, task: Task, is_profiled: bool) -> tuple[MakesRecorder, ...]:
        """Factories of recorders: first the day's profile and the intervals, if wanted; then the full record."""
        from sim.experiment.day_profile import RecordsDay
        from sim.results.load import records_intervals

        profile: tuple[MakesRecorder, ...] = ()
        if is_profiled and self.profile_day is not None:
            profile = (RecordsDay(self.profile_day), records_intervals)
        return (*profile, self.stores[task.key].full_records) if task.run.record == "full" else profile

    def _has_profile(self, key: str) -> bool:
        """Whether an earlier run saved the day's profile and the intervals."""
        if (key, 0) not in self.rows:
            return False
        found = {name: self.stores[key].table(f"{name}-{self.profile_day:05d}") for name in ("day", "case_contacts", "intervals")}
        self.profiles[key] = {name: table for name, table in found.items() if table is not None}
        return len(self.profiles[key]) == len(found)

    def _save(self, task: Task, result: ReplicationResult) -> None:
        store = self.stores[task.key]
        tables = {name: table for one in result.recorded for name, table in _tables_of(one, task).items()}
        store.save(task.replication, result.days, tables, self.profile_day)
        self.seconds[task.key] = self.seconds.get(task.key, 0.0) + result.seconds
        if tables:
            self.profiles[task.key] = tables
        self._enter(store.scenario, task.key, task.replication, result.days)

    def _enter(self, scenario: Scenario, key: str, nth: int, days: Mapping[str, Floats]) -> None:
        warm_up = scenario.run.warm_up_days
        if (key, nth) not in self.rows:
            self.done[key].append(nth)
        self.rows[key, nth] = compute_kpis(sum_days(days, warm_up), scenario.params)
        if key not in self.map_only:
            from sim.analysis.statistics.weekly import weekly
            from sim.results.load import daily_load

            self.loads[key, nth] = daily_load(days, warm_up)
            self.weeks[key, nth] = weekly(days, warm_up, scenario.params)

    def replications(self, scenario: Scenario) -> list[int]:
        """Finished replications among those that the scenario requests."""
        return sorted(nth for nth in self.done[self.keys[scenario.name]] if nth < scenario.run.replications)

    def rows_of(self, scenarios: Sequence[Scenario]) -> dict[tuple[str, int], dict[str, float]]:
        """The scenarios' measures, by name and replication."""
        return {(scenario.name, nth): self.rows[self.keys[scenario.name], nth]
                for scenario in scenarios for nth in self.replications(scenario)}

    def weeks_of(self, scenario: Scenario) -> list[Floats]:
        """Each finished replication week by week, as from `sim.analysis.statistics.weekly.weekly`."""
        return [self.weeks[self.keys[scenario.name], nth] for nth in self.replications(scenario)]

    def loads_of(self, scenario: Scenario) -> "list[DailyLoad]":
        """Each finished replication's load by day, as from `sim.results.load.daily_load`."""
        return [self.loads[self.keys[scenario.name], nth] for nth in self.replications(scenario)]

    def unfinished(self, scenarios: Sequence[Scenario], whole_lines: bool = False) -> list[tuple[str, int, Message]]:
        """Scenario, replication and reason, for each that failed."""
        found = []
        for scenario in scenarios:
            for (key, nth), (task, failed) in sorted(self.failed.items(), key=lambda item: item[0][1]):
                if key == self.keys[scenario.name]:
                    task = replace(task, scenario=scenario.name)
                    why = self.line_about(task, failed) if whole_lines else self.why(task, failed)
                    found.append((scenario.name, nth, why))
        return found

    def line_about(self, task: Task, failed: TaskFailed) -> Message:
        """The message about a failed replication: scenario, index, seed, reason, and the command that reproduces it."""
        return line_about(task, TaskFailed(self.why(task, failed)))

    def why(self, task: Task, failed: TaskFailed) -> Message:
        """The reason of a failed replication, and the command that reproduces it."""
        return messages.REPRODUCE.format(why=failed.why, folder=self.stores[task.key].folder, replication=task.replication)


def _tables_of(recorded: Any, task: Task) -> "dict[str, pd.DataFrame]":
    """What a recorder returned, as tables to be saved, by name; none for the full record, which is on disk."""
    import pandas as pd

    from sim.experiment.day_profile import DayProfile, tables_of
    from sim.results.load import IntervalProfile

    if isinstance(recorded, IntervalProfile):
        return {"intervals": pd.DataFrame(recorded._asdict())}
    return tables_of(recorded, task.params) if isinstance(recorded, DayProfile) else {}
