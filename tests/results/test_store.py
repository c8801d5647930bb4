"""The results folder: complete parts are used, others are quarantined, and no partial file is left."""

import errno
import json
import logging
import shutil
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import sim
from sim.config import provenance
from sim.config.errors import ConfigError
from sim.results import parts, status, store
from sim.schema import DAY_MONEY, DAY_SUMS, Floats


@pytest.fixture(scope="module")
def scenario():
    loaded = sim.load("bare_queue", ["run.horizon_days=3", "run.warm_up_days=1"])
    return replace(loaded, name="a b/c: ø")


def completed(replication: int) -> dict[str, Floats]:
    return {name: np.arange(4.0) + 10 * replication + i for i, name in enumerate((*DAY_SUMS, *DAY_MONEY))}


def kept(folder, scenario, *replications: int) -> store.ScenarioStore:
    scenario_store = store.ScenarioStore(folder, scenario)
    for replication in replications:
        scenario_store.save(replication, completed(replication), {})
    scenario_store.flush()
    return scenario_store


def found(folder, scenario) -> dict[int, dict]:
    return dict(store.ScenarioStore(folder, scenario).finished())


def test_saved_replications_are_found(tmp_path, scenario):
    """Two parts, replications in any order; every column comes back to the last bit."""
    scenario_store = kept(tmp_path, scenario, 4, 0)
    kept(tmp_path, scenario, 2)
    back = found(tmp_path, scenario)
    assert set(back) == {0, 2, 4}
    for replication, days in back.items():
        for name, column in completed(replication).items():
            assert days[name].tobytes() == column.tobytes(), name
    assert scenario_store.folder.name == f"a_b_c-{scenario.key}"
    table = pd.read_parquet(sorted(scenario_store.folder.glob("sums-00000-00004-*.parquet")))
    assert table["replication"].tolist() == [0] * 4 + [4] * 4
    assert table["day"].tolist() == [0, 1, 2, 3] * 2
    assert table["counted"].tolist() == [False, True, True, True] * 2
    assert table["scenario"].eq(scenario.name).all()


def test_a_part_of_another_version_with_other_columns_is_named_as_such(tmp_path, scenario, caplog):
    """A column that the present version does not know: the version is the reason, and not another scenario."""
    scenario_store = kept(tmp_path, scenario, 0)
    (part,) = scenario_store.folder.glob("sums-*.parquet")
    table = pd.read_parquet(part).rename(columns={"n_contacts": "n_calls"})
    part.unlink()
    parts.write_part(part.parent, "sums-00000-00000", table, {**scenario_store.about, "rules_version": "0" * 16})
    with caplog.at_level(logging.WARNING, logger="sim"):
        assert found(tmp_path, scenario) == {}
    assert "comes from another version of the simulator" in caplog.text


def test_the_same_again_is_the_same_file(tmp_path, scenario):
    """Two programs with the same work at the same time leave the same files as one."""
    kept(tmp_path, scenario, 0, 1)
    before = {file.name: file.read_bytes() for file in tmp_path.rglob("*.parquet")}
    kept(tmp_path, scenario, 1, 0)
    assert {file.name: file.read_bytes() for file in tmp_path.rglob("*.parquet")} == before


def test_a_replication_found_is_not_saved_twice(tmp_path, scenario):
    scenario_store = kept(tmp_path, scenario, 0)
    scenario_store.save(0, completed(0), {})
    scenario_store.save(1, completed(1), {})
    scenario_store.flush()
    rows = pd.concat(pd.read_parquet(file) for file in scenario_store.folder.glob("sums-*.parquet"))
    assert rows["replication"].value_counts().to_dict() == {0: 4, 1: 4}


@pytest.mark.parametrize(
    "damage", ["cut off", "empty", "another scenario", "other rules", "a day is missing", "no column"])
def test_unusable_parts_are_quarantined(tmp_path, scenario, caplog, damage):
    """One part is damaged, the other complete: the complete one is used, and a line reports the other."""
    scenario_store = kept(tmp_path, scenario, 0)
    (spoilt,) = scenario_store.folder.glob("sums-*.parquet")
    if damage == "cut off":
        spoilt.write_bytes(spoilt.read_bytes()[:-100])
    elif damage == "empty":
        spoilt.write_bytes(b"")
    else:
        table, about = pd.read_parquet(spoilt), scenario_store.about
        spoilt.unlink()
        if damage == "another scenario":
            about = {**about, "scenario_key": "0" * 16}
        elif damage == "other rules":
            about = {**about, "rules_version": "0" * 16}
        elif damage == "a day is missing":
            table = table.iloc[1:]
        else:
            table = table.drop(columns="n_opened")
        spoilt = parts.write_part(spoilt.parent, "sums-00000-00000", table, about)
    kept(tmp_path, scenario, 1)
    with caplog.at_level(logging.WARNING):
        assert set(found(tmp_path, scenario)) == {1}
    assert not spoilt.exists()
    assert len(list(scenario_store.folder.glob("*.aside"))) == 1
    (line,) = (record.getMessage() for record in caplog.records)
    assert str(spoilt) in line
    assert "set aside as" in line


def test_a_truncated_table_is_quarantined(tmp_path, scenario, caplog):
    scenario_store = store.ScenarioStore(tmp_path, scenario)
    scenario_store.save(0, completed(0), {"day": pd.DataFrame({"at_s": [1.0]})}, profile_day=3)
    assert scenario_store.table("day-00003")["at_s"].tolist() == [1.0]
    assert scenario_store.table("case_contacts-00003") is None
    (part,) = scenario_store.folder.glob("day-00003-*.parquet")
    part.write_bytes(b"PAR1")
    assert scenario_store.table("day-00003") is None
    assert "cut off" in caplog.text


def test_a_changed_bit_is_noticed_wherever_it_is(tmp_path, scenario):
    """Each of 1 000 bits spread over a part: the part is set aside and nothing of it is used; undone, it is used again."""
    scenario_store = kept(tmp_path, scenario, 0)
    (part,) = scenario_store.folder.glob("sums-*.parquet")
    data = part.read_bytes()
    bits = np.linspace(0, 8 * len(data) - 1, 1000).astype(int)
    for bit in bits.tolist():
        changed = bytearray(data)
        changed[bit // 8] ^= 1 << bit % 8
        part.write_bytes(changed)
        assert found(tmp_path, scenario) == {}, bit
        (aside,) = scenario_store.folder.glob("*.aside")
        aside.unlink()
    part.write_bytes(data)
    assert found(tmp_path, scenario)[0]["n_contacts"].tobytes() == completed(0)["n_contacts"].tobytes()


def test_a_folder_that_cannot_be_written_is_an_error(tmp_path):
    """A file stands where the folder should be: even root cannot write there."""
    (tmp_path / "file").write_text("x")
    with pytest.raises(ConfigError, match=r"^results folder .*file.results: cannot be written: Not a directory\.$"):
        parts.can_be_written(tmp_path / "file" / "results")
    parts.can_be_written(tmp_path / "new" / "results")
    assert list((tmp_path / "new" / "results").iterdir()) == []


def test_partial_files_of_an_ended_process_are_removed(tmp_path, scenario):
    """Its own partial full records; another program's may still be in use."""
    ours, theirs = store.ScenarioStore(tmp_path, scenario), store.ScenarioStore(tmp_path, scenario)
    for scenario_store in (ours, theirs):
        (scenario_store.folder / f".contacts-r00000.parquet.{scenario_store.full_records.partial}").touch()
    ours.remove_partial()
    assert [file.name for file in ours.folder.iterdir()] == [f".contacts-r00000.parquet.{theirs.full_records.partial}"]


def test_a_full_disk_keeps_finished_parts(tmp_path, scenario, monkeypatch):
    """The disk is full after the first part: one clear line, the first part is readable, no partial file is left."""
    scenario_store = kept(tmp_path, scenario, 0)

    def full(file, data):
        with file.open("wb") as half:
            half.write(data[:len(data) // 2])
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as disk:
        disk.setattr(Path, "write_bytes", full)
        scenario_store.save(1, completed(1), {})
        with pytest.raises(ConfigError, match=r"can no longer be written: No space left on device\. What is finished stays"):
            scenario_store.flush()
    assert [file.suffix for file in scenario_store.folder.iterdir()] == [".parquet"]
    assert set(found(tmp_path, scenario)) == {0}
    scenario_store.flush()
    assert set(found(tmp_path, scenario)) == {0, 1}, "what waited is written once there is room"


def test_parts_are_shared_but_do_not_wait_long(tmp_path, scenario, monkeypatch):
    """Replications that end within 15 s share a part."""
    now = [100.0]
    monkeypatch.setattr(store.time, "monotonic", lambda: now[0])
    scenario_store = store.ScenarioStore(tmp_path, scenario)
    for replication, at in enumerate([101.0, 114.0, 115.0, 116.0]):
        now[0] = at
        scenario_store.save(replication, completed(replication), {})
    names = sorted(file.name[:17] for file in scenario_store.folder.glob("sums-*"))
    assert names == ["sums-00000-00002-"]
    scenario_store.flush()
    assert len(list(scenario_store.folder.glob("sums-*"))) == 2


def test_the_manifest_has_all_that_is_needed_to_reproduce(tmp_path, scenario):
    scenario_store = store.ScenarioStore(tmp_path, scenario)
    scenario_store.write_manifest([], None, [])
    scenario_store.write_manifest([1, 0], 12.34, [{"replication": 2, "why": "x", "trace": ""}])
    scenario_store.write_manifest([1, 0, 2], 5.0, [])
    manifest = json.loads((scenario_store.folder / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["replications"] == [0, 1, 2]
    assert manifest["scenario_key"] == scenario.key
    assert manifest["rules_version"] == provenance.rules_version()
    assert manifest["seed"] == 1
    assert manifest["values"] == json.loads(json.dumps(scenario.resolved))
    assert manifest["sources"]["patience.distribution"] == scenario.sources["patience.distribution"]
    assert [run["replication_seconds"] for run in manifest["runs"]] == [12.3, 5.0]
    assert {"python", "platform", "ended"} <= set(manifest["runs"][0])
    assert {"numpy", "numba", "simpy"} <= set(manifest["runs"][0]["packages"])
    assert manifest["unfinished"] == []


def test_a_changed_manifest_is_noticed(tmp_path, scenario, caplog):
    """It is not read, by nobody; the next run sets it aside and writes it again."""
    scenario_store = kept(tmp_path, scenario, 0)
    scenario_store.write_manifest([0], 1.0, [])
    file = scenario_store.folder / "manifest.json"
    assert status.scenario_of(scenario_store.folder).key == scenario.key
    file.write_text(file.read_text(encoding="utf-8").replace('"seed": 1', '"seed": 2'), encoding="utf-8")
    with pytest.raises(ConfigError, match=r"manifest\.json: is not what was written: cut off, or changed since\. The command"):
        status.scenario_of(scenario_store.folder)
    (found,) = status.state(tmp_path).scenarios
    assert (found.n_done, found.n_broken) == (1, 1)
    scenario_store.write_manifest([0], 2.0, [])
    assert "manifest.json: is not what was written" in caplog.text
    assert [run["replication_seconds"] for run in parts.read_json(file)["runs"]] == [2.0]
    assert len(list(scenario_store.folder.glob("manifest.json.*.aside"))) == 1
    assert status.scenario_of(scenario_store.folder).key == scenario.key


def test_the_rules_version_follows_the_rules(tmp_path):
    """A package copied: the same version; one rule edited: another; a picture edited: the same."""
    package = tmp_path / "sim"
    shutil.copytree(Path(store.__file__).parents[1], package, ignore=shutil.ignore_patterns("__pycache__"))
    version = provenance.rules_version.__wrapped__
    assert version(package) == provenance.rules_version()
    (package / "experiment" / "runner.py").write_text("# how it is shown is no rule\n")
    assert version(package) == provenance.rules_version()
    with (package / "model" / "contact" / "service_time.py").open("a") as rule:
        rule.write("\n# edited\n")
    assert version(package) != provenance.rules_version()
    assert len(provenance.rules_version()) == 16
