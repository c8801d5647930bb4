"""An answer as one HTML file that opens without a network, prints, and reads aloud."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from markupsafe import Markup, escape
from matplotlib.figure import Figure

from sim import figures
from sim.experiment.answer import Answer
from sim.findings import measures
from sim.findings.parameters import changes, parameters
from sim.findings.verdict import all_compared, compared, headline, labels, said_of, scenario_label
from sim.i18n.texts import Words
from sim.i18n.translate import Translator
from sim.reporting import tables
from sim.reporting.budget import best_within_budget
from sim.reporting.html import filled, write_html
from sim.reporting.story import story

MOST_DRAWN = 16  # scenarios in one figure; the tables have all of them
FIGURES = ("differences", "loyalty", "break_even", "map", "day", "drift")
LIMITS = ("channels", "word", "market", "recovery", "sales", "people")


class Drawn(NamedTuple):
    """A figure on the page and what is said below it."""

    svg: Markup
    caption: str


def write_report(answer: Answer, path: Path | str, language: str = "en") -> Path:
    """Write the report; the same answer gives the same bytes on the same machine.

    Args:
        answer: what to show.
        path: the HTML file; its folder is made when it is missing.
        language: as in `sim.i18n.texts`.

    Returns:
        The file.

    Raises:
        ConfigError: the file cannot be written.
    """
    say = Words(language)
    return write_html(Path(path), html(answer, say), say)


def html(answer: Answer, say: Words) -> str:
    """The whole page."""
    base, names = answer.scenarios[0], labels(answer.scenarios, say)
    measured = tables.all_measures(answer, say)
    return filled(
        "report.html",
        say=say,
        answer=answer,
        base=names[base.name],
        names=names,
        others=[names[s.name] for s in answer.scenarios[1:]],
        headline=headline(answer, say),
        budget=best_within_budget(answer, say),
        title=answer.question or _versus([names[s.name] for s in answer.scenarios], say),
        kpis=[(measures.label(kpi, say), measures.unit(kpi, say)) for kpi in answer.decide_on],
        plain=lambda heads: [(head, "") for head in heads],
        unfinished=[
            say("report.unfinished_line", scenario=names.get(name, name), replication=nth, why=Translator(say.language)(why))
            for name, nth, why in answer.unfinished
        ],
        decided=tables.decided(answer, say),
        money=tables.money(answer, say),
        measured=measured,
        definitions=tables.definitions(measured, say),
        beside=tables.beside_others(answer, say),
        break_evens=tables.break_evens(answer, say),
        story=story(answer, say),
        map_found=[] if answer.map is None else tables.map_found(answer.map, say),
        figures={**dict.fromkeys(FIGURES), **dict(_figures(answer, say))},
        method=tables.method(answer, say),
        limits=LIMITS,
        changes=[(names[s.name], s.name, changes(base, s, say)) for s in answer.scenarios[1:]],
        parameters=parameters(base, say),
    )


def _versus(names: list[str], say: Words) -> str:
    """What is compared with what, for an answer to no question."""
    base, *others = names
    if not others:
        return say("report.alone", base=base)
    if len(others) > 3:
        return say("report.many_versus", n=len(others), base=base)
    return say("report.versus", others=say.listed(others), base=base)


def _figures(answer: Answer, say: Words) -> Iterator[tuple[str, Drawn]]:
    """The figures that this answer can fill, by name."""
    base = answer.scenarios[0].name
    drawn_names = [scenario.name for scenario in answer.scenarios[:MOST_DRAWN]]
    frame = answer.differences[answer.differences["scenario"].isin(drawn_names)]
    kpis = [kpi for kpi in answer.decide_on if frame.loc[frame["kpi"] == kpi, "value"].notna().any()]
    some = len(drawn_names) < len(answer.scenarios)
    note = say("report.shown", n=len(drawn_names), all=len(answer.scenarios)) if some else ""
    if len(drawn_names) > 1 and kpis:
        found = all_compared(frame)
        told = [
            f"{name}: {said_of([compared(found, key, kpi) for kpi in kpis], say)}."
            for key, name in labels(answer.scenarios, say).items()
            if key in drawn_names[1:]
        ]
        yield (
            "differences",
            _drawn(figures.differences(frame, kpis, base, say), "differences", " ".join(told), say, note),
        )
    loyalty = next((kpi for kpi in ("nps", "churn_per_year") if _known(frame, kpi)), None)
    if len(drawn_names) > 1 and loyalty and _known(frame, "cost_dkk"):
        yield (
            "loyalty",
            _drawn(
                figures.loyalty_against_cost(frame, answer.money, base, say, loyalty),
                "loyalty",
                _values(answer, drawn_names, ("cost_dkk", loyalty), say),
                say,
                note,
            ),
        )
    other = _to_tell(answer)
    if other is not None:
        fig = figures.break_evens(answer.runs, base, other, say)
        yield "break_even", _drawn(fig, "breakeven", say("figure.break_even.below"), say)
    if answer.map is not None and answer.map_keys is not None and len(answer.map):
        change = _map_change(answer, say)
        fig = figures.pay_map(answer.map, answer.map_keys, answer.map_here, change, say)
        yield "map", _drawn(fig, "map", ". ".join(tables.map_found(answer.map, say)) + ".", say)
    if len(answer.day):
        yield "day", _drawn(figures.day_queue(answer.day, say), "day", say("figure.day.below"), say)
    drift = answer.drift[answer.drift["scenario"].isin(drawn_names)]
    if any(drift[column].notna().any() for column, _ in figures.DRIFT_PANELS if column in drift):
        yield (
            "drift",
            _drawn(
                figures.drift(drift, say),
                "drift",
                _values(answer, drawn_names, ("nps", "customers_at_end", "strain"), say),
                say,
                note,
            ),
        )


def _drawn(fig: Figure, name: str, description: str, say: Words, note: str = "") -> Drawn:
    title = fig.texts[0].get_text().replace("\n", " ")
    return Drawn(Markup(figures.svg(fig, name, str(escape(title)), str(escape(description)), say("number.decimal"))), note)


def _known(frame: Any, kpi: str) -> bool:
    return bool(frame.loc[frame["kpi"] == kpi, "value"].notna().any())


def _to_tell(answer: Answer) -> str | None:
    """The capped scenario whose break-evens are drawn: that of the story, else the first."""
    names = tables.capped(answer)
    return answer.story_other if answer.story_other in names else next(iter(names), None)


def _map_change(answer: Answer, say: Words) -> str:
    """What the map tries out, if the answer tells."""
    _, tried = answer.map_scenarios or ("", None)
    return (
        say("report.map_change")
        if tried is None
        else say("figure.map.quoted", scenario=scenario_label(tried, say))
    )


def _values(answer: Answer, names: list[str], kpis: tuple[str, ...], say: Words) -> str:
    """Scenarios' values of some measures in one sentence each, for who cannot see the figure."""
    told, found = [], all_compared(answer.differences)
    called = labels(answer.scenarios, say)
    for name in names:
        rows = [compared(found, name, kpi) for kpi in kpis]
        values = [
            say(
                "said.value",
                measure=measures.label(row.kpi, say),
                value=measures.value(row.kpi, row.value, say),
            )
            for row in rows
            if row.value == row.value
        ]
        told.append(say("headline.alone", scenario=called[name], values=say.listed(values)))
    return " ".join(told)
