"""What each mechanism declares: parameters by key, measures, random streams, columns and daily sums."""

from fnmatch import fnmatchcase
from typing import NamedTuple

from sim.params import Mechanisms
from sim.params.catalogue import declared


class Declarations(NamedTuple):
    """Names of what a mechanism declares; parameters by declared key."""

    parameters: tuple[str, ...] = ()
    measures: tuple[str, ...] = ()
    streams: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    sums: tuple[str, ...] = ()


def _of(parameters: str = "", measures: str = "", streams: str = "", columns: str = "", sums: str = "") -> Declarations:
    keys = tuple(key for part in parameters.split() for key in declared() if fnmatchcase(key, part.replace("[*]", "?")))
    return Declarations(tuple(dict.fromkeys(keys)), *(tuple(text.split()) for text in (measures, streams, columns, sums)))


def mechanism_names() -> tuple[str, ...]:
    """All mechanisms, in the order of their switches."""
    return tuple(Mechanisms.model_fields)


def declarations_of(name: str) -> Declarations:
    """What a mechanism declares."""
    return _of(*_DECLARED[name])


_DECLARED: dict[str, tuple[str, ...]] = {
    "patience": ("patience.* contact_types.[*].patience_factor channels.chat_patience_distribution", "abandoned_share",
                 "PATIENCE BALK", "", "n_abandoned n_balked"),
    "redials": ("redial.*", "redial_share", "REDIALS REDIAL_DELAY", "", "n_redials"),
    "repeats": ("repeats.* conversation.restart_s conversation.retained_work_share conversation.need_on_repeat "
                "conversation.later_resolve_factor", "repeat_share return_share contacts_per_case",
                "RETURNS RETURN_DAY REPEAT_DELAY", "done_s", "n_repeats"),
    "aht_cap": ("conversation.aht_cap_s conversation.cap_enforcement conversation.clock_visible conversation.tense_* "
                "conversation.slack_share conversation.steepness workforce.strain_cap_per_week workforce.clock_quits_per_year",
                "cut_short_share work_per_case_s work_per_solved_case_s", "ENFORCED CAP_CONVERGENCE", "needed_s cut_short",
                "n_cut_short"),
    "questions": ("questions.open_*", "", "OPENED"),
    "next_issue": ("questions.what_else_* questions.next_issue_*", "", "WHAT_ELSE NEXT_ISSUE NEXT_DELAY", "what_else"),
    "rules": ("contact_types.[*].decision_prob authority.n_rules authority.n_rules_usual authority.escalate_prob "
              "authority.refuse_prob authority.team_leader_*", "escalated_share refused_share",
              "DECISION_NEEDED ESCALATES_OR_REFUSED TEAM_LEADER_TIME", "decision team_leader_wait_s",
              "n_escalated n_refused team_leader_busy_s"),
    "empowerment": ("authority.authority_share authority.agent* authority.decision_talk_factor authority.misuse_* "
                    "costs.goodwill_cost costs.misuse_cost workforce.authority_*", "goodwill_cost", "WITHIN_AUTHORITY MISUSED",
                    "misused", "n_decided n_misused"),
    "ego": ("manners.*", "ego_share rude_share", "RUDE TAKES_PERSONALLY ESCALATES_EARLY", "rude ego",
            "n_rude n_no_help n_escalated_early"),
    "first_impression": ("first_impression.*", "accused_share product_csat_share", "OPENING_PHRASE", "opening", "n_accused"),
    "recovery": ("recovery.* contact_types.[*].failure_prob contact_types.[*].serious_share contact_types.[*].small_share",
                 "failure_share recovery", "OUR_FAILURE", "severity failure_logit recovery", "n_failures recovery"),
    "plays": ("plays.*", "played_share", "", "played", "n_played play_cost"),
    "wow": ("wow.*", "wow_share delighted_share", "SMALL_EXTRA", "wow delighted", "n_wow n_delighted wow_cost"),
    "time_thieves": ("conversation.time_thieves_s", "time_thieves_min_per_day time_thieves_cost"),
    "attitude": ("customers.attitude_* customers.settl* customers.*_news_weight customers.anchoring_per_year "
                 "customers.usual_logit customers.logit_per_attitude customers.*_logit* customers.free_wait_s customers.score_* "
                 "patience.attitude_elasticity", "attitude nps csat_share", "FIRST_ATTITUDE SCORE_HABIT",
                 "satisfaction attitude score", "satisfied attitude n_promoters n_detractors"),
    "churn": ("customers.joins_per_year customers.churn_*", "churn_per_year customers_at_end cltv", "LIFETIME PAST_YEARS",
              "joined_day left_day is_customer", "n_customers n_left n_joined n_cancelled_by_churn"),
    "false_loyalty": ("loyalty.*", "loyal_share latent_loyal_share false_loyal_share offer_takes_loyal_share "
                      "offer_takes_false_share",
                      "CAPTIVE OFFER_HEARD OFFER_TAKEN", "", "n_loyal n_latent n_false n_offer_loyal n_offer_false n_took_loyal "
                      "n_took_false"),
    "buying": ("buying.* costs.margin_per_year", "wallet_share repurchase_share cross_sale_share margin_per_customer",
               "WALLET_HABIT", "", "wallets repurchase cross_sale"),
    "complaints": ("complaints.*", "dissatisfied_case_share complains_share noncomplaining_per_complaint "
                   "complaint_conversation_share complaint_csat_share complaint_work_share",
                   "SEVERITY COMPLAINS COMPLAINT_DELAY", "", "n_dissatisfied_cases n_complaints n_complaint_conversations "
                   "n_complaints_solved complaint_handle_s complaint_satisfied"),
    "word_of_mouth": ("word_of_mouth.*", "positive_mentions_per_day negative_mentions_per_day listeners_per_negative_sharer "
                      "listeners_per_positive_sharer over_20_listeners_share joins_lost_per_year",
                      "MENTIONS N_LISTENERS SEEN_VIRAL", "", "n_positive_mentions n_negative_mentions n_positive_sharers "
                      "n_negative_sharers n_negative_sharers_over_20 viral_views joins_lost"),
    "expectations": ("expectations.*",),
    "learning": ("workforce.speed_sd workforce.manner_sd workforce.start_productivity workforce.learning_per_month "
                 "workforce.new_resolve_loss", "", "SPEED AGENT_MANNER PAST_TENURE", "productivity resolve_shift"),
    "training": ("workforce.drift_* workforce.product_changes_per_year workforce.knowledge_* workforce.news_resolve_loss "
                 "workforce.news_days workforce.training_* workforce.session_* workforce.communication_* workforce.service_* "
                 "workforce.trainer_* leadership.n_trainers roster.training_weekday roster.common_training", "",
                 "PRODUCT_CHANGE"),
    "morning_meeting": ("roster.meeting_min workforce.news_days_meeting",),
    "purpose": ("purpose.*", "purpose_share", "", "", "purpose"),
    "coaching": ("workforce.coaching_* leadership.n_coaches leadership.coach_share leadership.feedback_* leadership.praise_share",
                 "coaching_h_per_month", "", "", "coaching_h"),
    "team_leaders": ("leadership.n_team_leaders leadership.n_managers leadership.best_span leadership.span_quit_slope "
                     "leadership.daily_h_per_agent leadership.absence_h leadership.manager_strategic_share",
                     "strategic_h_per_week",
                     "", "", "strategic_h"),
    "energy": ("workforce.strain_knee_occupancy workforce.strain_per_week workforce.strain_half_life_weeks "
               "workforce.sickness_per_strain conversation.fatigue_manner_sd_per_h conversation.load_manner_sd", "strain", "",
               "strain", "strain"),
    "quitting": ("workforce.quits_per_year workforce.new_quit_factor workforce.occupancy_quit_slope workforce.smoothing_weeks "
                 "workforce.strain_quit_slope workforce.satisfaction_* workforce.vacancy_days workforce.course_days "
                 "costs.leaver_cost", "quits_per_year employee_satisfaction agents_employed", "TIME_TO_QUIT", "occupancy",
                 "n_quits satisfaction n_employed leaver_cost"),
    "absence": ("workforce.holiday_share workforce.sickness_prob workforce.other_absence_share", "shrinkage",
                "ILL OTHER_ABSENCE HOLIDAY_WEEK", "", "n_ill"),
    "planning": ("roster.fit_share roster.planner_* roster.forecast_error_sd roster.leave_tilt roster.adherence_share "
                 "roster.real_time_share leadership.n_planners leadership.planner_covers", "",
                 "MISPLACED MISPLACED_SHIFT MISPLACED_LUNCH LATE FORECAST"),
    "breaks": ("roster.lunch* roster.pauses_min", "shrinkage", "", "break_s", "break_s"),
    "pay": ("costs.agent_pay_per_month costs.market_pay_per_month workforce.pay_*", "quits_per_year payroll_cost"),
    "bonus": ("costs.bonus_* conversation.gaming_*", "", "GAMED", "", "bonus_cost"),
    "channels": ("channels.*", "call_aht_s email_share email_wait_s email_in_time_share email_also_called_share email_backlog "
                 "email_aht_s chat_share chat_wait_s chat_abandoned_share silent_abandonment_share chat_aht_s",
                 "CHANNEL ALSO_CALLS SILENT_ABANDONMENT", "channel late",
                 "n_emails n_emails_answered n_emails_in_time n_superseded "
                 "email_wait_s email_handle_s email_backlog n_chats n_chats_answered n_chats_abandoned n_silent_abandonments "
                 "chat_wait_s chat_handle_s"),
    "managed_expectations": ("announcements.*", "announced_share callback_share callback_wait_s not_reached_share",
                             "BALKS_ON_ANNOUNCEMENT CALLBACK REACHED", "announced_s callback",
                             "n_announced n_callbacks n_called_back n_not_reached wait_called_back_s"),
    "work_pressure": ("pressure.reference_load pressure.work_pressure_elasticity", "time_given_share", "", "",
                      "time_given wait_in_line_s"),
    "standard_erosion": ("pressure.standard_erosion_weeks", "service_standard_share", "", "", "service_standard"),
    "budget_follows_revenue": ("budget.review_days budget.follows_revenue_elasticity", "agents_employed"),
    "self_service": ("demand.self_service_* demand.failed_help_* contact_types.[*].self_service_factor "
                     "costs.help_function_cost_per_year", "", "HELP_TRIED HELP_ENOUGH"),
    "root_causes": ("root_causes.* leadership.n_analysts", "failure_demand_share causes_fixed_per_year",
                    "CAUSE CAUSE_REMOVED CAUSE_OWNED LOGGED REVIEWED", "", "n_failure n_logged n_causes_fixed investigation_h"),
    "incidents": ("incidents.*", "incident_cases_per_year", "INCIDENT MESSAGE_HELPS", "", "n_incident_cases"),
    "mass_communication": ("mass_communication.*", "", "TIP_HELPS"),
}
