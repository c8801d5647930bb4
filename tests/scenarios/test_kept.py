"""Shipped scenarios kept on disk as Hydra composed them: the same as composed anew, and never stale."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from sim import user_cache
from sim.config import composed_cache
from sim.config.errors import Faults
from sim.config.load import _read_overrides, data_folder, load, load_all

WEEK = ["run.seed=3", "run.horizon_days=7", "run.record=kpis"]


@pytest.fixture
def keeps(monkeypatch, tmp_path) -> Path:
    """An empty cache folder, and the shipped files where they may be edited; what is composed counts."""
    shutil.copytree(data_folder("scenarios"), tmp_path / "scenarios")
    monkeypatch.setattr(sys.modules["sim.config.load"], "data_folder", lambda name: tmp_path / name)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path


@pytest.fixture
def composed(monkeypatch) -> list[str]:
    """The scenarios that were composed and kept."""
    names: list[str] = []
    real = composed_cache.keep
    monkeypatch.setattr("sim.config.load.keep", lambda folder, name, it: names.append(name) or real(folder, name, it))
    return names


def told(name: str, overrides: list[str]):
    try:
        return load(name, overrides)
    except Faults as faults:
        return faults.lines


@pytest.mark.parametrize(("name", "overrides"), [
    ("base", []), ("aht_cap_180", WEEK), ("growth_40_unlimited", ["centre.n_lines=7"]), ("base", ["run.seed=3", "run.seed=4"]),
    ("bare_queue", ["kinds.contact.resolve_prob=0.25"]), ("base", ["conversation.aht_cap_s=4", "run.engine=fast"]),
    ("base", ["kinds.billing=3"]), ("base", ["kinds.nothing.share=0.2"]), ("base", ["conversation.mean_handel_s=4", *WEEK]),
    ("base", ["centre.closed_holidays=null"]), ("nothing_such", WEEK)])
def test_kept_is_as_composed_anew(keeps, monkeypatch, name, overrides):
    """Name, values, sources and refusals: the first time, from disk, and by Hydra alone."""
    first, again = told(name, overrides), told(name, overrides)
    monkeypatch.setattr(sys.modules["sim.config.load"], "plain_values", lambda overrides: None)
    by_hydra = told(name, overrides)
    assert str(first) == str(again) == str(by_hydra)
    assert first == again == by_hydra


def test_a_value_set_means_what_hydra_reads():
    """Whole number, number or word; all else is left to Hydra."""
    plain = ["run.seed=3", "run.seed=-3", "run.seed=0", "centre.opens_h=8.50", "centre.opens_h=-0.0", "run.engine=simpy",
             "run.record=off", "kinds.billing.talk_law=e", "kinds.billing.talk_law=infinite"]
    values = composed_cache.plain_values(plain)
    assert values is not None
    assert repr(values) == repr(_read_overrides(plain, [data_folder("scenarios")])[1])
    for text in ("run.seed=03", "run.seed=1e3", "run.seed=.5", "run.seed=1_0", "run.seed=", "run.seed", "+run.seed=3",
                 "~run.seed", "run.seed=True", "run.seed=true", "run.seed=nan", "run.seed=null", "run.seed='3'", "run.seed=3,4",
                 "run.seed=3\n", "run.seed=${centre.n_lines}", "run.seed=[3]", "roster=bare", "scenario=base", "run.sead=3",
                 "hydra.job.name=x", "sources.run.seed=x"):
        assert composed_cache.plain_values([text]) is None, text


def test_composed_once_for_all_processes_and_without_hydra(keeps, composed):
    for _ in range(2):
        load("aht_cap_180", WEEK)
        load("aht_cap_180", ["run.seed=5"])
    assert composed == ["aht_cap_180"]
    asks = f"""
import sys
from pathlib import Path
import sim.config.load
sys.modules["sim.config.load"].data_folder = lambda name: Path({str(keeps)!r}) / name
print(sim.load("aht_cap_180", {WEEK}).name, "hydra" in sys.modules)
"""
    done = subprocess.run([sys.executable, "-c", asks], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["aht_cap_180", "False"]


def test_shipped_files_are_read_once_for_a_list(keeps, monkeypatch):
    """To know whether what is kept still holds, all of them are read."""
    asked: list[Path] = []
    monkeypatch.setattr("sim.config.load.folder_of", lambda folder: asked.append(folder) or composed_cache.folder_of(folder))
    load_all(["base", "aht_cap_180", "growth_40_mix"], WEEK)
    assert asked == [keeps / "scenarios"]


def test_after_an_edit_it_is_composed_anew(keeps, composed, monkeypatch):
    """Of a part, by as many letters; of a scenario that is new; with another Hydra. What was kept serves again after a return."""
    part = keeps / "scenarios" / "patience" / "danish_subscription.yaml"
    before = part.read_text(encoding="utf-8")
    share = load().params.patience.balk_prob
    edited = before.replace(f"balk_prob: {share}", "balk_prob: 0.77"[:len(f"balk_prob: {share}")])
    assert edited != before
    part.write_text(edited, encoding="utf-8")
    assert load().params.patience.balk_prob != share
    part.write_text(before, encoding="utf-8")
    assert load().params.patience.balk_prob == share
    assert composed == ["base"] * 2
    (keeps / "scenarios" / "scenario" / "mine.yaml").write_text("# @package _global_\ncentre: {n_lines: 7}\n", encoding="utf-8")
    assert load("mine").params.centre.n_lines == 7
    load()
    assert composed == ["base", "base", "mine", "base"]
    monkeypatch.setattr(composed_cache, "version", lambda name: "another")
    load()
    assert composed[4:] == ["base"]


def test_a_folder_of_ones_own_is_not_kept(keeps, composed):
    """Its files may change at any time, and override what is shipped."""
    own = keeps / "own"
    (own / "patience").mkdir(parents=True)
    text = (keeps / "scenarios" / "patience" / "danish_subscription.yaml").read_text(encoding="utf-8")
    for lines in (7, 8):
        (own / "mine.yaml").write_text(f"# @package _global_\ncentre: {{n_lines: {lines}}}\n", encoding="utf-8")
        assert load("mine", WEEK, own).params.centre.n_lines == lines
    (own / "patience" / "mine.yaml").write_text(text, encoding="utf-8")
    load("base", ["patience=mine"], own)
    assert composed == []


@pytest.mark.parametrize("spoilt", ["", "{", "[]", '{"plain": 3}'])
def test_what_cannot_be_read_is_composed_anew(keeps, composed, spoilt):
    first = load("base", WEEK)
    [file] = (keeps / "cache").rglob("base.json")
    file.write_text(spoilt, encoding="utf-8")
    assert load("base", WEEK) == first
    assert composed == ["base"] * 2
    assert json.loads(file.read_text(encoding="utf-8"))["plain"]["name"] == "base"


def test_where_nothing_can_be_kept_all_is_the_same(keeps, composed, monkeypatch):
    first = load("base", WEEK)
    monkeypatch.setattr(user_cache, "_can_be_written", lambda folder: False)
    assert load("base", WEEK) == first
    assert composed == ["base"] * 2


def test_only_what_json_gives_back_is_kept(keeps):
    """A key that is a number would come back as a text."""
    folder = user_cache.folder_for("x", composed_cache.FAMILY)
    composed_cache.keep(folder, "odd", composed_cache.Composed({"a": {1: 2}}, {}, []))
    composed_cache.keep(folder, "even", composed_cache.Composed({"a": {"b": 2.0, "c": None}}, {}, []))
    assert [composed_cache.kept(folder, name) for name in ("odd", "even")] == [
        None, composed_cache.Composed({"a": {"b": 2.0, "c": None}}, {}, [])]
