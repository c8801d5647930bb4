"""A full record written day by day equals the table in memory, and is complete or absent."""

import errno

import pandas as pd
import pyarrow.parquet as pq
import pytest

import sim
from sim.execution.tasks import ReplicationResult, Task, TaskFailed
from sim.execution.worker import run_replication
from sim.results import full_record
from sim.results.full_record import FullRecord, RecordFolder
from sim.year import run_days

FEW = ["run.horizon_days=6", "run.warm_up_days=1", "run.record=full"]
BUSY = ["demand.needs_per_day=200", "workforce.groups.agents.n_agents=1",
        "workforce.groups.agents.agents_per_interval=[1]"]
TABLES = ("contacts", "agent_days")


def place(folder) -> RecordFolder:
    return RecordFolder(folder, {"scenario_key": "k"}, "7.part")


class RecordedDay(FullRecord):
    """Records the ids received, and the number of held rows."""

    def __init__(self, *args) -> None:
        super().__init__(*args)
        self.ids, self.waits = [], []

    def evening(self, contacts, agents, open_from) -> None:
        self.ids += contacts.contact_id.tolist()
        super().evening(contacts, agents, open_from)
        self.waits.append(self.n_waiting)


@pytest.mark.parametrize("engine", ["compiled", "simpy"])
def test_what_is_read_back_is_the_table_from_memory(tmp_path, monkeypatch, engine):
    """A centre that never closes, one agent and a queue: some end after others that came later. Ten rows a group."""
    monkeypatch.setattr(full_record, "ROWS_IN_A_GROUP", 10)
    scenario = sim.load("bare_queue", [*FEW, *BUSY, f"run.engine={engine}"])
    with RecordedDay(place(tmp_path), 3, scenario.params) as keep:
        record = run_days(scenario.params, scenario.run, 3, keep)
    assert record.contacts is None
    assert record.agent_days is None
    assert keep.ids != sorted(keep.ids), "this test could not see rows out of order"
    year = sim.simulate(scenario, 3)
    for name in TABLES:
        file = tmp_path / f"{name}-r00003.parquet"
        assert pd.read_parquet(file).equals(getattr(year, name)), name
        assert pq.read_metadata(file).num_row_groups > 3
        assert pq.read_schema(file).metadata[b"scenario_key"] == b"k"
    assert {file.name for file in tmp_path.iterdir()} == {f"{name}-r00003.parquet" for name in TABLES}


def test_few_rows_wait_however_many_days(tmp_path, monkeypatch):
    """Twenty days of some 200 contacts, 300 rows a group: never more than that and those still open, where all
    together are 4 000."""
    monkeypatch.setattr(full_record, "ROWS_IN_A_GROUP", 300)
    scenario = sim.load("bare_queue", [*FEW, *BUSY, "run.horizon_days=20", "run.warm_up_days=0"])
    with RecordedDay(place(tmp_path), 0, scenario.params) as keep:
        run_days(scenario.params, scenario.run, 0, keep)
    assert len(keep.ids) > 3000
    assert max(keep.waits) < 400


def test_a_centre_that_never_opens_leaves_tables_without_rows(tmp_path):
    scenario = sim.load("bare_queue", [*FEW, "run.horizon_days=1", "centre.open_weekdays=[sun]",
                                   "centre.at_closing=serve_out"])
    assert isinstance(run_replication(Task.of(scenario, 0, recorders=(place(tmp_path),))), ReplicationResult)
    year = sim.simulate(scenario)
    for name in TABLES:
        table, expected = pd.read_parquet(tmp_path / f"{name}-r00000.parquet"), getattr(year, name)
        assert len(table) == len(expected) == 0
        assert list(table.columns) == list(expected.columns)


@pytest.mark.parametrize("why", [RuntimeError, KeyboardInterrupt])
def test_an_interrupted_run_leaves_nothing(tmp_path, monkeypatch, why):
    """Broken on the fourth evening, when several groups have been written."""
    monkeypatch.setattr(full_record, "ROWS_IN_A_GROUP", 10)
    scenario = sim.load("bare_queue", [*FEW, *BUSY])
    grown = []

    class Breaks(RecordedDay):
        def evening(self, *tables) -> None:
            super().evening(*tables)
            if len(self.waits) == 4:
                grown.extend(file.name for file in tmp_path.iterdir())
                raise why

    with pytest.raises(why), Breaks(place(tmp_path), 0, scenario.params) as keep:
        run_days(scenario.params, scenario.run, 0, keep)
    assert sorted(grown) == [".agent_days-r00000.parquet.7.part", ".contacts-r00000.parquet.7.part"]
    assert list(tmp_path.iterdir()) == []


def test_a_full_disk_is_reported(tmp_path, monkeypatch):
    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(pq.ParquetWriter, "write_table", full)
    scenario = sim.load("bare_queue", [*FEW, *BUSY])
    failed = run_replication(Task.of(scenario, 0, recorders=(place(tmp_path),)))
    assert isinstance(failed, TaskFailed)
    assert "can no longer be written: No space left on device" in str(failed.why)
    assert list(tmp_path.iterdir()) == []


def test_without_a_place_only_sums_are_kept(tmp_path):
    """As where scenarios are only compared: the same days as of the full record."""
    scenario = sim.load("bare_queue", [*FEW, *BUSY])
    sums, full = (run_replication(Task.of(scenario, 0, recorders=where)) for where in ((), (place(tmp_path),)))
    assert isinstance(sums, ReplicationResult)
    assert isinstance(full, ReplicationResult)
    assert {name: column.tobytes() for name, column in sums.days.items()} == {
        name: column.tobytes() for name, column in full.days.items()}
