"""Shared by verbs that run scenarios: the results folder, an early start of workers, and the report."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from sim.cli import messages
from sim.cli.verbs import OK, UNFINISHED, path, results_argument, whole_number
from sim.execution import MAX_JOBS

if TYPE_CHECKING:
    from sim.execution.executors import Jobs
    from sim.experiment.answer import Answer
    from sim.i18n.translate import Message

REPORT = "report.html"
LOCAL = "local"  # address of a cluster of workers on this machine


def common_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments for the results folder, execution and overrides."""
    results_argument(parser)
    parser.add_argument("--jobs", type=whole_number(1, MAX_JOBS), metavar="N", help=messages.argument("jobs"))
    parser.add_argument("--cluster", metavar="ADDRESS", help=messages.argument("cluster"))
    parser.add_argument("--tls", type=path, metavar="DIR", help=messages.argument("tls"))
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


def report(answer: "Answer", options: argparse.Namespace, pages: Sequence[str] = ()) -> int:
    """Write the report and the index, show the answer in the terminal and failed replications on stderr; the exit status.

    Args:
        answer: of scenarios compared.
        options: the command line.
        pages: further files in the answer's folder.
    """
    from sim.findings.verdict import headline
    from sim.i18n.translate import Translator
    from sim.reporting.report import title_of, write_report
    from sim.reporting.terminal import show

    assert answer.folder is not None
    show(answer, write_report(answer, answer.folder / REPORT))
    tr = Translator("en", answer.scenarios[0].params.costs.currency)
    indexed(options, answer.folder, title_of(answer, tr), headline(answer, tr).lead, [REPORT, *pages])
    return unfinished(answer.unfinished)


def indexed(options: argparse.Namespace, folder: Path, title: str, answer: str, pages: Sequence[str]) -> None:
    """Enter a report into the index of the results folder, and print where that is.

    Args:
        options: the command line.
        folder: of the report.
        title: the question.
        answer: in a sentence or two.
        pages: file names, the main one first.
    """
    from sim.reporting.index import save_report

    print(messages.INDEX.format(file=save_report(options.results, folder, title, answer, options.command, pages)))


def unfinished(replications: "Sequence[tuple[str, int, Message]]") -> int:
    """Print failed replications on stderr, a line each; the exit status."""
    for scenario, replication, why in replications:
        print(messages.UNFINISHED.format(scenario=scenario, replication=replication, why=why), file=sys.stderr)
    return UNFINISHED if replications else OK
