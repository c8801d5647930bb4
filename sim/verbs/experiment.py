"""`contact-centre experiment`: one of the questions in `experiments/`, answered and reported."""

import argparse

from sim import words
from sim.verbs.answering import MOST_POINTS, common_arguments, get_workers_ready, told


def arguments(parser: argparse.ArgumentParser) -> None:
    """What may stand after the verb."""
    parser.add_argument("name", help=words.ARGUMENT["name"])
    common_arguments(parser)


def do(options: argparse.Namespace) -> int:
    """Answer and report."""
    get_workers_ready(options.overrides, scenarios=MOST_POINTS)
    from sim.experiment.question import read

    experiment = read(options.name, options.overrides, options.config_dir)
    from sim.experiment.store import can_be_written
    from sim.experiment.study import answer_experiment

    can_be_written(options.results)
    return told(answer_experiment(experiment, options.results), options.results)
