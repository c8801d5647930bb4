"""Two break-evens of shorter conversations: the resolution share from which they save work, and a centre's position (F9).

Work per *solved* case is AHT / r, with r the share of conversations that solve their case. Work per case *opened*, given-up cases
included, is f AHT / (1 - (1 - r) q), with q the share of unsolved conversations after which the customer comes back, and f the
first conversations per case opened (below 1 where some cases never reach an agent). The two break even at different r.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

import pandas as pd

from sim.analysis.statistics.comparison import interval

PER_SOLVED_CASE, PER_CASE_OPENED = "per_solved_case", "per_case_opened"
_NEEDED = ["aht_s", "solved_conversation_share", "return_share", "work_per_case_s"]


class ConversationMeasures(NamedTuple):
    """The measures of a centre's conversations that determine its work.

    Attributes:
        aht_s: agents' time per conversation [s].
        solved_share: share of conversations that solve their case.
        return_share: share of unsolved conversations that a repeat follows.
        first_conversations: first conversations per case opened.
    """

    aht_s: float
    solved_share: float
    return_share: float
    first_conversations: float = 1.0

    @property
    def work_per_solved_case_s(self) -> float:
        """Agents' time per solved case [s].

        >>> [round(ConversationMeasures(*centre, 0.8).work_per_solved_case_s, 9) for centre in ((240, 0.8), (180, 0.6))]
        [300.0, 300.0]
        """
        return self.aht_s / self.solved_share if self.solved_share else math.nan

    @property
    def work_per_case_s(self) -> float:
        """Agents' time per case opened [s].

        >>> round(ConversationMeasures(300, 0.72, 0.8).work_per_case_s, 1)
        386.6
        """
        return self.first_conversations * self.aht_s / (1.0 - (1.0 - self.solved_share) * self.return_share)

    def even_per_solved_case(self, work_s: float) -> float:
        """Share of conversations that must solve for the work per solved case to be `work_s`; above 1: never.

        >>> round(ConversationMeasures(180, 0.5, 0.8).even_per_solved_case(300), 9)
        0.6
        """
        return self.aht_s / work_s

    def even_per_case(self, work_s: float) -> float:
        """Share of conversations that must solve for the work per case opened to be `work_s`; above 1: never, below 0: always.

        >>> round(ConversationMeasures(240, 0.5, 0.8).even_per_case(ConversationMeasures(300, 0.72, 0.8).work_per_case_s), 3)
        0.526
        """
        first_s = self.first_conversations * self.aht_s
        if self.return_share == 0.0:
            return -math.inf if first_s <= work_s else math.inf
        return 1.0 - (1.0 - first_s / work_s) / self.return_share


def conversations(kpis: Mapping[str, float]) -> ConversationMeasures:
    """The conversation measures of a centre from its KPIs; with them the formulas give the measured work."""
    aht_s, solved, back, per_case_s = (float(kpis[name]) for name in _NEEDED)
    back = 0.0 if math.isnan(back) else back  # no unsolved conversation
    return ConversationMeasures(aht_s, solved, back, per_case_s / aht_s * (1.0 - (1.0 - solved) * back) if aht_s else math.nan)


def break_evens(runs: pd.DataFrame, names: Sequence[str]) -> pd.DataFrame:
    """Position of each scenario relative to the first.

    Args:
        runs: `Answer.runs`.
        names: scenarios, the base of comparison first.

    Returns:
        A row per other scenario and `definition` (`per_solved_case`, `per_case_opened`), means over replications that
        both have: `aht_base_s`, `aht_s`, `solved_base_share`, `solved_share` (of conversations), `return_share`, `work_base_s`,
        `work_s` (by that definition), `break_even_share` (of conversations that must solve for the scenario to make as little
        work as base), and `margin`: `solved_share` less `break_even_share`, positive where the scenario saves work,
        with its 95 % interval `low`, `high` and `n` replications.
    """
    by_name = {name: runs[runs["scenario"] == name].set_index("replication")[_NEEDED] for name in names}
    return pd.DataFrame(
        [row for name in names[1:] for row in _against(by_name[names[0]], by_name[name], name)],
        columns=["scenario", "definition", "aht_base_s", "aht_s", "solved_base_share", "solved_share", "return_share",
                 "work_base_s", "work_s", "break_even_share", "margin", "low", "high", "n"])


def _against(base: pd.DataFrame, other: pd.DataFrame, name: str) -> Iterator[dict[str, object]]:
    pairs = [(conversations(base.loc[nth].to_dict()), conversations(other.loc[nth].to_dict()))
             for nth in other.index.intersection(base.index)]
    for definition in (PER_SOLVED_CASE, PER_CASE_OPENED):
        rows = pd.DataFrame([_row(before, after, definition) for before, after in pairs])
        if rows.empty:
            continue
        margin = interval(rows["margin"].to_numpy(dtype=float))
        means = {str(column): value for column, value in rows.mean().items()}
        yield {"scenario": name, "definition": definition, **means,
               "low": margin.low, "high": margin.high, "n": margin.n}


def _row(before: ConversationMeasures, after: ConversationMeasures, definition: str) -> dict[str, float]:
    if definition == PER_SOLVED_CASE:
        base_s, here_s = before.work_per_solved_case_s, after.work_per_solved_case_s
        even = after.even_per_solved_case(base_s)
    else:
        base_s, here_s = before.work_per_case_s, after.work_per_case_s
        even = after.even_per_case(base_s)
    return {"aht_base_s": before.aht_s, "aht_s": after.aht_s, "solved_base_share": before.solved_share,
            "solved_share": after.solved_share, "return_share": after.return_share, "work_base_s": base_s,
            "work_s": here_s, "break_even_share": even, "margin": after.solved_share - even}
