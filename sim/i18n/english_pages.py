"""The texts of the research pages and their figures in English."""

from typing import Final

ENGLISH_PAGES: Final[dict[str, str]] = {
    # --- what the dominating parameters are called ---
    "range.busyness_alpha": "evenness of days",
    "range.first_resolution": "first-contact resolution",
    "range.return_prob": "return of the unsolved",
    "range.later_resolution": "resolution of later talks",
    "range.redial_prob": "redial after giving up",
    "range.need_for_authority": "need for a decision",
    "range.steepness": "harm done by cutting talks short",
    "range.kept_share": "work that a repeat need not do again",
    "range.learning_per_month": "speed of learning",
    "range.norm_erosion": "weeks until hurry is the norm",
    "range.attrition": "attrition",
    "range.churn_beta": "attitude\u2019s hold on leaving",
    "range.next_issue_prob": "next issues",
    # --- figures ---
    "figure.research.mu_star": (
        "Mean size of the effect (\u03bc*) as a parameter moves across its range, with its 95 % "
        "interval."
    ),
    "figure.research.total": "with interactions (total)",
    "figure.research.first": "alone (first order)",
    "figure.research.share": "share of the variance",
    "figure.research.low": "low end",
    "figure.research.high": "high end of its range",
    "figure.research.along": (
        "Each line: what the metamodel foretells as one parameter moves, the others spread "
        "as before."
    ),
    "figure.research.holds": "holds",
    "figure.research.undecided": "undecided",
    "figure.research.turns": "turns round",
    "figure.research.of_sets": "% of plausible parameter sets",
    "figure.research.tried": "tried",
    "figure.research.front": "none is better in both (Pareto front)",
    "figure.research.winner": "winner, to be confirmed",
    "figure.research.start": "nothing done",
    "figure.research.day": "day of the run",
    "figure.research.after": "{n} replications",
    # --- pages ---
    "page.sure": "How sure",
    "page.silent": "What it does not say",
    "page.repeat": "Ask it again",
    "page.repeat_line": "contact-centre experiment {name}",
    "page.made": "This page is written by the command above, never by hand.",
    "page.size": (
        "{n_lives} lives of {horizon_days} days, counted after {warm_up_days} days of warm-up; "
        "replications of each: {replications}; seed: {seed}."
    ),
    "page.unfinished": "{n} replications did not end and are left out: {first}.",
    "page.no_answer": "No clear answer.",
    "page.comparison.answer": "Against {base}, {kpi} moves by {told}.",
    "page.comparison.between": (
        "Against {base}, {kpi} moves by {told}, the best and the worst of {n} alternatives."
    ),
    "page.comparison.one": "{difference} ({scenario})",
    "page.joint": (
        "Intervals hold together with 95 %: each is widened for {n} comparisons (Bonferroni), the"
        " same customers in each pair."
    ),
    "page.reached": "Asked was {what}; all reached after {n} replications.",
    "page.not_reached": "Asked was {what}; after the most that were allowed, {n}, not reached: {open}.",
    "page.within": "{kpi} within \u00b1 {width}",
    "page.not_asked": (
        "How tight the intervals should be was not asked: {n} replications, however wide they "
        "are."
    ),
    "page.versus": "{scenario}: {kpi}",
    "page.table.joint": "Against {base}, intervals that hold together",
    "page.head.scenario": "scenario",
    "page.head.measure": "measure",
    "page.head.difference": "difference",
    "page.head.verdict": "so",
    "page.warm_up.answer": (
        "Counting may start after {day} days: by then {kpi}, the last of the measures, has "
        "settled; base starts after {counted}."
    ),
    "page.warm_up.never": (
        "After {day} days what can settle has settled (base counts from day {counted}); still "
        "drifting at the end of the run, which no warm-up of its length would mend: {kpis}."
    ),
    "page.warm_up.table": "Where each measure settles",
    "page.warm_up.day": "settled from day",
    "page.warm_up.none": "never",
    "page.warm_up.figure": (
        "Thin: the day. Thick: mean of 20 open days. Blue: where base starts counting. Dashed: "
        "where MSER-5 would start."
    ),
    "page.warm_up.sure": (
        "MSER-5 (White 1997; White, Cobb & Spratt 2000) on the mean of {n} replications, closed "
        "days left out."
    ),
    "page.sensitivity.answer": "{kpi} depends most on {drivers}",
    "page.sensitivity.also": "{kpi} on {drivers}",
    "page.sensitivity.driver": "{name} ({size})",
    "page.sensitivity.first.mu_star": "{name} ({size} across its range)",
    "page.sensitivity.first.total": "{name} ({size} of what is not known)",
    "page.sensitivity.table": "Every parameter, strongest first for the first measure",
    "page.sensitivity.morris": (
        "Morris screening (SALib): {n} trajectories, {points} points, {parameters} parameters. \u03bc*"
        " is the mean size of the change when one parameter moves across its range; \u03c3 near \u03bc* "
        "means that it depends on the others. All points were lived with the same chance."
    ),
    "page.sensitivity.sobol": (
        "Sobol\u2019 indices (SALib, Saltelli\u2019s scheme): base sample {n}, {points} points, "
        "{parameters} parameters; bars are 95 % bootstrap intervals. Overlapping intervals do not"
        " rank two parameters."
    ),
    "page.design.answer": (
        "{kpi} moves most with {driver}: from {low} to {high} along its range, the others spread "
        "over theirs"
    ),
    "page.design.also": "{kpi} with {driver}: from {low} to {high}",
    "page.design.table": "How well the metamodel foretells points that it has not seen",
    "page.design.sure": (
        "{points} points over {parameters} parameters; the error is that of a Gaussian process on"
        " tenths of the points that were left out."
    ),
    "page.design.explained": "explained",
    "page.design.error": "error",
    "page.design.noise": "noise of a point",
    "page.robustness.answer": (
        "In {share} of {n} plausible worlds ({low} to {high}) it holds that {says}; in {turns} the"
        " reverse is true"
    ),
    "page.robustness.when": "; it holds least often where {when} ({share} of {n})",
    "page.robustness.always": "; no corner was found where it does not hold",
    "page.robustness.reversed": "; most often reversed ({turns}) is that {says}",
    "page.robustness.and": " and ",
    "page.robustness.up_to": "{name} is at most {value}",
    "page.robustness.above": "{name} is above {value}",
    "page.robustness.times": "{value} times base\u2019s",
    "page.robustness.plus": "base\u2019s {value}",
    "page.robustness.findings": "In what share of plausible parameter sets each finding holds",
    "page.robustness.rules": "Where the first finding holds",
    "page.robustness.rule": "when",
    "page.robustness.n": "sets",
    "page.robustness.holds": "holds in",
    "page.robustness.turning": "Where it turns: {kpi}, foretold with the other parameters in their middle",
    "page.robustness.sure": (
        "A finding holds in a set where the whole 95 % interval of {n} paired replications lies "
        "on its side. The share\u2019s interval is Clopper and Pearson\u2019s. The rule (a tree of two "
        "questions) is right on {accuracy} of sets that it has not seen; the map\u2019s metamodel "
        "explains {explained} of the difference there."
    ),
    "page.search.answer": (
        "Best found: {mix}; on fresh chance it changes {kpi} by {difference} against doing "
        "nothing{better}"
    ),
    "page.search.better": ", and is clearly better than {names}",
    "page.search.not_better": "; it is not clearly better than {names}",
    "page.search.part": "{share} of the money for {lever}",
    "page.search.switch": "with {switch}",
    "page.search.nothing": "doing nothing",
    "page.search.table": "The winner and the naive portfolios on fresh chance, against doing nothing",
    "page.search.sure": (
        "{n} portfolios tried (optuna, NSGA-II), each by paired differences; the winner and the "
        "naive ones then lived {replications} further times under chance that the search had not "
        "seen, intervals together 95 % over {m} comparisons."
    ),
    "page.ranking.answer": (
        "{name} is best ({value}; next: {second}, {second_value}); the choice is right with a "
        "probability of at least {prob} where the lead is {delta} or more"
    ),
    "page.ranking.figure": (
        "Mean over replications, and how many it took: blue was kept, grey was dropped as beaten."
    ),
    "page.ranking.open": (
        "No single one is best: within {n} replications {names} could not be told apart, which "
        "happens where less than {delta} lies between them"
    ),
    "page.ranking.behind": "; all others are behind",
    "page.ranking.table": "In order, with the replications that it took to drop each",
    "page.ranking.n": "replications",
    "page.ranking.sure": (
        "Procedure KN (Kim & Nelson 2001; sim-tools, its look-up of variances corrected): {n} "
        "replications in all, none spent on what was already beaten."
    ),
}
