"""Portfolios of levers: each gets a share of the budget and gives the same share of its effect.

A lever is a scenario that spends all of the budget on one thing. A share of its money is assumed to buy the same share
of its change, as in scenarios/scenario/growth_40_mix.yaml. What cannot be divided (a lunch rule, a trained agent) is complete
with any positive share.
"""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from sim.config.provenance import leaves
from sim.config.scenario import Scenario, rebuild

_PARTED_IF_NEW = "hours_per_week"  # of a group of agents that the start lacks


def mixed(
    start: Scenario, levers: Mapping[str, Scenario], shares: Mapping[str, float],
    switches: Sequence[tuple[Scenario, Scenario]], name: str,
) -> Scenario:
    """The start with shares of several levers, and some switches on.

    Args:
        start: without any lever.
        levers: by name.
        shares: of the budget, by lever; together at most 1.
        switches: pairs of scenarios that differ by something that costs nothing; the second's values are taken in full.
        name: of the mix.

    Raises:
        ConfigError: a portfolio that is not allowed, for instance above the budget.
    """
    plain = json.loads(json.dumps(start.resolved))
    before = dict(leaves(start.resolved))
    changed: dict[str, Any] = {}
    for lever, share in shares.items():
        if share > 0.0:
            for key, value in _differences(before, levers[lever]):
                changed[key] = _part(key, before.get(key), value, share, changed.get(key))
    for without, with_ in switches:
        changed |= dict(_differences(dict(leaves(without.resolved)), with_))
    for key, value in changed.items():
        _put(plain, key, round(value) if _is_whole(before.get(key)) else value)
    plain["name"] = name
    return rebuild(start, plain, dict.fromkeys(changed, f"mixed by {name}"))


def _differences(before: Mapping[str, Any], other: Scenario) -> list[tuple[str, Any]]:
    return [(key, value) for key, value in leaves(other.resolved)
            if key != "name" and not key.startswith("run.") and (key not in before or before[key] != value)]


def _part(key: str, start: Any, whole: Any, share: float, so_far: Any) -> Any:
    """The value after a share of a lever, starting from the value after the other levers."""
    if _is_number(start) and _is_number(whole):
        return (start if so_far is None else so_far) + share * (whole - start)
    if start is None and key.endswith(_PARTED_IF_NEW):
        return max(1.0, share * whole)
    return whole


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _is_whole(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _put(plain: dict[str, Any], key: str, value: Any) -> None:
    *above, last = key.split(".")
    for part in above:
        plain = plain.setdefault(part, {})
    plain[last] = value
