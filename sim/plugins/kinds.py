"""The kinds of plug-ins, and the error about one that cannot be used.

Two further kinds are ours too: `sim.measure.Kpi` and `sim.mechanism.Mechanism`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from traceback import extract_tb
from typing import Any, ClassVar, Literal

from sim.declare import Quantities
from sim.i18n.translate import Message

Kind = Literal["agent policy", "queue policy", "distribution", "measure", "mechanism"]


class PluginError(Exception):
    """A plug-in that cannot be used; one message. No ValueError, which validation would take for a wrong value."""

    def __init__(self, error: Message) -> None:
        self.messages = (error,)
        super().__init__(error)

    def __str__(self) -> str:
        return str(self.messages[0])


@dataclass(frozen=True, eq=False)
class AgentPolicy:
    """Which agent takes a contact, asked at the match; selected by `routing.which_agent=<name>`.

    Attributes:
        name: as in a scenario.
        meaning: one line.
        score: `score(own, params, contact, agent, now_s)`: of all idle agents who may take the chosen contact the one with the
            smallest score takes it; equal scores go by agent_id.
        parameters: its own parameters, `own.<name>` in the score; in a scenario the section with the policy's name.
    """

    plugin_kind: ClassVar[Kind] = "agent policy"
    name: str
    meaning: str
    score: Callable[..., float]
    parameters: type[Quantities] | None = None


@dataclass(frozen=True, eq=False)
class QueuePolicy:
    """Which waiting contact is next, asked at the match; selected by `routing.which_contact=<name>`.

    Attributes:
        name: as in a scenario.
        meaning: one line.
        score: `score(own, params, queue, contact, now_s)`: of all waiting contacts that some free agent may take the one with the
            smallest score is next; equal scores go by the time of joining the queue, then by contact_id. All waiting contacts are
            scored at each match, so its cost grows with the queue.
        parameters: as in `AgentPolicy`.
    """

    plugin_kind: ClassVar[Kind] = "queue policy"
    name: str
    meaning: str
    score: Callable[..., float]
    parameters: type[Quantities] | None = None


@dataclass(frozen=True, eq=False)
class Distribution:
    """A distribution of durations, written in scenarios like ours: its name, then each parameter's name and value.

    Attributes:
        name: one word of lower-case letters.
        meaning: one line.
        parameters: in the order in which they are written. A duration is declared with the unit `s` and a name that ends in `_s`:
            `mean_s` is written `mean 300 s`.
        quantile: `quantile(own, u)`: the duration [s] at the cumulated probability `u`, strictly between 0 and 1; not decreasing.
        mean: `mean(own)`: the mean [s].
    """

    plugin_kind: ClassVar[Kind] = "distribution"
    name: str
    meaning: str
    parameters: type[Quantities]
    quantile: Callable[[Any, float], float]
    mean: Callable[[Any], float]


def what_failed(error: Exception) -> str:
    """What an outside function raised, and where, on one line: a reader of the message has no other trace of it."""
    last = extract_tb(error.__traceback__)[-1:]
    place = f" ({Path(last[0].filename).name}, line {last[0].lineno})" if last else ""
    return " ".join(f"{type(error).__name__}: {error}".split()).rstrip(".") + place
