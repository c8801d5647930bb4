"""Which lines each test runs, and how long it takes: the map by which a mutant finds its tests.

    NUMBA_DISABLE_JIT=1 python -m tests.mutation.cover [tests/model ...]

Compilation is off, because a compiled function has no lines. A test that takes longer than the limit is left out of the map, and
so are the simulated years. Time is processor time, so that the map does not depend on what else the machine does.
"""

import json
import math
import sys
import time
from collections.abc import Generator, Sequence
from typing import Any

import coverage
import pytest

from sim import jit
from tests.mutation.limits import limited
from tests.mutation.mutants import MAP, ROOT

YEARS = sorted(path.relative_to(ROOT).as_posix() for path in (ROOT / "tests" / "model").glob("test_mechanisms*.py"))
REFERENCE, REFERENCE_LIMIT_S = "tests/reference", 100.0      # a little centre with every mechanism: what nothing quicker runs
FOLDERS = (REFERENCE, "tests/model", "tests/kpis", "tests/worlds", "tests/engines", "tests/findings", "tests/reporting",
           "tests/random", "tests/experiment", "tests/analysis", "sim/model", "sim/kpis", "sim/findings", "sim/reporting")
LIMIT_S = 8.0


class PerTest:
    """A pytest plug-in: one coverage context per test, its duration, and an end to tests that take too long."""

    def __init__(self, measured: coverage.Coverage, limit_s: float) -> None:
        self.measured, self.limit_s = measured, limit_s
        self.seconds: dict[str, float] = {}
        self.not_passed: set[str] = set()

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Generator[None, Any, Any]:
        self.measured.switch_context(item.nodeid)
        began_s = time.process_time()
        try:
            return (yield)
        finally:
            took_s = time.process_time() - began_s
            self.seconds[item.nodeid] = math.inf if item.nodeid in self.not_passed else took_s

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_setup(self, item: pytest.Item) -> Generator[None, Any, Any]:
        return (yield from limited(6.0 * self.limit_s))

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_call(self, item: pytest.Item) -> Generator[None, Any, Any]:
        return (yield from limited(self.limit_s))

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """A test that does not pass unchanged cannot judge a mutant."""
        if not report.passed:
            self.not_passed.add(report.nodeid)


def cover(place: str, limit_s: float = LIMIT_S) -> None:
    """Run the tests of a folder or file, and write its part of the map."""
    name = place.replace("/", "-")
    measured = coverage.Coverage(data_file=str(MAP / f"{name}.coverage"), source=[str(ROOT / "sim")], config_file=False)
    plugin = PerTest(measured, limit_s)
    measured.start()
    pytest.main([place, "-p", "no:cacheprovider", "--tb=no", *(f"--ignore={path}" for path in YEARS)], plugins=[plugin])
    measured.stop()
    measured.save()
    (MAP / f"{name}.json").write_text(json.dumps(plugin.seconds, indent=0), encoding="utf-8")


def main(places: Sequence[str]) -> int:
    """Write the map of some folders, each by this process in turn."""
    if jit.is_compiling():
        print("Set NUMBA_DISABLE_JIT=1: a compiled function has no lines.")
        return 1
    MAP.mkdir(parents=True, exist_ok=True)
    for place in places or FOLDERS:
        cover(place, REFERENCE_LIMIT_S if place == REFERENCE else LIMIT_S)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
