"""One customer's story in both centres, contact by contact, for training."""

import math
from collections.abc import Sequence
from datetime import timedelta
from typing import NamedTuple

import pandas as pd

from sim.config.scenario import Scenario
from sim.experiment.answer import Answer
from sim.findings import formats
from sim.findings.labels import CONTACT_TYPE_LABELS
from sim.findings.story_texts import STORY
from sim.findings.verdict import scenario_label
from sim.i18n.translate import Translator, message


class Event(NamedTuple):
    """An event of the story.

    Attributes:
        clock: time of day; empty for what happens within a conversation.
        mark: its type, for the page's style: call, wait, lost, hold, cut, talk, solved or unsolved.
        words: its sentence.
    """

    clock: str
    mark: str
    words: str


class Call(NamedTuple):
    """One contact: its events, and its times in per cent of the story's longest contact."""

    events: list[Event]
    wait: float
    talk: float
    hold: float


class Day(NamedTuple):
    """A day with a contact in either centre."""

    date: str
    later: str  # time after the first day
    sides: tuple[list[Call], list[Call]]
    quiet: tuple[str, str]  # text for a side without a contact on that day


class Story(NamedTuple):
    """The same case of the same customer in two centres, day by day."""

    title: str
    about: str
    labels: tuple[str, str]
    days: list[Day]
    totals: tuple[str, str]


def story(answer: Answer, tr: Translator) -> Story | None:
    """The story of an answer; None if no case differs."""
    if answer.story_other is None or answer.story.empty:
        return None
    base = answer.scenarios[0]
    names = base.name, answer.story_other
    sides = tuple(answer.story[answer.story["scenario"] == name] for name in names)
    if any(side.empty for side in sides):
        return None
    left, right = (list(_named(side)) for side in sides)
    labels = scenario_label(names[0], tr), scenario_label(names[1], tr)
    about = _about_case(base, left[0], right[0], labels, tr)
    usual = answer.story.attrs
    if {"n_cases", "n_more", "n_fewer"} <= usual.keys():
        n, more, fewer = (usual[name] for name in ("n_cases", "n_more", "n_fewer"))
        usual_text = tr(
            "Of the {n} cases opened that day that were answered and ended in both centres, {more} took more conversations in "
            "{other} than in {base} and {fewer} took fewer; this is the first caller of the more frequent kind.",
            n=n, more=more, fewer=fewer, base=labels[0], other=labels[1])
        about = f"{about} {usual_text}"
    title = tr(
        "{base}: {in_base}. {other}: {in_other}.",
        base=labels[0],
        other=labels[1],
        in_base=_in_short(left, tr),
        in_other=_in_short(right, tr),
    )
    return Story(title, about, labels, _days(base, left, right, tr), (_total(left, tr), _total(right, tr)))


def _about_case(base: Scenario, left: "_Contact", right: "_Contact", labels: tuple[str, str], tr: Translator) -> str:
    """What both sides have in common: the person, and the first contact unless hours or contact types differ."""
    if _first_contact(left) == _first_contact(right):
        return tr(
            "One customer, one problem ({contact_type}), first call on {date}: the same person with the same problem in both "
            "centres. The story shows how it happens, not how often.",
            contact_type=_about(left.contact_type, tr), date=_date(base, left.day, tr))
    began = [tr("{contact_type}, {date} at {clock}", contact_type=_about(one.contact_type, tr), date=_date(base, one.day, tr),
                clock=formats.clock(one.arrived_at_s)) for one in (left, right)]
    return tr(
        "One customer with the same number in both centres. Opening hours or contact types differ between the centres, so the "
        "first call does too: {in_base} in {base}; {in_other} in {other}. The story shows how it happens, not how often.",
        base=labels[0], other=labels[1], in_base=began[0], in_other=began[1])


def _first_contact(c: "_Contact") -> tuple[object, ...]:
    return c.day, c.contact_type, c.channel, int(c.arrived_at_s)


class _Contact(NamedTuple):
    """The columns of `Result.contacts` that a story needs."""

    day: int
    contact_type: str
    arrived_at_s: float
    answered_at_s: float
    ended_at_s: float
    wait_s: float
    transfer_wait_s: float
    team_leader_wait_s: float
    talk_s: float
    needed_s: float
    handle_s: float
    agent_id: int
    answered: bool
    abandoned: bool
    balked: bool
    blocked: bool
    channel: str
    not_reached: bool
    superseded: bool
    announced_s: float
    callback: bool
    solved: bool
    transferred: bool
    cut_short: bool
    what_else: bool
    decision: str
    follow_up: str
    very_satisfied_prob: float


def _named(rows: pd.DataFrame) -> list[_Contact]:
    return [_Contact(*row) for row in rows[list(_Contact._fields)].itertuples(index=False, name=None)]


def _days(base: Scenario, left: Sequence[_Contact], right: Sequence[_Contact], tr: Translator) -> list[Day]:
    """The days of both sides, in order."""
    longest_s = max(c.ended_at_s - c.arrived_at_s for c in (*left, *right)) or 1.0
    days = sorted({c.day for c in (*left, *right)})
    found = []
    for day in days:
        sides = tuple(
            [
                Call(_events(c, side[i - 1].follow_up if i else None, tr), *_spent(c, longest_s))
                for i, c in enumerate(side)
                if c.day == day
            ]
            for side in (left, right)
        )
        later = "" if day == days[0] else tr.ngettext("the next day", "{n} days later", day - days[0])
        quiet = [tr("Nothing: the case is closed.") if day > side[-1].day else tr("Nothing yet.") for side in (left, right)]
        found.append(Day(_date(base, day, tr), later, (sides[0], sides[1]), (quiet[0], quiet[1])))
    return found


def _events(c: _Contact, before: str | None, tr: Translator) -> list[Event]:
    """The events of one contact, from its arrival to the customer's next step."""
    why = {None: "calls", "redial": "tries_again"}.get(before, "calls_again")
    if c.channel == "email":
        why = "writes"
    elif c.channel == "chat" and before is None:
        why = "chats"
    events = [Event(formats.clock(c.arrived_at_s), "call", tr(STORY[why], contact_type=_about(c.contact_type, tr)))]
    if not math.isnan(c.announced_s):
        events.append(Event("", "wait", tr(STORY["told"], wait=formats.duration(c.announced_s, tr))))
    if c.callback:
        events.append(Event("", "wait", tr(STORY["callback"])))
    return events + (_talk(c, tr) if c.answered else _lost(c, tr)) + _after(c, tr)


def _lost(c: _Contact, tr: Translator) -> list[Event]:
    """The events of a contact without an answer."""
    ways = (
        ("balked", c.balked),
        ("blocked", c.blocked),
        ("abandoned", c.abandoned),
        ("not_reached", c.not_reached),
        ("superseded", c.superseded),
        ("turned_away", True),
    )
    key = next(key for key, so in ways if so)
    wait = formats.duration(_shown_s(c.arrived_at_s, c.ended_at_s), tr)
    return [Event(formats.clock(c.ended_at_s), "lost", tr(STORY[key], wait=wait))]


def _talk(c: _Contact, tr: Translator) -> list[Event]:
    """The events from the answer to the end of the conversation."""
    key = "answered_at_once" if c.wait_s < 1.0 else "answered"
    if c.channel == "email":
        key = "email_answered"
    elif c.callback:
        key = "called_back"
    events = [
        Event(
            formats.clock(c.answered_at_s),
            "wait",
            tr(STORY[key], wait=formats.duration(_shown_s(c.arrived_at_s, c.answered_at_s), tr), agent=c.agent_id),
        )
    ]
    if c.transferred:
        events.append(
            Event("", "hold", tr(STORY["transferred"], wait=formats.duration(c.transfer_wait_s, tr)))
        )
    if c.decision == "by_team_leader":
        events.append(Event("", "hold", tr(
            STORY["by_team_leader"], wait=formats.duration(c.team_leader_wait_s, tr))))
    elif c.decision in ("by_agent", "refused"):
        events.append(Event("", "hold" if c.decision == "refused" else "talk", tr(STORY[c.decision])))
    if c.what_else:
        events.append(Event("", "talk", tr(STORY["what_else"])))
    return [*events, Event(formats.clock(c.ended_at_s), "cut" if c.cut_short else "talk", _end(c, tr))]


def _end(c: _Contact, tr: Translator) -> str:
    """How the conversation ends; where the customer was not with agents all the time, the parts of the whole time."""
    whole_s = _shown_s(c.answered_at_s, c.ended_at_s)
    rest_s = _rest_s(c)
    others_s = {"part_transfer": c.transfer_wait_s, "part_hold": c.team_leader_wait_s,
                "part_chat" if c.channel == "chat" else "part_team_leader": rest_s}
    shown_s = {key: round(part_s) for key, part_s in others_s.items() if round(part_s) > 0}
    shown_s = {"part_talk": whole_s - sum(shown_s.values()), **shown_s}  # the rest, so that the parts shown make the whole
    length = formats.duration(shown_s["part_talk"], tr)
    sentences = []
    if c.cut_short:
        sentences.append(tr(STORY["cut_short"], length=length, needed=formats.duration(c.needed_s, tr)))
    if len(shown_s) > 1:
        parts = tr.listed([tr(STORY[key], length=formats.duration(part_s, tr)) for key, part_s in shown_s.items()])
        sentences.append(tr(STORY["whole"], length=formats.duration(whole_s, tr), parts=parts))
    elif not c.cut_short:
        sentences.append(tr(STORY["ends"], length=length))
    return " ".join(sentences)


def _rest_s(c: _Contact) -> float:
    """Time of a conversation with neither agent nor wait: with a team leader, or of a chat waiting for replies."""
    return c.ended_at_s - c.answered_at_s - c.talk_s - c.transfer_wait_s - c.team_leader_wait_s


def _shown_s(from_s: float, until_s: float) -> int:
    """The time between two times of day, as a reader of their whole seconds finds it."""
    return int(until_s) - int(from_s)


def _after(c: _Contact, tr: Translator) -> list[Event]:
    """The events after the conversation: outcome, satisfaction, next step."""
    words = [tr(STORY["solved" if c.solved else "unsolved"])] if c.answered else []
    if not math.isnan(c.very_satisfied_prob):
        words.append(tr(STORY["satisfied"], share=formats.percent(c.very_satisfied_prob, 0, tr)))
    if c.follow_up in ("repeat", "redial", "gave_up"):
        words.append(tr(STORY[f"then_{c.follow_up}"]))
    return [Event("", "solved" if c.solved else "unsolved", " ".join(words))] if words else []


def _spent(c: _Contact, longest_s: float) -> tuple[float, float, float]:
    """Time waiting, in conversation and on hold, in per cent of the longest contact."""
    scale = 100.0 / longest_s
    whole_s = c.ended_at_s - c.arrived_at_s
    wait_s = min(c.wait_s, whole_s)
    talk_s = min(c.talk_s, whole_s - wait_s)
    return tuple(round(scale * s, 2) for s in (wait_s, talk_s, whole_s - wait_s - talk_s))  # type: ignore[return-value]


def _in_short(side: Sequence[_Contact], tr: Translator) -> str:
    """Summary: contacts, days and the customer's time."""
    n_days = side[-1].day - side[0].day + 1
    calls, own = tr.ngettext("1 call", "{n} calls", len(side)), _own_time(side, tr)
    if n_days == 1:
        return tr("{calls}, {minutes} of the customer’s time", calls=calls, minutes=own)
    return tr("{calls} over {days} days, {minutes} of the customer’s time", calls=calls, days=n_days, minutes=own)


def _total(side: Sequence[_Contact], tr: Translator) -> str:
    """Summary: the cost of the case for the customer and the centre, and its end."""
    leader_s = sum(round(_rest_s(c)) for c in side if c.answered and c.channel != "chat")
    text = message("{calls}; {own} of the customer’s time, {work} of agents’ time. {end}")
    if leader_s > 0:
        text = message("{calls}; {own} of the customer’s time, {work} of agents’ time, {leader} of a team leader’s time. {end}")
    return tr(
        text,
        calls=tr.ngettext("1 call", "{n} calls", len(side)),
        own=_own_time(side, tr),
        work=formats.duration(sum(c.handle_s for c in side), tr),
        leader=formats.duration(leader_s, tr),
        end=tr("Solved in the end.") if side[-1].solved else tr("Not solved."),
    )


def _own_time(side: Sequence[_Contact], tr: Translator) -> str:
    return formats.duration(sum(_shown_s(c.arrived_at_s, c.ended_at_s) for c in side), tr)


def _date(base: Scenario, day: int, tr: Translator) -> str:
    """A day of the run as a date in words."""
    return formats.day_and_month(base.params.centre.first_day + timedelta(days=day), tr)


def _about(contact_type: object, tr: Translator) -> str:
    """The subject of a case."""
    name = str(contact_type)
    return tr(CONTACT_TYPE_LABELS[name]) if name in CONTACT_TYPE_LABELS else name.replace("_", " ")
