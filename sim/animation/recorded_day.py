"""Records a day for the animation: run by the SimPy engine, with an observer that has no effect on it.

The days before and after are run by the engine of the run's settings: both engines give the same record.
"""

from typing import Any, NamedTuple

import numpy as np

from sim.config.errors import ConfigError
from sim.config.scenario import Scenario
from sim.execution.tasks import check_comparable
from sim.execution.worker import why_stopped
from sim.experiment.day_profile import representative_day
from sim.i18n.translate import message
from sim.model.day import PolicyFailed, QueueTooLong, WorkforceToday
from sim.model.day_parameters import DayParameters
from sim.params import Params, Run
from sim.plugins import PluginError
from sim.schema import AgentDays, Bools, Contacts, Record
from sim.year import CentreRun, engine_of

DAYS_AFTER = 8  # repeats come within a week


class RecordedDay(NamedTuple):
    """One centre's day.

    Attributes:
        scenario: of the centre.
        day: index in the run.
        workforce: the agents at work that day, with their times on the phone.
        day_params: parameters of that day.
        contacts: those of the day, and all others of the same cases, from the first day to a week after.
        agents: each agent's times of the day.
        nps: net promoter score in the morning; NaN without customers.
    """

    scenario: Scenario
    day: int
    workforce: WorkforceToday
    day_params: DayParameters
    contacts: Contacts
    agents: AgentDays
    nps: float


def record_day(scenarios: list[Scenario], replication: int = 0, day: int | None = None) -> list[RecordedDay]:
    """Run and record the same day of several centres on the same customers.

    Args:
        scenarios: the first determines the representative day.
        replication: its index.
        day: index in the run; None for the representative day of the third counted week.

    Raises:
        ConfigError: centres that never open, cannot be compared, whose queue grows without end, or whose plug-in fails; one line
            each.
    """
    check_comparable(scenarios)
    chosen = representative_day(scenarios[0], replication) if day is None else day
    if chosen is None:
        raise ConfigError([message("{scenario}: the centre never opens, so there is no day to play.",
                                   scenario=scenarios[0].name)])
    return [_record_day(scenario, replication, chosen) for scenario in scenarios]


def _record_day(scenario: Scenario, replication: int, day: int) -> RecordedDay:
    run = scenario.run
    days_counted = min(run.horizon_days, max(day + 1 + DAYS_AFTER - run.warm_up_days, 1))
    if day >= run.warm_up_days + days_counted:
        raise ConfigError([message("{scenario}: day {day} lies past the end of the run; raise run.horizon_days.",
                                   scenario=scenario.name, day=day)])
    run = run.model_copy(update={"record": "full", "horizon_days": days_counted})
    centre_run = _RecordingRun(scenario.params, run, replication, day)
    try:
        record = centre_run.run_days()
    except (QueueTooLong, PolicyFailed, PluginError) as stop:
        raise ConfigError([why_stopped(stop, scenario.params)]) from None
    if centre_run.workforce is None:
        raise ConfigError([message("{scenario}: the centre is closed on day {day}.", scenario=scenario.name, day=day)])
    assert record.contacts is not None
    assert record.agent_days is not None
    cases = record.contacts.case_id[_seen_on(record.contacts, day)]
    return RecordedDay(
        scenario=scenario, day=day, workforce=centre_run.workforce, day_params=centre_run.day_params,
        contacts=_kept(record.contacts, np.isin(record.contacts.case_id, cases)),
        agents=AgentDays(*(column[record.agent_days.day == day] for column in record.agent_days)),
        nps=_nps(record, day - 1))


class _RecordingRun(CentreRun):
    """A run of a centre with an observer that has no effect on it."""

    def __init__(self, params: Params, run: Run, replication: int, day: int) -> None:
        super().__init__(params, run, replication)
        self.recorded_day = day
        self.workforce: WorkforceToday | None = None
        self.usual, self.readable = self.engine, engine_of(run.model_copy(update={"engine": "simpy"}))

    def morning(self, day: int) -> WorkforceToday:
        """Keep the recorded day's plan, and choose the engine of the day."""
        workforce = super().morning(day)
        self.engine = self.usual
        if day == self.recorded_day:
            self.workforce, self.engine = workforce, self.readable
        return workforce


def _seen_on(contacts: Contacts, day: int) -> Bools:
    """Contacts that arrived on a day."""
    found: Bools = contacts.day == day
    return found


def _kept(contacts: Contacts, which: Bools) -> Contacts:
    columns: list[Any] = [column[which] for column in contacts]
    return Contacts(*columns)


def _nps(record: Record, day: int) -> float:
    """Promoters less detractors of all customers at the end of a day, times 100."""
    days = record.days
    if day < 0 or not days["n_customers"][day]:
        return float("nan")
    here = days["n_customers"][day] - days["n_left"][day] + days["n_joined"][day]
    return float(100.0 * (days["n_promoters"][day] - days["n_detractors"][day]) / here)
