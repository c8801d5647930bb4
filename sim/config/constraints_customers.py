"""What must hold between parameters of customers' voice and the rest of the centre."""

from collections.abc import Iterator

from sim.config.constraints import needs
from sim.config.errors import did_you_mean
from sim.params import Params


@needs("kinds", "complaints")
def _kind_of_a_complaint(p: Params) -> Iterator[str]:
    kind = p.complaints.kind
    if kind is not None and kind not in p.kinds:
        yield f"complaints.kind = '{kind}': there is no such kind in kinds{did_you_mean(kind, p.kinds)}"
