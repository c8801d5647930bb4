"""Longer jobs for a worker: a day's profile, a replay, a report. Each is a plain function of scenarios."""

import io
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd

from sim.config.errors import ConfigError
from sim.config.scenario import Scenario, vary
from sim.i18n.translate import Message, message
from sim.plugins import PluginError

JobError = tuple[Message, ...]


class Report(NamedTuple):
    """The same answer in two forms."""

    html: str
    pdf: bytes


def profile_of_day(scenarios: list[Scenario]) -> "pd.DataFrame | JobError":
    """`Answer.day`: a representative day, the same in every scenario."""
    from sim.execution.tasks import Task, TaskFailed
    from sim.execution.worker import run_replication
    from sim.experiment.day_profile import RecordsDay, representative_day

    day = representative_day(scenarios[0])
    if day is None:
        return (message("{scenario}: the centre never opens, so there is no day to play.", scenario=scenarios[0].name),)
    tables = []
    for scenario in scenarios:
        run = scenario.run.model_copy(update={"horizon_days": max(day + 1 - scenario.run.warm_up_days, 1)})
        result = run_replication(replace(Task.of(scenario, 0, recorders=(RecordsDay(day),)), run=run))
        if isinstance(result, TaskFailed):
            return (result.why,)
        tables.append(pd.DataFrame(result.recorded[0].clock).assign(scenario=scenario.name))
    return pd.concat(tables, ignore_index=True)


def replayed(scenarios: list[Scenario], language: str) -> "str | JobError":
    """The animation as an HTML page."""
    from sim.animation.recorded_day import record_day
    from sim.animation.replay import html

    try:
        return html(record_day(scenarios), language)
    except (ConfigError, PluginError) as error:
        return error.messages


def reported(
    scenarios: list[Scenario], question: str, decide_on: tuple[str, ...], replications: int, language: str
) -> "Report | JobError":
    """The same report as the command line's, and its figures as PDF."""
    from sim.experiment.runner import answer
    from sim.i18n.translate import Translator
    from sim.reporting.report import html

    tr = Translator(language, scenarios[0].params.costs.currency)
    asked = [vary(one, {"run.replications": replications}, "asked in the app", one.name) for one in scenarios]
    try:
        with tempfile.TemporaryDirectory(prefix="contact-centre-") as folder:
            found = answer(asked, Path(folder), name="app", question=question, decide_on=decide_on, jobs=1, progress=False)
        return Report(html(found, tr), pdf(found, tr))
    except (ConfigError, PluginError) as error:
        return error.messages


def pdf(answer: Any, tr: Any) -> bytes:
    """The answer in words and its figures, a page each; drawn by matplotlib, without a browser."""
    from matplotlib.backends.backend_pdf import PdfPages
    from matplotlib.figure import Figure

    from sim import figures
    from sim.figures.style import settings
    from sim.findings.formats import decimal_mark
    from sim.findings.verdict import headline

    base, words = answer.scenarios[0].name, headline(answer, tr)
    paper = io.BytesIO()
    with settings(), PdfPages(paper) as pages:
        first = Figure(figsize=(8.27, 11.69))
        text = f"{answer.question}\n\n{words.lead}\n\n{words.sure}"
        first.text(0.1, 0.92, _wrapped(text, 84), va="top", fontsize=11, linespacing=1.6)
        pages.savefig(first)
        drawn = [
            figures.differences(answer.differences, list(answer.decide_on), base, tr),
            figures.loyalty_against_cost(answer.differences, answer.money, base, tr),
        ]
        drawn += [figures.day_queue(answer.day, tr)] if len(answer.day) else []
        drawn += [figures.drift(answer.drift, tr)] if len(answer.drift) > len(answer.scenarios) else []
        for figure in drawn:
            pages.savefig(figures.with_mark(figure, decimal_mark(tr)), bbox_inches="tight", pad_inches=0.4)
    return paper.getvalue()


def _wrapped(text: str, width: int) -> str:
    import textwrap

    return "\n\n".join("\n".join(textwrap.wrap(part, width)) for part in text.split("\n\n"))
