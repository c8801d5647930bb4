"""The result of a method: plain tables, the number of replications behind them, and failed replications."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd

from sim.config.experiment_file import Experiment, Range
from sim.i18n.translate import Message


@dataclass(frozen=True)
class Findings:
    """An experiment's outcome, as tables.

    Attributes:
        experiment: the experiment answered.
        tables: by name; described in the docstring of the method.
        facts: numbers that a reader needs to judge it: `n_replications_run`, `horizon_days`, `replications`, and the method's
        own.
        ranges: that were varied, by name.
        folder: where its tables lie; None if they were not written.
        unfinished: replications that failed: (scenario, replication, reason).
    """

    experiment: Experiment
    tables: Mapping[str, pd.DataFrame]
    facts: Mapping[str, float | str] = field(default_factory=dict)
    unfinished: tuple[tuple[str, int, Message], ...] = ()
    ranges: Mapping[str, Range] = field(default_factory=dict)
    folder: Path | None = None
