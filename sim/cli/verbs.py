"""The verbs of the command line. A module for each registers it; slow imports happen when the verb is called."""

import argparse
import re
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from sim.cli import messages
from sim.i18n.translate import Message

MOST = 1_000_000        # of replications, and of days and points
LONGEST_SHOWN = 60      # characters of an argument in a message
OK, UNFINISHED, BAD_INPUT, STOPPED = 0, 1, 2, 130   # exit status of the program

Arguments = Callable[[argparse.ArgumentParser], None]
Action = Callable[[argparse.Namespace], int]


class Verb(NamedTuple):
    """A verb of the command line.

    Attributes:
        help: what it does, for --help.
        arguments: declares its arguments; with an argument `overrides`, words after options belong to it.
        call: runs it; returns the exit status, for instance `OK`.
    """

    help: Message
    arguments: Arguments
    call: Action


VERBS: dict[str, Verb] = {}


def check_plugins() -> None:
    """Load all plug-ins, before they are listed or the app is started.

    Raises:
        PluginError: one cannot be imported, or has a name of ours.
    """
    from sim.kpis import KPIS
    from sim.params.catalogue import params_model
    from sim.random.families import known_names

    params_model(), known_names(), len(KPIS)


def verb(name: str, help: Message, arguments: Arguments) -> Callable[[Action], Action]:  # noqa: A002  argparse's own word
    """Register a function as the action of a verb."""
    def register(call: Action) -> Action:
        VERBS[name] = Verb(help, arguments, call)
        return call

    return register


# --- types of arguments ---------------------------------------------------------------------------------------


def path(text: str) -> Path:
    """A path, with `~` for the user's own folder: the shell leaves it in quotes and after `=`."""
    return Path(text).expanduser()


def whole_number(low: int, high: int) -> Callable[[str], int]:
    """A whole number from `low` to `high`, in digits alone."""
    def number(text: str) -> int:
        value = int(text) if re.fullmatch(r"-?[0-9]{1,18}", text) else None
        if value is None or not low <= value <= high:
            shown = text if len(text) <= LONGEST_SHOWN else f"{text[:LONGEST_SHOWN]}…"
            raise argparse.ArgumentTypeError(str(messages.NO_SUCH_NUMBER.format(text=shown, low=low, high=high)))
        return value

    return number


def results_argument(parser: argparse.ArgumentParser) -> None:
    """Declare the argument for the results folder."""
    parser.add_argument("--results", type=path, default=Path("results"), metavar="DIR", help=messages.argument("results"))
