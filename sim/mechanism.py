"""What a mechanism declares: its switch, parameters, random streams, columns, daily sums and measures, in one object.

The mechanisms of this package and those of outside packages are declared in the same way. Ours act through the rules of the
model, those of outside packages through hooks, which `sim.model.outside` calls.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar, Literal

from sim.declare import Quantities
from sim.measure import Kpi


@dataclass(frozen=True, eq=False)
class Mechanism:
    """One mechanism of the model.

    Attributes:
        name: of its switch, `mechanisms.<name>`.
        meaning: what happens while it is switched on, in one line.
        parameters: its parameters; each has a neutral value, which holds while the mechanism is switched off.
        streams: names of the random streams that only it draws from.
        contact_columns, agent_columns, customer_columns: classes of the columns that only it fills; None for none.
        daily_sums: names of the daily sums that only it adds to.
        kpis: measures that describe it.
        rules: modules with its rules.
        neutral: values of parameters, by dotted key, beside the neutral values declared with `quantity`, with which the mechanism
            has no effect though it is switched on.
        start: hook of an outside mechanism, `start(own, centre)`: its state, which the other hooks receive.
        before_day: `before_day(own, state, morning)`, on each open day before its contacts: sets modifiers.
        after_day: `after_day(own, state, evening)`, on each open day after its contacts: adds to its daily sums.
        overnight: `overnight(own, state, night)`, after each day: may shift customers' attitudes.
    """

    plugin_kind: ClassVar[Literal["mechanism"]] = "mechanism"
    name: str
    meaning: str
    parameters: tuple[type[Quantities], ...] = ()
    streams: tuple[str, ...] = ()
    contact_columns: type | None = None
    agent_columns: type | None = None
    customer_columns: type | None = None
    daily_sums: tuple[str, ...] = ()
    kpis: tuple[Kpi, ...] = ()
    rules: tuple[str, ...] = ()
    neutral: Mapping[str, Any] = field(default_factory=dict)
    start: Callable[..., Any] | None = None
    before_day: Callable[..., None] | None = None
    after_day: Callable[..., None] | None = None
    overnight: Callable[..., None] | None = None
