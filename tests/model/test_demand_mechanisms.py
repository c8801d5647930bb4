"""Root causes, incidents, mass emails and failed self-service; by hand and in runs of a year."""

import math

import numpy as np
import pytest

from sim.config.scenario import load
from sim.model.demand import arrivals, incidents, mass_communication, root_causes
from sim.model.demand.arrivals import stream_id
from sim.model.demand.self_service import talk_factors
from sim.model.workforce.roster import calendar
from sim.params import Params
from sim.random.philox import seed_of, uniform, uniforms
from sim.random.streams import INTERVAL
from sim.schema import DAY, Contacts, FollowUp, Outcome, no_contacts
from sim.year import run_days
from tests.model.test_mechanisms import YEAR, moves, runs, same_days

SEED = seed_of(1, 0)


def base(*overrides: str) -> Params:
    return load(overrides=list(overrides)).params


# --- causes by hand ------------------------------------------------------------------------------------------------


def keys(n: int) -> list[int]:
    return [stream_id(day=3, contact_type=0, block=0) + count for count in range(n)]


def test_causes_have_their_shares() -> None:
    """A third of cases is failure demand, the five largest of 54 causes make half of it; within four standard errors."""
    found = root_causes.initial_state(base(), SEED)
    n = 40_000
    of = np.array([root_causes.cause_of(SEED, key, 0.35, found.rows) for key in keys(n)])
    failure, top = (of >= 0).mean(), (of[of >= 0] < 5).mean()
    assert abs(failure - 0.35) < 4 * np.sqrt(0.35 * 0.65 / n)
    assert abs(top - 0.4993) < 4 * np.sqrt(0.25 / (0.35 * n))
    assert of.max() == 53


def test_a_next_case_has_its_parents_cause_and_an_incident_has_none() -> None:
    found = root_causes.initial_state(base(), SEED)
    for key in keys(50):
        assert root_causes.cause_of(SEED, key + (1 << root_causes.GENERATION_SHIFT), 0.35, found.rows) == \
            root_causes.cause_of(SEED, key, 0.35, found.rows)
        incident = key + (root_causes.INCIDENT_GENERATION << root_causes.GENERATION_SHIFT)
        assert root_causes.cause_of(SEED, incident, 1.0, found.rows) == -1


def test_a_removed_cause_prevents_seven_tenths_of_its_own_cases() -> None:
    params = base("root_causes.noticed=[1]")
    found = root_causes.initial_state(params, SEED)
    found.rows["fixed_day"][0] = 10
    n = 40_000
    of = np.array([root_causes.cause_of(SEED, key, 0.35, found.rows) for key in keys(n)])
    gone = np.array([root_causes.no_longer_arises(SEED, key, found.cause_section[0], found.rows, 10) for key in keys(n)])
    early = np.array([root_causes.no_longer_arises(SEED, key, found.cause_section[0], found.rows, 9) for key in keys(n)])
    assert not early.any()
    assert not gone[of != 0].any()
    n_of = (of == 0).sum()
    assert abs(gone[of == 0].mean() - 0.7) < 4 * np.sqrt(0.21 / n_of)


def test_causes_are_investigated_in_order_of_logs() -> None:
    """30 h each, 20 h a day: cause 2 (more logs) reaches its owner on the second day, cause 0 on the third."""
    found = root_causes.initial_state(base("root_causes.owner_share=1", "root_causes.n_causes=4", "root_causes.fix_weeks=2"),
                                      SEED)
    found.rows["n_logs"] = [31, 29, 99, 0]
    assert root_causes.investigate(found, 5, 20.0) == 20.0
    assert (found.rows["fixed_day"] == root_causes.NOT_YET).all()
    assert root_causes.investigate(found, 6, 20.0) == 20.0
    assert found.rows["fixed_day"].tolist() == [root_causes.NOT_YET, root_causes.NOT_YET, 20, root_causes.NOT_YET]
    assert root_causes.investigate(found, 7, 40.0) == 20.0, "nothing else stands out"
    assert found.rows["fixed_day"].tolist() == [21, root_causes.NOT_YET, 20, root_causes.NOT_YET]
    assert (found.n_fixed(20), found.n_fixed(21), found.n_fixed(22)) == (1, 1, 0)


def test_a_cause_without_an_owner_is_not_removed() -> None:
    found = root_causes.initial_state(base("root_causes.owner_share=0", "root_causes.noticed=[1]"), SEED)
    assert root_causes.investigate(found, 5, 50.0) == 30.0
    assert (found.rows["fixed_day"] == root_causes.NOT_YET).all()


def contacts(case_keys: list[int], outcome: Outcome, follow_up: FollowUp) -> Contacts:
    empty = no_contacts()
    n = len(case_keys)
    columns = {name: np.zeros(n, dtype=getattr(empty, name).dtype) for name in Contacts._fields}
    columns |= {"case_key": np.array(case_keys), "nth_conversation": np.ones(n, dtype=np.int64),
                "outcome": np.full(n, int(outcome)), "follow_up": np.full(n, int(follow_up))}
    return Contacts(**columns)


def heard(some: root_causes.Causes, conversations: Contacts) -> tuple[float, float]:
    """Failure-demand contacts, and number of logs."""
    line = np.zeros(1, dtype=DAY)
    root_causes.learn_of(some.seed, some.cause_section, some.rows, conversations, line[0])
    return float(line["n_failure_demand"][0]), float(line["n_logged"][0])


def test_conversations_and_reviews_are_logged() -> None:
    """All conversations logged: each failure-demand case adds a log; lost contacts none; customers who give up add some by
    reviews."""
    some = keys(4000)
    params = base("root_causes.log_share=1", "root_causes.bad_review_prob=0.5", "root_causes.reviews_read_share=0.5")
    found = root_causes.initial_state(params, SEED)
    n_failure, n_logged = heard(found, contacts(some, Outcome.ANSWERED, FollowUp.REPEAT))
    assert n_failure == n_logged == found.rows["n_logs"].sum() > 1200
    assert heard(found, contacts(some, Outcome.ABANDONED, FollowUp.REDIAL)) == (n_failure, 0)
    _, n_read = heard(found, contacts(some, Outcome.ABANDONED, FollowUp.GAVE_UP))
    assert abs(n_read - 0.25 * n_failure) < 4 * np.sqrt(0.1875 * n_failure)


# --- incidents, mass emails and self-service by hand -----------------------------------------------------------------


def test_incidents_planned_on_a_closed_day_move_to_the_next_open_one() -> None:
    """Day 5 is a Saturday; day 7 the Monday after it. None without the mechanism; none after the end of the run."""
    days = calendar(base(), 30)
    planned = incidents.days_with_incidents(base("incidents.on_days=[2,5,29]"), SEED, days, 29)
    assert np.flatnonzero(planned).tolist() == [2, 7]
    off = base("incidents.on_days=[2]", "mechanisms.incidents=off")
    assert not incidents.days_with_incidents(off, SEED, days, 29).any()


def test_random_incidents_occur_at_their_rate() -> None:
    """50 a year over 260 weekdays, without public holidays."""
    days = calendar(base(), 3650)
    drawn = incidents.days_with_incidents(base("incidents.per_year=50"), SEED, days, 3650)
    assert not drawn[~days.is_open[:3650]].any()
    expected = days.is_open[:3650].sum() * 50 / 260
    assert abs(drawn.sum() - expected) < 4 * np.sqrt(expected)


def test_tips_saturate() -> None:
    mass_emails, shares = mass_communication.MassEmails(base("mass_communication.emails_per_month=1")), []
    need_spike_factor = []
    for day in range(3650):
        now, share = mass_emails.morning(day)
        need_spike_factor.append(now)
        shares.append(share)
    n = sum(now > 1 for now in need_spike_factor)
    assert n in (119, 120), "a month is a twelfth of 365 days, and ten years end with one"
    assert set(need_spike_factor) == {1.0, 1.03}
    assert shares[29] == 0
    assert shares[31] == pytest.approx(0.30 * 0.01)
    assert shares[-1] == pytest.approx(0.30 * 0.10 * (1 - 0.9**n))


def test_failed_self_service_lengthens_conversations_at_the_same_mean() -> None:
    in_vain, other = talk_factors(base())
    assert in_vain / other == pytest.approx(1.075)
    assert 0.67 * in_vain + 0.33 * other == pytest.approx(1)


# --- in a centre, on the same customers ------------------------------------------------------------------------------


SOON = ("root_causes.fix_weeks=0", "root_causes.investigation_h_per_week=150")       # removed on the first day
OFTEN = ("incidents.on_days=[16,20,23,27,30,34,37,41,44,48]",)
LATER = ("root_causes.investigation_h_per_week=10", "root_causes.fix_weeks=1")
STIRRED = ("mass_communication.emails_per_month=8", "mass_communication.less_per_email=0")
# mechanism, scenario, overrides, measures that are higher with it, measures that are lower with it
DIRECTIONS = [
    ("root_causes", "trousers_root_cause", SOON, ["nps"], ["contacts_per_day", "cases_per_day", "asa_s", "abandoned_share"]),
    ("root_causes", "trousers_root_cause", LATER, ["causes_fixed_per_year"], []),
    ("root_causes", "log_causes", ("root_causes.fix_weeks=50",), ["aht_s"], []),
    ("incidents", "outage", OFTEN, ["asa_s", "abandoned_share", "incident_cases_per_year", "cases_per_day"],
     ["csat_share", "nps"]),
    ("mass_communication", "mass_email", STIRRED, ["contacts_per_day"], []),
    ("mass_communication", "mass_email", ("mass_communication.emails_per_month=4",), [], ["contacts_per_day"]),
]


@pytest.mark.parametrize(("mechanism", "scenario", "overrides", "higher", "lower"), DIRECTIONS,
                         ids=lambda value: str(value)[:20])
def test_direction(mechanism: str, scenario: str, overrides: tuple[str, ...], higher: list[str], lower: list[str]) -> None:
    """On versus off, all else equal."""
    on, off = runs(scenario, *overrides), runs(scenario, *overrides, f"mechanisms.{mechanism}=off")
    for kpi in higher:
        moves(kpi, on, off)
    for kpi in lower:
        moves(kpi, off, on)


def test_a_removed_cause_reduces_failure_demand() -> None:
    moves("failure_demand_share", runs("base", *SOON), runs("trousers_root_cause", *SOON))


def test_a_message_prevents_a_third_of_an_outages_cases() -> None:
    """30 % fewer contacts (K7), and less waiting; the remaining ones are of the same customers."""
    told, untold = runs("outage_proactive_message", *OFTEN), runs("outage", *OFTEN)
    kept = told["incident_cases_per_year"].sum() / untold["incident_cases_per_year"].sum()
    n = untold["incident_cases_per_year"].sum() * 42 / 365
    assert abs(kept - 0.7) < 4 * np.sqrt(0.21 / n)
    moves("asa_s", untold, told)


def test_poor_self_service_adds_calls_and_good_one_prevents_short_calls() -> None:
    """Handle time is longer with *good* self-service: the questions it answers were the short calls, and that outweighs the
    longer conversations after failed self-service."""
    poor, good = runs("help_poor"), runs("help_good")
    moves("contacts_per_day", poor, runs("base"))
    moves("contacts_per_day", runs("base"), good)
    moves("csat_share", good, poor)
    moves("aht_s", runs("help_good", *YEAR), runs("help_poor", *YEAR))
    in_vain = ("demand.failed_help_talk_factor=1.5", "demand.failed_help_usual_share=0")
    moves("aht_s", runs("base", *in_vain), runs("base", "demand.failed_help_talk_factor=1"))


NEUTRAL = [
    ("mechanisms.root_causes=off",
     ("root_causes.failure_share=0", "root_causes.log_share=0", "root_causes.investigation_h_per_week=0")),
    ("mechanisms.incidents=off", ("incidents.on_days=[]", "incidents.per_year=0")),
    ("mechanisms.mass_communication=off", ("mass_communication.emails_per_month=0",)),
    ("mechanisms.self_service=off", ("demand.self_service_try_prob=0",)),
]


@pytest.mark.parametrize(("off", "neutral"), NEUTRAL, ids=lambda value: value if isinstance(value, str) else "")
def test_off_equals_neutral_parameters(off: str, neutral: tuple[str, ...]) -> None:
    """The two runs have equal daily sums, bit for bit, in a centre with all of these mechanisms."""
    much = ("root_causes.log_share=0.5", "root_causes.noticed=[1]",
            "root_causes.investigation_h_per_week=200", "root_causes.fix_weeks=0", "incidents.on_days=[1]",
            "mass_communication.emails_per_month=10")
    with_it = [[*(word for word in much if word.split("=")[0] not in {other.split("=")[0] for other in overrides}), *overrides]
               for overrides in ((off,), neutral)]
    same_days(("base", with_it[0]), ("base", with_it[1]))


def test_needs_of_an_interval_vary_more_than_poissons_by_hand() -> None:
    """Half a need and a dispersion of 1.5 make the factor of shape 1: exponential, drawn by inversion. None stays none."""
    needs = arrivals.needs(base(), SEED)._replace(
        interval_dispersion=1.5, profile=np.array([0.25, 0.0, 0.75]), per_day=2.0, weekday_factors=np.ones(7))
    first, last = (-math.log(1.0 - uniform(SEED, INTERVAL, 4, interval)) for interval in (0, 2))
    plain = arrivals.cumulated_needs(needs._replace(interval_dispersion=1.0), 4, 0, 1.0)
    assert plain.tolist() == [0.0, 0.5, 0.5, 2.0]
    varied = arrivals.cumulated_needs(needs._replace(profile=np.array([0.25, 0.0, 0.25])), 4, 0, 1.0)
    assert varied.tolist() == pytest.approx([0.0, 0.5 * first, 0.5 * first, 0.5 * (first + last)], rel=1e-6)


def test_no_cause_is_investigated_in_base() -> None:
    """Base with and without root causes differs only in the number of failure-demand contacts."""
    on, off = (run_days(loaded.params, loaded.run, 0).days for loaded in (
        load(overrides=["run.horizon_days=10", "run.warm_up_days=0", *more]) for more in ([], ["mechanisms.root_causes=off"])))
    for name, column in on.items():
        assert (column.tobytes() == off[name].tobytes()) == (name != "n_failure_demand"), name


def test_causes_and_their_removal_use_independent_streams() -> None:
    """The cause of a case and whether its removal prevents the case are independent."""
    from sim.mechanisms.demand.root_causes import CAUSE, CAUSE_REMOVED

    one, other = uniforms(SEED, CAUSE, np.arange(10_000)), uniforms(SEED, CAUSE_REMOVED, np.arange(10_000))
    assert abs(np.corrcoef(one, other)[0, 1]) < 4 / np.sqrt(10_000)
