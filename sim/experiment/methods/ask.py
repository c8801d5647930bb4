"""Answers an experiment by the method that its file names, and writes its tables."""

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
from sim.results.parts import can_be_written, write_json, write_table
from sim.results.reports import report_folder


def answer_by_method(experiment: Experiment, results: Path, *, jobs: Jobs = None, progress: bool = True) -> Findings:
    """Answer an experiment whose file has a section such as `design`.

    Results of earlier runs in the folder are used; a repeated call continues where an earlier one was stopped.

    Args:
        experiment: from `sim.experiment.questions.read`.
        results: folder; the experiment has a subfolder of its name.
        jobs: replications at a time, a cluster, or None for one per core.
        progress: show bars, where there is a terminal.

    Raises:
        ConfigError: all errors of its scenarios; a method whose library is not installed; failed points that the method needs.
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
        "n_replications_run": lab.n_replications_run, "horizon_days": base.run.horizon_days,
        "warm_up_days": base.run.warm_up_days,
        "replications": base.run.replications, "seed": base.run.seed, "currency": base.params.costs.currency}
    found = replace(found, facts={**facts, **found.facts}, unfinished=tuple(dict.fromkeys(lab.unfinished)))
    return _write(found, folder, [one.key for one in load_scenarios(experiment)])


def _write(found: Findings, folder: Path, keys: list[str]) -> Findings:
    """The findings, after their tables were written to a folder for this method and its settings."""
    experiment = found.experiment
    asked = f"{experiment.model_dump_json(exclude={'config_dir', 'label'})} {keys}"
    place = report_folder(folder, "findings", experiment.label, asked)
    for name, table in found.tables.items():
        write_table(place / f"{name}.parquet", table)
    write_json(place / "findings.json", {
        "experiment": found.experiment.model_dump(mode="json"), "facts": dict(found.facts),
        "unfinished": [(name, nth, str(why)) for name, nth, why in found.unfinished], **origin()})
    return replace(found, folder=place)
