"""Pages of findings and answers; every sentence is derived from the numbers."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from sim import figures
from sim.config.experiment_file import Experiment
from sim.experiment.answer import Answer
from sim.experiment.methods.findings import Findings
from sim.figures import research
from sim.figures.style import settings
from sim.findings import formats, measures
from sim.findings.verdict import VERDICTS, judge, scenario_label
from sim.i18n.translate import Message, Translator, message
from sim.reporting.methods import chosen, varied
from sim.reporting.methods.parts import Made, better_sign, drawing, one_line, rows_of, titled_panels, with_joint_intervals
from sim.reporting.page import Drawing, Page, Part, Table
from sim.reporting.special import again, silent


def page_of_answer(answer: Answer, experiment: Experiment, tr: Translator, command: str = "") -> Page:
    """The page of a comparison of scenarios, with the command that writes it; of the shipped experiment if none is given."""
    base, joint = answer.scenarios[0].name, answer.joint
    assert joint is not None
    n, m = int(joint["n"].max()) if len(joint) else 0, int(joint["n_comparisons"].max()) if len(joint) else 0
    sure = [tr(
        "The intervals hold together with 95%: each is widened for {n} comparisons (Bonferroni), with the same customers in "
        "each pair.", n=m), _precision(joint, experiment, n, tr)]
    if answer.unfinished:
        sure.append(_unfinished(answer.unfinished, tr))
    figure = figures.differences(with_joint_intervals(answer.differences, joint), list(experiment.decide_on), base, tr)
    shown = drawing("differences", figure, tr(
        "Point: mean difference. Bar: 95% interval. Blue circle: clearly better. Orange diamond: clearly worse. "
        "Hollow: the interval contains zero, no clear difference."))
    clauses = [_compared(joint, kpi, base, tr) for kpi in experiment.decide_on]  # all of them: one alone may flatter
    return _page(experiment, " ".join(clauses), [shown], [_joint_table(joint, base, tr)], sure, tr, command)


def _page(experiment: Experiment, answer: str, drawings: Sequence[Drawing], tables: Sequence[Table], sure: Sequence[str],
          tr: Translator, command: str) -> Page:
    """A page from its figures and tables, with its certainty, its limitations and the command that writes it."""
    parts = [Part(drawings=drawings, tables=tables), Part(tr("How certain"), items=sure),
             *([silent(experiment, tr)] if experiment.limitations else []),
             again(experiment, command, tr)]
    return Page(tr("Experiment {name}", name=experiment.name), one_line(experiment.question), answer, parts)


def _compared(joint: pd.DataFrame, kpi: str, base: str, tr: Translator) -> str:
    """The sentence about a deciding measure: every alternative's difference, or of many the best and the worst."""
    rows = sorted(rows_of(joint[joint["kpi"] == kpi]), key=lambda row: -better_sign(kpi) * float(row["difference"]))
    few = rows if len(rows) <= MAX_LISTED else [rows[0], rows[-1]]
    changes = [tr("{difference} ({scenario})", scenario=scenario_label(row["scenario"], tr),
                difference=measures.difference(kpi, row["difference"], (row["high"] - row["low"]) / 2, tr)) for row in few]
    text = (message("Against {base}, {kpi} changes by {changes}.") if few is rows
            else message("Against {base}, {kpi} changes by {changes}, the best and the worst of {n} alternatives."))
    return tr(text, kpi=measures.in_sentence(kpi, tr), base=scenario_label(base, tr), changes=tr.listed(changes), n=len(rows))


def page_of(found: Findings, tr: Translator, command: str = "") -> Page:
    """The page of any other method, with the command that writes it; of the shipped experiment if none is given."""
    tr = tr._replace(currency=str(found.facts.get("currency", tr.currency)))
    with settings():
        answer, drawings, tables, sure = _MAKERS[found.experiment.method](found, tr)
    facts = found.facts
    horizon, warm_up = (tr.ngettext("1 day", "{n} days", int(facts[name])) for name in ("horizon_days", "warm_up_days"))
    sure = [tr(
        "Runs: {n_runs}, each of {horizon} after a warm-up of {warm_up}; replications of each: {replications}; random seed: "
        "{seed}.", n_runs=facts["n_replications_run"], horizon=horizon, warm_up=warm_up, replications=facts["replications"],
        seed=str(facts["seed"])), *sure]
    if found.unfinished:
        sure.append(_unfinished(found.unfinished, tr))
    return _page(found.experiment, answer, drawings, tables, sure, tr, command)


MAX_LISTED = 3                   # largest number of alternatives with their difference in the answer of a comparison


def _warm_up(found: Findings, tr: Translator) -> Made:
    days, settled = found.tables["days"], found.tables["settled"]
    counted = float(found.facts["base_warm_up_days"])
    kpis = settled["kpi"].tolist()
    fig, axes = titled_panels(len(kpis), found.experiment.question)
    for ax, row in zip(axes, rows_of(settled), strict=False):
        research.settling(ax, days, row["kpi"], row["settled_day"], counted, tr)
    last = rows_of(settled.dropna().sort_values("settled_day"))[-1:]
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
            for row in rows_of(settled)]
    return (answer, [drawing("settling", fig, tr(
        "Thin: the day. Thick: mean of 20 open days. Blue: where base starts counting. Dashed: where MSER-5 would start."))],
            [Table(tr("When each measure settles"), (tr("measure"), tr("settled from day")), rows)],
            [tr(
                "MSER-5 (White 1997; White, Cobb & Spratt 2000) on the mean of {n} replications, closed days left out.",
                n=found.facts["replications"])])


_MAKERS: dict[str, Callable[[Findings, Translator], Made]] = {
    "warm_up": _warm_up, "sensitivity": varied.sensitivity, "design": varied.design, "robustness": varied.robustness,
    "search": chosen.search, "ranking": chosen.ranking,
}


def _joint_table(joint: pd.DataFrame, base: str, tr: Translator) -> Table:
    rows = [(scenario_label(row["scenario"], tr), measures.label(row["kpi"], tr),
             measures.difference(row["kpi"], row["difference"], (row["high"] - row["low"]) / 2, tr),
             _verdict(row, tr)) for row in rows_of(joint)]
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
              for row in rows_of(joint[~joint["reached"]])]
    if missed:
        return tr(
            "Required precision: {what}; not reached after the largest number allowed, {n} replications: {open}.",
            what=what, n=n, open="; ".join(missed))
    return tr("Required precision: {what}; reached after {n} replications.", what=what, n=n)


def _unfinished(unfinished: Sequence[tuple[str, int, Message]], tr: Translator) -> str:
    name, nth, why = unfinished[0]
    first = f"{name}, {nth}: {tr(why)}"
    return tr("{n} of the replications did not finish and are left out: {first}.", n=len(unfinished), first=first)
