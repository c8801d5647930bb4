"""Each method, on measures with known true values."""

import math

import numpy as np
import pytest

import sim
from sim.analysis.designs.parameter_ranges import share_at, shipped, value_at
from sim.config.errors import ConfigError
from sim.config.experiment_file import Experiment
from sim.experiment.methods import design, ranking, robustness, search, sensitivity
from tests.experiment.laboratory import MadeUp, noise

THREE = ("steepness", "retained_work_share", "return_prob")


def asked(**section) -> Experiment:
    given = {"name": "x", "question": "?", "scenarios": ("base",), "replications": 1, "decide_on": ("nps",), **section}
    return Experiment.model_validate(given)


def place(scenario) -> tuple[float, float, float]:
    """A scenario's coordinates in the cube of the three ranges."""
    c = scenario.params.conversation
    return tuple(share_at(name, shipped()[name], value) for name, value in zip(
        THREE, (c.steepness, c.retained_work_share, scenario.params.repeats.return_prob), strict=True))


def linear(scenario, nth) -> dict[str, float]:
    u, v, w = place(scenario)
    return {"nps": 8.0 * u - 3.0 * v + 0.0 * w + 100.0}


def test_morris_finds_the_slopes_of_a_plane():
    """Of a plane the size of every effect is its slope, exactly, and sigma is 0."""
    found = sensitivity.answer(asked(sensitivity={"method": "morris", "n": 4, "parameters": THREE}), MadeUp(linear))
    rows = found.tables["indices"].set_index("parameter")
    assert rows["mu_star"].tolist() == pytest.approx([8.0, 3.0, 0.0], abs=1e-9)
    assert rows["mu"].tolist() == pytest.approx([8.0, -3.0, 0.0], abs=1e-9)
    assert rows["sigma"].tolist() == pytest.approx([0.0] * 3, abs=1e-9)
    assert found.facts["n_points"] == 4 * (3 + 1)


def test_sobols_indices_share_the_variance_of_a_plane_and_of_a_product():
    """Plane: 64 to 9. A product of centred halves has no first-order effect and all of it in the interaction."""
    def both(scenario, nth):
        u, v, _ = place(scenario)
        return linear(scenario, nth) | {"asa_s": (u - 0.5) * (v - 0.5)}

    one = {"method": "sobol", "n": 64, "parameters": THREE}
    found = sensitivity.answer(asked(sensitivity=one, decide_on=("nps", "asa_s")), MadeUp(both)).tables["indices"]
    plane, product = (found[found["kpi"] == kpi].set_index("parameter") for kpi in ("nps", "asa_s"))
    assert plane["first"].tolist() == pytest.approx([64 / 73, 9 / 73, 0.0], abs=0.06)
    assert plane["total"].tolist() == pytest.approx([64 / 73, 9 / 73, 0.0], abs=0.06)
    assert product["first"].abs().max() < 0.15
    assert product["total"].tolist() == pytest.approx([1.0, 1.0, 0.0], abs=0.25)
    assert (found["total_conf"] >= 0).all()


def test_a_point_that_did_not_end_leaves_no_indices():
    def broken(scenario, nth):
        return {} if "point 0003" in scenario.name else linear(scenario, nth)

    with pytest.raises(ConfigError, match="1 of 16 points did not finish, the first of them base, point 0003"):
        sensitivity.answer(asked(sensitivity={"method": "morris", "n": 4, "parameters": THREE}), MadeUp(broken))


def test_a_metamodel_reports_how_well_it_predicts():
    """A smooth bowl is predicted almost perfectly; pure noise not at all, as the reported quality shows."""
    def bowl(scenario, nth):
        u, v, _ = place(scenario)
        return {"nps": 10.0 * (u - 0.3) ** 2 + 4.0 * v + 0.01 * noise(nth), "asa_s": noise(int(1e6 * u), int(1e6 * v))}

    how = {"method": "sobol", "n": 64, "parameters": THREE}
    found = design.answer(asked(design=how, replications=2, decide_on=("nps", "asa_s")), MadeUp(bowl))
    quality = found.tables["metamodel"].set_index("kpi")
    assert quality.loc["nps", "explained"] > 0.99
    assert quality.loc["asa_s", "explained"] < 0.3
    assert quality.loc["nps", "noise"] == pytest.approx(0.01 * abs(noise(0) - noise(1)) / 2, rel=1e-6)
    effect = found.tables["effects"].set_index(["kpi", "parameter"]).loc[("nps", "retained_work_share"), "mean"].to_numpy()
    assert effect[-1] - effect[0] == pytest.approx(4.0, rel=0.05)
    assert len(found.tables["points"]) == 64 * 2


def test_a_finding_holds_in_its_share_of_the_cube_and_turns_where_it_turns():
    """The cap is cheaper below a third of the way up steepness, by definition: the share is near two thirds, the tree splits
    steepness there, and the map changes its sign there."""
    def turning(scenario, nth):
        u, _, _ = place(scenario)
        capped = scenario.params.conversation.aht_cap_s is not None
        return {"nps": 50.0 + noise(nth), "cost": 5.0 * noise(nth) + (6.0 * (u - 1 / 3) + 0.1 * noise(nth, 1)) * capped}

    how = {"design": {"method": "latin_hypercube", "n": 60, "parameters": THREE}, "map": ["steepness", "retained_work_share"],
           "findings": [{"statement": "more_costly", "scenario": "aht_cap_180", "than": "base", "kpi": "cost", "is": "higher"},
                        {"statement": "same", "scenario": "aht_cap_180", "than": "base", "kpi": "nps", "is": "lower"}]}
    found = robustness.answer(asked(scenarios=("base", "aht_cap_180"), replications=4, robustness=how), MadeUp(turning))
    rows = found.tables["findings"].set_index("statement")
    assert rows.loc["more_costly", "holds_share"] == pytest.approx(2 / 3, abs=0.06)
    assert rows.loc["more_costly", "turns_share"] == pytest.approx(1 / 3, abs=0.06)
    assert rows.loc["more_costly", "low"] < 2 / 3 < rows.loc["more_costly", "high"]
    assert rows.loc["same", "undecided_share"] == 1.0, "no difference is neither the one nor the other"
    turn = value_at("steepness", shipped()["steepness"], 1 / 3)
    first = found.tables["rules"].iloc[0]
    assert first["holds_share"] == 0
    assert first["when"].startswith("steepness up to")
    assert float(first["when"].split()[3]) == pytest.approx(turn, rel=0.15)
    side = found.tables["map"].query("difference > 0")["x"].min()
    assert side == pytest.approx(turn, rel=0.15)


def test_kn_finds_the_best_although_variances_differ():
    """Scenario 2 is best by two; the first has much more noise than the others. Right in each of six tries."""
    names = ("base", "aht_cap_300", "aht_cap_240", "aht_cap_180")
    means, spread = dict(zip(names, (0.0, 1.0, 3.0, 1.0), strict=True)), dict(zip(names, (3.0, 0.3, 0.5, 0.3), strict=True))
    for random_part in range(6):
        def truth(scenario, nth, random_part=random_part):
            return {"nps": means[scenario.name] + spread[scenario.name] * noise(nth, random_part, names.index(scenario.name))}

        found = ranking.answer(asked(scenarios=names, ranking={
            "kpi": "nps", "wrong_selection_prob": 0.05, "indifference_zone": 1.0, "first": 10, "at_most": 500}), MadeUp(truth))
        table = found.tables["ranking"]
        assert table.loc[table["kept"], "scenario"].tolist() == ["aht_cap_240"]
        assert table["n"].min() < table["n"].max(), "who is clearly worse is dropped early"


def test_scenarios_that_cannot_be_separated_are_kept():
    def truth(scenario, nth):
        return {"nps": noise(nth, len(scenario.name))}

    found = ranking.answer(asked(scenarios=("base", "aht_cap_240"), ranking={
        "kpi": "nps", "wrong_selection_prob": 0.05, "indifference_zone": 1e-6, "first": 5, "at_most": 12}), MadeUp(truth))
    assert found.tables["ranking"]["kept"].all()
    assert found.tables["ranking"]["n"].max() == 12


GROWTH = ["growth_40_budget_3", "growth_40_help", "growth_40_train", "growth_40_cap", "growth_40_hire"]
SEARCH = {"start": "growth_40_budget_3", "levers": ["growth_40_help", "growth_40_train"],
          "switches": {"growth_40_cap": "growth_40_hire"},
          "trials": 64, "confirm_replications": 4, "against": ["growth_40_help", "growth_40_train"]}


def test_a_search_finds_the_best_mix_and_confirms_it_on_new_random_numbers():
    """Loyalty is best at a third help and two thirds training without the cap, by definition; better than with either alone."""
    def truth(scenario, nth):
        p = scenario.params
        a = (p.demand.self_service_solve_prob - 0.13) / 0.12
        b = (p.workforce.training_h_per_week - 0.75) / 0.75
        capped = p.conversation.aht_cap_s is not None
        return {"nps": math.sqrt(max(a, 0)) + math.sqrt(2 * max(b, 0)) - capped + noise(nth, p.budget.growth_factor > 99),
                "cost": 100.0 * (a + b)}

    lab = MadeUp(truth)
    found = search.answer(asked(scenarios=GROWTH, search=SEARCH, replications=2, decide_on=("nps", "cost")), lab)
    trials = found.tables["trials"]
    assert len(trials) == found.facts["n_trials"] >= 60
    winner = trials.loc[trials["trial"] == found.facts["winner"]].iloc[0]
    assert winner["nps"] == trials["nps"].max()
    assert winner["nps"] > 0.95 * math.sqrt(3), "what the best mix gives"
    assert not winner["growth_40_cap"]
    assert (winner["growth_40_help"], winner["growth_40_train"]) == pytest.approx((1 / 3, 2 / 3), abs=0.25)
    front = trials[trials["on_front"]].sort_values("cost")
    assert front["nps"].is_monotonic_increasing, "dearer is better, else it would not be on the front"
    joint = found.tables["joint"]
    assert set(joint["scenario"]) == set(GROWTH[:3])
    assert (joint.query("kpi == 'nps'")["difference"] < 0).all(), "the naive less the winner"
    assert joint["n_comparisons"].eq(6).all()
    fresh = [name for name in lab.asked if not name.startswith("portfolio")][-4:]
    assert fresh == [*GROWTH[:3], "winner"]


def test_the_same_seed_searches_the_same_way():
    def truth(scenario, nth):
        return {"nps": scenario.params.workforce.training_h_per_week, "cost": 0.0}

    tables = [search.answer(asked(scenarios=GROWTH, search=SEARCH | {"trials": 20}, decide_on=("nps", "cost")),
                            MadeUp(truth)).tables for _ in range(2)]
    assert tables[0]["trials"].equals(tables[1]["trials"])
    assert np.isfinite(tables[0]["trials"]["nps"]).all()


def test_a_share_too_small_for_a_part_timer_is_left_out():
    """A twentieth of the budget would buy a part-timer of minutes a day: the rest of the portfolio is run without it."""
    question = asked(scenarios=GROWTH, search=SEARCH | {"levers": ["growth_40_hire", "growth_40_train"]})
    by_name = {name: sim.load(name) for name in GROWTH}
    for hire, completed in ((0.06, 0.0), (0.9, 0.9)):
        plan = {"growth_40_hire": hire, "growth_40_train": 0.1, "growth_40_cap": False}
        search._possible(question.search, {}, by_name, plan, "x")
        assert plan == {"growth_40_hire": completed, "growth_40_train": 0.1, "growth_40_cap": False}
