"""The texts in English. Braces hold what is filled in; a key is used by its full name."""

from typing import Final

from sim.i18n.english_channels import ENGLISH_CHANNELS
from sim.i18n.english_customers import ENGLISH_CUSTOMERS
from sim.i18n.english_outside import ENGLISH_OUTSIDE
from sim.i18n.english_pages import ENGLISH_PAGES
from sim.i18n.english_people import ENGLISH_PEOPLE
from sim.i18n.english_report import ENGLISH_REPORT
from sim.i18n.english_special import ENGLISH_SPECIAL
from sim.i18n.english_stage import ENGLISH_STAGE
from sim.i18n.english_talk import ENGLISH_TALK

ENGLISH: Final[dict[str, str]] = (
    ENGLISH_REPORT | ENGLISH_STAGE | ENGLISH_TALK | ENGLISH_CUSTOMERS | ENGLISH_CHANNELS | ENGLISH_OUTSIDE | ENGLISH_PAGES |
    ENGLISH_PEOPLE | ENGLISH_SPECIAL
) | {
    # --- writing ---
    "number.thousands": "\u202f",
    "number.decimal": ".",
    "list.comma": ", ",
    "list.last": "{before} and {last}",
    "count.call.one": "1 call",
    "count.call.many": "{n} calls",
    "unit.none": "",
    "unit.percent": "%",
    "unit.points": "points",
    "unit.percent_a_year": "%\u00a0a\u00a0year",
    "unit.seconds": "s",
    "unit.minutes": "min",
    "unit.hours_a_day": "h\u00a0a\u00a0day",
    "unit.a_day": "a\u00a0day",
    "unit.score": "points",
    "unit.dkk": "DKK",
    "unit.thousand_dkk_a_year": "thousand DKK a\u00a0year",
    # --- measures: short labels for a chief ---
    "kpi.contacts_per_day": "Contacts",
    "kpi.cases_per_day": "New cases",
    "kpi.aht_s": "Handle time (AHT)",
    "kpi.talk_s": "Talk time",
    "kpi.asa_s": "Wait until answered (ASA)",
    "kpi.abandoned_share": "Gave up waiting",
    "kpi.answered_in_20s_share": "Answered within 20 s",
    "kpi.blocked_share": "No line free",
    "kpi.fcr_share": "Solved first time (FCR)",
    "kpi.turned_away_share": "Still waiting at closing",
    "kpi.answered_in_20s_of_offered_share": "Answered within 20 s, of all",
    "kpi.answered_in_20s_of_answered_share": "Answered within 20 s, of answered",
    "kpi.answered_or_gone_in_20s_share": "Answered or gone within 20 s",
    "kpi.solved_talk_share": "Talks that solve the case",
    "kpi.return_share": "Come back after an unsolved talk",
    "kpi.solved_share": "Cases solved in the end",
    "kpi.contacts_per_case": "Contacts per case",
    "kpi.contacts_per_solved_case": "Contacts per solved case",
    "kpi.work_per_case_s": "Work per case born",
    "kpi.work_per_solved_case_s": "Work per solved case",
    "kpi.repeat_share": "Calls that are repeats",
    "kpi.redial_share": "Calls that are redials",
    "kpi.cut_short_share": "Talks cut short",
    "kpi.escalated_share": "Asked a leader",
    "kpi.refused_share": "Told \u201cnot allowed\u201d",
    "kpi.occupancy": "Agents busy (occupancy)",
    "kpi.shrinkage": "Paid, not on the phone",
    "kpi.strain": "Strain on agents (0\u20131)",
    "kpi.quits_per_year": "Agents who quit",
    "kpi.csat_share": "Very satisfied (CSAT)",
    "kpi.nps": "Recommendation (NPS)",
    "kpi.attitude": "Attitude of customers",
    "kpi.churn_per_year": "Customers who leave (churn)",
    "kpi.customers_at_end": "Customers at the end",
    "kpi.cost_dkk": "Cost of the centre",
    "kpi.cost_per_contact_dkk": "Cost per contact",
    "kpi.cost_per_solved_case_dkk": "Cost per solved case",
    "kpi.cost_per_case_dkk": "Cost per case born",
    "kpi.pay_dkk": "Pay",
    "kpi.goodwill_dkk": "Given to customers",
    "kpi.margin_dkk": "Margin from customers",
    "kpi.result_dkk": "Margin less cost",
    "kpi.cltv_dkk": "A customer\u2019s lifetime value",
    "kpi.overtime_h_per_day": "Overtime",
    "kpi.queue_peak": "Longest queue",
    # --- scenarios that come with the simulator ---
    "scenario.base": "Base",
    "scenario.bare_queue": "Bare queue",
    "scenario.aht_cap_120": "Hard cap 120\u00a0s",
    "scenario.aht_cap_180": "Hard cap 180\u00a0s",
    "scenario.aht_cap_180_mild": "Mild cap 180\u00a0s",
    "scenario.aht_cap_240": "Hard cap 240\u00a0s",
    "scenario.aht_cap_300": "Hard cap 300\u00a0s",
    "scenario.aht_bonus_180": "Cap 180\u00a0s with bonus",
    "scenario.growth_40_budget_3": "Nothing done at +40\u00a0%",
    "scenario.growth_40_hire": "Hire at +40\u00a0%",
    "scenario.growth_40_cap": "Cap 180\u00a0s at +40\u00a0%",
    "scenario.growth_40_train": "Train at +40\u00a0%",
    "scenario.growth_40_help": "Help function at +40\u00a0%",
    "scenario.growth_40_empower": "Empower at +40\u00a0%",
    "scenario.growth_40_mix": "A mix at +40\u00a0%",
    "scenario.growth_40_unlimited": "No limit at +40\u00a0%",
    # --- what may be said of a difference ---
    "verdict.better": "better",
    "verdict.worse": "worse",
    "verdict.higher": "higher",
    "verdict.lower": "lower",
    "verdict.undecided": "no clear difference",
    "verdict.same": "the same",
    "verdict.unsure": "one run, no interval",
    "verdict.missing": "not measured",
    "said.better": "clearly better in {measures}",
    "said.worse": "clearly worse in {measures}",
    "said.higher": "clearly higher in {measures}",
    "said.lower": "clearly lower in {measures}",
    "said.undecided": "no clear difference in {measures}",
    "said.same": "the same in {measures}",
    "said.unsure": "one run, which cannot tell an effect from chance, gives {measures}",
    "said.nothing": "nothing measured",
    "said.join": "; ",
    "said.measure": "{measure} ({size})",
    "said.value": "{measure} {value}",
    # --- figures ---
    "figure.differences.title": "What changes against {base}, with the same customers?",
    "figure.differences.below": (
        "Point: mean difference. Bar: 95 % interval. Blue circle: clearly better. Orange diamond:"
        " clearly worse. Hollow: the bar reaches zero, no clear difference."
    ),
    "figure.differences.axis": "difference, {unit}",
    "figure.loyalty.title": (
        "What does a year cost, and what do customers think of it? {loyalty} against cost"
    ),
    "figure.loyalty.below": (
        "Bars are 95 % intervals, both ways; as the customers are the same everywhere, differences are surer "
        "than they suggest. Square: what the others are compared with. A budget limits what is planned; "
        "overtime, leavers and goodwill come on top. Orange: planned more than that."
    ),
    "figure.loyalty.cost": "cost of the centre, million DKK a year",
    "figure.loyalty.up": "  (up is better)",
    "figure.loyalty.budget": "budget of the plan: {limit} million",
    "figure.loyalty.best": "\u2196 cheap and well liked",
    "figure.day.title": "One day, the same customers: up to {n} wait ({scenario})",
    "figure.day.title_other": ", and {n} ({scenario})",
    "figure.day.below": (
        "An ordinary day, the same in every panel, seen every five minutes. Where the orange "
        "rises, customers wait."
    ),
    "figure.day.people": "people",
    "figure.day.hours": "time of day, hours",
    "figure.day.waiting": "customers waiting",
    "figure.day.talking": "customers in a talk",
    "figure.day.on_phone": "agents on the phone",
    "figure.drift.title": "How does it go, week by week?",
    "figure.drift.below": (
        "Means over the replications. Week 1 is the first that counts; the change has been at work since "
        "the first day of the warm-up."
    ),
    "figure.drift.week": "week",
    "figure.drift.nps": "Recommendation (NPS), points",
    "figure.drift.n_customers": "Customers, thousands",
    "figure.drift.strain": "Strain on agents, 0 rested \u2013 1 exhausted",
    "figure.drift.n_quits": "Agents who have quit since the start",
    "figure.map.title": "Where does {change} pay: in minutes, in kroner, in loyalty?",
    "figure.map.quoted": "\u201c{scenario}\u201d",
    "figure.map.below": (
        "Two numbers decide, and nobody has measured them well. Each cell is a centre with those "
        "two numbers; the figure in it is the difference that the change makes there."
    ),
    "figure.map.key": (
        "Blue: the change is better.  Orange: worse.  Hatched: no clear difference.  Framed: this centre."
    ),
    "figure.map.work_per_solved_case_s": "Pays in minutes?",
    "figure.map.cost_per_solved_case_dkk": "Pays in kroner?",
    "figure.map.nps": "Pays in loyalty?",
    "figure.map.axis.conversation.steepness": (
        "how steeply resolution falls when a talk is cut short (1: half the time solves half; 8: "
        "all or nothing)"
    ),
    "figure.map.axis.conversation.kept_share": "share of the work that a repeat call need not do again",
    "figure.break_even.title": (
        "How many talks must solve the case for \u201c{scenario}\u201d to save work? Per solved case "
        "{solved}, per case born {born}. Here it is {here} %."
    ),
    "figure.break_even.at": "{scenario}, AHT {minutes} min",
    "figure.break_even.from": "{share} %",
    "figure.break_even.never": "even all would not do",
    "figure.break_even.always": "it saves in any case",
    "figure.break_even.below": (
        "Each curve: the work at one handle time (AHT), if talks solved more or fewer cases. "
        "Square and diamond: where the two centres stand. Circle: the break-even, where the "
        "shorter talks make as much work as the longer ones do."
    ),
    "figure.break_even.per_solved_case": "Work per solved case",
    "figure.break_even.per_case_born": "Work per case born, given-up cases included",
    "figure.break_even.share": "talks that solve the case, %",
    "figure.break_even.minutes": "agents\u2019 work, minutes",
    "figure.break_even.here": "break-even {share} %",
    "figure.break_even.more": "more work",
    "figure.break_even.less": "less work",
    # --- the answer in words ---
    "lead.ends": (
        "In {measure} the alternatives lie between {least} ({least_scenario}) and {most} ({most_scenario}) "
        "against {base}."
    ),
    "lead.ahead_throughout.one": "{who} is clearly better than {base} in every measure that decides.",
    "lead.ahead_throughout.many": "{who} are clearly better than {base} in every measure that decides.",
    "lead.behind_throughout.one": "{who} is clearly worse than {base} in every measure that decides.",
    "lead.behind_throughout.many": "{who} are clearly worse than {base} in every measure that decides.",
    "lead.ahead.one": (
        "{who} is clearly better than {base} in some of the measures that decide and clearly worse in none."
    ),
    "lead.ahead.many": (
        "{who} are clearly better than {base} in some of the measures that decide and clearly worse in none."
    ),
    "lead.trade.one": (
        "{who} is a trade: clearly better than {base} in some of the measures that decide, "
        "clearly worse in others."
    ),
    "lead.trade.many": (
        "{who} are trades: clearly better than {base} in some of the measures that decide, "
        "clearly worse in others."
    ),
    "lead.behind.one": (
        "{who} is clearly worse than {base} in some of the measures that decide and clearly better in none."
    ),
    "lead.behind.many": (
        "{who} are clearly worse than {base} in some of the measures that decide and clearly better in none."
    ),
    "lead.open.one": "{who} shows no clear difference from {base}.",
    "lead.open.many": "{who} show no clear difference from {base}.",
    "lead.unsure.one": "{who} cannot be judged against {base}: one run cannot tell an effect from chance.",
    "lead.unsure.many": (
        "{who} cannot be judged against {base}: one run of each cannot tell an effect from chance."
    ),
    "headline.one": "{scenario} against {base}: {said}.",
    "headline.alone": "{scenario}: {values}.",
    "headline.sure": (
        "Means of {n} replications of {days} days each, with the same customers in every "
        "scenario; ± is half a 95 % interval of the difference. A difference counts as clear when"
        " its interval leaves out zero; of twenty such intervals, one misses by chance."
    ),
    "headline.sure_alone": "Means of {n} replications of {days} days each.",
    "headline.sure_one": (
        "One replication of {days} days: without a second one nobody can say how sure this is."
    ),
    # --- where the same money buys most ---
    "budget.start": "Of the {n} that keep to their budget, the best",
    "budget.best.one": "in {measures} is clearly {who}",
    "budget.best.many": "in {measures} are {who}",
    "budget.none": "in {measures} cannot be told: none is clearly behind",
    "budget.note": "Where several are named, none is clearly behind the first.",
    # --- dates ---
    "date.full": "{weekday} {day} {month}",
    "date.weekday.0": "Monday",
    "date.weekday.1": "Tuesday",
    "date.weekday.2": "Wednesday",
    "date.weekday.3": "Thursday",
    "date.weekday.4": "Friday",
    "date.weekday.5": "Saturday",
    "date.weekday.6": "Sunday",
    "date.month.1": "January",
    "date.month.2": "February",
    "date.month.3": "March",
    "date.month.4": "April",
    "date.month.5": "May",
    "date.month.6": "June",
    "date.month.7": "July",
    "date.month.8": "August",
    "date.month.9": "September",
    "date.month.10": "October",
    "date.month.11": "November",
    "date.month.12": "December",
    # --- one customer's story ---
    "story.title": "{base}: {in_base}. {other}: {in_other}.",
    "story.short": "{calls}, {minutes} of the customer\u2019s time",
    "story.short_days": "{calls} over {days} days, {minutes} of the customer\u2019s time",
    "story.about": (
        "One customer, one problem ({kind}), first call on {date}: the same person with "
        "the same problem in both centres. The story shows how it goes, not how often."
    ),
    "story.how_usual": (
        "Of the {n} cases that began that day and were talked about and ended in both centres, {more} "
        "took more talks in {other} than in {base} and {fewer} took fewer; this is the first caller of "
        "the more frequent sort."
    ),
    "story.later.one": "the next day",
    "story.later.many": "{n} days later",
    "story.calls": "Calls for the first time. The problem: {kind}.",
    "story.calls_again": "Calls again about the same problem.",
    "story.tries_again": "Tries again to get through.",
    "story.answered": "Agent {agent} answers after {wait} of waiting.",
    "story.answered_at_once": "Agent {agent} answers at once.",
    "story.balked": "Nobody is free. Hangs up at once.",
    "story.blocked": "Hears the busy tone.",
    "story.abandoned": "Gives up after waiting {wait}.",
    "story.turned_away": "The centre closes; {wait} waited in vain.",
    "story.transferred": "Is passed on to a colleague and waits {wait}.",
    "story.by_leader": "The agent may not decide and asks a leader: {wait} on hold.",
    "story.by_agent": "The agent may decide this alone.",
    "story.refused": "Hears \u201cI am not allowed\u201d.",
    "story.what_else": "The agent also gives the next two or three steps.",
    "story.cut_short": "Cut short after {talk} of talk; the problem needed {needed}.",
    "story.ends": "The talk ends after {talk}.",
    "story.solved": "Solved.",
    "story.unsolved": "Not solved.",
    "story.satisfied": "Chance that the customer is very satisfied: {share} %.",
    "story.then_repeat": "Will call again.",
    "story.then_redial": "Will try again.",
    "story.then_gave_up": "Gives up; the problem stays.",
    "story.nothing": "Nothing: the case is over.",
    "story.not_yet": "Nothing yet.",
    "story.total": "{calls}; {own} of the customer\u2019s time, {work} of agents\u2019 time. {end}",
    "story.total_solved": "Solved in the end.",
    "story.total_unsolved": "Not solved.",
    "story.total_head": "All in all",
    "story.day_head": "Day",
    "story.caption": "The same customer in both centres, with times of day",
    "story.key": "Bars, to one scale:",
    "story.key_wait": "waiting",
    "story.key_talk": "talking",
    "story.key_hold": "on hold, with a leader or passed on",
    # --- parameters ---
    "parameters.nothing": "none",
    "parameters.yes": "yes",
    "parameters.no": "no",
    "parameters.gone": "not in this scenario",
}
