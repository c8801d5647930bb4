"""Teksterne på dansk: centrets mennesker, og de scenarier, der ændrer dem."""

from typing import Final

DANISH_PEOPLE: Final[dict[str, str]] = {
    # --- skrivemåde ---
    "unit.hours_a_week": "t\u00a0om\u00a0ugen",
    "unit.hours_a_month": "t\u00a0om\u00a0måneden",
    # --- mål ---
    "kpi.employee_satisfaction": "Medarbejdernes tilfredshed",
    "kpi.purpose_share": "Formålet forankret hos medarbejderne",
    "kpi.coaching_h_per_month": "Coaching pr. medarbejder",
    "kpi.strategic_h_per_week": "Chefens strategiske timer",
    # --- scenarier ---
    "scenario.leaders_for_8": "En leder til 8",
    "scenario.leaders_for_10": "En leder til 10",
    "scenario.leaders_for_15": "En leder til 15",
    "scenario.leaders_for_20": "En leder til 20",
    "scenario.no_leaders": "Ingen ledere",
    "scenario.small_centre": "Lille center",
    "scenario.hire_coach": "En coach",
    "scenario.monday_training": "Oplæring om mandagen",
    "scenario.no_training": "Ingen oplæring",
    "scenario.training_a_day": "Oplæring en dag om ugen",
    "scenario.service_training": "Oplær kun i service",
    "scenario.no_morning_meeting": "Intet morgenmøde",
    "scenario.hire_trainer": "En underviser",
    "scenario.purpose_anchored": "Formål forankret",
    "scenario.purpose_not_repeated": "Formål ikke gentaget",
    "scenario.hire_planner": "En planlægger",
    "scenario.real_time_control": "Styring på dagen",
    "scenario.lunch_at_once": "Frokost på én gang",
    "scenario.measures_aht": "Mål taletid",
    "scenario.measures_nps": "Mål anbefaling",
    "scenario.feedback_early": "Feedback med det samme",
    "scenario.feedback_late": "Feedback udskudt",
    "scenario.pay_10_under": "Løn 10\u00a0% under markedet",
    "scenario.pay_10_over": "Løn 10\u00a0% over markedet",
    "scenario.outside_copenhagen": "Uden for København",
}
