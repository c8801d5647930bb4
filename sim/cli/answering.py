"""Shared by verbs that run scenarios: the results folder, an early start of workers, and the report."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from sim.cli import messages
from sim.cli.verbs import OK, UNFINISHED

if TYPE_CHECKING:
    from sim.execution.executors import Jobs
    from sim.experiment.answer import Answer

LOCAL = "local"  # address of a cluster of workers on this machine


def common_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments for the results folder, execution and overrides."""
    parser.add_argument("--results", type=Path, default=Path("results"), metavar="DIR", help=messages.argument("results"))
    parser.add_argument("--jobs", type=int, metavar="N", help=messages.argument("jobs"))
    parser.add_argument("--cluster", metavar="ADDRESS", help=messages.argument("cluster"))
    parser.add_argument("--tls", metavar="DIR", help=messages.argument("tls"))
    parser.add_argument("overrides", nargs="*", metavar="key=value", help=messages.argument("overrides"))


def jobs_of(options: argparse.Namespace) -> "Jobs":
    """The executor of the replications, from the command line."""
    from sim.execution.executors import Cluster

    if options.cluster is None:
        jobs: int | None = options.jobs
        return jobs
    address = None if options.cluster == LOCAL else options.cluster
    return Cluster(address, options.jobs, options.tls)


def start_workers(overrides: Sequence[str], scenarios: int) -> None:
    """Start the fork server, so that it is initialised while scenarios are composed.

    The size of the work is not known yet, only what the command line contains. If that is small, as in a first trial, no workers
    are started.
    """
    from sim.execution.executors import SHORT_DAYS
    from sim.execution.processes import n_cores, start_server

    run = {"replications": 10, "horizon_days": 365}  # as in scenarios/run/year.yaml, which is read later
    for word in overrides:
        key, _, value = word.removeprefix("run.").partition("=")
        if word.startswith("run.") and key in run and value.isdecimal():
            run[key] = int(value)
    if n_cores() > 1 and scenarios * run["replications"] * run["horizon_days"] >= SHORT_DAYS:
        start_server()


def report(answer: "Answer", results: Path) -> int:
    """Write the report, show the answer in the terminal and failed replications on stderr. Returns the exit status."""
    from sim.reporting.report import write_report
    from sim.reporting.terminal import show

    show(answer, write_report(answer, results / answer.name / "report.html"))
    for scenario, replication, why in answer.unfinished:
        print(messages.UNFINISHED.format(scenario=scenario, replication=replication, why=why), file=sys.stderr)
    return UNFINISHED if answer.unfinished else OK
