"""The texts in English: what happens in talks, and the scenarios that change it."""

from typing import Final

ENGLISH_TALK: Final[dict[str, str]] = {
    # --- measures ---
    "kpi.ego_share": "Spoilt by injured pride",
    "kpi.rude_share": "Rude customers",
    "kpi.accused_share": "Opened with an accusation",
    "kpi.product_csat_share": "Very satisfied with the product",
    "kpi.failure_share": "About a failure of ours",
    "kpi.recovery": "How well failures are handled (0–1)",
    "kpi.played_share": "Handled by a play",
    "kpi.wow_share": "A small extra",
    "kpi.delighted_share": "Delighted by an extra",
    # --- scenarios ---
    "scenario.open_questions": "Open questions",
    "scenario.closed_questions": "Closed questions",
    "scenario.what_else": "Ask what else",
    "scenario.abolish_half_the_rules": "Half of the rules",
    "scenario.empower_trained": "Train, then empower",
    "scenario.empower_untrained": "Empower untrained",
    "scenario.warm_opening": "Warm opening",
    "scenario.accusing_opening": "Accusing opening",
    "scenario.webshop_late_deliveries": "Web shop, late deliveries",
    "scenario.shop_breaks_early": "Shop, goods that break",
    "scenario.finance_reminders": "Finance, wrong reminders",
    "scenario.production_missed_deadline": "Production, missed deadline",
    "scenario.online_product_downtime": "Online product, downtime",
    "scenario.play_exchange_of_goods": "Play: ship first",
    "scenario.play_outage": "Play: outage",
    "scenario.play_invoice_reminder": "Play: reminder cancelled",
    "scenario.plays_together": "Three plays together",
    "scenario.webshop_late_deliveries_played": "Late deliveries with a play",
    "scenario.wow": "Small extras",
    "scenario.wow_without_basics": "Extras under a cap",
    "scenario.rude_customers": "Rude customers doubled",
    "scenario.early_escalation": "Early escalation",
    "scenario.personal_service_course": "Course in personal service",
}
