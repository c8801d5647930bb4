"""Scripts among the docs' examples: a notebook and a recipe for SLURM; both run."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.execution.test_cluster import ENVIRONMENT

EXAMPLES = Path(__file__).parents[2] / "docs" / "examples"


def test_the_notebook_goes_from_load_to_figure_in_under_40_lines(tmp_path):
    file = EXAMPLES / "from_load_to_figure.py"
    assert len(file.read_text(encoding="utf-8").splitlines()) < 40
    small = ["run.horizon_days=28", "demand.needs_per_day=60", "customers.n=2000"]
    done = subprocess.run([sys.executable, str(file), *small], cwd=tmp_path, env=ENVIRONMENT, capture_output=True, text=True,
                          check=False, timeout=900)
    assert done.returncode == 0, done.stderr
    assert "work_per_solved_case_s" in done.stdout
    assert "<svg" in (tmp_path / "results" / "settling.svg").read_text(encoding="utf-8")


@pytest.mark.verify
@pytest.mark.skipif(sys.platform == "win32", reason="SLURM is a Unix program")
def test_the_slurm_recipe_runs_with_its_jobs_on_this_machine(tmp_path):
    argv = ["--here", "--workers", "2", "--", "run", "scenario=bare_queue", "demand.needs_per_day=100", "run.horizon_days=2",
            "run.warm_up_days=0", "run.replications=2", "run.record=kpis"]
    done = subprocess.run([sys.executable, str(EXAMPLES / "slurm.py"), *argv], cwd=tmp_path, env=ENVIRONMENT,
                          capture_output=True, text=True, check=False, timeout=900)
    assert done.returncode == 0, done.stderr
    assert len(list((tmp_path / "results" / "run").glob("answer-*/report.html"))) == 1
