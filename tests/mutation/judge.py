"""Judge mutants: each by the tests that run its lines, the quick ones first, in at most two minutes.

    python -m tests.mutation.judge [--seconds 3600] [--again survived] [--under sim/model]

Needs the map that `tests.mutation.cover` writes. Works on a copy of the repository, so that the sources stay untouched, and
writes each outcome as soon as it is known: a run that is stopped goes on where it was. Compilation is off; time is processor
time.
"""

import argparse
import ast
import importlib
import itertools
import json
import math
import os
import re
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any, NoReturn

import pytest
from coverage import CoverageData

from tests.mutation.limits import limited
from tests.mutation.mutants import KILLED, MAP, OPEN, ROOT, STALE, SURVIVED, Mutant, read, summary, write

LIMIT_S = 120
LEAST_S, MANY_TIMES = 4.0, 4.0    # after which a test has taken too long: seconds, and times those of the map
CHOSEN_S = 240.0           # measured with coverage, which takes several times as long
QUICK_S, REFERENCE = 0.1, "tests/reference"      # the reference sees most, so it comes before all that is not quick
MAX_TESTS = 300
OUTPUT = "pytest-output"
LIBRARIES = ("numba", "pandas", "scipy.stats", "pydantic", "hydra", "babel.messages.pofile", "jinja2", "matplotlib.pyplot",
             "hypothesis", "yaml", "simpy", "pyarrow.parquet")


@cache
def the_map() -> tuple[dict[str, dict[int, list[str]]], dict[str, float]]:
    """The tests that run each line of each file, and each test's seconds."""
    lines: dict[str, dict[int, list[str]]] = {}
    seconds: dict[str, float] = {}
    for file in sorted(MAP.glob("*.json"), key=lambda one: one.stat().st_mtime):      # the newest of a test counts
        seconds |= json.loads(file.read_text(encoding="utf-8"))
        data = CoverageData(str(file.with_suffix(".coverage")))
        data.read()
        for path in data.measured_files():
            of_file = lines.setdefault(Path(path).relative_to(ROOT).as_posix(), {})
            for line, tests in data.contexts_by_lineno(path).items():
                of_file.setdefault(line, []).extend(test for test in tests if test)
    return lines, seconds


def statement_lines(source: str, line: int) -> range:
    """The lines of the innermost statement at a line; of a compound statement its head."""
    best = range(line, line + 1)
    smallest = math.inf
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.stmt) or not node.lineno <= line <= (node.end_lineno or node.lineno):
            continue
        size = (node.end_lineno or node.lineno) - node.lineno
        if size < smallest:
            body = getattr(node, "body", None)
            end = body[0].lineno if body else (node.end_lineno or node.lineno) + 1
            smallest, best = size, range(node.lineno, max(end, node.lineno + 1))
    return best


def names_set(source: str, line: int) -> frozenset[str]:
    """The names that a statement at a line of a module sets; empty within a function or a class."""
    return frozenset(name.id for statement in ast.parse(source).body if isinstance(statement, ast.Assign | ast.AnnAssign)
                     and statement.lineno <= line <= (statement.end_lineno or statement.lineno)
                     for target in (statement.targets if isinstance(statement, ast.Assign) else [statement.target])
                     for name in ast.walk(target) if isinstance(name, ast.Name))


def tests_that_use(names: frozenset[str]) -> set[str]:
    """The tests that run lines with one of these names."""
    lines, seconds = the_map()
    found: set[str] = set()
    used = re.compile(rf"\b({'|'.join(sorted(names))})\b") if names else None
    for file, of_file in lines.items() if used else ():
        for number, text in enumerate((ROOT / file).read_text(encoding="utf-8").splitlines(), 1):
            if used and used.search(text):
                found |= {test for test in of_file.get(number, ()) if math.isfinite(seconds.get(test, math.inf))}
    return found


@cache
def broad_tests(n: int = 100) -> frozenset[str]:
    """The tests that run most files."""
    lines, seconds = the_map()
    files = Counter(test for of_file in lines.values() for test in {test for tests in of_file.values() for test in tests}
                    if math.isfinite(seconds.get(test, math.inf)))
    return frozenset(test for test, _ in files.most_common(n))


def tests_of(mutant: Mutant, source: str) -> list[str]:
    """The tests that judge a mutant, the quickest first."""
    lines, seconds = the_map()
    of_file = {line: [test for test in tests if math.isfinite(seconds.get(test, math.inf))]
               for line, tests in lines.get(mutant.file, {}).items()}
    n_before = len(mutant.before.splitlines())
    wanted = {line for first in range(mutant.line, mutant.line + n_before) for line in statement_lines(source, first)}
    found = {test for line in wanted for test in of_file.get(line, ())}
    found |= tests_that_use(names_set(source, mutant.line))      # it runs on import, in whatever test comes first
    if not found:
        found = {test for tests in of_file.values() for test in tests} or set(broad_tests())
    ordered = sorted(found, key=lambda test: (seconds[test] > QUICK_S, not test.startswith(REFERENCE), seconds[test]))
    total = itertools.accumulate(seconds[test] for test in ordered)
    return [test for test, so_far in zip(ordered, total, strict=True) if so_far <= CHOSEN_S][:MAX_TESTS]


def _children_s() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


class Limited:
    """A pytest plug-in: a test that takes many times as long as it should fails, as in an endless loop."""

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_call(self, item: pytest.Item) -> Generator[None, Any, Any]:
        return (yield from limited(LEAST_S + MANY_TIMES * the_map()[1].get(item.nodeid, LIMIT_S)))


class Copy:
    """A copy of the repository to change and to test."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        listed = subprocess.run(["git", "ls-files", "-co", "--exclude-standard"], cwd=ROOT, capture_output=True, text=True,
                                check=True)
        for name in listed.stdout.splitlines():
            if (ROOT / name).is_file():
                (folder / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(ROOT / name, folder / name)
        self.changed_at_s = itertools.count(int(time.time()) + 10, 10)
        self.sound: dict[str, bool] = {}

    @contextmanager
    def changed(self, name: str, text: str) -> Iterator[None]:
        """The copy with another text in a file; each version has its own time, by which Python's cache tells them apart."""
        path = self.folder / name
        original = path.read_text(encoding="utf-8")
        try:
            self._write(path, text)
            yield
        finally:
            self._write(path, original)

    def _write(self, path: Path, text: str) -> None:
        path.write_text(text, encoding="utf-8")
        at_s = next(self.changed_at_s)
        os.utime(path, (at_s, at_s))

    def failing_test(self, tests: list[str]) -> str | None:
        """The first test that fails; None if all pass. A fork of this process runs them: it has the libraries already."""
        if not tests:
            return None
        output = self.folder / OUTPUT
        child = os.fork()
        if child == 0:
            self._run_as_child(["-x", "-q", "-rfE", "--tb=no", "--no-header", "-p", "no:cacheprovider",
                                "-W", "ignore::pytest.PytestAssertRewriteWarning", *tests], output)
        _, status = os.waitpid(child, 0)
        if os.WIFSIGNALED(status):
            return "two minutes" if os.WTERMSIG(status) == signal.SIGXCPU else "crash"
        if os.WEXITSTATUS(status) in (pytest.ExitCode.OK, pytest.ExitCode.NO_TESTS_COLLECTED):
            return None
        named = re.search(r"^(?:FAILED|ERROR) (.+?)(?: - .*)?$", output.read_text(encoding="utf-8"), re.MULTILINE)
        return named.group(1) if named else "import"

    def _run_as_child(self, arguments: list[str], output: Path) -> NoReturn:
        """Run pytest in the copy, without what this process has imported of the repository, and exit."""
        code = 1
        try:
            resource.setrlimit(resource.RLIMIT_CPU, (LIMIT_S, LIMIT_S + 5))
            for name in [name for name in sys.modules if name.partition(".")[0] in ("sim", "tests")]:
                del sys.modules[name]
            sys.path[:] = [str(self.folder), *(path for path in sys.path if path not in ("", str(ROOT)))]
            os.environ["PYTHONPATH"], os.environ["XDG_CACHE_HOME"] = str(self.folder), str(self.folder / ".cache")
            os.chdir(self.folder)
            with output.open("w", encoding="utf-8") as file:
                os.dup2(file.fileno(), 1)
                os.dup2(file.fileno(), 2)
            code = int(pytest.main(arguments, plugins=[Limited()]))
        except BaseException:
            traceback.print_exc()
        finally:
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(code)

    def is_sound(self, test: str) -> bool:
        """Whether a test passes in the unchanged copy, so that its failure says something."""
        if test not in self.sound:
            failed = self.failing_test([test])
            if failed is not None and "::" not in failed:
                raise RuntimeError((self.folder / OUTPUT).read_text(encoding="utf-8"))
            self.sound[test] = failed is None
        return self.sound[test]


def judged(mutant: Mutant, copy: Copy) -> None:
    """Set a mutant's outcome."""
    source = (copy.folder / mutant.file).read_text(encoding="utf-8") if (copy.folder / mutant.file).is_file() else ""
    mutated, at = mutant.applied(source), mutant.place(source)
    if mutated is None or at is None:
        mutant.outcome = STALE
        return
    mutant.line = at + 1       # by which its tests are found
    tests = [test for test in tests_of(mutant, source) if copy.sound.get(test, True)]
    began_s = _children_s()
    while True:
        with copy.changed(mutant.file, mutated):
            failed = copy.failing_test(tests)
        if failed is None or copy.is_sound(failed if "::" in failed else tests[0]):
            break
        tests = [test for test in tests if copy.sound.get(test, True) and test != failed]
    mutant.outcome, mutant.test = (KILLED, failed) if failed else (SURVIVED, f"{len(tests)} tests")
    mutant.seconds = round(_children_s() - began_s, 1)


def main() -> None:
    """Judge all mutants that have the outcome asked for, until a time of day."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--again", default=OPEN, help="outcome of the mutants to judge; not judged yet, if left out")
    parser.add_argument("--under", default="sim", help="folder of the mutants to judge")
    parser.add_argument("--seconds", type=float, default=math.inf, help="begin no mutant after so long")
    asked = parser.parse_args()
    os.environ["NUMBA_DISABLE_JIT"] = "1"
    for library in LIBRARIES:
        importlib.import_module(library)
    ends_s = time.monotonic() + asked.seconds
    chosen = [i for i, mutant in enumerate(read()) if mutant.outcome == asked.again and mutant.file.startswith(asked.under)]
    with tempfile.TemporaryDirectory() as folder:
        copy = Copy(Path(folder))
        for i in chosen:
            if time.monotonic() > ends_s:
                break
            mutant = read()[i]
            if mutant.outcome != asked.again:      # settled meanwhile
                continue
            judged(mutant, copy)
            mutants = read()                  # someone may have written a reason meanwhile
            mutants[i] = mutant
            write(mutants)
            print(f"{datetime.now():%H:%M:%S} {i} {mutant.file}:{mutant.line} {mutant.operator} {mutant.outcome} "
                  f"{mutant.seconds} {mutant.test}", flush=True)
    print(summary(read()))


if __name__ == "__main__":
    main()
