"""`contact-centre status`: how far studies have come, whether they run, were broken off, or are done."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from sim import words
from sim.verbs.status import OK

if TYPE_CHECKING:
    from sim.experiment.state import ScenarioState, StudyState

MOST_LINES = 20


def arguments(parser: argparse.ArgumentParser) -> None:
    """What may stand after the verb."""
    parser.add_argument("folder", nargs="?", type=Path, default=Path("results"), metavar="DIR",
                        help=words.ARGUMENT["status_folder"])


def do(options: argparse.Namespace) -> int:
    """A paragraph for each study."""
    from sim.experiment.state import state, studies
    from sim.faults import Faults

    folders = studies(options.folder)
    if not folders:
        raise Faults([words.NO_STUDY.format(folder=options.folder)])
    for folder in folders:
        _tell(state(folder))
    return OK


def _tell(study: "StudyState") -> None:
    done, asked = (sum(getattr(one, name) for one in study.scenarios) for name in ("n_done", "n_asked"))
    print(words.STATUS.format(study=study.folder, how=_how(study, done, asked), done=done, asked=asked,
                              n=len(study.scenarios)))
    for who in study.at_work:
        text = words.AT_WORK if who.alive else words.BROKEN_OFF
        print("  " + text.format(host=who.host, pid=who.pid, began=who.began, done=who.n_done, tasks=who.n_tasks))
    remarkable = [one for one in study.scenarios if one.n_done < one.n_asked or _remarks(one)]
    for one in remarkable[:MOST_LINES]:
        print("  " + words.STATUS_SCENARIO.format(name=one.name, done=one.n_done, asked=one.n_asked, remarks=_remarks(one)))
        for nth, why in one.unfinished[:3]:
            print(f"    {words.UNFINISHED.format(scenario=one.name, replication=nth, why=why)}")
    if len(remarkable) > MOST_LINES:
        print("  " + words.STATUS_MORE.format(n=len(remarkable) - MOST_LINES))


def _how(study: "StudyState", done: int, asked: int) -> str:
    if any(one.alive for one in study.at_work):
        left = study.seconds_left
        return words.RUNS if left is None else words.RUNS_LEFT.format(minutes=max(1, round(left / 60)))
    if any(one.unfinished for one in study.scenarios) and not study.at_work:
        return words.DONE_BUT
    return words.DONE if done >= asked else words.INCOMPLETE


def _remarks(one: "ScenarioState") -> str:
    counts = ((len(one.unfinished), words.N_UNFINISHED), (one.n_broken, words.N_BROKEN), (one.n_aside, words.N_ASIDE),
              (one.n_scraps, words.N_SCRAPS))
    return "".join(text.format(n=n) for n, text in counts if n)
