"""`contact-centre reproduce`: one replication of a results folder again, here, so that what stopped it can be seen."""

import argparse
from pathlib import Path

from sim.cli import messages
from sim.cli.exit_codes import OK
from sim.cli.verbs import verb
from sim.i18n.translate import message


def arguments(parser: argparse.ArgumentParser) -> None:
    """What may stand after the verb."""
    parser.add_argument("folder", type=Path, metavar="DIR", help=messages.argument("reproduce_folder"))
    parser.add_argument("replication", type=int, metavar="N", help=messages.argument("replication"))


@verb("reproduce", message("run one replication of a results folder again, to see what stopped it"), arguments)
def reproduce(options: argparse.Namespace) -> int:
    """Run it in this process: a fault of the simulator shows where in the code it is."""
    from sim.results.result import simulate
    from sim.results.status import scenario_of

    scenario = scenario_of(options.folder)
    result = simulate(scenario, options.replication, "kpis")
    for name, value in result.kpis.items():
        print(f"{name}\t{value!r}")
    return OK
