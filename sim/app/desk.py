"""The desk: what is asked and changed on the left, one view at a time on the right."""

import streamlit as st

from sim.app import session, views
from sim.app.levers import LEVERS, QUESTIONS, Lever, Value, steps
from sim.app.session import gather, widget
from sim.app.show import STYLE
from sim.app.state import VIEWS, Refused, State, base, pair, usual
from sim.config.scenario import Scenario
from sim.findings.declared import meaning, source
from sim.findings.formats import clock, number
from sim.i18n.texts import TEXTS, Words
from sim.i18n.translate import Message, Translator
from sim.params.catalogue import declared, pattern

POLL_S = 0.7


def desk() -> None:
    """Draw the page as the visitor's state says."""
    st.set_page_config(page_title="Contact centre", page_icon="☎", layout="wide", initial_sidebar_state="auto")
    state = session.enter()
    say = Words(state.language)
    st.html(STYLE)
    refused: dict[str, Message | str] = {}
    scenarios: tuple[Scenario, Scenario] | None = None
    try:
        scenarios = pair(state)
    except Refused as why:
        refused = why.about
    unfinished = scenarios is not None and views.is_unfinished(state, scenarios)  # asked first: lived while this is drawn
    _sidebar(state, refused, say)
    session.keep_address(state)
    st.title(say(f"desk.question.{state.question}"), anchor=False)
    if "greeted" not in st.session_state:
        _greeting(say)
    st.segmented_control(
        say("desk.views"),
        VIEWS,
        key="view",
        format_func=lambda view: say(f"desk.view.{view}"),
        on_change=gather,
        label_visibility="collapsed",
    )
    if scenarios is None:
        st.warning(say("desk.mend"))
        if state.view == "expert":
            views.expert(state, base(), refused, say)
        return
    _live(state, scenarios, unfinished, say)


def _live(state: State, scenarios: tuple[Scenario, Scenario], unfinished: bool, say: Words) -> None:
    """The view, drawn again while replications come in."""
    if state.view == "expert":
        views.expert(state, scenarios[1], {}, say)
        return
    st.fragment(run_every=POLL_S if unfinished else None)(_view)(state, scenarios, unfinished, say)


def _view(state: State, scenarios: tuple[Scenario, Scenario], was_unfinished: bool, say: Words) -> None:
    views.VIEW[state.view](state, scenarios, say)
    if was_unfinished and not views.is_unfinished(state, scenarios):
        st.rerun()  # nothing more comes: the page stops asking


def _greeting(say: Words) -> None:
    with st.container(border=True):
        st.markdown(say("desk.greeting"))
        if st.button(say("desk.greeted"), key="greet"):
            st.session_state["greeted"] = True
            st.rerun()


# --- the left side ------------------------------------------------------------------------------------------


def _sidebar(state: State, refused: dict[str, Message | str], say: Words) -> None:
    with st.sidebar:
        st.segmented_control(
            say("desk.language"),
            list(TEXTS),
            key="lang",
            format_func=lambda name: say(f"desk.language.{name}"),
            on_change=gather,
            label_visibility="collapsed",
        )
        st.selectbox(
            say("desk.question"),
            list(QUESTIONS),
            key="question",
            format_func=lambda name: say(f"desk.question.{name}"),
            on_change=session.ask,
        )
        for lever in LEVERS:
            if lever.group == "main":
                _lever(lever, refused, say)
        moved = any(lever.group == "more" and lever.name in state.values for lever in LEVERS)
        with st.expander(say("desk.more"), expanded=moved):
            for lever in LEVERS:
                if lever.group == "more":
                    _lever(lever, refused, say)
        described = any(lever.group == "centre" and lever.name in {**state.values, **refused} for lever in LEVERS)
        with st.expander(say("desk.centre"), expanded=described):
            for lever in LEVERS:
                if lever.group == "centre":
                    _lever(lever, refused, say)
        st.caption(say("desk.offline"))


def _lever(lever: Lever, refused: dict[str, Message | str], say: Words) -> None:
    label, key = _label(lever, say), widget(lever)
    about = _help(lever, say)
    if lever.group == "centre":
        st.number_input(
            label, step=float(lever.step), key=key, on_change=gather, help=about, format="%.1f" if lever.step < 1 else "%.0f"
        )
    else:  # of places with words of our own: a plain slider knows no decimal comma
        places = lever.options or steps(lever, st.session_state[key])
        st.select_slider(
            label, places, key=key, format_func=lambda value: _option(lever, value, say), on_change=gather, help=about
        )
    if lever.name in refused:
        st.error(_refusal(lever, refused[lever.name], say))


def _option(lever: Lever, value: Value, say: Words) -> str:
    """A word for an option, or the number with its unit; with its sign where it is a change."""
    named = f"{value:g}" if isinstance(value, float) else str(value)
    if isinstance(value, str) or say.maybe(f"desk.option.{lever.name}.{named}"):
        return say(f"desk.option.{lever.name}.{named}")
    sign = "+" if lever.low < 0 < value else ""
    return f"{sign}{number(value, say.language)} {say(f'desk.unit.{lever.unit}')}".strip()


def _label(lever: Lever, say: Words) -> str:
    unit = say(f"desk.unit.{lever.unit}")
    return say(f"desk.lever.{lever.name}") + (f" ({unit})" if unit and lever.group == "centre" else "")


def _help(lever: Lever, say: Words) -> str:
    """What it means, its usual value, and the source of the parameter that it writes."""
    told = source(base().sources.get(lever.key, ""), say)
    means = meaning(declared()[pattern(lever.key.split(".")) or lever.key], say)
    was = usual(lever)
    said = number(float(was), say.language) if not isinstance(was, str) and not lever.options else say("desk.as_in_base")
    return say("desk.help_lever", meaning=means[:1].upper() + means[1:], usual=said, source=told, parameter=lever.key)


def _refusal(lever: Lever, why: Message | str, say: Words) -> str:
    """One friendly line."""
    low, high = (clock(x) if lever.unit == "clock" else number(x, say.language) for x in (lever.low, lever.high))
    if why in ("low", "high"):
        return say("desk.refused", low=low, high=high, unit=say(f"desk.unit.{lever.unit}"))
    if why == "hours":
        return say("desk.refused_hours")
    return say("desk.refused_line", line=Translator(say.language)(why) if isinstance(why, Message) else why)
