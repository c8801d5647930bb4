"""A substitute for answering and reporting, so that commands are tested without a simulation."""

import sys
import types
from pathlib import Path
from typing import Any

import pytest

from sim.config.scenario import Scenario


class Study:
    """Substitute for answering and reporting: records its arguments."""

    def __init__(self) -> None:
        self.asked: list[tuple[Any, Path]] = []
        self.error: BaseException | None = None
        self.unfinished: tuple[tuple[str, int, str], ...] = ()
        self.n_servers = 0
        self.entries: list[tuple[Any, ...]] = []

    def start_server(self) -> bool:
        self.n_servers += 1
        return False

    def answer(self, scenarios: Any, results: Path, **_: Any) -> Any:
        if self.error is not None:
            raise self.error
        self.asked.append((scenarios, results))
        params = types.SimpleNamespace(costs=types.SimpleNamespace(currency="DKK"))
        return types.SimpleNamespace(name="run", unfinished=self.unfinished, joint=None, folder=results / "run" / "answer-1",
                                     scenarios=[types.SimpleNamespace(params=params)])

    def save_report(self, results: Path, folder: Path, *entry: Any) -> Path:
        self.entries.append((folder, *entry))
        return results / "index.html"

    def write_page(self, page: Any, folder: Path, say: Any, **_: Any) -> Path:
        return folder / "page.html"

    def write_report(self, answer: Any, path: Path) -> Path:
        return path

    def show(self, answer: Any, report: Path) -> None:
        print(f"shown {report.as_posix()}")

    @property
    def scenarios(self) -> list[Scenario]:
        ((scenarios, _),) = self.asked
        return list(scenarios)


@pytest.fixture
def study(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Study:
    stand_in = Study()
    output = {
        "sim.experiment.runner": {"answer": stand_in.answer, "answer_experiment": stand_in.answer},
        "sim.experiment.methods.ask": {"answer_by_method": stand_in.answer},
        "sim.reporting.method_pages": {
            "page_of": lambda found, tr, command: types.SimpleNamespace(title="Why?", answer="So.")},
        "sim.reporting.page": {"write_page": stand_in.write_page},
        "sim.reporting.report": {"write_report": stand_in.write_report, "title_of": lambda answer, tr: "Why?"},
        "sim.reporting.index": {"save_report": stand_in.save_report},
        "sim.findings.verdict": {"headline": lambda answer, tr: types.SimpleNamespace(lead="So.")},
        "sim.reporting.terminal": {"show": stand_in.show},
    }
    monkeypatch.setattr("sim.execution.processes.start_server", stand_in.start_server)
    for name, functions in output.items():
        module = types.ModuleType(name)
        vars(module).update(functions)
        monkeypatch.setitem(sys.modules, name, module)
    monkeypatch.chdir(tmp_path)
    return stand_in
