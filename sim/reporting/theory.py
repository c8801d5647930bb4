"""Queueing theory beside the simulated values, as rows of formatted texts for the report and the terminal."""

import math
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from sim.config.scenario import Scenario
from sim.experiment.answer import Answer
from sim.findings import formats, measures, theory
from sim.findings.formats import MISSING
from sim.findings.verdict import Compared, all_compared, compared, labels, scenario_label
from sim.i18n.translate import Translator
from sim.kpis import KPIS
from sim.reporting.page import filled
from sim.reporting.tables import Cell, Row
from sim.results.load import Overload
from sim.results.theory import MEASURES


class Decomposition(NamedTuple):
    """One scenario: from Erlang-C to the simulated value.

    Attributes:
        label: the scenario's.
        rows: a row per calculation; the note of a row is what it adds.
        words: the same in sentences.
    """

    label: str
    rows: list[Row]
    words: theory.Words


def decompositions(answer: Answer, tr: Translator) -> list[Decomposition]:
    """The steps of each scenario that has calls and agents."""
    found = all_compared(answer.differences)
    shown = []
    for scenario in answer.scenarios:
        calculations = theory.calculations(answer, scenario.name)
        if calculations:
            shown.append(decomposition(scenario, calculations, found, tr))
    return shown


def decomposition(
    scenario: Scenario, calculations: list[theory.Calculation], found: Mapping[tuple[str, str], Compared], tr: Translator
) -> Decomposition:
    """One scenario's steps, its calculations beside the simulated measures among `all_compared`."""
    simulated = {kpi: compared(found, scenario.name, kpi) for kpi in KPIS}
    return Decomposition(scenario_label(scenario.name, tr), _rows(calculations, simulated, tr),
                         theory.words(calculations, simulated, scenario.params, tr))


def part(shown: Sequence[Decomposition], tr: Translator) -> str:
    """The decompositions as HTML, with what they are; for a page that is no report."""
    return filled("theory.html", tr, theory=shown, theory_heads=heads(tr))


def heads(tr: Translator) -> list[tuple[str, str]]:
    """Labels and units of the columns of `Decomposition.rows`."""
    columns = [(measures.label(kpi, tr), measures.unit(kpi, tr)) for kpi in MEASURES]
    return [(tr("Offered load"), tr("erlang")), columns[0], (tr("Change of the wait"), measures.unit(MEASURES[0], tr)),
            *columns[1:]]


def waits(answer: Answer, tr: Translator) -> list[list[str]]:
    """A row per scenario: load, agents, and the average speed of answer by Erlang-C, by the last step of theory and simulated."""
    found = all_compared(answer.differences)
    rows = []
    for scenario in answer.scenarios:
        by_step = {one.step: one for one in theory.calculations(answer, scenario.name)}
        if by_step:
            simulated = compared(found, scenario.name, MEASURES[0])
            whole, formulas = by_step["all_calls"], [by_step[step] for step in ("all_calls", "intervals", "days")]
            rows.append([scenario_label(scenario.name, tr), formats.number(whole.load_erlang, 1, tr),
                         formats.number(whole.n_agents, 1, tr),
                         *(_value(MEASURES[0], one.values[MEASURES[0]], tr) for one in formulas),
                         f"{_value(MEASURES[0], simulated.value, tr)} {_half(simulated, tr)}".rstrip()])
    return rows


def wait_heads(answer: Answer, tr: Translator) -> list[str]:
    """The heads of `waits`; names of formulas are those of the first scenario, the same in all with or without abandonment."""
    table = answer.theory
    kind = "erlang_a" if table is not None and (table["formula"] == "erlang_a").any() else "erlang_c"
    return [tr("Average wait in s (ASA)"), tr("Load, erlang"), tr("Agents"), theory.formula("all_calls", "erlang_c", tr),
            *(theory.formula(step, kind, tr) for step in ("intervals", "days")), theory.formula("simulated", "simulation", tr)]


def overloads(answer: Answer, tr: Translator) -> list[str]:
    """A sentence for each scenario with more work than its agents have time for."""
    names = labels(answer.scenarios, tr)
    rows = [] if answer.overload is None else answer.overload.to_dict("records")
    return [theory.overloaded(Overload(*(row[name] for name in Overload._fields)), names[row["scenario"]], tr) for row in rows]


def _rows(calculations: list[theory.Calculation], simulated: dict[str, Compared], tr: Translator) -> list[Row]:
    changes_s = {step.to: step.change for step in theory.steps(calculations, MEASURES[0])}
    rows = []
    for one in calculations:
        halves = {kpi: _half(simulated[kpi], tr) if one.step == "simulated" else "" for kpi in MEASURES}
        wait, *others = [Cell(_value(kpi, one.values[kpi], tr), halves[kpi]) for kpi in MEASURES]
        change = measures.difference(MEASURES[0], changes_s[one.step], math.nan, tr, unit=False) if one.step in changes_s else ""
        cells = [Cell(formats.number(one.load_erlang, 1, tr)), wait, Cell(change)]
        rows.append(Row(theory.formula(one.step, one.formula, tr), theory.feature(one.step, tr), [*cells, *others]))
    return rows


def _value(kpi: str, x: float, tr: Translator) -> str:
    """A value without unit; a dash where there is no steady state."""
    return measures.value(kpi, x, tr, unit=False) if not math.isnan(x) else MISSING


def _half(simulated: Compared, tr: Translator) -> str:
    """The half-width of the simulated value's interval, without unit; empty without one."""
    if math.isnan(simulated.value_half_width):
        return ""
    how = measures.form(simulated.kpi)
    decimals = measures.decimals_for(simulated.value_half_width * how.scale, how.decimals)
    return f"±{formats.SPACE}{formats.number(simulated.value_half_width * how.scale, decimals, tr)}"
