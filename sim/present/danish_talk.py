"""Teksterne på dansk: hvad der sker i samtaler, og de scenarier, der ændrer det."""

from typing import Final

DANISH_TALK: Final[dict[str, str]] = {
    # --- mål ---
    "kpi.ego_share": "Ødelagt af såret stolthed",
    "kpi.rude_share": "Uforskammede kunder",
    "kpi.accused_share": "Indledt med en anklage",
    "kpi.product_csat_share": "Meget tilfredse med produktet",
    "kpi.failure_share": "Om en fejl hos os",
    "kpi.recovery": "Hvor godt fejl rettes op (0–1)",
    "kpi.played_share": "Klaret med et aftalt træk",
    "kpi.wow_share": "Et lille ekstra",
    "kpi.delighted_share": "Begejstret over et ekstra",
    # --- scenarier ---
    "scenario.open_questions": "Åbne spørgsmål",
    "scenario.closed_questions": "Lukkede spørgsmål",
    "scenario.what_else": "Spørg \u201chvad ellers?\u201d",
    "scenario.abolish_half_the_rules": "Halvdelen af reglerne",
    "scenario.empower_trained": "Oplær, giv så beføjelser",
    "scenario.empower_untrained": "Beføjelser uden oplæring",
    "scenario.rude_customers": "Dobbelt så mange uforskammede",
    "scenario.early_escalation": "Tidlig eskalering",
    "scenario.personal_service_course": "Kursus i personlig service",
    "scenario.warm_opening": "Varm indledning",
    "scenario.accusing_opening": "Anklagende indledning",
    "scenario.webshop_late_deliveries": "Webshop, sene leverancer",
    "scenario.shop_breaks_early": "Butik, varer går i stykker",
    "scenario.finance_reminders": "Finans, forkerte rykkere",
    "scenario.production_missed_deadline": "Produktion, misset frist",
    "scenario.online_product_downtime": "Onlineprodukt, nedetid",
    "scenario.play_exchange_of_goods": "Træk: send først",
    "scenario.play_outage": "Træk: nedbrud",
    "scenario.play_invoice_reminder": "Træk: rykker annulleres",
    "scenario.plays_together": "Tre træk sammen",
    "scenario.webshop_late_deliveries_played": "Sene leverancer med et træk",
    "scenario.wow": "Små ekstra",
    "scenario.wow_without_basics": "Ekstra under et loft",
}
