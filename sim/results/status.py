"""Progress of a study, from its folder: running, interrupted or done."""

import contextlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from sim.config.errors import ConfigError
from sim.config.provenance import rules_version
from sim.config.scenario import Scenario, build
from sim.execution import messages
from sim.results.parts import KEYS_OF_SUMS, read_json, read_part
from sim.results.run_log import ActiveRun, find_active_runs
from sim.schema import Floats


class ScenarioState(NamedTuple):
    """One scenario of a study.

    Attributes:
        folder: its results folder.
        name: of the scenario.
        n_done: replications with readable sums on disk.
        n_asked: replications requested by the last run.
        unfinished: replications that failed, each with the reason.
        n_broken: unreadable parts; an unreadable manifest is one.
        n_quarantined: parts quarantined.
        n_partial_files: incomplete files.
    """

    folder: Path
    name: str
    n_done: int
    n_asked: int
    unfinished: tuple[tuple[int, str], ...]
    n_broken: int
    n_quarantined: int
    n_partial_files: int


class StudyState(NamedTuple):
    """A study: the programs that run it, and its scenarios."""

    folder: Path
    active_runs: list[ActiveRun]
    scenarios: list[ScenarioState]

    @property
    def seconds_left(self) -> float | None:
        """Remaining time [s] at the speed so far; None if no program runs it or nothing is done yet."""
        paces = [(one.n_tasks - one.n_done) * one.seconds / one.n_done for one in self.active_runs if one.alive and one.n_done]
        return max(paces, default=None)


def studies(results: Path) -> list[Path]:
    """Folders of studies: the given folder, or its subfolders."""
    if _manifests(results):
        return [results]
    return sorted(folder for folder in results.glob("*") if folder.is_dir() and _manifests(folder))


def state(folder: Path) -> StudyState:
    """The state of a study, from the files in its folder."""
    return StudyState(folder, find_active_runs(folder), list(_scenarios(folder)))


def scenario_of(folder: Path) -> Scenario:
    """The scenario of a results folder, from its manifest.

    Raises:
        ConfigError: there is no manifest, it is damaged, or its parameters are of another version.
    """
    try:
        manifest = read_json(folder / "manifest.json")
    except FileNotFoundError:
        raise ConfigError([messages.NO_MANIFEST.format(folder=folder)]) from None
    if manifest is None:
        raise ConfigError([messages.MANIFEST_DAMAGED.format(file=folder / "manifest.json")])
    return build(manifest["values"])


class KeptDays(NamedTuple):
    """The sums of a replication's days as a results folder holds them.

    Attributes:
        columns: as `Record.days` [n_days].
        is_of_this_code: whether the present version of the rules made them.
    """

    columns: dict[str, Floats]
    is_of_this_code: bool

    def different(self, days: Mapping[str, Floats]) -> list[str]:
        """Names of the sums that are not the same to the last bit in another run of the replication."""
        return [name for name, kept in self.columns.items()
                if name not in days or not np.array_equal(kept, days[name], equal_nan=True)]


def kept_days(folder: Path, replication: int) -> KeptDays | None:
    """What a scenario's results folder holds of a replication; None if it holds nothing readable."""
    for part in sorted(folder.glob("sums-*.parquet")):
        table = read_part(part)
        if table is None:
            continue
        rows = table["replication"].to_numpy() == replication
        if rows.any():
            version = (table.schema.metadata or {}).get(b"rules_version", b"").decode()
            columns = {name: table[name].to_numpy()[rows] for name in table.column_names if name not in KEYS_OF_SUMS}
            return KeptDays(columns, version == rules_version())
    return None


def _manifests(folder: Path) -> list[Path]:
    return sorted([*folder.glob("*-*/manifest.json"), *folder.glob("map/*-*/manifest.json")])


def _scenarios(folder: Path) -> Iterator[ScenarioState]:
    for file in _manifests(folder):
        manifest: dict[str, Any] | None = None
        with contextlib.suppress(FileNotFoundError):
            manifest = read_json(file)
        there = file.parent
        done, n_broken = _replications(there)
        if manifest is None:
            yield ScenarioState(there, there.name, len(done), len(done), (), n_broken + 1, len(list(there.glob("*.aside"))),
                                len(list(there.glob(".*.part"))))
            continue
        n_asked = int(manifest["values"]["run"]["replications"])
        unfinished = tuple((int(one["replication"]), str(one["why"])) for one in manifest["unfinished"])
        yield ScenarioState(there, str(manifest["scenario"]), len({nth for nth in done if nth < n_asked}),
                            n_asked, unfinished, n_broken, len(list(there.glob("*.aside"))), len(list(there.glob(".*.part"))))


def _replications(folder: Path) -> tuple[set[int], int]:
    """Replications in intact parts, and the number of other parts."""
    found: set[int] = set()
    n_broken = 0
    for part in folder.glob("sums-*.parquet"):
        table = read_part(part)
        if table is None:
            n_broken += 1
        else:
            found.update(table["replication"].unique().to_pylist())
    return found, n_broken
