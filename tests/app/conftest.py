"""An app with years of ten days, which are run at once in this process."""

from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

import sim.app
from sim.app import session, state, strategies
from sim.app.work.service import SimulationService

SHORT = ("run.horizon_days=10", "run.warm_up_days=3", "demand.needs_per_day=96", "customers.n=16000",
         "workforce.groups.front.n_agents=6")
SCRIPT = Path(sim.app.__file__).with_name("main.py")


class Inline(Executor):
    """Executor that runs a task on submission."""

    def __init__(self, initializer: Callable[..., None] | None = None, initargs: tuple[Any, ...] = ()) -> None:
        if initializer is not None:
            initializer(*initargs)

    def submit(self, work: Callable[..., Any], /, *args: Any, **more: Any) -> "Future[Any]":
        future: Future[Any] = Future()
        try:
            future.set_result(work(*args, **more))
        except Exception as error:
            future.set_exception(error)
        return future


class Later(Inline):
    """Executor that runs tasks when the test calls it."""

    def __init__(self, **begin: Any) -> None:
        super().__init__(**begin)
        self.asked: deque[tuple[Future[Any], Callable[..., Any], tuple[Any, ...]]] = deque()

    def submit(self, work: Callable[..., Any], /, *args: Any, **more: Any) -> "Future[Any]":
        future: Future[Any] = Future()
        self.asked.append((future, work, args))
        return future

    def do_next(self) -> None:
        """Run the first submitted task, unless it was cancelled."""
        future, work, args = self.asked.popleft()
        if future.set_running_or_notify_cancel():
            try:
                future.set_result(work(*args))
            except Exception as error:
                future.set_exception(error)


@pytest.fixture(scope="module", autouse=True)
def short() -> Iterator[None]:
    """Base as the app sees it."""
    before, state.OVERRIDES = state.OVERRIDES, SHORT
    state.base.cache_clear()
    strategies._strategies.cache_clear()
    yield
    state.OVERRIDES = before
    state.base.cache_clear()
    strategies._strategies.cache_clear()


@pytest.fixture(scope="module")
def inline() -> SimulationService:
    return SimulationService(Inline)


@pytest.fixture
def open_app(monkeypatch: pytest.MonkeyPatch, inline: SimulationService) -> Callable[..., AppTest]:
    """Opens the app by a link."""
    monkeypatch.setattr(session, "service", lambda: inline)
    monkeypatch.setattr(session, "AT_ONCE", 40)

    def opened(**link: str) -> AppTest:
        at = AppTest.from_file(str(SCRIPT), default_timeout=900)
        for name, value in link.items():
            at.query_params[name] = value
        return at.run().run()

    return opened


