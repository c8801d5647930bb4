"""The command line: `contact-centre list | run | experiment | validate`. Heavy parts are imported inside the verbs."""

import argparse
import gc
import io
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from sim import words

if TYPE_CHECKING:
    from sim.build import Scenario
    from sim.experiment.answer import Answer

OK, UNFINISHED, BAD_INPUT, STOPPED = 0, 1, 2, 130
RUN_SHOWS = (  # measures in the terminal's table of a run; the report has all
    "asa_s", "abandoned_share", "fcr_share", "aht_s", "work_per_solved_case_s", "occupancy", "csat_share", "nps",
    "churn_per_year", "cost_dkk", "cost_per_solved_case_dkk", "result_dkk",
)
MOST_POINTS = 1000
SECTIONS = ("scenarios", "experiments", "parameters", "kpis")
Rows = Iterator[tuple[str, ...]]


def main(argv: Sequence[str] | None = None) -> int:
    """Do what the command line says.

    Args:
        argv: the words after the program's name; None takes the process's own.

    Returns:
        Exit status: 0 done, 1 done but for replications that did not end, 2 bad input (one line per fault on
        stderr), 130 stopped by the user.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # a console that lacks a sign shows ?, and the program goes on
    parser = _parser()
    options, more = parser.parse_known_args(argv)
    try:
        with _rarely_tidied():
            status = _do(options, more, parser)
        sys.stdout.flush()
        return status
    except KeyboardInterrupt:
        print(words.STOPPED, file=sys.stderr)
        return STOPPED
    except BrokenPipeError:  # whoever reads our output has seen enough, as `| head` does
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return OK
    except ValueError as error:
        from sim.faults import Faults  # late: --help has no use for it

        if not isinstance(error, Faults):
            raise
        print(error, file=sys.stderr)
        return BAD_INPUT


@contextmanager
def _rarely_tidied() -> Iterator[None]:
    """Look for garbage less often: what a start imports stays, and going through it again and again takes a tenth."""
    before = gc.get_threshold()
    gc.set_threshold(100_000, 50, 100)
    try:
        yield
    finally:
        gc.set_threshold(*before)


def _do(options: argparse.Namespace, more: Sequence[str], parser: argparse.ArgumentParser) -> int:
    """Call the verb; what stands after an option is an override unless it looks like an option."""
    unknown = [word for word in more if word.startswith("-")]
    takes_more = hasattr(options, "overrides")
    if unknown or (more and not takes_more):
        parser.error(f"{(unknown or list(more))[0]}: not known here")
    if takes_more:
        options.overrides = [*options.overrides, *more]
    verb: Callable[[argparse.Namespace], int] | None = getattr(options, "verb", None)
    if verb is None:
        parser.print_help(sys.stderr)
        return BAD_INPUT
    return verb(options)


# --- the verbs ----------------------------------------------------------------------------------------------


def _list(options: argparse.Namespace) -> int:
    tables = {"scenarios": _scenarios, "experiments": _experiments, "parameters": _parameters, "kpis": _kpis}
    for section in [options.section] if options.section else SECTIONS:
        _show(section, list(tables[section](options)), titled=options.section is None)
    return OK


def _run(options: argparse.Namespace) -> int:
    _get_workers_ready(options.overrides, scenarios=MOST_POINTS if options.multirun else 2)
    from sim.load import base_like, load, points

    if options.multirun:
        scenarios = _all_loaded(points(options.overrides, options.config_dir, options.most_points), options.config_dir)
    else:
        asked = load(overrides=options.overrides, config_dir=options.config_dir)
        is_base = options.config_dir is None and all(word.startswith("run.") for word in options.overrides)
        base = asked if is_base else base_like(asked)
        strangers = asked.params.customers.n == 0  # then there are no customers to compare on
        scenarios = [asked] if strangers or asked.key == base.key else [base, asked]
    from sim.experiment.store import can_be_written
    from sim.experiment.study import answer

    can_be_written(options.results)
    return _told(answer(scenarios, options.results, decide_on=RUN_SHOWS), options.results)


def _experiment(options: argparse.Namespace) -> int:
    _get_workers_ready(options.overrides, scenarios=MOST_POINTS)
    from sim.experiment.question import read

    experiment = read(options.name, options.overrides, options.config_dir)
    from sim.experiment.store import can_be_written
    from sim.experiment.study import answer_experiment

    can_be_written(options.results)
    return _told(answer_experiment(experiment, options.results), options.results)


def _get_workers_ready(overrides: Sequence[str], scenarios: int) -> None:
    """Start what workers are copied from, so that it gets ready beside the composing.

    What is asked for is not known yet, only what the command line says of it. Where that is little, as for a first look,
    no workers will be wanted.
    """
    from sim.experiment.pool import SHORT_DAYS, n_cores

    run = {"replications": 10, "horizon_days": 365}  # as in scenarios/run/year.yaml, which is read later
    for word in overrides:
        key, _, value = word.removeprefix("run.").partition("=")
        if word.startswith("run.") and key in run and value.isdecimal():
            run[key] = int(value)
    if n_cores() > 1 and scenarios * run["replications"] * run["horizon_days"] >= SHORT_DAYS:
        from sim.experiment.processes import start_server

        start_server()


def _validate(options: argparse.Namespace) -> int:
    from sim.faults import Faults

    lines: list[str] = []
    names = [word for word in options.overrides if "=" not in word and not word.startswith("~")]
    overrides = [word for word in options.overrides if word not in names]
    for name in names or ["base"]:
        try:
            _validate_one(name, overrides, options.config_dir)
            print(words.NO_FAULTS.format(name=name))
        except Faults as faults:
            lines += faults.lines
    if lines:
        raise Faults(lines)
    return OK


def _validate_one(name: str, overrides: Sequence[str], config_dir: str | None) -> None:
    from sim.experiment.question import load_map, load_scenarios, read
    from sim.load import experiments, load
    from sim.own_files import read_yaml

    a_file = name.endswith((".yaml", ".yml"))
    if name in experiments() or (a_file and Path(name).is_file() and "question" in read_yaml(Path(name))):
        experiment = read(name, overrides, config_dir)
        load_scenarios(experiment)
        load_map(experiment)
    else:
        load(name, overrides, config_dir)


def _all_loaded(sweep: list[list[str]], config_dir: str | None) -> "list[Scenario]":
    from sim.faults import Faults
    from sim.load import load

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


def _told(answer: "Answer", results: Path) -> int:
    """Report, and the answer in the terminal; what did not end stands on stderr."""
    from sim.present.report import write_report
    from sim.present.terminal import show

    show(answer, write_report(answer, results / answer.name / "report.html"))
    for scenario, replication, why in answer.unfinished:
        print(words.UNFINISHED.format(scenario=scenario, replication=replication, why=why), file=sys.stderr)
    return UNFINISHED if answer.unfinished else OK


# --- what there is ------------------------------------------------------------------------------------------


def _scenarios(options: argparse.Namespace) -> Rows:
    from sim.load import data_folder, names
    from sim.own_files import question_of

    folders = [data_folder("scenarios") / "scenario"]
    if options.config_dir is not None:
        folders += [Path(options.config_dir) / "scenario", Path(options.config_dir)]
    for name in names(options.config_dir):
        files = [file for folder in folders if (file := folder / f"{name}.yaml").is_file()]
        yield name, question_of(files[0])


def _experiments(options: argparse.Namespace) -> Rows:
    from sim.experiment.question import read
    from sim.load import experiments

    for name in experiments():
        yield name, " ".join(read(name).question.split())


def _parameters(options: argparse.Namespace) -> Rows:
    from sim.build import leaves
    from sim.faults import value_text
    from sim.load import load
    from sim.params.catalogue import declared, pattern

    base = load()
    for key, value in leaves(base.resolved):
        row = declared()[pattern(key.split(".")) or ""]
        shown = value if isinstance(value, str) else value_text(value).replace("'", "")
        yield key, row.unit, row.range, shown, row.meaning, base.sources.get(key, "")


def _kpis(options: argparse.Namespace) -> Rows:
    from sim.experiment.kpi import KPIS

    for kpi in KPIS.values():
        yield kpi.name, kpi.unit, kpi.better, kpi.definition


def _show(section: str, rows: list[tuple[str, ...]], titled: bool) -> None:
    """A table for people in a terminal, lines with tabs for programs."""
    if not sys.stdout.isatty():
        for row in rows:
            print("\t".join(row))
        return
    from rich.console import Console
    from rich.table import Table

    table = Table(*words.HEADINGS[section], title=words.TITLES[section] if titled else None)
    for row in rows:
        table.add_row(*(cell.replace("[", "\\[") for cell in row))
    Console().print(table)


# --- the words of the command line --------------------------------------------------------------------------


class _Parser(argparse.ArgumentParser):
    """Says what is wrong in one line."""

    def error(self, message: str) -> NoReturn:
        print(words.SEE_HELP.format(program=self.prog, message=message), file=sys.stderr)
        raise SystemExit(BAD_INPUT)


class _Version(argparse.Action):
    """Looks the version up when asked, not at every start."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> NoReturn:
        from importlib.metadata import PackageNotFoundError, version

        try:
            number = version("contact-centre-simulator")
        except PackageNotFoundError:
            number = words.NOT_INSTALLED
        print(f"{words.PROGRAM} {number}")
        raise SystemExit(OK)


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog=words.PROGRAM, description=words.ABOUT, epilog=words.EPILOG, allow_abbrev=False,
                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--version", action=_Version, nargs=0, help=words.ARGUMENT["version"])
    verbs = parser.add_subparsers(metavar="{" + ",".join(words.HELP) + "}", parser_class=_Parser)

    def verb(name: str, does: Callable[[argparse.Namespace], int]) -> argparse.ArgumentParser:
        sub = verbs.add_parser(name, help=words.HELP[name], description=words.HELP[name], allow_abbrev=False)
        sub.add_argument("--config-dir", metavar="DIR", help=words.ARGUMENT["config_dir"])
        sub.set_defaults(verb=does)
        return sub

    verb("list", _list).add_argument("section", nargs="?", choices=SECTIONS, help=words.ARGUMENT["section"])
    run = verb("run", _run)
    run.add_argument("-m", "--multirun", action="store_true", help=words.ARGUMENT["multirun"])
    run.add_argument("--most-points", type=int, default=MOST_POINTS, metavar="N", help=words.ARGUMENT["most_points"])
    experiment = verb("experiment", _experiment)
    experiment.add_argument("name", help=words.ARGUMENT["name"])
    for sub in (run, experiment):
        sub.add_argument("--results", type=Path, default=Path("results"), metavar="DIR", help=words.ARGUMENT["results"])
        sub.add_argument("overrides", nargs="*", metavar="key=value", help=words.ARGUMENT["overrides"])
    check = verb("validate", _validate)
    check.add_argument("overrides", nargs="*", metavar="scenario", help=words.ARGUMENT["scenarios"])
    return parser
