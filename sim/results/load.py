"""The load of a run by phone: of each day, from the daily sums, and by interval of the demand profile, from a recorder."""

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from sim.execution.tasks import Task
from sim.model.day import WorkforceToday
from sim.params import Params
from sim.schema import WAITING_IN_THE_EVENING, AgentDays, Channel, Contacts, Floats
from sim.units import DAY_S, HOUR_S

MAX_GROWTH_SHARE = 0.02        # of the contacts that arrive: how many more may wait at the end of some days than before them


class DailyLoad(NamedTuple):
    """The load of each counted day by phone, and the agents' time for it.

    Attributes:
        n_calls: calls that arrived [n_days].
        n_answered: answered calls [n_days].
        handle_s: handle time of calls [n_days] [s].
        on_phone_s: agents' time on the phone, overtime left out [n_days] [s].
        n_contacts: contacts of every channel that ended, answered or not [n_days].
        n_all_answered: of these answered [n_days].
        work_s: handle time of every channel [n_days] [s].
        n_waiting: contacts of every channel that wait for an agent in the evening [n_days].
    """

    n_calls: Floats
    n_answered: Floats
    handle_s: Floats
    on_phone_s: Floats
    n_contacts: Floats
    n_all_answered: Floats
    work_s: Floats
    n_waiting: Floats


def daily_load(days: Mapping[str, Floats], warm_up_days: int) -> DailyLoad:
    """The load of the days after the warm-up, from columns of `Record.days` [n_days]."""
    is_open = (days["on_duty_s"] > 0.0) | (days["n_contacts"] > 0.0)
    day = np.arange(is_open.size)
    last_open = np.maximum.accumulate(np.where(is_open, day, 0))     # on closed days nothing is counted
    n_calls_waiting, n_chats_waiting, n_emails = (days[name][last_open] for name in WAITING_IN_THE_EVENING)
    n_waiting, more_waiting = n_calls_waiting + n_chats_waiting + n_emails, np.diff(n_calls_waiting, prepend=0.0)[warm_up_days:]
    some = {name: column[warm_up_days:] for name, column in days.items()}
    return DailyLoad(
        n_calls=some["n_contacts"] - some["n_emails"] - some["n_chats"] + more_waiting,
        n_answered=some["n_answered"] - some["n_emails_answered"] - some["n_chats_answered"],
        handle_s=some["handle_s"] - some["email_handle_s"] - some["chat_handle_s"],
        on_phone_s=some["on_duty_s"] - some["break_s"] - some["overtime_s"],
        n_contacts=some["n_contacts"], n_all_answered=some["n_answered"], work_s=some["handle_s"],
        n_waiting=n_waiting[warm_up_days:])


class Overload(NamedTuple):
    """Work that agents cannot keep up with, in the second half of a run's counted days; means over replications.

    Attributes:
        load_erlang: work of the contacts that arrived, per second of opening hours.
        n_agents: agents on the phone, mean of the opening hours, overtime left out.
        n_waiting: contacts that wait for an agent at the end.
        overtime_share: work beyond the agents' time, divided by all work that was done; above 0 where they stay after closing.
    """

    load_erlang: float
    n_agents: float
    n_waiting: float
    overtime_share: float


def overload(params: Params, loads: Sequence[DailyLoad]) -> Overload | None:
    """Whether the contacts bring more work than the agents have time for, so that waits have no steady mean.

    It is so if, in the second half of the counted days, those who wait increase by more than a fiftieth of the contacts that
    arrive, or the work done is more than the agents' time without overtime.

    Args:
        params: the centre.
        loads: of each replication.

    Returns:
        None if there is no sign of it.
    """
    n_open_days = growth = arrived = work_s = answered = on_phone_s = n_waiting = 0.0
    for load in loads:
        half = load.n_waiting.size // 2
        before = float(load.n_waiting[half - 1]) if half else 0.0
        last = {name: float(column[half:].sum()) for name, column in load._asdict().items()}
        n_open_days += float(np.count_nonzero((load.on_phone_s[half:] > 0.0) | (load.n_contacts[half:] > 0.0)))
        n_waiting += float(load.n_waiting[-1]) if load.n_waiting.size else 0.0
        growth += (float(load.n_waiting[-1]) if load.n_waiting.size else 0.0) - before
        arrived, work_s, answered = arrived + last["n_contacts"], work_s + last["work_s"], answered + last["n_all_answered"]
        on_phone_s += last["on_phone_s"]
    if not (n_open_days and answered):
        return None
    is_growing = growth > MAX_GROWTH_SHARE * (arrived + growth)
    if not is_growing and work_s <= on_phone_s:
        return None
    open_s = n_open_days * (params.centre.closes_h - params.centre.opens_h) * HOUR_S
    return Overload(load_erlang=(work_s + max(growth, 0.0) * work_s / answered) / open_s, n_agents=on_phone_s / open_s,
                    n_waiting=n_waiting / len(loads), overtime_share=max(0.0, 1.0 - on_phone_s / work_s))


class IntervalProfile(NamedTuple):
    """Sums over the counted days, by interval of the day; the first and the last interval lie outside opening hours, if any do.

    Attributes:
        from_s: start of each interval [n_intervals] [s since midnight].
        until_s: its end [n_intervals].
        n_calls: calls that arrived in it [n_intervals].
        n_first_calls: of these the first contact of a case [n_intervals].
        agent_s: agents' time on the phone by plan [n_intervals] [s].
    """

    from_s: Floats
    until_s: Floats
    n_calls: Floats
    n_first_calls: Floats
    agent_s: Floats


def interval_edges(params: Params) -> Floats:
    """Midnight, opening, the ends of the demand profile's intervals, closing, midnight; without intervals of no length."""
    centre, demand = params.centre, params.demand
    inside = centre.opens_h + demand.interval_h * np.arange(len(demand.profile))
    edges_h = np.concatenate([[0.0], np.minimum(inside, centre.closes_h), [centre.closes_h, 24.0]])
    return np.unique(edges_h) * HOUR_S


def records_intervals(task: Task) -> AbstractContextManager["IntervalRecorder"]:
    """The recorder of a replication's intervals; a factory that is sent to the worker with the task."""
    return nullcontext(IntervalRecorder(task.params, task.run.warm_up_days))


class IntervalRecorder:
    """Adds up each counted day's calls and agents' planned time by interval."""

    def __init__(self, params: Params, warm_up_days: int) -> None:
        self.edges, self.warm_up_days = interval_edges(params), warm_up_days
        self.n_calls, self.n_first_calls, self.agent_s = np.zeros((3, self.edges.size - 1))

    def morning(self, day: int, workforce: WorkforceToday) -> None:
        """Add a day's plan."""
        if day < self.warm_up_days:
            return
        on_shifts = ~workforce.planned[workforce.group[workforce.block_agent]]
        self._add_agents(workforce.block_from_s[on_shifts], workforce.block_until_s[on_shifts], np.ones(int(on_shifts.sum())))
        for group in np.flatnonzero(workforce.planned):
            changes = workforce.plan_group == group
            at_s = workforce.plan_at_s[changes]
            self._add_agents(at_s, np.append(at_s[1:], DAY_S), workforce.plan_n[changes].astype(np.float64))

    def evening(self, contacts: Contacts, agents: AgentDays, open_from: int) -> None:
        """Add the calls that ended today, each in the interval in which it arrived."""
        calls = (contacts.channel == Channel.PHONE) & (contacts.day >= self.warm_up_days)
        arrived_at_s = contacts.arrived_at_s[calls]
        at = np.clip(np.searchsorted(self.edges, arrived_at_s, side="right") - 1, 0, self.n_calls.size - 1)
        self.n_calls += np.bincount(at, minlength=self.n_calls.size)
        self.n_first_calls += np.bincount(at[contacts.nth_contact[calls] == 1], minlength=self.n_calls.size)

    def recorded(self) -> IntervalProfile:
        """The sums so far."""
        return IntervalProfile(self.edges[:-1], self.edges[1:], self.n_calls, self.n_first_calls, self.agent_s)

    def _add_agents(self, from_s: npt.NDArray[Any], until_s: npt.NDArray[Any], n: Floats) -> None:
        """Add the time of n agents from one instant until another, for each pair [n_blocks]."""
        inside_s = np.minimum(until_s[:, None], self.edges[1:]) - np.maximum(from_s[:, None], self.edges[:-1])
        self.agent_s += n @ np.maximum(inside_s, 0.0)
