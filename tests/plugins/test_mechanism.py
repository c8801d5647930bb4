"""A plug-in's mechanism: hooks between days, modifiers inside a day, daily sums and measures."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

import sim
from sim.model.day import WAITING
from sim.year import CentreRun, run_days
from tests.bare import minutes, staffed
from tests.engines.twins import first_difference, run_with

Use = Callable[..., None]
FEW = ["run.horizon_days=4", "run.warm_up_days=0", "run.record=full"]
FIXED = [*FEW, minutes(0.5), "contact_types.call.talk_distribution=exactly 100 s",
         "contact_types.call.wrap_distribution=exactly 40 s"]


class Own(sim.Quantities):
    time: float = sim.quantity("", "factor", 0.01, 10, default=1.0)
    wrap: float = sim.quantity("", "factor", 0.01, 10, default=1.0)
    patience: float = sim.quantity("", "factor", -1, 10, default=1.0)
    resolve: float = sim.quantity("", "shift", -1, 1, default=0.0)
    agents: float = sim.quantity("", "factor", 0.01, 10, default=1.0)
    attitude: float = sim.quantity("", "shift", -5, 5, default=0.0)


def start(own: Any, centre: Any) -> dict[str, Any]:
    return {"n_days": centre.n_days, "seen": []}


def before_day(own: Any, state: Any, morning: Any) -> None:
    state["seen"].append((morning.day, morning.weekday))
    for modifiers, factor in ((morning.for_contacts, own.time), (morning.for_agents, own.agents)):
        modifiers.time_factor[:] *= factor
    morning.for_contacts.wrap_factor[:] *= own.wrap
    morning.for_contacts.patience_factor[:] *= own.patience
    morning.for_contacts.resolve_shift[:] += own.resolve


def after_day(own: Any, state: Any, evening: Any) -> None:
    evening.sums["my_talk_s"] += float(evening.contacts.talk_s.sum())


def overnight(own: Any, state: Any, night: Any) -> None:
    if own.attitude and night.attitude.size:
        night.shift_attitude(np.arange(10), np.full(10, own.attitude))


def my_share(s: dict[str, float], params: Any) -> float:
    """My talk time over all talk time."""
    return s["my_talk_s"] / s["talk_s"]


MINE = sim.Mechanism("mine", "a test", (Own,), daily_sums=("my_talk_s",), start=start, before_day=before_day, after_day=after_day,
                     overnight=overnight, kpis=(sim.Kpi("my_share", "Mine", "", "neither", my_share),))
ON = "mechanisms.mine=true"


def contacts_with(*overrides: str, name: str = "bare_queue") -> Any:
    scenario = sim.load(name, [*FIXED, *overrides] if name == "bare_queue" else [*FEW, *overrides])
    return run_days(scenario.params, scenario.run, 0).contacts


def test_modifiers_act_by_their_number(use: Use) -> None:
    """A call of 100 s and 40 s of after-call work, by hand."""
    use(MINE)
    quiet = ["patience.distribution=never", *staffed(50)]
    assert set(contacts_with(*quiet).talk_s) == {100.0}
    changed = contacts_with(*quiet, ON, "mine.time=2", "mine.wrap=3", "mine.agents=0.5")
    assert set(changed.talk_s) == {100.0}                       # 2 x 0.5
    assert np.allclose(changed.handle_s, 100.0 + 40.0 * 3.0 * 0.5)
    assert set(contacts_with(*quiet, ON, "mine.time=2").talk_s) == {200.0}
    solved = contacts_with(*quiet, ON, "mine.resolve=-0.4", "contact_types.call.resolve_prob=0.9", "mechanisms.repeats=false")
    assert abs(solved.solved.mean() - 0.5) < 4 * 0.5 / np.sqrt(solved.day.size)


def test_patience_of_contacts(use: Use) -> None:
    """Nobody answers: the wait is the patience, 60 s, as a multiple; a redial of the same day inherits it."""
    use(MINE)
    nobody = ["patience.distribution=exactly 60 s", *staffed(1), "contact_types.call.talk_distribution=exactly 23 h",
              "redial.after_abandon_prob=1", "redial.max_redials=1", "redial.delay_distribution=exactly 5 min"]
    found = contacts_with(*nobody, ON, "mine.patience=2")
    gave_up = ~found.answered & (found.arrived_at_s < 80_000.0)
    assert (found.nth_contact[gave_up] == 2).any()
    assert np.allclose(found.wait_s[gave_up], 120.0)


def test_off_is_as_if_never_there_and_both_engines_agree(use: Use) -> None:
    plain = sim.load(overrides=FEW)
    before = run_with("compiled", plain.params, plain.run)
    use(MINE)
    off = sim.load(overrides=[*FEW, "mechanisms.mine=false", "mine.time=2"])
    assert first_difference(before, run_with("compiled", off.params, off.run)) is None
    changed = ["mine.time=1.1", "mine.wrap=0.9", "mine.patience=0.8", "mine.resolve=-0.1", "mine.agents=1.05",
               "mine.attitude=-0.5"]
    for name, more in (("base", []), ("bare_queue", [minutes(3.0)])):        # the second round the clock, over midnight
        on = sim.load(name, [*FEW, *more, ON, *changed])
        one, other = (run_with(engine, on.params, on.run) for engine in ("simpy", "compiled"))
        assert (found := first_difference(one, other)) is None, found
        assert first_difference(before, other) is not None
    carried = [day.carry for day in other.days if day.carry.state.size]
    assert any((carry.state >= WAITING).any() for carry in carried)
    assert all((carry.time_factor == 1.1).all() for carry in carried), "kept at midnight"


def test_sums_and_measures(use: Use) -> None:
    use(MINE)
    result = sim.simulate(sim.load("bare_queue", [*FIXED, ON]))
    assert np.array_equal(result.days["my_talk_s"], result.days["talk_s"])
    assert result.kpis["my_share"] == 1.0
    off = sim.simulate(sim.load("bare_queue", FIXED))
    assert "my_talk_s" not in off.days
    assert off.kpis["my_share"] == 0.0
    table = sim.compare([sim.load("bare_queue", [*FIXED, "run.replications=2"]),
                         sim.load("bare_queue", [*FIXED, ON, "run.replications=2"])], jobs=1)
    assert table[table["kpi"] == "my_share"]["difference"].tolist() == [0.0, 1.0]


def test_days_and_attitudes(use: Use) -> None:
    """The hook sees each open day with its weekday; ten customers lose half a point each night."""
    use(MINE)
    scenario = sim.load(overrides=[*FEW, ON, "mine.attitude=-0.5", "customers.n=2000", "demand.needs_per_day=1"])
    centre_run = CentreRun(scenario.params, scenario.run, 0)
    before = centre_run.base.attitude[:2000].copy()
    centre_run.run_days()
    moved = centre_run.base.attitude[:2000] - before
    here = centre_run.base.rows["left_day"][:10] == -1
    assert np.allclose(np.median(moved[:10][here]), -0.5 * 4)
    assert np.median(moved[10:]) == 0.0
    state = centre_run.outside._mechanisms[0][2]
    assert state["n_days"] == 4
    assert state["seen"] == [(day, int(centre_run.calendar.weekday[day])) for day in range(4) if centre_run.calendar.is_open[day]]


def test_a_modifier_that_is_no_factor_is_refused(use: Use) -> None:
    use(MINE)
    with pytest.raises(sim.ConfigError, match="mechanism mine, day 0: contacts, patience_factor must be finite"):
        sim.simulate(sim.load("bare_queue", [*FIXED, ON, "mine.patience=-1"]))


def test_a_sum_of_ours_is_refused(use: Use) -> None:
    use(sim.Mechanism("mine", "a test", daily_sums=("talk_s",)))
    with pytest.raises(sim.PluginError, match="plug-in mine: there is a daily sum talk_s already"):
        CentreRun(*(lambda scenario: (scenario.params, scenario.run, 0))(sim.load("bare_queue", [*FIXED, ON])))
