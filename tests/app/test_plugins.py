"""A plug-in that fails while the app starts or runs is reported in a sentence, in every view; never as a traceback."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

import sim
from sim.app import state, strategies
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
    """Parameters of a mechanism that lengthens conversations."""

    slower: float = sim.quantity("", "talk time, as a multiple", 0.5, 3, default=2.0)


def slows_down(own: Any, state: Any, morning: Any) -> None:
    """Every conversation takes longer."""
    morning.for_agents.time_factor[:] *= own.slower


def test_a_plug_in_is_switched_on_among_all_values(use: Open, open_app: Open) -> None:
    """Its switch and its parameters can be set although today's centre does not use it."""
    use(sim.Mechanism("mine", "a test", (Slower,), before_day=slows_down))
    app = open_app(view="expert")
    for key, value in (("mechanisms.mine", "true"), ("mine.slower", "1.5")):
        app.selectbox(key="expert_key").set_value(key)
        app.text_input(key="expert_value").set_value(value)
        app.button(key="expert_set").click().run()
        assert errors(app) == []
    today, changed = state.pair(app.session_state["state"])
    assert (changed.params.mechanisms.mine, changed.params.mine.slower) == (True, 1.5)
    assert today.key != changed.key
