"""One customer's story, minute by minute, in both centres: for the class of a trainer."""

import math
from collections.abc import Sequence
from datetime import timedelta
from typing import NamedTuple

import pandas as pd

from sim.config.scenario import Scenario
from sim.experiment.answer import Answer
from sim.findings import measures
from sim.findings.verdict import scenario_label
from sim.i18n.texts import Words


class Event(NamedTuple):
    """Something that happens to the customer.

    Attributes:
        clock: time of day; empty for what happens within a talk.
        mark: its sort, for the page's looks: call, wait, lost, hold, cut, talk, solved or unsolved.
        words: what happens.
    """

    clock: str
    mark: str
    words: str


class Call(NamedTuple):
    """One contact: what happens, and how its time was spent, in per cent of the story's longest contact."""

    events: list[Event]
    wait: float
    talk: float
    hold: float


class Day(NamedTuple):
    """A day on which the customer called in either centre."""

    date: str
    later: str  # how long after the first day
    sides: tuple[list[Call], list[Call]]
    quiet: tuple[str, str]  # what is said of a side without a call that day


class Story(NamedTuple):
    """The same customer with the same problem in two centres, day by day."""

    title: str
    about: str
    labels: tuple[str, str]
    days: list[Day]
    totals: tuple[str, str]


def story(answer: Answer, say: Words) -> Story | None:
    """The story of an answer; None when no case went differently."""
    if answer.story_other is None or answer.story.empty:
        return None
    base = answer.scenarios[0]
    names = base.name, answer.story_other
    sides = tuple(answer.story[answer.story["scenario"] == name] for name in names)
    if any(side.empty for side in sides):
        return None
    left, right = (list(_named(side)) for side in sides)
    labels = scenario_label(names[0], say), scenario_label(names[1], say)
    first = left[0]
    about = say("story.about", kind=_plain(first.kind), date=_date(base, int(first.day), say))
    usual = answer.story.attrs
    if {"n_cases", "n_more", "n_fewer"} <= usual.keys():
        n, more, fewer = (usual[name] for name in ("n_cases", "n_more", "n_fewer"))
        told = say("story.how_usual", n=n, more=more, fewer=fewer, base=labels[0], other=labels[1])
        about = f"{about} {told}"
    title = say(
        "story.title",
        base=labels[0],
        other=labels[1],
        in_base=_in_short(left, say),
        in_other=_in_short(right, say),
    )
    return Story(title, about, labels, _days(base, left, right, say), (_total(left, say), _total(right, say)))


class _Contact(NamedTuple):
    """What a story needs of a row of `year.contacts`."""

    day: int
    kind: str
    arrived_at_s: float
    answered_at_s: float
    ended_at_s: float
    wait_s: float
    transfer_wait_s: float
    leader_wait_s: float
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
    overtaken: bool
    announced_s: float
    call_back: bool
    solved: bool
    transferred: bool
    cut_short: bool
    what_else: bool
    decision: str
    follows: str
    very_satisfied_prob: float


def _named(rows: pd.DataFrame) -> list[_Contact]:
    return [_Contact(*row) for row in rows[list(_Contact._fields)].itertuples(index=False, name=None)]


def _days(base: Scenario, left: Sequence[_Contact], right: Sequence[_Contact], say: Words) -> list[Day]:
    """Days in order, those of both sides together."""
    longest_s = max(c.ended_at_s - c.arrived_at_s for c in (*left, *right)) or 1.0
    days = sorted({c.day for c in (*left, *right)})
    told = []
    for day in days:
        sides = tuple(
            [
                Call(_events(c, side[i - 1].follows if i else None, say), *_spent(c, longest_s))
                for i, c in enumerate(side)
                if c.day == day
            ]
            for side in (left, right)
        )
        later = "" if day == days[0] else say.counted("story.later", day - days[0])
        quiet = [say("story.nothing" if day > side[-1].day else "story.not_yet") for side in (left, right)]
        told.append(Day(_date(base, day, say), later, (sides[0], sides[1]), (quiet[0], quiet[1])))
    return told


def _events(c: _Contact, before: str | None, say: Words) -> list[Event]:
    """What happens in one contact, from the ring to what the customer does next."""
    why = {None: "story.calls", "redial": "story.tries_again"}.get(before, "story.calls_again")
    if c.channel == "mail":
        why = "story.writes"
    elif c.channel == "chat" and before is None:
        why = "story.chats"
    events = [Event(measures.clock(c.arrived_at_s), "call", say(why, kind=_plain(c.kind)))]
    if not math.isnan(c.announced_s):
        events.append(Event("", "wait", say("story.told", wait=measures.minutes(c.announced_s, say))))
    if c.call_back:
        events.append(Event("", "wait", say("story.call_back")))
    return events + (_talk(c, say) if c.answered else _lost(c, say)) + _after(c, say)


def _lost(c: _Contact, say: Words) -> list[Event]:
    """Nobody answered."""
    ways = (
        ("story.balked", c.balked),
        ("story.blocked", c.blocked),
        ("story.abandoned", c.abandoned),
        ("story.not_reached", c.not_reached),
        ("story.overtaken", c.overtaken),
        ("story.turned_away", True),
    )
    key = next(key for key, so in ways if so)
    return [Event(measures.clock(c.ended_at_s), "lost", say(key, wait=measures.minutes(c.wait_s, say)))]


def _talk(c: _Contact, say: Words) -> list[Event]:
    """From the answer to the end of the talk."""
    key = "story.answered_at_once" if c.wait_s < 1.0 else "story.answered"
    if c.channel == "mail":
        key = "story.mail_answered"
    elif c.call_back:
        key = "story.called_back"
    events = [
        Event(
            measures.clock(c.answered_at_s),
            "wait",
            say(key, wait=measures.minutes(c.wait_s, say), agent=c.agent_id),
        )
    ]
    if c.transferred:
        events.append(
            Event("", "hold", say("story.transferred", wait=measures.minutes(c.transfer_wait_s, say)))
        )
    if c.decision == "by_leader":
        events.append(Event("", "hold", say("story.by_leader", wait=measures.minutes(c.leader_wait_s, say))))
    elif c.decision in ("by_agent", "refused"):
        events.append(Event("", "hold" if c.decision == "refused" else "talk", say(f"story.{c.decision}")))
    if c.what_else:
        events.append(Event("", "talk", say("story.what_else")))
    length = {"talk": measures.minutes(c.talk_s, say), "needed": measures.minutes(c.needed_s, say)}
    ends = Event(
        measures.clock(c.ended_at_s),
        "cut" if c.cut_short else "talk",
        say("story.cut_short" if c.cut_short else "story.ends", **length),
    )
    return [*events, ends]


def _after(c: _Contact, say: Words) -> list[Event]:
    """Solved or not, what the customer makes of it, and what comes next."""
    words = [say("story.solved" if c.solved else "story.unsolved")] if c.answered else []
    if not math.isnan(c.very_satisfied_prob):
        words.append(say("story.satisfied", share=measures.number(100 * c.very_satisfied_prob, 0, say)))
    if c.follows in ("repeat", "redial", "gave_up"):
        words.append(say(f"story.then_{c.follows}"))
    return [Event("", "solved" if c.solved else "unsolved", " ".join(words))] if words else []


def _spent(c: _Contact, longest_s: float) -> tuple[float, float, float]:
    """Waiting, talking and on hold, in per cent of the longest contact."""
    scale = 100.0 / longest_s
    whole_s = c.ended_at_s - c.arrived_at_s
    wait_s = min(c.wait_s, whole_s)
    talk_s = min(c.talk_s, whole_s - wait_s)
    return tuple(round(scale * s, 2) for s in (wait_s, talk_s, whole_s - wait_s - talk_s))  # type: ignore[return-value]


def _in_short(side: Sequence[_Contact], say: Words) -> str:
    """Calls, days and the customer's own time."""
    n_days = side[-1].day - side[0].day + 1
    key = "story.short" if n_days == 1 else "story.short_days"
    return say(key, calls=say.counted("count.call", len(side)), days=n_days, minutes=_own_time(side, say))


def _total(side: Sequence[_Contact], say: Words) -> str:
    """What the case cost the customer and the centre, and how it ended."""
    end = "story.total_solved" if side[-1].solved else "story.total_unsolved"
    return say(
        "story.total",
        calls=say.counted("count.call", len(side)),
        own=_own_time(side, say),
        work=measures.minutes(sum(c.handle_s for c in side), say),
        end=say(end),
    )


def _own_time(side: Sequence[_Contact], say: Words) -> str:
    return measures.minutes(sum(c.ended_at_s - c.arrived_at_s for c in side), say)


def _date(base: Scenario, day: int, say: Words) -> str:
    """A day of the run as a date in words."""
    date = base.params.centre.first_day + timedelta(days=day)
    return say(
        "date.full",
        weekday=say(f"date.weekday.{date.weekday()}"),
        day=date.day,
        month=say(f"date.month.{date.month}"),
    )


def _plain(name: object) -> str:
    return str(name).replace("_", " ")
