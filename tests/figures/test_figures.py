"""Figures show the given numbers, with labels for all of them."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import combinations
from typing import Any

import matplotlib as mpl
import numpy as np
import pandas as pd
import pytest
from matplotlib.axes import Axes
from matplotlib.colors import to_hex, to_rgba
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.text import Text
from matplotlib.transforms import Bbox

from sim import figures
from sim.experiment.answer import Answer
from sim.figures.labels import Spot, place
from sim.figures.style import BAD, GOOD, OPEN, PAPER, settings
from sim.i18n.translate import Translator
from tests.answers import MAP_KEYS, made, map_of, money_of, nine, renamed

TR = Translator()


def of(answer: Answer) -> dict[str, Callable[[], Figure]]:
    """Every figure of an answer."""
    return {
        "differences": lambda: figures.differences(answer.differences, answer.decide_on, "base", TR),
        "loyalty": lambda: figures.loyalty_against_cost(answer.differences, answer.money, "base", TR),
        "day": lambda: figures.day_queue(answer.day, TR),
        "drift": lambda: figures.drift(answer.drift, TR),
        "map": lambda: figures.pay_map(map_of(), MAP_KEYS, (2.0, 0.5), "Hard cap 180 s", TR),
        "break_even": lambda: figures.break_evens(answer.runs, "base", answer.scenarios[-1].name, TR),
    }


def xs(line: Line2D) -> list[float]:
    return [float(x) for x in np.asarray(line.get_xdata())]


def ys(line: Line2D) -> list[float]:
    return [float(y) for y in np.asarray(line.get_ydata())]


def points(ax: Axes, marker: str) -> list[tuple[float, float]]:
    """Where the panel has this marker."""
    return [
        (xs(line)[0], ys(line)[0]) for line in ax.lines if line.get_marker() == marker and len(xs(line)) == 1
    ]


def words(fig: Figure) -> str:
    return " ".join(text.get_text() for text in fig.findobj(Text) if isinstance(text, Text))


# --- differences ---


def frame_of(*rows: tuple[str, str, float, float, float]) -> pd.DataFrame:
    """Differences: scenario, measure, difference, low, high."""
    columns = ["scenario", "kpi", "difference", "low", "high"]
    missing = {"base": 1.0, "value": 1.0, "value_low": 1.0, "value_high": 1.0}
    return pd.DataFrame(rows, columns=columns).assign(**missing)


def test_differences_stand_where_they_are_with_their_intervals() -> None:
    frame = frame_of(
        ("base", "nps", 0, 0, 0), ("a", "nps", -4, -6, -2), ("b", "nps", 3, -1, 7), ("c", "nps", 5, 4, 6)
    )
    ax = figures.differences(frame, ["nps"], "base", TR).axes[0]
    bars = [line for line in ax.lines if line.get_marker() == "|"]
    assert [xs(bar) for bar in bars] == [[-6, -2], [-1, 7], [4, 6]]
    assert points(ax, "D") == [(-4, 0)]
    assert points(ax, "o") == [(3, 1), (5, 2)]
    assert [label.get_text() for label in ax.get_yticklabels()] == ["a", "b", "c"]


def test_undecided_is_hollow_and_grey_worse_is_an_orange_diamond_better_a_blue_circle() -> None:
    frame = frame_of(
        ("base", "asa_s", 0, 0, 0),
        ("a", "asa_s", 4, 2, 6),
        ("b", "asa_s", 3, -1, 7),
        ("c", "asa_s", -5, -6, -4),
    )
    ax = figures.differences(frame, ["asa_s"], "base", TR).axes[0]
    marks = [line for line in ax.lines if line.get_marker() in ("o", "D")]
    assert [mark.get_marker() for mark in marks] == ["D", "o", "o"]
    assert [to_hex(str(mark.get_color())) for mark in marks] == [BAD, OPEN, GOOD]
    assert [to_hex(str(mark.get_markerfacecolor())) for mark in marks] == [BAD, PAPER, GOOD]


@pytest.mark.parametrize(("kpi", "left", "right"), [("nps", "worse", "better"), ("asa_s", "better", "worse")])
def test_the_sides_of_zero_are_labelled_better_and_worse(kpi: str, left: str, right: str) -> None:
    fig = figures.differences(frame_of(("base", kpi, 0, 0, 0), ("a", kpi, 1, 0.5, 1.5)), [kpi], "base", TR)
    assert f"← {left}" in words(fig)
    assert f"{right} →" in words(fig)
    low, high = fig.axes[0].get_xlim()
    assert low < 0 < high


def test_a_measure_without_a_better_side_has_no_sides() -> None:
    fig = figures.differences(
        frame_of(("base", "aht_s", 0, 0, 0), ("a", "aht_s", 1, 0.5, 1.5)), ["aht_s"], "base", TR
    )
    assert "better" not in words(fig).split("Hollow")[1]


def test_a_measure_without_values_does_not_affect_the_others() -> None:
    nan = np.nan
    frame = frame_of(("base", "nps", 0, 0, 0), ("a", "nps", nan, nan, nan), ("b", "nps", 2, 1, 3))
    ax = figures.differences(frame, ["nps"], "base", TR).axes[0]
    assert points(ax, "o") == [(2, 1)]


# --- loyalty against cost ---


def test_loyalty_stands_against_cost_with_intervals_both_ways_and_the_budget(two: Answer) -> None:
    ax = figures.loyalty_against_cost(
        two.differences, money_of(["base", "aht_cap_180"], 8.35e6), "base", TR
    ).axes[0]
    value: Any = two.differences.set_index(["scenario", "kpi"])
    for name, marker in (("base", "s"), ("aht_cap_180", "o")):
        cost, nps = value.loc[(name, "cost")], value.loc[(name, "nps")]
        assert points(ax, marker) == [pytest.approx((cost["value"] / 1e6, nps["value"]))]
        assert any(
            xs(line) == pytest.approx([cost["value_low"] / 1e6, cost["value_high"] / 1e6])
            for line in ax.lines
        )
        assert any(ys(line) == pytest.approx([nps["value_low"], nps["value_high"]]) for line in ax.lines)
    assert any(np.allclose(xs(line), 8.35) for line in ax.lines)
    assert "budget of the plan: 8.35 million" in words(ax.figure)  # type: ignore[arg-type]


def test_without_a_budget_there_is_no_line(two: Answer) -> None:
    assert "budget of the plan:" not in words(
        figures.loyalty_against_cost(two.differences, two.money, "base", TR)
    )


def test_churn_is_drawn_so_that_up_is_better(two: Answer) -> None:
    ax = figures.loyalty_against_cost(two.differences, two.money, "base", TR, "churn_per_year").axes[0]
    assert ax.yaxis_inverted()
    assert not figures.loyalty_against_cost(two.differences, two.money, "base", TR).axes[0].yaxis_inverted()


def test_labels_avoid_each_other_and_what_is_taken() -> None:
    """Twelve points on a small patch: no label covers another, nor a taken box."""
    with settings():
        ax = Figure(figsize=(9, 5)).add_axes((0.1, 0.1, 0.85, 0.85))
        ax.set_xlim(0, 10)
        ax.set_ylim(0, 10)
        taken = [Bbox.from_extents(*ax.transData.transform([(4, 4), (6, 6)]).ravel())]
        spots = [Spot(4 + 0.2 * i, 5 + 0.3 * (i % 4), f"scenario {i}", "black") for i in range(12)]
        boxes = place(ax, spots, taken)
    assert len(boxes) == 12
    for one, other in combinations([*boxes, *taken], 2):
        assert not overlap(one, other)


# --- a day, a year ---


def test_a_day_shows_waiting_conversations_and_agents() -> None:
    hours = np.array([8.0, 9.0, 10.0])
    day = pd.DataFrame(
        {
            "scenario": "base",
            "at_s": hours * 3600,
            "waiting": [0, 4, 1],
            "talking": [2, 5, 3],
            "on_phone": [5, 5, 3],
        }
    )
    fig = figures.day_queue(pd.concat([day, day.assign(scenario="mine", waiting=[0, 9, 2])]), TR)
    assert [ax.get_title("left") for ax in fig.axes] == ["Base", "mine"]
    talking, on_phone = (ys(line) for line in fig.axes[0].lines)
    assert (talking, on_phone) == ([2, 5, 3], [5, 5, 3])
    areas: list[Any] = [ax.collections[0].get_paths()[0].vertices for ax in fig.axes]
    tops = [area[:, 1].max() for area in areas]
    assert tops == [4, 9]
    assert fig.axes[0].get_ylim() == fig.axes[1].get_ylim()
    assert "up to 4 wait (Base), and 9 (mine)." in words(fig)


def test_a_day_shows_nine_scenarios_at_most(seven: Answer) -> None:
    many = pd.concat([seven.day.assign(scenario=f"s{i}") for i in range(12)])
    assert len(figures.day_queue(many, TR).axes) == 9


def test_the_year_has_a_line_for_each_scenario_and_its_numbers(seven: Answer) -> None:
    fig = figures.drift(seven.drift, TR)
    names = list(dict.fromkeys(seven.drift["scenario"]))
    for ax, (column, scale) in zip(fig.axes, figures.DRIFT_PANELS, strict=True):
        for line, name in zip(ax.lines, names, strict=True):
            expected = seven.drift.loc[seven.drift["scenario"] == name, column] * scale
            np.testing.assert_allclose(ys(line), expected)
    looks = {(line.get_color(), line.get_linestyle()) for line in fig.axes[0].lines}
    assert len(looks) == len(names), "two scenarios look alike"


def test_what_a_centre_of_anonymous_customers_lacks_is_left_out(two: Answer) -> None:
    fig = figures.drift(two.drift.assign(nps=np.nan, n_customers=np.nan), TR)
    assert [ax.get_title("left") for ax in fig.axes] == [
        "Strain on agents, 0 rested – 1 exhausted",
        "Agents who have quit since the start",
    ]


# --- the map ---


def test_the_map_marks_what_is_undecided_and_where_this_centre_stands() -> None:
    rows = [
        {
            "x": x,
            "y": y,
            "kpi": "nps",
            "difference": difference,
            "low": difference - 2,
            "high": difference + 2,
        }
        for (x, y), difference in {(1, 0.0): -5.0, (2, 0.0): -1.0, (1, 0.5): 5.0, (2, 0.5): 9.0}.items()
    ]
    ax = figures.pay_map(pd.DataFrame(rows), MAP_KEYS, (2.0, 0.0), "the cap", TR).axes[0]
    cells = {patch.get_xy(): patch for patch in ax.patches
             if patch.get_label() in ("decided", "undecided")}  # type: ignore[attr-defined]
    assert {xy for xy, patch in cells.items() if patch.get_label() == "undecided"} == {(0.5, -0.5)}
    assert [patch.get_xy() for patch in ax.patches if patch.get_hatch()] == [(0.5, -0.5)]  # type: ignore[attr-defined]
    (here,) = [patch for patch in ax.patches if patch.get_label() == "here"]
    assert here.get_xy() == pytest.approx((0.53, -0.47))  # type: ignore[attr-defined]
    assert {"−5.0", "−1.0", "+5.0", "+9.0"} <= {text.get_text() for text in ax.texts}


@pytest.mark.parametrize(("kpi", "blue"), [("nps", 5.0), ("work_per_solved_case_s", -5.0)])
def test_blue_is_better_whichever_way_is_better(kpi: str, blue: float) -> None:
    rows = [{"x": 1, "y": 1, "kpi": kpi, "difference": blue, "low": blue - 1, "high": blue + 1}]
    rows += [{"x": 2, "y": 1, "kpi": kpi, "difference": -blue, "low": -blue - 1, "high": -blue + 1}]
    ax = figures.pay_map(pd.DataFrame(rows), MAP_KEYS, None, "the cap", TR).axes[0]
    (red, _, blue_, _), (other_red, _, other_blue, _) = (
        to_rgba(patch.get_facecolor()) for patch in ax.patches[:2]
    )
    assert blue_ > red
    assert other_red > other_blue


def test_this_centre_may_stand_between_two_cells() -> None:
    ax = figures.pay_map(map_of(), MAP_KEYS, (3.0, 0.5), "the cap", TR).axes[0]
    (here,) = [patch for patch in ax.patches if patch.get_label() == "here"]
    assert here.get_xy()[0] == pytest.approx(2.5 - 0.47)  # type: ignore[attr-defined]


# --- break-evens ---


def conversations(*centres: tuple[str, float, float, float], n: int = 3) -> pd.DataFrame:
    """Equal replications of centres with this AHT, resolution share and return share."""
    rows = [
        {
            "scenario": name,
            "replication": nth,
            "aht_s": aht_s,
            "solved_conversation_share": solved,
            "return_share": back,
        }
        | {"work_per_solved_case_s": aht_s / solved, "work_per_case_s": aht_s / (1 - (1 - solved) * back)}
        for name, aht_s, solved, back in centres
        for nth in range(n)
    ]
    return pd.DataFrame(rows)


def test_break_evens_of_the_articles() -> None:
    """240 s at 80 % solved, then 180 s: equal work at 60 %; per case opened too, if all return."""
    fig = figures.break_evens(conversations(("base", 240, 0.8, 1), ("cap", 180, 0.5, 1)), "base", "cap", TR)
    for ax in fig.axes:
        assert points(ax, "s") == [pytest.approx((80, 5))]
        assert points(ax, "D") == [pytest.approx((50, 6))]
        assert points(ax, "o") == [pytest.approx((60, 5))]
    assert "Per solved case 60%, per case opened 60%. Here it is 50%." in words(fig).replace("\n", " ")


def test_the_two_break_evens_are_not_the_same() -> None:
    """F9: from 300 s at 72 % to 240 s: per solved case 57.6 %; per case opened, 80 % returning, 52.6 %."""
    runs = conversations(("base", 300, 0.72, 0.8), ("cap", 240, 0.5, 0.8))
    solved, opened = figures.break_evens(runs, "base", "cap", TR).axes
    assert points(solved, "o") == [pytest.approx((57.6, 300 / 0.72 / 60))]
    assert points(opened, "o") == [pytest.approx((52.6, 386.6 / 60), abs=0.01)]


@pytest.mark.parametrize(("solved", "colours"), [(0.7, [GOOD, GOOD]), (0.55, [BAD, GOOD]), (0.5, [BAD, BAD])])
def test_the_cap_is_blue_where_it_saves_work(solved: float, colours: list[str]) -> None:
    """Per solved case from 57.6 % on, per case opened from 52.6 %."""
    fig = figures.break_evens(conversations(("base", 300, 0.72, 0.8), ("cap", 240, solved, 0.8)), "base", "cap", TR)
    marks = [line for ax in fig.axes for line in ax.lines if line.get_marker() == "D"]
    assert [to_hex(str(mark.get_color())) for mark in marks] == colours


def test_one_replication_does_not_show_whether_the_cap_saves_work() -> None:
    runs = conversations(("base", 300, 0.72, 0.8), ("cap", 240, 0.5, 0.8), n=1)
    marks = [
        line for line in figures.break_evens(runs, "base", "cap", TR).axes[0].lines if line.get_marker() == "D"
    ]
    assert [to_hex(str(mark.get_color())) for mark in marks] == [OPEN]


def test_a_share_that_no_cap_can_reach_is_written_in_words() -> None:
    fig = figures.break_evens(conversations(("base", 200, 0.9, 0.5), ("cap", 230, 0.9, 0.5)), "base", "cap", TR)
    assert "not even all of them" in words(fig).replace("\n", " ")


# --- all of them ---


def visible(fig: Figure) -> Iterator[tuple[str, Bbox]]:
    """Every text that is drawn, and where; labels of ticks beyond the panel are not."""
    fig.draw_without_rendering()
    beyond = set()
    for ax in fig.axes:
        for axis in (ax.xaxis, ax.yaxis):
            low, high = sorted(axis.get_view_interval())
            ticks = [*axis.get_major_ticks(), *axis.get_minor_ticks()]
            beyond |= {id(tick.label1) for tick in ticks if not low <= tick.get_loc() <= high}
    for text in fig.findobj(Text):
        assert isinstance(text, Text)
        if text.get_visible() and text.get_text().strip() and id(text) not in beyond:
            yield text.get_text(), Text.get_window_extent(text)


def overlap(a: Bbox, b: Bbox) -> bool:
    both = Bbox.intersection(a, b)
    return both is not None and both.width > 1 and both.height > 1


@pytest.mark.parametrize("name", ["differences", "loyalty", "day", "drift", "map", "break_even"])
@pytest.mark.parametrize("n", [2, 7, 9])
def test_no_text_covers_another_or_leaves_the_paper(name: str, n: int, two: Answer, seven: Answer) -> None:
    with settings():
        fig = of({2: two, 7: seven, 9: nine()}[n])[name]()
        texts = list(visible(fig))
    paper = Bbox.from_bounds(-1, -1, fig.bbox.width + 2, fig.bbox.height + 2)
    assert len(texts) > 8
    for description, box in texts:
        assert paper.x0 <= box.x0 <= box.x1 <= paper.x1, description
        assert paper.y0 <= box.y0 <= box.y1 <= paper.y1, description
    covered = [(a, b) for (a, one), (b, other) in combinations(texts, 2) if overlap(one, other)]
    assert not covered


@pytest.mark.parametrize("name", ["differences", "loyalty", "day", "drift", "map", "break_even"])
def test_a_figure_is_the_same_bytes_each_time_and_leaves_no_trace(name: str, two: Answer) -> None:
    before = dict(mpl.rcParams)
    first, second = (figures.svg(of(two)[name](), name, "t", "d") for _ in range(2))
    assert first == second
    assert dict(mpl.rcParams) == before
    assert first.startswith("<svg viewBox=")
    assert first.endswith("</svg>")


@pytest.mark.parametrize("name", ["differences", "loyalty", "day", "drift"])
def test_a_hostile_name_is_drawn_as_it_stands(name: str, two: Answer) -> None:
    hostile = '<b onload="x">&amp; $\\frac{1}$ {0}'
    answer = renamed(replace(two, story_other=None), hostile)
    drawn = figures.svg(of(answer)[name](), name, "t", "d")
    assert "<b onload" not in drawn
    assert "&lt;b" in drawn


def test_one_replication_is_enough_for_every_figure() -> None:
    answer = made(["base", "aht_cap_180"], n=1)
    for draw in of(answer).values():
        assert draw().axes
