"""`contact-centre again`: one replication of a results folder once more, here, so that what stopped it can be seen."""

import argparse
from pathlib import Path

from sim.cli import messages
from sim.cli.exit_codes import OK


def arguments(parser: argparse.ArgumentParser) -> None:
    """What may stand after the verb."""
    parser.add_argument("folder", type=Path, metavar="DIR", help=messages.ARGUMENT["again_folder"])
    parser.add_argument("replication", type=int, metavar="N", help=messages.ARGUMENT["replication"])


def do(options: argparse.Namespace) -> int:
    """Run it in this process: a fault of the simulator shows where in the code it is."""
    from sim.results.result import simulate
    from sim.results.status import scenario_of

    scenario = scenario_of(options.folder)
    result = simulate(scenario, options.replication, "kpis")
    for name, value in result.kpis.items():
        print(f"{name}\t{value!r}")
    return OK
