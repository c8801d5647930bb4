"""Shipped scenarios as Hydra composed them, kept on disk for the next process, and plain values set in them.

To bring Hydra up and compose base takes a third of the time to a first result. What comes of it hangs on the shipped files
alone, and is kept under a name for their text, for Hydra's version and for the code that asks Hydra. An override such as
`run.horizon_days=7` sets one value of the composed scenario, as Hydra sets it; what does more is for Hydra to say.
"""

import json
import re
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any, NamedTuple

from sim import user_cache
from sim.config.compose import Override
from sim.params.catalogue import pattern

FAMILY = "contact-centre-scenarios"
_MAKERS = ("hydra-core", "omegaconf", "PyYAML")
_ASKS = ("build.py", "compose.py", "load.py", "files.py", "composed_cache.py")
_OVERRIDE = re.compile(r"([a-z_]\w*(?:\.[a-z_]\w*)+)=(?:(-?(?:0|[1-9]\d*))|(-?(?:0|[1-9]\d*)\.\d+)|([a-z][a-z_]*))", re.ASCII)
_NO_WORDS = ("true", "false", "null", "nan", "inf")


class Composed(NamedTuple):
    """A scenario without overrides.

    Attributes:
        plain: the mapping that Hydra makes of it.
        changed: which scenario changed what.
        own_keys: those at the top of its own file.
    """

    plain: dict[str, Any]
    changed: dict[str, str]
    own_keys: list[str]


def folder_of(scenarios: Path) -> Path | None:
    """The folder for what is composed of the shipped files as they stand; None where nothing can be kept."""
    here = Path(__file__).parent
    try:
        makers = " ".join(f"{name} {version(name)}" for name in _MAKERS)
        asks = user_cache.hash_of(f"{makers} python {sys.version}", here, (here / name for name in _ASKS))
        return user_cache.folder_for(user_cache.hash_of(asks, scenarios, scenarios.rglob("*.yaml")), FAMILY)
    except (OSError, PackageNotFoundError):
        return None


def kept(folder: Path | None, name: str) -> Composed | None:
    """What a scenario was composed to before; None if it was not."""
    text = user_cache.noted(folder, f"{name}.json")
    with suppress(ValueError, TypeError):  # no JSON, or not ours
        return None if text is None else Composed(**json.loads(text))
    return None


def keep(folder: Path | None, name: str, composed: Composed) -> None:
    """Keep it for the next process, if JSON gives every value back as it is."""
    with suppress(ValueError, TypeError):
        text = json.dumps(composed._asdict())
        if repr(json.loads(text)) == repr(composed._asdict()):
            user_cache.note(folder, f"{name}.json", text)


def plain_values(overrides: Sequence[str]) -> list[Override] | None:
    """The overrides, if each of them sets a declared key to a number or a word; else None.

    >>> plain_values(["run.seed=3", "run.engine=simpy"])[1].value
    'simpy'
    >>> plain_values(["run.seed=1,2"]), plain_values(["roster=bare"]), plain_values(["run.seed=null"])
    (None, None, None)
    """
    found = []
    for text in overrides:
        match = _OVERRIDE.fullmatch(text)
        if match is None or match[4] in _NO_WORDS or pattern(match[1].split(".")) is None:
            return None
        value = int(match[2]) if match[2] else float(match[3]) if match[3] else match[4]
        found.append(Override(match[1], text, True, True, value))
    return found


def are_set(plain: dict[str, Any], values: Sequence[Override]) -> bool:
    """Set values in a composed scenario; False, and nothing is to be done with it, if one is not there or holds more."""
    for one in values:
        *above, last = one.key.split(".")
        part: Any = plain
        for name in above:
            part = part.get(name) if isinstance(part, Mapping) else None
        if not isinstance(part, dict) or last not in part or isinstance(part[last], dict | list):
            return False
        part[last] = one.value
    return True
