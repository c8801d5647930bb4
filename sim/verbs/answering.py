"""What the verbs that live years have in common: where results go, workers in time, and the answer told."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from sim import words
from sim.verbs.status import OK, UNFINISHED

if TYPE_CHECKING:
    from sim.experiment.answer import Answer

MOST_POINTS = 1000


def common_arguments(parser: argparse.ArgumentParser) -> None:
    """Where results go, and what is changed for this once."""
    parser.add_argument("--results", type=Path, default=Path("results"), metavar="DIR", help=words.ARGUMENT["results"])
    parser.add_argument("overrides", nargs="*", metavar="key=value", help=words.ARGUMENT["overrides"])


def get_workers_ready(overrides: Sequence[str], scenarios: int) -> None:
    """Start what workers are copied from, so that it gets ready beside the composing.

    What is asked for is not known yet, only what the command line says of it. Where that is little, as for a first look,
    no workers will be wanted.
    """
    from sim.experiment.pool import SHORT_DAYS, n_cores

    run = {"replications": 10, "horizon_days": 365}  # as in scenarios/run/year.yaml, which is read later
    for word in overrides:
        key, _, value = word.removeprefix("run.").partition("=")
        if word.startswith("run.") and key in run and value.isdecimal():
            run[key] = int(value)
    if n_cores() > 1 and scenarios * run["replications"] * run["horizon_days"] >= SHORT_DAYS:
        from sim.experiment.processes import start_server

        start_server()


def told(answer: "Answer", results: Path) -> int:
    """Report, and the answer in the terminal; what did not end stands on stderr."""
    from sim.present.report import write_report
    from sim.present.terminal import show

    show(answer, write_report(answer, results / answer.name / "report.html"))
    for scenario, replication, why in answer.unfinished:
        print(words.UNFINISHED.format(scenario=scenario, replication=replication, why=why), file=sys.stderr)
    return UNFINISHED if answer.unfinished else OK
