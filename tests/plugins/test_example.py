"""The example package, installed into a folder: found by its entry points, equal in both engines; each of its objects acts."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import sim

ROOT = Path(sim.__file__).parents[1]
EXAMPLE = ROOT / "examples" / "plugin_example"

_RUN = """
import json, sim
from sim.kpis import KPIS
FEW = ["run.horizon_days=7", "run.warm_up_days=0", "run.record=full", "demand.needs_per_day=700"]
ACTS = {"plain": [], "agent": ["routing.which_agent=uniformly_random"],
        "queue": ["routing.which_contact=ageing", "ageing.rate_per_min=[1,5]"],
        "distribution": ["patience.distribution=lomax mean 4 min shape 2.5"], "mechanism": ["mechanisms.week_fatigue=true"]}
found = {}
for name, overrides in ACTS.items():
    scenarios = [sim.load("base", [*FEW, *overrides, f"run.engine={engine}"]) for engine in ("compiled", "simpy")]
    days = [sim.simulate(scenario).days.sum() for scenario in scenarios]
    assert days[0].equals(days[1]), name
    found[name] = [scenarios[0].key, float(days[0]["wait_s"]), float(days[0]["talk_s"])]
result = sim.simulate(sim.load("base", [*FEW, *ACTS["mechanism"]]))
found["fatigue_share"] = result.kpis["fatigue_share"]
print(json.dumps(found))
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder into which pip has installed a copy of the package, offline."""
    base = tmp_path_factory.mktemp("example")
    copy = shutil.copytree(EXAMPLE, base / "source")
    subprocess.run([sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-build-isolation", "--no-index",
                    "--no-compile", "--target", str(base / "installed"), str(copy)], check=True, capture_output=True)
    return base / "installed"


def python(folder: Path, *words: str) -> str:
    done = subprocess.run([sys.executable, *words], capture_output=True, text=True, check=False, env={
        **os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), str(folder)]), "PYTHONDONTWRITEBYTECODE": "1"})
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_its_objects_are_listed(folder: Path) -> None:
    rows = [line.split("\t") for line in python(folder, "-m", "sim", "list", "plugins").splitlines()]
    assert {(row[0], row[1], row[3]) for row in rows} == {
        (kind, name, "contact-centre-example 1.0.0") for kind, name in (
            ("agent policy", "uniformly_random"), ("queue policy", "ageing"), ("distribution", "lomax"),
            ("mechanism", "week_fatigue"), ("measure", "fatigue_share"))}


def test_the_commands_of_its_readme_are_accepted(folder: Path) -> None:
    commands = [line.split(maxsplit=1)[1] for line in (EXAMPLE / "README.md").read_text(encoding="utf-8").splitlines()
                if line.startswith("    contact-centre run")]
    assert len(commands) == 2
    code = ("import json, shlex, sys\nfrom sim.config.scenario import load, load_sweep\n"
            "for line in json.loads(sys.argv[1]):\n    words = shlex.split(line)[1:]\n"
            "    print(len(load_sweep(words[1:]) if words[0] == '-m' else [load(overrides=words)]))")
    assert python(folder, "-c", code, json.dumps(commands)).split() == ["1", "2"]


def test_each_acts_in_both_engines_alike_and_has_a_key(folder: Path) -> None:
    found = json.loads(python(folder, "-c", _RUN))
    share = found.pop("fatigue_share")
    assert 0.0 < share < 0.08 / 1.08, "two per cent a day, eight on Friday"
    plain = found.pop("plain")
    assert plain[0] == sim.load("base", ["run.horizon_days=7", "run.warm_up_days=0", "run.record=full",
                                         "demand.needs_per_day=700", "run.engine=compiled"]).key, "as without the package"
    for name, (key, wait_s, _) in found.items():
        assert key != plain[0], name
        assert wait_s != plain[1], name
    assert found["mechanism"][2] > plain[2]
    file = folder / "contact_centre_example" / "routing.py"
    file.write_text(file.read_text(encoding="utf-8").replace("-rate *", "-2.0 * rate *"), encoding="utf-8")
    key = "import sim; print(sim.load('base', ['routing.which_contact=ageing', 'ageing.rate_per_min=[1,5]']).key)"
    with_change = python(folder, "-c", key)
    file.write_text(file.read_text(encoding="utf-8").replace("-2.0 * rate *", "-rate *"), encoding="utf-8")
    assert python(folder, "-c", key) != with_change
