"""The dominating parameters' ranges, and points among them."""

import numpy as np
import pytest

import sim
from sim.analysis.designs.parameter_ranges import at_point, changes, points, shipped, value_at, values
from sim.config.errors import ConfigError
from sim.config.experiment_file import Design, Range
from sim.kpis import KPIS


@pytest.fixture(scope="module")
def base():
    return sim.load()


def of(*names: str) -> dict[str, Range]:
    """Shipped ranges by name."""
    return {name: shipped()[name] for name in names}


def test_there_are_thirteen_each_with_a_source_and_base_lies_within(base):
    assert len(shipped()) == 13
    assert not set(shipped()) & set(KPIS), "a table has a column for each of both"
    for name, one in shipped().items():
        assert one.low < one.high, name
        changed = dict(changes(name, one, base.resolved, value_at(name, one, 0.5)))
        assert changed, f"{name}: changes nothing in base"
        assert one.source.split(",")[0].split()[0][0] in "ABCDEFGHIJK", name
        if one.by == "set":
            now = base.resolved
            for part in one.keys[0].split("."):
                now = now[part]
            assert one.low <= now <= one.high, f"{name}: base's {now} is not plausible"


def test_a_scenario_at_a_point_differs_in_just_these_values(base):
    there = at_point(base, of("steepness", "first_resolution"), [4.0, 0.1], "here")
    assert there.name == "base, here"
    assert there.params.conversation.steepness == 4
    for kind, was in base.params.contact_types.items():
        assert there.params.contact_types[kind].resolve_prob == pytest.approx(min(1.0, was.resolve_prob + 0.1))
    assert there.sources["conversation.steepness"] == "changed by here"
    back = at_point(base, of("steepness", "first_resolution"), [base.params.conversation.steepness, 0.0], "here")
    assert back.key == base.key


def test_a_probability_stays_one(base):
    there = at_point(base, of("first_resolution"), [0.9], "x")
    assert max(contact_type.resolve_prob for contact_type in there.params.contact_types.values()) == 1


def test_values_outside_the_parameters_range_are_rejected(base):
    with pytest.raises(ConfigError):
        at_point(base, of("retained_work_share"), [float("nan")], "x")


def test_a_grid_has_its_corners_and_a_hypercube_each_slice_once():
    grid = points(Design(method="grid", n=3), 2)
    assert grid.tolist() == [[a, b] for a in (0, 0.5, 1) for b in (0, 0.5, 1)]
    cube = points(Design(method="latin_hypercube", n=10), 13)
    assert cube.shape == (10, 13)
    assert (np.sort((cube * 10).astype(int), axis=0) == np.arange(10)[:, None]).all()


def test_a_sobol_sequence_is_balanced_and_grows_without_moving():
    """Of 8 points each half of each side has 4; the first 8 of 16 are the 8."""
    eight, sixteen = (points(Design(method="sobol", n=n), 13) for n in (8, 16))
    assert ((eight < 0.5).sum(axis=0) == 4).all()
    assert (sixteen[:8] == eight).all()
    assert (points(Design(method="sobol", n=8, seed=2), 13) != eight).any()


def test_values_follow_the_scale():
    assert values(of("busyness_alpha", "retained_work_share"),
                  np.array([[0.5, 0.25]]))[0] == pytest.approx([(10 * 400) ** 0.5, 0.25])
