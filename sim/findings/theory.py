"""What queueing theory says of a scenario's load, beside the simulated values, in words.

A value of theory agrees with the simulation if it lies within the 95 % interval of the simulated mean, and that interval does
not reach zero; an interval that does is too wide for a comparison. A step is named as the largest only if it is larger than the
next by more than the simulation's uncertainty.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

import pandas as pd

from sim.experiment.answer import Answer
from sim.findings import formats, measures
from sim.findings.verdict import Compared
from sim.i18n.translate import Message, Plural, Translator, message
from sim.params import Params
from sim.results.load import Overload
from sim.results.theory import COLUMNS, MEASURES

COMPARED = ("asa_s", "answered_in_20s_share", "abandoned_share")
_DECOMPOSED = ("asa_s", "abandoned_share")  # measures whose largest step is named
_FORMULAS: Mapping[tuple[str, str], Message] = {
    ("first_calls", "erlang_c"): message("Erlang C, first calls only"),
    ("all_calls", "erlang_c"): message("Erlang C, all calls"),
    ("erlang_c_intervals", "erlang_c"): message("Erlang C by interval"),
    ("patience", "erlang_a"): message("Erlang A"),
    ("intervals", "erlang_a"): message("Erlang A by interval"),
    ("intervals", "erlang_c"): message("Erlang C by interval"),
    ("days", "erlang_a"): message("Erlang A by interval and day"),
    ("days", "erlang_c"): message("Erlang C by interval and day"),
    ("simulated", "simulation"): message("Simulated"),
}
_FEATURES: Mapping[str, Message] = {
    "all_calls": message("redials and repeats"),
    "patience": message("customers who abandon"),
    "intervals": message("load and agents that change during the day"),
    "days": message("busy and quiet days"),
    "simulated": message("what the formulas leave out"),
}
_LARGEST = Plural("Largest step in {measure}: {parts}.", "Largest steps in {measure}: {parts}.")
_BESIDE = "erlang_c_intervals"  # adds nothing to the row before: it stands beside the steps


class Calculation(NamedTuple):
    """A row of `Answer.theory`.

    Attributes:
        step, formula: as there.
        load_erlang: offered load.
        n_agents: agents on the phone.
        n_periods: periods of the calculation.
        n_overloaded: of these with a load of at least the number of agents.
        values: by measure; NaN without a steady state.
    """

    step: str
    formula: str
    load_erlang: float
    n_agents: float
    n_periods: int
    n_overloaded: int
    values: Mapping[str, float]


class Step(NamedTuple):
    """From one value of theory to the next that exists, or to the simulated value.

    Attributes:
        to: the step's name in the table.
        features: what it adds; several where the values between have no steady state.
        change: of the measure.
    """

    to: str
    features: tuple[str, ...]
    change: float


class Words(NamedTuple):
    """Theory beside simulation, in sentences.

    Attributes:
        load: offered load and agents on the phone.
        verdicts: whether theory and simulation agree, and the largest steps.
        limits: where a formula has no value, and what the formulas leave out.
    """

    load: str
    verdicts: list[str]
    limits: list[str]


def calculations(answer: Answer, scenario: str) -> list[Calculation]:
    """A scenario's rows of `Answer.theory`, in order; empty if it has none."""
    table = answer.theory
    return [] if table is None else calculations_of(table[table["scenario"] == scenario])


def calculations_of(table: pd.DataFrame) -> list[Calculation]:
    """The rows of a table of `sim.results.theory`."""
    columns = table[list(COLUMNS)].itertuples(index=False, name=None)
    return [Calculation(step, formula, load, n_agents, n_periods, n_overloaded, dict(zip(MEASURES, values, strict=True)))
            for step, formula, load, n_agents, n_periods, n_overloaded, *values in columns]


def formula(step: str, kind: str, tr: Translator) -> str:
    """The name of a calculation, from its `step` and `formula`."""
    return tr(_FORMULAS[step, kind])


def feature(step: str, tr: Translator) -> str:
    """What a step adds; empty for a row that adds nothing to the one before."""
    return tr(_FEATURES[step]) if step in _FEATURES else ""


def steps(rows: Sequence[Calculation], kpi: str) -> list[Step]:
    """The steps between the values of a measure that exist, in order."""
    found: list[Step] = []
    features: list[str] = []
    before = math.nan
    for row in rows:
        if row.step == _BESIDE:
            continue
        features.append(row.step)
        if not math.isnan(row.values[kpi]):
            if not math.isnan(before):
                found.append(Step(row.step, tuple(features), row.values[kpi] - before))
            features, before = [], row.values[kpi]
    return found


def largest(rows: Sequence[Calculation], simulated: Compared) -> list[Step]:
    """The step that changes a measure most, or two of which it is uncertain which is larger; empty if all changes round to 0.

    The step to the simulated value is left out where the simulation does not show that it differs from theory.

    Args:
        rows: one scenario's.
        simulated: the simulated measure.
    """
    how = measures.form(simulated.kpi)
    is_shown = stands(simulated, _by_step(rows)["days"].values[simulated.kpi]) == "differs"
    shown = [step for step in steps(rows, simulated.kpi) if is_shown or step.to != "simulated"]
    ranked = sorted(shown, key=lambda step: -abs(step.change))
    if not ranked or abs(ranked[0].change) * how.scale < 0.5 * 0.1**how.decimals:
        return []
    uncertain = simulated.value_half_width if any(step.to == "simulated" for step in ranked[:2]) else 0.0
    is_close = len(ranked) > 1 and abs(ranked[0].change) - abs(ranked[1].change) <= uncertain
    return ranked[:2] if is_close else ranked[:1]


def stands(simulated: Compared, theory: float) -> str:
    """How a value of theory stands to the simulated one: `agrees`, `differs`, `too_wide`; `unknown` without a value or interval.

    >>> from sim.findings.verdict import Verdict
    >>> row = Compared("base", "asa_s", 30.0, 30.0, 0.0, 0.0, 4.0, Verdict.SAME)
    >>> [stands(row, x) for x in (33.9, 34.1, math.nan)], stands(row._replace(value_half_width=31.0), 33.9)
    (['agrees', 'differs', 'unknown'], 'too_wide')
    """
    value, half = simulated.value, simulated.value_half_width
    if math.isnan(theory) or math.isnan(half) or math.isnan(value):
        return "unknown"
    if abs(theory - value) > half:
        return "differs"
    return "too_wide" if half >= value > 0.0 else "agrees"


def words(rows: Sequence[Calculation], simulated: Mapping[str, Compared], params: Params, tr: Translator) -> Words:
    """Theory beside simulation in sentences, derived from the numbers.

    Args:
        rows: one scenario's.
        simulated: the scenario's measures, by name.
        params: the centre.
        tr: the translator.
    """
    by_step = _by_step(rows)
    whole, first = by_step["all_calls"], by_step["first_calls"]
    load = tr("Offered load {load} erlang on {agents} agents on the phone, means of the opening hours; the first calls of cases "
              "alone are {first} erlang.", load=formats.number(whole.load_erlang, 1, tr),
              agents=formats.number(whole.n_agents, 1, tr), first=formats.number(first.load_erlang, 1, tr))
    verdicts = list(_agreement(by_step["days"], simulated, tr))
    for kpi in _DECOMPOSED:
        top = largest(rows, simulated[kpi])
        if top:
            parts = "; ".join(f"{tr.listed([feature(name, tr) for name in step.features])} "
                              f"({measures.difference(kpi, step.change, math.nan, tr)})" for step in top)
            verdicts.append(tr.ngettext(*_LARGEST, n=len(top), measure=measures.in_sentence(kpi, tr), parts=parts))
    return Words(load, verdicts, [*_without_steady_state(by_step, tr), *_left_out_sentence(by_step["intervals"], params, tr)])


def overloaded(row: Overload, label: str, tr: Translator) -> str:
    """What a reader must know of a scenario with more work than its agents have time for."""
    load, agents = formats.number(row.load_erlang, 1, tr), formats.number(row.n_agents, 1, tr)
    waiting = formats.number(row.n_waiting, 0, tr)
    if row.n_waiting < 1.0:
        return tr("{scenario}: contacts bring {load} erlang of work, and {agents} agents are on the phone; {share} of the work "
                  "is done after closing.", scenario=label, load=load, agents=agents,
                  share=formats.percent(row.overtime_share, 0, tr))
    if row.load_erlang >= row.n_agents:
        return tr("{scenario}: contacts bring {load} erlang of work, and {agents} agents are on the phone. The queue grows as "
                  "long as the run lasts, so waits have no steady mean; {waiting} contacts still wait at the end and are in no "
                  "measure of waits.", scenario=label, load=load, agents=agents, waiting=waiting)
    return tr("{scenario}: a queue grows although contacts bring {load} erlang of work and {agents} agents are on the phone: "
              "some contacts wait for a group or a channel with too few agents. {waiting} contacts still wait at the end and are "
              "in no measure of waits.", scenario=label, load=load, agents=agents, waiting=waiting)


def _by_step(rows: Sequence[Calculation]) -> dict[str, Calculation]:
    return {row.step: row for row in rows}


def _agreement(last: Calculation, simulated: Mapping[str, Compared], tr: Translator) -> Iterator[str]:
    """A sentence for each way in which theory stands to the simulated values."""
    name = formula(last.step, last.formula, tr)
    groups: dict[str, list[str]] = {}
    for kpi in COMPARED:
        row = simulated[kpi]
        if not math.isnan(row.value):
            pair = tr("{measure} {theory}, simulated {value} {half}", measure=measures.in_sentence(kpi, tr),
                      theory=measures.value(kpi, last.values[kpi], tr), value=measures.value(kpi, row.value, tr),
                      half=measures.half_width(kpi, row.value_half_width, tr))
            groups.setdefault(stands(row, last.values[kpi]), []).append(pair)
    sentences = {
        "agrees": message("{formula} agrees with the simulation within its 95% interval: {measures}.",
                          formula=name, measures="; ".join(groups.get("agrees", ()))),
        "differs": message("{formula} differs from the simulation by more than its 95% interval: {measures}.",
                           formula=name, measures="; ".join(groups.get("differs", ()))),
        "too_wide": message("The simulation is too uncertain for a comparison with {formula}: {measures}.",
                            formula=name, measures="; ".join(groups.get("too_wide", ()))),
    }
    yield from (tr(sentence) for group, sentence in sentences.items() if group in groups)
    if any(math.isnan(simulated[kpi].value_half_width) for kpi in COMPARED):
        yield tr("Whether theory and simulation agree is unknown: one replication has no interval.")


def _without_steady_state(by_step: Mapping[str, Calculation], tr: Translator) -> Iterator[str]:
    if by_step["all_calls"].n_overloaded:
        yield tr("Erlang C has no steady state for this load: without abandonment the queue would grow without limit.")
    by_interval = by_step.get(_BESIDE, by_step["intervals"])
    if by_interval.n_overloaded:
        yield tr("Erlang C by interval has no steady state: in {n} of {all} intervals at least as much work arrives as the "
                 "agents can do.", n=by_interval.n_overloaded, all=by_interval.n_periods)


def _left_out_sentence(by_interval: Calculation, params: Params, tr: Translator) -> Iterator[str]:
    found = [tr(one) for one in left_out(params, by_interval.n_periods)]
    if found:
        yield tr("The formulas leave out: {features}.", features="; ".join(found))


def left_out(params: Params, n_intervals: int) -> list[Message]:
    """Features of a centre that Erlang's formulas do not have, in order of the contact's way through the centre.

    Args:
        params: the centre.
        n_intervals: number of intervals of a day with calls or agents.
    """
    mechanisms, contact_types = params.mechanisms, list(params.contact_types.values())
    announces = mechanisms.managed_expectations and (
        params.announcements.announce_from_s is not None or params.announcements.callback_from_s is not None)
    present = {
        message("a limited number of lines"): params.centre.n_lines is not None,
        message("emails and chats, which agents answer too"):
            mechanisms.channels and (params.channels.email_share > 0.0 or params.channels.chat_share > 0.0),
        message("delay announcements and callbacks"): announces,
        message("patience that is not exponential"):
            mechanisms.patience and not params.patience.distribution.text.startswith("exponential"),
        message("priorities among contact types"): len({one.priority for one in contact_types}) > 1,
        message("separate groups of agents (the formulas assume one group, which usually waits less)"):
            len(params.workforce.groups) > 1,
        message("a queue that is carried from one interval into the next"): n_intervals > 1,
        message("handle times that are not exponential"):
            any(one.wrap_distribution.mean_s > 0.0 or not one.talk_distribution.text.startswith("exponential")
                for one in contact_types),
        message("agents of different speed"): mechanisms.learning and params.workforce.speed_sd > 0.0,
        message("breaks and absences that differ from day to day"): mechanisms.breaks or mechanisms.absence,
    }
    return [text for text, is_there in present.items() if is_there]
