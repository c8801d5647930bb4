"""The report: an answer as one HTML file that opens without a network, can be printed, and is accessible to screen readers."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from markupsafe import Markup
from matplotlib.figure import Figure

from sim import figures
from sim.experiment.answer import Answer
from sim.findings import measures
from sim.findings.labels import BUDGET_LIMITS
from sim.findings.parameters import changes, parameters
from sim.findings.verdict import all_compared, compared, headline, labels, scenario_label, verdict_clause
from sim.i18n.translate import Translator, message
from sim.reporting import tables, theory
from sim.reporting.budget import best_within_budget
from sim.reporting.page import Drawing, drawn, filled, write
from sim.reporting.story import story

MAX_DRAWN = 16  # scenarios in one figure; the tables have all of them
FIGURES = ("differences", "loyalty", "break_even", "map", "day", "drift")
LIMITS = (
    message("social media and video; a customer who makes contact again calls by phone;"),
    message("reviews read by prospective customers: in the model they hear from other people, and reviews only reveal root "
            "causes;"),
    message("how competitors react, and a market that grows or shrinks;"),
    message("service failures that no customer contacts us about, or where no contact gets through;"),
    message("sales during the conversation: what a customer buys depends on attitude alone;"),
    message("team spirit, and agents who learn from each other outside training."),
)


class Shown(NamedTuple):
    """A figure on the page and its caption."""

    svg: Markup
    caption: str


def write_report(answer: Answer, path: Path | str, language: str = "en") -> Path:
    """Write the report; equal answers give equal bytes on the same machine.

    Args:
        answer: its contents.
        path: the HTML file; a missing folder is created.
        language: one of `sim.i18n.translate.LANGUAGES`.

    Returns:
        The file.

    Raises:
        ConfigError: the file cannot be written.
    """
    tr = Translator(language, answer.scenarios[0].params.costs.currency)
    return write(Path(path), html(answer, tr))


def html(answer: Answer, tr: Translator) -> str:
    """The whole page."""
    base, names = answer.scenarios[0], labels(answer.scenarios, tr)
    measured = tables.all_measures(answer, tr)
    return filled(
        "report.html",
        tr,
        answer=answer,
        base=names[base.name],
        names=names,
        others=[names[s.name] for s in answer.scenarios[1:]],
        headline=headline(answer, tr),
        budget=best_within_budget(answer, tr),
        title=title_of(answer, tr),
        kpis=[(measures.label(kpi, tr), measures.unit(kpi, tr)) for kpi in answer.decide_on],
        plain=lambda heads: [(head, "") for head in heads],
        unfinished=[
            tr("{scenario}, replication {replication}: {why}", scenario=names.get(name, name), replication=nth, why=why)
            for name, nth, why in answer.unfinished
        ],
        decided=tables.decided(answer, tr),
        overloads=theory.overloads(answer, tr),
        theory=theory.decompositions(answer, tr),
        theory_heads=theory.heads(tr),
        money=tables.money(answer, tr),
        budget_limits=BUDGET_LIMITS,
        measured=measured,
        definitions=tables.definitions(measured, tr),
        beside=tables.beside_benchmarks(answer, tr),
        break_evens=tables.break_evens(answer, tr),
        story=story(answer, tr),
        map_found=[] if answer.map is None else tables.map_found(answer.map, tr),
        figures={**dict.fromkeys(FIGURES), **dict(_figures(answer, tr))},
        method=tables.method(answer, tr),
        limits=LIMITS,
        changes=[(names[s.name], s.name, changes(base, s, tr)) for s in answer.scenarios[1:]],
        parameters=parameters(base, tr),
    )


def title_of(answer: Answer, tr: Translator) -> str:
    """The title of an answer: its question, else the scenarios compared."""
    return " ".join(answer.question.split()) or _versus(list(labels(answer.scenarios, tr).values()), tr)


def _versus(names: list[str], tr: Translator) -> str:
    """The title of an answer without a question: the scenarios compared."""
    base, *others = names
    if not others:
        return tr("What comes out of {base}?", base=base)
    if len(others) > 3:
        return tr("{n} alternatives against {base}", n=len(others), base=base)
    return tr("{others} against {base}", others=tr.listed(others), base=base)


def _figures(answer: Answer, tr: Translator) -> Iterator[tuple[str, Shown]]:
    """The figures that this answer has data for, by name."""
    base = answer.scenarios[0].name
    drawn_names = [scenario.name for scenario in answer.scenarios[:MAX_DRAWN]]
    frame = answer.differences[answer.differences["scenario"].isin(drawn_names)]
    kpis = [kpi for kpi in answer.decide_on if frame.loc[frame["kpi"] == kpi, "value"].notna().any()]
    some = len(drawn_names) < len(answer.scenarios)
    note = tr(
        "The figure shows the first {n} of {all} scenarios; the tables show all.",
        n=len(drawn_names), all=len(answer.scenarios)) if some else ""
    if len(drawn_names) > 1 and kpis:
        found = all_compared(frame)
        sentences = [
            f"{name}: {verdict_clause([compared(found, key, kpi) for kpi in kpis], tr)}."
            for key, name in labels(answer.scenarios, tr).items()
            if key in drawn_names[1:]
        ]
        yield (
            "differences",
            _drawn(figures.differences(frame, kpis, base, tr), "differences", " ".join(sentences), tr, note),
        )
    loyalty = next((kpi for kpi in ("nps", "churn_per_year") if _known(frame, kpi)), None)
    if len(drawn_names) > 1 and loyalty and _known(frame, "cost"):
        yield (
            "loyalty",
            _drawn(
                figures.loyalty_against_cost(frame, answer.money, base, tr, loyalty),
                "loyalty",
                _values(answer, drawn_names, ("cost", loyalty), tr),
                tr,
                note,
            ),
        )
    other = _break_even_scenario(answer)
    if other is not None:
        fig = figures.break_evens(answer.runs, base, other, tr)
        yield "break_even", _drawn(fig, "breakeven", tr(
            "Each curve: the work at one handle time (AHT) if conversations solved more or fewer cases. Square and diamond: "
            "the two centres. Circle: the break-even, where the shorter conversations make as much work as the longer ones."), tr)
    if answer.map is not None and answer.map_keys is not None and len(answer.map):
        change = _map_change(answer, tr)
        fig = figures.pay_map(answer.map, answer.map_keys, answer.map_here, change, tr)
        yield "map", _drawn(fig, "map", ". ".join(tables.map_found(answer.map, tr)) + ".", tr)
    if len(answer.day):
        yield "day", _drawn(figures.day_queue(answer.day, tr), "day", tr(
            "A representative day, the same in every panel, every five minutes. Where the orange rises, customers wait."), tr)
    drift = answer.drift[answer.drift["scenario"].isin(drawn_names)]
    if any(drift[column].notna().any() for column, _ in figures.DRIFT_PANELS if column in drift):
        yield (
            "drift",
            _drawn(
                figures.drift(drift, tr),
                "drift",
                _values(answer, drawn_names, ("nps", "customers_at_end", "strain"), tr),
                tr,
                note,
            ),
        )


def _drawn(fig: Figure, name: str, description: str, tr: Translator, note: str = "") -> Shown:
    return Shown(drawn(Drawing(name, fig, description), tr), note)


def _known(frame: Any, kpi: str) -> bool:
    return bool(frame.loc[frame["kpi"] == kpi, "value"].notna().any())


def _break_even_scenario(answer: Answer) -> str | None:
    """The scenario with a cap whose break-evens are drawn: that of the story, else the first."""
    names = tables.capped(answer)
    return answer.story_other if answer.story_other in names else next(iter(names), None)


def _map_change(answer: Answer, tr: Translator) -> str:
    """Label of the change that the map examines."""
    _, tried = answer.map_scenarios or ("", None)
    return tr("the change") if tried is None else tr("“{scenario}”", scenario=scenario_label(tried, tr))


def _values(answer: Answer, names: list[str], kpis: tuple[str, ...], tr: Translator) -> str:
    """Scenarios' values of some measures in one sentence each, for screen readers."""
    sentences, found = [], all_compared(answer.differences)
    called = labels(answer.scenarios, tr)
    for name in names:
        rows = [compared(found, name, kpi) for kpi in kpis]
        values = [f"{measures.label(row.kpi, tr)} {measures.value(row.kpi, row.value, tr)}"
                  for row in rows if row.value == row.value]
        sentences.append(f"{called[name]}: {tr.listed(values)}.")
    return " ".join(sentences)
