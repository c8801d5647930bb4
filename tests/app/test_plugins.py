"""A plug-in that fails while the app starts or runs is reported in a sentence, in every view; never as a traceback."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

import sim
from sim.app import state, strategies
from sim.app.jobs import reported
from sim.app.state import pair
from sim.i18n.translate import LANGUAGES, message
from sim.plugins import registry
from tests.app.conftest import SHORT

pytestmark = pytest.mark.app

RUNS = ("answer", "why", "instead", "day", "years", "sure", "stage", "keep")  # views that simulate
Open = Callable[..., Any]


def no_number(own: Any, params: Any, contact: Any, agent: Any, now_s: float) -> float:
    """A routing policy that fails."""
    return float("nan")


def breaks(own: Any, state: Any, morning: Any) -> None:
    """A mechanism that fails."""
    raise RuntimeError("no such day")


def fails_as_measure(s: dict[str, float], params: Any) -> float:
    """A measure that fails."""
    raise RuntimeError("no such sum")


class Own(sim.Quantities):
    """Parameters of the mechanism."""

    share: float = sim.quantity("", "a share", 0, 1, default=0.5)


@pytest.fixture
def base_with(monkeypatch: pytest.MonkeyPatch, inline: Any) -> Iterator[Callable[..., None]]:
    """Base with further overrides."""

    def changed(*overrides: str) -> None:
        monkeypatch.setattr(state, "OVERRIDES", (*SHORT, *overrides))
        state.base.cache_clear()
        strategies._strategies.cache_clear()

    yield changed
    monkeypatch.undo()
    state.base.cache_clear()
    strategies._strategies.cache_clear()
    inline._rows.clear()


def errors(app: Any) -> list[str]:
    assert not app.exception, "no traceback"
    return [str(one.value) for one in app.error]


@pytest.mark.parametrize("view", RUNS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_failing_policy(use: Open, base_with: Open, open_app: Open, view: str, language: str) -> None:
    use(sim.AgentPolicy("no_number", "fails", no_number))
    base_with("routing.which_agent=no_number", "run.engine=simpy")
    found = errors(open_app(view=view, lang=language))
    assert len(found) == 1
    assert "no_number" in found[0]


@pytest.mark.parametrize("view", RUNS)
def test_a_failing_mechanism(use: Open, base_with: Open, open_app: Open, view: str) -> None:
    use(sim.Mechanism("falls_over", "fails", (Own,), before_day=breaks))
    base_with("mechanisms.falls_over=true")
    assert len([one for one in errors(open_app(view=view)) if "no such day" in one]) == 1


def test_a_failing_measure(use: Open, base_with: Open, open_app: Open) -> None:
    base_with()
    use(sim.Kpi("broken", "Broken", "", "lower", fails_as_measure))
    assert [one for one in errors(open_app()) if "no such sum" in one]


@pytest.mark.parametrize(("language", "start"), [("en", "A plug-in cannot be used: "), ("da", "Et plug-in kan ikke bruges: ")])
def test_a_plug_in_that_cannot_be_imported(
    monkeypatch: pytest.MonkeyPatch, base_with: Open, open_app: Open, language: str, start: str
) -> None:
    """The registry raises whatever it is asked."""
    why = sim.PluginError(message(
        "package {package}: its plug-in {name} cannot be imported: {why}", package="p", name="x", why="y"))

    def fails(*_: Any) -> None:
        raise why

    base_with()
    monkeypatch.setattr(registry, "_read_entry_points", fails)
    (found,) = errors(open_app(lang=language))
    assert found.startswith(start)


class Slower(sim.Quantities):
    slower: float = sim.quantity("", "talk time, as a multiple", 0.5, 3, default=2.0)


def slow_down(own: Any, state: Any, morning: Any) -> None:
    morning.for_agents.time_factor[:] *= own.slower


def no_such_sum(s: Any, p: Any) -> float:
    """A share."""
    return float(s["no_such_s"])


def test_a_mechanism_is_set_by_an_expert(open_app: Callable[..., Any], use: Callable[..., None]) -> None:
    use(sim.Mechanism("mine", "a test", (Slower,), before_day=slow_down))
    app = open_app(view="expert")
    app.selectbox(key="expert_key").set_value("mechanisms.mine")
    app.text_input(key="expert_value").set_value("true")
    app.button(key="expert_set").click().run()
    assert not app.error
    assert not app.exception
    today, changed = pair(app.session_state["state"])
    assert changed.params.mechanisms.mine
    assert today.key != changed.key


def test_a_measure_that_fails_is_an_error_of_the_report(use: Callable[..., None]) -> None:
    use(sim.Kpi("mine", "Mine", "", "lower", no_such_sum))
    found = reported([sim.load("base", [*SHORT])], "A question", ("asa_s",), 2, "en")
    assert isinstance(found, tuple)
    assert str(found[0]).startswith("measure mine: its function fails: KeyError: 'no_such_s'")
