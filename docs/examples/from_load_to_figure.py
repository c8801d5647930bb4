"""A notebook in plain Python: from two scenarios to a table and a figure. Run it whole, or cell by cell (# %%)."""

# %% Two centres that serve the same customers
import sys
from pathlib import Path

import matplotlib
import matplotlib.figure

import sim
from sim.analysis.statistics.precision import joint
from sim.analysis.statistics.warm_up import daily, settled
from sim.experiment.runner import answer
from sim.figures import research
from sim.i18n.translate import Translator

matplotlib.use("agg")
few_days = sys.argv[1:]  # overrides such as run.horizon_days=20, for a first test
centres = [sim.load(name, [*few_days, "run.replications=4"]) for name in ("base", "aht_cap_180")]

# %% Results are stored in a folder: a second run computes only what is missing
found = answer(centres, Path("results"), name="notebook", decide_on=["nps", "asa_s"], progress=False)

# %% Paired differences with joint 95 % intervals
table = joint(found.runs, [centre.name for centre in centres], ["nps", "asa_s", "work_per_solved_case_s"])
print(table[["kpi", "difference", "low", "high"]].to_string(index=False))

# %% One replication in detail, and the day at which it settles, drawn on your own axes
year = sim.simulate(centres[0], replication=0)
print(year.contacts.groupby("kind", observed=True)["wait_s"].mean())
days = daily([year.record.days], ["asa_s"], centres[0].params)
at = settled(days).loc[0, "settled_day"]
figure = matplotlib.figure.Figure(figsize=(7, 3.5), layout="constrained")
research.settling(figure.subplots(), days, "asa_s", at, centres[0].run.warm_up_days, Translator())
figure.savefig("results/settling.svg")
