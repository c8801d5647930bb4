"""Tables of a record: pure functions of its arrays."""

from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from sim.params import Params
from sim.schema import AgentDays, Channel, Contacts, Decision, Ego, FollowUp, Ints, Opening, Outcome, Severity


def contact_table(contacts: Contacts, params: Params) -> pd.DataFrame:
    """Contacts as a table: names for contact types, groups, decisions and follow-ups; a column for each outcome.

    `abandoned` leaves balking out: who balked has a column of its own (`balked`), while the KPI `abandoned_share` takes both.
    Patience is not in the table: `wait_s` is patience only where the contact abandoned; an answer, or closing time, censors it.
    `very_satisfied_prob` is the probability that the customer is very satisfied: NaN without an answer if a redial follows.
        Instants [s] count from midnight of the contact's own day. No agent is -1.
    """
    c, outcome = contacts, contacts.outcome
    return pd.DataFrame({
        "contact_id": _whole(c.contact_id), "case_id": _whole(c.case_id), "customer_id": _whole(c.customer_id),
        "day": _whole(c.day), "contact_type": _named(c.contact_type, list(params.contact_types)),
        "channel": _named(c.channel, [name.name.lower() for name in Channel]),
        "nth_contact": _whole(c.nth_contact), "nth_conversation": _whole(c.nth_conversation),
        "arrived_at_s": c.arrived_at_s, "answered_at_s": c.answered_at_s, "ended_at_s": c.ended_at_s,
        "wait_s": c.wait_s, "handle_s": c.handle_s,
        "agent_id": _whole(c.agent_id), "agent_group": _named(c.agent_group, list(params.workforce.groups)),
        "answered": c.answered.astype(np.bool_), "abandoned": outcome == Outcome.ABANDONED,
        "balked": outcome == Outcome.BALKED, "blocked": outcome == Outcome.BLOCKED,
        "turned_away": outcome == Outcome.TURNED_AWAY, "solved": c.solved.astype(np.bool_),
        "transferred": c.transferred.astype(np.bool_), "very_satisfied_prob": 1.0 / (1.0 + np.exp(-c.satisfaction)),
        "case_key": _whole(c.case_key), "transfer_wait_s": c.transfer_wait_s, "team_leader_wait_s": c.team_leader_wait_s,
        "talk_s": c.talk_s, "needed_s": c.needed_s, "manner_sd": c.manner_sd,
        "cut_short": c.cut_short.astype(np.bool_), "what_else": c.what_else.astype(np.bool_),
        "misused": c.misused.astype(np.bool_), "rude": c.rude.astype(np.bool_), "played": c.played.astype(np.bool_),
        "wow": c.wow.astype(np.bool_), "delighted": c.delighted.astype(np.bool_),
        "ego": _named(c.ego, [name.name.lower() for name in Ego]),
        "opening": _named(c.opening, [name.name.lower() for name in Opening]),
        "severity": _named(c.severity, [name.name.lower() for name in Severity]),
        "failure_logit": c.failure_logit, "recovery": c.recovery,
        "not_reached": outcome == Outcome.NOT_REACHED, "superseded": outcome == Outcome.SUPERSEDED,
        "late": c.late.astype(np.bool_), "announced_s": c.announced_s, "callback": c.callback.astype(np.bool_),
        "decision": _named(c.decision, [name.name.lower() for name in Decision]),
        "follow_up": _named(c.follow_up, [name.name.lower() for name in FollowUp]),
    })


def agent_day_table(agents: AgentDays, params: Params) -> pd.DataFrame:
    """Agent days as a table, with the groups' names."""
    table = pd.DataFrame(agents._asdict())
    table["agent_group"] = _named(agents.agent_group, list(params.workforce.groups))
    return table


def case_table(contacts: Contacts, left_day: Ints, params: Params) -> pd.DataFrame:
    """The case table: one row per case, from its contacts.

    A case ends `solved`, or `given_up`, or because the customer churned (`customer_left`); else it is `open`: another contact is
    due after the run's last day. `handle_s` is agents' time over all its contacts; `ended_day` and `ended_at_s` are those of its
    last contact so far: of a case whose customer has left, the contact before, and not the day on which the customer left; of an
    open case no end yet.

    Args:
        contacts: of a run.
        left_day: day on which each customer left, -1: has not left [n_customers].
        params: the centre.
    """
    order = np.lexsort((contacts.nth_contact, contacts.case_id))
    rows = pd.DataFrame(contacts._asdict()).iloc[order]
    by_case = rows.groupby("case_id", sort=True)
    first, last = by_case.first(), by_case.last()
    follow_up, customer = last["follow_up"].to_numpy(), last["customer_id"].to_numpy(dtype=np.int64)
    goes_on = (follow_up == FollowUp.REDIAL) | (follow_up == FollowUp.REPEAT)
    left = np.zeros(len(last), dtype=np.bool_)
    if left_day.size:
        left = goes_on & (customer >= 0) & (left_day[np.maximum(customer, 0)] >= 0)
    return pd.DataFrame({
        "case_id": _whole(first.index.to_numpy()), "case_key": _whole(first["case_key"].to_numpy()),
        "customer_id": customer, "contact_type": _named(first["contact_type"].to_numpy(), list(params.contact_types)),
        "opened_day": _whole(first["day"].to_numpy()), "opened_at_s": first["arrived_at_s"].to_numpy(),
        "n_contacts": by_case.size().to_numpy(), "n_conversations": _whole(by_case["nth_conversation"].max().to_numpy()),
        "handle_s": by_case["handle_s"].sum().to_numpy(),
        "solved": follow_up == FollowUp.NOTHING, "given_up": follow_up == FollowUp.GAVE_UP,
        "customer_left": left, "open": goes_on & ~left,
        "ended_day": _whole(last["day"].to_numpy()), "ended_at_s": last["ended_at_s"].to_numpy(),
    })


def _whole(column: npt.NDArray[Any]) -> Ints:
    return column.astype(np.int64)


def _named(codes: npt.NDArray[Any], names: list[str]) -> "pd.Categorical[str]":
    """Names for numbers; none for -1."""
    return pd.Categorical.from_codes(codes.astype(np.int64), pd.Index(names))
