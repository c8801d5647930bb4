"""Ranges of one's own: any number of a centre, whole numbers and the means of durations among them."""

import numpy as np
import pytest

import sim
from sim.analysis.designs.parameter_ranges import asked, at_point, changes, share_at, value_at, values
from sim.analysis.designs.range_checks import check_ranges, mechanism_of, range_errors
from sim.analysis.designs.robustness import rules_of
from sim.config.errors import ConfigError
from sim.config.experiment_file import Experiment, Range
from sim.config.provenance import leaves
from sim.config.scenario import Scenario, vary
from sim.findings.ranges import label_with_unit, range_value
from sim.i18n.translate import Translator
from sim.mechanisms import MECHANISMS
from sim.params.catalogue import declared, keys_of, pattern
from sim.random.distributions import parse_distribution

NUMERIC = ("number", "whole number", "distribution")
TALK = "contact_types.billing.talk_distribution"


@pytest.fixture(scope="module")
def base() -> Scenario:
    return sim.load()


def lines(ranges: dict[str, Range], *scenarios: Scenario) -> list[str]:
    with pytest.raises(ConfigError) as found:
        check_ranges(ranges, scenarios)
    return list(found.value.lines)


# --- values ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("scale", ["linear", "log"])
def test_whole_numbers_have_values_of_their_own_and_places_that_read_back(scale):
    """Of 2 to 5 each whole number has a part of the range; in a linear range a quarter each."""
    one = Range(low=1.2, high=5.9, scale=scale)
    name = "leadership.n_managers"
    there = [value_at(name, one, float(u)) for u in (np.arange(4000) + 0.5) / 4000]
    found, counts = np.unique(there, return_counts=True)
    assert found.tolist() == [2, 3, 4, 5]
    if scale == "linear":
        assert counts.tolist() == [1000] * 4
    else:
        edges = np.log([1.5, 2.5, 3.5, 4.5, 5.5])
        assert counts / 4000 == pytest.approx(np.diff(edges) / (edges[-1] - edges[0]), abs=1e-3)
    assert [value_at(name, one, share_at(name, one, x)) for x in found] == found.tolist()


def test_a_whole_number_reaches_the_scenario_whole(base):
    ranges = {"leadership.n_managers": Range(low=1.0, high=4.0), "customers.n": Range(low=0.5, high=1.5, by="times")}
    there = at_point(base, ranges, values(ranges, np.array([[1.0, 0.50001]]))[0], "x")
    assert there.params.leadership.n_managers == 4
    assert isinstance(there.resolved["customers"]["n"], int)
    assert there.params.customers.n == round(base.params.customers.n * 1.00001)


@pytest.mark.parametrize(("one", "value", "mean_s"), [
    (Range(low=100.0, high=600.0), 123.0, 123.0), (Range(low=0.5, high=2.0, by="times"), 0.5, 150.0),
    (Range(low=-10.0, high=60.0, by="plus"), 60.0, 360.0)])
def test_a_distribution_gets_a_mean_and_keeps_its_shape(one, value, mean_s):
    """Both parts of a mixture by the same factor: weights and sigma stay."""
    now = "20 % exactly 60 s + 80 % lognormal mean 360 s sigma 0.5"
    (changed,) = changes(TALK, one, {"contact_types": {"billing": {"talk_distribution": now}}}, value)
    assert changed[0] == TALK
    before, after = parse_distribution(now), parse_distribution(changed[1])
    assert before.mean_s == 300
    assert after.mean_s == pytest.approx(mean_s, rel=1e-12)
    for (code, p1, p2, *_, weight), (new_code, new_p1, new_p2, *_, new_weight) in zip(before.rows, after.rows, strict=True):
        assert (new_code, new_p2, new_weight) == (code, p2, weight)
        assert new_p1 == pytest.approx(p1 * mean_s / 300, rel=1e-12)


def test_a_distribution_of_a_scenario_gets_the_mean_of_its_point(base):
    ranges = {TALK: Range(low=100.0, high=600.0)}
    there = at_point(base, ranges, values(ranges, np.array([[0.5]]))[0], "x")
    assert there.params.contact_types["billing"].talk_distribution.mean_s == pytest.approx(350.0, rel=1e-12)


def test_a_rule_about_whole_numbers_names_one_that_the_rule_has():
    """A finding that holds with 1 and 2 managers and reverses with 3 and 4: up to 2, not up to 3."""
    import pandas as pd

    managers = np.tile([1, 2, 3, 4], 10)
    points = pd.DataFrame({"leadership.n_managers": managers, "verdict": np.where(managers <= 2, "holds", "turns")})
    rules, accuracy = rules_of(points, {"leadership.n_managers": Range(low=1.0, high=4.0)})
    assert accuracy == 1.0
    assert sorted(rules["when"]) == ["leadership.n_managers above 2", "leadership.n_managers up to 2"]


def test_points_that_are_impossible_are_named_with_their_values(base):
    one = {"contact_types.billing.share": Range(low=0.1, high=0.9)}
    with pytest.raises(ConfigError, match=r"^point 0007 \(contact_types.billing.share = 0.9\): contact_types: the shares "):
        at_point(base, one, [0.9], "point 0007")


def test_own_ranges_are_all_that_are_varied_and_shipped_ones_can_be_named():
    given = {"name": "x", "question": "?", "scenarios": ("base",), "replications": 1, "decide_on": ("nps",)}
    own = {"conversation.restart_s": [10, 90], "conversation.steepness": [1, 2]}
    assert len(asked(Experiment.model_validate(given), ())) == 13
    mine = Experiment.model_validate(given | {"ranges": own})
    assert list(asked(mine, ())) == list(own)
    assert list(asked(mine, ("steepness", "conversation.restart_s"))) == ["steepness", "conversation.restart_s"]
    assert asked(mine, ("steepness",))["steepness"].high == 8, "the shipped one"


# --- errors ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("name", "row", "line"), [
    ("conversation.aht_cap", [1, 2], "conversation.aht_cap: unknown key. Did you mean `aht_cap_s`?"),
    ("conversation", [1, 2], "conversation: is a section, not a parameter; write a key in it, such as conversation.slack_share."),
    ("contact_types.billing", [1, 2],
     "contact_types.billing: is a section, not a parameter; write a key in it, such as contact_types.billing.share."),
    ("run.seed", [1, 2], "run.seed: is a setting of the run; a range is of a parameter of the centre."),
    ("mechanisms.wow", [0, 1], "mechanisms.wow: is true or false; only a number or a distribution of durations has a range."),
    ("roster.lunch", [0, 1], "roster.lunch: is a choice; only a number or a distribution of durations has a range."),
    ("roster.shift_starts_h", [8, 9],
     "roster.shift_starts_h: is a list; only a number or a distribution of durations has a range."),
    ("conversation.restart_s", [60, 60], "conversation.restart_s: low 60 must be below high 60."),
    ("conversation.restart_s", [60, 30], "conversation.restart_s: low 60 must be below high 30."),
    ("conversation.restart_s", [60, 900], "conversation.restart_s, from 60 to 900: must lie in [0, 600] s."),
    ("conversation.aht_cap_s", [0, 900], "conversation.aht_cap_s, from 0 to 900: must lie in [1, 36000] s."),
    ("repeats.return_prob", [0.5, 1.5], "repeats.return_prob, from 0.5 to 1.5: must lie in [0, 1]."),
    ("conversation.restart_s", {"low": 0, "high": 9, "scale": "log"},
     "conversation.restart_s: low = 0: a log scale has no value at or below 0."),
    ("conversation.restart_s", {"low": -1, "high": 9, "by": "times"},
     "conversation.restart_s: low = -1: a factor is zero or more."),
    ("leadership.n_managers", [1.2, 1.8], "leadership.n_managers, from 1.2 to 1.8: contains fewer than two whole numbers."),
    ("leadership.n_managers", [0.5, 1.5], "leadership.n_managers, from 0.5 to 1.5: contains fewer than two whole numbers."),
    (TALK, [0, 100], f"{TALK}, from 0 to 100: a mean duration must be above 0 s."),
    ("nps", {"low": 0, "high": 1, "keys": ["wow.share"]}, "nps: is taken, or has a space; give the range another name."),
    ("my range", {"low": 0, "high": 1, "keys": ["wow.share"]},
     "my range: is taken, or has a space; give the range another name."),
])
def test_a_bad_range_gets_its_line(name, row, line):
    found = [str(one) for one in range_errors(name, Range.model_validate(row), ["nps"])]
    assert found == [line]


def test_every_number_and_distribution_may_have_a_range():
    """Over the whole of what is declared for it, with `any` as the name of a contact type, group or play."""
    n = 0
    for name, row in declared().items():
        if not row.many and not name.startswith("run.") and row.what in NUMERIC:
            low = 1.0 if row.low is None or row.what == "distribution" else row.low
            high = 1e4 if row.high is None else row.high
            assert list(range_errors(name.replace("*", "any"), Range(low=low, high=high))) == [], name
            n += 1
    assert n > 250


@pytest.mark.parametrize(("ranges", "overrides", "line"), [
    ({"wow.cost": Range(low=1.0, high=2.0)}, ["mechanisms.wow=false"],
     "wow.cost: would do nothing: mechanisms.wow is off. Switch it on, or leave the range out."),
    ({"contact_types.*.decision_prob": Range(low=0.1, high=0.2)}, ["mechanisms.rules=false"],
     "contact_types.*.decision_prob: would do nothing: mechanisms.rules is off. Switch it on, or leave the range out."),
    ({"contact_types.biling.share": Range(low=0.1, high=0.2)}, [],
     "contact_types.biling.share: there is no biling in scenario base. Did you mean `billing`?"),
    ({"plays.*.cost": Range(low=0.1, high=0.2)}, [], "plays.*.cost: there is none in scenario base."),
    ({"conversation.aht_cap_s": Range(low=0.5, high=2.0, by="times")}, [],
     "conversation.aht_cap_s: is null in scenario base; only a range with `by: set` can change it."),
    ({TALK: Range(low=100.0, high=200.0)}, [f"{TALK}=exactly 0 s"],
     f"{TALK} = 'exactly 0 s' in scenario base: its mean cannot be changed by a factor on its times."),
    ({"patience.distribution": Range(low=100.0, high=200.0)}, ["patience.distribution=never"],
     "patience.distribution = 'never' in scenario base: its mean cannot be changed by a factor on its times."),
    ({"both": Range(keys=("conversation.steepness", "wow.share"), low=0.1, high=0.2), "wow.share": Range(low=0.1, high=0.2)}, [],
     "wow.share: is in two ranges, both and wow.share; leave one out."),
])
def test_a_range_that_does_not_fit_its_scenario_gets_its_line(ranges, overrides, line):
    assert lines(ranges, sim.load(overrides=overrides)) == [line]


def test_a_mechanism_that_is_on_in_one_of_the_scenarios_is_enough(base):
    off = sim.load(overrides=["mechanisms.wow=false"])
    check_ranges({"wow.cost": Range(low=1.0, high=2.0)}, [off, base])
    assert len(lines({"wow.cost": Range(low=1.0, high=2.0)}, off, off)) == 1


RICH = {"wow.share": 0.1, "questions.open_share": 0.5, "questions.what_else_share": 0.5, "channels.email_share": 0.2,
        "channels.chat_share": 0.2, "mass_communication.emails_per_month": 4.0, "announcements.announce_from_s": 10.0,
        "announcements.callback_from_s": 30.0, "conversation.aht_cap_s": 200.0, "incidents.per_year": 52.0,
        "incidents.affected_share": 0.2, "root_causes.log_share": 0.5, "authority.authority_share": 0.3,
        "authority.escalate_prob": 0.3, "authority.refuse_prob": 0.2, "loyalty.offer_day": 5, "leadership.n_coaches": 1.0}


VALID = {"roster.lunch_from_h": 10.5, "roster.lunch_until_h": 14.5}      # others would leave no time for lunch


def another(key: str, now: object) -> object:
    """Another value that the parameter may have."""
    row = declared()[pattern(key.split(".")) or ""]
    if row.what == "distribution":
        return dict(changes(key, Range(low=0.1, high=9.0, by="times"), {"x": 0} | _nested(key, now), 1.5))[key]
    now = 100.0 if now is None else now
    for value in (now * 1.5 + 0.1, now * 0.5, now - 0.1, now + 1, now - 1):
        new = round(value) if row.what == "whole number" else value
        if new != now and (row.low is None or new >= row.low) and (row.high is None or new <= row.high):
            return new
    raise AssertionError(key)


def _nested(key: str, value: object) -> dict[str, object]:
    first, _, rest = key.partition(".")
    return {first: _nested(rest, value) if rest else value}


def sums(scenario: Scenario) -> np.ndarray:
    return sim.simulate(scenario, 0, "kpis").days.to_numpy(dtype=float)


@pytest.mark.parametrize("mechanism", MECHANISMS, ids=lambda one: one.name)
def test_without_its_mechanism_a_parameter_does_nothing(mechanism):
    """Of the parameters that a mechanism declares, with the mechanism off: no sum of any of 14 days depends on those that are
    refused, and some sum depends on each of the others."""
    small = ["run.horizon_days=13", "run.warm_up_days=1", "customers.n=3000", "demand.needs_per_day=100"]
    off = vary(sim.load("plays_together", small), RICH | {f"mechanisms.{mechanism.name}": False}, "x")
    before, acts = sums(off), set()
    its = {key: now for key, now in leaves(off.resolved) if not isinstance(now, bool | list)
           and pattern(key.split(".")) in keys_of(mechanism) and declared()[pattern(key.split("."))].what in NUMERIC}
    for key, now in its.items():
        if not np.array_equal(sums(vary(off, {key: VALID.get(key) or another(key, now)}, "x")), before, equal_nan=True):
            acts.add(pattern(key.split(".")))
    assert acts == {pattern(key.split(".")) for key in its if mechanism_of(key) is None}


# --- words ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("name", "one", "label", "value"), [
    ("conversation.aht_cap_s", Range(low=60.0, high=600.0), "cap on talk time [s]", "120 s"),
    ("costs.leaver_cost", Range(low=1.0, high=2e5), "", "120 DKK"),
    (TALK, Range(low=60.0, high=600.0),
     "talk time that the whole case needs with a fully trained agent (mean) (billing) [s]", "120 s"),
    ("leadership.n_managers", Range(low=1.0, high=200.0), "contact-centre managers", "120"),
    ("wow.share", Range(low=0.1, high=9.0, by="times"),
     "share of conversations with a small extra, factor on the present value", "120"),
    ("mine", Range(low=0.1, high=9.0, by="times", keys=("wow.share",), statement="small extras"),
     "small extras, factor on the present value", "120"),
])
def test_any_range_has_a_label_and_values_with_a_unit(name, one, label, value):
    tr = Translator()
    assert not label or label_with_unit(name, one, tr) == label
    assert range_value(name, one, 120.0, tr).replace("\u00a0", " ") == value
    assert range_value(name, one, 120.0, Translator("da"))
