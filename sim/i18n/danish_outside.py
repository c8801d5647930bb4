"""Teksterne på dansk: mål og scenarier om årsager, hændelser, mails og hjælpefunktionen."""

from typing import Final

DANISH_OUTSIDE: Final[dict[str, str]] = {
    "unit.a_year": "om\u00a0året",
    "kpi.pace_share": "Givet tid af nødvendig (tempo)",
    "kpi.norm_share": "Norm for givet tid",
    "kpi.agents_employed": "Ansatte medarbejdere",
    "kpi.failure_demand_share": "Opkald, der ikke burde være der",
    "kpi.causes_fixed_per_year": "Grundårsager fjernet",
    "kpi.incident_cases_per_year": "Sager fra hændelser",
    "scenario.trousers_root_cause": "Iturevne bukser: årsagen væk",
    "scenario.log_causes": "Årsager noteret og fulgt op",
    "scenario.bad_reviews_read": "Dårlige anmeldelser læst",
    "scenario.outage": "Nedbrud",
    "scenario.outage_proactive_message": "Nedbrud med besked",
    "scenario.mass_mail": "Månedlig mail med tips",
    "scenario.help_good": "God hjælpefunktion",
    "scenario.help_poor": "Dårlig hjælpefunktion",
}
