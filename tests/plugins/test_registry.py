"""What is registered, what is refused, and what enters the key of results."""

import json
import os
import pickle
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import sim
from sim.kpis import KPIS
from sim.params.catalogue import declared, params_model
from sim.plugins import registry as plugins

Use = Callable[..., None]
ROOT = Path(sim.__file__).parents[1]


class Own(sim.Quantities):
    rate: float = sim.quantity("1/h", "a rate", 0, 10, default=1.5)
    weights: tuple[float, ...] = sim.quantity("", "weights", default=(1.0, 2.0))


class NoDefault(sim.Quantities):
    rate: float = sim.quantity("1/h", "a rate", 0, 10)


class Text(sim.Quantities):
    word: str = sim.quantity("", "a word", default="a")


class MeanOnly(sim.Quantities):
    mean_s: float = sim.quantity("s", "mean", 0.001, 1e6)


class Compound(sim.Quantities):
    half_life_s: float = sim.quantity("s", "half-life", 0.001, 1e6)


def zero(*_: Any) -> float:
    """Nothing at all."""
    return 0.0


def undocumented(*_: Any) -> float:
    return 0.0


def policy(name: str = "mine", parameters: Any = Own) -> sim.AgentPolicy:
    return sim.AgentPolicy(name, "a test", zero, parameters)


def twice_mean(own: Any, u: float) -> float:
    return 2.0 * own.mean_s * u


def mean(own: Any) -> float:
    return float(own.mean_s)


@pytest.mark.parametrize(("wrong", "line"), [
    (3, "3 is no plug-in: expected a policy, a distribution, a measure or a mechanism."),
    (policy("Mine"), "the name of a plug-in is written in lower-case letters, digits and underscores, not 'Mine'."),
    (policy(parameters=NoDefault), "mine.rate: a parameter of a plug-in needs a default."),
    (policy(parameters=Text), "mine.word: a parameter of a policy is a float, an int, a bool or a tuple[float, ...]."),
    (sim.Distribution("two_words", "a test", MeanOnly, zero, zero), "two_words: the name of a distribution is one word."),
    (sim.Distribution("halving", "a test", Compound, zero, zero),
     "halving.half_life_s: a parameter of a distribution is a float whose name is one word."),
    (sim.Kpi("mine", "Mine", "", "lower", undocumented),
     "measure mine: its function needs a docstring, which is its definition."),
    (sim.Mechanism("mine", "a test", (Own, NoDefault)), "mine: a plug-in has one class of parameters."),
    (sim.Mechanism("mine", "a test", contact_columns=Own),
     "mine: a plug-in has no columns; it keeps daily sums, and its own state."),
])
def test_what_cannot_be_used_is_refused_in_one_line(wrong: Any, line: str) -> None:
    with pytest.raises(sim.PluginError) as error:
        sim.register(wrong)
    assert str(error.value) == line
    assert "mine" not in plugins.registered("agent policy")


def test_two_plugins_of_one_name_are_an_error_and_the_same_object_is_not(use: Use) -> None:
    first = policy()
    use(first, first)
    with pytest.raises(sim.PluginError, match=r"two plug-ins have the name mine: tests\.plugins\.test_registry and tests\."):
        sim.register(sim.Kpi("mine", "Mine", "", "lower", zero))


@pytest.mark.parametrize(("taken", "question"), [
    (policy("longest_idle", None), sim.load), (policy("patience"), sim.load), (sim.Mechanism("churn", "a test"), sim.load),
    (sim.Kpi("nps", "NPS", "", "higher", zero), lambda: KPIS["nosuch"]),
    (sim.Distribution("gamma", "a test", MeanOnly, zero, zero), lambda: sim.load(overrides=["patience.distribution=gama"])),
])
def test_a_name_of_ours_is_refused(use: Use, taken: Any, question: Callable[[], object]) -> None:
    use(taken)
    with pytest.raises(sim.PluginError, match=f"plug-in {taken.name}: "):
        question()


def test_a_policy_is_declared_validated_and_listed_like_ours(use: Use) -> None:
    use(policy())
    row = declared()["mine.rate"]
    assert (row.unit, row.range, row.default) == ("1/h", "[0, 10]", 1.5)
    assert declared()["routing.which_agent"].choices == ("longest_idle", "random", "mine")
    assert "mine" in json.dumps(params_model().model_json_schema())
    for override, line in {
        "routing.which_agent=mini":
            "routing.which_agent = 'mini': must be one of longest_idle, random, mine. Did you mean `mine`?",
        "mine.rat=2": "mine.rat: unknown key. Did you mean `rate`?",
        "mine.rate=20": "mine.rate = 20 1/h: must lie in [0, 10].",
        "mine.weights=[a]": "mine.weights[0] = 'a': expected a number.",
    }.items():
        with pytest.raises(sim.ConfigError) as error:
            sim.load(overrides=[override])
        assert str(error.value) == line


def test_a_name_that_is_not_registered_is_an_error() -> None:
    with pytest.raises(sim.ConfigError, match=r"routing.which_agent = 'mine': must be one of longest_idle, random\."):
        sim.load(overrides=["routing.which_agent=mine"])
    with pytest.raises(sim.ConfigError, match=r"mechanisms\.mine: unknown key"):
        sim.load(overrides=["mechanisms.mine=true"])


def test_a_section_may_stand_in_a_file(use: Use, tmp_path: Path) -> None:
    use(policy())
    (tmp_path / "own.yaml").write_text("# @package _global_\nrouting:\n  which_agent: mine\nmine:\n  rate: 3\n"
                                       "sources:\n  mine.rate: counted\n",
                                       encoding="utf-8")
    own = sim.load(str(tmp_path / "own.yaml"))
    assert own.resolved["mine"] == {"rate": 3.0, "weights": [1.0, 2.0]}
    assert own.sources["mine.rate"] == "changed by scenario own: counted"
    assert own.sources["mine.weights"] == "the plug-in's default"


def test_what_is_not_used_changes_no_key(use: Use) -> None:
    base, plain = sim.load(), sim.load().resolved
    use(policy(), sim.Mechanism("slow", "a test", (Own,)) , sim.Kpi("my_share", "Mine", "", "lower", zero))
    assert sim.load().key == base.key
    assert sim.load().resolved == plain
    assert sim.load(overrides=["mechanisms.slow=false"]).key == base.key
    assert sim.load(overrides=["mechanisms.slow=true"]).key != base.key


def test_the_key_holds_parameters_and_source_of_what_is_used(use: Use, monkeypatch: pytest.MonkeyPatch) -> None:
    use(policy(), sim.Distribution("flat", "a test", MeanOnly, twice_mean, mean))
    chosen = ["routing.which_agent=mine"]
    keys = {sim.load(overrides=[*chosen, *more]).key for more in ([], ["mine.rate=2"])}
    flat = ["patience.distribution=flat mean 3 min"]
    keys |= {sim.load(overrides=flat).key}
    monkeypatch.setattr(plugins, "source_hash", lambda _: "another")
    keys |= {sim.load(overrides=chosen).key, sim.load(overrides=flat).key}
    assert len(keys) == 5


def test_the_hash_is_that_of_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In processes of their own: another process sees another source."""
    file = tmp_path / "own_rule.py"
    hashes = []
    for body in ("0.0", "1.0", "0.0"):
        file.write_text(f"import sim\ndef score(*_):\n    return {body}\nPOLICY = sim.AgentPolicy('mine', 'a test', score)\n",
                        encoding="utf-8")
        code = "import own_rule, sim; sim.register(own_rule.POLICY); print(sim.load(overrides=['routing.which_agent=mine']).key)"
        hashes.append(_run(code, tmp_path))
    assert hashes[0] == hashes[2] != hashes[1]


def test_parameters_reach_another_process_with_the_same_plugin_only(use: Use, tmp_path: Path) -> None:
    (tmp_path / "own_rule.py").write_text("import sim\ndef score(*_):\n    return 0.0\n"
                                          "sim.register(sim.AgentPolicy('mine', 'a test', score))\n", encoding="utf-8")
    made = ("import own_rule, sim, pickle, pathlib; "
            "pathlib.Path('params').write_bytes(pickle.dumps(sim.load(overrides=['routing.which_agent=mine']).params))")
    read = ("import pickle, pathlib, sim\n"
            "try:\n    print(pickle.loads(pathlib.Path('params').read_bytes()).routing.which_agent)\n"
            "except sim.PluginError as error:\n    print(error)")
    _run(made, tmp_path)
    assert _run(read, tmp_path) == "mine"
    with (tmp_path / "own_rule.py").open("a", encoding="utf-8") as file:
        file.write("# changed\n")
    assert _run(read, tmp_path) == "agent policy mine: this process has another version of the plug-in."
    (tmp_path / "own_rule.py").unlink()
    assert _run(read, tmp_path) == ("agent policy mine: this process does not know the plug-in; install the package that has it, "
                                    "or register it where its module is imported.")


def test_parameters_are_the_same_after_a_journey(use: Use) -> None:
    use(policy(), sim.Distribution("flat", "a test", MeanOnly, twice_mean, mean))
    params = sim.load(overrides=["routing.which_agent=mine", "patience.distribution=flat mean 3 min", "mine.rate=0.1"]).params
    assert pickle.loads(pickle.dumps(params)) == params


def test_random_streams_of_plugins_lie_above_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    from sim.mechanisms import STREAMS

    number = sim.outside_stream("a test")
    assert number == sim.outside_stream("a test")
    assert number % 2 == 0
    assert number > max(stream.number for stream in STREAMS.values())
    monkeypatch.setitem(plugins._registry.streams, number, "another name")
    with pytest.raises(sim.PluginError, match="the random streams a test and another name have the same number"):
        sim.outside_stream("a test")


@pytest.mark.parametrize(("source", "command", "line"), [
    ("1 / 0\n", ("validate", "base"),
     "package broken-one: its plug-in all cannot be imported: ZeroDivisionError: division by zero (broken_one.py, line 1)"),
    ("", ("list", "plugins"),
     "package broken-one: its plug-in all cannot be imported: AttributeError: module 'broken_one' has no attribute 'PLUGINS'"),
    ("import sim\nPLUGINS = sim.Mechanism('churn', 'a test')\n", ("list", "plugins"),
     "plug-in churn: the simulator itself uses this name."),
])
def test_a_broken_package_is_one_line(tmp_path: Path, source: str, command: tuple[str, ...], line: str) -> None:
    (tmp_path / "broken_one.py").write_text(source, encoding="utf-8")
    info = tmp_path / "broken_one-2.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: broken-one\nVersion: 2.0\n", encoding="utf-8")
    (info / "entry_points.txt").write_text("[contact_centre.plugins]\nall = broken_one:PLUGINS\n", encoding="utf-8")
    done = subprocess.run([sys.executable, "-m", "sim", *command], cwd=tmp_path, capture_output=True, text=True,
                          check=False, env=_environment(tmp_path))
    assert done.returncode == 2
    assert [one.split(" (__init__")[0] for one in done.stderr.splitlines()] == [line]


def _run(code: str, folder: Path) -> str:
    done = subprocess.run([sys.executable, "-c", code], cwd=folder, capture_output=True, text=True, check=False,
                          env=_environment(folder))
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def _environment(folder: Path) -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), str(folder)]), "PYTHONDONTWRITEBYTECODE": "1"}


def test_the_guide_runs(tmp_path: Path) -> None:
    """The code blocks of the guide, one after the other, in a module's file."""
    text = (ROOT / "docs" / "development" / "plugins.md").read_text(encoding="utf-8")
    blocks = re.findall(r"```python\n(.*?)```", text, flags=re.DOTALL)
    assert len(blocks) == 3
    (tmp_path / "guide.py").write_text("\n\n".join(blocks), encoding="utf-8")
    assert _run("import guide", tmp_path) == ""
