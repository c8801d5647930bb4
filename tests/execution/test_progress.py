"""A message about compilation; in a terminal a bar for each scenario, or one for all if there are many."""

import io
import re
import sys

import numba
import pytest

import sim
from sim.execution.progress import MAX_BARS, compilation_reported, shown
from sim.execution.tasks import Task


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture
def tasks():
    scenario = sim.load("bare_queue")
    return lambda *bars: [Task.of(scenario, nth, bar=bar) for bar in bars for nth in range(2)]


def drawn(monkeypatch, tasks: list[Task], stream: io.StringIO, progress: bool = True, done_before: int = 0) -> str:
    monkeypatch.setattr(sys, "stderr", stream)
    results = [(task, nth) for nth, task in enumerate(tasks)]
    assert list(shown(iter(results), tasks, progress, done_before)) == results, "what comes is passed on, whole"
    return re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", stream.getvalue())


def test_a_bar_for_each_scenario(monkeypatch, tasks):
    text = drawn(monkeypatch, tasks("base", "cap"), Terminal(), done_before=3)
    assert "not run again: 3." in text
    last = text.splitlines()[-2:]
    assert "base" in last[0]
    assert "2/2" in last[0]
    assert "cap" in last[1]
    assert "2/2" in last[1]


def test_many_scenarios_share_one_bar(monkeypatch, tasks):
    text = drawn(monkeypatch, tasks(*(f"point {i}" for i in range(MAX_BARS + 1))), Terminal())
    assert f"{MAX_BARS + 1} scenarios" in text
    assert f"{2 * (MAX_BARS + 1)}/{2 * (MAX_BARS + 1)}" in text
    assert "point" not in text


def test_no_bars_without_a_terminal_or_a_request(monkeypatch, tasks):
    assert drawn(monkeypatch, tasks("base"), io.StringIO()) == ""
    assert drawn(monkeypatch, tasks("base"), Terminal(), progress=False) == ""
    assert drawn(monkeypatch, [], Terminal()) == ""


@pytest.mark.parametrize("stream", [Terminal(), io.StringIO()])
def test_compilation_is_reported_once_and_without_a_terminal_too(monkeypatch, capsys, stream):
    monkeypatch.setattr(sys, "stderr", stream)
    output = "Compiling the model for this machine, once; up to half a minute ...\n"
    once, twice = numba.njit(lambda x: x + 1), numba.njit(lambda x: x + 2)
    with compilation_reported():
        assert stream.getvalue() == "", "nothing is compiled yet"
        assert once(1) + twice(1) + once(2) == 8
    assert stream.getvalue() == output
    assert numba.njit(lambda x: x)(1) == 1
    assert stream.getvalue() == output, "nobody listens any more"
    assert capsys.readouterr().out == ""
