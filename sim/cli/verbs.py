"""The verbs of the command line. A module for each registers it; slow imports happen when the verb is called."""

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from sim.cli import messages
from sim.i18n.translate import Message

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


def at_least(low: int) -> Callable[[str], int]:
    """A whole number of at least `low`."""
    def number(text: str) -> int:
        try:
            value = int(text)
        except ValueError:
            value = low - 1
        if value < low:
            raise argparse.ArgumentTypeError(str(messages.NO_SUCH_NUMBER.format(text=text, low=low)))
        return value

    return number


def results_argument(parser: argparse.ArgumentParser) -> None:
    """Declare the argument for the results folder."""
    parser.add_argument("--results", type=path, default=Path("results"), metavar="DIR", help=messages.argument("results"))
