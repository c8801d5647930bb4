"""Pages of the methods that vary parameters over their ranges: sensitivity, design, robustness."""

import re
from collections.abc import Mapping

import numpy as np
import pandas as pd

from sim.config.experiment_file import Range
from sim.experiment.methods.findings import Findings
from sim.figures import research
from sim.figures.style import panels, wrapped
from sim.findings import formats, measures
from sim.findings.ranges import range_label, range_value
from sim.i18n.translate import Translator, message
from sim.reporting.methods.parts import Made, as_clause, drawing, index_text, ranges_table, rows_of, titled_panels
from sim.reporting.page import Table

_MORRIS = message(
    "Morris screening (SALib): {n} trajectories, {points} points, {parameters} parameters. μ* is the mean size of the change "
    "when one parameter moves across its range; σ near μ* means that it depends on the others. All points use the same random "
    "numbers.")
_SOBOL = message(
    "Sobol’ indices (SALib, Saltelli’s scheme): base sample {n}, {points} points, {parameters} parameters; bars are 95% "
    "bootstrap intervals. Two parameters whose intervals overlap are not ranked.")
_CONDITION = re.compile(r"(.+?) (up to|above) (\S+)(?: and |$)")  # in a rule of `sim.analysis.designs.robustness`
MAX_NAMED, STRONG = 2, 1 / 3  # of a measure's drivers in the answer: largest number, and least strength relative to the first


def sensitivity(found: Findings, tr: Translator) -> Made:
    """The answer, figure, tables and certainty of a sensitivity analysis."""
    asked, indices = found.experiment.sensitivity, found.tables["indices"]
    assert asked is not None
    kpis = list(found.experiment.decide_on)
    size = "mu_star" if asked.method == "morris" else "total"
    order = indices[indices["kpi"] == kpis[0]].sort_values(size, ascending=False, kind="stable")["parameter"].tolist()
    ranges = {name: found.ranges[name] for name in order}
    lines = sum(len(wrapped(range_label(name, one, tr), research.LABEL_SIGNS).splitlines()) for name, one in ranges.items())
    fig, axes = titled_panels(len(kpis), found.experiment.question, height_in=0.24 * lines + 0.3, left_in=2.75, gap_x_in=0.4)
    clauses: list[str] = []
    for ax, kpi in zip(axes, kpis, strict=False):
        research.drivers(ax, indices, kpi, ranges, tr)
        called = measures.in_sentence(kpi, tr) if clauses else measures.label(kpi, tr)
        clause = message("{kpi} on {drivers}") if clauses else message("{kpi} depends most on {drivers}")
        clauses.append(tr(clause, kpi=called, drivers=_drivers(indices[indices["kpi"] == kpi], kpi, size, ranges, tr)))
    for ax in axes[1::2]:
        ax.tick_params(axis="y", labelleft=False)
    if size == "total":
        axes[0].legend(loc="lower right")
    wide = {(row["parameter"], row["kpi"]): row for row in rows_of(indices)}
    rows = [(range_label(name, ranges[name], tr), *(index_text(wide[name, kpi], kpi, size, tr) for kpi in kpis))
            for name in order]
    design = _MORRIS if asked.method == "morris" else _SOBOL
    sure = [tr(design, n=asked.n, points=found.facts["n_points"], parameters=found.facts["n_parameters"])]
    inert = [range_label(name, one, tr) for name, one in ranges.items()
             if not indices.loc[indices["parameter"] == name, size].any()]
    if inert:
        sure.append(tr("No effect on any of these measures, to the last digit: {names}. What they describe does not happen in "
                       "this scenario, or the measures do not depend on it.", names=tr.listed(inert)))
    heads = ("", *(measures.label_with_unit(kpi, tr, True) if size == "mu_star" else measures.label(kpi, tr) for kpi in kpis))
    return ("; ".join(clauses) + ".", [drawing("drivers", fig, tr(research.SIZES[size]))],
            [Table(tr("Every parameter, strongest first for the first measure"), heads, rows), ranges_table(ranges, tr)], sure)


def _drivers(indices: pd.DataFrame, kpi: str, size: str, ranges: Mapping[str, Range], tr: Translator) -> str:
    """The strongest parameters of a measure, each with its strength; none that is weak relative to the first, or may be 0."""
    sure = indices[indices[size] > indices[f"{size}_conf"]]
    rows = rows_of((sure if len(sure) else indices).nlargest(MAX_NAMED, size))
    strong = [row for row in rows if row[size] >= STRONG * rows[0][size]]
    if size == "mu_star":
        sizes = [measures.size(kpi, float(row[size]), tr) for row in strong]
    else:
        sizes = [formats.percent(min(1.0, float(row[size])), 0, tr) for row in strong]
    names = [range_label(row["parameter"], ranges[row["parameter"]], tr) for row in strong]
    first = (message("{name} ({size} across its range)") if size == "mu_star"
             else message("{name} ({size} of the unknown variance)"))
    return tr.listed([tr(first, name=names[0], size=sizes[0]),
                       *(tr("{name} ({size})", name=name, size=size_shown)
                         for name, size_shown in zip(names[1:], sizes[1:], strict=True))])


def design(found: Findings, tr: Translator) -> Made:
    """The answer, figure, tables and certainty of a design with its metamodel."""
    kpis, effects, quality = list(found.experiment.decide_on), found.tables["effects"], found.tables["metamodel"]
    fig, axes = titled_panels(len(kpis), found.experiment.question, height_in=2.9)
    clauses: list[str] = []
    for ax, kpi in zip(axes, kpis, strict=False):
        research.effects(ax, effects, kpi, found.ranges, tr)
        lines = {str(name): rows["mean"].to_numpy(dtype=float)
                 for name, rows in effects[effects["kpi"] == kpi].groupby("parameter")}
        driver = max(lines, key=lambda name: float(np.ptp(lines[name])))
        low, high = (measures.value(kpi, float(lines[driver][end]), tr) for end in (0, -1))
        called = measures.in_sentence(kpi, tr) if clauses else measures.label(kpi, tr)
        clause = message("{kpi} with {driver}: from {low} to {high}") if clauses else message(
                "{kpi} changes most with {driver}: from {low} to {high} along its range, with the others spread over theirs")
        clauses.append(tr(clause, kpi=called, driver=range_label(driver, found.ranges[driver], tr), low=low, high=high))
    rows = [(measures.label_with_unit(row["kpi"], tr, True), formats.percent(float(row["explained"]), 0, tr),
             *(formats.number(row[name] * measures.form(row["kpi"]).scale, 2, tr) for name in ("error", "noise")))
            for row in rows_of(quality)]
    heads = (tr("measure"), tr("explained"), tr("error"), tr("noise of a point"))
    sure = tr(
        "{points} points over {parameters} parameters; the error is that of a Gaussian process on the tenth of the points left "
        "out each time.", points=found.facts["n_points"], parameters=found.facts["n_parameters"])
    table = Table(tr("How well the metamodel predicts points that it has not seen"), heads, rows)
    return ("; ".join(clauses) + ".", [drawing("effects", fig, tr(
        "Each line: what the metamodel predicts as one parameter moves, with the others spread over their ranges."))],
            [table, ranges_table(found.ranges, tr)], [sure])


def robustness(found: Findings, tr: Translator) -> Made:
    """The answer, figures, tables and certainty of an analysis of robustness."""
    asked, rows = found.experiment.robustness, found.tables["findings"]
    assert asked is not None
    first, rules = rows_of(rows)[0], found.tables["rules"]
    kpi = asked.findings[0].kpi
    others = rows_of(rows.iloc[1:].nlargest(1, "turns_share"))
    answer = tr(
        "In {share} of {n} plausible parameter sets ({low} to {high}) it holds that {statement}; in {turns} the reverse holds",
        statement=as_clause(first["statement"]), share=formats.percent(first["holds_share"], 0, tr),
                 n=int(first["n_points"]), low=formats.percent(first["low"], 0, tr), high=formats.percent(first["high"], 0, tr),
                 turns=formats.percent(first["turns_share"], 0, tr))
    worst = rows_of(rules)[0]
    answer += tr(
        "; it holds least often where {when} ({share} of {n})",
        when=_in_words(worst["when"], found.ranges, tr), share=formats.percent(worst["holds_share"], 0, tr),
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
    sides = {side: found.ranges[side] for side in asked.map}
    research.turning(ax, found.tables["map"], points[points["statement"] == first["statement"]], sides, kpi, tr)
    rule_rows = [(_in_words(row["when"], found.ranges, tr), str(int(row["n_points"])), formats.percent(row["holds_share"], 0, tr))
                 for row in rows_of(rules)]
    finding_rows = [(row["statement"], *(formats.percent(row[f"{verdict}_share"], 0, tr) for verdict in research.VERDICT_LOOKS))
                    for row in rows_of(rows)]
    heads = ("", tr("holds"), tr("undecided"), tr("reversed"))
    accuracy, explained = float(found.facts["rule_accuracy"]), float(found.tables["metamodel"]["explained"].iloc[0])
    rule = tr("The rule (a tree of two questions) is right for {accuracy} of the sets that it has not seen.",
              accuracy=formats.percent(accuracy, 0, tr)) if accuracy == accuracy else tr(
                  "There are too few sets to test the rule (a tree of two questions) on others than its own.")
    model = tr("The metamodel of the map explains {explained} of the difference in sets that it has not seen.",
               explained=formats.percent(explained, 0, tr)) if explained == explained else tr(
                   "There are too few sets to test the metamodel of the map on others than its own.")
    sure = tr(
        "A finding holds in a set if the whole 95% interval of {n} paired replications lies on its side. The interval of the "
        "share is Clopper and Pearson’s.", n=found.facts["replications"]) + f" {rule} {model}"
    return (answer + ".", [drawing("shares", shares, tr(
        "Share of plausible parameter sets in which each finding holds")), drawing("turning", turning, title)],
            [Table(tr("Share of plausible parameter sets in which each finding holds"), heads, finding_rows),
             Table(tr("Where the first finding holds"), (tr("when"), tr("sets"),
                                                  tr("holds in")), rule_rows),
             ranges_table(found.ranges, tr)], [sure])


def _in_words(when: str, ranges: Mapping[str, Range], tr: Translator) -> str:
    """A rule of `sim.analysis.designs.robustness` in words."""
    if not when:
        return tr("No clear answer.")
    clauses = []
    for name, way, value in _CONDITION.findall(when):
        by, written = ranges[name].by, range_value(name, ranges[name], float(value), tr)
        if by != "set":
            written = f"+{written}" if by == "plus" and value[0] != "-" else written
            relative = message("the value in base {value}") if by == "plus" else message("{value} times the value in base")
            written = tr(relative, value=written)
        clause = message("{name} is above {value}") if way == "above" else message("{name} is at most {value}")
        clauses.append(tr(clause, name=range_label(name, ranges[name], tr), value=written))
    return tr.listed(clauses)
