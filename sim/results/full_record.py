"""A full record, written while a replication runs: every contact and every agent day, with memory that does not grow with the
days.

    contacts-r00000.parquet      in order of contact_id, one row group per about 50 000 contacts
    agent_days-r00000.parquet    by day and agent

A contact that a round-the-clock centre carries over at midnight ends on a later day than others that arrived after it. Those stay
in memory until it has ended, so that the file has the order of `Result.contacts` and is read back as the same table. Both files
are partial files until the last day has ended; then they get their names.
"""

import contextlib
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

import numpy as np

from sim.config.errors import ConfigError
from sim.execution import messages
from sim.execution.tasks import Task
from sim.model.day import WorkforceToday
from sim.params import Params
from sim.schema import AgentDays, Contacts, contacts_in_order, no_contacts, stacked_agent_days

if TYPE_CHECKING:
    import pandas as pd

ROWS_IN_A_GROUP = 50_000


@dataclass(frozen=True)
class RecordFolder:
    """The folder of full records; creates the recorder of one, and is sent to the worker with a task.

    Attributes:
        folder: a scenario's.
        about: metadata in each file's footer.
        partial: ending of an incomplete file; unique to a program.
    """

    folder: Path
    about: Mapping[str, str]
    partial: str

    def __call__(self, task: Task) -> "FullRecord":
        """The recorder for one replication."""
        return FullRecord(self, task.replication, task.params)


class FullRecord:
    """Writes a replication's days to files, which are complete when its `with` block ends without an error.

    Raises:
        ConfigError: the folder cannot be written any more, for instance on a full disk.
    """

    def __init__(self, place: RecordFolder, replication: int, params: Params) -> None:
        self.params = params
        self.contacts, self.agent_days = (
            _File(place, f"{name}-r{replication:05d}.parquet") for name in ("contacts", "agent_days"))
        self.waiting: list[Contacts] = []
        self.agents: list[AgentDays] = []
        self.n_waiting = 0

    def morning(self, day: int, workforce: WorkforceToday) -> None:
        """No effect: plans are not recorded."""

    def evening(self, contacts: Contacts, agents: AgentDays, open_from: int) -> None:
        """Receive a day's tables; write when there is enough for a row group."""
        self.waiting.append(contacts)
        self.agents.append(agents)
        self.n_waiting += contacts.day.size
        if self.n_waiting >= ROWS_IN_A_GROUP:
            self._write(open_from)

    def recorded(self) -> None:
        """Nothing: the record is in the files."""

    def _write(self, until: int | None = None) -> None:
        """Write contacts up to an id, and all agent days."""
        from sim.results.frames import agent_day_table, contact_table

        contacts = contacts_in_order([no_contacts(), *self.waiting])
        n = None if until is None else int(np.searchsorted(contacts.contact_id, until))
        self.contacts.write(contact_table(_part(contacts, slice(n)), self.params))
        self.waiting, self.n_waiting = [] if n is None else [_part(contacts, slice(n, None))], 0
        no_agents: list[Any] = [np.empty(0)] * len(AgentDays._fields)
        agents = stacked_agent_days(self.agents) if self.agents else AgentDays(*no_agents)
        self.agent_days.write(agent_day_table(agents, self.params))
        self.agents = []

    def __enter__(self) -> "FullRecord":
        return self

    def __exit__(self, error: type[BaseException] | None, _: BaseException | None, __: TracebackType | None) -> None:
        try:
            if error is None:
                self._write()
                self.contacts.is_whole()
                self.agent_days.is_whole()
        finally:
            self.contacts.discard()
            self.agent_days.discard()


class _File:
    """A Parquet file that grows as a partial file."""

    def __init__(self, place: RecordFolder, name: str) -> None:
        self.file, self.about = place.folder / name, place.about
        self.partial = place.folder / f".{name}.{place.partial}"
        self.writer: Any = None

    def write(self, table: "pd.DataFrame") -> None:
        """Add a row group; an empty one only the first time, so that the file has its columns."""
        import pyarrow as pa  # type: ignore[import-untyped]
        import pyarrow.parquet as pq  # type: ignore[import-untyped]

        if self.writer is not None and not len(table):
            return
        rows = pa.Table.from_pandas(table, preserve_index=False)
        with self._reported():
            if self.writer is None:
                rows = rows.replace_schema_metadata({**(rows.schema.metadata or {}), **self.about})
                self.writer = pq.ParquetWriter(self.partial, rows.schema, compression="zstd", write_page_checksum=True)
            self.writer.write_table(rows, row_group_size=max(len(table), 1))

    def is_whole(self) -> None:
        """Close the complete file and rename it to its final name."""
        with self._reported():
            self.writer.close()
            os.replace(self.partial, self.file)

    def discard(self) -> None:
        """Remove the incomplete file."""
        with contextlib.suppress(OSError):
            if self.writer is not None:
                self.writer.close()
        with contextlib.suppress(OSError):
            self.partial.unlink(missing_ok=True)

    @contextlib.contextmanager
    def _reported(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            why = error.strerror or error
            raise ConfigError([messages.WRITING_FAILED.format(folder=self.file.parent, why=why)]) from None


def _part(contacts: Contacts, part: slice) -> Contacts:
    columns: list[Any] = [column[part].copy() for column in contacts]      # so that the whole table is not kept in memory
    return Contacts(*columns)
