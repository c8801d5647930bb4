"""`contact-centre again`: one replication of a results folder once more, here, so that what stopped it can be seen."""

import argparse
from pathlib import Path

from sim import words
from sim.verbs.status import OK


def arguments(parser: argparse.ArgumentParser) -> None:
    """What may stand after the verb."""
    parser.add_argument("folder", type=Path, metavar="DIR", help=words.ARGUMENT["again_folder"])
    parser.add_argument("replication", type=int, metavar="N", help=words.ARGUMENT["replication"])


def do(options: argparse.Namespace) -> int:
    """Live it in this process: a fault of the simulator shows where in the code it is."""
    from sim.experiment.state import again
    from sim.experiment.tables import simulate

    scenario = again(options.folder)
    year = simulate(scenario, options.replication, "kpis")
    for name, value in year.kpis.items():
        print(f"{name}\t{value!r}")
    return OK
