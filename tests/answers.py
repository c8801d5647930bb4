"""Answers made by hand, with realistic numbers."""

from dataclasses import replace
from functools import cache
from typing import Any

import numpy as np
import pandas as pd

from sim.analysis.statistics.comparison import differences
from sim.config.scenario import Scenario, load
from sim.experiment.answer import Answer
from sim.kpis import KPIS
from sim.results.theory import MEASURES

DECIDE_ON = ("work_per_solved_case_s", "cost_per_solved_case", "nps", "churn_per_year")
MAP_KEYS = ("conversation.steepness", "conversation.retained_work_share")

# Values of base, and the effect of pressure 1.
_MEASURES = {
    "contacts_per_day": (742, 90),
    "cases_per_day": (501, 0),
    "aht_s": (352, -110),
    "talk_s": (300, -108),
    "asa_s": (31, 22),
    "abandoned_share": (0.041, 0.02),
    "answered_in_20s_share": (0.71, -0.1),
    "blocked_share": (0, 0),
    "fcr_share": (0.702, -0.24),
    "solved_conversation_share": (0.66, -0.26),
    "return_share": (0.79, 0.01),
    "solved_share": (0.91, -0.12),
    "contacts_per_case": (1.48, 0.45),
    "repeat_share": (0.24, 0.16),
    "redial_share": (0.02, 0.01),
    "cut_short_share": (0, 0.57),
    "escalated_share": (0.085, -0.01),
    "occupancy": (0.79, 0.03),
    "shrinkage": (0.321, 0),
    "strain": (0.11, 0.3),
    "quits_per_year": (0.31, 0.16),
    "csat_share": (0.66, -0.15),
    "nps": (4.1, -17),
    "churn_per_year": (0.201, 0.021),
    "customers_at_end": (80012, -1650),
    "cost": (8.31e6, 0.14e6),
    "cost_per_contact": (43.9, -6),
    "cost_per_solved_case": (71.8, 9.4),
    "margin": (96.1e6, -1.1e6),
    "result": (87.8e6, -1.2e6),
    "cltv": (4620, -310),
    "overtime_h_per_day": (1.9, 0.6),
    "queue_peak": (21, 14),
}
PRESSURE = {
    "base": 0.0,
    "aht_cap_300": -0.04,
    "aht_cap_240": 0.35,
    "aht_cap_180_mild": 0.5,
    "aht_cap_180": 1.0,
    "aht_cap_120": 1.9,
    "aht_bonus_180": 1.15,
}


@cache
def scenario(name: str) -> Scenario:
    return load(name, ["run.replications=5"])


def runs_of(names: list[str], n: int) -> pd.DataFrame:
    """Replications with a common part (the customers) and a small own part; work agrees with the conversations."""
    rng = np.random.default_rng(7)
    common = {kpi: rng.normal(size=n) for kpi in _MEASURES}
    rows = []
    for name in names:
        for nth in range(n):
            row: dict[str, Any] = {"scenario": name, "replication": nth}
            for kpi, (level, step) in _MEASURES.items():
                own = 0.08 * step * rng.normal() if name != names[0] else 0.0
                row[kpi] = level + PRESSURE.get(name, 0.3) * step + 0.015 * level * common[kpi][nth] + own
            row["solved_conversation_share"] = max(row["solved_conversation_share"], 0.2)
            row["work_per_solved_case_s"] = row["aht_s"] / row["solved_conversation_share"]
            conversations = 0.97 / (1 - (1 - row["solved_conversation_share"]) * row["return_share"])
            row["work_per_case_s"] = row["aht_s"] * conversations
            rows.append(row)
    return pd.DataFrame(rows).reindex(columns=["scenario", "replication", *KPIS])


def drift_of(names: list[str]) -> pd.DataFrame:
    rng = np.random.default_rng(3)
    rows = []
    for name in names:
        p = PRESSURE.get(name, 0.3)
        for week in range(1, 53):
            settled = 1 - np.exp(-week / 14)
            rows.append(
                {
                    "scenario": name,
                    "week": week,
                    "nps": 4.1 - 17 * p * settled + 0.3 * rng.normal(),
                    "n_customers": 80_000 - 1650 * p * week / 52 + 20 * rng.normal(),
                    "occupancy": 0.79 + 0.03 * p * settled,
                    "strain": 0.11 + 0.3 * p * settled + 0.01 * rng.normal(),
                    "fcr_share": 0.7 - 0.24 * p,
                    "asa_s": 31 + 22 * p,
                    "abandoned_share": 0.04 + 0.02 * p,
                    "n_quits": (6.2 + 3.2 * p) * week / 52,
                }
            )
    return pd.DataFrame(rows)


def day_of(names: list[str]) -> pd.DataFrame:
    rng = np.random.default_rng(5)
    at_s = np.arange(8 * 3600, 17.25 * 3600, 300)
    hours = at_s / 3600
    agents = 13 - 4 * ((hours > 11) & (hours < 13.5)) - 3 * (hours < 9) - 3 * (hours > 16)
    tables = []
    for name in names:
        p = PRESSURE.get(name, 0.3)
        work = (11 + 1.5 * p) * np.exp(-(((hours - 11) / 5) ** 2)) + rng.normal(0, 1.2, at_s.size)
        talking = np.clip(np.minimum(work, agents), 0, None).round()
        waiting = np.clip((work - agents) * 3 * (1 + p), 0, None).round()
        table = {"scenario": name, "at_s": at_s, "waiting": waiting, "talking": talking, "on_phone": agents}
        tables.append(pd.DataFrame(table))
    return pd.concat(tables, ignore_index=True)


def map_of() -> pd.DataFrame:
    """A map with cells of each sort: better, worse, undecided."""
    rows = []
    for x in (0.5, 1, 2, 4, 8):
        for y in (0.0, 0.25, 0.5, 0.75, 1.0):
            steep = np.log2(x)
            for kpi, mean, half in (
                ("work_per_solved_case_s", 60 * (steep + 0.8 - 2.5 * y), 25.0),
                ("cost_per_solved_case", 9.0 * (steep + 1.2 - 2.0 * y), 3.0),
                ("nps", -6.0 * (steep + 1.6 - 0.6 * y), 2.0),
            ):
                rows.append(
                    {"x": x, "y": y, "kpi": kpi, "difference": mean, "low": mean - half, "high": mean + half}
                )
    return pd.DataFrame(rows)


def contact(scenario_name: str, **values: object) -> dict[str, object]:
    """A row of a story: by default an answered and solved conversation."""
    row: dict[str, object] = {
        "scenario": scenario_name,
        "contact_id": 0,
        "case_id": 811,
        "customer_id": 40217,
        "day": 43,
        "contact_type": "technical",
        "channel": "phone",
        "nth_contact": 1,
        "nth_conversation": 1,
        "arrived_at_s": 31_000.0,
        "answered_at_s": 31_060.0,
        "ended_at_s": 31_500.0,
        "wait_s": 60.0,
        "handle_s": 490.0,
        "agent_id": 7,
        "agent_group": "front",
        "answered": True,
        "abandoned": False,
        "balked": False,
        "blocked": False,
        "turned_away": False,
        "not_reached": False,
        "superseded": False,
        "late": False,
        "announced_s": np.nan,
        "callback": False,
        "solved": True,
        "transferred": False,
        "very_satisfied_prob": 0.79,
        "case_key": 5,
        "transfer_wait_s": 0.0,
        "team_leader_wait_s": 0.0,
        "talk_s": 440.0,
        "needed_s": 440.0,
        "manner_sd": 0.0,
        "cut_short": False,
        "what_else": False,
        "misused": False,
        "rude": False,
        "played": False,
        "wow": False,
        "delighted": False,
        "ego": "calm",
        "opening": "neutral",
        "severity": "no_failure",
        "failure_logit": 0.0,
        "recovery": np.nan,
        "decision": "not_needed",
        "follow_up": "nothing",
    }
    return row | values


LOST = {
    "nth_conversation": 0,
    "answered_at_s": np.nan,
    "talk_s": 0.0,
    "needed_s": np.nan,
    "handle_s": 0.0,
    "agent_id": -1,
    "agent_group": None,
    "answered": False,
    "solved": False,
    "very_satisfied_prob": np.nan,
}


def story_of(base: str = "base", other: str = "aht_cap_180") -> pd.DataFrame:
    """One call in the first centre; in the other cut short, gave up, cut short again, solved."""
    short: dict[str, object] = {"solved": False, "cut_short": True, "follow_up": "repeat"}
    return pd.DataFrame(
        [
            contact(
                base,
                answered_at_s=31_048.0,
                wait_s=48.0,
                talk_s=430.0,
                needed_s=430.0,
                ended_at_s=31_478.0,
                what_else=True,
            ),
            contact(
                other,
                **short,
                answered_at_s=31_055.0,
                wait_s=55.0,
                talk_s=171.0,
                needed_s=430.0,
                handle_s=221.0,
                ended_at_s=31_226.0,
                very_satisfied_prob=0.25,
            ),
            contact(
                other,
                **(
                    LOST
                    | {
                        "nth_contact": 2,
                        "day": 46,
                        "arrived_at_s": 36_120.0,
                        "ended_at_s": 36_330.0,
                        "wait_s": 210.0,
                        "abandoned": True,
                        "follow_up": "redial",
                    }
                ),
            ),
            contact(
                other,
                **short,
                nth_contact=3,
                nth_conversation=2,
                day=46,
                arrived_at_s=37_210.0,
                answered_at_s=37_295.0,
                ended_at_s=37_680.0,
                wait_s=85.0,
                team_leader_wait_s=95.0,
                talk_s=180.0,
                needed_s=300.0,
                handle_s=430.0,
                agent_id=12,
                decision="by_team_leader",
                very_satisfied_prob=0.13,
            ),
            contact(
                other,
                nth_contact=4,
                nth_conversation=3,
                day=50,
                arrived_at_s=50_400.0,
                answered_at_s=50_431.0,
                ended_at_s=50_598.0,
                wait_s=31.0,
                talk_s=167.0,
                needed_s=167.0,
                handle_s=215.0,
                agent_id=3,
                very_satisfied_prob=0.4,
            ),
        ]
    )


def money_of(names: list[str], limit: float = np.nan) -> pd.DataFrame:
    return pd.DataFrame(
        [
            {
                "scenario": name,
                "planned_cost": 8_050_560.0,
                "cost_limit": limit,
                "spent_cost": 8.31e6 + 0.14e6 * PRESSURE.get(name, 0.3),
                "margin": 96.1e6 - 1.1e6 * PRESSURE.get(name, 0.3),
            }
            for name in names
        ]
    )


def theory_of(names: list[str], runs: pd.DataFrame) -> pd.DataFrame:
    """Erlang-C without a steady state by interval, Erlang-A below the simulated wait, and the simulated values of `runs`."""
    rows: list[dict[str, Any]] = []
    for name in names:
        p = PRESSURE.get(name, 0.3)
        own = runs[runs["scenario"] == name]
        values = {"first_calls": (2.0, 0.96, 0.0, 0.5), "all_calls": (18.0, 0.85, 0.0, 0.69),
                  "erlang_c_intervals": (np.nan,) * 4, "patience": (11.0, 0.87, 0.011, 0.68),
                  "intervals": (26.0 + 9 * p, 0.76, 0.036, 0.66), "days": (29.0 + 12 * p, 0.74, 0.045, 0.65),
                  "simulated": tuple(own[list(MEASURES)].mean())}
        for step, numbers in values.items():
            formulas = {"patience": "erlang_a", "intervals": "erlang_a", "days": "erlang_a", "simulated": "simulation"}
            n = {"erlang_c_intervals": 18, "intervals": 18, "days": 180, "simulated": 0}.get(step, 1)
            rows.append({"scenario": name, "step": step, "formula": formulas.get(step, "erlang_c"),
                         "load_erlang": 5.5 if step == "first_calls" else 7.6, "n_agents": 11.1,
                         "n_periods": n, "n_overloaded": n // 9, **dict(zip(MEASURES, numbers, strict=True))})
    return pd.DataFrame(rows)


def made(names: list[str], n: int = 5, **changes: Any) -> Answer:
    """An answer about these scenarios, with `n` replications."""
    runs = runs_of(names, n)
    other = names[-1] if len(names) > 1 else None
    answer = Answer(
        name="fast_is_not_efficient",
        question="Is fast efficient? No cap on talk time against caps from 300 s to 120 s.",
        scenarios=tuple(scenario(name) for name in names),
        decide_on=DECIDE_ON,
        runs=runs,
        differences=differences(runs, names),
        drift=drift_of(names),
        day=day_of(names),
        story=story_of(names[0], other) if other else story_of().iloc[:0],
        story_other=other,
        money=money_of(names),
        theory=theory_of(names, runs),
    )
    return replace(answer, **changes)


def two() -> Answer:
    """Base and one cap, with story and map."""
    return made(["base", "aht_cap_180"], map=map_of(), map_keys=MAP_KEYS, map_here=(2.0, 0.5))


def seven() -> Answer:
    """As the experiment `fast_is_not_efficient` has."""
    told: dict[str, Any] = {"story": story_of(), "story_other": "aht_cap_180"}
    return made(list(PRESSURE), map=map_of(), map_keys=MAP_KEYS, map_here=(2.0, 0.5), **told)


def nine() -> Answer:
    """As the experiment `forty_per_cent_on_three` has, with long names and a budget."""
    names = [
        f"growth_40_{what}"
        for what in ("budget_3", "hire", "cap", "train", "help", "empower", "mix", "unlimited")
    ]
    names = ["base", *names]
    return made(
        names, story_other=None, money=money_of(names, 8.29e6), decide_on=("asa_s", "nps", "result")
    )


def renamed(answer: Answer, name: str) -> Answer:
    """The same answer with another name for its last scenario."""
    old = answer.scenarios[-1].name

    def told(table: pd.DataFrame) -> pd.DataFrame:
        return table.assign(scenario=table["scenario"].replace({old: name}))

    tables = ("runs", "differences", "drift", "day", "story", "money")
    changes: dict[str, Any] = {key: told(getattr(answer, key)) for key in tables}
    changes["theory"] = None if answer.theory is None else told(answer.theory)
    changes["scenarios"] = (*answer.scenarios[:-1], replace(answer.scenarios[-1], name=name))
    changes["story_other"] = name if answer.story_other == old else answer.story_other
    return replace(answer, **changes)
