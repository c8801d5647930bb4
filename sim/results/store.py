"""A results folder: one folder per scenario, in it tidy Parquet parts and a manifest.

    results/<study>/<scenario>-<key>/
        manifest.json                       scenario, versions, times
        sums-00000-00004-<hash>.parquet     a row per replication and day: the day's sums
        day-00041-<hash>.parquet, case_contacts-00041-<hash>.parquet      the recorded day
        intervals-00041-<hash>.parquet      replication 0 by interval of the day; see `sim.results.load`
        contacts-r00000.parquet, agent_days-r00000.parquet      with run.record=full; see `sim.results.full_record`

How a part is written and verified is in `sim.results.parts`. Two programs with the same work write the same files. The key
identifies the resolved scenario; parts also hold the rules version that made them, and parts of another version are not used.
"""

import contextlib
import logging
import re
import time
import uuid
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from sim.config.errors import ConfigError
from sim.config.provenance import origin, rules_version
from sim.config.scenario import Scenario
from sim.execution import messages
from sim.i18n.translate import Message
from sim.params.catalogue import outside_sums, plugins_used
from sim.results.full_record import RecordFolder
from sim.results.parts import quarantine, read_json, read_part, write_json, write_part
from sim.schema import DAY_MONEY, DAY_SUMS, Floats

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa  # type: ignore[import-untyped]

log = logging.getLogger(__name__)

FLUSH_S = 15.0


class ScenarioStore:
    """One scenario's results folder: reads finished replications, writes new ones."""

    def __init__(self, study: Path, scenario: Scenario) -> None:
        label = re.sub(r"[^A-Za-z0-9._=-]+", "_", scenario.name)[:60].strip("._")
        self.folder = study / f"{label}-{scenario.key}"
        self.scenario = scenario
        self._columns = (*DAY_SUMS, *DAY_MONEY, *outside_sums(scenario.params))
        self.n_days = scenario.run.warm_up_days + scenario.run.horizon_days
        self.about = {"scenario_key": scenario.key, "rules_version": rules_version()}
        self.full_records = RecordFolder(self.folder, self.about, f"{uuid.uuid4().hex[:8]}.part")
        self._known: set[int] = set()
        self._waiting: dict[int, dict[str, Floats]] = {}
        self._flushed_at = time.monotonic()
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise ConfigError([messages.NOT_WRITABLE.format(folder=self.folder, why=error.strerror or error)]) from None

    # --- reading ------------------------------------------------------------------------------------------------

    def finished(self) -> Iterator[tuple[int, dict[str, Floats]]]:
        """Finished replications of earlier runs, each once, with the columns of `Record.days` [n_days].

        A part that is damaged, misplaced or of another rules version is quarantined with a message, and not used.
        """
        for file in sorted(self.folder.glob("sums-*.parquet")):
            table = self._read(file)
            if table is None:
                continue
            column = {name: table[name].to_numpy() for name in ("replication", *self._columns)}
            for i in range(0, table.num_rows, self.n_days):
                replication = int(column["replication"][i])
                if replication not in self._known:
                    self._known.add(replication)
                    yield replication, {name: column[name][i:i + self.n_days] for name in self._columns}

    def table(self, name: str) -> "pd.DataFrame | None":
        """A table of an earlier run, such as `day-00041`; None if it is missing or cannot be used."""
        for file in sorted(self.folder.glob(f"{name}-*.parquet")):
            table = self._read(file)
            if table is not None:
                frame: pd.DataFrame = table.to_pandas()
                return frame
        return None

    def _read(self, file: Path) -> "pa.Table | None":
        table = read_part(file)
        why = messages.DAMAGED if table is None else self._why_not(table, file.name.startswith("sums-"))
        if why is not None:
            quarantine(file, why)
            return None
        return table

    def _why_not(self, table: "pa.Table", is_sums: bool) -> Message | None:
        """The reason why a readable table cannot be used; None if it can."""
        about = {key.decode(): value.decode() for key, value in (table.schema.metadata or {}).items()}
        if about.get("scenario_key") != self.about["scenario_key"]:
            return messages.FOREIGN
        if about.get("rules_version") != self.about["rules_version"]:   # its columns may be others
            return messages.OTHER_CODE
        return messages.FOREIGN if is_sums and not self._is_whole(table) else None

    def _is_whole(self, table: "pa.Table") -> bool:
        """Whether each replication has all its days, in order and adjacent."""
        if not {"replication", "day", *self._columns} <= set(table.column_names) or table.num_rows % self.n_days:
            return False
        days = table["day"].to_numpy().reshape(-1, self.n_days)
        replications = table["replication"].to_numpy().reshape(-1, self.n_days)
        return bool((days == np.arange(self.n_days)).all() and (replications == replications[:, :1]).all())

    # --- writing ------------------------------------------------------------------------------------------------

    def save(
        self, replication: int, days: dict[str, Floats], tables: "Mapping[str, pd.DataFrame]",
        profile_day: int | None = None,
    ) -> None:
        """Save a replication; sums are held up to `FLUSH_S` seconds to share a part with others.

        Args:
            replication: its index.
            days: columns of `Record.days` [n_days].
            tables: of replication 0, by name: `day`, `case_contacts`, `intervals`.
            profile_day: the recorded day.
        """
        for name, table in tables.items():
            write_part(self.folder, f"{name}-{profile_day:05d}", table, self.about)
        if replication not in self._known:
            self._known.add(replication)
            self._waiting[replication] = days
        if time.monotonic() - self._flushed_at >= FLUSH_S:
            self.flush()

    def remove_partial(self) -> None:
        """Remove incomplete full records of this store, whose process was ended."""
        for partial in self.folder.glob(f".*.{self.full_records.partial}"):
            with contextlib.suppress(OSError):
                partial.unlink()

    def flush(self) -> None:
        """Write the held sums.

        Raises:
            ConfigError: the folder cannot be written.
        """
        self._flushed_at = time.monotonic()
        if not self._waiting:
            return
        import pyarrow as pa

        which, waiting = sorted(self._waiting), self._waiting
        day = np.tile(np.arange(self.n_days), len(which))
        columns: dict[str, Any] = {
            "scenario": np.repeat(self.scenario.name, day.size), "replication": np.repeat(which, self.n_days),
            "day": day, "counted": day >= self.scenario.run.warm_up_days}
        columns |= {name: np.concatenate([waiting[r][name] for r in which]) for name in self._columns}
        file = write_part(self.folder, f"sums-{which[0]:05d}-{which[-1]:05d}", pa.table(columns), self.about)
        self._waiting = {}
        log.info(messages.LOG_PART.format(file=f"{self.folder.name}/{file.name}", n=len(which), scenario=self.scenario.name))

    def write_manifest(
        self, replications: Sequence[int], seconds: float | None, unfinished: Sequence[Mapping[str, Any]]
    ) -> None:
        """Write the manifest, which makes the results reproducible: the resolved scenario, sources, seeds, versions, and each run
        so far.

        Args:
            replications: finished in this run and earlier ones.
            seconds: total computing time of this run's replications [s]; None before its start.
            unfinished: replications that failed, each with `replication`, `why` and `trace`.
        """
        file = self.folder / "manifest.json"
        runs = []
        with contextlib.suppress(FileNotFoundError):
            before = read_json(file)
            if before is None:
                quarantine(file, messages.DAMAGED)
            else:
                runs = before["runs"]
        if seconds is not None:
            runs.append(origin() | {"replication_seconds": round(seconds, 1)})
        scenario = self.scenario
        write_json(file, {
            "scenario": scenario.name, **self.about, "replications": sorted(replications),
            "seed": scenario.run.seed, "seed_of_replication": "run.seed + replication * 2**32 (sim.random.philox.seed_of)",
            "values": scenario.resolved, "plugins": [one._asdict() for one in plugins_used(scenario.params)],
            "sources": dict(scenario.sources), "runs": runs,
            "unfinished": list(unfinished)})
