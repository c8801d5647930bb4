"""The texts in English: measures and scenarios of causes, incidents, mails and the help function."""

from typing import Final

ENGLISH_OUTSIDE: Final[dict[str, str]] = {
    "unit.a_year": "a\u00a0year",
    "kpi.pace_share": "Time given, of needed (pace)",
    "kpi.norm_share": "Norm of time given",
    "kpi.agents_employed": "Agents employed",
    "kpi.failure_demand_share": "Calls that need not exist",
    "kpi.causes_fixed_per_year": "Root causes fixed",
    "kpi.incident_cases_per_year": "Cases from incidents",
    "scenario.trousers_root_cause": "Torn trousers: cause fixed",
    "scenario.log_causes": "Causes noted and chased",
    "scenario.bad_reviews_read": "Bad reviews read",
    "scenario.outage": "Outages",
    "scenario.outage_proactive_message": "Outages with a message",
    "scenario.mass_mail": "Monthly mail with tips",
    "scenario.help_good": "Good help function",
    "scenario.help_poor": "Poor help function",
}
