"""Arguments of the Python API that make no sense: the verdict of each is written down beforehand."""

import itertools
import pickle
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import sim
from sim.config.scenario import vary

BASE = sim.load("bare_queue", ["run.horizon_days=1", "run.warm_up_days=0", "run.replications=1", "demand.needs_per_day=50"])
NAME = "expected a scenario's name or the path of a YAML file."
TEXTS = "expected a list of texts, as ['run.seed=3']."
SCENARIO = "expected a scenario, as sim.load('base') gives it."
SCENARIOS = "expected a list of scenarios, as [sim.load('base'), sim.load('aht_cap_180')]."
JOBS = "expected a whole number from 1 to 1000."
REPLICATION = "expected a whole number from 0 to 999999."
round_and_round: list[Any] = []
round_and_round.append(round_and_round)


class Unprintable:
    def __repr__(self) -> str:
        raise RuntimeError("no text")


# What is called, and the beginning and the end of its one line.
REFUSED: dict[str, tuple[Callable[[], Any], str, str]] = {
    "load None": (lambda: sim.load(None), "name = None: ", NAME),
    "load a number": (lambda: sim.load(3), "name = 3: ", NAME),
    "load a list": (lambda: sim.load(["base"]), "name = ['base']: ", NAME),
    "load bytes": (lambda: sim.load(b"base"), "name = b'base': ", NAME),
    "load a scenario": (lambda: sim.load(BASE), "name = <Scenario ", NAME),
    "load a list within itself": (lambda: sim.load(round_and_round), "name = [[", NAME),
    "load what has no text": (lambda: sim.load(Unprintable()), "name = <Unprintable instance", NAME),
    "load an array": (lambda: sim.load(np.arange(10_000)), "name = array(", NAME),
    "load an empty name": (lambda: sim.load(""), "scenario=: there is no such scenario.", ""),
    "load a half character": (lambda: sim.load("\ud800.yaml"), "", "there is no such file."),
    "load an unknown name": (lambda: sim.load("bsae"), "scenario=bsae: ", "Did you mean `base`?"),
    "load a folder": (lambda: sim.load(Path("/")), "/: is a folder.", ""),
    "overrides a text": (lambda: sim.load("base", "run.seed=3"), "overrides = 'run.seed=3': ", TEXTS),
    "overrides None": (lambda: sim.load("base", None), "overrides = None: ", TEXTS),
    "overrides a mapping": (lambda: sim.load("base", {"run.seed": 3}), "overrides = {'run.seed': 3}: ", TEXTS),
    "overrides a generator": (lambda: sim.load("base", (text for text in ["run.seed=3"])), "overrides = <generator", TEXTS),
    "overrides without an end": (lambda: sim.load("base", itertools.repeat("run.seed=3")), "overrides = repeat(", TEXTS),
    "overrides of numbers": (lambda: sim.load("base", [3]), "overrides = [3]: ", TEXTS),
    "overrides of None": (lambda: sim.load("base", ["run.seed=3", None]), "overrides = ['run.seed=3', None]: ", TEXTS),
    "overrides of bytes": (lambda: sim.load("base", [b"run.seed=3"]), "overrides = [b'run.seed=3']: ", TEXTS),
    "an override without a value": (lambda: sim.load("base", ["run.seed"]), "run.seed: ", "write key=value."),
    "20 000 overrides": (lambda: sim.load("base", ["run.seed=3"] * 20_000), "20000 overrides; ", "write a file instead."),
    "negative replications": (lambda: sim.load("base", ["run.replications=-1"]), "run.replications = -1: ", "[1, 1000000]."),
    "replications with a fraction": (lambda: BASE.with_replications(1.5), "replications = 1.5: ", "from 1 to 1000000."),
    "with negative replications": (lambda: BASE.with_replications(-1), "replications = -1: ", "from 1 to 1000000."),
    "with no replications": (lambda: BASE.with_replications(0), "replications = 0: ", "from 1 to 1000000."),
    "with true replications": (lambda: BASE.with_replications(True), "replications = True: ", "from 1 to 1000000."),
    "with endless replications": (lambda: BASE.with_replications(float("inf")), "replications = inf: ", "from 1 to 1000000."),
    "folder a number": (lambda: sim.load("base", config_dir=3), "config_dir = 3: ", "expected a folder."),
    "folder a list": (lambda: sim.load("base", config_dir=["."]), "config_dir = ['.']: ", "expected a folder."),
    "folder that is not there": (lambda: sim.load("base", config_dir="/no/such"), "--config-dir /no/such: ",
                                 "there is no such folder."),
    "folder that is a file": (lambda: sim.load("base", config_dir="/dev/null"), "--config-dir /dev/null: ", "is not a folder."),
    "sweep a text": (lambda: sim.sweep("run.seed=1,2"), "overrides = 'run.seed=1,2': ", TEXTS),
    "sweep None": (lambda: sim.sweep(None), "overrides = None: ", TEXTS),
    "sweep tied by a text": (lambda: sim.sweep([], tied="a,b"), "tied = 'a,b': ", TEXTS),
    "sweep in no folder": (lambda: sim.sweep([], config_dir=3.0), "config_dir = 3.0: ", "expected a folder."),
    "sweep of a run's setting": (lambda: sim.sweep(["run.seed=1,2"]), "run.seed: is a setting of ", "run.replications=10."),
    "simulate a name": (lambda: sim.simulate("base"), "scenario = 'base': ", SCENARIO),
    "simulate None": (lambda: sim.simulate(None), "scenario = None: ", SCENARIO),
    "simulate a list": (lambda: sim.simulate([BASE]), "scenario = [<Scenario ", SCENARIO),
    "simulate parameters": (lambda: sim.simulate(BASE.params), "scenario = Params(name=", SCENARIO),
    "simulate the class": (lambda: sim.simulate(sim.Scenario), "scenario = <class", SCENARIO),
    "replication -1": (lambda: sim.simulate(BASE, -1), "replication = -1: ", REPLICATION),
    "replication 1.0": (lambda: sim.simulate(BASE, 1.0), "replication = 1.0: ", REPLICATION),
    "replication nan": (lambda: sim.simulate(BASE, float("nan")), "replication = nan: ", REPLICATION),
    "replication a text": (lambda: sim.simulate(BASE, "0"), "replication = '0': ", REPLICATION),
    "replication true": (lambda: sim.simulate(BASE, True), "replication = True: ", REPLICATION),
    "replication None": (lambda: sim.simulate(BASE, None), "replication = None: ", REPLICATION),
    "replication of 5 000 digits": (lambda: sim.simulate(BASE, 10**4000), "replication = ", REPLICATION),
    "record all": (lambda: sim.simulate(BASE, 0, record="all"), "record = 'all': ", "expected one of full, kpis."),
    "record None": (lambda: sim.simulate(BASE, 0, record=None), "record = None: ", "expected one of full, kpis."),
    "record a list": (lambda: sim.simulate(BASE, 0, record=["full"]), "record = ['full']: ", "expected one of full, kpis."),
    "contacts of sums": (lambda: sim.simulate(BASE, 0, "kpis").contacts, "contacts: ", "run.record=full keeps them."),
    "compare names": (lambda: sim.compare(["base"]), "scenarios[0] = 'base': ", SCENARIO),
    "compare a name": (lambda: sim.compare("base"), "scenarios = 'base': ", SCENARIOS),
    "compare a scenario": (lambda: sim.compare(BASE), "scenarios = <Scenario ", SCENARIOS),
    "compare None": (lambda: sim.compare(None), "scenarios = None: ", SCENARIOS),
    "compare a generator": (lambda: sim.compare(one for one in [BASE]), "scenarios = <generator", SCENARIOS),
    "compare without an end": (lambda: sim.compare(itertools.repeat(BASE)), "scenarios = repeat(", SCENARIOS),
    "compare a mapping": (lambda: sim.compare({"a": BASE}), "scenarios = {'a': <Scenario", SCENARIOS),
    "compare an array": (lambda: sim.compare(np.zeros(2)), "scenarios = array(", SCENARIOS),
    "compare half a list": (lambda: sim.compare([BASE, None]), "scenarios[1] = None: ", SCENARIO),
    "compare nothing": (lambda: sim.compare([]), "there is no scenario to run.", ""),
    "compare twice the same": (lambda: sim.compare([BASE, BASE]),
                               "scenario bare_queue, demand.needs_per_day=50: is listed twice", ""),
    "compare other seeds": (lambda: sim.compare([BASE, vary(BASE, {"run.seed": 2}, "x", "y")]), "run.seed is 1 in ", ""),
    "jobs nan": (lambda: sim.compare([BASE], jobs=float("nan")), "jobs = nan: ", JOBS),
    "jobs 0": (lambda: sim.compare([BASE], jobs=0), "jobs = 0: ", JOBS),
    "jobs -1": (lambda: sim.compare([BASE], jobs=-1), "jobs = -1: ", JOBS),
    "jobs 1.5": (lambda: sim.compare([BASE], jobs=1.5), "jobs = 1.5: ", JOBS),
    "jobs true": (lambda: sim.compare([BASE], jobs=True), "jobs = True: ", JOBS),
    "jobs a text": (lambda: sim.compare([BASE], jobs="all"), "jobs = 'all': ", JOBS),
    "jobs without an end": (lambda: sim.compare([BASE], jobs=10**9), "jobs = 1000000000: ", JOBS),
    "unknown key": (lambda: vary(BASE, {"patience.blak_prob": 0.1}, "x"), "patience.blak_prob: unknown key.", "`balk_prob`?"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_a_bad_argument_is_refused_in_one_line_of_one_kind_of_error(case):
    call, begin, end = REFUSED[case]
    with pytest.raises(sim.ConfigError) as error:
        call()
    (line,) = error.value.lines
    assert line.startswith(begin)
    assert line.endswith(end)
    assert len(line) < 400
    assert line.isprintable() or "\ud800" in line
    assert pickle.loads(pickle.dumps(error.value)).lines == error.value.lines


def test_what_looks_strange_and_is_right(tmp_path):
    own = tmp_path / "mine.yaml"
    own.write_text("# @package _global_\npatience: {balk_prob: 0.1}\n", encoding="utf-8")
    assert sim.load(own).name == sim.load(str(own), ()).name == sim.load("mine", config_dir=tmp_path).name == "mine"
    assert repr(sim.simulate(BASE, np.int64(3)).kpis) == repr(sim.simulate(BASE, 3, "kpis").kpis)
    assert set(sim.compare((BASE,), jobs=np.int64(1))["scenario"]) <= {BASE.name}
    assert BASE.with_replications(np.int16(2)).run.replications == 2
    assert [one.name for one in sim.sweep([])] == ["base"]


SINGLE = st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=5), st.binary(max_size=5),
                   st.sampled_from([sim.Scenario, len, ..., range(3), {1}, 1j]))
ANYTHING = st.recursive(SINGLE, lambda inner: st.lists(inner, max_size=3) | st.tuples(inner) | st.dictionaries(
    st.text(max_size=3), inner, max_size=2), max_leaves=6)


@settings(derandomize=True, deadline=None, max_examples=100)
@given(ANYTHING)
def test_any_argument_is_refused_or_right(value):
    assert is_refused_or_right(value)


@pytest.mark.verify
@settings(deadline=None, max_examples=20_000, database=None)
@given(ANYTHING)
def test_very_many_arguments(value):
    assert is_refused_or_right(value)


def is_refused_or_right(value: Any) -> bool:
    """Whether each argument is refused by our error alone; a right one is only given where it costs nothing."""
    calls: list[Callable[[], Any]] = [
        lambda: sim.load(value), lambda: sim.load("bare_queue", config_dir=value), lambda: sim.simulate(value),
        lambda: sim.compare([BASE, value]), lambda: sim.compare(value), lambda: sim.compare([], jobs=value),
        lambda: BASE.with_replications(value)]
    if not isinstance(value, (list, tuple)) or len(value) < 2:
        calls.append(lambda: sim.load("bare_queue", value))
    for call in calls:
        try:
            call()
        except sim.ConfigError as error:
            if any(len(line) > 400 for line in error.lines):
                return False
    return True


# --- in a notebook ----------------------------------------------------------------------------------------------


def test_a_scenario_is_a_short_table_in_a_notebook():
    page = sim.load("aht_cap_180", ["run.replications=3"])._repr_html_()
    assert page.startswith("<table><caption>aht_cap_180</caption>")
    assert ("<tr><td>conversation.aht_cap_s</td><td>180</td><td>s</td><td>changed by scenario aht_cap_180: articles: "
            "at most 180 s per conversation</td></tr>") in page
    assert "<tr><td>run.replications</td><td>3</td><td></td><td>changed on the command line</td></tr>" in page
    assert "<td>workforce.groups.front.n_agents</td><td>20</td>" in page
    assert len(page) < 3000


def test_its_texts_are_escaped_and_it_stays_short():
    changes = {f"{section}.{key}": value for section in ("demand", "customers", "workforce", "loyalty")
               for key, value in BASE.resolved[section].items() if key != "groups"}
    many = vary(BASE, changes, "changed by <script>alert(1)</script>", "<b>" + "x" * 190)
    page = many._repr_html_()
    assert "<b>" not in page
    assert "<script>" not in page
    assert page.count("<tr>") == 22
    assert "... and " in page
    assert len(page) < 8000
    assert len(repr(many)) < 300
