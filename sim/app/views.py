"""The views of the desk: the answer, why, what instead, a day, three years, how sure, the stage, what can be kept."""

import io
from collections.abc import Callable
from html import escape
from typing import Any
from urllib.parse import urlencode

import streamlit as st

from sim import figures
from sim.app import found, jobs, keep, session, show, strategies
from sim.app.state import TODAY, WHAT_IF, State, base, pair, to_link
from sim.config.scenario import Scenario
from sim.execution.executors import Future
from sim.figures.style import settings
from sim.findings import measures
from sim.findings.declared import definition, meaning, source
from sim.findings.formats import kroner
from sim.findings.parameters import parameters
from sim.findings.verdict import all_compared
from sim.i18n.texts import Words
from sim.i18n.translate import Message, Translator
from sim.params.catalogue import declared

Pair = tuple[Scenario, Scenario]
SHOWN = ("asa_s", "fcr_share", "contacts_per_case", "nps", "churn_per_year", "quits_per_year", "result_dkk", "cost_dkk")
CHAIN = (
    "fcr_share",
    "repeat_share",
    "contacts_per_day",
    "occupancy",
    "asa_s",
    "nps",
    "churn_per_year",
    "margin_dkk",
    "result_dkk",
)
SOURCES = {  # parameters that a link of the chain hangs on most
    "fcr_share": ("conversation.steepness", "conversation.slack_share"),
    "repeat_share": ("repeats.return_prob",),
    "contacts_per_day": ("conversation.kept_share", "redial.after_abandon_prob"),
    "occupancy": ("workforce.strain_knee_occupancy",),
    "asa_s": ("patience.law",),
    "nps": ("customers.bad_news_weight", "customers.unsolved_logit"),
    "churn_per_year": ("customers.churn_per_year", "customers.churn_beta"),
    "margin_dkk": ("costs.margin_dkk_per_year",),
    "result_dkk": ("costs.agent_pay_dkk_per_month",),
}
FIRST_S, YEARS, YEARS_LIVED = 1.8, 3, 3


def is_unfinished(state: State, scenarios: Pair) -> bool:
    """Whether something on this view is still to come."""
    if st.session_state.get("stopped"):
        return False
    if found.failure(session.room(), scenarios):
        return False
    coming = _job_of(state, scenarios)
    if coming is not None and not coming.done():
        return True
    if state.view in ("answer", "why", "sure", "keep"):
        return session.live_on(list(scenarios), session.replications()) < session.replications()
    if state.view == "instead":
        return session.live_on(_strategies(state), strategies.LIVED) < strategies.LIVED
    if state.view == "years":
        return session.live_on(list(pair(state, 365 * YEARS)), YEARS_LIVED) < YEARS_LIVED
    return False


def _job_of(state: State, scenarios: Pair) -> "Future[Any] | None":
    """The longer work that a view needs; begun when it is first asked for."""
    keys, language = tuple(one.key for one in scenarios), state.language
    if state.view == "day":
        return session.job("day", keys, jobs.look_into_a_day, list(scenarios))
    if state.view == "stage":
        return session.job("stage", (*keys, language), jobs.replayed, list(scenarios), language)
    wanted = (*keys, language, session.replications())
    if state.view == "keep" and st.session_state.get("report_wanted") == wanted:
        question = Words(language)(f"desk.question.{state.question}")
        return session.job(
            "report", wanted, jobs.reported, list(scenarios), question, SHOWN[:-1], session.replications(), language
        )
    return None


# --- the answer ---------------------------------------------------------------------------------------------


def answer(state: State, scenarios: Pair, say: Words) -> None:
    """First numbers, then surer ones."""
    rows, n = _rows(scenarios, say)
    if not rows:
        return
    st.html(f'<p class="cc-lead">{show.lead(rows, SHOWN[:-1], say)}</p>' + show.cards([rows[kpi] for kpi in SHOWN], say))
    _budget(state, scenarios, say)
    _how_far(n, say)


def _rows(scenarios: Pair, say: Words) -> tuple[dict[str, Any], int]:
    here = session.room()
    session.live_on(list(scenarios), session.replications())
    rows, n = found.compared(here, *scenarios, session.replications())
    if not rows:
        session.first_numbers(list(scenarios), FIRST_S)
        rows, n = found.compared(here, *scenarios, session.replications())
    why = found.failure(here, scenarios)
    if why:
        st.error(say("desk.failed", why=Translator(say.language)(why)))
    elif not rows:
        st.info(say("desk.coming"))
    return rows, n


def _budget(state: State, scenarios: Pair, say: Words) -> None:
    """What the plan costs beside what it may."""
    before, after = (found.planned_dkk(one) for one in scenarios)
    limit = before * (1.0 + float(state.values.get("budget", 0.0)) / 100.0)
    key = "desk.budget.over" if after > limit + 0.5 else "desk.budget.within"
    st.markdown(
        say(
            key,
            planned=kroner(after, say.language),
            limit=kroner(limit, say.language),
            gap=kroner(abs(after - limit), say.language),
            today=kroner(before, say.language),
        )
    )


def _how_far(n: int, say: Words) -> None:
    wanted = session.replications()
    st.progress(min(n / wanted, 1.0), text=say("desk.progress", n=n, wanted=wanted))
    if n < wanted and not st.session_state.get("stopped"):
        if st.button(say("desk.stop"), key="stop"):
            session.stop()
            st.rerun()
    elif n < wanted and st.button(say("desk.go_on"), key="go_on"):
        st.session_state["stopped"] = False
        st.rerun()


# --- why ----------------------------------------------------------------------------------------------------


def why(state: State, scenarios: Pair, say: Words) -> None:
    """The chain from the lever to the result, each link with its number in both worlds."""
    rows, n = _rows(scenarios, say)
    if not rows:
        return
    st.markdown(say("desk.why_text"))
    for kpi in CHAIN:
        row, more = st.columns([5, 1], vertical_alignment="center")
        row.html(show.link(rows[kpi], say))
        with more.popover(say("desk.link_more"), width="stretch"):
            st.markdown(f"**{measures.label(kpi, say)}.** " + say(f"desk.link.{kpi}"))
            st.html(f'<p class="cc-note">{escape(definition(kpi, say))}</p>')
            for key in SOURCES[kpi]:
                told = source(scenarios[1].sources.get(key, ""), say)
                st.caption(say("desk.link_source", parameter=key, meaning=meaning(declared()[key], say), source=told))
    _how_far(n, say)


# --- what instead -------------------------------------------------------------------------------------------


def _strategies(state: State) -> list[Scenario]:
    return strategies.strategies(state)


def instead(state: State, scenarios: Pair, say: Words) -> None:
    """Strategies that fit the same budget, by what they buy."""
    everyone = _strategies(state)
    n = session.live_on(everyone, strategies.LIVED)
    lived = found.runs(session.room(), everyone, strategies.LIVED)
    st.markdown(say("desk.instead_text", limit=kroner(strategies.limit_dkk(state), say.language)))
    if lived.empty:
        st.info(say("desk.coming"))
        return
    names = [one.name for one in everyone]
    table, money = found.table(lived, names), found.money(everyone, strategies.limit_dkk(state))
    ranked = strategies.ranked(table, names)
    st.dataframe(
        [
            {
                say("desk.rank"): nth + 1,
                say("report.scenario"): say(f"scenario.{one}"),
                measures.label_with_unit("nps", say, True): strategies.gap(table, one, "nps", say),
                measures.label_with_unit("churn_per_year", say, True): strategies.gap(table, one, "churn_per_year", say),
                measures.label_with_unit("asa_s", say, True): strategies.gap(table, one, "asa_s", say),
                measures.label_with_unit("result_dkk", say, True): strategies.gap(table, one, "result_dkk", say),
            }
            for nth, one in enumerate(ranked)
        ],
        hide_index=True,
        width="stretch",
    )
    fig = figures.loyalty_against_cost(table, money, names[0], say)
    _figure(fig, say("figure.loyalty.below"), say)
    st.progress(n / strategies.LIVED, text=say("desk.progress", n=n, wanted=strategies.LIVED))


# --- a day, three years -------------------------------------------------------------------------------------


def day(state: State, scenarios: Pair, say: Words) -> None:
    """Queue, staffing, lunch and load over the hours of an ordinary day."""
    table = _got(_job_of(state, scenarios), say)
    if table is not None:
        _figure(figures.day_queue(table, say), say("figure.day.below"), say)


def years(state: State, scenarios: Pair, say: Words) -> None:
    """Loyalty, staff and customers over three years."""
    long = list(pair(state, 365 * YEARS))
    n = session.live_on(long, YEARS_LIVED)
    table = found.weeks(session.room(), long, YEARS_LIVED)
    if not n:
        st.info(say("desk.coming"))
        return
    _figure(figures.drift(table, say), say("figure.drift.below"), say)
    lived = found.runs(session.room(), long, YEARS_LIVED)
    rows = all_compared(found.table(lived, [TODAY, WHAT_IF]))
    st.html(show.cards([rows[WHAT_IF, kpi] for kpi in ("nps", "customers_at_end", "quits_per_year", "result_dkk")], say))
    st.progress(n / YEARS_LIVED, text=say("desk.progress", n=n, wanted=YEARS_LIVED))


# --- how sure -----------------------------------------------------------------------------------------------


def sure(state: State, scenarios: Pair, say: Words) -> None:
    """The interval narrows while more years come in."""
    left, right = st.columns(2)
    kpi = left.selectbox(say("desk.measure"), SHOWN, index=3, format_func=lambda name: measures.label(name, say), key="sure_kpi")
    right.select_slider(
        say("desk.replications"),
        (10, 20, 30, 50, 100),
        key="years",
        value=session.replications(),
        on_change=session.want_years,
    )
    rows, n = _rows(scenarios, say)
    if not rows:
        return
    st.html(show.cards([rows[kpi]], say))
    lived = found.runs(session.room(), scenarios, session.replications())
    by_name = {name: lived[lived["scenario"] == name].set_index("replication")[kpi] for name in (TODAY, WHAT_IF)}
    gaps = (by_name[WHAT_IF] - by_name[TODAY]).dropna().tolist()
    if len(gaps) > 1:
        drawing, told = show.narrowing(gaps, kpi, say)
        st.html(show.picture(drawing.encode(), "image/svg+xml", told) + f'<p class="cc-note">{escape(told)}</p>')
    st.markdown(say("desk.sure_text"))
    _how_far(n, say)


# --- the stage, and what can be kept ------------------------------------------------------------------------


def stage(state: State, scenarios: Pair, say: Words) -> None:
    """The same replay as the command line writes."""
    page = _got(_job_of(state, scenarios), say)
    if page is not None:
        st.download_button(say("desk.stage_keep"), page, "stage.html", "text/html", on_click="ignore")
        st.iframe(page, height=980)


def keep_it(state: State, scenarios: Pair, say: Words) -> None:
    """Link, scenario files, report, tables."""
    rows, _ = _rows(scenarios, say)
    question = say(f"desk.question.{state.question}")
    st.header(say("desk.keep_link"), anchor=False)
    here = (st.context.url or "").partition("?")[0].rstrip("/")
    st.code(f"{here}/?{urlencode(to_link(state))}", language=None, wrap_lines=True)
    st.header(say("desk.keep_files"), anchor=False)
    st.caption(say("desk.keep_files_text"))
    st.download_button(
        say("desk.keep_bundle"),
        keep.bundle(base(), *scenarios, question, session.replications()),
        "contact-centre.zip",
        "application/zip",
        on_click="ignore",
    )
    st.code(keep.scenario_file(WHAT_IF, question, keep.diff(base(), scenarios[1])), language=None)
    if rows:
        st.download_button(say("desk.keep_csv"), keep.spreadsheet(rows, say), "contact-centre.csv", "text/csv", on_click="ignore")
    _report(state, scenarios, say)
    _upload(say)


def _report(state: State, scenarios: Pair, say: Words) -> None:
    st.header(say("desk.keep_report"), anchor=False)
    coming = _job_of(state, scenarios)
    if coming is None:
        if st.button(say("desk.report_make", n=session.replications()), key="report"):
            wanted = (*(one.key for one in scenarios), state.language, session.replications())
            st.session_state["report_wanted"] = wanted
            st.rerun()
        return
    report = _got(coming, say)
    if report is not None:
        st.download_button(say("desk.report_html"), report.html, "report.html", "text/html", on_click="ignore")
        st.download_button(say("desk.report_pdf"), report.pdf, "report.pdf", "application/pdf", on_click="ignore")


def _upload(say: Words) -> None:
    st.header(say("desk.upload"), anchor=False)
    st.file_uploader(say("desk.upload_text"), type=["yaml", "yml"], key="upload", max_upload_size=1, on_change=session.bring)
    if st.session_state.get("not_brought"):
        st.error(say("desk.refused_line", line=Translator(say.language)(st.session_state["not_brought"])))


# --- every parameter ----------------------------------------------------------------------------------------


def expert(state: State, scenario: Scenario, refused: dict[str, Message | str], say: Words) -> None:
    """Every parameter, from the declarations that the command line uses; each can be set."""
    st.markdown(say("desk.expert_text"))
    rows = parameters(scenario, say)
    left, middle, right = st.columns([3, 2, 1], vertical_alignment="bottom")
    left.selectbox(say("report.key"), [row.key for row in rows], key="expert_key")
    middle.text_input(say("report.value"), key="expert_value", max_chars=400)
    right.button(say("desk.expert_set"), key="expert_set", on_click=session.set_expert)
    for name, value in state.expert.items():
        line, away = st.columns([5, 1], vertical_alignment="center")
        line.markdown(f"`{name}` = `{value}`")
        if name in refused:
            why = refused[name]
            line.error(say("desk.refused_line", line=Translator(say.language)(why) if isinstance(why, Message) else why))
        away.button(say("desk.expert_away"), key=f"away.{name}", on_click=session.unset_expert, args=(name,))
    st.dataframe(
        [
            {
                say("report.key"): row.key,
                say("report.value"): row.value,
                say("report.unit"): row.unit,
                say("report.meaning"): row.meaning,
                say("report.source"): row.source,
            }
            for row in rows
        ],
        hide_index=True,
        width="stretch",
    )


# --- shared -------------------------------------------------------------------------------------------------


def _got(future: "Future[Any] | None", say: Words) -> Any:
    """What a longer work found; a line while it goes on, and where it was refused."""
    if future is None or not future.done():
        st.info(say("desk.coming"))
        return None
    if future.cancelled() or future.exception() is not None:
        st.error(say("desk.failed", why=str(future.exception() if not future.cancelled() else "")))
        return None
    result = future.result()
    if isinstance(result, tuple) and not isinstance(result, jobs.Report):
        st.error(say("desk.failed", why=" ".join(Translator(say.language)(one) for one in result)))
        return None
    return result


def _figure(fig: Any, description: str, say: Words) -> None:
    """A figure as a picture, with its title and how to read it for who cannot see it."""
    paper, title = io.BytesIO(), fig.texts[0].get_text().replace("\n", " ")
    with settings():
        figures.with_mark(fig, say("number.decimal")).savefig(paper, format="png", dpi=140)
    st.html(show.picture(paper.getvalue(), "image/png", f"{title} {description}"))


VIEW: dict[str, Callable[[State, Pair, Words], None]] = {
    "answer": answer,
    "why": why,
    "instead": instead,
    "day": day,
    "years": years,
    "sure": sure,
    "stage": stage,
    "keep": keep_it,
}
