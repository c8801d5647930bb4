"""The best portfolio of levers under a budget: searched with optuna, and confirmed on new random numbers."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from sim.analysis.statistics.comparison import differences
from sim.analysis.statistics.precision import joint
from sim.config.errors import ConfigError
from sim.config.experiment_file import Experiment, Search
from sim.config.scenario import Scenario, vary
from sim.experiment.methods.findings import Findings
from sim.experiment.methods.portfolio import mixed
from sim.experiment.methods.runs import Laboratory
from sim.experiment.questions import load_scenarios
from sim.kpis import KPIS

if TYPE_CHECKING:
    import optuna

GENERATION = 16
MIN_SHARE = 0.05  # of the budget: a lever with less is left out
FRESH = 1_000_000  # added to the seed for the confirmation: no replication shares its random numbers with the search
WINNER = "winner"


def answer(experiment: Experiment, lab: Laboratory) -> Findings:
    """Tables `trials` (a row per portfolio tried: each lever's share of the budget, switches, each deciding measure as a paired
    difference from the start, `on_front`), `confirmed` (the winner and the naive portfolios on new random numbers, against the
    start, as `Answer.differences`) and `joint` (the winner against each naive portfolio, intervals that hold together).

    The deciding measures are the objectives, all of them. The winner is the portfolio of the Pareto front that is best in
    the first of them; the rest of the front is shown.
    """
    asked = experiment.search
    assert asked is not None
    by_name = dict(zip(experiment.scenarios, load_scenarios(experiment), strict=True))
    trials = _searched(asked, experiment.decide_on, by_name, lab)
    best = _best(trials, experiment.decide_on[0])
    winner = _portfolio(asked, by_name, {str(name): value for name, value in trials.loc[best].items()}, WINNER)
    names = [asked.start, *asked.against]
    fresh = [_fresh(scenario, asked) for scenario in (*(by_name[name] for name in names), winner)]
    runs = lab.runs(fresh)
    labels = [scenario.name for scenario in fresh]
    return Findings(experiment, {
        "trials": trials.reset_index(drop=True), "confirmed": differences(runs, labels),
        "joint": joint(runs, [WINNER, *labels[:-1]], experiment.decide_on)},
        {"n_trials": len(trials), "confirm_replications": asked.confirm_replications, "winner": int(best)})


def _searched(asked: Search, kpis: Sequence[str], by_name: dict[str, Scenario], lab: Laboratory) -> pd.DataFrame:
    """Generations of NSGA-II, each run as a whole; the same seed gives the same search, so that an interrupted search continues.

    Source: Deb et al. (2002), IEEE Transactions on Evolutionary Computation 6(2).
    """
    import optuna

    optuna.logging.set_verbosity(optuna.logging.WARNING)
    study = optuna.create_study(
        directions=["maximize" if KPIS[kpi].better == "higher" else "minimize" for kpi in kpis],
        sampler=optuna.samplers.NSGAIISampler(population_size=GENERATION, seed=asked.seed))
    start, rows = by_name[asked.start], []
    alone, alike = [{lever: 1.0} for lever in asked.levers], dict.fromkeys(asked.levers, 1.0)
    for share in ({}, *alone, alike):  # obvious portfolios are tried first
        study.enqueue_trial({f"weight_{lever}": share.get(lever, 0.0) for lever in asked.levers}
                            | {"spent": float(bool(share)), **dict.fromkeys(asked.switches, False)})
    for first in range(0, asked.trials, GENERATION):
        tried = [study.ask() for _ in range(min(GENERATION, asked.trials - first))]
        plans = [_suggested(trial, asked) for trial in tried]
        scenarios = {trial.number: _possible(asked, by_name, plan, f"portfolio {trial.number:04d}")
                     for trial, plan in zip(tried, plans, strict=True)}
        means = lab.means([start, *scenarios.values()], kpis)
        for trial, plan in zip(tried, plans, strict=True):
            found = (means.loc[scenarios[trial.number].name] - means.loc[start.name]).to_numpy(dtype=float)
            if np.isnan(found).any():
                study.tell(trial, state=optuna.trial.TrialState.FAIL)
                continue
            study.tell(trial, [float(value) for value in found])
            rows.append({"trial": trial.number, **plan, **dict(zip(kpis, found, strict=True))})
    front = {trial.number for trial in study.best_trials}
    table = pd.DataFrame(rows).set_index("trial", drop=False)
    return table.assign(on_front=table["trial"].isin(front))


def _suggested(trial: "optuna.trial.Trial", asked: Search) -> dict[str, Any]:
    """Suggested shares of the budget, with the sum `spent`, and switches."""
    weights = {lever: trial.suggest_float(f"weight_{lever}", 0.0, 1.0) for lever in asked.levers}
    spent, total = trial.suggest_float("spent", 0.0, 1.0), sum(weights.values()) or 1.0
    switches = {name: bool(trial.suggest_categorical(name, [False, True])) for name in asked.switches}
    shares = {lever: spent * weight / total for lever, weight in weights.items()}
    return {lever: share if share >= MIN_SHARE else 0.0 for lever, share in shares.items()} | switches


def _possible(asked: Search, by_name: dict[str, Scenario], plan: dict[str, Any], name: str) -> Scenario:
    """The portfolio of a plan; its smallest share is dropped while it is not allowed (for instance one hour of a part-timer).

    The plan is changed accordingly. If no share is left, the error of the switches is raised.
    """
    while True:
        try:
            return _portfolio(asked, by_name, plan, name)
        except ConfigError:
            spent = [lever for lever in asked.levers if plan[lever] > 0.0]
            if not spent:
                raise
            plan[min(spent, key=lambda lever: float(plan[lever]))] = 0.0


def _portfolio(asked: Search, by_name: dict[str, Scenario], plan: dict[str, Any], name: str) -> Scenario:
    shares = {lever: float(plan[lever]) for lever in asked.levers}
    switches = [(by_name[without], by_name[one]) for one, without in asked.switches.items() if plan[one]]
    return mixed(by_name[asked.start], by_name, shares, switches, name)


def _best(trials: pd.DataFrame, kpi: str) -> int:
    front = trials.loc[trials["on_front"], kpi]
    return int(front.idxmax() if KPIS[kpi].better == "higher" else front.idxmin())


def _fresh(scenario: Scenario, asked: Search) -> Scenario:
    """The scenario with a seed that the search has not used."""
    changes = {"run.seed": scenario.run.seed + FRESH, "run.replications": asked.confirm_replications}
    return vary(scenario, changes, "changed for the confirmation")
