"""Both break-evens of a cap: the resolution share from which shorter conversations save work."""

from collections.abc import Callable
from typing import NamedTuple

import pandas as pd

from sim.analysis.statistics.break_even import ConversationMeasures, conversations
from sim.findings import formats
from sim.findings.verdict import Verdict, judge_paired
from sim.i18n.translate import Message, Translator, message


class Side(NamedTuple):
    """One of the two ways to count work."""

    title: Message
    kpi: str
    work_s: Callable[[ConversationMeasures], float]
    even: Callable[[ConversationMeasures, float], float]


SIDES = (
    Side(
        message("Work per solved case"),
        "work_per_solved_case_s",
        lambda conversations: conversations.work_per_solved_case_s,
        ConversationMeasures.even_per_solved_case,
    ),
    Side(message("Work per case opened, incl. abandoned cases"), "work_per_case_s",
         lambda conversations: conversations.work_per_case_s, ConversationMeasures.even_per_case),
)


class Standing(NamedTuple):
    """Positions of the two centres, by one way to count work.

    Attributes:
        side: the way.
        before, after: the two centres' conversations, from their mean measures.
        verdict: of the second centre: better if it clearly saves work.
    """

    side: Side
    before: ConversationMeasures
    after: ConversationMeasures
    verdict: Verdict

    @property
    def level_s(self) -> float:
        """Work in the first centre."""
        return self.side.work_s(self.before)

    @property
    def even_share(self) -> float:
        """Resolution share at which the second centre makes as little work: above 1 never, below 0 always."""
        return self.side.even(self.after, self.level_s)


def standings(runs: pd.DataFrame, base: str, other: str) -> list[Standing]:
    """Positions by work per solved case, and by work per case opened.

    Args:
        runs: `Answer.runs`.
        base, other: the two scenarios, by name.
    """
    before, after = (
        conversations({str(kpi): value for kpi, value in rows.mean(numeric_only=True).items()})
        for rows in (runs[runs["scenario"] == name] for name in (base, other))
    )
    return [Standing(side, before, after, judge_paired(runs, base, other, side.kpi)) for side in SIDES]


def share_words(share: float, decimals: int, tr: Translator) -> str:
    """A break-even as a share of conversations; in words if it lies outside 0 to 1."""
    if share > 1.0:
        return tr("not even all of them")
    if share < 0.0:
        return tr("it saves work in any case")
    return formats.percent(share, decimals, tr)
