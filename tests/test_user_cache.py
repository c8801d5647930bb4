"""The user's cache folder: each operating system's place, or that of XDG_CACHE_HOME."""

import os
import stat
from pathlib import Path

import platformdirs
import pytest

from sim import user_cache


def test_it_is_where_the_system_keeps_caches(monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert user_cache._user_folder("contact-centre") == tmp_path / "contact-centre"
    monkeypatch.delenv("XDG_CACHE_HOME")
    assert user_cache._user_folder("contact-centre") == platformdirs.user_cache_path("contact-centre", appauthor=False)


def test_text_is_written_whole_or_not_at_all(tmp_path):
    user_cache.save_text(tmp_path, "a.txt", "æ")
    assert user_cache.load_text(tmp_path, "a.txt") == "æ"
    user_cache.save_text(tmp_path / "nowhere", "a.txt", "lost")
    user_cache.save_text(None, "a.txt", "lost")
    assert user_cache.load_text(tmp_path / "nowhere", "a.txt") is user_cache.load_text(None, "a.txt") is None
    assert [file.name for file in Path(tmp_path).iterdir()] == ["a.txt"]


@pytest.mark.parametrize("bit", range(0, 8 * 30, 7))
def test_a_changed_bit_is_noticed(tmp_path, bit):
    user_cache.save_text(tmp_path, "a.txt", "a scenario")
    file = tmp_path / "a.txt"
    data = bytearray(file.read_bytes())
    position = bit % (8 * len(data))
    data[position // 8] ^= 1 << position % 8
    file.write_bytes(data)
    assert user_cache.load_text(tmp_path, "a.txt") is None


# --- whose it is ------------------------------------------------------------------------------------------------

needs_users = pytest.mark.skipif(not hasattr(os, "getuid"), reason="Windows has no users' numbers and no modes")


@pytest.fixture
def cache(tmp_path, monkeypatch):
    """The family's folder that will be used; there is no other, since the temporary folder's place is taken by a file."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "home"))
    monkeypatch.setattr(user_cache.tempfile, "gettempdir", lambda: str(tmp_path / "taken"))
    (tmp_path / "taken").touch()
    return tmp_path / "home" / "contact-centre"


def mode(folder: Path) -> int:
    return stat.S_IMODE(folder.stat().st_mode)


@needs_users
def test_it_is_the_users_alone(cache):
    assert user_cache.folder_for("one") == cache / "one"
    assert mode(cache) == mode(cache / "one") == 0o700
    cache.chmod(0o755)      # as earlier versions made it
    (cache / "one").chmod(0o750)
    assert user_cache.folder_for("one") == cache / "one"
    assert mode(cache) == mode(cache / "one") == 0o700


def link_to_a_folder(folder: Path) -> None:
    (folder.parent / "elsewhere").mkdir(mode=0o700)
    folder.symlink_to(folder.parent / "elsewhere")


def link_to_nothing(folder: Path) -> None:
    folder.symlink_to(folder.parent / "elsewhere")


def open_to_a_group(folder: Path) -> None:
    folder.mkdir()
    folder.chmod(0o770)


def open_to_all(folder: Path) -> None:
    folder.mkdir()
    folder.chmod(0o1777)


def another_users(folder: Path) -> None:
    folder.mkdir(mode=0o700)
    os.chown(folder, 12345, -1)


def a_file(folder: Path) -> None:
    folder.touch()


def a_pipe(folder: Path) -> None:
    os.mkfifo(folder)


@needs_users
@pytest.mark.parametrize(
    "there", [link_to_a_folder, link_to_nothing, open_to_a_group, open_to_all, another_users, a_file, a_pipe])
@pytest.mark.parametrize("which", ["family", "version"])
def test_what_somebody_else_can_reach_is_not_used(cache, there, which):
    if there is another_users and os.getuid():
        pytest.skip("only root gives folders away")
    folder = cache if which == "family" else cache / "one"
    folder.parent.mkdir(parents=True)
    there(folder)
    before = sorted(folder.parent.rglob("*"))
    assert user_cache.folder_for("one") is None
    assert sorted(folder.parent.rglob("*")) == before


@needs_users
def test_nothing_is_pruned_through_a_link(cache):
    """Old folders go; links, in them and beside them, take nothing with them; what is no folder stays."""
    precious = cache.parent / "precious"
    for name in ("letters", "photos"):
        (precious / name).mkdir(parents=True)
        (precious / name / "1").touch()
    user_cache.folder_for("now")
    for i in range(20):
        (cache / f"old{i:02}").mkdir()
        (cache / f"old{i:02}" / "link").symlink_to(precious / "photos")
        os.utime(cache / f"old{i:02}", (i, i))
    (cache / "link").symlink_to(precious / "letters")
    os.utime(cache / "link", (1, 1), follow_symlinks=False)
    (cache / "file").touch()
    os.utime(cache / "file", (1, 1))
    user_cache.prune(cache, keep=cache / "now")
    assert sorted(file.name for file in cache.iterdir()) == ["file", "link", "now", *(f"old{i}" for i in range(15, 20))]
    assert len(list(precious.rglob("1"))) == 2
    linked = cache.parent / "linked"
    linked.symlink_to(precious)
    for folder in precious.iterdir():
        os.utime(folder, (1, 1))
    for i in range(10):
        (precious / f"{i}").mkdir()
    user_cache.prune(linked, keep=linked / "now")
    assert len(list(precious.iterdir())) == 12
