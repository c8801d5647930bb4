"""A run of three days and a day's contacts, written down by hand."""

import numpy as np

from sim.schema import (
    DAY_MONEY,
    DAY_SUMS,
    Contacts,
    CustomerTable,
    Decision,
    Ego,
    Floats,
    FollowUp,
    Opening,
    Outcome,
    Record,
    Severity,
)

# Warm-up day, an open day, a closed day. Sums that are not given are 0.
DAYS = {
    "n_opened": (900, 100, 0), "n_contacts": (900, 160, 0), "n_answered": (900, 125, 0), "n_abandoned": (0, 24, 0),
    "n_balked": (0, 6, 0), "n_blocked": (0, 3, 0), "n_turned_away": (0, 2, 0), "n_announced": (0, 40, 0),
    "n_callbacks": (0, 8, 0), "n_called_back": (0, 5, 0), "n_not_reached": (0, 2, 0), "wait_called_back_s": (0, 3000, 0),
    "n_emails": (0, 10, 0), "n_emails_answered": (0, 5, 0), "n_emails_in_time": (0, 4, 0), "n_superseded": (0, 2, 0),
    "email_wait_s": (0, 90_000, 0), "email_handle_s": (0, 3000, 0), "email_backlog": (0, 7, 0),
    "n_calls_waiting": (9, 4, 0), "n_chats_waiting": (0, 2, 0),
    "n_chats": (0, 20, 0), "n_chats_answered": (0, 10, 0), "n_chats_abandoned": (0, 4, 0), "n_silent_abandonments": (0, 3, 0),
    "chat_wait_s": (0, 400, 0), "chat_handle_s": (0, 2000, 0),
    "n_answered_in_time": (0, 90, 0),
    "n_lost_in_time": (0, 10, 0), "wait_answered_s": (0, 2500, 0), "talk_s": (0, 25000, 0), "handle_s": (1, 37500, 0),
    "n_conversations": (900, 125, 0), "n_first_conversations": (0, 90, 0), "n_first_solved": (0, 63, 0), "n_solved": (0, 75, 0),
    "n_cut_short": (0, 25, 0), "n_escalated": (0, 10, 0), "n_refused": (0, 5, 0), "n_redials": (0, 16, 0),
    "n_repeats": (0, 40, 0), "n_given_up": (0, 20, 0), "n_cancelled_by_churn": (0, 5, 0), "satisfied": (0, 50, 0),
    "queue_peak": (99, 12, 8), "on_duty_s": (0, 100_000, 0), "busy_s": (0, 37500, 0), "break_s": (0, 20_000, 0),
    "overtime_s": (0, 7200, 0), "paid_s": (0, 104_000, 0), "n_employed": (20, 19, 21), "strain": (20, 2, 6),
    "satisfaction": (9, 1140, 1260), "purpose": (1, 7.5, 8.5),
    "coaching_h": (9, 2.5, 0), "strategic_h": (1, 15, 0),
    "n_quits": (9, 1, 0), "n_customers": (5, 1000, 999), "n_left": (0, 3, 1), "n_joined": (0, 2, 2),
    "n_promoters": (0, 0, 300), "n_detractors": (0, 0, 200), "attitude": (0, 0, -50),
    "agent_pay": (5, 15_000, 15_000), "bonus_cost": (5, 0, 1000), "overtime_cost": (5, 500, 0),
    "fixed_cost": (5, 4000, 4000), "leaver_cost": (5, 8000, 0), "goodwill_cost": (5, 750, 0), "misuse_cost": (5, 600, 0),
    "margin": (5, 3300, 3300),
    "n_rude": (900, 15, 0), "n_no_help": (9, 4, 0), "n_escalated_early": (9, 1, 0), "n_accused": (9, 20, 0),
    "n_failures": (9, 40, 0), "recovery": (9, 10, 0), "n_played": (9, 5, 0), "play_cost": (5, 100, 0),
    "n_wow": (9, 10, 0), "n_delighted": (9, 6, 0), "wow_cost": (5, 50, 0),
    "n_loyal": (9, 300, 400), "n_latent": (9, 100, 150), "n_false": (9, 200, 250), "wallets": (9, 500, 549.5),
    "repurchase": (9, 699.5, 700), "cross_sale": (9, 90, 109.9), "handle_dissatisfied_s": (9, 7500, 0),
    "n_left_dissatisfied": (9, 2, 1), "left_over_service": (9, 0.5, 0.3), "n_with_first_value": (9, 4, 0),
    "time_to_first_value_days": (9, 6, 0), "n_offer_loyal": (9, 50, 0), "n_offer_false": (9, 40, 0), "n_took_loyal": (9, 1, 0),
    "n_took_false": (9, 10, 0),
    "n_dissatisfied_cases": (9, 19, 0), "n_complaints": (9, 4, 0), "n_complaint_conversations": (9, 5, 0),
    "n_complaints_solved": (9, 3, 0), "complaint_handle_s": (9, 3750, 0), "complaint_satisfied": (9, 2, 0),
    "n_positive_mentions": (9, 40, 0), "n_negative_mentions": (9, 60, 0), "n_positive_sharers": (9, 40, 0),
    "n_negative_sharers": (9, 20, 0),
    "n_failure_demand": (9, 48, 0), "n_incident_cases": (9, 10, 1), "n_causes_fixed": (9, 1, 1), "service_standard": (1, 0.9, 0),
    "time_given": (1, 0.95, 0),
    "n_negative_sharers_over_20": (9, 1, 0), "viral_views": (9, 0, 0), "joins_lost": (9, 0.5, 0.25),
}


def days_by_hand() -> dict[str, Floats]:
    """The three days' sums."""
    return {name: np.array(DAYS.get(name, (0, 0, 0)), dtype=np.float64) for name in (*DAY_SUMS, *DAY_MONEY)}


def record_by_hand() -> Record:
    """The record of the three days, of which the first is warm-up."""
    nobody = np.zeros(0)
    return Record(days_by_hand(), 1, None, None, CustomerTable(*(nobody,) * 5), 0)


def contacts_by_hand(*rows: dict[str, float]) -> Contacts:
    """Contacts that differ from an ordinary answered and solved one only in the given columns; contact_id and case_id by
    index."""
    usual = {
        "case_key": 0, "customer_id": -1, "day": 0, "contact_type": 0, "nth_contact": 1, "nth_conversation": 1,
        "arrived_at_s": 0.0,
        "answered_at_s": 0.0, "ended_at_s": 100.0, "wait_s": 0.0, "transfer_wait_s": 0.0, "team_leader_wait_s": 0.0,
        "talk_s": 100.0,
        "needed_s": 100.0, "handle_s": 120.0, "agent_id": 0, "agent_group": 0, "outcome": Outcome.ANSWERED, "answered": True,
        "solved": True, "transferred": False, "cut_short": False, "announced_s": np.nan, "callback": False, "what_else": False,
        "late": False, "channel": 0,
        "decision": Decision.NOT_NEEDED, "misused": False, "rude": False, "played": False, "wow": False, "delighted": False,
        "ego": Ego.CALM, "opening": Opening.NEUTRAL, "severity": Severity.NO_FAILURE, "failure_logit": 0.0, "recovery": np.nan,
        "manner_sd": 0.0, "follow_up": FollowUp.NOTHING, "satisfaction": 0.0}
    table = [{"contact_id": i, "case_id": i, **usual, **row} for i, row in enumerate(rows)]
    return Contacts(**{name: np.array([row[name] for row in table]) for name in Contacts._fields})


def lost(outcome: Outcome, wait_s: float) -> dict[str, float]:
    """A contact without an answer."""
    return {"outcome": outcome, "wait_s": wait_s, "answered": False, "solved": False, "nth_conversation": 0, "agent_id": -1,
            "agent_group": -1, "answered_at_s": np.nan, "ended_at_s": wait_s, "talk_s": 0.0, "handle_s": 0.0,
            "follow_up": FollowUp.GAVE_UP}
