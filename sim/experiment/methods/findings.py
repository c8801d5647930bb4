"""What a method ends in: plain tables, what they rest on, and what did not end."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import pandas as pd

from sim.config.experiment_file import Experiment
from sim.i18n.translate import Message


@dataclass(frozen=True)
class Findings:
    """An experiment's outcome, as tables.

    Attributes:
        experiment: what was asked.
        tables: by name; what they hold stands in the docstring of the method.
        facts: numbers that a reader needs to judge it: `n_lives`, `horizon_days`, `replications`, and the method's own.
        unfinished: replications that did not end: (scenario, replication, why).
    """

    experiment: Experiment
    tables: Mapping[str, pd.DataFrame]
    facts: Mapping[str, float | str] = field(default_factory=dict)
    unfinished: tuple[tuple[str, int, Message], ...] = ()
