"""`contact-centre experiment`: answers one of the questions in `experiments/`, and writes its report and page."""

import argparse
from typing import TYPE_CHECKING

from sim.cli import messages
from sim.cli.answering import common_arguments, indexed, jobs_of, report, start_workers, unfinished
from sim.cli.verbs import OK, verb
from sim.i18n.translate import message

if TYPE_CHECKING:
    from sim.config.experiment_file import Experiment


PAGE = "page.html"
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
    from sim.experiment.questions import check_against_scenarios, read

    experiment = read(options.name, options.overrides, options.config_dir)
    if experiment.method != "comparison":       # one of scenarios loads all of them before it makes a folder
        check_against_scenarios(experiment)
        from sim.results.parts import can_be_written

        can_be_written(options.results)
    if experiment.page is not None:
        from sim.config.errors import ConfigError
        from sim.reporting.special import answered

        if options.cluster is not None:
            raise ConfigError([messages.NOT_ON_A_CLUSTER.format(name=experiment.name)])
        answered(experiment, options.results, jobs=options.jobs, command=options.command)
        return OK
    if experiment.method != "comparison":
        return _by_method(experiment, options)
    from sim.experiment.runner import answer_experiment

    answer = answer_experiment(experiment, options.results, jobs=jobs_of(options))
    if answer.joint is None or not len(answer.joint):
        return report(answer, options)
    from sim.i18n.translate import Translator
    from sim.reporting.method_pages import page_of_answer
    from sim.reporting.page import write_page

    assert answer.folder is not None
    tr = Translator("en", answer.scenarios[0].params.costs.currency)
    file = write_page(page_of_answer(answer, experiment, tr, options.command), answer.folder / PAGE, tr, beside=True)
    status = report(answer, options, [PAGE])
    print(messages.PAGE.format(file=file))
    return status


def _by_method(experiment: "Experiment", options: argparse.Namespace) -> int:
    from sim.experiment.methods.ask import answer_by_method

    found = answer_by_method(experiment, options.results, jobs=jobs_of(options))
    from sim.i18n.translate import Translator
    from sim.reporting.method_pages import page_of
    from sim.reporting.page import write_page

    assert found.folder is not None
    page = page_of(found, Translator(), options.command)
    file = write_page(page, found.folder / PAGE, Translator(), beside=True)
    print(page.answer)
    print(messages.PAGE.format(file=file))
    indexed(options, found.folder, page.title, page.answer, [PAGE])
    return unfinished(found.unfinished)
