"""Pages of findings and answers; every sentence is derived from the numbers."""

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
from sim.findings import formats, measures
from sim.findings.verdict import VERDICTS, judge, scenario_label
from sim.i18n.translate import Message, Translator, message
from sim.reporting.page import Drawing, Page, Part, Table
from sim.reporting.page_parts import (
    as_clause,
    better_sign,
    decimals_of,
    index_text,
    one_line,
    titled_panels,
    with_joint_intervals,
    without_overrides,
)
from sim.reporting.special import silent


def page_of_answer(answer: Answer, experiment: Experiment, tr: Translator) -> Page:
    """The page of a comparison of scenarios."""
    base, joint = answer.scenarios[0].name, answer.joint
    assert joint is not None
    n, m = int(joint["n"].max()) if len(joint) else 0, int(joint["n_comparisons"].max()) if len(joint) else 0
    sure = [tr(
        "The intervals hold together with 95%: each is widened for {n} comparisons (Bonferroni), with the same customers in "
        "each pair.", n=m), _precision(joint, experiment, n, tr)]
    if answer.unfinished:
        sure.append(_unfinished(answer.unfinished, tr))
    figure = figures.differences(with_joint_intervals(answer.differences, joint), list(experiment.decide_on), base, tr)
    drawing = _drawing("differences", figure, tr(
        "Point: mean difference. Bar: 95% interval. Blue circle: clearly better. Orange diamond: clearly worse. "
        "Hollow: the interval contains zero, no clear difference."))
    clauses = _compared(joint, experiment.decide_on[0], base, tr)
    return _page(experiment, clauses, [drawing], [_joint_table(joint, base, tr)], sure, tr)


def _page(experiment: Experiment, answer: str, drawings: Sequence[Drawing], tables: Sequence[Table], sure: Sequence[str],
          tr: Translator) -> Page:
    """A page from its figures and tables, with its certainty, its limitations and the command that writes it."""
    parts = [Part(drawings=drawings, tables=tables), Part(tr("How certain"), items=sure), silent(experiment, tr),
             Part(tr("Run it again"), [tr("This page is written by the command below, never by hand.")],
                  command=f"contact-centre experiment {experiment.name}")]
    return Page(tr("Experiment {name}", name=experiment.name), one_line(experiment.question), answer, parts)


def _drawing(name: str, figure: Figure, caption: str) -> Drawing:
    return Drawing(name, figure, caption, caption)


def _compared(joint: pd.DataFrame, kpi: str, base: str, tr: Translator) -> str:
    """The sentence about the measure of most weight: every alternative's difference, or of many the best and the worst."""
    rows = sorted(_rows(joint[joint["kpi"] == kpi]), key=lambda row: -better_sign(kpi) * float(row["difference"]))
    few = rows if len(rows) <= MAX_LISTED else [rows[0], rows[-1]]
    changes = [tr("{difference} ({scenario})", scenario=scenario_label(row["scenario"], tr),
                difference=measures.difference(kpi, row["difference"], (row["high"] - row["low"]) / 2, tr)) for row in few]
    text = (message("Against {base}, {kpi} changes by {changes}.") if few is rows
            else message("Against {base}, {kpi} changes by {changes}, the best and the worst of {n} alternatives."))
    return tr(text, kpi=measures.in_sentence(kpi, tr), base=scenario_label(base, tr), changes=tr.listed(changes), n=len(rows))


def page_of(found: Findings, tr: Translator) -> Page:
    """The page of any other method."""
    tr = tr._replace(currency=str(found.facts.get("currency", tr.currency)))
    with settings():
        answer, drawings, tables, sure = _MAKERS[found.experiment.method](found, tr)
    base = {name: found.facts[name] for name in ("horizon_days", "warm_up_days", "replications")}
    sure = [tr(
        "{n_runs} runs of {horizon_days} days, counted after {warm_up_days} warm-up days; replications of each: "
        "{replications}; random seed: {seed}.", n_runs=found.facts["n_replications_run"], seed=str(found.facts["seed"]), **base),
            *sure]
    if found.unfinished:
        sure.append(_unfinished(found.unfinished, tr))
    return _page(found.experiment, answer, drawings, tables, sure, tr)


_MORRIS = message(
    "Morris screening (SALib): {n} trajectories, {points} points, {parameters} parameters. μ* is the mean size of the change "
    "when one parameter moves across its range; σ near μ* means that it depends on the others. All points use the same random "
    "numbers.")
_SOBOL = message(
    "Sobol’ indices (SALib, Saltelli’s scheme): base sample {n}, {points} points, {parameters} parameters; bars are 95% "
    "bootstrap intervals. Two parameters whose intervals overlap are not ranked.")
MAX_LISTED = 3                   # largest number of alternatives with their difference in the answer of a comparison
MAX_NAMED, STRONG = 2, 1 / 3  # of a measure's drivers in the answer: largest number, and least strength relative to the first
Made = tuple[str, list[Drawing], list[Table], list[str]]


def _warm_up(found: Findings, tr: Translator) -> Made:
    days, settled = found.tables["days"], found.tables["settled"]
    counted = float(found.facts["base_warm_up_days"])
    kpis = settled["kpi"].tolist()
    fig, axes = titled_panels(len(kpis), found.experiment.question)
    for ax, row in zip(axes, _rows(settled), strict=False):
        research.settling(ax, days, row["kpi"], row["settled_day"], counted, tr)
    last = _rows(settled.dropna().sort_values("settled_day"))[-1:]
    day, from_day = round(last[0]["settled_day"]) if last else 0, round(counted)
    never = settled.loc[settled["settled_day"].isna(), "kpi"].tolist()
    if never:
        called = tr.listed([measures.in_sentence(kpi, tr) for kpi in never])
        answer = tr(
            "After {day} days all measures that settle have settled (base counts from day {counted}). Still drifting at the "
            "end of the run, so that no warm-up of its length helps: {kpis}.", kpis=called, day=day, counted=from_day)
    else:
        answer = tr(
            "Counting may start after {day} days: by then {kpi}, the last of the measures, has settled; base starts after "
            "{counted}.", day=day, kpi=measures.in_sentence(last[0]["kpi"], tr),
                     counted=from_day)
    rows = [(measures.label(row["kpi"], tr),
             tr("never") if np.isnan(row["settled_day"]) else formats.number(row["settled_day"], 0, tr))
            for row in _rows(settled)]
    return (answer, [_drawing("settling", fig, tr(
        "Thin: the day. Thick: mean of 20 open days. Blue: where base starts counting. Dashed: where MSER-5 would start."))],
            [Table(tr("When each measure settles"), (tr("measure"), tr("settled from day")), rows)],
            [tr(
                "MSER-5 (White 1997; White, Cobb & Spratt 2000) on the mean of {n} replications, closed days left out.",
                n=found.facts["replications"])])


def _sensitivity(found: Findings, tr: Translator) -> Made:
    asked, indices = found.experiment.sensitivity, found.tables["indices"]
    assert asked is not None
    kpis = list(found.experiment.decide_on)
    size = "mu_star" if asked.method == "morris" else "total"
    order = indices[indices["kpi"] == kpis[0]].sort_values(size, ascending=False, kind="stable")["parameter"].tolist()
    fig, axes = titled_panels(len(kpis), found.experiment.question, height_in=0.24 * len(order) + 0.3, left_in=2.75, gap_x_in=0.4)
    clauses: list[str] = []
    for ax, kpi in zip(axes, kpis, strict=False):
        research.drivers(ax, indices, kpi, order, tr)
        called = measures.in_sentence(kpi, tr) if clauses else measures.label(kpi, tr)
        clause = message("{kpi} on {drivers}") if clauses else message("{kpi} depends most on {drivers}")
        clauses.append(tr(clause, kpi=called, drivers=_drivers(indices[indices["kpi"] == kpi], kpi, size, tr)))
    for ax in axes[1::2]:
        ax.tick_params(axis="y", labelleft=False)
    if size == "total":
        axes[0].legend(loc="lower right")
    wide = {(row["parameter"], row["kpi"]): row for row in _rows(indices)}
    rows = [(research.parameter(name, tr), *(index_text(wide[name, kpi], kpi, size, tr) for kpi in kpis))
            for name in order]
    design = _MORRIS if asked.method == "morris" else _SOBOL
    sure = tr(design, n=asked.n, points=found.facts["n_points"],
               parameters=found.facts["n_parameters"])
    heads = ("", *(measures.label_with_unit(kpi, tr, True) if size == "mu_star" else measures.label(kpi, tr) for kpi in kpis))
    return ("; ".join(clauses) + ".", [_drawing("drivers", fig, tr(research.SIZES[size]))],
            [Table(tr("Every parameter, strongest first for the first measure"), heads, rows)], [sure])


def _drivers(indices: pd.DataFrame, kpi: str, size: str, tr: Translator) -> str:
    """The strongest parameters of a measure, each with its strength; none that is weak relative to the first, or may be 0."""
    sure = indices[indices[size] > indices[f"{size}_conf"]]
    rows = _rows((sure if len(sure) else indices).nlargest(MAX_NAMED, size))
    strong = [row for row in rows if row[size] >= STRONG * rows[0][size]]
    if size == "mu_star":
        sizes = [measures.size(kpi, float(row[size]), tr) for row in strong]
    else:
        sizes = [formats.percent(min(1.0, float(row[size])), 0, tr) for row in strong]
    names = [research.parameter(row["parameter"], tr) for row in strong]
    first = (message("{name} ({size} across its range)") if size == "mu_star"
             else message("{name} ({size} of the unknown variance)"))
    return tr.listed([tr(first, name=names[0], size=sizes[0]),
                       *(tr("{name} ({size})", name=name, size=size_shown)
                         for name, size_shown in zip(names[1:], sizes[1:], strict=True))])


def _design(found: Findings, tr: Translator) -> Made:
    kpis, effects, quality = list(found.experiment.decide_on), found.tables["effects"], found.tables["metamodel"]
    fig, axes = titled_panels(len(kpis), found.experiment.question, height_in=2.9)
    clauses: list[str] = []
    for ax, kpi in zip(axes, kpis, strict=False):
        research.effects(ax, effects, kpi, tr)
        lines = {str(name): rows["mean"].to_numpy(dtype=float)
                 for name, rows in effects[effects["kpi"] == kpi].groupby("parameter")}
        driver = max(lines, key=lambda name: float(np.ptp(lines[name])))
        low, high = (measures.value(kpi, float(lines[driver][end]), tr) for end in (0, -1))
        called = measures.in_sentence(kpi, tr) if clauses else measures.label(kpi, tr)
        clause = message("{kpi} with {driver}: from {low} to {high}") if clauses else message(
                "{kpi} changes most with {driver}: from {low} to {high} along its range, with the others spread over theirs")
        clauses.append(tr(clause, kpi=called, driver=research.parameter(driver, tr), low=low, high=high))
    rows = [(measures.label_with_unit(row["kpi"], tr, True), formats.percent(float(row["explained"]), 0, tr),
             *(formats.number(row[name] * measures.form(row["kpi"]).scale, 2, tr) for name in ("error", "noise")))
            for row in _rows(quality)]
    heads = (tr("measure"), tr("explained"), tr("error"), tr("noise of a point"))
    sure = tr(
        "{points} points over {parameters} parameters; the error is that of a Gaussian process on the tenth of the points left "
        "out each time.", points=found.facts["n_points"], parameters=found.facts["n_parameters"])
    return ("; ".join(clauses) + ".", [_drawing("effects", fig, tr(
        "Each line: what the metamodel predicts as one parameter moves, with the others spread over their ranges."))],
            [Table(tr("How well the metamodel predicts points that it has not seen"), heads, rows)], [sure])


def _robustness(found: Findings, tr: Translator) -> Made:
    asked, rows = found.experiment.robustness, found.tables["findings"]
    assert asked is not None
    first, rules = _rows(rows)[0], found.tables["rules"]
    kpi = asked.findings[0].kpi
    others = _rows(rows.iloc[1:].nlargest(1, "turns_share"))
    answer = tr(
        "In {share} of {n} plausible parameter sets ({low} to {high}) it holds that {statement}; in {turns} the reverse holds",
        statement=as_clause(first["statement"]), share=formats.percent(first["holds_share"], 0, tr),
                 n=int(first["n_points"]), low=formats.percent(first["low"], 0, tr), high=formats.percent(first["high"], 0, tr),
                 turns=formats.percent(first["turns_share"], 0, tr))
    worst = _rows(rules)[0]
    answer += tr(
        "; it holds least often where {when} ({share} of {n})",
        when=_in_words(worst["when"], tr), share=formats.percent(worst["holds_share"], 0, tr),
                  n=int(worst["n_points"])) if worst["when"] else tr("; no region was found where it does not hold")
    if others and others[0]["turns_share"] > first["turns_share"]:
        answer += tr(
            "; most often reversed ({turns}) is that {statement}",
            statement=as_clause(others[0]["statement"]), turns=formats.percent(others[0]["turns_share"], 0, tr))
    shares, (ax,) = panels(1, 1, 0.45 * len(rows) + 0.2, tr(
        "Share of plausible parameter sets in which each finding holds"), left_in=3.2, head_in=0.75)
    research.shares(ax, rows, tr)
    title = tr(
        "Where it turns: {kpi}, predicted with the other parameters at the middle of their ranges",
        kpi=measures.in_sentence(kpi, tr))
    turning, (ax,) = panels(1, 1, 3.4, title, left_in=1.2, head_in=0.7, right_in=0.4)
    points = found.tables["points"]
    research.turning(ax, found.tables["map"], points[points["statement"] == first["statement"]], asked.map, kpi, tr)
    rule_rows = [(_in_words(row["when"], tr), str(int(row["n_points"])), formats.percent(row["holds_share"], 0, tr))
                 for row in _rows(rules)]
    finding_rows = [(row["statement"], *(formats.percent(row[f"{verdict}_share"], 0, tr) for verdict in research.VERDICT_LOOKS))
                    for row in _rows(rows)]
    heads = ("", tr("holds"), tr("undecided"), tr("reversed"))
    sure = tr(
        "A finding holds in a set if the whole 95% interval of {n} paired replications lies on its side. The interval of the "
        "share is Clopper and Pearson’s. The rule (a tree of two questions) is right for {accuracy} of the sets that it has "
        "not seen; the metamodel of the map explains {explained} of the difference there.",
        n=found.facts["replications"], accuracy=formats.percent(float(found.facts["rule_accuracy"]), 0, tr),
               explained=formats.percent(float(found.tables["metamodel"]["explained"].iloc[0]), 0, tr))
    return (answer + ".", [_drawing("shares", shares, tr(
        "Share of plausible parameter sets in which each finding holds")), _drawing("turning", turning, title)],
            [Table(tr("Share of plausible parameter sets in which each finding holds"), heads, finding_rows),
             Table(tr("Where the first finding holds"), (tr("when"), tr("sets"),
                                                  tr("holds in")), rule_rows)], [sure])


def _search(found: Findings, tr: Translator) -> Made:
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
        if verdict == "same":  # the winner is this portfolio
            continue
        (beaten if verdict == "better" else not_beaten).append(scenario_label(without_overrides(row["scenario"]), tr))
    better = tr(", and is clearly better than {names}", names=tr.listed(beaten)) if beaten else ""
    better += tr("; it is not clearly better than {names}", names=tr.listed(not_beaten)) if not_beaten else ""
    half = float(mine["high"] - mine["low"]) / 2
    answer = tr(
        "Best found: {mix}; with new random numbers it changes {kpi} by {difference} against doing nothing{better}",
        mix=_mix(asked, won, tr), kpi=measures.in_sentence(kpis[0], tr),
                 difference=measures.difference(kpis[0], float(mine["difference"]), half, tr), better=better)
    fig, axes = titled_panels(1, found.experiment.question, height_in=3.8)
    research.front(axes[0], trials, (kpis[0], kpis[1]), winner, tr)
    rows = []
    for name in dict.fromkeys(confirmed["scenario"]):
        some = {row["kpi"]: row for row in _rows(confirmed[confirmed["scenario"] == name])}
        called = _mix(asked, won, tr) if name == WINNER else scenario_label(without_overrides(str(name)), tr)
        halves = {kpi: (some[kpi]["high"] - some[kpi]["low"]) / 2 for kpi in kpis}
        rows.append((called, *(measures.difference(kpi, some[kpi]["difference"], halves[kpi], tr, unit=False) for kpi in kpis)))
    heads = ("", *(measures.label_with_unit(kpi, tr, True) for kpi in kpis))
    sure = tr(
        "{n} portfolios tried (optuna, NSGA-II), each by paired differences; the winner and the naive ones were then run for "
        "{replications} further replications with random numbers that the search had not used. Intervals hold together with "
        "95% over {m} comparisons.", n=found.facts["n_trials"], replications=found.facts["confirm_replications"],
               m=int(joint["n_comparisons"].max()))
    return (answer + ".", [_drawing("front", fig, tr("none is better in both (Pareto front)"))], [Table(tr(
        "The winner and the naive portfolios with new random numbers, against doing nothing"), heads, rows)], [sure])


def _mix(asked: Any, plan: Mapping[str, Any], tr: Translator) -> str:
    parts = [tr("{share} of the money for {lever}", share=formats.percent(float(plan[lever]), 0, tr),
                lever=scenario_label(lever, tr))
             for lever in asked.levers if plan[lever] > 0]
    parts += [tr("with {switch}", switch=scenario_label(name, tr)) for name in asked.switches if plan[name]]
    return tr.listed(parts) or tr("doing nothing")


def _ranking(found: Findings, tr: Translator) -> Made:
    asked, table = found.experiment.ranking, found.tables["ranking"]
    assert asked is not None
    names = [scenario_label(without_overrides(name), tr) for name in table["scenario"]]
    kept = [name for name, still in zip(names, table["kept"], strict=True) if still]
    delta = measures.size(asked.kpi, asked.indifference_zone, tr)
    if len(kept) == 1:
        means = [measures.value(asked.kpi, float(mean), tr) for mean in table["mean"]]
        best = names.index(kept[0])
        second = max((i for i in range(len(names)) if i != best),
                     key=lambda i: better_sign(asked.kpi) * float(table["mean"].iloc[i]))
        answer = tr(
            "{name} is best ({value}; next: {second}, {second_value}); the choice is right with a probability of at least "
            "{prob} if the lead is {delta} or more",
            name=kept[0], value=means[best], second=names[second], second_value=means[second],
                     prob=formats.percent(1 - asked.wrong_selection_prob, 0, tr), delta=delta)
    else:
        answer = tr(
            "No single one is best: within {n} replications {names} could not be distinguished, as happens if less than "
            "{delta} lies between them", n=asked.at_most, names=tr.listed(kept), delta=delta)
        answer += tr("; all others are behind") if len(kept) < len(names) else ""
    fig, axes = titled_panels(1, found.experiment.question, height_in=0.34 * len(names) + 0.4, left_in=2.6)
    research.places(axes[0], table, asked.kpi, names, tr)
    rows = [(name, measures.value(asked.kpi, float(row["mean"]), tr), str(int(row["n"])))
            for name, row in zip(names, _rows(table), strict=True)]
    heads = (tr("scenario"), measures.label(asked.kpi, tr), tr("replications"))
    return (answer + ".", [_drawing("places", fig, tr(
        "Mean over replications, and how many were needed: blue was kept, grey was dropped."))], [Table(tr(
        "In order, with the replications needed to drop each"), heads, rows)],
            [tr(
                "Procedure KN (Kim & Nelson 2001; sim-tools, with its look-up of variances corrected): {n} replications in "
                "all, none spent on alternatives already beaten.", n=found.facts["n_taken"])])


_MAKERS: dict[str, Callable[[Findings, Translator], Made]] = {
    "warm_up": _warm_up, "sensitivity": _sensitivity, "design": _design, "robustness": _robustness, "search": _search,
    "ranking": _ranking,
}


def _rows(frame: pd.DataFrame) -> list[dict[str, Any]]:
    return [{str(name): value for name, value in row.items()} for row in frame.to_dict("records")]


def _joint_table(joint: pd.DataFrame, base: str, tr: Translator) -> Table:
    rows = [(scenario_label(row["scenario"], tr), measures.label(row["kpi"], tr),
             measures.difference(row["kpi"], row["difference"], (row["high"] - row["low"]) / 2, tr),
             _verdict(row, tr)) for row in _rows(joint)]
    heads = [tr("scenario"), tr("measure"), tr("difference"), tr("verdict")]
    return Table(tr("Against {base}, intervals that hold together", base=scenario_label(base, tr)), heads, rows)


def _verdict(row: Mapping[str, Any], tr: Translator) -> str:
    return tr(VERDICTS[judge(row["kpi"], row["difference"], row["low"], row["high"])])


def _precision(joint: pd.DataFrame, experiment: Experiment, n: int, tr: Translator) -> str:
    if experiment.precision is None:
        return tr("No precision was required: {n} replications, whatever the width of the intervals.", n=n)
    what = tr.listed([tr(
        "{kpi} within ± {width}", kpi=measures.in_sentence(kpi, tr), width=measures.size(kpi, half, tr))
                       for kpi, half in experiment.precision.within.items()])
    missed = [tr("{scenario}: {kpi}", scenario=scenario_label(row["scenario"], tr), kpi=measures.in_sentence(row["kpi"], tr))
              for row in _rows(joint[~joint["reached"]])]
    if missed:
        return tr(
            "Required precision: {what}; not reached after the largest number allowed, {n} replications: {open}.",
            what=what, n=n, open="; ".join(missed))
    return tr("Required precision: {what}; reached after {n} replications.", what=what, n=n)


def _in_words(when: str, tr: Translator) -> str:
    """A rule of `sim.analysis.designs.robustness` in words."""
    if not when:
        return tr("No clear answer.")
    clauses = []
    for condition in when.split(" and "):
        name, *way, value = condition.split(" ")
        by, written = ranges()[name].by, formats.number(float(value), decimals_of(value), tr)
        if by != "set":
            written = f"+{written}" if by == "plus" and value[0] != "-" else written
            relative = message("the value in base {value}") if by == "plus" else message("{value} times the value in base")
            written = tr(relative, value=written)
        clause = message("{name} is above {value}") if way == ["above"] else message("{name} is at most {value}")
        clauses.append(tr(clause, name=research.parameter(name, tr), value=written))
    return tr.listed(clauses)


def _unfinished(unfinished: Sequence[tuple[str, int, Message]], tr: Translator) -> str:
    name, nth, why = unfinished[0]
    first = f"{name}, {nth}: {tr(why)}"
    return tr("{n} replications did not finish and are left out: {first}.", n=len(unfinished), first=first)
