"""The texts in English: measures and scenarios of customers' loyalty."""

from typing import Final

ENGLISH_CUSTOMERS: Final[dict[str, str]] = {
    "unit.days": "days",
    "kpi.loyal_share": "Loyal customers",
    "kpi.latent_loyal_share": "Latent loyalty: attached, buy elsewhere",
    "kpi.false_loyal_share": "False loyalty: held, not attached",
    "kpi.offer_takes_loyal_share": "Competitor\u2019s offer takes of the loyal",
    "kpi.offer_takes_false_share": "Competitor\u2019s offer takes of the falsely loyal",
    "kpi.wallet_share": "Share of wallet",
    "kpi.repurchase_share": "Buy again",
    "kpi.cross_sale_share": "Buy something more",
    "kpi.margin_per_customer_dkk": "Margin per customer and year",
    "kpi.customer_health": "Customer health (0\u2013100)",
    "kpi.first_value_days": "Time to first value",
    "kpi.dissatisfied_cost_ratio": "Cost to serve: dissatisfied over others",
    "kpi.left_unhappy_share": "Leavers last left dissatisfied",
    "kpi.left_over_service_share": "Leaving due to service",
    "kpi.two_points_retention_share": "Worth of 2 points of retention, of cost",
    "scenario.half_price_offer": "Competitor at half price",
    "scenario.half_price_offer_loyal_base": "Half price against loyal customers",
    "scenario.half_price_offer_false_base": "Half price against falsely loyal customers",
    "scenario.alike_suppliers": "Suppliers all alike",
}
