"""Centres drawn by Hypothesis: small, and with times in whole minutes, so that many things fall on one instant.

Centres that the constraints would reject (no agents at work, shifts after closing, shifts round the clock) are drawn too: the
engines must agree there as well.
"""

import json
from typing import Any

from hypothesis import strategies as st

from sim.config.scenario import load
from sim.params import Params, Run

BARE: dict[str, Any] = json.loads(json.dumps(dict(load("bare_queue").resolved)))
OPENS_H, MINUTE_S, HOUR_S = 8, 60, 3600

# Duration distributions: in whole minutes, and others.
LENGTHS = ["exactly 2 min", "exactly 0 s", "exactly 5 min", "exactly 20 min", "50 % exactly 1 min + 50 % exactly 3 min"]
WRAPS = ["exactly 0 s", "exactly 1 min", "exactly 2 min"]
DELAYS = ["exactly 1 min", "exactly 10 min", "50 % exactly 2 min + 50 % exactly 1 day"]
PATIENCE = ["never", "exactly 2 min", "exactly 10 min", "50 % never + 50 % exactly 3 min", "exactly 0 s",
            "20 % exactly 0 s + 80 % exactly 4 min"]
OTHERS = ["exponential mean 3 min", "uniform 1 min to 4 min", "lognormal mean 300 s sigma 0.84", "gamma mean 50 s shape 2"]
PROBS = st.sampled_from([0.0, 0.5, 1.0])
PROBABILITIES = st.sampled_from([0.0, 0.3, 0.7, 1.0])


def bare(changes: dict[str, Any]) -> Params:
    """The bare queue with some values changed, by dotted key; unchecked, as drawn worlds."""
    plain = json.loads(json.dumps(BARE))
    del plain["run"]
    for key, value in changes.items():
        *above, last = key.split(".")
        section = plain
        for name in above:
            section = section[name]
        section[last] = value
    return Params.model_validate(plain)


@st.composite
def worlds(draw: st.DrawFn) -> tuple[Params, Run]:
    """A centre of a few agents and a few dozen contacts, and a run of one to four days."""
    plain = json.loads(json.dumps(BARE))
    del plain["run"]
    round_the_clock = draw(st.booleans())
    hours = 24 if round_the_clock else draw(st.integers(2, 4))
    opens_h = 0 if round_the_clock else OPENS_H
    interval_h = 6 if round_the_clock else 1
    n_intervals = hours // interval_h
    plain["centre"] |= {
        "opens_h": opens_h, "closes_h": opens_h + hours,
        "at_closing": "carry_over" if round_the_clock else draw(st.sampled_from(["serve_out", "turn_away"])),
        "n_lines": draw(st.sampled_from([None, None, None, 1, 3, 6])),
        "longest_queue": draw(st.sampled_from([1000, 1000, 1000, 1000, 12])),
        "reopening_spread_s": draw(st.sampled_from([0, 600]))}
    plain["demand"] |= {
        "self_service_try_prob": draw(st.sampled_from([0.0, 0.7])), "self_service_solve_prob": 0.2,
        "failed_help_talk_factor": draw(st.sampled_from([1.0, 1.1])), "failed_help_logit": -0.2, "failed_help_usual_share": 0.6,
        "interval_h": interval_h, "profile": [1.0, *draw(_list(st.sampled_from([1.0, 0.0, 3.0]), n_intervals - 1))],
        "needs_per_day": draw(st.sampled_from([0, 40, 150])), "interval_dispersion": draw(st.sampled_from([1, 3]))}
    names = ["a", "b", "c"][:draw(st.integers(1, 3))]
    call, with_transfers = plain["contact_types"]["call"], draw(st.booleans())
    others = draw(st.sampled_from([[], OTHERS]))
    plain["contact_types"] = {name: draw(_contact_type(call, names[i + 1:] if with_transfers else [], opens_h, hours, others))
                      for i, name in enumerate(names)}
    plain |= draw(_behaviour(plain, others))
    if draw(st.booleans()):
        plain["plays"] = {"by_hand": {"contact_type": names[-1], "solve_prob": draw(PROBABILITIES), "talk_factor": 1.0,
                                      "manner_sd": 0.5,
                                      "cost": 10.0}}
    plain["workforce"] |= draw(_people(names, n_intervals, hours))
    plain["roster"] |= draw(_roster(opens_h, hours))
    plain["mechanisms"] |= draw(st.fixed_dictionaries({name: st.booleans() for name in plain["mechanisms"]}))
    plain["mechanisms"]["patience"] = draw(st.sampled_from([True, True, False]))
    plain["channels"]["email_share"] = min(plain["channels"]["email_share"], 1.0 - plain["channels"]["chat_share"])
    if not others:
        _in_whole_minutes(plain)
    horizon = draw(st.integers(2, 4)) if round_the_clock else draw(st.integers(1, 3))
    run = Run(engine="simpy", seed=draw(st.integers(0, 1000)), replications=1, horizon_days=horizon, warm_up_days=0,
              record="full")
    return Params.model_validate(plain), run


def _in_whole_minutes(plain: dict[str, Any]) -> None:
    """Leave out what would give times between whole minutes, so that most events share their instant."""
    plain["demand"]["needs_per_day"] = plain["centre"]["reopening_spread_s"] = plain["workforce"]["speed_sd"] = 0
    plain["demand"]["failed_help_talk_factor"] = 1
    plain["workforce"]["start_productivity"] = plain["authority"]["decision_talk_factor"] = 1
    plain["manners"]["cold_talk_factor"] = plain["wow"]["talk_factor"] = 1
    plain["patience"]["attitude_elasticity"] = 0
    plain["conversation"] |= {"wait_elasticity": 0, "restart_s": MINUTE_S, "gaming_talk_s": MINUTE_S, "clock_visible": False}


def _list(values: st.SearchStrategy[Any], n: int) -> st.SearchStrategy[list[Any]]:
    return st.lists(values, min_size=n, max_size=n)


@st.composite
def _contact_type(draw: st.DrawFn, call: dict[str, Any], later: list[str], opens_h: int, hours: int,
          others: list[str]) -> dict[str, Any]:
    """A contact type; `later` are the contact types to which it may be transferred."""
    first_min, last_min = opens_h * 60, (opens_h + hours) * 60 - 1
    minutes = st.integers(first_min, first_min + 20) | st.integers(last_min - 20, last_min)
    timetable = draw(st.none() | st.lists(minutes.map(lambda minute: minute * MINUTE_S), min_size=10, max_size=40))
    return call | {
        "share": 1.0, "talk_distribution": draw(st.sampled_from(LENGTHS + others)),
        "wrap_distribution": draw(st.sampled_from(WRAPS + others)),
        "resolve_prob": draw(PROBABILITIES), "decision_prob": draw(PROBS), "failure_prob": draw(PROBABILITIES),
        "serious_share": draw(PROBS), "small_share": draw(PROBS),
        "patience_factor": draw(st.sampled_from([1.0, 0.5, 2.0])), "priority": draw(st.integers(0, 2)),
        "transfer_prob": draw(PROBS) if later else 0.0,
        "transfer_to": draw(st.sampled_from(later)) if later else None, "timetable_s": timetable}


@st.composite
def _behaviour(draw: st.DrawFn, plain: dict[str, Any], others: list[str]) -> dict[str, Any]:
    """Parameters of waiting, follow-ups, conversations and decisions; `plain` is the start."""
    few = st.sampled_from([0, 1, 3, 6])       # without a limit, customers who balk could redial for ever
    sometimes = st.sampled_from
    changes: dict[str, dict[str, Any]] = {
        "patience": {"distribution": draw(sometimes(PATIENCE + others)), "balk_prob": draw(PROBS),
                     "patience_on_redial": draw(sometimes(["redrawn", "persistent"])),
                     "attitude_elasticity": draw(sometimes([0.0, 0.5]))},
        "channels": {
            "email_share": draw(sometimes([0.0, 0.3, 1.0])), "email_handle_distribution": draw(sometimes(LENGTHS + others)),
            "email_priority": draw(st.integers(0, 3)), "email_resolve_factor": draw(sometimes([1.0, 0.5])),
            "email_promise_h": draw(sometimes([0, 0.25, 1, 24])), "email_logit": -0.1, "email_late_logit": -0.8,
            "email_also_call_prob": draw(PROBABILITIES), "superseded_read_s": draw(sometimes([0, MINUTE_S])),
            "chat_share": draw(sometimes([0.0, 0.0, 0.5, 0.7])), "chat_talk_factor": draw(sometimes([1.0, 1.5])),
            "chat_max": draw(st.integers(1, 3)), "chat_work_rate_2": draw(sometimes([1.0, 2.0, 1.6])),
            "chat_work_rate_3": draw(sometimes([1.0, 3.0, 2.0])), "chat_priority": draw(st.integers(0, 3)),
            "chat_patience_distribution": draw(sometimes(PATIENCE + others)), "chat_resolve_factor": 1.0,
            "chat_busy_resolve_factor": draw(sometimes([1.0, 0.5])), "chat_busy_manner_sd": -0.2, "chat_logit": 0.1,
            "silent_abandonment_prob": draw(PROBABILITIES),
            "silent_abandonment_s": draw(sometimes([0, MINUTE_S, 120.5] if others else [0, MINUTE_S]))},
        "announcements": {
            "announce_from_s": draw(sometimes([None, 0, 60])), "announced_factor": draw(sometimes([1.0, 0.5])),
            "announced_step_s": MINUTE_S, "usual_handle_s": 3 * MINUTE_S, "announcement_balk_prob": draw(PROBABILITIES),
            "informed_patience_factor": draw(sometimes([1.0, 2.0])), "callback_from_s": draw(sometimes([None, 0, 180])),
            "callback_accept_prob": draw(PROBABILITIES), "callback_reached_prob": draw(sometimes([1.0, 1.0, 0.5, 0.0])),
            "callback_max_calls": draw(sometimes([1, 2, 3])),
            "callback_retry_s": draw(sometimes([MINUTE_S, 30 * MINUTE_S]))},
        "redial": {"after_abandon_prob": draw(PROBABILITIES), "after_blocked_prob": draw(PROBABILITIES),
                   "delay_distribution": draw(sometimes([*DELAYS, *others, "exactly 0 s"])), "max_redials": draw(few)},
        "repeats": {"return_prob": draw(PROBABILITIES), "delay_distribution": draw(sometimes(DELAYS + others)),
                    "max_repeats": draw(few),
                    "same_day_share": draw(PROBS), "later_day_shares": draw(sometimes([[], [1.0], [3.0, 2.0, 1.0]]))},
        "conversation": {
            "aht_cap_s": draw(sometimes([None, 60, 120, 180])), "cap_enforcement": draw(PROBS),
            "clock_visible": draw(st.booleans()), "tense_from_share": 0.8, "tense_manner_sd": -0.5,
            "gaming_prob": draw(sometimes([0.0, 0.3])), "gaming_talk_s": 20, "slack_share": draw(sometimes([0.0, 0.2])),
            "steepness": draw(sometimes([0, 1, 2])), "restart_s": 30, "retained_work_share": 0.5,
            "need_on_repeat": draw(sometimes(["redrawn", "persistent"])), "later_resolve_factor": draw(sometimes([1.0, 0.5])),
            "wait_elasticity": draw(sometimes([0.0, 0.065])), "time_thieves_s": draw(sometimes([0.0, 60.0])),
            "fatigue_manner_sd_per_h": -0.1, "load_manner_sd": -0.3},
        "questions": {"open_share": draw(PROBABILITIES), "open_talk_factor": draw(sometimes([1.0, 1.5])),
                      "open_resolve_gain": 0.1, "open_manner_sd": 0.2, "what_else_share": draw(PROBABILITIES),
                      "what_else_talk_factor": draw(sometimes([1.0, 1.5])), "next_issue_prob": draw(PROBABILITIES),
                      "next_issue_coverage": 0.5, "next_issue_delay_distribution": draw(sometimes(DELAYS + others))},
        "authority": {"n_rules": draw(sometimes([1, 2])), "authority_share": draw(PROBABILITIES),
                      "agents_trained": draw(st.booleans()), "agent_decision_solve_prob": 0.9, "escalate_prob": 0.5,
                      "refuse_prob": 0.25, "team_leader_solve_prob": 0.9,
                      "team_leader_distribution": draw(sometimes(LENGTHS + others)),
                      "decision_talk_factor": draw(sometimes([1.0, 1.2])), "misuse_untrained_prob": 0.3,
                      "misuse_trained_prob": 0.1},
        "manners": {
            "rude_share": draw(PROBABILITIES), "rude_odds": draw(sometimes([0.0, 1.0])),
            "repeat_odds": draw(sometimes([0.0, 0.5])),
            "strain_log_odds": 2.0, "manner_log_odds": 1.0, "early_escalation_share": draw(PROBS), "no_help_factor": 0.5,
            "cold_talk_factor": draw(sometimes([1.0, 0.5])), "cold_manner_sd": -1.0, "rude_fatigue_s": 600,
            "rude_strain_per_week": 0.5, "service_course_sd": draw(sometimes([0.0, 0.5]))},
        "first_impression": {
            "good_share": draw(PROBABILITIES), "accusing_share": draw(PROBABILITIES), "share_per_sd": draw(sometimes([0.0, 0.2])),
            "good_manner_sd": 0.5, "accusing_manner_sd": -0.5},
        "recovery": {"small_logit": -0.3, "medium_logit": -0.8, "serious_logit": -1.5, "later_conversation_loss": 0.6,
                     "handed_over_loss": 0.4, "cold_loss": 0.4, "paradox_logit": draw(sometimes([0.0, 0.2])),
                     "memory_days": draw(sometimes([0.0, 365.0]))},
        "wow": {"share": draw(PROBABILITIES), "max_share": 0.16, "talk_factor": draw(sometimes([1.0, 1.5])), "cost": 10.0,
                "logit": 0.2, "max_wait_s": 60, "min_manner_sd": -0.5},
        "leadership": {"n_team_leaders": draw(sometimes([0, 1, 1.5, 5])), "n_managers": draw(sometimes([0, 1])),
                       "n_coaches": 0.2},
        "routing": {"which_agent": draw(sometimes(["longest_idle", "random"])),
                    "which_contact": draw(sometimes(["first_come", "repeats_first"]))},
        "customers": {"n": draw(sometimes([0, 0, 200])), "attitude_sd": 1.0, "churn_per_year": 2.0,
                      "joins_per_year": 2.0, "bad_news_weight": 0.4, "good_news_weight": 0.1},
        "root_causes": {"failure_share": 0.5, "n_causes": 3, "log_share": draw(PROBABILITIES), "log_s": 60, "logs_to_detect": 2,
                        "investigation_h_per_week": draw(sometimes([0, 50])), "owner_share": 1.0, "removed_share": 0.7,
                        "bad_review_prob": 0.5, "reviews_read_share": 0.5},
        "costs": {"bonus_on": draw(sometimes(["none", "aht"])), "bonus_per_month": 1000, "bonus_target": 300}}
    return {name: plain[name] | more for name, more in changes.items()}


@st.composite
def _people(draw: st.DrawFn, names: list[str], n_intervals: int, hours: int) -> dict[str, Any]:
    """One to three groups, by shifts or by numbers."""
    groups = {}
    for name in ["x", "y", "z"][:draw(st.integers(1, 3))]:
        n_agents = draw(st.integers(0, 6))
        number = st.integers(0, n_agents) | st.just(n_agents)
        groups[name] = {
            "n_agents": n_agents, "hours_per_week": 5 * draw(st.integers(1, min(hours, 8))),
            "contact_types": draw(st.none() | st.lists(st.sampled_from(names), min_size=1, unique=True)),
            "channels": draw(st.none()
                             | st.sampled_from([["phone"], ["email"], ["phone", "email"], ["chat"], ["phone", "chat"]])),
            "agents_per_interval": draw(st.none() | _list(number, n_intervals))}
    return {
        "groups": groups, "speed_sd": draw(st.sampled_from([0.0, 0.2])), "manner_sd": 0.5,
        "sickness_prob": draw(st.sampled_from([0.0, 0.3])), "strain_per_week": 0.5, "strain_cap_per_week": 0.5,
        "strain_knee_occupancy": 0.5, "quits_per_year": draw(st.sampled_from([0.0, 10.0])), "vacancy_days": 1,
        "course_days": 0, "start_productivity": 0.5, "learning_per_month": 0.5, "new_resolve_loss": 0.1,
        "training_h_per_week": draw(st.sampled_from([0.0, 0.5]))}


@st.composite
def _roster(draw: st.DrawFn, opens_h: int, hours: int) -> dict[str, Any]:
    """Shifts that begin together or half an hour apart, with common lunches, so that they end during conversations."""
    halves = st.integers(0, 2 * min(hours, 16) - 1)
    return {
        "shift_starts_h": [opens_h + half / 2 for half in draw(st.lists(halves, min_size=1, max_size=3))],
        "lunch": draw(st.sampled_from(["common", "staggered"])),
        "lunch_from_h": opens_h + 1, "lunch_until_h": opens_h + 2,
        "lunch_min": draw(st.sampled_from([0, 15, 30])), "pauses_min": draw(st.sampled_from([0, 4])),
        "meeting_min": draw(st.sampled_from([0, 5])),
        "training_weekday": "mon", "common_training": draw(st.booleans())}
