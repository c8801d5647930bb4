"""The day as an event log: a row per event, with the columns for vidigi and process-mining programs."""

from pathlib import Path

import numpy as np
import pandas as pd

from sim.animation.recorded_day import RecordedDay
from sim.results.parts import write_whole
from sim.schema import FollowUp, Outcome
from sim.units import MINUTE_S

COLUMNS = ("entity_id", "pathway", "event_type", "event", "time", "resource_id", "case_id", "customer_id")


def event_log(recorded: RecordedDay) -> pd.DataFrame:
    """Every event of the recorded day, in order of time.

    A contact is an entity; `case_id` is common to the contacts of a case, and `pathway` the contact type. `time` is in
    seconds since midnight. Events, by `event_type`:

    - `arrival_departure`: `arrival` and `depart`;
    - `queue`: `waits`, and its end without an answer: `gives_up`, `busy_line`, `turned_away`, `not_reached`, `superseded`;
    - `resource_use` and `resource_use_end`: `talks` until the end of after-call work;
    - `custom`: `hangs_up` when the customer leaves the line, then `solved`, `will_repeat`, `will_redial` or `given_up`.

    `resource_id` is the agent, counted from 1; empty for events without an agent.
    """
    c, day = recorded.contacts, recorded.day
    today = np.flatnonzero(c.day == day)
    places = {int(agent): place for place, agent in enumerate(recorded.workforce.agent_id, start=1)}
    contact_types = list(recorded.scenario.params.contact_types)
    rows: list[tuple[object, ...]] = []
    for i in today.tolist():
        contact, contact_type = int(c.contact_id[i]), contact_types[int(c.contact_type[i])]
        tail = (int(c.case_id[i]), int(c.customer_id[i]))
        arrived_s, ended_s = float(c.arrived_at_s[i]), float(c.ended_at_s[i])
        gone_s = ended_s
        rows.append((contact, contact_type, "arrival_departure", "arrival", arrived_s, None, *tail))
        rows.append((contact, contact_type, "queue", "waits", arrived_s, None, *tail))
        if c.answered[i]:
            agent, answered_s = places.get(int(c.agent_id[i])), float(c.answered_at_s[i])
            gone_s = max(answered_s + float(c.handle_s[i]), ended_s)
            rows.append((contact, contact_type, "resource_use", "talks", answered_s, agent, *tail))
            rows.append((contact, contact_type, "custom", "hangs_up", ended_s, agent, *tail))
            rows.append((contact, contact_type, "custom", _END[int(c.follow_up[i])], ended_s, None, *tail))
            rows.append((contact, contact_type, "resource_use_end", "talks", gone_s, agent, *tail))
        else:
            rows.append((contact, contact_type, "queue", _LOST[int(c.outcome[i])], ended_s, None, *tail))
            rows.append((contact, contact_type, "custom", _END[int(c.follow_up[i])], ended_s, None, *tail))
        rows.append((contact, contact_type, "arrival_departure", "depart", gone_s, None, *tail))
    log = pd.DataFrame(rows, columns=list(COLUMNS)).astype({"resource_id": "Int64"})
    log["time"] = log["time"].round(6)      # by rounding, a sum of times may end after the start of the agent's next conversation
    picks_up = log["event_type"] == "resource_use"
    starts_now = log["time"] == log["entity_id"].map(log[picks_up].set_index("entity_id")["time"])
    after = starts_now & ~log["event"].isin(["arrival", "waits"])      # an agent ends one contact before taking the next
    return log.assign(after=after).sort_values(["time", "after"], kind="stable", ignore_index=True).drop(columns="after")


_END = {int(FollowUp.NOTHING): "solved", int(FollowUp.REDIAL): "will_redial", int(FollowUp.REPEAT): "will_repeat",
        int(FollowUp.GAVE_UP): "given_up"}
_NAMED_OTHERWISE = {Outcome.ABANDONED: "gives_up", Outcome.BALKED: "gives_up", Outcome.BLOCKED: "busy_line"}
_LOST = {int(outcome): _NAMED_OTHERWISE.get(outcome, outcome.name.lower()) for outcome in Outcome if outcome != Outcome.ANSWERED}


def write_vidigi(recorded: RecordedDay, file: Path) -> None:
    """The log as CSV for vidigi: `time` in minutes since midnight, its custom events left out."""
    log = event_log(recorded)
    log = log[(log["event_type"] != "custom") & ((log["event_type"] != "queue") | (log["event"] == "waits"))]
    shown = log.assign(time=(log["time"] / MINUTE_S).round(4))
    write_whole(file, lambda partial: shown.to_csv(partial, index=False))
