"""The ledger of a run: a row of sums for every day, and all contacts of a full record."""

from typing import Any

import numpy as np

from sim.model.contact.service_recovery import plays_of_contact_types
from sim.model.day import TablesRecorder
from sim.model.finance import bonus, costs
from sim.model.finance.daily_sums import count_plays
from sim.model.tables import Table
from sim.model.workforce.agents import People
from sim.model.workforce.staffing import StaffNight
from sim.params import Params, Run
from sim.schema import DAY, AgentDays, Contacts, Floats, contacts_in_order, no_contacts, stacked_agent_days
from sim.units import HOUR_S

BONUS_PERIOD_DAYS = 30
_COLUMN = {name: place for place, name in enumerate(DAY.names or ())}


class Ledger:
    """What is kept of each day: sums always; contacts and agent days of a full record, by a recorder or here."""

    def __init__(self, params: Params, run: Run, recorder: TablesRecorder | None = None) -> None:
        n_days = run.warm_up_days + run.horizon_days
        self.params, self.is_full, self.recorder = params, run.record == "full", recorder
        self.table = np.zeros(n_days, dtype=DAY)
        self._lines = self.table.view(np.float64).reshape(n_days, len(_COLUMN))
        self.day = 0
        self.contacts: list[Contacts] = []
        self.agent_days: list[AgentDays] = []
        self.payroll = costs.payroll(params)
        self.play_cost = [play.cost if play else 0.0 for play in plays_of_contact_types(params)]
        self.month = bonus.new_month(0)

    def open_day(self, day: int) -> None:
        """Begin a new day's row."""
        self.day = day

    def record(self, **sums: float) -> None:
        """Set sums of today."""
        line = self._lines[self.day]
        for name, value in sums.items():
            line[_COLUMN[name]] = value

    def today(self, name: str) -> float:
        """One of today's sums."""
        return float(self._lines[self.day, _COLUMN[name]])

    @property
    def line(self) -> Table:
        """Today's row [1], for compiled rules to add to."""
        return self.table[self.day:self.day + 1]

    def enter_costs_of_conversations(self, contacts: Contacts) -> None:
        """Record today's costs besides agents' pay: goodwill, over-compensation, extras, overtime and plays."""
        pay = self.params.costs
        self.record(
            goodwill_cost=self.today("n_decided") * pay.goodwill_cost, misuse_cost=self.today("n_misused") * pay.misuse_cost,
            wow_cost=self.today("n_wow") * self.params.wow.cost,
            overtime_cost=costs.overtime_cost(self.params, self.today("overtime_s") / HOUR_S))
        if any(self.play_cost):
            n_of_contact_type = np.zeros(len(self.play_cost), dtype=np.int64)
            count_plays(contacts, n_of_contact_type)
            self.record(play_cost=sum(n * amount for n, amount in zip(n_of_contact_type.tolist(), self.play_cost, strict=True)))

    @property
    def days(self) -> dict[str, Floats]:
        """Every day's sums [n_days], by name."""
        return {name: self.table[name].copy() for name in DAY.names or ()}

    def keep(self, contacts: Contacts, agents: AgentDays, open_from: int) -> None:
        """Pass the day's tables to the recorder, or keep them here in a full record; see `TablesRecorder`."""
        if self.recorder is not None:
            self.recorder.evening(contacts, agents, open_from)
        elif self.is_full:
            self.contacts.append(contacts)
            self.agent_days.append(agents)

    def all_contacts(self) -> Contacts | None:
        """Every contact in order of contact_id; None if they were not kept here."""
        if not self.is_full or self.recorder is not None:
            return None
        return contacts_in_order(self.contacts) if self.contacts else no_contacts()

    def all_agent_days(self) -> AgentDays | None:
        """Every agent day, by day and agent; None if they were not kept here."""
        if not self.is_full or self.recorder is not None:
            return None
        if not self.agent_days:
            columns: list[Any] = [np.empty(0)] * len(AgentDays._fields)
            return AgentDays(*columns)
        return stacked_agent_days(self.agent_days)

    # --- money -------------------------------------------------------------------------------------------------------

    def enter_people(self, tonight: StaffNight, is_work_day: bool) -> None:
        """Record pay and paid time of all agents employed today."""
        pay, n_in_group = self.payroll, tonight.n_in_group.tolist()
        hours = sum(n * h for n, h in zip(n_in_group, pay.hours_per_week, strict=True))
        self.record(
            agent_pay=sum(n * amount for n, amount in zip(n_in_group, pay.agent_pay_per_day, strict=True)),
            fixed_cost=pay.fixed_cost_per_day, n_employed=float(sum(n_in_group)),
            paid_s=hours / 5.0 * HOUR_S * is_work_day, strain=tonight.strain, satisfaction=tonight.satisfaction,
            purpose=tonight.purpose)

    def note_for_bonus(self, contacts: Contacts, n_agents: int) -> None:
        """Update each agent's results of the month, if a bonus depends on them."""
        if costs.has_bonus(self.params):
            if n_agents > self.month.size:
                self.month = np.concatenate([self.month, bonus.new_month(n_agents - self.month.size)])
            bonus.note_conversations(self.month, contacts.agent_id, contacts.nth_conversation, contacts.handle_s, contacts.solved)

    def bonus_is_due(self) -> bool:
        """Whether a bonus may be paid tonight: at the end of a month."""
        return (self.day + 1) % BONUS_PERIOD_DAYS == 0 and costs.has_bonus(self.params)

    def pay_bonus(self, people: People, nps: float) -> None:
        """At the end of a month: pay a bonus to every agent who met the target and is still employed."""
        if not self.bonus_is_due():
            return
        measure, target = bonus.MEASURES[self.params.costs.bonus_on], self.params.costs.bonus_target
        n_paid = bonus.n_meeting_target(self.month, people, self.day, measure, target, nps)
        self.record(bonus_cost=costs.bonus_cost(self.params, n_paid))
        self.month = bonus.new_month(0)
