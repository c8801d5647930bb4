"""A changed bit of anything that is stored and read again is noticed: nothing is taken for what was written."""

import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import sim
from sim import user_cache
from sim.config import composed_cache
from sim.config.compose import Composed
from sim.experiment.runner import answer
from sim.i18n import translate
from sim.results import parts, run_log
from sim.results.reports import save_entry

Reader = Callable[[Path], Any]


def of_the_cache(file: Path) -> bytes | None:
    return user_cache.load(file.parent, file.name)


@pytest.fixture(scope="module")
def stored(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[Path, Reader]]:
    """Each kind of stored file, with the function that reads it."""
    folder = tmp_path_factory.mktemp("stored")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(folder / "cache"))
        translate._catalogue.cache_clear()
        translate._catalogue("da")
        translate._catalogue.cache_clear()
        user_cache.save_text(user_cache.folder_for("notes"), "note", "2026-01-01 " * 20)
        composed_cache.save(user_cache.folder_for("scenarios") / "one.json", Composed({"a": 1}, {}, "one", [], True))
    few = sim.load("bare_queue", ["run.horizon_days=3", "run.warm_up_days=1", "run.replications=2"])
    given = answer([few], folder / "results", progress=False)
    assert given.folder is not None
    save_entry(given.folder, "Why?", "Because.", "contact-centre run", ["report.html"])
    run_log.Heartbeat(folder / "results" / ".at-work-here-1.json", 3)
    found: list[tuple[Path, Reader]] = []
    found += [(file, parts.read_part) for file in folder.glob("results/*/bare_queue-*/*.parquet")
              if not file.name.startswith(("contacts-", "agent_days-"))]      # full records, which nothing of ours reads
    found += [(file, parts.read_json) for file in folder.rglob("*.json") if "cache" not in file.parts]
    found += [(file, of_the_cache) for file in folder.glob("cache/*/*/*")]
    return sorted(found, key=lambda one: one[0].as_posix())


def flipped(stored: list[tuple[Path, Reader]], n: int) -> None:
    """Change n bits, one after the other, and read the file each time."""
    draw = random.Random(13)
    for i in range(n):
        file, read = stored[i % len(stored)]
        data = file.read_bytes()
        bit = draw.randrange(8 * len(data))
        changed = bytearray(data)
        changed[bit // 8] ^= 1 << bit % 8
        file.write_bytes(changed)
        try:
            assert read(file) is None, (file.name, bit)
        finally:
            file.write_bytes(data)


def test_every_kind_of_file_is_tried(stored):
    names = " ".join(file.name for file, _ in stored)
    for kind in ("sums-", "day-", "case_contacts-", "intervals-", "manifest.json", "entry.json", ".at-work-", "da.mo", "one.json",
                 "note"):
        assert kind in names
    assert [file.name for file, read in stored if read(file) is None] == []


def test_a_sample_of_changed_bits(stored):
    flipped(stored, 300)


@pytest.mark.verify
def test_very_many_changed_bits(stored):
    flipped(stored, 20_000)


@pytest.mark.parametrize("length", [0, 1, 40, -1])
def test_a_file_that_is_cut_off(stored, length):
    for file, read in stored:
        data = file.read_bytes()
        file.write_bytes(data[:length])
        try:
            assert read(file) is None, file.name
        finally:
            file.write_bytes(data)
