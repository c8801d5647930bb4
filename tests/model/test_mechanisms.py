"""Each mechanism on versus off, on the same customers: direction and significance of its effects.

Directions are those of the domain; where the result is different, the test states the result.
Paired over replications: a direction counts if the mean difference is at least four standard errors from zero.
"""

from collections.abc import Sequence
from functools import cache

import numpy as np
import numpy.typing as npt
import pytest

from sim.config.scenario import load
from sim.kpis import kpis_of
from sim.year import run_days

REPLICATIONS = 5
SETTINGS = ("run.horizon_days=42", "run.warm_up_days=14", "run.record=kpis", "run.seed=7")
Replications = dict[str, npt.NDArray[np.float64]]
YEAR = ("run.horizon_days=365",)        # for effects that are small compared with the variation of six weeks


@cache
def runs(scenario: str, *overrides: str) -> Replications:
    """Measures of some replications of a scenario."""
    loaded = load(scenario, overrides=[*SETTINGS, *overrides])
    runs = [kpis_of(run_days(loaded.params, loaded.run, replication), loaded.params) for replication in range(REPLICATIONS)]
    return {name: np.array([run[name] for run in runs]) for name in runs[0]}


def moves(kpi: str, more: Replications, less: Replications) -> None:
    """`kpi` is higher in the first scenario, by four standard errors of the paired difference."""
    difference = more[kpi] - less[kpi]
    error = difference.std(ddof=1) / np.sqrt(difference.size)
    assert difference.mean() > 4 * error, f"{kpi}: {difference.mean():.4g} ± {error:.2g}"


def same_days(one: tuple[str, Sequence[str]], other: tuple[str, Sequence[str]], n_days: int = 10, but: str = "") -> None:
    """Two scenarios with their overrides have equal daily sums, bit for bit; `but`: a sum that may differ."""
    days = []
    for scenario, overrides in (one, other):
        loaded = load(scenario, overrides=[f"run.horizon_days={n_days}", "run.warm_up_days=0", *overrides])
        days.append(run_days(loaded.params, loaded.run, 0).days)
    for name, column in days[0].items():
        assert name == but or column.tobytes() == days[1][name].tobytes(), name


# mechanism, scenario, measures that are higher with it, measures that are lower with it
DIRECTIONS = [
    ("patience", "base", ["abandoned_share", "redial_share", "answered_in_20s_share"], []),
    ("redials", "base", ["redial_share", "contacts_per_case"], []),
    ("repeats", "base", ["repeat_share", "contacts_per_case", "work_per_case_s", "solved_share"], []),
    ("aht_cap", "aht_cap_180", ["cut_short_share", "contacts_per_case", "repeat_share", "strain",
                                "work_per_solved_case_s", "cost_per_solved_case"],
     ["aht_s", "fcr_share", "csat_share", "nps", "work_per_case_s"]),
    ("questions", "base", ["fcr_share", "csat_share"], ["contacts_per_case"]),
    ("next_issue", "base", ["cases_per_day"], []),
    ("rules", "base", ["escalated_share", "refused_share", "goodwill_cost"], ["fcr_share"]),
    ("empowerment", "base", ["fcr_share", "goodwill_cost"], ["escalated_share", "refused_share"]),
    ("training", "base", [], ["fcr_share"]),     # without training there is no decay either; for sessions alone see no_training
    ("energy", "growth_40_budget_3", [], ["csat_share"]),
    ("absence", "base", ["shrinkage", "occupancy", "abandoned_share"], []),
    ("breaks", "base", ["shrinkage", "occupancy", "abandoned_share"], []),
    ("bonus", "aht_bonus_180", ["cut_short_share", "cost"], ["aht_s", "fcr_share", "csat_share"]),
    ("self_service", "base", [], ["cases_per_day"]),
]


@pytest.mark.parametrize(("mechanism", "scenario", "higher", "lower"), DIRECTIONS, ids=lambda value: str(value)[:20])
def test_direction(mechanism: str, scenario: str, higher: list[str], lower: list[str]) -> None:
    """On versus off, all else equal."""
    on, off = runs(scenario), runs(scenario, f"mechanisms.{mechanism}=off")
    for kpi in higher:
        moves(kpi, on, off)
    for kpi in lower:
        moves(kpi, off, on)


def test_conversations_change_attitude_only_with_attitude() -> None:
    """Without it attitude stays at the baseline, so satisfaction does not affect NPS and churn."""
    off = ("mechanisms.attitude=off", "mechanisms.word_of_mouth=off")       # word of mouth would bring other newcomers
    still = runs("base", *off)["attitude"]
    capped = runs("aht_cap_180", *off)["attitude"]
    assert np.abs(still - 0.35).max() < 0.02, "beta: the glad have stayed longer"
    assert np.abs(still - capped).max() < 1e-9
    moves("nps", runs("base"), runs("aht_cap_180"))


def test_new_agents_are_slow_and_load_strains() -> None:
    """With equal agents, many of them new, AHT is higher and FCR lower; load strains agents only with energy."""
    many_new = ("workforce.speed_sd=0", "workforce.quits_per_year=3", *YEAR)
    learning, able = runs("base", *many_new), runs("base", *many_new, "mechanisms.learning=off")
    moves("aht_s", learning, able)
    moves("fcr_share", able, learning)
    assert (runs("growth_40_budget_3")["strain"] > 0).all()
    assert (runs("growth_40_budget_3", "mechanisms.energy=off")["strain"] == 0).all()


def test_churn_and_quitting_stop_with_their_mechanisms() -> None:
    """No customer leaves or joins; no agent quits."""
    assert (runs("base", "mechanisms.churn=off")["customers_at_end"] == 80_000).all()
    assert (runs("base", "mechanisms.quitting=off")["quits_per_year"] == 0).all()
    assert (runs("base")["churn_per_year"] > 0.1).all()


def test_management_decisions() -> None:
    """Typical management decisions, each with the direction of domain.md."""
    base = runs("base")
    empowered = runs("base", "authority.authority_share=1.0")
    moves("fcr_share", empowered, base)
    moves("goodwill_cost", empowered, base)
    moves("escalated_share", base, empowered)
    moves("goodwill_cost", runs("base", "authority.authority_share=1.0", "authority.agents_trained=false"), empowered)
    half_the_rules = runs("base", "authority.n_rules=11")
    moves("fcr_share", half_the_rules, base)
    moves("refused_share", base, half_the_rules)
    what_else = runs("base", "questions.what_else_share=1.0")
    moves("cases_per_day", base, what_else)
    moves("aht_s", what_else, base)
    open_questions = runs("base", "questions.open_share=1.0")
    moves("fcr_share", open_questions, base)
    moves("aht_s", open_questions, base)
    moves("abandoned_share", runs("base", "roster.lunch=common"), base)
    moves("fcr_share", runs("base", "leadership.n_team_leaders=4"), runs("base", "leadership.n_team_leaders=1"))
    moves("nps", runs("base", "conversation.aht_cap_s=180", "conversation.cap_enforcement=0.3"),
          runs("aht_cap_180"))


# a mechanism that is off equals, bit for bit, neutral parameters
NEUTRAL = [
    ("mechanisms.patience=off", ("patience.distribution=never", "patience.balk_prob=0")),
    ("mechanisms.redials=off", ("redial.after_abandon_prob=0", "redial.after_blocked_prob=0")),
    ("mechanisms.repeats=off", ("repeats.return_prob=0",)),
    ("mechanisms.questions=off", ("questions.open_share=0",)),
    ("mechanisms.next_issue=off", ("questions.next_issue_prob=0", "questions.what_else_share=0")),
    ("mechanisms.rules=off", ("authority.n_rules=0",)),
    ("mechanisms.empowerment=off", ("authority.authority_share=0",)),
    ("mechanisms.self_service=off", ("demand.self_service_try_prob=0",)),
    ("mechanisms.quitting=off", ("workforce.quits_per_year=0",)),
    ("mechanisms.false_loyalty=off", ("loyalty.captive_share=0", "loyalty.captive_share_usual=0")),
    ("mechanisms.complaints=off", ("complaints.contact_type=null",)),
    ("mechanisms.word_of_mouth=off", ("word_of_mouth.solved_mention_prob=0", "word_of_mouth.other_mention_prob=0",
                                      "word_of_mouth.worst_mention_prob=0", "word_of_mouth.usual_reputation=0")),
    ("mechanisms.expectations=off", ("expectations.rise_per_year=0",)),
    ("mechanisms.absence=off", ("workforce.holiday_share=0", "workforce.sickness_prob=0",
                                "workforce.sickness_per_strain=0", "workforce.other_absence_share=0")),
    ("mechanisms.bonus=off", ()),
    ("mechanisms.aht_cap=off", ()),
]


@pytest.mark.parametrize(("off", "neutral"), NEUTRAL, ids=lambda value: value if isinstance(value, str) else "")
def test_off_equals_neutral_parameters(off: str, neutral: tuple[str, ...]) -> None:
    """The two runs have equal daily sums, bit for bit."""
    same_days(("base", [off]), ("base", neutral))


def test_a_cap_switched_off_is_no_cap() -> None:
    """aht_cap_180 with the mechanism off equals base, bit for bit."""
    same_days(("aht_cap_180", ["mechanisms.aht_cap=off"]), ("base", []))


def test_the_same_seed_gives_the_same_bytes_and_another_does_not() -> None:
    """One run twice, and another replication."""
    loaded = load(overrides=["run.horizon_days=5", "run.warm_up_days=0", "run.record=full"])
    first, again, other = (run_days(loaded.params, loaded.run, replication) for replication in (3, 3, 4))
    assert first.contacts is not None
    assert again.contacts is not None
    assert other.contacts is not None
    for one, two in zip(first.contacts, again.contacts, strict=True):
        assert one.tobytes() == two.tobytes()
    assert first.contacts.arrived_at_s.tobytes() != other.contacts.arrived_at_s.tobytes()


def test_the_first_days_do_not_depend_on_the_horizon() -> None:
    """Ten days of a longer run are the ten days of a shorter one."""
    short, long = (run_days(loaded.params, loaded.run, 0).days for loaded in (
        load(overrides=[f"run.horizon_days={days}", "run.warm_up_days=0"]) for days in (10, 15)))
    for name, column in short.items():
        assert column.tobytes() == long[name][:10].tobytes(), name
