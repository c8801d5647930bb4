"""`contact-centre run`: runs one scenario or several, and compares them with base or with the first."""

import argparse

from sim.cli import messages
from sim.cli.answering import common_arguments, jobs_of, report, start_workers
from sim.cli.verbs import MOST, OK, verb, whole_number
from sim.i18n.translate import Message, message

MAX_POINTS = 1000  # of a sweep
RUN_SHOWS = (  # measures in the terminal's table of a run; the report has all
    "asa_s", "abandoned_share", "fcr_share", "aht_s", "work_per_solved_case_s", "occupancy", "csat_share", "nps",
    "churn_per_year", "cost", "cost_per_solved_case", "result",
)


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the verb's arguments."""
    parser.add_argument("-m", "--multirun", action="store_true", help=messages.argument("multirun"))
    parser.add_argument("--tie", action="append", default=[], metavar="KEY,KEY", help=messages.argument("tie"))
    parser.add_argument("--max-points", type=whole_number(1, MOST), default=MAX_POINTS, metavar="N",
                        help=messages.argument("max_points"))
    parser.add_argument("--cfg", "-c", choices=("job",), help=messages.argument("cfg"))
    parser.add_argument("--info", "-i", choices=("defaults", "defaults-tree", "searchpath"), help=messages.argument("info"))
    parser.add_argument("--resolve", action="store_true", help=messages.argument("resolve"))
    common_arguments(parser)


@verb("run", message("run a scenario for a year, and compare it with base"), arguments)
def run(options: argparse.Namespace) -> int:
    """Run, compare, report; or print the configuration as Hydra does."""
    if options.cfg or options.info or options.resolve:
        return _print_configuration(options)
    if options.tie and not options.multirun:
        raise _error(messages.TIE_WITHOUT_SWEEP)
    if options.cluster is None:
        start_workers(options.overrides, scenarios=MAX_POINTS if options.multirun else 2)
    from sim.config.scenario import base_like, load, load_sweep

    if options.multirun:
        scenarios = load_sweep(options.overrides, options.config_dir, options.max_points, options.tie)
    else:
        asked = load(overrides=options.overrides, config_dir=options.config_dir)
        is_base = options.config_dir is None and all(word.startswith("run.") for word in options.overrides)
        base = asked if is_base else base_like(asked)
        strangers = asked.params.customers.n == 0  # customers are anonymous: there is nothing to compare with base
        scenarios = [asked] if strangers or asked.key == base.key else [base, asked]
    from sim.experiment.runner import answer
    from sim.results.parts import can_be_written

    can_be_written(options.results)
    label = " ".join(word.removeprefix("scenario=") for word in options.overrides if not word.startswith("run."))
    return report(answer(scenarios, options.results, label=label, decide_on=RUN_SHOWS, jobs=jobs_of(options)), options)


def _print_configuration(options: argparse.Namespace) -> int:
    """Print what Hydra composes, instead of running it."""
    from sim.config.compose import Composer

    if options.multirun:
        raise _error(messages.ONE_CONFIGURATION)
    if (options.cfg and options.info) or (options.resolve and not options.cfg):
        raise _error(messages.CFG_OR_INFO)
    flags = ["--cfg", options.cfg] if options.cfg else ["--info", options.info]
    print(Composer(options.config_dir).printed([*flags, *(["--resolve"] if options.resolve else [])], options.overrides), end="")
    return OK


def _error(line: Message) -> ValueError:
    from sim.config.errors import ConfigError

    return ConfigError([line])
