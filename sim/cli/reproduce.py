"""`contact-centre reproduce`: runs one replication of a results folder again in this process, and compares it with the kept one.
"""

import argparse
import sys

from sim.cli import messages
from sim.cli.verbs import MOST, OK, UNFINISHED, path, verb, whole_number
from sim.i18n.translate import message, sentences


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the verb's arguments."""
    parser.add_argument("folder", type=path, metavar="DIR", help=messages.argument("reproduce_folder"))
    parser.add_argument("replication", type=whole_number(0, MOST), metavar="N", help=messages.argument("replication"))


@verb("reproduce",
      message("run one replication of a results folder again, to see what stopped it or whether it is the same"), arguments)
def reproduce(options: argparse.Namespace) -> int:
    """Run it in this process: an error of the simulator shows its place in the code."""
    from sim.config.errors import ConfigError
    from sim.results.result import simulate
    from sim.results.status import kept_days, scenario_of

    folder, nth = options.folder, options.replication
    scenario, kept = scenario_of(folder), kept_days(folder, nth)
    if kept is None and nth >= scenario.run.replications:
        raise ConfigError([messages.NO_REPLICATION.format(folder=folder, replication=nth, n=scenario.run.replications)])
    result = simulate(scenario, nth, "kpis")
    for name, value in result.kpis.items():
        print(f"{name}\t{value!r}")
    if kept is None:
        print(messages.NOT_KEPT, file=sys.stderr)
        return OK
    different = kept.different(result.record.days)
    if not different:
        print(messages.SAME_AS_KEPT, file=sys.stderr)
        return OK
    found = messages.NOT_AS_KEPT.format(n=len(different), of=len(kept.columns), first=different[0])
    print(found if kept.is_of_this_code else sentences(found, messages.KEPT_BY_OTHER_CODE), file=sys.stderr)
    return UNFINISHED
