"""Length of the warm-up, for an experiment's file; the rule stands in `sim.analysis.statistics.warm_up`."""

from sim.analysis.statistics.warm_up import daily, settled
from sim.config.experiment_file import Experiment
from sim.experiment.methods.findings import Findings
from sim.experiment.methods.runs import Laboratory
from sim.experiment.questions import load_scenarios
from sim.experiment.study import Study

USUAL_DAYS = 28  # scenarios/run/year.yaml


def answer(experiment: Experiment, lab: Laboratory) -> Findings:
    """Tables `days` (each open day's measures, means over replications) and `settled` (where each measure settles)."""
    assert experiment.warm_up is not None
    base = load_scenarios(experiment)[0]
    lab.runs([base])
    store = Study(lab.folder, [base], profile=False).stores[base.key]
    replications = [days for nth, days in sorted(store.finished()) if nth < base.run.replications]
    table = daily(replications, experiment.warm_up.measures, base.params)
    return Findings(experiment, {"days": table, "settled": settled(table)}, {"base_warm_up_days": USUAL_DAYS})
