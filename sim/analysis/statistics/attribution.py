"""Attribution: the contribution of each mechanism, by removing it from the whole model and by adding it to the bare one.

The two may differ: a mechanism may only matter together with another; for instance, attitude has no effect on churn where churn
    is off. The difference is interaction, and is not attributed.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import pandas as pd

from sim.analysis.statistics.comparison import Rows, differences, run_table
from sim.config.scenario import Scenario, vary
from sim.params import Mechanisms

WHOLE, BARE = "with all", "with none"
BY = "changed by attribution"


class Variant(NamedTuple):
    """A centre with one mechanism taken out, or with it alone; `mechanism` is empty for the whole and the bare one."""

    direction: str                       # taken out | alone
    mechanism: str
    scenario: Scenario


def variants(scenario: Scenario) -> list[Variant]:
    """The whole centre and each without one mechanism; the bare one and each with one alone.

    Only mechanisms that are on in the scenario are included.
    """
    names = [name for name in Mechanisms.model_fields if getattr(scenario.params.mechanisms, name)]
    keys = {name: f"mechanisms.{name}" for name in names}
    none = dict.fromkeys(keys.values(), False)
    found = [Variant("taken out", "", vary(scenario, {}, BY, WHOLE)), Variant("alone", "", vary(scenario, none, BY, BARE))]
    found += [Variant("taken out", name, vary(scenario, {keys[name]: False}, BY, f"without {name}")) for name in names]
    found += [Variant("alone", name, vary(scenario, none | {keys[name]: True}, BY, f"only {name}")) for name in names]
    return found


def contributions(rows: Rows, all_variants: Sequence[Variant], kpis: Sequence[str]) -> pd.DataFrame:
    """The contribution of each mechanism.

    Args:
        rows: every measure of the variants' replications.
        all_variants: from `variants`.
        kpis: measures to attribute.

    Returns:
        A row per `way`, `mechanism` and `kpi`: `contribution` (the measure with the mechanism less without it), `low`,
        `high` (95 % interval of the paired difference), `n` replications.
    """
    return pd.DataFrame([row for direction in ("taken out", "alone") for row in _of(direction, all_variants, rows, kpis)])


def _of(direction: str, all_variants: Sequence[Variant], rows: Rows, kpis: Sequence[str]) -> Iterator[dict[str, object]]:
    """Contributions by one of the two ways."""
    called = {variant.scenario.name: variant.mechanism for variant in all_variants if variant.direction == direction}
    names = list(called)
    runs = run_table({key: row for key, row in rows.items() if key[0] in called}, names)
    found = differences(runs, names)
    found = found[(found["scenario"] != names[0]) & found["kpi"].isin(kpis)]
    for row in found.to_dict("records"):
        ends = row["difference"], row["low"], row["high"]
        value, low, high = (-ends[0], -ends[2], -ends[1]) if direction == "taken out" else ends
        yield {"way": direction, "mechanism": called[row["scenario"]], "kpi": row["kpi"], "contribution": value, "low": low,
               "high": high, "n": row["n"]}
