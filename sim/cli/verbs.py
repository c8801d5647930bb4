"""The verbs of the command line, a module each. What is heavy is imported when a verb is done, never to parse its arguments."""

import argparse
from typing import Protocol, cast

from sim.cli import app, experiment, list, play, reproduce, run, status, validate  # noqa: A004


class Verb(Protocol):
    """A module of this package that is a verb."""

    def arguments(self, parser: argparse.ArgumentParser) -> None:
        """Declare what may stand after the verb; with `overrides` among it, words after options belong there."""

    def do(self, options: argparse.Namespace) -> int:
        """Do it.

        Returns:
            Exit status, see `sim.cli.exit_codes`.
        """


VERBS = {name: cast(Verb, module) for name, module in {  # in the order of --help; each has its line in sim.cli.messages.HELP
    "list": list, "run": run, "experiment": experiment, "status": status, "again": reproduce, "validate": validate,
    "play": play, "app": app,
}.items()}
