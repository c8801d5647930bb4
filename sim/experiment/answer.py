"""What an experiment ends in: everything that a reader is shown, as plain tables."""

from dataclasses import dataclass

import pandas as pd

from sim.config.scenario import Scenario
from sim.i18n.translate import Message


@dataclass(frozen=True)
class Answer:
    """Scenarios compared on the same customers.

    Attributes:
        name: of the experiment, or "run".
        question: in one sentence.
        scenarios: compared; the first is the base of comparison.
        decide_on: KPIs that the question is decided on, in order of weight.
        runs: a row per scenario and replication: `scenario`, `replication`, then a column per KPI.
        differences: a row per scenario (the base too, with difference 0) and KPI: `scenario`, `kpi`, `base`, `value`
            (means over replications), `difference`, `low`, `high` (95 % interval of the paired difference; NaN with one
            replication), `value_low`, `value_high` (95 % interval of the value), `n` replications.
        drift: a row per scenario and week of the horizon, means over replications: `scenario`, `week`, `nps`,
            `n_customers`, `occupancy`, `strain`, `fcr_share`, `asa_s`, `abandoned_share`, `n_quits` (cumulated).
        day: one day of replication 0, the same for all scenarios: `scenario`, `at_s`, `waiting`, `talking`, `on_phone`
            (customers waiting, customers in a talk, agents on the phone), in steps of five minutes.
        story: the contacts of one customer's case in two centres, base and `story_other`: `scenario` and the columns of
            `year.contacts`, in order.
        story_other: the second centre of the story; None when no case went differently.
        money: a row per scenario: `scenario`, `planned_dkk`, `limit_dkk` (NaN: none), `spent_dkk`, `margin_dkk`.
        map: None, or a row per point of the experiment's map: `x`, `y`, `kpi`, `difference`, `low`, `high`.
        map_scenarios: names of the two scenarios compared at each point of the map.
        map_keys: parameter keys of the map's axes.
        map_here: this centre's place on it.
        joint: a row per other scenario and deciding measure, with intervals that hold together: columns of
            `sim.analysis.statistics.precision`.
        unfinished: replications that were asked for and did not end: (scenario, replication, why).
    """

    name: str
    question: str
    scenarios: tuple[Scenario, ...]
    decide_on: tuple[str, ...]
    runs: pd.DataFrame
    differences: pd.DataFrame
    drift: pd.DataFrame
    day: pd.DataFrame
    story: pd.DataFrame
    story_other: str | None
    money: pd.DataFrame
    map: pd.DataFrame | None = None
    map_scenarios: tuple[str, str] | None = None
    map_keys: tuple[str, str] | None = None
    map_here: tuple[float, float] | None = None
    joint: pd.DataFrame | None = None
    unfinished: tuple[tuple[str, int, Message], ...] = ()
