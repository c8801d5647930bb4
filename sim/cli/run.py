"""`contact-centre run`: a year in a scenario, or in many, compared with base or the first."""

import argparse
from typing import TYPE_CHECKING

from sim.cli import messages
from sim.cli.answering import MOST_POINTS, common_arguments, get_workers_ready, jobs_of, told

if TYPE_CHECKING:
    from sim.config.build import Scenario

RUN_SHOWS = (  # measures in the terminal's table of a run; the report has all
    "asa_s", "abandoned_share", "fcr_share", "aht_s", "work_per_solved_case_s", "occupancy", "csat_share", "nps",
    "churn_per_year", "cost_dkk", "cost_per_solved_case_dkk", "result_dkk",
)


def arguments(parser: argparse.ArgumentParser) -> None:
    """What may stand after the verb."""
    parser.add_argument("-m", "--multirun", action="store_true", help=messages.ARGUMENT["multirun"])
    parser.add_argument("--most-points", type=int, default=MOST_POINTS, metavar="N", help=messages.ARGUMENT["most_points"])
    common_arguments(parser)


def do(options: argparse.Namespace) -> int:
    """Live, compare, report."""
    if options.cluster is None:
        get_workers_ready(options.overrides, scenarios=MOST_POINTS if options.multirun else 2)
    from sim.config.load import base_like, load, points

    if options.multirun:
        scenarios = _all_loaded(points(options.overrides, options.config_dir, options.most_points), options.config_dir)
    else:
        asked = load(overrides=options.overrides, config_dir=options.config_dir)
        is_base = options.config_dir is None and all(word.startswith("run.") for word in options.overrides)
        base = asked if is_base else base_like(asked)
        strangers = asked.params.customers.n == 0  # then there are no customers to compare on
        scenarios = [asked] if strangers or asked.key == base.key else [base, asked]
    from sim.experiment.runner import answer
    from sim.results.store import can_be_written

    can_be_written(options.results)
    return told(answer(scenarios, options.results, decide_on=RUN_SHOWS, jobs=jobs_of(options)), options.results)


def _all_loaded(sweep: list[list[str]], config_dir: str | None) -> "list[Scenario]":
    from sim.config.errors import Faults
    from sim.config.load import load

    scenarios: list[Scenario] = []
    lines: list[str] = []
    for overrides in sweep:
        try:
            scenarios.append(load(overrides=overrides, config_dir=config_dir))
        except Faults as faults:
            lines += faults.lines
    if lines:
        raise Faults(lines)
    return scenarios
