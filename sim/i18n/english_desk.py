"""The texts in English: the desk."""

from typing import Final

ENGLISH_DESK: Final[dict[str, str]] = {
    "scenario.today": "Today",
    "scenario.what_if": "Your change",
    "scenario.desk_nothing": "Do nothing",
    "scenario.desk_hire": "Hire",
    "scenario.desk_cap": "Cap talks at 180 s",
    "scenario.desk_help": "Help function",
    "scenario.desk_train": "Train",
    "scenario.desk_decide": "Let agents decide",
    "scenario.desk_mix": "A third of each",
    # --- what is asked ---
    "desk.language": "Language",
    "desk.language.en": "English",
    "desk.language.da": "Dansk",
    "desk.question": "What do you want to know?",
    "desk.question.cap": "What if no talk may last longer than 180 seconds?",
    "desk.question.growth": "40 % more contacts on 3 % more budget?",
    "desk.question.help": "What does a better help function buy?",
    "desk.question.train": "What does training buy?",
    "desk.question.decide": "What if agents may decide?",
    "desk.question.people": "What do two more people buy?",
    "desk.question.lunch": "What if everybody lunches at once?",
    "desk.question.own": "What if I …",
    "desk.more": "More levers",
    "desk.centre": "My centre today",
    "desk.offline": "Runs on this machine alone. Nothing is sent anywhere.",
    "desk.help_lever": "{meaning}. In base: {usual}. Source: {source} (`{parameter}`)",
    "desk.as_in_base": "see the first choice",
    "desk.lever.agents": "Agents",
    "desk.lever.cases": "New cases",
    "desk.lever.opens": "Opens",
    "desk.lever.closes": "Closes",
    "desk.lever.leaders": "Team leaders",
    "desk.lever.pay": "Pay of an agent",
    "desk.lever.customers": "Customers",
    "desk.lever.worth": "Margin per customer",
    "desk.lever.cap": "Longest talk allowed",
    "desk.lever.more_agents": "More or fewer agents",
    "desk.lever.train": "Training",
    "desk.lever.decide": "Decisions that agents may take",
    "desk.lever.help": "Help function solves, of tries",
    "desk.lever.growth": "Growth in contacts",
    "desk.lever.open": "Talks led by open questions",
    "desk.lever.else": "Talks with \u201cwhat else?\u201d",
    "desk.lever.rules": "Rules in force",
    "desk.lever.more_leaders": "More or fewer leaders",
    "desk.lever.pay_rise": "Pay, up or down",
    "desk.lever.lunch": "Lunch",
    "desk.lever.programme": "Money for programmes",
    "desk.lever.budget": "Budget, up or down",
    "desk.option.cap.0": "no cap",
    "desk.option.lunch.staggered": "in turns",
    "desk.option.lunch.common": "all at once",
    "desk.unit.none": "",
    "desk.unit.people": "people",
    "desk.unit.a_day": "a day",
    "desk.unit.clock": "hour of the day",
    "desk.unit.dkk_a_month": "DKK a month",
    "desk.unit.dkk_a_year": "DKK a year",
    "desk.unit.thousand_dkk_a_year": "thousand DKK a year",
    "desk.unit.seconds": "s",
    "desk.unit.hours_a_week": "h a week",
    "desk.unit.percent": "%",
    "desk.unit.rules": "rules",
    "desk.refused": "From {low} to {high} {unit}, please.",
    "desk.refused_hours": "The centre must be open for at least 8 hours; a shift takes 7.4.",
    "desk.refused_line": "That cannot be: {line}",
    "desk.mend": "One of the fields on the left cannot be as it stands. Mend it, and the answer comes.",
    "desk.greeting": (
        "**In three steps:** 1. Pick a question on the left. 2. Move a lever; the numbers follow, with *the same customers* "
        "in today\u2019s "
        "centre and in the changed one. 3. Ask *Why*, *Instead* and *How sure*.\n\nThe centre is a Danish one with 20 agents "
        "until you "
        "describe your own under *My centre today*. Blue is better, orange is worse, grey is not clear."
    ),
    "desk.greeted": "Got it",
    "desk.views": "What to look at",
    "desk.view.answer": "Answer",
    "desk.view.why": "Why",
    "desk.view.instead": "Instead",
    "desk.view.day": "A day",
    "desk.view.years": "Three years",
    "desk.view.sure": "How sure",
    "desk.view.stage": "Watch it",
    "desk.view.keep": "Keep and share",
    "desk.view.expert": "Every number",
    # --- the answer ---
    "desk.from_to": "from {today} to {what_if}",
    "desk.sure.better": "clearly better",
    "desk.sure.worse": "clearly worse",
    "desk.sure.higher": "clearly higher",
    "desk.sure.lower": "clearly lower",
    "desk.sure.undecided": "no clear difference",
    "desk.sure.same": "the same",
    "desk.sure.unsure": "one year lived, not sure yet",
    "desk.sure.missing": "not measured",
    "desk.lead.worse": "Clearly worse: {measures}.",
    "desk.lead.better": "Clearly better: {measures}.",
    "desk.lead.undecided": "No clear difference: {measures}.",
    "desk.lead.unsure": "One year lived so far; the next will tell how sure this is.",
    "desk.lead.same": "Nothing changes: both centres are the same. Move a lever on the left.",
    "desk.coming": "The first year is being lived …",
    "desk.failed": "This did not work out: {why}",
    "desk.budget.within": (
        "**Budget.** The plan costs {planned} a year, against {today} today. It keeps to the budget of {limit}, with "
        "{gap} left."
    ),
    "desk.budget.over": (
        "**Budget.** The plan costs {planned} a year, against {today} today: {gap} over the budget of {limit}."
    ),
    "desk.progress": "{n} of {wanted} years lived in each centre, with the same customers",
    "desk.stop": "Stop here",
    "desk.go_on": "Go on",
    # --- why ---
    "desk.why_text": "From the lever to the result. Each link is a measure in both centres, on the same customers.",
    "desk.link_more": "What it is",
    "desk.link_source": "`{parameter}`: {meaning}. Source: {source}",
    "desk.link.fcr_share": "A talk that does not get the time its problem takes solves less. How steeply, nobody has measured.",
    "desk.link.repeat_share": "Who was not helped calls again, better prepared and longer, or gives up.",
    "desk.link.contacts_per_day": "Repeats and new tries come on top of new cases: the telephone rings more.",
    "desk.link.occupancy": "More and longer contacts fill the agents\u2019 day; above 85 % strain builds up.",
    "desk.link.asa_s": "Near full load waits explode; short talks work against that.",
    "desk.link.nps": "Unsolved talks, repeats and waits move customers\u2019 attitude, bad news four times as far as good.",
    "desk.link.churn_per_year": "The worse the attitude, the sooner a customer leaves.",
    "desk.link.margin_dkk": "Each customer who stays brings in a margin.",
    "desk.link.result_dkk": "The margin less all that the centre costs.",
    # --- what instead ---
    "desk.instead_text": (
        "Strategies whose plan keeps to {limit} a year, and your own change, against doing nothing; the most loyalty first. "
        "± is half a "
        "95 % interval. Raise the budget under *More levers* to make room for strategies that cost money."
    ),
    "desk.rank": "Rank",
    # --- how sure ---
    "desk.measure": "Measure",
    "desk.replications": "Years to live",
    "desk.narrowing": "{measure} after {n} years lived: {gap}.",
    "desk.n_lived": "years lived",
    "desk.sure_text": (
        "Each bar is a 95 % interval of the difference after so many years, each with another luck and the same customers on "
        "both sides. "
        "Of twenty such intervals, one misses. It says nothing about whether the model\u2019s assumptions hold: see *Every "
        "number*."
    ),
    # --- keep and share ---
    "desk.stage_keep": "Keep the replay as one file",
    "desk.keep_link": "A link to exactly this",
    "desk.keep_files": "As scenario files",
    "desk.keep_files_text": (
        "Unpack, then `contact-centre experiment question.yaml --config-dir .` answers the same in a terminal."
    ),
    "desk.keep_bundle": "Scenario files (zip)",
    "desk.keep_csv": "Every measure as a table (CSV)",
    "desk.keep_report": "The report",
    "desk.report_make": "Write the report ({n} years)",
    "desk.report_html": "Report as one HTML file",
    "desk.report_pdf": "Answer and figures as PDF",
    "desk.upload": "A scenario file of your own",
    "desk.upload_text": "Its values are put on top of your change. At most 64 kB; nothing in it is executed.",
    "desk.csv.measure": "Measure",
    "desk.csv.unit": "Unit",
    "desk.csv.today": "Today",
    "desk.csv.what_if": "Your change",
    "desk.csv.difference": "Difference",
    "desk.csv.half_width": "Half of the 95 % interval",
    "desk.csv.verdict": "Verdict",
    "desk.csv.name": "Name",
    # --- every number ---
    "desk.expert_text": (
        "Every number of the changed centre with its unit, meaning and source, as the command line has them. Set one, and it "
        "holds for "
        "your change."
    ),
    "desk.expert_set": "Set",
    "desk.expert_away": "Take away",
}
