"""The replay: a day of two centres as one HTML file without external resources."""

import json
import math
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from sim.animation.recorded_day import RecordedDay
from sim.animation.sentences import sentences
from sim.config.scenario import Scenario
from sim.findings.verdict import scenario_label
from sim.i18n.translate import LANGUAGES, Translator, message
from sim.schema import Channel, Contacts
from sim.units import HOUR_S

HERE = Path(__file__).parent
STRIKES_S = 180.0     # position of the animation's mark if no centre has a cap
EMPTY_SD = 0.6        # decline of manner at which an agent's energy is drawn as empty


def html(recorded: Sequence[RecordedDay], language: str = "en") -> str:
    """The player with the data of the day.

    Args:
        recorded: one or two centres, the same day.
        language: its first language; the others are included.
    """
    texts = {name: sentences(Translator(name)) for name in LANGUAGES}
    data = {**replay(recorded), "language": language}
    page = _part("player.html").replace('<html lang="en">', f'<html lang="{language}">', 1)
    parts = {"STYLE": _part("player.css"), "SCRIPT": "".join(_part(name) for name in SCRIPTS)}
    for name, text in parts.items():
        page = page.replace(f"/*{name}*/", text, 1)
    return page.replace("/*TEXTS*/", _inside(texts), 1).replace("/*DATA*/", _inside(data), 1)


SCRIPTS = ("day.js", "scene.js", "story.js", "lesson.js", "player.js")


def _part(name: str) -> str:
    return (HERE / name).read_text(encoding="utf-8")


def _inside(plain: Any) -> str:
    """JSON that cannot end its HTML element."""
    return json.dumps(plain, ensure_ascii=False, separators=(",", ":"), allow_nan=False).replace("<", "\\u003c")


def replay(recorded: Sequence[RecordedDay]) -> dict[str, Any]:
    """The data for the player: plain numbers, seconds since midnight."""
    first = recorded[0]
    params = first.scenario.params
    ends_s = max(float(np.max(_today(one).ended_at_s, initial=params.centre.closes_h * HOUR_S)) for one in recorded)
    cases = {int(key): i for i, key in enumerate(np.unique(np.concatenate([one.contacts.case_key for one in recorded])))}
    caps = [cap_s for one in recorded if math.isfinite(cap_s := _cap_s(one))]
    return {
        "date": (params.centre.first_day + timedelta(days=first.day)).isoformat(),
        "opens_s": params.centre.opens_h * HOUR_S, "ends_s": math.ceil(ends_s / 60.0) * 60,
        "mark_s": caps[0] if caps else STRIKES_S, "empty_sd": EMPTY_SD,
        "contact_types": list(params.contact_types), "centres": [_centre(one, cases) for one in recorded],
        "is_lesson": len(recorded) == 2 and not math.isfinite(_cap_s(first)) and bool(caps),
    }


def _cap_s(one: RecordedDay) -> float:
    """The cap on calls; other channels have none."""
    return float(one.day_params.queues[0].cap_s)


def _today(one: RecordedDay) -> Contacts:
    which = one.contacts.day == one.day
    return Contacts(*(column[which] for column in one.contacts))


def _centre(one: RecordedDay, cases: dict[int, int]) -> dict[str, Any]:
    workforce, day_params, c, cap_s = one.workforce, one.day_params, one.contacts, _cap_s(one)
    places = {int(agent): place for place, agent in enumerate(workforce.agent_id)}
    blocks: list[list[list[float]]] = [[] for _ in range(workforce.agent_id.size)]
    for agent, from_s, until_s in zip(workforce.block_agent.tolist(), workforce.block_from_s, workforce.block_until_s,
                                      strict=True):
        blocks[agent].append([round(float(from_s)), round(float(until_s))])
    order = np.lexsort((c.contact_id, c.arrived_at_s, c.day))
    return {
        "labels": {language: scenario_label(one.scenario.name, Translator(language)) for language in LANGUAGES},
        "cap_s": cap_s if math.isfinite(cap_s) else None,
        "tense_s": cap_s * day_params.tense_from_share if math.isfinite(cap_s) and day_params.clock_visible else None,
        "nps": None if math.isnan(one.nps) else round(one.nps, 1),
        "fatigue_sd_per_s": day_params.fatigue_sd_per_s, "load_sd": day_params.load_manner_sd,
        "agents": [{"id": int(workforce.agent_id[i]), "strain": round(float(workforce.strain[i]), 3), "blocks": blocks[i]}
                   for i in range(workforce.agent_id.size)],
        "contacts": {
            "case": [cases[int(key)] for key in c.case_key[order]], "contact_type": _ints(c.contact_type[order]),
            "day": _ints(c.day[order] - one.day), "nth": _ints(c.nth_contact[order]), "talk": _ints(c.nth_conversation[order]),
            "a": _seconds(c.arrived_at_s[order]), "w": _seconds(c.wait_s[order]), "e": _seconds(c.ended_at_s[order]),
            "t": _seconds(c.talk_s[order]), "need": _seconds(c.needed_s[order]), "h": _seconds(c.handle_s[order]),
            "hold": _seconds(c.team_leader_wait_s[order]), "move": _seconds(c.transfer_wait_s[order]),
            "tr": _ints(c.transferred[order]), "chat": _ints(c.channel[order] == Channel.CHAT),
            "ag": [places.get(agent, -2) if agent >= 0 else -1 for agent in c.agent_id[order].tolist()],
            "out": _ints(c.outcome[order]), "sv": _ints(c.solved[order]), "cut": _ints(c.cut_short[order]),
            "more": _ints(c.what_else[order]), "dec": _ints(c.decision[order]), "fol": _ints(c.follow_up[order]),
            "sat": [None if not ok else round(100.0 / (1.0 + math.exp(-x))) for x, ok in zip(
                c.satisfaction[order].tolist(), (c.answered & np.isfinite(c.satisfaction))[order], strict=True)],
        },
    }


def _ints(column: npt.NDArray[Any]) -> list[int]:
    found: list[int] = column.astype(np.int64).tolist()
    return found


def _seconds(column: npt.NDArray[Any]) -> list[float | None]:
    """A time rounded to tenths of a second; None if missing; an int if whole."""
    tenths = [None if math.isnan(x) else round(x, 1) for x in column.tolist()]
    return [None if x is None else int(x) if x == int(x) else x for x in tenths]


def write(scenarios: Sequence[Scenario], file: Path, language: str = "en", replication: int = 0,
          day: int | None = None) -> list[RecordedDay]:
    """Run the day and write the replay; returns the recorded centres.

    Raises:
        ConfigError: as `record_day`; a file that cannot be written.
    """
    from sim.animation.recorded_day import record_day
    from sim.config.errors import ConfigError
    from sim.results.parts import write_whole

    recorded = record_day(list(scenarios), replication, day)
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        page = html(recorded, language)
        write_whole(file, lambda partial: partial.write_text(page, encoding="utf-8"))
    except OSError as error:
        raise ConfigError([message("{file}: cannot be written: {why}.", file=file, why=error.strerror)]) from None
    return recorded
