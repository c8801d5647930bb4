"""A plug-in's mechanism is switched on by an expert in the app, and what fails is shown as a message."""

from collections.abc import Callable
from typing import Any

import sim
from sim.app.jobs import reported
from sim.app.state import pair
from tests.app.conftest import SHORT


class Own(sim.Quantities):
    slower: float = sim.quantity("", "talk time, as a multiple", 0.5, 3, default=2.0)


def before_day(own: Any, state: Any, morning: Any) -> None:
    morning.for_agents.time_factor[:] *= own.slower


def no_such_sum(s: Any, p: Any) -> float:
    """A share."""
    return float(s["no_such_s"])


def test_a_mechanism_is_set_by_an_expert(open_app: Callable[..., Any], use: Callable[..., None]) -> None:
    use(sim.Mechanism("mine", "a test", (Own,), before_day=before_day))
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
