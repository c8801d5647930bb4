"""Composed scenarios in the user's cache folder: the same as composed by Hydra, and never stale."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from sim import user_cache
from sim.config import compose, composed_cache
from sim.config.compose import Composer
from sim.config.composed_cache import Composed
from sim.config.errors import ConfigError
from sim.config.files import data_folder
from sim.config.scenario import load, load_all

WEEK = ["run.seed=3", "run.horizon_days=7", "run.record=kpis"]
HEAD = "# @package _global_\n"


@pytest.fixture
def shipped(monkeypatch, tmp_path) -> Path:
    """An empty cache folder, and the shipped files where they may be edited."""
    shutil.copytree(data_folder("scenarios"), tmp_path / "scenarios")
    monkeypatch.setattr("sim.config.files.data_folder", lambda name: tmp_path / name)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path


@pytest.fixture
def composed(monkeypatch) -> list[str]:
    """The scenarios that Hydra composed, with its other arguments."""
    seen: list[str] = []
    real = compose.composed_by_hydra

    def counted(file, overrides, folders):
        seen.append(" ".join([file.stem, *(one.text for one in overrides)]))
        return real(file, overrides, folders)

    monkeypatch.setattr(compose, "composed_by_hydra", counted)
    return seen


def outcome(name: str, overrides: list[str]):
    """The scenario, or the messages of its errors."""
    try:
        return load(name, overrides)
    except ConfigError as error:
        return error.lines


def at_once(*_: object) -> Composed:
    """Substitute for setting values one by one."""
    raise KeyError


CHANGES = [
    ("base", []), ("aht_cap_180", WEEK), ("growth_40_unlimited", ["centre.n_lines=7"]), ("base", ["run.seed=3", "run.seed=4"]),
    ("bare_queue", ["contact_types.contact.resolve_prob=0.25"]), ("base", ["conversation.aht_cap_s=4", "run.engine=fast"]),
    ("base", ["contact_types.billing=3"]), ("base", ["contact_types.nothing.share=0.2"]),
    ("base", ["conversation.mean_handel_s=4", *WEEK]),
    ("base", ["centre.closed_holidays=null"]), ("nothing_such", WEEK), ("base", ["scenario=aht_cap_180", *WEEK]),
    ("aht_cap_180", ["roster=danish_subscription", "roster.lunch_min=20", "run.seed=2"]),
    ("base", ["name='{a, b}'", "demand.profile=null"]), ("base", ["name=mine", "run.seed=4"]),
    ("base", ["~contact_types.technical", "contact_types.billing.share=0.6"]), ("base", ["mechanisms=bare"]),
    ("base", ["demand.profile=[1,2,3]", "contact_types.billing={share: 0.5}"]), ("base", ["contact_types.billing={shar: 0.5}"]),
    ("aht_cap_180", ["patience.balk_prob=${redial.after_abandon_prob}", "run.seed=3"]),
    ("base", ["contact_types.billing.talk_distribution=exactly 3 min", "patience=bare", "patience.distribution='exactly 9 s'"]),
    ("base", ["+workforce.groups.mine={n_agents: 0, hours_per_week: 30, contact_types: null, channels: null, "
              "agents_per_interval: null}"]),
]


@pytest.mark.parametrize(("name", "overrides"), CHANGES, ids=[" ".join([name, *overrides])[:60] for name, overrides in CHANGES])
def test_it_is_as_hydra_composes_it_at_once(monkeypatch, name, overrides):
    """Name, values, sources and messages: composed in steps, from disk, and by Hydra alone."""
    first, again = outcome(name, overrides), outcome(name, overrides)
    monkeypatch.setattr(composed_cache, "load", lambda entry: None)
    monkeypatch.setattr(compose, "_with_values", at_once)
    by_hydra = outcome(name, overrides)
    assert str(first) == str(again) == str(by_hydra), "also the order of keys"
    assert first == again == by_hydra


def test_composed_once_for_all_processes_and_then_without_hydra(shipped, composed):
    for _ in range(2):
        load("aht_cap_180", WEEK)
        load("aht_cap_180", ["run.seed=5"])
    assert composed == ["aht_cap_180"]
    asks = f"""
import sys
from pathlib import Path
import sim.config.files
sim.config.files.data_folder = lambda name: Path({str(shipped)!r}) / name
print(sim.load("aht_cap_180", {WEEK}).name, "hydra" in sys.modules, "omegaconf" in sys.modules)
"""
    done = subprocess.run([sys.executable, "-c", asks], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["aht_cap_180", "False", "False"]


def test_parts_are_read_once_for_a_list(shipped, monkeypatch):
    """All of them are read to test whether the stored compositions are up to date."""
    hashed: list[Path] = []
    real = user_cache.hash_of
    monkeypatch.setattr(user_cache, "hash_of", lambda maker, top, files: hashed.append(top) or real(maker, top, files))
    load_all(["base", "aht_cap_180", "growth_40_mix"], WEEK)
    assert hashed.count(shipped / "scenarios") == 1


def test_after_an_edit_it_is_composed_again(shipped, composed, monkeypatch):
    """An edit of a part that keeps its length; of a scenario; another Hydra. After a return the stored composition is used
    again."""
    part = shipped / "scenarios" / "patience" / "danish_subscription.yaml"
    before = part.read_text(encoding="utf-8")
    share = load().params.patience.balk_prob
    edited = before.replace(f"balk_prob: {share}", "balk_prob: 0.77"[:len(f"balk_prob: {share}")])
    assert edited != before
    part.write_text(edited, encoding="utf-8")
    assert load().params.patience.balk_prob != share
    part.write_text(before, encoding="utf-8")
    assert load().params.patience.balk_prob == share
    assert composed == ["base"] * 2
    for n_lines in (7, 8):
        (shipped / "scenarios" / "scenario" / "mine.yaml").write_text(f"{HEAD}centre: {{n_lines: {n_lines}}}\n", encoding="utf-8")
        assert load("mine").params.centre.n_lines == n_lines
    load()
    assert composed[2:] == ["mine", "mine"], "a what-if concerns the others only where they build on it"
    (shipped / "scenarios" / "scenario" / "above.yaml").write_text(f"{HEAD}defaults: [mine, _self_]\n", encoding="utf-8")
    assert load("above").params.centre.n_lines == 8
    (shipped / "scenarios" / "scenario" / "mine.yaml").write_text(f"{HEAD}centre: {{n_lines: 9}}\n", encoding="utf-8")
    assert load("above").params.centre.n_lines == load("base", ["scenario=mine"]).params.centre.n_lines == 9
    monkeypatch.setattr(composed_cache, "version", lambda name: "another")
    n = len(composed)
    load()
    assert composed[n:] == ["base"]


def test_a_folder_of_ones_own_is_seen_as_it_is_now(shipped, composed):
    own = shipped / "own"
    (own / "patience").mkdir(parents=True)
    text = (shipped / "scenarios" / "patience" / "danish_subscription.yaml").read_text(encoding="utf-8")
    for lines in (7, 8):
        (own / "mine.yaml").write_text(f"{HEAD}centre: {{n_lines: {lines}}}\n", encoding="utf-8")
        assert load("mine", WEEK, own).params.centre.n_lines == lines
    assert load(str(own / "mine.yaml"), WEEK).params.centre.n_lines == 8
    for share in ("0.25", "0.5"):
        (own / "patience" / "mine.yaml").write_text(text.replace("balk_prob: ", f"balk_prob: {share} #", 1), encoding="utf-8")
        assert load("base", ["patience=mine"], own).params.patience.balk_prob == float(share)
    n = len(composed)
    assert load("mine", WEEK, own).params.centre.n_lines == 8
    assert load("mine", WEEK, own).params.centre.n_lines == 8
    assert len(composed) == n + 1


@pytest.mark.parametrize("spoilt", ["", "{", "[]", '{"plain": 3}'])
def test_what_cannot_be_read_is_composed_again(shipped, composed, spoilt):
    first = load("base", WEEK)
    files = list((shipped / "cache").rglob("*.json"))
    assert len(files) == 2, "base, and base with these overrides"
    for file in files:
        user_cache.save_text(file.parent, file.name, spoilt)
    assert load("base", WEEK) == first
    assert composed == ["base"] * 2
    assert all(json.loads(user_cache.load_text(file.parent, file.name))["plain"]["name"] == "base" for file in files)


def test_where_nothing_can_be_stored_all_is_the_same(shipped, composed, monkeypatch):
    first = load("base", WEEK)
    monkeypatch.setattr(user_cache, "_can_be_written", lambda folder: False)
    assert load("base", WEEK) == first
    assert composed == ["base"] * 2


def test_only_what_json_gives_back_is_stored(shipped):
    """A key that is a number would come back as a text."""
    folder = user_cache.folder_for("x", composed_cache.FAMILY)
    odd, even = Composed({"a": {1: 2}}, {}, "odd", [], True), Composed({"a": {"b": 2.0, "c": None}}, {}, None, ["x=3"], False)
    for composed in (odd, even):
        composed_cache.save(folder / f"{composed.name}.json", composed)
    assert [composed_cache.load(folder / name) for name in ("odd.json", "None.json")] == [None, even]


def test_entries_that_were_not_used_for_longest_go(shipped, monkeypatch):
    monkeypatch.setattr(composed_cache, "MAX_ENTRIES", 2)
    folder = user_cache.folder_for("x", composed_cache.FAMILY)
    for n, name in enumerate(["old", "older", "new"]):
        composed_cache.save(folder / f"{name}.json", Composed({}, {}, name, [], True))
        os.utime(folder / f"{name}.json", (1000 - n, 1000 - n) if name != "new" else None)
    composed_cache.save(folder / "newest.json", Composed({}, {}, "newest", [], True))
    assert sorted(path.stem for path in folder.glob("*.json")) == ["new", "newest"]


def test_a_folder_that_changes_during_a_composition_is_the_next_ones_concern(shipped):
    """A composer assumes that files do not change; a new one reads them again."""
    composer = Composer()
    composer.compose("base")
    part = shipped / "scenarios" / "patience" / "danish_subscription.yaml"
    part.write_text(part.read_text(encoding="utf-8").replace("balk_prob: ", "balk_prob: 0.5 #", 1), encoding="utf-8")
    assert Composer().compose("base")[0]["patience"]["balk_prob"] == 0.5
