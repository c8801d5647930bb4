"""Findings and answers made into pages: every sentence from the numbers, none typed."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from sim import figures
from sim.analysis.designs.parameter_ranges import ranges
from sim.config.experiment_file import Experiment
from sim.experiment.answer import Answer
from sim.experiment.methods.findings import Findings
from sim.experiment.methods.search import WINNER
from sim.figures import research
from sim.figures.style import panels, settings
from sim.findings import measures
from sim.findings.verdict import judge, scenario_label
from sim.i18n.texts import Words
from sim.i18n.translate import Message, Translator
from sim.reporting.method_page import Page, Table


def page_of_answer(answer: Answer, experiment: Experiment, say: Words) -> Page:
    """The page of a comparison of scenarios."""
    base, joint = answer.scenarios[0].name, answer.joint
    assert joint is not None
    n, m = int(joint["n"].max()) if len(joint) else 0, int(joint["n_comparisons"].max()) if len(joint) else 0
    sure = [say("page.joint", n=m), _precision(joint, experiment, n, say)]
    if answer.unfinished:
        sure.append(_unfinished(answer.unfinished, say))
    figure = figures.differences(_together(answer.differences, joint), list(experiment.decide_on), base, say)
    return Page(experiment.name, _one_line(experiment.question), _compared(joint, experiment.decide_on[0], base, say),
                [("differences", figure, say("figure.differences.below"))], [_joint_table(joint, base, say)], sure,
                experiment.does_not_say)


def _compared(joint: pd.DataFrame, kpi: str, base: str, say: Words) -> str:
    """The measure of most weight: every alternative's difference, or where there are many, the best and the worst."""
    rows = sorted(_rows(joint[joint["kpi"] == kpi]), key=lambda row: -_sign(kpi) * float(row["difference"]))
    few = rows if len(rows) <= MOST_TOLD else [rows[0], rows[-1]]
    told = [say("page.comparison.one", scenario=scenario_label(row["scenario"], say),
                difference=measures.difference(kpi, row["difference"], (row["high"] - row["low"]) / 2, say)) for row in few]
    return say("page.comparison.answer" if few is rows else "page.comparison.between", kpi=measures.in_sentence(kpi, say),
               base=scenario_label(base, say), told=say.listed(told), n=len(rows))


def _together(differences: pd.DataFrame, joint: pd.DataFrame) -> pd.DataFrame:
    """The differences with the intervals that hold together, where there are such."""
    wide = joint.set_index(["scenario", "kpi"])[["low", "high"]]
    found = differences.set_index(["scenario", "kpi"])
    found.update(wide)
    return found.reset_index()


def page_of(found: Findings, say: Words) -> Page:
    """The page of any other way to ask."""
    with settings():
        answer, figures, tables, sure = _MAKERS[found.experiment.method](found, say)
    base = {name: found.facts[name] for name in ("n_lives", "horizon_days", "warm_up_days", "replications", "seed")}
    sure = [say("page.size", **base), *sure]
    if found.unfinished:
        sure.append(_unfinished(found.unfinished, say))
    return Page(found.experiment.name, _one_line(found.experiment.question), answer, figures, tables, sure,
                found.experiment.does_not_say)


MOST_TOLD = 3                   # alternatives whose difference stands in the answer of a comparison
MOST_NAMED, STRONG = 2, 1 / 3  # of a measure's drivers in the answer: so many, none weaker than a third of the first
Made = tuple[str, list[tuple[str, Figure, str]], list[Table], list[str]]


def _warm_up(found: Findings, say: Words) -> Made:
    days, settled = found.tables["days"], found.tables["settled"]
    counted = float(found.facts["base_warm_up_days"])
    kpis = settled["kpi"].tolist()
    fig, axes = _panels(len(kpis), found.experiment.question)
    for ax, row in zip(axes, _rows(settled), strict=False):
        research.settling(ax, days, row["kpi"], row["settled_day"], counted, say)
    last = _rows(settled.dropna().sort_values("settled_day"))[-1:]
    day = f"{last[0]['settled_day']:.0f}" if last else "0"
    never = settled.loc[settled["settled_day"].isna(), "kpi"].tolist()
    if never:
        called = say.listed([measures.in_sentence(kpi, say) for kpi in never])
        answer = say("page.warm_up.never", kpis=called, day=day, counted=f"{counted:.0f}")
    else:
        answer = say("page.warm_up.answer", day=day, kpi=measures.in_sentence(last[0]["kpi"], say),
                     counted=f"{counted:.0f}")
    rows = [(measures.label(row["kpi"], say),
             say("page.warm_up.none") if np.isnan(row["settled_day"]) else f"{row['settled_day']:.0f}") for row in _rows(settled)]
    return (answer, [("settling", fig, say("page.warm_up.figure"))],
            [Table(say("page.warm_up.table"), (say("page.head.measure"), say("page.warm_up.day")), rows)],
            [say("page.warm_up.sure", n=found.facts["replications"])])


def _sensitivity(found: Findings, say: Words) -> Made:
    asked, indices = found.experiment.sensitivity, found.tables["indices"]
    assert asked is not None
    kpis = list(found.experiment.decide_on)
    size = "mu_star" if asked.method == "morris" else "total"
    order = indices[indices["kpi"] == kpis[0]].sort_values(size, ascending=False, kind="stable")["parameter"].tolist()
    fig, axes = _panels(len(kpis), found.experiment.question, height_in=0.24 * len(order) + 0.3, left_in=2.75, gap_x_in=0.4)
    said: list[str] = []
    for ax, kpi in zip(axes, kpis, strict=False):
        research.drivers(ax, indices, kpi, order, say)
        called = measures.in_sentence(kpi, say) if said else measures.label(kpi, say)
        said.append(say("page.sensitivity.also" if said else "page.sensitivity.answer", kpi=called,
                        drivers=_drivers(indices[indices["kpi"] == kpi], kpi, size, say)))
    for ax in axes[1::2]:
        ax.tick_params(axis="y", labelleft=False)
    if size == "total":
        axes[0].legend(loc="lower right")
    wide = {(row["parameter"], row["kpi"]): row for row in _rows(indices)}
    rows = [(research.parameter(name, say), *(_index(wide[name, kpi], kpi, size, say) for kpi in kpis))
            for name in order]
    sure = say(f"page.sensitivity.{asked.method}", n=asked.n, points=found.facts["n_points"],
               parameters=found.facts["n_parameters"])
    heads = ("", *(measures.label_with_unit(kpi, say, True) if size == "mu_star" else measures.label(kpi, say) for kpi in kpis))
    return ("; ".join(said) + ".", [("drivers", fig, say(f"figure.research.{size}"))],
            [Table(say("page.sensitivity.table"), heads, rows)], [sure])


def _drivers(indices: pd.DataFrame, kpi: str, size: str, say: Words) -> str:
    """The strongest parameters of a measure, each with how strong it is; none that is weak beside the first, or might be 0."""
    sure = indices[indices[size] > indices[f"{size}_conf"]]
    rows = _rows((sure if len(sure) else indices).nlargest(MOST_NAMED, size))
    strong = [row for row in rows if row[size] >= STRONG * rows[0][size]]
    if size == "mu_star":
        sizes = [measures.half_width(kpi, float(row[size]), say)[2:] for row in strong]
    else:
        sizes = [_percent(min(1.0, float(row[size]))) for row in strong]
    names = [research.parameter(row["parameter"], say) for row in strong]
    return say.listed([say(f"page.sensitivity.first.{size}", name=names[0], size=sizes[0]),
                       *(say("page.sensitivity.driver", name=name, size=told)
                         for name, told in zip(names[1:], sizes[1:], strict=True))])


def _index(row: Mapping[str, Any], kpi: str, size: str, say: Words) -> str:
    scale = measures.form(kpi).scale if size == "mu_star" else 1.0
    half = float(row[f"{size}_conf"]) * scale
    decimals = measures.decimals_for(half, 1 if size == "mu_star" else 2)
    return f"{measures.number(float(row[size]) * scale, decimals, say)}\u00a0±\u00a0{measures.number(half, decimals, say)}"


def _design(found: Findings, say: Words) -> Made:
    kpis, effects, quality = list(found.experiment.decide_on), found.tables["effects"], found.tables["metamodel"]
    fig, axes = _panels(len(kpis), found.experiment.question, height_in=2.9)
    said: list[str] = []
    for ax, kpi in zip(axes, kpis, strict=False):
        research.effects(ax, effects, kpi, say)
        lines = {str(name): rows["mean"].to_numpy(dtype=float)
                 for name, rows in effects[effects["kpi"] == kpi].groupby("parameter")}
        driver = max(lines, key=lambda name: float(np.ptp(lines[name])))
        low, high = (measures.value(kpi, float(lines[driver][end]), say) for end in (0, -1))
        called = measures.in_sentence(kpi, say) if said else measures.label(kpi, say)
        said.append(say("page.design.also" if said else "page.design.answer", kpi=called,
                        driver=research.parameter(driver, say), low=low, high=high))
    rows = [(measures.label_with_unit(row["kpi"], say, True), measures.number(100 * row["explained"], 0, say) + "\u00a0%",
             *(measures.number(row[name] * measures.form(row["kpi"]).scale, 2, say) for name in ("error", "noise")))
            for row in _rows(quality)]
    heads = (say("page.head.measure"), say("page.design.explained"), say("page.design.error"), say("page.design.noise"))
    sure = say("page.design.sure", points=found.facts["n_points"], parameters=found.facts["n_parameters"])
    return ("; ".join(said) + ".", [("effects", fig, say("figure.research.along"))],
            [Table(say("page.design.table"), heads, rows)], [sure])


def _robustness(found: Findings, say: Words) -> Made:
    asked, rows = found.experiment.robustness, found.tables["findings"]
    assert asked is not None
    first, rules = _rows(rows)[0], found.tables["rules"]
    kpi = asked.findings[0].kpi
    others = _rows(rows.iloc[1:].nlargest(1, "turns_share"))
    answer = say("page.robustness.answer", says=_within(first["says"]), share=_percent(first["holds_share"]),
                 n=int(first["n_points"]), low=_percent(first["low"]), high=_percent(first["high"]),
                 turns=_percent(first["turns_share"]))
    worst = _rows(rules)[0]
    answer += say("page.robustness.when", when=_in_words(worst["when"], say), share=_percent(worst["holds_share"]),
                  n=int(worst["n_points"])) if worst["when"] else say("page.robustness.always")
    if others and others[0]["turns_share"] > first["turns_share"]:
        answer += say("page.robustness.reversed", says=_within(others[0]["says"]), turns=_percent(others[0]["turns_share"]))
    shares, (ax,) = panels(1, 1, 0.45 * len(rows) + 0.2, say("page.robustness.findings"), left_in=3.2, head_in=0.75)
    research.shares(ax, rows, say)
    title = say("page.robustness.turning", kpi=measures.in_sentence(kpi, say))
    turning, (ax,) = panels(1, 1, 3.4, title, left_in=1.2, head_in=0.7, right_in=0.4)
    points = found.tables["points"]
    research.turning(ax, found.tables["map"], points[points["says"] == first["says"]], asked.map, kpi, say)
    rule_rows = [(_in_words(row["when"], say), str(int(row["n_points"])), _percent(row["holds_share"]))
                 for row in _rows(rules)]
    finding_rows = [(row["says"], _percent(row["holds_share"]), _percent(row["undecided_share"]), _percent(row["turns_share"]))
                    for row in _rows(rows)]
    heads = ("", say("figure.research.holds"), say("figure.research.undecided"), say("figure.research.turns"))
    sure = say("page.robustness.sure", n=found.facts["replications"], accuracy=_percent(float(found.facts["rule_accuracy"])),
               explained=_percent(float(found.tables["metamodel"]["explained"].iloc[0])))
    return (answer + ".", [("shares", shares, say("page.robustness.findings")), ("turning", turning, title)],
            [Table(say("page.robustness.findings"), heads, finding_rows),
             Table(say("page.robustness.rules"), (say("page.robustness.rule"), say("page.robustness.n"),
                                                  say("page.robustness.holds")), rule_rows)], [sure])


def _search(found: Findings, say: Words) -> Made:
    asked, trials, joint = found.experiment.search, found.tables["trials"], found.tables["joint"]
    assert asked is not None
    kpis, winner = found.experiment.decide_on, int(found.facts["winner"])
    won = _rows(trials[trials["trial"] == winner])[0]
    confirmed = found.tables["confirmed"]
    mine = _rows(confirmed[(confirmed["scenario"] == WINNER) & (confirmed["kpi"] == kpis[0])])[0]
    beaten: list[str] = []
    not_beaten: list[str] = []
    for row in _rows(joint[joint["kpi"] == kpis[0]]):
        verdict = judge(kpis[0], -row["difference"], -row["high"], -row["low"])
        if verdict == "same":  # the winner is this one
            continue
        (beaten if verdict == "better" else not_beaten).append(scenario_label(_plain(row["scenario"]), say))
    better = say("page.search.better", names=say.listed(beaten)) if beaten else ""
    better += say("page.search.not_better", names=say.listed(not_beaten)) if not_beaten else ""
    half = float(mine["high"] - mine["low"]) / 2
    answer = say("page.search.answer", mix=_mix(asked, won, say), kpi=measures.in_sentence(kpis[0], say),
                 difference=measures.difference(kpis[0], float(mine["difference"]), half, say), better=better)
    fig, axes = _panels(1, found.experiment.question, height_in=3.8)
    research.front(axes[0], trials, (kpis[0], kpis[1]), winner, say)
    rows = []
    for name in dict.fromkeys(confirmed["scenario"]):
        some = {row["kpi"]: row for row in _rows(confirmed[confirmed["scenario"] == name])}
        called = _mix(asked, won, say) if name == WINNER else scenario_label(_plain(str(name)), say)
        halves = {kpi: (some[kpi]["high"] - some[kpi]["low"]) / 2 for kpi in kpis}
        rows.append((called, *(measures.difference(kpi, some[kpi]["difference"], halves[kpi], say, unit=False) for kpi in kpis)))
    heads = ("", *(measures.label_with_unit(kpi, say, True) for kpi in kpis))
    sure = say("page.search.sure", n=found.facts["n_trials"], replications=found.facts["confirm_replications"],
               m=int(joint["n_comparisons"].max()))
    return (answer + ".", [("front", fig, say("figure.research.front"))], [Table(say("page.search.table"), heads, rows)], [sure])


def _mix(asked: Any, plan: Mapping[str, Any], say: Words) -> str:
    parts = [say("page.search.part", share=_percent(float(plan[lever])), lever=scenario_label(lever, say))
             for lever in asked.levers if plan[lever] > 0]
    parts += [say("page.search.switch", switch=scenario_label(name, say)) for name in asked.switches if plan[name]]
    return say.listed(parts) or say("page.search.nothing")


def _ranking(found: Findings, say: Words) -> Made:
    asked, table = found.experiment.ranking, found.tables["ranking"]
    assert asked is not None
    names = [scenario_label(_plain(name), say) for name in table["scenario"]]
    kept = [name for name, still in zip(names, table["kept"], strict=True) if still]
    delta = measures.half_width(asked.kpi, asked.indifferent, say)[2:]
    if len(kept) == 1:
        means = [measures.value(asked.kpi, float(mean), say) for mean in table["mean"]]
        best = names.index(kept[0])
        second = max((i for i in range(len(names)) if i != best), key=lambda i: _sign(asked.kpi) * float(table["mean"].iloc[i]))
        answer = say("page.ranking.answer", name=kept[0], value=means[best], second=names[second], second_value=means[second],
                     prob=_percent(1 - asked.wrong_prob), delta=delta)
    else:
        answer = say("page.ranking.open", n=asked.at_most, names=say.listed(kept), delta=delta)
        answer += say("page.ranking.behind") if len(kept) < len(names) else ""
    fig, axes = _panels(1, found.experiment.question, height_in=0.34 * len(names) + 0.4, left_in=2.6)
    research.places(axes[0], table, asked.kpi, names, say)
    rows = [(name, measures.value(asked.kpi, float(row["mean"]), say), str(int(row["n"])))
            for name, row in zip(names, _rows(table), strict=True)]
    heads = (say("page.head.scenario"), measures.label(asked.kpi, say), say("page.ranking.n"))
    return (answer + ".", [("places", fig, say("page.ranking.figure"))], [Table(say("page.ranking.table"), heads, rows)],
            [say("page.ranking.sure", n=found.facts["n_taken"])])


_MAKERS: dict[str, Callable[[Findings, Words], Made]] = {
    "warm_up": _warm_up, "sensitivity": _sensitivity, "design": _design, "robustness": _robustness, "search": _search,
    "ranking": _ranking,
}


def _rows(frame: pd.DataFrame) -> list[dict[str, Any]]:
    return [{str(name): value for name, value in row.items()} for row in frame.to_dict("records")]


def _joint_table(joint: pd.DataFrame, base: str, say: Words) -> Table:
    rows = [(scenario_label(row["scenario"], say), measures.label(row["kpi"], say),
             measures.difference(row["kpi"], row["difference"], (row["high"] - row["low"]) / 2, say),
             _verdict(row, say)) for row in _rows(joint)]
    heads = [say(f"page.head.{name}") for name in ("scenario", "measure", "difference", "verdict")]
    return Table(say("page.table.joint", base=scenario_label(base, say)), heads, rows)


def _verdict(row: Mapping[str, Any], say: Words) -> str:
    return say(f"verdict.{judge(row['kpi'], row['difference'], row['low'], row['high']).value}")


def _precision(joint: pd.DataFrame, experiment: Experiment, n: int, say: Words) -> str:
    if experiment.precision is None:
        return say("page.not_asked", n=n)
    what = say.listed([say("page.within", kpi=measures.in_sentence(kpi, say), width=measures.half_width(kpi, half, say)[2:])
                       for kpi, half in experiment.precision.within.items()])
    missed = [say("page.versus", scenario=scenario_label(row["scenario"], say), kpi=measures.in_sentence(row["kpi"], say))
              for row in _rows(joint[~joint["reached"]])]
    if missed:
        return say("page.not_reached", what=what, n=n, open="; ".join(missed))
    return say("page.reached", what=what, n=n)


def _panels(
    n: int, title: str, height_in: float = 2.2, left_in: float = 0.9, gap_x_in: float = 0.95
) -> tuple[Figure, list[Any]]:
    columns = min(n, 2)
    fig, axes = panels(-(-n // columns), columns, height_in, _one_line(title), left_in=left_in, gap_x_in=gap_x_in, gap_y_in=1.0)
    for ax in axes[n:]:
        ax.set_axis_off()
    return fig, axes


def _in_words(when: str, say: Words) -> str:
    """A rule of `sim.analysis.designs.robustness`, as a reader is told it."""
    if not when:
        return say("page.no_answer")
    said = []
    for condition in when.split(" and "):
        name, *way, value = condition.split(" ")
        by, written = ranges()[name].by, value.replace("-", "−")
        if by != "set":
            written = say(f"page.robustness.{by}", value=f"+{written}" if by == "plus" and value[0] != "-" else written)
        said.append(say("page.robustness.above" if way == ["above"] else "page.robustness.up_to",
                        name=research.parameter(name, say), value=written))
    return say("page.robustness.and").join(said)


def _sign(kpi: str) -> float:
    return 1.0 if measures.better_is(kpi) == "higher" else -1.0


def _percent(share: float) -> str:
    return "–" if np.isnan(share) else f"{100 * share:.0f}\u00a0%"


def _within(sentence: str) -> str:
    """A sentence within another."""
    return sentence[:1].lower() + sentence[1:]


def _plain(name: str) -> str:
    return name.split(",")[0]


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _unfinished(unfinished: Sequence[tuple[str, int, Message]], say: Words) -> str:
    name, nth, why = unfinished[0]
    return say("page.unfinished", n=len(unfinished), first=f"{name}, {nth}: {Translator(say.language)(why)}")
