"""Robustness: share of plausible parameter sets in which a finding holds, and where it reverses."""

from typing import Any

import numpy as np
import pandas as pd

from sim.analysis.designs.metamodel import Metamodel, in_cube
from sim.analysis.designs.parameter_ranges import Ranges, is_whole, share_at, value_at
from sim.analysis.statistics.comparison import interval
from sim.config.experiment_file import Finding, Range
from sim.params.catalogue import number_text

HOLDS, TURNS, OPEN = "holds", "turns", "undecided"
N_MAP = 41
LEAF_SHARE = 0.08  # of the points: the smallest group for a rule


def paired(table: pd.DataFrame, scenario: str, than: str, kpi: str) -> pd.DataFrame:
    """At each point, a scenario less another: `point`, `difference`, `low`, `high` (95 % interval of replications)."""
    key = ["point", "replication"]
    a, b = (table[table["scenario"] == name].set_index(key)[kpi] for name in (scenario, than))
    rows = []
    for point, values in (a - b).groupby("point"):
        found = interval(values.to_numpy(dtype=float))
        rows.append({"point": point, "difference": found.mean, "low": found.low, "high": found.high})
    return pd.DataFrame(rows, columns=["point", "difference", "low", "high"])


def judged(differences: pd.DataFrame, finding: Finding) -> pd.DataFrame:
    """With `verdict`: `holds` if the 95 % interval lies on the finding's side, `turns` if on the other, else `undecided`."""
    sign = 1.0 if finding.is_ == "higher" else -1.0
    ends = np.sort(sign * differences[["low", "high"]].to_numpy(dtype=float), axis=1)
    verdict = np.where(ends[:, 0] > 0.0, HOLDS, np.where(ends[:, 1] < 0.0, TURNS, OPEN))
    return differences.assign(verdict=verdict)


def predicted_map(model: Metamodel, sides: tuple[str, str]) -> pd.DataFrame:
    """`x`, `y` (values of the two ranges) and the `difference` predicted there."""
    u, names = np.linspace(0.0, 1.0, N_MAP), list(model.ranges)
    there = np.full((N_MAP * N_MAP, len(names)), 0.5)
    x, y = (grid.ravel() for grid in np.meshgrid(u, u, indexing="ij"))
    there[:, names.index(sides[0])], there[:, names.index(sides[1])] = x, y
    at_x, at_y = ([value_at(side, model.ranges[side], float(share)) for share in shares]
                  for side, shares in zip(sides, (x, y), strict=True))
    return pd.DataFrame({"x": at_x, "y": at_y, "difference": model(there)})


def rules_of(points: pd.DataFrame, ranges: Ranges) -> tuple[pd.DataFrame, float]:
    """Rules for where a finding holds and where it reverses, from a tree of depth two; and their accuracy on held-out points.

    A row per leaf: `when`, `n_points`, `holds_share`. scikit-learn's classification tree on the places in the unit cube.
    """
    from sklearn.model_selection import cross_val_score
    from sklearn.tree import DecisionTreeClassifier

    unit, turns = in_cube(points, ranges), (points["verdict"] != HOLDS).to_numpy()
    if turns.all() or not turns.any():
        return pd.DataFrame([{"when": "", "n_points": turns.size, "holds_share": float(not turns.any())}]), 1.0
    tree = DecisionTreeClassifier(max_depth=2, min_samples_leaf=max(1, int(LEAF_SHARE * turns.size)), random_state=1)
    folds = int(min(5, turns.sum(), (~turns).sum()))
    accuracy = float(cross_val_score(tree, unit, turns, cv=folds).mean()) if folds > 1 else float("nan")
    tree.fit(unit, turns)
    leaf, ways = tree.apply(unit), _ways(tree.tree_, ranges)
    rows = [{"when": ways[node], "n_points": int((leaf == node).sum()), "holds_share": float(1.0 - turns[leaf == node].mean())}
            for node in sorted(ways)]
    return pd.DataFrame(rows).sort_values("holds_share", kind="stable", ignore_index=True), accuracy


def _ways(tree: Any, ranges: Ranges, node: int = 0, way: tuple[str, ...] = ()) -> dict[int, str]:
    """The conditions on the path to each leaf, in the parameters' own units."""
    if tree.children_left[node] < 0:
        return {node: " and ".join(way)}
    name, one = list(ranges.items())[tree.feature[node]]
    value = number_text(float(f"{_highest_below(name, one, float(tree.threshold[node])):.3g}"))
    below, above = tree.children_left[node], tree.children_right[node]
    return (_ways(tree, ranges, below, (*way, f"{name} up to {value}"))
            | _ways(tree, ranges, above, (*way, f"{name} above {value}")))


def _highest_below(name: str, one: Range, u: float) -> float:
    """The highest value of a range up to a share of it."""
    value = value_at(name, one, u)
    return value - 1.0 if is_whole(name, one) and share_at(name, one, value) > u else value
