"""Alternatives: strategies within the budget, ranked by loyalty."""

import math
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import pandas as pd

from sim.app.levers import AGENTS, BY_NAME, COSTS_MONEY, STRATEGIES, Value, at
from sim.app.state import BY_LEVER, State, pair
from sim.app.work.run_results import planned_cost
from sim.config.scenario import Scenario, vary
from sim.findings import measures
from sim.findings.verdict import is_over_budget
from sim.i18n.translate import Translator
from sim.kpis import KPIS

COMPLETED = 5
SITUATION = ("growth",)  # levers of the situation, the same in every strategy


def cost_limit(state: State) -> float:
    """The limit of the planned cost: today's plan, and the amount of the budget lever."""
    return planned_cost(pair(state)[0]) * (1.0 + float(state.values.get("budget", 0.0)) / 100.0)


def strategies(state: State) -> list[Scenario]:
    """Scenarios: no change, then each strategy within the budget, then the visitor's own change if it differs."""
    return list(_strategies(state.language, tuple(sorted(state.values.items())), tuple(state.expert.items())))


@lru_cache(maxsize=16)
def _strategies(
    language: str, values: tuple[tuple[str, Value], ...], expert: tuple[tuple[str, str], ...]
) -> tuple[Scenario, ...]:
    state = State(language=language, values=dict(values), expert=dict(expert))
    today, own = pair(state)
    situation = {name: value for name, value in values if name in SITUATION}
    limit = cost_limit(state)
    found = []
    for name, levers in STRATEGIES.items():
        found.append(_made(name, today, {**situation, **levers}, limit))
    hired = _hired(today, situation, limit)
    found += [hired] if hired is not None else []
    known = {one.key for one in found}
    if own.key not in known:
        found.append(own)
    kept = [one for one in found[1:] if not is_over_budget(planned_cost(one), limit) or one is own]
    return (found[0], *kept)


def _made(name: str, today: Scenario, levers: dict[str, Value], limit: float) -> Scenario:
    """The strategy's scenario; one that costs money uses the rest of the budget."""
    changes: dict[str, Any] = {}
    for lever, value in levers.items():
        changes |= BY_NAME[lever].write(value, today.resolved)
    if name in COSTS_MONEY:
        changes["costs.programme_cost_per_year"] = at(today.resolved, "costs.programme_cost_per_year") + max(
            0.0, math.floor(limit - planned_cost(today))
        )
    return vary(today, changes, BY_LEVER, f"app_{name}")


def _hired(today: Scenario, situation: dict[str, Value], limit: float) -> Scenario | None:
    """Whole agents hired with the rest of the budget."""

    def with_agents(n: int) -> Scenario:
        changes = {AGENTS: n}
        for lever, value in situation.items():
            changes |= BY_NAME[lever].write(value, today.resolved)
        return vary(today, changes, BY_LEVER, "app_hire")

    n = int(at(today.resolved, AGENTS))
    each = planned_cost(with_agents(n + 1)) - planned_cost(today)
    more = int((limit - planned_cost(today)) // each) if each > 0 else 0
    return with_agents(n + more) if more > 0 else None


def ranked(table: pd.DataFrame, names: Sequence[str]) -> list[str]:
    """Names except the first, by loyalty, the highest first."""
    nps = table[table["kpi"] == "nps"].set_index("scenario")["difference"]
    return sorted(names[1:], key=lambda name: -float(nps[name]))


def gap(table: pd.DataFrame, name: str, kpi: str, tr: Translator) -> str:
    """A difference from no change, with its interval."""
    row = table[(table["scenario"] == name) & (table["kpi"] == KPIS[kpi].name)].iloc[0]
    return measures.difference(kpi, float(row["difference"]), float(row["high"] - row["low"]) / 2, tr, unit=False)
