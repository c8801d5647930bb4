"""What a mechanism declares: its switch, parameters, random streams, columns, daily sums and measures, in one object.

The mechanisms of this package and those of outside packages are declared in the same way.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

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
    """

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
