"""The best portfolio of levers under a budget, or values of parameters: searched with optuna, confirmed on new random numbers."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from sim.analysis.designs import parameter_ranges
from sim.analysis.designs.parameter_ranges import Ranges, changes, matches, share_at, value_at
from sim.analysis.designs.range_checks import check_ranges
from sim.analysis.statistics.comparison import differences
from sim.analysis.statistics.precision import joint
from sim.config.errors import ConfigError
from sim.config.experiment_file import Experiment, Range, Search
from sim.config.scenario import Scenario, vary
from sim.experiment.methods.findings import Findings
from sim.experiment.methods.portfolio import mixed
from sim.experiment.methods.runs import Laboratory
from sim.experiment.questions import load_scenarios
from sim.kpis import KPIS
from sim.random.distributions import parse_distribution

if TYPE_CHECKING:
    import optuna

GENERATION = 16
MIN_SHARE = 0.05  # of the budget: a lever with less is left out
FRESH = 1_000_000  # added to the seed for the confirmation: no replication shares its random numbers with the search
WINNER = "winner"


def answer(experiment: Experiment, lab: Laboratory) -> Findings:
    """Tables `trials` (a row per portfolio tried: each lever's share of the budget, switches, values of the parameters, each
    deciding measure as a paired difference from the start, `on_front`), `confirmed` (the winner and the naive portfolios on new
    random numbers, against the start, as `Answer.differences`) and `joint` (the winner against each naive portfolio, intervals
    that hold together).

    The deciding measures are the objectives, all of them. The winner is the portfolio of the Pareto front that is best in
    the first of them; the rest of the front is shown.
    """
    asked = experiment.search
    assert asked is not None
    ranges = parameter_ranges.asked(experiment, asked.parameters) if asked.parameters else {}
    by_name = dict(zip(experiment.scenarios, load_scenarios(experiment), strict=True))
    check_ranges(ranges, [by_name[asked.start]])
    trials = _searched(asked, ranges, experiment.decide_on, by_name, lab)
    best = _best(trials, experiment.decide_on[0])
    winner = _portfolio(asked, ranges, by_name, {str(name): value for name, value in trials.loc[best].items()}, WINNER)
    names = [asked.start, *asked.against]
    fresh = [_fresh(scenario, asked) for scenario in (*(by_name[name] for name in names), winner)]
    runs = lab.runs(fresh)
    labels = [scenario.name for scenario in fresh]
    return Findings(experiment, {
        "trials": trials.reset_index(drop=True), "confirmed": differences(runs, labels),
        "joint": joint(runs, [WINNER, *labels[:-1]], experiment.decide_on)},
        {"n_trials": len(trials), "confirm_replications": asked.confirm_replications, "winner": int(best)}, ranges=ranges)


def _searched(
    asked: Search, ranges: Ranges, kpis: Sequence[str], by_name: dict[str, Scenario], lab: Laboratory
) -> pd.DataFrame:
    """Generations of NSGA-II, each run as a whole; the same seed gives the same search, so that an interrupted search continues.

    Raises:
        ConfigError: none of the plans is possible.
    Source: Deb et al. (2002), IEEE Transactions on Evolutionary Computation 6(2).
    """
    import optuna

    optuna.logging.set_verbosity(optuna.logging.WARNING)
    study = optuna.create_study(
        directions=["maximize" if KPIS[kpi].better == "higher" else "minimize" for kpi in kpis],
        sampler=optuna.samplers.NSGAIISampler(population_size=GENERATION, seed=asked.seed))
    start, rows = by_name[asked.start], []
    alone, alike = [{lever: 1.0} for lever in asked.levers], dict.fromkeys(asked.levers, 1.0)
    as_now = {f"at_{name}": at for name, one in ranges.items() if (at := _present(name, one, start)) is not None}
    refused: ConfigError | None = None
    for share in ({}, *alone, alike) if asked.levers else ({},):  # obvious portfolios are tried first
        study.enqueue_trial({f"weight_{lever}": share.get(lever, 0.0) for lever in asked.levers}
                            | {"spent": float(bool(share)), **dict.fromkeys(asked.switches, False)} | as_now)
    for first in range(0, asked.trials, GENERATION):
        tried = [study.ask() for _ in range(min(GENERATION, asked.trials - first))]
        plans = [_suggested(trial, asked, ranges) for trial in tried]
        scenarios = {}
        for trial, plan in zip(tried, plans, strict=True):
            try:
                scenarios[trial.number] = _possible(asked, ranges, by_name, plan, f"portfolio {trial.number:04d}")
            except ConfigError as error:
                if not ranges:
                    raise
                refused = error
        means = lab.means([start, *scenarios.values()], kpis)
        for trial, plan in zip(tried, plans, strict=True):
            if trial.number not in scenarios:
                study.tell(trial, state=optuna.trial.TrialState.FAIL)
                continue
            found = (means.loc[scenarios[trial.number].name] - means.loc[start.name]).to_numpy(dtype=float)
            if np.isnan(found).any():
                study.tell(trial, state=optuna.trial.TrialState.FAIL)
                continue
            study.tell(trial, [float(value) for value in found])
            rows.append({"trial": trial.number, **plan, **dict(zip(kpis, found, strict=True))})
    if not rows:
        raise refused or ConfigError([line for _, _, line in lab.unfinished])
    front = {trial.number for trial in study.best_trials}
    table = pd.DataFrame(rows).set_index("trial", drop=False)
    return table.assign(on_front=table["trial"].isin(front))


def _present(name: str, one: Range, start: Scenario) -> float | None:
    """The share of a range at which the start lies; None if it lies outside."""
    now = {"times": 1.0, "plus": 0.0, "set": matches(name, one, start.resolved)[0][1]}[one.by]
    if isinstance(now, str):
        now = parse_distribution(now).mean_s
    return share_at(name, one, float(now)) if now is not None and one.low <= now <= one.high else None


def _suggested(trial: "optuna.trial.Trial", asked: Search, ranges: Ranges) -> dict[str, Any]:
    """Suggested shares of the budget, with the sum `spent`, switches, and values of the parameters."""
    weights = {lever: trial.suggest_float(f"weight_{lever}", 0.0, 1.0) for lever in asked.levers}
    spent, total = trial.suggest_float("spent", 0.0, 1.0), sum(weights.values()) or 1.0
    switches = {name: bool(trial.suggest_categorical(name, [False, True])) for name in asked.switches}
    shares = {lever: spent * weight / total for lever, weight in weights.items()}
    values = {name: value_at(name, one, trial.suggest_float(f"at_{name}", 0.0, 1.0)) for name, one in ranges.items()}
    return {lever: share if share >= MIN_SHARE else 0.0 for lever, share in shares.items()} | switches | values


def _possible(asked: Search, ranges: Ranges, by_name: dict[str, Scenario], plan: dict[str, Any], name: str) -> Scenario:
    """The portfolio of a plan; its smallest share is dropped while it is not allowed (for instance one hour of a part-timer).

    The plan is changed accordingly. If no share is left, the error of the switches is raised.
    """
    while True:
        try:
            return _portfolio(asked, ranges, by_name, plan, name)
        except ConfigError:
            spent = [lever for lever in asked.levers if plan[lever] > 0.0]
            if not spent:
                raise
            plan[min(spent, key=lambda lever: float(plan[lever]))] = 0.0


def _portfolio(asked: Search, ranges: Ranges, by_name: dict[str, Scenario], plan: dict[str, Any], name: str) -> Scenario:
    shares = {lever: float(plan[lever]) for lever in asked.levers}
    switches = [(by_name[without], by_name[one]) for one, without in asked.switches.items() if plan[one]]
    found = mixed(by_name[asked.start], by_name, shares, switches, name)
    new = {key: to for at, one in ranges.items() for key, to in changes(at, one, found.resolved, float(plan[at]))}
    return vary(found, new, f"chosen by {name}") if new else found


def _best(trials: pd.DataFrame, kpi: str) -> int:
    front = trials.loc[trials["on_front"], kpi]
    return int(front.idxmax() if KPIS[kpi].better == "higher" else front.idxmin())


def _fresh(scenario: Scenario, asked: Search) -> Scenario:
    """The scenario with a seed that the search has not used."""
    changes = {"run.seed": scenario.run.seed + FRESH, "run.replications": asked.confirm_replications}
    return vary(scenario, changes, "changed for the confirmation")
