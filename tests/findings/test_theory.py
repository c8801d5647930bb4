"""Words about theory and simulation: only what the numbers carry."""

import math
from dataclasses import replace

import numpy as np
import pytest

import sim
from sim.findings.theory import COMPARED, Calculation, calculations, largest, left_out, stands, steps, words
from sim.findings.verdict import Compared, Verdict
from sim.i18n.translate import Translator
from sim.results.theory import MEASURES
from tests.answers import made

TR = Translator()
NAN = math.nan
FORMULA = {"patience": "erlang_a", "intervals": "erlang_a", "days": "erlang_a", "simulated": "simulation"}


def rows(**waits_s: float) -> list[Calculation]:
    """Calculations with these waits; the other measures are 0.8, 0.05 and 0.7."""
    return [Calculation(step, FORMULA.get(step, "erlang_c"), 8.0 if step != "first_calls" else 6.0, 11.0, 18,
                        2 if math.isnan(wait_s) else 0, dict(zip(MEASURES, (wait_s, 0.8, 0.05, 0.7), strict=True)))
            for step, wait_s in waits_s.items()]


def simulated(wait_s: float, half_s: float, abandoned: float = 0.05, half: float = 0.01) -> dict[str, Compared]:
    values = {"asa_s": (wait_s, half_s), "answered_in_20s_share": (0.8, half), "abandoned_share": (abandoned, half)}
    return {kpi: Compared("base", kpi, value, value, 0.0, 0.0, width, Verdict.SAME) for kpi, (value, width) in values.items()}


STEPS = {"first_calls": 2.0, "all_calls": 18.0, "erlang_c_intervals": NAN, "patience": 11.0, "intervals": 35.0, "days": 43.0}


def test_steps_go_from_value_to_value() -> None:
    """Erlang-C by interval stands beside and is no step."""
    assert steps(rows(**STEPS, simulated=34.0), "asa_s") == [
        ("all_calls", ("all_calls",), 16.0), ("patience", ("patience",), -7.0), ("intervals", ("intervals",), 24.0),
        ("days", ("days",), 8.0), ("simulated", ("simulated",), -9.0)]


def test_a_step_over_a_missing_value_adds_several_features() -> None:
    found = steps(rows(first_calls=2.0, all_calls=NAN, patience=11.0, intervals=11.0, days=11.0, simulated=11.0), "asa_s")
    assert found[0] == ("patience", ("all_calls", "patience"), 9.0)
    none_at_first = steps(rows(first_calls=NAN, all_calls=NAN, patience=11.0, intervals=35.0, days=43.0, simulated=34.0),
                          "asa_s")
    assert [step.to for step in none_at_first] == ["intervals", "days", "simulated"]


@pytest.mark.parametrize(("last_s", "half_s", "named"), [
    (34.0, 2.0, ["intervals"]),            # -9 s to the simulated value is less than 24 s
    (80.0, 2.0, ["simulated"]),                # +37 s
    (68.0, 2.0, ["simulated", "intervals"]),     # +25 s against 24 s, uncertain by 2 s
    (66.0, 2.0, ["intervals", "simulated"]),
    (90.0, 50.0, ["intervals"]),          # not shown to differ from theory
    (90.0, NAN, ["intervals"]),            # one replication
])
def test_the_largest_step(last_s: float, half_s: float, named: list[str]) -> None:
    found = largest(rows(**STEPS, simulated=last_s), simulated(last_s, half_s)["asa_s"])
    assert [step.to for step in found] == named


def test_the_largest_step_of_another_measure() -> None:
    """Abandoned: nothing by Erlang-C, 1 %, 3 %, 4 % by Erlang-A; 8 % simulated, within 1 %. A change below 0.05 % is none."""
    shares = {"first_calls": 0.0, "all_calls": 0.0, "patience": 0.01, "intervals": 0.03, "days": 0.04, "simulated": 0.08}
    table = [row._replace(values={**row.values, "abandoned_share": shares[row.step]})
             for row in rows(**dict.fromkeys(shares, 20.0))]
    found = words(table, simulated(20.0, 1.0, abandoned=0.08), sim.load("bare_queue").params, TR)
    assert found.verdicts[-1].replace("\u00a0", " ") == (
        "Largest step in abandoned calls: what the formulas leave out (+4.0 percentage points).")
    assert sum("Largest" in line for line in found.verdicts) == 1
    small = [row._replace(values={**row.values, "abandoned_share": shares[row.step] / 100}) for row in table[:-1]]
    assert largest(small, simulated(20.0, 1.0, abandoned=0.0004)["abandoned_share"]) == []
    assert len(largest(table[:-1], simulated(20.0, 1.0)["abandoned_share"])) == 1


def test_equal_steps_are_both_named_and_no_step_is_none() -> None:
    twice = largest(rows(first_calls=2.0, all_calls=12.0, patience=2.0, intervals=2.0, days=2.0), simulated(2.0, 1.0)["asa_s"])
    assert [step.to for step in twice] == ["all_calls", "patience"]
    at_2_4_s = simulated(2.4, 1.0)["asa_s"]
    assert largest(rows(first_calls=2.0, all_calls=2.4, patience=2.4, intervals=2.4, days=2.4), at_2_4_s) == []
    assert largest(rows(first_calls=NAN, all_calls=NAN, patience=2.4, days=NAN), at_2_4_s) == []


@pytest.mark.parametrize(("value", "half", "theory", "verdict"), [
    (30.0, 4.0, 34.0, "agrees"), (30.0, 4.0, 34.001, "differs"), (30.0, 4.0, 25.9, "differs"), (30.0, 30.0, 31.0, "too_wide"),
    (30.0, 30.0, 61.0, "differs"), (0.0, 0.0, 0.0, "agrees"), (30.0, NAN, 30.0, "unknown"), (NAN, NAN, 30.0, "unknown"),
    (30.0, 4.0, NAN, "unknown")])
def test_how_theory_stands_to_the_simulation(value: float, half: float, theory: float, verdict: str) -> None:
    assert stands(Compared("base", "asa_s", value, value, 0.0, 0.0, half, Verdict.SAME), theory) == verdict


def test_the_words_of_a_centre_that_agrees() -> None:
    """8 erlang on 11 agents, 6 of first calls; 43 s by theory against 40 s within 5 s; 16 s from redials, 24 s from intervals."""
    found = words(rows(**STEPS, simulated=40.0), simulated(40.0, 5.0), sim.load("bare_queue").params, TR)
    assert found.load.startswith("Offered load 8.0 erlang on 11.0 agents on the phone")
    assert found.load.endswith("alone are 6.0 erlang.")
    plain = [line.replace("\u00a0", " ") for line in found.verdicts]
    assert plain == [
        "Erlang A by interval and day agrees with the simulation within its 95% interval: average speed of answer (ASA) 43 s, "
        "simulated 40 s ± 5 s; answered within 20 s (service level) 80.0%, simulated 80.0% ± 1.0 percentage points; "
        "abandoned calls 5.0%, simulated 5.0% ± 1.0 percentage points.",
        "Largest step in average speed of answer (ASA): load and agents that change during the day (+24 s)."]
    assert found.limits == [
        "Erlang C by interval has no steady state: in 2 of 18 intervals at least as much work arrives as the agents can do.",
        "The formulas leave out: a queue that is carried from one interval into the next."]


def test_what_differs_and_what_is_too_uncertain_is_called_so() -> None:
    differs = words(rows(**STEPS, simulated=40.0), simulated(40.0, 45.0, abandoned=0.09), sim.load("bare_queue").params, TR)
    agree, apart, wide, *largest_steps = differs.verdicts
    assert ("service level" in agree, "abandoned" in agree, "ASA" in agree) == (True, False, False)
    assert "differs from the simulation by more than" in apart
    assert "abandoned calls 5.0%" in apart
    assert wide.startswith("The simulation is too uncertain for a comparison")
    assert "ASA" in wide
    assert [line.replace("\u00a0", " ") for line in largest_steps] == [
        "Largest step in average speed of answer (ASA): load and agents that change during the day (+24 s)."]


def test_one_replication_has_no_verdict() -> None:
    found = words(rows(**STEPS, simulated=40.0), simulated(40.0, NAN, half=NAN), sim.load("bare_queue").params, TR)
    assert found.verdicts[0] == "Whether theory and simulation agree is unknown: one replication has no interval."
    assert not any("agrees" in line or "differs" in line for line in found.verdicts)


def test_too_much_work_for_erlang_c_is_called_so() -> None:
    overloaded = rows(**STEPS | {"first_calls": NAN, "all_calls": NAN}, simulated=43.0)
    found = words(overloaded, simulated(43.0, 5.0), sim.load("bare_queue").params, TR)
    assert found.limits[0].startswith("Erlang C has no steady state for this load: without abandonment")
    assert "redials and repeats" not in " ".join(found.verdicts)


def test_the_words_are_translated() -> None:
    found = words(rows(**STEPS, simulated=40.0), simulated(40.0, 5.0), sim.load().params, Translator("da"))
    text = " ".join([found.load, *found.verdicts, *found.limits])
    assert "Den største ændring i gennemsnitlig svartid (ASA): belastning og bemanding" in text
    assert not {"the", "and", "of", "simulated"} & set(text.split())


@pytest.mark.parametrize(("name", "override", "text"), [
    ("bare_queue", "centre.n_lines=20", "a limited number of lines"),
    ("bare_queue", "contact_types.call.wrap_distribution=10", "handle times that are not exponential"),
    ("bare_queue", "contact_types.call.talk_distribution=gamma mean 300 s shape 2", "handle times that are not exponential"),
    ("bare_queue", "patience.distribution=exactly 100 s", "patience that is not exponential"),
    ("email_beside_phone", "run.seed=1", "emails and chats, which agents answer too"),
    ("callback", "run.seed=1", "delay announcements and callbacks"),
    ("base", "run.seed=1", "agents of different speed"),
    ("base", "run.seed=1", "breaks and absences that differ from day to day"),
    ("email_team", "run.seed=1", "separate groups of agents (the formulas assume one group, which usually waits less)"),
])
def test_what_the_formulas_leave_out(name: str, override: str, text: str) -> None:
    assert text in [str(one) for one in left_out(sim.load(name, [override]).params, 1)]


def test_nothing_is_left_out_of_the_bare_queue_and_base_has_no_emails() -> None:
    assert left_out(sim.load("bare_queue").params, 1) == []
    assert [str(one) for one in left_out(sim.load("bare_queue").params, 2)] == [
        "a queue that is carried from one interval into the next"]
    assert not [one for one in left_out(sim.load().params, 18) if "emails" in str(one) or "groups" in str(one)]


def test_calculations_are_the_rows_of_a_scenario() -> None:
    answer = made(["base", "aht_cap_180"])
    assert answer.theory is not None
    found = calculations(answer, "aht_cap_180")
    assert [one.step for one in found] == answer.theory["step"].unique().tolist()
    assert found[0].values == {"asa_s": 2.0, "answered_in_20s_share": 0.96, "abandoned_share": 0.0, "occupancy": 0.5}
    assert (found[0].load_erlang, found[0].n_agents, found[2].n_periods, found[2].n_overloaded) == (5.5, 11.1, 18, 2)
    assert np.isnan(found[2].values["asa_s"])
    assert calculations(answer, "stranger") == calculations(replace(answer, theory=None), "base") == []
    assert set(COMPARED) < set(MEASURES)
