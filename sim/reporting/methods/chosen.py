"""Pages of the methods that choose: a search, and a ranking."""

from collections.abc import Mapping
from typing import Any

from sim.config.experiment_file import Range, Search
from sim.experiment.methods.findings import Findings
from sim.experiment.methods.search import WINNER
from sim.figures import research
from sim.findings import formats, measures
from sim.findings.ranges import range_label, range_value
from sim.findings.verdict import judge, scenario_label
from sim.i18n.translate import Translator
from sim.reporting.methods.parts import Made, better_sign, drawing, ranges_table, rows_of, titled_panels, without_overrides
from sim.reporting.page import Table


def search(found: Findings, tr: Translator) -> Made:
    """The answer, figure, table and certainty of a search."""
    asked, trials, joint = found.experiment.search, found.tables["trials"], found.tables["joint"]
    assert asked is not None
    kpis, winner = found.experiment.decide_on, int(found.facts["winner"])
    won = rows_of(trials[trials["trial"] == winner])[0]
    confirmed = found.tables["confirmed"]
    mine = rows_of(confirmed[(confirmed["scenario"] == WINNER) & (confirmed["kpi"] == kpis[0])])[0]
    beaten: list[str] = []
    not_beaten: list[str] = []
    for row in rows_of(joint[joint["kpi"] == kpis[0]]):
        verdict = judge(kpis[0], -row["difference"], -row["high"], -row["low"])
        if verdict == "same":  # the winner is this portfolio
            continue
        (beaten if verdict == "better" else not_beaten).append(scenario_label(without_overrides(row["scenario"]), tr))
    better = tr(", and is clearly better than {names}", names=tr.listed(beaten)) if beaten else ""
    better += tr("; it is not clearly better than {names}", names=tr.listed(not_beaten)) if not_beaten else ""
    half = float(mine["high"] - mine["low"]) / 2
    answer = tr(
        "Best found: {mix}; with new random numbers it changes {kpi} by {difference} against doing nothing{better}",
        mix=_mix(asked, found.ranges, won, tr), kpi=measures.in_sentence(kpis[0], tr),
                 difference=measures.difference(kpis[0], float(mine["difference"]), half, tr), better=better)
    drawings = []
    if len(kpis) > 1:
        fig, axes = titled_panels(1, found.experiment.question, height_in=3.8)
        research.front(axes[0], trials, (kpis[0], kpis[1]), winner, tr)
        drawings.append(drawing("front", fig, tr("none is better in both (Pareto front)")))
    rows = []
    for name in dict.fromkeys(confirmed["scenario"]):
        some = {row["kpi"]: row for row in rows_of(confirmed[confirmed["scenario"] == name])}
        called = _mix(asked, found.ranges, won, tr) if name == WINNER else scenario_label(without_overrides(str(name)), tr)
        halves = {kpi: (some[kpi]["high"] - some[kpi]["low"]) / 2 for kpi in kpis}
        rows.append((called, *(measures.difference(kpi, some[kpi]["difference"], halves[kpi], tr, unit=False) for kpi in kpis)))
    heads = ("", *(measures.label_with_unit(kpi, tr, True) for kpi in kpis))
    sure = tr(
        "{n} portfolios tried (optuna, NSGA-II), each by paired differences; the winner and the naive ones were then run for "
        "{replications} further replications with random numbers that the search had not used. Intervals hold together with "
        "95% over {m} comparisons.", n=found.facts["n_trials"], replications=found.facts["confirm_replications"],
               m=int(joint["n_comparisons"].max()))
    tables = [Table(tr("The winner and the naive portfolios with new random numbers, against doing nothing"), heads, rows)]
    return answer + ".", drawings, tables + ([ranges_table(found.ranges, tr)] if found.ranges else []), [sure]


def _mix(asked: Search, ranges: Mapping[str, Range], plan: Mapping[str, Any], tr: Translator) -> str:
    parts = [tr("{share} of the money for {lever}", share=formats.percent(float(plan[lever]), 0, tr),
                lever=scenario_label(lever, tr))
             for lever in asked.levers if plan[lever] > 0]
    parts += [tr("with {switch}", switch=scenario_label(name, tr)) for name in asked.switches if plan[name]]
    parts += [tr("{name} at {value}", name=range_label(name, one, tr), value=range_value(name, one, float(plan[name]), tr))
              for name, one in ranges.items()]
    return tr.listed(parts) or tr("doing nothing")


def ranking(found: Findings, tr: Translator) -> Made:
    """The answer, figure, table and certainty of a ranking."""
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
            for name, row in zip(names, rows_of(table), strict=True)]
    heads = (tr("scenario"), measures.label(asked.kpi, tr), tr("replications"))
    return (answer + ".", [drawing("places", fig, tr(
        "Mean over replications, and how many were needed: blue was kept, grey was dropped."))], [Table(tr(
        "In order, with the replications needed to drop each"), heads, rows)],
            [tr(
                "Procedure KN (Kim & Nelson 2001; sim-tools, with its look-up of variances corrected): {n} replications in "
                "all, none spent on alternatives already beaten.", n=found.facts["n_taken"])])
