"""Progress bars for a user at a terminal, and a message about compilation."""

import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TypeVar

from sim.execution import messages
from sim.execution.tasks import Task

TaskResult = TypeVar("TaskResult")
MAX_BARS = 16


@contextmanager
def compilation_reported() -> Iterator[None]:
    """Context that reports on stderr when functions are compiled: in the first run, and after an edit.

    Also without a terminal: who sends the output to a file waits as long.
    """
    from sim.jit import report_compilation  # imports numba

    def report() -> None:
        print(messages.COMPILING, file=sys.stderr, flush=True)

    with report_compilation(report):
        yield


def shown(
    results: Iterable[tuple[Task, TaskResult]], tasks: Sequence[Task], progress: bool, done_before: int = 0
) -> Iterator[tuple[Task, TaskResult]]:
    """Pass results on, and show how many replications are done: a bar for each `Task.bar`, or one for all.

    Args:
        results: in any order.
        tasks: all tasks.
        progress: if False, or without a terminal on stderr, nothing is shown.
        done_before: number of replications finished by earlier runs; reported once.
    """
    if not progress or not tasks or not sys.stderr.isatty():
        yield from results
        return
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeElapsedColumn,
        TimeRemainingColumn,
    )

    totals = Counter(task.bar for task in tasks)
    one_for_all = len(totals) > MAX_BARS
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(),
               TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True)) as bars:
        if done_before:
            bars.console.print(str(messages.DONE_BEFORE.format(n=done_before)))
        if one_for_all:
            bar_of = dict.fromkeys(totals, bars.add_task(str(messages.ALL_SCENARIOS.format(n=len(totals))), total=len(tasks)))
        else:
            bar_of = {name: bars.add_task(name, total=n) for name, n in totals.items()}
        for task, result in results:
            bars.advance(bar_of[task.bar])
            yield task, result
