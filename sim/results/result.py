"""The result of one replication: tables of its record, made at first access."""

from functools import cached_property
from typing import Literal

import numpy as np
import pandas as pd

from sim.config.errors import ConfigError
from sim.config.scenario import Scenario
from sim.execution import messages
from sim.execution.progress import compilation_reported
from sim.execution.tasks import Task
from sim.execution.worker import why_stopped
from sim.kpis import COSTS, kpis_of
from sim.plugins import PluginError
from sim.results.frames import agent_day_table, case_table, contact_table
from sim.results.load import IntervalRecorder, Overload, daily_load, overload
from sim.schema import DAY_MONEY, Contacts, CustomerTable, Record


class Result:
    """One replication of a scenario: its record, and tables of it.

    Attributes:
        scenario: the scenario that was run.
        replication: its index; the same index gives the same customers and the same random numbers in every scenario.
        record: the arrays of the run.
    """

    def __init__(self, scenario: Scenario, record: Record, replication: int = 0) -> None:
        self.scenario, self.record, self.replication = scenario, record, replication

    def __repr__(self) -> str:
        return f"<Result of {self.scenario.name}, replication {self.replication}, {len(self.days)} days>"

    @cached_property
    def contacts(self) -> pd.DataFrame:
        """Every contact that has ended, in order of contact_id, warm-up included; see `contact_table`.

        Raises:
            ConfigError: the run kept only sums.
        """
        return contact_table(self._contacts, self.scenario.params)

    @cached_property
    def cases(self) -> pd.DataFrame:
        """Every case that had a contact, in order of case_id; see `case_table`.

        Raises:
            ConfigError: the run kept only sums.
        """
        return case_table(self._contacts, self._customers.left_day, self.scenario.params)

    @cached_property
    def agent_days(self) -> pd.DataFrame:
        """A row per agent at work and day: time on duty, busy and on breaks [s], and the agent's state that evening.

        Raises:
            ConfigError: the run kept only sums.
        """
        agents = self.record.agent_days
        if agents is None:
            raise _not_kept("agent_days")
        return agent_day_table(agents, self.scenario.params)

    @cached_property
    def customers(self) -> pd.DataFrame:
        """A row per customer at the end of the run: attitude, own 0-10 score, when joined and left (-1: has not left).

        Raises:
            ConfigError: the run kept only sums.
        """
        return pd.DataFrame({"customer_id": np.arange(self._customers.attitude.size), **self._customers._asdict()})

    @cached_property
    def days(self) -> pd.DataFrame:
        """A row per day with all its sums; `counted` is False in the warm-up."""
        columns = self.record.days
        day = np.arange(columns["n_opened"].size)
        return pd.DataFrame({"day": day, "counted": day >= self.record.warm_up_days, **columns})

    @cached_property
    def money(self) -> pd.DataFrame:
        """A row per day, in the scenario's currency: each cost, their sum `cost`, the margin and the result."""
        table = self.days[["day", "counted", *DAY_MONEY]].copy()
        table["cost"] = table[list(COSTS)].sum(axis=1)
        table["result"] = table["margin"] - table["cost"]
        return table

    @cached_property
    def kpis(self) -> dict[str, float]:
        """Every measure of the counted days."""
        return kpis_of(self.record, self.scenario.params)

    @cached_property
    def theory(self) -> pd.DataFrame:
        """From Erlang-C for this run's load, step by step, to the simulated values; see `sim.results.theory`.

        The record has no plan of agents by interval, so the replication is run once more, with the same random numbers.
        """
        from sim.execution.observed_run import ObservedRun
        from sim.results.theory import theory_table  # late: it imports SciPy

        params, warm_up_days = self.scenario.params, self.record.warm_up_days
        recorder = IntervalRecorder(params, warm_up_days)
        ObservedRun(Task.of(self.scenario, self.replication), [recorder], None).run_days()
        return theory_table(params, [daily_load(self.record.days, warm_up_days)], recorder.recorded(), self.kpis)

    @cached_property
    def overload(self) -> Overload | None:
        """Work that the agents cannot keep up with, so that waits have no steady mean; None if there is none."""
        return overload(self.scenario.params, [daily_load(self.record.days, self.record.warm_up_days)])

    @property
    def _customers(self) -> CustomerTable:
        if self.record.customers is None:
            raise _not_kept("customers")
        return self.record.customers

    @property
    def _contacts(self) -> Contacts:
        if self.record.contacts is None:
            raise _not_kept("contacts")
        return self.record.contacts


def simulate(scenario: Scenario, replication: int = 0, record: Literal["full", "kpis"] = "full") -> Result:
    """Run one replication of a scenario, in this process.

    Args:
        scenario: from `sim.load`.
        replication: its index; the same index gives the same customers and the same random numbers in every scenario.
        record: `full` keeps every contact, `kpis` only the daily sums; replaces `run.record`.

    Raises:
        ConfigError: the queue grows without end, or a plug-in fails; one line.
    """
    from sim.model.day import PolicyFailed, QueueTooLong
    from sim.year import run_days

    run = scenario.run.model_copy(update={"record": record})
    try:
        with compilation_reported():
            return Result(scenario, run_days(scenario.params, run, replication), replication)
    except (QueueTooLong, PolicyFailed, PluginError) as stop:
        raise ConfigError([why_stopped(stop, scenario.params)]) from stop


def _not_kept(table: str) -> ConfigError:
    return ConfigError([messages.NOT_KEPT.format(table=table)])
