"""`contact-centre validate`: validates scenarios and experiments without running them."""

import argparse
import os
from collections.abc import Sequence
from pathlib import Path

from sim.cli import messages
from sim.cli.verbs import OK, path, verb
from sim.i18n.translate import Message, message


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the verb's arguments."""
    parser.add_argument("overrides", nargs="*", metavar="scenario", help=messages.argument("scenarios"))


@verb("validate", message("check scenarios without running them"), arguments)
def validate(options: argparse.Namespace) -> int:
    """Validate, and print one line per error."""
    from sim.config.errors import ConfigError

    found: list[Message] = []
    names = [word for word in options.overrides if "=" not in word and (not word.startswith("~") or word.startswith("~/"))]
    overrides = [word for word in options.overrides if word not in names]
    for name in [str(path(word)) for word in names] or ["base"]:
        try:
            _validate_one(name, overrides, options.config_dir)
            print(messages.NO_ERRORS.format(name=name))
        except ConfigError as error:
            found += error.messages
    if found:
        raise ConfigError(found)
    return OK


def _validate_one(name: str, overrides: Sequence[str], config_dir: Path | None) -> None:
    from sim.config.files import experiments, read_yaml
    from sim.config.scenario import load
    from sim.experiment.questions import check_against_scenarios, load_map, read

    a_file = name.endswith((".yaml", ".yml"))
    if name in experiments() or (a_file and os.path.isfile(name) and "question" in read_yaml(Path(name))):
        experiment = read(name, overrides, config_dir)
        check_against_scenarios(experiment)
        load_map(experiment)
    else:
        load(name, overrides, config_dir)
