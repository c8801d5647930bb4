"""The app's views: answer, causes, alternatives, a day, three years, certainty, animation, downloads."""

import io
from collections.abc import Callable, Sequence
from html import escape
from typing import Any
from urllib.parse import urlencode

import streamlit as st

from sim import figures
from sim.app import cards, downloads, session, strategies
from sim.app.heading import budget, heading
from sim.app.state import TODAY, WHAT_IF, State, base, pair, to_link
from sim.app.work import jobs, run_results
from sim.config.scenario import Scenario
from sim.execution.executors import Future, raised
from sim.figures.style import settings
from sim.findings import measures
from sim.findings.declared import definition, meaning, source
from sim.findings.formats import decimal_mark, money
from sim.findings.labels import BUDGET_LIMITS
from sim.findings.theory import calculations_of, overloaded
from sim.findings.verdict import all_compared, scenario_label
from sim.i18n.translate import Message, Translator, message
from sim.params.catalogue import declared
from sim.reporting import theory

Pair = tuple[Scenario, Scenario]
SHOWN = ("asa_s", "answered_in_20s_share", "abandoned_share", "occupancy", "aht_s", "fcr_share", "contacts_per_case", "nps",
         "churn_per_year", "quits_per_year", "result", "cost")
DECIDE_ON = ("asa_s", "fcr_share", "contacts_per_case", "nps", "churn_per_year", "quits_per_year", "result")  # of the report
FIRST_S, YEARS = 1.8, 3
RUNS = (10, 20, 30, 50, 100)  # numbers of replications to choose from


_A_YEAR = message("{n} of {wanted} simulated years for each centre, with the same customers")
_THREE_YEARS = message("{n} of {wanted} runs of three years for each centre, with the same customers")


def is_unfinished(state: State, scenarios: Pair) -> bool:
    """Whether results of this view are still pending."""
    if st.session_state.get("stopped"):
        return False
    coming = _job_of(state, scenarios)
    if coming is not None and not coming.done():
        return True
    simulated, n = _simulated(state, scenarios)
    if run_results.failure(session.service(), simulated):
        return False
    return session.run_more(simulated, n) < n


def _simulated(state: State, scenarios: Pair) -> tuple[list[Scenario], int]:
    """The scenarios that a view simulates, and the number of their replications."""
    if state.view in ("answer", "why", "sure", "keep"):
        return list(scenarios), session.replications()
    if state.view == "instead":
        return strategies.strategies(state), strategies.COMPLETED
    if state.view == "years":
        return list(pair(state, 365 * YEARS)), session.replications()
    return [], 0


def _job_of(state: State, scenarios: Pair) -> "Future[Any] | None":
    """The job of a view; started when the view is first shown."""
    keys, language = tuple(one.key for one in scenarios), state.language
    if state.view == "day":
        return session.job("day", keys, jobs.profile_of_day, list(scenarios))
    if state.view == "stage":
        return session.job("stage", (*keys, language), jobs.replayed, list(scenarios), language)
    wanted = (*keys, language, session.replications())
    if state.view == "keep" and st.session_state.get("report_wanted") == wanted:
        question = heading(state, Translator(language))
        return session.job(
            "report", wanted, jobs.reported, list(scenarios), question, DECIDE_ON, session.replications(), language
        )
    return None


# --- the answer ---------------------------------------------------------------------------------------------


def answer(state: State, scenarios: Pair, tr: Translator) -> None:
    """The answer, with more precise numbers as replications finish."""
    rows, n = _rows(scenarios, tr)
    if not rows:
        return
    st.html(f'<p class="cc-lead">{cards.lead(rows, SHOWN[:-1], n, tr)}</p>' + cards.cards([rows[kpi] for kpi in SHOWN], n, tr))
    for scenario in scenarios:
        found = run_results.overload(session.service(), scenario, session.replications())
        if found is not None:
            st.warning(overloaded(found, scenario_label(scenario.name, tr), tr))
    _budget(state, scenarios, tr)
    _theory(scenarios, n, tr)
    _how_far(n, tr)


def _rows(scenarios: Pair, tr: Translator) -> tuple[dict[str, Any], int]:
    here = session.service()
    session.run_more(list(scenarios), session.replications())
    rows, n = run_results.compared(here, *scenarios, session.replications())
    if not rows:
        session.first_numbers(list(scenarios), FIRST_S)
        rows, n = run_results.compared(here, *scenarios, session.replications())
    if not _failed(scenarios, tr) and not rows:
        st.info(tr("Simulating the first year …"))
    return rows, n


def _failed(scenarios: Sequence[Scenario], tr: Translator) -> bool:
    """Whether a replication failed, which is reported."""
    why = run_results.failure(session.service(), scenarios)
    if why:
        st.error(tr("This did not work: {why}", why=cards.error(why, tr)))
        _retry(scenarios, tr)
    return why is not None


def _retry(scenarios: Sequence[Scenario], tr: Translator) -> None:
    """A button that requests what failed once more."""
    if st.button(tr("Try again"), key="retry"):
        session.retry(list(scenarios))
        st.rerun()


def _budget(state: State, scenarios: Pair, tr: Translator) -> None:
    """The planned cost beside its limit, and what is planned and what spent."""
    before, after = (run_results.planned_cost(one) for one in scenarios)
    limit = before * (1.0 + float(state.values.get("budget", 0.0)) / 100.0)
    st.markdown(budget(before, after, limit, tr))
    st.caption(tr(BUDGET_LIMITS) + " " + tr("The card “{cost}” shows what is spent.", cost=measures.label("cost", tr)))


def _theory(scenarios: Pair, n: int, tr: Translator) -> None:
    """The same values by queueing theory, as in the report; from two replications on, which give an interval."""
    if n < 2:
        return
    runs = run_results.runs(session.service(), scenarios, session.replications())
    found = all_compared(run_results.table(runs, [one.name for one in scenarios]))
    by_scenario = [(one, calculations_of(session.theory(one.key, n, one))) for one in scenarios]
    shown = [theory.decomposition(one, rows, found, tr) for one, rows in by_scenario if rows]
    if shown:
        with st.expander(tr("Compared with queueing theory")):
            st.html(theory.part(shown, tr))


def _how_far(n: int, tr: Translator, run: Message = _A_YEAR) -> None:
    """How many runs are finished, with buttons to stop, to go on and to ask for more."""
    wanted = session.replications()
    st.progress(min(n / wanted, 1.0), text=tr(run, n=n, wanted=wanted))
    if n < wanted and not st.session_state.get("stopped"):
        if st.button(tr("Stop here"), key="stop"):
            session.stop()
            st.rerun()
    elif n < wanted and st.button(tr("Continue"), key="go_on"):
        st.session_state["stopped"] = False
        st.rerun()
    elif n >= wanted and wanted < RUNS[-1]:
        more = next(number for number in RUNS if number > wanted)
        if st.button(tr("Go on to {n} runs", n=more), key="more_runs"):
            st.session_state["wanted"] = more
            st.rerun()


# --- causes ----------------------------------------------------------------------------------------------------


def why(state: State, scenarios: Pair, tr: Translator) -> None:
    """The causal chain from the lever to the result, each link with its number in both centres."""
    rows, n = _rows(scenarios, tr)
    if not rows:
        return
    st.markdown(tr("From the lever to the result. Each step is a measure in both centres, with the same customers."))
    for kpi in cards.CHAIN:
        row, more = st.columns([5, 1], vertical_alignment="center")
        row.html(cards.link(rows[kpi], tr))
        with more.popover(tr("What it is"), width="stretch"):
            st.markdown(f"**{measures.label(kpi, tr)}.** " + tr(cards.CHAIN[kpi]))
            st.html(f'<p class="cc-note">{escape(definition(kpi, tr))}</p>')
            for key in cards.LINK_PARAMETERS[kpi]:
                cited = source(scenarios[1].sources.get(key, ""), tr)
                st.caption(tr(
                    "`{parameter}`: {meaning}. Source, as cited: {source}",
                    parameter=key, meaning=meaning(declared()[key], tr), source=cited))
    _how_far(n, tr)


# --- alternatives -------------------------------------------------------------------------------------------


def alternatives(state: State, scenarios: Pair, tr: Translator) -> None:
    """Strategies within the same budget, by their effect."""
    everyone, wanted = _simulated(state, scenarios)
    n = session.run_more(everyone, wanted)
    runs = run_results.runs(session.service(), everyone, strategies.COMPLETED)
    st.markdown(tr(
        "Strategies whose plan costs at most {limit} a year, and your own change, against doing nothing; highest loyalty "
        "first. ± is half a 95% interval. Raise the budget under *More levers* to make room for strategies that cost money.",
        limit=money(strategies.cost_limit(state), tr)))
    if _failed(everyone, tr):
        return
    if runs.empty:
        st.info(tr("Simulating the first year …"))
        return
    names = [one.name for one in everyone]
    table, budgets = run_results.table(runs, names), run_results.money(everyone, strategies.cost_limit(state))
    ranked = strategies.ranked(table, names)
    st.dataframe(
        [
            {
                tr("Rank"): nth + 1,
                tr("Scenario"): scenario_label(one, tr),
                measures.label_with_unit("nps", tr, True): strategies.gap(table, one, "nps", tr),
                measures.label_with_unit("churn_per_year", tr, True): strategies.gap(table, one, "churn_per_year", tr),
                measures.label_with_unit("asa_s", tr, True): strategies.gap(table, one, "asa_s", tr),
                measures.label_with_unit("result", tr, True): strategies.gap(table, one, "result", tr),
            }
            for nth, one in enumerate(ranked)
        ],
        hide_index=True,
        width="stretch",
    )
    fig = figures.loyalty_against_cost(table, budgets, names[0], tr)
    _figure(fig, tr(
        "Bars are 95% intervals in both directions; because the customers are the same everywhere, differences are more "
        "certain than they suggest. Square: the base of comparison. A budget limits the planned cost; overtime, hiring and "
        "goodwill come on top. Hollow: planned above the budget."), tr)
    st.progress(n / strategies.COMPLETED, text=tr(
        "{n} of {wanted} simulated years for each centre, with the same customers", n=n, wanted=strategies.COMPLETED))


# --- a day, three years -------------------------------------------------------------------------------------


def day(state: State, scenarios: Pair, tr: Translator) -> None:
    """Queue, staffing, lunch and load by hour of a representative day."""
    table = _got(_job_of(state, scenarios), tr)
    if table is not None:
        _figure(figures.day_queue(table, tr), tr(
            "A representative day, the same in every panel, every five minutes. Where the orange rises, customers wait."), tr)


def years(state: State, scenarios: Pair, tr: Translator) -> None:
    """Loyalty, staff and customers over three years."""
    long, wanted = _simulated(state, scenarios)
    n = session.run_more(long, wanted)
    table = run_results.weeks(session.service(), long, wanted)
    if _failed(long, tr):
        return
    if not n:
        st.info(tr("Simulating the first year …"))
        return
    _figure(figures.drift(table, tr), tr(
        "Means over the replications. Week 1 is the first counted week; the change has acted since the first day of the "
        "warm-up."), tr)
    runs = run_results.runs(session.service(), long, wanted)
    rows = all_compared(run_results.table(runs, [TODAY, WHAT_IF]))
    st.html(cards.cards([rows[WHAT_IF, kpi] for kpi in ("nps", "customers_at_end", "quits_per_year", "result")], YEARS * n, tr))
    _how_far(n, tr, _THREE_YEARS)


# --- certainty -----------------------------------------------------------------------------------------------


def sure(state: State, scenarios: Pair, tr: Translator) -> None:
    """The interval, which narrows with more replications."""
    left, right = st.columns(2)
    kpi = left.selectbox(tr("Measure"), SHOWN, index=SHOWN.index("nps"), format_func=lambda name: measures.label(name, tr),
                         key="sure_kpi")
    right.select_slider(
        tr("Simulated years"),
        RUNS,
        key="years",
        value=session.replications(),
        on_change=session.request_replications,
    )
    rows, n = _rows(scenarios, tr)
    if not rows:
        return
    st.html(cards.cards([rows[kpi]], n, tr))
    runs = run_results.runs(session.service(), scenarios, session.replications())
    by_name = {name: runs[runs["scenario"] == name].set_index("replication")[kpi] for name in (TODAY, WHAT_IF)}
    gaps = (by_name[WHAT_IF] - by_name[TODAY]).dropna().tolist()
    if len(gaps) > 1:
        drawing, sentence = cards.narrowing(gaps, kpi, tr)
        st.html(cards.picture(drawing.encode(), "image/svg+xml", sentence) + f'<p class="cc-note">{escape(sentence)}</p>')
    st.markdown(tr(
        "Each bar is a 95% interval of the difference after that many simulated years, each with new random numbers and the "
        "same customers in both centres. On average one in twenty such intervals misses the true value. Whether the model’s "
        "assumptions hold is another question: see *All values*."))
    _how_far(n, tr)


# --- animation and downloads ------------------------------------------------------------------------


def animation(state: State, scenarios: Pair, tr: Translator) -> None:
    """The same replay as from the command line."""
    page = _got(_job_of(state, scenarios), tr)
    if page is not None:
        st.download_button(tr("Save the animation as one file"), page, "animation.html", "text/html", on_click="ignore")
        st.iframe(page, height=980)


def download_view(state: State, scenarios: Pair, tr: Translator) -> None:
    """Link, scenario files, report, tables."""
    rows, _ = _rows(scenarios, tr)
    question = heading(state, tr)
    st.header(tr("A link to this view"), anchor=False)
    here = (st.context.url or "").partition("?")[0].rstrip("/")
    st.code(f"{here}/?{urlencode(to_link(state))}", language=None, wrap_lines=True)
    st.header(tr("As scenario files"), anchor=False)
    st.caption(tr(
        "Unpack the files; then `contact-centre experiment question.yaml --config-dir .` gives the same answer in a terminal."))
    st.download_button(
        tr("Scenario files (zip)"),
        downloads.bundle(base(), *scenarios, question, session.replications()),
        "contact-centre.zip",
        "application/zip",
        on_click="ignore",
    )
    st.code(downloads.scenario_file(WHAT_IF, question, downloads.diff(base(), scenarios[1])), language=None)
    if rows:
        st.download_button(tr("All measures as a table (CSV)"), downloads.spreadsheet(rows, tr), "contact-centre.csv", "text/csv",
                           on_click="ignore")
    _report(state, scenarios, tr)
    _upload(tr)


def _report(state: State, scenarios: Pair, tr: Translator) -> None:
    st.header(tr("The report"), anchor=False)
    coming = _job_of(state, scenarios)
    if coming is None:
        if st.button(tr("Write the report ({n} simulated years)", n=session.replications()), key="report"):
            wanted = (*(one.key for one in scenarios), state.language, session.replications())
            st.session_state["report_wanted"] = wanted
            st.rerun()
        return
    report = _got(coming, tr)
    if report is not None:
        st.download_button(tr("Report as one HTML file"), report.html, "report.html", "text/html", on_click="ignore")
        st.download_button(tr("Answer and figures as PDF"), report.pdf, "report.pdf", "application/pdf", on_click="ignore")


def _upload(tr: Translator) -> None:
    st.header(tr("Your own scenario file"), anchor=False)
    st.file_uploader(tr(
        "Its values are applied on top of your change. At most 64 kB; nothing in it is executed."),
        type=["yaml", "yml"], key="upload", max_upload_size=1, on_change=session.bring)
    if st.session_state.get("not_brought"):
        st.error(tr("Not possible: {line}", line=cards.error(st.session_state["not_brought"], tr)))


# --- shared -------------------------------------------------------------------------------------------------


def _got(future: "Future[Any] | None", tr: Translator) -> Any:
    """The result of a job; a message while it runs, or if it failed."""
    if future is None or not future.done():
        st.info(tr("Simulating the first year …"))
        return None
    error = None if future.cancelled() else future.exception()
    if future.cancelled() or error is not None:
        why = cards.error(raised(error).why, tr) if error is not None else tr("It was cancelled.")
        st.error(tr("This did not work: {why}", why=why))
        _retry([], tr)
        return None
    result = future.result()
    if isinstance(result, tuple) and not isinstance(result, jobs.Report):
        st.error(tr("This did not work: {why}", why=" ".join(cards.error(line, tr) for line in result)))
        return None
    return result


def _figure(fig: Any, description: str, tr: Translator) -> None:
    """A figure as a picture, with its title and its text for screen readers."""
    paper, title = io.BytesIO(), fig.texts[0].get_text().replace("\n", " ")
    with settings():
        figures.with_mark(fig, decimal_mark(tr)).savefig(paper, format="png", dpi=140)
    st.html(cards.picture(paper.getvalue(), "image/png", f"{title} {description}"))


VIEW: dict[str, Callable[[State, Pair, Translator], None]] = {
    "answer": answer,
    "why": why,
    "instead": alternatives,
    "day": day,
    "years": years,
    "sure": sure,
    "stage": animation,
    "keep": download_view,
}
