"""The texts in English: the people of the centre, and the scenarios that change them."""

from typing import Final

ENGLISH_PEOPLE: Final[dict[str, str]] = {
    # --- writing ---
    "unit.hours_a_week": "h\u00a0a\u00a0week",
    "unit.hours_a_month": "h\u00a0a\u00a0month",
    # --- measures ---
    "kpi.employee_satisfaction": "Agents\u2019 satisfaction",
    "kpi.purpose_share": "Purpose anchored in agents",
    "kpi.coaching_h_per_month": "Coaching per agent",
    "kpi.strategic_h_per_week": "Chief\u2019s strategic hours",
    # --- scenarios ---
    "scenario.leaders_for_8": "A leader for 8",
    "scenario.leaders_for_10": "A leader for 10",
    "scenario.leaders_for_15": "A leader for 15",
    "scenario.leaders_for_20": "A leader for 20",
    "scenario.no_leaders": "No leaders",
    "scenario.small_centre": "Small centre",
    "scenario.hire_coach": "A coach",
    "scenario.monday_training": "Training on Mondays",
    "scenario.no_training": "No training",
    "scenario.training_a_day": "Training a day a week",
    "scenario.service_training": "Train service alone",
    "scenario.no_morning_meeting": "No morning meeting",
    "scenario.hire_trainer": "A trainer",
    "scenario.purpose_anchored": "Purpose anchored",
    "scenario.purpose_not_repeated": "Purpose not repeated",
    "scenario.hire_planner": "A planner",
    "scenario.real_time_control": "Real-time control",
    "scenario.lunch_at_once": "Lunch at once",
    "scenario.measures_aht": "Measure handle time",
    "scenario.measures_nps": "Measure recommendation",
    "scenario.feedback_early": "Feedback at once",
    "scenario.feedback_late": "Feedback put off",
    "scenario.pay_10_under": "Pay 10\u00a0% under market",
    "scenario.pay_10_over": "Pay 10\u00a0% over market",
    "scenario.outside_copenhagen": "Outside Copenhagen",
}
