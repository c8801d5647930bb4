"""Every conversation of drawn days agrees with the documented formulas and the named random numbers."""

import random
from collections import Counter
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from sim.params import Params, Run
from tests.engines.recompute import Today, errors, what_there_was
from tests.engines.twins import ReplicationResult, run_with
from tests.engines.worlds import BARE, OTHERS, bare, worlds

MECHANISMS = ("patience", "redials", "repeats", "questions", "next_issue", "rules", "empowerment", "ego", "first_impression",
              "recovery", "plays", "wow", "time_thieves", "learning", "energy", "channels", "work_pressure", "standard_erosion",
              "self_service",
              "root_causes")
N_DAYS, MAX_AGENTS = 10, 9
RUN = Run(engine="compiled", seed=11, replications=1, horizon_days=2, warm_up_days=0, record="full")


def drawn(nth: int) -> Params:
    """A centre of two types and two groups on shifts, with all mechanisms of a conversation on, at non-neutral values."""
    rng = random.Random(nth)

    def between(low: float, high: float) -> float:
        return round(rng.uniform(low, high), 3)

    def distribution() -> str:
        return rng.choice([*OTHERS, "exactly 5 min", "30 % exactly 1 min + 70 % gamma mean 4 min cv 0.8"])

    contact_types = {name: BARE["contact_types"]["call"] | {
        "share": 0.5, "talk_distribution": distribution(), "wrap_distribution": distribution(), "resolve_prob": between(0.5, 0.9),
        "decision_prob": between(0.3, 0.6),
        "failure_prob": between(0.3, 0.7), "serious_share": 0.3, "small_share": 0.5, "patience_factor": between(0.5, 2.0),
        "transfer_prob": 0.3 if nth % 2 and name == "one" else 0.0, "transfer_to": "two" if nth % 2 and name == "one" else None,
    } for name in ("one", "two")}
    agents = BARE["workforce"]["groups"]["agents"] | {
        "n_agents": MAX_AGENTS // 2, "hours_per_week": 25, "agents_per_interval": None}
    changes: dict[str, Any] = {f"mechanisms.{name}": True for name in MECHANISMS}
    changes |= {
        "mechanisms.aht_cap": nth % 3 != 0, "mechanisms.bonus": nth % 3 == 1, "contact_types": contact_types,
        "centre.opens_h": 8, "centre.closes_h": 14, "centre.at_closing": "serve_out", "demand.interval_h": 6,
        "demand.needs_per_day": 160, "demand.self_service_try_prob": 0.5, "demand.self_service_solve_prob": 0.2,
        "demand.failed_help_talk_factor": between(1.1, 1.4), "demand.failed_help_usual_share": 0.6,
        "plays": {"p": {"contact_type": "two", "solve_prob": 0.8, "talk_factor": between(1.1, 1.5), "manner_sd": 0.4,
                        "cost": 1.0}},
        "workforce.groups": {"x": agents, "y": agents | {"contact_types": ["two"]}}, "workforce.speed_sd": 0.2,
        "workforce.manner_sd": 0.5, "workforce.start_productivity": 0.6, "workforce.new_resolve_loss": 0.1,
        "workforce.strain_per_week": 0.5, "workforce.strain_cap_per_week": 0.5, "workforce.strain_knee_occupancy": 0.4,
        "roster.shift_starts_h": [8, 9], "patience.distribution": "exponential mean 5 min", "patience.balk_prob": 0.05,
        "redial.after_abandon_prob": 0.6,
        "redial.delay_distribution": "50 % exponential mean 20 min + 50 % exponential mean 1 day",
        "redial.max_redials": 4, "repeats.return_prob": 0.7, "repeats.same_day_share": 0.6,
        "repeats.later_day_shares": [2.0, 1.0, 1.0],
        "repeats.delay_distribution": "exponential mean 1 h", "repeats.max_repeats": 3,
        "channels.email_share": 0.1, "channels.chat_share": 0.2 * (nth % 2 == 0), "channels.chat_max": 3,
        "channels.email_handle_distribution": distribution(), "channels.email_resolve_factor": 0.8,
        "channels.chat_resolve_factor": 0.9,
        "channels.chat_work_rate_2": 1.6, "channels.chat_work_rate_3": 2.0, "channels.chat_talk_factor": 1.3,
        "channels.chat_busy_resolve_factor": 0.9, "channels.chat_busy_manner_sd": -0.2, "channels.silent_abandonment_prob": 0.5,
        "channels.silent_abandonment_s": 60, "channels.email_promise_h": 0.02, "channels.email_also_call_prob": 0.5,
        "conversation.aht_cap_s": 240, "conversation.cap_enforcement": 0.7, "conversation.clock_visible": nth % 2 == 0,
        "conversation.tense_from_share": 0.8, "conversation.tense_manner_sd": -0.5, "conversation.gaming_prob": 0.2,
        "conversation.gaming_talk_s": 20, "conversation.slack_share": 0.1, "conversation.steepness": between(0.5, 2.0),
        "conversation.restart_s": 30, "conversation.retained_work_share": 0.4,
        "conversation.need_on_repeat": "persistent" if nth % 4 else "redrawn",
        "conversation.later_resolve_factor": 0.9, "conversation.wait_elasticity": 0.065, "conversation.time_thieves_s": 15,
        "conversation.fatigue_manner_sd_per_h": -0.2, "conversation.load_manner_sd": -0.3,
        "questions.open_share": between(0.3, 0.7), "questions.open_talk_factor": 1.2, "questions.open_resolve_gain": 0.05,
        "questions.open_manner_sd": 0.2, "questions.what_else_share": 0.5, "questions.what_else_talk_factor": 1.2,
        "authority.n_rules": 3, "authority.n_rules_usual": 2, "authority.authority_share": 0.4, "authority.escalate_prob": 0.3,
        "authority.refuse_prob": 0.3, "authority.agent_decision_solve_prob": 0.8, "authority.team_leader_solve_prob": 0.7,
        "authority.team_leader_distribution": distribution(), "authority.decision_talk_factor": 1.2,
        "authority.misuse_untrained_prob": 0.4,
        "authority.misuse_trained_prob": 0.2, "authority.agents_trained": nth % 2 == 0,
        "manners.rude_share": 0.3, "manners.rude_odds": 1.0, "manners.repeat_odds": 0.5, "manners.strain_log_odds": 2.0,
        "manners.manner_log_odds": 1.0, "manners.early_escalation_share": 0.4, "manners.no_help_factor": 0.5,
        "manners.cold_talk_factor": 0.6, "manners.cold_manner_sd": -1.0, "manners.rude_fatigue_s": 600,
        "manners.service_course_sd": 0.3, "first_impression.good_share": 0.3, "first_impression.accusing_share": 0.3,
        "first_impression.share_per_sd": 0.1, "first_impression.good_manner_sd": 0.5,
        "first_impression.accusing_manner_sd": -0.5, "wow.share": 0.4, "wow.talk_factor": 1.1, "leadership.n_team_leaders": 1,
        "pressure.reference_load": 0.1, "pressure.work_pressure_elasticity": -0.25, "root_causes.log_share": 0.4,
        "root_causes.log_s": 45, "costs.bonus_on": "aht", "costs.bonus_per_month": 1000}
    return bare(changes)


def errors_of(params: Params, run: Run) -> tuple[list[str], ReplicationResult]:
    """Differences in a run of the named engine."""
    completed = run_with(run.engine, params, run)
    today = [Today(workforce, day_params.time_given_share) for day_params, workforce, *_ in completed.given]
    return errors(params, run.seed, 0, today[:len(completed.days)], completed.days), completed


def test_every_conversation_of_ten_drawn_days() -> None:
    """All outcomes of a conversation occur among them."""
    seen: Counter[str] = Counter()
    for nth in range(N_DAYS // RUN.horizon_days):
        lines, completed = errors_of(drawn(nth), RUN)
        assert lines == []
        seen.update(what_there_was(completed.days))
        seen["hurried days"] += sum(day_params.time_given_share < 1.0 for day_params, *_ in completed.given)
    assert seen["answered"] > 1000
    assert min(seen.values()) >= 5, seen


@settings(max_examples=40, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck))
@given(worlds())
def test_every_conversation_of_drawn_worlds(world: tuple[Params, Run]) -> None:
    """Extreme centres: no agents, no work, all events at one instant."""
    params, run = world
    lines, _ = errors_of(params, run.model_copy(update={"engine": "compiled"}))
    assert lines == []


@pytest.mark.verify
@settings(max_examples=2000, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck))
@given(worlds())
def test_every_conversation_of_many_drawn_worlds(world: tuple[Params, Run]) -> None:
    params, run = world
    lines, _ = errors_of(params, run.model_copy(update={"engine": "compiled"}))
    assert lines == []
