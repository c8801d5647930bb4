"""Values that make no sense, in overrides, sweeps, arguments and experiment files: the verdict of each is written beforehand."""

import math
import string
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import sim
from sim.cli.main import main
from sim.config.errors import ConfigError
from sim.config.files import data_folder
from sim.config.overrides import MAX_POINTS, points, read_overrides
from sim.experiment.questions import load_map, load_scenarios, read
from sim.random.distributions import NotADistribution, parse_distribution

# An override, and what its line says.
OVERRIDES: dict[str, tuple[str, str]] = {
    "nothing": ("", ": not understood: write key=value."),
    "no value": ("run.seed", "run.seed: not understood: write key=value."),
    "no key": ("=5", "=5: not understood: write key=value."),
    "equal sign alone": ("=", "=: not understood: write key=value."),
    "blank before": (" run.seed=5", "not understood"),
    "two points": ("conversation..steepness=1", "not understood"),
    "number of 5 000 digits": ("run.seed=" + "9" * 5000, "…: a number of more than 400 digits."),
    "text of 100 000 characters": ("name=" + "x" * 100_000, "…: an override of 100005 characters; at most 20000 are read."),
    "list of 100 000 values": ("demand.profile=[" + ",".join("1" * 100_000) + "]", "characters; at most 20000 are read."),
    "key of 10 000 characters": ("a" * 10_000 + "=1", "…: not understood: write key=value."),
    "key of 1 000 parts": (".".join("a" * 1000) + "=1", "…: not understood: write key=value."),
    "2 000 brackets": ("demand.profile=" + "[" * 2000 + "]" * 2000, "…: more than 20 brackets within each other."),
    "2 000 open braces": ("conversation=" + "{a:" * 2000, "…: more than 20 brackets within each other."),
    "brackets not closed": ("demand.profile=[1,2", "not understood: no viable alternative at input '[1,2'."),
    "null character": ("name=a\0b", r"name=a\x00b: control characters have no place here."),
    "escape sequence": ("name=\x1b[31m", r"name=\x1b[31m: control characters have no place here."),
    "two lines": ('name="a\nb"', r'name="a\nb": control characters have no place here.'),
    "time by Hydra": ("name=${now:%Y}", "${now:…} reads something that is not in the scenario; write the value itself."),
    "environment": ("name=${oc.env:HOME}", "${oc.env:…} reads something that is not in the scenario"),
    "environment in quotes": ("name='${oc.env:HOME}'", "${oc.env:…} reads something that is not in the scenario"),
    "environment in a list": ("demand.profile=['${oc.env:HOME}']", "${oc.env:…} reads something that is not in the scenario"),
    "environment behind escapes": (r"name=$\{oc.env\:HOME\}", "${oc.env:…} reads something that is not in the scenario"),
    "environment in an environment": ("name=${oc.env:${oc.env:A}}", "not understood"),
    "reference to itself": ("name=${name}", "name: Recursive interpolation detected."),
    "reference to nothing": ("name=${no.such}", "name: Interpolation key 'no.such' not found."),
    "missing value": ("patience.balk_prob=???", "patience.balk_prob=???: ??? stands for a missing value; write the value."),
    "settings of Hydra": ("hydra.run.dir=out", "Hydra's own settings have no place here"),
    "new settings of Hydra": ("+hydra.verbose=true", "Hydra's own settings have no place here"),
    "launcher of Hydra": ("hydra/launcher=basic", "Hydra's own settings have no place here"),
    "package": ("demand@x=bare", "demand@x=bare: @ has no place here; write demand=NAME."),
    "package of a scenario": ("scenario@x=aht_cap_180", "@ has no place here; write scenario=NAME."),
    "section left out": ("~conversation",
        "~conversation: a section cannot be left out; choose a file for it, as conversation=bare."),
    "name left out": ("~name", "name: missing"),
    "section null": ("conversation=null", "conversation=null: there is no conversation/null.yaml."),
    "section a list": ("demand=[bare]", "demand=[bare]: there is no demand/['bare'].yaml."),
    "part of another folder": ("demand=../demand/bare", "there is no demand/../demand/bare.yaml."),
    "defaults": ("defaults=[]", "defaults: unknown key."),
    "octal number": ("run.seed=0777", "run.seed = '0777': expected a whole number. Write 777, without a zero before it."),
    "octal zero": ("run.seed=007", "run.seed = '007': expected a whole number. Write 7, without a zero before it."),
    "octal number in quotes": ("run.seed='0777'", "Write 777, without a zero before it."),
    "hexadecimal number": ("run.seed=0x10", "run.seed = '0x10': expected a whole number."),
    "not a number": ("patience.balk_prob=nan", "patience.balk_prob = nan: expected a number."),
    "infinity": ("patience.balk_prob=inf", "patience.balk_prob = inf: expected a number."),
    "too large a float": ("patience.balk_prob=1e999", "patience.balk_prob = inf: expected a number."),
    "true for a number": ("run.replications=true", "run.replications = true: expected a whole number."),
    "no replications": ("run.replications=0", "run.replications = 0: must lie in [1, 1000000]."),
    "negative replications": ("run.replications=-1", "run.replications = -1: must lie in [1, 1000000]."),
    "thousands of days": ("run.horizon_days=36501", "run.horizon_days = 36501 days: must lie in [1, 36500]."),
    "empty name": ("name=''", "name: empty; write a name"),
    "name of blanks": ("name='  '", "name: empty; write a name"),
    "name of 1 000 characters": ("name=" + "x" * 1000, "has 1000 characters; at most 200 are possible."),
    "name of two directions": ("name=a\u202eb", r"name=a\u202eb: control characters have no place here."),
    "name a list": ("name=[1]", "name = [1]: expected a text."),
    "last day of the calendar": ("centre.first_day=9999-12-31",
                                 "centre.first_day = 9999-12-31: must lie between 1970-01-01 and 2200-12-31."),
    "first day of the calendar": ("centre.first_day=0001-01-01", "must lie between 1970-01-01 and 2200-12-31."),
    "day that is none": ("centre.first_day=2026-99-99", "centre.first_day = '2026-99-99': expected a date"),
    "no country": ("centre.closed_holidays=XX", "centre.closed_holidays = 'XX': no country with known holidays."),
    "unknown contact type of incidents": ("incidents.contact_type=nothing",
                                          "incidents.contact_type = 'nothing': there is no such contact type"),
    "shares that are all 0": ("contact_types.billing.share=0", "contact_types: the shares add up to 0.65, not to 1"),
    "weekdays that are all 0": ("demand.weekday_factors=[0,0,0,0,0,0,0]",
        "0 on every open weekday, so that no contact can come."),
    "profile of another length": ("demand.profile=[]", "demand.profile has 0 values"),
    "cv 1e-200": ("patience.distribution=gamma mean 100 s cv 1e-200", "cv must lie in [0.01, 10]."),
    "cv 1e200": ("patience.distribution=lognormal mean 100 s cv 1e200", "must lie in [0, 10]."),
    "duration without an end": ("contact_types.billing.talk_distribution=never", "this must end"),
    "duration above 1 000 years": ("patience.distribution=exactly 1e30 s", "longer than 1000 years"),
    "unknown scenario": ("scenario=nothing_at_all", "scenario=nothing_at_all: there is no such scenario."),
    "scenario null": ("scenario=null", "there is no such scenario."),
    "several values": ("conversation.steepness=1,2", "several values; add -m to sweep over them"),
    "a range": ("conversation.steepness=range(1,3)", "several values; add -m to sweep over them"),
    "unknown function": ("conversation.steepness=eval(1)", "Unknown function 'eval'."),
}
STRANGE = {     # and right: the value of a key
    "run.seed=1_000": ("run", "seed", 1000), "run.replications=1e3": ("run", "replications", 1000),
    "++patience.balk_prob=.5": ("patience", "balk_prob", 0.5), "centre.opens_h='8:00'": ("centre", "opens_h", 8.0),
    "patience.balk_prob=${redial.after_abandon_prob}": ("patience", "balk_prob", 0.5),
    "name='det går: så, æøå'": (None, "name", "det går: så, æøå"), "name=0777": (None, "name", "0777"),
    "conversation={steepness: 5}": ("conversation", "steepness", 5.0),
}


def refusal(*overrides: str) -> str:
    with pytest.raises(ConfigError) as error:
        sim.load(overrides=list(overrides))
    return str(error.value)


@pytest.mark.parametrize("case", OVERRIDES)
def test_a_bad_override_is_refused(case):
    override, line = OVERRIDES[case]
    found = refusal(override)
    assert any(line in row for row in found.splitlines()), found
    assert all(row.isprintable() for row in found.splitlines())
    assert len(found) < 1200


@pytest.mark.parametrize("override", STRANGE)
def test_a_strange_override_is_right(override):
    section, key, value = STRANGE[override]
    resolved = sim.load(overrides=[override]).resolved
    assert (resolved if section is None else resolved[section])[key] == value


def test_too_many_overrides_are_refused_before_one_is_read():
    assert refusal(*["run.seed=5"] * 1001) == "1001 overrides; at most 1000 are read: write a file instead."


# --- sweeps -----------------------------------------------------------------------------------------------------

RANGE = "a range is range(first, end, step) of three numbers, the step not 0."
LIST = "not understood: a list is of plain values, as key=1,2,3."
SWEEPS: dict[str, str] = {
    "customers.n=range(1,3,0)": RANGE, "customers.n=range(0,nan)": RANGE, "customers.n=range(0,inf)": RANGE,
    "customers.n=range(-inf,1)": RANGE, "customers.n=range(0,1,nan)": RANGE, "customers.n=range(0.5,1,0.0)": RANGE,
    "customers.n=range(3,1)": "fits nothing.", "customers.n=range(1,3,-1)": "fits nothing.",
    "customers.n=range()": "missing a required argument: 'start'.", "customers.n=range(a,b)": "not understood",
    "customers.n=range(0,10,1e-9)": "the sweep has at least 1001 points",
        "customers.n=range(1,1e9)": "the sweep has at least 1001",
    "customers.n=shuffle(range(1,1000000000))": "more than 1000 values; narrow the range.",
    "customers.n=sort(range(1,1000000000))": "the sweep has at least 1001 points",
    "conversation.aht_cap_s=choice(120,180),null": LIST, "conversation.aht_cap_s=choice(choice(1,2),3)": LIST,
    "conversation.aht_cap_s=choice()": "empty choice is not legal.", "conversation.aht_cap_s=,": "not understood",
    "conversation.aht_cap_s=1,,2": "not understood", "conversation.aht_cap_s=120,120": "120 is listed twice.",
    "conversation.aht_cap_s=null,null": "null is listed twice.", "scenario=base,base": "base is listed twice.",
    "scenario=glob(nothing_*)": "fits nothing.", "conversation.aht_cap_s=interval(0,1)": "has no end of values",
    "run.seed=1,2": "is a setting of the run", "run.seed=" + ",".join(map(str, range(2000))): "at least 1001 points",
    "x=1,2" + ",3" * 10_000: "an override of 20005 characters", "x=\0,1": "control characters have no place here.",
    "x=" + "[" * 21 + ",1": "more than 20 brackets within each other.", "=1,2": "write key=value.",
}


@pytest.mark.parametrize("sweep", SWEEPS, ids=range(len(SWEEPS)))
def test_a_bad_sweep_is_refused_before_its_points_are_made(sweep):
    with pytest.raises(ConfigError) as error:
        points([sweep])
    (line,) = error.value.lines
    assert SWEEPS[sweep] in line
    assert len(line) < 400


def test_the_values_of_a_key_stand_in_one_list():
    with pytest.raises(ConfigError, match="has values already; write all of them in one list"):
        points(["conversation.aht_cap_s=120,130", "conversation.aht_cap_s=140,150"])


def test_no_reference_gets_through_a_sweep():
    with pytest.raises(ConfigError) as error:
        sim.sweep(["name=${oc.env:HOME},b"])
    assert "${oc.env:…} reads something that is not in the scenario" in str(error.value)


# --- the command line -------------------------------------------------------------------------------------------

ARGUMENTS: list[tuple[list[str], str]] = [
    (["run", "--jobs", "0"], "from 1 to 1000"), (["run", "--jobs", "1001"], "from 1 to 1000"), (["run", "--jobs", "nan"],
    "from 1"),
    (["run", "--jobs", "9" * 5000], "from 1 to 1000"), (["run", "--jobs", "1e1"], "from 1"), (["run", "--jobs", "1_0"], "from 1"),
    (["run", "--jobs", "٣"], "from 1 to 1000"), (["run", "--jobs", " 1"], "from 1"), (["run", "--jobs="], "from 1 to 1000"),
    (["run", "-m", "--max-points", "1e12"], "from 1 to 1000000"), (["run", "-m", "--max-points", "1" * 13], "from 1 to 1000000"),
    (["play", "base", "--replication", "-1"], "from 0 to 1000000"), (["play", "base", "--replication=-1"], "from 0 to 1000000"),
    (["play", "base", "--day", "2.5"], "from 0 to 1000000"), (["play", "base", "--language", "xx"], "invalid choice"),
    (["reproduce", "x", "-1"], "from 0 to 1000000"), (["reproduce", "x", "nan"], "from 0 to 1000000"),
    (["reproduce", "no/such/folder", "0"], "no/such/folder"), (["reproduce", "x", "1" * 30], "from 0 to 1000000"),
    (["app", "--port", "http"], "--port: "), (["status", "\0"], ""),
    (["list", "kpis"], "invalid choice: 'kpis'"), (["nothing"], "invalid choice"), (["run", "--nothing"],
    "--nothing: not known here"),
    (["run", "--config-dir", "/no/such", "run.seed=1"], "--config-dir /no/such: there is no such folder."),
    (["run", "--config-dir", "/dev/null", "run.seed=1"], "--config-dir /dev/null: is not a folder."),
    (["run", "scenario=base", "scenario=base"], "a scenario is chosen already, base."),
    (["run", "-m", "scenario=base,base"], "base is listed twice."), (["run", "--tie", "a,b"], "add -m"),
    (["run", "-m", "--tie", "a", "wow.share=0,1"], "a has no list of values here."),
    (["run", "--cfg", "job", "-m"], "leave out -m"), (["run", "name="], "name: empty"), (["validate", "x" * 300 + ".yaml"],
    "there is no"),
    (["validate", "\0.yaml"], "there is no such file"), (["validate", "run.seed=0777"], "Write 777"),
    (["experiment", "nothing_at_all"], "there is no such experiment."), (["experiment", "no/such.yaml"],
    "there is no such file."),
    (["play", "nothing_at_all"], "there is no such experiment or scenario."), (["status", "no/such"], "there is no study in it."),
]


@pytest.mark.parametrize(("argv", "line"), ARGUMENTS, ids=range(len(ARGUMENTS)))
def test_a_bad_argument_ends_with_one_line_and_makes_no_folder(argv, line, capsys, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("sim.cli.run.start_workers", lambda *_, **__: None)
    monkeypatch.setattr("sim.cli.experiment.start_workers", lambda *_, **__: None)
    try:
        status = main(argv)
    except SystemExit as stop:
        status = int(str(stop.code))
    out, err = capsys.readouterr()
    assert (status, out) == (2, "")
    assert line in err
    assert len(err) < 1200
    assert "Traceback" not in err
    assert list(tmp_path.iterdir()) == []


# --- experiment files -------------------------------------------------------------------------------------------

GOOD = """question: Does it matter?
scenarios: [base, aht_cap_180]
replications: 3
decide_on: [nps]
"""
MAP = ("map: {{x: {{key: conversation.steepness, values: {x}}}, y: {{key: {key}, values: [0.0, 1.0]}}, "
       "scenarios: {scenarios}, kpis: [nps], replications: {n}, horizon_days: {days}}}\n")
WORK, BOTH = "conversation.retained_work_share", "[base, aht_cap_180]"
TO_MILLION = "expected a whole number of replications, 1 to 1000000."
TO_POINTS = "expected a whole number from 2 to 10000"


def a_map(x: Any = "[1, 2]", key: str = WORK, scenarios: str = BOTH, n: Any = 2, days: Any = 20) -> str:
    return GOOD + MAP.format(x=x, key=key, scenarios=scenarios, n=n, days=days)


EXPERIMENTS: dict[str, tuple[str, str]] = {
    "replications true": (GOOD.replace("replications: 3", "replications: true"), f"replications = true: {TO_MILLION}"),
    "replications 3.0": (GOOD.replace("replications: 3", "replications: 3.0"), f"replications = 3: {TO_MILLION}"),
    "replications in quotes": (GOOD.replace("replications: 3", "replications: '3'"), f"replications = '3': {TO_MILLION}"),
    "replications 1e12": (GOOD.replace("replications: 3", "replications: 1000000000000"), TO_MILLION),
    "replications nan": (GOOD.replace("replications: 3", "replications: .nan"), f"replications = nan: {TO_MILLION}"),
    "replications null": (GOOD.replace("replications: 3", "replications: null"), f"replications = null: {TO_MILLION}"),
    "replications a list": (GOOD.replace("replications: 3", "replications: [3]"), f"replications = [3]: {TO_MILLION}"),
    "question a number": (GOOD.replace("Does it matter?", "5"), "question = 5: expected a text."),
    "question empty": (GOOD.replace("Does it matter?", "''"), "question = '': expected a text."),
    "scenario twice": (GOOD.replace("aht_cap_180", "base"), "scenarios: base is listed twice."),
    "scenario with the octal number": (GOOD.replace("aht_cap_180", "0777"), "would be read as an octal number"),
    "1 001 scenarios": (GOOD.replace("aht_cap_180", ", ".join(f"s{i}" for i in range(1000))), "expected a list of names"),
    "unknown measure": (GOOD.replace("nps", "nsp"), "decide_on: nsp: there is no such measure."),
    "measure with a number": (GOOD.replace("nps", "5"), "decide_on[0] = 5: expected a list of measures"),
    "overrides a text": (GOOD + "overrides: run.seed=2\n", "overrides = 'run.seed=2': expected a list of texts"),
    "override of Hydra": (GOOD + "overrides: [hydra.verbose=true]\n", "Hydra's own settings have no place here"),
    "override of the environment": (GOOD + "overrides: ['name=${oc.env:HOME}']\n", "refers to another value"),
    "override that is none": (GOOD + "overrides: [run.seed]\n", "run.seed: not understood: write key=value."),
    "unknown key": (GOOD + "replication: 3\n", "replication: unknown key. Did you mean `replications`?"),
    "a section as a key": (GOOD + "conversation: {steepness: 3}\n", "conversation: unknown key."),
    "map of 10^8 points": (a_map(x="[" + ", ".join(map(str, range(10_000))) + "]"),
        "expected its values, in order, at most 1000"),
    "map of 1 001 times 10 points": (a_map(x="[" + ", ".join(map(str, range(1000))) + "]").replace(
        "[0.0, 1.0]", "[" + ", ".join(str(i / 11) for i in range(11)) + "]"),
        "map: has 11000 points; at most 10000 are possible."),
    "map without a value": (a_map(x="[]"), "map.x.values = []: expected its values"),
    "map of a section": (a_map(key="conversation"), "map.y.key: conversation: is a section, not a parameter; write a key in it."),
    "map of a setting of the run": (a_map(key="run.seed"), "map.y.key: run.seed: is no parameter of the centre."),
    "map of the name": (a_map(key="name"), "map.y.key: name: is no parameter of the centre."),
    "map of nothing": (a_map(key="''"), "map.y.key: : unknown key."),
    "map of one key twice": (a_map(key="conversation.steepness"), "map.y.key: conversation.steepness: is the key of x already."),
    "map with a value twice": (a_map(x="[1, 1]"), "map.x.values: a value is listed twice."),
    "map of one scenario twice": (a_map(scenarios="[base, base]"), "map.scenarios: base: is listed twice."),
    "map of three scenarios": (a_map(scenarios="[base, aht_cap_180, wow]"),
        "map.scenarios = ['base', 'aht_cap_180', 'wow']: expected"),
    "map with nan": (a_map(x="[.nan, 2]"), "conversation.steepness = nan: expected a number."),
    "map beyond a parameter's range": (a_map(x="[1, 1e9]"), "conversation.steepness = 1000000000: must lie in [0, 20]."),
    "map with true replications": (a_map(n="true"), f"map.replications = true: {TO_MILLION}"),
    "map of no day": (a_map(days=0), "map.horizon_days = 0: expected a whole number of days, 1 to 36500."),
    "map of 1 000 years": (a_map(days=365_000), "map.horizon_days = 365000: expected a whole number of days, 1 to 36500."),
    "map a list": (GOOD + "map: [1, 2]\n", "map = [1, 2]: expected keys: x, y, scenarios"),
    **{f"precision {value}": (GOOD + f"precision: {{within: {{nps: {value}}}, at_most: 9}}\n",
                              "precision.within.nps = ") for value in ("0", "-1", ".nan", ".inf", "true", "'1'", "null", "[1]")},
    "precision of nothing": (GOOD + "precision: {within: {}, at_most: 9}\n", "precision.within = {}: expected measures"),
    "precision without an end": (GOOD + "precision: {within: {nps: 1}, at_most: 1000000000000}\n",
                                 "expected a whole number of replications, 2 to 1000000."),
    "Sobol with n 3": (GOOD + "sensitivity: {method: sobol, n: 3}\n", "sensitivity.n = 3: must be a power of 2, as 2 or 4."),
    "Sobol with n 10^9": (GOOD + "sensitivity: {method: sobol, n: 1000000000}\n", f"sensitivity.n = 1000000000: {TO_POINTS}"),
    "Sobol with n 8192": (GOOD + "sensitivity: {method: sobol, n: 8192}\n", "sensitivity: has 122880 points; at most 10000 are"),
    "Morris with n 9999": (GOOD + "sensitivity: {method: morris, n: 9999}\n",
        "sensitivity: has 139986 points; at most 10000 are"),
    "sensitivity with n true": (GOOD + "sensitivity: {method: morris, n: true}\n", f"sensitivity.n = true: {TO_POINTS}"),
    "sensitivity with a negative seed": (GOOD + "sensitivity: {method: morris, n: 4, seed: -1}\n",
        "sensitivity.seed = -1: expected"),
    "sensitivity with a large seed": (GOOD + "sensitivity: {method: morris, n: 4, seed: 4294967296}\n", "from 0 to 4294967295"),
    "grid of 3^13 points": (GOOD + "design: {method: grid, n: 3}\n", "design: has 1594323 points; at most 10000 are possible."),
    "grid of 10 000^13 points": (GOOD + "design: {method: grid, n: 10000}\n", "design: has 1e+52 points; at most 10000 are"),
    "design of 10^9 points": (GOOD + "design: {method: latin_hypercube, n: 1000000000}\n", f"design.n = 1000000000: {TO_POINTS}"),
    "range of a section": (GOOD + "design: {method: sobol, n: 4}\nranges: {conversation: [1, 2]}\n",
        "conversation: is a section"),
    "range with nan": (GOOD + "design: {method: sobol, n: 4}\nranges: {conversation.steepness: [.nan, 2]}\n", "low = nan"),
    "trials 1e12": (GOOD + "search: {start: base, levers: [aht_cap_180], trials: 1000000000000, confirm_replications: 2}\n",
                    "search.trials = 1000000000000: expected a whole number from 1 to 10000."),
    "trials in exponents": (GOOD + "search: {start: base, levers: [aht_cap_180], trials: 1e12, confirm_replications: 2}\n",
                            "search.trials = 1000000000000: expected a whole number from 1 to 10000."),
    "ranking without indifference": (
        GOOD + "ranking: {kpi: nps, wrong_selection_prob: 0.05, indifference_zone: .nan, at_most: 9}\n",
                                     "ranking.indifference_zone = nan: expected a number above 0"),
    "ranking of true": (GOOD + "ranking: {kpi: nps, wrong_selection_prob: true, indifference_zone: 1, at_most: 9}\n",
                        "ranking.wrong_selection_prob = true: expected a number between 0 and 1"),
}


@pytest.mark.parametrize("case", EXPERIMENTS)
def test_a_bad_experiment_is_refused_before_anything_runs(case, tmp_path):
    text, line = EXPERIMENTS[case]
    file = tmp_path / "mine.yaml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError) as error:
        checked(file)
    assert any(line in row for row in error.value.lines), str(error.value)
    assert len(error.value.lines) <= 21
    assert all(len(row) < 500 for row in error.value.lines)


def test_good_experiments_are_accepted(tmp_path):
    for text in (GOOD, a_map(), GOOD + "precision: {within: {nps: 1}, at_most: 9}\n",
        GOOD + "sensitivity: {method: sobol, n: 4}\n",
                 GOOD + "design: {method: grid, n: 2}\n"):
        (tmp_path / "mine.yaml").write_text(text, encoding="utf-8")
        checked(tmp_path / "mine.yaml")


def checked(file: Path) -> None:
    """What `validate` does with an experiment, without composing scenarios that only the method varies."""
    experiment = read(str(file))
    load_scenarios(experiment)
    load_map(experiment)


def test_a_refused_experiment_makes_no_folder(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("sim.cli.experiment.start_workers", lambda *_, **__: None)
    Path("mine.yaml").write_text(a_map(x="[.nan, 2]"), encoding="utf-8")
    assert main(["experiment", "mine.yaml"]) == 2
    assert "conversation.steepness = nan" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["mine.yaml"]


# --- anything ---------------------------------------------------------------------------------------------------

WORDS = st.lists(st.sampled_from([
    "exactly", "exponential", "lognormal", "gamma", "uniform", "weibull", "erlang", "hyperexponential", "loglogistic",
    "triangular",
    "normal", "beta", "empirical", "never", "mean", "sigma", "cv", "shape", "shapes", "phases", "sd", "mode", "to", "and", "of",
    "s",
    "min", "h", "days", "weeks", "%", "+", "(", ")", "-", "shorter", "longer", "plus", "between", "above", "below", "0", "1", "5",
    "0.5", "25", "75", "100", "1e-300", "1e300", "1e999", "1e-200", "3e10", ".5", "5.", "1,5", "nan", "inf", "\0", "é", "٣"]),
    max_size=14).map(" ".join)
PARTS = st.sampled_from([
    "exactly 5 s", "exponential mean 3 min", "lognormal mean 300 s cv 1", "gamma mean 50 s cv 1e-200", "uniform 10 s to 20 s",
    "never",
    "weibull mean 9 s shape 1.5", "beta 1 s to 9 s shapes 2 and 5", "normal mean 30 s sd 6 s",
    "hyperexponential mean 3 s cv 1.5"])
WHOLE_TEXTS = st.recursive(PARTS, lambda inner: st.one_of(
    st.builds("{} plus {} s".format, inner, st.sampled_from(["0", "5", "1e9", "1e30"])),
    st.builds("{} between {} s and {} s".format, inner, *[st.sampled_from(["0", "1", "5", "40", "1e9"])] * 2),
    st.builds("{} % ({}) + {} % ({})".format, *[x for _ in range(2) for x in (st.sampled_from(["50", "0", "100", "1e-9"]),
    inner)]),
    st.builds("{} of {} and {}".format, st.sampled_from(["shorter", "longer"]), inner, inner)), max_leaves=3)
DURATIONS = WORDS | WHOLE_TEXTS | st.text(max_size=30)


@settings(derandomize=True, deadline=None, max_examples=300)
@given(DURATIONS)
def test_any_duration_is_refused_or_a_distribution(text):
    assert is_refused_or_a_distribution(text)


@pytest.mark.verify
@settings(deadline=None, max_examples=20_000, database=None)
@given(DURATIONS)
def test_very_many_durations(text):
    assert is_refused_or_a_distribution(text)


def is_refused_or_a_distribution(text: str) -> bool:
    """Whether a text is refused in one line, or is a distribution that its normal form gives again."""
    try:
        found = parse_distribution(text)
    except NotADistribution as error:
        return 0 < len(str(error)) < 1500
    starts, ends = [row[4] for row in found.rows], [row[5] for row in found.rows]
    return (found.mean_s >= 0.0 and not any(math.isnan(number) for row in found.rows for number in row)
            and starts[0] == 0.0 and ends[-1] == 1.0 and starts[1:] == ends[:-1]
            and parse_distribution(found.text).text == found.text)


KEYS = st.sampled_from(["run.seed", "run.replications", "conversation.aht_cap_s", "patience.distribution", "demand.profile",
    "name",
                        "scenario", "demand", "contact_types.billing", "hydra.run", "x", "", "a@b", "demand@x", "sources.x",
                        "run"])
PIECES = st.lists(st.sampled_from([
    "0", "1", "-5", "1.5", "1e999", "0777", "nan", "null", "true", "a", "[", "]", "{", "}", "(", ")", ",", ":", "'", '"', "\\",
    "$", "${",
    "${a.b}", "${oc.env:HOME}", "${now:%Y}", "???", "range(", "range(0,1,0)", "range(0,9)", "choice(", "choice(1,2)",
    "shuffle(1,2)",
    "sort(2,1)", "glob(*)", "interval(0,1)", "tag(a,", "int(5)", "str(", "exactly 5 s", " ", "\t", "\0", "é", "bare", "../x",
    "@", "=", "~"]),
    max_size=8).map("".join)
OVERRIDE = st.builds("{}{}={}".format, st.sampled_from(["", "+", "++", "~"]), KEYS, PIECES) | PIECES | st.text(
    string.printable + "é\u2028", max_size=20)


@settings(derandomize=True, deadline=None, max_examples=300)
@given(OVERRIDE)
def test_any_override_is_refused_or_read(text):
    assert is_refused_or_read(text)


@pytest.mark.verify
@settings(deadline=None, max_examples=20_000, database=None)
@given(OVERRIDE)
def test_very_many_overrides(text):
    assert is_refused_or_read(text)


@pytest.mark.verify
@settings(deadline=None, max_examples=1000, database=None)
@given(st.lists(OVERRIDE, max_size=3))
def test_very_many_scenarios(overrides):
    assert is_refused_or_a_scenario(overrides)


def is_refused_or_a_scenario(overrides: list[str]) -> bool:
    try:
        return bool(sim.load(overrides=overrides).name.strip())
    except ConfigError as error:
        return all(0 < len(line) < 1500 for line in error.lines)


def is_refused_or_read(text: str) -> bool:
    """Whether an override, alone and in a sweep, is refused in short lines, or is read without a reference to elsewhere."""
    _, read_ones, messages = read_overrides([text], [data_folder("scenarios")])
    try:
        found = points([text])
    except ConfigError as error:
        found, messages = [], [*messages, *error.messages]
    if any("${oc.env" in str(one.value) or "${now" in str(one.value) for one in read_ones):
        return False
    return len(found) <= MAX_POINTS and all(0 < len(str(one)) < 600 for one in messages)
