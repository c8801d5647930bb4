"""`contact-centre run`: runs one scenario or several, and compares them with base or with the first."""

import argparse

from sim.cli import messages
from sim.cli.answering import common_arguments, jobs_of, report, start_workers
from sim.cli.verbs import verb
from sim.i18n.translate import message

MAX_POINTS = 1000  # of a sweep
RUN_SHOWS = (  # measures in the terminal's table of a run; the report has all
    "asa_s", "abandoned_share", "fcr_share", "aht_s", "work_per_solved_case_s", "occupancy", "csat_share", "nps",
    "churn_per_year", "cost", "cost_per_solved_case", "result",
)


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the verb's arguments."""
    parser.add_argument("-m", "--multirun", action="store_true", help=messages.argument("multirun"))
    parser.add_argument("--max-points", type=int, default=MAX_POINTS, metavar="N", help=messages.argument("max_points"))
    common_arguments(parser)


@verb("run", message("run a scenario for a year, and compare it with base"), arguments)
def run(options: argparse.Namespace) -> int:
    """Run, compare, report."""
    if options.cluster is None:
        start_workers(options.overrides, scenarios=MAX_POINTS if options.multirun else 2)
    from sim.config.overrides import points
    from sim.config.scenario import base_like, load, load_each

    if options.multirun:
        sweep = points(options.overrides, options.config_dir, options.max_points)
        scenarios = load_each([("base", overrides) for overrides in sweep], options.config_dir)
    else:
        asked = load(overrides=options.overrides, config_dir=options.config_dir)
        is_base = options.config_dir is None and all(word.startswith("run.") for word in options.overrides)
        base = asked if is_base else base_like(asked)
        strangers = asked.params.customers.n == 0  # customers are anonymous: there is nothing to compare with base
        scenarios = [asked] if strangers or asked.key == base.key else [base, asked]
    from sim.experiment.runner import answer
    from sim.results.store import can_be_written

    can_be_written(options.results)
    return report(answer(scenarios, options.results, decide_on=RUN_SHOWS, jobs=jobs_of(options)), options.results)
