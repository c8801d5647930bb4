"""`contact-centre play`: a day of two centres with the same customers, as a replay in one HTML file."""

import argparse
import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from sim.cli import messages
from sim.cli.verbs import MOST, OK, path, verb, whole_number
from sim.i18n.translate import message, sentences

if TYPE_CHECKING:
    from sim.config.scenario import Scenario


RESULTS = Path("results")


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the verb's arguments."""
    parser.add_argument("name", help=messages.argument("played"))
    parser.add_argument("overrides", nargs="*", metavar="key=value", help=messages.argument("overrides"))
    parser.add_argument("--out", type=path, metavar="FILE", help=messages.argument("out"))
    parser.add_argument("--language", choices=("en", "da"), default="en", help=messages.argument("language"))
    parser.add_argument("--day", type=whole_number(0, MOST), metavar="N", help=messages.argument("day"))
    parser.add_argument("--replication", type=whole_number(0, MOST), default=0, metavar="N",
                        help=messages.argument("replication"))
    parser.add_argument("--vidigi", action="store_true", help=messages.argument("vidigi"))


@verb("play", message("a day of two centres as one HTML file that plays by itself"), arguments)
def play(options: argparse.Namespace) -> int:
    """Run the day and write the replay."""
    scenarios = _played(options.name, options.overrides, options.config_dir)
    from sim.animation.event_log import write_vidigi
    from sim.animation.replay import write

    out = options.out or _own_place(options, scenarios) / "animation.html"
    recorded = write(scenarios, out, options.language, options.replication, options.day)
    print(messages.PLAYED.format(path=out))
    if options.vidigi:
        for one in recorded:
            log = out.with_name(f"{out.stem}-{one.scenario.name.split(',')[0]}.csv")
            write_vidigi(one, log)
            print(messages.LOGGED.format(path=log))
    if options.out is None:
        from sim.reporting.index import save_report

        title = messages.ANIMATION.format(names=", ".join(one.name for one in scenarios))
        print(messages.INDEX.format(file=save_report(RESULTS, out.parent, str(title), "", options.command, [out.name])))
    return OK


def _own_place(options: argparse.Namespace, scenarios: "Sequence[Scenario]") -> Path:
    """The folder of this animation: the same for the same command and no other."""
    from sim.results.reports import report_folder

    asked = repr((options.language, options.replication, options.day, [(one.name, one.key) for one in scenarios]))
    label = " ".join(word for word in options.overrides if not word.startswith("run."))
    return report_folder(RESULTS / Path(options.name).stem, "animation", label, asked)


def _played(name: str, overrides: Sequence[str], config_dir: Path | None) -> "list[Scenario]":
    """The two scenarios of an experiment's map, or its first two; a scenario beside base; base alone."""
    from sim.config.errors import ConfigError, did_you_mean
    from sim.config.files import experiments, names, read_yaml
    from sim.config.scenario import load, load_all
    from sim.experiment.questions import read

    a_file = name.endswith((".yaml", ".yml"))
    if name in experiments() or (a_file and os.path.isfile(name) and "question" in read_yaml(Path(name))):
        experiment = read(name, overrides, config_dir)
        shown = experiment.map.scenarios if experiment.map is not None else experiment.scenarios[:2]
        return load_all(shown, experiment.overrides, config_dir)
    if not a_file and name not in names(config_dir):
        known = [*experiments(), *names(config_dir)]
        raise ConfigError([sentences(messages.NOTHING_TO_PLAY.format(name=name), did_you_mean(name, known, listed=False))])
    return [load("base", overrides, config_dir), *([] if name == "base" else [load(name, overrides, config_dir)])]
