"""Teksterne på dansk: mål og scenarier om kundernes loyalitet."""

from typing import Final

DANISH_CUSTOMERS: Final[dict[str, str]] = {
    "unit.days": "dage",
    # --- mål ---
    "kpi.loyal_share": "Loyale kunder",
    "kpi.latent_loyal_share": "Skjult loyalitet: glade, køber andre steder",
    "kpi.false_loyal_share": "Falsk loyalitet: holdt fast, ikke glade",
    "kpi.offer_takes_loyal_share": "Konkurrentens tilbud tager af de loyale",
    "kpi.offer_takes_false_share": "Konkurrentens tilbud tager af de falsk loyale",
    "kpi.wallet_share": "Andel af kundens køb (share of wallet)",
    "kpi.repurchase_share": "Køber igen",
    "kpi.cross_sale_share": "Køber noget mere",
    "kpi.margin_per_customer_dkk": "Dækningsbidrag pr. kunde og år",
    "kpi.customer_health": "Kundesundhed (0\u2013100)",
    "kpi.first_value_days": "Tid til første udbytte",
    "kpi.dissatisfied_cost_ratio": "Pris for betjening: utilfredse mod andre",
    "kpi.left_unhappy_share": "Tabte kunder, der sidst var utilfredse",
    "kpi.left_over_service_share": "Kundetab, der skyldes servicen",
    "kpi.two_points_retention_share": "Værdi af 2 points fastholdelse, af omkostningerne",
    # --- scenarier ---
    "scenario.half_price_offer": "Konkurrent til halv pris",
    "scenario.half_price_offer_loyal_base": "Halv pris mod loyale kunder",
    "scenario.half_price_offer_false_base": "Halv pris mod falsk loyale kunder",
    "scenario.alike_suppliers": "Ens leverandører",
}
