"""The books of a run: a line of sums for every day, and the whole contacts where they are wanted."""

from typing import Any, Protocol

import numpy as np

from sim.model.contact.service_recovery import plays_of_kinds
from sim.model.finance import bonus, costs
from sim.model.finance.daily_sums import count_plays
from sim.model.tables import Table
from sim.model.workforce.agents import People
from sim.model.workforce.staffing import Night
from sim.params import Params, Run
from sim.schema import DAY, AgentDays, Contacts, Floats, contacts_in_order, no_contacts, stacked_agent_days
from sim.units import HOUR_S

BONUS_PERIOD_DAYS = 30
_COLUMN = {name: place for place, name in enumerate(DAY.names or ())}


class Keeper(Protocol):
    """Takes the tables that each day leaves."""

    def evening(self, contacts: Contacts, agents: AgentDays, open_from: int) -> None:
        """Take what a day left.

        Args:
            contacts: that ended today, in order of contact_id: all of today's, but for those whom a round-the-clock
                centre hands over at midnight; those stand in the table of a later day.
            agents: who was at work.
            open_from: the lowest contact_id that a later day's table may still bring.
        """


class Books:
    """What is kept of each day. Sums always; contacts and agent days by a keeper, or here in a full record."""

    def __init__(self, params: Params, run: Run, keeper: Keeper | None = None) -> None:
        n_days = run.warm_up_days + run.horizon_days
        self.params, self.is_full, self.keeper = params, run.record == "full", keeper
        self.table = np.zeros(n_days, dtype=DAY)
        self._lines = self.table.view(np.float64).reshape(n_days, len(_COLUMN))
        self.day = 0
        self.contacts: list[Contacts] = []
        self.agent_days: list[AgentDays] = []
        self.payroll = costs.payroll(params)
        self.play_dkk = [play.cost_dkk if play else 0.0 for play in plays_of_kinds(params)]
        self.month = bonus.month_begins(0)

    def open_day(self, day: int) -> None:
        """Turn to a new day's line."""
        self.day = day

    def enter(self, **sums: float) -> None:
        """Enter sums on today's line."""
        line = self._lines[self.day]
        for name, value in sums.items():
            line[_COLUMN[name]] = value

    def today(self, name: str) -> float:
        """One of today's sums."""
        return float(self._lines[self.day, _COLUMN[name]])

    @property
    def line(self) -> Table:
        """Today's line, as a table of one row, for compiled rules to add to [1]."""
        return self.table[self.day:self.day + 1]

    def enter_costs_of_talks(self, contacts: Contacts) -> None:
        """What today's talks cost beside the agents' time: goodwill, over-compensation, extras, overtime and plays."""
        pay = self.params.costs
        self.enter(
            goodwill_dkk=self.today("n_decided") * pay.goodwill_dkk, misuse_dkk=self.today("n_misused") * pay.misuse_dkk,
            wow_dkk=self.today("n_wow") * self.params.wow.cost_dkk,
            overtime_dkk=costs.overtime_dkk(self.params, self.today("overtime_s") / HOUR_S))
        if any(self.play_dkk):
            n_of_kind = np.zeros(len(self.play_dkk), dtype=np.int64)
            count_plays(contacts, n_of_kind)
            self.enter(play_dkk=sum(n * dkk for n, dkk in zip(n_of_kind.tolist(), self.play_dkk, strict=True)))

    @property
    def days(self) -> dict[str, Floats]:
        """Every day's sums [n_days], by name."""
        return {name: self.table[name].copy() for name in DAY.names or ()}

    def keep(self, contacts: Contacts, agents: AgentDays, open_from: int) -> None:
        """Pass the day's tables on to the keeper, or keep them here in a full record; see `Keeper.evening`."""
        if self.keeper is not None:
            self.keeper.evening(contacts, agents, open_from)
        elif self.is_full:
            self.contacts.append(contacts)
            self.agent_days.append(agents)

    def all_contacts(self) -> Contacts | None:
        """Every contact in order of contact_id; None if they were not kept here."""
        if not self.is_full or self.keeper is not None:
            return None
        return contacts_in_order(self.contacts) if self.contacts else no_contacts()

    def all_agent_days(self) -> AgentDays | None:
        """Every agent day, by day and agent; None if they were not kept here."""
        if not self.is_full or self.keeper is not None:
            return None
        if not self.agent_days:
            columns: list[Any] = [np.empty(0)] * len(AgentDays._fields)
            return AgentDays(*columns)
        return stacked_agent_days(self.agent_days)

    # --- money -------------------------------------------------------------------------------------------------------

    def enter_people(self, tonight: Night, is_work_day: bool) -> None:
        """Pay and paid time of everyone employed today."""
        pay, n_in_group = self.payroll, tonight.n_in_group.tolist()
        hours = sum(n * h for n, h in zip(n_in_group, pay.hours_per_week, strict=True))
        self.enter(
            agent_pay_dkk=sum(n * dkk for n, dkk in zip(n_in_group, pay.agent_pay_dkk_per_day, strict=True)),
            fixed_dkk=pay.fixed_dkk_per_day, n_employed=float(sum(n_in_group)),
            paid_s=hours / 5.0 * HOUR_S * is_work_day, strain=tonight.strain, satisfaction=tonight.satisfaction,
            purpose=tonight.purpose)

    def note_for_bonus(self, contacts: Contacts, n_agents: int) -> None:
        """Each agent's month so far, where a bonus hangs on it."""
        if costs.has_bonus(self.params):
            if n_agents > self.month.size:
                self.month = np.concatenate([self.month, bonus.month_begins(n_agents - self.month.size)])
            bonus.note_talks(self.month, contacts.agent_id, contacts.nth_talk, contacts.handle_s, contacts.solved)

    def bonus_is_due(self) -> bool:
        """Whether tonight is a month's end at which a bonus may be paid."""
        return (self.day + 1) % BONUS_PERIOD_DAYS == 0 and costs.has_bonus(self.params)

    def pay_bonus(self, people: People, nps: float) -> None:
        """At a month's end: a bonus to every agent who met the target and is still here."""
        if not self.bonus_is_due():
            return
        measure, target = bonus.MEASURES[self.params.costs.bonus_on], self.params.costs.bonus_target
        n_paid = bonus.n_who_met(self.month, people, self.day, measure, target, nps)
        self.enter(bonus_dkk=costs.bonus_dkk(self.params, n_paid))
        self.month = bonus.month_begins(0)
