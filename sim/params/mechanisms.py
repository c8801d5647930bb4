"""The switches of mechanisms."""

from sim.declare import Quantities, quantity


class Mechanisms(Quantities):
    """Switches of mechanisms; switching one off leaves all others unchanged, bit for bit."""

    patience: bool = quantity("", "customers abandon the queue (M1)")
    redials: bool = quantity("", "customers who were not answered may call again (M1)")
    repeats: bool = quantity("", "customers whose case was not solved may contact us again (M2)")
    aht_cap: bool = quantity("", "a cap on talk time, its clock and the tension it causes (M2)")
    questions: bool = quantity("", "open questions and their effects (M3)")
    next_issue: bool = quantity("", "solved cases lead to next issues, which agents can prevent (M3)")
    rules: bool = quantity("", "some cases need a decision outside the rules: agents escalate or refuse (M4)")
    empowerment: bool = quantity("", "agents may take part of these decisions themselves; off: only team leaders may (M5)")
    ego: bool = quantity("", "rude customers, and agents who take rudeness personally (M6)")
    first_impression: bool = quantity(
        "", "the opening affects the whole conversation, and service the rating of the product (M7)")
    recovery: bool = quantity("", "some cases are service failures, with or without recovery (M8)")
    plays: bool = quantity("", "agreed procedures (plays) for service failures (M24)")
    wow: bool = quantity("", "small extras that meet an unstated need (M10)")
    time_thieves: bool = quantity("", "each contact loses time to systems (M25)")
    attitude: bool = quantity("", "conversations change the customer's attitude (M9)")
    churn: bool = quantity("", "customers leave and join (M9)")
    false_loyalty: bool = quantity("", "some customers are captive and stay regardless of attitude; competitors' offers (M9)")
    buying: bool = quantity("", "purchases follow attitude (M9, M11)")
    complaints: bool = quantity("", "some dissatisfied customers complain (M4, M9)")
    word_of_mouth: bool = quantity("", "customers share their experiences with others, and cases go viral (M13)")
    expectations: bool = quantity("", "customers expect more every year (M14)")
    learning: bool = quantity("", "new agents are slower and solve less, and agents differ (M15)")
    training: bool = quantity("", "skills decay and are renewed by training sessions; product news has to reach agents (M17)")
    morning_meeting: bool = quantity("", "the daily meeting: its time, and how fast it spreads news (M17)")
    purpose: bool = quantity("", "agents who know the centre's purpose tire less, serve better and stay longer (M16)")
    coaching: bool = quantity("", "coaching improves skill and retention, more so if feedback is prompt (M19)")
    team_leaders: bool = quantity("",
                                  "too many agents per team leader increase quitting; work beyond team leaders' hours falls "
                                  "on the manager (M18)")
    energy: bool = quantity("", "workload and the cap strain agents (M15)")
    quitting: bool = quantity("", "agents quit and are replaced (M15)")
    absence: bool = quantity("", "holidays, sickness and other absence (M21)")
    planning: bool = quantity("", "misplaced shifts, late breaks, leave by forecast, real-time control (M21)")
    breaks: bool = quantity("", "lunch, pauses, meetings and training sessions (M21)")
    pay: bool = quantity("", "pay relative to the market affects quitting and applicants (M22)")
    bonus: bool = quantity("", "a bonus, and its effect on agents' behaviour (M2, M22)")
    channels: bool = quantity("", "email and chat in addition to the phone (M26)")
    managed_expectations: bool = quantity("", "callers hear the expected wait or are offered a callback (M27)")
    work_pressure: bool = quantity("", "agents shorten conversations under work pressure (M1; B7)")
    standard_erosion: bool = quantity("", "the service standard erodes under work pressure (M1, M2; F2)")
    budget_follows_revenue: bool = quantity("", "the number of positions follows customers' margin (M9, M15, M25)")
    self_service: bool = quantity("", "self-service prevents contacts, or costs customers effort (M25)")
    root_causes: bool = quantity("", "contacts have root causes, which can be logged, investigated and removed (M20)")
    incidents: bool = quantity("", "incidents such as outages affect many customers at once (K7)")
    mass_communication: bool = quantity("", "mass emails with tips increase some needs and prevent others (M25)")
