"""An experiment answered by the method that its file names, and its tables written."""

import hashlib
from dataclasses import replace
from importlib import import_module
from pathlib import Path

from sim.config.errors import ConfigError
from sim.config.experiment_file import Experiment
from sim.config.provenance import origin
from sim.execution import messages
from sim.execution.executors import Jobs
from sim.experiment.methods.findings import Findings
from sim.experiment.methods.runs import Laboratory
from sim.experiment.questions import load_scenarios
from sim.i18n.translate import message
from sim.results.store import can_be_written, write_json, write_table


def answer_by_method(experiment: Experiment, results: Path, *, jobs: Jobs = None, progress: bool = True) -> Findings:
    """Answer an experiment whose file has a section such as `design`.

    What earlier runs left in the folder is used; the same call goes on where an earlier one was stopped.

    Args:
        experiment: from `sim.experiment.questions.read`.
        results: folder; this experiment's lies in it under its name.
        jobs: replications at a time, a cluster, or None for one per core.
        progress: show bars, where there is a terminal.

    Raises:
        ConfigError: all that is wrong with its scenarios; a method whose library is not installed; points without which nothing
            can be said.
    """
    folder = Path(results) / experiment.name
    can_be_written(folder)
    lab = Laboratory(folder, jobs, progress)
    try:
        found: Findings = import_module(f"sim.experiment.methods.{experiment.method}").answer(experiment, lab)
    except ModuleNotFoundError as error:
        if (error.name or "").split(".")[0] not in ("SALib", "sklearn", "optuna", "sim_tools"):
            raise
        what = message("an experiment with `{method}`", method=experiment.method)
        raise ConfigError([messages.NOT_INSTALLED.format(what=what, package=error.name, extra="research")]) from None
    base = load_scenarios(experiment)[0]
    facts: dict[str, float | str] = {
        "n_lives": lab.n_lives, "horizon_days": base.run.horizon_days, "warm_up_days": base.run.warm_up_days,
        "replications": base.run.replications, "seed": base.run.seed, "currency": base.params.costs.currency}
    found = replace(found, facts={**facts, **found.facts}, unfinished=tuple(dict.fromkeys(lab.unfinished)))
    _write(found, folder)
    return found


def _write(found: Findings, folder: Path) -> None:
    """The tables, in a folder of their own for this way of asking."""
    asked = found.experiment.model_dump_json(exclude={"config_dir"})
    place = folder / f"findings-{hashlib.sha256(asked.encode()).hexdigest()[:8]}"
    can_be_written(place)
    for name, table in found.tables.items():
        write_table(place / f"{name}.parquet", table)
    write_json(place / "findings.json", {
        "experiment": found.experiment.model_dump(mode="json"), "facts": dict(found.facts),
        "unfinished": [(name, nth, str(why)) for name, nth, why in found.unfinished], **origin()})
