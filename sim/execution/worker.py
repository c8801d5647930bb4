"""Replications from tasks to results: the same to the last byte in one process or several."""

import contextlib
import time
from collections.abc import Callable, Generator, Iterator, Sequence
from typing import TypeVar

from sim.config.errors import ConfigError
from sim.execution import messages
from sim.execution.executors import Cluster, Jobs, run_tasks
from sim.execution.progress import compilation_reported, shown
from sim.execution.tasks import ReplicationResult, Task, TaskFailed, line_about, task_size_days
from sim.execution.warm_start import ensure_compiled
from sim.i18n.translate import Message, sentences
from sim.model.day import PolicyFailed, QueueTooLong
from sim.params import Params
from sim.plugins import PluginError

TaskResult = TypeVar("TaskResult")


def run_replications(
    tasks: Sequence[Task], jobs: Jobs = None
) -> Generator[tuple[Task, ReplicationResult | TaskFailed], None, None]:
    """Run each replication, and yield its result as soon as it is available; see `sim.execution.executors.run_tasks`.

    Functions are compiled first, once for all workers; on other machines each worker compiles them.
    """
    if not isinstance(jobs, Cluster) or jobs.address is None:
        ensure_compiled(task.run.engine for task in tasks)
    yield from run_tasks(tasks, run_replication, jobs, task_size_days)


def run_replication(task: Task, should_continue: Callable[[], bool] | None = None) -> ReplicationResult | TaskFailed:
    """Run one replication.

    Args:
        task: the replication.
        should_continue: called before each day: whether its result is still needed; None: the run continues to its end.

    Raises:
        Cancelled: its result is no longer needed.
    """
    from sim.execution.observed_run import ObservedRun  # late: imports the whole simulator, which takes a second

    started = time.perf_counter()
    try:
        with contextlib.ExitStack() as stack:
            recorders = [stack.enter_context(make(task)) for make in task.recorders]
            record = ObservedRun(task, recorders, should_continue).run_days()
    except (QueueTooLong, PolicyFailed, PluginError) as stop:
        return TaskFailed(why_stopped(stop, task.params))
    except ConfigError as full_disk:
        return TaskFailed(sentences(*full_disk.messages))
    return ReplicationResult(record.days, time.perf_counter() - started, tuple(one.recorded() for one in recorders))


def completed(
    results: Generator[tuple[Task, TaskResult | TaskFailed], None, None], tasks: Sequence[Task], progress: bool
) -> Iterator[tuple[Task, TaskResult]]:
    """Each task's result as it becomes available; all tasks must succeed.

    Args:
        results: of the tasks.
        tasks: all tasks.
        progress: show bars, where there is a terminal.

    Raises:
        ConfigError: after the last result: the tasks that failed, one line each.
    """
    failed: dict[int, Message] = {}
    with compilation_reported(), contextlib.closing(results):
        for task, result in shown(results, tasks, progress):
            if isinstance(result, TaskFailed):
                failed[tasks.index(task)] = line_about(task, result)
            else:
                yield task, result
    if failed:
        raise ConfigError(failed[place] for place in sorted(failed))


def why_stopped(stop: QueueTooLong | PolicyFailed | PluginError, params: Params) -> Message:
    """The message about a run that stopped: by its queue, by a routing policy or by another plug-in."""
    if isinstance(stop, QueueTooLong):
        return queue_too_long(stop, params)
    if isinstance(stop, PluginError):
        return stop.messages[0]
    why = " ".join(stop.why.split()).rstrip(".")
    if not stop.can_compile:
        return messages.POLICY_NOT_COMPILED.format(name=stop.name, why=why)
    return messages.POLICY_RAISED.format(name=stop.name, why=why) if why else messages.POLICY_FAILED.format(name=stop.name)


def queue_too_long(stop: QueueTooLong, params: Params) -> Message:
    """The message about a queue that grows without end, with its cure."""
    minutes = int(stop.at_s // 60)
    stopped = messages.QUEUE_TOO_LONG if params.mechanisms.patience else messages.QUEUE_TOO_LONG_WITHOUT_PATIENCE
    return stopped.format(longest=f"{params.centre.longest_queue:,}".replace(",", " "), day=stop.day,
                          clock=f"{minutes // 60 % 24:02d}:{minutes % 60:02d}")
