"""What must hold between the parameters of talks; see `sim.config.constraints`."""

from collections.abc import Iterator

from sim.config.constraints import needs
from sim.config.errors import did_you_mean
from sim.params import Params


@needs("kinds", "plays")
def _plays(p: Params) -> Iterator[str]:
    of_kind: dict[str, str] = {}
    for name, play in p.plays.items():
        key = f"plays.{name}.kind = '{play.kind}'"
        if play.kind not in p.kinds:
            yield f"{key}: no such kind{did_you_mean(play.kind, p.kinds)}"
        elif (first := of_kind.setdefault(play.kind, name)) != name:
            yield f"{key}: play {first} handles this kind already; one play for a kind."
