"""The user's cache folder: each operating system's place, or that of XDG_CACHE_HOME."""

from pathlib import Path

import platformdirs

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
