"""`contact-centre experiment`: answers one of the questions in `experiments/`, and writes its report and page."""

import argparse
import sys
from typing import TYPE_CHECKING

from sim.cli import messages
from sim.cli.answering import common_arguments, jobs_of, report, start_workers
from sim.cli.verbs import OK, UNFINISHED, verb
from sim.i18n.translate import message

if TYPE_CHECKING:
    from sim.config.experiment_file import Experiment


MANY = 1000  # the number of scenarios is not known before the file is read


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the verb's arguments."""
    parser.add_argument("name", help=messages.argument("name"))
    common_arguments(parser)


@verb("experiment", message("answer one of the questions in experiments/, and report"), arguments)
def experiment(options: argparse.Namespace) -> int:
    """Answer the experiment, and report the answer."""
    if options.cluster is None:
        start_workers(options.overrides, scenarios=MANY)
    from sim.experiment.questions import read

    experiment = read(options.name, options.overrides, options.config_dir)
    from sim.results.store import can_be_written

    can_be_written(options.results)
    if experiment.page is not None:
        from sim.config.errors import ConfigError
        from sim.reporting.special import answered

        if options.cluster is not None:
            raise ConfigError([messages.NOT_ON_A_CLUSTER.format(name=experiment.name)])
        answered(experiment, options.results, jobs=options.jobs)
        return OK
    if experiment.method != "comparison":
        return _by_method(experiment, options)
    from sim.experiment.runner import answer_experiment

    answer = answer_experiment(experiment, options.results, jobs=jobs_of(options))
    status = report(answer, options.results)
    if answer.joint is not None and len(answer.joint):
        from sim.i18n.translate import Translator
        from sim.reporting.method_pages import page_of_answer
        from sim.reporting.page import write_page

        tr = Translator("en", answer.scenarios[0].params.costs.currency)
        page = page_of_answer(answer, experiment, tr)
        file = write_page(page, options.results / experiment.name / "page.html", tr, beside=True)
        print(messages.PAGE.format(file=file))
    return status


def _by_method(experiment: "Experiment", options: argparse.Namespace) -> int:
    from sim.experiment.methods.ask import answer_by_method

    found = answer_by_method(experiment, options.results, jobs=jobs_of(options))
    from sim.i18n.translate import Translator
    from sim.reporting.method_pages import page_of
    from sim.reporting.page import write_page

    page = page_of(found, Translator())
    file = write_page(page, options.results / experiment.name / "page.html", Translator(), beside=True)
    print(page.answer)
    print(messages.PAGE.format(file=file))
    for scenario, replication, why in found.unfinished:
        print(messages.UNFINISHED.format(scenario=scenario, replication=replication, why=why), file=sys.stderr)
    return UNFINISHED if found.unfinished else OK
