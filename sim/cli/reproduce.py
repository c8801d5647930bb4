"""`contact-centre reproduce`: runs one replication of a results folder again in this process, to show its error."""

import argparse
from pathlib import Path

from sim.cli import messages
from sim.cli.verbs import OK, verb
from sim.i18n.translate import message


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the verb's arguments."""
    parser.add_argument("folder", type=Path, metavar="DIR", help=messages.argument("reproduce_folder"))
    parser.add_argument("replication", type=int, metavar="N", help=messages.argument("replication"))


@verb("reproduce", message("run one replication of a results folder again, to see what stopped it"), arguments)
def reproduce(options: argparse.Namespace) -> int:
    """Run it in this process: an error of the simulator shows its place in the code."""
    from sim.results.result import simulate
    from sim.results.status import scenario_of

    scenario = scenario_of(options.folder)
    result = simulate(scenario, options.replication, "kpis")
    for name, value in result.kpis.items():
        print(f"{name}\t{value!r}")
    return OK
