"""Mechanisms of agents, on versus off and between scenarios, on the same customers (see `test_mechanisms`)."""

import pytest

from tests.model.test_mechanisms import moves, runs, same_days

# So many agents, with so little to do, that a year's quits show small differences.
MANY = ("workforce.groups.front.n_agents=600", "leadership.n_team_leaders=60", "demand.needs_per_day=20", "customers.n=0",
        "run.horizon_days=365", "run.warm_up_days=0", "mechanisms.absence=off")

# mechanism, scenario, measures that are higher with it, measures that are lower with it
DIRECTIONS = [
    ("coaching", "base", ["fcr_share"], []),
    ("morning_meeting", "base", ["shrinkage", "asa_s"], []),
    ("team_leaders", "team_leader_span_20", [], ["strategic_h_per_week"]),
]


@pytest.mark.parametrize(("mechanism", "scenario", "higher", "lower"), DIRECTIONS, ids=lambda value: str(value)[:20])
def test_direction(mechanism: str, scenario: str, higher: list[str], lower: list[str]) -> None:
    """On versus off, all else equal."""
    on, off = runs(scenario), runs(scenario, f"mechanisms.{mechanism}=off")
    for kpi in higher:
        moves(kpi, on, off)
    for kpi in lower:
        moves(kpi, off, on)


def test_small_spans_reduce_quits_and_raise_resolution() -> None:
    """Smaller spans mean more coaching and fewer quits; from 15 agents the manager's strategic hours are lost."""
    eight, ten, twenty, none = (runs(name) for name in ("team_leader_span_8", "team_leader_span_10", "team_leader_span_20",
                                                        "no_team_leaders"))
    for more, less in ((eight, ten), (ten, twenty)):
        moves("coaching_h_per_month", more, less)
        moves("fcr_share", more, less)
    moves("strategic_h_per_week", ten, twenty)
    assert (none["strategic_h_per_week"] < 1.0).all()
    close, wide = runs("base", *MANY), runs("base", *MANY, "leadership.n_team_leaders=30")
    moves("quits_per_year", wide, close)


def test_early_feedback_raises_skill_and_retention() -> None:
    """The same hours of coaching, with feedback within a week or after half a year."""
    early, base, late = (runs(name) for name in ("feedback_early", "base", "feedback_late"))
    moves("fcr_share", early, base)
    moves("fcr_share", base, late)
    moves("quits_per_year", runs("base", *MANY, "leadership.feedback_delay_weeks=26"), runs("feedback_early", *MANY))


def test_low_pay_raises_quits_and_lowers_cost() -> None:
    """Pay below the market: more quits and worse applicants, so worse service; above it the reverse."""
    under, over = runs("pay_10_under", *MANY), runs("pay_10_over", *MANY)
    moves("quits_per_year", under, over)
    moves("payroll_cost", runs("pay_10_over"), runs("pay_10_under"))
    moves("quits_per_year", under, runs("pay_10_under", *MANY, "mechanisms.pay=off"))


LONGER = ("run.horizon_days=168",)


def test_training_takes_hours_now_and_gives_skill_later() -> None:
    """Without sessions the phones are better staffed, but skills decay: fewer solved, longer conversations, worse manner."""
    base, without = runs("base", *LONGER), runs("no_training", *LONGER)
    moves("shrinkage", base, without)
    moves("fcr_share", base, without)
    moves("csat_share", base, without)
    moves("aht_s", without, base)
    trainer = runs("hire_trainer", *LONGER)
    moves("fcr_share", trainer, base)
    moves("cost", trainer, base)


def test_training_can_be_overdone() -> None:
    """A day a week makes callers wait longer than 45 minutes a week, for skills that saturate. (Four hours do not: the gain
    in skill saves as much time as they take.)"""
    moves("asa_s", runs("training_a_day", *LONGER), runs("base", *LONGER))
    moves("abandoned_share", runs("training_a_day", *LONGER), runs("base", *LONGER))


def test_the_day_of_the_session_hardly_matters() -> None:
    """Monday, the busiest day, or Wednesday: in turns after lunch, with both shifts present, less than two seconds."""
    difference = runs("monday_training", *LONGER)["asa_s"] - runs("base", *LONGER)["asa_s"]
    assert abs(difference.mean()) < 2.0
    assert 4 * difference.std(ddof=1) / len(difference) ** 0.5 < 3.0, "else this could not see it"


def test_effect_of_the_focus_of_sessions() -> None:
    """All session time on personal service: manner improves, and knowledge and communication decay."""
    service, base = runs("service_training", *LONGER), runs("base", *LONGER)
    moves("fcr_share", base, service)
    moves("aht_s", service, base)
    unsolved = ("customers.unsolved_logit=0", "customers.later_conversation_logit=0")
    moves("csat_share", runs("service_training", *LONGER, *unsolved), runs("base", *LONGER, *unsolved))


def test_the_morning_meeting_spreads_news() -> None:
    """With a product change every week, and the meeting's ten minutes given back as a pause, more cases are solved."""
    news = ("workforce.product_changes_per_year=52", "workforce.knowledge_loss_per_change=0")
    met, unmet = runs("base", *news), runs("base", *news, "roster.meeting_min=0", "roster.pauses_min=30")
    moves("fcr_share", met, unmet)


def test_purpose_improves_strain_resolution_manner_and_retention() -> None:
    """Purpose anchored over six months and repeated, against base; and the hours it takes."""
    anchored, base = runs("purpose_anchored", *LONGER), runs("base", *LONGER)
    for kpi in ("purpose_share", "fcr_share", "csat_share", "employee_satisfaction", "shrinkage"):
        moves(kpi, anchored, base)
    known = ("purpose.start_share=1", "purpose.repetition_h_per_month=40")
    moves("quits_per_year", runs("base", *MANY), runs("base", *MANY, *known, "purpose.half_h_per_month=0.01"))
    tiring = ("demand.growth_factor=1.7", "purpose.quit_slope=0", "purpose.manner_sd=0", "purpose.resolve_gain=0")
    moves("strain", runs("base", *tiring, "purpose.start_share=0"), runs("base", *tiring, "purpose.start_share=1"))


def test_purpose_fades_after_a_programme_without_repetition() -> None:
    """For the same hours: in the last ten weeks of a year purpose is weaker than in base, and far weaker than if repeated."""
    late = ("run.warm_up_days=294", "run.horizon_days=70")
    once, base, anchored = (runs(name, *late) for name in ("purpose_not_repeated", "base", "purpose_anchored"))
    moves("purpose_share", base, once)
    moves("purpose_share", anchored, base)


def test_satisfied_agents_have_satisfied_customers() -> None:
    """Service-profit chain (J23): five points more job satisfaction raise customers' rating by 1.3 points, within a half."""
    glad, base = runs("base", "workforce.satisfaction_neutral=67"), runs("base")
    points = glad["employee_satisfaction"] - base["employee_satisfaction"]
    assert points == pytest.approx([5.0] * len(points), abs=0.2)
    impression = 100 * (glad["csat_share"] - base["csat_share"])
    assert 0.8 < impression.mean() < 1.8


def test_authority_reduces_quits() -> None:
    """Authority retains agents, pressure makes them quit (E6)."""
    moves("quits_per_year", runs("base", *MANY), runs("base", *MANY, "authority.authority_share=1"))
    moves("employee_satisfaction", runs("base", "authority.authority_share=1"), runs("base"))
    moves("employee_satisfaction", runs("base"), runs("aht_cap_180"))


def test_rosters_change_waits_at_the_same_headcount() -> None:
    """Common lunch, or a plan that does not fit demand: the same agents, longer waits."""
    moves("abandoned_share", runs("common_lunch"), runs("base"))
    moves("asa_s", runs("base", *LONGER, "roster.fit_share=0"), runs("base", *LONGER, "roster.fit_share=1"))
    moves("cost", runs("hire_planner", *LONGER), runs("base", *LONGER))


def test_planning_has_small_effects() -> None:
    """Against L3 (8 to 10 points of service level): a planner gains less than two points and two seconds, and moving pauses
    gains nothing, because long waits are early and late, with one shift present, and pauses are in between."""
    base, planner, moved = (runs(name, *LONGER) for name in ("base", "hire_planner", "real_time_control"))
    assert 0.0 < (base["asa_s"] - planner["asa_s"]).mean() < 2.0
    assert abs(100 * (planner["answered_in_20s_share"] - base["answered_in_20s_share"]).mean()) < 2.0
    assert abs((moved["asa_s"] - planner["asa_s"]).mean()) < 1.0
    assert not (moved["asa_s"] == planner["asa_s"]).all(), "pauses did move"


def test_a_bonus_on_handle_time_has_adverse_effects() -> None:
    """Visible handle time and a bonus on AHT: shorter conversations, fewer solved, fewer promoters than with a bonus on NPS."""
    aht, nps = runs("measures_aht"), runs("measures_nps")
    moves("aht_s", nps, aht)
    for kpi in ("fcr_share", "csat_share", "nps", "employee_satisfaction"):
        moves(kpi, nps, aht)


# what is off behaves, to the last bit, as a centre that never had it
NEUTRAL = [
    ("mechanisms.coaching=off", ("workforce.coaching_gain_per_h=0", "workforce.coaching_keep_per_h=0"), "base"),
    ("mechanisms.morning_meeting=off", ("roster.meeting_min=0",), "base"),
    ("mechanisms.purpose=off", ("purpose.repetition_h_per_month=0", "purpose.strain_relief_share=0", "purpose.resolve_gain=0",
                                "purpose.manner_sd=0", "purpose.quit_slope=0"), "base"),
    ("mechanisms.planning=off", ("roster.fit_share=1", "roster.leave_tilt=0", "roster.adherence_share=1"), "base"),
    ("mechanisms.pay=off", ("costs.market_pay_per_month=21600",), "pay_10_under"),
    ("mechanisms.team_leaders=off", ("leadership.span_quit_slope=0",), "base"),
]


@pytest.mark.parametrize(("off", "neutral", "scenario"), NEUTRAL, ids=lambda value: value if isinstance(value, str) else "")
def test_off_equals_neutral_parameters(off: str, neutral: tuple[str, ...], scenario: str) -> None:
    """The two runs have equal daily sums, bit for bit."""
    same_days((scenario, [off]), (scenario, neutral), n_days=40)
