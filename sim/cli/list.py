"""`contact-centre list`: scenarios, experiments, mechanisms, parameters, measures, plug-ins; reports of a results folder."""

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

from sim.cli import messages
from sim.cli.verbs import OK, check_plugins, results_argument, verb
from sim.i18n.translate import message

SECTIONS = ("scenarios", "experiments", "mechanisms", "parameters", "measures", "plugins")
Rows = Iterator[tuple[str, ...]]


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the verb's arguments."""
    parser.add_argument("section", nargs="?", choices=(*SECTIONS, "results"), help=messages.argument("section"))
    results_argument(parser)


@verb("list", message("what there is: scenarios, experiments, mechanisms, parameters, measures"), arguments)
def list_(options: argparse.Namespace) -> int:
    """Show a section, or all of them."""
    tables = {"scenarios": _scenarios, "experiments": _experiments, "mechanisms": _mechanisms, "parameters": _parameters,
              "measures": _measures, "plugins": _plugins, "results": _results}
    for section in [options.section] if options.section else SECTIONS:
        rows = list(tables[section](options))
        if rows:
            _show(section, rows, titled=options.section is None)
        elif options.section is not None:       # plug-ins: there may be none
            print(messages.NOTHING_LISTED.format(section=section), file=sys.stderr)
    return OK


def _scenarios(options: argparse.Namespace) -> Rows:
    from sim.config.files import data_folder, names, question_of

    folders = [data_folder("scenarios") / "scenario"]
    if options.config_dir is not None:
        folders += [Path(options.config_dir) / "scenario", Path(options.config_dir)]
    for name in names(options.config_dir):
        files = [file for folder in folders if (file := folder / f"{name}.yaml").is_file()]
        yield name, question_of(files[0])


def _experiments(options: argparse.Namespace) -> Rows:
    from sim.config.files import experiments
    from sim.experiment.questions import read

    for name in experiments():
        yield name, " ".join(read(name).question.split())


def _mechanisms(options: argparse.Namespace) -> Rows:
    from sim.mechanisms import MECHANISMS
    from sim.params.catalogue import keys_of

    for mechanism in MECHANISMS:
        yield (mechanism.name, mechanism.meaning, " ".join(keys_of(mechanism)), " ".join(mechanism.streams),
               " ".join(kpi.name for kpi in mechanism.kpis))


def _parameters(options: argparse.Namespace) -> Rows:
    from sim.config.errors import value_text
    from sim.config.provenance import leaves
    from sim.config.scenario import load
    from sim.params.catalogue import declared, pattern

    base = load()
    shown_keys: set[str] = set()
    for key, value in leaves(base.resolved):
        row = declared()[pattern(key.split(".")) or ""]
        shown_keys.add(row.key)
        shown = value if isinstance(value, str) else value_text(value).replace("'", "")
        yield key, row.unit, row.range, shown, row.meaning, base.sources.get(key, "")
    for key, row in declared().items():
        if key not in shown_keys:       # of a list that is empty in base, such as plays
            is_outside = row.default is not None
            yield (key, row.unit, row.range, value_text(row.default) if is_outside else "", row.meaning,
                   str(messages.PLUGIN_DEFAULT if is_outside else messages.NONE_IN_BASE))


def _measures(options: argparse.Namespace) -> Rows:
    from sim.kpis import KPIS

    for kpi in KPIS.values():
        yield kpi.name, kpi.unit, kpi.better, kpi.definition


def _results(options: argparse.Namespace) -> Rows:
    from sim.config.errors import ConfigError
    from sim.results.reports import entries

    found = entries(options.results)
    if not found:
        raise ConfigError([messages.NO_REPORTS.format(folder=options.results)])
    for entry in found:
        page = entry.folder / entry.pages[0] if entry.pages else entry.folder
        yield page.as_posix(), entry.title, entry.command, entry.written, entry.answer


def _plugins(options: argparse.Namespace) -> Rows:
    from sim.plugins import Kind, origin_of, registered

    check_plugins()
    for kind in get_args(Kind):
        for name, plugin in registered(kind).items():
            origin = origin_of(name)
            meaning = plugin.definition if kind == "measure" else plugin.meaning
            yield kind, name, meaning, f"{origin.package} {origin.version}".strip(), origin.source_hash


def _show(section: str, rows: list[tuple[str, ...]], titled: bool) -> None:
    """A table for people in a terminal, lines with tabs for programs."""
    if not sys.stdout.isatty():
        for row in rows:
            print("\t".join(row))
        return
    from rich.console import Console
    from rich.table import Table

    table = Table(*map(str, messages.HEADINGS[section]), title=str(messages.TITLES[section]) if titled else None)
    for row in rows:
        table.add_row(*(cell.replace("[", "\\[") for cell in row))
    Console().print(table)
