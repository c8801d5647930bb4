"""The cache of compiled functions detects every edit, and does not affect other packages."""

import inspect
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import numba
import pytest

from sim import jit, jit_cache, user_cache
from sim.model.contact.service_time import given_share
from sim.random.quantiles import uniform_between

RULE = "from mini.jit import compiled\n@compiled\ndef rule(x):\n    return x + {}\n"
USE = """
from mini.jit import compiled
from mini.model.rule import rule
@compiled
def twice(x):
    return 2.0 * rule(x)
"""


@pytest.fixture
def mini(tmp_path: Path) -> Path:
    """A package of two functions, one compiled into the other; returns the folder that holds it."""
    package = tmp_path / "mini"
    package.mkdir()
    for module in ("user_cache", "jit", "jit_cache", "jit_fast"):
        text = (Path(jit.__file__).parent / f"{module}.py").read_text(encoding="utf-8")
        (package / f"{module}.py").write_text(text.replace("from sim import", "from mini import"), encoding="utf-8")
    (package / "__init__.py").touch()
    (package / "model").mkdir()
    (package / "model" / "__init__.py").touch()
    (package / "model" / "rule.py").write_text(RULE.format("1.0"))
    (package / "model" / "use.py").write_text(USE)
    return tmp_path


def asked(folder: Path, code: str = "from mini.model.use import twice; print(twice(1.0))", **more: str) -> str:
    """Output of a new process."""
    environment = {key: value for key, value in os.environ.items() if not key.startswith("NUMBA_")}
    environment |= {"PYTHONPATH": str(folder), "XDG_CACHE_HOME": str(folder / "cache")} | more
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment, cwd=folder, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_an_edited_rule_gives_the_new_answer_in_code_compiled_before(mini: Path) -> None:
    """numba's own cache would give 4.0 forever: use.py, which it checks, has not changed.

    In between, a process that finds no edit compiles nothing, and prints nothing.
    """
    reported = """
from mini.jit import report_compilation
from mini.model.use import twice
with report_compilation(lambda: print("compiling", end=" ")):
    print(twice(1.0), len(twice.stats.cache_hits), len(twice.stats.cache_misses))
"""
    assert asked(mini, reported) == "compiling 4.0 0 1"
    assert asked(mini, reported) == "4.0 1 0"
    (mini / "mini" / "model" / "rule.py").write_text(RULE.format("2.0"))
    assert asked(mini, reported) == "compiling 6.0 0 1"


LINKED = """
from mini.jit import compiled, step
@compiled
def kind(x, what):
    return x + what
@step
def twice(x, what):
    return 2.0 * kind(x, what)
@compiled
def asked(x):
    return twice(x, 3) + twice(x, 5) * kind(x, 7)
"""
COUNTED = """
from numba.core import event
from numba.core.codegen import JITCodeLibrary
from mini.model.linked import asked, kind
made, compiled = [], []
def finishes(library, before=JITCodeLibrary._finalize_specific):
    made.append(library.name.rpartition(".")[2])
    before(library)
JITCodeLibrary._finalize_specific = finishes
class Told(event.Listener):
    def on_start(self, told):
        compiled.append(told.data["dispatcher"].__name__)
    def on_end(self, told):
        pass
with event.install_listener("numba:compile", Told()):
    print(asked(1.0), sorted(name for name in made if name in compiled), sorted(compiled), end=" ")
    print(kind(1.0, 2), kind.stats.cache_misses.total())
"""


def test_what_only_compiled_code_calls_is_compiled_once_and_linked(mini: Path) -> None:
    """Not once for each number that it is called with; only what Python calls is machine code, and lies on disk.

    (1 + 3) 2 = 8 and (1 + 5) 2 (1 + 7) = 96. What both call, Python and compiled code, Python has apart.
    """
    (mini / "mini" / "model" / "linked.py").write_text(LINKED)
    assert asked(mini, COUNTED) == "104.0 ['asked'] ['asked', 'kind', 'twice'] 3.0 1"
    assert sorted(path.name.split("-")[0] for path in (mini / "cache").rglob("*.nbi")) == ["linked.asked", "linked.kind"]
    assert asked(mini, COUNTED) == "104.0 [] [] 3.0 0"


def test_without_the_fast_module_the_same_answers(mini: Path) -> None:
    """Switched off, or written for another numba: numba's documented interfaces alone. Each way has a folder of its own."""
    (mini / "mini" / "model" / "linked.py").write_text(LINKED)
    ask = "from mini import jit; from mini.model.linked import asked, kind; print(asked(1.0), kind(1.0, 2), jit._fast)"
    assert asked(mini, ask, CONTACT_CENTRE_PLAIN_NUMBA="1") == "104.0 3.0 None"
    assert asked(mini, "import numba; numba.__version__ = '0.70.0'; " + ask) == "104.0 3.0 None"
    assert asked(mini, "import sys; sys.modules['mini.jit_fast'] = None; " + ask) == "104.0 3.0 None"
    assert asked(mini, ask).startswith("104.0 3.0 <module")
    assert len(list((mini / "cache" / user_cache.FOLDER).iterdir())) == 3


RULES = """
from mini.jit import compiled, rule, step
@compiled
def larger(x, y):
    return max(x, y)
@rule
def grow(row, by):
    row.length = larger(row.length, 1.0) + by
    row.has_grown = row.length > 2.0
@rule(rare=True)
def grow_twice(row, by):
    grow(row, by)
    grow(row, by)
@step
def each(rows, by):
    for i in range(rows.size):
        grow_twice(rows[i], by)
@compiled(nogil=True)
def all_grow(rows, by):
    each(rows, by)
"""
BOTH = """
import numpy as np
from types import SimpleNamespace
from mini.model.rules import all_grow, grow_twice
rows = np.zeros(2, dtype=np.dtype((np.record, [("length", float), ("has_grown", int)])))
all_grow(rows, 0.25)
one = SimpleNamespace(length=0.0, has_grown=False)
grow_twice(one, 0.25)
print(rows.tolist(), one.length, one.has_grown)
"""


@pytest.mark.parametrize("more", [{}, {"CONTACT_CENTRE_PLAIN_NUMBA": "1"}, {"NUMBA_DISABLE_JIT": "1"}])
def test_a_rule_runs_on_objects_and_on_rows(mini: Path, more: dict[str, str]) -> None:
    """Plain Python for Python, compiled into compiled code: 1.25, then 1.5, either way."""
    (mini / "mini" / "model" / "rules.py").write_text(RULES)
    assert asked(mini, BOTH, **more) == "[(1.5, 0), (1.5, 0)] 1.5 False"


def test_a_note_holds_for_the_sources_that_it_was_made_beside(mini: Path) -> None:
    """One process notes, the next reads; after an edit there is no such note. Where nothing can be written, none is."""
    read = "from mini import jit_cache; print(jit_cache.noted('lived'))"
    leave = "from mini import jit_cache; jit_cache.note('lived', 'a week')"
    assert (asked(mini, read), asked(mini, leave), asked(mini, read)) == ("None", "", "a week")
    assert [path.name for path in (mini / "cache").rglob("lived*")] == ["lived"]
    (mini / "mini" / "model" / "rule.py").write_text(RULE.format("2.0"))
    assert asked(mini, read) == "None"
    nowhere = "import tempfile; tempfile.tempdir = '/dev/null/x'; "
    for code in (leave, read):
        assert asked(mini, nowhere + code, XDG_CACHE_HOME="/dev/null/x") in ("", "None")


ASKS = """
from sim.random.quantiles import uniform_between
from sim.jit import compiled
from sim.model.contact.service_time import given_share
@compiled
def asks(x):
    return uniform_between(0.0, 1.0, x) + given_share(60.0, 60.0, 0.0)
"""
EDIT = """
_before = {name}
@compiled
def {name}({arguments}):
    return {more} + _before({arguments})
"""


def test_no_rule_of_the_package_runs_stale(tmp_path: Path) -> None:
    """The package copied, and two of its rules asked by compiled code in a third file. Then one rule is edited, in
    the room of chance, and the other, in the model's: each time a new process has the new answer at once."""
    package = tmp_path / "sim"
    shutil.copytree(Path(jit.__file__).parent, package, ignore=shutil.ignore_patterns("__pycache__"))
    (package / "engine" / "asks.py").write_text(ASKS, encoding="utf-8")
    code = "from sim.engine.asks import asks; print(asks(0.5))"
    assert asked(tmp_path, code) == "1.5"
    for rule, more, answer in ((uniform_between, 10.0, "11.5"), (given_share, 100.0, "111.5")):
        function = inspect.unwrap(getattr(rule, "py_func", rule))
        file = package / Path(function.__code__.co_filename).relative_to(Path(jit.__file__).parent)
        edit = EDIT.format(name=function.__name__, arguments=", ".join(inspect.signature(function).parameters), more=more)
        with file.open("a", encoding="utf-8") as rules:
            rules.write(edit)
        assert asked(tmp_path, code) == answer


def test_all_compiled_code_is_in_folders_that_the_hash_covers() -> None:
    """A compiled function elsewhere would be stale after an edit of what it calls."""
    package = Path(jit.__file__).parent
    rooms = [package / room for room in jit_cache.COMPILED_ROOMS]
    users = [path for path in package.rglob("*.py") if re.search(r"^@compiled", path.read_text(encoding="utf-8"), re.M)]
    assert users
    assert all(any(path == room or room in path.parents for room in rooms) for path in users)


def test_without_compilation_the_plain_function_comes_back(mini: Path) -> None:
    code = "from mini.model.use import twice; print(type(twice).__name__, twice(1.0))"
    assert asked(mini, code, NUMBA_DISABLE_JIT="1") == "function 4.0"
    assert not (mini / "cache").exists()


def test_where_nothing_can_be_written_it_compiles_all_the_same(mini: Path) -> None:
    """The cache folder is below a file; so, in the second run, is the folder for temporary files."""
    (mini / "file").touch()
    nowhere = str(mini / "file" / "cache")
    (mini / "temp").mkdir()
    assert asked(mini, XDG_CACHE_HOME=nowhere, TMPDIR=str(mini / "temp")) == "4.0"
    assert list((mini / "temp").glob("contact-centre-*/*/*/*.nbc"))
    blocked = "import tempfile; tempfile.tempdir = {!r}; from mini.model.use import twice; print(twice(1.0))"
    assert asked(mini, blocked.format(nowhere), XDG_CACHE_HOME=nowhere) == "4.0"


def test_decorating_leaves_numbas_settings_as_they_were(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(numba.config, "CACHE_DIR", "theirs")
    before = dict(vars(numba.config))
    jit.compiled(nogil=True)(lambda x: x)
    assert {name: vars(numba.config)[name] for name in before} == before


def test_the_hash_sees_an_edit_a_new_name_and_a_new_file(tmp_path: Path) -> None:
    (tmp_path / "model").mkdir()
    rule = tmp_path / "model" / "rule.py"
    seen = []
    for text in ("x = 1\n", "x = 2\n"):
        rule.write_text(text)
        seen.append(jit_cache.sources_hash(tmp_path, ("model",)))
    rule.rename(tmp_path / "model" / "distribution.py")
    seen.append(jit_cache.sources_hash(tmp_path, ("model",)))
    rule.touch()
    seen.append(jit_cache.sources_hash(tmp_path, ("model",)))
    assert len(set(seen)) == 4
    (tmp_path / "notes.txt").touch()
    assert jit_cache.sources_hash(tmp_path, ("model",)) == seen[-1]


def test_only_old_folders_beyond_the_newest_few_are_thrown_away(tmp_path: Path) -> None:
    """Twelve folders, opened five minutes apart. The newest six stay, and so does the one in use, the oldest."""
    for n in range(12):
        folder = tmp_path / f"{n}"
        folder.mkdir()
        (folder / "kernel.nbc").touch()
        os.utime(folder, (1e9 - n * 300,) * 2)
    user_cache.prune(tmp_path, keep=tmp_path / "11", now_s=1e9)
    assert len(list(tmp_path.iterdir())) == 12, "all of them opened within an hour"
    user_cache.prune(tmp_path, keep=tmp_path / "11", now_s=1e9 + 2 * 3600)
    assert sorted(int(folder.name) for folder in tmp_path.iterdir()) == [0, 1, 2, 3, 4, 5, 11]
