"""The public names of `import sim`, and the time of the import."""

import os
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import pytest

import sim

HERE = Path(sim.__file__).parents[1]


def in_a_fresh_python(code: str) -> str:
    done = subprocess.run([sys.executable, "-c", code], cwd=HERE, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_importing_brings_nothing_heavy():
    heavy = ("numba", "numpy", "pandas", "hydra", "omegaconf", "pydantic", "scipy", "simpy", "matplotlib", "rich")
    assert in_a_fresh_python(f"import sim, sys; print([name for name in {heavy} if name in sys.modules])") == "[]"


def test_the_public_names_exist():
    for name in sim.__all__:
        assert getattr(sim, name) is not None
    with pytest.raises(AttributeError, match="no attribute 'cats'"):
        sim.cats  # noqa: B018
    assert sim.load("bare_queue").name == "bare_queue"


def test_the_version_is_the_packages():
    assert sim.__version__ == version("contact-centre-simulator")


def test_a_scenario_is_loaded_by_a_path_too(tmp_path):
    own = tmp_path / "mine.yaml"
    own.write_text("# @package _global_\nconversation: {steepness: 5}\n", encoding="utf-8")
    assert sim.load(own).params.conversation.steepness == 5


@pytest.mark.parametrize("name", [None, 3, ["base"]])
def test_what_is_no_name_of_a_scenario_is_refused(name):
    with pytest.raises(sim.ConfigError, match=r"^name = .*: expected a scenario's name or the path of a YAML file\.$"):
        sim.load(name)


def test_one_text_in_place_of_overrides_is_refused():
    with pytest.raises(sim.ConfigError, match=r"^overrides = 'run.seed=3': expected a list of texts, as \['run.seed=3'\].$"):
        sim.load("base", "run.seed=3")


def test_a_script_needs_no_guard(tmp_path):
    """A script without `if __name__ == "__main__"` works in two processes, and its own lines run once."""
    script = tmp_path / "mine.py"
    script.write_text("import math\nfrom sim.execution.executors import run_tasks\nprint('once')\n"
                      "print(sorted(run_tasks([4.0, 9.0], math.sqrt, 2)))\n", encoding="utf-8")
    done = subprocess.run([sys.executable, str(script)], env={**os.environ, "PYTHONPATH": str(HERE)},
                          capture_output=True, text=True, check=False)
    assert done.stdout.splitlines() == ["once", "[(4.0, 2.0), (9.0, 3.0)]"], done.stderr
