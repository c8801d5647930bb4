"""The verbs of the command line. A module for each registers it; what is heavy is imported when the verb is called."""

import argparse
from collections.abc import Callable
from typing import NamedTuple

from sim.i18n.translate import Message

Arguments = Callable[[argparse.ArgumentParser], None]
Action = Callable[[argparse.Namespace], int]


class Verb(NamedTuple):
    """A verb of the command line.

    Attributes:
        help: what it does, for --help.
        arguments: declares what may stand after it; with `overrides` among it, words after options belong there.
        call: does it; returns the exit status, see `sim.cli.exit_codes`.
    """

    help: Message
    arguments: Arguments
    call: Action


VERBS: dict[str, Verb] = {}


def verb(name: str, help: Message, arguments: Arguments) -> Callable[[Action], Action]:  # noqa: A002  argparse's own word
    """Registers a function as what a verb does."""
    def register(call: Action) -> Action:
        VERBS[name] = Verb(help, arguments, call)
        return call

    return register
