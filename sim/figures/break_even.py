"""Both break-evens of a cap: how many talks must solve the case for shorter talks to save work (M2)."""

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from sim.analysis.statistics.break_even import PER_CASE_BORN, PER_SOLVED_CASE, Talks, talks
from sim.figures.style import BAD, GOOD, INK, OPEN, PAPER, panels, settings
from sim.findings import measures
from sim.findings.verdict import Verdict, judge_paired, scenario_label
from sim.i18n.texts import Words
from sim.units import MINUTE_S

_LABEL_SHARE = 0.42  # of a panel's width: what the longest usual label takes


class Side(NamedTuple):
    """One of the two ways to count work."""

    name: str
    kpi: str
    work_s: Callable[[Talks], float]
    even: Callable[[Talks, float], float]


SIDES = (
    Side(
        PER_SOLVED_CASE,
        "work_per_solved_case_s",
        lambda talks: talks.work_per_solved_case_s,
        Talks.even_per_solved_case,
    ),
    Side(PER_CASE_BORN, "work_per_case_s", lambda talks: talks.work_per_case_s, Talks.even_per_case),
)


class Standing(NamedTuple):
    """Where the two centres stand, by one way to count work.

    Attributes:
        side: the way.
        before, after: the two centres' talks, from their mean measures.
        verdict: of the second centre: better where it clearly saves work.
    """

    side: Side
    before: Talks
    after: Talks
    verdict: Verdict

    @property
    def level_s(self) -> float:
        """Work in the first centre."""
        return self.side.work_s(self.before)

    @property
    def even_share(self) -> float:
        """Talks that must solve for the second centre to make as little work: above 1 never, below 0 ever."""
        return self.side.even(self.after, self.level_s)


def standings(runs: pd.DataFrame, base: str, other: str) -> list[Standing]:
    """Per solved case, and per case born.

    Args:
        runs: `Answer.runs`.
        base, other: the two scenarios, by name.
    """
    before, after = (
        talks({str(kpi): value for kpi, value in rows.mean(numeric_only=True).items()})
        for rows in (runs[runs["scenario"] == name] for name in (base, other))
    )
    return [Standing(side, before, after, judge_paired(runs, base, other, side.kpi)) for side in SIDES]


def break_evens(runs: pd.DataFrame, base: str, other: str, say: Words) -> Figure:
    """Two panels: work per solved case and per case born, over the share of talks that solve the case.

    Args:
        runs: `Answer.runs`.
        base, other: the two scenarios, by name.
        say: the language.
    """
    found = standings(runs, base, other)
    with settings():
        fig, axes = panels(
            1, 2, 3.0, _finding(found, other, say), say("figure.break_even.below"),
            left_in=0.7, gap_x_in=0.7, bottom_in=0.65,
        )  # fmt: skip
        for ax, standing in zip(axes, found, strict=True):
            names = _at_its_aht(base, standing.before, say), _at_its_aht(other, standing.after, say)
            draw(ax, standing, names, say)
            ax.set_title(say(f"figure.break_even.{standing.side.name}"), fontweight="bold")
            ax.set_xlabel(say("figure.break_even.share"))
            ax.set_ylabel(say("figure.break_even.minutes"))
    return fig


def draw(ax: Axes, standing: Standing, names: tuple[str, str], say: Words) -> None:
    """One panel: a curve for each handle time, where each centre stands, and where the work is equal."""
    side, before, after, verdict = standing
    even, level = standing.even_share, standing.level_s / MINUTE_S
    low, high = _share_range(standing)
    shares = np.linspace(low, high, 201)
    here = side.work_s(after) / MINUTE_S
    colour = {Verdict.BETTER: GOOD, Verdict.WORSE: BAD}.get(verdict, OPEN)
    inside = float(np.clip(even, low, high))
    ax.axvspan(100 * low, 100 * inside, color=BAD, alpha=0.09, linewidth=0)
    ax.axvspan(100 * inside, 100 * high, color=GOOD, alpha=0.09, linewidth=0)
    ax.plot([100 * low, 100 * high], [level, level], color=INK, linewidth=1.0, linestyle=(0, (4, 2)))
    for who, ink, width in ((before, INK, 1.6), (after, colour, 2.0)):
        minutes = [side.work_s(who._replace(solved_share=share)) / MINUTE_S for share in shares.tolist()]
        ax.plot(100 * shares, minutes, color=ink, linewidth=width, alpha=0.55 if who is before else 1.0)
        start = side.work_s(who._replace(solved_share=high - _LABEL_SHARE * (high - low))) / MINUTE_S
        name, y, way = (
            (names[0], max(level, start), 1) if who is before else (names[1], min(level, minutes[-1]), -1)
        )
        ax.annotate(name, (100 * high, y), (-4, 5 * way), textcoords="offset points", ha="right", color=ink,
                    va="bottom" if way > 0 else "top")  # fmt: skip
    mark: dict[str, Any] = {"markersize": 8, "markeredgecolor": PAPER, "zorder": 5, "linestyle": "none"}
    ax.plot([100 * before.solved_share], [level], marker="s", color=INK, **mark)
    ax.plot([100 * after.solved_share], [here], marker="D", color=colour, **mark)
    if low < even < high:
        ax.plot([100 * even] * 2, [0, level], color=INK, linewidth=1.0, linestyle=(0, (1, 1.5)))
        ax.plot(
            [100 * even], [level], "o", markersize=7, markerfacecolor=PAPER, markeredgecolor=INK, zorder=5
        )
    ax.set_xlim(100 * low, 100 * high)
    ax.set_ylim(0, 1.3 * max(level, here))
    ax.grid(axis="y")
    _notes(ax, 100 * even, say)


def _notes(ax: Axes, even: float, say: Words) -> None:
    """Left and right of the break-even: more or less work; and the break-even itself."""
    low, high = ax.get_xlim()
    near: dict[str, Any] = {"textcoords": "offset points", "va": "bottom", "fontsize": 9}
    if low < even < high:
        told = say("figure.break_even.here", share=measures.number(even, 0, say))
        ax.annotate(told, (even, 0), (5, 22), **near)
    if even > low:
        ax.annotate(
            say("figure.break_even.more"), (0, 0), (5, 5), xycoords="axes fraction", color=BAD, **near
        )
    if even < high:
        less = say("figure.break_even.less")
        ax.annotate(less, (1, 0), (-5, 5), xycoords="axes fraction", color=GOOD, ha="right", **near)


def _share_range(standing: Standing) -> tuple[float, float]:
    """Shares to show: both centres and, where it is a share at all, the break-even."""
    shares = [standing.before.solved_share, standing.after.solved_share]
    shares += [standing.even_share] if 0.0 < standing.even_share < 1.0 else []
    return max(0.05, min(shares) - 0.15), min(1.0, max(shares) + 0.15)


def _finding(found: list[Standing], other: str, say: Words) -> str:
    """What both break-evens say of this centre."""
    solved, born = (share_words(standing.even_share, 0, say) for standing in found)
    here = measures.number(100 * found[0].after.solved_share, 0, say)
    return say(
        "figure.break_even.title", scenario=scenario_label(other, say), solved=solved, born=born, here=here
    )


def _at_its_aht(name: str, who: Talks, say: Words) -> str:
    minutes = measures.number(who.aht_s / MINUTE_S, 1, say)
    return say("figure.break_even.at", scenario=scenario_label(name, say), minutes=minutes)


def share_words(share: float, decimals: int, say: Words) -> str:
    """A break-even as a share of talks; in words where no share is one."""
    if share > 1.0:
        return say("figure.break_even.never")
    if share < 0.0:
        return say("figure.break_even.always")
    return say("figure.break_even.from", share=measures.number(100 * share, decimals, say))
