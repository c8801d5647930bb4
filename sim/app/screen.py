"""The app's page: question and levers on the left, one view at a time on the right."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from sim.app import cards, session, views
from sim.app.cards import STYLE
from sim.app.heading import heading, option, roster
from sim.app.levers import BY_NAME, HOUR_OF_DAY, LEVERS, QUESTIONS, SHIFT_H, Lever, steps
from sim.app.session import gather, widget
from sim.app.state import VIEWS, InvalidValue, State, base, pair, usual
from sim.config.scenario import Scenario
from sim.execution.executors import raised
from sim.findings.declared import meaning, source
from sim.findings.formats import hour, plain_number
from sim.findings.parameters import parameters, settable_keys
from sim.i18n.translate import LANGUAGES, Message, Translator, language_name
from sim.params.catalogue import declared, pattern
from sim.plugins import PluginError

POLL_S = 0.7


def app() -> None:
    """Draw the page for the visitor's state; an error is reported in its place."""
    st.set_page_config(page_title="Contact centre", page_icon="☎", layout="wide", initial_sidebar_state="auto")
    with _errors_shown():
        _page()


@contextmanager
def _errors_shown() -> Iterator[None]:
    """Show an exception as one line on the page; what Streamlit raises to redraw the page passes."""
    try:
        yield
    except Exception as error:
        report_error(error)


def report_error(error: Exception) -> bool:
    """Show an exception as one line on the page, and its place in the code on standard error, for a developer.

    Returns:
        True: Streamlit need not show it.
    """
    language = st.session_state.get("lang") or st.query_params.get("lang")
    tr, failed = Translator(language if language in LANGUAGES else "en"), raised(error)
    if isinstance(error, PluginError):
        st.error(tr("A plug-in cannot be used: {why}", why=cards.error(failed.why, tr)))
    else:
        print(failed.trace, file=sys.stderr, end="")
        st.error(tr("This did not work: {why}", why=cards.error(failed.why, tr)))
    return True


def _page() -> None:
    state = session.enter()
    tr = Translator(state.language, base().params.costs.currency)
    st.html(STYLE)
    invalid: dict[str, Message | str] = {}
    scenarios: tuple[Scenario, Scenario] | None = None
    try:
        scenarios = pair(state)
    except InvalidValue as why:
        invalid = why.about
    unfinished = scenarios is not None and _starts_work(state, scenarios)
    _sidebar(state, None if scenarios is None else scenarios[0], invalid, tr)
    session.keep_address(state)
    st.title(cards.error(heading(state, tr), tr), anchor=False)
    if "greeted" not in st.session_state:
        _greeting(tr)
    st.segmented_control(
        tr("Views"),
        list(VIEWS),
        key="view",
        format_func=lambda view: tr(VIEWS[view]),
        on_change=gather,
        label_visibility="collapsed",
    )
    _unread(state, tr)
    if scenarios is None:
        fields = [tr(BY_NAME[name].label) if name in BY_NAME else cards.error(name, tr) for name in invalid]
        st.warning(tr("Not valid: {fields}. Correct this to see the answer.", fields=tr.listed(fields)))
        if state.view == "expert":
            _expert(state, base(), invalid, tr)
        else:
            _expert_values(state, invalid, tr)
        return
    _run_pending(state, scenarios, unfinished, tr)


def _starts_work(state: State, scenarios: tuple[Scenario, Scenario]) -> bool:
    """Whether results are still pending; asked before the page is drawn, so that work runs meanwhile."""
    if _failed(state) is not None:
        return False
    try:
        return views.is_unfinished(state, scenarios)
    except Exception as error:
        st.session_state["failed"] = state, error
        return False


def _failed(state: State) -> Exception | None:
    """The exception that ended the work for this state, if any."""
    failed: tuple[State, Exception] | None = st.session_state.get("failed")
    return failed[1] if failed is not None and failed[0] == state else None


def _unread(state: State, tr: Translator) -> None:
    """A line for each part of the link that belongs to no field on the left and could not be read."""
    for name, text in state.unread.items():
        if name not in BY_NAME:
            st.error(tr("The link asks for {name} = “{text}”, which is not possible; it is left out.",
                        name=cards.error(name[:80], tr), text=cards.error(text[:40], tr)))


def _run_pending(state: State, scenarios: tuple[Scenario, Scenario], unfinished: bool, tr: Translator) -> None:
    """The view, redrawn while replications are running; not after an error, which stays until the visitor changes something."""
    if state.view == "expert":
        _expert(state, scenarios[1], {}, tr)
        return
    failed = _failed(state)
    if failed is not None:
        report_error(failed)
        st.button(tr("Try again"), key="retry", on_click=session.retry, args=(list(scenarios),))
        return
    st.fragment(run_every=POLL_S if unfinished else None)(_view)(state, scenarios, unfinished, tr)


def _view(state: State, scenarios: tuple[Scenario, Scenario], was_unfinished: bool, tr: Translator) -> None:
    try:
        views.VIEW[state.view](state, scenarios, tr)
        is_done = was_unfinished and not views.is_unfinished(state, scenarios)
    except Exception as error:
        st.session_state["failed"] = state, error
        is_done = True
    if is_done:
        st.rerun()  # all work is done: the page stops polling


def _greeting(tr: Translator) -> None:
    with st.container(border=True):
        st.markdown(tr(
            "**In three steps:** 1. Choose a question on the left. 2. Move a slider; the numbers follow, with *the same "
            "customers* in today’s centre and in the changed one. 3. Look at *Why*, *Alternatives* and *How certain*.\n\nThe "
            "example is a Danish centre with 20 agents until you describe your own under *My centre today*. Blue is better, "
            "orange is worse, grey is not clear."))
        if st.button(tr("Got it"), key="greet"):
            st.session_state["greeted"] = True
            st.rerun()


# --- every parameter ----------------------------------------------------------------------------------------


def _expert(state: State, scenario: Scenario, invalid: dict[str, Message | str], tr: Translator) -> None:
    """Every parameter, from its declaration; each can be set."""
    st.markdown(tr(
        "All values of the changed centre with unit, meaning and source, as on the command line. A value that you set here "
        "applies to your change."))
    rows = parameters(scenario, tr)
    left, middle, right = st.columns([3, 2, 1], vertical_alignment="bottom")
    left.selectbox(tr("Parameter"), settable_keys(scenario), key="expert_key")
    middle.text_input(tr("Value"), key="expert_value", max_chars=400)
    right.button(tr("Set"), key="expert_set", on_click=session.set_expert)
    _expert_values(state, invalid, tr)
    st.dataframe(
        [
            {
                tr("Parameter"): row.key,
                tr("Value"): row.value,
                tr("Unit"): row.unit,
                tr("Meaning"): row.meaning,
                tr("Source"): row.source,
            }
            for row in rows
        ],
        hide_index=True,
        width="stretch",
    )


def _expert_values(state: State, invalid: dict[str, Message | str], tr: Translator) -> None:
    """The values that were set, each with its error."""
    for name, value in state.expert.items():
        line, away = st.columns([5, 1], vertical_alignment="center")
        line.markdown(f"{cards.error(name, tr)} = {cards.error(value, tr)}")
        if name in invalid:
            line.error(tr("Not possible: {line}", line=cards.error(invalid[name], tr)))
        away.button(tr("Remove"), key=f"away.{name}", on_click=session.unset_expert, args=(name,))


# --- the left side ------------------------------------------------------------------------------------------


def _sidebar(state: State, today: Scenario | None, invalid: dict[str, Message | str], tr: Translator) -> None:
    with st.sidebar:
        st.segmented_control(
            tr("Language"),
            list(LANGUAGES),
            key="lang",
            format_func=lambda name: language_name(name),
            on_change=gather,
            label_visibility="collapsed",
        )
        st.selectbox(
            tr("What would you like to know?"),
            list(QUESTIONS),
            key="question",
            format_func=lambda name: tr(QUESTIONS[name].label),
            on_change=session.ask,
        )
        for lever in LEVERS:
            if lever.group == "main":
                _lever(lever, invalid, tr)
        shown = {**state.values, **invalid, **state.unread}
        moved = any(lever.group == "more" and lever.name in shown for lever in LEVERS)
        with st.expander(tr("More levers"), expanded=moved):
            for lever in LEVERS:
                if lever.group == "more":
                    _lever(lever, invalid, tr)
        described = any(lever.group == "centre" and lever.name in shown for lever in LEVERS)
        with st.expander(tr("My centre today"), expanded=described):
            for lever in LEVERS:
                if lever.group == "centre":
                    _lever(lever, invalid, tr)
            if today is not None:
                st.caption(roster(today.params, tr))
        st.caption(tr("Runs on this machine only. Nothing is sent anywhere."))


def _lever(lever: Lever, invalid: dict[str, Message | str], tr: Translator) -> None:
    label, key = _label(lever, tr), widget(lever)
    about = _help(lever, tr)
    if lever.unit == HOUR_OF_DAY:  # a list: in a number's field 8:00 becomes 800
        st.selectbox(label, steps(lever, st.session_state[key]), key=key, on_change=gather, help=about,
                     format_func=lambda value: option(lever, value, tr))
    elif lever.group == "centre":
        st.number_input(
            label, step=float(lever.step), key=key, on_change=gather, help=about, format="%.1f" if lever.step < 1 else "%.0f"
        )
    else:  # a slider of options with formatted labels: a plain slider cannot show a decimal comma
        places = lever.options or steps(lever, st.session_state[key])
        st.select_slider(
            label, places, key=key, format_func=lambda value: option(lever, value, tr), on_change=gather, help=about
        )
    state: State = st.session_state["state"]
    if lever.name in invalid:
        st.error(_message(lever, invalid[lever.name], tr))
    elif lever.name in state.unread:
        st.error(tr("The link asks for “{text}”, which is not possible here; the usual value stands.",
                    text=cards.error(state.unread[lever.name][:40], tr)))


def _label(lever: Lever, tr: Translator) -> str:
    unit = tr(lever.unit)
    return tr(lever.label) + (f" ({unit})" if unit and lever.group == "centre" and lever.unit != HOUR_OF_DAY else "")


def _help(lever: Lever, tr: Translator) -> str:
    """Help text of a lever: meaning, usual value, and source of its parameter."""
    cited = source(base().sources.get(lever.key, ""), tr)
    means = meaning(declared()[pattern(lever.key.split(".")) or lever.key], tr)
    was = usual(lever)
    is_number = not isinstance(was, str) and not lever.options
    shown = option(lever, was, tr) if is_number and lever.unit == HOUR_OF_DAY else (
        plain_number(float(was), tr) if is_number else tr("see the first choice"))
    return tr(
        "{meaning}. In base: {usual}. Source, as cited: {source} (`{parameter}`)",
        meaning=means[:1].upper() + means[1:], usual=shown, source=cited, parameter=lever.key)


def _message(lever: Lever, why: Message | str, tr: Translator) -> str:
    """An error message for the visitor."""
    low, high = (plain_number(x, tr) for x in (lever.low, lever.high))
    if why in ("low", "high") and lever.unit == HOUR_OF_DAY:
        return tr("Choose a time from {low} to {high}.", low=hour(lever.low), high=hour(lever.high))
    if why in ("low", "high"):
        return tr("Enter a number from {low} to {high} {unit}.", low=low, high=high, unit=lever.unit)
    if why == "hours":
        return tr("The centre must be open for at least 8 hours; a shift takes {shift} hours.", shift=plain_number(SHIFT_H, tr))
    return tr("Not possible: {line}", line=cards.error(why, tr))
