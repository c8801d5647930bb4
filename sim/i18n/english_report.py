"""The texts in English: the report and the terminal."""

from typing import Final

ENGLISH_REPORT: Final[dict[str, str]] = {
    # --- the report ---
    "report.experiment": "Experiment {name}",
    "report.run": "Run",
    "report.alone": "What comes out of {base}?",
    "report.versus": "{others} against {base}",
    "report.many_versus": "{n} alternatives against {base}",
    "report.skip": "Contents",
    "report.answer": "The answer",
    "report.unfinished": "{n} of the replications asked for did not end and are left out:",
    "report.unfinished_line": "{scenario}, replication {replication}: {why}",
    "report.decided": "What it is decided on",
    "report.decided_caption": (
        "Value per scenario; below it the difference from {base} with its 95 % interval, and what"
        " may be said of it"
    ),
    "report.decided_caption_alone": "Value per scenario; an interval is the 95 % interval of the mean",
    "report.scenario": "Scenario",
    "report.money": "Money and budget",
    "report.money_caption": "Thousand DKK a year; means over the replications",
    "report.money_planned": "Planned cost",
    "report.money_limit": "Budget",
    "report.money_room": "Left of the budget",
    "report.money_spent": "Spent",
    "report.money_margin": "Margin from customers",
    "report.money_result": "Margin less spent",
    "report.money_over": "over the budget",
    "report.money_none": "no limit",
    "report.money_note": (
        "The budget limits what is planned: pay of positions, leaders, help function, programmes."
        " What was spent came with the year: vacant positions save pay, overtime, bonus, "
        "successors of leavers and goodwill cost it."
    ),
    "report.break_even": "When does shorter pay? Both break-evens",
    "report.break_even_text": (
        "Shorter talks save work only if enough of them still solve the case. Per solved case, work is "
        "handle time over the share of talks that solve: 240 s at 80 % is as much work as 180 s at 60 %. "
        "Per case born, given-up cases count too: who gives up calls no more and makes no more work, so "
        "that break-even lies lower. What giving up does to loyalty stands above."
    ),
    "report.break_even_caption": (
        "Break-evens against {base}: the share of talks that must solve the case for the work to be equal"
    ),
    "report.break_even_aht": "Handle time (AHT)",
    "report.break_even_solved": "Break-even per solved case",
    "report.break_even_born": "Break-even per case born",
    "report.break_even_here": "Talks that solve, here",
    "report.break_even_back": "Come back if unsolved",
    "report.break_even_better": "saves work",
    "report.break_even_worse": "costs work",
    "report.break_even_undecided": "no clear difference",
    "report.map": "Where does it pay?",
    "report.map_text": (
        "How steeply resolution falls when a talk is cut short, and how much of the work a repeat"
        " call need not do again, are not known from any study. So the experiment asks the "
        "question at every combination of the two."
    ),
    "report.map_change": "the change",
    "report.map_found": (
        "{measure}: better in {better} of {n} cells, worse in {worse}, no clear difference in {open}"
    ),
    "report.day": "One day",
    "report.year": "Week by week",
    "report.story": "One customer, two centres",
    "report.changes": "What each scenario changes, and where the numbers come from",
    "report.changes_text": "Every other number is the same as in {base}.",
    "report.changes_caption": "Values that differ from {base}",
    "report.changes_none": "Nothing differs from {base}.",
    "report.key": "Parameter",
    "report.value": "Value",
    "report.before": "In {base}",
    "report.unit": "Unit",
    "report.meaning": "Meaning",
    "report.source": "Source",
    "report.all_measures": "All measures",
    "report.all_measures_caption": (
        "Every measure in every scenario; below the value its difference from {base}"
    ),
    "report.definitions": "How each measure is defined",
    "report.measure": "Measure",
    "report.parameters": "All parameters of {base}",
    "report.parameters_caption": "{n} values, each with its source",
    "report.method": "Method",
    "report.method_text": (
        "Every customer\u2019s need, patience and luck has a name of its own in the random numbers, so"
        " the same customers meet every scenario and a difference is due to what the scenario "
        "changes. Measures are sums over sums of the counted days. Intervals are Student\u2019s t over"
        " replications; each has 95 % for itself, not all together."
    ),
    "report.method_caption": "Settings of the run and versions of the programs",
    "report.method_replications": "Replications",
    "report.method_days": "Days that count",
    "report.method_warm_up": "Days before counting starts",
    "report.method_seed": "Seed",
    "report.method_engine": "Engine",
    "report.method_platform": "Platform",
    "report.setting": "Setting",
    "report.limits": "What it does not model",
    "report.limits_text": "An answer holds only for what is in the model. These are not in it:",
    "report.limit.channels": "social media and video; whoever has to come again picks up the phone;",
    "report.limit.word": "reviews that newcomers read: in the model they are heard from people, and reviews name causes only;",
    "report.limit.market": "how competitors answer, and a market that grows or shrinks;",
    "report.limit.recovery": "failures of ours that nobody contacts us about, or that never get through;",
    "report.limit.sales": "sales in the talk itself: what a customer buys follows attitude alone;",
    "report.limit.people": "team spirit, and agents who learn from one another beyond the sessions.",
    "report.shown": "The first {n} of {all} scenarios are drawn; the tables have all.",
    "report.not_writable": "report {path}: cannot be written: {why}.",
    # --- the terminal ---
    "terminal.measure": "Measure",
    "terminal.difference": "Difference",
    "terminal.scenario": "Scenario",
    "terminal.report": "Report: {path}",
    "terminal.no_report": "No report was written.",
    "terminal.unfinished": "{n} of the replications asked for did not end and are left out.",
}
