"""A lived year as tables, made when they are asked for."""

from functools import cached_property
from typing import Any, Literal

import numpy as np
import numpy.typing as npt
import pandas as pd

from sim.config.errors import ConfigError
from sim.config.scenario import Scenario
from sim.execution import messages
from sim.execution.progress import compiling_told
from sim.execution.worker import Lived, queue_too_long
from sim.kpis import service
from sim.params import Params
from sim.schema import (
    DAY_MONEY,
    AgentDays,
    Channel,
    Contacts,
    CustomerTable,
    Decision,
    Ego,
    Follows,
    Ints,
    Opening,
    Outcome,
    Record,
    Severity,
)

COSTS = tuple(name for name in DAY_MONEY if name != "margin_dkk")


class Year:
    """One replication of a scenario: its record, and tables of it.

    Attributes:
        scenario: what was lived.
        replication: which; the same number means the same customers and the same chance in every scenario.
        record: the arrays that the run left.
    """

    def __init__(self, scenario: Scenario, record: Record, replication: int = 0) -> None:
        self.scenario, self.record, self.replication = scenario, record, replication

    def __repr__(self) -> str:
        return f"<Year of {self.scenario.name}, replication {self.replication}, {len(self.days)} days>"

    @cached_property
    def contacts(self) -> pd.DataFrame:
        """Every contact that is over, in order of contact_id; see `contact_table`. Days before `warm_up_days` too.

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
        """A row per customer at the end of the run: attitude, own 0-10 score, when joined and left (-1: still here).

        Raises:
            ConfigError: the run kept only sums.
        """
        return pd.DataFrame({"customer_id": np.arange(self._customers.attitude.size), **self._customers._asdict()})

    @cached_property
    def days(self) -> pd.DataFrame:
        """A row per day with all its sums; `counted` is False in the warm-up."""
        columns = self.record.days
        day = np.arange(columns["n_born"].size)
        return pd.DataFrame({"day": day, "counted": day >= self.record.warm_up_days, **columns})

    @cached_property
    def money(self) -> pd.DataFrame:
        """A row per day in DKK: each cost, their sum `cost_dkk`, the margin and the result."""
        table = self.days[["day", "counted", *DAY_MONEY]].copy()
        table["cost_dkk"] = table[list(COSTS)].sum(axis=1)
        table["result_dkk"] = table["margin_dkk"] - table["cost_dkk"]
        return table

    @cached_property
    def kpis(self) -> dict[str, float]:
        """Every measure of the counted days."""
        return service.kpis(self.record, self.scenario.params)

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


def simulate(scenario: Scenario, replication: int = 0, record: Literal["full", "kpis"] = "full") -> Year:
    """Live one replication of a scenario, in this process.

    Args:
        scenario: from `sim.load`.
        replication: which; the same number means the same customers and the same chance in every scenario.
        record: `full` keeps every contact, whatever `run.record` says; `kpis` only the sums of the days.

    Raises:
        ConfigError: the queue can never drain; one line.
    """
    from sim.model.day import QueueTooLong
    from sim.year import live

    run = scenario.run.model_copy(update={"record": record})
    try:
        with compiling_told():
            return Year(scenario, live(scenario.params, run, replication), replication)
    except QueueTooLong as stop:
        raise ConfigError([queue_too_long(stop, scenario.params)]) from None


def tables_of(lived: Lived, params: Params) -> dict[str, pd.DataFrame]:
    """Tables of what a replication brought along: `day` and `stories` of a look."""
    if lived.look is None:
        return {}
    return {"day": pd.DataFrame(lived.look.clock), "stories": contact_table(lived.look.stories, params)}


def contact_table(contacts: Contacts, params: Params) -> pd.DataFrame:
    """Contacts as a table: names for kinds, groups, decisions and what follows; a column for each way to end.

    `very_satisfied_prob` is the chance that the customer is very satisfied: NaN where nobody answered and there will
    be another try. Instants [s] count from midnight of the contact's own day. No agent is -1.
    """
    c, outcome = contacts, contacts.outcome
    return pd.DataFrame({
        "contact_id": _whole(c.contact_id), "case_id": _whole(c.case_id), "customer_id": _whole(c.customer_id),
        "day": _whole(c.day), "kind": _named(c.kind, list(params.kinds)),
        "channel": _named(c.channel, [name.name.lower() for name in Channel]),
        "nth_contact": _whole(c.nth_contact), "nth_talk": _whole(c.nth_talk),
        "arrived_at_s": c.arrived_at_s, "answered_at_s": c.answered_at_s, "ended_at_s": c.ended_at_s,
        "wait_s": c.wait_s, "handle_s": c.handle_s,
        "agent_id": _whole(c.agent_id), "agent_group": _named(c.agent_group, list(params.workforce.groups)),
        "answered": c.answered.astype(np.bool_), "abandoned": outcome == Outcome.ABANDONED,
        "balked": outcome == Outcome.BALKED, "blocked": outcome == Outcome.BLOCKED,
        "turned_away": outcome == Outcome.TURNED_AWAY, "solved": c.solved.astype(np.bool_),
        "transferred": c.transferred.astype(np.bool_), "very_satisfied_prob": 1.0 / (1.0 + np.exp(-c.satisfaction)),
        "case_key": _whole(c.case_key), "transfer_wait_s": c.transfer_wait_s, "leader_wait_s": c.leader_wait_s,
        "talk_s": c.talk_s, "needed_s": c.needed_s, "manner_sd": c.manner_sd,
        "cut_short": c.cut_short.astype(np.bool_), "what_else": c.what_else.astype(np.bool_),
        "misused": c.misused.astype(np.bool_), "rude": c.rude.astype(np.bool_), "played": c.played.astype(np.bool_),
        "wow": c.wow.astype(np.bool_), "delighted": c.delighted.astype(np.bool_),
        "ego": _named(c.ego, [name.name.lower() for name in Ego]),
        "opening": _named(c.opening, [name.name.lower() for name in Opening]),
        "severity": _named(c.severity, [name.name.lower() for name in Severity]),
        "failure_logit": c.failure_logit, "recovery": c.recovery,
        "not_reached": outcome == Outcome.NOT_REACHED, "overtaken": outcome == Outcome.OVERTAKEN,
        "late": c.late.astype(np.bool_), "announced_s": c.announced_s, "call_back": c.call_back.astype(np.bool_),
        "decision": _named(c.decision, [name.name.lower() for name in Decision]),
        "follows": _named(c.follows, [name.name.lower() for name in Follows]),
    })


def agent_day_table(agents: AgentDays, params: Params) -> pd.DataFrame:
    """Agent days as a table, with the groups' names."""
    table = pd.DataFrame(agents._asdict())
    table["agent_group"] = _named(agents.agent_group, list(params.workforce.groups))
    return table


def case_table(contacts: Contacts, left_day: Ints, params: Params) -> pd.DataFrame:
    """Cases, made of their contacts.

    A case ends `solved`, or `given_up`, or because the customer left us meanwhile (`customer_left`); else it is `open`:
    the customer will be back after the run's last day. `handle_s` is agents' time over all its contacts; `ended_day`
    and `ended_at_s` are those of its last contact.

    Args:
        contacts: of a run.
        left_day: day on which each customer left, -1: still here [n_customers].
        params: the centre.
    """
    order = np.lexsort((contacts.nth_contact, contacts.case_id))
    rows = pd.DataFrame(contacts._asdict()).iloc[order]
    by_case = rows.groupby("case_id", sort=True)
    first, last = by_case.first(), by_case.last()
    follows, customer = last["follows"].to_numpy(), last["customer_id"].to_numpy(dtype=np.int64)
    goes_on = (follows == Follows.REDIAL) | (follows == Follows.REPEAT)
    left = np.zeros(len(last), dtype=np.bool_)
    if left_day.size:
        left = goes_on & (customer >= 0) & (left_day[np.maximum(customer, 0)] >= 0)
    return pd.DataFrame({
        "case_id": _whole(first.index.to_numpy()), "case_key": _whole(first["case_key"].to_numpy()),
        "customer_id": customer, "kind": _named(first["kind"].to_numpy(), list(params.kinds)),
        "born_day": _whole(first["day"].to_numpy()), "born_at_s": first["arrived_at_s"].to_numpy(),
        "n_contacts": by_case.size().to_numpy(), "n_talks": _whole(by_case["nth_talk"].max().to_numpy()),
        "handle_s": by_case["handle_s"].sum().to_numpy(),
        "solved": follows == Follows.NOTHING, "given_up": follows == Follows.GAVE_UP,
        "customer_left": left, "open": goes_on & ~left,
        "ended_day": _whole(last["day"].to_numpy()), "ended_at_s": last["ended_at_s"].to_numpy(),
    })


def _whole(column: npt.NDArray[Any]) -> Ints:
    return column.astype(np.int64)


def _named(codes: npt.NDArray[Any], names: list[str]) -> "pd.Categorical[str]":
    """Names for numbers; none for -1."""
    return pd.Categorical.from_codes(codes.astype(np.int64), pd.Index(names))


def _not_kept(table: str) -> ConfigError:
    return ConfigError([messages.NOT_KEPT.format(table=table)])
