"""`contact-centre status`: progress of studies: running, interrupted or done."""

import argparse
from typing import TYPE_CHECKING

from sim.cli import messages
from sim.cli.verbs import OK, path, results_argument, verb
from sim.i18n.translate import Message, message

if TYPE_CHECKING:
    from sim.results.status import ScenarioState, StudyState

MAX_LINES = 20


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the verb's arguments."""
    parser.add_argument("folder", nargs="?", type=path, metavar="DIR", help=messages.argument("status_folder"))
    results_argument(parser)


@verb("status", message("how far the studies in a results folder are"), arguments)
def status(options: argparse.Namespace) -> int:
    """Print a paragraph for each study."""
    from sim.config.errors import ConfigError
    from sim.results.status import state, studies

    place = options.folder or options.results
    folders = studies(place)
    if not folders:
        raise ConfigError([messages.NO_STUDY.format(folder=place)])
    for folder in folders:
        _show(state(folder))
    return OK


def _show(study: "StudyState") -> None:
    done, asked = (sum(getattr(one, name) for one in study.scenarios) for name in ("n_done", "n_asked"))
    print(messages.STATUS.format(study=study.folder, how=_how(study, done, asked), done=done, asked=asked,
                              n=len(study.scenarios)))
    is_done = done >= asked and not any(one.n_broken for one in study.scenarios)
    for run in study.active_runs:
        if is_done and not run.alive:   # an interrupted run whose work another one has finished
            continue
        text = messages.ACTIVE_RUN if run.alive else messages.BROKEN_OFF
        print(f"  {text.format(host=run.host, pid=run.pid, began=run.began, done=run.n_done, tasks=run.n_tasks)}")
    remarkable = [one for one in study.scenarios if one.n_done < one.n_asked or _remarks(one)]
    for one in remarkable[:MAX_LINES]:
        shown = messages.STATUS_SCENARIO.format(name=one.name, done=one.n_done, asked=one.n_asked)
        print("  " + ", ".join(map(str, [shown, *_remarks(one)])))
        for nth, why in one.unfinished[:3]:
            print(f"    {messages.UNFINISHED.format(scenario=one.name, replication=nth, why=why)}")
    if len(remarkable) > MAX_LINES:
        print(f"  {messages.STATUS_MORE.format(n=len(remarkable) - MAX_LINES)}")


def _how(study: "StudyState", done: int, asked: int) -> Message:
    if any(one.alive for one in study.active_runs):
        left = study.seconds_left
        return messages.RUNNING if left is None else messages.RUNNING_LEFT.format(minutes=max(1, round(left / 60)))
    if any(one.unfinished for one in study.scenarios) and not study.active_runs:
        return messages.DONE_BUT
    return messages.INCOMPLETE if done < asked or any(one.n_broken for one in study.scenarios) else messages.DONE


def _remarks(one: "ScenarioState") -> list[Message]:
    counts = ((len(one.unfinished), messages.N_UNFINISHED), (one.n_broken, messages.N_BROKEN),
              (one.n_quarantined, messages.N_QUARANTINED), (one.n_partial_files, messages.N_PARTIAL))
    return [text.format(n=n) for n, text in counts if n]
