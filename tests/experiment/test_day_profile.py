"""The profile of a day: calculated by hand, and recorded without any effect on the run."""

import numpy as np
import pandas as pd
import pytest

import sim
from sim.execution.tasks import ReplicationResult, Task
from sim.execution.worker import run_replication
from sim.experiment.day_profile import RecordsDay, queue_by_time, representative_day
from sim.model.day import WorkforceToday
from sim.results.frames import contact_table
from sim.schema import Outcome
from sim.year import run_days
from tests.experiment.made_by_hand import contacts_by_hand, lost

NONE = np.zeros(0)
FEW = ["run.horizon_days=4", "run.warm_up_days=1", "demand.needs_per_day=200", "centre.opens_h=8", "centre.closes_h=9",
       "centre.at_closing=serve_out", "demand.interval_h=1"]


def some_workforce(planned: list[bool], **columns: list[float]) -> WorkforceToday:
    """Agents 10, 11, 12: two in group 0 and one in group 1."""
    whole = {"block_agent": [], "plan_group": [], "plan_n": []}
    return WorkforceToday(
        day=5, agent_id=np.array([10, 11, 12]), group=np.array([0, 0, 1]), available=np.ones(3, dtype=bool), speed=NONE,
        resolve_shift=NONE, manner_sd=NONE, strain=NONE, can_take=np.ones((2, 1), dtype=bool), attitude=NONE,
        planned=np.array(planned),
        **{name: np.array(columns.get(name, []), dtype=np.int64 if name in whole else np.float64)
           for name in ("block_agent", "block_from_s", "block_until_s", "plan_at_s", "plan_group", "plan_n")})


def test_a_queue_by_the_clock():
    """Open 08 to 09. One waits 07:59:00-08:07, then talks until 08:12; one abandons after ten minutes from 08:02; one was carried
    over from yesterday. Agent 10 is on the phone until 08:10, 11 from 08:05, 12 by number from 08:30."""
    nine, eight = 9 * 3600.0, 8 * 3600.0
    contacts = contacts_by_hand(
        {"day": 5, "arrived_at_s": eight - 60, "wait_s": 480.0, "answered_at_s": eight + 420, "ended_at_s": eight + 720,
         "agent_id": 10},
        {**lost(Outcome.ABANDONED, 600.0), "day": 5, "arrived_at_s": eight + 120, "ended_at_s": eight + 720},
        {"day": 4, "arrived_at_s": eight, "wait_s": 86_400.0, "ended_at_s": 86_400 + eight + 600, "agent_id": 11})
    workforce = some_workforce([False, True], block_agent=[0, 1], block_from_s=[eight - 600, eight + 300],
                    block_until_s=[eight + 600, nine], plan_at_s=[eight, eight + 1800, nine], plan_group=[1, 1, 1],
                    plan_n=[0, 1, 0])
    table = pd.DataFrame(queue_by_time(sim.load("bare_queue", FEW).params, contacts, workforce, 5)).set_index("at_s")
    at = eight + np.array([0, 300, 600, 900, 1800, 3300, 3600])
    assert table.loc[at, "waiting"].tolist() == [1, 2, 1, 0, 0, 0, 0]
    assert table.loc[at, "talking"].tolist() == [1, 1, 1, 0, 0, 0, 0]
    assert table.loc[at, "on_phone"].tolist() == [2, 2, 2, 1, 2, 2, 0], "11 by talk, then by plan; 10 past the plan"
    assert len(table) == 13


def test_the_observer_has_no_effect():
    """Base with and without a profile: the same sums to the last bit, and the recorded day's contacts are those of the full
    record."""
    base = sim.load("base", ["run.horizon_days=5"])
    day = representative_day(base)
    full = sim.simulate(base)
    result = run_replication(Task.of(base, 0, recorders=(RecordsDay(day),)))
    plain = run_days(base.params, base.run, 0)
    assert isinstance(result, ReplicationResult)
    (profile,) = result.recorded
    assert {name: column.tobytes() for name, column in result.days.items()} == {
        name: column.tobytes() for name, column in plain.days.items()}
    contacts = full.contacts
    begun = contacts.loc[(contacts["day"] == day) & (contacts["nth_contact"] == 1), "case_id"]
    expected = contacts[contacts["case_id"].isin(begun)].reset_index(drop=True)
    assert expected.equals(contact_table(profile.case_contacts, base.params))
    assert (expected["day"] > day).any(), "later contacts are told too"
    today = contacts[contacts["day"] == day]
    noon = 12 * 3600.0
    in_conversation = today["answered"] & (today["answered_at_s"] <= noon) & (noon < today["ended_at_s"])
    clock = pd.DataFrame(profile.clock).set_index("at_s")
    assert clock.loc[noon, "talking"] == in_conversation.sum()
    assert (clock["on_phone"] >= clock["talking"]).all()
    assert clock.iloc[-1][["waiting", "talking", "on_phone"]].eq(0).all()


@pytest.mark.parametrize(("overrides", "first", "last"), [
    (["run.horizon_days=21", "run.warm_up_days=7"], 21, 27), (["run.horizon_days=20", "run.warm_up_days=7"], 7, 13)])
def test_the_representative_day_is_the_median_of_its_week(overrides, first, last):
    """Without day factors Monday to Friday differ by the weekday alone: 1.1, 1.05, .98, .97, .9 - the median is
    Wednesday."""
    factors = "demand.weekday_factors=[1.1,1.05,0.98,0.97,0.9,0,0]"
    base = sim.load("base", [*overrides, factors, "demand.busyness_alpha=null", "demand.interval_dispersion=1",
                             "centre.closed_holidays=null"])
    day = representative_day(base)
    assert first <= day <= last
    assert (base.params.centre.first_day.toordinal() + day) % 7 == 3  # day 1 of the calendar was a Monday


def test_a_centre_that_never_opens_has_no_day():
    """Two days, both closed."""
    closed = sim.load("bare_queue", [*FEW, "run.horizon_days=1", "run.warm_up_days=1", "centre.open_weekdays=[sun]"])
    assert representative_day(closed) is None
