"""A representative day: its queue by time of day, and all contacts of the cases that began on it."""

from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import numpy.typing as npt

from sim.config.scenario import Scenario
from sim.execution.tasks import Task
from sim.model.day import WorkforceToday
from sim.model.demand import arrivals
from sim.model.workforce import roster
from sim.params import Params
from sim.random.philox import seed_of
from sim.schema import AgentDays, Bools, Contacts, Ints, contacts_in_order, no_contacts
from sim.units import DAY_S, HOUR_S, MINUTE_S, WEEK_DAYS

if TYPE_CHECKING:
    import pandas as pd

STEP_S = 5.0 * MINUTE_S
_WEEKS_BEFORE = 2


class DayProfile(NamedTuple):
    """The recorded data of a day.

    Attributes:
        clock: `at_s`, `waiting`, `talking`, `on_phone` in steps of five minutes.
        case_contacts: the contacts of the cases that began that day, later ones too.
    """

    clock: dict[str, npt.NDArray[Any]]
    case_contacts: Contacts


def representative_day(scenario: Scenario, replication: int = 0) -> int | None:
    """The day to record: of the third counted week's open days, the one with the median expected number of needs.

    The lower median if the number of days is even; of the first week if the horizon is shorter than three weeks. The expectation
    is known before the run: weekday, day factor and profile of the replication. None if the centre never opens.
    """
    params, run = scenario.params, scenario.run
    needs = arrivals.needs(params, seed_of(run.seed, replication))
    n_days = run.warm_up_days + run.horizon_days
    calendar, busyness = roster.calendar(params, n_days), arrivals.busyness(needs, n_days)
    first = run.warm_up_days + _WEEKS_BEFORE * WEEK_DAYS
    if first + WEEK_DAYS > n_days:
        first = run.warm_up_days
    for days in (range(first, min(first + WEEK_DAYS, n_days)), range(run.warm_up_days, n_days)):
        volumes = sorted(
            (float(arrivals.cumulated_needs(needs, day, int(calendar.weekday[day]), float(busyness[day]))[-1]), day)
            for day in days if calendar.is_open[day])
        if volumes:
            return volumes[(len(volumes) - 1) // 2][1]
    return None


@dataclass(frozen=True)
class RecordsDay:
    """Factory of the recorder of a day's profile; sent to the worker with a task.

    Attributes:
        day: index of the day, from the first of the warm-up.
    """

    day: int

    def __call__(self, task: Task) -> AbstractContextManager["_DayRecorder"]:
        """The recorder for one replication."""
        return nullcontext(_DayRecorder(task.params, self.day))


class _DayRecorder:
    """Records the contacts of one day, and all later contacts of the cases that began on it."""

    def __init__(self, params: Params, day: int) -> None:
        self.params, self.recorded_day, self.today = params, day, -1
        self.workforce: WorkforceToday | None = None
        self.contacts: list[Contacts] = []
        self.begun = np.empty(0, dtype=np.int64)

    def morning(self, day: int, workforce: WorkforceToday) -> None:
        """Receive the day's plan."""
        self.today = day
        if day == self.recorded_day:
            self.workforce = workforce

    def evening(self, contacts: Contacts, agents: AgentDays, open_from: int) -> None:
        """Receive a day's contacts, and keep those of the recorded day or of its cases."""
        if self.today < self.recorded_day:
            return
        that_day = contacts.day == self.recorded_day
        if that_day.any():
            self.begun = np.union1d(self.begun, contacts.case_id[that_day & (contacts.nth_contact == 1)])
        wanted = that_day | self._began_that_day(contacts.case_id)
        if self.today == self.recorded_day:
            wanted |= contacts.day < self.recorded_day  # carried over midnight
        if wanted.any():
            self.contacts.append(_some(contacts, wanted))

    def _began_that_day(self, case_id: Ints) -> Bools:
        """Which cases began on the recorded day; most are outside the range of its case keys."""
        found = np.zeros(case_id.size, dtype=np.bool_)
        if self.begun.size:
            near = np.flatnonzero((case_id >= self.begun[0]) & (case_id <= self.begun[-1]))
            found[near] = np.isin(case_id[near], self.begun)
        return found

    def recorded(self) -> DayProfile:
        """The day's profile."""
        contacts = contacts_in_order([no_contacts(), *self.contacts])
        that_day = _some(contacts, contacts.day <= self.recorded_day)
        return DayProfile(queue_by_time(self.params, that_day, self.workforce, self.recorded_day),
                          _some(contacts, np.isin(contacts.case_id, self.begun)))


def tables_of(profile: DayProfile, params: Params) -> "dict[str, pd.DataFrame]":
    """A profile as tables: `day`, its queue by time, and `case_contacts`, the contacts of its cases."""
    import pandas as pd  # late: workers do not need it

    from sim.results.frames import contact_table

    return {"day": pd.DataFrame(profile.clock), "case_contacts": contact_table(profile.case_contacts, params)}


def _some(contacts: Contacts, which: Bools) -> Contacts:
    columns: list[Any] = [column[which] for column in contacts]
    return Contacts(*columns)


def queue_by_time(params: Params, contacts: Contacts, workforce: WorkforceToday | None, day: int
                 ) -> dict[str, npt.NDArray[Any]]:
    """Numbers of customers waiting and in conversation, and of agents on the phone, at each step of a day.

    Waiting: from arrival until the first answer, abandonment or turning away; waits for a team leader or a second tier are part
        of the conversation. On the phone: by plan, or later, to finish a conversation.

    Args:
        params: the centre.
        contacts: those of the day and those carried into it.
        workforce: the day's plan; None for a closed day.
        day: index of the day.
    """
    from_s = contacts.arrived_at_s + DAY_S * (contacts.day - day)
    picked_up_s, over_s = from_s + contacts.wait_s, contacts.ended_at_s + DAY_S * (contacts.day - day)
    conversations = contacts.answered.astype(np.bool_)
    until_s = max(params.centre.closes_h * HOUR_S, float(over_s.max()) if over_s.size else 0.0)
    n_steps = int(np.ceil((until_s - params.centre.opens_h * HOUR_S) / STEP_S)) + 1
    at_s = params.centre.opens_h * HOUR_S + STEP_S * np.arange(n_steps)
    who = contacts.agent_id.astype(np.int64)
    on_phone = [_n_on_phone(workforce, float(t), who[conversations & (picked_up_s <= t) & (t < over_s)]) for t in at_s]
    return {"at_s": at_s, "waiting": _n_inside(at_s, from_s, picked_up_s),
            "talking": _n_inside(at_s, picked_up_s[conversations], over_s[conversations]),
            "on_phone": np.array(on_phone, dtype=np.int64)}


def _n_inside(at_s: npt.NDArray[Any], from_s: npt.NDArray[Any], until_s: npt.NDArray[Any]) -> Ints:
    """Number of intervals [from_s, until_s) that contain each instant."""
    begun = np.searchsorted(np.sort(from_s), at_s, side="right")
    return (begun - np.searchsorted(np.sort(until_s), at_s, side="right")).astype(np.int64)


def _n_on_phone(workforce: WorkforceToday | None, t: float, talking: Ints) -> int:
    """Number of agents on the phone at an instant: by shift or planned number, or still in a conversation."""
    if workforce is None:
        return 0
    on = workforce.agent_id[workforce.block_agent[(workforce.block_from_s <= t) & (t < workforce.block_until_s)]]
    n = 0
    for group in range(workforce.planned.size):
        here = np.intersect1d(talking, workforce.agent_id[workforce.group == group])
        if workforce.planned[group]:
            planned = workforce.plan_n[(workforce.plan_group == group) & (workforce.plan_at_s <= t)]
            n += max(int(planned[-1]) if planned.size else 0, here.size)
        else:
            n += np.union1d(here, on[workforce.group[np.searchsorted(workforce.agent_id, on)] == group]).size
    return n
