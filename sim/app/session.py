"""One visitor's session: the chosen state, kept in the session and in the address; and the shared simulation service."""

from collections.abc import Callable
from time import monotonic
from typing import Any
from uuid import uuid4

import pandas as pd
import streamlit as st

from sim.app.downloads import uploaded
from sim.app.heading import changed
from sim.app.levers import BY_NAME, LEVERS, OWN, Lever, Value
from sim.app.state import State, asked, from_link, moved, to_link, usual
from sim.app.work import run_results
from sim.app.work.service import SimulationService
from sim.config.errors import ConfigError
from sim.config.scenario import Scenario
from sim.execution.executors import Future
from sim.execution.processes import n_cores
from sim.execution.tasks import Task
from sim.i18n.translate import Translator

MAX_JOBS = 6  # jobs whose results a session keeps
BREATH_S = 0.1  # interval at which the next input is noticed while the page waits for first results
AT_ONCE = max(2, n_cores())  # replications that a session requests at a time: one per worker, so that a new input need not queue


@st.cache_resource(show_spinner=False)
def service() -> SimulationService:
    """The simulation service of this server; its workers are initialised while the first page is drawn."""
    return SimulationService()


def enter() -> State:
    """The visitor's state: at first from the link, then from the session."""
    if "state" not in st.session_state:
        take(from_link(dict(st.query_params)))
    state: State = st.session_state["state"]
    return state


def take(state: State) -> None:
    """Set the state, and the widgets with it; with other levers than the question's it is the visitor's own question."""
    if changed(state) != asked(state.question):
        state = moved(state, question=OWN)
    st.session_state["state"] = state
    st.session_state["lang"], st.session_state["view"] = state.language, state.view
    st.session_state["question"] = state.question
    for lever in LEVERS:
        st.session_state[widget(lever)] = shown(lever, state.values.get(lever.name, usual(lever)))


def widget(lever: Lever) -> str:
    """The key of a lever's widget."""
    return f"lever.{lever.name}"


def shown(lever: Lever, value: Value) -> Value:
    """A value as its widget shows it; a slider limits it to its range."""
    if lever.options:
        return value
    if lever.group == "centre":
        return float(value)
    return min(max(float(value), float(lever.low)), float(lever.high))


def gather() -> None:
    """Update the state from the widgets, after an input."""
    before: State = st.session_state["state"]
    values = {lever.name: st.session_state[widget(lever)] for lever in LEVERS if st.session_state.get(widget(lever)) is not None}
    values = {name: value for name, value in values.items() if value != usual(BY_NAME[name])}
    now = State(
        st.session_state["lang"] or before.language,
        before.question,
        st.session_state["view"] or before.view,
        values,
        before.expert,
    )
    if changed(now) not in (changed(before), asked(now.question)):  # it is no longer the question that was chosen
        now = moved(now, question=OWN)
        st.session_state["question"] = OWN
    st.session_state["state"] = now


def ask() -> None:
    """Apply another question: set its levers, keep the description of the centre, remove expert values."""
    before: State = st.session_state["state"]
    centre = {name: value for name, value in before.values.items() if BY_NAME[name].group == "centre"}
    question = st.session_state["question"]
    take(State(before.language, question, before.view, {**centre, **asked(question)}))


def set_expert() -> None:
    """Add an expert value."""
    before: State = st.session_state["state"]
    key, text = st.session_state["expert_key"], st.session_state["expert_value"].strip()
    if text:
        st.session_state["state"] = moved(before, expert={**before.expert, key: text})


def unset_expert(key: str) -> None:
    """Remove an expert value."""
    before: State = st.session_state["state"]
    st.session_state["state"] = moved(before, expert={name: text for name, text in before.expert.items() if name != key})


def bring() -> None:
    """Add the values of an uploaded file as expert values."""
    file, before = st.session_state["upload"], st.session_state["state"]
    st.session_state["not_brought"] = None
    if file is None:
        return
    try:
        expert = uploaded(file.name, file.getvalue())
    except ConfigError as error:
        st.session_state["not_brought"] = error.messages[0]
        return
    take(moved(before, expert={**before.expert, **expert}, view="expert"))


def keep_address(state: State) -> None:
    """Write the state to the page's address, so that it can be shared."""
    link = to_link(state)
    if dict(st.query_params) != link:
        st.query_params.from_dict(link)


def tr() -> Translator:
    """The visitor's language."""
    return Translator(st.session_state["state"].language)


# --- work ---------------------------------------------------------------------------------------------------


def visitor() -> str:
    """The visitor's id, for requests to the service."""
    name: str = st.session_state.setdefault("visitor", uuid4().hex)
    return name


def replications() -> int:
    """Number of replications that the visitor requests."""
    return int(st.session_state.get("wanted", 10))


def request_replications() -> None:
    """Keep the slider's value, because the slider is not always on the page."""
    st.session_state["wanted"] = st.session_state["years"]


def run_more(scenarios: list[Scenario], n: int) -> int:
    """Request more replications unless one has failed; returns how many of the n are finished for all scenarios."""
    here, forgotten = service(), st.session_state.get("asked_for", [])
    names = [scenario.key for scenario in scenarios]
    if [one.key for one in forgotten] != names:
        here.cancel([one for one in forgotten if one.key not in names], visitor())
        st.session_state["asked_for"], st.session_state["stopped"] = scenarios, False
    done = [here.results(scenario) for scenario in scenarios]
    n_done = sum(all(nth in rows for rows in done) for nth in range(n))
    missing = [
        Task.of(scenario, nth) for nth in range(n) for scenario, rows in zip(scenarios, done, strict=True) if nth not in rows
    ]
    if missing and not st.session_state.get("stopped") and run_results.failure(here, scenarios) is None:
        here.request(missing[:AT_ONCE], visitor())
    return n_done


@st.cache_data(max_entries=100, show_spinner=False)
def theory(key: str, n: int, _scenario: Scenario) -> pd.DataFrame:
    """A scenario's table of queueing theory after n replications; kept by the scenario's key."""
    return run_results.theory(service(), _scenario, n)


def first_numbers(scenarios: list[Scenario], seconds: float) -> None:
    """Wait briefly for the first two replications, so that a change of a lever shows results at once.

    The visitor's next input ends the wait: Streamlit notices it on access to the session, here to the visitor's id.
    """
    tasks, ends_s = [Task.of(scenario, 0) for scenario in scenarios], monotonic() + seconds
    while not service().wait_for(tasks, visitor(), min(BREATH_S, seconds)) and monotonic() < ends_s:
        pass


def stop() -> None:
    """Cancel the visitor's pending replications; finished ones are kept."""
    st.session_state["stopped"] = True
    service().cancel(st.session_state.get("asked_for", []), visitor())


def retry(scenarios: list[Scenario]) -> None:
    """Request again what failed: replications and longer jobs."""
    service().forget_failures(scenarios)
    jobs: dict[tuple[Any, ...], Future[Any]] = st.session_state.get("jobs", {})
    for place in [place for place, future in jobs.items() if future.done() and (future.cancelled() or future.exception())]:
        del jobs[place]
    st.session_state.pop("failed", None)


def job(name: str, keys: tuple[Any, ...], work: Callable[..., Any], *args: Any) -> "Future[Any]":
    """A longer job, run once per subject; the session keeps the last few results."""
    jobs: dict[tuple[Any, ...], Future[Any]] = st.session_state.setdefault("jobs", {})
    place = name, *keys
    if place not in jobs:
        jobs[place] = service().submit(work, *args)
        while len(jobs) > MAX_JOBS:
            jobs.pop(next(iter(jobs))).cancel()
    return jobs[place]
